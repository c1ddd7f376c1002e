"""Les lignes répétées : fondues dans la première, comptées, et dites ; jamais jetées en silence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from relogement.commun import sans_accents
from relogement.tableur.brut import nettoyer
from relogement.tableur.ligne_locative import CHAMPS_LUS, Defaut, LigneLocative, LigneLue

_COMPARES = tuple(champ for champ in CHAMPS_LUS if champ not in ("ug", "etage_texte"))


@dataclass(frozen=True, slots=True)
class Fondues:
    """Les lignes distinctes, le nombre de lignes répétées et les défauts, ceux de lecture compris."""

    lignes: tuple[LigneLue, ...]
    doublons: int
    defauts: tuple[Defaut, ...]


def forme(valeur: Any) -> Any:
    """La valeur sans ce qui n'est que forme : casse, accents, blancs."""
    return sans_accents(nettoyer(valeur)) if isinstance(valeur, str) else valeur


def numero_comparable(ug: str) -> str:
    """Un n° de logement sans ce qui n'est que forme : « 0012 », « 12 » et « 1 2 » sont le même."""
    numero = str(forme(ug)).replace(" ", "")
    return numero.lstrip("0") or "0" if numero.isdigit() else numero


def adresse_comparable(adresse: str) -> str:
    """Une adresse réduite à ses mots : « 1, rue des Lilas » et « 1 RUE DES LILAS » sont la même."""
    return " ".join(re.findall(r"\w+", str(forme(adresse))))


def identite(ligne: LigneLocative) -> tuple[object, ...] | None:
    """Ce qui désigne un logement : son numéro, sinon son adresse, sa porte et son locataire ; None sinon."""
    if ligne.ug is not None:
        return ("ug", numero_comparable(ligne.ug))
    if ligne.porte is not None and (ligne.adresse is not None or ligne.batiment is not None):
        lieu = (ligne.adresse, ligne.code_postal, ligne.batiment, ligne.escalier, ligne.etage)
        return ("porte", *map(forme, (*lieu, ligne.porte, ligne.nom)))
    return None


def _differe(premier: LigneLocative, second: LigneLocative, champ: str) -> bool:
    avant, apres = getattr(premier, champ), getattr(second, champ)
    return avant is not None and apres is not None and forme(avant) != forme(apres)


def _meme_menage(premier: LigneLocative, second: LigneLocative) -> bool:
    personne = ("nom", "bail", "naissance")
    return premier.vacant == second.vacant and not any(_differe(premier, second, c) for c in personne)


def _contradictions(premier: LigneLue, second: LigneLue, illisibles: dict[str, Defaut]) -> list[Defaut]:
    """Un défaut par cellule du doublon qui contredit la ligne gardée, ou qui s'y perdrait."""
    gardee, autre = premier.ligne, second.ligne
    meme = _meme_menage(gardee, autre)
    trouvees: list[Defaut] = []
    for champ in _COMPARES:
        perdue = not meme and getattr(autre, champ) is not None and getattr(gardee, champ) is None
        mal_lue = champ in illisibles and illisibles[champ].valeur != premier.textes.get(champ)
        if not (_differe(gardee, autre, champ) or perdue or mal_lue):
            continue
        laisse = second.textes.get(champ, "")
        if not laisse and not mal_lue:
            laisse = str(getattr(autre, champ))
        garde = premier.textes.get(champ) or "vide"
        raison = f"Le même logement est déjà à la ligne {gardee.ligne} avec une autre valeur : « {garde} », gardée."
        valeur = illisibles[champ].valeur if mal_lue else laisse
        colonne = second.colonnes.get(champ, "")
        trouvees.append(Defaut(autre.feuille, autre.ligne, colonne, valeur, raison, champ, "doublon"))
    return trouvees


def _completer(premier: LigneLue, second: LigneLue) -> tuple[LigneLue, tuple[str, ...]]:
    """La première ligne, ses trous comblés par son doublon s'il s'agit bien du même ménage."""
    gardee, autre = premier.ligne, second.ligne
    if not _meme_menage(gardee, autre):
        return premier, ()
    apports = {c: getattr(autre, c) for c in CHAMPS_LUS if getattr(gardee, c) is None and getattr(autre, c) is not None}
    if not apports:
        return premier, ()
    textes = dict(premier.textes) | {c: second.textes[c] for c in apports if c in second.textes}
    return LigneLue(replace(gardee, **apports), textes, premier.colonnes), tuple(apports)


def _dire(premier: LigneLue, second: LigneLue, apports: tuple[str, ...], contredite: bool) -> Defaut:
    ailleurs = f" de la feuille « {premier.ligne.feuille} »" if premier.ligne.feuille != second.ligne.feuille else ""
    phrase = f"Ce logement est déjà à la ligne {premier.ligne.ligne}{ailleurs} : cette ligne n'est pas reprise"
    noms = [second.colonnes[c] for c in apports if c in second.colonnes]
    suite = f", elle complète : {', '.join(noms)}." if noms else "."
    if contredite:
        suite = suite[:-1] + ", et ses valeurs diffèrent."
    champ = "ug" if second.ligne.ug is not None else "porte"
    valeur = second.textes.get(champ, "")
    colonne = second.colonnes.get(champ, "")
    return Defaut(second.ligne.feuille, second.ligne.ligne, colonne, valeur, phrase + suite, champ, "doublon")


def fondre(lignes: list[LigneLue], defauts: list[Defaut]) -> Fondues:
    """Garde la première ligne de chaque logement ; un doublon la complète, et chaque contradiction est un défaut.

    Un défaut de lecture de la ligne gardée disparaît quand le doublon donne la valeur.
    """
    rangs: dict[tuple[object, ...], int] = {}
    gardees: list[LigneLue] = []
    par_ligne: dict[tuple[str, int], list[Defaut]] = {}
    for defaut in defauts:
        par_ligne.setdefault((defaut.feuille, defaut.ligne), []).append(defaut)
    doublons = 0
    for lue in lignes:
        cle = identite(lue.ligne)
        if cle is None or cle not in rangs:
            if cle is not None:
                rangs[cle] = len(gardees)
            gardees.append(lue)
            continue
        doublons += 1
        premier = gardees[rangs[cle]]
        ici, origine = (lue.ligne.feuille, lue.ligne.ligne), (premier.ligne.feuille, premier.ligne.ligne)
        illisibles = {d.champ: d for d in par_ligne.get(ici, []) if d.nature == "illisible"}
        contradictions = _contradictions(premier, lue, illisibles)
        gardees[rangs[cle]], apports = _completer(premier, lue)
        par_ligne[ici] = [_dire(premier, lue, apports, bool(contradictions)), *contradictions]
        restants = [d for d in par_ligne.get(origine, []) if d.nature != "illisible" or d.champ not in apports]
        par_ligne[origine] = restants
    return Fondues(tuple(gardees), doublons, tuple(d for groupe in par_ligne.values() for d in groupe))
