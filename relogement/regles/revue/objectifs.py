"""Les objectifs locaux : pour un chiffre, la valeur initiale, celle du jour, la cible et l'horizon.

Le règlement général de l'ANRU (annexe, § 2) les demande ainsi ; aucun objectif national n'est chiffré.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from relogement.formats import euros, nombre, pourcent
from relogement.regles.calendrier import Trimestre
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.chiffre import Chiffre, Unite, dire_part
from relogement.regles.revue.indicateurs import synthese
from relogement.regles.revue.pages.accueil import lieux, parc, sur_site
from relogement.regles.revue.revue import Grandeur, Ligne, Objectif, Revue, Tableau

PART = 10_000
"""Une part et un taux s'écrivent en dix-millièmes : 33 % vaut 3 300."""
_COLONNES: tuple[tuple[str, Unite | None, str], ...] = (
    ("Objectif local", None, "Le chiffre visé."),
    ("Opération", None, "L'opération qui le vise."),
    ("Initiale", None, "La valeur de départ, telle que l'opération l'a notée."),
    ("À la date", None, "La part ou la valeur de ce chiffre pour cette opération, au jour de la photographie."),
    ("Cible", None, "La valeur visée."),
    ("Horizon", None, "Le jour où elle est visée."),
    ("Source", None, "Le texte qui la fixe."),
)


def tableau_objectifs(revue: Revue) -> Tableau:
    """Une ligne par objectif des opérations de la revue."""
    atteints = tuple(chiffre_de(revue, o) for o in revue.objectifs)
    rangees = tuple(_rangee(o, atteint) for o, atteint in zip(revue.objectifs, atteints, strict=True))
    return Tableau("Objectifs locaux", _COLONNES, rangees, menages=True, chiffres=atteints)


def _rangee(o: Objectif, atteint: Chiffre) -> tuple[Grandeur | str | date | None, ...]:
    unite = unite_visee(o.indicateur)
    return (
        visables()[o.indicateur][0],
        o.operation,
        "" if o.initiale is None else _visee(o.initiale, unite),
        _valeur(atteint),
        _visee(o.cible, unite),
        o.horizon,
        o.source,
    )


def chiffre_de(revue: Revue, o: Objectif) -> Chiffre:
    """Le chiffre visé, pour la seule opération de l'objectif."""
    sienne = replace(
        revue,
        operations=tuple(x for x in revue.operations if x.code == o.operation),
        dossiers=tuple(d for d in revue.dossiers if d.operation == o.operation),
        precedente=None,
        objectifs=(),
    )
    return next(ligne.au for ligne in _lignes(sienne) if ligne.indicateur.cle == o.indicateur)


def _lignes(revue: Revue) -> list[Ligne]:
    sections = (*synthese(revue), lieux(revue), sur_site(revue), parc(revue))
    return [ligne for section in sections for ligne in section.lignes if ligne.indicateur.unite is not Unite.ACTES]


@lru_cache(maxsize=1)
def visables() -> Mapping[str, tuple[str, Unite]]:
    """Les chiffres qu'un objectif peut viser : par clé, le libellé et l'unité ; d'un nombre, la part compte."""
    jour = date(2017, 2, 2)
    vide = Revue(Arret.du(Trimestre.de(jour)), jour, False, (), ())
    return {x.indicateur.cle: (x.indicateur.libelle.strip(), x.indicateur.unite) for x in _lignes(vide)}


def unite_visee(indicateur: str) -> Unite:
    """L'unité de la cible : un taux pour la part d'un nombre ; KeyError si ce chiffre n'est pas visable."""
    unite = visables()[indicateur][1]
    return Unite.TAUX if unite is Unite.NOMBRE else unite


def _visee(valeur: int, unite: Unite) -> Grandeur:
    """Une valeur initiale ou une cible, telle qu'une case la porte."""
    return Grandeur(Decimal(valeur) / PART if unite is Unite.TAUX else valeur, unite)


def _valeur(c: Chiffre) -> Grandeur | str | None:
    """Ce qui est atteint ; la part d'un nombre, en toutes lettres si elle n'est connue qu'entre deux bornes."""
    if c.fourchette is not None:
        return dire_part(c)
    atteint, unite = (c.part, Unite.TAUX) if c.indicateur.unite is Unite.NOMBRE else (c.valeur, c.indicateur.unite)
    return None if atteint is None else Grandeur(atteint, unite)


def dire(valeur: int, unite: Unite) -> str:
    """« 33,0 % », « 30,00 € », « 12 », d'une valeur initiale ou d'une cible."""
    if unite is Unite.TAUX:
        return pourcent(Decimal(valeur) / PART)
    return euros(valeur) if unite is Unite.EUROS else nombre(valeur)
