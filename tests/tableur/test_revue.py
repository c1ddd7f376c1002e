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
from openpyxl.worksheet.cell_range import CellRange

from relogement.regles.calendrier import Trimestre
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.faits import CompositionDeclaree
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.pages.catalogue import pages
from relogement.regles.revue.revue import Croisement, Objectif, Revue, Section
from relogement.regles.revue.sources import Accueil, Habitat
from relogement.tableur.revue.cellules import Genre
from relogement.tableur.revue.classeur import ecrire_revue
from relogement.tableur.revue.papier import sauts
from relogement.vocabulaire import VarianteRevue
from tests.regles.dossiers import APRES, faits, reloge, sources, un_dossier, une_revue

NOMS = [
    "Couverture", "Synthèse", "Graphiques", "Avancement", "Profil", "Accueil et localisation", "Impact financier",
    "Propositions et refus", "Frais", "Suivi et satisfaction", "Charte", "Objectifs CIA", "Équilibre", "Ménages",
    "Qualité", "Contrôle", "Méthode",
]
SANS_FIGER = {"Couverture", "Graphiques"}
MELEES = {"Synthèse", "Avancement", "Accueil et localisation", "Impact financier", "Charte", "Objectifs CIA",
          "Équilibre"}
"""Celles dont les tableaux n'ont pas tous les mêmes colonnes."""
FILTREES = ("Avancement", "Ménages", "Qualité", "Contrôle", "Méthode")


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
    assert classeur.sheetnames == NOMS


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


def ligne_de(feuille: Any, libelle: str) -> list[Any]:
    """Les valeurs de la première ligne de ce nom."""
    return next([c.value for c in r[1:]] for r in feuille.iter_rows() if r[0].value == libelle)


def test_l_impact_compare_l_avant_et_l_apres_des_seuls_menages_qui_ont_les_deux(classeur: Any) -> None:
    feuille = classeur["Impact financier"]
    assert ligne_de(feuille, "Mensualité résiduelle")[:3] == [300, 330, 30]
    assert ligne_de(feuille, "APL")[:3] == [160, 170, 10]
    # Le second relogé, dont l'aide est inconnue, compte parmi les inconnus, et dans aucune tranche.
    assert ligne_de(feuille, "Hausse de 30 € au plus")[:4] == [1, 1, 1, 1]
    assert ligne_de(feuille, "hausse de 30 € au plus")[:3] == [0, 1, 0]


def test_la_synthese_donne_le_denominateur_et_les_inconnus(classeur: Any) -> None:
    feuille = classeur["Synthèse"]
    lignes = {r[0].value: [c.value for c in r[1:9]] for r in feuille.iter_rows()}
    assert lignes["Ménages à reloger"] == [3, 3, 1, 0, None, None, None, 1]
    assert lignes["Relogés définitivement"][:2] == [2, 3]
    assert lignes["Mensualité résiduelle en hausse"] == [1, 1, 1, 1, 1, None, None, 1]
    assert lignes["Écart de mensualité résiduelle, médiane"] == [30, 1, None, 1, 30, None, None, 30]
    assert lignes["Propositions envoyées"] == [2, None, None, None, 0, None, None, 1]


def test_chaque_chiffre_se_compare_au_trimestre_d_avant(tmp_path: Path) -> None:
    avant = une_revue(un_dossier(faits(1), au=Trimestre(2026, 2).fin), trimestre=Trimestre(2026, 2))
    revue = replace(une_revue(un_dossier(reloge(date(2026, 8, 1))), un_dossier(faits(3))), precedente=avant)
    feuille = relire(revue, tmp_path)["Synthèse"]
    assert ligne_de(feuille, "Ménages à reloger")[5:7] == [1, 1]
    assert ligne_de(feuille, "Relogés définitivement")[4:7] == [1, 0, 1]
    # Rien de connu au trimestre d'avant : l'évolution ne s'invente pas.
    assert ligne_de(feuille, "Écart de mensualité résiduelle, médiane")[5:7] == [None, None]


def test_ce_que_la_periode_ignore_se_lit_a_la_definition(tmp_path: Path) -> None:
    fait = reloge(date(2026, 8, 1))
    sans_jour = un_dossier(replace(fait, propositions=(replace(fait.propositions[0], repondue=None),)))
    synthese = relire(une_revue(sans_jour, un_dossier(reloge(date(2026, 8, 1), numero=2))), tmp_path)["Synthèse"]
    # L'accord du second est du 20/04, celui du premier de n'importe quand.
    assert [ligne_de(synthese, "Ayant accepté")[n] for n in (0, 4)] == [2, 0]
    assert "1 ménage inconnu pendant la période." in ligne_de(synthese, "Ayant accepté")[8]
    assert "inconnu pendant la période" not in ligne_de(synthese, "Relogés définitivement")[8]


def test_l_avancement_repartit_les_menages_entre_les_etapes(classeur: Any) -> None:
    feuille = classeur["Avancement"]
    ligne, _ = entete(feuille, "Niveau")
    titres = [c.value for c in feuille[ligne] if c.value]
    valeurs = dict(zip(titres, (c.value for c in feuille[ligne + 1]), strict=True))
    etapes = [t for t in titres if t and t.startswith("Étape : ")]
    assert len(etapes) == 10
    assert sum(valeurs[e] for e in etapes) == valeurs["Ménages à reloger"] == 3
    assert (valeurs["Étape : relogé"], valeurs["Restant à reloger"], valeurs["Décohabitants (à part)"]) == (2, 1, 1)
    assert valeurs["Date à tenir"] == datetime.datetime(2027, 9, 1)  # noqa: DTZ001  # un tableur ne connaît pas de fuseau


def test_une_date_a_tenir_inconnue_s_ecrit_et_l_ensemble_n_en_a_pas(tmp_path: Path) -> None:
    revue = une_revue(un_dossier())
    (operation,) = revue.operations
    revue = replace(revue, operations=(operation, replace(operation, code="MAL", travaux=None)), toutes=True)
    feuille = relire(revue, tmp_path)["Avancement"]
    jours = [c.value for c in colonne(feuille, "Jours restants")]
    assert jours[:4] == [336, 336, "inconnu", None]
    assert [c.value for c in colonne(feuille, "Date à tenir")][2:4] == ["inconnu", None]
    assert [c.value for c in colonne(feuille, "Part relogée")][:4] == [0, 0, None, 0]


PIEGES = ("=1+1", "@x", "+33", "-2", '=HYPERLINK("http://example.org")', "http://example.org", "<b>&")


@pytest.mark.parametrize("piege", PIEGES)
def test_un_texte_saisi_ne_devient_ni_formule_ni_lien(piege: str, tmp_path: Path) -> None:
    d = un_dossier(reloge(date(2026, 8, 1)), sources(quitte=Habitat(piege[:10], 6500)), lieu=(piege, piege))
    revue = une_revue(d)
    operation = replace(revue.operations[0], nom=piege, communes=piege)
    classeur = relire(replace(revue, operations=(operation,)), tmp_path)
    cellules = [c for f in classeur for r in f.iter_rows() for c in r]
    formules = {(c.parent.title, c.column_letter) for c in cellules if c.data_type == "f"}
    assert formules == {("Contrôle", "C"), ("Contrôle", "D")}
    assert {c.data_type for c in cellules} <= {"s", "n", "d", "f", "inlineStr"}
    assert not [c for c in cellules if c.hyperlink]
    assert colonne(classeur["Ménages"], "Bâtiment")[0].value == piege


def test_les_feuilles_sont_figees_filtrees_et_pretes_a_imprimer(classeur: Any) -> None:
    for feuille in classeur:
        assert feuille.freeze_panes or feuille.title in SANS_FIGER, feuille.title
        assert feuille.print_area, feuille.title
        assert feuille.page_setup.orientation == "landscape"
        assert feuille.sheet_properties.pageSetUpPr.fitToPage
        assert feuille.page_setup.fitToHeight == 0
        assert "&P/&N" in feuille.oddFooter.right.text or feuille.oddFooter.right.text == "page &[Page]/&[Pages]"
    for nom in NOMS:
        assert bool(classeur[nom].print_title_rows) == (nom not in SANS_FIGER | MELEES), nom
    for nom in FILTREES:
        assert classeur[nom].auto_filter.ref, nom


def test_une_page_imprimee_ne_repete_pas_les_titres_d_un_autre_tableau(tmp_path: Path) -> None:
    """Où les tableaux diffèrent, chacun porte ses titres de colonnes, et l'impression n'en répète aucun."""
    revue = une_revue(*dossiers())
    classeur = relire(revue, tmp_path)
    melees = [p for p in pages(revue) if any(not isinstance(b, Section) for b in p.blocs)]
    assert {p.titre for p in melees} | {"Avancement"} == MELEES
    for p in melees:
        feuille = classeur[p.titre]
        lignes = [[c.value for c in r] for r in feuille.iter_rows()]
        for bloc in p.blocs[1:]:
            rang = next(i for i, r in enumerate(lignes) if r[0] == bloc.titre)
            titres = lignes[rang + 1 + bool(isinstance(bloc, Croisement) and bloc.note)]
            attendus = ["Chiffre"] if isinstance(bloc, Section) else (
                [bloc.premiere] if isinstance(bloc, Croisement) else [bloc.colonnes[0][0]])
            assert titres[:1] == attendus, bloc.titre
        blocs = {bloc.titre for bloc in p.blocs}
        assert {lignes[x.id][0] for x in feuille.row_breaks.brk} <= blocs, "un saut ne coupe aucun tableau"


def test_les_cibles_et_ce_qui_est_atteint_sont_des_nombres(tmp_path: Path) -> None:
    vise: dict[str, Any] = {"operation": "BEL", "horizon": date(2028, 12, 31), "source": "Convention"}
    objectifs = (Objectif(indicateur="neuf", initiale=1000, cible=3300, **vise),
                 Objectif(indicateur="ecart_median", initiale=None, cible=3000, **vise))
    feuille = relire(replace(une_revue(*dossiers()), objectifs=objectifs), tmp_path)["Synthèse"]
    ligne, _ = entete(feuille, "Objectif local")
    neuf, ecart = ([feuille.cell(ligne + rang, c) for c in range(3, 6)] for rang in (1, 2))
    assert [c.value for c in neuf][::2] == [0.1, 0.33]
    assert [c.number_format for c in neuf][::2] == [Genre.TAUX.format] * 2
    assert (ecart[0].value, ecart[2].value, ecart[2].number_format) == (None, 30, Genre.EUROS.format)


def test_l_impact_nomme_la_mediane_des_ecarts_et_la_dit_en_points_avec_son_signe(classeur: Any) -> None:
    feuille = classeur["Impact financier"]
    ligne, rang = entete(feuille, "Médiane des écarts")
    assert feuille.cell(ligne - 1, 1).value.endswith("Ce n'est pas l'écart des deux médianes.")
    effort = next(r for r in feuille.iter_rows(min_row=ligne) if r[0].value == "Taux d'effort (charte)")
    avant, apres, ecart = (c.value for c in effort[1:4])
    assert ecart == pytest.approx((apres - avant) * 100)
    assert effort[rang - 1].number_format == r"+0.0\ \p\t\s;\-0.0\ \p\t\s;0.0\ \p\t\s"
    assert feuille.cell(ligne + 1, rang).number_format.startswith("+#,##0.00")


@pytest.mark.parametrize(("hauteurs", "blocs", "repete", "attendus"), [
    ([10] * 10, [0, 5], 0, []), ([10] * 11, [0, 5], 0, [5]), ([10] * 20, [0, 5, 10, 15], 0, [10]),
    ([10] * 20, [0, 5, 10, 15], 10, [10, 15]), ([10] * 30, [0, 5], 0, []), ([10] * 12, [2, 7], 0, [7]),
])
def test_un_bloc_qui_ne_tient_plus_passe_a_la_page_suivante_sauf_s_il_la_depasse_seul(
    hauteurs: list[float], blocs: list[int], repete: float, attendus: list[int]
) -> None:
    assert sauts(hauteurs, blocs, 100, repete) == attendus


def test_les_lignes_figees_laissent_voir_la_suite(classeur: Any) -> None:
    for feuille in classeur:
        if feuille.freeze_panes:
            assert int(feuille.freeze_panes.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) <= 12, feuille.title


def test_les_proprietes_ne_nomment_personne(classeur: Any) -> None:
    assert classeur.properties.creator == "Relogement"
    assert classeur.properties.lastModifiedBy in (None, "Relogement")


def test_la_methode_definit_chaque_chiffre_et_chaque_colonne(classeur: Any) -> None:
    feuille = classeur["Méthode"]
    ligne, _ = entete(feuille, "Chiffre ou colonne")
    lignes = [[c.value for c in feuille[r]] for r in range(ligne + 1, feuille.max_row + 1)]
    assert all(all(valeurs) for valeurs in lignes)
    definis = {tuple(v[:3]) for v in lignes}
    assert len(definis) == len(lignes)
    for nom, titre in (("Avancement", "Part relogée"), ("Ménages", "Mensualité résiduelle après")):
        rangee, _ = entete(classeur[nom], titre)
        vus = {(nom, "une colonne", c.value) for c in classeur[nom][rangee] if c.value is not None}
        assert vus <= definis, nom
    for page in PAGES_CHIFFREES:
        titres = {nom for onglet, _, nom in definis if onglet == page}
        gras = [c for (c, *_) in classeur[page].iter_rows(min_row=2) if c.value and not c.font.i and c.font.sz == 10]
        libelles = {c.value.strip() for c in gras if not c.font.b}
        assert libelles, page
        croises = {v for v in libelles if v[:1].islower() or v[1:3].isdigit()}
        assert {v for v in libelles - croises if v not in titres} <= HORS_SECTIONS, page
    textes = " ".join(str(c.value) for r in feuille.iter_rows() for c in r)
    for attendu in ("à la manière de RIME", "charte d'essai", "30 et 60 euros par mois", "aucun n'est officiel"):
        assert attendu in textes


PAGES_CHIFFREES = ("Synthèse", "Profil", "Accueil et localisation", "Impact financier", "Frais", "Charte", "Équilibre")
HORS_SECTIONS = {
    "Loyer", "Charges", "RLS", "APL", "Mensualité résiduelle", "Taux d'effort (charte)",
    "Taux d'effort (arrêté de 2011)", "Reste à vivre par UC et jour",
}
"""Les lignes d'un croisement : définies une fois pour toutes par leur tableau."""


def test_une_revue_sans_menage_le_dit(tmp_path: Path) -> None:
    classeur = relire(une_revue(), tmp_path)
    textes = [c.value for r in classeur["Synthèse"].iter_rows() for c in r if isinstance(c.value, str)]
    assert any(t.startswith("Aucun ménage à cette date") for t in textes)
    assert classeur.sheetnames == NOMS
    assert classeur["Graphiques"].max_row > 1


@pytest.mark.parametrize(("edition", "dit"), [(date(2026, 9, 30), True), (date(2026, 10, 1), False)])
def test_un_trimestre_en_cours_se_dit_provisoire(edition: date, dit: bool, tmp_path: Path) -> None:
    classeur = relire(replace(une_revue(), edition=edition), tmp_path)
    textes = " ".join(str(c.value) for r in classeur["Synthèse"].iter_rows() for c in r)
    assert ("provisoires" in textes) is dit


def test_plusieurs_operations_ont_leur_total(tmp_path: Path) -> None:
    revue = une_revue(un_dossier(), replace(un_dossier(faits(2)), operation="MAL"))
    revue = replace(revue, operations=(revue.operations[0], replace(revue.operations[0], code="MAL")), toutes=True)
    feuille = relire(revue, tmp_path)["Avancement"]
    ligne, rang = entete(feuille, "Ménages à reloger")
    lues = [
        (feuille.cell(r, 1).value, feuille.cell(r, 2).value, feuille.cell(r, rang).value)
        for r in range(ligne + 1, ligne + 6)
    ]
    assert lues == [
        ("Opération", "BEL", 1),
        ("Cage", "BEL", 1),
        ("Opération", "MAL", 1),
        ("Cage", "MAL", 1),
        ("Ensemble", "Toutes", 2),
    ]


@pytest.mark.parametrize("variante", [VarianteRevue.FINANCEUR, VarianteRevue.DIFFUSABLE])
def test_tout_ce_qui_est_ecrit_s_imprime(variante: VarianteRevue, tmp_path: Path) -> None:
    constat = Constat(5, "A05.1", "Une obligation", Etat.RESPECTEE)
    menages = [un_dossier(faits(n), constats=(constat,)) for n in range(8)]
    ecrire_revue(une_revue(*menages), tmp_path / "r.xlsx", variante)
    for feuille in openpyxl.load_workbook(tmp_path / "r.xlsx"):
        ecrites = [c.column for r in feuille.iter_rows() for c in r if c.value is not None]
        zone = CellRange(feuille.print_area.split("!")[-1].replace("$", ""))
        assert zone.max_col >= max(ecrites), feuille.title
        assert zone.max_row >= feuille.max_row, feuille.title
