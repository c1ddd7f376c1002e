"""Les questions posées à l'utilisateur, derrière un objet que les tests remplacent par des réponses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QInputDialog, QMessageBox, QWidget

DOSSIER = "dossier_fichiers"


class Preferences(Protocol):
    """Où une préférence se garde d'une séance à l'autre."""

    def preference(self, cle: str) -> str | None:
        """La préférence, None si elle n'a jamais été écrite."""
        ...

    def ecrire_preference(self, cle: str, valeur: str) -> None:
        """Garde une préférence."""
        ...


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

    def __init__(self) -> None:
        self.preferences: Preferences | None = None
        """Où se garde le dernier dossier ; None tant qu'aucune base n'est ouverte."""

    def _parent(self) -> QWidget | None:
        return QApplication.activeWindow()

    def _depart(self) -> Path:
        """Le dernier dossier choisi s'il existe encore, sinon les documents de la personne."""
        garde = self.preferences.preference(DOSSIER) if self.preferences is not None else None
        if garde and Path(garde).is_dir():
            return Path(garde)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if Path(documents).is_dir() else Path.home()

    def boite(self, titre: str, nom: str = "", filtre: str = "") -> QFileDialog:
        """La boîte de fichiers, au dernier dossier, `nom` proposé ; ce que Qt laisse en anglais y est dit ici."""
        boite = QFileDialog(self._parent(), titre, str(self._depart()), filtre)
        boite.setLabelText(QFileDialog.DialogLabel.LookIn, "&Regarder dans :")
        boite.setLabelText(QFileDialog.DialogLabel.FileType, "Fichiers de &type :")
        if nom:
            boite.selectFile(nom)
        return boite

    def _choisi(self, boite: QFileDialog) -> Path | None:
        accepte = boite.exec() == QFileDialog.DialogCode.Accepted
        chemin = Path(boite.selectedFiles()[0]) if accepte and boite.selectedFiles() else None
        boite.deleteLater()
        if chemin is not None and self.preferences is not None:
            dossier = chemin if boite.fileMode() is QFileDialog.FileMode.Directory else chemin.parent
            self.preferences.ecrire_preference(DOSSIER, str(dossier))
        return chemin

    def ouvrir_fichier(self, titre: str, filtre: str) -> Path | None:
        """Voir `Invites`."""
        boite = self.boite(titre, filtre=filtre)
        boite.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._choisi(boite)

    def enregistrer_fichier(self, titre: str, nom: str, filtre: str) -> Path | None:
        """Voir `Invites`."""
        boite = self.boite(titre, nom, filtre)
        boite.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        return self._choisi(boite)

    def choisir_dossier(self, titre: str) -> Path | None:
        """Voir `Invites`."""
        boite = self.boite(titre)
        boite.setFileMode(QFileDialog.FileMode.Directory)
        boite.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._choisi(boite)

    def confirmer(self, question: str, action: str) -> bool:
        """Voir `Invites`."""
        boite = QMessageBox(QMessageBox.Icon.Question, "Relogement", question, parent=self._parent())
        oui = boite.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        boite.setDefaultButton(boite.addButton("Annuler", QMessageBox.ButtonRole.RejectRole))
        boite.exec()
        return boite.clickedButton() is oui

    def choisir(self, question: str, choix: Sequence[tuple[str, str]]) -> str | None:
        """Voir `Invites`."""
        boite = self.liste(question, [libelle for _, libelle in choix])
        accepte = boite.exec() == QInputDialog.DialogCode.Accepted
        (liste,) = boite.findChildren(QComboBox)
        boite.deleteLater()
        return choix[liste.currentIndex()][0] if accepte else None

    def liste(self, question: str, mots: Sequence[str]) -> QInputDialog:
        """La boîte d'un choix : c'est le rang qui se lit, deux choix pouvant porter le même nom."""
        boite = QInputDialog(self._parent())
        boite.setWindowTitle("Relogement")
        boite.setLabelText(question)
        boite.setComboBoxEditable(False)
        boite.setComboBoxItems(list(mots))
        return boite

    def demander(self, question: str, texte: str = "") -> str | None:
        """Voir `Invites`."""
        reponse, accepte = QInputDialog.getText(self._parent(), "Relogement", question, text=texte)
        return reponse if accepte else None

    def informer(self, phrase: str) -> None:
        """Voir `Invites`."""
        QMessageBox.information(self._parent(), "Relogement", phrase)
