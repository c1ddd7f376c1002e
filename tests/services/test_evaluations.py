"""Rendre compte : revues remises, évaluation, présentation à la CIL."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import Evaluation, RevueRemise
from relogement.services import corrections
from relogement.services.evaluations import noter_evaluation, noter_presentation_cil, noter_revue_remise
from tests.outils import cle, photographie
from tests.services.dossier import Dossier

LE = date(2026, 10, 20)


def test_une_revue_se_remet_des_le_lendemain_de_son_trimestre(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match=r"2026-T3 se termine le 30/09/2026") as refus:
        noter_revue_remise(d.base, d.operation, trimestre="2026-T3", le=date(2026, 9, 30))
    assert refus.value.champ == "le"
    revue = cle(noter_revue_remise(d.base, d.operation, trimestre=" 2026-t3", le=date(2026, 10, 1), equilibre=True))
    assert d.lire(RevueRemise, revue).trimestre == "2026-T3"
    with pytest.raises(ErreurMetier, match=r"2026-T4 se termine le 31/12/2026"):
        corrections.corriger(d.base, "revueremise", revue, trimestre="2026-T4")
    corrections.corriger(d.base, "revueremise", revue, trimestre="2026-t2")
    assert d.lire(RevueRemise, revue).trimestre == "2026-T2"


@pytest.mark.parametrize(("trimestre", "champ"), [("2026-T5", "trimestre"), ("3e trimestre", "trimestre")])
def test_un_trimestre_se_lit(d: Dossier, trimestre: str, champ: str) -> None:
    with pytest.raises(ErreurMetier, match="n'est pas un trimestre") as refus:
        noter_revue_remise(d.base, d.operation, trimestre=trimestre, le=LE)
    assert refus.value.champ == champ


@pytest.mark.parametrize(
    ("valeurs", "champ"),
    [
        ({"auteur": " ", "qualitative": "bien"}, "auteur"),
        ({"auteur": "La ville"}, "quantitative"),
        ({"auteur": "La ville", "qualitative": "  "}, "quantitative"),
        ({"auteur": "La ville", "qualitative": "bien", "le": date(2026, 11, 19)}, "le"),
    ],
)
def test_une_evaluation_a_un_auteur_et_un_volet(d: Dossier, valeurs: dict[str, Any], champ: str) -> None:
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier) as refus:
        noter_evaluation(d.base, d.operation, **{"le": LE, **valeurs})
    assert refus.value.champ == champ
    assert photographie(d.base) == avant


def test_un_volet_manquant_se_complete(d: Dossier) -> None:
    evaluation = cle(noter_evaluation(d.base, d.operation, le=LE, auteur="La ville", quantitative="47 ménages"))
    corrections.corriger(d.base, "evaluation", evaluation, integration="bonne")
    lue = d.lire(Evaluation, evaluation)
    assert (lue.quantitative, lue.qualitative, lue.integration) == ("47 ménages", None, "bonne")
    with pytest.raises(ErreurMetier, match="au moins un volet"):
        corrections.corriger(d.base, "evaluation", evaluation, quantitative=None, integration=None)


def test_la_presentation_a_la_cil_est_de_l_annee_ou_d_apres(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="avant cette année"):
        noter_presentation_cil(d.base, annee=2026, le=date(2025, 12, 31))
    avant = photographie(d.base)
    noter_presentation_cil(d.base, annee=2026, le=date(2026, 1, 1))
    noter_presentation_cil(d.base, annee=2025, le=LE)
    d.annuler_dernier()
    d.annuler_dernier()
    assert photographie(d.base) == avant
