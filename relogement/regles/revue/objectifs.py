"""Les objectifs locaux : pour un chiffre, la valeur initiale, celle du jour, la cible et l'horizon.

Le règlement général de l'ANRU (annexe, § 2) les demande ainsi ; aucun objectif national n'est chiffré.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from relogement.formats import euros, nombre, pourcent
from relogement.regles.revue.chiffre import Chiffre, Mesure, Unite
from relogement.regles.revue.indicateurs import synthese
from relogement.regles.revue.revue import Objectif, Revue, Tableau

_COLONNES: tuple[tuple[str, Unite | None, str], ...] = (
    ("Objectif local", None, "Le chiffre visé, tel que la synthèse le nomme."),
    ("Opération", None, "L'opération qui le vise."),
    ("Initiale", None, "La valeur de départ, telle que l'opération l'a notée."),
    ("À la date", None, "La valeur de ce chiffre pour cette opération, au dernier jour du trimestre."),
    ("Cible", None, "La valeur visée."),
    ("Horizon", None, "Le jour où elle est visée."),
    ("Source", None, "Le texte qui la fixe."),
)


def tableau_objectifs(revue: Revue) -> Tableau:
    """Une ligne par objectif des opérations de la revue."""
    return Tableau("Objectifs locaux", _COLONNES, tuple(_rangee(revue, o) for o in revue.objectifs))


def _rangee(revue: Revue, o: Objectif) -> tuple[Mesure | str | date | None, ...]:
    atteint = chiffre_de(revue, o)
    return (
        atteint.indicateur.libelle.strip() if atteint else o.indicateur,
        o.operation,
        "" if o.initiale is None else _dire(o.initiale, o, atteint),
        _valeur(o, atteint),
        _dire(o.cible, o, atteint),
        o.horizon,
        o.source,
    )


def chiffre_de(revue: Revue, o: Objectif) -> Chiffre | None:
    """Le chiffre visé, pour la seule opération de l'objectif ; None si la revue ne le connaît plus."""
    sienne = replace(
        revue,
        operations=tuple(x for x in revue.operations if x.code == o.operation),
        dossiers=tuple(d for d in revue.dossiers if d.operation == o.operation),
        precedente=None,
    )
    lignes = (ligne for section in synthese(sienne) for ligne in section.lignes)
    return next((ligne.au for ligne in lignes if ligne.indicateur.cle == o.indicateur), None)


def _valeur(o: Objectif, c: Chiffre | None) -> str | None:
    valeur = None if c is None else c.part if o.en_part else c.valeur
    return None if valeur is None else _dire(valeur, o, c)


def _dire(valeur: Mesure, o: Objectif, c: Chiffre | None) -> str:
    """« 33 % », « 30,00 € », « 12 » : selon l'unité du chiffre."""
    unite = c.indicateur.unite if c else Unite.NOMBRE
    if o.en_part or unite is Unite.TAUX:
        return pourcent(Decimal(valeur))
    return euros(int(valeur)) if unite is Unite.EUROS else nombre(valeur)
