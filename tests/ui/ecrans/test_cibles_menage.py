"""Chaque constat de la charte mène quelque part : toutes les cibles écrites dans les règles sont énumérées."""

from __future__ import annotations

import ast
from pathlib import Path
from uuid import uuid4

import pytest

from relogement import regles
from relogement.regles import alertes, charte
from relogement.regles.charte.constat import Cible
from ui.ecrans.menage.cibles import GESTES, destination, fiche_visee
from ui.ecrans.menage.sections import SECTIONS
from ui.fiches.cibles_operation import CIBLES_OPERATION
from ui.fiches.registre import FICHES

REGLES = (Path(charte.__file__).parent, Path(alertes.__file__).parent, Path(regles.__file__).parent)
VARIABLES = {
    "article01": {"naissance", "statut_bail", "decision_le"},
    "article06": {"commande_payeur", "commande_le", "forfait_decide", "depot_complement", "depot_retenue"},
}
"""Les champs que ces modules passent par une variable."""
HORS_MENAGE = {"operation", "reglages"}
"""Les sections qui ne sont pas de la page du ménage : celle de l'opération, les réglages de la base."""
ACCORDEES = {
    ("foyer", "employeur"), ("foyer", "nur"), ("foyer", "conge"), ("entretiens", "information"),
    ("entretiens", "acteur"), ("entretiens", "demande"), ("entretiens", "part_plafond"),
    ("entretiens", "accession_possible"), ("propositions", "examen"), ("propositions", "caleol"),
    ("propositions", "hors_quartier"), ("demenagement", "visite_technique"), ("demenagement", "adresse"),
    ("demenagement", "minoration"), ("suivi", "enquete"),
}
"""Ce que la charte entière et les alertes de la loi font régler."""


def _champs(argument: ast.expr, module: str) -> set[str]:
    textes = {n.value for n in ast.walk(argument) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    if isinstance(argument, ast.Name):
        return VARIABLES[module]
    if isinstance(argument, ast.IfExp):
        textes = {n.value for n in (argument.body, argument.orelse) if isinstance(n, ast.Constant)}  # type: ignore[misc]  # des textes
    return textes


def _cibles() -> set[tuple[str, str]]:
    trouvees: set[tuple[str, str]] = set()
    for fichier in sorted(f for dossier in REGLES for f in dossier.glob("*.py")):
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id == "Cible":
                section = noeud.args[0]
                assert isinstance(section, ast.Constant)
                trouvees |= {(str(section.value), c) for c in _champs(noeud.args[1], fichier.stem)}
    return trouvees


OPERATION = {("operation", champ) for champ in CIBLES_OPERATION}
DANS_LA_SECTION = {("foyer", "ressources"), ("foyer", "type"), ("foyer", "surface")}
"""Ce que la revue fait compléter, et que la section montre sans fiche : un champ libre, ou qui manque à la liste."""
DE_LA_REVUE = {("propositions", "motif")}
"""Ce que le contrôle d'une revue fait corriger, et que la charte ne regarde pas."""
CIBLES = sorted(_cibles() | ACCORDEES | DE_LA_REVUE | OPERATION)


def test_les_regles_ont_bien_ete_lues() -> None:
    assert len(CIBLES) > 40
    assert ("propositions", "refus") in CIBLES
    assert ("foyer", "bail_parent") in CIBLES


@pytest.mark.parametrize(("section", "champ"), CIBLES)
def test_chaque_cible_des_regles_mene_a_une_section_et_dit_son_geste(section: str, champ: str) -> None:
    but = destination(Cible(section, champ))
    assert but.geste == GESTES[section, champ]
    assert section in HORS_MENAGE or but.section in {s.cle for s in SECTIONS}
    assert but.fiche is None or but.fiche in FICHES


@pytest.mark.parametrize(("section", "champ"), [c for c in CIBLES if c[0] not in HORS_MENAGE])
def test_chaque_cible_du_menage_ouvre_une_fiche(section: str, champ: str) -> None:
    for ident in (None, str(uuid4())):
        assert destination(Cible(section, champ, ident)).fiche in FICHES


def test_aucun_geste_n_est_declare_pour_rien() -> None:
    assert set(GESTES) == set(CIBLES) | DANS_LA_SECTION


@pytest.mark.parametrize(("section", "champ"), sorted(DANS_LA_SECTION))
def test_ce_qui_se_tape_dans_la_section_n_ouvre_aucune_fiche(section: str, champ: str) -> None:
    but = destination(Cible(section, champ))
    assert (but.section, but.fiche, but.champ, but.geste) == (section, None, champ, GESTES[section, champ])


def test_une_cible_inconnue_mene_a_sa_section() -> None:
    but = destination(Cible("budget", "nouveau"))
    assert (but.section, but.fiche, but.geste) == ("budget", None, "ouvrir la section")


def test_la_fiche_visee_est_celle_de_la_cible() -> None:
    cle = uuid4()
    assert fiche_visee(Cible("foyer", "bail", str(cle))) == cle
    assert fiche_visee(Cible("foyer", "bail")) is None
