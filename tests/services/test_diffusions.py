"""Une revue diffusable se publie seule : une seconde, du même jour et de mêmes ménages, dit pourquoi."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.regles.revue.arret import Arret
from relogement.services.revue import exporter_revue
from relogement.services.revues_emises import emettre_revue, reemettre_revue
from relogement.stockage.base import Base
from relogement.vocabulaire import MomentRevue, VarianteRevue
from tests.services import base_revue as b
from tests.services.test_revues_emises import LE, demenager

D = VarianteRevue.DIFFUSABLE


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    """La base de la revue, une seconde opération à côté."""
    base = b.base_neuve(tmp_path, LE)
    b.remplir(base)
    with base.geste("essai", "Essai") as g:
        b.menage(g.s, b.operation(g.s, base, "CAS", "Cassard", annonce_le=date(2026, 1, 5)), "CAS-0001")
    yield base
    base.fermer()


def motifs(base: Base) -> list[str | None]:
    with base.session() as s:
        return [x.motif for x in s.scalars(select(m.ExportRevue))]


@pytest.mark.parametrize(
    ("premieres", "secondes", "lirait"),
    [
        (("BEL",), (), "les ménages que l'une compte et l'autre non"),
        ((), ("BEL",), "les ménages que l'une compte et l'autre non"),
        (("BEL",), ("BEL", "CAS"), "les ménages que l'une compte et l'autre non"),
        (("BEL",), ("BEL",), "ce qui a été corrigé entre les deux"),
        ((), (), "ce qui a été corrigé entre les deux"),
    ],
)
def test_une_seconde_diffusable_du_meme_jour_dit_pourquoi(
    base: Base, tmp_path: Path, premieres: tuple[str, ...], secondes: tuple[str, ...], lirait: str
) -> None:
    exporter_revue(base, "2026-T3", tmp_path / "a.xlsx", premieres, D)
    with pytest.raises(ErreurMetier, match=lirait) as refus:
        exporter_revue(base, "2026-T3", tmp_path / "b.xlsx", secondes, D, "  ")
    assert "est déjà sortie le" in str(refus.value)
    assert not (tmp_path / "b.xlsx").exists()
    exporter_revue(base, "2026-T3", tmp_path / "b.xlsx", secondes, D, "Erreur de loyer, la première est retirée")
    assert motifs(base) == [None, "Erreur de loyer, la première est retirée"]


def test_deux_operations_deux_jours_ou_une_autre_variante_ne_se_soustraient_pas(base: Base, tmp_path: Path) -> None:
    for rang, (quand, operations, variante) in enumerate([
        ("2026-T3", ("BEL",), D), ("2026-T3", ("CAS",), D), ("2026-T2", ("BEL",), D),
        ("2026-T3", (), VarianteRevue.FINANCEUR),
    ]):
        exporter_revue(base, quand, tmp_path / f"{rang}.xlsx", operations, variante)
    # Un autre moment, arrêté le même jour, compte les mêmes ménages.
    point = Arret(MomentRevue.POINT_ETAPE, date(2026, 9, 30))
    with pytest.raises(ErreurMetier, match="déjà sortie"):
        exporter_revue(base, point, tmp_path / "p.xlsx", ("BEL",), D)


def test_la_diffusable_d_un_arrete_emis_est_celle_de_la_revue_emise(base: Base, tmp_path: Path) -> None:
    emise = emettre_revue(base, "2026-T3").id
    assert emise is not None
    reemettre_revue(base, emise, tmp_path / "a.xlsx", D)
    demenager(base, "BEL-0005", date(2026, 9, 2))
    ecrit = exporter_revue(base, "2026-T3", tmp_path / "b.xlsx", (), D)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert "emise" in ecrit
    # Émise à nouveau, corrigée : c'est un autre classeur du même jour.
    seconde = emettre_revue(base, "2026-T3").id
    assert seconde is not None
    with pytest.raises(ErreurMetier, match="corrigé entre les deux"):
        reemettre_revue(base, seconde, tmp_path / "c.xlsx", D)
    reemettre_revue(base, seconde, tmp_path / "c.xlsx", D, "La première est retirée")
    assert motifs(base) == [None, None, "La première est retirée"]
