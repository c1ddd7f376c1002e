"""Une liste à cocher : des dizaines de noms, cochés un à un, tous, aucun ou par groupe."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from relogement.formats import pluriel
from ui.socle.champs import SEPARATEUR, Champ
from ui.socle.elements import Bouton, Texte, flux
from ui.socle.saisies import Saisie
from ui.socle.theme import DEMI

HAUTEUR, HAUTEUR_LIEN = 260, 26
_CODE = Qt.ItemDataRole.UserRole
TOUS, AUCUN = "Tous", "Aucun"


class SaisieListe(Saisie):
    """Espace coche la ligne courante ; un groupe déjà tout coché se décoche. Le texte est celui des codes cochés."""

    def __init__(self, champ: Champ) -> None:
        super().__init__()
        self._liste = QListWidget()
        self._liste.setFixedHeight(HAUTEUR)
        self._liste.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._liste.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for code, libelle in champ.codes:
            ligne = QListWidgetItem(libelle, self._liste)
            ligne.setData(_CODE, code)
            ligne.setFlags(ligne.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ligne.setCheckState(Qt.CheckState.Unchecked)
        self._liste.setCurrentRow(0)
        codes = [code for code, _ in champ.codes]
        groupes = champ.groupes or ((TOUS, codes),)
        self.groupes = [_lien(nom, partial(self._basculer, siens)) for nom, siens in groupes]
        self.groupes.append(_lien(AUCUN, partial(self._cocher, codes, False)))
        self._compte = Texte("", "petit")
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DEMI)
        boite.addWidget(flux(*self.groupes, centre=True))
        boite.addWidget(self._liste)
        boite.addWidget(self._compte)
        self._brancher()
        self._liste.itemChanged.connect(self._change)
        self._compter()

    def _lignes(self) -> list[QListWidgetItem]:
        return [self._liste.item(rang) for rang in range(self._liste.count())]

    def _coches(self) -> list[str]:
        return [ligne.data(_CODE) for ligne in self._lignes() if ligne.checkState() is Qt.CheckState.Checked]

    def texte(self) -> str:
        """Voir `Saisie`."""
        return SEPARATEUR.join(self._coches())

    def poser(self, texte: str) -> None:
        """Voir `Saisie` ; un code disparu de la liste n'est pas gardé."""
        coches = set(texte.split(SEPARATEUR))
        self._poser({ligne.data(_CODE): ligne.data(_CODE) in coches for ligne in self._lignes()})

    def cibles(self) -> list[QWidget]:
        """Voir `Saisie`."""
        return [self._liste]

    def _poser(self, voulus: dict[str, bool]) -> None:
        self._liste.blockSignals(True)
        for ligne in self._lignes():
            if ligne.data(_CODE) in voulus:
                etat = Qt.CheckState.Checked if voulus[ligne.data(_CODE)] else Qt.CheckState.Unchecked
                ligne.setCheckState(etat)
        self._liste.blockSignals(False)
        self._compter()

    def _cocher(self, codes: Collection[str], oui: bool) -> None:
        self._poser(dict.fromkeys(codes, oui))
        self.modifie.emit()

    def _basculer(self, codes: Collection[str]) -> None:
        self._cocher(codes, not set(codes) <= set(self._coches()))

    def _change(self, _: QListWidgetItem) -> None:
        self._compter()
        self.modifie.emit()

    def _compter(self) -> None:
        coches = len(self._coches())
        self._compte.setText(f"{pluriel(coches, 'coché')} sur {self._liste.count()}")


def _lien(mot: str, geste: partial[None]) -> Bouton:
    bouton = Bouton(mot, geste, "lien", description=f"Cocher ou décocher : {mot}")
    bouton.setFixedHeight(HAUTEUR_LIEN)
    return bouton
