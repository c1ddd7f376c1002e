"""La liste des ménages : chercher, filtrer, trier, ouvrir ; l'étape et les retards arrivent à côté."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.formats import telephone
from relogement.regles.etape import Etape
from relogement.services.charte import Resume, resumes
from relogement.stockage.lectures import LigneMenage, lignes_menages, lignes_operations
from ui.ecrans.menages_colonnes import COLONNES, EN_RETARD, RangMenage
from ui.fiches.nouveau_menage import NOUVEAU_MENAGE
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EnTete, EtatVide
from ui.socle.frappe import LigneTexte
from ui.socle.table import TableLignes
from ui.socle.taches import Suivi
from ui.socle.theme import DOUBLE, HAUTEUR_CONTROLE, TRIPLE

SANS_OPERATION = "Créez d'abord une opération : un ménage en fait toujours partie."
A_COTE = 300
"""Au-delà, les étapes et les retards se calculent à côté et la liste se montre sans eux."""


class EcranMenages(QWidget):
    """La liste de toute la base ; `aller(operation=…, texte=…)` la filtre. Ctrl+F vient au champ de recherche."""

    def __init__(self, contexte: Contexte[Any]) -> None:
        super().__init__()
        self._contexte = contexte
        self._lignes: list[LigneMenage] = []
        self._resumes: dict[UUID, Resume] = {}
        self._calcul: Suivi | None = None
        self._perimee = True
        self.recherche = LigneTexte()
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
            "Les ménages à reloger se liront ici. Créez une opération, puis importez l'état locatif du bailleur, ou "
            "ajoutez les ménages un à un.",
            Bouton("Ouvrir les opérations", lambda: self._contexte.naviguer("operations"), "primaire"),
        )
        self._pile = QStackedWidget()
        self._pile.addWidget(liste)
        self._pile.addWidget(vide)
        page = QVBoxLayout(self)
        page.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        page.setSpacing(DOUBLE)
        self.ajouter = Bouton("Ajouter un ménage", self.demander_menage, icone="plus")
        page.addWidget(EnTete("Ménages", "", (), self.ajouter))
        page.addWidget(self._pile, 1)

    def _brancher(self) -> None:
        self.recherche.textChanged.connect(lambda texte: self.table.filtrer(telephone(texte)))
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

    def demander_menage(self) -> None:
        """Ouvre la fiche d'un ménage nouveau dans son opération : celle du filtre, la seule, ou celle choisie."""
        operations = lignes_operations(self._contexte.base)
        if not operations:
            self._contexte.erreur.emit(ErreurMetier(SANS_OPERATION))
            return
        choisie = self.operations.currentData() or str(operations[0].id)
        if len(operations) > 1 and self.operations.currentData() is None:
            choix = [(str(o.id), f"{o.code} · {o.nom}") for o in operations]
            choisie = self._contexte.invites.choisir("Dans quelle opération ajouter ce ménage ?", choix)
        if choisie is not None:
            self._contexte.naviguer("operation", id=UUID(choisie), section="menages", ouvrir=NOUVEAU_MENAGE)

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
        tri = (EN_RETARD, True) if oui else (0, False)
        if self.table.modele.tri != tri:
            self.table.trier(tri[0], decroissant=tri[1])

    def _accorder_retard(self) -> None:
        """La case suit le tri, même fait d'un clic sur un titre."""
        self.retard.blockSignals(True)
        self.retard.setChecked(self.table.modele.tri == (EN_RETARD, True))
        self.retard.blockSignals(False)

    @property
    def rangs(self) -> Sequence[RangMenage]:
        """Les lignes montrées, dans leur ordre."""
        return self.table.lignes
