"""Un logement que deux ménages tiennent : cela s'écrit à l'accord, et il n'y court qu'un bail à la fois."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import Proposition
from relogement.services.annulation import annuler
from relogement.services.attributions import noter_caleol
from relogement.services.corrections import corriger
from relogement.services.propositions import accepter_proposition, envoyer_proposition, refuser_proposition
from relogement.services.relogements import enregistrer_demenagement, signer_bail, terminer_temporaire
from relogement.services.vivier import ajouter_logement_offert, remettre_logement_offert, reprendre_logement_offert
from relogement.vocabulaire import DecisionCaleol, MotifRefus, VoieCaleol
from tests.outils import cle
from tests.services.dossier import ENVOI, Dossier

ACCORD, BAIL = date(2026, 6, 20), date(2026, 7, 1)
JOUR = timedelta(days=1)
POURQUOI = "le premier ménage se désiste, sa lettre suit"


class Deux:
    """Un logement envoyé à deux ménages, avec sa raison."""

    def __init__(self, d: Dossier, **valeurs: Any) -> None:
        self.d, self.base, self.voisin = d, d.base, d.autre_menage()
        self.logement = cle(ajouter_logement_offert(d.base, libelle="Les Tilleuls, porte 4", **valeurs))
        self.a, self.b = self.envoyer(d.menage), self.envoyer(self.voisin, raison_envoi="le premier hésite")

    def envoyer(self, menage: UUID, le: date = ENVOI, **valeurs: Any) -> UUID:
        return cle(envoyer_proposition(self.base, menage, self.logement, envoyee_le=le, **valeurs))

    def refuser(self, p: UUID, le: date) -> Any:
        return refuser_proposition(self.base, p, le=le, motif=MotifRefus.COUT, motif_texte="trop cher").geste_id


@pytest.fixture
def deux(d: Dossier) -> Deux:
    return Deux(d)


def refuse(phrase: str, champ: str | None) -> Any:
    return pytest.raises(ErreurMetier, match=phrase, check=lambda e: e.champ == champ)


def test_le_second_accord_dit_pourquoi_et_le_garde(deux: Deux) -> None:
    accepter_proposition(deux.base, deux.a, le=ACCORD)
    for raison in (None, "  "):
        with refuse(r"retenu pour BEL-\d+ depuis .*Écrivez pourquoi", "raison_accord"):
            accepter_proposition(deux.base, deux.b, le=ACCORD, raison_accord=raison)
    assert deux.d.proposition(deux.b).reponse is None
    accepter_proposition(deux.base, deux.b, le=ACCORD, raison_accord=f" {POURQUOI} ")
    assert deux.d.proposition(deux.b).raison_accord == POURQUOI
    assert deux.d.proposition(deux.a).raison_accord is None


def test_un_accord_antidate_ne_passe_pas_sous_celui_de_l_autre(deux: Deux) -> None:
    accepter_proposition(deux.base, deux.a, le=ACCORD)
    with refuse("retenu pour", "raison_accord"):
        accepter_proposition(deux.base, deux.b, le=ACCORD - JOUR)


def test_le_premier_accord_et_celui_qui_suit_un_refus_ne_demandent_rien(deux: Deux) -> None:
    deux.refuser(deux.a, ACCORD)
    accepter_proposition(deux.base, deux.b, le=ACCORD)
    assert deux.d.proposition(deux.b).raison_accord is None


def test_un_logement_repris_depuis_l_envoi_ne_s_accepte_pas_sans_un_mot(deux: Deux) -> None:
    reprendre_logement_offert(deux.base, deux.logement, le=ACCORD, raison="travaux")
    for le in (ACCORD - JOUR, ACCORD):
        with refuse("a été repris le 20/06/2026.*Écrivez pourquoi", "raison_accord"):
            accepter_proposition(deux.base, deux.a, le=le)
    remettre_logement_offert(deux.base, deux.logement)
    accepter_proposition(deux.base, deux.a, le=ACCORD)


@pytest.mark.parametrize("retard", [0, 1])
def test_un_logement_qui_n_est_plus_garde_ne_s_accepte_pas_sans_un_mot(d: Dossier, retard: int) -> None:
    deux = Deux(d, disponible_jusqu_au=ACCORD)
    if retard:
        with refuse("gardé que jusqu'au 20/06/2026.*Écrivez pourquoi", "raison_accord"):
            accepter_proposition(deux.base, deux.a, le=ACCORD + retard * JOUR)
        accepter_proposition(deux.base, deux.a, le=ACCORD + retard * JOUR, raison_accord="prolongé d'une semaine")
    else:
        accepter_proposition(deux.base, deux.a, le=ACCORD)


def test_un_accord_ecarte_ne_revient_pas_sous_celui_de_l_autre(deux: Deux) -> None:
    accepter_proposition(deux.base, deux.a, le=ACCORD)
    decide: dict[str, Any] = {"caleol": VoieCaleol.DECISION, "le": ACCORD}
    noter_caleol(deux.base, deux.a, **decide, decision=DecisionCaleol.NON_ATTRIBUTION)
    accepter_proposition(deux.base, deux.b, le=BAIL)
    with refuse("retenu pour", "raison_accord"):
        noter_caleol(deux.base, deux.a, **decide, decision=DecisionCaleol.ATTRIBUTION)
    with refuse("retenu pour", "raison_accord"):
        corriger(deux.base, "proposition", deux.a, caleol=None, caleol_le=None, caleol_decision=None)
    corriger(deux.base, "proposition", deux.a, raison_accord=POURQUOI)
    noter_caleol(deux.base, deux.a, **decide, decision=DecisionCaleol.ATTRIBUTION)


def test_une_decision_sur_un_accord_qui_tenait_deja_ne_demande_rien(deux: Deux) -> None:
    accepter_proposition(deux.base, deux.a, le=ACCORD)
    accepter_proposition(deux.base, deux.b, le=ACCORD, raison_accord=POURQUOI)
    noter_caleol(deux.base, deux.a, caleol=VoieCaleol.DECISION, le=BAIL, decision=DecisionCaleol.RANG)


def test_le_jour_d_un_accord_ne_se_corrige_pas_sous_celui_de_l_autre(deux: Deux) -> None:
    accepter_proposition(deux.base, deux.a, le=ACCORD)
    accepter_proposition(deux.base, deux.b, le=BAIL, raison_accord=POURQUOI)
    corriger(deux.base, "proposition", deux.a, repondue_le=BAIL - JOUR)
    with refuse("retenu pour", "raison_accord"):
        corriger(deux.base, "proposition", deux.a, repondue_le=BAIL)
    corriger(deux.base, "proposition", deux.a, repondue_le=BAIL, raison_accord=POURQUOI)


def test_le_jour_d_un_refus_ne_se_recule_pas_apres_l_offre_qui_l_a_suivi(d: Dossier) -> None:
    """Sinon le logement aurait été offert aux deux ménages, sans que personne ait écrit pourquoi."""
    p = d.proposer()
    logement = d.proposition(p).logement_id
    refuser_proposition(d.base, p, le=ACCORD, motif=MotifRefus.COUT, motif_texte="trop cher")
    suite = cle(envoyer_proposition(d.base, d.autre_menage(), logement, envoyee_le=ACCORD + JOUR))
    corriger(d.base, "proposition", p, repondue_le=ACCORD + JOUR)
    with refuse(r"envoyé à BEL-\d+ le 21/06/2026", "repondue_le"):
        corriger(d.base, "proposition", p, repondue_le=ACCORD + 2 * JOUR)
    d.annuler_dernier()
    accepter_proposition(d.base, suite, le=BAIL)


def test_une_non_attribution_ne_se_recule_pas_apres_l_offre_qui_l_a_suivie(d: Dossier) -> None:
    p = d.accepter()
    decide: dict[str, Any] = {"caleol": VoieCaleol.DECISION, "decision": DecisionCaleol.NON_ATTRIBUTION}
    noter_caleol(d.base, p, **decide, le=ACCORD)
    envoyer_proposition(d.base, d.autre_menage(), d.proposition(p).logement_id, envoyee_le=ACCORD + JOUR)
    noter_caleol(d.base, p, **decide, le=ACCORD + JOUR)
    with refuse("envoyé à", "le"):
        noter_caleol(d.base, p, **decide, le=ACCORD + 2 * JOUR)


def test_un_refus_recule_apres_une_offre_deja_motivee_reste_permis(deux: Deux) -> None:
    deux.refuser(deux.a, ACCORD)
    corriger(deux.base, "proposition", deux.a, repondue_le=BAIL)


def loger(deux: Deux) -> None:
    """Les deux ménages ont accepté, le second avec sa raison."""
    accepter_proposition(deux.base, deux.a, le=ACCORD)
    accepter_proposition(deux.base, deux.b, le=ACCORD, raison_accord=POURQUOI)


@pytest.mark.parametrize("ecart", [-1, 0, 1])
def test_un_second_bail_ne_se_signe_pas_sur_le_meme_logement(deux: Deux, ecart: int) -> None:
    loger(deux)
    signer_bail(deux.base, deux.d.menage, deux.a, bail_signe_le=BAIL)
    with refuse(r"bail court dans ce logement depuis le 01/07/2026, pour BEL-\d+", "bail_signe_le"):
        signer_bail(deux.base, deux.voisin, deux.b, bail_signe_le=BAIL + ecart * JOUR)


def test_un_bail_temporaire_rendu_ne_court_plus(d: Dossier) -> None:
    logement, voisin = cle(ajouter_logement_offert(d.base, libelle="Les Pins")), d.autre_menage()
    passage = cle(envoyer_proposition(d.base, d.menage, logement, envoyee_le=ENVOI, temporaire=True))
    accepter_proposition(d.base, passage, le=ENVOI)
    sejour = cle(signer_bail(d.base, d.menage, passage, bail_signe_le=ENVOI))
    enregistrer_demenagement(d.base, sejour, le=ENVOI)
    terminer_temporaire(d.base, sejour, le=BAIL, retour_logement=None)
    suite = cle(envoyer_proposition(d.base, voisin, logement, envoyee_le=BAIL))
    accepter_proposition(d.base, suite, le=BAIL)
    bail = cle(signer_bail(d.base, voisin, suite, bail_signe_le=BAIL))
    with refuse("bail court dans ce logement depuis le 01/07/2026", "le"):
        terminer_temporaire(d.base, sejour, le=BAIL + JOUR, retour_logement=None)
    assert d.relogement(sejour).retour_le == BAIL
    corriger(d.base, "relogement", bail, bail_numero="B-2")


@pytest.mark.parametrize("retour", [BAIL, BAIL + JOUR])
def test_un_bail_se_signe_le_jour_du_retour_et_pas_avant(d: Dossier, retour: date) -> None:
    deux = Deux(d)
    with d.base.ecriture_libre() as s:  # l'un des deux n'y est que le temps des travaux
        passage = s.get(Proposition, deux.a)
        assert passage is not None
        passage.temporaire = True
    loger(deux)
    sejour = cle(signer_bail(deux.base, d.menage, deux.a, bail_signe_le=ACCORD))
    enregistrer_demenagement(deux.base, sejour, le=ACCORD)
    terminer_temporaire(deux.base, sejour, le=retour, retour_logement=None)
    if retour > BAIL:
        with refuse("bail court dans ce logement depuis le 20/06/2026", "bail_signe_le"):
            signer_bail(deux.base, deux.voisin, deux.b, bail_signe_le=BAIL)
    signer_bail(deux.base, deux.voisin, deux.b, bail_signe_le=retour)


def test_un_logement_remis_ne_redevient_pas_repris_sous_l_offre_qui_a_suivi(d: Dossier) -> None:
    logement = cle(ajouter_logement_offert(d.base, libelle="Les Pins"))
    reprendre_logement_offert(d.base, logement, le=ENVOI, raison="travaux")
    remis = remettre_logement_offert(d.base, logement).geste_id
    offre = envoyer_proposition(d.base, d.menage, logement, envoyee_le=ACCORD).geste_id
    assert remis is not None
    assert offre is not None
    with refuse("annulez d'abord les plus récents", None):
        annuler(d.base, remis)
    annuler(d.base, offre)
    annuler(d.base, remis)


def test_la_date_d_un_refus_ne_revient_pas_apres_l_offre_qui_a_suivi_sa_correction(d: Dossier) -> None:
    p = d.refuser(ACCORD)
    avancee = corriger(d.base, "proposition", p, repondue_le=ENVOI).geste_id
    offre = envoyer_proposition(
        d.base, d.autre_menage(), d.proposition(p).logement_id, envoyee_le=ENVOI + JOUR
    ).geste_id
    assert avancee is not None
    assert offre is not None
    with refuse("annulez d'abord les plus récents", None):
        annuler(d.base, avancee)
    annuler(d.base, offre)
    annuler(d.base, avancee)
    assert d.proposition(p).repondue_le == ACCORD


def test_un_retour_ne_s_annule_pas_sous_le_bail_qui_l_a_suivi(d: Dossier) -> None:
    logement, voisin = cle(ajouter_logement_offert(d.base, libelle="Les Pins")), d.autre_menage()
    passage = cle(envoyer_proposition(d.base, d.menage, logement, envoyee_le=ENVOI, temporaire=True))
    raison = "libre à la fin des travaux"
    suite = cle(envoyer_proposition(d.base, voisin, logement, envoyee_le=ENVOI, raison_envoi=raison))
    accepter_proposition(d.base, passage, le=ENVOI)
    sejour = cle(signer_bail(d.base, d.menage, passage, bail_signe_le=ENVOI))
    enregistrer_demenagement(d.base, sejour, le=ENVOI)
    accepter_proposition(d.base, suite, le=ACCORD, raison_accord="il l'aura au retour")
    retour = terminer_temporaire(d.base, sejour, le=BAIL, retour_logement=None).geste_id
    bail = signer_bail(d.base, voisin, suite, bail_signe_le=BAIL).geste_id
    assert retour is not None
    assert bail is not None
    with refuse("annulez d'abord les plus récents", None):
        annuler(d.base, retour)
    annuler(d.base, bail)
    annuler(d.base, retour)


def test_un_refus_ne_s_annule_pas_sous_le_bail_qui_l_a_suivi(deux: Deux) -> None:
    """L'accord du second ménage est d'avant le refus du premier ; seul son bail l'a suivi."""
    accepter_proposition(deux.base, deux.b, le=ACCORD)
    refus = deux.refuser(deux.a, ACCORD)
    bail = signer_bail(deux.base, deux.voisin, deux.b, bail_signe_le=BAIL).geste_id
    assert bail is not None
    with refuse("annulez d'abord les plus récents", None):
        annuler(deux.base, refus)
    annuler(deux.base, bail)
    annuler(deux.base, refus)
    assert deux.d.proposition(deux.a).reponse is None


def test_un_bail_annule_ne_revient_pas_sous_celui_qui_l_a_remplace(deux: Deux) -> None:
    loger(deux)
    premier = signer_bail(deux.base, deux.d.menage, deux.a, bail_signe_le=BAIL).geste_id
    assert premier is not None
    annulation = annuler(deux.base, premier).geste_id
    assert annulation is not None
    signer_bail(deux.base, deux.voisin, deux.b, bail_signe_le=BAIL)
    with refuse("annulez d'abord les plus récents", None):
        annuler(deux.base, annulation)
