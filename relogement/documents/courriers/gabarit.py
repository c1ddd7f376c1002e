"""Le texte d'un courrier : des lignes où `{champ}` tient la place d'une valeur ; un champ inconnu est refusé.

Une ligne qui commence par « ## » est un intertitre, par « - » une puce, par « [ ] » des cases à cocher ; une ligne
faite du seul nom d'un bloc (`{budget}`) en tient la place. `{{` et `}}` s'impriment comme des accolades.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from string import Formatter

from relogement.commun import ErreurMetier
from relogement.documents.courriers.champs import A_LA_MAIN, BLOCS, CHAMPS, EN_TETE, MONTRES

BLANC = "\u2026" * 8
"""Ce qui s'imprime à la place d'une valeur inconnue : de quoi l'écrire à la main."""
_TITRE, _PUCE, _CASE = "## ", "- ", "[ ]"
_SEUL = re.compile(r"\{(\w+)\}")


class Genre(Enum):
    """Ce qu'est un morceau du corps d'un courrier."""

    TEXTE = "texte"
    TITRE = "titre"
    PUCE = "puce"
    CASES = "cases"
    BLOC = "bloc"


@dataclass(frozen=True, slots=True)
class Morceau:
    """Un paragraphe, ou le nom d'un bloc ; `cases` : un libellé par case à cocher."""

    genre: Genre
    texte: str
    cases: tuple[str, ...] = ()


def verifier(texte: str, quoi: str) -> None:
    """ErreurMetier, qui porte sur le champ `quoi`, si une accolade reste ouverte ou si un champ n'existe pas."""
    for ligne in texte.splitlines():
        seul = _SEUL.fullmatch(ligne.strip())
        for champ in cites(ligne, quoi):
            if champ not in CHAMPS and champ not in BLOCS:
                raise ErreurMetier(f"Le champ {{{champ}}} n'existe pas : choisissez-le dans la liste.", quoi)
            if champ in BLOCS and not seul:
                raise ErreurMetier(f"Le bloc {{{champ}}} prend toute une ligne : laissez-le seul sur la sienne.", quoi)


def cites(texte: str, quoi: str = "corps") -> Iterator[str]:
    """Les champs que le texte cite, dans l'ordre ; ErreurMetier si une accolade reste ouverte."""
    return (champ for _, champ in _morceaux(texte, quoi) if champ is not None)


def remplir(texte: str, valeurs: Mapping[str, str | None]) -> str:
    """Le texte, chaque champ à sa valeur ; un blanc à remplir à la main là où elle est inconnue.

    Une valeur qui finit par un point (« Nadia R. ») ne double pas celui de la phrase.
    """
    rempli = ""
    for litteral, champ in _morceaux(texte, "corps"):
        double = rempli.endswith(".") and litteral.startswith(".") and not litteral.startswith("..")
        rempli += litteral[1:] if double else litteral
        rempli += "" if champ is None else _ou_blanc(valeurs[champ])
    return rempli


def _ou_blanc(valeur: str | None) -> str:
    return valeur if valeur and valeur.strip() else BLANC


def _morceaux(texte: str, quoi: str) -> Iterator[tuple[str, str | None]]:
    """Le texte qui précède chaque champ, et le champ tel qu'il est écrit entre les accolades (None : plus de champ)."""
    try:
        for litteral, champ, precision, conversion in Formatter().parse(texte):
            suite = f"{f'!{conversion}' if conversion else ''}{f':{precision}' if precision else ''}"
            yield litteral, None if champ is None else f"{champ}{suite}"
    except ValueError as e:
        raise ErreurMetier(
            "Une accolade reste seule : un champ s'écrit {champ}, une accolade à imprimer se double.", quoi
        ) from e


def decouper(corps: str, valeurs: Mapping[str, str | None]) -> list[Morceau]:
    """Le corps en morceaux, champs remplis : une ligne vide sépare deux paragraphes."""
    morceaux: list[Morceau] = []
    paragraphe: list[str] = []

    def finir() -> None:
        if paragraphe:
            morceaux.append(Morceau(Genre.TEXTE, "\n".join(paragraphe)))
            paragraphe.clear()

    for ligne in map(str.strip, corps.splitlines()):
        special = _special(ligne, lambda t: remplir(t, valeurs))
        if special is None and ligne:
            paragraphe.append(remplir(ligne, valeurs))
            continue
        finir()
        if special is not None:
            morceaux.append(special)
    finir()
    return morceaux


def _special(ligne: str, composer: Callable[[str], str]) -> Morceau | None:
    """Le morceau d'une ligne qui se suffit, None pour du texte ; une valeur n'y est jamais lue comme un signe."""
    seul = _SEUL.fullmatch(ligne)
    if seul is not None and seul[1] in BLOCS:
        return Morceau(Genre.BLOC, seul[1])
    if ligne.startswith(_TITRE):
        return Morceau(Genre.TITRE, composer(ligne.removeprefix(_TITRE)))
    if ligne.startswith(_PUCE):
        return Morceau(Genre.PUCE, composer(ligne.removeprefix(_PUCE)))
    if ligne.startswith(_CASE):
        return Morceau(Genre.CASES, "", tuple(composer(c.strip()) for c in ligne.split(_CASE)[1:]))
    return None


def blancs(objet: str, corps: str, valeurs: Mapping[str, str | None], *, lettre: bool) -> tuple[str, ...]:
    """Les champs montrés dont la valeur est inconnue, une fois chacun, dans l'ordre du courrier."""
    voulus = dict.fromkeys(EN_TETE if lettre else ())
    for champ in (c for texte in (objet, corps) for c in cites(texte)):
        voulus |= dict.fromkeys(MONTRES.get(champ, ()) if champ in BLOCS else (champ,))
    return tuple(c for c in voulus if c != A_LA_MAIN and not (valeurs[c] or "").strip())
