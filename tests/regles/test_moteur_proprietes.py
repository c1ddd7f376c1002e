"""Ce qui vaut pour tout dossier : l'inconnu n'est jamais vert, le temps n'efface pas un retard, rien ne casse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import OBLIGATIONS, evaluer
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.etape import Etape, drapeaux, etape
from relogement.regles.faits import (
    Adequation,
    Bail,
    BudgetGele,
    CompositionDeclaree,
    FaitsMenage,
    Personne,
    Proposition,
    Relogement,
)
from tests.hasard import exemples
from tests.regles.fabrique import dossier_parfait, dossiers, jours, refus

CHARTE = charger_charte()
FIN = date(2027, 5, 1)
Effacement = Callable[[FaitsMenage], FaitsMenage]


@exemples(80)
@given(dossiers, jours)
def test_evaluer_rend_un_constat_lisible_par_obligation_quel_que_soit_le_dossier(faits: FaitsMenage, au: date) -> None:
    constats = evaluer(faits, CHARTE, au)
    assert [c.id for c in constats] == [o.id for o in OBLIGATIONS]
    for c, o in zip(constats, OBLIGATIONS, strict=True):
        assert c.etat in o.etats
        assert c.phrase.endswith(".")
        assert (c.jours is None) or c.jours > 0
        if c.etat is Etat.EN_RETARD:
            assert c.jours
            assert c.echeance
        if c.etat is Etat.A_FAIRE and c.echeance:
            assert c.echeance >= au
    assert etape(faits, au) in Etape
    drapeaux(faits, au)


@exemples(80)
@given(dossiers, jours, jours)
def test_aux_memes_faits_le_temps_n_efface_pas_un_retard(faits: FaitsMenage, un: date, autre: date) -> None:
    tot, tard = sorted((un, autre))
    vus = faits_au(faits, tot)
    avant = {c.id: c for c in evaluer(vus, CHARTE, tot)}
    for apres in evaluer(vus, CHARTE, tard):
        if avant[apres.id].etat is Etat.EN_RETARD:
            assert apres.etat is not Etat.A_FAIRE, apres.id
            assert apres.etat is not Etat.RESPECTEE, apres.id


@exemples(80)
@given(dossiers, jours)
def test_un_menage_qui_n_existe_pas_encore_n_est_pas_en_retard(faits: FaitsMenage, au: date) -> None:
    annonce = faits.operation.annonce
    if annonce is None or faits.sortie is not None:
        return
    demain = au + timedelta(days=1)
    nus = replace(faits, operation=replace(faits.operation, annonce=min(annonce, au)), referents=())
    for a_venir in (
        replace(nus, decohabitant=True, decohabite_le=demain),
        replace(nus, decohabitant=False, bail=Bail("b", "B-1", demain)),
    ):
        retards = {c.id for c in evaluer(a_venir, CHARTE, au) if c.etat is Etat.EN_RETARD}
        assert not retards & {"A01.1", "A02.1", "A02.2", "A02.3", "A03.1", "A03.2"}


@exemples(60)
@given(dossiers, jours, jours)
def test_elaguer_deux_fois_vaut_elaguer_au_plus_tot(faits: FaitsMenage, un: date, autre: date) -> None:
    tot, tard = sorted((un, autre))
    assert faits_au(faits_au(faits, tard), tot) == faits_au(faits, tot)


@exemples(60)
@given(dossiers, jours)
def test_apres_la_sortie_plus_rien_n_est_a_faire_et_le_constat_ne_bouge_plus(faits: FaitsMenage, au: date) -> None:
    if faits.sortie is None or faits.sortie.le > au:
        return
    constats = evaluer(faits, CHARTE, au)
    assert not [c.id for c in constats if c.etat in (Etat.A_FAIRE, Etat.A_VENIR)]
    plus_tard = evaluer(faits, CHARTE, date(2040, 1, 1))
    assert [(c.id, c.etat, c.jours) for c in constats] == [(c.id, c.etat, c.jours) for c in plus_tard]


def _propositions(**champs: object) -> Effacement:
    def effacer(f: FaitsMenage) -> FaitsMenage:
        return replace(f, propositions=tuple(_proposition(p, champs) for p in f.propositions))

    return effacer


def _proposition(p: Proposition, champs: dict[str, object]) -> Proposition:
    return replace(p, **champs)  # type: ignore[arg-type]  # champs variés, un par cas


def _relogement(**champs: object) -> Effacement:
    def effacer(f: FaitsMenage) -> FaitsMenage:
        return replace(f, relogements=tuple(_un_relogement(r, champs) for r in f.relogements))

    return effacer


def _un_relogement(r: Relogement, champs: dict[str, object]) -> Relogement:
    return replace(r, **champs)  # type: ignore[arg-type]  # champs variés, un par cas


def _personnes(**champs: object) -> Effacement:
    def effacer(f: FaitsMenage) -> FaitsMenage:
        return replace(f, personnes=tuple(_personne(p, champs) for p in f.personnes))

    return effacer


def _personne(p: Personne, champs: dict[str, object]) -> Personne:
    return replace(p, **champs)  # type: ignore[arg-type]  # champs variés, un par cas


def _informations(**champs: object) -> Effacement:
    return lambda f: replace(f, informations=tuple(replace(i, **champs) for i in f.informations))  # type: ignore[arg-type]  # champs variés


def _bail(**champs: object) -> Effacement:
    return lambda f: replace(f, bail=f.bail and replace(f.bail, **champs))  # type: ignore[arg-type]  # champs variés


def _entretien(**champs: object) -> Effacement:
    return lambda f: replace(f, entretiens=tuple(replace(e, **champs) for e in f.entretiens))  # type: ignore[arg-type]  # champs variés


_SANS_BUDGET = Adequation(True, True, True, None)
INCONNUS: dict[str, tuple[str, Effacement]] = {
    "le numéro du bail": ("A01.1", _bail(numero=None)),
    "le début du bail": ("A01.1", _bail(debut=None)),
    "la naissance du titulaire": ("A01.1", _personnes(naissance=None)),
    "la place sur le bail": ("A01.2", _personnes(statut_bail=None)),
    "la composition du foyer": ("A01.2", lambda f: replace(f, personnes=())),
    "le nom d'un occupant déclaré": (
        "A01.2",
        lambda f: replace(f, compositions=(CompositionDeclaree("c", date(2026, 1, 15), occupants=3),)),
    ),
    "le moyen de l'annonce": ("A02.1", _informations(moyen=None)),
    "la réponse sur la décohabitation": ("A03.4", _entretien(decohabitation=None)),
    "le plafond APL": ("A04.4", _relogement(plafond_apl=None)),
    "le loyer du bail": ("A04.4", _relogement(loyer=None)),
    "le montant de la minoration": ("A04.4", _relogement(minoration=None)),
    "l'accession possible": ("A04.5", lambda f: replace(_entretien(accession_possible=None)(f), informations=())),
    "le reste à vivre d'avant": ("A05.2", _propositions(budget=BudgetGele(date(2026, 6, 1), 0, 0, None, 1400))),
    "le reste à vivre d'après": ("A05.2", _propositions(budget=BudgetGele(date(2026, 6, 1), 0, 0, 1500, None))),
    "la part des plafonds": ("A12.2", lambda f: replace(_entretien(part_plafond=None)(f), demandes=())),
    "l'employeur": ("A12.3", lambda f: replace(f, employeur_cotisant=None, demandes=())),
    "un refus adapté ou non": (
        "A12.1",
        lambda f: replace(f, propositions=tuple(refus(n, date(2026, n, 1), adequation=_SANS_BUDGET) for n in (5, 6))),
    ),
    "la réponse sur les difficultés": (
        "A03.3",
        _entretien(difficultes=frozenset(), difficultes_repondues=False),
    ),
    "un point d'adéquation": ("A04.1", _propositions(adequation=Adequation(True, True, None, True))),
    "la date du refus": ("A04.2", _propositions(repondue=None)),
    "l'aide de la MOUS": ("A04.2", _propositions(mous_a_aide=None)),
    "l'âge du logement proposé": ("A04.3", _propositions(neuf=None)),
    "l'équivalence du logement": ("A05.1", _propositions(equivalent=None)),
    "l'ancienne mensualité": ("A05.1", _propositions(budget=BudgetGele(date(2026, 6, 1), None, 0))),
    "la nouvelle mensualité": ("A05.1", _propositions(budget=BudgetGele(date(2026, 6, 1), 0, None))),
    "le payeur du déménageur": ("A06.1", _relogement(commande_payeur=None)),
    "le jour de la commande": ("A06.1", _relogement(commande_le=None)),
    "le complément de dépôt": ("A06.3", _relogement(depot_complement=None)),
    "la retenue sur le dépôt": ("A06.3", _relogement(depot_retenue=None)),
    "le début du nouveau loyer": ("A06.4", _relogement(debut_loyer=None)),
    "la fin de l'ancien loyer": ("A06.4", _relogement(fin_loyer_ancien=None)),
    "le payeur des frais": (
        "A06.2",
        lambda f: replace(
            f,
            relogements=tuple(
                replace(r, frais=tuple(replace(x, paye_par=None) for x in r.frais)) for r in f.relogements
            ),
        ),
    ),
    "la réponse sur les acteurs sociaux": (
        "A07.2",
        lambda f: replace(f, acteurs=(), entretiens=tuple(replace(e, acteurs_sociaux=None) for e in f.entretiens)),
    ),
    "le quartier du logement accepté": (
        "A07.2",
        lambda f: replace(_propositions(hors_quartier=None)(f), acteurs=f.acteurs[:1]),
    ),
    "la fin du bail d'origine": ("A10.3", _bail(fin=None)),
    "la date de la décision de suivi": (
        "A08.2",
        lambda f: replace(f, suivi=f.suivi and replace(f.suivi, decision_le=None)),
    ),
}


@pytest.mark.parametrize("fait", INCONNUS)
def test_un_fait_inconnu_qui_decide_n_est_jamais_vert(fait: str) -> None:
    identifiant, effacer = INCONNUS[fait]
    (complet,) = [c for c in evaluer(dossier_parfait(), CHARTE, FIN) if c.id == identifiant]
    (troue,) = [c for c in evaluer(effacer(dossier_parfait()), CHARTE, FIN) if c.id == identifiant]
    assert complet.etat in (Etat.RESPECTEE, Etat.SANS_OBJET)
    assert troue.etat not in (Etat.RESPECTEE, Etat.SANS_OBJET), troue.phrase
    assert troue.cible is not None
