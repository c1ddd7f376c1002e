"""Qui retient les travaux : les ménages en retard d'abord, puis ceux qui ont le plus refusé."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from relogement.formats import pluriel
from relogement.regles.blocages import Blocage
from relogement.stockage.base import Base
from relogement.stockage.lectures import LigneMenage
from ui.ecrans.operation.lecture import LectureOperation
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, Filet, Texte, colonne, rangee
from ui.socle.etats import Forme, Style
from ui.socle.pastille import Pastille
from ui.socle.theme import DEMI, DOUBLE, Ton

MONTRES = 5
HAUTEUR_LIEN = 24
PERSONNE = "Personne ne retient les travaux : ni retard, ni refus, ni départ tardif chez les ménages à reloger."


class CarteRetenues(Carte):
    """Les premiers de la liste, chacun avec ce qui le retient ; un clic ouvre son dossier."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__("Qui retient les travaux")
        self._contexte = contexte
        self._corps: QWidget | None = None
        self.noms: list[Bouton] = []

    def montrer(self, lecture: LectureOperation) -> None:
        """Refait la liste ; le clavier revient sur le ménage où il était."""
        garde = next((b.accessibleName() for b in self.noms if b.hasFocus()), None)
        if self._corps is not None:
            self._corps.hide()
            self._corps.deleteLater()
        self._corps = self._dessiner(lecture)
        self.ajouter(self._corps)
        for bouton in self.noms:
            if bouton.accessibleName() == garde:
                bouton.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dessiner(self, lecture: LectureOperation) -> QWidget:
        corps, noms = QWidget(), {m.id: m for m in lecture.menages}
        corps.setProperty("transparent", True)
        grille = QGridLayout(corps)
        grille.setContentsMargins(0, 0, 0, 0)
        grille.setHorizontalSpacing(DOUBLE)
        grille.setVerticalSpacing(DEMI)
        grille.setColumnStretch(1, 1)
        retiennent = lecture.tableau.retiennent
        self.noms = []
        for rang, (cle, blocage) in enumerate(retiennent[:MONTRES]):
            self._ligne(grille, 2 * rang, noms[cle], blocage)
        if not retiennent:
            grille.addWidget(Texte(PERSONNE, "doux"), 0, 0, 1, 2)
        elif len(retiennent) > MONTRES:
            autres = f"Et {pluriel(len(retiennent) - MONTRES, 'autre')} : voir tous les ménages"
            suite = Bouton(autres, lambda: self._tous(lecture.operation.id), "lien")
            grille.addWidget(suite, 2 * MONTRES, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        return corps

    def _ligne(self, grille: QGridLayout, rang: int, menage: LigneMenage, blocage: Blocage) -> None:
        if rang:
            grille.addWidget(Filet(), rang - 1, 0, 1, 2)
        nom = Bouton(menage.nom, lambda: self._contexte.naviguer("menage", id=menage.id), "lien")
        nom.setAccessibleDescription(f"Ouvrir le dossier {menage.reference}")
        nom.setToolTip(" · ".join(filter(None, (menage.nom, menage.reference, porte(menage)))))
        nom.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.noms.append(nom)
        nom.setFixedHeight(HAUTEUR_LIEN)
        lieu = Texte(porte(menage), "doux")
        lieu.setWordWrap(False)
        grille.addWidget(Pastille(style_blocage(blocage)), rang, 0, Qt.AlignmentFlag.AlignVCenter)
        phrase = Texte(raison(blocage), "petit")
        # À l'aplomb du nom, que son bouton décale d'autant.
        phrase.setContentsMargins(DEMI + 1, 0, 0, DEMI)
        grille.addLayout(colonne(rangee(nom, lieu, None), phrase, espace=0), rang, 1)

    def _tous(self, operation: UUID) -> None:
        self._contexte.naviguer("operation", id=operation, section="menages")


def porte(menage: LigneMenage) -> str:
    """« B A 302 »."""
    return " ".join(p for p in (menage.batiment, menage.escalier, menage.porte) if p)


def style_blocage(blocage: Blocage) -> Style:
    """Rouge et triangle s'il y a un retard, à faire sinon ; ni retard ni refus : le départ suit les travaux."""
    if blocage.en_retard:
        return Style(f"{blocage.en_retard} en retard", Ton.EN_RETARD, Forme.TRIANGLE)
    return Style(f"{blocage.refus} refus" if blocage.refus else "départ tardif", Ton.A_FAIRE, Forme.QUARTIER)


def raison(blocage: Blocage) -> str:
    """Les refus, puis ce qui retient le ménage."""
    refus = f"{blocage.refus} refus" if blocage.refus and blocage.en_retard else ""
    return " · ".join(p for p in (refus, blocage.raison) if p)
