"""Le classeur diffusable attaqué : celui de la démonstration, de douze ménages, et de bases tirées au hasard."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from relogement.regles.revue.diffusion.pages import masques
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.pages import frais
from relogement.regles.revue.pages.catalogue import pages
from relogement.regles.revue.revue import Revue
from relogement.services.revue import composer_revue
from relogement.stockage.base import Base
from relogement.tableur.revue.classeur import ecrire_revue
from relogement.vocabulaire import VarianteRevue
from tests.hasard import exemples
from tests.regles.attaque import Lecteur, cases, distincts, lire, tues_du_classeur
from tests.regles.attaque_entiere import retrouvees
from tests.regles.attaque_montants import montants_retrouves
from tests.services import base_douze as douze
from tests.services import base_revue as b

TRIMESTRES = ("2025-T4", "2026-T1", "2026-T2", "2026-T3", "2026-T4", "2027-T1")
SEUIL = 5


@pytest.fixture(scope="module")
def revues(demonstration: Base) -> dict[str, Revue]:
    """La démonstration, trimestre après trimestre."""
    return {t: composer_revue(demonstration, t) for t in TRIMESTRES}


@pytest.fixture(scope="module")
def douze_menages(tmp_path_factory: pytest.TempPathFactory) -> Revue:
    """Les douze ménages faits à la main."""
    base = b.base_neuve(tmp_path_factory.mktemp("douze"))
    douze.remplir(base)
    revue = composer_revue(base, "2026-T3")
    base.fermer()
    return revue


@pytest.fixture(scope="module")
def appris(revues: dict[str, Revue], douze_menages: Revue) -> Sequence[Dossier]:
    """Les ménages dont le lecteur apprend comment les chiffres se tiennent : toutes les vies, à toutes les dates."""
    return [*(d for r in revues.values() for d in r.dossiers), *douze_menages.dossiers]


@pytest.fixture(scope="module")
def lecteur(revues: dict[str, Revue], appris: Sequence[Dossier]) -> Lecteur:
    """Il connaît les définitions de la revue."""
    return Lecteur(revues["2026-T3"], appris)


def attaquer(lecteur: Lecteur, revue: Revue, fichier: Path) -> list[str]:
    """Ce que le classeur diffusable de cette revue laisse retrouver."""
    ecrire_revue(revue, fichier, VarianteRevue.DIFFUSABLE)
    lues = lire(revue)
    tues = tues_du_classeur(fichier, lues)
    return [
        *lecteur.fuites(lues, tues, SEUIL), *retrouvees(lues, tues, SEUIL), *montants_retrouves(revue, tues, SEUIL)
    ]


@pytest.mark.parametrize("trimestre", ["2026-T1", "2026-T2", "2026-T3", "2027-T1"])
def test_de_la_demonstration_aucun_petit_effectif_ne_se_retrouve(
    trimestre: str, revues: dict[str, Revue], lecteur: Lecteur, tmp_path: Path
) -> None:
    assert attaquer(lecteur, revues[trimestre], tmp_path / "r.xlsx") == []


def test_des_douze_menages_non_plus(douze_menages: Revue, lecteur: Lecteur, tmp_path: Path) -> None:
    assert attaquer(lecteur, douze_menages, tmp_path / "r.xlsx") == []


def test_la_demonstration_garde_ses_chiffres_de_tete(revues: dict[str, Revue]) -> None:
    tues = masques(lire(revues["2026-T3"]), SEUIL)
    de_tete = ("a_reloger", "proposes", "reloges", "ecart_median", "charte_respectee")
    assert {f"valeur {c}" for c in de_tete}.isdisjoint(tues)


# Sans réduire un contre-exemple : une attaque dure des secondes.
@settings(exemples(6), phases=[Phase.generate])
@given(graine=st.integers(0, 10**6), combien=st.integers(8, 40), fois=st.integers(1, 2))
def test_d_une_base_au_hasard_non_plus(
    graine: int, combien: int, fois: int, revues: dict[str, Revue], appris: Sequence[Dossier], lecteur: Lecteur
) -> None:
    hasard = random.Random(graine)
    # Un ménage tiré vaut parfois pour deux qui lui ressemblent : plus de groupes passent le seuil.
    tires = [hasard.choice(appris) for _ in range(combien)] * fois
    tiree = replace(revues["2026-T3"], dossiers=tuple(distincts(tires)))
    lues = lire(tiree)
    tues = masques(lues, SEUIL)
    assert lecteur.fuites(lues, tues, SEUIL) == []
    assert montants_retrouves(tiree, tues, SEUIL) == []


# Du tirage 42, six ménages : les sommes seules ne donnaient rien, et 28 cases n'avaient qu'une valeur possible.
@settings(exemples(5), phases=[Phase.explicit, Phase.generate])
@example(graine=42)
@given(graine=st.integers(0, 10**6))
def test_d_une_petite_base_rien_n_est_fixe_par_ses_bornes(
    graine: int, revues: dict[str, Revue], appris: Sequence[Dossier]
) -> None:
    hasard = random.Random(graine)
    tires = [hasard.choice(appris) for _ in range(hasard.randint(5, 14))]
    lues = lire(replace(revues["2026-T3"], dossiers=tuple(distincts(tires))))
    assert retrouvees(lues, masques(lues, SEUIL), SEUIL) == []


def test_le_lecteur_retrouve_le_poste_refuse_si_le_demande_est_publie_aussi(revues: dict[str, Revue]) -> None:
    revue = revues["2026-T3"]
    entieres = pages(revue)
    trouves = montants_retrouves(revue, masques(entieres, SEUIL), SEUIL, frais.page(revue))
    assert {"frais_demande − frais_accorde", "frais_accorde − frais_paye"} <= set(trouves)


def test_le_lecteur_retrouve_ce_qui_n_est_pas_masque(revues: dict[str, Revue], lecteur: Lecteur) -> None:
    # Les petits effectifs tus seuls, sans rien d'autre : leurs sommes les redonnent, et l'attaque le voit.
    lues = lire(revues["2026-T3"])
    petits = frozenset(x.case for x in cases(lues) if 0 < x.vaut < SEUIL)
    trouvees = lecteur.calculees(lues, petits, SEUIL)
    assert "valeur sortis = 2" in trouvees
    assert "valeur propositions_nombre:3 = 1" in trouvees
