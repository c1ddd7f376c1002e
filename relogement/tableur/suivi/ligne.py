"""Ce que l'on retient d'un suivi tenu à la main : une ligne par ménage, et ce qui reste à reprendre à la main."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from relogement.tableur.lecture_catalogue import RANGS
from relogement.tableur.ligne_locative import LigneLocative
from relogement.vocabulaire import Reponse

ECHEANCES = (1, 3, 6, 9, 12)
"""Les échéances de visite qu'un suivi peut noter, en mois."""


@dataclass(frozen=True, slots=True)
class Cellule:
    """Une cellule lue : son adresse (« Q9 »), le titre de sa colonne, son texte d'origine."""

    adresse: str
    colonne: str
    texte: str


@dataclass(frozen=True, slots=True)
class AReprendre:
    """Ce que l'import ne peut pas écrire : la cellule, sa valeur, et pourquoi. Gardé, jamais perdu.

    `ligne` 0 et `cellule` vide : toute la feuille est en cause.
    """

    feuille: str
    ligne: int
    cellule: str
    colonne: str
    valeur: str
    raison: str
    champ: str


@dataclass(frozen=True, slots=True)
class PropositionLue:
    """La proposition n° `rang` d'une ligne ; None : la case est vide, ou ne se lit pas."""

    rang: int
    envoyee: date | None
    reponse: Reponse | None
    repondue: date | None
    motif: str | None


@dataclass(frozen=True, slots=True)
class LigneDeSuivi:
    """Un ménage du suivi : qui, où et le logement quitté (`locative`), puis son parcours, par champ du catalogue.

    Une date de `valeurs` est une `date`, un montant des centimes par mois, une surface des dm², le reste du texte.
    """

    feuille: str
    ligne: int
    locative: LigneLocative
    valeurs: Mapping[str, Any]
    cellules: Mapping[str, Cellule]
    commentaires: tuple[tuple[str, str, str], ...] = ()
    """(adresse, titre de la colonne, texte) de chaque note accrochée à une cellule de la ligne."""

    def jour(self, champ: str) -> date | None:
        """La date lue sous ce champ ; None si elle manque."""
        lue = self.valeurs.get(champ)
        return lue if isinstance(lue, date) else None

    @property
    def propositions(self) -> tuple[PropositionLue, ...]:
        """Les propositions dont une case au moins est remplie, dans l'ordre de leurs numéros."""
        toutes = (
            PropositionLue(
                n, self.jour(f"proposition_{n}"), self.valeurs.get(f"reponse_{n}"), self.jour(f"reponse_le_{n}"),
                self.valeurs.get(f"motif_{n}"),
            )
            for n in range(1, RANGS + 1)
        )
        return tuple(p for p in toutes if any((p.envoyee, p.reponse, p.repondue, p.motif)))


@dataclass(frozen=True, slots=True)
class ClasseurDeSuivi:
    """Un suivi lu ; `arretee_le` : « à jour au … » d'après ses titres, None s'il ne le dit pas."""

    arretee_le: date | None
    lignes: tuple[LigneDeSuivi, ...]
    a_reprendre: tuple[AReprendre, ...]
    colonnes_inconnues: tuple[str, ...]
    sha256: str

    @property
    def menages(self) -> int:
        """Le nombre de lignes, une par ménage."""
        return len(self.lignes)

    @property
    def reloges(self) -> int:
        """Les ménages dont la date de déménagement est notée."""
        return sum(ligne.jour("demenage_le") is not None for ligne in self.lignes)

    @property
    def propositions(self) -> int:
        """Les propositions datées."""
        return sum(p.envoyee is not None for ligne in self.lignes for p in ligne.propositions)

    @property
    def refus(self) -> int:
        """Les propositions refusées."""
        return sum(p.reponse is Reponse.REFUSEE for ligne in self.lignes for p in ligne.propositions)
