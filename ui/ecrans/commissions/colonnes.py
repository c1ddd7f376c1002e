"""Les colonnes de la liste des séances, et l'état d'une séance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from relogement.formats import date_courte, nombre
from relogement.stockage.lectures_commissions import LigneCommission
from ui.socle.etats import Forme, Style
from ui.socle.modele import Colonne
from ui.socle.theme import Ton


def style_seance(c: LigneCommission, au: date) -> Style:
    """« à venir », « à décider » tant qu'un ménage examiné n'a pas sa décision, « tenue »."""
    if c.le > au:
        return Style("à venir", Ton.A_VENIR, Forme.CERCLE)
    if c.decides < c.inscrits:
        return Style(f"à décider : {c.inscrits - c.decides}", Ton.A_FAIRE, Forme.QUARTIER)
    return Style("tenue", Ton.RESPECTEE, Forme.COCHE)


def colonnes(aujourd_hui: Callable[[], date]) -> tuple[Colonne[LigneCommission], ...]:
    """Les colonnes ; l'état se lit au jour présent."""
    return (
        Colonne[LigneCommission](
            "Date", lambda c: date_courte(c.le), lambda c: c.le.toordinal(), largeur=110, fort=True
        ),
        Colonne[LigneCommission](
            "État", lambda c: style_seance(c, aujourd_hui()).mot, largeur=150,
            style=lambda c: style_seance(c, aujourd_hui()),
        ),
        Colonne[LigneCommission]("Opération", lambda c: f"{c.code} · {c.operation}", largeur=240),
        Colonne[LigneCommission]("Lieu", lambda c: c.lieu or "", largeur=240),
        Colonne[LigneCommission](
            "Ménages", lambda c: nombre(c.inscrits), lambda c: c.inscrits, "droite", 90,
            somme=lambda lignes: nombre(sum(c.inscrits for c in lignes)),
        ),
        Colonne[LigneCommission](
            "Décisions", lambda c: nombre(c.decides), lambda c: c.decides, "droite", 90,
            somme=lambda lignes: nombre(sum(c.decides for c in lignes)),
        ),
    )
