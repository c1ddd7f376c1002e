"""Articles 12 et 13 : par bailleur, réservataire et commune, les relogements promis et faits, les souhaits honorés."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from relogement.commun import sans_accents
from relogement.regles.convention.arrivees import Arrivee, souhaits_honores
from relogement.regles.convention.part import Part
from relogement.vocabulaire import GenreActeur


@dataclass(frozen=True, slots=True)
class Accord:
    """Un nombre de relogements promis par un acteur, du `du` au `au` compris (None : sans terme)."""

    id: str
    genre: GenreActeur
    acteur: str
    promis: int
    du: date
    au: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class LigneSolidarite:
    """Un acteur : `promis` None s'il n'a rien promis ; `souhaits` : honorés, sur ceux dont on connaît l'issue."""

    genre: GenreActeur
    acteur: str
    promis: int | None
    faits: int
    souhaits: Part
    menages: tuple[str, ...] = ()
    """Ses relogements faits, par leur `menage`."""

    @property
    def ecart(self) -> int | None:
        """Ce qui reste à faire de la promesse ; négatif au-delà, None sans promesse."""
        return None if self.promis is None else self.promis - self.faits


@dataclass(frozen=True, slots=True)
class Solidarite:
    """La solidarité d'une opération : ses lignes, et par genre les références des relogements dont l'acteur manque."""

    lignes: tuple[LigneSolidarite, ...]
    sans_acteur: tuple[tuple[GenreActeur, tuple[str, ...]], ...]
    relogements: int
    souhaits: Part


def solidarite(accords: Iterable[Accord], arrivees: tuple[Arrivee, ...], au: date) -> Solidarite:
    """Le tableau au jour `au` ; comptent les promesses commencées ce jour-là, même échues, et tous les relogements."""
    courants = [a for a in accords if a.du <= au]
    lignes: list[LigneSolidarite] = []
    sans: list[tuple[GenreActeur, tuple[str, ...]]] = []
    for genre in GenreActeur:
        acteurs = {a.menage: _acteur(a, genre) for a in arrivees}
        lignes += _lignes(genre, [a for a in courants if a.genre is genre], arrivees, acteurs)
        sans.append((genre, tuple(sorted(nom for nom, acteur in acteurs.items() if acteur is None))))
    return Solidarite(tuple(lignes), tuple(sans), len(arrivees), souhaits_honores(arrivees))


def _lignes(
    genre: GenreActeur, accords: list[Accord], arrivees: tuple[Arrivee, ...], acteurs: dict[str, str | None]
) -> list[LigneSolidarite]:
    noms: dict[str, str] = {}
    for nom in (*(a.acteur for a in accords), *(n for n in acteurs.values() if n)):
        noms.setdefault(_cle(nom), nom)
    return [
        _ligne(
            genre,
            noms[cle],
            [a for a in accords if _cle(a.acteur) == cle],
            tuple(a for a in arrivees if _cle(acteurs[a.menage] or "") == cle),
        )
        for cle in sorted(noms)
    ]


def _ligne(genre: GenreActeur, nom: str, accords: list[Accord], siennes: tuple[Arrivee, ...]) -> LigneSolidarite:
    promis = sum(a.promis for a in accords) if accords else None
    menages = tuple(a.menage for a in siennes)
    return LigneSolidarite(genre, nom, promis, len(siennes), souhaits_honores(siennes), menages)


def _acteur(a: Arrivee, genre: GenreActeur) -> str | None:
    match genre:
        case GenreActeur.BAILLEUR:
            return a.bailleur
        case GenreActeur.RESERVATAIRE:
            return a.reservataire.libelle if a.reservataire else None
    return a.commune


def _cle(nom: str) -> str:
    """Le même acteur, quels que soient les accents, la casse et les blancs."""
    return " ".join(sans_accents(nom).split())
