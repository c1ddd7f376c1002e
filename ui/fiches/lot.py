"""Imprimer en lot : quoi, en un ou plusieurs fichiers, qui n'a pas de quoi, puis l'impression à côté."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QRadioButton, QVBoxLayout

from relogement.services.lots import Lot, imprimer_lot, modeles_de_lot, verifier_lot
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.fiche import Fiche
from ui.socle.elements import Bouton, Carte, Texte, rangee, vider
from ui.socle.taches import Suivi

TITRE = "Imprimer en lot"
INTRO = (
    "Le dossier ou un courrier de chaque ménage, porte après porte. Un courrier imprimé est rangé dans les pièces de "
    "chacun, d'un seul geste (Ctrl+Z les retire). Un fichier ne porte que la référence du ménage."
)
UN_SEUL, UN_CHACUN = "Un seul PDF pour tous", "Un PDF par ménage"


class FicheLot(Fiche):
    """Le choix, la vérification, puis ce que le lot a donné, sans quitter la fiche."""

    def __init__(self, dossier: DossierOperation) -> None:
        super().__init__(TITRE)
        self._dossier = dossier
        self.modele = QComboBox()
        self.modele.setAccessibleName("Quoi imprimer")
        for code, titre in modeles_de_lot(dossier.contexte.base, dossier.operation_id):
            self.modele.addItem(titre, code)
        self.un_seul, self.un_chacun = QRadioButton(UN_SEUL), QRadioButton(UN_CHACUN)
        self.un_seul.setChecked(True)
        manque = "Qui n'a pas de quoi, ce qui reste en blanc"
        self.verifier = Bouton("Vérifier d'abord", self.essayer, description=manque)
        self.imprimer = Bouton("Imprimer…", self.ecrire, "primaire", icone="printer")
        self._resultat = QVBoxLayout()
        self._disposer()
        self.modele.currentIndexChanged.connect(lambda *_: vider(self._resultat))

    def _disposer(self) -> None:
        libelle = QLabel("Quoi imprimer")
        libelle.setBuddy(self.modele)
        carte = Carte(TITRE)
        carte.a_droite(Bouton("Fermer", self.quitte.emit, "lien", description="Revenir à l'opération"))
        carte.ajouter(Texte(INTRO, "doux"))
        carte.ajouter(libelle)
        carte.ajouter(rangee(self.modele, None))
        carte.ajouter(rangee(self.un_seul, self.un_chacun, None))
        carte.ajouter(rangee(self.verifier, self.imprimer, None))
        carte.ajouter(self._resultat)
        self._boite.addWidget(carte)

    def viser(self, champ: str | None) -> None:
        """Place le clavier sur le choix."""
        self.modele.setFocus(Qt.FocusReason.OtherFocusReason)

    def essayer(self) -> None:
        """Dit ce que le lot donnerait."""
        d, code, au = self._dossier, self.modele.currentData(), self._dossier.aujourd_hui

        def faire(suivi: Suivi) -> Lot:
            return verifier_lot(d.contexte.base, d.operation_id, code, au, suivi.avancer)

        self._lancer("Vérification…", faire, lambda lot: self._dire(lot, lot.prevision))

    def ecrire(self) -> None:
        """Demande où, puis imprime à côté."""
        d, code, au = self._dossier, self.modele.currentData(), self._dossier.aujourd_hui
        chacun = self.un_chacun.isChecked()
        sortie = self._ou(code, chacun)
        if sortie is None:
            return

        def faire(suivi: Suivi) -> Lot:
            return imprimer_lot(
                d.contexte.base, d.operation_id, code, sortie, au, un_par_menage=chacun,
                avancer=lambda fait, total: suivi.avancer(fait, total, f"Impression {fait + 1} sur {total}"),
            )

        self._lancer("Impression en lot…", faire, self._fini, "aucun fichier n'est écrit")

    def _ou(self, code: str, chacun: bool) -> Path | None:
        invites = self._dossier.contexte.invites
        if chacun:
            return invites.choisir_dossier("Où écrire les PDF ?")
        nom = f"{code}-{self._dossier.vie.operation['code']}.pdf"
        choisi = invites.enregistrer_fichier("Enregistrer le lot", nom, "Document PDF (*.pdf)")
        return choisi if choisi is None or choisi.suffix else choisi.with_suffix(".pdf")

    def _lancer(
        self, nom: str, faire: Callable[[Suivi], Lot], suite: Callable[[Lot], object], enjeu: str = ""
    ) -> None:
        """Un seul travail à la fois : les boutons attendent sa fin, qu'il aboutisse, échoue ou s'arrête."""
        for bouton in (self.verifier, self.imprimer):
            bouton.setEnabled(False)
        contexte = self._dossier.contexte
        contexte.taches.lancer(nom, faire, suite, contexte.echec.emit, self._liberer, enjeu)

    def _liberer(self, _suivi: Suivi) -> None:
        for bouton in (self.verifier, self.imprimer):
            bouton.setEnabled(True)

    def _fini(self, lot: Lot) -> None:
        self._dossier.contexte.retenir(lot.changements)
        self._dire(lot, lot.phrase)

    def _dire(self, lot: Lot, phrase: str) -> None:
        """Le compte, puis ce qui est à reprendre, raison par raison."""
        vider(self._resultat)
        self._resultat.addWidget(Texte(phrase, "fort"))
        for ligne in lot.a_reprendre:
            self._resultat.addWidget(Texte(ligne))
