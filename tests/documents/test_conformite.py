"""Les fiches de conformité relues : les quatorze articles d'un ménage, le tableau d'une opération."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import cycle, islice

import pytest

from relogement.documents.conformite_menage import NOMINATIF, conformite_menage
from relogement.documents.conformite_operation import conformite_operation
from relogement.documents.donnees import AlerteImprimee, Entete
from relogement.documents.donnees_conformite import (
    ArticleImprime,
    CompteurImprime,
    ConformiteMenage,
    ConformiteOperation,
    ConstatDetaille,
    LigneConformite,
    RegardImprime,
)
from relogement.regles.charte.etats import Etat
from tests.documents.exemple import contenu, lire

AU = date(2026, 11, 18)
REGARD = RegardImprime(AU, None, "Charte de Bellevue", "Première version", date(2026, 1, 15))
RETARD = ConstatDetaille(
    "A03.1", "Interlocuteur référent identifié", Etat.EN_RETARD, "Référent à désigner, en retard de 6 jours.",
    date(2026, 11, 12), manquements=("Sans référent du 01/02/2026 au 09/02/2026 (9 jours)",),
)
TENU = ConstatDetaille(
    "A01.1", "Titulaire du bail identifié", Etat.RESPECTEE, "Titulaire identifié.", None,
    ("04/09/2009 · Bail L-0042", "Acte < signé > & daté"),
)
ARTICLES = tuple(
    ArticleImprime(n, f"Titre de l'article {n}", {1: (TENU,), 3: (RETARD,)}.get(n, ())) for n in range(1, 15)
)
MENAGE = ConformiteMenage(
    Entete("BEL-0042", "BEL · Bellevue", "Nadia R.", AU), "BENALI Leïla", ("en recherche", "décohabitant"), REGARD,
    ARTICLES,
    (CompteurImprime("Charte", 2, ("Comptent : les propositions n° 1 et n° 2.",)), CompteurImprime("Loi", 1, ())),
    (AlerteImprimee("L4", "Numéro unique à renouveler", "échue", "À renouveler.", "CCH, article L. 441-2-1"),),
)
OBLIGATIONS = tuple((f"A{n:02d}.{k}", f"Obligation {n}.{k}") for n in range(1, 13) for k in (1, 2, 3))


def ligne(reference: str, depart: int = 0) -> LigneConformite:
    etats = islice(cycle(Etat), depart, None)
    return LigneConformite(reference, {i: e for (i, _), e in zip(OBLIGATIONS, etats, strict=False)})


def operation(menages: int, decohabitants: int = 0) -> ConformiteOperation:
    return ConformiteOperation(
        Entete("BEL", "Résidence Bellevue", "Nadia R.", AU), "Résidence Bellevue",
        replace(REGARD, connu_le=date(2026, 3, 12)), OBLIGATIONS,
        tuple(ligne(f"BEL-{n:04d}", n) for n in range(1, menages + 1)),
        tuple(ligne(f"BEL-9{n:03d}") for n in range(decohabitants)), ARTICLES[:3], (), ("A03.3", "A08.2"),
    )


@pytest.fixture(scope="module")
def texte() -> str:
    return contenu(conformite_menage(MENAGE))


def test_la_fiche_d_un_menage_dit_les_quatorze_articles(texte: str) -> None:
    for n in range(1, 15):
        assert f"Article {n} · Titre de l'article {n}" in texte
    assert texte.count("Aucune obligation de cet article n'est jugée à ce jour.") == 12


@pytest.mark.parametrize(
    "dit",
    [
        "BENALI Leïla", "décohabitant", "Charte de Bellevue", "Première version, en vigueur depuis le 15/01/2026",
        "18/11/2026", "aujourd'hui", "en retard : 1", "respectée : 1", "Référent à désigner, en retard de 6 jours.",
        "Manquement : Sans référent du 01/02/2026 au 09/02/2026 (9 jours)", "04/09/2009 · Bail L-0042",
        "Acte < signé > & daté", "12/11/2026", "Numéro unique à renouveler (L4)",
        "Comptent : les propositions n° 1 et n° 2.",
    ],
)
def test_la_fiche_d_un_menage_dit_ce_qui_prouve_et_ce_qui_manque(texte: str, dit: str) -> None:
    assert dit in texte


def test_seule_la_fiche_d_un_menage_est_nominative_et_le_dit(texte: str) -> None:
    assert NOMINATIF in texte
    assert NOMINATIF not in contenu(conformite_operation(operation(2)))


def test_la_fiche_d_une_operation_dit_ce_qu_elle_ne_montre_pas() -> None:
    assert "Les obligations A03.3, A08.2 se suivent au dossier de chaque ménage" in contenu(
        conformite_operation(operation(2))
    )


def test_les_deux_compteurs_restent_deux(texte: str) -> None:
    assert "Charte 2" in texte
    assert "Loi 1" in texte
    assert " 3 " not in texte.split("Les deux compteurs")[1].split("Les articles de la charte", maxsplit=1)[0]


def test_l_en_tete_du_tableau_se_repete_a_chaque_page_et_l_intertitre_garde_sa_ligne() -> None:
    long = tuple(replace(TENU, id=f"A01.{n}", phrase="Une phrase assez longue pour prendre deux lignes ou trois. " * 3)
                 for n in range(12))
    articles = tuple(replace(a, constats=long) for a in ARTICLES)
    pages = [p.extract_text() for p in lire(conformite_menage(replace(MENAGE, articles=articles, alertes=()))).pages]
    assert len(pages) > 5
    for page in pages[1:-1]:
        lignes = [x for x in page.splitlines() if x.strip()]
        assert [x for x in lignes if x.startswith("Échéance") or "Échéance" in x], "l'en-tête se répète"
        assert page.count("Échéance") == 1
        derniere = [x for x in lignes if not x.startswith(("Imprimé le", "Page "))][-1]
        assert not derniere.startswith("Article "), "un intertitre reste seul au bas de la page"


def test_le_tableau_d_une_operation_repete_son_en_tete_et_nomme_chaque_menage_une_fois() -> None:
    pages = [p.extract_text() for p in lire(conformite_operation(operation(120))).pages]
    tout = "\n".join(pages)
    for n in range(1, 121):
        assert tout.count(f"BEL-{n:04d}") == 1
    matrices = [p for p in pages if "BEL-0" in p]
    assert len(matrices) > 2
    assert all("A01.1" in p and "A12.3" in p for p in matrices)


def test_les_comptes_par_obligation_se_lisent_en_chiffres_et_leur_somme_tombe_juste() -> None:
    texte = contenu(conformite_operation(operation(7)))
    for identifiant, libelle in OBLIGATIONS:
        # Sept ménages décalés d'un état : un dans chacun.
        assert f"{identifiant} · {libelle} 1 1 1 1 1 1 1" in texte
    assert f"Toutes les obligations {' '.join(['36'] * 7)}" in texte


def test_les_decohabitants_ont_leur_tableau_et_leurs_comptes() -> None:
    avec, sans = (contenu(conformite_operation(operation(2, n))) for n in (1, 0))
    assert "Les décohabitants, comptés à part" in avec
    assert "Les décohabitants" not in sans
    assert avec.count("Toutes les obligations") == 2
    assert "Décohabitants 1" in avec


def test_une_operation_sans_menage_le_dit() -> None:
    texte = contenu(conformite_operation(operation(0)))
    assert "Aucun ménage à ce jour." in texte
    assert "Tel que connu le 12/03/2026" in texte


def test_deux_impressions_sont_egales_octet_a_octet() -> None:
    assert conformite_menage(MENAGE, invariant=True) == conformite_menage(MENAGE, invariant=True)
    fiche = operation(3, 1)
    assert conformite_operation(fiche, invariant=True) == conformite_operation(fiche, invariant=True)
