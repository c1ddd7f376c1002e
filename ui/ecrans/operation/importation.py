"""L'import d'un état locatif : déposer la liste, lire ce qu'elle changerait, puis importer en un seul geste."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.services.importation import RapportImport, importer_etat_locatif
from relogement.stockage.base import Base
from relogement.tableur.catalogues import GenreListe
from ui.ecrans.import_liste import Avancer, ImportListe
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.rapport import VueRapport
from ui.ecrans.operation.volet import Volet
from ui.socle.contexte import Contexte


class ImportEtatLocatif(ImportListe[RapportImport]):
    """L'import dans une opération, que le bailleur envoie."""

    titre_fichier, genre = "Importer un état locatif", GenreListe.ETAT_LOCATIF
    invite = (
        "Déposez ici l'état locatif du bailleur (Excel ou CSV), tel qu'il vous l'a envoyé. "
        "Vous lirez d'abord ce qu'il changerait ; rien n'est écrit avant votre accord."
    )

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

    def travail(self, chemin: Path, simuler: bool) -> Callable[[Avancer], RapportImport]:
        """Voir `ImportListe`."""
        operation, base = self.operation, self.contexte.base
        assert operation is not None
        return lambda avancer: importer_etat_locatif(base, operation, chemin, simuler=simuler, avancer=avancer)

    def vue(self, rapport: RapportImport, fichier: str) -> QWidget:
        """Voir `ImportListe`."""
        return VueRapport(rapport, fichier)


class VoletImport(Volet):
    """L'onglet « Import » de la page d'une opération."""

    cle, titre = "import", "Import"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self.liste = ImportEtatLocatif(contexte)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self.liste)

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        self.liste.montrer(lecture)

    def viser(self, champ: str | None) -> None:
        """Le clavier sur le geste attendu."""
        self.liste.viser()
