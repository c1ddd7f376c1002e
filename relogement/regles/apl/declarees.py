"""La base de ressources refaite à partir de ce que le ménage déclare (R.822-2 à R.822-20), étape par étape.

Le ménage dit ce qu'il touche par mois : douze mois, moins 10 %. La CAF, elle, lit le net imposable des douze mois
passés : l'écart se montre.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from relogement.commun import ErreurMetier, ressource
from relogement.formats import euros
from relogement.regles.apl.bareme import table
from relogement.regles.apl.base_ressources import BaseRessources, Ligne, Origine, centaine
from relogement.regles.budget import MOIS_PAR_AN
from relogement.regles.faits import FaitsMenage
from relogement.regles.foyer import presentes
from relogement.regles.ressources import LigneRessource, ressources_du_foyer
from relogement.vocabulaire import Lien, NatureRessource

N = NatureRessource
ABATTUES = frozenset({N.SALAIRE, N.CHOMAGE, N.RETRAITE, N.INVALIDITE, N.INDEMNITES, N.PENSION_ALIMENTAIRE})
HORS_BASE = frozenset({N.RSA, N.AAH, N.ASS, N.PRIME_ACTIVITE, N.PRESTATIONS_FAMILIALES, N.SANS})
"""Ce qui n'entre pas dans R."""
NEUTRALISEES = frozenset({N.SALAIRE, N.INDEPENDANT, N.CHOMAGE})
"""Ce que le RSA ou l'ASS efface de R."""


@dataclass(frozen=True, slots=True)
class LigneNature(LigneRessource):
    """Une ressource et sa nature."""

    nature: NatureRessource = NatureRessource.AUTRE


@dataclass(frozen=True, slots=True)
class Seuil:
    """Par an, en centimes : ce qu'un enfant ou un ascendant peut toucher sans rien ajouter à R."""

    du: date
    montant: int


@dataclass(frozen=True, slots=True)
class Regles:
    """L'abattement, en pour cent, et les seuils, du plus ancien au plus récent."""

    abattement: int
    seuils: tuple[Seuil, ...]


@lru_cache(maxsize=1)
def charger_regles() -> Regles:
    """Les règles livrées."""
    brut = tomllib.loads(ressource("baremes/ressources_apl.toml").read_text(encoding="utf-8"))
    return Regles(int(brut["abattement"]), tuple(Seuil(s["du"], s["seuil_personne"]) for s in brut["seuil"]))


def base_declaree(lignes: Sequence[LigneNature], faits: FaitsMenage, le: date, regles: Regles) -> BaseRessources:
    """R au jour `le`, d'après les ressources notées ce jour-là.

    ErreurMetier si elles ne sont pas toutes connues, ou si la nature de l'une ne permet pas de savoir si elle compte.
    """
    if ressources_du_foyer(lignes, faits, le) is None:
        raise ErreurMetier(
            "Les ressources du foyer ne sont pas toutes notées : complétez-les, ou saisissez la base de ressources de "
            "l'avis de la CAF.", "ressources",
        )
    ids = {p.id: p.lien for p in presentes(faits.personnes, le)}
    comptees = [x for x in lignes if _court(x, le) and (x.personne is None or x.personne in ids)]
    _verifier(comptees, ids)
    des_titulaires = [x for x in comptees if x.personne is None or _titulaire(ids[x.personne])]
    autres = sorted({x.personne for x in comptees if x.personne and not _titulaire(ids[x.personne])})
    etapes, total = _somme(des_titulaires, regles.abattement)
    seuil = table(regles.seuils, le).montant
    for personne in autres:
        siennes, touche = _somme([x for x in comptees if x.personne == personne], regles.abattement)
        exces = max(0, touche - seuil)
        etapes += siennes
        if touche:
            etapes.append(Ligne(
                "Ressources d'un enfant ou d'un parent", f"{euros(exces)} par an",
                f"seul compte ce qui dépasse {euros(seuil)} par an",
            ))
        total += exces
    etapes.append(Ligne("Arrondi", euros(centaine(total)), "à la centaine d'euros supérieure"))
    return BaseRessources(centaine(total), Origine.DECLAREE, "ressources notées au dossier", tuple(etapes))


def _court(x: LigneRessource, le: date) -> bool:
    return x.du <= le and (x.au is None or x.au >= le)


def _titulaire(lien: Lien) -> bool:
    return lien in (Lien.TITULAIRE, Lien.CONJOINT)


def _verifier(lignes: Iterable[LigneNature], ids: Mapping[str, Lien]) -> None:
    for x in lignes:
        if x.nature is N.AUTRE and x.montant:
            raise ErreurMetier(
                "Une ressource est notée « autre » : précisez sa nature, on ne sait pas si la CAF la compte.",
                "ressources",
            )
        if x.nature is N.BOURSE and x.montant and (x.personne is None or _titulaire(ids[x.personne])):
            raise ErreurMetier(
                "Pour un étudiant, la CAF retient un forfait : saisissez la base de ressources de son avis.",
                "ressources",
            )


def _somme(lignes: Sequence[LigneNature], abattement: int) -> tuple[list[Ligne], int]:
    """Les étapes et le total, en centimes par an.

    Le RSA efface ce que tous gagnent, l'ASS ce que gagne qui la touche.
    """
    rsa = any(x.nature is N.RSA and x.montant for x in lignes)
    ass = {x.personne for x in lignes if x.nature is N.ASS and x.montant}
    etapes, total = [], 0
    for x in lignes:
        if not x.montant:
            continue
        efface = "le RSA" if rsa else "l'ASS" if x.personne in ass else ""
        compte, pourquoi = _compter(x.nature, x.montant, efface, abattement)
        nom = x.nature.libelle
        etapes.append(Ligne(nom[0].upper() + nom[1:], f"{euros(compte)} par an", pourquoi))
        total += compte
    return etapes, total


def _compter(nature: NatureRessource, mensuel: int, efface: str, abattement: int) -> tuple[int, str]:
    annuel, calcul = mensuel * MOIS_PAR_AN, f"{euros(mensuel)} × {MOIS_PAR_AN}"
    if nature in HORS_BASE or nature is N.BOURSE:
        return 0, "n'entre pas dans la base de ressources"
    if nature in NEUTRALISEES and efface:
        return 0, f"n'est pas compté : le foyer touche {efface}"
    if nature in ABATTUES:
        return annuel * (100 - abattement) // 100, f"{calcul}, moins {abattement} %"
    return annuel, calcul
