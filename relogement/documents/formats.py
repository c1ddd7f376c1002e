"""Les tournures propres aux documents : déductions, écarts, périodes, étages. None se lit « inconnu », jamais 0."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from relogement.formats import INSECABLE, date_courte, euros, nombre, pourcent, surface

INCONNU = "inconnu"
NON_RENSEIGNE = "non renseigné"
_OCTETS = (("Mo", 1_000_000), ("ko", 1_000))


def deduction(centimes: int | None) -> str:
    """Ce qui se retranche : « − 43,06 € » ; zéro reste « 0,00 € »."""
    return euros(-centimes if centimes else centimes)


def ecart_euros(difference: tuple[int, Decimal | None] | None, *, entier: bool = False) -> str:
    """« + 12,00 € (+ 9,4 %) » à partir d'un écart en centimes et de sa proportion ; `entier` : arrondi à l'euro."""
    if difference is None:
        return INCONNU
    montant, part = difference
    if montant == 0:
        return euros(0, entier=entier)
    texte = _signe(montant, euros(montant, entier=entier))
    return texte if part is None else f"{texte} ({_signe(montant, pourcent(part))})"


def _signe(valeur: int, texte: str) -> str:
    return f"+{INSECABLE}{texte}" if valeur > 0 else texte


def type_surface(genre: str | None, dm2: int | None) -> str:
    """« T4, 72,25 m² » ; « T4, surface inconnue » ; « inconnu » si les deux manquent."""
    if not genre and dm2 is None:
        return INCONNU
    return f"{genre or 'type inconnu'}, {surface(dm2) if dm2 is not None else 'surface inconnue'}"


def jour(le: date | None, absent: str = NON_RENSEIGNE) -> str:
    """« 05/03/2026 » ; `absent` : ce qui se lit pour None."""
    return date_courte(le, absent)


def periode(du: date | None, au: date | None) -> str:
    """« du 01/01/2026 au 30/06/2026 », « depuis le 01/01/2026 »."""
    if du is None:
        return NON_RENSEIGNE if au is None else f"jusqu'au {jour(au)}"
    return f"depuis le {jour(du)}" if au is None else f"du {jour(du)} au {jour(au)}"


def texte_ou(valeur: str | None) -> str:
    """Le texte, ou « non renseigné » s'il n'y en a pas."""
    return valeur if valeur and valeur.strip() else NON_RENSEIGNE


def suite(valeurs: Iterable[str]) -> str:
    """« a, b, c », ou « non renseigné » si la suite est vide."""
    return ", ".join(valeurs) or NON_RENSEIGNE


def taille(octets: int) -> str:
    """« 1,2 Mo », « 340 ko », « 12 o »."""
    for unite, poids in _OCTETS:
        if octets >= poids:
            return f"{nombre(Decimal(octets) / poids, 1).removesuffix(',0')}{INSECABLE}{unite}"
    return f"{octets}{INSECABLE}o"
