"""La revue de bout en bout : de la base au classeur, sans une donnée personnelle, ou une phrase claire."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlmodel import col

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.regles.calendrier import Trimestre
from relogement.regles.charte.etats import Etat
from relogement.regles.revue.avancement import section_avancement
from relogement.services.revue import composer_revue, exporter_revue
from relogement.stockage.base import Base
from relogement.vocabulaire import Reponse
from tests.services import base_revue as b

T3 = Trimestre(2026, 3)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    """Une base vide."""
    neuve = b.base_neuve(tmp_path)
    yield neuve
    neuve.fermer()


@pytest.fixture
def remplie(base: Base) -> Base:
    """Huit ménages et un décohabitant."""
    b.remplir(base)
    return base


def chiffres(base: Base, trimestre: Trimestre = T3) -> dict[str, object]:
    """Les valeurs d'avancement à la date."""
    section = section_avancement(composer_revue(base, trimestre))
    return {x.indicateur.cle: x.au.valeur for x in section.lignes}


def test_les_chiffres_de_la_base_d_essai(remplie: Base) -> None:
    # À la main : 8 ménages, 7 entretiens, 5 avec proposition, 4 accords et baux, 3 emménagés au 30 septembre
    # (le quatrième emménage le lendemain), 1 sorti, donc 4 restants.
    assert chiffres(remplie) == {
        "a_reloger": 8,
        "rencontres": 7,
        "proposes": 5,
        "acceptes": 4,
        "baux": 4,
        "reloges": 3,
        "temporaires": 0,
        "sortis": 1,
        "sortis_parti": 1,
        "sortis_decede": 0,
        "sortis_hors_relogement": 0,
        "restants": 4,
        "part_relogee": 3,
    }
    assert chiffres(remplie, Trimestre(2026, 4))["reloges"] == 4
    assert chiffres(remplie, Trimestre(2026, 2))["reloges"] == 1


def test_l_export_dit_ce_qu_il_a_ecrit(remplie: Base, tmp_path: Path) -> None:
    sortie = tmp_path / "revue.xlsx"
    assert exporter_revue(remplie, "2026-T3", sortie, ("bel",)) == {
        "fichier": str(sortie),
        "trimestre": "2026-T3",
        "operations": ["BEL"],
        "menages": 8,
        "decohabitants": 1,
    }
    assert openpyxl.load_workbook(sortie)["Ménages"].max_row >= 9


def test_rien_de_personnel_ne_sort(remplie: Base, tmp_path: Path) -> None:
    sortie = tmp_path / "revue.xlsx"
    exporter_revue(remplie, "2026-T4", sortie)
    with remplie.session() as s:
        identifiants = [str(i) for i in s.scalars(select(col(m.Menage.id)))]
    interdits = [
        b.NOM,
        b.PRENOM,
        "Ondine",
        b.TELEPHONE,
        "39 98 12",
        b.COURRIEL,
        b.ADRESSE,
        "Fauvettes",
        b.PORTE,
        b.NOTE,
        b.MOTIF,
        "Cassard",
        "Nadia",
        "BEL-0",
        "B-1-4417",
        "1961",
        "2015-06",
        *identifiants,
    ]
    with zipfile.ZipFile(sortie) as archive:
        textes = {nom: archive.read(nom).decode() for nom in archive.namelist()}
    assert "relogé" in "".join(textes.values())
    for interdit in interdits:
        assert not [nom for nom, texte in textes.items() if interdit.casefold() in texte.casefold()], interdit


def test_un_batiment_nomme_par_sa_rue_n_est_pas_ecrit(base: Base, tmp_path: Path) -> None:
    with base.geste("essai", "Essai") as g:
        b.menage(g.s, b.operation(g.s, base), "BEL-0001", batiment=b.ADRESSE)
    sortie = tmp_path / "revue.xlsx"
    exporter_revue(base, "2026-T3", sortie, ("BEL",))
    with zipfile.ZipFile(sortie) as archive:
        assert "Fauvettes" not in "".join(archive.read(nom).decode() for nom in archive.namelist())


def test_le_code_d_un_menage_ne_change_pas_d_une_revue_a_l_autre(remplie: Base) -> None:
    codes = [{d.code for d in composer_revue(remplie, t).dossiers} for t in (T3, Trimestre(2026, 4))]
    assert codes[0] == codes[1]
    assert len(codes[0]) == 9


@pytest.mark.parametrize("trimestre", ["2026", "2026-T5", "T3 2026", "2026-3", "", "0000-T1"])
def test_un_trimestre_mal_ecrit_est_refuse_avec_un_exemple(base: Base, trimestre: str, tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="2026-T3"):
        exporter_revue(base, trimestre, tmp_path / "revue.xlsx")


def test_une_operation_inconnue_est_refusee(remplie: Base, tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="XXX"):
        exporter_revue(remplie, "2026-T3", tmp_path / "revue.xlsx", ("XXX",))


@pytest.mark.parametrize(
    "nom", ["absent/revue.xlsx", "essai.relogement/revue.xlsx", "revue.csv", "revue", "dossier.xlsx"]
)
def test_une_sortie_impossible_est_dite_et_ne_laisse_rien(remplie: Base, nom: str, tmp_path: Path) -> None:
    (tmp_path / "dossier.xlsx").mkdir()
    avant = sorted(p.name for p in tmp_path.rglob("*"))
    with pytest.raises(ErreurMetier) as refus:
        exporter_revue(remplie, "2026-T3", tmp_path / nom)
    assert refus.value.champ == "sortie"
    assert sorted(p.name for p in tmp_path.rglob("*")) == avant


def test_un_export_manque_laisse_l_ancien_fichier_intact(
    remplie: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sortie = tmp_path / "revue.xlsx"
    sortie.write_bytes(b"ancien")

    def disque_plein(*_: object) -> None:
        raise OSError(28, "plus de place")

    monkeypatch.setattr("relogement.services.sorties.os.fsync", disque_plein)
    with pytest.raises(ErreurMetier, match=r"revue\.xlsx"):
        exporter_revue(remplie, "2026-T3", sortie)
    assert sortie.read_bytes() == b"ancien"
    assert not list(tmp_path.glob(".relogement-*"))


def test_un_export_remplace_l_ancien_et_ne_laisse_pas_de_travail(remplie: Base, tmp_path: Path) -> None:
    sortie = tmp_path / "revue.xlsx"
    sortie.write_bytes(b"ancien")
    exporter_revue(remplie, "2026-T3", sortie)
    assert zipfile.is_zipfile(sortie)
    assert not list(tmp_path.glob(".relogement-*"))


def test_une_base_sans_operation_et_un_trimestre_d_avant_donnent_une_revue_vide(base: Base, tmp_path: Path) -> None:
    sortie = tmp_path / "revue.xlsx"
    assert exporter_revue(base, "2026-T3", sortie)["menages"] == 0
    b.remplir(base)
    assert exporter_revue(base, "2025-T4", sortie, ("BEL",))["menages"] == 0
    textes = " ".join(str(c.value) for r in openpyxl.load_workbook(sortie)["Synthèse"].iter_rows() for c in r)
    assert "Ni décidée ni annoncée" in textes
    assert composer_revue(base, Trimestre(2026, 1)).absents == 0
    assert composer_revue(base, Trimestre(2025, 4)).absents == 9


def test_chaque_operation_a_ses_menages_et_toutes_leur_somme(remplie: Base) -> None:
    with remplie.geste("essai", "Essai") as g:
        b.menage(g.s, b.operation(g.s, remplie, "MAL", "Malakoff"), "MAL-0001")
    assert len(composer_revue(remplie, T3, ("MAL",)).menages) == 1
    assert len(composer_revue(remplie, T3).menages) == 9


def test_une_fiche_a_la_corbeille_ne_compte_pas(remplie: Base) -> None:
    with remplie.geste("essai", "Essai") as g:
        fiche = g.s.scalars(select(m.Menage).where(col(m.Menage.reference) == "BEL-0001")).one()
        fiche.supprime_le = remplie.horloge()
        entretien = g.s.scalars(select(m.Entretien)).first()
        assert entretien is not None
        entretien.supprime_le = remplie.horloge()
        for loyer in g.s.scalars(select(m.Loyer)):
            loyer.supprime_le = remplie.horloge()
    assert {d.finances.avant.loyer for d in composer_revue(remplie, T3).dossiers} == {None}
    lus = chiffres(remplie)
    assert (lus["a_reloger"], lus["rencontres"]) == (7, 6)


def test_le_budget_fige_le_logement_offert_et_l_aide_inconnue_arrivent_de_la_base(base: Base) -> None:
    with base.geste("essai", "Essai") as g:
        cle = b.menage(g.s, b.operation(g.s, base), "BEL-0001")
        p = b.proposer(g.s, cle, date(2026, 4, 1), neuf=None)
        for apres in (False, True):
            couts: dict[str, Any] = {"loyer": 50000 + apres, "charges": 0, "rls": 0, "apl": 0}
            g.s.add(m.BudgetFige(proposition_id=p, apres=apres, le=date(2026, 4, 1), **couts))
        b.reloger(g.s, cle, p, date(2026, 5, 1), date(2026, 6, 1), apl=None)
    d = composer_revue(base, T3).dossiers[0]
    assert d.accueil is not None
    assert (d.accueil.type, d.accueil.surface, d.accueil.qpv, d.accueil.neuf) == ("T3", 6200, False, None)
    assert (d.finances.avant.loyer, d.finances.ecart) == (50000, 1)


@pytest.mark.parametrize(("livre", "neuf"), [(date(2021, 4, 2), True), (date(2021, 4, 1), False)])
def test_la_livraison_dit_le_neuf_de_la_meme_facon_a_la_revue_et_a_la_charte(
    base: Base, livre: date, neuf: bool
) -> None:
    with base.geste("essai", "Essai") as g:
        cle = b.menage(g.s, b.operation(g.s, base), "BEL-0001")
        accord: dict[str, Any] = {"reponse": Reponse.ACCEPTEE, "repondue": date(2026, 4, 20)}
        p = b.proposer(g.s, cle, date(2026, 4, 1), neuf=None, **accord)
        g.s.get_one(m.LogementOffert, g.s.get_one(m.Proposition, p).logement_id).livre_le = livre
        b.reloger(g.s, cle, p, date(2026, 5, 1), date(2026, 6, 1))
    d = composer_revue(base, T3).dossiers[0]
    assert d.accueil is not None
    assert d.accueil.neuf is neuf
    (constat,) = [c for c in d.constats if c.id == "A04.3"]
    assert constat.etat is (Etat.RESPECTEE if neuf else Etat.NON_RESPECTEE)
