"""La fiche de budget remise à la famille : les deux barres, chaque différence en une phrase, le doute et la réserve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relogement.documents import phrases_budget as phrases
from relogement.documents.donnees import FicheBudget
from relogement.documents.donnees_parcours import ColonneBudget
from relogement.documents.fiche_budget import fiche_budget
from relogement.regles.apl.base_ressources import Ligne
from relogement.regles.apl.figee import EstimationFigee
from relogement.regles.budget import Budget
from relogement.regles.convention.acces import situe
from tests.documents.exemple import ENTETE, PROPOSE, QUITTE, contenu, lire

LE = date(2026, 11, 16)
ESTIMATION = EstimationFigee(
    LE, 31_700, 4_306, ((34_500, 4_306), (31_700, 4_306), (28_700, 4_306)), "APL estimée au 16/11/2026.",
    (Ligne("Zone", "2"),), None, {}, {},
)
SAISIE = ColonneBudget("Proposition n° 2", PROPOSE, LE, True, "T4", 7_500, QUITTE)
ESTIMEE = replace(
    SAISIE, budget=Budget(39_800, 7_150, 4_306, 31_700, 135_600, 21, 4), estimation=ESTIMATION,
)
FICHE = FicheBudget(ENTETE, "Mme Benali Leïla", "Le Clos, Rezé", QUITTE, ESTIMEE, "T3", 6_100)


def test_elle_tient_sur_une_page_et_dit_tout() -> None:
    pdf = fiche_budget(FICHE, invariant=True)
    page = contenu(pdf)
    assert len(lire(pdf).pages) == 1
    for attendu in (
        "Ce que ce logement vous coûterait", "Mme Benali Leïla", "Le Clos, Rezé", "127,54 €", "≈ 109 €",
        "Vous paieriez environ 18 € de moins par mois qu'aujourd'hui.",
        "vous paieriez entre 81 € et 139 € par mois",
        "il vous resterait environ 1 247 € par mois pour vivre",
        "Il serait plus élevé de 85,60 € : 398,00 € au lieu de 312,40 € par mois.",
        "Le logement est plus grand : 75 m² au lieu de 61 m².",
        "Elles seraient moins élevées de 24,70 € : 71,50 € au lieu de 96,20 € par mois.",
        "Elle ne changerait pas : 43,06 € par mois.",
        "Elle serait plus élevée d'environ 79 € : environ 317 € au lieu de 238,00 € par mois.",
        "caisse d'allocations familiales", "fait foi", "l'eau, le chauffage et l'électricité",
    ):
        assert attendu in page.replace("\u00a0", " "), attendu


def test_un_nom_et_une_adresse_longs_tiennent_encore_sur_une_page() -> None:
    longue = replace(
        FICHE, menage="de La Rochefoucauld-Montbazon d'Estouteville Marie-Antoinette-Clémentine",
        logement="Les Hauts de la Beaujoire, bâtiment Amiral-Kerguélen, escalier 12, porte 1245, 138 boulevard du "
        "Général-de-Gaulle, Saint-Sébastien-sur-Loire",
        propose=replace(ESTIMEE, estimation=replace(ESTIMATION, perime_depuis=date(2026, 12, 31))),
    )
    pdf = fiche_budget(longue)
    assert len(lire(pdf).pages) == 1
    assert "Marie-Antoinette-Clémentine" in contenu(pdf)


def test_la_fourchette_dit_que_la_reduction_de_loyer_peut_se_perdre() -> None:
    perdue = replace(ESTIMATION, encadrement=((34_500, 4_306), (31_700, 4_306), (28_700, 0)))
    phrase = "la réduction de loyer n'est plus accordée"
    assert phrase in phrases.fourchette(replace(ESTIMEE, estimation=perdue))
    assert phrase not in phrases.fourchette(ESTIMEE)
    notee = replace(ESTIMEE, budget=replace(ESTIMEE.budget, rls=5_000), estimation=perdue)
    assert phrase not in phrases.fourchette(notee)


@pytest.mark.parametrize(("loyer", "dit"), [(39_800, False), (39_801, True)])
def test_un_loyer_au_dela_de_ce_que_l_aide_prend_en_compte_se_dit(loyer: int, dit: bool) -> None:
    juge = replace(ESTIMEE, acces=situe(loyer, 39_800, 3_000, "ce ménage", ""))
    _, _, _, (_, apl) = phrases.explications(QUITTE, juge, None)
    assert ("Le loyer dépasse de 0,01\u00a0€ ce que l'aide prend en compte" in apl) is dit


def test_un_essai_ne_se_prend_pas_pour_une_offre() -> None:
    offre, essai = contenu(fiche_budget(FICHE)), contenu(fiche_budget(replace(FICHE, essai=True)))
    assert "(proposition n° 2 du 16/11/2026)" in offre.replace("\n", " ")
    assert "essai" not in offre
    assert "Ce logement ne vous est pas encore proposé" in essai
    assert "proposition" not in essai
    assert "Logement essayé" in essai


def test_ce_qui_est_estime_porte_le_signe_environ_et_le_signe_s_explique() -> None:
    page = contenu(fiche_budget(FICHE)).replace("\u00a0", " ")
    assert "≈ − 43,06 €" in page
    assert "« ≈ » veut dire « environ »" in page.replace("\n", " ")
    notee = replace(ESTIMEE, budget=replace(ESTIMEE.budget, rls=5_000))
    assert "≈ − 50,00 €" not in contenu(fiche_budget(replace(FICHE, propose=notee))).replace("\u00a0", " ")


def test_rien_n_y_est_ecrit_pour_le_seul_referent() -> None:
    page = contenu(fiche_budget(FICHE))
    assert "référent" not in page
    assert "Estimation faite le 16/11/2026." in page


def test_ce_qu_un_agent_a_saisi_n_est_pas_dit_estime() -> None:
    page = contenu(fiche_budget(replace(FICHE, propose=SAISIE)))
    assert "C'est une estimation" not in page
    assert "≈" not in page
    assert "Vous paieriez 0,50 € de plus par mois" in page.replace("\u00a0", " ")


def test_un_bareme_perime_se_dit_a_la_famille() -> None:
    perimee = replace(ESTIMEE, estimation=replace(ESTIMATION, perime_depuis=date(2026, 12, 31)))
    assert "barème périmé" in contenu(fiche_budget(replace(FICHE, propose=perimee)))
    assert "périmé" not in contenu(fiche_budget(FICHE))


@pytest.mark.parametrize(("quitte", "propose", "phrase"), [
    (replace(QUITTE, apl=None), PROPOSE, "On ne peut pas encore comparer : il manque l'aide au logement."),
    (QUITTE, replace(PROPOSE, loyer=None, rls=None),
     "On ne peut pas encore comparer : il manque le loyer, la réduction de loyer."),
    (QUITTE, QUITTE, "Vous paieriez la même somme qu'aujourd'hui."),
])
def test_l_inconnu_se_dit_et_n_est_pas_zero(quitte: Budget, propose: Budget, phrase: str) -> None:
    colonne = replace(SAISIE, budget=propose)
    assert phrases.conclusion(quitte, colonne) == phrase
    page = contenu(fiche_budget(replace(FICHE, quitte=quitte, propose=colonne)))
    assert phrase in page


def test_un_terme_connu_d_un_seul_cote_se_lit_de_ce_cote() -> None:
    (_, loyer), *_, (_, apl) = phrases.explications(
        replace(QUITTE, loyer=None), replace(SAISIE, budget=replace(PROPOSE, apl=None)), None
    )
    assert loyer == "341,10\u00a0€ dans ce logement ; l'autre montant n'est pas encore connu."
    assert apl.endswith("238,00\u00a0€ aujourd'hui ; l'autre montant n'est pas encore connu.")


def test_ses_proprietes_ne_nomment_personne() -> None:
    proprietes = lire(fiche_budget(FICHE)).metadata
    assert proprietes is not None
    assert proprietes.title == "Budget BEL-0042"


def test_deux_impressions_sont_egales() -> None:
    assert fiche_budget(FICHE, invariant=True) == fiche_budget(FICHE, invariant=True)
