"""La vérification de Qt nomme exactement les paquets qui manquent."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "verifier_qt.py"


@pytest.fixture(scope="module")
def verifier() -> dict[str, Any]:
    """Les noms publics du script, chargé sans être lancé."""
    return runpy.run_path(str(SCRIPT))


def test_rien_ne_manque_quand_tout_se_charge(verifier: dict[str, Any]) -> None:
    assert verifier["paquets_manquants"](verifier["SANS_ECRAN"], lambda _: True) == []


def test_un_paquet_qui_porte_deux_bibliotheques_n_est_nomme_qu_une_fois(verifier: dict[str, Any]) -> None:
    absentes = {"libglib-2.0.so.0", "libgthread-2.0.so.0", "libEGL.so.1"}
    manquants = verifier["paquets_manquants"](verifier["SANS_ECRAN"], lambda b: b not in absentes)
    assert manquants == ["libegl1", "libglib2.0-0"]


def test_une_bibliotheque_qui_n_existe_pas_ne_se_charge_pas(verifier: dict[str, Any]) -> None:
    assert verifier["se_charge"]("libinexistante-de-relogement.so.9") is False


def test_les_tests_ne_demandent_aucune_bibliotheque_d_ecran(verifier: dict[str, Any]) -> None:
    assert verifier["bibliotheques_requises"](False, {"DISPLAY": ":0"}) == verifier["SANS_ECRAN"]


def test_une_fenetre_demande_les_bibliotheques_de_son_ecran(verifier: dict[str, Any]) -> None:
    requises = verifier["bibliotheques_requises"]
    assert requises(True, {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}) == verifier["SANS_ECRAN"] | verifier["X11"]
    assert requises(True, {"WAYLAND_DISPLAY": "wayland-0"}) == verifier["SANS_ECRAN"] | verifier["WAYLAND"]


def test_une_plateforme_choisie_a_la_main_est_respectee(verifier: dict[str, Any]) -> None:
    assert verifier["bibliotheques_requises"](True, {"QT_QPA_PLATFORM": "offscreen"}) == verifier["SANS_ECRAN"]


def test_une_fenetre_sans_ecran_est_refusee(verifier: dict[str, Any]) -> None:
    with pytest.raises(verifier["EcranAbsent"]):
        verifier["bibliotheques_requises"](True, {})


def test_la_commande_est_celle_que_l_on_peut_recopier(verifier: dict[str, Any]) -> None:
    assert " ".join(verifier["commande"](["libegl1", "libgl1"])) == (
        "apt-get install -y --no-install-recommends libegl1 libgl1"
    )
