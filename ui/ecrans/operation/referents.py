"""Par référent : combien de ménages, restent à reloger, ont une promesse en retard ; les décohabitants à part."""

from __future__ import annotations

from dataclasses import dataclass

from relogement.formats import nombre
from ui.ecrans.operation.lecture import LectureOperation
from ui.socle.elements import Carte
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes

SANS = "sans référent"


@dataclass(frozen=True, slots=True)
class LigneReferent:
    """Un référent de l'opération et ce qu'il porte ; ses décohabitants ne sont que dans leur propre compte."""

    nom: str
    menages: int
    restants: int
    en_retard: int
    decohabitants: int = 0


COLONNES = (
    Colonne[LigneReferent]("Référent", lambda r: r.nom, largeur=130),
    Colonne[LigneReferent]("Ménages", lambda r: nombre(r.menages), lambda r: r.menages, "droite", 75),
    Colonne[LigneReferent]("À reloger", lambda r: nombre(r.restants), lambda r: r.restants, "droite", 75),
    Colonne[LigneReferent]("En retard", lambda r: nombre(r.en_retard), lambda r: r.en_retard, "droite", 75),
    Colonne[LigneReferent](
        "Décohab.", lambda r: nombre(r.decohabitants) if r.decohabitants else "", lambda r: r.decohabitants, "droite",
        75, nom="Décohabitants",
    ),
)


def par_referent(lecture: LectureOperation) -> list[LigneReferent]:
    """Une ligne par référent, les ménages sans référent à la fin."""
    noms = sorted({m.referent or SANS for m in lecture.menages}, key=lambda nom: (nom == SANS, nom.casefold()))
    lignes = []
    for nom in noms:
        tous = [lecture.situation(m) for m in lecture.menages if (m.referent or SANS) == nom]
        siens = [s for s in tous if not s.decohabitant]
        restants, en_retard = sum(s.reste for s in siens), sum(s.en_retard > 0 for s in siens)
        lignes.append(LigneReferent(nom, len(siens), restants, en_retard, len(tous) - len(siens)))
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
