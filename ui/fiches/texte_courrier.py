"""Récrire un courrier : son objet et son texte, les champs à y insérer, l'aperçu qui suit la frappe."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.documents.courriers.champs import BLOCS, CHAMPS
from relogement.services.courriers import LigneCourrier, TexteCourrier, recrire_courrier
from relogement.services.impression_courrier import apercu_texte
from relogement.stockage.base import Base
from ui.socle.apercu import Apercu
from ui.socle.champs import Champ, Genre, Valeur
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Texte, colonne
from ui.socle.formulaire import Formulaire
from ui.socle.frappe import ZoneTexte
from ui.socle.theme import DOUBLE

PAUSE = 400
"""Le temps laissé à la frappe avant de refaire l'aperçu, en millisecondes."""
SIGNES = "« ## » : un intertitre ; « - » : une puce ; « [ ] » : une case à cocher ; une ligne vide : un paragraphe."
EXEMPLE = "Aperçu sur un ménage inventé."
_HAUTEUR, _LARGEUR_CHAMPS = 400, 250
_NOM = Qt.ItemDataRole.UserRole
TITRE_BLOCS = "Les blocs, seuls sur leur ligne"


class FicheTexte(QWidget):
    """`termine(Changements)` : le texte est enregistré ; `quitte` : on y renonce, la frappe reste."""

    termine = Signal(object)
    quitte = Signal()

    def __init__(self, contexte: Contexte[Base], ligne: LigneCourrier) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._contexte, self._code = contexte, ligne.modele.code
        self.formulaire = Formulaire(
            (
                Champ("objet", "Objet", obligatoire=True, manque="Donnez un objet au courrier."),
                Champ("corps", "Texte", Genre.TEXTE_LONG, aide=SIGNES, obligatoire=True, manque="Écrivez le texte."),
            ),
            contexte, f"courrier/{ligne.modele.code}",
            valeurs={"objet": ligne.texte.objet, "corps": ligne.texte.corps}, action="Enregistrer ce texte",
        )
        zone = self.formulaire.rangs["corps"].saisie.cibles()[0]
        assert isinstance(zone, ZoneTexte)
        self.zone = zone
        self.zone.setFixedHeight(_HAUTEUR)
        self.champs, self.apercu = _liste_des_champs(), Apercu(380)
        self._attente = QTimer(self, singleShot=True, interval=PAUSE)
        self._disposer()
        self._brancher()
        self.montrer()

    def _disposer(self) -> None:
        self.inserer_choisi = Bouton("Insérer ce champ", self.inserer, icone="plus", description="Entrée dans la liste")
        corps = QHBoxLayout(self)
        corps.setContentsMargins(0, 0, 0, 0)
        corps.setSpacing(DOUBLE)
        corps.addWidget(self.formulaire, 5)
        corps.addLayout(colonne(Texte("Champs à insérer"), self.champs, self.inserer_choisi, espace=8))
        droite = QVBoxLayout()
        droite.addWidget(Texte(EXEMPLE, "petit"))
        droite.addWidget(self.apercu, 1)
        corps.addLayout(droite, 4)

    def _brancher(self) -> None:
        self._attente.timeout.connect(self.montrer)
        for rang in self.formulaire.rangs.values():
            rang.saisie.modifie.connect(self._attente.start)
        self.champs.itemActivated.connect(lambda *_: self.inserer())
        self.formulaire.valider.connect(self._enregistrer)
        self.formulaire.quitter.connect(self.quitte)

    def viser(self) -> None:
        """Place le clavier dans le texte."""
        self.zone.setFocus(Qt.FocusReason.OtherFocusReason)

    def inserer(self) -> None:
        """Insère le champ choisi là où est le curseur ; un bloc, sur une ligne à lui."""
        choisi = self.champs.currentItem()
        nom = choisi.data(_NOM) if choisi is not None else None
        if nom is None:
            return
        self.zone.insertPlainText(f"\n{{{nom}}}\n" if nom in BLOCS else f"{{{nom}}}")
        self.viser()

    def reprendre(self, texte: TexteCourrier) -> None:
        """Met dans le formulaire un texte d'avant ; il ne vaut qu'une fois enregistré."""
        for nom, valeur in (("objet", texte.objet), ("corps", texte.corps)):
            self.formulaire.rangs[nom].saisie.poser(valeur)
            self.formulaire.rangs[nom].garder()
        self.montrer()

    def montrer(self) -> None:
        """Refait l'aperçu ; un champ inconnu se dit près du texte, l'aperçu d'avant reste."""
        objet, corps = (self.formulaire.rangs[nom].texte for nom in ("objet", "corps"))
        try:
            lu = apercu_texte(self._contexte.base, self._code, objet, corps, self._contexte.aujourd_hui())
        except ErreurMetier as erreur:
            self.formulaire.rangs[erreur.champ or "corps"].montrer_erreur(erreur.phrase)
            return
        for rang in self.formulaire.rangs.values():
            rang.montrer_erreur("")
        self.apercu.montrer(lu.pages)

    def _enregistrer(self, valeurs: dict[str, Valeur]) -> None:
        textes: dict[str, Any] = dict(valeurs)
        faits = self.formulaire.executer(recrire_courrier, self._code, **textes)
        if faits is not None:
            self.termine.emit(faits)


def _liste_des_champs() -> QListWidget:
    """Les champs par groupe, puis les blocs ; les titres des groupes ne se choisissent pas."""
    liste = QListWidget()
    liste.setAccessibleName("Champs à insérer")
    liste.setFixedWidth(_LARGEUR_CHAMPS)
    liste.setWordWrap(True)
    liste.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    liste.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    groupes = [(g, [(n, c.libelle) for n, c in siens]) for g, siens in groupby(CHAMPS.items(), lambda x: x[1].groupe)]
    for groupe, champs in (*groupes, (TITRE_BLOCS, list(BLOCS.items()))):
        titre = QListWidgetItem(groupe, liste)
        titre.setFlags(Qt.ItemFlag.NoItemFlags)
        gras = titre.font()
        gras.setBold(True)
        titre.setFont(gras)
        for nom, libelle in champs:
            ligne = QListWidgetItem(f"{libelle[0].upper()}{libelle[1:]}", liste)
            ligne.setData(_NOM, nom)
            ligne.setToolTip(f"{{{nom}}}")
    return liste
