"""Les filtres du vivier : un texte, l'état, le type, le réservataire, l'accès, un loyer à ne pas dépasser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.regles.convention.accessibilite import Accessibilite
from relogement.regles.vivier import EtatOffre, offrable
from relogement.stockage.lectures_vivier import LigneVivier
from relogement.vocabulaire import Reservataire
from ui.ecrans.logements.colonnes import MOTS_ACCES, LireAcces
from ui.socle.champs import Champ, Genre, lire
from ui.socle.frappe import LigneTexte
from ui.socle.theme import DOUBLE, HAUTEUR_CONTROLE

OFFRABLES = "offrables"
LARGEUR_LOYER = 128
"""De quoi lire ce que l'on y tape, si étroite que soit la fenêtre."""
_LOYER = Champ("loyer", "Loyer au plus", Genre.MONTANT)


class FiltresVivier(QWidget):
    """`change` : un filtre, autre que le texte, a changé ; `texte(str)` : le texte cherché."""

    change = Signal()
    texte = Signal(str)

    def __init__(self, aujourd_hui: Callable[[], date], acces: LireAcces) -> None:
        super().__init__()
        self._acces = acces
        self._aujourd_hui = aujourd_hui
        self.recherche, self.loyer = LigneTexte(), LigneTexte()
        self.etats, self.types, self.reservataires, self.acces = (QComboBox() for _ in range(4))
        _peupler(self.etats, "Filtrer par état", "Tous les états",
                 [("À proposer", OFFRABLES), *((e.libelle, e.value) for e in EtatOffre)])
        _peupler(self.types, "Filtrer par type", "Tous les types", [])
        _peupler(self.reservataires, "Filtrer par réservataire", "Tous les réservataires",
                 [(r.libelle, r.value) for r in Reservataire])
        _peupler(self.acces, "Filtrer par accès, pour le ménage type", "Tous les loyers",
                 [(mot, quoi.value) for quoi, mot in MOTS_ACCES.items()])
        for ligne, mot, aide in ((self.recherche, "Filtrer les logements", "Filtrer : résidence, commune, bailleur…"),
                                 (self.loyer, "Loyer au plus, par mois", "Loyer au plus")):
            ligne.setAccessibleName(mot)
            ligne.setPlaceholderText(aide)
            ligne.setClearButtonEnabled(True)
        self.loyer.setMinimumWidth(LARGEUR_LOYER)
        boite = QHBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self.recherche, 3)
        for liste in (self.etats, self.types, self.reservataires, self.acces):
            liste.currentIndexChanged.connect(lambda *_: self.change.emit())
            boite.addWidget(liste, 1)
        boite.addWidget(self.loyer, 1)
        self.recherche.textChanged.connect(self.texte)
        self.loyer.textChanged.connect(lambda *_: self.change.emit())

    def proposer_types(self, types: Iterable[str]) -> None:
        """Les types du vivier ; celui qui est choisi le reste."""
        choisi = self.types.currentData()
        self.types.blockSignals(True)
        _peupler(self.types, "Filtrer par type", "Tous les types", [(t, t) for t in types])
        self.types.setCurrentIndex(max(0, self.types.findData(choisi)))
        self.types.blockSignals(False)

    def garder(self, lignes: Sequence[LigneVivier]) -> list[LigneVivier]:
        """Les logements qui passent ; un loyer inconnu ne passe pas sous un plafond."""
        return [v for v in lignes if self._passe(v)]

    def _passe(self, v: LigneVivier) -> bool:
        etat, genre, chez = (c.currentData() for c in (self.etats, self.types, self.reservataires))
        if etat == OFFRABLES and not offrable(v.offre, self._aujourd_hui()):
            return False
        if etat not in (None, OFFRABLES, v.situation.etat.value):
            return False
        if genre is not None and v.valeurs["type"] != genre:
            return False
        if chez is not None and (v.valeurs["reservataire"] is None or v.valeurs["reservataire"].value != chez):
            return False
        if self.acces.currentData() not in (None, self._quoi(v).value):
            return False
        plafond = self._plafond()
        return plafond is None or (v.valeurs["loyer"] is not None and v.valeurs["loyer"] <= plafond)

    def _quoi(self, v: LigneVivier) -> Accessibilite:
        lu = self._acces(v)
        return lu.quoi if lu else Accessibilite.INCONNUE

    def _plafond(self) -> int | None:
        """Le loyer à ne pas dépasser (centimes par mois) ; None tant qu'il ne se lit pas."""
        try:
            lu = lire(_LOYER, self.loyer.text(), self._aujourd_hui())
        except ErreurMetier:
            return None
        return lu if isinstance(lu, int) else None


def _peupler(liste: QComboBox, nom: str, tous: str, choix: Iterable[tuple[str, str]]) -> None:
    liste.clear()
    liste.setAccessibleName(nom)
    liste.setFixedHeight(HAUTEUR_CONTROLE)
    liste.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    liste.addItem(tous, None)
    for mot, valeur in choix:
        liste.addItem(mot, valeur)
