"""Les feuilles d'un classeur qui portent une liste, leur date, et celles qu'on n'a pas lues."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from relogement.commun import ErreurMetier
from relogement.tableur.brut import Brut
from relogement.tableur.colonnes import Catalogue
from relogement.tableur.dates import date_du_titre
from relogement.tableur.entetes import AUCUN_CHOIX, Bloc, Choix, blocs
from relogement.tableur.lecture import Feuille
from relogement.tableur.ligne_locative import Defaut

Tableau = tuple[Feuille, tuple[Bloc, ...]]
_MASQUEE = "La seule liste du classeur est sur une feuille masquée : affichez-la dans le tableur et enregistrez."
_FEUILLE_NOTABLE = 5


def tableaux(feuilles: Sequence[Feuille], catalogue: Catalogue, choix: Choix = AUCUN_CHOIX) -> list[Tableau]:
    """Les feuilles visibles qui portent une liste ; lève ErreurMetier s'il n'y en a pas.

    `choix` : les colonnes qu'une personne a dites ; les autres se reconnaissent à leur nom.
    """
    lus = [(feuille, blocs(feuille, catalogue, choix)) for feuille in feuilles if not feuille.masquee]
    trouves = [(feuille, tables) for feuille, tables in lus if tables]
    if trouves:
        return trouves
    if any(blocs(feuille, catalogue, choix) for feuille in feuilles if feuille.masquee):
        raise ErreurMetier(_MASQUEE)
    raise ErreurMetier(
        f"Aucune ligne de titres de colonnes n'a été reconnue ({catalogue.exemples}…) : "
        f"ce fichier n'est pas {catalogue.document}."
    )


def feuilles_passees(feuilles: Sequence[Feuille], lues: Collection[str]) -> list[Defaut]:
    """Les feuilles non lues qui pourraient porter une liste : masquées, ou remplies sans en-tête reconnu."""
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


def date_liste(trouves: Sequence[Tableau]) -> date | None:
    """La date que disent les titres au-dessus de la première liste qui en dit une ; None si aucune."""
    for feuille, tables in trouves:
        titres: list[Brut] = [c for r in feuille.rangees if r.numero < tables[0].ligne for c in r.cellules]
        if trouvee := date_du_titre(titres):
            return trouvee
    return None


def colonnes_dementies(feuille: Feuille, bloc: Bloc) -> list[Defaut]:
    """Les colonnes dont le nom fait penser à un champ et le contenu non."""
    return [
        Defaut(
            feuille.nom,
            bloc.ligne,
            bloc.noms[rang],
            bloc.noms[rang],
            f"Ce nom fait penser à « {bloc.catalogue.champs[champ].libelle} », mais son contenu non : "
            "colonne non reprise.",
            champ,
            "douteux",
        )
        for rang, champ in bloc.dementies.items()
    ]
