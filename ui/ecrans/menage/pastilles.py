"""Les pastilles des propositions : leur état, et les points oui, non ou inconnu."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relogement.formats import oui_non, pluriel
from relogement.stockage.lectures import Ligne
from relogement.vocabulaire import Reponse, accord_tient
from ui.fiches.points import Point
from ui.socle.elements import Texte, flux
from ui.socle.etats import Forme, Style
from ui.socle.pastille import Pastille
from ui.socle.theme import PAS, Ton

_REPONSES = {
    Reponse.ACCEPTEE: Style("acceptée", Ton.RESPECTEE, Forme.COCHE),
    Reponse.REFUSEE: Style("refusée", Ton.A_VENIR, Forme.TIRET),
    Reponse.TACITE: Style("refus tacite", Ton.A_VENIR, Forme.TIRET),
}
_POINTS = {
    True: (Ton.RESPECTEE, Forme.COCHE),
    False: (Ton.NON_RESPECTEE, Forme.CARRE),
    None: (Ton.A_FAIRE, Forme.QUESTION),
}


def style_proposition(p: Ligne, au: date) -> Style:
    """La réponse donnée, ou le temps qui reste au ménage pour répondre."""
    if p["reponse"] is Reponse.ACCEPTEE and not accord_tient(p["reponse"], p["caleol_decision"]):
        return Style("acceptée, non attribuée", Ton.EN_RETARD, Forme.TRIANGLE)
    if p["reponse"] is not None:
        return _REPONSES[p["reponse"]]
    attendue = p["reponse_attendue_le"]
    if attendue is None:
        return Style("en attente de réception", Ton.A_FAIRE, Forme.QUARTIER)
    jours = (attendue - au).days
    if jours < 0:
        return Style(f"sans réponse depuis {pluriel(-jours, 'jour')}", Ton.EN_RETARD, Forme.TRIANGLE)
    reste = "réponse attendue aujourd'hui" if jours == 0 else f"encore {pluriel(jours, 'jour')} pour répondre"
    return Style(reste, Ton.A_FAIRE, Forme.QUARTIER)


def style_avis(valeur: bool | None, mot: str) -> Style:
    """Ce mot, sous la couleur et la forme d'un oui, d'un non ou d'un inconnu."""
    return Style(mot, *_POINTS[valeur])


def points(nom: str, liste: Sequence[Point], p: Ligne) -> QWidget:
    """Les points d'une proposition, chacun avec sa forme et son mot."""
    porteur = QWidget()
    porteur.setProperty("transparent", True)
    boite = QHBoxLayout(porteur)
    boite.setContentsMargins(0, 0, 0, 0)
    boite.setSpacing(PAS)
    titre = Texte(nom, "doux")
    titre.setFixedWidth(titre.fontMetrics().horizontalAdvance("Loi (article 13 bis)") + PAS)
    boite.addWidget(titre, 0, Qt.AlignmentFlag.AlignTop)
    boite.addWidget(flux(*(_pastille(point, p[point.nom]) for point in liste)), 1)
    return porteur


def _pastille(point: Point, valeur: bool | None) -> Pastille:
    pastille = Pastille(style_avis(valeur, f"{point.mot} : {oui_non(valeur)}"))
    pastille.setToolTip(point.question)
    return pastille
