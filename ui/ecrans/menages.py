"""La liste des ménages : chercher, filtrer, trier, ouvrir ; l'étape et les retards arrivent à côté."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from relogement.regles.charte.etats import Etat
from relogement.regles.etape import Etape
from relogement.services.charte import Resume, resumes
from relogement.stockage.lectures import LigneMenage, lignes_menages, lignes_operations
from ui.ecrans.menage.tete import lieu, style_etape
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EnTete, EtatVide
from ui.socle.etats import Style, style_etat
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes
from ui.socle.taches import Suivi
from ui.socle.theme import DOUBLE, HAUTEUR_CONTROLE, TRIPLE

A_COTE = 300
"""Au-delà, les étapes et les retards se calculent à côté et la liste se montre sans eux."""
_PLIS = 6


@dataclass(frozen=True, slots=True)
class RangMenage:
    """Une ligne et son résumé ; None : il arrive."""

    ligne: LigneMenage
    resume: Resume | None = None


def _etape(r: RangMenage) -> Etape | None:
    return r.resume.etape if r.resume else None


def _retards(r: RangMenage) -> int | None:
    return r.resume.en_retard if r.resume else None


def _logement(ligne: LigneMenage) -> str:
    return lieu(ligne.batiment, ligne.escalier, ligne.etage, ligne.porte).replace(" étage", "")


def _tri_logement(ligne: LigneMenage) -> str | None:
    """Bâtiment, escalier, étage, porte ; « 9 » vient avant « 10 », le sous-sol avant le rez-de-chaussée."""
    if not _logement(ligne):
        return None
    etage = f"{ligne.etage + 100:03}" if ligne.etage is not None else "~"
    textes = (ligne.batiment or "~", ligne.escalier or "~", etage, ligne.porte or "~")
    return "\x1f".join(texte.zfill(_PLIS) if texte.isdigit() else texte for texte in textes)


def _nombre(valeur: int) -> str:
    return str(valeur) if valeur else ""


def _pastille_etape(r: RangMenage) -> Style | None:
    etape = _etape(r)
    return style_etape(etape) if etape else None


def _pastille_retard(r: RangMenage) -> Style | None:
    retards = _retards(r)
    return style_etat(Etat.EN_RETARD, str(retards)) if retards else None


def _texte_retard(r: RangMenage) -> str:
    retards = _retards(r)
    return f"{retards} en retard" if retards else ""


COLONNES: tuple[Colonne[RangMenage], ...] = (
    Colonne("Référence", lambda r: r.ligne.reference, largeur=92),
    Colonne("Ménage", lambda r: r.ligne.nom, largeur=160, fort=True),
    Colonne(
        "Étape",
        lambda r: e.libelle if (e := _etape(r)) else "…",
        tri=lambda r: e.rang if (e := _etape(r)) else None,
        style=_pastille_etape,
        largeur=156,
    ),
    Colonne("En retard", _texte_retard, tri=_retards, style=_pastille_retard, largeur=72),
    Colonne("Logement", lambda r: _logement(r.ligne), tri=lambda r: _tri_logement(r.ligne), largeur=216),
    Colonne("Type", lambda r: r.ligne.type or "", tri=lambda r: r.ligne.type, largeur=48),
    Colonne("Référent", lambda r: r.ligne.referent or "aucun", tri=lambda r: r.ligne.referent, largeur=92),
    Colonne(
        "Propositions",
        lambda r: _nombre(r.ligne.propositions),
        tri=lambda r: r.ligne.propositions,
        alignement="droite",
        largeur=86,
    ),
    Colonne(
        "À compléter",
        lambda r: _nombre(r.ligne.a_completer),
        tri=lambda r: r.ligne.a_completer,
        alignement="droite",
        largeur=86,
    ),
    Colonne("Téléphone", lambda r: r.ligne.telephone or "", tri=lambda r: r.ligne.telephone, largeur=128),
)
_RETARD = next(rang for rang, colonne in enumerate(COLONNES) if colonne.titre == "En retard")


class EcranMenages(QWidget):
    """La liste de toute la base ; `aller(operation=…, texte=…)` la filtre. Ctrl+F vient au champ de recherche."""

    def __init__(self, contexte: Contexte[Any]) -> None:
        super().__init__()
        self._contexte = contexte
        self._lignes: list[LigneMenage] = []
        self._resumes: dict[UUID, Resume] = {}
        self._calcul: Suivi | None = None
        self._perimee = True
        self.recherche = QLineEdit()
        self.etapes, self.operations = QComboBox(), QComboBox()
        self.retard = QCheckBox("En retard d'abord")
        self.table: TableLignes[RangMenage] = TableLignes(
            COLONNES, lambda r: r.ligne.id, cle="menages", mot="ménage", preferences=contexte
        )
        self._preparer_filtres()
        self._disposer()
        self._brancher()

    def _preparer_filtres(self) -> None:
        self.recherche.setPlaceholderText("Filtrer : nom, référence, logement, référent, téléphone")
        self.recherche.setAccessibleName("Filtrer les ménages")
        self.recherche.setAccessibleDescription("Chaque mot tapé doit se trouver dans la ligne. Ctrl+F y revient.")
        self.recherche.setClearButtonEnabled(True)
        self.recherche.setMinimumWidth(240)
        self.etapes.setAccessibleName("Filtrer par étape")
        self.etapes.addItem("Toutes les étapes", None)
        for etape in Etape:
            self.etapes.addItem(etape.libelle, etape.value)
        self.operations.setAccessibleName("Filtrer par opération")
        self.operations.addItem("Toutes les opérations", None)
        self.retard.setAccessibleDescription("Met en tête les ménages qui ont le plus d'obligations en retard.")

    def _disposer(self) -> None:
        filtres = QHBoxLayout()
        filtres.setSpacing(DOUBLE)
        filtres.addWidget(self.recherche, 3)
        for element in (self.etapes, self.operations):
            element.setFixedHeight(HAUTEUR_CONTROLE)
            element.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            filtres.addWidget(element, 1)
        filtres.addWidget(self.retard)
        carte = Carte()
        carte.ajouter(self.table, 1)
        liste = QWidget()
        boite = QVBoxLayout(liste)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addLayout(filtres)
        boite.addWidget(carte, 1)
        vide = EtatVide(
            "Les ménages à reloger se liront ici. Créez une opération, puis importez l'état locatif du bailleur.",
            Bouton("Ouvrir les opérations", lambda: self._contexte.naviguer("operations"), "primaire"),
        )
        self._pile = QStackedWidget()
        self._pile.addWidget(liste)
        self._pile.addWidget(vide)
        page = QVBoxLayout(self)
        page.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        page.setSpacing(DOUBLE)
        page.addWidget(EnTete("Ménages"))
        page.addWidget(self._pile, 1)

    def _brancher(self) -> None:
        self.recherche.textChanged.connect(self.table.filtrer)
        self.recherche.returnPressed.connect(self.table.setFocus)
        self.etapes.currentIndexChanged.connect(lambda *_: self._poser())
        self.operations.currentIndexChanged.connect(lambda *_: self._poser())
        self.retard.toggled.connect(self._trier_retards)
        self.table.ouvrir.connect(lambda cle: self._contexte.naviguer("menage", id=cle))
        self.table.modele.modelReset.connect(self._accorder_retard)
        self._contexte.change.connect(self._sur_changement)
        chercher = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        chercher.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        chercher.activated.connect(self._venir)

    def _venir(self) -> None:
        self.recherche.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.recherche.selectAll()

    def aller(self, operation: UUID | str | None = None, texte: str | None = None, etape: str | None = None) -> None:
        """Montre la liste filtrée : une opération, une étape (son code), un texte ; None laisse le filtre."""
        if self._perimee:
            self.relire()
        if operation is not None:
            self.operations.setCurrentIndex(max(0, self.operations.findData(str(operation))))
        if etape is not None:
            self.etapes.setCurrentIndex(max(0, self.etapes.findData(etape)))
        if texte is not None:
            self.recherche.setText(texte)

    def _sur_changement(self, tables: frozenset[str], _phrase: str) -> None:
        if not tables:
            return
        self._perimee = True
        if self.isVisible():
            self.relire()

    def showEvent(self, event: QShowEvent) -> None:
        if self._perimee:
            self.relire()
        super().showEvent(event)

    def relire(self) -> None:
        """Relit la liste ; les anciens résumés restent montrés le temps que les nouveaux arrivent."""
        self._perimee = False
        au = self._contexte.aujourd_hui()
        self._lignes = lignes_menages(self._contexte.base, au=au)
        self._relire_operations()
        self._pile.setCurrentIndex(0 if self._lignes else 1)
        if len(self._lignes) <= A_COTE:
            self._resumes = resumes(self._contexte.base, au=au)
        else:
            self._calculer_a_cote()
        self._poser()

    def _relire_operations(self) -> None:
        choisie = self.operations.currentData()
        self.operations.blockSignals(True)
        while self.operations.count() > 1:
            self.operations.removeItem(1)
        for operation in lignes_operations(self._contexte.base):
            self.operations.addItem(f"{operation.code} · {operation.nom}", str(operation.id))
        self.operations.setCurrentIndex(max(0, self.operations.findData(choisie)))
        self.operations.blockSignals(False)
        self.operations.setVisible(self.operations.count() > 2)

    def _calculer_a_cote(self) -> None:
        if self._calcul is not None:
            self._calcul.arreter()
        base, au = self._contexte.base, self._contexte.aujourd_hui()
        operations = list(dict.fromkeys(ligne.operation_id for ligne in self._lignes))

        def faire(suivi: Suivi) -> dict[UUID, Resume]:
            trouves: dict[UUID, Resume] = {}
            for rang, operation in enumerate(operations):
                suivi.avancer(rang, len(operations), "Étapes et retards…")
                trouves |= resumes(base, operation, au=au)
            suivi.avancer(len(operations), len(operations), "Étapes et retards…")
            return trouves

        self._calcul = self._contexte.taches.lancer(
            "Étapes et retards", faire, self._recevoir, self._contexte.erreur.emit
        )

    def _recevoir(self, trouves: dict[UUID, Resume]) -> None:
        self._calcul = None
        self._resumes = trouves
        self._poser()

    def _poser(self) -> None:
        etape, operation = self.etapes.currentData(), self.operations.currentData()
        rangs = [RangMenage(ligne, self._resumes.get(ligne.id)) for ligne in self._lignes]
        if operation is not None:
            rangs = [r for r in rangs if str(r.ligne.operation_id) == operation]
        if etape is not None:
            rangs = [r for r in rangs if r.resume is not None and r.resume.etape.value == etape]
        self.table.poser(rangs)

    def _trier_retards(self, oui: bool) -> None:
        tri = (_RETARD, True) if oui else (0, False)
        if self.table.modele.tri != tri:
            self.table.trier(tri[0], decroissant=tri[1])

    def _accorder_retard(self) -> None:
        """La case suit le tri, même fait d'un clic sur un titre."""
        self.retard.blockSignals(True)
        self.retard.setChecked(self.table.modele.tri == (_RETARD, True))
        self.retard.blockSignals(False)

    @property
    def rangs(self) -> Sequence[RangMenage]:
        """Les lignes montrées, dans leur ordre."""
        return self.table.lignes
