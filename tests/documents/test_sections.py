"""Ce que les sections disent selon le cas : refus tacite, forfait, relogement temporaire, frais, suivi refusé."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relogement.documents.donnees_menage import EntretienTenu
from relogement.documents.donnees_parcours import FraisInstallation, RelogementFait, SuiviFait
from relogement.documents.dossier import dossier
from relogement.regles.apl.base_ressources import Ligne
from relogement.regles.apl.figee import EstimationFigee
from relogement.regles.budget import Budget
from tests.documents.exemple import BUDGETS, COMPLET, ENTRETIENS, PROPOSITIONS, RELOGEMENT, contenu

LE = date(2026, 12, 2)


def test_un_refus_tacite_montre_sa_confirmation_et_pas_de_formulaire() -> None:
    tacite = replace(PROPOSITIONS[0], reponse="sans réponse (refus tacite)", tacite=True, confirme_le=LE,
                     preuve_jointe=True, motif=None, motif_texte=None)
    page = contenu(dossier(replace(COMPLET, propositions=(tacite,))))
    assert "Refus tacite confirmé le 02/12/2026" in page
    assert "Preuve de réception jointe oui" in page
    assert "Formulaire signé joint" not in page


def test_une_proposition_acceptee_ne_parle_pas_de_refus() -> None:
    acceptee = replace(PROPOSITIONS[1], reponse="acceptée", repondue=LE)
    page = contenu(dossier(replace(COMPLET, propositions=(acceptee,))))
    assert "Proposition n° 2 : acceptée" in page
    assert "Répondue le 02/12/2026" in page
    assert "La MOUS a aidé" not in page


def test_les_raisons_d_un_envoi_se_lisent() -> None:
    p = replace(PROPOSITIONS[0], raison_envoi="Quatrième à la demande du ménage.", raison_sans_neuf="Aucun T4 neuf.")
    page = contenu(dossier(replace(COMPLET, propositions=(p,))))
    assert "Quatrième à la demande du ménage." in page
    assert "Aucun T4 neuf." in page


def test_un_relogement_temporaire_dit_son_retour() -> None:
    r = RelogementFait(True, None, LE, retour_le=date(2027, 6, 1), retour_logement="12 rue des Érables")
    page = contenu(dossier(replace(COMPLET, relogements=(r,))))
    assert "Relogement temporaire, bail du 02/12/2026" in page
    assert "Retour le 01/06/2027" in page
    assert "Logement de retour 12 rue des Érables" in page


@pytest.mark.parametrize(
    ("mode", "dits", "tus"),
    [
        ("déménageur", ("Commandé le", "Payé par"), ("Forfait décidé le",)),
        ("somme forfaitaire", ("Forfait décidé le",), ("Commandé le",)),
        (None, ("Commandé le", "Forfait décidé le"), ()),
    ],
)
def test_la_prise_en_charge_ne_montre_que_son_mode(
    mode: str | None, dits: tuple[str, ...], tus: tuple[str, ...]
) -> None:
    page = contenu(dossier(replace(COMPLET, relogements=(replace(RELOGEMENT, mode=mode),))))
    assert all(dit in page for dit in dits)
    assert not any(tu in page for tu in tus)


@pytest.mark.parametrize(
    ("frais", "attendu"),
    [
        (FraisInstallation("gaz", True, LE, 4250), "gaz 42,50 € le 02/12/2026 en attente en attente – non"),
        (FraisInstallation("gaz", True, LE), "gaz inconnu le 02/12/2026 en attente en attente – non"),
        (FraisInstallation("gaz", False, LE), "gaz aucun le 02/12/2026 – – – –"),
        (FraisInstallation("gaz", True, LE, 4250, refuse_le=LE), "refusé le 02/12/2026 : non renseigné – – non"),
        (
            FraisInstallation("gaz", True, LE, 4250, paye=4250, paye_le=LE, paye_par="ménage"),
            "– 42,50 € le 02/12/2026 ménage non",
        ),
    ],
)
def test_chaque_poste_de_frais_dit_ou_il_en_est(frais: FraisInstallation, attendu: str) -> None:
    page = contenu(dossier(replace(COMPLET, relogements=(replace(RELOGEMENT, frais=(frais,)),))))
    assert attendu in page


def test_aucun_frais_se_dit() -> None:
    page = contenu(dossier(replace(COMPLET, relogements=(replace(RELOGEMENT, frais=()),))))
    assert "Aucun poste de frais n'a reçu de réponse." in page


def test_un_suivi_refuse_ou_vide_se_dit() -> None:
    page = contenu(dossier(replace(COMPLET, suivi=SuiviFait(propose=LE, refuse=LE, bilan="Tout va bien."))))
    for attendu in ("Refusé par le ménage le 02/12/2026", "Aucune visite", "Aucune difficulté", "Tout va bien."):
        assert attendu in page


@pytest.mark.parametrize(
    ("change", "attendu"),
    [
        ({"aucune_difficulte": True}, "Difficultés aucune à signaler"),
        ({"aucune_difficulte": False}, "Difficultés non renseigné"),
        ({"difficultes": ("isolement",)}, "Difficultés isolement"),
        ({"decohabitation": False}, "Décohabitation non"),
        ({"loyer_supportable": None}, "Loyer supportable inconnu"),
    ],
)
def test_une_question_sans_reponse_ne_vaut_pas_non(change: dict[str, object], attendu: str) -> None:
    entretien: EntretienTenu = replace(ENTRETIENS.tenus[0], **change)  # type: ignore[arg-type]  # champ paramétré
    page = contenu(dossier(replace(COMPLET, entretiens=replace(ENTRETIENS, tenus=(entretien,)))))
    assert attendu in page


def test_un_souhait_hors_entretien_s_imprime() -> None:
    souhait = ENTRETIENS.tenus[0].souhait
    assert souhait is not None
    page = contenu(dossier(replace(COMPLET, entretiens=replace(ENTRETIENS, tenus=(), souhaits=(souhait,)))))
    assert "Aucun entretien n'a encore eu lieu." in page
    assert "Souhaits exprimés le 12/03/2026" in page


def test_chaque_ecart_montre_la_mensualite_du_logement_quitte_dont_il_part() -> None:
    proposee = BUDGETS[1]
    quitte_alors = Budget(40000, 5000, 0, 12345)
    page = contenu(dossier(replace(COMPLET, budgets=(BUDGETS[0], replace(proposee, quitte=quitte_alors)))))
    assert "326,55" in page.partition("ce jour-là")[2][:60]


def test_un_terme_inconnu_du_logement_quitte_se_dit() -> None:
    page = contenu(dossier(replace(COMPLET, budgets=(BUDGETS[0], replace(BUDGETS[1], quitte=Budget(40000))))))
    assert "inconnu" in page.partition("ce jour-là")[2][:40]


def test_un_budget_estime_ne_dit_pas_de_centimes_qu_il_ne_sait_pas() -> None:
    estimation = EstimationFigee(
        date(2026, 11, 16), 23_700, 4_306, ((25_000, 4_306), (23_700, 4_306), (22_400, 4_306)), "APL estimée.",
        (Ligne("Zone", "2"),), None, {}, {},
    )
    estime = replace(
        BUDGETS[1], budget=Budget(40_000, 5_000, 4_306, 23_700, 135_655, 21, 4),
        quitte=Budget(40_000, 5_000, 0, 12_345), estimation=estimation,
    )
    page = contenu(dossier(replace(COMPLET, budgets=(BUDGETS[0], estime)))).replace("\u00a0", " ")
    # 400 + 50 − 43,06 − 237 = 169,94 ; 1 356,55 − 169,94 = 1 186,61 ; 169,94 − 326,55 = − 156,61.
    for attendu in ("≈ 170 €", "≈ 1 187 €", "≈ − 157 €"):
        assert attendu in page, attendu



def test_ce_que_la_liste_taisait_dit_son_origine_sous_les_loyers() -> None:
    dit = "RLS : valeur du 15/09/2026, la liste du 30/09/2026 n'en dit rien"
    loyer = replace(COMPLET.foyer.loyers[-1], reports=dit)
    page = contenu(dossier(replace(COMPLET, foyer=replace(COMPLET.foyer, loyers=(loyer,)))))
    assert f"{dit}." in page


def test_l_avis_d_impot_et_la_part_des_plafonds_se_lisent() -> None:
    page = contenu(dossier(COMPLET))
    assert "2025 14 800,00 € inconnu 12/03/2026" in page
    assert "Calculé sur l'avis d'impôt 2025 : 32 % du plafond PLUS (moins de 60 %)." in page
    sans = replace(COMPLET, foyer=replace(COMPLET.foyer, avis_impot=(), plafonds=()))
    assert "Aucun avis d'impôt n'est enregistré" in contenu(dossier(sans))


def test_ceux_que_l_on_sollicite_se_lisent() -> None:
    page = contenu(dossier(COMPLET))
    for attendu in (
        "PMI de Chantenay, Mme Roy 01/02/2026 quitté 20/03/2026 Relais < 2 mois",
        "Maison de l'emploi de Rezé 02/11/2026 d'accueil pas encore joint –",
        "État (préfecture) 10/04/2026 sollicité Inscrit au vivier (le 04/05/2026)",
        "Action Logement 10/04/2026 pas nécessaire : Aucun employeur & retraitée –",
        "20/11/2026 Rien à réparer & clés comptées.",
        "09/02/2027 réalisé (papier) logement : très satisfait Regrette l'école.",
        "01/02/2027 non joint (téléphone) – –",
    ):
        assert attendu in page


def test_l_attribution_et_les_indemnites_se_lisent() -> None:
    p = replace(PROPOSITIONS[1], hors_quartier=True, caleol="décision de la commission (autre bailleur)",
                caleol_decision="a) attribution", caleol_le=LE, examen="Il suffit < 2 ans.", examen_le=LE)
    r = replace(RELOGEMENT, adresse_forfait=4000, adresse_paye=LE, plafond_apl=38000, loyer_avant_minoration=41000,
                minoration=600_000, minoration_demandee=LE)
    page = contenu(dossier(replace(COMPLET, propositions=(p,), relogements=(r,))))
    for attendu in (
        "Hors du quartier quitté oui", "Commission d'attribution a) attribution", "Reste à vivre examiné le 02/12/2026",
        "Il suffit < 2 ans.", "Changement d'adresse 40,00 €", "Minoration demandée 6 000,00 €",
    ):
        assert attendu in page


def test_rien_de_sollicite_se_dit() -> None:
    vide = replace(COMPLET, entretiens=replace(ENTRETIENS, acteurs=(), demandes=()), visites_techniques=(), enquetes=())
    page = contenu(dossier(vide))
    for attendu in ("Aucun acteur social", "Aucun contingent", "Aucune visite technique", "Aucun contact"):
        assert attendu in page
