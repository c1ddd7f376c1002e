"""Les points que l'on coche pour une proposition : ceux de la charte (article 4) et ceux de la loi (article 13 bis)."""

from __future__ import annotations

from dataclasses import dataclass

from ui.socle.champs import Champ, Genre


@dataclass(frozen=True, slots=True)
class Point:
    """Un point : sa colonne, sa question, son mot court pour une pastille."""

    nom: str
    question: str
    mot: str

    @property
    def champ(self) -> Champ:
        """Le champ oui, non ou inconnu."""
        return Champ(self.nom, self.question, Genre.OUI_NON_INCONNU, demi=True)


POINTS_CHARTE = (
    Point("adapte_type", "Type et surface conviennent au foyer", "type"),
    Point("adapte_lieu", "Le lieu répond aux souhaits et aux besoins", "lieu"),
    Point("adapte_accessibilite", "L'accès convient (étage, ascenseur)", "accessibilité"),
    Point("adapte_budget", "Le coût reste supportable", "budget"),
)
POINTS_LOI = (
    Point("loi_etat", "Bon état d'habitation", "état"),
    Point("loi_hygiene", "Normes d'hygiène respectées", "hygiène"),
    Point("loi_besoins", "Correspond aux besoins personnels ou familiaux", "besoins"),
    Point("loi_moyens", "Correspond aux moyens du ménage", "moyens"),
    Point("loi_perimetre", "Dans le périmètre que fixe la loi", "périmètre"),
)
POINTS = (*POINTS_CHARTE, *POINTS_LOI)
NOMS_POINTS = tuple(p.nom for p in POINTS)
