"""Les champs des fichiers de cas : chaque valeur est lue, ou refusée par une phrase qui nomme le cas et la clé."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from relogement.commun import ErreurMetier, sans_accents
from relogement.regles.calendrier import Trimestre
from relogement.vocabulaire import Liste

L = TypeVar("L", bound=Liste)
Lecteur = Callable[[object], Any]
"""Rend la valeur lue ; ValueError, avec la phrase qui dit ce qui était attendu, sinon."""


class Schema:
    """Les clés permises d'une table TOML ; celles d'`obligatoires` doivent y être."""

    def __init__(self, champs: Mapping[str, Lecteur], obligatoires: tuple[str, ...] = ()) -> None:
        self.champs = champs
        self.obligatoires = obligatoires

    def lire(self, brut: object, ou: str) -> dict[str, Any]:
        """Les valeurs lues des clés présentes ; ErreurMetier qui nomme `ou` et la clé pour toute faute."""
        if not isinstance(brut, dict):
            raise ErreurMetier(f"{ou} : une table de clés est attendue, pas « {brut} ».")
        for cle in self.obligatoires:
            if cle not in brut:
                raise ErreurMetier(f"{ou} : la clé « {cle} » manque. Ajoutez-la.", cle)
        return {cle: self._valeur(cle, valeur, ou) for cle, valeur in brut.items()}

    def _valeur(self, cle: str, valeur: object, ou: str) -> object:
        lecteur = self.champs.get(cle)
        if lecteur is None:
            connues = ", ".join(self.champs)
            raise ErreurMetier(f"{ou} : la clé « {cle} » n'existe pas. Clés possibles : {connues}.", cle)
        try:
            return lecteur(valeur)
        except ValueError as e:
            raise ErreurMetier(f"{ou}, clé « {cle} » : {e}.", cle) from e


def jour(valeur: object) -> date:
    """Une date TOML, sans guillemets : 2026-01-15."""
    if not isinstance(valeur, date) or isinstance(valeur, datetime):
        raise ValueError(f"« {valeur} » n'est pas une date ; écrivez 2026-01-15, sans guillemets ni heure")
    return valeur


def trimestre(valeur: object) -> str:
    """Un trimestre entre guillemets : « 2026-T3 »."""
    try:
        return str(Trimestre.lire(texte(valeur)))
    except ErreurMetier as e:
        raise ValueError(f"« {valeur} » n'est pas un trimestre ; écrivez par exemple \"2026-T3\"") from e


def texte(valeur: object) -> str:
    """Un texte entre guillemets, non vide."""
    if not isinstance(valeur, str) or not valeur.strip():
        raise ValueError(f"« {valeur} » n'est pas un texte entre guillemets")
    return valeur.strip()


def oui_non(valeur: object) -> bool:
    """« oui » ou « non » (ou true, false) ; pour un fait inconnu, on n'écrit pas la clé."""
    mots = {True: True, False: False, "oui": True, "non": False}
    if not isinstance(valeur, bool | str) or valeur not in mots:
        raise ValueError(f'« {valeur} » n\'est ni "oui" ni "non" ; si c\'est inconnu, retirez la clé')
    return mots[valeur]


def entier(valeur: object) -> int:
    """Un entier positif ou nul."""
    if not isinstance(valeur, int) or isinstance(valeur, bool) or valeur < 0:
        raise ValueError(f"« {valeur} » n'est pas un entier positif")
    return valeur


def euros(valeur: object) -> int:
    """Un montant en euros, deux décimales au plus, rendu en centimes."""
    if isinstance(valeur, bool) or not isinstance(valeur, int | Decimal):
        raise ValueError(f"« {valeur} » n'est pas un montant en euros ; écrivez 412.50")
    centimes = Decimal(valeur) * 100
    if not centimes.is_finite() or centimes != centimes.to_integral_value():
        raise ValueError(f"« {valeur} » a plus de deux décimales")
    return int(centimes)


def metres_carres(valeur: object) -> int:
    """Une surface en m², deux décimales au plus, rendue en dm²."""
    if isinstance(valeur, bool) or not isinstance(valeur, int | Decimal) or valeur <= 0:
        raise ValueError(f"« {valeur} » n'est pas une surface en m² ; écrivez 63.5")
    dm2 = Decimal(valeur) * 100
    if not dm2.is_finite() or dm2 != dm2.to_integral_value():
        raise ValueError(f"« {valeur} » a plus de deux décimales")
    return int(dm2)


def choix(liste: type[L]) -> Callable[[object], L]:
    """Un mot d'une liste fermée, code ou libellé, sans égard aux accents."""
    mots = {_plat(str(m.value)): m for m in liste} | {_plat(m.libelle): m for m in liste}

    def lire(valeur: object) -> L:
        trouve = mots.get(_plat(valeur)) if isinstance(valeur, str) else None
        if trouve is None:
            raise ValueError(f"« {valeur} » n'est pas prévu ; choisissez {', '.join(str(m.value) for m in liste)}")
        return trouve

    return lire


def plusieurs(lecteur: Lecteur) -> Lecteur:
    """Une liste entre crochets de valeurs de ce genre ; la liste vide est permise."""

    def lire(valeur: object) -> tuple[Any, ...]:
        if not isinstance(valeur, list):
            raise ValueError(f"« {valeur} » n'est pas une liste entre crochets")
        return tuple(lecteur(v) for v in valeur)

    return lire


def sous_table(schema: Schema) -> Lecteur:
    """Une table entre accolades, lue par ce schéma."""

    def lire(valeur: object) -> dict[str, Any]:
        try:
            return schema.lire(valeur, "dans cette table")
        except ErreurMetier as e:
            raise ValueError(e.phrase.rstrip(".")) from e

    return lire


def parmi(*mots: str) -> Lecteur:
    """Un mot parmi ceux-ci."""

    def lire(valeur: object) -> str:
        if valeur not in mots:
            raise ValueError(f"« {valeur} » n'est pas prévu ; choisissez {', '.join(mots)}")
        return str(valeur)

    return lire


def _plat(mot: str) -> str:
    return sans_accents(mot).replace(" ", "_")
