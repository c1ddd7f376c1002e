"""Ce que porte chaque rangée d'un tableau : un logement, un sous-total, un titre, ou rien de repérable."""

from __future__ import annotations

import re
from collections.abc import Mapping

from relogement.commun import sans_accents
from relogement.tableur.brut import Brut, est_vide, nettoyer
from relogement.tableur.conversion import Bornes, convertir
from relogement.tableur.entetes import Bloc
from relogement.tableur.lecture import Feuille, Rangee
from relogement.tableur.ligne_locative import Defaut, LigneLue

FUSIONNABLES = frozenset(
    {"ug", "batiment", "escalier", "etage", "porte", "adresse", "code_postal", "commune", "cp_commune"}
)
"""Les champs dont une cellule fusionnée vaut pour toutes ses lignes ; un loyer fusionné ne se répète pas."""

_TOTAL = re.compile(
    r"(?:sous|s/|ss)?[\s\-.]*tot(?:al|aux)(?:\s|:|$).*|total(?:ise)?|cumul\b.*|recapitulatif.*|moyenne\b.*|ensemble\b.*"
    r"|report\b.*|a reporter.*|nombre de (?:logements?|lots?|locataires?|lignes?)\b.*"
)
_SITUENT = ("ug", "porte", "bail", "prenom", "naissance", "type")
_PREMIERES = 8


def est_total(rangee: Rangee) -> bool:
    """Vrai si une des premières cellules annonce un total, une moyenne, un report."""
    return any(annonce_total(c) for c in rangee.cellules[:_PREMIERES])


def annonce_total(cellule: Brut) -> bool:
    """Vrai pour « Total », « Sous-total T3 », « Moyenne »…"""
    return isinstance(cellule, str) and _TOTAL.fullmatch(sans_accents(nettoyer(cellule))) is not None


def est_sous_total(rangee: Rangee, cellules: Mapping[str, Brut], attribution: Mapping[str, int]) -> bool:
    """Vrai pour un total sans logement ni locataire ; un ménage nommé « TOTAL » dans un logement n'en est pas un."""
    etiquette = next(
        (
            rang
            for rang, c in enumerate(rangee.cellules)
            if isinstance(c, str)
            and (rang < _PREMIERES or rang == attribution.get("nom"))
            and _TOTAL.fullmatch(sans_accents(nettoyer(c)))
        ),
        None,
    )
    if etiquette is None:
        return False
    nom = cellules.get("nom")
    ailleurs = attribution.get("nom") != etiquette
    if ailleurs and isinstance(nom, str) and not re.search(r"[0-9]", nom) and not est_vide(nom):
        return False
    return all(est_vide(cellules.get(c)) or attribution.get(c) == etiquette for c in _SITUENT)


def _est_logement(rangee: Rangee, cellules: Mapping[str, Brut]) -> bool:
    """Vrai si la rangée situe un logement ou un locataire ; une cellule seule doit être un numéro."""
    if sum(1 for c in rangee.cellules if not est_vide(c)) + len(rangee.formules) <= 1:
        ug = cellules.get("ug")
        return not est_vide(ug) and re.fullmatch(r"\S*[0-9]\S*", nettoyer(str(ug))) is not None
    if any(not est_vide(cellules.get(c)) for c in ("ug", "porte", "nom", "bail")):
        return True
    return not est_vide(cellules.get("adresse")) and sum(1 for c in cellules.values() if not est_vide(c)) >= 3


def _repandre(feuille: Feuille, bloc: Bloc) -> dict[tuple[int, int], Brut]:
    """(ligne, rang) → valeur des cellules fusionnées en hauteur, pour les champs du logement."""
    rangs = {rang for champ, rang in bloc.attribution.items() if champ in FUSIONNABLES}
    hautes = [f for f in feuille.fusions if f.haut < f.bas and f.gauche in rangs]
    if not hautes:
        return {}
    par_numero = {r.numero: r.cellules for r in bloc.rangees}
    repandues: dict[tuple[int, int], Brut] = {}
    for fusion in hautes:
        source = par_numero.get(fusion.haut, ())
        if fusion.gauche < len(source):
            for numero in par_numero.keys() & set(range(fusion.haut + 1, min(fusion.bas, 1_048_576) + 1)):
                repandues[numero, fusion.gauche] = source[fusion.gauche]
    return repandues


def lire_bloc(feuille: Feuille, bloc: Bloc, bornes: Bornes) -> tuple[list[LigneLue], list[Defaut]]:
    """Les lignes d'un tableau et leurs défauts ; titres, totaux et rangées blanches sont passés."""
    colonnes = {champ: bloc.noms[rang] for champ, rang in bloc.attribution.items()}
    champ_de = {rang: champ for champ, rang in bloc.attribution.items()}
    repandues = _repandre(feuille, bloc)
    lignes: list[LigneLue] = []
    defauts: list[Defaut] = []
    for rangee in bloc.rangees:
        cellules: dict[str, Brut] = {
            champ: rangee.cellules[rang] if rang < len(rangee.cellules) else None
            for champ, rang in bloc.attribution.items()
        }
        if est_sous_total(rangee, cellules, bloc.attribution):
            continue
        if not _est_logement(rangee, cellules):
            defauts.extend(_ignoree(feuille.nom, rangee))
            continue
        for champ, rang in bloc.attribution.items():
            if repandues and est_vide(cellules[champ]) and (rangee.numero, rang) in repandues:
                cellules[champ] = repandues[rangee.numero, rang]
        formules = {champ_de[rang]: formule for rang, formule in rangee.formules if rang in champ_de}
        lue, siens = convertir(
            feuille.nom, rangee.numero, cellules, formules=formules, colonnes=colonnes, bornes=bornes
        )
        lignes.append(lue)
        defauts.extend(siens)
    return lignes, defauts


def _ignoree(feuille: str, rangee: Rangee) -> list[Defaut]:
    pleines = [nettoyer(str(c)) for c in rangee.cellules if not est_vide(c)]
    if len(pleines) < 2:
        return []
    raison = "Cette ligne ne nomme ni logement ni locataire : elle n'a pas été reprise."
    return [Defaut(feuille, rangee.numero, "", " | ".join(pleines)[:200], raison, "ligne", "douteux")]
