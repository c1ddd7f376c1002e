"""La revue de bout en bout : de la base au classeur, sans une donnée personnelle, ou une phrase claire."""

from __future__ import annotations

import csv
import os
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
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
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.avancement import section_avancement
from relogement.regles.revue.chiffre import Unite
from relogement.regles.revue.objectifs import tableau_objectifs
from relogement.regles.revue.pseudonyme import code_menage
from relogement.regles.revue.revue import Grandeur
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.objectifs import noter_objectif
from relogement.services.revue import composer_revue, exporter_revue, exporter_rime
from relogement.stockage import journal
from relogement.stockage.base import Base
from relogement.tableur.revue.cellules import Genre
from relogement.tableur.revue.rime import en_texte
from relogement.vocabulaire import MomentRevue, Reponse, VarianteRevue
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
        "moment": "trimestre",
        "variante": "financeur",
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


def gestes(base: Base) -> list[str]:
    """Ce que le journal dit des sorties, de la première à la dernière."""
    with base.session() as s:
        return list(s.scalars(select(col(m.Geste.libelle)).where(col(m.Geste.nom) == "exporter")))


def test_qui_a_demande_une_revue_s_inscrit_au_journal(remplie: Base, tmp_path: Path) -> None:
    exporter_revue(remplie, "2026-T3", tmp_path / "revue.xlsx", ("BEL",))
    exporter_rime(remplie, "2026-T3", tmp_path / "rime.csv")
    assert gestes(remplie) == ["Revue 2026-T3, variante financeur", "Table des ménages 2026-T3, variante financeur"]
    with remplie.session() as s:
        assert [x.operations for x in s.scalars(select(m.ExportRevue))] == [["BEL"], []]


def test_ce_qui_n_a_pas_pu_s_ecrire_n_est_pas_dit_sorti(
    remplie: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuser(*_: object) -> None:
        raise PermissionError

    sortie = tmp_path / "revue.xlsx"
    sortie.write_bytes(b"ancien")
    # Le classeur est ouvert dans le tableur : il ne se remplace pas.
    monkeypatch.setattr(os, "replace", refuser)
    for exporter in (exporter_revue, exporter_rime):
        with pytest.raises(ErreurMetier, match="ne peut pas être écrit"):
            exporter(remplie, "2026-T3", sortie, ("BEL",))
    assert gestes(remplie) == []
    assert sortie.read_bytes() == b"ancien"


def test_ce_qui_n_a_pas_pu_se_noter_ne_sort_pas(
    remplie: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuser(*_: object) -> None:
        raise ErreurMetier("Le disque est plein.")

    sortie = tmp_path / "revue.xlsx"
    monkeypatch.setattr(journal, "inscrire", refuser)
    with pytest.raises(ErreurMetier, match="plein"):
        exporter_revue(remplie, "2026-T3", sortie, ("BEL",), VarianteRevue.NOMINATIVE, "Comité technique")
    assert not sortie.exists()
    assert list(tmp_path.glob(".relogement-*")) == []


def test_une_sortie_ne_s_annule_pas_le_geste_d_avant_si(remplie: Base, tmp_path: Path) -> None:
    avant = dernier_annulable(remplie)
    exporter_revue(remplie, "2026-T3", tmp_path / "revue.xlsx", ("BEL",))
    assert dernier_annulable(remplie) == avant
    with remplie.session() as s:
        sortie = s.scalars(select(col(m.Geste.id)).where(col(m.Geste.nom) == "exporter")).one()
    with pytest.raises(ErreurMetier, match="ne s'annule pas"):
        annuler(remplie, sortie)
    assert len(gestes(remplie)) == 1


def test_nommer_les_menages_demande_pourquoi(remplie: Base, tmp_path: Path) -> None:
    sortie = tmp_path / "revue.xlsx"
    for motif in (None, "  "):
        with pytest.raises(ErreurMetier, match="pourquoi"):
            exporter_revue(remplie, "2026-T3", sortie, (), VarianteRevue.NOMINATIVE, motif)
    assert not sortie.exists()
    assert gestes(remplie) == []
    exporter_revue(remplie, "2026-T3", sortie, (), VarianteRevue.NOMINATIVE, "Comité technique")
    textes = {str(c.value) for r in openpyxl.load_workbook(sortie)["Ménages"].iter_rows() for c in r}
    assert {b.NOM, b.TELEPHONE, "BEL-0001", f"{b.ADRESSE}, Nantes", b.PORTE} <= textes
    couverture = " ".join(str(c.value) for r in openpyxl.load_workbook(sortie)["Couverture"].iter_rows() for c in r)
    assert "nominative" in couverture
    with remplie.session() as s:
        assert [x.motif for x in s.scalars(select(m.ExportRevue))] == ["Comité technique"]


def test_la_revue_diffusable_n_a_ni_menage_ni_petit_effectif(remplie: Base, tmp_path: Path) -> None:
    sortie = tmp_path / "revue.xlsx"
    exporter_revue(remplie, "2026-T3", sortie, (), VarianteRevue.DIFFUSABLE)
    classeur = openpyxl.load_workbook(sortie)
    assert not {"Ménages", "Contrôle", "Qualité", "Avancement"} & set(classeur.sheetnames)
    lignes = {r[0].value: [c.value for c in r[1:5]] for r in classeur["Synthèse"].iter_rows()}
    # 8 ménages dont 3 relogés, 1 sorti et 4 restants : 8 se dit, ses petites parties non.
    assert lignes["Ménages à reloger"][:2] == [8, 8]
    assert [lignes[x][0] for x in ("Relogés définitivement", "Sortis sans relogement", "Restant à reloger")] == [
        "masqué", "masqué", "masqué",
    ]
    # 7 rencontrés sur 8 : le huitième se lirait.
    assert lignes["Rencontrés"] == ["masqué", 8, "masqué", 0]
    textes = {str(c.value) for f in classeur for r in f.iter_rows() for c in r if c.value is not None}
    with remplie.session() as s:
        codes = {code_menage(str(cle)) for cle in s.scalars(select(col(m.Menage.id)))}
    assert not codes & textes
    assert "diffusable" in " ".join(str(c.value) for r in classeur["Couverture"].iter_rows() for c in r)


def test_la_table_des_menages_se_lit_dans_un_tableur_francais(remplie: Base, tmp_path: Path) -> None:
    sortie = tmp_path / "rime.csv"
    exporter_rime(remplie, "2026-T3", sortie, ("BEL",))
    octets = sortie.read_bytes()
    assert octets.startswith(b"\xef\xbb\xbf")
    titres, *lignes = list(csv.reader(octets.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert len(lignes) == 9
    par_etape = {ligne[titres.index("Relogé le")]: dict(zip(titres, ligne, strict=True)) for ligne in lignes}
    reloge = par_etape["30/06/2026"]
    assert [reloge[t] for t in ("Loyer après", "Surface avant", "Taux d'effort avant", "Entretiens")] == [
        "450,00", "65,00", "0,2500", "1",
    ]
    # Loyer 450, charges 90, RLS 40, APL 170 : 330 € au lieu de 300, soit + 10 % ; le titre dit déjà l'unité.
    assert (reloge["Écart de mensualité (€)"], reloge["Écart de mensualité (%)"]) == ("30,00", "10,00")
    classeur = tmp_path / "rime.xlsx"
    exporter_rime(remplie, "2026-T3", classeur, ("BEL",))
    feuille = openpyxl.load_workbook(classeur)
    assert feuille.sheetnames == ["Ménages"]
    assert next(r for r in feuille["Ménages"].iter_rows(values_only=True) if r[0] == "Ménage") == tuple(titres)
    with pytest.raises(ErreurMetier, match=r"\.xlsx"):
        exporter_rime(remplie, "2026-T3", tmp_path / "rime.ods")


def test_un_texte_du_csv_ne_devient_pas_une_formule() -> None:
    assert [en_texte(t, Genre.TEXTE) for t in ("=1+1", "-2", "@x", "T3", "")] == ["'=1+1", "'-2", "'@x", "T3", ""]
    assert [en_texte(v, g) for v, g in ((123456, Genre.EUROS), (None, Genre.EUROS), (True, Genre.TEXTE))] == [
        "1234,56", "", "oui",
    ]


def test_plusieurs_operations_se_demandent_ensemble(remplie: Base, tmp_path: Path) -> None:
    with remplie.geste("essai", "Essai") as g:
        for code in ("MAL", "VAL"):
            b.menage(g.s, b.operation(g.s, remplie, code, f"Résidence {code}"), f"{code}-0001")
    ecrit = exporter_revue(remplie, "2026-T3", tmp_path / "revue.xlsx", ("bel", "VAL"))
    assert (ecrit["operations"], ecrit["menages"]) == (["BEL", "VAL"], 9)
    assert exporter_revue(remplie, "2026-T3", tmp_path / "revue.xlsx")["menages"] == 10
    with pytest.raises(ErreurMetier, match="XXX"):
        exporter_revue(remplie, "2026-T3", tmp_path / "revue.xlsx", ("BEL", "XXX"))


def test_un_objectif_local_se_compare_a_son_operation_des_qu_il_est_fixe(remplie: Base) -> None:
    with remplie.session() as s:
        operation = s.scalars(select(col(m.Operation.id))).one()
    fixe: dict[str, Any] = {"le": date(2026, 7, 1), "horizon": date(2028, 12, 31), "source": "Convention, annexe 2"}
    noter_objectif(remplie, operation, indicateur="neuf", cible=3300, initiale=1000, **fixe)
    (rangee,) = tableau_objectifs(composer_revue(remplie, T3)).rangees
    assert rangee == (
        "En logement neuf ou de moins de 5 ans", "BEL",
        *(Grandeur(Decimal(x), Unite.TAUX) for x in ("0.1", "1", "0.33")),
        date(2028, 12, 31), "Convention, annexe 2",
    )
    assert tableau_objectifs(composer_revue(remplie, Trimestre(2026, 2))).rangees == ()
    juste: dict[str, Any] = {"indicateur": "neuf", "cible": 1} | fixe
    faux: tuple[dict[str, Any], ...] = ({"indicateur": "inconnu"}, {"source": " "}, {"horizon": date(2026, 6, 30)})
    for valeurs in faux:
        with pytest.raises(ErreurMetier):
            noter_objectif(remplie, operation, **(juste | valeurs))


def test_le_calcul_dit_ou_il_en_est_et_s_arrete(remplie: Base, tmp_path: Path) -> None:
    pas: list[tuple[int, int]] = []
    composer_revue(remplie, T3, (), lambda fait, total: pas.append((fait, total)))
    assert [fait for fait, _ in pas] == list(range(1, len(pas) + 1))
    assert {total for _, total in pas} == {18}
    assert len(pas) > 9

    def renoncer(fait: int, _total: int) -> None:
        if fait == 3:
            raise KeyboardInterrupt

    sortie = tmp_path / "revue.xlsx"
    with pytest.raises(KeyboardInterrupt):
        exporter_revue(remplie, "2026-T3", sortie, avancer=renoncer)
    assert not sortie.exists()
    with remplie.session() as s:
        assert list(s.scalars(select(col(m.ExportRevue.id)))) == []


def test_un_autre_moment_dit_les_memes_chiffres_a_une_autre_date(remplie: Base) -> None:
    # À la main : le quatrième relogé emménage le 1er octobre.
    for le, reloges, pendant in ((date(2026, 9, 30), 3, 2), (date(2026, 10, 1), 4, 1)):
        vue = composer_revue(remplie, Arret(MomentRevue.POINT_ETAPE, le))
        ligne = section_avancement(vue).ligne("reloges")
        assert ligne.trimestre is not None
        assert (ligne.au.valeur, ligne.trimestre.valeur) == (reloges, pendant)
    bilan = composer_revue(remplie, Arret(MomentRevue.CLOTURE, date(2026, 10, 1)), ("BEL",))
    ligne = section_avancement(bilan).ligne("reloges")
    assert ligne.trimestre is not None
    assert (ligne.au.valeur, ligne.trimestre.valeur, ligne.precedent) == (4, 4, None)
