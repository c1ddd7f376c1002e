"""Ce que l'on retient d'un état locatif : des lignes, des défauts, des comptes. Montants en centimes par mois."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

Nature = Literal["illisible", "douteux", "doublon"]


@dataclass(frozen=True, slots=True)
class Defaut:
    """Une cellule à revoir : où elle est, son texte d'origine, la raison, et le champ interne concerné.

    « illisible » : la valeur est restée vide, à compléter ; « douteux » : la valeur est gardée, à vérifier ;
    « doublon » : ligne répétée, ou cellule qui y contredit la ligne gardée. `ligne` est celle du tableur ;
    0 pour un défaut de toute la feuille. `colonne` est vide quand aucune colonne n'est en cause.
    """

    feuille: str
    ligne: int
    colonne: str
    valeur: str
    raison: str
    champ: str
    nature: Nature


@dataclass(frozen=True, slots=True)
class LigneLocative:
    """Un logement de la liste et son ménage s'il est occupé ; None : inconnu, jamais zéro."""

    feuille: str
    ligne: int
    """Numéro de ligne du tableur, à partir de 1."""
    ug: str | None = None
    batiment: str | None = None
    escalier: str | None = None
    etage: int | None = None
    """0 pour le rez-de-chaussée, négatif en sous-sol."""
    etage_texte: str | None = None
    porte: str | None = None
    adresse: str | None = None
    code_postal: str | None = None
    commune: str | None = None
    type: str | None = None
    """« T4 », « T5 bis »."""
    surface: int | None = None
    """Surface habitable en dm²."""
    financement: str | None = None
    bail: str | None = None
    nom: str | None = None
    prenom: str | None = None
    cotitulaire: str | None = None
    naissance: date | None = None
    entree: date | None = None
    loyer: int | None = None
    charges: int | None = None
    apl: int | None = None
    occupants: int | None = None
    enfants: int | None = None
    ressource_nature: str | None = None
    revenu: int | None = None
    telephone: str | None = None
    solde: int | None = None
    """Solde débiteur en centimes (pas par mois) : positif si le locataire doit."""
    vacant: bool = False


CHAMPS_LUS = tuple(f.name for f in fields(LigneLocative) if f.name not in ("feuille", "ligne", "vacant"))
"""Les champs qui viennent d'une cellule."""


@dataclass(frozen=True, slots=True)
class LigneLue:
    """Une ligne avec, par champ, le texte d'origine et le nom de la colonne qui l'ont donnée."""

    ligne: LigneLocative
    textes: Mapping[str, str]
    colonnes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EtatLocatif:
    """Une liste de bailleur, lue : une ligne par logement distinct, doublons déjà fondus."""

    date_liste: date | None
    """« État locatif au … » d'après les titres ; None si la liste ne le dit pas."""
    lignes: tuple[LigneLocative, ...]
    colonnes: Mapping[str, str]
    """Champ interne → nom de la colonne dans le fichier."""
    colonnes_inconnues: tuple[str, ...]
    doublons: int
    """Lignes répétées, non reprises."""
    defauts: tuple[Defaut, ...]
    sha256: str

    @property
    def logements(self) -> int:
        """Le nombre de logements distincts, vacants compris."""
        return len(self.lignes)

    @property
    def vacants(self) -> int:
        """Le nombre de logements sans ménage."""
        return sum(1 for ligne in self.lignes if ligne.vacant)

    @property
    def menages(self) -> int:
        """Le nombre de ménages : un par logement occupé."""
        return self.logements - self.vacants
