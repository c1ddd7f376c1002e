"""Ce que la liste du bailleur ne dit pas d'un loyer : la valeur connue court encore, avec son jour, jamais inventée."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relogement.modeles import Loyer
from relogement.services.annulation import annuler
from relogement.services.budgets import budget_au
from relogement.services.corrections import corriger, retirer
from relogement.services.entretiens import Recueil, enregistrer_entretien
from relogement.services.menages import noter_loyer
from relogement.services.reports import dire_reports
from relogement.stockage.periodes import serie
from tests.outils import cle, photographie
from tests.services.importations import BENALI, Terrain

ENTRETIEN, LISTE, OCTOBRE = date(2026, 9, 15), date(2026, 9, 30), "31/10/2026"
AUJOURD_HUI = date(2026, 11, 18)
MONTANTS = {"loyer": 30000, "charges": 9000, "rls": 4306, "apl": 23000, "avis_le": date(2026, 9, 1)}
SANS_APL = BENALI | {"APL": ""}


@pytest.fixture
def terrain(tmp_path: Path) -> Terrain:
    return Terrain.nouveau(tmp_path)


def loyers(terrain: Terrain) -> list[Loyer]:
    with terrain.base.session() as s:
        return serie(s, Loyer, {"menage_id": terrain.menage("BENALI").id})


def montants(fiche: Loyer) -> tuple[int | None, ...]:
    return fiche.loyer, fiche.charges, fiche.rls, fiche.apl


def entretien(terrain: Terrain, **montants: Any) -> None:
    enregistrer_entretien(
        terrain.base, terrain.menage("BENALI").id, le=ENTRETIEN, recueil=Recueil(loyer=MONTANTS | montants)
    )


def noter(terrain: Terrain, du: date = ENTRETIEN, **montants: Any) -> Any:
    return cle(noter_loyer(terrain.base, terrain.menage("BENALI").id, du=du, **(MONTANTS | montants)))


def test_un_entretien_date_d_avant_la_liste_dit_la_rls_d_aujourd_hui(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    entretien(terrain)
    avant, liste = loyers(terrain)
    assert (avant.du, avant.au, montants(avant)) == (ENTRETIEN, date(2026, 9, 29), (30000, 9000, 4306, 23000))
    assert (liste.du, liste.au, montants(liste)) == (LISTE, None, (31240, 9620, 4306, 23800))
    assert (liste.reportes, liste.avis_le) == ({"rls": "2026-09-15", "avis_le": "2026-09-15"}, date(2026, 9, 1))
    phrase = "RLS : valeur du 15/09/2026, la liste du 30/09/2026 n'en dit rien"
    assert dire_reports(liste.du, liste.reportes) == phrase
    assert (dire_reports(avant.du, avant.reportes), dire_reports(LISTE, {})) == ("", "")
    with terrain.base.session() as s:
        budget = budget_au(s, terrain.menage("BENALI").id, AUJOURD_HUI)
    assert budget.mensualite_residuelle == 31240 - 4306 + 9620 - 23800


def test_une_liste_importee_apres_l_entretien_donne_le_meme_loyer(terrain: Terrain) -> None:
    terrain.importer(BENALI, au="31/08/2026")
    entretien(terrain, loyer=31240, charges=9620, apl=23800)
    terrain.importer(BENALI | {"Loyer principal": "318,00", "APL": ""})
    liste = loyers(terrain)[-1]
    assert (liste.du, montants(liste)) == (LISTE, (31800, 9620, 4306, 23800))
    assert liste.reportes == {"rls": "2026-09-15", "apl": "2026-09-15", "avis_le": "2026-09-15"}


def test_rien_de_connu_reste_inconnu(terrain: Terrain) -> None:
    terrain.importer(SANS_APL)
    (liste,) = loyers(terrain)
    assert (montants(liste), liste.reportes) == ((31240, 9620, None, None), {})
    noter(terrain, rls=None, avis_le=None, apl=0)
    liste = loyers(terrain)[-1]
    assert (montants(liste), liste.reportes) == ((31240, 9620, None, 0), {"apl": "2026-09-15"})


def test_le_report_suit_la_correction_de_sa_source_puis_son_retrait(terrain: Terrain) -> None:
    terrain.importer(SANS_APL)
    source = noter(terrain)
    corriger(terrain.base, "loyer", source, rls=5000)
    assert montants(loyers(terrain)[-1]) == (31240, 9620, 5000, 23000)
    retirer(terrain.base, "loyer", source)
    (liste,) = loyers(terrain)
    assert (montants(liste), liste.avis_le, liste.reportes) == ((31240, 9620, None, None), None, {})


def test_rien_ne_passe_par_dessus_un_jour_sans_valeur(terrain: Terrain) -> None:
    terrain.importer(SANS_APL)
    source = noter(terrain, au=date(2026, 9, 28))
    assert montants(loyers(terrain)[-1]) == (31240, 9620, None, None)
    corriger(terrain.base, "loyer", source, au=date(2026, 9, 29))
    assert montants(loyers(terrain)[-1]) == (31240, 9620, 4306, 23000)


def test_le_report_court_d_une_liste_a_l_autre_et_garde_son_premier_jour(terrain: Terrain) -> None:
    terrain.importer(SANS_APL)
    noter(terrain)
    terrain.importer(SANS_APL | {"Loyer principal": "318,00"}, au=OCTOBRE)
    derniere = loyers(terrain)[-1]
    assert (derniere.du, montants(derniere)) == (date(2026, 10, 31), (31800, 9620, 4306, 23000))
    assert (derniere.reportes or {})["rls"] == "2026-09-15"


def test_la_liste_qui_dit_enfin_l_apl_l_emporte_sur_un_report(terrain: Terrain) -> None:
    terrain.importer(SANS_APL)
    noter(terrain)
    r = terrain.importer(BENALI, au=OCTOBRE)
    assert (r.conflits, r.modifies) == ((), 1)
    assert montants(loyers(terrain)[-1]) == (31240, 9620, 4306, 23800)
    assert set(loyers(terrain)[-1].reportes or {}) == {"rls", "avis_le"}


def test_une_liste_du_meme_jour_qui_dit_l_apl_l_emporte_aussi(terrain: Terrain) -> None:
    terrain.importer(SANS_APL)
    noter(terrain)
    terrain.importer(BENALI)
    (_, liste) = loyers(terrain)
    assert (liste.apl, set(liste.reportes or {})) == (23800, {"rls", "avis_le"})


def test_ce_que_l_agent_tape_sur_la_periode_de_la_liste_est_a_lui(terrain: Terrain) -> None:
    terrain.importer(SANS_APL)
    source = noter(terrain)
    noter(terrain, LISTE, loyer=31240, charges=9620, rls=4500)
    corriger(terrain.base, "loyer", source, rls=5000, apl=24000)
    assert montants(loyers(terrain)[-1]) == (31240, 9620, 4500, 24000), "la RLS est à lui, l'APL suit encore"
    r = terrain.importer(BENALI, au=OCTOBRE)
    assert [c.champ for _, c in r.conflits] == []
    assert loyers(terrain)[-1].apl == 23800


def test_ce_que_l_agent_vide_reste_vide(terrain: Terrain) -> None:
    terrain.importer(SANS_APL)
    source = noter(terrain)
    corriger(terrain.base, "loyer", loyers(terrain)[-1].id, rls=None)
    corriger(terrain.base, "loyer", source, charges=9100)
    liste = loyers(terrain)[-1]
    assert (liste.rls, liste.reportes) == (None, None)


def test_une_periode_notee_par_un_agent_ne_reprend_rien(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    noter(terrain, date(2026, 10, 15), rls=None)
    noter(terrain, date(2026, 10, 1))
    assert loyers(terrain)[-1].rls is None


def test_l_entretien_s_annule_avec_ce_qu_il_a_reporte(terrain: Terrain) -> None:
    terrain.importer(SANS_APL)
    avant = photographie(terrain.base)
    fait = noter_loyer(terrain.base, terrain.menage("BENALI").id, du=ENTRETIEN, **MONTANTS)
    assert fait.geste_id is not None
    annuler(terrain.base, fait.geste_id)
    assert photographie(terrain.base) == avant
