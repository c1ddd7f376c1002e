"""Une échéance : quand, chez qui, quoi, et le bouton qui ouvre le champ où elle se règle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relogement.regles.charte.constat import Cible
from relogement.regles.charte.etats import Etat
from relogement.regles.echeances import Urgence
from relogement.services.echeances import Echeance
from ui.ecrans.menage.cibles import destination
from ui.ecrans.menage.tete import lieu
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, TexteCoupe
from ui.socle.pastille import Pastille
from ui.socle.theme import DEMI, DOUBLE, PAS

_PASTILLE, _BOUTON, _BOUTON_COURT = 136, 236, 88


def situation(e: Echeance) -> str:
    """« BEL-0042 · bât. B A 302 » ; pour une opération, « BEL · toute l'opération »."""
    if e.menage is None:
        return f"{e.reference} · toute l'opération" if e.reference else "une fois pour toutes les opérations"
    m = e.menage
    batiment, etage = lieu(m.batiment, None, None, None), lieu(None, None, m.etage, None)
    ou = " ".join(filter(None, (batiment, m.escalier, m.porte or etage)))
    return " · ".join(filter(None, (m.reference, ou)))


def ouvrir(contexte: Contexte, e: Echeance) -> None:  # type: ignore[type-arg]  # toute base
    """Va au champ qui règle l'échéance."""
    cible = e.attente.constat.cible or Cible("foyer")
    if cible.section == "reglages":
        contexte.naviguer("reglages", section=cible.champ)
    elif e.menage_id is not None and cible.section != "operation":
        contexte.naviguer("menage", id=e.menage_id, section=cible.section, champ=cible.champ, fiche=cible.id)
    else:
        contexte.naviguer("operation", id=e.operation_id, champ=cible.champ)


class LigneEcheance(QWidget):
    """Une ligne. `ouvrir(echeance)` est appelé par le bouton."""

    def __init__(self, e: Echeance, ouvrir: Callable[[Echeance], object]) -> None:
        super().__init__()
        self.echeance = e
        self.setProperty("transparent", True)
        constat = e.attente.constat
        etat = Etat.EN_RETARD if e.attente.urgence is Urgence.EN_RETARD else Etat.A_FAIRE
        geste = destination(constat.cible).geste if constat.cible else "ouvrir le dossier"
        self._geste = geste[:1].upper() + geste[1:]
        self.bouton = Bouton(self._geste, lambda: ouvrir(e), description=f"{self._geste}. {constat.phrase}")
        self.bouton.setAccessibleName(f"{self._geste} : {e.nom}, {constat.libelle}, {e.attente.delai}")
        self.ajuster(etroit=False)
        pastille = Pastille(etat, _court(e))
        boite = QHBoxLayout(self)
        boite.setContentsMargins(DEMI, PAS, DEMI, PAS)
        boite.setSpacing(DOUBLE)
        porteur = QWidget()
        porteur.setProperty("transparent", True)
        porteur.setFixedWidth(_PASTILLE)
        rangee_etat = QHBoxLayout(porteur)
        rangee_etat.setContentsMargins(0, 0, 0, 0)
        rangee_etat.addWidget(pastille, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        boite.addWidget(porteur)
        boite.addLayout(_deux_lignes(e.nom, "fort", situation(e)), 5)
        boite.addLayout(_deux_lignes(constat.libelle, "", constat.phrase), 6)
        boite.addWidget(self.bouton)

    def ajuster(self, *, etroit: bool) -> None:
        """Dans une fenêtre étroite, le bouton dit seulement « Ouvrir » : sa bulle dit le geste."""
        place = _BOUTON - 2 * DOUBLE
        coupe = self.bouton.fontMetrics().elidedText(self._geste, Qt.TextElideMode.ElideRight, place)
        self.bouton.setText("Ouvrir" if etroit else coupe)
        self.bouton.setFixedWidth(_BOUTON_COURT if etroit else _BOUTON)


def _deux_lignes(haut: str, ton: Literal["", "fort"], bas: str) -> QVBoxLayout:
    """Un texte et sa précision dessous, chacun sur une ligne, coupé au besoin ; la bulle dit tout."""
    boite = QVBoxLayout()
    boite.setSpacing(2)
    for texte, style in ((haut, ton), (bas, "petit")):
        ligne = TexteCoupe("", style)  # type: ignore[arg-type]  # les deux sont des tons
        ligne.setWordWrap(False)
        ligne.setText(texte)
        boite.addWidget(ligne)
    return boite


def _court(e: Echeance) -> str:
    """« en retard de 6 j », « dans 2 j »."""
    return e.attente.delai.replace(" jours", " j").replace(" jour", " j")
