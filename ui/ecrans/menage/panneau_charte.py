"""Le panneau de la charte, toujours à droite : ce qui est dû, tenu, en retard, ce jour ou un autre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from ui.ecrans.menage.clavier import reperer, revenir
from ui.ecrans.menage.constats import comptes
from ui.ecrans.menage.ligne_constat import LigneConstat
from ui.socle.champs import Champ, Genre, lire
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, Filet, Texte, Titre, ZoneDefilante, dire_erreur, flux, rangee
from ui.socle.etats import STYLES
from ui.socle.formats import date_courte, pluriel
from ui.socle.pastille import Pastille
from ui.socle.saisies import SaisieLigne
from ui.socle.theme import DEMI

Evaluer = Callable[[date], Sequence[Constat]]
LARGE, ETROIT, REPLIE = 352, 296, 96
_CHAMP = Champ("au", "Voir la charte au", Genre.DATE)
_PREFERENCE = "menage/panneau"


class PanneauCharte(QWidget):
    """Les constats d'un ménage. `vise(Cible)` : ce qu'il faut ouvrir pour régler le constat choisi.

    `evaluer(au)` donne les constats du ménage montré à une date.
    """

    vise = Signal(object)

    def __init__(self, contexte: Contexte[Any], evaluer: Evaluer) -> None:
        super().__init__()
        self._contexte, self._evaluer = contexte, evaluer
        self._autre_date: date | None = None
        self._montres: object = None
        self._sans_objet_ouvert = False
        self.lignes: list[LigneConstat] = []
        self.setAccessibleName("La charte")
        self.au = Bouton("", self._ouvrir_date, "lien", description="Voir la charte à une autre date")
        self.au.setFixedHeight(24)
        self.revenir = Bouton("Aujourd'hui", self.revenir_aujourd_hui, "lien")
        self.revenir.setFixedHeight(24)
        self.saisie, self._erreur = SaisieLigne(_CHAMP), Texte("", "erreur")
        self.saisie.nommer(_CHAMP.libelle, "Entrée montre la charte à cette date")
        self.saisie.quitte.connect(self._lire_date)
        self.replier_bouton = Bouton("Replier", self.basculer, "lien", description="Replier le panneau de la charte")
        self.replier_bouton.setFixedHeight(24)
        self._comptes = QVBoxLayout()
        self._liste = QVBoxLayout()
        self._liste.setSpacing(0)
        self._disposer()
        self.replie = False
        self._largeur = LARGE
        if contexte.preference(_PREFERENCE) == "replie":
            self._poser_replie(True)

    def _disposer(self) -> None:
        self._carte = Carte()
        self._titre = Titre("La charte", "section")
        self._titre.setWordWrap(False)
        self._carte.ajouter(rangee(self._titre, None, self.revenir, self.au, espace=DEMI))
        self._carte.ajouter(self.saisie)
        self._carte.ajouter(self._erreur)
        self._carte.ajouter(self._comptes)
        self._zone = ZoneDefilante(self._liste)
        self._zone.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._carte.ajouter(self._zone, 1)
        self._carte.ajouter(rangee(None, self.replier_bouton))
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self._carte)
        self.saisie.hide()
        dire_erreur(self._erreur, "")

    @property
    def jour(self) -> date:
        """Le jour auquel la charte est lue."""
        return self._autre_date or self._contexte.aujourd_hui()

    def montrer(self, constats: Sequence[Constat]) -> None:
        """Montre les constats du jour du panneau ; ne refait rien si rien n'a changé."""
        self.au.setText(f"au {date_courte(self.jour)}")
        self.au.setAccessibleName(f"La charte au {date_courte(self.jour)}")
        self.revenir.setVisible(self._autre_date is not None and not self.replie)
        etat = (self.jour, self.replie, [(c, c.phrase) for c in constats])
        if etat == self._montres:
            return
        self._montres = etat
        self._refaire(constats)

    def nouveau_menage(self) -> None:
        """Oublie la date et les plis du ménage précédent."""
        self._autre_date, self._sans_objet_ouvert, self._montres = None, False, None
        self.lignes = []
        self._zone.verticalScrollBar().setValue(0)

    def _refaire(self, constats: Sequence[Constat]) -> None:
        repere = reperer(self)
        depliees = {ligne.constat.id for ligne in self.lignes if ligne.depliee}
        _vider(self._comptes)
        self._comptes.addWidget(flux(*(_compte(etat, n) for etat, n in comptes(constats))))
        _vider(self._liste)
        self.lignes = []
        vus = [c for c in constats if c.etat is not Etat.SANS_OBJET]
        sans_objet = [c for c in constats if c.etat is Etat.SANS_OBJET]
        for constat in vus:
            self._ajouter(self._liste, constat, depliees)
        self._ajouter_sans_objet(sans_objet, depliees)
        self._liste.addStretch(1)
        revenir(self, repere)

    def _ajouter(self, boite: QVBoxLayout, constat: Constat, depliees: set[str]) -> None:
        if self.lignes:
            boite.addWidget(Filet())
        ligne = LigneConstat(constat, depliee=constat.id in depliees)
        ligne.choisi.connect(lambda c=constat: self.vise.emit(c.cible))
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

    def _ouvrir_date(self) -> None:
        self.saisie.poser(date_courte(self.jour))
        self.saisie.show()
        self.saisie.setFocus()
        self.saisie.cibles()[0].setFocus()

    def _lire_date(self) -> None:
        if not self.saisie.isVisible():
            return
        try:
            choisie = lire(_CHAMP, self.saisie.texte(), self._contexte.aujourd_hui())
        except ErreurMetier as erreur:
            dire_erreur(self._erreur, erreur.phrase)
            return
        dire_erreur(self._erreur, "")
        self.saisie.hide()
        self._poser_date(choisie)

    def revenir_aujourd_hui(self) -> None:
        """Revient à la date du jour."""
        self.saisie.hide()
        dire_erreur(self._erreur, "")
        self._poser_date(None)

    def _poser_date(self, choisie: date | None) -> None:
        self._autre_date = None if choisie == self._contexte.aujourd_hui() else choisie
        self.montrer(self._evaluer(self.jour))

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
        for partie in (self._titre, self.au, self._zone):
            partie.setVisible(not oui)
        self.saisie.hide()
        self.revenir.setVisible(self._autre_date is not None and not oui)
        self.replier_bouton.setText("Charte" if oui else "Replier")
        self.replier_bouton.setAccessibleName("Déplier le panneau de la charte" if oui else "Replier le panneau")
        self.setFixedWidth(REPLIE if oui else self._largeur)


def _compte(etat: Etat, nombre: int) -> Pastille:
    """Le compte d'un état ; le mot entier est lu et dans la bulle."""
    pastille = Pastille(etat, str(nombre))
    mot = f"{nombre} : {STYLES[etat].mot}"
    pastille.setAccessibleName(mot)
    pastille.setToolTip(mot)
    return pastille


def _vider(boite: QVBoxLayout) -> None:
    while (element := boite.takeAt(0)) is not None:
        ancien = element.widget()
        if ancien is not None:
            ancien.hide()
            ancien.deleteLater()
