"""Les ménages d'une obligation, état par état : la liste qu'ouvre un compte du tableau."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import nombre
from relogement.regles.charte.etats import Etat
from relogement.stockage.base import Base
from relogement.stockage.lectures import LigneMenage
from ui.ecrans.menage.constats import ORDRE
from ui.ecrans.menage.grille import lien
from ui.ecrans.operation.obligations import CONCERNES, LigneConcernee, LigneObligation
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, Texte, Titre, flux, rangee, vider
from ui.socle.etats import STYLES
from ui.socle.table import TableLignes
from ui.socle.theme import DOUBLE


class Concernes(Carte):
    """Les ménages d'une obligation. `ouvrir(LigneConcernee)` : Entrée sur l'un d'eux ; `retour` : au tableau."""

    ouvrir = Signal(object)
    retour = Signal()

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.ligne: LigneObligation | None = None
        self.etat: Etat | None = None
        self._menages: Sequence[LigneMenage] = ()
        self.revenir = Bouton("Toutes les obligations", self.retour.emit, icone="arrow-left")
        self._titre = Titre("", "section")
        self._etats = QVBoxLayout()
        self.table: TableLignes[LigneConcernee] = TableLignes(
            CONCERNES, lambda r: r.menage.id, cle="operation_concernes", mot="ménage", preferences=contexte
        )
        self.table.ouvrir.connect(self._ouvrir)
        tete = rangee(self.revenir, self._titre, espace=DOUBLE)
        tete.setStretch(1, 1)
        self.ajouter(tete)
        self.ajouter(self._etats)
        self.ajouter(Texte("Entrée ouvre ce qui règle le constat du ménage.", "doux"))
        self.ajouter(self.table, 1)

    def montrer(self, ligne: LigneObligation, menages: Sequence[LigneMenage], etat: Etat | None) -> None:
        """Les ménages dans cet état ; None, ou un état sans personne : le plus pressant."""
        self.ligne, self._menages = ligne, menages
        self.etat = etat if etat is not None and ligne.combien(etat) else ligne.pressant
        self._titre.setText(f"{ligne.id} {ligne.libelle}")
        self._refaire_etats()
        siens = ((m, ligne.constats[m.id]) for m in menages if m.id in ligne.constats)
        self.table.poser([LigneConcernee(m, c) for m, c in siens if c.etat is self.etat])

    def _refaire_etats(self) -> None:
        vider(self._etats)
        boutons = flux(*(self._bouton(e) for e in ORDRE if self.ligne and self.ligne.combien(e)), centre=True)
        self._etats.addWidget(boutons)
        # Qt ne le montrerait qu'au tour suivant.
        boutons.show()

    def _bouton(self, etat: Etat) -> QWidget:
        assert self.ligne is not None
        mot = f"{STYLES[etat].mot} : {nombre(self.ligne.combien(etat))}"
        if etat is self.etat:
            return Texte(mot, "fort")
        return lien(mot, partial(self.montrer, self.ligne, self._menages, etat), f"Voir {mot}")

    def _ouvrir(self, menage: object) -> None:
        choisie = next((r for r in self.table.modele.visibles if r.menage.id == menage), None)
        if choisie is not None:
            self.ouvrir.emit(choisie)
