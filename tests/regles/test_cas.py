"""Chaque fichier de `tests/cas` est évalué : les cas se lisent comme la charte."""

from __future__ import annotations

from pathlib import Path

import pytest

from relogement.regles.cas import Cas, constats_du_cas, evaluer_cas, lire_cas
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import OBLIGATIONS_TOUTES
from relogement.regles.charte.obligation import Obligation
from relogement.regles.charte.parametres import charger_charte

DOSSIER = Path(__file__).parent.parent / "cas"
TOUS = [cas for fichier in sorted(DOSSIER.glob("*.toml")) for cas in lire_cas(fichier)]
CHARTE = charger_charte("nantes_2017")
VUS = {(attendu.id, attendu.etat) for cas in TOUS for attendu in cas.attendus}
SANS_CAS = {("A08.2", Etat.INDETERMINEE)}
"""Une décision sans date : un événement a toujours la sienne, `test_moteur` le vérifie sur les faits."""


@pytest.mark.parametrize("cas", TOUS, ids=lambda c: f"{c.fichier}: {c.nom}")
def test_le_cas_donne_ce_qu_il_attend(cas: Cas) -> None:
    ecarts = evaluer_cas(cas, CHARTE)
    assert not ecarts, "\n".join(f"{e.id} : attendu {e.attendu} ; trouvé {e.trouve}" for e in ecarts)


def test_il_y_a_au_moins_cent_cinquante_cas() -> None:
    assert len(TOUS) >= 150


def test_aucun_cas_ne_montre_un_etat_que_l_obligation_ne_dit_pas() -> None:
    etats = {o.id: o.etats for o in OBLIGATIONS_TOUTES}
    tous = [(cas.nom, c) for cas in TOUS for c in constats_du_cas(cas, CHARTE)]
    inattendus = [(nom, c.id, c.etat) for nom, c in tous if c.etat not in etats[c.id]]
    assert inattendus == []


@pytest.mark.parametrize("obligation", OBLIGATIONS_TOUTES, ids=lambda o: o.id)
def test_chaque_etat_que_l_obligation_peut_prendre_a_son_cas(obligation: Obligation) -> None:
    vus = {etat for identifiant, etat in VUS | SANS_CAS if identifiant == obligation.id}
    assert vus == obligation.etats
