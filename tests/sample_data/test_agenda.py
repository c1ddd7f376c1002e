"""L'agenda : l'ordre des jours, les heures de bureau, l'horloge rendue même si la construction s'arrête."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relogement.commun import Changements, ErreurMetier
from relogement.stockage.base import Base
from sample_data.agenda import FUSEAU, Agenda, Faire
from sample_data.demonstration import construire
from tests.outils import nouvelle_base

VENDREDI, SAMEDI, DIMANCHE, LUNDI = (date(2025, 3, j) for j in (7, 8, 9, 10))


def _jouer(tmp_path: Path, *jours: date) -> list[tuple[date, str]]:
    """(jour du fait, instant du geste) dans l'ordre où les gestes ont été faits."""
    base, _ = nouvelle_base(tmp_path)
    faits: list[tuple[date, str]] = []

    def noter(le: date) -> Faire:
        def geste(b: Base) -> Changements | None:
            faits.append((le, f"{b.horloge().astimezone(FUSEAU):%d %H:%M}"))
            return None

        return geste

    agenda = Agenda()
    for jour in jours:
        agenda.noter(jour, "Nadia R.", noter(jour))
    assert agenda.jouer(base) == len(jours)
    base.fermer()
    return faits


def test_un_fait_du_week_end_se_saisit_le_lundi_dans_l_ordre_des_jours(tmp_path: Path) -> None:
    faits = _jouer(tmp_path, LUNDI, DIMANCHE, SAMEDI, VENDREDI)
    assert [jour for jour, _ in faits] == [VENDREDI, SAMEDI, DIMANCHE, LUNDI]
    assert [instant[:2] for _, instant in faits] == ["07", "10", "10", "10"]


def test_les_gestes_d_un_jour_se_repartissent_sans_la_pause_de_midi(tmp_path: Path) -> None:
    heures = [instant[3:] for _, instant in _jouer(tmp_path, *[LUNDI] * 60)]
    assert heures == sorted(heures)
    assert all("09:00" <= h < "12:15" or "13:45" <= h < "17:30" for h in heures)
    assert heures[0] < "12:00" < heures[-1]


def test_une_construction_interrompue_rend_l_horloge_et_l_agent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, horloge = nouvelle_base(tmp_path)

    def panne(*_: object, **__: object) -> Changements:
        raise ErreurMetier("panne d'essai")

    monkeypatch.setattr("sample_data.ouverture.importer_etat_locatif", panne)
    with pytest.raises(ErreurMetier, match="panne d'essai"):
        construire(base)
    assert base.horloge is horloge
    assert base.agent_nom == "Nadia R."
    base.fermer()
