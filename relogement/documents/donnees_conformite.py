"""Ce que reçoivent les fiches de conformité : des constats, leurs preuves, et comment on a regardé."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from relogement.documents.donnees import AlerteImprimee, Entete
from relogement.regles.charte.etats import Etat


@dataclass(frozen=True, slots=True)
class RegardImprime:
    """Les faits jusqu'à `au`, tels que connus le `connu_le` (None : aujourd'hui), jugés par cette version de charte."""

    au: date
    connu_le: date | None
    charte: str
    version: str
    depuis: date


@dataclass(frozen=True, slots=True)
class ConstatDetaille:
    """Un constat ; `preuves` et `manquements` en phrases ; `portee` : « Pour l'opération », vide pour le ménage."""

    id: str
    libelle: str
    etat: Etat
    phrase: str
    echeance: date | None
    preuves: tuple[str, ...] = ()
    manquements: tuple[str, ...] = ()
    portee: str = ""


@dataclass(frozen=True, slots=True)
class ArticleImprime:
    """Un article de la charte et ce qui en a été jugé, dans l'ordre."""

    numero: int
    titre: str
    constats: tuple[ConstatDetaille, ...]


@dataclass(frozen=True, slots=True)
class CompteurImprime:
    """Un des deux compteurs de refus : ceux qui comptent, et ce qu'il dit des autres."""

    titre: str
    nombre: int
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConformiteMenage:
    """La fiche d'un ménage : les quatorze articles, preuves et manques."""

    entete: Entete
    menage: str
    situation: tuple[str, ...]
    regard: RegardImprime
    articles: tuple[ArticleImprime, ...]
    compteurs: tuple[CompteurImprime, ...]
    alertes: tuple[AlerteImprimee, ...]


@dataclass(frozen=True, slots=True)
class LigneConformite:
    """Un ménage du tableau, par sa seule référence ; `etats` : par obligation."""

    reference: str
    etats: Mapping[str, Etat]


@dataclass(frozen=True, slots=True)
class ConformiteOperation:
    """La fiche d'une opération : ménages × obligations, sans aucun nom, puis ce qui regarde l'opération elle-même.

    `obligations` : (identifiant, libellé), dans l'ordre de la charte ; les décohabitants sont comptés à part. `tues` :
    les identifiants de celles qui diraient une difficulté sociale, ni montrées ni comptées.
    """

    entete: Entete
    nom: str
    regard: RegardImprime
    obligations: tuple[tuple[str, str], ...]
    menages: tuple[LigneConformite, ...]
    decohabitants: tuple[LigneConformite, ...]
    articles: tuple[ArticleImprime, ...]
    alertes: tuple[AlerteImprimee, ...]
    tues: tuple[str, ...]
