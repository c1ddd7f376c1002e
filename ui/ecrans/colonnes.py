"""À quoi correspond chaque colonne d'une liste : ce que l'application a reconnu, et ce que la personne en dit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.services.colonnes import verifier_choix
from relogement.tableur.catalogues import CATALOGUES, GenreListe
from relogement.tableur.correspondance import Apercu, ColonneLue
from ui.ecrans.menage.grille import Cellule, Grille
from ui.socle.elements import Bouton, Carte, Texte, dire_erreur, rangee
from ui.socle.etats import Forme
from ui.socle.theme import DOUBLE, HAUTEUR_CONTROLE

PAS_REPRISE = "ne pas reprendre"
INVITE = (
    "Chaque colonne du fichier, ses premières valeurs, et l'information qu'elle donne. Corrigez ce qui n'est pas "
    "juste : vos choix seront repris à la prochaine liste de {}."
)


class VueColonnes(QWidget):
    """`dites(choix)` : ce que la personne a changé (clé de colonne → champ, vide : pas reprise) ; `abandonnees`."""

    dites = Signal(object)
    abandonnees = Signal()

    def __init__(self, genre: GenreListe, apercu: Apercu, emetteur: str) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._genre, self._apercu = genre, apercu
        self._erreur = Texte("", "erreur")
        self.choix = {c.cle: self._liste(c) for c in apercu.colonnes}
        self.gestes = [
            Bouton("Annuler", self.abandonnees.emit),
            Bouton("Continuer", self.valider, "primaire", icone="check"),
        ]
        carte = Carte("À quoi correspond chaque colonne ?", Texte(INVITE.format(emetteur), "doux"))
        if not apercu.reconnue:
            carte.ajouter(Texte("Aucun titre n'est reconnu dans ce fichier : dites au moins les principales colonnes."))
        rangs: list[list[Cellule]] = [[c.nom, " · ".join(c.exemples) or "vide", self.choix[c.cle]]
                                      for c in apercu.colonnes]
        carte.ajouter(Grille(("Colonne du fichier", "Premières valeurs", "Information"), rangs, parts=(3, 4, 3)))
        carte.ajouter(self._erreur)
        dire_erreur(self._erreur, "")
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DOUBLE)
        boite.addWidget(carte)
        boite.addLayout(rangee(None, *self.gestes))
        boite.addStretch(1)

    def _liste(self, colonne: ColonneLue) -> QComboBox:
        liste = QComboBox()
        liste.setFixedHeight(HAUTEUR_CONTROLE)
        liste.setAccessibleName(f"Information que donne la colonne « {colonne.nom} »")
        liste.addItem(PAS_REPRISE, "")
        for champ in sorted(CATALOGUES[self._genre].champs.values(), key=lambda c: c.libelle):
            liste.addItem(champ.libelle, champ.nom)
        liste.setCurrentIndex(max(0, liste.findData(colonne.champ or "")))
        return liste

    def valider(self) -> None:
        """Dit ce qui a changé ; un champ dit de deux colonnes, ou rien qui situe un logement, se dit sans continuer."""
        tout = {cle: str(liste.currentData()) for cle, liste in self.choix.items()}
        try:
            verifier_choix(self._genre, tout)
            self._verifier_situe(set(tout.values()))
        except ErreurMetier as erreur:
            dire_erreur(self._erreur, f"{Forme.TRIANGLE.value} {erreur.phrase}")
            return
        avant = {c.cle: c.champ or "" for c in self._apercu.colonnes}
        self.dites.emit({cle: champ for cle, champ in tout.items() if champ != avant[cle]})

    def _verifier_situe(self, dits: set[str]) -> None:
        catalogue = CATALOGUES[self._genre]
        if dits & catalogue.situent:
            return
        attendus = " ou ".join(c.libelle for nom, c in catalogue.champs.items() if nom in catalogue.situent)
        raise ErreurMetier(f"Dites quelle colonne situe chaque logement : {attendus}.", "colonnes")
