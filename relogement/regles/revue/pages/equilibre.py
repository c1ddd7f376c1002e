"""La page « Équilibre » : qui promet, qui accueille, où, et les souhaits honorés (articles 12 et 13)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from relogement.regles.convention.solidarite import LigneSolidarite, Solidarite, solidarite
from relogement.regles.revue.chiffre import Chiffre, Indicateur, Mesure, Unite
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.lignes import comptage, entre, ligne
from relogement.regles.revue.revue import Page, Population, Revue, Section, Tableau
from relogement.vocabulaire import GenreActeur, Rester

TITRE = "Équilibre"
_ACCUEILLIS = "ménages relogés dans un logement d'accueil, décohabitants exclus"


def page(revue: Revue) -> Page:
    """Un tableau par genre d'acteur, puis les souhaits de rester ou de partir."""
    arrivees = tuple(d.arrivee for d in revue.menages if d.arrivee)
    lue = solidarite(revue.convention.accords, arrivees, revue.au)
    tableaux = (_acteurs(g, lue) for g in GenreActeur)
    return Page(TITRE, (*tableaux, *_souhaits(revue)))


def _acteurs(genre: GenreActeur, lue: Solidarite) -> Tableau:
    lignes = [x for x in lue.lignes if x.genre is genre]
    nom = genre.libelle[:1].upper() + genre.libelle[1:]
    colonnes: tuple[tuple[str, Unite | None, str], ...] = (
        (nom, None, "L'acteur qui promet ou accueille."),
        ("Promis", Unite.NOMBRE, "Relogements promis par les accords commencés à la date ; vide : rien n'est promis."),
        ("Faits", Unite.NOMBRE, "Ménages relogés chez lui, décohabitants exclus."),
        ("Reste à faire", Unite.NOMBRE, "Promis − faits ; négatif au-delà de la promesse."),
        ("Part des accueils", Unite.TAUX, "Faits / ménages relogés dans un logement d'accueil."),
        ("Souhaits honorés", Unite.NOMBRE, "Souhaits de rester ou de partir honorés, sur ceux dont on sait l'issue."),
        ("Souhaits connus", Unite.NOMBRE, "Souhaits de rester ou de partir dont on sait l'issue."),
    )
    rangees = tuple(_rangee(x, lue.relogements) for x in lignes)
    sans = dict(lue.sans_acteur)[genre]
    sur = tuple(code for x in lignes for code in x.menages)
    chiffres = tuple(_accueillis(x, sur, sans) for x in lignes)
    return Tableau(f"Solidarité par {genre.libelle}", colonnes, rangees, True, chiffres)


def _accueillis(x: LigneSolidarite, sur: tuple[str, ...], sans: tuple[str, ...]) -> Chiffre:
    """Les ménages relogés chez cet acteur, sur ceux dont on sait chez qui."""
    i = Indicateur(
        f"equilibre_{x.genre.value}:{x.acteur}", f"Relogés : {x.acteur}", "Ménages relogés chez lui.", _ACCUEILLIS,
        "logement proposé, bail et relogement du dossier",
    )
    return Chiffre(i, len(x.menages), len(sur), len(sans), x.menages, sur, sans)


def _rangee(x: LigneSolidarite, relogements: int) -> tuple[Mesure | str | None, ...]:
    return (
        x.acteur,
        "" if x.promis is None else x.promis,
        x.faits,
        "" if x.ecart is None else x.ecart,
        Decimal(x.faits) / relogements if relogements else "",
        x.souhaits.nombre,
        x.souhaits.connus,
    )


def _souhaits(revue: Revue) -> tuple[Section, ...]:
    def i(cle: str, libelle: str, definition: str) -> Indicateur:
        return Indicateur(cle, libelle, definition, _ACCUEILLIS, "souhaits, propositions et relogement du dossier")

    def dit(souhait: Rester) -> Indicateur:
        return i(f"souhait:{souhait.value}", f"Souhait : {souhait.libelle}", f"Dernier souhait : {souhait.libelle}.")

    def veut(souhait: Rester) -> Callable[[Dossier], bool | None]:
        return lambda d: d.arrivee.souhait is souhait if d.arrivee and d.arrivee.souhait else None

    honore = i(
        "souhait_honore", "Souhait de rester ou de partir honoré",
        "Le logement est dans le quartier quitté, ou non, comme le ménage le souhaitait ; sans les indifférents.",
    )
    repondu = i("souhait_repondu", "Souhait qui a reçu une réponse", "Une réponse est donnée au dernier souhait.")
    dits = [(dit(s), entre(_accueilli, comptage(veut(s)))) for s in Rester]
    suites = (
        (honore, entre(_tranche, comptage(lambda d: d.arrivee.souhait_honore if d.arrivee else None))),
        (repondu, entre(_a_un_souhait, comptage(lambda d: d.arrivee is not None and d.arrivee.repondu))),
    )
    return (
        Section(
            "Souhaits de rester ou de partir (article 13)",
            tuple(ligne(revue, indicateur, calcul, Population.RELOGES) for indicateur, calcul in dits),
            partition=True,
        ),
        Section(
            "Suite donnée aux souhaits",
            tuple(ligne(revue, indicateur, calcul, Population.RELOGES) for indicateur, calcul in suites),
        ),
    )


def _accueilli(d: Dossier) -> bool:
    return d.arrivee is not None


def _tranche(d: Dossier) -> bool:
    return d.arrivee is not None and d.arrivee.souhait is not Rester.INDIFFERENT


def _a_un_souhait(d: Dossier) -> bool:
    return d.arrivee is not None and d.arrivee.souhait is not None
