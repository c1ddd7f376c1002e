"""Ce qu'est un champ de formulaire : sa déclaration, et le passage du texte tapé à la valeur, dans les deux sens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from relogement import formats
from relogement.commun import ErreurMetier
from relogement.regles.vocabulaire import Liste
from ui.socle import lectures

Valeur = Any
SEPARATEUR = ","
OUI_NON = {"oui": True, "non": False}


class Genre(Enum):
    """Le genre d'un champ : ce qui s'affiche pour le saisir et le type de sa valeur (None : inconnu)."""

    TEXTE = "texte"
    TEXTE_LONG = "texte_long"
    DATE = "date"
    MONTANT = "montant"
    ENTIER = "entier"
    SURFACE = "surface"
    CHOIX = "choix"
    CHOIX_MULTIPLE = "choix_multiple"
    LISTE = "liste"
    OUI_NON_INCONNU = "oui_non_inconnu"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class Champ:
    """La déclaration d'un champ.

    Types rendus : texte `str`, date `date`, montant en centimes, surface en dm², entier `int`, choix le membre de la
    Liste (ou le code si `choix` est une suite de (code, libellé)), choix multiple et liste à cocher un tuple, oui/non
    `bool` ; None : vide.
    `aide` : une phrase sous le champ. `manque` : la phrase montrée quand un champ obligatoire est vide.
    `passee` : une date qui ne peut être à venir. `demi` : partage sa ligne avec le champ `demi` suivant. `groupes` :
    d'une liste à cocher, les (nom, codes) qui se cochent d'un coup. `touches` : les réponses d'un choix ou d'un oui/non
    sont toutes visibles, une touche chacune, et répondre mène au champ suivant.
    """

    nom: str
    libelle: str
    genre: Genre = Genre.TEXTE
    aide: str = ""
    obligatoire: bool = False
    choix: type[Liste] | Sequence[tuple[str, str]] = ()
    minimum: int | None = None
    maximum: int | None = None
    passee: bool = False
    negatif: bool = False
    demi: bool = False
    manque: str = ""
    groupes: Sequence[tuple[str, Sequence[str]]] = ()
    touches: bool = False

    @property
    def codes(self) -> tuple[tuple[str, str], ...]:
        """Les choix, en (code, libellé)."""
        if isinstance(self.choix, type):
            return tuple((str(membre.value), membre.libelle) for membre in self.choix)
        return tuple(self.choix)


def lire(champ: Champ, texte: str, aujourd_hui: date) -> Valeur:
    """La valeur du texte tapé ; lève ErreurMetier, avec le nom du champ, quand il ne se lit pas ou manque."""
    try:
        valeur = _LECTURES[champ.genre](champ, texte.strip(), aujourd_hui)
    except ErreurMetier as erreur:
        raise ErreurMetier(erreur.phrase, champ.nom) from None
    if champ.obligatoire and valeur in (None, ()):
        phrase = champ.manque or f"Renseignez « {champ.libelle} »."
        raise ErreurMetier(phrase, champ.nom)
    return valeur


_LECTURES: dict[Genre, Callable[[Champ, str, date], Valeur]] = {
    Genre.TEXTE: lambda _c, texte, _j: texte or None,
    Genre.TEXTE_LONG: lambda _c, texte, _j: texte or None,
    Genre.DATE: lambda champ, texte, jour: lectures.lire_date(texte, jour, passee=champ.passee),
    Genre.MONTANT: lambda champ, texte, _j: lectures.lire_montant(texte, negatif=champ.negatif),
    Genre.SURFACE: lambda _c, texte, _j: lectures.lire_surface(texte),
    Genre.ENTIER: lambda champ, texte, _j: lectures.lire_entier(texte, champ.minimum, champ.maximum),
    Genre.TELEPHONE: lambda _c, texte, _j: lectures.lire_telephone(texte),
    Genre.OUI_NON_INCONNU: lambda _c, texte, _j: OUI_NON.get(texte),
    Genre.CHOIX: lambda champ, texte, _j: _membre(champ, texte) if texte else None,
    Genre.CHOIX_MULTIPLE: lambda champ, texte, _j: _membres(champ, texte),
    Genre.LISTE: lambda champ, texte, _j: _membres(champ, texte),
}


def _membres(champ: Champ, texte: str) -> tuple[Valeur, ...]:
    return tuple(_membre(champ, code) for code in texte.split(SEPARATEUR) if code)


def _membre(champ: Champ, code: str) -> Valeur:
    if code not in dict(champ.codes):
        raise ErreurMetier("Ce choix n'existe plus : choisissez dans la liste.")
    if isinstance(champ.choix, type):
        return next(membre for membre in champ.choix if membre.value == code)
    return code


def ecrire(champ: Champ, valeur: Valeur) -> str:
    """Le texte de la valeur, tel qu'il se montre dans le champ (le code pour un choix) ; vide pour None."""
    return "" if valeur is None else _ECRITURES.get(champ.genre, str)(valeur)


def _code(valeur: Valeur) -> str:
    return str(valeur.value if isinstance(valeur, Enum) else valeur)


_ECRITURES: dict[Genre, Callable[[Valeur], str]] = {
    Genre.DATE: formats.date_courte,
    Genre.MONTANT: formats.euros,
    Genre.SURFACE: formats.surface,
    Genre.OUI_NON_INCONNU: formats.oui_non,
    Genre.CHOIX: _code,
    Genre.CHOIX_MULTIPLE: lambda valeur: SEPARATEUR.join(_code(membre) for membre in valeur),
    Genre.LISTE: lambda valeur: SEPARATEUR.join(_code(membre) for membre in valeur),
}
