"""La page d'un ménage : tête, prochaine action, sections dans l'ordre de la charte, panneau de la charte à droite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.regles.charte.constat import Cible, Constat
from relogement.regles.suite import Suite
from relogement.services.alertes import alertes_du_menage
from relogement.services.charte import Resume, constats_menage, resume_menage
from relogement.services.passe import constats_connus, tel_que_connu
from relogement.stockage.lectures import FicheMenage, fiche_menage
from ui.ecrans.alertes import BlocAlertes
from ui.ecrans.menage.accueil_fiche import AccueilFiche
from ui.ecrans.menage.cibles import destination, fiche_visee
from ui.ecrans.menage.clavier import reperer, revenir
from ui.ecrans.menage.commences import Commences, marquer
from ui.ecrans.menage.impression import imprimer_la_conformite, imprimer_la_copie, imprimer_le_dossier
from ui.ecrans.menage.panneau_charte import PanneauCharte
from ui.ecrans.menage.prochaine import action, bandeau, bandeau_sortie
from ui.ecrans.menage.regard import Regard
from ui.ecrans.menage.section import Section
from ui.ecrans.menage.sections import MOTS, SECTIONS
from ui.ecrans.menage.tete import Tete
from ui.fiches.dossier import Dossier
from ui.fiches.registre import ouvrir_fiche
from ui.socle.contexte import Contexte
from ui.socle.elements import Bandeau, Bouton, EtatVide, ZoneDefilante, colonne
from ui.socle.onglets import Onglets
from ui.socle.theme import DOUBLE, TRIPLE

ENTRETIEN = "entretien"
BASSE = 800
"""Sous cette hauteur de fenêtre, la raison de la prochaine action passe dans la bulle : le panneau la dit déjà."""


class PageMenage(QWidget):
    """La page ; `aller` dit quel ménage et quoi y ouvrir. Relue après chaque geste, sans toucher à la frappe."""

    def __init__(self, contexte: Contexte[Any]) -> None:
        super().__init__()
        self._contexte = contexte
        self.menage_id: UUID | None = None
        self.fiche: FicheMenage | None = None
        self._constats: list[Constat] = []
        self._suite: Suite | None = None
        self._perimee = False
        self._action: object = None
        self.tete = Tete(
            self.imprimer_courrier, self.imprimer, self.imprimer_conformite, self.imprimer_copie,
            lambda: self.viser(Cible("entretiens", "entretien")),
        )
        self.sections: dict[str, Section] = {g.cle: g(contexte, self.ouvrir) for g in SECTIONS}
        mots = [(cle, MOTS.get(cle, s.titre)) for cle, s in self.sections.items()]
        self.onglets = Onglets(mots, "Sections du dossier")
        self.accueil = AccueilFiche(contexte, ouvrir_fiche)
        self.panneau = PanneauCharte(contexte, self._constats_vus)
        self.alertes = BlocAlertes(plie=True)
        self.panneau.accueillir(self.alertes)
        self._bandeau = bandeau(None, self.viser, self.imprimer_refus)
        self.commences = Commences(self.ouvrir)
        self._zones = {cle: ZoneDefilante(_aere(section)) for cle, section in self.sections.items()}
        self._disposer()
        self._brancher()

    def _disposer(self) -> None:
        self._pile = QStackedWidget()
        for element in (*self._zones.values(), self.accueil):
            self._pile.addWidget(element)
        self._colonne = colonne(self.tete, self._bandeau, self.commences, self.onglets)
        self._colonne.addWidget(self._pile, 1)
        self._dossier = QWidget()
        boite = QHBoxLayout(self._dossier)
        boite.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        boite.setSpacing(TRIPLE)
        boite.addLayout(self._colonne, 1)
        boite.addWidget(self.panneau)
        retour = Bouton("Voir les ménages", lambda: self._contexte.naviguer("menages"))
        self._absent = EtatVide("Ce ménage n'existe plus : il a été retiré ou sa création annulée.", retour)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._dossier)
        page.addWidget(self._absent)
        self._absent.hide()
        self.setAcceptDrops(True)

    def _brancher(self) -> None:
        self.onglets.choisi.connect(self._montrer_section)
        self.panneau.vise.connect(self.viser)
        self.panneau.deroge.connect(self.deroger)
        self.panneau.regarde.connect(self._montrer_alertes)
        self.alertes.vise.connect(self.viser)
        self.alertes.regle.connect(lambda alerte: self.ouvrir("regler_alerte", None, f"alerte={alerte}"))
        self.accueil.ferme.connect(self._fermer_fiche)
        self._contexte.change.connect(self._sur_changement)
        self._raccourci(QKeySequence(QKeySequence.StandardKey.Print), self.imprimer)
        self._raccourci(QKeySequence("Ctrl+PgDown"), lambda: self._section_voisine(1))
        self._raccourci(QKeySequence("Ctrl+PgUp"), lambda: self._section_voisine(-1))

    def _raccourci(self, touches: QKeySequence, geste: Callable[[], object]) -> None:
        raccourci = QShortcut(touches, self)
        raccourci.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        raccourci.activated.connect(geste)

    def _section_voisine(self, pas: int) -> None:
        """La section suivante ou précédente ; s'arrête aux bouts."""
        cles = list(self.sections)
        rang = cles.index(self.onglets.cle) + pas
        self.choisir_section(cles[min(max(rang, 0), len(cles) - 1)])

    def aller(
        self,
        id: UUID | str,  # noqa: A002 (le mot de la navigation : `naviguer("menage", id=…)`)
        section: str | None = None,
        champ: str | None = None,
        fiche: UUID | str | None = None,
        essai: UUID | None = None,
    ) -> None:
        """Montre ce ménage, et au besoin sa section ou ce que vise un constat (`section`, `champ`, `fiche`).

        `essai` : un logement du vivier dont on montre ce qu'il lui coûterait.
        """
        cle = UUID(str(id))
        if cle != self.menage_id:
            self._quitter_champ()
            self.accueil.fermer()
            self.menage_id = cle
            self.panneau.nouveau_menage()
            self._pile.setCurrentWidget(self._zones[self.onglets.cle])
            for zone in self._zones.values():
                zone.verticalScrollBar().setValue(0)
        self.relire()
        if section is None or self.fiche is None:
            return
        if essai is not None:
            self.choisir_section(section)
            self.sections[section].essayer(self.fiche, essai)
        elif champ is None:
            self.choisir_section(section)
        else:
            self.viser(Cible(section, champ, str(fiche) if fiche else None))

    def _quitter_champ(self) -> None:
        """Un champ en cours de frappe s'enregistre au dossier qu'on quitte, jamais au suivant."""
        courant = self.focusWidget()
        if courant is not None:
            courant.clearFocus()

    def relire(self) -> None:
        """Relit le dossier et montre ce qui a changé."""
        self._perimee = False
        if self.menage_id is None:
            return
        try:
            self.fiche = fiche_menage(self._contexte.base, self.menage_id)
        except ErreurMetier:
            self.fiche = None
            self._dossier.hide()
            self._absent.show()
            return
        self._absent.hide()
        self._dossier.show()
        resume, self._constats = resume_menage(self._contexte.base, self.menage_id, self._contexte.aujourd_hui())
        self._suite = resume.suite
        self._remplir(self.fiche, resume)

    def _remplir(self, fiche: FicheMenage, resume: Resume) -> None:
        self.setUpdatesEnabled(False)
        self.tete.montrer(fiche, resume, self._contexte.aujourd_hui())
        for cle, section in self.sections.items():
            section.montrer(fiche, self._constats, resume)
            self.onglets.compter(cle, section.compte(fiche))
        self.panneau.montrer(self._constats_vus(self.panneau.regard))
        self._montrer_alertes()
        self._marquer()
        self._montrer_action()
        self.setUpdatesEnabled(True)

    def _marquer(self) -> None:
        """Ce qui a été tapé sans être validé se lit là où il s'ouvre, et sous le bandeau : « commencé, reprendre »."""
        cles = self._contexte.base.brouillons(self.menage_id)
        for section in self.sections.values():
            marquer(section, self._dossier_de, cles)
        self.tete.noter.commencer(f"entretien/{self.menage_id}" in cles)
        self.commences.montrer(cles)
        self._montrer_commences()

    def _montrer_commences(self) -> None:
        self.commences.setVisible(not self.accueil.ouverte and not self.commences.vide)

    def _dossier_de(self, fiche_id: UUID | None, entree: str) -> Dossier:
        assert self.fiche is not None
        return Dossier(contexte=self._contexte, fiche=self.fiche, fiche_id=fiche_id, entree=entree)

    def _constats_vus(self, regard: Regard) -> Sequence[Constat]:
        if self.menage_id is None or regard == Regard(self._contexte.aujourd_hui()):
            return self._constats
        if regard.connu_le is not None:
            return constats_connus(self._contexte.base, self.menage_id, regard.au, regard.connu_le)
        return constats_menage(self._contexte.base, self.menage_id, regard.au)

    def _montrer_alertes(self) -> None:
        """Les alertes de la loi au jour regardé ; elles ne se règlent qu'au présent."""
        if self.menage_id is None:
            return
        regard = self.panneau.regard
        with tel_que_connu(self._contexte.base, regard.connu_le) as alors:
            alertes = alertes_du_menage(alors, self.menage_id, regard.au)
        self.alertes.montrer(alertes, reglable=regard == Regard(self._contexte.aujourd_hui()))

    def _montrer_action(self) -> None:
        """Le bandeau n'est refait que s'il change ; il s'efface devant un formulaire ouvert.

        L'entretien prend toute la page : la famille regarde aussi l'écran, et la charte n'est pas pour elle.
        """
        constat = action(self._constats, self._suite)
        court = self.window().height() < BASSE
        sorti = self.fiche is not None and self.fiche.menage["sortie_le"] is not None
        etat = (constat, constat.phrase if constat else "", self._suite, court, sorti)
        if etat != self._action:
            self._action = etat
            self._remplacer_bandeau(
                bandeau_sortie() if sorti else bandeau(
                    constat, self.viser, self.imprimer_refus, suite=self._suite, court=court
                )
            )
        self._bandeau.setVisible(not self.accueil.ouverte)
        self._montrer_commences()
        for autour in (self.tete, self.onglets, self.panneau):
            autour.setVisible(self.accueil.nom != ENTRETIEN)

    def _remplacer_bandeau(self, nouveau: Bandeau) -> None:
        ancien, repere = self._bandeau, reperer(self._bandeau)
        self._bandeau = nouveau
        self._colonne.replaceWidget(ancien, self._bandeau)
        self._bandeau.show()
        revenir(self._bandeau, repere)
        ancien.hide()
        ancien.deleteLater()

    def choisir_section(self, cle: str) -> None:
        """Montre cette section ; un formulaire ouvert se referme, sa frappe est gardée."""
        if self.onglets.cle == cle:
            self._montrer_section(cle)
        else:
            self.onglets.choisir(cle)

    def _montrer_section(self, cle: str) -> None:
        self.accueil.fermer()
        self._pile.setCurrentWidget(self._zones[cle])
        if self.fiche is not None:
            self._montrer_action()

    def viser(self, cible: Cible) -> None:
        """Ouvre ce qui règle un constat : le formulaire, le champ de la section, ou l'opération."""
        but = destination(cible)
        if but.section == "operation":
            if self.fiche is not None:
                self._contexte.naviguer("operation", id=self.fiche.operation["id"], champ=but.champ)
            return
        repere = reperer(self)
        section = self.sections.get(but.section)
        if section is not None:
            self.choisir_section(but.section)
        if but.fiche is not None and not self._a_choisir(cible):
            self.ouvrir(but.fiche, fiche_visee(cible), but.champ)
            self.accueil.origine = repere
        elif section is None or not section.viser(but.champ, fiche_visee(cible)):
            self.onglets.setFocus()

    def deroger(self, constat: Constat) -> None:
        """Ouvre la dérogation à ce constat : la sienne, ou une nouvelle."""
        connue = UUID(constat.derogation.id) if constat.derogation is not None else None
        self.ouvrir("derogation", connue, None if connue else f"obligation={constat.id}")

    def _a_choisir(self, cible: Cible) -> bool:
        """Vrai quand le constat ne dit pas quelle personne du foyer corriger."""
        personnes = self.fiche is not None and bool(self.fiche.personnes)
        return (cible.section, cible.champ, cible.id) == ("foyer", "statut_bail", None) and personnes

    def ouvrir(self, nom: str, fiche_id: UUID | None = None, champ: str | None = None) -> None:
        """Ouvre un formulaire dans la page, à la place de la section."""
        if self.menage_id is None:
            return
        self.accueil.origine = reperer(self)
        if self.accueil.ouvrir(nom, self.menage_id, fiche_id, champ):
            self._pile.setCurrentWidget(self.accueil)
            self._montrer_action()
            self.accueil.prendre_clavier(champ)

    def _fermer_fiche(self) -> None:
        self._pile.setCurrentWidget(self._zones[self.onglets.cle])
        self.relire()
        if not revenir(self, self.accueil.origine):
            self.onglets.setFocus()

    def _sur_changement(self, tables: frozenset[str], _phrase: str) -> None:
        if not tables:
            return
        if self.isVisible():
            self.relire()
        else:
            self._perimee = True

    def showEvent(self, event: QShowEvent) -> None:
        if self._perimee:
            self.relire()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.panneau.ajuster(self.window().width())
        if self.fiche is not None:
            self._montrer_action()
        super().resizeEvent(event)

    def imprimer(self) -> None:
        """Le dossier en PDF, à l'endroit choisi, fait à côté."""
        if self.fiche is not None:
            imprimer_le_dossier(self._contexte, self.fiche.menage)

    def imprimer_conformite(self) -> None:
        """La fiche de conformité, telle que le panneau montre la charte."""
        if self.fiche is not None:
            imprimer_la_conformite(self._contexte, self.fiche.menage, self.panneau.regard)

    def imprimer_refus(self, proposition_id: str) -> None:
        """Le formulaire de refus à signer : l'aperçu d'abord."""
        self.ouvrir("courrier", UUID(proposition_id), "modele=refus")

    def imprimer_copie(self) -> None:
        """La copie du dossier pour la personne qui la demande."""
        if self.fiche is not None:
            imprimer_la_copie(self._contexte, self.fiche.menage)

    def imprimer_courrier(self) -> None:
        """Le choix d'un courrier et son aperçu."""
        self.ouvrir("courrier")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.fiche is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        fichiers = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if fichiers:
            event.acceptProposedAction()
            self.deposer(fichiers)

    def deposer(self, fichiers: Sequence[Path]) -> None:
        """Range des fichiers lâchés sur la page : un formulaire de pièce par fichier, l'un après l'autre."""
        if self.menage_id is None:
            return
        self.choisir_section("pieces")
        self.accueil.enchainer(fichiers)
        if self.accueil.deposer_suivant(self.menage_id):
            self._pile.setCurrentWidget(self.accueil)
            self._montrer_action()


def _aere(section: Section) -> QVBoxLayout:
    """La section, avec un peu de place pour la barre de défilement."""
    boite = QVBoxLayout()
    boite.addWidget(section)
    return boite
