"""L'écran des logements : la liste du vivier, un logement, ou la fiche qu'on y remplit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.formats import pluriel
from relogement.regles.convention.acces import Acces
from relogement.regles.vivier import offrable
from relogement.services.parc import acces_du_vivier
from relogement.services.rapprochement import Repartition, repartir
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_operations
from relogement.stockage.lectures_vivier import LigneVivier, lignes_vivier
from ui.ecrans.logements.colonnes import colonnes
from ui.ecrans.logements.filtres import FiltresVivier
from ui.ecrans.logements.logement import VueLogement
from ui.ecrans.logements.page_import import PageImport
from ui.ecrans.logements.repartition import VueRepartition
from ui.ecrans.menage.accueil_fiche import AccueilFiche
from ui.ecrans.menage.clavier import reperer, revenir
from ui.fiches.dossier_vivier import NOUVEAU
from ui.fiches.vivier import ouvrir_fiche_vivier
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EnTete, EtatVide
from ui.socle.table import TableLignes
from ui.socle.taches import Suivi
from ui.socle.theme import DOUBLE, TRIPLE

VIDE = (
    "Les logements que les bailleurs et les réservataires offrent aux relogements se liront ici : le vivier. "
    "Chacun dit s'il est libre, proposé, retenu, attribué ou repris."
)
SANS_OPERATION = "Créez d'abord une opération : le vivier se répartit entre ses ménages."
TABLES = frozenset({"logementoffert", "proposition", "relogement", "menage", "organisme"})


class EcranLogements(QWidget):
    """`aller(id=…)` montre un logement ; `aller(ajouter=True)` ouvre la fiche d'un autre. Ctrl+F : filtrer."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self._perimee = True
        self._cle: UUID | None = None
        self._lignes: list[LigneVivier] = []
        self._acces: dict[UUID, Acces] = {}
        self.filtres = FiltresVivier(contexte.aujourd_hui, lambda v: self._acces.get(v.id))
        self.table: TableLignes[LigneVivier] = TableLignes(
            colonnes(contexte.aujourd_hui, lambda v: self._acces.get(v.id)), lambda v: v.id, cle="logements",
            mot="logement", preferences=contexte,
        )
        self.ajouter = Bouton("Ajouter un logement", self._ajouter, "primaire", icone="plus")
        self.vide = EtatVide(
            VIDE, Bouton("Importer une liste", self.montrer_import, icone="upload"),
            Bouton("Ajouter le premier logement", self._ajouter, "primaire", icone="plus"),
        )
        self.repartir = Bouton("Répartir le vivier", self.demander_repartition, icone="scale")
        self.importer = Bouton("Importer une liste", self.montrer_import, icone="upload")
        self._entete = EnTete("Logements", " ", (), self.repartir, self.importer, self.ajouter)
        self.importation = PageImport(contexte)
        self.logement, self.repartition = VueLogement(contexte), VueRepartition(contexte)
        self.accueil = AccueilFiche(contexte, ouvrir_fiche_vivier)
        self._disposer()
        self._brancher()

    def _disposer(self) -> None:
        pleine = QWidget()
        boite = QVBoxLayout(pleine)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        carte = Carte()
        carte.ajouter(self.table, 1)
        boite.addWidget(self.filtres)
        boite.addWidget(carte, 1)
        self._contenu = QStackedWidget()
        self._contenu.addWidget(self.vide)
        self._contenu.addWidget(pleine)
        self._liste = QWidget()
        liste = QVBoxLayout(self._liste)
        liste.setContentsMargins(0, 0, 0, 0)
        liste.setSpacing(DOUBLE)
        liste.addWidget(self._entete)
        liste.addWidget(self._contenu, 1)
        self._pile = QStackedWidget()
        for page in (self._liste, self.logement, self.repartition, self.importation, self.accueil):
            self._pile.addWidget(page)
        tout = QVBoxLayout(self)
        tout.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        tout.addWidget(self._pile)

    def _brancher(self) -> None:
        self.filtres.texte.connect(self.table.filtrer)
        self.filtres.change.connect(self._poser)
        self.table.ouvrir.connect(self.montrer_logement)
        self.logement.demande.connect(self._ouvrir_fiche)
        self.logement.retour.connect(self.montrer_liste)
        self.repartition.retour.connect(self.montrer_liste)
        self.importation.retour.connect(self.montrer_liste)
        self.accueil.ferme.connect(self._fermer_fiche)
        self._contexte.change.connect(self._sur_changement)
        chercher = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        chercher.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        chercher.activated.connect(lambda: self.filtres.recherche.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def aller(self, **cible: Any) -> None:
        """Montre le logement `id`, ou la fiche d'un nouveau si `ajouter`."""
        if "id" in cible:
            self.montrer_logement(cible["id"])
        elif cible.get("ajouter"):
            self._ajouter()

    def showEvent(self, event: QShowEvent) -> None:
        if self._perimee:
            self.relire()
        super().showEvent(event)

    def _sur_changement(self, tables: frozenset[str], _phrase: str) -> None:
        if not tables & TABLES:
            return
        self._perimee = True
        if self.isVisible():
            self.relire()

    def relire(self) -> None:
        """Relit la liste et le logement montré ; un logement retiré ramène à la liste."""
        self._perimee = False
        au = self._contexte.aujourd_hui()
        self._lignes = lignes_vivier(self._contexte.base, au=au)
        self._acces = acces_du_vivier(self._contexte.base, self._lignes, au)
        self.filtres.proposer_types(sorted({v.valeurs["type"] for v in self._lignes if v.valeurs["type"]}))
        self._poser()
        self._contenu.setCurrentIndex(1 if self._lignes else 0)
        self.ajouter.setVisible(bool(self._lignes))
        self.repartir.setVisible(bool(self._lignes))
        self.importer.setVisible(bool(self._lignes))
        self.importation.liste.verifier_annule()
        a_proposer = sum(offrable(v.offre, au) for v in self._lignes)
        self._entete.situe.setText(f"{pluriel(len(self._lignes), 'logement')} au vivier, {a_proposer} à proposer")
        if self._cle is None:
            return
        if any(v.id == self._cle for v in self._lignes):
            self.logement.montrer(self._cle)
        else:
            self.montrer_liste()

    def _poser(self) -> None:
        self.table.poser(self.filtres.garder(self._lignes))

    def montrer_liste(self) -> None:
        """Revient à la liste."""
        self._cle = None
        self.accueil.fermer()
        self._pile.setCurrentWidget(self._liste)

    def montrer_logement(self, cle: UUID) -> None:
        """Montre un logement ; s'il n'existe plus, la liste reste et le dit."""
        self.accueil.fermer()
        try:
            self.logement.montrer(cle)
        except ErreurMetier as erreur:
            self._contexte.erreur.emit(erreur)
            self.montrer_liste()
            return
        self._cle = cle
        self._pile.setCurrentWidget(self.logement)

    def montrer_import(self) -> None:
        """Montre l'import d'une liste."""
        self._cle = None
        self._pile.setCurrentWidget(self.importation)
        self.importation.liste.viser()

    def demander_repartition(self) -> None:
        """Calcule à côté la meilleure affectation ; s'il y a plusieurs opérations, demande laquelle."""
        operations = lignes_operations(self._contexte.base)
        if not operations:
            self._contexte.erreur.emit(ErreurMetier(SANS_OPERATION))
            return
        choisie: str | None = operations[0].code
        if len(operations) > 1:
            choix = [(o.code, f"{o.code} · {o.nom}") for o in operations]
            choisie = self._contexte.invites.choisir("À quelle opération répartir le vivier ?", choix)
        if choisie is not None:
            self._repartir(choisie)

    def _repartir(self, code: str) -> None:
        base, au = self._contexte.base, self._contexte.aujourd_hui()

        def faire(suivi: Suivi) -> Repartition:
            return repartir(base, code, au, lambda fait, total: suivi.avancer(fait, total, "Ménages examinés…"))

        self._contexte.taches.lancer("Répartir le vivier", faire, self.montrer_repartition,
                                     self._contexte.erreur.emit)

    def montrer_repartition(self, r: Repartition) -> None:
        """Montre une répartition calculée."""
        self._cle = None
        self.repartition.montrer(r)
        self._pile.setCurrentWidget(self.repartition)

    def _ajouter(self) -> None:
        self._ouvrir("logement", NOUVEAU)

    def _ouvrir_fiche(self, nom: str) -> None:
        if self._cle is not None:
            self._ouvrir(nom, self._cle)

    def _ouvrir(self, nom: str, logement_id: UUID) -> None:
        self.accueil.origine = reperer(self)
        if not self.accueil.ouvrir(nom, logement_id):
            return
        if logement_id == NOUVEAU and self.accueil.fiche is not None:
            self.accueil.fiche.termine.connect(lambda faits: self.montrer_logement(faits.id))
        self._pile.setCurrentWidget(self.accueil)
        self.accueil.prendre_clavier(None)

    def _fermer_fiche(self) -> None:
        self._pile.setCurrentWidget(self._liste if self._cle is None else self.logement)
        revenir(self, self.accueil.origine)
