"""Les réglages : la fiche de l'opération, et ses référents."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relogement.formats import date_courte
from relogement.services.operations import affecter_referent_operation
from relogement.stockage.base import Base
from relogement.stockage.lectures import Ligne, LigneOperation, referents_operation
from ui.ecrans.operation.charte import CarteCharte
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.volet import Volet
from ui.fiches.operation import FicheOperation
from ui.socle.champs import Champ, Genre
from ui.socle.contexte import Contexte
from ui.socle.elements import Carte, Texte, ZoneDefilante
from ui.socle.formulaire import Formulaire
from ui.socle.theme import DOUBLE, TRIPLE

CHAMPS_REFERENT = (
    Champ("agent", "Nom du référent", obligatoire=True, manque="Indiquez le nom du référent."),
    Champ("du", "À partir du", Genre.DATE, obligatoire=True, passee=True, manque="Indiquez la date : 12/03/2026."),
)


class VoletReglages(Volet):
    """La fiche n'est refaite que si l'opération a changé et que personne n'y tape."""

    cle, titre = "reglages", "Réglages"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self._ligne: LigneOperation | None = None
        self.fiche: FicheOperation | None = None
        self._carte_fiche = Carte("L'opération")
        self._carte_fiche.setMinimumWidth(560)
        self.referents = _CarteReferents(contexte)
        self.charte = CarteCharte(contexte)
        droite = QVBoxLayout()
        droite.addWidget(self.referents)
        droite.addSpacing(DOUBLE)
        droite.addWidget(self.charte)
        droite.addStretch(1)
        colonnes = QHBoxLayout()
        colonnes.setSpacing(TRIPLE)
        colonnes.addWidget(self._carte_fiche, 62)
        colonnes.addLayout(droite, 38)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(ZoneDefilante(colonnes))

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        ligne, ancienne = lecture.operation, self._ligne
        autre = ancienne is None or ancienne.id != ligne.id
        if autre or (ancienne != ligne and self.fiche is not None and not self.fiche.en_cours):
            self._refaire(ligne)
        self._ligne = ligne
        self.referents.montrer(ligne, referents_operation(self.contexte.base, ligne.id))
        self.charte.montrer(ligne.id)

    def _refaire(self, ligne: LigneOperation) -> None:
        if self.fiche is not None:
            self.fiche.hide()
            self.fiche.deleteLater()
        self.fiche = FicheOperation(self.contexte, ligne)
        self._carte_fiche.ajouter(self.fiche)

    def viser(self, champ: str | None) -> None:
        """Le clavier sur ce champ de la fiche."""
        if self.fiche is not None:
            self.fiche.viser(champ)


class _CarteReferents(Carte):
    """Les référents de l'opération, et de quoi en ajouter un."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__("Référents de l'opération")
        self._contexte = contexte
        self._operation: LigneOperation | None = None
        self._liste = Texte()
        self._porteur = QVBoxLayout()
        self._porteur.setSpacing(DOUBLE)
        self.formulaire: Formulaire | None = None
        self.ajouter(self._liste)
        self.ajouter(self._porteur)

    def montrer(self, operation: LigneOperation, referents: list[Ligne]) -> None:
        """Relit les référents ; le formulaire n'est refait que pour une autre opération."""
        self._liste.setText("\n".join(map(_phrase, referents)) or "Aucun référent désigné pour l'opération.")
        if self._operation is None or self._operation.id != operation.id:
            self._operation = operation
            self._nouveau_formulaire()

    def _nouveau_formulaire(self) -> None:
        assert self._operation is not None
        ancien: QWidget | None = self.formulaire
        if ancien is not None:
            ancien.hide()
            ancien.deleteLater()
        self.formulaire = Formulaire(
            CHAMPS_REFERENT, self._contexte, f"referent_operation/{self._operation.id}", action="Ajouter le référent"
        )
        self.formulaire.valider.connect(self._ajouter)
        self._porteur.addWidget(self.formulaire)

    def _ajouter(self, valeurs: dict[str, Any]) -> None:
        assert self.formulaire is not None
        assert self._operation is not None
        if self.formulaire.executer(affecter_referent_operation, self._operation.id, **valeurs) is not None:
            self._nouveau_formulaire()


def _phrase(referent: Ligne) -> str:
    fin = f" au {date_courte(referent['au'])}" if referent["au"] else ""
    return f"{referent['agent']}, {'du' if fin else 'depuis le'} {date_courte(referent['du'])}{fin}"
