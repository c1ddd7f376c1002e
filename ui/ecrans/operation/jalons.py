"""Les jalons : les dates de l'opération, puis la concertation et la procédure, chacune avec son document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from relogement.formats import date_courte
from relogement.services.jalons import retirer_jalon
from relogement.stockage.base import Base
from relogement.stockage.lectures import Ligne
from relogement.stockage.lectures_operation import VieOperation
from relogement.vocabulaire import NatureJalon, NatureOperation
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.volet import VoletCartes
from ui.ecrans.pieces import LecteurPieces
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte

DATES = (
    ("decision_le", "Décision"), ("annonce_le", "Annonce aux ménages (J0)"),
    ("debut_relogement_le", "Début des relogements"), ("travaux_le", "Début des travaux"), ("cloture_le", "Clôture"),
)
DEMOLITION = (NatureJalon.BILAN_SOCIAL, NatureJalon.NOTE_RELOGEMENT, NatureJalon.DID, NatureJalon.AUTORISATION)
"""Les jalons qu'une réhabilitation n'a pas."""
CONCERTATION = tuple(n for n in NatureJalon if n not in DEMOLITION)


class VoletJalons(VoletCartes):
    """Un jalon attendu qui n'est pas noté se montre aussi : on voit ce qui manque."""

    cle, titre = "jalons", "Jalons"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self._lecteur = LecteurPieces(contexte)

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        vie = lecture.vie
        donnees = (vie.operation, vie.jalons, vie.pieces, lecture.au)
        self.cartes.remplacer(
            self.cartes.carte("jalons", donnees, lambda: self._jalons(vie)),
            self.cartes.carte("dates", donnees, lambda: self._dates(vie.operation, lecture.au)),
        )

    def compte(self, lecture: LectureOperation) -> int | None:
        """Le nombre de jalons notés."""
        return len(lecture.vie.jalons) or None

    def _jalons(self, vie: VieOperation) -> Carte:
        carte = Carte("Concertation et procédure")
        carte.a_droite(Bouton("Noter un jalon", partial(self.ouvrir, "jalon"), icone="plus"))
        rangs = [rang for nature in attendus(vie.operation) for rang in self._rangs(vie, nature)]
        carte.ajouter(Grille(("Jalon", "Date", "Note", ""), rangs, parts=(5, 2, 6, 0)))
        return carte

    def _rangs(self, vie: VieOperation, nature: NatureJalon) -> list[list[Cellule]]:
        notes = [j for j in vie.jalons if j["nature"] is nature]
        nom = nature.libelle[:1].upper() + nature.libelle[1:]
        if notes:
            return [[nom, date_courte(j["le"]), j["note"] or "", gestes(*self._gestes(vie, j))] for j in notes]
        noter = lien("Noter", partial(self.ouvrir, "jalon", None, f"nature={nature.value}"), f"Noter : {nom}")
        did = vie.operation["did_le"] if nature is NatureJalon.DID else None
        return [[nom, *((date_courte(did), "sans document") if did else ("à dater", "")), gestes(noter)]]

    def _gestes(self, vie: VieOperation, j: Ligne) -> Sequence[QWidget]:
        quoi = f"{j['nature'].libelle} du {date_courte(j['le'])}"
        piece = vie.piece(j["piece_id"])
        document = [] if piece is None else [
            lien("Document", partial(self._lecteur.ouvrir, piece), f"Ouvrir le document : {quoi}")
        ]
        return [
            *document,
            lien("Modifier", partial(self.ouvrir, "jalon", j["id"]), f"Modifier : {quoi}"),
            lien("Retirer", partial(self.contexte.executer, retirer_jalon, j["id"]), f"Retirer : {quoi}"),
        ]

    def _dates(self, operation: Ligne, au: date) -> Carte:
        carte = Carte("Les dates de l'opération")
        rangs: list[list[Cellule]] = []
        for colonne, nom in DATES:
            dater = partial(self.contexte.naviguer, "operation", id=operation["id"], champ=colonne)
            le = operation[colonne]
            geste = lien("Modifier" if le else "Dater", dater, f"Dater : {nom}")
            rangs.append([nom, date_courte(le, "à dater"), _passee(le, au), gestes(geste)])
        carte.ajouter(Grille(("Étape", "Date", "", ""), rangs, parts=(5, 2, 6, 0)))
        return carte


def attendus(operation: Ligne) -> Sequence[NatureJalon]:
    """Les jalons que cette opération doit dater, dans leur ordre."""
    demolition = operation["nature"] is not NatureOperation.REHABILITATION or operation["demolition_partielle"]
    return tuple(NatureJalon) if demolition else CONCERTATION


def _passee(le: date | None, au: date) -> str:
    return "" if le is None or le <= au else "à venir"


