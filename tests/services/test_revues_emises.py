"""Une revue émise ne change plus : elle se réémet à l'identique, et la suivante dit ce qui a été corrigé."""

from __future__ import annotations

import random
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.regles.charte.moteur import evaluer_operation
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.pages import catalogue
from relogement.regles.revue.pages.catalogue import chiffres, chiffres_figes, pages
from relogement.regles.revue.pseudonyme import code_menage
from relogement.regles.revue.revue import Page, Revue
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.controle_revue import controler_revue
from relogement.services.corrections import corriger
from relogement.services.evaluations import noter_revue_remise
from relogement.services.pieces import ranger_contenu
from relogement.services.revue import composer_revue, exporter_revue
from relogement.services.revues_emises import chiffres_emis, emettre_revue, reemettre_revue, revues_emises
from relogement.stockage.base import Base
from relogement.stockage.chiffres_emis import en_octets
from relogement.stockage.faits_operation import dossiers_operations
from relogement.vocabulaire import Difficulte, MomentRevue, MotifPriorite, MotifRefus, Rester, VarianteRevue
from tests.hasard import exemples
from tests.outils import photographie
from tests.services import base_revue as b

LE = date(2026, 10, 5)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    """Huit ménages et un décohabitant, sans anomalie bloquante."""
    neuve = b.base_neuve(tmp_path, LE)
    b.remplir(neuve)
    yield neuve
    neuve.fermer()


def cle(base: Base, reference: str) -> UUID:
    """La clé de ce ménage."""
    with base.session() as s:
        return s.scalars(select(col(m.Menage.id)).where(col(m.Menage.reference) == reference)).one()


def relogement_de(base: Base, reference: str) -> UUID:
    """Son relogement."""
    with base.session() as s:
        requete = select(col(m.Relogement.id)).where(col(m.Relogement.menage_id) == cle(base, reference))
        return s.scalars(requete).one()


def emettre(base: Base, quand: Arret | str = "2026-T3", *operations: str) -> UUID:
    """La clé de la revue émise."""
    emise = emettre_revue(base, quand, operations).id
    assert emise is not None
    return emise


def demenager(base: Base, reference: str, le: date) -> UUID:
    """Corrige le jour de son déménagement ; le geste."""
    with base.geste("essai", "Essai") as g:
        g.s.get_one(m.Relogement, relogement_de(base, reference)).demenage_le = le
    return g.id


def completer(base: Base) -> None:
    """Note l'aide que le n° 6, relogé le 1er octobre, n'avait pas : sans elle, il bloque l'émission."""
    with base.geste("essai", "Essai") as g:
        g.s.get_one(m.Relogement, relogement_de(base, "BEL-0006")).apl = 17000


def cellules(fichier: Path) -> dict[tuple[str, str], tuple[Any, str]]:
    """Chaque cellule du classeur, formules comprises, avec son format."""
    classeur = openpyxl.load_workbook(fichier)
    return {
        (f.title, c.coordinate): (getattr(c.value, "text", c.value), c.number_format)
        for f in classeur for r in f.iter_rows() for c in r if c.value is not None
    }


def test_une_revue_emise_se_reemet_a_l_identique_quoi_que_l_on_corrige(base: Base, tmp_path: Path) -> None:
    exporter_revue(base, "2026-T3", tmp_path / "vive.xlsx")
    emise = emettre(base)
    copies = [tmp_path / f"{n}.xlsx" for n in range(4)]
    reemettre_revue(base, emise, copies[0])
    # Corriger, retirer un ménage, défaire, et faire encore.
    geste = demenager(base, "BEL-0005", date(2026, 10, 2))
    reemettre_revue(base, emise, copies[1])
    annuler(base, geste)
    reemettre_revue(base, emise, copies[2])
    with base.geste("essai", "Essai") as g:
        g.s.get_one(m.Menage, cle(base, "BEL-0004")).supprime_le = g.instant
        g.s.get_one(m.Menage, cle(base, "BEL-0001")).nom = "AUTRE"
    reemettre_revue(base, emise, copies[3])
    assert len({c.read_bytes() for c in copies}) == 1
    lues = cellules(copies[0])
    assert len(lues) > 1000
    assert all(cellules(c) == lues for c in copies[1:])
    # Le jour même, ce n'est que l'édition : toutes les cases d'une revue exportée, sauf ce que dit la couverture.
    differe = {lieu for lieu, dit in cellules(tmp_path / "vive.xlsx").items() if lues[lieu] != dit}
    assert {feuille for feuille, _ in differe} == {"Couverture"}


def test_la_variante_diffusable_se_fige_aussi_et_la_nominative_jamais(base: Base, tmp_path: Path) -> None:
    emise = emettre(base)
    sorties = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    reemettre_revue(base, emise, sorties[0], VarianteRevue.DIFFUSABLE)
    demenager(base, "BEL-0005", date(2026, 10, 2))
    reemettre_revue(base, emise, sorties[1], VarianteRevue.DIFFUSABLE)
    assert sorties[0].read_bytes() == sorties[1].read_bytes()
    assert "Ménages" not in openpyxl.load_workbook(sorties[0]).sheetnames
    with pytest.raises(ErreurMetier, match="ne nomme personne"):
        reemettre_revue(base, emise, tmp_path / "c.xlsx", VarianteRevue.NOMINATIVE)


def test_l_emission_garde_qui_quand_de_quoi_et_les_chiffres(base: Base) -> None:
    emise = emettre(base, "2026-T3", "bel")
    (lue,) = revues_emises(base)
    assert (lue.id, lue.le, lue.auteur, lue.arret) == (emise, LE, "Nadia R.", Arret.du("2026-T3"))
    assert (lue.operations, lue.toutes, lue.menages, lue.decohabitants, lue.ajustements) == (("BEL",), False, 8, 1, 0)
    assert [c.startswith("BEL : ") for c in lue.chartes] == [True]
    assert chiffres_emis(base, emise) == chiffres_figes(composer_revue(base, "2026-T3", ("BEL",)))
    reloges = chiffres_emis(base, emise)["reloges"]
    assert reloges.valeur == 3
    assert set(reloges.menages) == {code_menage(str(cle(base, f"BEL-000{n}"))) for n in (3, 4, 5)}


def test_emettre_ne_compte_ses_pages_qu_une_fois(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    comptees: list[Arret] = []
    (titre, faire), *autres = catalogue.PAGES

    def compter(revue: Revue) -> Page:
        comptees.append(revue.arret)
        return faire(revue)

    monkeypatch.setattr(catalogue, "PAGES", ((titre, compter), *autres))
    emettre(base)
    assert len(comptees) == 1
    # Une fois de plus avec une référence : ses chiffres d'aujourd'hui, pour ses seules opérations.
    emettre(base)
    assert len(comptees) == 3


def test_une_revue_changee_recompte_ses_pages(base: Base) -> None:
    revue = composer_revue(base, "2026-T3")
    sans = replace(revue, dossiers=())
    assert pages(revue) is pages(revue)
    assert pages(sans) != pages(revue)


def test_une_reemission_s_inscrit_au_journal(base: Base, tmp_path: Path) -> None:
    emise = emettre(base)
    reemettre_revue(base, emise, tmp_path / "revue.xlsx")
    with base.session() as s:
        (sortie,) = s.scalars(select(m.ExportRevue))
        libelles = list(s.scalars(select(col(m.Geste.libelle)).order_by(col(m.Geste.numero))))
    assert sortie.revue_id == emise
    assert libelles[-2:] == [
        "Émission : Revue trimestrielle 2026-T3", "Revue 2026-T3, variante financeur (copie de la revue émise)",
    ]


def test_annuler_l_emission_remet_la_base_sauf_si_la_revue_est_sortie(base: Base, tmp_path: Path) -> None:
    avant = photographie(base)
    emission = emettre_revue(base, "2026-T3")
    assert emission.geste_id is not None
    annuler(base, emission.geste_id)
    assert (photographie(base), revues_emises(base)) == (avant, ())
    emission = emettre_revue(base, "2026-T3")
    assert emission.id is not None
    assert emission.geste_id is not None
    reemettre_revue(base, emission.id, tmp_path / "revue.xlsx")
    with pytest.raises(ErreurMetier, match="déjà sortie"):
        annuler(base, emission.geste_id)
    # Le dernier geste à annuler est alors celui d'avant.
    dernier = dernier_annulable(base)
    assert dernier is not None
    assert dernier[1] == "Essai"
    assert [r.id for r in revues_emises(base)] == [emission.id]


def test_une_emission_dont_une_autre_dit_les_ajustements_s_annule_apres_elle(base: Base) -> None:
    premiere = emettre_revue(base, "2026-T3")
    seconde = emettre_revue(base, "2026-T3")
    assert premiere.geste_id is not None
    assert seconde.geste_id is not None
    assert [r.id for r in revues_emises(base)] == [seconde.id, premiere.id]
    with pytest.raises(ErreurMetier, match="plus récents"):
        annuler(base, premiere.geste_id)
    annuler(base, seconde.geste_id)
    annuler(base, premiere.geste_id)
    assert revues_emises(base) == ()


@pytest.mark.parametrize(("jour", "permise"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True)])
def test_un_trimestre_s_emet_une_fois_fini(tmp_path: Path, jour: date, permise: bool) -> None:
    base = b.base_neuve(tmp_path, jour)
    b.remplir(base)
    if permise:
        emettre(base)
    else:
        with pytest.raises(ErreurMetier, match="30/09/2026"):
            emettre(base)
    assert len(revues_emises(base)) == permise
    base.fermer()


def test_une_base_sans_operation_n_emet_rien(tmp_path: Path) -> None:
    base = b.base_neuve(tmp_path)
    with pytest.raises(ErreurMetier, match="Aucune opération"):
        emettre(base)
    base.fermer()


def test_une_anomalie_bloquante_refuse_l_emission_puis_se_corrige(base: Base) -> None:
    assert controler_revue(base, "2026-T3").emettable
    with base.geste("essai", "Essai") as g:
        requete = select(m.Proposition).where(col(m.Proposition.menage_id) == cle(base, "BEL-0007"))
        p = g.s.scalars(requete.where(col(m.Proposition.rang) == 1)).one()
        p.motif_texte, numero = None, p.id
    controle = controler_revue(base, "2026-T3")
    (fiche,) = controle.bloquantes
    assert (fiche.regle, fiche.reference, fiche.nom, fiche.operation) == ("refus_sans_motif", "BEL-0007", b.NOM, "BEL")
    assert (fiche.menage_id, fiche.cible.section, fiche.cible.id) == (
        cle(base, "BEL-0007"), "propositions", str(numero),
    )
    with pytest.raises(ErreurMetier, match="1 anomalie bloquante \\(1 ménage\\)"):
        emettre(base)
    corriger(base, "proposition", numero, motif=MotifRefus.QUARTIER, motif_texte="Trop loin")
    emettre(base)
    (lue,) = revues_emises(base)
    assert lue.douteuses == len(controle.douteuses) > 0


def test_la_revue_suivante_dit_ce_qui_a_ete_corrige(base: Base, tmp_path: Path) -> None:
    # À la main : 3 relogés au 30 septembre (n° 3, 4, 5) ; le n° 5 n'est en fait parti que le 2 octobre.
    emettre(base)
    demenager(base, "BEL-0005", date(2026, 10, 2))
    vue = composer_revue(base, "2026-T4")
    ecarts = {a.recalcule.indicateur.cle: a for a in vue.ajustements}
    code = code_menage(str(cle(base, "BEL-0005")))
    reloges = ecarts["reloges"]
    assert (reloges.emis.valeur, reloges.recalcule.valeur, reloges.ecart) == (3, 2, -1)
    assert (reloges.entres, reloges.sortis) == ((), (code,))
    assert [(c.le, c.menage, c.fiche) for c in reloges.corrections] == [(LE, code, "Relogement")]
    assert (ecarts["restants"].ecart, ecarts["restants"].entres) == (1, (code,))
    assert "a_reloger" not in ecarts
    # La colonne d'avant dit ce qui a été émis, puis ce que la correction y change ; l'évolution ne la compte pas. Elle
    # l'a comptée (3 émis, « + 1 » en T4), et disait un relogement de moins que le trimestre n'en a eu. À la main : les
    # n° 5 (2 octobre) et 6 (1er octobre) y sont relogés, soit + 2 ; 3 − 1 + 2 = 4.
    assert vue.emise_avant is not None
    sortie = tmp_path / "revue.xlsx"
    exporter_revue(base, "2026-T4", sortie)
    classeur = openpyxl.load_workbook(sortie)
    lignes = {r[0].value: [c.value for c in r] for r in classeur["Synthèse"].iter_rows()}
    assert lignes["Chiffre"][6] == "Au 30/09/2026, émis le 05/10/2026"
    assert lignes["Chiffre"][7:10] == ["Corrigé depuis", "Évolution", "Soit au 31/12/2026"]
    assert lignes["Relogés définitivement"][6:10] == [3, -1, 2, 4]
    assert lignes["Relogés définitivement"][1] == 4
    assert lignes["Relogés définitivement"][5] == 2
    feuille = {r[2].value: [c.value for c in r] for r in classeur["Ajustements"].iter_rows()}
    assert feuille["Relogés définitivement"][:2] == ["2026-T3, émise le 05/10/2026", "Synthèse"]
    assert feuille["Relogés définitivement"][4:8] == ["la valeur", 3, 2, -1]
    assert feuille["Relogés définitivement"][12:] == [None, code, f"05/10/2026 {code} Relogement"]
    assert b.NOM not in " ".join(str(v) for ligne in feuille.values() for v in ligne)


def test_l_emis_la_correction_et_l_evolution_font_la_valeur_a_la_date(base: Base) -> None:
    emettre(base)
    demenager(base, "BEL-0005", date(2026, 10, 2))
    completer(base)
    lignes = [x for p in pages(composer_revue(base, "2026-T4")) for x in p.lignes if x.emis is not None]
    faites = [x for x in lignes if None not in (x.emis and x.emis.sue, x.corrige, x.evolution)]
    assert len(faites) > 100
    for x in faites:
        assert ((x.emis and x.emis.sue) or 0) + (x.corrige or 0) + (x.evolution or 0) == x.au.sue, x.indicateur.cle
    assert [x for x in faites if x.corrige]
    # Sans revue émise à ce jour-là, il n'y a rien à corriger, et la valeur d'avant est la même.
    sans = {x.indicateur.cle: x for p in pages(composer_revue(base, "2026-T3")) for x in p.lignes}
    assert {(x.emis, x.corrige) for x in sans.values()} == {(None, None)}


def test_aucun_ajustement_ne_dit_chez_qui_une_difficulte_ou_la_sante_a_change(base: Base, tmp_path: Path) -> None:
    # Un ménage rencontré a une difficulté que l'on coche ; un autre est prioritaire, pour sa santé et sa précarité.
    emettre(base)
    with base.geste("essai", "Essai") as g:
        entretien = g.s.scalars(select(m.Entretien).order_by(col(m.Entretien.le))).first()
        assert entretien is not None
        entretien.difficultes = [Difficulte.BUDGET.value]
        g.s.get_one(m.Menage, cle(base, "BEL-0001")).priorites = [
            MotifPriorite.SANTE.value, MotifPriorite.PRECARITE.value,
        ]
    ecarts = {a.recalcule.indicateur.cle: a for a in composer_revue(base, "2026-T4").ajustements}
    assert {"cia_prioritaires:sante", "cia_prioritaires:precarite"} <= set(ecarts)
    assert ecarts["cia_prioritaires:sante"].entres
    assert [c for c, a in ecarts.items() if c.startswith("charte:A03.3:") and (a.entres or a.sortis)]
    for variante, pourquoi in ((VarianteRevue.FINANCEUR, None), (VarianteRevue.NOMINATIVE, "Réunion")):
        sortie = tmp_path / f"{variante.value}.xlsx"
        exporter_revue(base, "2026-T4", sortie, (), variante, pourquoi)
        feuille = openpyxl.load_workbook(sortie)["Ajustements"]
        lues = [[c.value for c in r] for r in feuille.iter_rows() if r[5].value is not None and r[0].value]
        sante = next(v for v in lues if v[2] == "dont mutation : raison de santé")
        assert sante[5:8] == [0, 1, 1]
        sensibles = [v for v in lues if v[1] in ("Charte", "Objectifs CIA") or "Obligations" in str(v[2])]
        assert len(sensibles) >= 4
        assert [v[12:15] for v in sensibles] == [[None] * 3] * len(sensibles)


def _ecarts(base: Base, quand: Arret | str = "2026-T4") -> dict[str, tuple[object, object]]:
    """Par clé, la valeur émise et la valeur recalculée."""
    return {
        a.recalcule.indicateur.cle: (a.emis.valeur, a.recalcule.valeur) for a in composer_revue(base, quand).ajustements
    }


def test_un_chiffre_de_la_periode_qui_change_est_un_ajustement(base: Base, tmp_path: Path) -> None:
    # À la main : un bail signé pendant T3, celui du n° 6 ; celui du n° 5, noté du 10 mai, est en fait du 2 juillet.
    emettre(base)
    with base.geste("essai", "Essai") as g:
        g.s.get_one(m.Relogement, relogement_de(base, "BEL-0005")).bail_signe_le = date(2026, 7, 2)
    ecarts = _ecarts(base)
    assert ecarts["pendant/baux"] == (1, 2)
    assert "baux" not in ecarts
    exporter_revue(base, "2026-T4", tmp_path / "r.xlsx")
    feuille = {r[2].value: [c.value for c in r] for r in openpyxl.load_workbook(tmp_path / "r.xlsx")["Ajustements"]}
    (ligne,) = (r for titre, r in feuille.items() if str(titre).endswith("signé, pendant la période"))
    assert (ligne[1], ligne[5:8]) == ("Synthèse", [1, 2, 1])
    assert ligne[12] == code_menage(str(cle(base, "BEL-0005")))


def test_un_chiffre_des_decohabitants_qui_change_est_un_ajustement(base: Base) -> None:
    emettre(base)
    demenager(base, "BEL-0009", date(2026, 10, 2))
    ecarts = _ecarts(base)
    assert ecarts["a_part/reloges"] == (1, 0)
    assert "reloges" not in ecarts
    (reloges,) = (a for a in composer_revue(base, "2026-T4").ajustements
                  if a.recalcule.indicateur.cle == "a_part/reloges")
    assert reloges.sortis == (code_menage(str(cle(base, "BEL-0009"))),)
    assert [c.fiche for c in reloges.corrections] == ["Relogement"]


def test_a_la_meme_date_un_autre_moment_garde_sa_periode(base: Base) -> None:
    # Le bilan compte les baux depuis le début, le trimestre les siens : aucun des deux n'a changé.
    for arret in (Arret(MomentRevue.CLOTURE, date(2026, 9, 30)), Arret.du("2026-T3")):
        emettre(base, arret, "BEL")
        for quand in ("2026-T3", "2026-T4"):
            vue = composer_revue(base, quand, ("BEL",))
            assert vue.reference is not None
            assert (vue.reference.arret, vue.ajustements) == (arret, ())


def test_une_revue_emise_sans_les_chiffres_de_la_periode_se_relit_et_le_dit(base: Base, tmp_path: Path) -> None:
    emise = emettre(base)
    with base.geste("essai", "Essai") as g:
        anciens = en_octets(chiffres(composer_revue(base, "2026-T3")))
        g.s.get_one(m.RevueEmise, emise).chiffres = ranger_contenu(g.s, anciens)
    with base.geste("essai", "Essai") as g:
        g.s.get_one(m.Relogement, relogement_de(base, "BEL-0005")).bail_signe_le = date(2026, 7, 2)
    vue = composer_revue(base, "2026-T4")
    assert vue.emise_avant is not None
    assert not [cle for cle in _ecarts(base) if "/" in cle]
    exporter_revue(base, "2026-T4", tmp_path / "r.xlsx")
    textes = " ".join(str(c.value) for r in openpyxl.load_workbook(tmp_path / "r.xlsx")["Ajustements"] for c in r)
    assert "ni les chiffres de la période ni ceux des décohabitants" in textes
    emettre(base)
    exporter_revue(base, "2026-T4", tmp_path / "r.xlsx")
    textes = " ".join(str(c.value) for r in openpyxl.load_workbook(tmp_path / "r.xlsx")["Ajustements"] for c in r)
    assert "ni les chiffres de la période" not in textes


def test_sans_correction_il_n_y_a_aucun_ajustement(base: Base, tmp_path: Path) -> None:
    emettre(base)
    for quand in ("2026-T3", "2026-T4"):
        vue = composer_revue(base, quand)
        assert vue.reference is not None
        assert vue.ajustements == ()
    annuler(base, demenager(base, "BEL-0005", date(2026, 10, 2)))
    assert composer_revue(base, "2026-T4").ajustements == ()
    exporter_revue(base, "2026-T4", tmp_path / "r.xlsx")
    textes = [c.value for r in openpyxl.load_workbook(tmp_path / "r.xlsx")["Ajustements"].iter_rows() for c in r]
    assert any("aucun chiffre n'a changé" in str(t) for t in textes)


def test_la_variante_diffusable_ne_dit_ni_ajustement_ni_valeur_emise(base: Base, tmp_path: Path) -> None:
    emettre(base)
    demenager(base, "BEL-0005", date(2026, 10, 2))
    exporter_revue(base, "2026-T4", tmp_path / "r.xlsx", (), VarianteRevue.DIFFUSABLE)
    classeur = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert "Ajustements" not in classeur.sheetnames
    assert not [r for r in classeur["Synthèse"].iter_rows() if r[1].value and "émis le" in str(r[1].value)]
    # Méthode ne décrit que ce que ce classeur a.
    methode = {str(c.value) for r in classeur["Méthode"].iter_rows() for c in r if c.value is not None}
    absents = ("« Ajustements »", "« Ménages »", "« Avancement »", "Évolution", "Décohabitants (à part)", "Pendant ")
    assert [t for t in methode if any(x in t for x in absents)] == []
    dits = " ".join(str(c.value) for r in classeur["Couverture"].iter_rows() for c in r)
    assert "Se publie seule" in dits


def test_les_ajustements_ne_regardent_que_les_memes_operations(base: Base) -> None:
    with base.geste("essai", "Essai") as g:
        b.menage(g.s, b.operation(g.s, base, "VAL", "Résidence Val"), "VAL-0001")
    emettre(base, "2026-T3", "BEL")
    demenager(base, "BEL-0005", date(2026, 10, 2))
    assert composer_revue(base, "2026-T4").reference is None
    assert composer_revue(base, "2026-T4", ("VAL",)).reference is None
    assert composer_revue(base, "2026-T4", ("BEL",)).ajustements
    # Une opération ajoutée depuis ne compte pas parmi les ajustements de la revue de toutes.
    emettre(base)
    with base.geste("essai", "Essai") as g:
        b.menage(g.s, b.operation(g.s, base, "NEU", "Résidence Neuve"), "NEU-0001")
    vue = composer_revue(base, "2026-T4")
    assert vue.reference is not None
    assert vue.ajustements == ()


def _operation_voisine(base: Base, annonce: date) -> None:
    """Deux ménages d'une autre opération, annoncée ce jour-là."""
    with base.geste("essai", "Essai") as g:
        operation = b.operation(g.s, base, "VAL", "Résidence Val", annonce_le=annonce)
        for reference in ("VAL-0001", "VAL-0002"):
            b.menage(g.s, operation, reference)


def test_une_operation_creee_depuis_et_deja_commencee_fait_recalculer_les_valeurs_d_avant(
    base: Base, tmp_path: Path
) -> None:
    # À la main : 8 ménages émis au 30 septembre ; avec les 2 de VAL, 10 à cette date comme au 31 décembre.
    emettre(base)
    _operation_voisine(base, date(2026, 1, 15))
    vue = composer_revue(base, "2026-T4")
    assert (vue.emise_avant, vue.ajustements) == (None, ())
    (ligne,) = (x for p in pages(vue) for x in p.lignes if x.indicateur.cle == "a_reloger")
    assert ligne.precedent is not None
    assert (ligne.au.valeur, ligne.precedent.valeur, ligne.evolution) == (10, 10, 0)
    exporter_revue(base, "2026-T4", tmp_path / "r.xlsx")
    textes = {f.title: " ".join(str(c.value) for r in f.iter_rows() for c in r) for f in
              openpyxl.load_workbook(tmp_path / "r.xlsx")}
    assert "ne couvrait pas les mêmes opérations (BEL)" in textes["Synthèse"]
    assert ", émis le" not in textes["Synthèse"]
    assert "Elle couvrait BEL : seules ces opérations" in textes["Ajustements"]
    exporter_revue(base, "2026-T4", tmp_path / "d.xlsx", (), VarianteRevue.DIFFUSABLE)
    assert "ne couvrait pas" not in " ".join(
        str(c.value) for f in openpyxl.load_workbook(tmp_path / "d.xlsx") for r in f.iter_rows() for c in r
    )


@pytest.mark.parametrize(("annonce", "comparable"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True)])
def test_une_operation_commencee_apres_la_revue_emise_ne_l_empeche_pas_de_se_comparer(
    base: Base, annonce: date, comparable: bool
) -> None:
    emettre(base)
    _operation_voisine(base, annonce)
    assert (composer_revue(base, "2026-T4").emise_avant is not None) is comparable


def test_une_operation_retiree_depuis_fait_recalculer_les_valeurs_d_avant(base: Base) -> None:
    _operation_voisine(base, date(2026, 1, 15))
    emettre(base)
    with base.geste("essai", "Essai") as g:
        val = g.s.scalars(select(m.Operation).where(col(m.Operation.code) == "VAL")).one()
        for menage in g.s.scalars(select(m.Menage).where(col(m.Menage.operation_id) == val.id)):
            menage.supprime_le = g.instant
        val.supprime_le = g.instant
    vue = composer_revue(base, "2026-T4")
    assert vue.emise_avant is None
    assert vue.emise_ecartee is not None
    assert vue.emise_ecartee.operations == ("BEL", "VAL")


def test_la_reference_est_la_derniere_emise_a_la_date_la_plus_tardive(base: Base) -> None:
    emettre(base, "2026-T3")
    ancienne = emettre(base, "2026-T2")
    seconde = emettre(base, "2026-T3")
    for quand, attendue in (("2026-T4", seconde), ("2026-T3", seconde), ("2026-T2", ancienne)):
        reference = composer_revue(base, quand).reference
        assert reference is not None
        assert reference.id == attendue
    vue = composer_revue(base, "2026-T3")
    assert vue.emise_avant is not None
    assert vue.emise_avant.id == ancienne
    assert composer_revue(base, "2026-T1").reference is None


def test_un_menage_saisi_apres_coup_entre_dans_les_chiffres_emis(base: Base) -> None:
    emettre(base)
    with base.geste("essai", "Essai") as g:
        operation = g.s.scalars(select(col(m.Operation.id))).one()
        neuf = b.menage(g.s, operation, "BEL-0010", batiment="C")
    ecarts = {a.recalcule.indicateur.cle: a for a in composer_revue(base, "2026-T4").ajustements}
    assert (ecarts["a_reloger"].emis.valeur, ecarts["a_reloger"].recalcule.valeur) == (8, 9)
    assert ecarts["a_reloger"].entres == (code_menage(str(neuf)),)
    # Un bâtiment que la revue émise n'avait pas y comptait zéro ménage.
    assert (ecarts["avancement:BEL:C:1:menages"].emis.valeur, ecarts["avancement:BEL:C:1:menages"].ecart) == (0, 1)


def test_le_classeur_emis_ne_contient_rien_de_personnel(base: Base, tmp_path: Path) -> None:
    demenager(base, "BEL-0005", date(2026, 9, 29))
    emettre(base)
    demenager(base, "BEL-0005", date(2026, 9, 28))
    reemettre_revue(base, emettre(base), tmp_path / "r.xlsx")
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        texte = "".join(archive.read(n).decode() for n in archive.namelist())
    assert "Relogement" in texte
    for interdit in (b.NOM, b.TELEPHONE, b.NOTE, b.MOTIF, "Fauvettes", "Nadia", "BEL-0"):
        assert interdit not in texte, interdit


@pytest.mark.parametrize("moment", [MomentRevue.POINT_ETAPE, MomentRevue.AVENANT, MomentRevue.SORTIE_CONVENTION])
def test_un_moment_de_la_convention_couvre_les_operations_anru(base: Base, moment: MomentRevue) -> None:
    with base.geste("essai", "Essai") as g:
        b.menage(g.s, b.operation(g.s, base, "VAL", "Résidence Val", anru=False), "VAL-0001")
    arret = Arret(moment, LE)
    vue = composer_revue(base, arret)
    assert ([o.code for o in vue.operations], vue.toutes) == (["BEL"], False)
    assert [o.code for o in composer_revue(base, arret, ("VAL",)).operations] == ["VAL"]
    completer(base)
    emettre(base, arret)
    (lue,) = revues_emises(base)
    assert (lue.arret, lue.operations) == (arret, ("BEL",))


def test_une_cloture_nomme_son_operation(base: Base, tmp_path: Path) -> None:
    arret = Arret(MomentRevue.CLOTURE, LE)
    with pytest.raises(ErreurMetier, match="une seule opération"):
        emettre(base, arret)
    sortie = tmp_path / "r.xlsx"
    completer(base)
    reemettre_revue(base, emettre(base, arret, "BEL"), sortie)
    classeur = openpyxl.load_workbook(sortie)
    assert classeur["Couverture"]["A1"].value == "Clôture d'opération au 05/10/2026 · relogement"
    lignes = {r[0].value: [c.value for c in r] for r in classeur["Synthèse"].iter_rows()}
    assert lignes["Chiffre"][5:7] == ["Depuis le début", "Avant (sans objet)"]
    assert lignes["Relogés définitivement"][5:8] == [4, None, None]


def test_une_revue_abimee_dans_la_base_se_dit(base: Base, tmp_path: Path) -> None:
    emise = emettre(base)
    with base.ecriture_libre() as s:
        s.get_one(m.Contenu, s.get_one(m.RevueEmise, emise).financeur).octets = b"abime"
    with pytest.raises(ErreurMetier, match="sauvegarde"):
        reemettre_revue(base, emise, tmp_path / "r.xlsx")
    assert not (tmp_path / "r.xlsx").exists()


def _corriger_au_hasard(base: Base, hasard: random.Random) -> UUID:
    """Change une fiche d'où viennent des chiffres ; le geste."""
    table, colonne, valeurs = hasard.choice((
        (m.Relogement, "demenage_le", (None, date(2026, 7, 1), date(2026, 10, 2))), (m.Relogement, "apl", (None, 1000)),
        (m.Loyer, "loyer", (None, 35000)), (m.Ressource, "montant", (None, 90000)), (m.Bail, "debut", (None,)),
        (m.Proposition, "repondue_le", (None, date(2026, 8, 1))), (m.Logement, "type", (None, "T5")),
        (m.Menage, "sortie_le", (date(2026, 8, 4),)), (m.LogementOffert, "qpv", (None, True)),
    ))
    with base.geste("essai", "Essai") as g:
        fiches = list(g.s.scalars(select(table).order_by(col(table.id))))
        fiche = hasard.choice([f for f in fiches if colonne != "sortie_le" or getattr(f, colonne) is not None])
        setattr(fiche, colonne, hasard.choice(valeurs))
    return g.id


@exemples(8)
@given(st.randoms(use_true_random=False))
def test_quoi_qu_on_corrige_ou_defasse_la_revue_emise_reste_la_meme(hasard: random.Random) -> None:
    with tempfile.TemporaryDirectory() as dossier:
        base = b.base_neuve(Path(dossier), LE)
        b.remplir(base)
        emise, avant = emettre(base), composer_revue(base, "2026-T3")
        copies = [Path(dossier) / f"{n}.xlsx" for n in (0, 1)]
        reemettre_revue(base, emise, copies[0])
        gestes = [_corriger_au_hasard(base, hasard) for _ in range(hasard.randint(1, 5))]
        reemettre_revue(base, emise, copies[1])
        assert cellules(copies[1]) == cellules(copies[0])
        # Tout défaire, du dernier au premier, rend les chiffres émis : il ne reste aucun ajustement.
        for geste in reversed(gestes):
            with suppress(ErreurMetier):  # un geste qui n'a rien changé n'est pas au journal
                annuler(base, geste)
        assert composer_revue(base, "2026-T3") == avant
        assert composer_revue(base, "2026-T4").ajustements == ()
        base.fermer()


def _juges(base: Base, au: date, operation: str = "BEL") -> dict[str, str]:
    """L'état des deux obligations que tient la revue d'un trimestre, ce jour-là."""
    with base.session() as s:
        cles = {o.code: o.id for o in s.scalars(select(m.Operation))}
        dossier = dossiers_operations(s)[cles[operation]]
    return {
        c.id: f"{c.etat.name} {c.jours or 0}" for c in evaluer_operation(dossier, charger_charte(), au)
        if c.id in ("A13.1", "A14.2")
    }


def _souhait_repondu(base: Base) -> None:
    with base.geste("essai", "Essai") as g:
        for cle_menage in set(g.s.scalars(select(col(m.Relogement.menage_id)))):
            g.s.add(m.Souhait(
                menage_id=cle_menage, le=date(2026, 2, 1), rester=Rester.PARTIR, reponse="Oui",
                reponse_le=date(2026, 3, 1),
            ))


def test_emettre_la_revue_d_un_trimestre_tient_les_articles_13_et_14(base: Base) -> None:
    _souhait_repondu(base)
    with base.geste("essai", "Essai") as g:
        b.operation(g.s, base, "ORM", "Ormeau")
    avant = _juges(base, LE)
    assert {e.split()[0] for e in avant.values()} == {"EN_RETARD"}
    emettre_revue(base, "2026-T3", ("BEL",))
    assert _juges(base, LE) == {"A14.2": "RESPECTEE 0", "A13.1": "RESPECTEE 0"}
    # La veille de l'émission, elle n'était pas encore émise ; une opération qu'elle ne couvre pas ne l'a pas.
    assert _juges(base, LE - timedelta(days=1))["A14.2"] == "EN_RETARD 157"
    assert _juges(base, LE, "ORM")["A14.2"].startswith("EN_RETARD")
    with base.session() as s:
        dossier = dossiers_operations(s)[cle_operation(base)]
    (constat,) = [c for c in evaluer_operation(dossier, charger_charte(), LE) if c.id == "A14.2"]
    assert constat.phrase == "Revue du trimestre 2026-T3 émise le 05/10/2026."
    geste = dernier_annulable(base)
    assert geste is not None
    annuler(base, geste[0])
    assert _juges(base, LE) == avant


def cle_operation(base: Base) -> UUID:
    """La clé de l'opération BEL."""
    with base.session() as s:
        return s.scalars(select(col(m.Operation.id)).where(col(m.Operation.code) == "BEL")).one()


def test_une_revue_d_un_autre_moment_n_est_pas_celle_d_un_trimestre(base: Base) -> None:
    avant = _juges(base, LE)
    emettre_revue(base, Arret(MomentRevue.POINT_ETAPE, date(2026, 9, 30)))
    assert _juges(base, LE) == avant


def test_la_premiere_des_deux_compte_remise_notee_ou_revue_emise(base: Base) -> None:
    _souhait_repondu(base)
    noter_revue_remise(base, cle_operation(base), trimestre="2026-T3", le=date(2026, 10, 2))
    # Remise sans la répartition, elle ne vaut que pour l'article 14.
    assert _juges(base, LE)["A14.2"] == "RESPECTEE 0"
    assert _juges(base, LE)["A13.1"].startswith("EN_RETARD")
    emettre_revue(base, "2026-T3")
    assert _juges(base, LE) == {"A14.2": "RESPECTEE 0", "A13.1": "RESPECTEE 0"}
    with base.session() as s:
        dossier = dossiers_operations(s)[cle_operation(base)]
    lus = {c.id: c for c in evaluer_operation(dossier, charger_charte(), LE)}
    assert lus["A14.2"].phrase == "Revue du trimestre 2026-T3 remise le 02/10/2026."
    assert "Revue du trimestre 2026-T3 émise" in [p.libelle for p in lus["A13.1"].preuves]
