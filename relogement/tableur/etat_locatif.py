"""L'état locatif d'un bailleur : du fichier à des lignes sûres et à la liste de ce qui reste à revoir, sans base."""

from __future__ import annotations

from pathlib import Path

from relogement.commun import ErreurMetier
from relogement.tableur.brut import Brut
from relogement.tableur.colonnes import ETATS_LOCATIFS
from relogement.tableur.controles import douteux
from relogement.tableur.conversion import Bornes, derniere_entree
from relogement.tableur.doublons import fondre
from relogement.tableur.entetes import AUCUN_CHOIX, Choix, note_entete
from relogement.tableur.lecture import lire_fichier
from relogement.tableur.ligne_locative import Defaut, EtatLocatif, LigneLocative, LigneLue, Nature
from relogement.tableur.rangees import lire_bloc
from relogement.tableur.tableaux import Tableau, colonnes_dementies, date_liste, feuilles_passees, tableaux

__all__ = ["Defaut", "EtatLocatif", "LigneLocative", "Nature", "lire_etat_locatif"]

_SANS_LOGEMENT = "Cette liste a bien des titres de colonnes, mais aucun logement."


def _entrees(trouves: list[Tableau]) -> list[Brut]:
    return [
        r.cellules[rang]
        for _, tables in trouves
        for bloc in tables
        if (rang := bloc.attribution.get("entree")) is not None
        for r in bloc.rangees
        if rang < len(r.cellules)
    ]


def lire_etat_locatif(chemin: Path, choix: Choix = AUCUN_CHOIX) -> EtatLocatif:
    """Lit une liste de bailleur (.xlsx, .xlsm, .csv) où qu'y soient l'en-tête et les colonnes.

    Une cellule illisible reste vide et devient un défaut ; aucune ligne n'est perdue pour elle. Deux lignes d'un même
    logement n'en font qu'une. `choix` : ce qu'une personne a dit des colonnes. Lève ErreurMetier, d'une phrase, pour ce
    qui n'est pas un état locatif.
    """
    fichier = lire_fichier(chemin, note_entete)
    trouves = tableaux(fichier.feuilles, ETATS_LOCATIFS, choix)
    arretee = date_liste(trouves)
    bornes = Bornes(arretee or derniere_entree(_entrees(trouves)))
    lignes: list[LigneLue] = []
    lecture: list[Defaut] = []
    generaux = feuilles_passees(fichier.feuilles, {feuille.nom for feuille, _ in trouves})
    colonnes: dict[str, str] = {}
    inconnues: dict[str, None] = {}
    for feuille, tables in trouves:
        for bloc in tables:
            siennes, defauts = lire_bloc(feuille, bloc, bornes)
            lignes += siennes
            lecture += defauts
            generaux += colonnes_dementies(feuille, bloc)
            for champ, rang in bloc.attribution.items():
                colonnes.setdefault(champ, bloc.noms[rang])
            inconnues.update(dict.fromkeys(bloc.inconnues))
    if not lignes:
        raise ErreurMetier(_SANS_LOGEMENT)
    fondues = fondre(lignes, lecture)
    rang_feuille = {feuille.nom: i for i, feuille in enumerate(fichier.feuilles)}
    tous = [*generaux, *fondues.defauts, *douteux(fondues.lignes, arretee)]
    tous.sort(key=lambda d: (rang_feuille[d.feuille], d.ligne))
    return EtatLocatif(
        arretee,
        tuple(lue.ligne for lue in fondues.lignes),
        colonnes,
        tuple(inconnues),
        fondues.doublons,
        tuple(tous),
        fichier.sha256,
    )
