"""Une ligne du panneau de la charte : un clic règle le constat, d'autres montrent ses preuves ou y dérogent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relogement.formats import date_courte
from relogement.regles.charte.constat import Constat, Preuve
from relogement.regles.charte.etats import Etat
from ui.ecrans.menage.cibles import destination
from ui.ecrans.menage.constats import mot_etat
from ui.socle.etats import Style
from ui.socle.ligne_cliquable import LigneCliquable
from ui.socle.pastille import Pastille
from ui.socle.theme import Ton

MANQUEMENTS = (Etat.EN_RETARD, Etat.NON_RESPECTEE)
DEROGATION = Style("dérogation", Ton.ACCENT)


def lignes_preuves(constat: Constat) -> list[str]:
    """Les preuves datées, puis les manquements passés, en phrases."""
    return [*dire_preuves(constat.preuves), *(f"Manquement : {m.phrase}" for m in constat.manquements)]


def dire_preuves(preuves: Iterable[Preuve]) -> Iterator[str]:
    """Chaque preuve, avec sa date s'il y en a une."""
    for preuve in preuves:
        yield f"{date_courte(preuve.date)} · {preuve.libelle}" if preuve.date else preuve.libelle


class LigneConstat(LigneCliquable):
    """Un constat. `deroge` : on veut motiver, ou corriger, une dérogation à ce constat.

    `present` faux : on regarde un autre jour, rien ne s'y déroge.
    """

    deroge = Signal()

    def __init__(self, constat: Constat, *, depliee: bool = False, present: bool = True) -> None:
        super().__init__(
            f"art. {constat.article}", constat.libelle, constat.phrase, lignes_preuves(constat),
            cliquable=constat.cible is not None,
        )
        self.constat = constat
        self.disposer(Pastille(constat.etat, mot_etat(constat)), *self._derogation(present=present), depliee=depliee)
        self.setAccessibleName(f"Article {constat.article}, {constat.libelle} : {mot_etat(constat)}")
        suite = f" Entrée : {destination(constat.cible).geste}." if constat.cible else ""
        self.setAccessibleDescription(constat.phrase + suite)
        if constat.cible is not None:
            self.setToolTip(f"{destination(constat.cible).geste[:1].upper()}{destination(constat.cible).geste[1:]}")

    def _derogation(self, *, present: bool) -> list[QWidget]:
        """Pour un manquement : la dérogation s'il y en a une, et de quoi la motiver ou la corriger."""
        if self.constat.etat not in MANQUEMENTS:
            return []
        motivee = self.constat.derogation is not None
        mot = "Corriger la dérogation" if motivee else "Déroger"
        boutons = [self.lien(mot, self.deroge.emit, "Dérogation motivée")] if present else []
        return [Pastille(DEROGATION), *boutons] if motivee else [*boutons]
