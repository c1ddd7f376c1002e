"""Le moment d'une revue : sa date, sa période, à quoi il se compare, et comment il se dit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from relogement.commun import ErreurMetier
from relogement.regles.calendrier import Trimestre
from relogement.regles.revue.arret import Arret
from relogement.vocabulaire import MomentRevue

T3 = Trimestre(2026, 3)
LE = date(2026, 11, 18)
JOUR = timedelta(days=1)


def test_une_revue_trimestrielle_se_compare_au_trimestre_d_avant() -> None:
    arret = Arret.du("2026-t3")
    assert arret == Arret.du(T3) == Arret.du(arret)
    assert (arret.fin, arret.precedent, arret.trimestre) == (date(2026, 9, 30), date(2026, 6, 30), T3)
    assert [le in arret for le in (T3.debut - JOUR, T3.debut, T3.fin, T3.fin + JOUR)] == [False, True, True, False]
    assert (str(arret), arret.titre, arret.periode) == ("2026-T3", "Revue trimestrielle 2026-T3", "Pendant 2026-T3")


@pytest.mark.parametrize("moment", [MomentRevue.POINT_ETAPE, MomentRevue.AVENANT])
def test_un_point_d_etape_se_compare_au_dernier_trimestre_fini(moment: MomentRevue) -> None:
    arret = Arret(moment, LE)
    assert (arret.precedent, arret.avant, arret.trimestre) == (T3.fin, Arret.du(T3), None)
    assert [le in arret for le in (T3.fin, T3.fin + JOUR, LE, LE + JOUR)] == [False, True, True, False]
    assert (str(arret), arret.periode) == ("2026-11-18", "Du 01/10/2026 au 18/11/2026")


@pytest.mark.parametrize("moment", [MomentRevue.CLOTURE, MomentRevue.SORTIE_CONVENTION])
def test_un_bilan_regarde_tout_depuis_le_debut(moment: MomentRevue) -> None:
    arret = Arret(moment, LE)
    assert (arret.precedent, arret.avant, arret.periode) == (None, None, "Depuis le début")
    assert [le in arret for le in (date.min, LE, LE + JOUR)] == [True, True, False]


def test_chaque_moment_se_nomme() -> None:
    assert [Arret(m, date(2026, 12, 31)).titre for m in MomentRevue] == [
        "Revue trimestrielle 2026-T4", "Point d'étape au 31/12/2026", "Avenant au 31/12/2026",
        "Clôture d'opération au 31/12/2026", "Sortie de convention au 31/12/2026",
    ]


def test_un_trimestre_finit_un_trimestre_et_s_acheve_le_lendemain() -> None:
    with pytest.raises(ErreurMetier, match="30/11/2026"):
        Arret(MomentRevue.TRIMESTRE, date(2026, 11, 30))
    assert [Arret.du(T3).acheve(T3.fin + n * JOUR) for n in (0, 1)] == [False, True]
    assert [Arret(MomentRevue.POINT_ETAPE, LE).acheve(LE + n * JOUR) for n in (-1, 0)] == [False, True]
