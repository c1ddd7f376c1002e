"""Les questions posées à l'utilisateur, derrière un objet que les tests remplacent par des réponses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox, QWidget


class Invites(Protocol):
    """Ce qu'un écran peut demander."""

    def ouvrir_fichier(self, titre: str, filtre: str) -> Path | None:
        """Le fichier choisi, None si l'on renonce. Filtre : « Classeurs (*.xlsx *.csv) »."""
        ...

    def enregistrer_fichier(self, titre: str, nom: str, filtre: str) -> Path | None:
        """Où écrire, None si l'on renonce ; `nom` est le nom proposé."""
        ...

    def choisir_dossier(self, titre: str) -> Path | None:
        """Le dossier choisi, None si l'on renonce."""
        ...

    def confirmer(self, question: str, action: str) -> bool:
        """Seulement pour ce qui ne s'annule pas ; `action` est le mot du bouton (« Effacer »)."""
        ...

    def choisir(self, question: str, choix: Sequence[tuple[str, str]]) -> str | None:
        """Le code choisi parmi des (code, libellé), None si l'on renonce."""
        ...

    def demander(self, question: str, texte: str = "") -> str | None:
        """Une ligne de texte, None si l'on renonce."""
        ...

    def informer(self, phrase: str) -> None:
        """Une phrase à lire, avec un seul bouton."""
        ...


class InvitesQt:
    """Les vraies boîtes de dialogue."""

    def _parent(self) -> QWidget | None:
        return QApplication.activeWindow()

    def ouvrir_fichier(self, titre: str, filtre: str) -> Path | None:
        """Voir `Invites`."""
        chemin, _ = QFileDialog.getOpenFileName(self._parent(), titre, "", filtre)
        return Path(chemin) if chemin else None

    def enregistrer_fichier(self, titre: str, nom: str, filtre: str) -> Path | None:
        """Voir `Invites`."""
        chemin, _ = QFileDialog.getSaveFileName(self._parent(), titre, nom, filtre)
        return Path(chemin) if chemin else None

    def choisir_dossier(self, titre: str) -> Path | None:
        """Voir `Invites`."""
        chemin = QFileDialog.getExistingDirectory(self._parent(), titre)
        return Path(chemin) if chemin else None

    def confirmer(self, question: str, action: str) -> bool:
        """Voir `Invites`."""
        boite = QMessageBox(QMessageBox.Icon.Question, "Relogement", question, parent=self._parent())
        oui = boite.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        boite.setDefaultButton(boite.addButton("Annuler", QMessageBox.ButtonRole.RejectRole))
        boite.exec()
        return boite.clickedButton() is oui

    def choisir(self, question: str, choix: Sequence[tuple[str, str]]) -> str | None:
        """Voir `Invites`."""
        mots = [libelle for _, libelle in choix]
        mot, accepte = QInputDialog.getItem(self._parent(), "Relogement", question, mots, 0, False)
        return choix[mots.index(mot)][0] if accepte else None

    def demander(self, question: str, texte: str = "") -> str | None:
        """Voir `Invites`."""
        reponse, accepte = QInputDialog.getText(self._parent(), "Relogement", question, text=texte)
        return reponse if accepte else None

    def informer(self, phrase: str) -> None:
        """Voir `Invites`."""
        QMessageBox.information(self._parent(), "Relogement", phrase)
