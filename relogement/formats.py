"""Écrire à la française ce que la fenêtre et les documents montrent de la même façon : téléphones, lieux."""

from __future__ import annotations

import re

from relogement.commun import sans_accents

_ORNEMENTS = re.compile(r"[\s\u00a0\u202f.\-()/]")
_DIT_LE_LIEU = frozenset({
    "batiment", "bat", "bt", "immeuble", "imm", "escalier", "esc", "cage", "entree", "hall", "porte", "pte",
    "appartement", "appart", "appt", "apt", "logement", "log",
})
_CODE = 3
"""Un nom qui commence par un mot plus long n'est pas un code : « Tour Loire » se suffit."""


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
