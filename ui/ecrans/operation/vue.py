"""La vue d'ensemble : l'immeuble, la courbe, qui retient les travaux, les promesses, les référents."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relogement.formats import date_courte, nombre
from relogement.regles.charte.etats import Etat
from relogement.stockage.base import Base
from ui.ecrans.alertes import BlocAlertes
from ui.ecrans.operation.immeuble import cases, legende, occupants_par_logement
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.phrases import phrase_decohabitants, phrase_projection, phrase_restants
from ui.ecrans.operation.referents import CarteReferents
from ui.ecrans.operation.retenues import CarteRetenues
from ui.ecrans.operation.volet import Volet
from ui.socle.batiment import ImageBatiment
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, Titre, ZoneDefilante, colonne, flux, vider
from ui.socle.etats import Style, style_etat
from ui.socle.graphiques import CourbeRestants, PointRestants, Restants
from ui.socle.pastille import Pastille
from ui.socle.theme import DOUBLE

VIDE = "Aucun logement pour l'instant : importez l'état locatif du bailleur, l'immeuble se dessinera ici."
_ETATS = (Etat.RESPECTEE, Etat.A_FAIRE, Etat.EN_RETARD, Etat.NON_RESPECTEE, Etat.INDETERMINEE, Etat.A_VENIR)
_MOTS = {
    Etat.RESPECTEE: "respectées", Etat.A_FAIRE: "à faire", Etat.EN_RETARD: "en retard",
    Etat.NON_RESPECTEE: "non respectées", Etat.INDETERMINEE: "à vérifier", Etat.A_VENIR: "à venir",
}


class _Pastilles(QWidget):
    """Des pastilles au fil, remplacées à chaque lecture."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(0, 0, 0, 0)

    def poser(self, styles: list[Style]) -> None:
        """Remplace les pastilles."""
        vider(self._boite)
        self._boite.addWidget(flux(*(Pastille(style) for style in styles)))


class VueEnsemble(Volet):
    """Le premier onglet."""

    cle, titre = "vue", "Vue d'ensemble"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self.image, self.legende = ImageBatiment(), _Pastilles()
        self.courbe, self._projection = CourbeRestants(), Texte("", "doux")
        self._titre_restants = Titre("", "section")
        self.promesses, self.retenues = _Pastilles(), CarteRetenues(contexte)
        self.referents = CarteReferents()
        self._occupants: dict[str, UUID] = {}
        self.image.choisi.connect(self._ouvrir_logement)
        self._vide = EtatVide(VIDE, Bouton("Importer un état locatif", self._importer, icone="upload"))
        immeuble = Carte("Les logements, par escalier", self._vide, self.image, self.legende)
        self._restants = Carte("", self._titre_restants)
        self._restants.ajouter(self.courbe, 1)
        self._restants.ajouter(self._projection)
        self.alertes = BlocAlertes("")
        self._alertes = Carte("Alertes de la loi", self.alertes)
        self.alertes.vise.connect(lambda cible: contexte.naviguer("operation", id=self._cle, champ=cible.champ))
        self.alertes.regle.connect(lambda alerte: self.ouvrir("regler_alerte", None, f"alerte={alerte}"))
        gauche = colonne(immeuble, Carte("Promesses", self.promesses), self._alertes, self.referents, None)
        droite = colonne(self._restants, self.retenues, None)
        colonnes = QHBoxLayout()
        colonnes.setSpacing(DOUBLE)
        colonnes.addLayout(gauche, 62)
        colonnes.addLayout(droite, 38)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(ZoneDefilante(colonnes))

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        tableau = lecture.tableau
        self._cle = lecture.operation.id
        self._occupants = {str(cle): m.id for cle, m in occupants_par_logement(lecture).items()}
        self.image.poser(cases(lecture))
        self.image.setVisible(bool(lecture.logements))
        self._vide.setVisible(not lecture.logements)
        self.legende.poser(list(legende(lecture)))
        self._titre_restants.setText(phrase_restants(tableau))
        self.courbe.poser(_restants(lecture))
        self.courbe.setVisible(len(tableau.releves) > 1)
        phrases = (phrase_projection(lecture), phrase_decohabitants(tableau))
        self._projection.setText(" ".join(phrase for phrase in phrases if phrase))
        self.retenues.montrer(lecture)
        self.referents.montrer(lecture)
        self.alertes.montrer(lecture.alertes)
        self._alertes.setVisible(bool(lecture.alertes))
        comptes = [(etat, tableau.etats.get(etat, 0)) for etat in _ETATS]
        self.promesses.poser([style_etat(e, f"{nombre(n)} {_mot(e, n)}") for e, n in comptes if n])
        self.promesses.setVisible(any(n for _, n in comptes))

    def _ouvrir_logement(self, identifiant: str) -> None:
        menage = self._occupants.get(identifiant)
        if menage is not None:
            self.contexte.naviguer("menage", id=menage)

    def _importer(self) -> None:
        self.contexte.naviguer("operation", id=self._cle, section="import")

    def viser(self, champ: str | None) -> None:
        """Le clavier sur la première case de l'immeuble."""
        self.image.setFocus(Qt.FocusReason.OtherFocusReason)


def _mot(etat: Etat, compte: int) -> str:
    return _MOTS[etat].replace("ées", "ée") if compte < 2 else _MOTS[etat]


def _restants(lecture: LectureOperation) -> Restants:
    tableau, travaux = lecture.tableau, lecture.operation.valeurs["travaux_le"]
    suite = (PointRestants(tableau.projection.dernier, 0),) if tableau.projection else ()
    return Restants(
        tuple(PointRestants(r.le, r.restants) for r in tableau.releves), suite, travaux,
        f"travaux le {date_courte(travaux)}" if travaux else "",
    )
