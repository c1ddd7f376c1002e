"""Lire et dire le chiffre d'une charte : ce qu'une personne en tape, ce qu'elle en lit, ce qui est refusé."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from relogement.commun import ErreurMetier, sans_accents
from relogement.formats import euros
from relogement.regles.charte import cles
from relogement.regles.charte.cles import CLES
from relogement.regles.charte.parametres import Parametre
from relogement.regles.charte.valeurs import NON_FIXE, Valeur

MONNAIE = "centimes"
"""Une unité qui commence ainsi est un montant : il se tape et se lit en euros."""
POSTE_LONG = 200


def dire(p: Parametre) -> str:
    """« 90 jours après l'annonce », « 30,00 € par mois ; … », « 1, 3 et 6 mois après le déménagement »."""
    if p.valeur is None:
        return NON_FIXE
    if _est_postes(p):
        return ", ".join(libelle for _, libelle in _postes(p))
    if isinstance(p.valeur, tuple):
        return f"{_enumerer([str(v) for v in p.valeur])} {p.unite}"
    if p.unite.startswith(MONNAIE):
        return f"{euros(int(p.valeur))}{p.unite.removeprefix(MONNAIE)}"
    return f"{ecrire_saisie(p)} {p.unite}"


def _enumerer(mots: list[str]) -> str:
    return " et ".join(filter(None, (", ".join(mots[:-1]), *mots[-1:]))) or "aucun"


def unite_saisie(p: Parametre) -> str:
    """L'unité dans laquelle le chiffre se tape : un montant se tape en euros."""
    return f"euros{p.unite.removeprefix(MONNAIE)}" if p.unite.startswith(MONNAIE) else p.unite


def ecrire_saisie(p: Parametre) -> str:
    """Ce que `lire_saisie` relirait : « 90 », « 7,5 », « 30,00 », « 1, 3, 6 », un poste par ligne ; vide : non fixé."""
    if p.valeur is None:
        return ""
    if _est_postes(p):
        return "\n".join(libelle for _, libelle in _postes(p))
    if isinstance(p.valeur, tuple):
        return ", ".join(str(v) for v in p.valeur)
    valeur = Decimal(p.valeur) / 100 if p.unite.startswith(MONNAIE) else p.valeur
    texte = f"{valeur:.2f}" if p.unite.startswith(MONNAIE) else str(valeur)
    return texte.replace(".", ",")


def lire_saisie(p: Parametre, texte: str) -> Valeur:
    """La valeur tapée pour ce paramètre ; ErreurMetier si elle ne se lit pas ou sort de ses bornes."""
    lue = _postes_de(p, texte) if _est_postes(p) else _nombres(p, texte)
    verifier(p, lue)
    return lue


def verifier(p: Parametre, valeur: Valeur) -> None:
    """ErreurMetier si la valeur n'a pas la forme voulue ou sort des bornes du paramètre."""
    if not CLES[p.cle](valeur):
        raise ErreurMetier(f"« {p.libelle} » : {_forme(p)}.", p.cle)
    nombres = [len(valeur)] if _est_postes(p) and isinstance(valeur, tuple) else _plats(valeur)
    for n in nombres:
        if n < p.minimum or (p.maximum is not None and n > p.maximum):
            raise ErreurMetier(f"« {p.libelle} » : {_bornes(p)}.", p.cle)


def verifier_ensemble(parametres: Mapping[str, Parametre]) -> None:
    """ErreurMetier si deux chiffres de la même version se contredisent."""
    def lu(cle: str) -> list[int]:
        return [int(n) for n in _plats(parametres[cle].valeur)]

    (duree,), (plus,) = lu(cles.SUIVI_DUREE), lu(cles.PROLONGATION_DUREE)
    visites, suite = lu(cles.SUIVI_VISITES), lu(cles.PROLONGATION_VISITES)
    if visites and max(visites) > duree:
        raise ErreurMetier(f"Les visites de suivi se font dans les {duree} mois du suivi.", cles.SUIVI_VISITES)
    if suite and not duree < min(suite) <= max(suite) <= duree + plus:
        raise ErreurMetier(
            f"Les visites de la prolongation se font après {duree} mois et jusqu'à {duree + plus} mois.",
            cles.PROLONGATION_VISITES,
        )
    if lu(cles.CIBLES_MINIMUM) > lu(cles.CIBLES_MAXIMUM):
        raise ErreurMetier("L'objectif des ménages cibles en QPV finit avant de commencer.", cles.CIBLES_MINIMUM)


def _est_postes(p: Parametre) -> bool:
    return p.cle == cles.FRAIS_POSTES


def _postes(p: Parametre) -> list[tuple[str, str]]:
    return [v for v in p.valeur if isinstance(v, tuple)] if isinstance(p.valeur, tuple) else []


def _plats(valeur: Valeur) -> list[int | Decimal]:
    if valeur is None:
        return []
    return [v for v in valeur if isinstance(v, int)] if isinstance(valeur, tuple) else [valeur]


def _nombres(p: Parametre, texte: str) -> Valeur:
    nu = re.sub(r"[\s\u00a0\u202f€%]", "", texte)
    if not nu and CLES[p.cle](None):
        return None
    if isinstance(p.valeur, tuple):
        morceaux = [m for m in re.split(r"[,;]", nu) if m]
        if not all(m.isdecimal() for m in morceaux):
            raise ErreurMetier(f"« {p.libelle} » : {_forme(p)}.", p.cle)
        return tuple(sorted({int(m) for m in morceaux}))
    if not re.fullmatch(r"\d{1,9}([.,]\d{1,2})?", nu, re.ASCII):
        raise ErreurMetier(f"« {p.libelle} » : {_forme(p)}.", p.cle)
    valeur = Decimal(nu.replace(",", "."))
    if p.unite.startswith(MONNAIE):
        valeur *= 100
    return int(valeur) if valeur == valeur.to_integral_value() else valeur


def _postes_de(p: Parametre, texte: str) -> tuple[tuple[str, str], ...]:
    """Un poste par ligne ; celui dont le libellé n'a pas changé garde son code, les réponses déjà notées le citent."""
    connus = {libelle: code for code, libelle in _postes(p)}
    lignes = list(dict.fromkeys(" ".join(ligne.split()) for ligne in texte.splitlines() if ligne.strip()))
    if any(len(ligne) > POSTE_LONG for ligne in lignes):
        raise ErreurMetier(f"« {p.libelle} » : un poste dépasse {POSTE_LONG} caractères, raccourcissez-le.", p.cle)
    pris = set(connus.values())
    postes = []
    for ligne in lignes:
        code = connus.get(ligne) or _code(ligne, pris)
        pris.add(code)
        postes.append((code, ligne))
    return tuple(postes)


def _code(libelle: str, pris: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "_", sans_accents(libelle)).strip("_")[:30] or "poste"
    rang = 1
    while (code := base if rang == 1 else f"{base}_{rang}") in pris:
        rang += 1
    return code


def _forme(p: Parametre) -> str:
    if _est_postes(p):
        return "écrivez un poste par ligne"
    if isinstance(p.valeur, tuple):
        return "écrivez des nombres entiers séparés par des virgules, par exemple 1, 3, 6"
    if p.unite.startswith(MONNAIE):
        return "écrivez un montant en euros, par exemple 30,00"
    return "écrivez un nombre entier" if not CLES[p.cle](Decimal("0.5")) else "écrivez un nombre"


def _bornes(p: Parametre) -> str:
    if p.minimum == p.maximum:
        return f"ce chiffre est {p.source.libelle}, il ne se change pas"
    if _est_postes(p):
        return f"donnez de {p.minimum} à {p.maximum} postes"
    mini, maxi = (_borne(p, n) for n in (p.minimum, p.maximum))
    if p.maximum is None:
        return f"donnez au moins {mini}"
    fixe = f" ({p.source.libelle})" if p.valeur in (p.minimum, p.maximum) and p.minimum else ""
    return f"donnez une valeur de {mini} à {maxi}{fixe}"


def _borne(p: Parametre, borne: int | None) -> str:
    if borne is None:
        return ""
    return euros(borne) if p.unite.startswith(MONNAIE) else ecrire_saisie(replace(p, valeur=borne))
