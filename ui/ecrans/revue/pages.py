"""Les pages d'une revue, une à la fois : chiffres et ménages, qualité, ajustements, revues émises."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from relogement.regles.revue.pages.catalogue import PAGES
from relogement.services.revues_emises import Emission
from relogement.stockage.base import Base
from relogement.tableur.revue.avancement import TITRE as AVANCEMENT
from ui.ecrans.revue.ajustements import TITRE as AJUSTEMENTS
from ui.ecrans.revue.ajustements import PageAjustements
from ui.ecrans.revue.blocs import Choix
from ui.ecrans.revue.emises import TITRE as EMISES
from ui.ecrans.revue.emises import PageEmises
from ui.ecrans.revue.lecture import LectureRevue
from ui.ecrans.revue.page import PageChiffres
from ui.ecrans.revue.qualite import TITRE as QUALITE
from ui.ecrans.revue.qualite import LigneQualite, PageQualite
from ui.ecrans.revue.volet import LigneDuChiffre, VoletMenages
from ui.socle.contexte import Contexte
from ui.socle.onglets import Onglets
from ui.socle.theme import DOUBLE

_SYNTHESE, *_SUITE = (titre for titre, _ in PAGES)
TITRES = (_SYNTHESE, AVANCEMENT, *_SUITE)
"""Les pages de chiffres, dans l'ordre."""
HAUTEUR = 240
_COURTS = {
    "Accueil et localisation": "Accueil", "Impact financier": "Impact", "Propositions et refus": "Propositions",
    "Suivi et satisfaction": "Suivi", "Objectifs CIA": "CIA",
}
"""Le mot de l'onglet, quand le titre de la page ne tiendrait pas ; la tête de l'écran dit le titre."""


class PagesRevue(QWidget):
    """`choisie(titre)` : une autre page est montrée. Échap ferme le volet des ménages."""

    choisie = Signal(str)

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._contexte = contexte
        self.lecture: LectureRevue | None = None
        self.page, self.volet = PageChiffres(), VoletMenages(contexte)
        self.qualite, self.ajustements = PageQualite(contexte), PageAjustements(contexte)
        self.emises = PageEmises(contexte)
        self._a_part: dict[str, QWidget] = {
            QUALITE: self.qualite, AJUSTEMENTS: self.ajustements, EMISES: self.emises,
        }
        self.onglets = Onglets([(t, _COURTS.get(t, t)) for t in (*TITRES, *self._a_part)], "Pages de la revue")
        self._pile = QStackedWidget()
        # Une page haute ne pousse pas la fenêtre hors d'un petit écran : elle se serre, ses listes défilent.
        self._pile.setMinimumHeight(HAUTEUR)
        self.volet.setMinimumHeight(HAUTEUR)
        self._disposer()
        self.onglets.choisi.connect(self._montrer_page)
        self.page.choisi.connect(self.ouvrir_chiffre)
        self.qualite.ouvrir.connect(self._corriger)
        self.ajustements.ouvrir.connect(lambda x: contexte.naviguer("menage", id=x.menage.id))
        self.volet.ouvrir.connect(self._ouvrir_menage)
        self.volet.ferme.connect(self.fermer_volet)

    def _disposer(self) -> None:
        for page in (self.page, *self._a_part.values()):
            self._pile.addWidget(page)
        cote = QHBoxLayout()
        cote.setSpacing(DOUBLE)
        cote.addWidget(self._pile, 60)
        cote.addWidget(self.volet, 40)
        self.volet.hide()
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self.onglets)
        boite.addLayout(cote, 1)

    def choisir(self, titre: str) -> None:
        """Montre cette page, si elle est d'ici."""
        if titre in (*TITRES, *self._a_part):
            self.onglets.choisir(titre)

    def montrer(self, lecture: LectureRevue) -> None:
        """Montre une revue calculée, à la page et au chiffre où l'on en était."""
        self.lecture = lecture
        self.qualite.montrer(lecture)
        self.ajustements.montrer(lecture)
        self.onglets.compter(QUALITE, len(lecture.anomalies) or None)
        self.onglets.compter(AJUSTEMENTS, len(lecture.revue.ajustements) or None)
        self._montrer_page(self.onglets.cle)
        self._rouvrir()

    def montrer_emises(self, emises: tuple[Emission, ...]) -> None:
        """Montre les revues émises."""
        self.emises.montrer(emises)
        self.onglets.compter(EMISES, len(emises) or None)

    def _montrer_page(self, titre: str) -> None:
        self.choisie.emit(titre)
        if titre in self._a_part:
            self.volet.hide()
            self._pile.setCurrentWidget(self._a_part[titre])
        elif self.lecture is not None:
            self.volet.setVisible(self.volet.choix is not None)
            self.page.montrer(next(p for p in self.lecture.pages if p.titre == titre), self.lecture)
            self._pile.setCurrentWidget(self.page)

    def ouvrir_chiffre(self, choix: Choix) -> None:
        """Montre les ménages de ce chiffre à côté de la page."""
        if self.lecture is None:
            return
        self.volet.montrer(choix, self.lecture)
        self.volet.show()
        self.volet.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rouvrir(self) -> None:
        """Le même chiffre, dans la revue recalculée ; s'il n'y est plus, le volet se ferme."""
        ancien = self.volet.choix
        if ancien is None or self.lecture is None:
            return
        nouveau = retrouver(self.lecture, ancien)
        if nouveau is None:
            self.fermer_volet()
        else:
            self.volet.montrer(nouveau, self.lecture)
            if self.volet.table.vue.hasFocus() and not self.volet.table.lignes:
                # Le dernier ménage de la liste vient d'être complété : le clavier revient au chiffre.
                self.page.reprendre_clavier()

    def fermer_volet(self) -> None:
        """Referme le volet ; le clavier revient au tableau."""
        self.volet.hide()
        self.volet.choix = None
        self.page.reprendre_clavier()

    def bloquer(self) -> None:
        """Montre, au clavier, ce qui empêche d'émettre."""
        self.onglets.choisir(QUALITE)
        self.qualite.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.volet.isVisible():
            self.fermer_volet()
        else:
            super().keyPressEvent(event)

    def _ouvrir_menage(self, choisie: LigneDuChiffre) -> None:
        self._contexte.naviguer("menage", id=choisie.menage.id, **self.volet.cible(choisie))

    def _corriger(self, choisie: LigneQualite) -> None:
        cible = choisie.anomalie.cible
        self._contexte.naviguer(
            "menage", id=choisie.menage.id, section=cible.section, champ=cible.champ, fiche=cible.id
        )


def retrouver(lecture: LectureRevue, ancien: Choix) -> Choix | None:
    """Le même chiffre et la même liste dans une autre lecture ; None s'il n'y est plus."""
    trouve = next((c for page in lecture.pages for c in page.choix if c.meme(ancien)), None)
    alors = trouve if trouve is None or trouve.ligne is None else trouve.a(ancien.quand)
    return None if alors is None else replace(alors, liste=ancien.liste)
