"""Examiner une alerte de la loi : une personne, une date, une note ; elle se montre réglée, elle ne disparaît pas."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from relogement.commun import ErreurMetier
from relogement.regles.alertes.alerte import Alerte, Niveau
from relogement.services.alertes import alertes_de_l_operation, alertes_des_menages, alertes_du_menage, regler_alerte
from relogement.services.propositions import noter_reception
from tests.outils import photographie
from tests.services.dossier import Dossier

JOUR = date(2026, 11, 18)


def _menage(d: Dossier) -> dict[str, Alerte]:
    return {a.id: a for a in alertes_du_menage(d.base, d.menage, JOUR)}


def _echue(d: Dossier) -> UUID:
    """Une proposition reçue le 3 juin, restée sans réponse le 13."""
    proposition = d.proposer()
    noter_reception(d.base, proposition, recue_le=date(2026, 6, 3))
    return proposition


def test_une_alerte_examinee_se_montre_reglee_puis_s_annule(d: Dossier) -> None:
    proposition = _echue(d)
    avant = _menage(d)["L1"]
    assert (avant.niveau, avant.le, avant.reglee) == (Niveau.ECHUE, date(2026, 6, 13), None)
    assert avant.cible is not None
    assert avant.cible.id == str(proposition)
    photo = photographie(d.base)
    regler_alerte(d.base, d.menage, "L1", le=date(2026, 6, 14), qui=" Mme Robin ", note="relancée par téléphone")
    reglee = _menage(d)["L1"].reglee
    assert reglee is not None
    assert (reglee.le, reglee.qui, reglee.note) == (date(2026, 6, 14), "Mme Robin", "relancée par téléphone")
    d.annuler_dernier()
    assert photographie(d.base) == photo
    assert _menage(d)["L1"].reglee is None


def test_une_alerte_de_l_operation_s_examine_pour_elle(d: Dossier) -> None:
    regler_alerte(d.base, d.operation, "L7", le=JOUR, qui="Mme Robin", note="pièces demandées au bailleur")
    (alerte,) = [a for a in alertes_de_l_operation(d.base, d.operation, JOUR) if a.id == "L7"]
    assert alerte.reglee is not None
    assert _menage(d) == {}


def test_les_alertes_d_une_operation_sont_celles_de_chaque_menage(d: Dossier) -> None:
    _echue(d)
    autre = d.autre_menage()
    lues = alertes_des_menages(d.base, d.operation, JOUR)
    assert lues.keys() == {d.menage, autre}
    assert [a.id for a in lues[d.menage]] == list(_menage(d))
    assert lues[autre] == []


def test_le_dossier_d_un_autre_genre_ou_retire_est_refuse(d: Dossier) -> None:
    for alerte, dossier in (("L1", d.operation), ("L7", d.menage), ("L1", uuid4())):
        with pytest.raises(ErreurMetier, match="n'existe plus"):
            regler_alerte(d.base, dossier, alerte, le=JOUR, qui="Mme Robin", note="vu")


@pytest.mark.parametrize(
    ("alerte", "valeurs", "champ"),
    [
        ("L1", {"qui": "  "}, "qui"),
        ("L1", {"note": ""}, "note"),
        ("L1", {"le": date(2026, 11, 19)}, "le"),
        ("L1", {"le": date(2026, 6, 13)}, "le"),
        ("L3", {}, "alerte"),
        ("L12", {}, "alerte"),
    ],
)
def test_un_examen_incomplet_est_refuse_et_n_ecrit_rien(
    d: Dossier, alerte: str, valeurs: dict[str, object], champ: str
) -> None:
    _echue(d)
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier) as e:
        regler_alerte(
            d.base, d.menage, alerte, **{"le": JOUR, "qui": "Mme Robin", "note": "vu", **valeurs}  # type: ignore[arg-type]  # valeurs variées
        )
    assert e.value.champ == champ
    assert photographie(d.base) == avant
