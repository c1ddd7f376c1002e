"""La valeur d'un paramètre de charte : sa forme, et comment un fichier ou la base l'écrit."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from relogement.regles.charte.cles import CLES

Valeur = int | Decimal | tuple[int, ...] | tuple[tuple[str, str], ...] | None
"""Un entier, un taux, une suite d'entiers, une suite de (code, libellé) ; None : la charte ne le fixe pas."""
NON_FIXE = "non fixé"
"""Ce qu'un fichier de charte écrit à la place d'une valeur que la charte laisse libre."""


def lire_valeur(cle: str, brut: object) -> Valeur:
    """La valeur d'un paramètre telle que `ecrire_valeur` la garde ; ValueError si elle n'a pas la forme voulue."""
    try:
        valeur = Decimal(brut) if isinstance(brut, str) and brut != NON_FIXE else valeur_de(brut)
    except InvalidOperation as e:
        raise ValueError(f"« {brut} » n'est pas un nombre") from e
    if not CLES[cle](valeur):
        raise ValueError(f"la valeur de « {cle} » n'est pas de la forme attendue")
    return valeur


def ecrire_valeur(valeur: Valeur) -> object:
    """Ce que la base garde d'une valeur, en JSON ; un taux y est un texte, un montant un entier."""
    if valeur is None:
        return NON_FIXE
    if isinstance(valeur, tuple):
        return [v if isinstance(v, int) else {"code": v[0], "libelle": v[1]} for v in valeur]
    return str(valeur) if isinstance(valeur, Decimal) else valeur


def valeur_de(brut: object) -> Valeur:
    """La valeur écrite dans un fichier TOML ; ValueError si ce n'est ni un nombre ni une liste."""
    if isinstance(brut, list):
        if all(isinstance(v, dict) for v in brut):
            return tuple((str(v["code"]), str(v["libelle"])) for v in brut)
        return tuple(int(v) for v in brut)
    if brut == NON_FIXE:
        return None
    if isinstance(brut, bool) or not isinstance(brut, int | Decimal):
        raise ValueError(f"« {brut} » n'est ni un nombre ni une liste")
    return brut
