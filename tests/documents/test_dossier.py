"""Le dossier relu : tout ce qui a été tapé s'y trouve, page après page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from relogement.documents.donnees import Couverture, Dossier
from relogement.documents.donnees_menage import Foyer, LigneACompleter, PersonneFoyer
from relogement.documents.donnees_parcours import ColonneBudget
from relogement.documents.dossier import dossier
from relogement.regles.budget import Budget
from relogement.regles.charte.etats import Etat
from tests.documents.exemple import (
    AU,
    BUDGETS,
    COMPLET,
    CONSTATS,
    COUVERTURE,
    ENTETE,
    FOYER,
    PROPOSITIONS,
    contenu,
    lire,
)

ZERO = re.compile(r"(?<!\d)0,00 €")
"""Un montant de zéro, et non la fin de « 500,00 € »."""
VIDE = Dossier(
    ENTETE, Couverture("Ménage sans rien", "à rencontrer", (), None, "démolition", "Bailleur", "Nantes", None, None,
                       "Charte", ()),
)


@pytest.fixture(scope="module")
def complet() -> bytes:
    return dossier(COMPLET, invariant=True)


@pytest.fixture(scope="module")
def texte(complet: bytes) -> str:
    return contenu(complet)


def polices(pdf: PdfReader) -> dict[str, bool]:
    """Le nom de chaque police citée et si elle est embarquée."""
    citees: dict[str, bool] = {}
    for page in pdf.pages:
        for police in page["/Resources"]["/Font"].values():  # type: ignore[index]  # pypdf rend un PdfObject générique
            fiche = police.get_object()
            citees[fiche["/BaseFont"]] = "/FontFile2" in fiche.get("/FontDescriptor", {})
    return citees


@pytest.mark.parametrize(
    "tape",
    [
        "Préfère être appelée le matin <b>avant 10 h</b> & jamais le vendredi.",
        "Trop cher, l'APL couvre < 60 % du loyer & l'école est loin.",
        "Résidence des Chênes, 4 rue Zola, porte 12",
        "31/02/2017", "12/05/1981", "61,3 m²", "1 123,50 €", "127,54 €", "9,4 %", "+ 0,50 € (+ 0,4 %)", "− 43,06 €",
        "4,72 €", "5,88 €", "1,10 € au-dessus du plafond de 340,00 € (en couple",
        "refuse de signer", "Paul M.", "connu au 18/11/2026", "figé le 05/10/2026", "ab12cd34ef56",
        "Type : oui · Lieu : oui · Accessibilité : inconnu · Budget : non", "plan d'apurement (le 20/01/2027)",
        "Famille d'accord pour chercher à l'ouest. Rappeler pour les ressources de Noé.",
        "a pour décohabitant BEL-0043", "Examinée le 12/11/2026 par Mme Robin : ressources < plafond & rien à payer.",
        "Article 4 · Une démarche résidentielle positive", "non respectée : 1", "en retard",
    ],
)
def test_ce_qui_a_ete_tape_se_relit(texte: str, tape: str) -> None:
    assert tape in texte


def test_l_espace_fine_ne_coupe_pas_le_montant() -> None:
    d = replace(COMPLET, foyer=replace(COMPLET.foyer, note="Loyer de 1\u202f234,56\u202f€"))
    assert "Loyer de 1 234,56 €" in contenu(dossier(d))


def test_chaque_constat_porte_le_mot_de_son_etat() -> None:
    constats = tuple(replace(CONSTATS[0], etat=etat, id=f"A01.{i}") for i, etat in enumerate(Etat))
    page = contenu(dossier(replace(COMPLET, couverture=replace(COUVERTURE, constats=constats))))
    for etat in Etat:
        assert f"{etat.mot} : 1" in page
        assert page.count(etat.mot) >= 2


def test_chaque_page_dit_son_rang_la_reference_l_operation_et_qui_imprime(complet: bytes) -> None:
    pages = lire(complet).pages
    assert len(pages) > 3
    for rang, page in enumerate(pages, start=1):
        lu = page.extract_text()
        assert f"Page {rang}/{len(pages)}" in lu
        assert "BEL-0042" in lu
        assert "Bellevue, tour des Érables" in lu
        assert "Imprimé le 18/11/2026 par Nadia R." in lu


def test_toutes_les_polices_sont_embarquees(complet: bytes) -> None:
    citees = polices(lire(complet))
    assert citees
    assert all(citees.values()), citees
    assert all("Inter" in nom for nom in citees)


def test_les_proprietes_ne_nomment_personne(complet: bytes) -> None:
    pdf = lire(complet)
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Dossier BEL-0042"
    assert pdf.metadata.author == "Nadia R."
    assert pdf.trailer["/Root"]["/Lang"] == "fr-FR"  # type: ignore[index]  # pypdf rend un PdfObject générique
    assert "Benali" not in "".join(str(v) for v in pdf.metadata.values())


def test_les_signets_menent_aux_sections(complet: bytes) -> None:
    pdf = lire(complet)
    sections = [s for s in pdf.outline if not isinstance(s, list)]
    assert [s.title for s in sections] == [
        "État de la charte", "Alertes de la loi", "Ménage", "Entretiens et souhaits", "Budgets",
        "Propositions et refus", "Déménagement et frais", "Suivi après relogement", "Pièces du dossier",
    ]
    for s in sections:
        rang = pdf.get_destination_page_number(s)
        assert rang is not None
        assert str(s.title) in pdf.pages[rang].extract_text()


def test_deux_impressions_sont_identiques(complet: bytes) -> None:
    assert dossier(COMPLET, invariant=True) == complet


def test_un_menage_vide_s_imprime_et_chaque_section_le_dit() -> None:
    page = contenu(dossier(VIDE))
    for phrase in (
        "Aucune obligation de la charte", "Aucune alerte de la loi", "Aucune personne",
        "Aucun logement d'origine", "Aucun bail d'origine",
        "Aucun loyer", "Aucune ressource", "Aucun référent", "Aucune information", "Rien n'est signalé",
        "Aucun entretien", "Aucune mesure", "Aucun budget", "Aucune proposition", "Aucun bail de relogement",
        "Aucun suivi", "Aucune pièce",
    ):
        assert phrase in page


@pytest.mark.parametrize("champ", ["loyer", "charges", "rls", "apl", "ressources", "uc_dixiemes", "personnes"])
def test_un_terme_inconnu_ne_s_ecrit_jamais_zero(champ: str) -> None:
    connu = Budget(50000, 10000, 1000, 20000, 150000, 21, 4)
    colonne = ColonneBudget("Logement quitté", replace(connu, **{champ: None}), AU)
    page = contenu(dossier(replace(VIDE, budgets=(colonne,))))
    assert "inconnu" in page
    assert not ZERO.search(page)


def test_zero_connu_s_ecrit_zero() -> None:
    colonne = ColonneBudget("Logement quitté", Budget(50000, 10000, 0, 0, 150000, 21, 4), AU)
    assert len(ZERO.findall(contenu(dossier(replace(VIDE, budgets=(colonne,)))))) == 2


def test_sept_propositions_tiennent_en_plusieurs_tableaux() -> None:
    proposees = tuple(replace(BUDGETS[1], titre=f"Proposition n° {n}") for n in range(1, 8))
    page = contenu(dossier(replace(VIDE, budgets=(BUDGETS[0], *proposees))))
    assert all(f"Proposition n° {n} figé" in page for n in range(1, 8))
    assert page.count("Logement quitté connu au") == 3


def test_deux_cents_personnes_s_impriment_sous_un_en_tete_repete() -> None:
    personnes = tuple(
        PersonneFoyer(f"Personne{n:03} Durand", date(1990, 1, 1), "autre", None, None, None) for n in range(200)
    )
    pdf = lire(dossier(replace(VIDE, foyer=Foyer(personnes=personnes))))
    avec = [page.extract_text() for page in pdf.pages if "Durand" in page.extract_text()]
    assert len(avec) > 3
    assert all("Naissance" in page for page in avec)
    assert sum(page.count("Durand") for page in avec) == 200


@pytest.mark.parametrize("long", ["mot " * 5000, "x" * 20_000, "ligne\n" * 3000], ids=["mots", "soudé", "lignes"])
def test_un_texte_tres_long_s_imprime_en_entier(long: str) -> None:
    ligne = LigneACompleter("note", long, "Texte trop long", "ligne 4")
    d = replace(COMPLET, foyer=replace(COMPLET.foyer, note=long, a_completer=(ligne,)))
    lu = "".join(page.extract_text() for page in lire(dossier(d)).pages)
    attendu = sum(not c.isspace() for c in long)
    premier = next(iter(long))
    assert lu.count(premier) >= 2 * long.count(premier)
    assert sum(not c.isspace() for c in lu) >= 2 * attendu


def test_un_nom_d_operation_interminable_ne_deborde_pas_de_l_en_tete() -> None:
    d = replace(VIDE, entete=replace(ENTETE, operation="Opération " * 20))
    assert "…" in lire(dossier(d)).pages[-1].extract_text()


def test_un_signe_que_la_police_ignore_est_remplace_et_annonce() -> None:
    page = contenu(dossier(replace(VIDE, foyer=Foyer(note="Merci 😀"))))
    assert "Merci □" in page
    assert "U+1F600" in page
    assert "U+" not in contenu(dossier(VIDE))


@pytest.mark.parametrize("avant", range(24, 36))
def test_un_article_n_est_jamais_seul_en_bas_de_page(avant: int) -> None:
    constats = (*[replace(CONSTATS[0], id=f"A01.{i}") for i in range(avant)], CONSTATS[-1])
    pdf = lire(dossier(replace(VIDE, couverture=replace(COUVERTURE, constats=constats))))
    page = next(p.extract_text() for p in pdf.pages if "Article 8" in p.extract_text())
    assert "(A08.1)" in page


def test_un_texte_trop_long_pour_sa_cellule_passe_en_note() -> None:
    court, long = "é" * 400, "à" * 401
    lignes = tuple(LigneACompleter("note", texte, "Trop long", "ligne 4") for texte in (court, long))
    page = contenu(dossier(replace(VIDE, foyer=Foyer(a_completer=lignes))))
    assert page.count("Voir la note") == 1
    assert "Voir la note 1, sous le tableau." in page
    assert page.count("à" * 30) > 0


def test_un_nom_de_quarante_signes_neuf_occupants_et_trois_longs_refus_ne_cassent_aucune_page() -> None:
    nom = "Mme DE LA ROCHE-MONTMORENCY Anne-Sophie."
    assert len(nom) == 40
    personnes = tuple(replace(FOYER.personnes[0], nom=f"{nom} {rang}") for rang in range(9))
    refus = tuple(
        replace(PROPOSITIONS[0], rang=rang, motif_texte=("mot " * 500).strip()) for rang in (1, 2, 3)
    )
    pdf = dossier(replace(
        COMPLET, couverture=replace(COMPLET.couverture, menage=nom), foyer=replace(FOYER, personnes=personnes),
        propositions=refus,
    ))
    texte = contenu(pdf)
    assert texte.count("mot ") >= 3 * 499
    assert all(f"Sophie. {rang}" in texte for rang in range(9))
    assert all(len(page.extract_text()) > 150 for page in lire(pdf).pages), "aucune page presque vide"
