"""Corriger l'équivalence d'une proposition : qui, quand, pourquoi ; figée à l'envoi, annulable."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.services import menages, propositions, vivier
from relogement.services.annulation import annuler
from relogement.services.budgets_figes import completer_budget_fige
from relogement.services.equivalences import corriger_equivalence, equivalences_menage
from relogement.stockage.base import Base
from tests.outils import nouveau_menage, nouvelle_base, nouvelle_operation, photographie

ENVOI, JOUR = date(2026, 11, 2), date(2026, 11, 18)


@pytest.fixture
def dossier(tmp_path: Path) -> tuple[Base, UUID]:
    """Un ménage qui quitte un T3 de 60 m²."""
    base, _ = nouvelle_base(tmp_path, JOUR)
    menage = nouveau_menage(base, nouvelle_operation(base))
    menages.modifier_logement(base, menage, type="T3", surface=6_000)
    return base, menage


def envoyer(base: Base, menage: UUID, type_: str = "T3", surface: int | None = 6_200, **valeurs: object) -> UUID:
    cle = vivier.ajouter_logement_offert(base, libelle="Les Quais", type=type_, surface=surface).id
    envoi = propositions.envoyer_proposition(base, menage, cle, envoyee_le=ENVOI, **valeurs)  # type: ignore[arg-type]
    assert envoi.id is not None
    return envoi.id


def test_la_regle_juge_ce_qui_est_fige_a_l_envoi(dossier: tuple[Base, UUID]) -> None:
    base, menage = dossier
    p = envoyer(base, menage)
    menages.modifier_logement(base, menage, type="T5", surface=12_000)
    assert equivalences_menage(base, menage, JOUR)[p].vraie is True


def test_une_correction_dit_qui_quand_et_pourquoi_et_s_annule(dossier: tuple[Base, UUID]) -> None:
    base, menage = dossier
    p = envoyer(base, menage)
    avant = photographie(base)
    fait = corriger_equivalence(base, p, equivalent=False, le=JOUR, raison=" une pièce aveugle ")
    lue = equivalences_menage(base, menage, JOUR)[p]
    assert lue.vraie is False
    assert lue.phrase.startswith("jugé non équivalent par Nadia R. le 18/11/2026 : une pièce aveugle (la règle :")
    assert equivalences_menage(base, menage, date(2026, 11, 17))[p].vraie is True
    assert fait.geste_id is not None
    annuler(base, fait.geste_id)
    assert photographie(base) == avant


def test_la_regle_reprend_quand_la_correction_est_retiree(dossier: tuple[Base, UUID]) -> None:
    base, menage = dossier
    p = envoyer(base, menage, equivalent=False, equivalent_raison="un séjour de 9 m²")
    assert equivalences_menage(base, menage, ENVOI)[p].vraie is False
    corriger_equivalence(base, p, equivalent=None, le=JOUR, raison="")
    assert equivalences_menage(base, menage, JOUR)[p].vraie is True


def test_une_surface_inconnue_a_l_envoi_se_complete_puis_se_juge(dossier: tuple[Base, UUID]) -> None:
    base, menage = dossier
    p = envoyer(base, menage, surface=None)
    assert equivalences_menage(base, menage, JOUR)[p].vraie is None
    completer_budget_fige(base, p, avant={}, apres={"surface": 6_601})
    assert equivalences_menage(base, menage, JOUR)[p].vraie is False


@pytest.mark.parametrize(
    ("valeurs", "champ"),
    [
        ({"equivalent": False, "le": JOUR, "raison": "  "}, "equivalent_raison"),
        ({"equivalent": False, "le": date(2026, 11, 19), "raison": "r"}, "le"),
        ({"equivalent": False, "le": date(2026, 11, 1), "raison": "r"}, "le"),
        ({"equivalent": None, "le": JOUR, "raison": ""}, "equivalent"),
    ],
)
def test_une_correction_sans_raison_ou_mal_datee_se_refuse(
    dossier: tuple[Base, UUID], valeurs: dict[str, object], champ: str
) -> None:
    base, menage = dossier
    p = envoyer(base, menage)
    avant = photographie(base)
    with pytest.raises(ErreurMetier) as refus:
        corriger_equivalence(base, p, **valeurs)  # type: ignore[arg-type]
    assert refus.value.champ == champ
    assert photographie(base) == avant


def test_un_envoi_corrige_demande_sa_raison(dossier: tuple[Base, UUID]) -> None:
    base, menage = dossier
    with pytest.raises(ErreurMetier) as refus:
        envoyer(base, menage, equivalent=True)
    assert refus.value.champ == "equivalent_raison"
