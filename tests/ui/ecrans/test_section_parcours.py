"""Les sections Propositions, Déménagement et Suivi : ce qu'elles disent à chaque étape, ce qu'elles ouvrent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relogement.services import entretiens, relogements, suivis
from relogement.services.accompagnement import noter_demande
from relogement.services.charte import resume_menage
from relogement.services.pieces import deposer_piece
from relogement.services.propositions import accepter_proposition, enregistrer_ecrit_refus, noter_reception
from relogement.vocabulaire import (
    DecisionSuivi,
    Difficulte,
    EcritRefus,
    ModeEnvoi,
    NaturePiece,
    Payeur,
    Reservataire,
    Verification,
)
from tests.ui.fiches.dossiers import Essai, preparer
from ui.ecrans.menage.section import Section
from ui.ecrans.menage.section_demenagement import SectionDemenagement
from ui.ecrans.menage.section_entretiens import SectionEntretiens
from ui.ecrans.menage.section_propositions import SectionPropositions
from ui.ecrans.menage.section_suivi import SectionSuivi
from ui.fiches.points import NOMS_POINTS
from ui.socle.elements import Bouton, Texte
from ui.socle.pastille import Pastille

TOUT_OUI: dict[str, Any] = dict.fromkeys(NOMS_POINTS, True)


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Essai]:
    """Un ménage, sa base, son contexte."""
    fait = preparer(tmp_path)
    yield fait
    fait.base.fermer()


class Vue:
    """Une section montrée : ses textes, ses pastilles, ses boutons, ce qu'elle demande d'ouvrir."""

    def __init__(self, qtbot: QtBot, essai: Essai, genre: type[Section]) -> None:
        self.demandes: list[tuple[str, UUID | None, str | None]] = []
        self.section = genre(essai.contexte, lambda *d: self.demandes.append(d))
        qtbot.addWidget(self.section)
        self.essai = essai
        self.montrer()
        self.section.show()

    def montrer(self) -> None:
        resume, constats = resume_menage(self.essai.base, self.essai.menage, self.essai.contexte.aujourd_hui())
        self.section.montrer(self.essai.fiche, constats, resume)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()

    @property
    def textes(self) -> list[str]:
        return [t.text() for t in self.section.findChildren(Texte)]

    @property
    def mots(self) -> list[str]:
        return [p.style_montre.mot for p in self.section.findChildren(Pastille)]

    @property
    def boutons(self) -> list[str]:
        return [b.accessibleName() for b in self.section.findChildren(Bouton)]

    def cliquer(self, nom: str) -> None:
        next(b for b in self.section.findChildren(Bouton) if b.accessibleName() == nom).click()


def test_sans_proposition_la_section_offre_le_geste(qtbot: QtBot, essai: Essai) -> None:
    vue = Vue(qtbot, essai, SectionPropositions)
    vue.cliquer("Nouvelle proposition")
    assert vue.demandes == [("proposition", None, None)]
    assert vue.section.compte(essai.fiche) is None


def test_les_deux_compteurs_de_refus_restent_separes(qtbot: QtBot, essai: Essai) -> None:
    essai.refuser(**TOUT_OUI | {"loi_moyens": None})
    textes = Vue(qtbot, essai, SectionPropositions).textes
    assert "1 refus compté sur 3" in textes
    loi = next(t for t in textes if t.startswith("0 refus compté"))
    assert "non comptée faute de savoir" in loi


def test_les_points_se_lisent_oui_non_ou_inconnu(qtbot: QtBot, essai: Essai) -> None:
    essai.proposer(adapte_type=True, adapte_budget=False, raison_envoi="Le ménage y tient")
    vue = Vue(qtbot, essai, SectionPropositions)
    assert {"type : oui", "budget : non", "lieu : inconnu", "moyens : inconnu"} <= set(vue.mots)
    assert {"Envoyée malgré", "budget à non", "Raison de l'envoi", "Le ménage y tient"} <= set(vue.textes)


@pytest.mark.parametrize(("recue", "mot"), [
    (date(2026, 11, 10), "encore 2 jours pour répondre"),
    (date(2026, 11, 9), "encore 1 jour pour répondre"),
    (date(2026, 11, 8), "réponse attendue aujourd'hui"),
    (date(2026, 11, 7), "sans réponse depuis 1 jour"),
])
def test_le_temps_qui_reste_pour_repondre_se_compte(qtbot: QtBot, essai: Essai, recue: date, mot: str) -> None:
    noter_reception(essai.base, essai.proposer(mode=ModeEnvoi.RECOMMANDE), recue_le=recue)
    vue = Vue(qtbot, essai, SectionPropositions)
    assert vue.mots[0] == mot
    assert ("Confirmer le refus tacite" in vue.boutons) == mot.startswith("sans réponse")


def test_la_remise_en_main_propre_se_montre_recue_sans_preuve_puis_avec(
    qtbot: QtBot, essai: Essai, tmp_path: Path
) -> None:
    cle = essai.proposer(mode=ModeEnvoi.REMISE)
    vue = Vue(qtbot, essai, SectionPropositions)
    assert "reçue le 01/10/2026, sans preuve rangée" in vue.textes
    recepisse = tmp_path / "scan.pdf"
    recepisse.write_bytes(b"%PDF-1.4 signature")
    piece = deposer_piece(
        essai.base, essai.menage, recepisse, nature=NaturePiece.PREUVE_RECEPTION, le=date(2026, 10, 1)
    ).id
    noter_reception(essai.base, cle, preuve_reception_id=piece)
    vue.montrer()
    assert "reçue le 01/10/2026, preuve rangée" in vue.textes


def test_un_refus_sans_ecrit_offre_de_l_imprimer_de_le_deposer_ou_de_noter_qui_refuse(
    qtbot: QtBot, essai: Essai
) -> None:
    cle = essai.refuser()
    vue = Vue(qtbot, essai, SectionPropositions)
    assert "quartier · Trop loin de l'école" in vue.textes
    vue.cliquer("Déposer le scan")
    vue.cliquer("Refuse de signer")
    assert vue.demandes == [("ecrit_refus", cle, "formulaire"), ("ecrit_refus", cle, "temoin")]
    enregistrer_ecrit_refus(
        essai.base, cle, ecrit=EcritRefus.REFUSE_DE_SIGNER, le=date(2026, 11, 2), temoin="M. Durand", mous_a_aide=True
    )
    vue.montrer()
    assert "refuse de signer le 02/11/2026, devant M. Durand, aide de la MOUS : oui" in vue.textes
    assert "Imprimer le formulaire" not in vue.boutons


def test_le_formulaire_de_refus_et_la_lettre_s_impriment_la_ou_on_les_demande(qtbot: QtBot, essai: Essai) -> None:
    cle = essai.refuser()
    vue = Vue(qtbot, essai, SectionPropositions)
    vue.cliquer("Imprimer le formulaire")
    vue.cliquer("Lettre")
    assert vue.demandes == [("courrier", cle, "modele=refus"), ("courrier", cle, "modele=proposition")]


def test_la_proposition_acceptee_ne_demande_plus_de_reponse(qtbot: QtBot, essai: Essai) -> None:
    cle = essai.proposer()
    accepter_proposition(essai.base, cle, le=date(2026, 10, 10))
    vue = Vue(qtbot, essai, SectionPropositions)
    assert vue.mots[0] == "acceptée"
    assert vue.boutons == ["Nouvelle proposition", "Lettre", "Points", "Logement", "CALEOL", "Équivalence", "Examen"]
    assert vue.section.compte(essai.fiche) == 1


def test_sans_bail_le_demenagement_commence_par_lui(qtbot: QtBot, essai: Essai) -> None:
    vue = Vue(qtbot, essai, SectionDemenagement)
    vue.cliquer("Enregistrer le bail")
    assert vue.demandes == [("signature_bail", None, None)]


def test_les_jours_de_double_loyer_sont_comptes(qtbot: QtBot, essai: Essai) -> None:
    cle = essai.reloger()
    vue = Vue(qtbot, essai, SectionDemenagement)
    assert "inconnu, il manque une date" in vue.textes
    relogements.noter_loyers(
        essai.base, cle, debut_loyer_le=date(2026, 10, 1), fin_loyer_ancien_le=date(2026, 10, 31)
    )
    vue.montrer()
    assert "31 jours, du 01/10/2026 au 31/10/2026, payeur inconnu" in vue.textes


def test_chaque_poste_de_la_charte_attend_sa_reponse(qtbot: QtBot, essai: Essai) -> None:
    cle = essai.reloger()
    vue = Vue(qtbot, essai, SectionDemenagement)
    assert vue.textes.count("à noter") >= 6
    vue.cliquer("Réponse du ménage, ouverture du compteur de gaz")
    assert vue.demandes == [("frais", cle, "poste=gaz")]
    relogements.noter_frais(essai.base, cle, poste="eau", demande=False, demande_le=date(2026, 10, 25))
    gaz = relogements.noter_frais(
        essai.base, cle, poste="gaz", demande=True, demande_le=date(2026, 10, 25), montant=4_500
    ).id
    assert gaz is not None
    relogements.payer_frais(essai.base, gaz, paye=4_500, le=date(2026, 10, 30), par=Payeur.BAILLEUR)
    vue.montrer()
    assert "aucun" in vue.textes
    assert "45,00\u00a0€ le 30/10/2026, bailleur d'origine" in vue.textes
    vue.cliquer("Paiement, ouverture du compteur de gaz")
    assert vue.demandes[-1] == ("paiement_frais", gaz, None)


def test_un_relogement_temporaire_montre_son_retour(qtbot: QtBot, essai: Essai) -> None:
    cle = relogements.signer_bail(
        essai.base, essai.menage, None, bail_signe_le=date(2026, 3, 1), temporaire=True
    ).id
    vue = Vue(qtbot, essai, SectionDemenagement)
    vue.cliquer("Retour")
    assert vue.demandes == [("retour", cle, None)]


def test_avant_le_demenagement_le_suivi_dit_ce_qu_il_attend(qtbot: QtBot, essai: Essai) -> None:
    vue = Vue(qtbot, essai, SectionSuivi)
    vue.cliquer("Noter le jour du déménagement")
    assert vue.demandes == [("jour_demenagement", None, None)]


def test_les_visites_attendues_ont_leur_fenetre_et_leur_etat(qtbot: QtBot, essai: Essai) -> None:
    essai.reloger(date(2026, 10, 20))
    vue = Vue(qtbot, essai, SectionSuivi)
    assert {"du 05/11/2026 au 05/12/2026", "du 05/01/2027 au 04/02/2027"} <= set(vue.textes)
    assert vue.mots == ["à tenir", "à venir", "à venir"]
    vue.cliquer("Noter la visite à 1 mois")
    assert vue.demandes == [("visite", None, "mois=1")]
    suivis.noter_visite(essai.base, essai.menage, mois=1, le=date(2026, 11, 12))
    vue.montrer()
    assert vue.mots[0] == "tenue"
    assert "Noter la visite à 1 mois" not in vue.boutons


def test_une_visite_faite_trop_tot_ne_compte_pas(qtbot: QtBot, essai: Essai) -> None:
    essai.reloger(date(2026, 10, 20))
    suivis.noter_visite(essai.base, essai.menage, mois=1, le=date(2026, 11, 4))
    vue = Vue(qtbot, essai, SectionSuivi)
    assert "le 04/11/2026 (trop tôt pour compter)" in vue.textes
    assert vue.mots[0] == "à tenir"


def test_un_suivi_refuse_rend_les_visites_sans_objet(qtbot: QtBot, essai: Essai) -> None:
    essai.reloger()
    suivis.refuser_suivi(essai.base, essai.menage, le=date(2026, 10, 25))
    assert Vue(qtbot, essai, SectionSuivi).mots == ["sans objet"] * 3


def test_prolonge_le_suivi_attend_deux_visites_de_plus(qtbot: QtBot, essai: Essai) -> None:
    essai.reloger()
    suivis.decider_suivi(
        essai.base, essai.menage, decision=DecisionSuivi.PROLONGE, le=date(2026, 11, 1), raison="Un impayé",
        avant_terme=True,
    )
    textes = Vue(qtbot, essai, SectionSuivi).textes
    assert {"9 mois (prolongation)", "12 mois (prolongation)"} <= set(textes)
    assert "prolonger de six mois, 01/11/2026, Un impayé" in textes


def test_une_difficulte_montre_son_action_et_son_issue(qtbot: QtBot, essai: Essai) -> None:
    essai.reloger()
    cle = suivis.noter_difficulte(essai.base, essai.menage, genre=Difficulte.VOISINAGE, le=date(2026, 11, 2)).id
    assert cle is not None
    vue = Vue(qtbot, essai, SectionSuivi)
    vue.cliquer(f"Suite de la difficulté : {Difficulte.VOISINAGE.libelle}")
    assert vue.demandes == [("suite_difficulte", cle, None)]
    suivis.traiter_difficulte(essai.base, cle, action="Médiation", action_le=date(2026, 11, 5))
    vue.montrer()
    assert "Médiation (05/11/2026)" in vue.textes


def test_un_entretien_separe_ce_qui_est_vu_sur_piece_de_ce_qui_est_revu_ensemble(qtbot: QtBot, essai: Essai) -> None:
    entretiens.enregistrer_entretien(
        essai.base, essai.menage, le=date(2026, 10, 2), verifications=[Verification.AVIS_CAF], composition_vue=True
    )
    vue = Vue(qtbot, essai, SectionEntretiens)
    noms = [t.accessibleName() for t in vue.section.findChildren(Texte)]
    assert {"Vérifié sur pièce : avis de la CAF", "Revu ensemble : composition"} <= set(noms)


@pytest.mark.parametrize("reponse", ["Un logement est réservé.", "Un logement est réservé"])
def test_la_reponse_d_un_contingent_se_lit_avec_sa_date(qtbot: QtBot, essai: Essai, reponse: str) -> None:
    noter_demande(
        essai.base, essai.menage, contingent=Reservataire.ETAT, le=date(2026, 10, 1), reponse=reponse,
        reponse_le=date(2026, 11, 2),
    )
    assert "Un logement est réservé, le 02/11/2026" in Vue(qtbot, essai, SectionEntretiens).textes
