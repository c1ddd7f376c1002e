"""Les ajustements de douze ménages faits à la main : chacun se calcule de tête (voir `base_douze`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from sqlalchemy import select
from sqlmodel import col

from relogement import modeles as m
from relogement.regles.revue.ajustements import Ajustement
from relogement.regles.revue.pseudonyme import code_menage
from relogement.services.controle_revue import controler_revue
from relogement.services.revue import composer_revue
from relogement.services.revues_emises import emettre_revue, reemettre_revue
from relogement.stockage.base import Base
from tests.services import base_douze as douze
from tests.services import base_revue as b


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    """Une base vide, le 5 octobre 2026."""
    neuve = b.base_neuve(tmp_path)
    yield neuve
    neuve.fermer()


def changer(base: Base, menage: UUID, **valeurs: Any) -> None:
    """Corrige le relogement de ce ménage."""
    with base.geste("essai", "Essai") as g:
        fiche = g.s.scalars(select(m.Relogement).where(col(m.Relogement.menage_id) == menage)).one()
        for colonne, valeur in valeurs.items():
            setattr(fiche, colonne, valeur)


def test_un_ecart_inconnu_est_douteux_et_n_empeche_pas_d_emettre_la_base_de_douze_menages(base: Base) -> None:
    cles = douze.remplir(base)

    def inconnus() -> list[UUID]:
        return [f.menage_id for f in controler_revue(base, "2026-T3").douteuses if f.regle == "mensualite_inconnue"]

    # L'APL du n° 9 est inconnue : l'écart de mensualité, que l'article 14 demande, ne se calcule pas.
    assert inconnus() == [cles[9]]
    assert controler_revue(base, "2026-T3").emettable
    emettre_revue(base, "2026-T3")
    changer(base, cles[9], apl=20000)
    assert inconnus() == []


def test_chaque_ajustement_se_calcule_a_la_main(base: Base, tmp_path: Path) -> None:
    cles = douze.remplir(base)
    code = {n: code_menage(str(cle)) for n, cle in cles.items()}
    # Émis : n° 7 à + 30, n° 8 à − 60, n° 9 à 500 + 100 − 40 − 200 = 360, soit + 60. Médiane 30, deux hausses sur trois.
    changer(base, cles[9], apl=20000)
    emettre_revue(base, "2026-T3")
    # Corrigé : le n° 7 n'est parti que le 5 octobre ; le loyer du n° 8 est de 410, soit 300 et un écart nul.
    changer(base, cles[7], demenage_le=date(2026, 10, 5))
    changer(base, cles[8], loyer=41000)
    vue = composer_revue(base, "2026-T4")
    par_cle = {a.recalcule.indicateur.cle: a for a in vue.ajustements}

    def dit(cle: str) -> tuple[object, ...]:
        a: Ajustement = par_cle[cle]
        return a.emis.valeur, a.recalcule.valeur, a.emis.connus, a.recalcule.connus, a.entres, a.sortis

    assert dit("reloges") == (3, 2, 12, 12, (), (code[7],))
    assert dit("restants") == (7, 8, 12, 12, (code[7],), ())
    assert dit("hausse") == (2, 1, 3, 2, (), (code[7],))
    # (0 + 60) / 2 = 30 : la même médiane, mais sur deux ménages.
    assert dit("ecart_median") == (3000, 3000, 3, 2, (), (code[7],))
    # (30 − 60 + 60) / 3 = 10 ; (0 + 60) / 2 = 30.
    assert dit("ecart_moyen")[:2] == (1000, 3000)
    assert dit("impact_ecart:0..0")[:2] == (0, 1)
    assert par_cle["impact_ecart:0..0"].entres == (code[8],)
    assert {"a_reloger", "rencontres", "baux", "sortis", "propositions", "refus"}.isdisjoint(par_cle)
    assert [c.menage for c in par_cle["hausse"].corrections] == [code[7]]
    # La suivante les fige à son tour, et garde la colonne de la première.
    changer(base, cles[7], demenage_le=date(2026, 9, 30))
    seconde = emettre_revue(base, "2026-T3").id
    assert seconde is not None
    changer(base, cles[8], loyer=35000)
    reemettre_revue(base, seconde, tmp_path / "r.xlsx")
    lignes = [[c.value for c in r] for r in openpyxl.load_workbook(tmp_path / "r.xlsx")["Ajustements"].iter_rows()]
    moyen = next(v for v in lignes if v[2] == "Écart de mensualité résiduelle, moyenne")
    # (30 + 0 + 60) / 3 = 30, et la correction du n° 8 seul change la moyenne, sans que personne n'entre ni ne sorte.
    assert moyen[5:8] == [10, 30, 20]
    assert moyen[12:14] == [None, None]
    assert f"05/10/2026 {code[8]} Relogement" in str(moyen[14])
