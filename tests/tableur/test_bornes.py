"""Ce que le lecteur laisse passer entre toujours dans la base : ses bornes tiennent dans celles des fiches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from relogement.modeles import Bail, Composition, Logement, Menage, Personne, Table
from relogement.tableur.conversion import LONGUEURS
from relogement.tableur.ligne_locative import LigneLocative
from relogement.tableur.montants import EFFECTIF_MAX, SURFACE_MAX
from relogement.tableur.valeurs import ETAGE_MAX, ETAGE_MIN
from tests.tableur.listes import CHAMPS, ENTETE, ligne, lire, seule

TEXTES: dict[str, tuple[type[Table], str]] = {
    **{c: (Logement, c) for c in ("ug", "batiment", "escalier", "porte", "adresse", "commune", "type", "financement")},
    **{c: (Personne, c) for c in ("nom", "prenom")}, "bail": (Bail, "numero"), "cotitulaire": (Personne, "nom"),
}  # fmt: skip


def borne(table: type[Table], colonne: str, genre: str) -> Any:
    """La borne qu'une fiche met à une colonne : max_length, le ou ge."""
    return next(getattr(m, genre) for m in table.model_fields[colonne].metadata if hasattr(m, genre))


def test_chaque_texte_lu_tient_dans_sa_fiche() -> None:
    assert LONGUEURS.keys() == TEXTES.keys()
    for champ, (table, colonne) in TEXTES.items():
        assert LONGUEURS[champ] <= borne(table, colonne, "max_length"), champ


def test_nom_et_prenom_tiennent_ensemble_dans_le_nom_d_usage() -> None:
    assert LONGUEURS["nom"] + 1 + LONGUEURS["prenom"] <= borne(Menage, "nom", "max_length")


def test_chaque_nombre_lu_tient_dans_sa_fiche() -> None:
    assert borne(Logement, "surface", "le") >= SURFACE_MAX
    assert borne(Composition, "occupants", "le") >= EFFECTIF_MAX
    assert borne(Composition, "enfants", "le") >= EFFECTIF_MAX
    assert borne(Logement, "etage", "le") >= ETAGE_MAX
    assert borne(Logement, "etage", "ge") <= ETAGE_MIN


def test_les_champs_sans_borne_de_longueur_ont_une_forme_fixe() -> None:
    libres = {"etage_texte", "ressource_nature"}
    """Gardés avec la ligne de la liste, dans aucune colonne bornée."""
    formes = {"code_postal", "telephone"}
    textes = {c for c, genre in LigneLocative.__annotations__.items() if genre == "str | None"}
    assert textes - libres - formes == TEXTES.keys()


@pytest.mark.parametrize("champ", [c for c in CHAMPS if c in LONGUEURS and c != "type"])
@pytest.mark.parametrize("trop", [0, 1])
def test_un_texte_trop_long_d_un_caractere_est_illisible_et_garde_son_texte(
    tmp_path: Path, champ: str, trop: int
) -> None:
    texte = "X" * (LONGUEURS[champ] + trop)
    etat = lire(tmp_path, ligne(**{champ: texte}))
    assert getattr(seule(etat), champ) == (None if trop else texte)
    assert [(d.champ, d.valeur, d.nature) for d in etat.defauts] == ([(champ, texte, "illisible")] if trop else [])
    assert seule(etat).loyer == 35000


@pytest.mark.parametrize(("titre", "champ"), [("Bâtiment", "batiment"), ("Escalier", "escalier"), ("Ville", "commune")])
def test_un_lieu_trop_long_est_illisible(tmp_path: Path, titre: str, champ: str) -> None:
    texte = "Y" * (LONGUEURS[champ] + 1)
    etat = lire(tmp_path, [*ligne(), texte], entete=[*ENTETE, titre])
    assert getattr(seule(etat), champ) is None
    assert [(d.champ, d.valeur, d.nature) for d in etat.defauts] == [(champ, texte, "illisible")]
