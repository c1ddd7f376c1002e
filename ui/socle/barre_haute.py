"""La barre du haut de la fenêtre : le nom, la recherche, d'où l'on vient, l'agent."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from ui.socle.elements import Texte, Titre
from ui.socle.recherche import ChampRecherche
from ui.socle.retour import Retour
from ui.socle.theme import DOUBLE, HAUTEUR_BARRE, LARGEUR_RAIL


class BarreHaute(QFrame):
    """Le nom de l'application, la recherche, le retour à l'écran d'avant, l'agent."""

    def __init__(self, nom: str, recherche: ChampRecherche, retour: Retour, agent: str) -> None:
        super().__init__()
        self.setFixedHeight(HAUTEUR_BARRE)
        titre = Titre(nom, "section")
        titre.setFixedWidth(LARGEUR_RAIL - DOUBLE)
        recherche.setMaximumWidth(520)
        recherche.setMinimumWidth(240)
        recherche.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        qui = Texte(agent, "doux")
        qui.setWordWrap(False)
        boite = QHBoxLayout(self)
        boite.setContentsMargins(DOUBLE, 0, DOUBLE, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(titre)
        boite.addWidget(recherche, 3)
        boite.addWidget(retour)
        boite.addStretch(1)
        boite.addWidget(qui)
