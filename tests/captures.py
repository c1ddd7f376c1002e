"""Photographier les écrans sur la base de démonstration : `python -m tests.captures [DOSSIER]`, sans affichage.

Clair et sombre, à 100 et 150 %, chaque échelle dans son propre programme (Qt la fixe à son démarrage).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.app import Assemblage

SORTIE = Path("build/captures")
AGENT = "Nadia R."
ECHELLES = ("1", "1.5")
GRANDE, PETITE = (1440, 900), (1280, 720)
JOUR = datetime(2026, 11, 18, 14, 32, tzinfo=UTC)
SECTIONS_OPERATION = ("vue", "menages", "import", "a_completer", "reglages")
LISTE = Path(__file__).parent / "donnees" / "etats_locatifs" / "etat_locatif_2026.xlsx"


def principal(sortie: Path) -> int:
    """Fait la démonstration une fois, puis lance un photographe par échelle ; rend le premier code d'échec."""
    sortie.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as dossier:
        base = Path(dossier) / "demonstration.relogement"
        _faire_base(base)
        for echelle in ECHELLES:
            environnement = os.environ | {"QT_SCALE_FACTOR": echelle, "QT_QPA_PLATFORM": "offscreen"}
            commande = [sys.executable, "-m", "tests.captures", str(sortie), str(base), echelle]
            code = subprocess.run(commande, env=environnement, check=False).returncode
            if code:
                return code
    print(f"{len(list(sortie.glob('*.png')))} captures dans {sortie}")
    return 0


def _faire_base(chemin: Path) -> None:
    from sample_data.installation import installer

    installer(chemin, AGENT)


def photographier(sortie: Path, chemin: Path, echelle: str) -> None:
    """Photographie chaque écran à cette échelle, en clair puis en sombre."""
    from PySide6.QtWidgets import QApplication

    from relogement.stockage.base import ouvrir_base
    from ui.app import assembler
    from ui.socle.theme import CLAIR, SOMBRE, habillage

    qt = QApplication(sys.argv[:1])
    habillage.installer(qt)
    suffixe = f"{round(float(echelle) * 100)}"
    for theme in (CLAIR, SOMBRE):
        habillage.forcer(theme)
        accueil(sortie, f"{theme.nom}_{suffixe}", chemin.parent)
        fait = assembler(ouvrir_base(chemin, str, agent=AGENT), horloge=lambda: JOUR)
        fait.fenetre.show()
        for nom, taille, montrer in ecrans(fait):
            fait.fenetre.resize(*taille)
            montrer()
            _prendre(fait.fenetre, sortie / f"{nom}_{theme.nom}_{suffixe}.png")
        fait.fermer()


def accueil(sortie: Path, suffixe: str, dossier: Path) -> None:
    """Les pages de l'accueil."""
    from ui.ecrans.accueil import Accueil
    from ui.socle.invites import InvitesQt

    fenetre = Accueil(dossier / "relogement.relogement", None, InvitesQt(), dossier)
    fenetre.show()
    for nom, page in (("bienvenue", fenetre.bienvenue), ("creation", fenetre.creation), ("phrase", fenetre.phrase)):
        fenetre.aller(page)
        _prendre(fenetre, sortie / f"accueil_{nom}_{suffixe}.png")
    fenetre.close()


def ecrans(fait: Assemblage) -> Iterator[tuple[str, tuple[int, int], Callable[[], object]]]:
    """Chaque écran : son nom, la taille de la fenêtre, ce qui le montre."""
    from relogement.stockage.lectures import lignes_menages, lignes_operations
    from ui.ecrans.menage.page import PageMenage
    from ui.ecrans.menage.sections import SECTIONS
    from ui.fiches.registre import FICHES

    base, fenetre = fait.contexte.base, fait.fenetre
    operation = lignes_operations(base)[0].id
    menages = lignes_menages(base, operation, au=JOUR.date())
    menage = max(menages, key=lambda m: m.propositions).id
    yield "menages", GRANDE, lambda: fenetre.montrer("menages")
    yield "menages_petit", PETITE, lambda: fenetre.montrer("menages")
    yield "operations", GRANDE, lambda: fenetre.montrer("operations")
    yield "operation_nouvelle", GRANDE, lambda: fenetre.montrer("operations", nouvelle=True)
    for section in SECTIONS_OPERATION:
        yield f"operation_{section}", GRANDE, partial(fenetre.montrer, "operation", id=operation, section=section)
    yield "operation_vue_petit", PETITE, lambda: fenetre.montrer("operation", id=operation, section="vue")
    yield "operation_import_rapport", GRANDE, lambda: _simuler(fait, operation)
    for section in (s.cle for s in SECTIONS):
        yield f"menage_{section}", GRANDE, partial(fenetre.montrer, "menage", id=menage, section=section)
    yield "menage_foyer_petit", PETITE, lambda: fenetre.montrer("menage", id=menage, section="foyer")
    page = fenetre.montrer("menage", id=menage)
    assert isinstance(page, PageMenage)
    for fiche in FICHES:
        yield f"fiche_{fiche}", GRANDE, partial(page.ouvrir, fiche)


def _simuler(fait: Assemblage, operation: object) -> None:
    """Le rapport d'un import simulé, une fois lu."""
    from ui.ecrans.operation.importation import VoletImport
    from ui.ecrans.operation.page import PageOperation

    page = fait.fenetre.montrer("operation", id=operation, section="import")
    assert isinstance(page, PageOperation)
    volet = page.volets["import"]
    assert isinstance(volet, VoletImport)
    volet.lire(LISTE)
    for _ in range(200):
        _attendre(100)
        if volet.rapport is not None:
            return
    raise RuntimeError("la simulation n'a pas fini")


def _attendre(millisecondes: int) -> None:
    """Laisse vivre la fenêtre ; une vraie boucle, car `QTest.qWait` affame le travail fait à côté."""
    from PySide6.QtCore import QEventLoop, QTimer

    boucle = QEventLoop()
    QTimer.singleShot(millisecondes, boucle.quit)
    boucle.exec()


def _prendre(fenetre: object, fichier: Path) -> None:
    from PySide6.QtWidgets import QWidget

    assert isinstance(fenetre, QWidget)
    _attendre(250)
    if not fenetre.grab().save(str(fichier)):
        raise RuntimeError(f"{fichier} ne s'écrit pas")


if __name__ == "__main__":
    if len(sys.argv) == 4:
        photographier(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    else:
        sys.exit(principal(Path(sys.argv[1]) if len(sys.argv) > 1 else SORTIE))
