"""L'évaluation globale présentée chaque année à la CIL : elle est de toute la base, non d'une opération."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import date_courte
from relogement.services.corrections import retirer
from relogement.services.evaluations import noter_presentation_cil
from relogement.stockage.base import Base
from relogement.stockage.lectures import Ligne
from relogement.stockage.lectures_operation import presentations_cil
from ui.ecrans.cartes import Cartes
from ui.ecrans.menage.grille import Grille, lien
from ui.ecrans.reglages.volet import VoletReglage
from ui.fiches.bilan import CHAMPS_CIL
from ui.socle.contexte import Contexte
from ui.socle.elements import Carte, Texte, ZoneDefilante, lisible
from ui.socle.formulaire import Formulaire
from ui.socle.theme import DOUBLE

RAISON = "Une fois par an tant qu'une opération est ouverte (article 14)."
AUCUNE = "Aucune présentation n'est notée."


class VoletCil(VoletReglage):
    """Les présentations notées, et de quoi en noter une ; elles se corrigent aussi depuis toute opération."""

    cle, titre = "cil", "Présentation à la CIL"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self._cartes = Cartes()
        self._porteur = QVBoxLayout()
        carte = Carte("Noter une présentation")
        carte.ajouter(Texte(RAISON, "doux"))
        carte.ajouter(self._porteur)
        self.formulaire = self._nouveau()
        contenu = QVBoxLayout()
        contenu.setSpacing(DOUBLE)
        contenu.addLayout(lisible(carte, 760))
        contenu.addWidget(self._cartes)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(ZoneDefilante(contenu))

    def _nouveau(self) -> Formulaire:
        annee = self.contexte.aujourd_hui().year
        formulaire = Formulaire(
            CHAMPS_CIL, self.contexte, "presentation_cil", valeurs={"annee": annee}, action="Noter la présentation"
        )
        formulaire.valider.connect(self._noter)
        self._porteur.addWidget(formulaire)
        return formulaire

    def _noter(self, valeurs: dict[str, Any]) -> None:
        ancien = self.formulaire
        if ancien.executer(noter_presentation_cil, **valeurs) is not None:
            ancien.hide()
            ancien.deleteLater()
            self.formulaire = self._nouveau()

    def viser(self) -> None:
        """La date de la présentation : l'année est déjà là."""
        self.formulaire.rangs["le"].setFocus(Qt.FocusReason.OtherFocusReason)

    def rafraichir(self) -> None:
        """Voir `VoletReglage`."""
        lues = presentations_cil(self.contexte.base)
        self._cartes.remplacer(self._cartes.carte("presentations", lues, lambda: self._liste(lues)))

    def _liste(self, presentations: tuple[Ligne, ...]) -> QWidget:
        carte = Carte("Présentations notées")
        if not presentations:
            carte.ajouter(Texte(AUCUNE, "doux"))
            return carte
        rangs = [
            (
                str(p["annee"]), date_courte(p["le"]), p["note"] or "",
                lien("Retirer", partial(self.contexte.executer, retirer, "presentationcil", p["id"]),
                     f"Retirer la présentation de {p['annee']}"),
            )
            for p in reversed(presentations)
        ]
        carte.ajouter(Grille(("Année", "Présentée le", "Note", ""), rangs, parts=(2, 2, 8, 0)))
        return carte
