"""L'application : ouvre la base, assemble la fenêtre et ses écrans, branche l'annulation, la recherche et la veille."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from relogement.commun import ErreurMetier
from relogement.services.annulation import annuler, dernier_annulable
from relogement.stockage.base import Base
from relogement.stockage.emplacement import base_par_defaut, dossier_donnees
from relogement.stockage.lectures import lignes_operations
from relogement.stockage.vigie import TABLES, Vigie
from ui.ecrans.accueil import Accueil
from ui.ecrans.aujourdhui.ecran import EcranAujourdhui
from ui.ecrans.commissions.ecran import EcranCommissions
from ui.ecrans.logements.ecran import EcranLogements
from ui.ecrans.menage.page import PageMenage
from ui.ecrans.menages import EcranMenages
from ui.ecrans.operation.page import PageOperation
from ui.ecrans.operations import EcranOperations
from ui.ecrans.recherche import Repertoire
from ui.ecrans.reglages.ecran import EcranReglages
from ui.ecrans.revue.ecran import EcranRevue
from ui.fenetre import Ecran, Fenetre
from ui.socle import incident
from ui.socle.contexte import Contexte, Seance
from ui.socle.fermeture import garder_frappe
from ui.socle.invites import Invites, InvitesQt
from ui.socle.theme import habillage
from ui.socle.veille import Veille

ESSAI = "RELOGEMENT_ESSAI"
PHRASE = "RELOGEMENT_PHRASE"
ECRANS = (
    Ecran("aujourdhui", "Aujourd'hui", "calendar-check", EcranAujourdhui),
    Ecran("menages", "Ménages", "users", EcranMenages),
    Ecran("menage", "Ménage", "users", PageMenage, rail="menages"),
    Ecran("operations", "Opérations", "building-2", EcranOperations),
    Ecran("operation", "Opération", "building-2", PageOperation, rail="operations"),
    Ecran("logements", "Logements", "key-round", EcranLogements),
    Ecran("commissions", "Commissions", "gavel", EcranCommissions),
    Ecran("revue", "Revue", "chart-column", EcranRevue),
    Ecran("reglages", "Réglages", "settings", EcranReglages),
)


@dataclass(frozen=True)
class Assemblage:
    """La fenêtre et ce qui vit avec elle."""

    fenetre: Fenetre
    contexte: Contexte[Base]
    vigie: Vigie
    veille: Veille

    def fermer(self) -> None:
        """Ferme dans l'ordre : la fenêtre garde sa frappe, le travail en cours s'arrête, puis la base est rendue."""
        self.fenetre.fermer()
        # Une relecture en attente trouverait la base rendue.
        for minuteur in self.fenetre.findChildren(QTimer):
            minuteur.stop()
        self.veille.arreter()
        self.vigie.fermer()
        self.contexte.base.fermer()


def assembler(
    base: Base, invites: Invites | None = None, horloge: Callable[[], datetime] | None = None
) -> Assemblage:
    """La fenêtre de cette base, avec tous ses écrans ; `horloge` None : celle de la base."""
    seance = Seance(base.agent_nom, base.nom, base.chiffree)
    contexte = Contexte(
        base, horloge or base.horloge, seance=seance, invites=invites, annuler=annuler, annulable=dernier_annulable
    )
    if isinstance(contexte.invites, InvitesQt):
        contexte.invites.preferences = contexte
    repertoire = Repertoire(contexte)
    fenetre = Fenetre(contexte, ECRANS, repertoire.chercher)
    fenetre.trouve.connect(repertoire.ouvrir)
    fenetre.recherche.connect(lambda texte: contexte.naviguer("menages", texte=texte))
    jour = fenetre.montrer("aujourdhui")
    if isinstance(jour, EcranAujourdhui):
        jour.compte.connect(lambda retards: fenetre.rail.compter("aujourdhui", retards))
    if not lignes_operations(base):
        fenetre.montrer("operations")
    vigie = Vigie(base)
    return Assemblage(fenetre, contexte, vigie, Veille(contexte, vigie.nouveaux, TABLES))


class Application(QObject):
    """Le passage de l'accueil à la fenêtre, et la fermeture."""

    def __init__(self, chemin: Path, agent: str | None, invites: Invites | None = None) -> None:
        super().__init__()
        self._invites = invites or InvitesQt()
        self.assemblage: Assemblage | None = None
        self.accueil = Accueil(chemin, agent, self._invites, dossier_donnees(), os.environ.get(PHRASE))
        self.accueil.ouverte.connect(self._entrer)

    def commencer(self) -> QWidget:
        """Montre la fenêtre si la base s'ouvre d'elle-même, sinon l'accueil ; rend ce qui est montré."""
        self.accueil.commencer()
        montre = self.accueil if self.assemblage is None else self.assemblage.fenetre
        montre.show()
        return montre

    def _entrer(self, base: Base) -> None:
        self.assemblage = assembler(base, self._invites)
        self.assemblage.fenetre.show()
        self.accueil.close()

    def garder(self) -> bool | None:
        """Enregistre la frappe ; False si la base en refuse, None si aucune base n'est ouverte."""
        fait = self.assemblage
        return None if fait is None else garder_frappe(fait.fenetre, fait.contexte)

    def dire(self, erreur: ErreurMetier) -> None:
        """Montre une phrase qu'aucun écran n'attendait."""
        if self.assemblage is None:
            self._invites.informer(erreur.phrase)
        else:
            self.assemblage.contexte.erreur.emit(erreur)

    def fermer(self) -> None:
        """Ferme tout ; sans effet la seconde fois."""
        self.accueil.close()
        if self.assemblage is not None:
            self.assemblage.fermer()
            self.assemblage = None


class _PremierePeinture(QObject):
    """Ferme la fenêtre après sa première peinture : l'essai de démarrage d'une roue ou d'un paquet."""

    def __init__(self, fenetre: QWidget) -> None:
        super().__init__(fenetre)
        self._fenetre = fenetre
        fenetre.installEventFilter(self)

    def eventFilter(self, surveille: QObject, event: QEvent) -> bool:  # noqa: N802 (surcharge de Qt)
        """Guette la peinture."""
        if event.type() == QEvent.Type.Paint:
            self._fenetre.removeEventFilter(self)
            QTimer.singleShot(0, self._fenetre.close)
        return False


def ouvrir(chemin: Path | None, agent: str | None) -> int:
    """Ouvre la fenêtre sur cette base (None : celle par défaut) et rend le code de sortie quand elle se ferme."""
    qt = QApplication(sys.argv[:1])
    _franciser(qt)
    habillage.installer(qt)
    application = Application(chemin or base_par_defaut(), agent)
    essai = bool(os.environ.get(ESSAI))

    def arreter() -> None:
        application.fermer()
        qt.exit(1)

    incident.installer(
        arreter, _ne_rien_montrer if essai else incident.montrer, garder=application.garder, dire=application.dire
    )
    montre = application.commencer()
    if essai:
        _PremierePeinture(montre)
    code = qt.exec()
    application.fermer()
    return code


def _ne_rien_montrer(_rapport: str, _garde: bool | None) -> None:
    """À l'essai, personne ne fermerait la fenêtre d'incident ; son texte va de toute façon sur la sortie d'erreur."""


def _franciser(qt: QApplication) -> None:
    """Les boîtes de Qt (fichiers, messages) en français, quel que soit le système."""
    francais = QLocale(QLocale.Language.French, QLocale.Country.France)
    QLocale.setDefault(francais)
    traduction = QTranslator(qt)
    if traduction.load(francais, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        qt.installTranslator(traduction)
