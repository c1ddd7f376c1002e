"""Les visites de suivi : lesquelles sont tenues, laquelle vient ensuite, avec quelle échéance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.regles.calendrier import ajouter_jours, ajouter_mois, jours_de_retard
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Preuve
from relogement.regles.charte.contexte import Contexte
from relogement.regles.faits import VisiteSuivi


@dataclass(frozen=True, slots=True)
class Visites:
    """L'état d'une suite de visites.

    `prochaine` : le mois de la première visite qui manque (None : toutes tenues) et `echeance` la sienne ; toutes
    tenues, `le` et `echeance` sont ceux de la plus en retard.
    """

    mois: tuple[int, ...]
    prochaine: int | None
    echeance: date | None
    le: date | None
    preuves: tuple[Preuve, ...]
    precoce: str
    """Ce que la phrase dit d'une visite faite trop tôt pour compter."""
    refusees: tuple[int, ...] = ()
    """Les mois dont le ménage a refusé la visite."""

    @property
    def tenues_ou_refusees(self) -> str:
        """« tenues (mois 1, 6), refusées par le ménage (mois 3) »."""
        suites = {"tenues": [m for m in self.mois if m not in self.refusees], "refusées par le ménage": self.refusees}
        return ", ".join(f"{mot} (mois {', '.join(map(str, mois))})" for mot, mois in suites.items() if mois)


def visites(ctx: Contexte, emmenage: date, cle: str) -> Visites:
    """Les visites de ce calendrier ; une visite faite plus de 15 j trop tôt ne compte pas, un refus compte."""
    mois = ctx.charte.entiers(cle, emmenage)
    marge = ctx.charte.entier(cles.SUIVI_MARGE, emmenage)
    preuves: list[Preuve] = []
    refusees: list[int] = []
    prochaine, echeance, precoce = None, None, ""
    pire: tuple[int, date, date] | None = None
    for m in mois:
        terme = ajouter_mois(emmenage, m)
        limite = ajouter_jours(terme, marge)
        tenue = _tenue(ctx, m, ajouter_jours(terme, -marge))
        if tenue is None:
            if prochaine is None:
                prochaine, echeance = m, limite
                precoce = " (une visite a été faite trop tôt pour compter)" if _faite(ctx, m) else ""
            continue
        libelle = f"Visite du mois {m}{' refusée par le ménage' if tenue.refusee else ''}"
        preuves.append(Preuve("visite", tenue.id, tenue.le, libelle))
        refusees += [m] if tenue.refusee else []
        retard = jours_de_retard(limite, tenue.le)
        if pire is None or retard >= pire[0]:
            pire = (retard, tenue.le, limite)
    if prochaine is None and pire is not None:
        return Visites(mois, None, pire[2], pire[1], tuple(preuves), "", tuple(refusees))
    return Visites(mois, prochaine, echeance, None, tuple(preuves), precoce)


def _faite(ctx: Contexte, mois: int) -> bool:
    return any(v.mois == mois for v in ctx.faits.visites)


def _tenue(ctx: Contexte, mois: int, ouverture: date) -> VisiteSuivi | None:
    valables = (v for v in ctx.faits.visites if v.mois == mois and (v.refusee or v.le >= ouverture))
    return min(valables, key=lambda v: v.le, default=None)
