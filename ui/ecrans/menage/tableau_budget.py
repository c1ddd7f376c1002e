"""Le tableau « Avant, proposé, après » : une colonne par logement, une ligne par terme du budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from relogement.formats import INSECABLE, euros, nombre, pourcent
from relogement.regles.budget import Budget, au_m2, ecart
from relogement.services.tableau_menage import ColonneBudget
from ui.socle.modele import ROLE_FORT
from ui.socle.rendu import Rendu
from ui.socle.theme import HAUTEUR_LIGNE

LARGEUR_LIBELLE, LARGEUR_COLONNE, HAUTEUR_TETE = 190, 116, 80
_MENSUALITE = ("loyer", "RLS", "charges", "APL")
_COURTS = {"âge de chacun": "âges", "nombre de personnes": "personnes"}
_RESTE = (*_MENSUALITE, "ressources")
DROITE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
GAUCHE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Rangee:
    """Une ligne du tableau : son libellé, le texte d'un budget, les termes dont elle dépend."""

    libelle: str
    texte: Callable[[ColonneBudget], str | None]
    termes: tuple[str, ...]
    forte: bool = False


def _moins(centimes: int | None) -> str | None:
    return None if centimes is None else euros(-centimes)


def _euros(centimes: int | None) -> str | None:
    return None if centimes is None else euros(centimes)


def _environ(c: ColonneBudget, texte: str | None) -> str | None:
    """« ≈ » devant ce qui dépend d'une APL estimée."""
    return f"≈{INSECABLE}{texte}" if c.estimation is not None and texte is not None else texte


def _apl(c: ColonneBudget) -> str | None:
    return _somme(c, None if c.montre.apl is None else -c.montre.apl)


def _somme(c: ColonneBudget, centimes: int | None) -> str | None:
    """À l'euro, avec « ≈ », ce qui dépend d'une APL estimée."""
    if c.estimation is None or centimes is None:
        return _euros(centimes)
    return _environ(c, euros(centimes, entier=True))


def _rls(c: ColonneBudget) -> str | None:
    """Au centime, le montant est celui de la table ; « ≈ » si c'est l'estimation qui la dit due."""
    dite = _moins(c.montre.rls)
    return _environ(c, dite) if c.rls_estimee and c.montre.rls else dite


def _taux(b: Budget, taux: Decimal | None) -> str | None:
    return "sans ressource" if b.ressources == 0 else None if taux is None else pourcent(taux)


def _taux_arrete(c: ColonneBudget) -> str | None:
    b = c.montre
    if b.forfait is None and b.taux_effort is not None:
        return "inconnu (forfait)"
    return _environ(c, _taux(b, b.taux_effort_arrete))


def _inconnu(termes: tuple[str, ...], *budgets: Budget) -> str:
    """« inconnu (RLS, APL) » : ce qui manque parmi ces termes dans l'un de ces budgets."""
    manque = dict.fromkeys(_COURTS.get(t, t) for b in budgets for t in b.inconnus if t in termes)
    return f"inconnu ({', '.join(manque)})" if manque else "inconnu"


def _quittee(c: ColonneBudget) -> str:
    """La mensualité quittée telle que figée avec cette colonne : le terme de l'écart."""
    if c.quitte is None:
        return "–"
    return _euros(c.quitte.mensualite_residuelle) or _inconnu(_MENSUALITE, c.quitte)


def _variation(c: ColonneBudget) -> str:
    """La variation de la mensualité depuis le logement quitté ; en euros si l'ancienne était nulle."""
    if c.quitte is None:
        return "–"
    difference = ecart(c.quitte.mensualite_residuelle, c.montre.mensualite_residuelle)
    if difference is None:
        return _inconnu(_MENSUALITE, c.montre, c.quitte)
    montant, part = difference
    environ = f"≈{INSECABLE}" if c.estimation is not None else ""
    signe = f"{environ}+{INSECABLE}" if montant > 0 else environ
    if part is None:
        return f"{signe}{euros(montant, entier=c.estimation is not None)}"
    fin = abs(part) < Decimal("0.01")
    return f"{signe}{nombre(part * 100, 1 if fin else 0)}{INSECABLE}%"


def _au_m2(c: ColonneBudget, montant: int | None) -> str | None:
    """Un montant au mètre carré ; il dit si c'est la surface qui manque."""
    return "inconnu (surface)" if montant is not None and c.surface is None else _euros(au_m2(montant, c.surface))


RANGEES = (
    Rangee("Loyer principal", lambda c: _euros(c.budget.loyer), ("loyer",)),
    Rangee("Charges", lambda c: _euros(c.budget.charges), ("charges",)),
    Rangee("Loyer au m²", lambda c: _au_m2(c, c.budget.loyer), ("loyer",)),
    Rangee("Loyer et charges au m²", lambda c: _au_m2(c, c.budget.loyer_et_charges), ("loyer", "charges")),
    Rangee("RLS", _rls, ("RLS",)),
    Rangee("APL", _apl, ("APL",)),
    Rangee("Mensualité résiduelle", lambda c: _somme(c, c.montre.mensualite_residuelle), _MENSUALITE, forte=True),
    Rangee("Ancienne, ce jour-là", _quittee, _MENSUALITE),
    Rangee("Écart avec l'ancienne", _variation, _MENSUALITE),
    Rangee("Taux d'effort (charte)", lambda c: _environ(c, _taux(c.montre, c.montre.taux_effort)), _RESTE),
    Rangee("Taux d'effort (arrêté)", _taux_arrete, _RESTE),
    Rangee("Reste à vivre par mois", lambda c: _somme(c, c.montre.reste_a_vivre), _RESTE),
    Rangee("Reste à vivre / UC / jour", lambda c: _environ(c, _euros(c.montre.reste_par_uc_jour)),
           (*_RESTE, "âge de chacun")),
    Rangee("Reste à vivre / pers. / jour", lambda c: _environ(c, _euros(c.montre.reste_par_personne_jour)),
           (*_RESTE, "nombre de personnes")),
)


def cellule(rangee: Rangee, colonne: ColonneBudget) -> str:
    """Le texte d'une cellule ; l'inconnu dit ce qui manque quand la ligne est un calcul."""
    texte = rangee.texte(colonne)
    if texte is not None:
        return texte
    return _inconnu(rangee.termes, colonne.montre) if len(rangee.termes) > 1 else "inconnu"


def _libelle(rangee: Rangee, colonnes: Sequence[ColonneBudget]) -> str:
    """« APL (estimation) » dès qu'une colonne est estimée."""
    estimee = rangee.libelle == "APL" and any(c.estimation is not None for c in colonnes)
    return "APL (estimation)" if estimee else rangee.libelle


class _Modele(QAbstractTableModel):
    """Le tableau, lu cellule par cellule."""

    def __init__(self, colonnes: Sequence[ColonneBudget], tetes: Sequence[str]) -> None:
        super().__init__()
        self._tetes = ["par mois", *tetes]
        self._textes = [[_libelle(r, colonnes), *(cellule(r, c) for c in colonnes)] for r in RANGEES]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(RANGEES)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(self._tetes)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Le texte, son alignement, sa graisse ; la bulle redit le texte, que la colonne peut couper."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._textes[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tete = self._tetes[index.column()].replace("\n", ", ")
            libelle = self._textes[index.row()][0]
            return f"{libelle}, {tete} : {self._textes[index.row()][index.column()]}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return DROITE if index.column() else GAUCHE
        if role == ROLE_FORT:
            return RANGEES[index.row()].forte
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._tetes[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return DROITE if section else GAUCHE
        return None


class TableauBudget(QTableView):
    """Le tableau des budgets ; `tetes` : l'en-tête de chaque logement, sur une ou deux lignes."""

    def __init__(self, colonnes: Sequence[ColonneBudget], tetes: Sequence[str]) -> None:
        super().__init__()
        self._modele = _Modele(colonnes, tetes)
        self.setModel(self._modele)
        self.setItemDelegate(Rendu(self))
        self.setAccessibleName("Avant, proposé, après : le budget de chaque logement, par mois")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HAUTEUR_LIGNE)
        tete = self.horizontalHeader()
        tete.setHighlightSections(False)
        tete.setSectionsClickable(False)
        tete.setMinimumSectionSize(LARGEUR_COLONNE)
        tete.setFixedHeight(HAUTEUR_TETE)
        tete.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        tete.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        tete.resizeSection(0, LARGEUR_LIBELLE)
        self._largeur = LARGEUR_LIBELLE + len(tetes) * LARGEUR_COLONNE
        self._ajuster()

    def _ajuster(self) -> None:
        """Toute la hauteur du tableau, et sa barre si la largeur manque : lui seul défile de côté."""
        barre = self.horizontalScrollBar().sizeHint().height() if self.width() < self._largeur else 0
        self.setFixedHeight(HAUTEUR_TETE + len(RANGEES) * HAUTEUR_LIGNE + 2 + barre)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ajuster()

    def textes(self) -> list[list[str]]:
        """Les cellules, ligne par ligne, libellé compris."""
        return self._modele._textes
