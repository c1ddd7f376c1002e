"""Écrire à la française, partout de la même façon : montants, dates, surfaces, téléphones, lieux.

None est l'inconnu, jamais zéro.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from relogement.commun import sans_accents

INSECABLE = "\u00a0"
MOINS = "\u2212"
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)
_ABREGES = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ORNEMENTS = re.compile(r"[\s\u00a0\u202f.\-()/]")
_DIT_LE_LIEU = frozenset({
    "batiment", "bat", "bt", "immeuble", "imm", "escalier", "esc", "cage", "entree", "hall", "porte", "pte",
    "appartement", "appart", "appt", "apt", "logement", "log",
})
_CODE = 3
"""Un nom qui commence par un mot plus long n'est pas un code : « Tour Loire » se suffit."""


def nombre(valeur: Decimal | int, decimales: int = 0) -> str:
    """Un nombre à la française : « 1 234,5 », moins typographique, arrondi au plus proche."""
    arrondi = Decimal(valeur).quantize(Decimal(1).scaleb(-decimales), ROUND_HALF_UP)
    texte = f"{abs(arrondi):,.{decimales}f}".replace(",", INSECABLE).replace(".", ",")
    return f"{MOINS}{INSECABLE}{texte}" if arrondi < 0 else texte


def euros(centimes: int | None, inconnu: str = "inconnu", *, entier: bool = False) -> str:
    """« 1 234,56 € » à partir de centimes ; `entier` : arrondi à l'euro ; `inconnu` : ce qui se lit pour None."""
    if centimes is None:
        return inconnu
    # En entiers : une répartition en écrit des centaines de milliers.
    unites, reste = divmod(abs(centimes) + (50 if entier else 0), 100)
    signe = f"{MOINS}{INSECABLE}" if centimes < 0 and (unites or not entier) else ""
    return f"{signe}{unites:,}".replace(",", INSECABLE) + ("" if entier else f",{reste:02}") + f"{INSECABLE}€"


def surface(dm2: int | None, inconnu: str = "inconnue") -> str:
    """« 76,3 m² » à partir de décimètres carrés."""
    if dm2 is None:
        return inconnu
    texte = nombre(Decimal(dm2) / 100, 2).rstrip("0").rstrip(",")
    return f"{texte}{INSECABLE}m²"


def etage(rang: int | None) -> str:
    """« rez-de-chaussée », « 1er étage », « 3e étage », « sous-sol 1 »."""
    if rang is None:
        return "inconnu"
    if rang == 0:
        return "rez-de-chaussée"
    if rang < 0:
        return f"sous-sol{INSECABLE}{-rang}"
    return f"{rang}{'er' if rang == 1 else 'e'}{INSECABLE}étage"


def pourcent(taux: Decimal | None, decimales: int = 1, inconnu: str = "inconnu") -> str:
    """« 9,4 % » à partir d'une fraction (0,094)."""
    return inconnu if taux is None else f"{nombre(taux * 100, decimales)}{INSECABLE}%"


def date_courte(le: date | None, inconnu: str = "inconnue") -> str:
    """« 12/03/2026 »."""
    return inconnu if le is None else f"{le.day:02}/{le.month:02}/{le.year:04}"


def date_longue(le: date) -> str:
    """« mercredi 18 novembre 2026 »."""
    jour = "1er" if le.day == 1 else str(le.day)
    return f"{JOURS[le.weekday()]} {jour} {MOIS[le.month - 1]} {le.year}"


def date_lettre(le: date) -> str:
    """« 18 novembre 2026 », d'un seul tenant jusqu'au mois."""
    return f"{'1er' if le.day == 1 else le.day}{INSECABLE}{MOIS[le.month - 1]} {le.year}"


def mois_court(le: date) -> str:
    """« nov. 2026 »."""
    return f"{_ABREGES[le.month - 1]} {le.year}"


def heure(instant: datetime) -> str:
    """« 14:32 », à l'heure de l'instant donné."""
    return f"{instant.hour:02}:{instant.minute:02}"


def oui_non(valeur: bool | None) -> str:
    """« oui », « non » ou « inconnu »."""
    return "inconnu" if valeur is None else ("oui" if valeur else "non")


def pluriel(compte: int, mot: str, mots: str | None = None) -> str:
    """« 1 ménage », « 3 ménages », « 0 ménage »."""
    return f"{nombre(compte)} {mot if abs(compte) < 2 else mots or mot + 's'}"


def telephone_range(texte: str) -> str | None:
    """« 06 12 34 56 78 », ou « +4915112345678 » pour un numéro étranger ; None si ce n'est pas un numéro."""
    nu = re.sub(r"^(\+33|0033)0?", "0", _ORNEMENTS.sub("", texte))
    if re.fullmatch(r"0[1-9]\d{8}", nu, re.ASCII):
        return " ".join(nu[i : i + 2] for i in range(0, len(nu), 2))
    return nu if re.fullmatch(r"\+[1-9]\d{6,14}", nu, re.ASCII) else None


def telephone(numero: str | None) -> str:
    """Le numéro rangé par paires, quelle que soit la façon dont il fut saisi ; tel quel s'il ne se lit pas."""
    return telephone_range(numero or "") or numero or ""


def lieu_nomme(mot: str, nom: str | None, *, nom_propre: bool = True) -> str:
    """« bâtiment B » à partir de « B » ; un nom qui se dit déjà (« Bât. B ») reste tel quel. Vide si inconnu.

    `nom_propre` : ce lieu peut porter un nom (« Tour Loire »), qui reste tel quel aussi.
    """
    if not nom or not nom.strip():
        return ""
    debut = re.match(r"[a-z]*", sans_accents(nom.strip()))
    premier = debut[0] if debut else ""
    if premier in _DIT_LE_LIEU or (nom_propre and len(premier) > _CODE):
        return nom.strip()
    return f"{mot} {nom.strip()}"
