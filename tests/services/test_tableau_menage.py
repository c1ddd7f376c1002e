"""Les gestes qu'appellent les fiches : le recueil de l'entretien, le logement proposé à neuf, le budget complété."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.budgets_figes import completer_budget_fige
from relogement.services.corrections import retirer
from relogement.services.entretiens import Recueil, completer_entretien, enregistrer_entretien
from relogement.services.menages import modifier_personne, noter_ressource
from relogement.services.operations import modifier_operation
from relogement.services.propositions import accepter_proposition, envoyer_proposition
from relogement.services.relogements import enregistrer_demenagement, signer_bail, terminer_temporaire
from relogement.services.suivis import decider_suivi, proposer_suivi
from relogement.services.tableau_menage import budgets_menage, compteurs_menage, suivi_menage
from relogement.vocabulaire import DecisionSuivi, NatureOperation, NatureRessource
from tests.outils import cle
from tests.ui.fiches.dossiers import Essai, preparer

LE = date(2026, 11, 1)


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Essai]:
    """Un ménage et sa base."""
    fait = preparer(tmp_path)
    yield fait
    fait.base.fermer()


def defaire(essai: Essai) -> None:
    dernier = dernier_annulable(essai.base)
    assert dernier is not None
    annuler(essai.base, dernier[0])


def test_un_logement_neuf_et_sa_proposition_sont_un_seul_geste(essai: Essai) -> None:
    envoyer_proposition(essai.base, essai.menage, None, envoyee_le=LE, nouveau={"libelle": "Le Clos", "loyer": 30_000})
    p = essai.fiche.propositions[0]
    assert essai.fiche.offerts[p["logement_id"]]["loyer"] == 30_000
    assert essai.fiche.budgets[p["id"]][1]["loyer"] == 30_000
    defaire(essai)
    assert not essai.fiche.propositions
    assert not essai.fiche.offerts


def test_sans_logement_ni_designation_rien_n_est_ecrit(essai: Essai) -> None:
    with pytest.raises(ErreurMetier) as erreur:
        envoyer_proposition(essai.base, essai.menage, None, envoyee_le=LE)
    assert erreur.value.champ == "libelle"
    assert not essai.fiche.propositions


def test_une_proposition_retiree_garde_son_numero(essai: Essai) -> None:
    retirer(essai.base, "proposition", essai.proposer())
    essai.proposer()
    assert [p["rang"] for p in essai.fiche.propositions] == [2]


def test_un_terme_inconnu_se_complete_et_un_terme_connu_ne_change_plus(essai: Essai) -> None:
    cle = essai.proposer(apl=None)
    completer_budget_fige(essai.base, cle, avant={"apl": None}, apres={"apl": 25_400, "rls": 4_306})
    assert essai.fiche.budgets[cle][1]["apl"] == 25_400
    with pytest.raises(ErreurMetier) as erreur:
        completer_budget_fige(essai.base, cle, avant={}, apres={"apl": 25_401})
    assert erreur.value.champ == "apl_apres"
    defaire(essai)
    assert essai.fiche.budgets[cle][1]["apl"] is None


def test_rien_de_nouveau_ne_complete_rien(essai: Essai) -> None:
    cle = essai.proposer()
    with pytest.raises(ErreurMetier):
        completer_budget_fige(essai.base, cle, avant={}, apres={})
    modifier_personne(essai.base, essai.personnes[1], naissance=date(2009, 2, 4))
    completer_budget_fige(essai.base, cle, avant={}, apres={})
    assert [f["uc_dixiemes"] for f in essai.fiche.budgets[cle]] == [15, 15]


def test_les_ages_repris_sont_ceux_du_jour_de_l_envoi(essai: Essai) -> None:
    cle = essai.proposer(date(2026, 10, 1))
    modifier_personne(essai.base, essai.personnes[1], naissance=date(2012, 10, 2))
    completer_budget_fige(essai.base, cle, avant={}, apres={})
    assert essai.fiche.budgets[cle][0]["uc_dixiemes"] == 13


def test_un_terme_etranger_au_budget_est_une_faute_de_programme(essai: Essai) -> None:
    with pytest.raises(TypeError):
        completer_budget_fige(essai.base, essai.proposer(), avant={}, apres={"uc_dixiemes": 15})


def test_le_recueil_de_l_entretien_s_annule_d_un_coup(essai: Essai) -> None:
    avant = essai.fiche
    recueil = Recueil(
        {essai.personnes[1]: date(2009, 2, 4)}, {"loyer": 31_240, "apl": 25_000},
        [{"personne_id": essai.personnes[1], "nature": NatureRessource.SANS, "montant": 0}],
        [("Date de l'avis", "en mars", "illisible")],
    )
    enregistrer_entretien(essai.base, essai.menage, le=LE, souhaits={"type": "T4"}, recueil=recueil)
    fiche = essai.fiche
    assert fiche.personnes[1]["naissance"] == date(2009, 2, 4)
    assert (fiche.loyers[1]["du"], fiche.loyers[1]["apl"]) == (LE, 25_000)
    assert fiche.a_completer[0]["texte"] == "en mars"
    defaire(essai)
    fiche = essai.fiche
    assert (fiche.personnes, fiche.loyers, fiche.ressources, fiche.a_completer, fiche.souhaits) == (
        avant.personnes, avant.loyers, avant.ressources, avant.a_completer, avant.souhaits,
    )


def test_une_marque_n_est_ecrite_qu_une_fois_puis_se_regle(essai: Essai) -> None:
    marque = Recueil(a_completer=[("APL par mois", "", "marqué")])
    enregistrer_entretien(essai.base, essai.menage, le=LE, recueil=marque)
    enregistrer_entretien(essai.base, essai.menage, le=LE, recueil=marque)
    assert len(essai.fiche.a_completer) == 1
    enregistrer_entretien(essai.base, essai.menage, le=LE, recueil=Recueil(completes=["APL par mois"]))
    assert essai.fiche.a_completer[0]["regle_le"] == LE


def test_completer_un_entretien_ne_le_double_pas(essai: Essai) -> None:
    cle = essai.fiche.entretiens[0]["id"]
    completer_entretien(essai.base, cle, le=LE, aucune_difficulte=True, souhaits={"type": "T4"})
    completer_entretien(essai.base, cle, le=LE, aucune_difficulte=True, souhaits={"type": "T5"})
    fiche = essai.fiche
    assert [e["le"] for e in fiche.entretiens] == [LE]
    assert [s["type"] for s in fiche.souhaits] == ["T5"]
    assert fiche.entretiens[0]["souhait_id"] == fiche.souhaits[0]["id"]


def test_une_ressource_renotee_le_meme_jour_ne_compte_pas_deux_fois(essai: Essai) -> None:
    for montant in (112_800, 120_000):
        noter_ressource(
            essai.base, essai.menage, du=date(2026, 1, 1), personne_id=essai.personnes[0],
            nature=NatureRessource.SALAIRE, montant=montant,
        )
    assert [r["montant"] for r in essai.fiche.ressources] == [120_000]


def test_au_retour_chez_soi_le_suivi_peut_etre_propose(essai: Essai) -> None:



    modifier_operation(essai.base, essai.fiche.operation["id"], nature=NatureOperation.REHABILITATION)
    cle = signer_bail(essai.base, essai.menage, None, bail_signe_le=date(2026, 3, 1), temporaire=True).id
    assert cle is not None
    with pytest.raises(ErreurMetier):
        proposer_suivi(essai.base, essai.menage, le=LE)
    enregistrer_demenagement(essai.base, cle, le=date(2026, 3, 2))
    terminer_temporaire(essai.base, cle, le=date(2026, 10, 1), retour_logement=None)
    proposer_suivi(essai.base, essai.menage, le=LE)
    assert mois_attendus(essai, LE) == [1, 3, 6]


def test_les_budgets_du_tableau_sont_ceux_du_dossier(essai: Essai) -> None:
    essai.proposer()
    quitte, proposee = budgets_menage(essai.base, essai.menage, LE)
    assert (quitte.budget.mensualite_residuelle, proposee.budget.mensualite_residuelle) == (12_754, 12_804)
    assert proposee.quitte == quitte.budget


def test_les_compteurs_ignorent_un_refus_d_apres(essai: Essai) -> None:
    points = dict.fromkeys(("adapte_type", "adapte_lieu", "adapte_accessibilite", "adapte_budget"), True)
    essai.refuser(le=date(2026, 10, 28), **points)
    assert [c.nombre for c in compteurs_menage(essai.base, essai.menage, date(2026, 10, 28))] == [1, 0]
    assert compteurs_menage(essai.base, essai.menage, date(2026, 10, 27))[0].nombre == 0


def test_sans_emmenagement_aucune_visite_n_est_attendue(essai: Essai) -> None:
    assert suivi_menage(essai.base, essai.menage, LE) is None


def mois_attendus(essai: Essai, au: date) -> list[int]:
    suivi = suivi_menage(essai.base, essai.menage, au)
    assert suivi is not None
    return [f.mois for f in suivi.fenetres]


def reloger(essai: Essai, le: date) -> UUID:
    """Signé et déménagé ce jour-là, dans le logement accepté."""
    if not essai.fiche.propositions:
        accepter_proposition(essai.base, essai.proposer(le - timedelta(days=20)), le=le)
    proposition = essai.fiche.propositions[0]["id"]
    relogement = cle(signer_bail(essai.base, essai.menage, proposition, bail_signe_le=le))
    enregistrer_demenagement(essai.base, relogement, le=le)
    return relogement


def test_apres_un_second_demenagement_la_premiere_prolongation_ne_compte_plus(essai: Essai) -> None:
    premier = reloger(essai, date(2026, 3, 2))
    decider_suivi(
        essai.base, essai.menage, decision=DecisionSuivi.PROLONGE, le=date(2026, 9, 2), raison="Un impayé"
    )
    assert mois_attendus(essai, LE) == [1, 3, 6, 9, 12]
    retirer(essai.base, "relogement", premier)
    reloger(essai, date(2026, 10, 1))
    suivi = suivi_menage(essai.base, essai.menage, LE)
    assert suivi is not None
    assert (suivi.depuis, suivi.terme, [f.mois for f in suivi.fenetres]) == (
        date(2026, 10, 1), date(2027, 4, 1), [1, 3, 6]
    )
    assert suivi.suivi is not None
    assert suivi.suivi.decision is None
