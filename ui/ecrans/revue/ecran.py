"""L'écran de la revue : choisir, calculer à côté, lire page par page, exporter, contrôler et émettre."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import Changements, ErreurMetier
from relogement.formats import date_courte, pluriel
from relogement.services.revues_emises import Emission, deja_emise, revues_emises, rien_depuis
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_operations
from relogement.tableur.revue.notes import portee
from relogement.vocabulaire import VarianteRevue
from ui.ecrans.revue.attente import Attente
from ui.ecrans.revue.choix import ChoixRevue
from ui.ecrans.revue.emises import TITRE as EMISES
from ui.ecrans.revue.emises import emise_le
from ui.ecrans.revue.emission import emettre, reemettre
from ui.ecrans.revue.lecture import Demande, LectureRevue, lire_revue
from ui.ecrans.revue.pages import TITRES, PagesRevue
from ui.ecrans.revue.sorties import MOTS, TABLES, exporter, exporter_table
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, EnTete, EtatVide, Texte
from ui.socle.menu import BoutonMenu
from ui.socle.taches import Suivi
from ui.socle.theme import DOUBLE, TRIPLE

VIDE = (
    "La revue montre où en est le relogement à la fin d'un trimestre, chiffre par chiffre et ménage par ménage. "
    "Créez d'abord une opération."
)
AIDE = "Un clic sur un chiffre, ou Entrée, montre ses ménages."
A_REFAIRE = "Les dossiers ont changé depuis ce calcul."
DEJA = (
    "{} est déjà émise, le {}, par {} ; pour la remettre telle quelle, réémettez-la depuis la page Émises.\n\n"
    "En émettre une nouvelle ? Elle comptera à la place de la précédente, et dira ce qui a changé."
)
RIEN_DEPUIS = (
    "{} est déjà émise, le {}, et rien n'a changé depuis : rien n'est figé de plus. Réémettez-la telle quelle, d'ici."
)
INCOMPLETE = "Dites d'abord quelles opérations, et à quel jour."
DE_L_EMISSION = frozenset({"revueemise"})
"""Ce qu'émettre change : aucun dossier, donc aucun chiffre de la revue montrée."""
NOMMEES = 2
"""Les opérations que la tête de l'écran nomme ; au-delà, leur nombre."""
SEULE_MAIN = 1_000
"""Jusqu'à tant de ménages, la revue se recalcule d'elle-même quand un dossier change ; au-delà, on le demande."""


class EcranRevue(QWidget):
    """La revue choisie, calculée à côté ; elle se garde, avec l'endroit où l'on en est, quand on quitte l'écran."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self.lecture: LectureRevue | None = None
        self._suivi: Suivi | None = None
        self._perimee, self._emet = True, False
        self.choix, self.attente, self.pages = ChoixRevue(contexte), Attente(), PagesRevue(contexte)
        self.exporter = BoutonMenu(
            "Exporter",
            (
                *((mot, partial(self._exporter, variante)) for variante, mot in MOTS.items()),
                *((mot, partial(self._exporter_table, extension, filtre)) for mot, extension, filtre in TABLES),
            ),
            icone="download",
            description="Le classeur de la revue, sous trois variantes, ou la table des ménages",
        )
        self.emettre = Bouton(
            "Émettre la revue", self._emettre, "primaire", icone="check",
            description="Contrôle les dossiers, puis fige cette revue : elle ne changera plus",
        )
        self._entete = EnTete("Revue", " ", (), self.exporter, self.emettre)
        self._notes = Texte("", "doux")
        self._vide = EtatVide(VIDE, Bouton("Créer la première opération", self._creer, "primaire", icone="plus"))
        self._disposer()
        self._brancher()

    def _disposer(self) -> None:
        self._contenu = QWidget()
        contenu = QVBoxLayout(self._contenu)
        contenu.setContentsMargins(0, 0, 0, 0)
        contenu.setSpacing(DOUBLE)
        for element in (self.choix, self.attente, self._notes):
            contenu.addWidget(element)
        contenu.addWidget(self.pages, 1)
        contenu.addStretch(0)
        self._notes.hide()
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
        self.pages.choisie.connect(lambda titre: self._entete.titre.setText(f"Revue · {titre}"))
        self.pages.emises.revoir.connect(self._revoir)
        self.pages.emises.reemettre.connect(partial(reemettre, self._contexte))
        self._contexte.change.connect(self._sur_changement)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._relire_operations()
        if self._perimee and (self.lecture is None or self._petite):
            self.calculer()
        elif self._perimee and self._suivi is None:
            self.attente.proposer(A_REFAIRE)

    @property
    def _petite(self) -> bool:
        return self.lecture is not None and len(self.lecture.revue.dossiers) <= SEULE_MAIN

    def _sur_changement(self, tables: frozenset[str], _phrase: str) -> None:
        if not tables or (self._emet and tables <= DE_L_EMISSION and not self._petite):
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
        for bouton in (self.exporter, self.emettre):
            bouton.setVisible(bool(lignes))
        self.pages.montrer_emises(revues_emises(self._contexte.base))
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

        suivi = self._contexte.taches.lancer("Calcul de la revue…", faire, self._recevoir, self._refuser, self._finir)
        self._suivi = suivi
        self.attente.suivre(suivi, premiere=self.lecture is None)
        self.pages.setVisible(self.lecture is not None)

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
        self.pages.show()
        decohabitants = len(revue.decohabitants)
        combien = len(revue.operations)
        quoi = portee(revue) if revue.toutes or combien <= NOMMEES else f"{combien} opérations"
        dits = [f"Arrêtée au {date_courte(revue.au)}", quoi, pluriel(len(revue.menages), "ménage")]
        dits += [pluriel(decohabitants, "décohabitant")] if decohabitants else []
        self._entete.situe.setText(" · ".join((*dits, AIDE)))
        self._notes.setText(" ".join(lecture.notes))
        self._notes.setVisible(bool(lecture.notes))
        self.pages.montrer(lecture)

    def _emettre(self) -> None:
        """Le contrôle d'abord : tant qu'une fiche bloque, sa page s'ouvre à la place."""
        demande, lecture = self._demandee(), self.lecture
        if demande is None:
            return
        a_jour = lecture is not None and lecture.demande == demande and not self._perimee
        if a_jour and self.pages.qualite.bloquantes:
            self._contexte.erreur.emit(ErreurMetier(self.pages.qualite.refus, "qualite"))
            self.pages.bloquer()
            return
        if not self._reemettre_quand_meme(demande):
            return
        # Deux clics ne font pas deux émissions.
        self.emettre.setEnabled(False)
        self._emet = True
        emettre(self._contexte, demande, self._emise, self._refus_d_emettre, self._liberer)

    def _reemettre_quand_meme(self, demande: Demande) -> bool:
        """Vrai si cette revue n'est pas encore émise, ou si la personne veut en émettre une nouvelle."""
        deja = deja_emise(self._contexte.base, demande.arret, demande.operations)
        if deja is None:
            return True
        quand = emise_le(deja, self._contexte.maintenant().tzinfo)
        if rien_depuis(self._contexte.base, deja):
            self._contexte.erreur.emit(ErreurMetier(RIEN_DEPUIS.format(demande.arret.titre, quand)))
            self._montrer_emise(deja.id)
            return False
        return self._contexte.invites.confirmer(DEJA.format(demande.arret.titre, quand, deja.auteur), "Émettre")

    def _liberer(self, _suivi: Suivi) -> None:
        self._emet = False
        self.emettre.setEnabled(True)

    def _emise(self, faits: Changements) -> None:
        self.pages.montrer_emises(revues_emises(self._contexte.base))
        self._montrer_emise(faits.id)

    def _montrer_emise(self, emise: object) -> None:
        self.pages.emises.table.choisir(emise)
        self.pages.choisir(EMISES)

    def _refus_d_emettre(self, erreur: ErreurMetier) -> None:
        if erreur.champ == "qualite":
            self.pages.bloquer()

    def _revoir(self, emise: Emission) -> None:
        self.choix.poser(Demande(emise.arret, () if emise.toutes else emise.operations))
        self.pages.choisir(TITRES[0])

    def _exporter(self, variante: VarianteRevue) -> None:
        if demande := self._demandee():
            exporter(self._contexte, demande, variante)

    def _exporter_table(self, extension: str, filtre: str) -> None:
        if demande := self._demandee():
            exporter_table(self._contexte, demande, extension, filtre)

    def _demandee(self) -> Demande | None:
        demande = self.choix.demande
        if demande is None:
            self._contexte.erreur.emit(ErreurMetier(INCOMPLETE, "operation"))
        return demande

    def _creer(self) -> None:
        self._contexte.naviguer("operations", nouvelle=True)
