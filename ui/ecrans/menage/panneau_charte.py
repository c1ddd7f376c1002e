"""Le panneau de la charte, toujours à droite : ce qui est dû, tenu, en retard, ce jour ou un autre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.formats import pluriel
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from ui.ecrans.menage.clavier import reperer, revenir
from ui.ecrans.menage.constats import comptes
from ui.ecrans.menage.ligne_constat import LigneConstat
from ui.ecrans.menage.regard import ChoixRegard, Regard
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, Filet, Titre, ZoneDefilante, flux, rangee, vider
from ui.socle.etats import STYLES, style_etat
from ui.socle.pastille_bouton import PastilleBouton
from ui.socle.theme import DEMI, PAS

Evaluer = Callable[[Regard], Sequence[Constat]]
LARGE, ETROIT, REPLIE = 352, 296, 96
_PREFERENCE = "menage/panneau"


class PanneauCharte(QWidget):
    """Les constats d'un ménage. `vise(Cible)` : ce qu'il faut ouvrir pour régler le constat choisi.

    `deroge(Constat)` : motiver une dérogation à ce constat, ou corriger la sienne.
    `evaluer(regard)` donne les constats du ménage montré à un jour, ou lève ErreurMetier s'il ne peut pas s'y voir.
    `fixe` : le panneau d'une opération, `titre`, toujours déplié et large de ce que lui laisse son onglet.
    """

    vise = Signal(object)
    deroge = Signal(object)
    regarde = Signal()
    """On regarde un autre jour, ou de nouveau aujourd'hui."""

    def __init__(
        self, contexte: Contexte[Any], evaluer: Evaluer, *, titre: str = "La charte", fixe: bool = False
    ) -> None:
        super().__init__()
        self._contexte, self._evaluer = contexte, evaluer
        self._autre: Regard | None = None
        self._montres: object = None
        self._sans_objet_ouvert = False
        self.lignes: list[LigneConstat] = []
        self.setAccessibleName(titre)
        self._titre = Titre(titre, "section")
        self.choix = ChoixRegard(contexte.aujourd_hui)
        self.choix.choisi.connect(self._regarder)
        self.replier_bouton = Bouton("Replier", self.basculer, "lien", description="Replier le panneau de la charte")
        self.replier_bouton.setFixedHeight(24)
        self._comptes = QVBoxLayout()
        self._liste = QVBoxLayout()
        self._liste.setSpacing(0)
        self._disposer()
        self.replie = False
        self._largeur = LARGE
        self.replier_bouton.setVisible(not fixe)
        if not fixe and contexte.preference(_PREFERENCE) == "replie":
            self._poser_replie(True)

    def _disposer(self) -> None:
        self._carte = Carte()
        self._titre.setWordWrap(False)
        self._carte.ajouter(rangee(self._titre, None, self.choix.bouton, espace=DEMI))
        self._carte.ajouter(self.choix)
        self._carte.ajouter(self._comptes)
        self._corps = QVBoxLayout()
        self._corps.setSpacing(PAS)
        self._corps.addLayout(self._liste)
        self._zone = ZoneDefilante(self._corps)
        self._zone.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._carte.ajouter(self._zone, 1)
        self._carte.ajouter(rangee(None, self.replier_bouton))
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self._carte)

    def accueillir(self, bloc: QWidget) -> None:
        """Place un bloc au-dessus des constats ; il défile et se replie avec eux."""
        self._corps.insertWidget(0, bloc)

    @property
    def regard(self) -> Regard:
        """Le jour auquel la charte est lue, et comment."""
        return self._autre or Regard(self._contexte.aujourd_hui())

    def montrer(self, constats: Sequence[Constat]) -> None:
        """Montre les constats du jour du panneau ; ne refait rien si rien n'a changé."""
        self.choix.montrer(self.regard)
        etat = (self.regard, self.replie, [(c, c.phrase) for c in constats])
        if etat == self._montres:
            return
        self._montres = etat
        self._refaire(constats)

    def nouveau_menage(self) -> None:
        """Oublie la date et les plis du ménage précédent."""
        self._autre, self._sans_objet_ouvert, self._montres = None, False, None
        self.choix.fermer()
        self.lignes = []
        self._zone.verticalScrollBar().setValue(0)

    def _refaire(self, constats: Sequence[Constat]) -> None:
        repere = reperer(self)
        depliees = {ligne.constat.id for ligne in self.lignes if ligne.depliee}
        vider(self._comptes)
        self._comptes.addWidget(flux(*(self._compte(etat, n) for etat, n in comptes(constats))))
        vider(self._liste)
        self.lignes = []
        vus = [c for c in constats if c.etat is not Etat.SANS_OBJET]
        sans_objet = [c for c in constats if c.etat is Etat.SANS_OBJET]
        for constat in vus:
            self._ajouter(self._liste, constat, depliees)
        self._ajouter_sans_objet(sans_objet, depliees)
        self._liste.addStretch(1)
        revenir(self, repere)

    def _compte(self, etat: Etat, nombre: int) -> PastilleBouton:
        """Le compte d'un état ; un clic va à son premier constat."""
        nom = f"{nombre} : {STYLES[etat].mot}"
        bouton = PastilleBouton(style_etat(etat), nombre, nom, "Aller au premier")
        bouton.clicked.connect(lambda *_: self.aller_a(etat))
        return bouton

    def aller_a(self, etat: Etat) -> None:
        """Amène sous les yeux, et au clavier, le premier constat de cet état ; déplie ceux qui sont sans objet."""
        premiere = next((ligne for ligne in self.lignes if ligne.constat.etat is etat), None)
        if premiere is None:
            return
        if etat is Etat.SANS_OBJET and not self._sans_objet_ouvert:
            self._basculer_sans_objet()
        premiere.setFocus(Qt.FocusReason.OtherFocusReason)
        self._zone.ensureWidgetVisible(premiere, 0, 24)

    def _ajouter(self, boite: QVBoxLayout, constat: Constat, depliees: set[str]) -> None:
        if self.lignes:
            boite.addWidget(Filet())
        ligne = LigneConstat(constat, depliee=constat.id in depliees, present=self._autre is None)
        ligne.choisi.connect(lambda c=constat: self.vise.emit(c.cible))
        ligne.deroge.connect(lambda c=constat: self.deroge.emit(c))
        boite.addWidget(ligne)
        # Qt ne le montrerait qu'au tour suivant : il ne pourrait pas encore reprendre le clavier.
        ligne.show()
        self.lignes.append(ligne)

    def _ajouter_sans_objet(self, constats: Sequence[Constat], depliees: set[str]) -> None:
        if not constats:
            return
        mot = f"{pluriel(len(constats), 'obligation')} sans objet"
        plis = Bouton(mot, self._basculer_sans_objet, "lien", description="Montrer ou cacher, avec leur raison")
        self._sans_objet = QWidget()
        self._sans_objet.setProperty("transparent", True)
        boite = QVBoxLayout(self._sans_objet)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(0)
        for element in (Filet(), plis, self._sans_objet):
            self._liste.addWidget(element)
        for constat in constats:
            self._ajouter(boite, constat, depliees)
        self._sans_objet.setVisible(self._sans_objet_ouvert)

    def _basculer_sans_objet(self) -> None:
        self._sans_objet_ouvert = not self._sans_objet_ouvert
        self._sans_objet.setVisible(self._sans_objet_ouvert)

    def _regarder(self, regard: Regard) -> None:
        autre = None if regard == Regard(self._contexte.aujourd_hui()) else regard
        if autre == self._autre:
            return
        try:
            constats = self._evaluer(regard)
        except ErreurMetier as erreur:
            self.choix.refuser(erreur)
            return
        self._autre = autre
        self.montrer(constats)
        self.regarde.emit()

    def ajuster(self, fenetre: int) -> None:
        """Prend la largeur qui convient à une fenêtre large de `fenetre` pixels."""
        self._largeur = LARGE if fenetre >= 1400 else ETROIT
        self.setFixedWidth(REPLIE if self.replie else self._largeur)

    def basculer(self) -> None:
        """Replie ou déplie le panneau, et s'en souvient."""
        self._poser_replie(not self.replie)
        self._contexte.ecrire_preference(_PREFERENCE, "replie" if self.replie else "ouvert")

    def _poser_replie(self, oui: bool) -> None:
        self.replie = oui
        for partie in (self._titre, self._zone):
            partie.setVisible(not oui)
        self.choix.replier(oui)
        self.replier_bouton.setText("Charte" if oui else "Replier")
        self.replier_bouton.setAccessibleName("Déplier le panneau de la charte" if oui else "Replier le panneau")
        self.setFixedWidth(REPLIE if oui else self._largeur)
