"""L'organisation qui écrit aux ménages : ce que tous les courriers disent d'elle, et son logo."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from relogement.documents.courriers.donnees import Expediteur
from relogement.services.organisation import COLONNES, organisation, poser_logo, regler_organisation, retirer_logo
from relogement.stockage.base import Base
from ui.ecrans.cartes import Cartes
from ui.ecrans.reglages.volet import VoletReglage
from ui.socle.champs import Champ, Genre
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, Texte, ZoneDefilante, lisible, rangee
from ui.socle.formulaire import Formulaire
from ui.socle.theme import DOUBLE

CLE = "organisation"
INTRO = "Ce que vous dites ici paraît sur chaque courrier ; ce qui manque s'y imprime en blanc, à remplir à la main."
SANS_LOGO = "Aucun logo : les courriers portent seulement le nom de l'organisation."
FILTRE = "Images (*.png *.jpg *.jpeg)"
CHAMPS = (
    Champ("nom", "Nom de l'organisation"),
    Champ("adresse", "Adresse", Genre.TEXTE_LONG, aide="Comme sur une enveloppe, sur plusieurs lignes."),
    Champ("telephone", "Téléphone", Genre.TELEPHONE, demi=True),
    Champ("courriel", "Courriel", demi=True),
    Champ("ville", "Ville d'où l'on écrit", aide="« Nantes, le 12/03/2026 »."),
    Champ("signataire", "Qui signe les courriers", demi=True),
    Champ("qualite", "Sa fonction", demi=True),
    Champ("contact_donnees", "Contact pour les données personnelles",
          aide="Le délégué à la protection des données, ou le service qui répond."),
    Champ("fondement", "Fondement du traitement des données", aide="Article 6 du RGPD : mission d'intérêt public…"),
    Champ("conservation", "Durée de conservation", Genre.TEXTE_LONG,
          aide="Comme votre organisation l'a décidée ; l'information sur les données la reprend."),
)
_HAUTEUR_LOGO = 72


class VoletOrganisation(VoletReglage):
    """Un formulaire, refait une fois enregistré ou annulé, et le logo."""

    cle, titre = "organisation", "Organisation"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self._porteur, self._cartes = QVBoxLayout(), Cartes()
        carte = Carte("Qui écrit aux ménages")
        carte.ajouter(Texte(INTRO, "doux"))
        carte.ajouter(self._porteur)
        self._montree = organisation(contexte.base)
        self.formulaire = self._nouveau()
        contenu = QVBoxLayout()
        contenu.setSpacing(DOUBLE)
        contenu.addLayout(lisible(carte, 760))
        contenu.addWidget(self._cartes)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(ZoneDefilante(contenu))

    def _nouveau(self) -> Formulaire:
        valeurs = {nom: getattr(self._montree, nom) for nom in COLONNES}
        formulaire = Formulaire(CHAMPS, self.contexte, CLE, valeurs=valeurs, action="Enregistrer")
        formulaire.valider.connect(self._enregistrer)
        self._porteur.addWidget(formulaire)
        return formulaire

    def _enregistrer(self, valeurs: dict[str, Any]) -> None:
        self.formulaire.executer(regler_organisation, **valeurs)

    def viser(self) -> None:
        """Le premier champ."""
        self.formulaire.rangs["nom"].setFocus(Qt.FocusReason.OtherFocusReason)

    def rafraichir(self) -> None:
        """Voir `VoletReglage`."""
        lue = organisation(self.contexte.base)
        if lue != self._montree and not self.contexte.brouillon(CLE):
            self._montree, ancien = lue, self.formulaire
            ancien.hide()
            ancien.deleteLater()
            self.formulaire = self._nouveau()
        self._cartes.remplacer(self._cartes.carte("logo", lue.logo, lambda: self._logo(lue)))

    def _logo(self, lue: Expediteur) -> QWidget:
        carte = Carte("Logo")
        conditions = "PNG ou JPEG, 2 Mo au plus"
        choisir = Bouton("Choisir une image…", self.choisir_logo, icone="upload", description=conditions)
        if lue.logo is None:
            carte.ajouter(Texte(SANS_LOGO, "doux"))
            carte.ajouter(rangee(choisir, None))
            return carte
        image = QPixmap()
        image.loadFromData(lue.logo)
        dessin = QLabel()
        dessin.setAccessibleName("Logo de l'organisation")
        dessin.setPixmap(image.scaledToHeight(_HAUTEUR_LOGO, Qt.TransformationMode.SmoothTransformation))
        carte.ajouter(dessin)
        retirer = Bouton("Retirer", lambda: self.contexte.executer(retirer_logo), "lien", description="Retirer le logo")
        carte.ajouter(rangee(choisir, retirer, None))
        return carte

    def choisir_logo(self) -> None:
        """Demande l'image, puis l'enregistre ; ce qui n'en est pas une est refusé en une phrase."""
        fichier = self.contexte.invites.ouvrir_fichier("Choisir le logo", FILTRE)
        if fichier is not None:
            self.contexte.executer(poser_logo, fichier)
