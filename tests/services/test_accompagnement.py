"""Ceux qui aident le ménage, ce qui entoure sa proposition et son départ : chaque geste, ses bornes, sa correction."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import ActeurSocial, Demande, Enquete, Menage, VisiteTechnique
from relogement.regles.echeances import attentes
from relogement.services import accompagnement, attributions, indemnites, relogements
from relogement.services.annulation import annuler
from relogement.services.charte import constats_menage
from relogement.services.corrections import corriger, retirer
from relogement.services.enquetes import noter_enquete
from relogement.services.propositions import accepter_proposition
from relogement.vocabulaire import (
    DecisionCaleol,
    ModeEnquete,
    MotifPriorite,
    Reservataire,
    ResultatEnquete,
    Satisfaction,
    VoieCaleol,
)
from tests.outils import cle
from tests.services.dossier import ENVOI, Dossier

JUIN_20, JUILLET = date(2026, 6, 20), date(2026, 7, 1)
JOUR = timedelta(days=1)


def refuse(phrase: str, champ: str | None) -> Any:
    """Ce que le geste refuse, et le champ qu'il désigne."""
    return pytest.raises(ErreurMetier, match=phrase, check=lambda e: e.champ == champ)


def test_un_acteur_social_se_joint_a_partir_du_jour_ou_il_suit_le_menage(d: Dossier) -> None:
    acteur = cle(accompagnement.noter_acteur(d.base, d.menage, nom=" CCAS, Mme Roy ", depuis=JUIN_20))
    assert d.lire(ActeurSocial, acteur).nom == "CCAS, Mme Roy"
    with refuse("Le contact ne peut pas précéder", "contact_le"):
        corriger(d.base, "acteursocial", acteur, contact_le=JUIN_20 - JOUR)
    with refuse("futur", "contact_le"):
        corriger(d.base, "acteursocial", acteur, contact_le=d.horloge.jour + JOUR)
    corriger(d.base, "acteursocial", acteur, contact_le=JUIN_20, accueil=True)
    fiche = d.lire(ActeurSocial, acteur)
    assert (fiche.contact_le, fiche.accueil) == (JUIN_20, True)
    with refuse("nom de l'acteur", "nom"):
        accompagnement.noter_acteur(d.base, d.menage, nom="  ", depuis=JUIN_20)


def test_un_contingent_se_sollicite_ou_dit_pourquoi_non(d: Dossier) -> None:
    demande = cle(accompagnement.noter_demande(d.base, d.menage, contingent=Reservataire.ETAT, le=JUIN_20))
    with refuse("réponse ne peut pas précéder", "reponse_le"):
        corriger(d.base, "demande", demande, reponse="accord", reponse_le=JUIN_20 - JOUR)
    with refuse("jour de la réponse", "reponse_le"):
        corriger(d.base, "demande", demande, reponse="accord")
    corriger(d.base, "demande", demande, reponse="accord", reponse_le=JUIN_20)
    assert d.lire(Demande, demande).reponse_le == JUIN_20
    inutile = cle(accompagnement.noter_demande(
        d.base, d.menage, contingent=Reservataire.ACTION_LOGEMENT, le=JUIN_20, sans_objet="retraitée"
    ))
    assert d.lire(Demande, inutile).sans_objet == "retraitée"


@pytest.mark.parametrize(("le", "passe"), [(date(2026, 11, 18), True), (date(2026, 11, 19), False)])
def test_une_visite_technique_ne_se_note_pas_d_avance(d: Dossier, le: date, passe: bool) -> None:
    if passe:
        visite = cle(accompagnement.noter_visite_technique(d.base, d.menage, le=le, constat="rien à signaler"))
        assert d.lire(VisiteTechnique, visite).constat == "rien à signaler"
        retirer(d.base, "visitetechnique", visite)
        assert d.lire(VisiteTechnique, visite).supprime_le is not None
    else:
        with refuse("futur", "le"):
            accompagnement.noter_visite_technique(d.base, d.menage, le=le)


def test_l_employeur_cotisant_a_sa_date_et_redevient_inconnu(d: Dossier) -> None:
    accompagnement.dire_employeur(d.base, d.menage, action_logement=True, le=JUIN_20)
    menage = d.lire(Menage, d.menage)
    assert (menage.action_logement, menage.action_logement_le) == (True, JUIN_20)
    accompagnement.dire_employeur(d.base, d.menage, action_logement=None, le=JUIN_20)
    menage = d.lire(Menage, d.menage)
    assert (menage.action_logement, menage.action_logement_le) == (None, None)


def test_le_numero_unique_et_les_priorites(d: Dossier) -> None:
    with refuse("numéro unique", "nur"):
        accompagnement.renouveler_nur(d.base, d.menage, nur=" ", nur_le=JUIN_20)
    accompagnement.renouveler_nur(d.base, d.menage, nur="0440612345", nur_le=JUIN_20)
    accompagnement.fixer_priorites(d.base, d.menage, priorites=[MotifPriorite.SANTE, MotifPriorite.CONTINGENT])
    menage = d.lire(Menage, d.menage)
    assert (menage.nur, menage.nur_le, menage.priorites) == ("0440612345", JUIN_20, ["contingent", "sante"])


def test_la_commission_d_attribution_informee_ne_decide_pas(d: Dossier) -> None:
    p = d.proposer()
    with refuse("ne décide pas", "decision"):
        attributions.noter_caleol(
            d.base, p, caleol=VoieCaleol.INFORMATION, le=JUIN_20, decision=DecisionCaleol.ATTRIBUTION
        )
    with refuse("Choisissez la décision", "decision"):
        attributions.noter_caleol(d.base, p, caleol=VoieCaleol.DECISION, le=JUIN_20)
    attributions.noter_caleol(d.base, p, caleol=VoieCaleol.DECISION, le=JUIN_20, decision=DecisionCaleol.RANG)
    attributions.noter_caleol(d.base, p, caleol=VoieCaleol.INFORMATION, le=JUIN_20)
    fiche = d.proposition(p)
    assert (fiche.caleol, fiche.caleol_decision) == (VoieCaleol.INFORMATION, None)


def test_une_proposition_ecartee_par_la_commission_laisse_en_accepter_une_autre(d: Dossier) -> None:
    premiere = d.accepter()
    seconde = d.proposer()
    with refuse("déjà acceptée", None):
        accepter_proposition(d.base, seconde, le=JUIN_20)
    assert d.proposition(seconde).reponse is None
    attributions.noter_caleol(
        d.base, premiere, caleol=VoieCaleol.DECISION, le=JUIN_20, decision=DecisionCaleol.NON_ATTRIBUTION
    )
    accepter_proposition(d.base, seconde, le=JUIN_20)
    with refuse("déjà acceptée", None):
        attributions.noter_caleol(
            d.base, premiere, caleol=VoieCaleol.DECISION, le=JUIN_20, decision=DecisionCaleol.ATTRIBUTION
        )
    assert d.proposition(premiere).caleol_decision is DecisionCaleol.NON_ATTRIBUTION


def test_le_reste_a_vivre_s_examine_a_partir_de_l_envoi(d: Dossier) -> None:
    p = d.proposer()
    with refuse("précède l'envoi", "le"):
        attributions.examiner_reste_a_vivre(d.base, p, le=ENVOI - JOUR, examen="suffisant")
    with refuse("conclut", "examen"):
        attributions.examiner_reste_a_vivre(d.base, p, le=ENVOI, examen=" ")
    attributions.examiner_reste_a_vivre(d.base, p, le=ENVOI, examen="suffisant")
    corriger(d.base, "proposition", p, hors_quartier=True, construit_pour_lui=True)
    fiche = d.proposition(p)
    assert (fiche.examen_le, fiche.examen, fiche.hors_quartier, fiche.construit_pour_lui) == (
        ENVOI, "suffisant", True, True
    )


def test_le_changement_d_adresse_se_paie_apres_le_bail(d: Dossier) -> None:
    r = d.signer()
    with refuse("montant", "adresse_forfait"):
        indemnites.indemniser_adresse(d.base, r, forfait=None, le=JUILLET)
    with refuse("suit la signature du bail", "adresse_paye_le"):
        indemnites.indemniser_adresse(d.base, r, forfait=4000, le=JUILLET - JOUR)
    indemnites.indemniser_adresse(d.base, r, forfait=4000, le=JUILLET)
    assert (d.relogement(r).adresse_forfait, d.relogement(r).adresse_paye_le) == (4000, JUILLET)


def test_une_minoration_demandee_a_son_montant_et_son_jour(d: Dossier) -> None:
    r = d.signer()
    with refuse("à la fois", "minoration"):
        indemnites.noter_minoration(d.base, r, plafond_apl=1, loyer_avant_minoration=2, demandee_le=JUILLET)
    with refuse("à la fois", "minoration_demandee_le"):
        indemnites.noter_minoration(d.base, r, plafond_apl=1, loyer_avant_minoration=2, minoration=3)
    indemnites.noter_minoration(d.base, r, plafond_apl=38000, loyer_avant_minoration=41000)
    assert d.relogement(r).minoration_demandee_le is None
    assert indemnites.forfaits_demandes(d.base, d.operation) == 0
    indemnites.noter_minoration(
        d.base, r, plafond_apl=38000, loyer_avant_minoration=41000, minoration=400_000, demandee_le=JUILLET
    )
    assert indemnites.forfaits_demandes(d.base, d.operation) == 1
    indemnites.noter_minoration(
        d.base, r, plafond_apl=38000, loyer_avant_minoration=41000, minoration=600_000, demandee_le=JUILLET
    )
    assert (d.relogement(r).plafond_apl, d.relogement(r).minoration) == (38000, 600_000)


def reloge(d: Dossier) -> UUID:
    """Un bail, un déménagement le 1er juillet."""
    r = d.signer()
    relogements.enregistrer_demenagement(d.base, r, le=JUILLET)
    return r


def test_chaque_essai_de_l_enquete_suit_le_demenagement(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="suit le relogement"):
        noter_enquete(d.base, d.menage, le=JUILLET, resultat=ResultatEnquete.INJOIGNABLE)
    reloge(d)
    with refuse("précéder le déménagement", "le"):
        noter_enquete(d.base, d.menage, le=JUILLET - JOUR, resultat=ResultatEnquete.INJOIGNABLE)
    essais = [
        cle(noter_enquete(d.base, d.menage, le=JUILLET + n * JOUR, resultat=ResultatEnquete.INJOIGNABLE))
        for n in range(3)
    ]
    assert len(set(essais)) == 3
    with refuse("« réalisé »", "resultat"):
        corriger(d.base, "enquete", essais[0], logement=Satisfaction.TRES)
    corriger(d.base, "enquete", essais[0], resultat=ResultatEnquete.REPONDUE, logement=Satisfaction.TRES)
    assert d.lire(Enquete, essais[0]).logement is Satisfaction.TRES


def test_un_questionnaire_se_note_entier_et_ses_contradictions_se_disent(d: Dossier) -> None:
    reloge(d)
    entier: dict[str, Any] = {
        "information": Satisfaction.PLUTOT_PAS, "interlocuteur": False, "accompagnement": Satisfaction.TRES,
        "demenagement": Satisfaction.PLUTOT, "logement": Satisfaction.TRES, "travaux": True,
        "quartier": Satisfaction.PAS_DU_TOUT, "difficultes": ["budget", "autre"],
    }
    fait = noter_enquete(
        d.base, d.menage, le=JUILLET, mode=ModeEnquete.PAPIER, resultat=ResultatEnquete.REPONDUE, **entier
    )
    lue = d.lire(Enquete, cle(fait))
    assert {champ: getattr(lue, champ) for champ in entier} == entier
    with refuse("au moins une réponse", "resultat"):
        noter_enquete(d.base, d.menage, le=JUILLET, resultat=ResultatEnquete.REPONDUE)
    with refuse("« réalisé »", "resultat"):
        noter_enquete(d.base, d.menage, le=JUILLET, resultat=ResultatEnquete.DECLINEE, interlocuteur=False)
    with refuse("« réalisé »", "resultat"):
        noter_enquete(d.base, d.menage, le=JUILLET, resultat=ResultatEnquete.DECEDE, difficultes=["budget"])
    with refuse("pas dans la liste", "difficultes"):
        noter_enquete(d.base, d.menage, le=JUILLET, resultat=ResultatEnquete.REPONDUE, difficultes=["sante"])
    with refuse("Un papier", "mode"):
        noter_enquete(d.base, d.menage, le=JUILLET, mode=ModeEnquete.PAPIER, resultat=ResultatEnquete.ABSENT)
    for issue in ResultatEnquete:
        noter_enquete(d.base, d.menage, le=JUILLET, mode=ModeEnquete.VISITE, resultat=issue, note="Dit")


def test_un_menage_parti_sort_des_echeances(d: Dossier) -> None:
    reloge(d)

    def dues() -> set[str]:
        au = JUILLET + 170 * JOUR
        return {a.constat.id for a in attentes(constats_menage(d.base, d.menage, au=au), au)}

    assert "A14.1" in dues()
    fait = noter_enquete(
        d.base, d.menage, le=JUILLET + JOUR, mode=ModeEnquete.TELEPHONE, resultat=ResultatEnquete.PARTI
    )
    assert "A14.1" not in dues()
    assert fait.geste_id is not None
    annuler(d.base, fait.geste_id)
    assert "A14.1" in dues()


def test_une_partie_de_la_fiche_se_vide_d_un_coup_et_reste_coherente(d: Dossier) -> None:
    p = d.accepter()
    attributions.noter_caleol(d.base, p, caleol=VoieCaleol.DECISION, le=JUIN_20, decision=DecisionCaleol.RANG)
    attributions.examiner_reste_a_vivre(d.base, p, le=JUIN_20, examen="suffisant")
    for valeurs, phrase in (
        ({"caleol_le": None}, "à la fois"), ({"caleol_decision": None}, "Choisissez"), ({"examen": None}, "à la fois"),
        ({"caleol": None, "caleol_le": None}, "ne décide pas"),
    ):
        with pytest.raises(ErreurMetier, match=phrase):
            corriger(d.base, "proposition", p, **valeurs)
    corriger(d.base, "proposition", p, caleol=None, caleol_le=None, caleol_decision=None)
    assert d.proposition(p).examen == "suffisant"
    r = d.signer(p)
    indemnites.indemniser_adresse(d.base, r, forfait=4000, le=JUILLET)
    with refuse("à la fois", "minoration_demandee_le"):
        corriger(d.base, "relogement", r, minoration=1)
    corriger(d.base, "relogement", r, adresse_forfait=None, adresse_paye_le=None)
    assert d.relogement(r).adresse_forfait is None
