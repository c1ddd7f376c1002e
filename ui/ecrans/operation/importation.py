"""Importer dans une opération : la liste du bailleur, ou le suivi que l'équipe tenait à la main."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.services.importation import RapportImport, importer_etat_locatif
from relogement.services.suivi_import import RapportSuivi, importer_suivi
from relogement.stockage.base import Base
from relogement.tableur.catalogues import GenreListe
from ui.ecrans.import_liste import Avancer, ImportListe, Rapport
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.rapport import VueRapport
from ui.ecrans.operation.rapport_suivi import VueSuivi
from ui.ecrans.operation.volet import Volet
from ui.socle.contexte import Contexte
from ui.socle.onglets import Onglets
from ui.socle.theme import DOUBLE

R = TypeVar("R", bound=Rapport)


class ImportOperation(ImportListe[R]):
    """Un import dans l'opération montrée ; ses colonnes se retiennent pour le bailleur de celle-ci."""

    operation: UUID | None = None
    _bailleur: str | None = None

    def montrer(self, lecture: LectureOperation) -> None:
        """Une autre opération efface le rapport ; un import annulé s'efface et le dit."""
        self._bailleur = lecture.operation.bailleur
        if lecture.operation.id != self.operation:
            self.operation = lecture.operation.id
            self.recommencer()
        else:
            self.verifier_annule()

    def sujet(self) -> object:
        """L'opération montrée."""
        return self.operation

    def emetteur(self) -> str | None:
        """Le bailleur de l'opération."""
        return self._bailleur

    def lire(self, chemin: Path) -> None:
        """Voir `ImportListe` ; sans effet avant qu'une opération soit montrée."""
        if self.operation is not None:
            super().lire(chemin)


class ImportEtatLocatif(ImportOperation[RapportImport]):
    """L'état locatif, que le bailleur envoie."""

    titre_fichier, genre = "Importer un état locatif", GenreListe.ETAT_LOCATIF
    invite = (
        "Déposez ici l'état locatif du bailleur (Excel ou CSV), tel qu'il vous l'a envoyé. "
        "Vous lirez d'abord ce qu'il changerait ; rien n'est écrit avant votre accord."
    )

    def travail(self, chemin: Path, simuler: bool) -> Callable[[Avancer], RapportImport]:
        """Voir `ImportListe`."""
        operation, base = self.operation, self.contexte.base
        assert operation is not None
        return lambda avancer: importer_etat_locatif(base, operation, chemin, simuler=simuler, avancer=avancer)

    def vue(self, rapport: RapportImport, fichier: str) -> QWidget:
        """Voir `ImportListe`."""
        return VueRapport(rapport, fichier)


class ImportSuivi(ImportOperation[RapportSuivi]):
    """Le suivi tenu à la main : une ligne par ménage, son entretien, ses propositions, son bail, ses visites."""

    titre_fichier, genre = "Reprendre un suivi", GenreListe.SUIVI
    invite = (
        "Déposez ici le suivi que votre équipe tenait à la main (Excel ou CSV), une ligne par ménage. Il devient des "
        "faits datés ; ce qu'il dit autrement que le dossier se montre, et n'écrase rien. Rien n'est écrit avant "
        "votre accord."
    )

    def travail(self, chemin: Path, simuler: bool) -> Callable[[Avancer], RapportSuivi]:
        """Voir `ImportListe`."""
        operation, base = self.operation, self.contexte.base
        assert operation is not None
        return lambda avancer: importer_suivi(base, operation, chemin, simuler=simuler, avancer=avancer)

    def vue(self, rapport: RapportSuivi, fichier: str) -> QWidget:
        """Voir `ImportListe`."""
        return VueSuivi(rapport, fichier)


class VoletImport(Volet):
    """L'onglet « Import » de la page d'une opération : ce que l'on importe, puis l'import."""

    cle, titre = "import", "Import"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self.liste = ImportEtatLocatif(contexte)
        self.suivi = ImportSuivi(contexte)
        self.quoi = Onglets(
            (("liste", "État locatif du bailleur"), ("suivi", "Suivi tenu à la main")), "Que voulez-vous importer ?"
        )
        self._imports: dict[str, ImportEtatLocatif | ImportSuivi] = {"liste": self.liste, "suivi": self.suivi}
        self._pile = QStackedWidget()
        for importation in self._imports.values():
            self._pile.addWidget(importation)
        self.quoi.choisi.connect(self._choisir)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self.quoi)
        boite.addWidget(self._pile, 1)

    def _choisir(self, cle: str) -> None:
        self._pile.setCurrentWidget(self._imports[cle])

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        self.liste.montrer(lecture)
        self.suivi.montrer(lecture)

    def viser(self, champ: str | None) -> None:
        """Le clavier sur le geste attendu."""
        self._imports[self.quoi.cle].viser()
