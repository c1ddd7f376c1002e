"""L'état locatif d'un bailleur : du fichier à des lignes sûres et à la liste de ce qui reste à revoir, sans base."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from relogement.commun import ErreurMetier
from relogement.tableur.brut import Brut
from relogement.tableur.colonnes import champs
from relogement.tableur.controles import douteux
from relogement.tableur.conversion import Bornes, derniere_entree
from relogement.tableur.dates import date_du_titre
from relogement.tableur.doublons import fondre
from relogement.tableur.entetes import Bloc, blocs, note_entete
from relogement.tableur.lecture import Feuille, lire_fichier
from relogement.tableur.ligne_locative import Defaut, EtatLocatif, LigneLocative, LigneLue, Nature
from relogement.tableur.rangees import lire_bloc

__all__ = ["Defaut", "EtatLocatif", "LigneLocative", "Nature", "lire_etat_locatif"]

_SANS_ENTETE = (
    "Aucune ligne de titres de colonnes n'a été reconnue (n° de logement, nom, loyer…) : "
    "ce fichier n'est pas un état locatif."
)
_MASQUEE = "La seule liste du classeur est sur une feuille masquée : affichez-la dans le tableur et enregistrez."
_SANS_LOGEMENT = "Cette liste a bien des titres de colonnes, mais aucun logement."
_FEUILLE_NOTABLE = 5


def _tableaux(feuilles: tuple[Feuille, ...]) -> list[tuple[Feuille, tuple[Bloc, ...]]]:
    """Les feuilles visibles qui portent une liste ; lève ErreurMetier s'il n'y en a pas."""
    lus = [(feuille, blocs(feuille)) for feuille in feuilles if not feuille.masquee]
    tableaux = [(feuille, tables) for feuille, tables in lus if tables]
    if tableaux:
        return tableaux
    if any(blocs(feuille) for feuille in feuilles if feuille.masquee):
        raise ErreurMetier(_MASQUEE)
    raise ErreurMetier(_SANS_ENTETE)


def _feuilles_passees(feuilles: tuple[Feuille, ...], lues: set[str]) -> list[Defaut]:
    """Les feuilles non lues qui pourraient porter des logements : masquées, ou remplies sans en-tête reconnu."""
    passees: list[Defaut] = []
    for feuille in feuilles:
        if feuille.masquee and feuille.rangees:
            raison = "Cette feuille est masquée : elle n'a pas été lue."
        elif feuille.nom not in lues and sum(1 for r in feuille.rangees if len(r.cellules) > 3) >= _FEUILLE_NOTABLE:
            raison = "Aucun titre de colonne n'est reconnu sur cette feuille : elle n'a pas été lue."
        else:
            continue
        passees.append(Defaut(feuille.nom, 0, "", feuille.nom, raison, "feuille", "douteux"))
    return passees


def _date_liste(tableaux: list[tuple[Feuille, tuple[Bloc, ...]]]) -> date | None:
    for feuille, tables in tableaux:
        titres: list[Brut] = [c for r in feuille.rangees if r.numero < tables[0].ligne for c in r.cellules]
        if trouvee := date_du_titre(titres):
            return trouvee
    return None


def _entrees(tableaux: list[tuple[Feuille, tuple[Bloc, ...]]]) -> list[Brut]:
    return [
        r.cellules[rang]
        for _, tables in tableaux
        for bloc in tables
        if (rang := bloc.attribution.get("entree")) is not None
        for r in bloc.rangees
        if rang < len(r.cellules)
    ]


def _colonnes_dementies(feuille: Feuille, bloc: Bloc) -> list[Defaut]:
    return [
        Defaut(
            feuille.nom,
            bloc.ligne,
            bloc.noms[rang],
            bloc.noms[rang],
            f"Ce nom fait penser à « {champs()[champ].libelle} », mais son contenu non : colonne non reprise.",
            champ,
            "douteux",
        )
        for rang, champ in bloc.dementies.items()
    ]


def lire_etat_locatif(chemin: Path) -> EtatLocatif:
    """Lit une liste de bailleur (.xlsx, .xlsm, .csv) où qu'y soient l'en-tête et les colonnes.

    Une cellule illisible reste vide et devient un défaut ; aucune ligne n'est perdue pour elle. Deux lignes d'un même
    logement n'en font qu'une. Lève ErreurMetier, d'une phrase, pour ce qui n'est pas un état locatif.
    """
    fichier = lire_fichier(chemin, note_entete)
    tableaux = _tableaux(fichier.feuilles)
    date_liste = _date_liste(tableaux)
    bornes = Bornes(date_liste or derniere_entree(_entrees(tableaux)))
    lignes: list[LigneLue] = []
    lecture: list[Defaut] = []
    generaux = _feuilles_passees(fichier.feuilles, {feuille.nom for feuille, _ in tableaux})
    colonnes: dict[str, str] = {}
    inconnues: dict[str, None] = {}
    for feuille, tables in tableaux:
        for bloc in tables:
            siennes, defauts = lire_bloc(feuille, bloc, bornes)
            lignes += siennes
            lecture += defauts
            generaux += _colonnes_dementies(feuille, bloc)
            for champ, rang in bloc.attribution.items():
                colonnes.setdefault(champ, bloc.noms[rang])
            inconnues.update(dict.fromkeys(bloc.inconnues))
    if not lignes:
        raise ErreurMetier(_SANS_LOGEMENT)
    fondues = fondre(lignes, lecture)
    rang_feuille = {feuille.nom: i for i, feuille in enumerate(fichier.feuilles)}
    tous = [*generaux, *fondues.defauts, *douteux(fondues.lignes, date_liste)]
    tous.sort(key=lambda d: (rang_feuille[d.feuille], d.ligne))
    return EtatLocatif(
        date_liste,
        tuple(lue.ligne for lue in fondues.lignes),
        colonnes,
        tuple(inconnues),
        fondues.doublons,
        tuple(tous),
        fichier.sha256,
    )
