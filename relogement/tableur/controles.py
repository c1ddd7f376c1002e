"""Ce qui est douteux dans une liste : signalé, jamais refusé. Aucun texte ne fixe ces seuils."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from statistics import median

from relogement.tableur.conversion import AGE_TITULAIRE
from relogement.tableur.ligne_locative import Defaut, LigneLocative, LigneLue

ECART_LOYER = 3
"""Un loyer au m² de plus de trois fois, ou de moins d'un tiers de la médiane de la liste, est douteux."""
LOYERS_MINIMUM = 5
"""Loyers au m² qu'il faut pour que la médiane ait un sens."""
AGE_MAX = 110
REVENU_MAX = 800_000
"""Centimes par mois : au-delà, sans doute un montant annuel."""
SURFACES = {1: (1200, 5000), 2: (2500, 7500), 3: (4000, 10000), 4: (5000, 13000), 5: (6000, 16000), 6: (7000, 20000)}
"""dm² plausibles par nombre de pièces, bornes incluses ; au-delà de six pièces, les bornes du T6 à 300 m²."""
SURFACE_GRANDE = 30_000

Doute = tuple[str, str]
"""(champ, raison)"""


def age(naissance: date, au: date) -> int:
    """L'âge révolu à une date ; négatif si la naissance la suit."""
    return au.year - naissance.year - ((au.month, au.day) < (naissance.month, naissance.day))


def _dates(ligne: LigneLocative, au: date | None) -> Iterator[Doute]:
    if ligne.entree and ligne.naissance and ligne.entree < ligne.naissance:
        yield "entree", "L'entrée dans les lieux précède la naissance du titulaire."
    if au is None:
        return
    if ligne.entree and ligne.entree > au:
        yield "entree", "L'entrée dans les lieux est postérieure à la date de la liste."
    if ligne.naissance and age(ligne.naissance, au) < AGE_TITULAIRE:
        yield "naissance", f"Le titulaire aurait moins de {AGE_TITULAIRE} ans."
    if ligne.naissance and age(ligne.naissance, au) > AGE_MAX:
        yield "naissance", f"Le titulaire aurait plus de {AGE_MAX} ans."


def _foyer(ligne: LigneLocative, _au: date | None) -> Iterator[Doute]:
    if ligne.cotitulaire and ligne.occupants == 1:
        yield "occupants", "Un cotitulaire est nommé mais le logement n'a qu'un occupant."
    if ligne.occupants == 0:
        yield "occupants", "Le logement a un locataire mais aucun occupant."
    if ligne.enfants and ligne.occupants is not None:
        if ligne.enfants > ligne.occupants:
            yield "enfants", "Il y a plus d'enfants que d'occupants."
        elif ligne.enfants == ligne.occupants:
            yield "enfants", "Tous les occupants seraient des enfants."


def _argent(ligne: LigneLocative, _au: date | None) -> Iterator[Doute]:
    if ligne.loyer == 0:
        yield "loyer", "Le loyer est nul."
    if ligne.apl and ligne.loyer is not None:
        if ligne.charges is not None and ligne.apl > ligne.loyer + ligne.charges:
            yield "apl", "L'APL dépasse le loyer et les charges réunis."
        elif ligne.apl > ligne.loyer:
            yield "apl", "L'APL dépasse le loyer."
    if ligne.revenu is not None and ligne.revenu > REVENU_MAX:
        yield "revenu", "Ce revenu est très élevé pour un mois : peut-être un montant annuel."


def _surface(ligne: LigneLocative) -> Iterator[Doute]:
    if ligne.surface is None or ligne.type is None:
        return
    bas, haut = SURFACES.get(int(ligne.type[1]), (SURFACES[6][0], SURFACE_GRANDE))
    if not bas <= ligne.surface <= haut:
        yield "surface", f"La surface est invraisemblable pour un {ligne.type}."


_DU_MENAGE: tuple[Callable[[LigneLocative, date | None], Iterable[Doute]], ...] = (_dates, _foyer, _argent)


def _loyer_au_m2(ligne: LigneLocative) -> Fraction | None:
    return Fraction(ligne.loyer, ligne.surface) if ligne.loyer and ligne.surface else None


def _loyer_ecarte(ligne: LigneLocative, mediane: Fraction | None) -> Iterator[Doute]:
    au_m2 = _loyer_au_m2(ligne)
    if mediane is None or au_m2 is None:
        return
    if au_m2 > ECART_LOYER * mediane:
        yield "loyer", f"Le loyer au m² dépasse {ECART_LOYER} fois celui du reste de la liste."
    elif au_m2 * ECART_LOYER < mediane:
        yield "loyer", f"Le loyer au m² est inférieur au tiers (1/{ECART_LOYER}) de celui du reste de la liste."


def _baux_partages(lues: Iterable[LigneLue]) -> dict[str, int]:
    nombres: dict[str, int] = {}
    for lue in lues:
        if lue.ligne.bail:
            nombres[lue.ligne.bail] = nombres.get(lue.ligne.bail, 0) + 1
    return {bail: n for bail, n in nombres.items() if n > 1}


def douteux(lues: tuple[LigneLue, ...], date_liste: date | None) -> list[Defaut]:
    """Les défauts « douteux » de la liste ; sans `date_liste`, ni les âges ni les entrées à venir ne sont regardés."""
    au_m2 = [v for lue in lues if (v := _loyer_au_m2(lue.ligne)) is not None]
    mediane = median(au_m2) if len(au_m2) >= LOYERS_MINIMUM else None
    partages = _baux_partages(lues)
    defauts: list[Defaut] = []
    for lue in lues:
        ligne = lue.ligne
        doutes = [*_surface(ligne), *_loyer_ecarte(ligne, mediane)]
        if not ligne.vacant:
            doutes += [doute for controle in _DU_MENAGE for doute in controle(ligne, date_liste)]
            if ligne.bail in partages:
                doutes.append(("bail", f"Ce bail figure sur {partages[ligne.bail]} logements."))
        for champ, raison in doutes:
            colonne, origine = lue.colonnes.get(champ, ""), lue.textes.get(champ, "")
            defauts.append(Defaut(ligne.feuille, ligne.ligne, colonne, origine, raison, champ, "douteux"))
    return defauts
