"""Le formulaire déclaré : rien de ce qui est tapé ne se perd, chaque erreur est près de son champ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Concatenate, ParamSpec

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import Changements, ErreurMetier
from relogement.formats import heure, pluriel
from ui.socle.champs import Champ, Valeur
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Texte, amener, dire_erreur, rangee
from ui.socle.rang import Rang, cote_a_cote
from ui.socle.theme import DOUBLE, PAS

P = ParamSpec("P")


class ErreursSaisie(ErreurMetier):
    """Les champs à corriger : `erreurs` donne la phrase de chacun, par nom, dans l'ordre du formulaire."""

    def __init__(self, erreurs: Mapping[str, str]) -> None:
        compte = pluriel(len(erreurs), "champ")
        super().__init__(f"{compte} à corriger ou à compléter.", next(iter(erreurs)))
        self.erreurs = dict(erreurs)


class _EtatBrouillon(Texte):
    """Où en est le brouillon : sur une ligne s'il y a la place, sinon sur deux, sans élargir le formulaire."""

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + PAS, super().sizeHint().height())


class Formulaire(QWidget):
    """Un formulaire et son brouillon, gardé sous `cle_brouillon` (« proposition/<id> ») jusqu'à la validation.

    Signaux : `valider(valeurs)` quand tout se lit ; `quitter` sur Échap (le brouillon reste). L'écran répond à
    `valider` par `formulaire.executer(service, …)`, qui efface le brouillon si le service réussit, sinon dit sa phrase.
    Raccourcis : Ctrl+Entrée valide, Échap quitte.
    """

    valider = Signal(object)
    quitter = Signal()

    def __init__(
        self,
        champs: Sequence[Champ],
        contexte: Contexte[Any],
        cle_brouillon: str,
        *,
        valeurs: Mapping[str, Valeur] | None = None,
        action: str = "Valider",
    ) -> None:
        super().__init__()
        self._contexte, self._cle = contexte, cle_brouillon
        self._initiales = dict(valeurs or {})
        self.rangs = {c.nom: Rang(c, contexte, cle_brouillon, self._initiales.get(c.nom)) for c in champs}
        self._etat = _EtatBrouillon("", "petit")
        self._erreur = Texte("", "erreur")
        self._fautifs: set[str] = set()
        for rang in self.rangs.values():
            rang.relu.connect(self._recompter)
            rang.saisie.repondu.connect(partial(self._passer, rang))
        self._effacer = Bouton("Effacer le brouillon", self.abandonner, "lien")
        self._action = Bouton(action, self.demander_validation, "primaire", description="Ctrl+Entrée")
        self._disposer()
        for touche in ("Ctrl+Return", "Ctrl+Enter"):
            raccourci = QShortcut(QKeySequence(touche), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            raccourci.activated.connect(self.demander_validation)
        contexte.enregistre.connect(self._dire_enregistre)
        self._reprendre()

    def _disposer(self) -> None:
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        demis: list[Rang] = []
        for rang in self.rangs.values():
            if rang.champ.demi:
                demis.append(rang)
            if demis and (len(demis) == 2 or not rang.champ.demi):
                boite.addLayout(cote_a_cote(demis))
                demis = []
            if not rang.champ.demi:
                boite.addWidget(rang)
        if demis:
            boite.addLayout(cote_a_cote(demis))
        dire_erreur(self._erreur, "")
        boite.addWidget(self._erreur)
        boite.addLayout(rangee(self._etat, self._effacer, None, self._action))
        boite.addStretch(1)
        # Tab va du dernier champ à la validation, non à ce qui efface.
        self.setTabOrder(self._action, self._effacer)

    def _reprendre(self) -> None:
        """Reprend le brouillon, s'il y en a un."""
        brouillon = self._contexte.brouillon(self._cle)
        for nom, texte in brouillon.items():
            if nom in self.rangs:
                self.rangs[nom].reprendre(texte)
        self._effacer.setVisible(bool(brouillon))
        self._etat.setText("Brouillon repris" if brouillon else "")

    def _dire_enregistre(self, a: str) -> None:
        if self.isVisible():
            brouillon = bool(self._contexte.brouillon(self._cle))
            # Ce signal vient aussi d'autres écritures : sans brouillon, ce formulaire-ci n'a rien gardé.
            if brouillon:
                self._etat.setText(f"Brouillon gardé à {a}, pas encore enregistré")
            self._effacer.setVisible(brouillon)

    def valeurs(self) -> dict[str, Valeur]:
        """Les valeurs de tous les champs ; sinon montre chaque erreur, va au premier champ et lève ErreursSaisie."""
        resultat: dict[str, Valeur] = {}
        erreurs: dict[str, str] = {}
        for nom, rang in self.rangs.items():
            try:
                resultat[nom] = rang.valeur()
            except ErreurMetier as erreur:
                erreurs[nom] = erreur.phrase
        if erreurs:
            # D'abord le clavier : le champ vide qu'il quitte effacerait sa propre phrase.
            premier = self.rangs[next(iter(erreurs))]
            premier.setFocus(Qt.FocusReason.OtherFocusReason)
            amener(premier)
        for nom, rang in self.rangs.items():
            rang.montrer_erreur(erreurs.get(nom, ""))
        if erreurs:
            raise ErreursSaisie(erreurs)
        return resultat

    def demander_validation(self) -> None:
        """Garde tout, lit tout ; émet `valider` si tout se lit."""
        self.garder()
        self._dire_fautifs({})
        try:
            valeurs = self.valeurs()
        except ErreursSaisie as erreur:
            self._dire_fautifs(erreur.erreurs)
            return
        self.valider.emit(valeurs)

    def _dire_fautifs(self, erreurs: Mapping[str, str]) -> None:
        self._fautifs = set(erreurs)
        dire_erreur(self._erreur, ErreursSaisie(erreurs).phrase if erreurs else "")

    def _recompter(self) -> None:
        """Le compte des champs à corriger suit les corrections ; une autre phrase, d'un service, demeure."""
        if not self._fautifs:
            return
        restent = {}
        for nom in self._fautifs:
            try:
                self.rangs[nom].valeur()
            except ErreurMetier as erreur:
                restent[nom] = erreur.phrase
        self._dire_fautifs(restent)

    def _passer(self, rang: Rang) -> None:
        """Le clavier va au champ suivant parmi ceux qui se voient, ou à la validation."""
        rangs = list(self.rangs.values())
        suivants = (r for r in rangs[rangs.index(rang) + 1 :] if not r.isHidden())
        suivant = next(suivants, self._action)
        suivant.setFocus(Qt.FocusReason.TabFocusReason)
        amener(suivant)

    def executer(
        self, geste: Callable[Concatenate[Any, P], Changements], *args: P.args, **kw: P.kwargs
    ) -> Changements | None:
        """Exécute le service ; efface le brouillon s'il réussit, sinon montre sa phrase près du champ qu'il nomme."""
        self.garder()
        try:
            faits = geste(self._contexte.base, *args, **kw)
        except ErreurMetier as erreur:
            self.montrer_erreur(erreur)
            return None
        # Avant de dire les changements : un écran peut y répondre en fermant ou en refaisant ce formulaire.
        self.oublier()
        self._contexte.retenir(faits)
        return faits

    def montrer_erreur(self, erreur: ErreurMetier) -> None:
        """Montre la phrase près du champ nommé, ou au-dessus des boutons s'il n'est pas d'ici."""
        rang = self.rangs.get(erreur.champ or "")
        if rang is None:
            dire_erreur(self._erreur, erreur.phrase)
        else:
            rang.montrer_erreur(erreur.phrase)
            rang.setFocus(Qt.FocusReason.OtherFocusReason)
            amener(rang)

    def garder(self) -> None:
        """Écrit au brouillon tout ce qui ne l'est pas encore."""
        for rang in self.rangs.values():
            rang.garder()

    def oublier(self) -> None:
        """Efface le brouillon, une fois le geste fait."""
        self._contexte.effacer_brouillon(self._cle)
        self._effacer.setVisible(False)
        self._etat.setText(f"Enregistré à {heure(self._contexte.maintenant())}")

    def abandonner(self) -> None:
        """Efface le brouillon après confirmation et revient aux valeurs de départ."""
        question = "Effacer ce qui a été tapé dans ce formulaire ? Ce ne sera pas récupérable."
        if not self._contexte.invites.confirmer(question, "Effacer"):
            return
        for nom, rang in self.rangs.items():
            rang.poser(self._initiales.get(nom))
        self.oublier()
        self._etat.setText("")
        dire_erreur(self._erreur, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.garder()
            self.quitter.emit()
        else:
            super().keyPressEvent(event)
