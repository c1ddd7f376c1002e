"""Lire un suivi tenu à la main : du fichier à des ménages sûrs et à ce qui reste à reprendre, sans base."""

from __future__ import annotations

from pathlib import Path

from relogement.commun import ErreurMetier
from relogement.tableur.brut import Brut, est_vide, nettoyer
from relogement.tableur.catalogues import SUIVIS
from relogement.tableur.conversion import Bornes, derniere_entree
from relogement.tableur.doublons import identite
from relogement.tableur.entetes import AUCUN_CHOIX, Bloc, Choix, note_entete
from relogement.tableur.lecture import Feuille, Rangee, lire_fichier
from relogement.tableur.rangees import est_sous_total
from relogement.tableur.suivi.conversion import Conversion
from relogement.tableur.suivi.ligne import AReprendre, ClasseurDeSuivi, LigneDeSuivi
from relogement.tableur.tableaux import Tableau, colonnes_dementies, date_liste, feuilles_passees, tableaux

_SANS_MENAGE = "Ce suivi a bien des titres de colonnes, mais aucun ménage."
_IGNOREE = "Cette ligne ne nomme aucun ménage : elle n'a pas été reprise."
_REPETEE = "Ce ménage est déjà à la ligne {} : cette ligne n'est pas reprise."


def lire_suivi(chemin: Path, choix: Choix = AUCUN_CHOIX) -> ClasseurDeSuivi:
    """Lit un suivi (.xlsx, .xlsm, .csv) où qu'y soient l'en-tête et les colonnes ; lève ErreurMetier, d'une phrase.

    Une cellule illisible reste à reprendre à la main ; aucune ligne n'est perdue pour elle. `choix` : ce qu'une
    personne a dit des colonnes.
    """
    fichier = lire_fichier(chemin, lambda cellules: note_entete(cellules, SUIVIS))
    trouves = tableaux(fichier.feuilles, SUIVIS, choix)
    arretee = date_liste(trouves)
    bornes = Bornes(arretee or derniere_entree(_entrees(trouves)))
    restes = [
        AReprendre(d.feuille, d.ligne, "", d.colonne, d.valeur, d.raison, d.champ)
        for d in (
            *feuilles_passees(fichier.feuilles, {feuille.nom for feuille, _ in trouves}),
            *(d for feuille, tables in trouves for bloc in tables for d in colonnes_dementies(feuille, bloc)),
        )
    ]
    lignes: list[LigneDeSuivi] = []
    inconnues: dict[str, None] = {}
    for feuille, tables in trouves:
        for bloc in tables:
            lues, siens = _lire_bloc(feuille, bloc, bornes)
            lignes += lues
            restes += siens
            inconnues.update(dict.fromkeys(bloc.inconnues))
    if not lignes:
        raise ErreurMetier(_SANS_MENAGE)
    uniques = _sans_repetition(lignes, restes)
    return ClasseurDeSuivi(arretee, tuple(uniques), tuple(restes), tuple(inconnues), fichier.sha256)


def _entrees(trouves: list[Tableau]) -> list[Brut]:
    return [
        r.cellules[rang]
        for _, tables in trouves
        for bloc in tables
        if (rang := bloc.attribution.get("entree")) is not None
        for r in bloc.rangees
        if rang < len(r.cellules)
    ]


def _lire_bloc(feuille: Feuille, bloc: Bloc, bornes: Bornes) -> tuple[list[LigneDeSuivi], list[AReprendre]]:
    par_numero = {r.numero: r.cellules for r in feuille.rangees}

    def lire(ligne: int, rang: int) -> Brut:
        cellules = par_numero.get(ligne, ())
        return cellules[rang] if rang < len(cellules) else None

    lignes: list[LigneDeSuivi] = []
    restes: list[AReprendre] = []
    for rangee in bloc.rangees:
        conversion = Conversion(feuille, bloc, rangee, lire, bornes)
        if est_sous_total(rangee, conversion.brutes, bloc.attribution):
            continue
        if not _nomme(conversion):
            restes += _ignoree(feuille, rangee)
            continue
        lue = conversion.faire()
        if not lue.locative.vacant:
            lignes.append(lue)
            restes += conversion.restes
    return lignes, restes


def _nomme(conversion: Conversion) -> bool:
    """Vrai si la rangée désigne un ménage : par son nom, sa référence, ou son logement et autre chose encore."""
    brutes = conversion.brutes
    if any(not est_vide(brutes.get(c)) for c in ("nom", "prenom", "reference")):
        return True
    remplies = sum(not est_vide(b) for b in brutes.values())
    return remplies > 1 and any(not est_vide(brutes.get(c)) for c in ("ug", "porte"))


def _ignoree(feuille: Feuille, rangee: Rangee) -> list[AReprendre]:
    pleines = [nettoyer(str(c)) for c in rangee.cellules if not est_vide(c)]
    if len(pleines) < 2:
        return []
    return [AReprendre(feuille.nom, rangee.numero, "", "", " | ".join(pleines)[:200], _IGNOREE, "ligne")]


def _sans_repetition(lignes: list[LigneDeSuivi], restes: list[AReprendre]) -> list[LigneDeSuivi]:
    """La première ligne de chaque logement et de chaque ménage ; les autres restent à reprendre."""
    gardees: dict[object, LigneDeSuivi] = {}
    for ligne in lignes:
        cle = ligne.valeurs.get("reference") or identite(ligne.locative) or (ligne.feuille, ligne.ligne)
        premiere = gardees.setdefault((cle, ligne.locative.nom), ligne)
        if premiere is not ligne:
            raison = _REPETEE.format(premiere.ligne)
            restes.append(AReprendre(ligne.feuille, ligne.ligne, "", "", ligne.locative.nom or "", raison, "ligne"))
    return list(gardees.values())
