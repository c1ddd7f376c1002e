"""Le classeur de la revue, relu : feuilles, types, formats, mise en page, textes qui restent du texte."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from relogement.regles.calendrier import Trimestre
from relogement.regles.faits import CompositionDeclaree
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.revue import Revue
from relogement.regles.revue.sources import Accueil, Habitat
from relogement.tableur.revue.classeur import FEUILLES, ecrire_revue
from tests.regles.dossiers import APRES, faits, reloge, sources, un_dossier, une_revue

NOMS = ["Synthèse", "Avancement", "Impact financier", "Ménages", "Méthode"]


ENTETES = (
    ("Synthèse", "Sur (donnée connue)"),
    ("Avancement", "Part relogée"),
    ("Impact financier", "Mensualité résiduelle après"),
    ("Ménages", "Mensualité résiduelle après"),
)


def relire(revue: Revue, dossier: Path) -> Any:
    """Le classeur écrit puis rouvert."""
    chemin = dossier / "revue.xlsx"
    ecrire_revue(revue, chemin)
    return openpyxl.load_workbook(chemin)


def entete(feuille: Any, titre: str) -> tuple[int, int]:
    """La ligne et la colonne d'un en-tête."""
    for rangee in feuille.iter_rows():
        for cellule in rangee:
            if cellule.value == titre:
                return cellule.row, cellule.column
    raise AssertionError(titre)


def colonne(feuille: Any, titre: str) -> list[Any]:
    """Les cellules sous un en-tête."""
    ligne, rang = entete(feuille, titre)
    return [feuille.cell(r, rang) for r in range(ligne + 1, feuille.max_row + 1)]


def dossiers() -> Iterator[Dossier]:
    """Deux relogés (dont un à l'aide inconnue), un en cours, un décohabitant relogé."""
    yield un_dossier(reloge(date(2026, 8, 1)))
    inconnue = sources(Accueil(replace(APRES, apl=None), Habitat("T2")))
    yield un_dossier(reloge(date(2026, 8, 2), numero=2), inconnue)
    yield un_dossier(faits(3))
    yield un_dossier(reloge(date(2026, 8, 3), numero=4, decohabitant=True))


@pytest.fixture
def classeur(tmp_path: Path) -> Any:
    """La revue de ces quatre ménages."""
    return relire(une_revue(*dossiers()), tmp_path)


def test_les_feuilles_sont_dans_l_ordre(classeur: Any) -> None:
    assert classeur.sheetnames == NOMS == [nom for nom, _ in FEUILLES]


def test_les_montants_sont_des_nombres_en_euros(classeur: Any) -> None:
    cellules = colonne(classeur["Ménages"], "Mensualité résiduelle après")
    assert sorted(str(c.value) for c in cellules) == ["330", "330", "None", "inconnu"]
    nombres = [c for c in cellules if isinstance(c.value, int | float)]
    assert {c.data_type for c in nombres} == {"n"}
    assert {c.number_format for c in nombres} == {r"#,##0.00\ [$€-40C]"}


def test_les_dates_sont_des_dates_et_les_taux_des_nombres(classeur: Any) -> None:
    dates = [c for c in colonne(classeur["Ménages"], "Relogé le") if c.value is not None]
    assert sorted(c.value for c in dates) == [datetime.datetime(2026, 8, n) for n in (1, 2, 3)]  # noqa: DTZ001  # un tableur ne connaît pas de fuseau
    assert {c.number_format for c in dates} == {"dd/mm/yyyy"}
    taux = [c for c in colonne(classeur["Ménages"], "Taux d'effort avant") if isinstance(c.value, float)]
    assert {(c.value, c.number_format) for c in taux} == {(0.25, r"0.0\ %")}


def test_les_surfaces_sont_en_metres_carres(classeur: Any) -> None:
    assert {c.value for c in colonne(classeur["Ménages"], "Surface avant")} == {65}


def test_l_inconnu_est_ecrit_et_le_sans_objet_reste_vide(classeur: Any) -> None:
    apres = {c.value for c in colonne(classeur["Ménages"], "APL après")}
    assert apres == {170, "inconnu", None}
    assert 0 not in apres
    assert {c.value for c in colonne(classeur["Ménages"], "Accueil neuf ou < 5 ans")} == {"oui", "inconnu", None}


def test_un_foyer_dont_chacun_n_est_pas_nomme_n_est_pas_une_personne_seule(tmp_path: Path) -> None:
    declaree = CompositionDeclaree("c", date(2020, 1, 1), None, 4)
    d = un_dossier(faits(personnes=faits().personnes[:1], compositions=(declaree,)), lieu=("", ""))
    feuille = relire(une_revue(d), tmp_path)["Ménages"]
    lus = [
        colonne(feuille, titre)[0].value
        for titre in ("Taille du ménage", "Composition", "Bâtiment", "Reste à vivre par UC et jour avant")
    ]
    assert lus == ["3 ou 4 personnes", "inconnu", "inconnu", "inconnu"]


def test_l_impact_resume_les_connus_et_compte_les_inconnus_sans_les_decohabitants(classeur: Any) -> None:
    feuille = classeur["Impact financier"]
    titre, rang = entete(feuille, "Mensualité résiduelle après")
    assert [feuille.cell(titre + n, rang).value for n in (-4, -3, -2, -1)] == [330, 330, 1, 1]
    assert sorted(str(c.value) for c in colonne(feuille, "Mensualité résiduelle après")) == ["330", "330", "inconnu"]
    assert [feuille.cell(titre + n, 1).value for n in (-4, -3, -2, -1)] == [
        "Médiane",
        "Moyenne",
        "Ménages connus",
        "Ménages inconnus",
    ]
    ligne, rang = entete(feuille, "Hausse de 30 € au plus")
    assert [feuille.cell(ligne + 1, rang).value, feuille.cell(ligne + 2, rang).value] == [1, 1]
    ligne, rang = entete(feuille, "Inconnu")
    assert feuille.cell(ligne + 1, rang).value == 1


def test_la_synthese_donne_le_denominateur_et_les_inconnus(classeur: Any) -> None:
    feuille = classeur["Synthèse"]
    lignes = {r[0].value: [c.value for c in r[1:7]] for r in feuille.iter_rows()}
    assert lignes["Ménages à reloger"] == [3, 3, 1, 0, None, 1]
    assert lignes["Relogés définitivement"][:2] == [2, 3]
    assert lignes["Mensualité résiduelle en hausse"] == [1, 1, 1, 1, 1, 1]
    assert lignes["Écart de mensualité résiduelle, médiane"] == [30, 1, None, 1, 30, 30]
    assert lignes["Propositions envoyées"] == [2, None, None, None, 0, 1]


def test_l_avancement_repartit_les_menages_entre_les_etapes(classeur: Any) -> None:
    feuille = classeur["Avancement"]
    ligne, _ = entete(feuille, "Niveau")
    titres = [c.value for c in feuille[ligne]]
    valeurs = dict(zip(titres, (c.value for c in feuille[ligne + 1]), strict=True))
    etapes = titres[titres.index("Ménages à reloger") + 1 : titres.index("Restant à reloger")]
    assert sum(valeurs[e] for e in etapes) == valeurs["Ménages à reloger"] == 3
    assert (valeurs["Relogé"], valeurs["Restant à reloger"], valeurs["Décohabitants (à part)"]) == (2, 1, 1)
    assert valeurs["Date à tenir"] == datetime.datetime(2027, 9, 1)  # noqa: DTZ001  # un tableur ne connaît pas de fuseau


def test_une_date_a_tenir_inconnue_s_ecrit_et_l_ensemble_n_en_a_pas(tmp_path: Path) -> None:
    revue = une_revue(un_dossier())
    (operation,) = revue.operations
    revue = replace(revue, operations=(operation, replace(operation, code="MAL", travaux=None)), toutes=True)
    feuille = relire(revue, tmp_path)["Avancement"]
    jours = [c.value for c in colonne(feuille, "Jours restants")]
    assert jours == [336, 336, "inconnu", None]
    assert [c.value for c in colonne(feuille, "Date à tenir")][2:] == ["inconnu", None]
    assert [c.value for c in colonne(feuille, "Part relogée")] == [0, 0, None, 0]


PIEGES = ("=1+1", "@x", "+33", "-2", '=HYPERLINK("http://example.org")', "http://example.org", "<b>&")


@pytest.mark.parametrize("piege", PIEGES)
def test_un_texte_saisi_ne_devient_ni_formule_ni_lien(piege: str, tmp_path: Path) -> None:
    d = un_dossier(reloge(date(2026, 8, 1)), sources(quitte=Habitat(piege[:10], 6500)), lieu=(piege, piege))
    revue = une_revue(d)
    operation = replace(revue.operations[0], nom=piege, communes=piege)
    classeur = relire(replace(revue, operations=(operation,)), tmp_path)
    cellules = [c for f in classeur for r in f.iter_rows() for c in r]
    assert {c.data_type for c in cellules} <= {"s", "n", "d", "inlineStr"}
    assert not [c for c in cellules if c.hyperlink]
    assert colonne(classeur["Ménages"], "Bâtiment")[0].value == piege


def test_les_feuilles_sont_figees_filtrees_et_pretes_a_imprimer(classeur: Any) -> None:
    for feuille in classeur:
        assert feuille.freeze_panes, feuille.title
        assert feuille.page_setup.orientation == "landscape"
        assert feuille.sheet_properties.pageSetUpPr.fitToPage
        assert feuille.page_setup.fitToHeight == 0
        assert "&P/&N" in feuille.oddFooter.right.text or feuille.oddFooter.right.text == "page &[Page]/&[Pages]"
    for nom in NOMS[:4]:
        assert classeur[nom].print_title_rows, nom
    for nom in ("Avancement", "Impact financier", "Ménages", "Méthode"):
        assert classeur[nom].auto_filter.ref, nom


def test_les_proprietes_ne_nomment_personne(classeur: Any) -> None:
    assert classeur.properties.creator == "Relogement"
    assert classeur.properties.lastModifiedBy in (None, "Relogement")


def test_la_methode_definit_chaque_chiffre_et_chaque_colonne(classeur: Any) -> None:
    feuille = classeur["Méthode"]
    ligne, rang = entete(feuille, "Chiffre ou colonne")
    lignes = [[c.value for c in feuille[r]] for r in range(ligne + 1, feuille.max_row + 1)]
    assert all(all(valeur for valeur in valeurs) for valeurs in lignes)
    definis = {(v[0], v[rang - 1]) for v in lignes}
    assert len(definis) == len(lignes)
    for nom, titre in (*ENTETES, ("Impact financier", "Hausse de 30 € au plus")):
        rangee, _ = entete(classeur[nom], titre)
        vus = {(nom, c.value) for c in classeur[nom][rangee] if c.value is not None}
        assert vus <= definis, nom
    for nom in ("Synthèse", "Impact financier"):
        gras = [c for (c, *_) in classeur[nom].iter_rows(min_row=2) if c.value and not c.font.i and c.font.sz == 10]
        libelles = {(nom, c.value.strip()) for c in gras if nom == "Synthèse" or c.font.b}
        assert libelles
        assert libelles <= definis
    assert {("Impact financier", t) for t in ("Ménages relogés", "Part des connus")} <= definis
    textes = " ".join(str(c.value) for r in feuille.iter_rows() for c in r)
    for attendu in ("à la manière de RIME", "charte d'essai", "hausse de plus de 60 €", "aucun n'est officiel"):
        assert attendu in textes


def test_une_revue_sans_menage_le_dit(tmp_path: Path) -> None:
    classeur = relire(une_revue(), tmp_path)
    textes = [c.value for r in classeur["Synthèse"].iter_rows() for c in r if isinstance(c.value, str)]
    assert any(t.startswith("Aucun ménage à cette date") for t in textes)
    assert classeur.sheetnames == NOMS


@pytest.mark.parametrize(("edition", "dit"), [(date(2026, 9, 30), True), (date(2026, 10, 1), False)])
def test_un_trimestre_en_cours_se_dit_provisoire(edition: date, dit: bool, tmp_path: Path) -> None:
    classeur = relire(replace(une_revue(), edition=edition, trimestre=Trimestre(2026, 3)), tmp_path)
    textes = " ".join(str(c.value) for r in classeur["Synthèse"].iter_rows() for c in r)
    assert ("provisoires" in textes) is dit


def test_plusieurs_operations_ont_leur_total(tmp_path: Path) -> None:
    revue = une_revue(un_dossier(), replace(un_dossier(faits(2)), operation="MAL"))
    revue = replace(revue, operations=(revue.operations[0], replace(revue.operations[0], code="MAL")), toutes=True)
    feuille = relire(revue, tmp_path)["Avancement"]
    ligne, rang = entete(feuille, "Ménages à reloger")
    lues = [
        (feuille.cell(r, 1).value, feuille.cell(r, 2).value, feuille.cell(r, rang).value)
        for r in range(ligne + 1, feuille.max_row + 1)
    ]
    assert lues == [
        ("Opération", "BEL", 1),
        ("Cage", "BEL", 1),
        ("Opération", "MAL", 1),
        ("Cage", "MAL", 1),
        ("Ensemble", "Toutes", 2),
    ]
