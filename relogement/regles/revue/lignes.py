"""Faire une ligne, une répartition, un croisement : partout la même règle pour les inconnus et les décohabitants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from relogement.commun import sans_accents
from relogement.regles.revue.chiffre import Chiffre, Indicateur, Mesure, Unite, compter, mediane, moyenne, sommer
from relogement.regles.revue.dossier import Dossier, Situation
from relogement.regles.revue.parametres import Bandes, bande_de
from relogement.regles.revue.revue import Croisement, Ligne, Population, Revue, Section
from relogement.vocabulaire import Liste

Calcul = Callable[[Indicateur, Sequence[Dossier]], Chiffre]
Modalites = Sequence[tuple[str, str]]
"""Des couples (code stable, libellé)."""
Lire = Callable[[Dossier], str | None]
"""Le code de la modalité d'un ménage ; None : inconnue."""
CONNUS = "dont la donnée est connue"
A_NOUS = "dénominateur à nous"


def comptage(test: Callable[[Dossier], bool | None]) -> Calcul:
    """Le nombre de ménages pour qui c'est vrai."""
    return lambda i, d: compter(i, d, test)


def somme(nombre: Callable[[Dossier], int | None]) -> Calcul:
    """La somme d'un nombre par ménage."""
    return lambda i, d: sommer(i, d, nombre)


def en_mediane(mesure: Callable[[Dossier], Mesure | None]) -> Calcul:
    """La médiane d'une mesure."""
    return lambda i, d: mediane(i, d, mesure)


def en_moyenne(mesure: Callable[[Dossier], Mesure | None]) -> Calcul:
    """La moyenne d'une mesure."""
    return lambda i, d: moyenne(i, d, mesure)


def entre(garde: Callable[[Dossier], object], calcul: Calcul) -> Calcul:
    """Le même calcul, sur les seuls ménages que cela regarde : les autres ne sont pas inconnus, ils n'y sont pas."""
    return lambda i, dossiers: calcul(i, [d for d in dossiers if garde(d)])


@dataclass(frozen=True, slots=True)
class Lots:
    """Les ménages de chaque colonne d'une ligne : à la date, pendant la période, à part, avant (None : sans objet).

    La période d'un relogé est celle de son relogement.
    """

    au: Sequence[Dossier]
    trimestre: Sequence[Dossier] | None
    a_part: Sequence[Dossier]
    avant: Sequence[Dossier] | None


def lots(revue: Revue, population: Population) -> Lots:
    """Les ménages de cette population."""
    avant = revue.precedente.parmi(population) if revue.precedente else None
    if population is Population.A_RELOGER:
        return Lots(revue.menages, None, revue.decohabitants, avant)
    reloges = revue.parmi(population)
    return Lots(
        reloges,
        [d for d in reloges if d.emmenage_le is not None and d.emmenage_le in revue.arret],
        [d for d in revue.decohabitants if d.situation is Situation.RELOGE],
        avant,
    )


def ligne(
    revue: Revue,
    indicateur: Indicateur,
    calcul: Calcul,
    population: Population = Population.A_RELOGER,
    flux: Calcul | None = None,
) -> Ligne:
    """La ligne d'un indicateur ; `flux` : ce qu'il vaut pendant la période (None : un état, qui n'en a pas).

    Pour les relogés, c'est ce qu'il vaut parmi ceux de la période.
    """
    x = lots(revue, population)
    pendant = flux(indicateur, revue.menages) if flux else None
    return Ligne(
        indicateur,
        calcul(indicateur, x.au),
        pendant if x.trimestre is None else calcul(indicateur, x.trimestre),
        calcul(indicateur, x.a_part),
        None if x.avant is None else calcul(indicateur, x.avant),
    )


def repartition(
    revue: Revue,
    modele: Indicateur,
    modalites: Modalites,
    lire: Lire,
    population: Population = Population.A_RELOGER,
) -> Section:
    """Une ligne par modalité : les ménages qui la prennent, sur ceux dont on connaît la leur.

    `modele` : l'indicateur de la répartition ; sa clé préfixe celle de chaque modalité, son libellé titre la section.
    """
    x = lots(revue, population)
    indicateurs = [_modalite(modele, code, libelle) for code, libelle in modalites]
    codes = [code for code, _ in modalites]
    colonnes = [
        [None] * len(codes) if lot is None else repartir(indicateurs, codes, lot, lire)
        for lot in (x.au, x.trimestre, x.a_part, x.avant)
    ]
    lignes = (Ligne(i, *siens) for i, *siens in zip(indicateurs, *colonnes, strict=True))
    return Section(modele.libelle, tuple(lignes), partition=True)


def repartir(
    indicateurs: Sequence[Indicateur], codes: Sequence[str], dossiers: Sequence[Dossier], lire: Lire
) -> list[Chiffre]:
    """Un chiffre par modalité ; chaque ménage n'est lu qu'une fois, et tous partagent le même dénominateur."""
    groupes: dict[str, list[str]] = {code: [] for code in codes}
    connus, ignores = [], []
    for d in dossiers:
        prise = lire(d)
        if prise is None:
            ignores.append(d.code)
            continue
        connus.append(d.code)
        if prise in groupes:
            groupes[prise].append(d.code)
    sur, sans = tuple(connus), tuple(ignores)
    return [
        Chiffre(i, len(groupes[c]), len(sur), len(sans), tuple(groupes[c]), sur, sans)
        for i, c in zip(indicateurs, codes, strict=True)
    ]


def _modalite(modele: Indicateur, code: str, libelle: str) -> Indicateur:
    nom = libelle[:1].upper() + libelle[1:]
    return replace(modele, cle=f"{modele.cle}:{code}", libelle=nom, definition=f"{modele.definition} : {libelle}.")


def de_liste(liste: type[Liste]) -> Modalites:
    """Les modalités d'une liste fermée."""
    return [(m.value, m.libelle) for m in liste]


def de_bandes(bandes: Bandes) -> Modalites:
    """Les modalités d'une suite de tranches."""
    return [(b.code, b.libelle) for b in bandes]


def dans_bandes(bandes: Bandes, mesure: Callable[[Dossier], Mesure | None]) -> Lire:
    """Le code de la tranche d'une mesure."""
    def lire(d: Dossier) -> str | None:
        bande = bande_de(bandes, mesure(d))
        return bande.code if bande else None

    return lire


def membre(mesure: Callable[[Dossier], Liste | None]) -> Lire:
    """Le code d'un membre de liste."""
    def lire(d: Dossier) -> str | None:
        prise = mesure(d)
        return None if prise is None else str(prise.value)

    return lire


def cle_texte(texte: str) -> str:
    """Le même nom, quels que soient les accents, la casse et les blancs."""
    return " ".join(sans_accents(texte).split())


def texte_libre(mesure: Callable[[Dossier], str | None]) -> Lire:
    """Le code d'un nom tapé."""
    def lire(d: Dossier) -> str | None:
        nom = mesure(d)
        return cle_texte(nom) if nom and nom.strip() else None

    return lire


def vus(dossiers: Iterable[Dossier], mesure: Callable[[Dossier], str | None]) -> Modalites:
    """Les noms tapés que portent ces ménages, chacun une fois, dans l'ordre alphabétique."""
    noms: dict[str, str] = {}
    for d in dossiers:
        nom = mesure(d)
        if nom and nom.strip():
            noms.setdefault(cle_texte(nom), " ".join(nom.split()))
    return sorted(noms.items())


def croiser(
    revue: Revue,
    modele: Indicateur,
    lignes: tuple[str, Modalites, Lire],
    colonnes: tuple[Modalites, Lire],
    population: Population,
) -> Croisement:
    """Les ménages de la population dont les deux données sont connues, répartis entre lignes et colonnes."""
    premiere, en_lignes, lire_ligne = lignes
    en_colonnes, lire_colonne = colonnes
    places = {id(d): (lire_ligne(d), lire_colonne(d)) for d in revue.parmi(population)}

    def case(x: tuple[str, str], y: tuple[str, str]) -> Chiffre:
        i = replace(
            modele, cle=f"{modele.cle}:{x[0]}:{y[0]}", libelle=f"{x[1]}, {y[1]}",
            definition=f"{modele.definition} : {x[1]}, {y[1]}.",
        )
        return compter(i, revue.parmi(population), lambda d: _est(places[id(d)], x[0], y[0]))

    return Croisement(
        modele.libelle,
        premiere,
        tuple(libelle for _, libelle in en_colonnes),
        tuple((x[1], tuple(case(x, y) for y in en_colonnes)) for x in en_lignes),
        fin=True,
    )


def _est(place: tuple[str | None, str | None], x: str, y: str) -> bool | None:
    return None if None in place else place == (x, y)


def actes(indicateur: Indicateur) -> Indicateur:
    """Le même, en nombre d'actes : un ménage peut en avoir plusieurs."""
    return replace(indicateur, unite=Unite.ACTES, denominateur="aucun : un nombre d'actes")
