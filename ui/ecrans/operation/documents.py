"""Les documents de l'opération : les ranger, les ouvrir, en écrire une copie."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from relogement.formats import date_courte
from relogement.services.corrections import retirer
from relogement.stockage.base import Base
from relogement.stockage.lectures import Ligne
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.volet import VoletCartes
from ui.ecrans.pieces import LecteurPieces, taille
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EtatVide, Texte

VIDE = "Délibérations, courriers aux locataires, feuilles d'émargement, DID. Lâchez un fichier ici pour le ranger."


class VoletDocuments(VoletCartes):
    """Du plus récent au plus ancien ; un fichier lâché ici ouvre la fiche qui le range."""

    cle, titre = "documents", "Documents"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self._lecteur = LecteurPieces(contexte)
        self._operation: LectureOperation | None = None
        self.setAcceptDrops(True)

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        self._operation = lecture
        donnees = (lecture.operation.id, lecture.vie.pieces)
        self.cartes.remplacer(self.cartes.carte("documents", donnees, lambda: self._carte(lecture)))

    def compte(self, lecture: LectureOperation) -> int | None:
        """Le nombre de documents."""
        return len(lecture.vie.pieces) or None

    def _carte(self, lecture: LectureOperation) -> Carte:
        carte = Carte("Documents de l'opération")
        carte.a_droite(Bouton("Ranger un document", partial(self.ouvrir, "piece"), icone="paperclip"))
        if not lecture.vie.pieces:
            carte.ajouter(EtatVide(VIDE))
            return carte
        rangs = [self._rang(p, lecture.operation.code) for p in reversed(lecture.vie.pieces)]
        carte.ajouter(Grille(("Le", "Nature", "Libellé", "Taille", ""), rangs, parts=(2, 4, 5, 1, 0)))
        carte.ajouter(Texte("Lâchez un fichier ici pour le ranger.", "petit"))
        return carte

    def _rang(self, p: Ligne, code: str) -> list[Cellule]:
        quoi = f"{p['libelle']} du {date_courte(p['le'])}"
        boutons = gestes(
            lien("Ouvrir", partial(self._lecteur.ouvrir, p), f"Ouvrir : {quoi}"),
            lien("Copier…", partial(self._lecteur.copier, p, code), f"Enregistrer une copie : {quoi}"),
            lien("Modifier", partial(self.ouvrir, "piece", p["id"]), f"Modifier : {quoi}"),
            lien("Retirer", partial(self.contexte.executer, retirer, "piece", p["id"]), f"Retirer : {quoi}"),
        )
        return [date_courte(p["le"]), p["nature"].libelle, p["libelle"], taille(p["taille"]), boutons]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._operation is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        fichiers = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if fichiers and self._operation is not None:
            event.acceptProposedAction()
            self.contexte.ecrire_brouillon(f"piece/{self._operation.operation.id}", "fichier", str(fichiers[0]))
            self.ouvrir("piece", None, "nature")
