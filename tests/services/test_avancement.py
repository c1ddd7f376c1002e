"""La vue d'ensemble d'une opération, lue de la base."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.regles.charte.etats import Etat
from relogement.regles.etape import Etape
from relogement.services.avancement import tableau_operation
from relogement.services.charte import constats_menage
from relogement.services.menages import creer_decohabitant, creer_menage, enregistrer_sortie
from relogement.services.propositions import envoyer_proposition, refuser_proposition
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.vocabulaire import ModeEnvoi, MotifRefus, MotifSortie, Pilote
from tests.ui.outils import base_neuve, operation

AU = date(2026, 11, 18)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte = base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


def _menage(base: Base, op: UUID, nom: str) -> UUID:
    cle = creer_menage(base, op, nom=nom).id
    assert cle is not None
    return cle


def test_une_operation_sans_menage_a_deja_son_pilote(base: Base) -> None:
    tableau = tableau_operation(base, operation(base), AU)
    assert (tableau.menages, tableau.restants, tableau.projection) == (0, 0, None)
    assert tableau.pilote is Pilote.COMMUNE
    assert tableau.situations == {}


def test_un_menage_sorti_ne_reste_plus_et_le_decohabitant_compte_a_part(base: Base) -> None:
    op = operation(base)
    parti, reste = _menage(base, op, "PARTI"), _menage(base, op, "RESTE")
    enregistrer_sortie(base, parti, le=date(2026, 10, 1), motif=MotifSortie.PARTI)
    enfant = creer_decohabitant(base, reste, nom="ENFANT", le=date(2026, 9, 1)).id
    assert enfant is not None
    tableau = tableau_operation(base, op, AU)
    assert (tableau.menages, tableau.restants, tableau.decohabitants) == (2, 1, 1)
    assert tableau.situations[parti].etape is Etape.SORTI
    assert not tableau.situations[parti].reste
    assert tableau.situations[parti].blocage is None
    assert tableau.situations[enfant].decohabitant
    assert tableau.releves[0].le == date(2026, 1, 15)
    assert tableau.releves[-1].restants == 1


def test_un_decohabitant_n_est_pas_en_retard_avant_sa_decohabitation(base: Base) -> None:
    op = operation(base)
    enfant = creer_decohabitant(base, _menage(base, op, "RESTE"), nom="ENFANT", le=date(2026, 11, 3)).id
    assert enfant is not None
    with base.session() as s:
        assert faits_menages(s)[enfant].entree == date(2026, 11, 3)
    etats = {c.id: (c.etat, c.echeance) for c in constats_menage(base, enfant, AU)}
    assert etats["A03.1"] == (Etat.A_FAIRE, date(2026, 11, 18))
    assert etats["A03.2"] == (Etat.A_FAIRE, date(2027, 2, 1))


def test_la_veille_d_un_fait_il_n_est_pas_encore_connu(base: Base) -> None:
    op = operation(base)
    cle = _menage(base, op, "PARTI")
    enregistrer_sortie(base, cle, le=AU, motif=MotifSortie.DECEDE)
    assert tableau_operation(base, op, date(2026, 11, 17)).restants == 1
    assert tableau_operation(base, op, AU).restants == 0


def test_un_refus_fait_paraitre_le_menage_parmi_ceux_qui_retiennent(base: Base) -> None:
    op = operation(base)
    cle = _menage(base, op, "REFUSE")
    envoi = envoyer_proposition(
        base, cle, None, envoyee_le=date(2026, 10, 1), mode=ModeEnvoi.RECOMMANDE, nouveau={"libelle": "Rés. du Parc"}
    )
    assert envoi.id is not None
    refuser_proposition(base, envoi.id, le=date(2026, 10, 12), motif=MotifRefus.COUT, motif_texte="Trop cher")
    ((retenu, blocage),) = tableau_operation(base, op, AU).retiennent
    assert (retenu, blocage.refus) == (cle, 1)


def test_une_operation_inconnue_se_dit(base: Base) -> None:
    with pytest.raises(ErreurMetier):
        tableau_operation(base, UUID(int=7), AU)
