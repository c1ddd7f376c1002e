"""Qui est adulte, qui est sur le bail : ce que les articles 1 et 3 lisent du foyer."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import anniversaire
from relogement.regles.faits import Personne
from relogement.vocabulaire import Lien, StatutBail

SUR_LE_BAIL = (StatutBail.TITULAIRE, StatutBail.COTITULAIRE)


def majorite(p: Personne, ans: int) -> date | None:
    """Le jour de la majorité ; None si la naissance est inconnue."""
    return anniversaire(p.naissance, ans) if p.naissance else None


def adulte(p: Personne, ans: int, au: date) -> bool | None:
    """La personne est-elle majeure ce jour-là ? None si sa naissance est inconnue."""
    jour = majorite(p, ans)
    return None if jour is None else jour <= au


def conjoint_ou_aine(p: Personne) -> bool:
    """Ascendant, conjoint ou conjoint séparé : l'article 3 les nomme, quel que soit leur âge."""
    return p.lien in (Lien.ASCENDANT, Lien.CONJOINT, Lien.CONJOINT_SEPARE)


def nommee(p: Personne) -> str:
    """Comment la phrase désigne la personne : son nom, sinon son lien."""
    return p.nom or f"la personne « {p.lien.libelle} »"
