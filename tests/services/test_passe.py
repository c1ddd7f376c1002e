"""« Connu le » : la base telle que le journal la tenait à la fin d'un jour, quoi qu'on y ait fait depuis."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from relogement.commun import ErreurMetier
from relogement.modeles import Souhait
from relogement.regles.charte.constat import Constat
from relogement.services import corrections, menages
from relogement.services.annulation import annuler
from relogement.services.charte import constats, constats_menage
from relogement.services.importation import importer_etat_locatif
from relogement.services.passe import constats_connus, tel_que_connu, trouver_alors
from relogement.stockage.base import Base, ouvrir_base
from relogement.stockage.lectures import fiche_menage, lignes_menages, menage_de_reference
from relogement.stockage.passe import passe
from tests.hasard import exemples
from tests.outils import POSTE, Horloge, cle, photographie
from tests.services.importations import LISTE_ENTIERE
from tests.services.test_annulation import GESTES, JOUR, Geste, Terrain, dernier_annulable_de, essayer, jouer
from tests.services.test_annulation_operation import GESTES as GESTES_OPERATION

Suite = list[tuple[Geste, int]]


def defaire_le_dernier(t: Terrain, _: int) -> None:
    essayer(t.base, dernier_annulable_de(t.base))


tous = st.sampled_from([*GESTES, *GESTES_OPERATION, defaire_le_dernier])
suites = st.lists(st.tuples(tous, st.integers(0, 500)), min_size=1, max_size=6)


@pytest.fixture
def t(tmp_path: Path) -> Iterator[Terrain]:
    terrain = Terrain(tmp_path)
    yield terrain
    terrain.base.fermer()


def passer_au(t: Terrain, jour: date) -> None:
    t.base.horloge = Horloge(jour)


def etats(base: Base, au: date) -> list[tuple[Any, ...]]:
    """Tout ce que la charte dit de chaque ménage ce jour-là, phrases comprises."""
    return [(m, c, c.phrase) for m, liste in sorted(constats(base, au=au).items()) for c in liste]


@exemples(8)
@given(suites)
def test_chaque_jour_se_revoit_tel_qu_il_etait(suite: Suite) -> None:
    with tempfile.TemporaryDirectory() as dossier:
        t = Terrain(Path(dossier))
        vus = [(JOUR, photographie(t.base), etats(t.base, JOUR))]
        for n, (geste, hasard) in enumerate(suite, start=1):
            jour = JOUR + timedelta(days=n)
            passer_au(t, jour)
            jouer(t, geste, hasard)
            vus.append((jour, photographie(t.base), etats(t.base, jour)))
        for jour, tables, constates in vus:
            with passe(t.base, jour) as alors:
                assert photographie(alors) == tables
                assert etats(alors, jour) == constates
        assert photographie(t.base) == vus[-1][1], "regarder en arrière n'écrit rien"
        t.base.fermer()


@exemples(4)
@given(suites)
def test_connu_aujourd_hui_dit_comme_au_jour_d_aujourd_hui(suite: Suite) -> None:
    with tempfile.TemporaryDirectory() as dossier:
        t = Terrain(Path(dossier))
        for geste, hasard in suite:
            jouer(t, geste, hasard)
        with tel_que_connu(t.base, JOUR) as alors:
            assert etats(alors, JOUR) == etats(t.base, JOUR)
        t.base.fermer()


def test_un_geste_defait_depuis_se_revoit_puis_disparait(t: Terrain) -> None:
    menage = t.menage(0)
    fait = menages.modifier_menage(t.base, menage, note="vu le matin").geste_id
    assert fait is not None
    passer_au(t, JOUR + timedelta(days=2))
    annuler(t.base, fait)
    notes = {}
    for n in (0, 1, 2):
        with passe(t.base, JOUR + timedelta(days=n)) as alors:
            fiche = fiche_menage(alors, menage)
            notes[n] = (fiche.menage["note"], [g["annule"] for g in fiche.gestes if g["id"] == fait])
    assert notes == {0: ("vu le matin", [False]), 1: ("vu le matin", [False]), 2: (None, [True])}


def test_un_dossier_retire_depuis_est_encore_la_ce_jour_la(t: Terrain) -> None:
    cree = menages.creer_menage(t.base, t.operation, nom="ROUX", type="T2")
    assert cree.geste_id is not None
    passer_au(t, JOUR + timedelta(days=1))
    annuler(t.base, cree.geste_id)
    with passe(t.base, JOUR) as alors:
        assert fiche_menage(alors, cle(cree)).menage["nom"] == "ROUX"
    with pytest.raises(ErreurMetier, match="n'existe plus"):
        fiche_menage(t.base, cle(cree))


def test_une_liste_importee_n_etait_pas_connue_la_veille(t: Terrain) -> None:
    seul = [m.reference for m in lignes_menages(t.base, au=JOUR)]
    passer_au(t, JOUR + timedelta(days=1))
    importer_etat_locatif(t.base, t.operation, LISTE_ENTIERE)
    assert len(lignes_menages(t.base, au=JOUR)) > 40
    with passe(t.base, JOUR) as alors:
        assert [m.reference for m in lignes_menages(alors, au=JOUR)] == seul
        assert len(constats(alors, au=JOUR)) == 1


def test_une_correction_tardive_se_voit_au_jour_dit_mais_n_etait_pas_connue(t: Terrain) -> None:
    menage, ancien = t.menage(0), JOUR - timedelta(days=30)
    souhait = cle(menages.noter_souhaits(t.base, menage, le=ancien, type="T2"))
    passer_au(t, JOUR + timedelta(days=10))
    corrections.corriger(t.base, "souhait", souhait, type="T4")

    def type_souhaite(base: Base) -> str | None:
        with base.session() as s:
            lu = s.get(Souhait, souhait)
            assert lu is not None
            return lu.type

    with tel_que_connu(t.base, JOUR) as alors:
        assert type_souhaite(alors) == "T2"
    assert type_souhaite(t.base) == "T4"


def test_un_fait_ancien_saisi_plus_tard_compte_au_jour_dit_mais_n_etait_pas_connu(t: Terrain) -> None:
    menage, mardi = t.menage(0), date(2026, 1, 20)
    passer_au(t, JOUR + timedelta(days=5))
    menages.affecter_referent(t.base, menage, agent="Nadia R.", du=mardi)

    def referent(trouves: list[Constat]) -> str:
        return str(next(c.etat.value for c in trouves if c.id == "A03.1"))

    assert referent(constats_menage(t.base, menage, JOUR)) == "RESPECTEE"
    assert referent(constats_connus(t.base, menage, JOUR, JOUR)) == "EN_RETARD"
    assert referent(constats_connus(t.base, menage, JOUR, JOUR + timedelta(days=5))) == "RESPECTEE"


def test_le_jour_finit_a_minuit_a_l_heure_du_poste(t: Terrain, monkeypatch: pytest.MonkeyPatch) -> None:
    menage, minuit = t.menage(0), datetime(2026, 11, 19, 23, tzinfo=UTC)  # minuit à Paris
    for instant, note in ((minuit - timedelta(microseconds=1), "avant minuit"), (minuit, "à minuit")):
        t.base.horloge = lambda le=instant: le  # type: ignore[misc]  # une horloge arrêtée
        menages.modifier_menage(t.base, menage, note=note)
    with heure_de("Europe/Paris", monkeypatch):
        notes = []
        for jour in (18, 19, 20):
            with passe(t.base, date(2026, 11, jour)) as alors:
                notes.append(fiche_menage(alors, menage).menage["note"])
    assert notes == [None, "avant minuit", "à minuit"]


@contextmanager
def heure_de(fuseau: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Le poste est à cette heure."""
    monkeypatch.setenv("TZ", fuseau)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_regarder_en_arriere_n_ecrit_rien_et_ne_fait_attendre_personne(t: Terrain) -> None:
    menage = t.menage(0)
    autre = ouvrir_base(t.base.chemin, str, agent="Karim L.", poste=POSTE, horloge=Horloge(JOUR))
    passer_au(t, JOUR + timedelta(days=1))
    menages.modifier_menage(t.base, menage, note="connu le lendemain")
    octets = {f.name: f.read_bytes() for f in t.dossier.iterdir() if not f.name.endswith("-shm")}
    with passe(t.base, JOUR) as alors:
        constats(alors, au=JOUR)
        assert fiche_menage(alors, menage).menage["note"] is None
        assert {f.name: f.read_bytes() for f in t.dossier.iterdir() if not f.name.endswith("-shm")} == octets
        menages.modifier_menage(autre, menage, note="écrit pendant ce temps")
        assert fiche_menage(alors, menage).menage["note"] is None, "ce passé ne bouge plus"
    assert fiche_menage(t.base, menage).menage["note"] == "écrit pendant ce temps"
    autre.fermer()


def test_une_erreur_en_regardant_en_arriere_laisse_la_base_libre(t: Terrain) -> None:
    menage = t.menage(0)
    passer_au(t, JOUR + timedelta(days=1))
    menages.modifier_menage(t.base, menage, note="après")
    avec_erreur = pytest.raises(ZeroDivisionError)
    with avec_erreur, passe(t.base, JOUR) as alors:
        with alors.session() as s:
            s.execute(text("SELECT 1"))
        _ = 1 // 0
    assert fiche_menage(t.base, menage).menage["note"] == "après"
    menages.modifier_menage(t.base, menage, note="libre")
    with t.base.session() as s:
        assert s.execute(text("SELECT count(*) FROM temp.sqlite_master")).scalar() == 0


def test_le_passe_ne_s_ecrit_pas(t: Terrain) -> None:
    with passe(t.base, JOUR) as alors:
        with pytest.raises(RuntimeError, match="ne s'écrit pas"):
            menages.modifier_menage(alors, t.menage(0), note="x")
        with pytest.raises(RuntimeError, match="ne s'écrit pas"):
            alors.ecrire_brouillon("souhaits/1", "lieux", "Rezé")
        assert alors.agent_nom == "Nadia R."


def test_un_jour_a_venir_ou_d_avant_la_base_est_refuse(t: Terrain) -> None:
    for jour, dit in (
        (JOUR + timedelta(days=1), "Le 19/11/2026 n'est pas encore venu"),
        (JOUR - timedelta(days=1), "Rien n'était connu le 17/11/2026 : la base commence le 18/11/2026"),
    ):
        with pytest.raises(ErreurMetier, match=dit), tel_que_connu(t.base, jour):
            pass
    with tel_que_connu(t.base, JOUR) as alors:
        assert len(lignes_menages(alors, au=JOUR)) == 1
    with tel_que_connu(t.base, None) as aujourd_hui:
        assert aujourd_hui is t.base


def test_un_menage_cree_depuis_n_etait_pas_encore_connu(t: Terrain) -> None:
    passer_au(t, JOUR + timedelta(days=1))
    nouveau = cle(menages.creer_menage(t.base, t.operation, nom="ROUX", type="T2"))
    reference = fiche_menage(t.base, nouveau).menage["reference"]
    with pytest.raises(ErreurMetier, match="Ce ménage n'était pas encore connu le 18/11/2026"):
        constats_connus(t.base, nouveau, JOUR, JOUR)

    def chercher(quoi: str) -> UUID:
        with tel_que_connu(t.base, JOUR) as alors:
            nom = f"Le ménage {quoi}"
            return trouver_alors(t.base, alors, JOUR, nom, lambda b: menage_de_reference(b, quoi))

    with pytest.raises(ErreurMetier, match=f"Le ménage {reference} n'était pas encore connu le 18/11/2026"):
        chercher(reference)
    with pytest.raises(ErreurMetier, match="Aucun ménage n'a la référence « BEL-9999 »"):
        chercher("BEL-9999")
