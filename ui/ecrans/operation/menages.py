"""Les ménages de l'opération, ceux qui retiennent les travaux d'abord."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from relogement.formats import nombre
from relogement.services.avancement import Situation
from relogement.stockage.base import Base
from relogement.stockage.lectures import LigneMenage
from ui.ecrans.menage.tete import lieu, style_etape
from ui.ecrans.menages_colonnes import nom_liste
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.volet import Volet
from ui.fiches.nouveau_menage import NOUVEAU_MENAGE
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, rangee
from ui.socle.etats import Forme, Style
from ui.socle.frappe import LigneTexte
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes
from ui.socle.theme import Ton


@dataclass(frozen=True, slots=True)
class Rangee:
    """Un ménage et où il en est."""

    menage: LigneMenage
    situation: Situation

    @property
    def refus(self) -> int:
        """Ses refus, s'il est encore à reloger."""
        return self.situation.blocage.refus if self.situation.blocage else 0


def _ou_rien(compte: int) -> str:
    """Un compte nul se tait : l'œil va aux autres."""
    return nombre(compte) if compte else ""


def _retards(r: Rangee) -> Style | None:
    return Style(nombre(r.situation.en_retard), Ton.EN_RETARD, Forme.TRIANGLE) if r.situation.en_retard else None


COLONNES = (
    Colonne[Rangee]("Référence", lambda r: r.menage.reference, largeur=110),
    Colonne[Rangee]("Ménage", lambda r: nom_liste(r.menage), largeur=200, fort=True),
    Colonne[Rangee](
        "Logement", lambda r: lieu(r.menage.batiment, r.menage.escalier, r.menage.etage, r.menage.porte), largeur=260
    ),
    Colonne[Rangee](
        "Étape", lambda r: r.situation.etape.libelle, lambda r: r.situation.etape.rang, largeur=170,
        style=lambda r: style_etape(r.situation.etape),
    ),
    Colonne[Rangee]("Référent", lambda r: r.menage.referent or "", largeur=120),
    Colonne[Rangee](
        "En retard", lambda r: _ou_rien(r.situation.en_retard), lambda r: r.situation.en_retard, "gauche", 90,
        style=_retards, somme=lambda lignes: nombre(sum(r.situation.en_retard for r in lignes)),
    ),
    Colonne[Rangee]("Refus", lambda r: _ou_rien(r.refus), lambda r: r.refus, "droite", 60),
    Colonne[Rangee](
        "À compléter", lambda r: _ou_rien(r.menage.a_completer), lambda r: r.menage.a_completer, "droite", 100
    ),
)


class VoletMenages(Volet):
    """La liste ; Entrée ouvre le dossier, on y filtre en tapant."""

    cle, titre = "menages", "Ménages"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self.table: TableLignes[Rangee] = TableLignes(
            COLONNES, lambda r: r.menage.id, cle="operation_menages", mot="ménage", preferences=contexte
        )
        self.table.ouvrir.connect(lambda cle: contexte.naviguer("menage", id=cle))
        self.filtre = LigneTexte()
        self.filtre.setPlaceholderText("Filtrer : nom, étape, référent, logement")
        self.filtre.setAccessibleName("Filtrer les ménages de l'opération")
        self.filtre.setFixedWidth(340)
        self.filtre.textChanged.connect(self.table.filtrer)
        carte = Carte()
        self.ajouter = Bouton("Ajouter un ménage", lambda: self.ouvrir(NOUVEAU_MENAGE), icone="plus")
        carte.ajouter(rangee(
            self.filtre, None, Bouton("Copier la liste", self._copier, "lien", description="Ctrl+C"), self.ajouter
        ))
        carte.ajouter(self.table, 1)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(carte)

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        rangees = [Rangee(m, lecture.situation(m)) for m in lecture.menages]
        ordre = {cle: rang for rang, (cle, _) in enumerate(lecture.tableau.retiennent)}
        self.table.poser(sorted(rangees, key=lambda r: ordre.get(r.menage.id, len(ordre))))

    def compte(self, lecture: LectureOperation) -> int | None:
        """Hors décohabitants, comme la vue d'ensemble."""
        return lecture.tableau.menages

    def viser(self, champ: str | None) -> None:
        """Le clavier sur la liste."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copier(self) -> None:
        self.table.vue.selectAll()
        self.table.copier()
