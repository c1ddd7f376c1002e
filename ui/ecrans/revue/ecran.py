"""L'écran de la revue : choisir, calculer à côté, lire une page, ouvrir les ménages d'un chiffre, exporter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.formats import date_courte, pluriel
from relogement.regles.revue.pages.catalogue import PAGES
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_operations
from relogement.tableur.revue.avancement import TITRE as AVANCEMENT
from relogement.tableur.revue.notes import portee
from ui.ecrans.revue.attente import Attente
from ui.ecrans.revue.blocs import Choix
from ui.ecrans.revue.choix import ChoixRevue
from ui.ecrans.revue.lecture import Demande, LectureRevue, lire_revue
from ui.ecrans.revue.page import PageChiffres
from ui.ecrans.revue.qualite import TITRE as QUALITE
from ui.ecrans.revue.qualite import LigneQualite, PageQualite
from ui.ecrans.revue.sorties import MOTS, TABLES, exporter, exporter_table
from ui.ecrans.revue.volet import LigneDuChiffre, VoletMenages
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, EnTete, EtatVide, Texte
from ui.socle.menu import BoutonMenu
from ui.socle.onglets import Onglets
from ui.socle.taches import Suivi
from ui.socle.theme import DOUBLE, TRIPLE

VIDE = (
    "La revue montre où en est le relogement à la fin d'un trimestre, chiffre par chiffre et ménage par ménage. "
    "Créez d'abord une opération."
)
AIDE = "Un clic sur un chiffre, ou Entrée, montre ses ménages."
A_REFAIRE = "Les dossiers ont changé depuis ce calcul."
SEULE_MAIN = 1_000
"""Jusqu'à tant de ménages, la revue se recalcule d'elle-même quand un dossier change ; au-delà, on le demande."""
_SYNTHESE, *_SUITE = (titre for titre, _ in PAGES)
TITRES = (_SYNTHESE, AVANCEMENT, *_SUITE)
_COURTS = {
    "Accueil et localisation": "Accueil", "Impact financier": "Impact", "Propositions et refus": "Propositions",
    "Suivi et satisfaction": "Suivi", "Objectifs CIA": "CIA",
}
"""Le mot de l'onglet, quand le titre de la page ne tiendrait pas ; la tête de l'écran dit le titre."""


class EcranRevue(QWidget):
    """`aller(operation=CODE, trimestre=…, page=…)` montre la revue de cette opération. Échap ferme le volet."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self.lecture: LectureRevue | None = None
        self._suivi: Suivi | None = None
        self._perimee, self._montree = True, ""
        self.choix = ChoixRevue(contexte)
        self.exporter = BoutonMenu(
            "Exporter",
            (
                *((mot, partial(self._exporter, variante)) for variante, mot in MOTS.items()),
                *((mot, partial(self._exporter_table, extension, filtre)) for mot, extension, filtre in TABLES),
            ),
            icone="download",
            description="Le classeur de la revue, sous trois variantes, ou la table des ménages",
        )
        self._entete = EnTete("Revue", " ", (), self.exporter)
        self.attente = Attente()
        self._notes = Texte("", "doux")
        self.onglets = Onglets([(t, _COURTS.get(t, t)) for t in (*TITRES, QUALITE)], "Pages de la revue")
        self.page, self.qualite = PageChiffres(), PageQualite(contexte)
        self.volet = VoletMenages(contexte)
        self._vide = EtatVide(VIDE, Bouton("Créer la première opération", self._creer, "primaire", icone="plus"))
        self._disposer()
        self._brancher()

    def _disposer(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.qualite)
        self._cote = QWidget()
        cote = QHBoxLayout(self._cote)
        cote.setContentsMargins(0, 0, 0, 0)
        cote.setSpacing(DOUBLE)
        cote.addWidget(self._pages, 60)
        cote.addWidget(self.volet, 40)
        self.volet.hide()
        self._contenu = QWidget()
        contenu = QVBoxLayout(self._contenu)
        contenu.setContentsMargins(0, 0, 0, 0)
        contenu.setSpacing(DOUBLE)
        contenu.addWidget(self.choix)
        contenu.addWidget(self.attente)
        contenu.addWidget(self._notes)
        contenu.addWidget(self.onglets)
        contenu.addWidget(self._cote, 1)
        contenu.addStretch(0)
        self._pile = QStackedWidget()
        self._pile.addWidget(self._vide)
        self._pile.addWidget(self._contenu)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self._entete)
        boite.addWidget(self._pile, 1)

    def _brancher(self) -> None:
        self.choix.change.connect(self.calculer)
        self.attente.recalculer.connect(self.calculer)
        self.attente.renoncer.connect(self.arreter)
        self.onglets.choisi.connect(lambda _: self._montrer_page())
        self.page.choisi.connect(self.ouvrir_chiffre)
        self.qualite.ouvrir.connect(self._corriger)
        self.volet.ouvrir.connect(self._ouvrir_menage)
        self.volet.ferme.connect(self.fermer_volet)
        self._contexte.change.connect(self._sur_changement)

    def aller(self, **cible: Any) -> None:
        """Montre la revue de cette `operation` (son code), de ce `trimestre`, à cette `page`."""
        self._relire_operations()
        self.choix.poser(cible.get("operation"), cible.get("trimestre"))
        if cible.get("page") in (*TITRES, QUALITE):
            self.onglets.choisir(str(cible["page"]))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._relire_operations()
        if self._perimee and (self.lecture is None or self._petite):
            self.calculer()

    @property
    def _petite(self) -> bool:
        return self.lecture is not None and len(self.lecture.revue.dossiers) <= SEULE_MAIN

    def _sur_changement(self, tables: frozenset[str], _phrase: str) -> None:
        if not tables:
            return
        self._perimee = True
        if not self.isVisible() or self.lecture is None:
            return
        self._relire_operations()
        if self._petite:
            self.calculer()
        else:
            self.attente.proposer(A_REFAIRE)

    def _relire_operations(self) -> None:
        lignes = lignes_operations(self._contexte.base)
        self.choix.proposer(lignes)
        self._pile.setCurrentWidget(self._contenu if lignes else self._vide)
        self.exporter.setVisible(bool(lignes))
        if not lignes:
            self._entete.situe.setText(" ")

    def calculer(self) -> None:
        """Calcule à côté ce qui est demandé ; un calcul commencé pour autre chose s'arrête."""
        demande = self.choix.demande
        self.arreter()
        if demande is None or self._pile.currentWidget() is not self._contenu:
            return
        self._perimee = False
        base = self._contexte.base

        def faire(suivi: Suivi) -> LectureRevue:
            return lire_revue(base, demande, lambda fait, total: suivi.avancer(fait, total, "Calcul de la revue…"))

        suivi = self._contexte.taches.lancer("Calcul de la revue…", faire, self._recevoir, self._refuser)
        self._suivi = suivi
        suivi.fin.connect(lambda: self._finir(suivi))
        self.attente.suivre(suivi, premiere=self.lecture is None)
        self._cote.setVisible(self.lecture is not None)
        self.onglets.setVisible(self.lecture is not None)

    def arreter(self) -> None:
        """Renonce au calcul en cours."""
        if self._suivi is not None:
            self._suivi.arreter()

    def _refuser(self, erreur: ErreurMetier) -> None:
        self.attente.proposer(erreur.phrase)
        self._contexte.erreur.emit(erreur)

    def _finir(self, suivi: Suivi) -> None:
        """Un calcul arrêté n'a rien rendu : il se redemande."""
        if suivi is self._suivi:
            self._suivi = None
            if suivi.arrete:
                self._perimee = True
                self.attente.proposer("Calcul arrêté.")

    def _recevoir(self, lecture: LectureRevue) -> None:
        if lecture.demande == self.choix.demande:
            self.montrer(lecture)

    def montrer(self, lecture: LectureRevue) -> None:
        """Montre une revue calculée, à la page et au chiffre où l'on en était."""
        self.lecture = lecture
        revue = lecture.revue
        self.attente.finir()
        self._cote.show()
        self.onglets.show()
        decohabitants = len(revue.decohabitants)
        dits = [f"Arrêtée au {date_courte(revue.au)}", portee(revue), pluriel(len(revue.menages), "ménage")]
        dits += [pluriel(decohabitants, "décohabitant")] if decohabitants else []
        self._entete.situe.setText(" · ".join((*dits, AIDE)))
        self._notes.setText(" ".join(lecture.notes[1:]))
        self._notes.setVisible(len(lecture.notes) > 1)
        self.qualite.montrer(lecture)
        self.onglets.compter(QUALITE, len(lecture.anomalies) or None)
        self._montrer_page()
        self._rouvrir()

    def _montrer_page(self) -> None:
        if self.lecture is None:
            return
        titre = self.onglets.cle
        self._entete.titre.setText(f"Revue · {titre}")
        if titre == QUALITE:
            self._pages.setCurrentWidget(self.qualite)
            self.volet.hide()
            return
        self.volet.setVisible(self.volet.choix is not None)
        self.page.montrer(next(p for p in self.lecture.pages if p.titre == titre), self.lecture)
        self._pages.setCurrentWidget(self.page)

    def ouvrir_chiffre(self, choix: Choix) -> None:
        """Montre les ménages de ce chiffre à côté de la page."""
        if self.lecture is None:
            return
        self.volet.montrer(choix, self.lecture)
        self.volet.show()
        self.volet.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rouvrir(self) -> None:
        """Le même chiffre, dans la revue recalculée ; s'il n'y est plus, le volet se ferme."""
        ancien = self.volet.choix
        if ancien is None or self.lecture is None:
            return
        nouveau = retrouver(self.lecture, ancien)
        if nouveau is None:
            self.fermer_volet()
        else:
            self.volet.montrer(nouveau, self.lecture)

    def fermer_volet(self) -> None:
        """Referme le volet ; le clavier revient au tableau."""
        self.volet.hide()
        self.volet.choix = None
        self.page.reprendre_clavier()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.volet.isVisible():
            self.fermer_volet()
        else:
            super().keyPressEvent(event)

    def _ouvrir_menage(self, choisie: LigneDuChiffre) -> None:
        self._contexte.naviguer("menage", id=choisie.menage.id, **self.volet.cible(choisie))

    def _corriger(self, choisie: LigneQualite) -> None:
        cible = choisie.anomalie.cible
        self._contexte.naviguer(
            "menage", id=choisie.menage.id, section=cible.section, champ=cible.champ, fiche=cible.id
        )

    def _creer(self) -> None:
        self._contexte.naviguer("operations", nouvelle=True)

    def _exporter(self, variante: Any) -> None:
        if demande := self._demandee():
            exporter(self._contexte, demande, variante)

    def _exporter_table(self, extension: str, filtre: str) -> None:
        if demande := self._demandee():
            exporter_table(self._contexte, demande, extension, filtre)

    def _demandee(self) -> Demande | None:
        demande = self.choix.demande
        if demande is None:
            self._contexte.erreur.emit(ErreurMetier("Cochez au moins une opération à exporter.", "operation"))
        return demande


def retrouver(lecture: LectureRevue, ancien: Choix) -> Choix | None:
    """Le même chiffre et la même liste dans une autre lecture ; None s'il n'y est plus."""
    trouve = next((c for page in lecture.pages for c in page.choix if c.meme(ancien)), None)
    alors = trouve if trouve is None or trouve.ligne is None else trouve.a(ancien.quand)
    return None if alors is None else replace(alors, liste=ancien.liste)
