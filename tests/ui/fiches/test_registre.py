"""Toutes les fiches du registre : chacune s'ouvre, refuse le vide avec une phrase, ne perd ni n'écrit rien."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from relogement.regles import charte
from relogement.services.pieces import deposer_piece
from relogement.vocabulaire import NaturePiece
from tests.ui.fiches.dossiers import Essai, preparer
from ui.fiches.cibles import CIBLES, fiche_de_cible
from ui.fiches.entretien import FicheEntretien
from ui.fiches.fiche import FicheDeclaree, FicheSansObjet
from ui.fiches.modele import Modele
from ui.fiches.registre import FICHES, MODELES, ouvrir_fiche

DEMANDEES = (
    "entretien", "souhaits", "personne", "bail", "loyer", "ressource", "referent", "information", "mesure",
    "occupant", "decohabitant", "sortie", "piece", "proposition", "reception", "acceptation", "refus",
    "ecrit_refus", "tacite", "signature_bail", "demenagement", "forfait", "jour_demenagement", "loyers", "depot",
    "frais", "paiement_frais", "suivi", "refus_suivi", "visite", "difficulte", "suite_difficulte", "decision",
    "cloture", "coordonnees", "regler_alerte",
)


def test_chaque_fiche_demandee_est_au_registre() -> None:
    assert set(DEMANDEES) <= FICHES.keys()


@pytest.fixture(scope="module")
def neuf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Essai]:
    """Un dossier qui commence, partagé : ces tests n'écrivent aucun geste."""
    fait = preparer(tmp_path_factory.mktemp("neuf"))
    yield fait
    fait.base.fermer()


@pytest.fixture(scope="module")
def avance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Essai]:
    """Un dossier avec un refus et un relogement, partagé de même."""
    fait = preparer(tmp_path_factory.mktemp("avance"))
    fait.refuser()
    fait.reloger()
    scan = tmp_path_factory.mktemp("pieces") / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    for nature in NaturePiece:
        deposer_piece(fait.base, fait.menage, scan, nature=nature, le=date(2026, 11, 2))
    yield fait
    fait.base.fermer()


class _Guet(QObject):
    """Retient ce qui se montre comme une fenêtre."""

    def __init__(self) -> None:
        super().__init__()
        self.fenetres: list[str] = []

    def eventFilter(self, surveille: QObject, event: QEvent) -> bool:  # noqa: N802 (surcharge de Qt)
        """Guette les apparitions."""
        if event.type() == QEvent.Type.Show and isinstance(surveille, QWidget) and surveille.isWindow():
            self.fenetres.append(type(surveille).__name__)
        return False


@pytest.mark.parametrize("nom", sorted(FICHES))
def test_une_fiche_qui_s_ouvre_n_est_jamais_un_instant_une_fenetre(
    qtbot: QtBot, qapp: QApplication, avance: Essai, nom: str
) -> None:
    guet = _Guet()
    qapp.installEventFilter(guet)
    fiche = ouvrir_fiche(nom, avance.contexte, avance.menage)
    qapp.removeEventFilter(guet)
    qtbot.addWidget(fiche)
    assert guet.fenetres == []


@pytest.mark.parametrize("nom", sorted(MODELES))
def test_une_fiche_validee_vide_dit_quoi_faire_et_n_ecrit_rien(qtbot: QtBot, neuf: Essai, nom: str) -> None:
    essai = neuf
    avant = essai.gestes
    fiche = ouvrir_fiche(nom, essai.contexte, essai.menage)
    qtbot.addWidget(fiche)
    fiche.show()
    if isinstance(fiche, FicheSansObjet):
        assert fiche.phrase.endswith(".")
        return
    assert isinstance(fiche, FicheDeclaree)
    fiche.formulaire.demander_validation()
    phrases = [r.erreur for r in fiche.formulaire.rangs.values() if r.erreur]
    assert phrases or fiche.formulaire._erreur.text()
    assert all(p[0].isupper() and p.endswith(".") for p in phrases)
    assert essai.gestes == avant


@pytest.mark.parametrize("nom", sorted(MODELES))
def test_une_fiche_s_ouvre_aussi_sur_un_dossier_avance(qtbot: QtBot, avance: Essai, nom: str) -> None:
    essai = avance
    avant = essai.gestes
    fiche = ouvrir_fiche(nom, essai.contexte, essai.menage, uuid4())
    qtbot.addWidget(fiche)
    fiche.show()
    if isinstance(fiche, FicheDeclaree):
        fiche.formulaire.demander_validation()
        assert essai.gestes == avant


@pytest.mark.parametrize("nom", sorted(MODELES))
def test_les_intertitres_et_les_entrees_visent_de_vrais_champs(avance: Essai, nom: str, qtbot: QtBot) -> None:
    modele: Modele = MODELES[nom]
    fiche = ouvrir_fiche(nom, avance.contexte, avance.menage)
    qtbot.addWidget(fiche)
    if isinstance(fiche, FicheDeclaree):
        assert modele.titres.keys() <= fiche.formulaire.rangs.keys()
        assert {cible for cible, _ in modele.entrees.values()} <= fiche.formulaire.rangs.keys()


def _cibles_de_la_charte() -> set[tuple[str, str]]:
    """Toutes les cibles écrites dans les règles : celles d'un champ variable sont lues dans ses littéraux voisins."""
    trouvees: set[tuple[str, str]] = set()
    for fichier in Path(charte.__file__).parent.glob("*.py"):
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id == "Cible":
                section, *champs = noeud.args[:2]
                assert isinstance(section, ast.Constant)
                assert isinstance(section.value, str)
                for mot in ast.walk(champs[0]) if champs else ():
                    if isinstance(mot, ast.Constant) and isinstance(mot.value, str):
                        trouvees.add((section.value, mot.value))
    return trouvees


def test_chaque_cible_de_la_charte_mene_a_une_fiche_et_a_un_champ() -> None:
    cibles = _cibles_de_la_charte()
    assert ("propositions", "refus") in cibles
    manquantes = {c for c in cibles if c[0] not in ("operation", "reglages") and c not in CIBLES}
    assert manquantes == set()


@pytest.mark.parametrize("cible", sorted(CIBLES))
@pytest.mark.parametrize("avec_fiche", [True, False])
def test_chaque_cible_vise_un_champ_de_sa_fiche(
    qtbot: QtBot, avance: Essai, cible: tuple[str, str], avec_fiche: bool
) -> None:
    trouvee = fiche_de_cible(*cible, avec_fiche=avec_fiche)
    assert trouvee is not None
    nom, champ = trouvee
    fiche = ouvrir_fiche(nom, avance.contexte, avance.menage, None, champ)
    qtbot.addWidget(fiche)
    if isinstance(fiche, FicheDeclaree) and champ is not None:
        depot = fiche.depot.nom if fiche.depot else ""
        assert champ in fiche.formulaire.rangs or champ == depot
        vise = fiche.depot if champ == depot else fiche.formulaire.rangs[champ]
        assert vise is not None
        assert not vise.isHidden(), "le champ visé est caché"
        clavier = fiche.focusWidget()
        assert clavier is not None
        assert clavier is vise or vise.isAncestorOf(clavier), "le clavier est ailleurs"
    if isinstance(fiche, FicheEntretien) and champ is not None:
        assert champ in fiche.questions


def test_une_operation_ne_se_regle_pas_par_une_fiche_du_menage() -> None:
    assert fiche_de_cible("operation", "travaux", avec_fiche=True) is None
    assert fiche_de_cible("suivi", None, avec_fiche=False) is None
