"""Les icônes : des dessins vectoriels teintés avec le thème courant. Jamais d'émoji."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from relogement.commun import ressource
from ui.socle.theme import theme


@lru_cache(maxsize=256)
def _dessin(nom: str, teinte: str) -> QSvgRenderer:
    source = ressource(f"icones/{nom}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", teinte).encode()))


def peindre_icone(peintre: QPainter, zone: QRectF, nom: str, teinte: str | None = None) -> None:
    """Peint l'icône `nom` (de resources/icones) ; `teinte` : un jeton du thème, par défaut le texte doux."""
    _dessin(nom, teinte or theme().douce).render(peintre, zone)


def icone(nom: str, teinte: str | None = None, taille: int = 16) -> QIcon:
    """L'icône, pour un bouton ou un menu ; à redemander quand le thème change (`habillage.change`)."""
    resultat = QIcon()
    for echelle in (1, 2, 3):
        image = QPixmap(taille * echelle, taille * echelle)
        image.fill(Qt.GlobalColor.transparent)
        peintre = QPainter(image)
        peindre_icone(peintre, QRectF(0, 0, taille * echelle, taille * echelle), nom, teinte)
        peintre.end()
        image.setDevicePixelRatio(echelle)
        resultat.addPixmap(image)
    return resultat
