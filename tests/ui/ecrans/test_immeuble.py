"""Du dossier à l'image du bâtiment, et ce que la page dit en toutes lettres."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from relogement.services.menages import creer_decohabitant, creer_menage, enregistrer_sortie
from relogement.stockage.base import Base
from relogement.vocabulaire import MotifSortie, NatureOperation
from tests.ui.outils import base_neuve, operation
from ui.ecrans.operation.immeuble import cases, legende, occupants_par_logement
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.phrases import nature, phrase_decohabitants, phrase_projection, phrase_restants, situe

AU = date(2026, 11, 18)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte = base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


def _menage(base: Base, op: UUID, porte: str, **logement: Any) -> UUID:
    cle = creer_menage(base, op, nom=f"PORTE {porte}", batiment="B", escalier="A", porte=porte, **logement).id
    assert cle is not None
    return cle


def test_les_portes_se_suivent_dans_l_ordre_des_nombres(base: Base) -> None:
    op = operation(base)
    for porte in ("10", "9", "101"):
        _menage(base, op, porte, etage=1)
    lecture = LectureOperation.lire(base, op, AU)
    assert [c.porte for c in cases(lecture)] == ["9", "10", "101"]
    assert {c.escalier for c in cases(lecture)} == {"Bât. B · esc. A"}


def test_un_etage_inconnu_reste_inconnu(base: Base) -> None:
    op = operation(base)
    _menage(base, op, "12")
    (case,) = cases(LectureOperation.lire(base, op, AU))
    assert case.etage is None
    assert case.mot == "à rencontrer"


def test_un_menage_sorti_laisse_la_place_a_celui_qui_reste(base: Base) -> None:
    op = operation(base)
    parti = _menage(base, op, "12", etage=1)
    enregistrer_sortie(base, parti, le=date(2026, 10, 1), motif=MotifSortie.PARTI)
    lecture = LectureOperation.lire(base, op, AU)
    assert [m.id for m in occupants_par_logement(lecture).values()] == [parti]
    assert [s.mot for s in legende(lecture)] == ["sorti 1"]


@pytest.mark.parametrize(
    ("valeurs", "phrase"),
    [
        ({}, "démolition · ANRU · QPV"),
        ({"anru": False, "qpv": False}, "démolition"),
        (
            {"nature": NatureOperation.REHABILITATION, "demolition_partielle": True, "anru": False},
            "réhabilitation · démolition partielle · QPV",
        ),
    ],
)
def test_la_nature_se_lit_d_un_coup(base: Base, valeurs: dict[str, Any], phrase: str) -> None:
    lecture = LectureOperation.lire(base, operation(base, **valeurs), AU)
    assert nature(lecture.operation) == phrase


def test_hors_anru_le_bailleur_pilote_et_une_date_manquante_se_dit(base: Base) -> None:
    lecture = LectureOperation.lire(base, operation(base, anru=False, travaux_le=None), AU)
    assert situe(lecture, "charte") == (
        "Habitat du Val · Nantes · pilote : Habitat du Val (art. 10) · annonce le 15/01/2026 · travaux à dater · charte"
    )


def test_la_projection_se_dit_en_jours_avant_ou_apres_les_travaux(base: Base) -> None:
    op = operation(base, travaux_le=date(2026, 12, 1))
    parti, _reste = _menage(base, op, "1"), _menage(base, op, "2")
    enregistrer_sortie(base, parti, le=date(2026, 10, 1), motif=MotifSortie.PARTI)
    phrase = phrase_projection(LectureOperation.lire(base, op, AU))
    assert phrase == (
        "Au rythme des six derniers mois, le dernier départ serait le 21/05/2027, "
        "soit 171 jours après le début des travaux."
    )


def test_les_decohabitants_se_disent_hors_de_la_courbe(base: Base) -> None:
    op = operation(base)
    parent = _menage(base, op, "1")
    assert phrase_decohabitants(LectureOperation.lire(base, op, AU).tableau) == ""
    creer_decohabitant(base, parent, nom="ENFANT", le=date(2026, 9, 1))
    lecture = LectureOperation.lire(base, op, AU)
    assert phrase_decohabitants(lecture.tableau) == "1 décohabitant reste aussi à reloger, hors de cette courbe."
    assert phrase_restants(lecture.tableau) == "Ménages restant à reloger : 1 sur 1"
