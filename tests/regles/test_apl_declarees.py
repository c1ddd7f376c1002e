"""La base de ressources refaite au dossier : les mois comptés, la déduction, les 30 %, le forfait étudiant."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.regles.apl.base_ressources import BaseRessources
from relogement.regles.apl.declarees import base_declaree, trop_aises
from relogement.regles.apl.regles_ressources import charger_regles
from relogement.regles.apl.releve import LigneNature
from relogement.regles.faits import FaitsMenage, FaitsOperation, Personne
from relogement.vocabulaire import Lien, NatureOperation, NatureRessource

N = NatureRessource
LE = date(2025, 11, 18)
"""Pour un droit de novembre 2025, la CAF compte d'octobre 2024 à septembre 2025."""
REGLES = charger_regles()
TOUJOURS = date(2020, 1, 1)


def personne(cle: str, lien: Lien, naissance: date | None) -> Personne:
    """Quelqu'un du foyer."""
    return Personne(cle, lien, None, naissance)


MERE = personne("mere", Lien.TITULAIRE, date(1985, 1, 1))
PERE = personne("pere", Lien.CONJOINT, date(1985, 1, 1))
AINE = personne("aine", Lien.ENFANT, date(2006, 1, 1))


def de(
    nature: N, montant: int | None, du: date = TOUJOURS, au: date | None = None, qui: str | None = "mere"
) -> LigneNature:
    """Une ressource, en euros par mois."""
    return LigneNature(du, au, None if montant is None else montant * 100, qui, nature)


def r(*lignes: LigneNature, gens: tuple[Personne, ...] = (MERE,), le: date = LE) -> BaseRessources:
    """La base de ce foyer."""
    faits = FaitsMenage("m", FaitsOperation(NatureOperation.DEMOLITION), personnes=gens)
    return base_declaree(lignes, faits, le, REGLES)


def euros(base: BaseRessources) -> int:
    """Par an."""
    return base.montant // 100


def dit(base: BaseRessources, libelle: str) -> str:
    """Ce que dit une étape."""
    return next(f"{e.valeur} {e.pourquoi}" for e in base.etapes if e.libelle == libelle)


@pytest.mark.parametrize(
    ("premier", "dernier", "compte"),
    [
        (date(2024, 9, 1), date(2024, 9, 30), False), (date(2024, 10, 1), date(2024, 10, 31), True),
        (date(2025, 9, 1), date(2025, 9, 30), True), (date(2025, 10, 1), date(2025, 10, 31), False),
    ],
)
def test_la_caf_compte_du_treizieme_au_deuxieme_mois_d_avant(premier: date, dernier: date, *, compte: bool) -> None:
    base = r(de(N.SANS, 0), de(N.SALAIRE, 6_000, premier, dernier))
    assert euros(base) == (5_400 if compte else 0)
    assert "de 10/2024 à 09/2025" in dit(base, "Mois comptés")


def test_douze_salaires_de_mille_euros_font_dix_mille_huit_cents() -> None:
    base = r(de(N.SALAIRE, 1_000))
    assert euros(base) == 10_800
    assert base.source == "ressources notées au dossier"


def test_un_mois_que_rien_ne_couvre_est_suppose_et_le_dit() -> None:
    base = r(de(N.SALAIRE, 1_000, date(2025, 1, 15)))
    assert euros(base) == 10_800
    assert dit(base, "Mois non notés").startswith("3 sur 12")
    assert base.source.endswith("3 mois sur 12 supposés")


def test_un_montant_inconnu_dans_les_douze_mois_se_refuse() -> None:
    with pytest.raises(ErreurMetier, match=r"Un montant manque \(salaire\) entre le 10/2024 et le 09/2025"):
        r(de(N.SALAIRE, None, au=date(2025, 3, 31)), de(N.SALAIRE, 1_000, date(2025, 4, 1)))
    assert euros(r(de(N.SALAIRE, None, au=date(2024, 9, 30)), de(N.SALAIRE, 1_000, date(2024, 10, 1)))) == 10_800


@pytest.mark.parametrize(
    ("mensuel", "attendu"),
    [
        # 50 × 12 = 600, moins 509 → 91 ; 30 × 12 = 360, moins 360 ; 15 000 × 12 = 180 000, moins 14 555 → 165 445.
        (50, 100), (30, 0), (15_000, 165_500),
    ],
)
def test_la_deduction_a_un_minimum_et_un_plafond(mensuel: int, attendu: int) -> None:
    base = r(de(N.SALAIRE, mensuel))
    assert euros(base) == attendu
    assert "minimum ou plafond" in dit(base, "Salaire")


def test_une_pension_n_a_que_le_taux() -> None:
    assert euros(r(de(N.RETRAITE, 50))) == 600  # 600 - 60 = 540 → 600


SALAIRE_FINI = de(N.SALAIRE, 2_400, date(2024, 10, 1), date(2025, 2, 28))
"""Cinq mois de salaire, 12 000 €, puis autre chose."""


@pytest.mark.parametrize(
    ("nature", "montant", "attendu"),
    [
        # 12 000 € de salaire et 7 × 200 d'ARE : 10 800 × 0,7 + 1 260 = 8 820.
        (N.CHOMAGE, 200, 8_900),
        (N.RETRAITE, 200, 8_900), (N.INVALIDITE, 200, 8_900), (N.INDEMNITES, 200, 8_900),
        # L'AAH n'entre pas dans R ; l'ASS, le RSA et le chômage sans allocation effacent le salaire.
        (N.AAH, 1_000, 7_600), (N.ASS, 500, 0), (N.RSA, 600, 0), (N.CHOMAGE_NON_INDEMNISE, 0, 0),
        # Sans ressource ne dit pas le chômage : le salaire passé compte en entier.
        (N.SANS, 0, 10_800),
    ],
)
def test_la_situation_d_aujourd_hui_change_les_salaires_passes(nature: N, montant: int, attendu: int) -> None:
    assert euros(r(SALAIRE_FINI, de(nature, montant, date(2025, 3, 1)))) == attendu


@pytest.mark.parametrize(("depuis", "attendu"), [(date(2025, 9, 1), 17_600), (date(2025, 10, 1), 26_000)])
def test_le_chomage_reduit_le_salaire_au_bout_de_deux_mois(depuis: date, attendu: int) -> None:
    """2 400 € par mois ; onze salaires et une allocation : 23 760 × 0,7 + 900 ; un mois de chômage ne réduit rien."""
    salaire = de(N.SALAIRE, 2_400, au=depuis - timedelta(days=1))
    assert euros(r(salaire, de(N.CHOMAGE, 1_000, depuis))) == attendu


def test_qui_travaille_encore_n_a_aucune_reduction() -> None:
    assert euros(r(de(N.SALAIRE, 1_000), de(N.CHOMAGE, 100))) == 11_900
    assert euros(r(de(N.SALAIRE, 1_000), de(N.RETRAITE, 100))) == 11_900


def test_un_arret_ne_reduit_qu_apres_six_mois() -> None:
    court = r(de(N.SALAIRE, 1_000, au=date(2025, 5, 31)), de(N.INDEMNITES, 1_000, date(2025, 6, 1)))
    long = r(de(N.SALAIRE, 1_000, au=date(2025, 4, 30)), de(N.INDEMNITES, 1_000, date(2025, 5, 1)))
    assert euros(court) == 10_800
    # Sept mois de salaire à 900 × 0,7, cinq d'indemnités à 900.
    assert euros(long) == 9_000


def test_un_independant_compte_l_annee_n_moins_deux_une_pension_alimentaire_n_moins_un() -> None:
    base = r(
        de(N.INDEPENDANT, 1_000, date(2023, 1, 1), date(2023, 12, 31)),
        de(N.PENSION_ALIMENTAIRE, 100, date(2024, 1, 1), date(2024, 12, 31)), de(N.SANS, 0, date(2025, 1, 1)),
    )
    assert euros(base) == 13_100  # 12 000 + 1 080
    assert "de 01/2023 à 12/2023" in dit(base, "Revenu d'indépendant")


@pytest.mark.parametrize(("second", "attendu"), [(600, 17_200), (700, 18_300)])
def test_deux_qui_travaillent_otent_quatre_vingt_quinze_euros(second: int, attendu: int) -> None:
    """Chacun doit gagner 12 × 474,37 € par an, frais déduits : 600 × 10,8 en fait 6 480, 500 en ferait 5 400."""
    base = r(de(N.SALAIRE, 1_000), de(N.SALAIRE, second, qui="pere"), gens=(MERE, PERE))
    assert euros(base) == attendu
    seul = r(de(N.SALAIRE, 1_000), de(N.SALAIRE, 500, qui="pere"), gens=(MERE, PERE))
    assert all(e.libelle != "Deux personnes qui travaillent" for e in seul.etapes)
    assert "95,00" in dit(base, "Deux personnes qui travaillent")


JEUNE = personne("mere", Lien.TITULAIRE, date(1997, 11, 19))


@pytest.mark.parametrize(
    ("naissance", "lignes", "attendu"),
    [
        (date(1997, 11, 19), (de(N.BOURSE, 400), de(N.SALAIRE, 900)), 6_900),
        (date(1997, 11, 19), (de(N.ETUDIANT, 0), de(N.SALAIRE, 900)), 8_600),
        # Le jour de ses 28 ans, ses ressources comptent ; la bourse n'y entre pas.
        (date(1997, 11, 18), (de(N.BOURSE, 400), de(N.SALAIRE, 900)), 9_800),
    ],
)
def test_qui_etudie_avant_vingt_huit_ans_a_un_forfait(
    naissance: date, lignes: tuple[LigneNature, ...], attendu: int
) -> None:
    assert euros(r(*lignes, gens=(personne("mere", Lien.TITULAIRE, naissance),))) == attendu


@pytest.mark.parametrize(
    ("gens", "phrase"),
    [
        ((personne("mere", Lien.TITULAIRE, None),), "notez sa date de naissance"),
        ((JEUNE, PERE), "Un couple dont quelqu'un étudie"),
    ],
)
def test_un_etudiant_que_le_dossier_ne_situe_pas_se_refuse(gens: tuple[Personne, ...], phrase: str) -> None:
    with pytest.raises(ErreurMetier, match=phrase):
        r(de(N.ETUDIANT, 0), de(N.SALAIRE, 900, qui="pere"), gens=gens)


@pytest.mark.parametrize(("mensuel", "sort"), [(900, False), (1_436, False), (1_437, True), (1_500, True)])
def test_un_enfant_qui_gagne_plus_que_le_seuil_n_est_plus_a_charge(mensuel: int, *, sort: bool) -> None:
    """15 514,30 € par an : 1 436 × 10,8 en fait 15 508,80."""
    lignes = [de(N.SALAIRE, mensuel, qui="aine")]
    faits = FaitsMenage("m", FaitsOperation(NatureOperation.DEMOLITION), personnes=(MERE, AINE))
    assert trop_aises(lignes, faits, LE, REGLES) == (frozenset({"aine"}) if sort else frozenset())


@pytest.mark.parametrize(
    ("lien", "attendu", "libelle"),
    [
        # Enfant ou ascendant : ce qui dépasse 15 514,30 € ; 1 500 × 10,8 = 16 200. Les autres comptent en entier.
        (Lien.ENFANT, 11_500, "Ressources d'un enfant ou d'un parent"),
        (Lien.ASCENDANT, 11_500, "Ressources d'un enfant ou d'un parent"),
        (Lien.AUTRE, 27_000, "Ressources d'un autre adulte du foyer"),
        (Lien.CONJOINT_SEPARE, 27_000, "Ressources d'un autre adulte du foyer"),
    ],
)
def test_seuls_un_enfant_et_un_ascendant_ne_comptent_qu_au_dela_du_seuil(
    lien: Lien, attendu: int, libelle: str
) -> None:
    autre = personne("autre", lien, date(1990, 1, 1))
    base = r(de(N.SALAIRE, 1_000), de(N.SALAIRE, 1_500, qui="autre"), gens=(MERE, autre))
    assert euros(base) == attendu
    assert libelle in {e.libelle for e in base.etapes}
    assert all(e.libelle != "Deux personnes qui travaillent" for e in base.etapes)


def test_les_douze_cents_euros_d_un_autre_adulte_comptent_en_entier() -> None:
    autre = personne("autre", Lien.AUTRE, date(1990, 1, 1))
    assert euros(r(de(N.SALAIRE, 1_000), de(N.SALAIRE, 1_200, qui="autre"), gens=(MERE, autre))) == 23_800


def test_ce_que_le_dossier_ne_note_pas_se_dit() -> None:
    assert dit(r(de(N.SALAIRE, 1_000)), "Non comptés").startswith("inconnus pension alimentaire versée")


@given(st.integers(0, 5_000), st.integers(0, 500), st.sampled_from([N.SALAIRE, N.RETRAITE, N.INDEPENDANT, N.CHOMAGE]))
def test_gagner_plus_ne_baisse_jamais_la_base(mensuel: int, de_plus: int, nature: N) -> None:
    assert r(de(nature, mensuel)).montant <= r(de(nature, mensuel + de_plus)).montant
