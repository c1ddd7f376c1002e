"""Les plafonds de ressources : le barème tenu contre le relevé, la catégorie du ménage, la part et sa tranche."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.formats import euros
from relogement.regles.faits import CompositionDeclaree, Entretien, FaitsMenage, FaitsOperation, Personne
from relogement.regles.faits_accompagnement import AvisImpot
from relogement.regles.plafonds.bareme import charger_plafonds, zone_des_communes
from relogement.regles.plafonds.categorie import categorie
from relogement.regles.plafonds.notees import dernier_avis, part_retenue, pourquoi_inconnue, sous_les_plafonds
from relogement.regles.plafonds.part import Part, Tranche, part_du_plafond
from relogement.regles.plafonds.revenus import revenu_retenu
from relogement.vocabulaire import Financement, Lien, NatureOperation, ZonePlafonds

RELEVE = Path(__file__).parents[1] / "donnees" / "plafonds" / "plafonds.csv"
LE = date(2026, 3, 2)
FIN = date(2026, 2, 28)
BAREME = charger_plafonds()
OPERATION = FaitsOperation(NatureOperation.DEMOLITION, zone_plafonds=ZonePlafonds.AUTRES)


def personne(lien: Lien, naissance: date | None = date(1970, 1, 1)) -> Personne:
    return Personne(f"{lien.value}-{naissance}", lien, None, naissance)


SEULE, CONJOINT = personne(Lien.TITULAIRE), personne(Lien.CONJOINT)
ENFANT = personne(Lien.ENFANT, date(2015, 6, 1))
MAJEUR = personne(Lien.ENFANT, date(2003, 6, 1))


def foyer(*personnes: Personne) -> FaitsMenage:
    return FaitsMenage("m", OPERATION, personnes=personnes)


def avis(rfr: int = 1_264_000, annee: int = 2026, le: date = LE, invalidite: bool | None = None) -> AvisImpot:
    """Un avis d'impôt ; `rfr` en centimes."""
    return AvisImpot("a", le, annee, rfr, invalidite)


def part(rfr: int, *personnes: Personne, financement: Financement = Financement.PLUS) -> Part:
    return part_du_plafond(foyer(*personnes), avis(rfr), financement)


def test_le_bareme_livre_tient_le_releve_ligne_a_ligne() -> None:
    lignes = list(csv.DictReader(RELEVE.read_text(encoding="utf-8").splitlines()))
    assert len(lignes) == 378
    for r in lignes:
        table = BAREME.table(date(int(r["annee"]), 7, 1), Financement.de(r["financement"]))
        plafonds, rang = table.zones[ZonePlafonds.de(r["zone"])], int(r["categorie"])
        lu = plafonds.de_plus if rang == 7 else plafonds.pour(rang)
        assert (lu, table.derive) == (int(r["plafond_euros"]) * 100, r["releve"] == "non"), r


def test_une_septieme_personne_ajoute_une_personne_de_plus_a_la_categorie_6() -> None:
    plafonds = BAREME.table(LE, Financement.PLUS).zones[ZonePlafonds.AUTRES]
    assert [plafonds.pour(n) for n in (6, 7, 9)] == [6_015_600, 6_686_600, 8_028_600]


@pytest.mark.parametrize(
    ("personnes", "invalidite", "rang"),
    [
        ((SEULE,), None, 1),
        ((SEULE,), False, 1),
        ((SEULE,), True, 2),
        ((SEULE, CONJOINT), None, 2),
        ((SEULE, CONJOINT), True, 3),
        ((SEULE, ENFANT), None, 3),
        ((SEULE, ENFANT), True, 3),
        ((SEULE, MAJEUR), None, 2),
        ((SEULE, personne(Lien.ASCENDANT)), None, 2),
        ((SEULE, ENFANT, personne(Lien.AUTRE)), None, 3),
        ((SEULE, ENFANT, MAJEUR), None, 3),
        ((SEULE, *[ENFANT] * 2), None, 4),
        ((SEULE, *[ENFANT] * 4), None, 6),
        ((SEULE, *[ENFANT] * 5), None, 7),
        ((SEULE, CONJOINT, ENFANT), None, 3),
        ((SEULE, CONJOINT, *[ENFANT] * 4), None, 6),
        ((SEULE, CONJOINT, *[ENFANT] * 4), True, 7),
    ],
)
def test_la_categorie_compte_les_personnes_et_la_plus_favorable_des_majorations(
    personnes: tuple[Personne, ...], invalidite: bool | None, rang: int
) -> None:
    assert categorie(foyer(*personnes), LE, invalidite, BAREME).rang == rang


@pytest.mark.parametrize(
    ("elle", "lui", "rang"),
    [
        (date(1998, 3, 2), date(1999, 3, 2), 3),  # 28 et 27 ans : 55
        (date(1998, 3, 2), date(1998, 3, 2), 2),  # 28 et 28 ans : 56
        (date(1998, 3, 2), date(1998, 3, 3), 3),  # 28 ans, et 28 demain
        (date(1960, 1, 1), None, 2),              # à elle seule, plus de 55 ans
    ],
)
def test_un_jeune_menage_a_cinquante_cinq_ans_a_deux_au_plus(elle: date, lui: date | None, rang: int) -> None:
    couple = foyer(personne(Lien.TITULAIRE, elle), personne(Lien.CONJOINT, lui))
    assert categorie(couple, LE, None, BAREME).rang == rang


@pytest.mark.parametrize(
    ("faits", "dit"),
    [
        (foyer(), "Personne n'est noté au foyer"),
        (foyer(SEULE, personne(Lien.ENFANT, None)), "naissance d'un enfant"),
        (foyer(personne(Lien.TITULAIRE, date(1998, 1, 1)), personne(Lien.CONJOINT, None)), "du couple"),
        (replace(foyer(SEULE), compositions=(CompositionDeclaree("c", LE, None, 3),)), "3 occupants sont déclarés"),
    ],
)
def test_un_foyer_dont_un_inconnu_decide_n_a_pas_de_categorie(faits: FaitsMenage, dit: str) -> None:
    with pytest.raises(ErreurMetier, match=dit):
        categorie(faits, LE, None, BAREME)


def test_l_age_d_un_enfant_qui_ne_decide_de_rien_peut_manquer() -> None:
    assert categorie(foyer(SEULE, CONJOINT, personne(Lien.ENFANT, None)), LE, None, BAREME).rang == 3
    assert categorie(foyer(SEULE, MAJEUR, personne(Lien.ENFANT, None)), LE, None, BAREME).rang == 3


@pytest.mark.parametrize(("naissance", "rang"), [(date(2005, 3, 3), 3), (date(2005, 3, 2), 2)])
def test_un_enfant_est_a_charge_jusqu_a_la_veille_de_ses_vingt_et_un_ans(naissance: date, rang: int) -> None:
    assert categorie(foyer(SEULE, personne(Lien.ENFANT, naissance)), LE, None, BAREME).rang == rang


@pytest.mark.parametrize(
    ("rfr", "pour_cent", "tranche"),
    [
        (0, 0, Tranche.BASSE),
        (1_404_179, 59, Tranche.BASSE),
        (1_404_180, 60, Tranche.MOYENNE),
        (2_340_300, 100, Tranche.MOYENNE),
        (2_340_301, 100, Tranche.HAUTE),
        (2_363_703, 101, Tranche.HAUTE),
    ],
)
def test_la_tranche_se_juge_au_centime(rfr: int, pour_cent: int, tranche: Tranche) -> None:
    calculee = part(rfr, SEULE)
    assert (calculee.pour_cent, calculee.tranche) == (pour_cent, tranche)


@pytest.mark.parametrize(
    ("rfr", "annee", "rempli", "dit"),
    [
        (2_340_300, 2025, True, "ressources à 100 % du plafond PLUS"),
        (2_340_301, 2025, False, "ressources à 100 % du plafond PLUS, au-dessus"),
        (2_350_000, 2025, False, "ressources à 100 % du plafond PLUS, au-dessus"),
        (2_340_300, 2026, None, "ressources à 100 % du plafond PLUS ; les revenus de 2024"),
        (2_350_000, 2026, None, "les revenus de 2024"),
        (1_000_000, 2024, None, "ressources non comparées au plafond PLUS : L'avis d'impôt 2024 est trop ancien"),
    ],
)
def test_sous_le_plafond_ou_non_se_juge_au_centime_et_jamais_sur_un_inconnu(
    rfr: int, annee: int, rempli: bool | None, dit: str
) -> None:
    faits = replace(foyer(SEULE), avis_impot=(avis(rfr, annee),))
    verdict = sous_les_plafonds(faits)[Financement.PLUS]
    assert (verdict[0], dit in verdict[1]) == (rempli, True), verdict


def test_sans_avis_d_impot_rien_ne_se_compare_aux_plafonds() -> None:
    assert sous_les_plafonds(foyer(SEULE)) == {
        f: (None, f"ressources non comparées au plafond {f.libelle} : aucun avis d'impôt n'est noté")
        for f in Financement
    }


def test_la_phrase_dit_l_avis_et_le_detail_le_plafond_et_sa_categorie() -> None:
    calculee = part_du_plafond(foyer(SEULE), avis(1_264_000, 2025), Financement.PLUS)
    assert calculee.phrase == "calculé sur l'avis d'impôt 2025 : 54 % du plafond PLUS"
    assert calculee.detail == f"plafond PLUS 2026 de {euros(2_340_300, entier=True)}, catégorie 1 : 1 personne"
    assert ", catégorie 6 et 1 personne de plus : une personne seule" in part(0, SEULE, *[ENFANT] * 5).detail
    assert part(2_340_301, SEULE).phrase.endswith("100 % du plafond PLUS, au-dessus")


@pytest.mark.parametrize(
    ("n2", "n1", "annee", "pour_cent", "dit"),
    [
        (1_300_000, 2_600_000, 2025, 55, "ne leur sont pas inférieurs d'au moins 10 %"),
        (1_000_000, 900_000, 2026, 38, "inférieurs d'au moins 10 %"),  # 90 % exactement : le plus récent
        (1_000_000, 900_001, 2025, 42, "ne leur sont pas inférieurs d'au moins 10 %"),
        (1_000_000, 899_999, 2026, 38, "inférieurs d'au moins 10 %"),
        (0, 0, 2026, 0, ""),
        (None, 1_264_000, 2026, 54, "ne sont pas notés"),
        (1_264_000, None, 2025, 54, ""),
    ],
)
def test_les_revenus_de_l_annee_n_2_comptent_sauf_baisse_d_un_dixieme(
    n2: int | None, n1: int | None, annee: int, pour_cent: int, dit: str
) -> None:
    vus = [(2025, LE - timedelta(days=9), n2), (2026, LE, n1)]
    for jours in (vus, [(a, LE, r) for a, _, r in vus], [(a, LE - (le - LE), r) for a, le, r in vus]):
        notes = tuple(
            replace(avis(rfr, a, le), id=f"a{a}") for a, le, rfr in jours if rfr is not None
        )
        faits = replace(foyer(SEULE), avis_impot=notes)
        dernier = dernier_avis(faits)
        assert dernier is not None
        lue = part_du_plafond(faits, dernier, Financement.PLUS)
        assert (lue.avis.annee, lue.pour_cent, lue.incertaine) == (annee, pour_cent, n2 is None)
        assert dit in lue.choix
        assert lue.choix in lue.detail
        retenue = part_retenue(faits)
        assert retenue is not None
        assert (retenue.id, retenue.pour_cent, retenue.tranche) == (f"a{annee}", pour_cent, lue.tranche)


@pytest.mark.parametrize(
    ("n2", "n1", "douze", "fin", "retenu", "dit"),
    [
        # 10 % de moins au centime près, et ses voisins.
        (1_000_000, None, 900_000, FIN, "d", "revenus des douze mois finis le 28/02/2026 retenus, inférieurs"),
        (1_000_000, None, 900_001, FIN, "a2025", "ceux des douze mois finis le 28/02/2026 ("),
        # De l'an dernier et des douze derniers mois, les plus bas.
        (1_000_000, 900_000, 800_000, FIN, "d", "douze mois"),
        (1_000_000, 800_000, 900_000, FIN, "a2026", "revenus de 2025 retenus"),
        (1_000_000, 950_000, 940_000, FIN, "a2025", f"({euros(950_000, entier=True)}) et ceux des douze mois"),
        # Douze mois finis avec l'année de référence ne sont plus les derniers.
        (1_000_000, None, 100_000, date(2024, 12, 31), "a2025", ""),
        (1_000_000, None, 100_000, date(2025, 1, 1), "d", "douze mois finis le 01/01/2025"),
    ],
)
def test_les_douze_derniers_mois_comptent_s_ils_ont_baisse_d_un_dixieme(
    n2: int, n1: int | None, douze: int, fin: date, retenu: str, dit: str
) -> None:
    notes = [replace(avis(n2, 2025), id="a2025"), AvisImpot("d", LE, fin.year, douze, douze_mois_au=fin)]
    notes += [replace(avis(n1, 2026), id="a2026")] if n1 is not None else []
    lu = revenu_retenu(notes, 2026, charger_plafonds())
    assert (lu.avis.id, lu.incertain) == (retenu, False)
    assert dit in lu.choix
    assert bool(dit) is bool(lu.choix)


def test_les_douze_derniers_mois_seuls_laissent_un_doute_et_trop_vieux_se_refusent() -> None:
    seuls = AvisImpot("d", LE, 2026, 900_000, douze_mois_au=FIN)
    lu = revenu_retenu([seuls], 2026, charger_plafonds())
    assert (lu.avis, lu.incertain) == (seuls, True)
    assert "les revenus de 2024 (avis d'impôt 2025) ne sont pas notés" in lu.choix
    vieux = replace(seuls, annee=2024, douze_mois_au=date(2024, 12, 31))
    with pytest.raises(ErreurMetier, match="Les revenus des douze mois finis le 31/12/2024 sont trop anciens"):
        revenu_retenu([vieux], 2026, charger_plafonds())


def test_l_avis_corrige_depuis_remplace_celui_de_la_meme_annee_et_l_invalidite_reste_sue() -> None:
    ancien, recent = avis(3_000_000, 2025, LE - timedelta(days=9), invalidite=True), avis(2_000_000, 2025)
    faits = replace(foyer(SEULE), avis_impot=(ancien, recent))
    lue = part_du_plafond(faits, recent, Financement.PLUS)
    assert (lue.avis.rfr, lue.categorie.rang) == (2_000_000, 2)
    assert part_du_plafond(faits, ancien, Financement.PLUS).avis.rfr == 3_000_000


def test_un_plafond_calcule_se_dit_a_confirmer() -> None:
    assert "à confirmer sur l'arrêté" in part(1_000_000, SEULE, financement=Financement.PLAI).detail


@pytest.mark.parametrize(
    ("le", "annee", "dit"),
    [
        (date(2020, 12, 31), 2020, "connus depuis 2021"),
        (date(2027, 1, 1), 2026, "que jusqu'à 2026"),
        (date(2026, 1, 1), 2024, "avis d'impôt 2024 est trop ancien.*revenus de 2024 .avis d'impôt 2025."),
    ],
)
def test_hors_des_annees_connues_ou_sur_un_avis_trop_ancien_une_phrase(le: date, annee: int, dit: str) -> None:
    with pytest.raises(ErreurMetier, match=dit):
        part_du_plafond(foyer(SEULE), avis(annee=annee, le=le), Financement.PLUS)


@pytest.mark.parametrize(("le", "annee"), [(date(2021, 1, 1), 2020), (date(2026, 12, 31), 2025), (LE, 2026)])
def test_du_premier_au_dernier_jour_des_tables_la_part_se_calcule(le: date, annee: int) -> None:
    assert part_du_plafond(foyer(SEULE), avis(annee=annee, le=le), Financement.PLUS).annee == le.year


@pytest.mark.parametrize(
    ("communes", "saisie", "zone"),
    [
        ("Nantes", None, ZonePlafonds.AUTRES),
        ("Rezé, st herblain", None, ZonePlafonds.AUTRES),
        ("Nantes", ZonePlafonds.PARIS, ZonePlafonds.PARIS),
        ("Clamart", None, None),
        ("Nantes, Clamart", None, None),
        ("Clamart", ZonePlafonds.PARIS, ZonePlafonds.PARIS),
    ],
)
def test_la_zone_vient_des_communes_connues_ou_de_l_agent_jamais_devinee(
    communes: str, saisie: ZonePlafonds | None, zone: ZonePlafonds | None
) -> None:
    assert zone_des_communes(communes, saisie) is zone


def test_une_zone_inconnue_le_dit() -> None:
    faits = replace(foyer(SEULE), operation=FaitsOperation(NatureOperation.DEMOLITION), avis_impot=(avis(),))
    assert part_retenue(faits) is None
    assert "zone des plafonds" in (pourquoi_inconnue(faits) or "")


def entretien(jour: date, pour_cent: int) -> Entretien:
    return Entretien("e", jour, part_plafond=pour_cent)


@pytest.mark.parametrize(
    ("jour", "pour_cent"),
    [(LE - timedelta(days=1), 54), (LE, 54), (LE + timedelta(days=1), 80)],
)
def test_la_part_tapee_ne_compte_que_plus_recente_que_l_avis(jour: date, pour_cent: int) -> None:
    faits = replace(foyer(SEULE), avis_impot=(avis(),), entretiens=(entretien(jour, 80),))
    retenue = part_retenue(faits)
    assert retenue is not None
    assert retenue.pour_cent == pour_cent


def test_sans_avis_ni_saisie_la_part_est_inconnue_et_rien_ne_l_empeche() -> None:
    assert (part_retenue(foyer(SEULE)), pourquoi_inconnue(foyer(SEULE))) == (None, None)


@given(
    st.integers(0, 10_000_000), st.integers(0, 10_000_000), st.integers(1, 9),
    st.sampled_from(Financement), st.sampled_from(ZonePlafonds), st.integers(2021, 2026),
)
def test_le_plafond_croit_avec_le_foyer_et_la_part_avec_le_revenu(
    moins: int, plus: int, rang: int, financement: Financement, zone: ZonePlafonds, annee: int
) -> None:
    plafonds = BAREME.table(date(annee, 5, 1), financement).zones[zone]
    assert plafonds.pour(rang) < plafonds.pour(rang + 1)
    bas, haut = sorted((moins, plus))
    assert part(bas, SEULE).pour_cent <= part(haut, SEULE).pour_cent
