"""L'écran des commissions : la liste des séances, une séance, ou la fiche qu'on y remplit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.formats import pluriel
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_operations
from relogement.stockage.lectures_commissions import LigneCommission, lignes_commissions
from ui.ecrans.commissions.colonnes import colonnes
from ui.ecrans.commissions.seance import VueSeance
from ui.ecrans.menage.accueil_fiche import AccueilFiche
from ui.ecrans.menage.clavier import reperer, revenir
from ui.fiches.registre_operation import ouvrir_fiche_operation
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EnTete, EtatVide
from ui.socle.table import TableLignes
from ui.socle.theme import DOUBLE, TRIPLE

VIDE = (
    "La commission relogement examine la situation des ménages avec les bailleurs et les réservataires (article 12). "
    "Convoquez une séance : la charte propose son ordre du jour."
)
SANS_OPERATION = "Créez d'abord une opération : une commission examine ses ménages."
TABLES = frozenset({"commission", "passage", "operation", "menage"})


class EcranCommissions(QWidget):
    """`aller(id=…)` montre une séance ; `aller(operation=…)` la dernière de l'opération, ou de quoi la convoquer."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self._perimee = True
        self._cle: UUID | None = None
        self.table: TableLignes[LigneCommission] = TableLignes(
            colonnes(contexte.aujourd_hui), lambda c: c.id, cle="commissions", mot="séance", preferences=contexte
        )
        self.table.ouvrir.connect(self.montrer_seance)
        self.nouvelle = Bouton("Convoquer une commission", self.convoquer, "primaire", icone="plus")
        self.vide = EtatVide(VIDE, Bouton("Convoquer la première commission", self.convoquer, icone="plus"))
        self._entete = EnTete("Commissions", " ", (), self.nouvelle)
        self.seance = VueSeance(contexte)
        self.accueil = AccueilFiche(contexte, ouvrir_fiche_operation)
        self._pile = QStackedWidget()
        self._disposer()
        self.seance.demande.connect(self._ouvrir_fiche)
        self.seance.retour.connect(self.montrer_liste)
        self.accueil.ferme.connect(self._fermer_fiche)
        contexte.change.connect(self._sur_changement)

    def _disposer(self) -> None:
        self._contenu = QStackedWidget()
        self._contenu.addWidget(self.vide)
        self._contenu.addWidget(Carte("", self.table))
        self._liste = QWidget()
        liste = QVBoxLayout(self._liste)
        liste.setContentsMargins(0, 0, 0, 0)
        liste.setSpacing(DOUBLE)
        liste.addWidget(self._entete)
        liste.addWidget(self._contenu, 1)
        for page in (self._liste, self.seance, self.accueil):
            self._pile.addWidget(page)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        boite.addWidget(self._pile)

    def aller(self, **cible: Any) -> None:
        """Montre la séance `id`, ou la plus récente de l'`operation` ; sans séance, ouvre la convocation."""
        if "id" in cible:
            self.montrer_seance(cible["id"])
        elif "operation" in cible:
            siennes = lignes_commissions(self._contexte.base, cible["operation"])
            if siennes:
                self.montrer_seance(siennes[0].id)
            else:
                self._ouvrir("commission", cible["operation"])

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
        """Relit la liste et la séance montrée ; une séance retirée ramène à la liste."""
        self._perimee = False
        lignes = lignes_commissions(self._contexte.base)
        self.table.poser(lignes)
        self._contenu.setCurrentIndex(1 if lignes else 0)
        self.nouvelle.setVisible(bool(lignes))
        au = self._contexte.aujourd_hui()
        a_venir = sum(c.le > au for c in lignes)
        self._entete.situe.setText(f"{pluriel(len(lignes), 'séance')}, {a_venir} à venir")
        if self._cle is None:
            return
        if any(c.id == self._cle for c in lignes):
            self.seance.montrer(self._cle)
        else:
            self.montrer_liste()

    def montrer_liste(self) -> None:
        """Revient à la liste des séances."""
        self._cle = None
        self.accueil.fermer()
        self._pile.setCurrentWidget(self._liste)

    def montrer_seance(self, cle: UUID) -> None:
        """Montre une séance ; une séance qui n'existe plus se dit, la liste reste."""
        self.accueil.fermer()
        try:
            self.seance.montrer(cle)
        except ErreurMetier as erreur:
            self._contexte.erreur.emit(erreur)
            self.montrer_liste()
            return
        self._cle = cle
        self._pile.setCurrentWidget(self.seance)

    def convoquer(self) -> None:
        """Ouvre la fiche d'une séance nouvelle ; s'il y a plusieurs opérations, demande laquelle."""
        operations = lignes_operations(self._contexte.base)
        if not operations:
            self._contexte.erreur.emit(ErreurMetier(SANS_OPERATION))
            return
        choisie: str | None = str(operations[0].id)
        if len(operations) > 1:
            choix = [(str(o.id), f"{o.code} · {o.nom}") for o in operations]
            choisie = self._contexte.invites.choisir("Pour quelle opération ?", choix)
        if choisie is not None:
            self._ouvrir("commission", UUID(choisie))

    def _ouvrir_fiche(self, nom: str, fiche_id: UUID) -> None:
        if self.seance.seance is not None:
            self._ouvrir(nom, self.seance.seance.operation_id, fiche_id)

    def _ouvrir(self, nom: str, operation_id: UUID, fiche_id: UUID | None = None) -> None:
        self.accueil.origine = reperer(self)
        if not self.accueil.ouvrir(nom, operation_id, fiche_id):
            return
        if fiche_id is None and self.accueil.fiche is not None:
            self.accueil.fiche.termine.connect(lambda faits: self.montrer_seance(faits.id))
        self._pile.setCurrentWidget(self.accueil)
        self.accueil.prendre_clavier(None)

    def _fermer_fiche(self) -> None:
        self._pile.setCurrentWidget(self._liste if self._cle is None else self.seance)
        revenir(self, self.accueil.origine)
