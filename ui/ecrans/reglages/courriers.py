"""Les textes des courriers : la liste, celui que l'on récrit, ses versions."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import Changements
from relogement.formats import date_courte
from relogement.services.courriers import LigneCourrier, Version, courriers, livre, revenir_au_texte_livre
from relogement.stockage.base import Base
from ui.ecrans.cartes import Cartes
from ui.ecrans.menage.grille import Cellule, Grille, lien
from ui.ecrans.reglages.volet import VoletReglage
from ui.fiches.texte_courrier import FicheTexte
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, Texte, ZoneDefilante

INTRO = "Un texte récrit vaut dès qu'il est enregistré ; les courriers déjà imprimés ne changent pas."
LIVRE = "texte livré"


class VoletCourriers(VoletReglage):
    """La liste ; le texte que l'on récrit prend sa place, sa frappe est gardée quand on le ferme."""

    cle, titre = "courriers", "Courriers"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self.lignes: list[LigneCourrier] = []
        self.fiche: FicheTexte | None = None
        self._code = ""
        self._cartes, self._versions = Cartes(), Cartes()
        contenu = QVBoxLayout()
        contenu.addWidget(self._cartes)
        self._pile = QStackedWidget()
        self._pile.addWidget(ZoneDefilante(contenu))
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self._pile)

    def rafraichir(self) -> None:
        """Voir `VoletReglage`."""
        self.lignes = courriers(self.contexte.base)
        self._cartes.remplacer(self._cartes.carte("liste", self.lignes, self._liste))
        if self.fiche is not None:
            self._montrer_versions()

    def _liste(self) -> QWidget:
        carte = Carte("Courriers et formulaires")
        carte.ajouter(Texte(INTRO, "doux"))
        rangs = [self._rang(ligne) for ligne in self.lignes]
        carte.ajouter(Grille(("Courrier", "D'où il vient", "Texte en vigueur", ""), rangs, parts=(4, 7, 3, 0)))
        return carte

    def _rang(self, ligne: LigneCourrier) -> tuple[Cellule, ...]:
        modele = ligne.modele
        vaut = f"récrit le {date_courte(ligne.versions[0].le)}" if ligne.recrit else LIVRE
        return modele.titre, modele.source, vaut, lien(
            "Modifier", lambda: self.ouvrir(modele.code), f"Modifier « {modele.titre} »"
        )

    def ouvrir(self, code: str) -> None:
        """Ouvre le texte de ce courrier."""
        self.fermer()
        self._code = code
        ligne = self._ligne()
        self.fiche = FicheTexte(self.contexte, ligne)
        carte = Carte(ligne.modele.titre, self.fiche)
        carte.a_droite(Bouton("Revenir au texte livré", self.revenir, "lien", description="Le texte d'origine vaut"))
        carte.a_droite(Bouton("Fermer (la frappe est gardée)", self.fermer, "lien", description="Échap"))
        self._versions = Cartes()
        contenu = QVBoxLayout()
        contenu.addWidget(carte)
        contenu.addWidget(self._versions)
        self._pile.setCurrentIndex(self._pile.addWidget(ZoneDefilante(contenu)))
        self.fiche.termine.connect(self._fini)
        self.fiche.quitte.connect(self.fermer)
        self.fiche.viser()
        self._montrer_versions()

    def _ligne(self) -> LigneCourrier:
        return next(ligne for ligne in self.lignes if ligne.modele.code == self._code)

    def _montrer_versions(self) -> None:
        ligne = self._ligne()
        self._versions.remplacer(self._versions.carte("versions", ligne, lambda: self._carte_versions(ligne)))

    def _carte_versions(self, ligne: LigneCourrier) -> QWidget:
        carte = Carte("Versions")
        rangs = [self._rang_version(v, vaut=rang == 0) for rang, v in enumerate(ligne.versions)]
        reprendre = lien("Reprendre", lambda: self._reprendre(None), "Reprendre le texte livré")
        rangs.append(["avec l'application", LIVRE, "" if ligne.versions else "en vigueur", reprendre])
        carte.ajouter(Grille(("Depuis", "Texte", "", ""), rangs, parts=(2, 6, 2, 0)))
        return carte

    def _rang_version(self, v: Version, *, vaut: bool) -> list[Cellule]:
        quoi = f"retour au {LIVRE}" if v.texte is None else v.texte.objet
        le = date_courte(v.le)
        reprendre = lien("Reprendre", lambda: self._reprendre(v), f"Reprendre le texte du {le}")
        return [le, quoi, "en vigueur" if vaut else "remplacé", reprendre]

    def _reprendre(self, version: Version | None) -> None:
        if self.fiche is not None:
            self.fiche.reprendre((version and version.texte) or livre(self._ligne().modele))

    def revenir(self) -> None:
        """Le texte livré vaut de nouveau : un geste, qui s'annule."""
        faits = self.contexte.executer(revenir_au_texte_livre, self._code)
        if faits is not None:
            self.contexte.effacer_brouillon(f"courrier/{self._code}")
            self._fini(faits)

    def fermer(self) -> None:
        """Referme le texte."""
        porteur = self._pile.widget(1)
        if self.fiche is None or porteur is None:
            return
        self.fiche.formulaire.garder()
        self.fiche = None
        self._pile.removeWidget(porteur)
        porteur.hide()
        porteur.deleteLater()

    def _fini(self, _: Changements) -> None:
        self.fermer()
        self.rafraichir()
