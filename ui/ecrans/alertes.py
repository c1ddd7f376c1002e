"""Les alertes de la loi à l'écran : une date ou un fait, où cela se suit, et qui l'a examiné."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.regles.alertes.alerte import Alerte, Niveau
from ui.ecrans.menage.cibles import destination
from ui.ecrans.menage.clavier import reperer, revenir
from ui.ecrans.menage.ligne_constat import dire_preuves
from ui.socle.elements import Filet, Titre, rangee
from ui.socle.etats import Forme, Style
from ui.socle.ligne_cliquable import LigneCliquable
from ui.socle.pastille import Pastille
from ui.socle.theme import DEMI, PAS, Ton

STYLES = {
    Niveau.INFO: Style("pour information", Ton.A_VENIR, Forme.CERCLE),
    Niveau.BIENTOT: Style("bientôt", Ton.A_FAIRE, Forme.QUARTIER),
    Niveau.ECHUE: Style("échue", Ton.EN_RETARD, Forme.TRIANGLE),
}
REGLEE = Style("réglée", Ton.NEUTRE, Forme.COCHE)


def style_alerte(a: Alerte) -> Style:
    """Son niveau ; réglée, elle n'est pas verte pour autant."""
    return REGLEE if a.reglee is not None else STYLES[a.niveau]


class LigneAlerte(LigneCliquable):
    """Une alerte : un clic ouvre ce qui la suit, `regle` demande à noter qu'une personne l'a examinée."""

    regle = Signal()

    def __init__(self, alerte: Alerte, *, reglable: bool, depliee: bool = False) -> None:
        super().__init__(
            alerte.id, alerte.libelle, alerte.phrase, list(dire_preuves(alerte.preuves)),
            cliquable=alerte.cible is not None,
        )
        self.alerte = alerte
        style = style_alerte(alerte)
        a_regler = reglable and alerte.reglee is None
        liens = [self.lien("Régler…", self.regle.emit, "Régler l'alerte")] if a_regler else []
        self.disposer(Pastille(style), *liens, depliee=depliee)
        geste = destination(alerte.cible).geste if alerte.cible else ""
        self.setAccessibleName(f"Alerte {alerte.id}, {alerte.libelle} : {style.mot}")
        self.setAccessibleDescription(alerte.phrase + (f" Entrée : {geste}." if geste else ""))
        bulle = (geste[:1].upper() + geste[1:], alerte.nature.regle, alerte.nature.source)
        self.setToolTip("\n".join(filter(None, bulle)))


class BlocAlertes(QWidget):
    """La liste des alertes, cachée s'il n'y en a pas.

    `vise(Cible)` : ouvrir ce qui suit une alerte ; `regle(str)` : noter que cette alerte (« L4 ») a été examinée.
    """

    vise = Signal(object)
    regle = Signal(str)

    def __init__(self, titre: str = "Alertes de la loi") -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.setAccessibleName("Alertes de la loi")
        self.lignes: list[LigneAlerte] = []
        self._montrees: object = None
        self._liste = QVBoxLayout()
        self._liste.setSpacing(0)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, PAS)
        boite.setSpacing(DEMI)
        if titre:
            boite.addLayout(rangee(Titre(titre, "section")))
        boite.addLayout(self._liste)
        self.hide()

    def montrer(self, alertes: Sequence[Alerte], *, reglable: bool = True) -> None:
        """Montre ces alertes, les réglées à la fin ; `reglable` faux : on regarde un autre jour, rien ne s'y règle."""
        etat = (reglable, [(a, a.phrase) for a in alertes])
        if etat == self._montrees:
            return
        self._montrees = etat
        repere, depliees = reperer(self), {ligne.alerte.id for ligne in self.lignes if ligne.depliee}
        while (element := self._liste.takeAt(0)) is not None:
            ancien = element.widget()
            if ancien is not None:
                ancien.hide()
                ancien.deleteLater()
        self.lignes = []
        for alerte in sorted(alertes, key=lambda a: a.reglee is not None):
            self._ajouter(LigneAlerte(alerte, reglable=reglable, depliee=alerte.id in depliees))
        self.setVisible(bool(alertes))
        revenir(self, repere)

    def _ajouter(self, ligne: LigneAlerte) -> None:
        ligne.choisi.connect(lambda: self.vise.emit(ligne.alerte.cible))
        ligne.regle.connect(lambda: self.regle.emit(ligne.alerte.id))
        self._liste.addWidget(Filet())
        self._liste.addWidget(ligne)
        self.lignes.append(ligne)
