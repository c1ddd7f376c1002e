"""La commande `rapprocher` : la meilleure affectation, un ménage, un logement ; en texte et en JSON, sans un nom."""

from __future__ import annotations

from pathlib import Path

import pytest

from relogement.services.vivier import ajouter_logement_offert
from relogement.stockage.base import ouvrir_base
from tests.cli.outils import PHRASE, Lancer, objet, phrase


@pytest.fixture
def vivier(remplie: Lancer, tmp_path: Path) -> Lancer:
    """La liste du bailleur, et trois logements au vivier."""
    base = ouvrir_base(tmp_path / "essai.relogement", lambda: PHRASE, agent="Nadia R.")
    for n, genre in enumerate(("T2", "T3", "T4")):
        ajouter_logement_offert(
            base, libelle=f"Quais {n}", reference=f"Q-{n}", type=genre, loyer=40_000, charges=5_000, commune="Rezé",
            bailleur="Val",
        )
    base.fermer()
    return remplie


def test_la_meilleure_affectation_dit_qui_a_quoi_et_qui_reste(vivier: Lancer) -> None:
    lu = objet(vivier("rapprocher", "--operation", "BEL", "--json"))
    assert (lu["logements"], len(lu["affectations"]), lu["logements_restants"]) == (3, 3, [])
    assert {a["logement"] for a in lu["affectations"]} == {"Q-0", "Q-1", "Q-2"}
    assert [a["rang"] for a in lu["affectations"]] == [1, 2, 3]
    assert all(r["phrase"] for a in lu["affectations"] for r in a["raisons"])
    assert len(lu["sans_logement"]) == lu["menages"] - 3
    assert all(x["raison"] for x in lu["sans_logement"])


def test_un_menage_puis_un_logement_se_rangent_avec_leurs_raisons(vivier: Lancer) -> None:
    menage = objet(vivier("rapprocher", "--menage", "BEL-0002", "--json"))
    assert len(menage["convenances"]) + len(menage["exclus"]) == 3
    assert {x["menage"] for x in menage["convenances"] + menage["exclus"]} == {"BEL-0002"}
    logement = objet(vivier("rapprocher", "--logement", "Q-1", "--json"))
    assert {x["logement"] for x in logement["convenances"] + logement["exclus"]} == {"Q-1"}


def test_le_texte_rappelle_qu_une_personne_decide(vivier: Lancer) -> None:
    for quoi in (("--operation", "BEL"), ("--menage", "BEL-0002"), ("--logement", "Q-1")):
        code, sortie, erreur = vivier("rapprocher", *quoi)
        assert (code, erreur) == (0, "")
        assert "une personne décide." in sortie
        assert sortie.rstrip().endswith("seul le calcul de la CAF ou de la MSA fait foi.")


def test_ce_qui_n_existe_pas_se_dit(vivier: Lancer) -> None:
    assert "référence « Z-9 »" in phrase(vivier("rapprocher", "--logement", "Z-9"))
    phrase(vivier("rapprocher", "--menage", "BEL-9999"))
    phrase(vivier("rapprocher", "--operation", "ZZZ"))


def test_sans_vivier_la_commande_le_dit(remplie: Lancer) -> None:
    assert "Aucun logement du vivier" in phrase(remplie("rapprocher", "--operation", "BEL"))
