"""Photographier les écrans sur la base de démonstration : `python -m tests.captures [DOSSIER]`, sans affichage.

Clair et sombre, à 100 et 150 %, chaque échelle dans son propre programme (Qt la fixe à son démarrage).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from relogement.stockage.base import Base
    from ui.app import Assemblage
    from ui.ecrans.logements.importation import ImportVivier
    from ui.ecrans.menage.page import PageMenage
    from ui.fenetre import Fenetre

SORTIE = Path("build/captures")
AGENT = "Nadia R."
ECHELLES = ("1", "1.5")
GRANDE, PETITE = (1440, 900), (1280, 720)
JOUR = datetime(2026, 11, 18, 14, 32, tzinfo=UTC)
ORDINAIRE, TROIS_REFUS, REVU = "BEL-0042", "BEL-0037", "BEL-0019"
DOSSIERS = {"demenagement": "BEL-0022", "suivi": "BEL-0022", "pieces": TROIS_REFUS}
"""Le dossier que montre chaque section, quand l'ordinaire n'y a encore rien."""
APPLICABLES = {
    "signature_bail": "BEL-0010", "demenagement": "BEL-0021", "jour_demenagement": "BEL-0021", "loyers": "BEL-0021",
    "depot": "BEL-0021", "forfait": "BEL-0022", "retour": "BEL-0029", "frais": "BEL-0005",
    "reponse_frais": "BEL-0005", "paiement_frais": "BEL-0005", "suivi": "BEL-0005", "refus_suivi": "BEL-0005",
    "visite": "BEL-0008", "difficulte": "BEL-0008", "suite_difficulte": "BEL-0009", "decision": "BEL-0009",
    "cloture": "BEL-0009", "bail_parent": "BEL-0047", "date_decohabitation": "BEL-0047", "adresse": "BEL-0022",
    "minoration": "BEL-0002", "enquete": "BEL-0022", "visite_technique": "BEL-0005", "budget_fige": "BEL-0025",
}
"""Le dossier où chaque fiche a de quoi s'ouvrir."""
VIVIER = Path(__file__).parent / "donnees" / "vivier" / "vivier_bailleur.xlsx"
LISTE = Path(__file__).parent / "donnees" / "etats_locatifs" / "etat_locatif_2026.xlsx"
SUIVI = Path(__file__).parent / "donnees" / "suivis" / "suivi_2026.xlsx"


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
    return _dire_les_doubles(sortie)


def _dire_les_doubles(sortie: Path) -> int:
    """1 si deux captures sont le même dessin : l'une n'a pas montré son écran."""
    vus: dict[bytes, list[str]] = {}
    for fichier in sorted(sortie.glob("*.png")):
        vus.setdefault(sha256(fichier.read_bytes()).digest(), []).append(fichier.stem)
    doubles = [noms for noms in vus.values() if len(noms) > 1]
    for noms in doubles:
        print(f"Le même dessin : {', '.join(noms)}")
    return 1 if doubles else 0


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


def _chercher(fenetre: Fenetre, base: Base, logement: UUID) -> None:
    """Les ménages à qui ce logement convient, cherchés sur place."""
    from relogement.services.rapprochement import pour_logement
    from ui.ecrans.logements.convenances import CarteConvenances

    # Une carte refaite laisse l'ancienne, cachée, jusqu'au tour suivant.
    cartes = fenetre.montrer("logements", id=logement).findChildren(CarteConvenances)
    (carte,) = (c for c in cartes if not c.isHidden())
    carte.montrer(pour_logement(base, logement, JOUR.date()))


def _importer_vivier(fenetre: Fenetre) -> ImportVivier:
    """L'import d'une liste de logements offerts, simulé sur place."""
    from relogement.services.import_vivier import importer_vivier
    from ui.ecrans.logements.ecran import EcranLogements

    ecran = fenetre.montrer("logements")
    assert isinstance(ecran, EcranLogements)
    ecran.montrer_import()
    vue = ecran.importation.liste
    vue._emetteur = "Erdre Habitat"
    vue.montrer_rapport(
        importer_vivier(vue.contexte.base, VIVIER, emetteur="Erdre Habitat", simuler=True), VIVIER
    )
    return vue


def _colonnes_vivier(fenetre: Fenetre) -> None:
    """Ce que donne chaque colonne de cette liste."""
    _importer_vivier(fenetre).montrer_colonnes(VIVIER)


def _repartir(fenetre: Fenetre, base: Base) -> None:
    """La meilleure affectation du vivier, calculée sur place."""
    from relogement.services.rapprochement import repartir
    from ui.ecrans.logements.ecran import EcranLogements

    ecran = fenetre.montrer("logements")
    assert isinstance(ecran, EcranLogements)
    ecran.montrer_repartition(repartir(base, "BEL", JOUR.date()))


def _essayer(fenetre: Fenetre, base: Base, menage: UUID) -> None:
    """Ce que coûterait à ce ménage un logement du vivier dont on sait le prix."""
    from relogement.regles.vivier import offrable
    from relogement.stockage.lectures_vivier import lignes_vivier

    libres = (v for v in lignes_vivier(base, au=JOUR.date()) if offrable(v.offre, JOUR.date()))
    connu = next(v for v in libres if v.valeurs["charges"] is not None and v.valeurs["type"] == "T4")
    fenetre.montrer("menage", id=menage, section="budget", essai=connu.id)


def ecrans(fait: Assemblage) -> Iterator[tuple[str, tuple[int, int], Callable[[], object]]]:
    """Chaque écran : son nom, la taille de la fenêtre, ce qui le montre."""
    from relogement.regles.vivier import offrable
    from relogement.stockage.lectures import lignes_menages, lignes_operations
    from relogement.stockage.lectures_commissions import lignes_commissions
    from relogement.stockage.lectures_vivier import lignes_vivier
    from ui.ecrans.menage.page import PageMenage
    from ui.ecrans.menage.sections import SECTIONS
    from ui.ecrans.operation.page import VOLETS
    from ui.fiches.entretien_etapes import ETAPES
    from ui.fiches.registre import FICHES
    from ui.fiches.registre_operation import FICHES_OPERATION, LOT

    base, fenetre = fait.contexte.base, fait.fenetre
    operation = lignes_operations(base)[0].id
    menages = {m.reference: m.id for m in lignes_menages(base, operation, au=JOUR.date())}
    yield "aujourdhui", GRANDE, lambda: fenetre.montrer("aujourdhui")
    yield "aujourdhui_petit", PETITE, lambda: fenetre.montrer("aujourdhui")
    yield "menages", GRANDE, lambda: fenetre.montrer("menages")
    yield "menages_petit", PETITE, lambda: fenetre.montrer("menages")
    yield "logements", GRANDE, lambda: fenetre.montrer("logements")
    yield "logements_petit", PETITE, lambda: fenetre.montrer("logements")
    offert = next(v for v in lignes_vivier(base, au=JOUR.date()) if v.situation.tenues)
    yield "logement", GRANDE, partial(fenetre.montrer, "logements", id=offert.id)
    yield "logement_fiche", GRANDE, partial(fenetre.montrer, "logements", ajouter=True)
    libre = next(v for v in lignes_vivier(base, au=JOUR.date()) if offrable(v.offre, JOUR.date()))
    yield "logement_convenances", GRANDE, partial(_chercher, fenetre, base, libre.id)
    yield "menage_essai", GRANDE, partial(_essayer, fenetre, base, menages[ORDINAIRE])
    yield "repartition", GRANDE, partial(_repartir, fenetre, base)
    yield from (
        ("logements_import", GRANDE, partial(_importer_vivier, fenetre)),
        ("logements_colonnes", GRANDE, partial(_colonnes_vivier, fenetre)),
    )
    seances = lignes_commissions(base)
    yield "commissions", GRANDE, lambda: fenetre.montrer("commissions")
    yield "commission", GRANDE, partial(fenetre.montrer, "commissions", id=seances[1].id)
    yield "commission_petit", PETITE, partial(fenetre.montrer, "commissions", id=seances[1].id)
    yield from (*_revue(fenetre), *_reglages(fenetre))
    yield "operations", GRANDE, lambda: fenetre.montrer("operations")
    yield "operation_nouvelle", GRANDE, lambda: fenetre.montrer("operations", nouvelle=True)
    for volet in VOLETS:
        montrer = partial(fenetre.montrer, "operation", id=operation, section=volet.cle)
        yield f"operation_{volet.cle}", GRANDE, montrer
        yield f"operation_{volet.cle}_petit", PETITE, montrer
    for fiche in (*FICHES_OPERATION, LOT):
        yield f"operation_fiche_{fiche}", GRANDE, partial(_ouvrir_de_l_operation, fenetre, operation, fiche)
    for nom, quoi, chemin in (("rapport", "liste", LISTE), ("suivi", "suivi", SUIVI)):
        yield f"operation_import_{nom}", GRANDE, partial(_simuler, fait, operation, quoi, chemin)
    page = fenetre.montrer("menage", id=menages[ORDINAIRE])
    assert isinstance(page, PageMenage)
    for section in (s.cle for s in SECTIONS):
        aller = partial(page.aller, menages[DOSSIERS.get(section, ORDINAIRE)], section)
        yield f"menage_{section}", GRANDE, partial(_montrer, fenetre, aller)
        yield f"menage_{section}_petit", PETITE, partial(_montrer, fenetre, aller)
    yield "menage_regard", PETITE, partial(_regarder, fenetre, page, menages[TROIS_REFUS])
    for nom, taille in (("menage_budget_trois", GRANDE), ("menage_budget_trois_petit", PETITE)):
        yield nom, taille, partial(page.aller, menages[TROIS_REFUS], "budget")
    for fiche in (f for f in FICHES if f != "entretien"):
        yield f"fiche_{fiche}", GRANDE, partial(_ouvrir, page, menages[APPLICABLES.get(fiche, ORDINAIRE)], fiche)
    for nom, taille, etape in [*((f"{n + 1}", GRANDE, n) for n in range(len(ETAPES))), ("3_petit", PETITE, 2)]:
        yield f"entretien_{nom}", taille, partial(_entretenir, page, menages[ORDINAIRE], etape)
    yield from _revue_emise(fait, menages[REVU])


def _revue(fenetre: Fenetre) -> Iterator[tuple[str, tuple[int, int], Callable[[], object]]]:
    """Chaque page de la revue, et les ménages d'un chiffre à côté."""
    from ui.ecrans.revue.pages import TITRES
    from ui.ecrans.revue.qualite import TITRE as QUALITE

    for rang, titre in enumerate((*TITRES, QUALITE), start=1):
        yield f"revue_{rang:02}", GRANDE, partial(_montrer_revue, fenetre, titre)
    for nom, cle in (("chiffre", "reloges"), ("inconnus", "profil_emploi:emploi")):
        titre = "Synthèse" if nom == "chiffre" else "Profil"
        for suffixe, taille in (("", GRANDE), ("_petit", PETITE)):
            yield f"revue_{nom}{suffixe}", taille, partial(_montrer_revue, fenetre, titre, cle, nom == "inconnus")


def _revue_emise(fait: Assemblage, menage: UUID) -> Iterator[tuple[str, tuple[int, int], Callable[[], object]]]:
    """En dernier, car la base change : une revue émise, puis ce qu'une correction y change."""
    from ui.ecrans.revue.ajustements import TITRE as AJUSTEMENTS
    from ui.ecrans.revue.emises import TITRE as EMISES

    for nom, titre in (("emises", EMISES), ("ajustements", AJUSTEMENTS)):
        for suffixe, taille in (("", GRANDE), ("_petit", PETITE)):
            yield f"revue_{nom}{suffixe}", taille, partial(_montrer_emise, fait, menage, titre)


def _montrer_emise(fait: Assemblage, menage: UUID, titre: str) -> None:
    """Émet une revue et corrige un dossier, la première fois."""
    from relogement.services.menages import noter_ressource
    from relogement.services.revues_emises import emettre_revue, revues_emises
    from relogement.vocabulaire import NatureRessource

    if not revues_emises(fait.contexte.base):
        fait.contexte.tenter(emettre_revue, "2026-T3")
        fait.contexte.retenir(noter_ressource(
            fait.contexte.base, menage, nature=NatureRessource.SALAIRE, montant=131_000, du=date(2025, 1, 1)
        ))
    _montrer_revue(fait.fenetre, titre)


def _montrer_revue(fenetre: Fenetre, titre: str, cle: str = "", inconnus: bool = False) -> None:
    """Une page de la revue calculée ; au besoin, les ménages de ce chiffre."""
    from ui.ecrans.revue.blocs import Liste
    from ui.ecrans.revue.ecran import EcranRevue

    ecran = fenetre.montrer("revue")
    assert isinstance(ecran, EcranRevue)
    for _ in range(200):
        _attendre(100)
        if ecran.lecture is not None and not ecran.attente.isVisible():
            break
    assert ecran.lecture is not None
    ecran.pages.choisir(titre)
    choix = (c for p in ecran.lecture.pages for c in p.choix if c.chiffre.indicateur.cle == cle)
    if cle:
        ecran.pages.ouvrir_chiffre(replace(next(choix), liste=Liste.INCONNUS if inconnus else Liste.COMPTES))


def _reglages(fenetre: Fenetre) -> Iterator[tuple[str, tuple[int, int], Callable[[], object]]]:
    """Les réglages, et le texte d'un courrier que l'on récrit."""
    for section in ("chartes", "organisation", "courriers", "minoration"):
        nom = "reglages" if section == "chartes" else f"reglages_{section}"
        yield nom, GRANDE, partial(fenetre.montrer, "reglages", section=section)
    for nom, taille in (("reglages_texte", GRANDE), ("reglages_texte_petit", PETITE)):
        yield nom, taille, partial(_recrire, fenetre)


def _recrire(fenetre: Fenetre) -> None:
    """Le texte d'un courrier et son aperçu."""
    from ui.ecrans.reglages.courriers import VoletCourriers
    from ui.ecrans.reglages.ecran import EcranReglages

    ecran = fenetre.montrer("reglages", section="courriers")
    assert isinstance(ecran, EcranReglages)
    volet = ecran.volets["courriers"]
    assert isinstance(volet, VoletCourriers)
    volet.ouvrir("proposition")


def _montrer(fenetre: Fenetre, aller: Callable[[], object]) -> None:
    fenetre.montrer("menage")
    aller()


def _regarder(fenetre: Fenetre, page: PageMenage, menage: UUID) -> None:
    """La charte telle qu'elle était connue un jour passé."""
    _montrer(fenetre, partial(page.aller, menage))
    page.panneau.choix.bouton.click()
    page.panneau.choix.saisie.poser("12/03/2026")
    page.panneau.choix.connu.click()


def _ouvrir(page: PageMenage, menage: UUID, fiche: str) -> None:
    """La fiche, sur le dossier où elle s'applique ; la date d'une réponse demande laquelle."""
    from relogement.stockage.lectures import fiche_menage

    page.aller(menage)
    repondues = [p["id"] for p in fiche_menage(page._contexte.base, menage).propositions if p["reponse"] is not None]
    page.ouvrir(fiche, repondues[0] if fiche == "date_reponse" else None)


def _ouvrir_de_l_operation(fenetre: Fenetre, operation: UUID, fiche: str) -> None:
    from ui.ecrans.operation.page import PageOperation

    page = fenetre.montrer("operation", id=operation, section="vue")
    assert isinstance(page, PageOperation)
    page.ouvrir(fiche)


def _entretenir(page: PageMenage, menage: UUID, etape: int) -> None:
    from ui.fiches.entretien import FicheEntretien

    page.aller(menage)
    page.ouvrir("entretien")
    assert isinstance(page.accueil.fiche, FicheEntretien)
    page.accueil.fiche.aller(etape)


def _simuler(fait: Assemblage, operation: object, quoi: str, chemin: Path) -> None:
    """Le rapport d'un import simulé (« liste » ou « suivi »), une fois lu."""
    from ui.ecrans.operation.importation import VoletImport
    from ui.ecrans.operation.page import PageOperation

    page = fait.fenetre.montrer("operation", id=operation, section="import")
    assert isinstance(page, PageOperation)
    volet = page.volets["import"]
    assert isinstance(volet, VoletImport)
    volet.quoi.choisir(quoi)
    importation = volet.suivi if quoi == "suivi" else volet.liste
    importation.lire(chemin)
    for _ in range(200):
        _attendre(100)
        if importation.rapport is not None:
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
