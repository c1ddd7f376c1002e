"""Imprimer un courrier : lequel, pour quelle proposition, ce qui restera en blanc, et l'aperçu d'abord."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from relogement.commun import Changements, ErreurMetier
from relogement.formats import date_courte
from relogement.services.courriers import courriers_de
from relogement.services.impression_courrier import apercu_courrier, imprimer_courrier
from ui.fiches.dossier import Dossier
from ui.fiches.fiche import Fiche
from ui.socle.apercu import Apercu
from ui.socle.elements import Bouton, Carte, Texte, colonne
from ui.socle.taches import Suivi
from ui.socle.theme import DOUBLE

TITRE = "Imprimer un courrier"
RANGE = "Le courrier imprimé est rangé dans les pièces du ménage, à la date du jour (Ctrl+Z le retire)."
SANS_BLANC = "Rien ne reste en blanc."
DERNIERE = "celle dont il est question"
FILTRE = "Document PDF (*.pdf)"
_CHOIX = 260


class FicheCourrier(Fiche):
    """Le choix à gauche, l'aperçu à droite, refait à chaque choix."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__(TITRE)
        self._dossier = dossier
        self.modele, self.proposition = _Choix("Courrier"), _Choix("Proposition")
        for code, titre in courriers_de(dossier.contexte.base, dossier.fiche.operation["id"]):
            self.modele.addItem(titre, code)
        self.proposition.addItem(DERNIERE, None)
        for p in dossier.fiche.propositions:
            self.proposition.addItem(f"n° {p['rang']}, envoyée le {date_courte(p['envoyee_le'])}", p["id"])
        self.blancs, self.apercu = Texte("", "doux"), Apercu()
        self.imprimer = Bouton("Imprimer et ranger…", self.ecrire, "primaire", icone="printer", description="Ctrl+P")
        self._disposer()
        self._choisir(self.modele, dossier.choix.get("modele"))
        self._choisir(self.proposition, dossier.fiche_id)
        for choix in (self.modele, self.proposition):
            choix.currentIndexChanged.connect(lambda *_: self.montrer())
        self.montrer()

    def _disposer(self) -> None:
        fermer = Bouton("Fermer", self.quitte.emit, "lien", description="Revenir au dossier")
        gauche = colonne(
            _nomme("Courrier", self.modele), self.modele, *(
                (_nomme("Proposition", self.proposition), self.proposition) if self._dossier.fiche.propositions else ()
            ), self.blancs, self.imprimer, Texte(RANGE, "petit"), None, espace=8,
        )
        for choix in (self.modele, self.proposition):
            choix.setFixedWidth(_CHOIX)
        self.blancs.setFixedWidth(_CHOIX)
        corps = QHBoxLayout()
        corps.setSpacing(DOUBLE)
        corps.addLayout(gauche)
        corps.addWidget(self.apercu, 1)
        self.apercu.setMinimumHeight(640)
        carte = Carte(TITRE, corps)
        carte.a_droite(fermer)
        self._boite.addWidget(carte)

    @staticmethod
    def _choisir(choix: QComboBox, voulu: str | UUID | None) -> None:
        """Choisit cette valeur ; d'un courrier, celui qui est écrit pour la nature de l'opération."""
        donnees = [choix.itemData(rang) for rang in range(choix.count())]
        for rang, donnee in enumerate(donnees):
            if voulu is not None and (donnee == voulu or str(donnee).startswith(f"{voulu}_")):
                choix.setCurrentIndex(rang)
                return

    def viser(self, champ: str | None) -> None:
        """Place le clavier sur le choix du courrier."""
        self.modele.setFocus(Qt.FocusReason.OtherFocusReason)

    def montrer(self) -> None:
        """Refait l'aperçu et dit ce qui restera à remplir à la main."""
        d = self._dossier
        try:
            lu = apercu_courrier(
                d.contexte.base, d.menage_id, self.modele.currentData(), d.aujourd_hui, self.proposition.currentData()
            )
        except ErreurMetier as erreur:
            self.apercu.dire(erreur.phrase)
            self.blancs.setText("")
            self.imprimer.setEnabled(False)
            return
        self.apercu.montrer(lu.pages)
        self.blancs.setText("\n".join(("À remplir à la main :", *(f"– {b}" for b in lu.blancs))) if lu.blancs
                            else SANS_BLANC)
        self.imprimer.setEnabled(True)

    def ecrire(self) -> None:
        """Demande où, écrit le PDF et le range : un geste, fait à côté."""
        d, code, proposition = self._dossier, self.modele.currentData(), self.proposition.currentData()
        nom = f"{code}-{d.fiche.menage['reference']}.pdf"
        sortie = d.contexte.invites.enregistrer_fichier("Imprimer le courrier", nom, FILTRE)
        if sortie is None:
            return
        chemin, le = sortie if sortie.suffix else sortie.with_suffix(".pdf"), d.aujourd_hui

        def faire(_: Suivi) -> Changements:
            return imprimer_courrier(d.contexte.base, d.menage_id, code, chemin, le, proposition)

        d.contexte.taches.lancer("Courrier…", faire, self._fini, d.contexte.echec.emit)

    def _fini(self, faits: Changements) -> None:
        self._dossier.contexte.retenir(faits)
        self.termine.emit(faits)


class _Choix(QComboBox):
    """Une liste déroulante qui se nomme."""

    def __init__(self, nom: str) -> None:
        super().__init__()
        self.setAccessibleName(nom)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)


def _nomme(texte: str, choix: QComboBox) -> QLabel:
    libelle = QLabel(texte)
    libelle.setBuddy(choix)
    return libelle
