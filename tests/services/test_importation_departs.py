"""Qui part, qui revient, qui manque ; les listes anciennes, à venir, ou importées deux fois."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from relogement.commun import ErreurMetier
from relogement.modeles import Composition, ListeImportee
from relogement.services.annulation import annuler
from relogement.services.menages import enregistrer_sortie
from relogement.vocabulaire import MotifSortie
from tests.outils import photographie
from tests.services.importations import BENALI, DIALLO, ROUX, SOW, Ligne, Terrain, chez, habitant, vacant

OCTOBRE, NOVEMBRE = "31/10/2026", "15/11/2026"


@pytest.fixture
def terrain(tmp_path: Path) -> Terrain:
    return Terrain.nouveau(tmp_path)


def immeuble(combien: int) -> list[Ligne]:
    """Des ménages aux noms éloignés, un par logement."""
    lettres = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [
        habitant(n, f"{lettres[n % 26] * 4}{lettres[n // 26] * 4}", "Noa", **{
            "Porte": str(n), "Date naiss.": f"{1 + n % 28:02}/01/{1950 + n}", "Date entrée": f"01/02/{1980 + n % 40}",
        })
        for n in range(1, combien + 1)
    ]  # fmt: skip


def listes(terrain: Terrain) -> list[tuple[date, int]]:
    with terrain.base.session() as s:
        return sorted((x.arretee_le, x.menages) for x in s.exec(select(ListeImportee)))


def test_un_menage_revenu_reprend_son_loyer_sa_composition_et_son_absence_se_regle(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, ROUX)
    terrain.importer(BENALI, DIALLO, vacant(ROUX), au=OCTOBRE)
    assert terrain.loyers("ROUX") == [(date(2026, 9, 30), date(2026, 10, 31), 31240)]
    r = terrain.importer(BENALI, DIALLO, ROUX, au=NOVEMBRE)
    assert (r.ajoutes, r.departs, r.modifies, r.inchanges) == (0, 0, 1, 2)
    assert terrain.bail("ROUX").fin is None
    assert terrain.loyers("ROUX") == [(date(2026, 9, 30), None, 31240)]
    with terrain.base.session() as s:
        assert {p.au for p in s.exec(select(Composition))} == {None}
    (absence,) = terrain.a_completer("ROUX", "bail")
    assert (absence.nature, absence.regle_le) == ("absence", date(2026, 11, 18))
    terrain.reimporter_ne_change_rien(BENALI, DIALLO, ROUX, au=NOVEMBRE)


def test_un_menage_revenu_dans_un_autre_logement_y_est_situe(terrain: Terrain) -> None:
    u6 = habitant(6, "", "")
    terrain.importer(BENALI, DIALLO, ROUX, vacant(u6))
    terrain.importer(BENALI, DIALLO, vacant(ROUX), vacant(u6), au=OCTOBRE)
    suite = [BENALI, DIALLO, vacant(ROUX), chez(ROUX, u6)]
    r = terrain.importer(*suite, au=NOVEMBRE)
    assert (r.ajoutes, r.modifies, r.conflits) == (0, 1, ())
    assert (terrain.logement("ROUX").ug, terrain.bail("ROUX").fin) == ("U6", None)
    terrain.reimporter_ne_change_rien(*suite, au=NOVEMBRE)


def test_un_menage_revenu_avec_un_autre_loyer_ouvre_une_periode(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, ROUX)
    terrain.importer(BENALI, DIALLO, SOW, au=OCTOBRE)
    terrain.importer(BENALI, DIALLO, vacant(ROUX), au="10/11/2026")
    r = terrain.importer(BENALI, DIALLO, ROUX | {"Loyer principal": "320,00"}, au=NOVEMBRE)
    assert (r.ajoutes, r.conflits) == (0, ())
    assert terrain.loyers("ROUX") == [
        (date(2026, 9, 30), date(2026, 11, 14), 31240), (date(2026, 11, 15), None, 32000)
    ]


def test_ce_que_l_agent_a_fini_lui_meme_ne_reprend_pas(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, ROUX)
    enregistrer_sortie(
        terrain.base, terrain.menage("ROUX").id, le=date(2026, 10, 5), motif=MotifSortie.PARTI
    )
    assert terrain.importer(BENALI, DIALLO, vacant(ROUX), au=OCTOBRE).departs == 0
    terrain.importer(BENALI, DIALLO, ROUX, au=NOVEMBRE)
    assert terrain.menage("ROUX").sortie_le == date(2026, 10, 5)
    assert [a.texte for a in terrain.a_completer("ROUX", "sortie")] == ["sorti le 05/10/2026"]


@pytest.mark.parametrize(("connus", "manquants", "partis"), [(10, 2, 2), (10, 3, 0), (40, 4, 4), (40, 5, 0), (3, 2, 0)])
def test_des_lignes_qui_manquent_ne_sont_des_departs_que_si_elles_sont_peu(
    terrain: Terrain, connus: int, manquants: int, partis: int
) -> None:
    """Deux, ou un ménage sur dix ; au-delà la liste est partielle : rien ne change, et les absents sont nommés."""
    lignes = immeuble(connus)
    terrain.importer(*lignes)
    r = terrain.importer(*lignes[manquants:], au=OCTOBRE)
    assert (r.departs, r.absents, r.inchanges) == (partis, manquants - partis, connus - manquants)
    assert r.references_absentes == tuple(f"BEL-000{n}" for n in range(1, manquants - partis + 1))
    assert len(r.references_absentes) == r.absents


def test_un_vacant_est_un_depart_meme_si_beaucoup_partent(terrain: Terrain) -> None:
    lignes = immeuble(6)
    terrain.importer(*lignes)
    assert terrain.importer(*map(vacant, lignes[:5]), lignes[5], au=OCTOBRE).departs == 5


def test_les_departs_deja_dits_ne_comptent_plus_parmi_les_absents(terrain: Terrain) -> None:
    lignes = immeuble(12)
    terrain.importer(*lignes)
    assert terrain.importer(*lignes[2:], au=OCTOBRE).departs == 2
    r = terrain.importer(*lignes[4:], au=NOVEMBRE)
    assert (r.departs, r.absents) == (2, 0)


def test_une_liste_plus_ancienne_ne_change_rien_et_le_dit(terrain: Terrain) -> None:
    """Qui n'est que dans une liste ancienne a pu partir depuis : l'ajouter le ferait revenir."""
    terrain.importer(BENALI | {"Loyer principal": "318,00"}, SOW, au=OCTOBRE)
    avant = photographie(terrain.base)
    r = terrain.importer(BENALI, DIALLO, ROUX)
    assert (r.ajoutes, r.modifies, r.inchanges, r.ignores, r.departs, r.conflits) == (0, 0, 1, 2, 0, ())
    assert r.plus_ancienne_que == date(2026, 10, 31)
    assert r.changements is not None
    assert r.changements.phrase == "Liste plus ancienne que celle du 31/10/2026 : rien n'est changé."
    assert photographie(terrain.base) == avant
    suite = terrain.importer(BENALI | {"Loyer principal": "320,00"}, SOW, DIALLO, au=NOVEMBRE)
    assert (suite.plus_ancienne_que, suite.ajoutes, suite.modifies) == (None, 1, 1)


def test_une_liste_du_meme_jour_corrige_la_precedente(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    r = terrain.importer(BENALI | {"Loyer principal": "318,00"})
    assert (r.plus_ancienne_que, r.modifies) == (None, 1)


def test_une_liste_qui_ne_change_rien_s_inscrit_a_sa_date_et_fait_une_ancienne_de_la_precedente(
    terrain: Terrain,
) -> None:
    terrain.importer(BENALI)
    r = terrain.importer(BENALI, au=OCTOBRE)
    assert r.inchanges == 1
    assert listes(terrain) == [(date(2026, 9, 30), 1), (date(2026, 10, 31), 1)]
    terrain.reimporter_ne_change_rien(BENALI, au=OCTOBRE)
    assert terrain.importer(BENALI, DIALLO, au="10/10/2026").plus_ancienne_que == date(2026, 10, 31)
    assert r.changements is not None
    assert r.changements.geste_id is not None
    annuler(terrain.base, r.changements.geste_id)
    assert listes(terrain) == [(date(2026, 9, 30), 1)]


def test_une_liste_sans_date_reimportee_plus_tard_garde_la_date_de_son_premier_import(terrain: Terrain) -> None:
    terrain.importer(BENALI, au=None)
    terrain.importer(BENALI | {"Loyer principal": "318,00"}, au="10/12/2026")
    assert terrain.importer(BENALI, au=None).plus_ancienne_que == date(2026, 12, 10)
    assert terrain.loyers("BENALI")[-1][2] == 31800


@pytest.mark.parametrize(("au", "refusee"), [("19/12/2026", False), ("20/12/2026", True), ("30/09/2062", True)])
def test_une_liste_datee_de_plus_d_un_mois_dans_le_futur_est_refusee(terrain: Terrain, au: str, refusee: bool) -> None:
    avant = photographie(terrain.base)
    if not refusee:
        assert terrain.importer(BENALI, au=au).ajoutes == 1
        return
    with pytest.raises(ErreurMetier, match=au):
        terrain.importer(BENALI, au=au)
    assert photographie(terrain.base) == avant
