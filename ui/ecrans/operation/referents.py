"""Par référent : combien de ménages, combien restent à reloger, combien ont une promesse en retard."""

from __future__ import annotations

from dataclasses import dataclass

from ui.ecrans.operation.lecture import LectureOperation
from ui.socle.elements import Carte
from ui.socle.formats import nombre
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes

SANS = "sans référent"


@dataclass(frozen=True, slots=True)
class LigneReferent:
    """Un référent de l'opération et ce qu'il porte."""

    nom: str
    menages: int
    restants: int
    en_retard: int


COLONNES = (
    Colonne[LigneReferent]("Référent", lambda r: r.nom, largeur=130),
    Colonne[LigneReferent]("Ménages", lambda r: nombre(r.menages), lambda r: r.menages, "droite", 75),
    Colonne[LigneReferent]("À reloger", lambda r: nombre(r.restants), lambda r: r.restants, "droite", 75),
    Colonne[LigneReferent]("En retard", lambda r: nombre(r.en_retard), lambda r: r.en_retard, "droite", 75),
)


def par_referent(lecture: LectureOperation) -> list[LigneReferent]:
    """Une ligne par référent, les ménages sans référent à la fin."""
    noms = sorted({m.referent or SANS for m in lecture.menages}, key=lambda nom: (nom == SANS, nom.casefold()))
    lignes = []
    for nom in noms:
        siens = [lecture.situation(m) for m in lecture.menages if (m.referent or SANS) == nom]
        lignes.append(
            LigneReferent(nom, len(siens), sum(s.reste for s in siens), sum(s.en_retard > 0 for s in siens))
        )
    return lignes


class CarteReferents(Carte):
    """La petite liste des référents."""

    def __init__(self) -> None:
        super().__init__("Par référent")
        self.table: TableLignes[LigneReferent] = TableLignes(
            COLONNES, lambda r: r.nom, cle="operation_referents", mot="référent", ajustee=True
        )
        self.ajouter(self.table)

    def montrer(self, lecture: LectureOperation) -> None:
        """Relit ; cachée tant que l'opération n'a pas de ménage."""
        self.table.poser(par_referent(lecture))
        self.setVisible(bool(lecture.menages))
