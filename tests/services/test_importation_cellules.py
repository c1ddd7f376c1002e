"""Une mauvaise cellule ne refuse jamais le fichier : elle reste vide, son texte est gardé, le reste entre."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.services.menages import modifier_logement
from tests.hasard import exemples
from tests.services.importations import BENALI, DIALLO, TITRES, Terrain, vacant


@pytest.fixture
def terrain(tmp_path: Path) -> Terrain:
    return Terrain.nouveau(tmp_path)


@pytest.mark.parametrize(
    ("colonne", "ecrit", "champ"),
    [
        ("Nb occup.", "45", "occupants"), ("dont enfants", "41", "enfants"), ("Surf. hab. (m²)", "2 000", "surface"),
        ("Porte", "P" * 21, "porte"), ("Esc.", "E" * 21, "escalier"), ("N° UG", "U" * 41, "ug"),
        ("N° bail", "B" * 41, "bail"), ("Bâtiment", "T" * 61, "batiment"), ("Nom locataire", "N" * 201, "nom"),
        ("Prénom", "N" * 201, "prenom"), ("Co-titulaire", "N" * 201, "cotitulaire"), ("Étage", "99", "etage"),
        ("Loyer principal", "-1", "loyer"), ("Téléphone", "0" * 60, "telephone"),
    ],
)  # fmt: skip
def test_une_cellule_hors_bornes_se_signale_et_le_reste_entre(
    terrain: Terrain, colonne: str, ecrit: str, champ: str
) -> None:
    r = terrain.importer(BENALI | {colonne: ecrit}, DIALLO)
    assert r.ajoutes == 2
    assert [(d.champ, d.valeur, d.nature) for d in r.a_corriger] == [(champ, ecrit, "illisible")]
    nom = "Leïla" if champ == "nom" else "BENALI"
    assert [(a.texte, a.nature) for a in terrain.a_completer(nom, champ)] == [(ecrit, "illisible")]
    terrain.reimporter_ne_change_rien(BENALI | {colonne: ecrit}, DIALLO, au="30/09/2026")


def test_un_logement_vacant_garde_sa_mauvaise_cellule_une_seule_fois(terrain: Terrain) -> None:
    vide = vacant(BENALI) | {"Surf. hab. (m²)": "2 000"}
    terrain.importer(vide, DIALLO)
    terrain.reimporter_ne_change_rien(vide, DIALLO, au="30/09/2026")


def test_une_valeur_illisible_un_mois_ne_fait_pas_perdre_la_comparaison(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    terrain.importer(BENALI | {"Loyer principal": "#REF!"}, au="31/10/2026")
    r = terrain.importer(BENALI | {"Loyer principal": "318,00"}, au="15/11/2026")
    assert (r.modifies, r.conflits) == (1, ())
    assert terrain.loyers("BENALI")[-1][2] == 31800


def test_un_conflit_s_ecrit_comme_il_se_lit(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    modifier_logement(terrain.base, terrain.menage("BENALI").id, surface=6250, etage=2, type="T4")
    r = terrain.importer(BENALI | {"Surf. hab. (m²)": "64,5", "Étage": "RDC", "Type": "T2"}, au="31/10/2026")
    assert {c.champ: (c.en_base, c.dans_la_liste) for _, c in r.conflits} == {
        "surface": ("62,5\u00a0m²", "64,5\u00a0m²"),
        "etage": ("2e\u00a0étage", "rez-de-chaussée"),
        "type": ("T4", "T2"),
    }
    assert [a.texte for a in terrain.a_completer("BENALI", "surface")] == ["64,5\u00a0m²"]


CELLULE = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=250)


@exemples(25)
@given(st.dictionaries(st.sampled_from(TITRES), CELLULE, max_size=6))
def test_aucune_cellule_n_empeche_d_importer(terrain: Terrain, cellules: dict[str, str]) -> None:
    terrain.importer(BENALI | cellules, DIALLO)
