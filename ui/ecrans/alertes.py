"""Les alertes de la loi à l'écran : une date ou un fait, où cela se suit, et qui l'a examiné."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relogement.regles.alertes.alerte import Alerte, Niveau
from ui.ecrans.menage.cibles import destination
from ui.ecrans.menage.clavier import reperer, revenir
from ui.ecrans.menage.ligne_constat import dire_preuves
from ui.socle.elements import Bouton, Filet, Titre, rangee, vider
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
    """Les alertes, cachées s'il n'y en a pas : leurs comptes, puis leur liste à la demande (`plie`) ou d'emblée.

    `vise(Cible)` : ouvrir ce qui suit une alerte ; `regle(str)` : noter que cette alerte (« L4 ») a été examinée.
    """

    vise = Signal(object)
    regle = Signal(str)

    def __init__(self, titre: str = "Alertes de la loi", *, plie: bool = False) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.setAccessibleName("Alertes de la loi")
        self.lignes: list[LigneAlerte] = []
        self._montrees: object = None
        self._comptes, self._liste = QHBoxLayout(), QVBoxLayout()
        self._comptes.setSpacing(PAS)
        self._liste.setContentsMargins(0, 0, 0, 0)
        self._liste.setSpacing(0)
        self._porteur = QWidget()
        self._porteur.setProperty("transparent", True)
        self._porteur.setLayout(self._liste)
        self.plis = Bouton("Voir" if plie else "Masquer", self.basculer, "lien", description="Montrer ou cacher")
        self.plis.setFixedHeight(24)
        self.plis.setAccessibleName("Montrer ou cacher les alertes de la loi")
        tete = rangee(*([Titre(titre, "section")] if titre else []), None, self.plis)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, PAS)
        boite.setSpacing(DEMI)
        boite.addLayout(tete)
        boite.addLayout(self._comptes)
        boite.addWidget(self._porteur)
        self._porteur.setVisible(not plie)
        self.hide()

    def basculer(self) -> None:
        """Montre ou cache la liste ; les comptes restent."""
        self._porteur.setVisible(self._porteur.isHidden())
        self.plis.setText("Voir" if self._porteur.isHidden() else "Masquer")

    def montrer(self, alertes: Sequence[Alerte], *, reglable: bool = True) -> None:
        """Montre ces alertes, les plus pressées d'abord, les réglées à la fin.

        `reglable` faux : on regarde un autre jour, rien ne s'y règle.
        """
        etat = (reglable, [(a, a.phrase) for a in alertes])
        if etat == self._montrees:
            return
        self._montrees = etat
        repere, depliees = reperer(self), {ligne.alerte.id for ligne in self.lignes if ligne.depliee}
        for boite in (self._liste, self._comptes):
            vider(boite)
        self._compter(alertes)
        self.lignes = []
        for alerte in sorted(alertes, key=_presse):
            self._ajouter(LigneAlerte(alerte, reglable=reglable, depliee=alerte.id in depliees))
        self.setVisible(bool(alertes))
        revenir(self, repere)

    def _compter(self, alertes: Sequence[Alerte]) -> None:
        for style in (*reversed(STYLES.values()), REGLEE):
            if nombre := sum(style_alerte(a) == style for a in alertes):
                pastille = Pastille(style, str(nombre))
                pastille.setToolTip(f"{nombre} : {style.mot}")
                pastille.setAccessibleName(f"{nombre} : {style.mot}")
                self._comptes.addWidget(pastille)
        self._comptes.addStretch(1)

    def _ajouter(self, ligne: LigneAlerte) -> None:
        ligne.choisi.connect(lambda: self.vise.emit(ligne.alerte.cible))
        ligne.regle.connect(lambda: self.regle.emit(ligne.alerte.id))
        self._liste.addWidget(Filet())
        self._liste.addWidget(ligne)
        self.lignes.append(ligne)


def _presse(a: Alerte) -> tuple[bool, int, int]:
    """Ce qui presse d'abord, dans l'ordre de la loi."""
    return a.reglee is not None, -list(STYLES).index(a.niveau), int(a.id[1:])
