"""Ce qui ne peut pas être vrai se refuse d'une phrase, au champ qui le dit : APL trop forte, référent à venir."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import Loyer
from relogement.services.accompagnement import noter_acteur
from relogement.services.budgets_figes import completer_budget_fige
from relogement.services.commissions import convoquer_commission
from relogement.services.corrections import corriger
from relogement.services.entretiens import Recueil, enregistrer_entretien
from relogement.services.evaluations import noter_evaluation, noter_presentation_cil
from relogement.services.menages import affecter_referent, noter_loyer
from relogement.services.operations import affecter_referent_operation
from relogement.services.propositions import envoyer_proposition
from relogement.services.relogements import signer_bail
from relogement.services.suivis import decider_suivi
from relogement.services.vivier import ajouter_logement_offert
from relogement.vocabulaire import Besoin, DecisionSuivi
from tests.outils import cle, photographie
from tests.services.dossier import Dossier

DU = date(2026, 6, 1)
PLAFOND = 42510
"""Le loyer et les charges du logement proposé, réunis."""
Geste = Callable[[Dossier, UUID, int], object]


def offert(d: Dossier) -> UUID:
    return cle(ajouter_logement_offert(d.base, libelle="Les Tilleuls", loyer=34110, charges=8400))


GESTES: dict[str, tuple[Callable[[Dossier], UUID], Geste]] = {
    "loyer": (lambda d: d.menage, lambda d, k, apl: noter_loyer(d.base, k, du=DU, loyer=34110, charges=8400, apl=apl)),
    "entretien": (lambda d: d.menage, lambda d, k, apl: enregistrer_entretien(
        d.base, k, le=DU, recueil=Recueil(loyer={"loyer": 34110, "charges": 8400, "apl": apl}))),
    "correction": (
        lambda d: cle(noter_loyer(d.base, d.menage, du=DU, loyer=34110, charges=8400)),
        lambda d, k, apl: corriger(d.base, "loyer", k, apl=apl),
    ),
    "envoi": (offert, lambda d, k, apl: envoyer_proposition(d.base, d.menage, k, envoyee_le=DU, apl=apl)),
    "budget": (lambda d: d.proposer(), lambda d, k, apl: completer_budget_fige(
        d.base, k, avant={}, apres={"apl": apl})),
    "bail": (lambda d: d.accepter(), lambda d, k, apl: signer_bail(
        d.base, d.menage, k, bail_signe_le=date(2026, 7, 1), apl=apl)),
    "bail corrigé": (lambda d: d.signer(), lambda d, k, apl: corriger(d.base, "relogement", k, apl=apl)),
}


@pytest.mark.parametrize("nom", GESTES)
def test_une_apl_plus_forte_que_le_loyer_et_les_charges_est_refusee(d: Dossier, nom: str) -> None:
    preparer, geste = GESTES[nom]
    fiche = preparer(d)
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match="dépasse le loyer et les charges") as refus:
        geste(d, fiche, PLAFOND + 1)
    assert refus.value.champ == ("apl_apres" if nom == "budget" else "apl")
    assert "425,11\u00a0€" in refus.value.phrase
    assert photographie(d.base) == avant
    geste(d, fiche, PLAFOND)
    assert photographie(d.base) != avant


@pytest.mark.parametrize("montants", [{"loyer": 34110}, {"charges": 8400}, {"loyer": 34110, "charges": None}])
def test_sans_le_loyer_ou_les_charges_on_ne_sait_pas_dire_qu_elle_est_trop_forte(
    d: Dossier, montants: dict[str, int | None]
) -> None:
    noter_loyer(d.base, d.menage, du=DU, apl=90000, **montants)
    with d.base.session() as s:
        assert s.get_one(Loyer, cle(noter_loyer(d.base, d.menage, du=DU, apl=90000))).apl == 90000


def test_une_apl_douteuse_de_la_liste_ne_gene_pas_une_autre_correction(d: Dossier) -> None:
    with d.base.geste("importer", "Liste", d.menage) as g:
        fiche = Loyer(menage_id=d.menage, du=DU, loyer=100, charges=0, apl=200)
        g.s.add(fiche)
    corriger(d.base, "loyer", fiche.id, rls=50)
    with pytest.raises(ErreurMetier, match="dépasse"):
        corriger(d.base, "loyer", fiche.id, charges=50)


def test_un_referent_commence_au_plus_tard_aujourd_hui(d: Dossier) -> None:
    aujourd_hui = d.horloge.jour
    demain = aujourd_hui + timedelta(days=1)
    du_menage = cle(affecter_referent(d.base, d.menage, agent="Nadia R.", du=aujourd_hui))
    affecter_referent_operation(d.base, d.operation, agent="Nadia R.", du=aujourd_hui)
    gestes: tuple[Callable[[], object], ...] = (
        lambda: affecter_referent(d.base, d.menage, agent="Karim L.", du=demain),
        lambda: affecter_referent_operation(d.base, d.operation, agent="Karim L.", du=demain),
        lambda: corriger(d.base, "referent", du_menage, du=demain),
    )
    for geste in gestes:
        with pytest.raises(ErreurMetier, match="dans le futur") as refus:
            geste()
        assert refus.value.champ == "du"


def test_aucun_besoin_ne_se_coche_pas_avec_un_autre(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="aucun besoin particulier") as refus:
        enregistrer_entretien(d.base, d.menage, le=DU, besoins=[Besoin.AUCUN, Besoin.ECOLE])
    assert refus.value.champ == "besoins"
    enregistrer_entretien(d.base, d.menage, le=DU, besoins=[Besoin.AUCUN])


LONG = "x" * 2000
NOTES: dict[str, Callable[[Dossier], object]] = {
    "nom": lambda d: noter_acteur(d.base, d.menage, nom=LONG, depuis=DU),
    "auteur": lambda d: noter_evaluation(d.base, d.operation, le=DU, auteur=LONG, quantitative="45 ménages"),
    "lieu": lambda d: convoquer_commission(d.base, d.operation, le=DU, lieu=LONG),
    "annee": lambda d: noter_presentation_cil(d.base, annee=1999, le=DU),
}


@pytest.mark.parametrize("champ", NOTES)
def test_une_fiche_neuve_refusee_nomme_le_champ_et_n_ecrit_rien(d: Dossier, champ: str) -> None:
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match=r"caractères|au moins 2000") as refus:
        NOTES[champ](d)
    assert refus.value.champ == champ
    assert photographie(d.base) == avant


def test_decider_du_suivi_d_un_menage_disparu_se_refuse_d_une_phrase(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="n'existe plus"):
        decider_suivi(d.base, UUID(int=0), decision=DecisionSuivi.CLOS, le=DU, raison="vu")


def test_un_loyer_nul_n_est_pas_un_loyer(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="laissez-le vide") as refus:
        noter_loyer(d.base, d.menage, du=date(2026, 3, 1), loyer=0, charges=1)
    assert refus.value.champ == "loyer"
    noter_loyer(d.base, d.menage, du=date(2026, 3, 1), loyer=1, charges=0)
    p = d.accepter()
    with pytest.raises(ErreurMetier, match="laissez-le vide"):
        d.signer(p, loyer=0)
    bail = d.signer(p, loyer=1)
    with pytest.raises(ErreurMetier, match="laissez-le vide"):
        corriger(d.base, "relogement", bail, loyer=0)


def test_un_budget_fige_ne_se_complete_pas_d_un_loyer_nul(d: Dossier) -> None:
    p = cle(envoyer_proposition(d.base, d.menage, None, envoyee_le=date(2026, 6, 1), nouveau={"libelle": "Les Pins"}))
    with pytest.raises(ErreurMetier, match="laissez-le vide") as refus:
        completer_budget_fige(d.base, p, avant={}, apres={"loyer": 0})
    assert refus.value.champ == "loyer_apres"
    completer_budget_fige(d.base, p, avant={}, apres={"loyer": 1})
