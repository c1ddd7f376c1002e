"""Les faits tels qu'ils étaient un jour donné : le seul endroit où l'on écarte ce qui n'avait pas encore eu lieu.

Restent toujours visibles, parce que ce sont des projets ou des termes du contrat : les dates de l'opération, le
bail d'origine et la décohabitation (l'entrée du ménage), la réponse attendue d'une proposition, la livraison du
logement qu'elle offre, les débuts et fins de loyer d'un bail signé.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from relogement.regles.faits import (
    CompositionDeclaree,
    DifficulteSuivi,
    FaitsMenage,
    Frais,
    Personne,
    Proposition,
    Referent,
    Relogement,
    Souhait,
    Suivi,
)
from relogement.regles.faits_accompagnement import ActeurSocial
from relogement.vocabulaire import ModeDemenagement


def faits_au(faits: FaitsMenage, au: date) -> FaitsMenage:
    """Les faits datés jusqu'au jour `au` compris ; un fait sans date propre suit l'enregistrement qui le porte."""
    return replace(
        faits,
        personnes=tuple(_personne(p, au) for p in faits.personnes if _la(p, au)),
        compositions=tuple(_composition(c, au) for c in faits.compositions if c.du <= au),
        informations=tuple(i for i in faits.informations if i.le <= au),
        referents=tuple(_referent(r, au) for r in faits.referents if r.du <= au),
        entretiens=tuple(e for e in faits.entretiens if e.le <= au),
        mesures=tuple(m for m in faits.mesures if m.depuis <= au),
        souhaits=tuple(_souhait(s, au) for s in faits.souhaits if s.le <= au),
        decohabitations=tuple(d for d in faits.decohabitations if d[1] <= au),
        propositions=tuple(_proposition(p, au) for p in faits.propositions if p.envoyee <= au),
        relogements=tuple(_relogement(r, au) for r in faits.relogements if r.bail_signe <= au),
        suivi=_suivi(faits.suivi, au) if faits.suivi else None,
        visites=tuple(v for v in faits.visites if v.le <= au),
        difficultes=tuple(_difficulte(d, au) for d in faits.difficultes if d.le <= au),
        sortie=faits.sortie if faits.sortie and faits.sortie.le <= au else None,
        derogations=tuple(d for d in faits.derogations if d.le <= au),
        visites_techniques=tuple(v for v in faits.visites_techniques if v.le <= au),
        acteurs=tuple(_acteur(a, au) for a in faits.acteurs if a.depuis <= au),
        demandes=tuple(d for d in faits.demandes if d.le <= au),
        avis_impot=tuple(a for a in faits.avis_impot if a.le <= au),
        passages=tuple(p for p in faits.passages if p.le <= au),
        enquetes=tuple(e for e in faits.enquetes if e.le <= au),
        alertes=tuple(a for a in faits.alertes if a.le <= au),
        nur=replace(faits.nur, le=None) if faits.nur and _apres(faits.nur.le, au) else faits.nur,
        employeur_cotisant=None if _apres(faits.employeur_le, au) else faits.employeur_cotisant,
        employeur_le=_ou_rien(faits.employeur_le, au),
        reloue=_ou_rien(faits.reloue, au),
    )


def _acteur(a: ActeurSocial, au: date) -> ActeurSocial:
    return replace(a, contact=None) if _apres(a.contact, au) else a


def _apres(le: date | None, au: date) -> bool:
    return le is not None and le > au


def _ou_rien(le: date | None, au: date) -> date | None:
    return None if _apres(le, au) else le


def _la(p: Personne, au: date) -> bool:
    return not _apres(p.arrivee, au) and not _apres(p.naissance, au)


def _personne(p: Personne, au: date) -> Personne:
    if _apres(p.depart, au):
        p = replace(p, depart=None)
    return replace(p, decision=None, decision_le=None) if _apres(p.decision_le, au) else p


def _composition(c: CompositionDeclaree, au: date) -> CompositionDeclaree:
    return replace(c, au=None) if _apres(c.au, au) else c


def _referent(r: Referent, au: date) -> Referent:
    if _apres(r.au, au) or _apres(r.dit_le, au):
        return replace(r, au=_ou_rien(r.au, au), dit_le=_ou_rien(r.dit_le, au))
    return r


def _souhait(s: Souhait, au: date) -> Souhait:
    return replace(s, reponse_le=None) if _apres(s.reponse_le, au) else s


def _proposition(p: Proposition, au: date) -> Proposition:
    fige = p.budget.le if p.budget else None
    dates = (p.presentee, p.recue, p.visite, p.reponse_le, p.ecrit_le, p.confirme_le, p.examen_le, p.caleol_le, fige)
    if not any(_apres(le, au) for le in dates):
        return p
    if _apres(p.caleol_le, au):
        p = replace(p, caleol=None, caleol_le=None, caleol_decision=None)
    if _apres(p.reponse_le, au):
        p = replace(p, reponse=None, repondue=None, motif=None, mous_a_aide=None)
    if p.reponse is None or _apres(p.ecrit_le, au):
        p = replace(p, ecrit=None, ecrit_le=None, formulaire=None, temoin=None)
    return replace(
        p,
        presentee=_ou_rien(p.presentee, au),
        recue=_ou_rien(p.recue, au),
        visite=_ou_rien(p.visite, au),
        preuve_reception=None if _apres(p.recue, au) else p.preuve_reception,
        confirme_le=_ou_rien(p.confirme_le, au),
        examen_le=_ou_rien(p.examen_le, au),
        budget=None if p.budget and p.budget.le > au else p.budget,
    )


def _relogement(r: Relogement, au: date) -> Relogement:
    frais = tuple(_frais(f, au) for f in r.frais if not _apres(f.demande_le, au))
    if _apres(_choix_du_mode(r), au):
        r = replace(r, mode=None)
    if _apres(r.commande_le, au):
        r = replace(r, commande_le=None, commande_payeur=None)
    if _apres(r.depot_le, au):
        r = replace(r, depot_transfere=None, depot_le=None, depot_complement=None, depot_retenue=None)
    if _apres(r.minoration_demandee, au):
        r = replace(r, minoration=None, minoration_demandee=None)
    if _apres(r.adresse_paye, au):
        r = replace(r, adresse_paye=None, adresse_forfait=None)
    dates = (r.retour, r.forfait_decide, r.forfait_paye, r.demenagement)
    if frais == r.frais and not any(_apres(le, au) for le in dates):
        return r
    return replace(
        r,
        frais=frais,
        retour=_ou_rien(r.retour, au),
        forfait_decide=_ou_rien(r.forfait_decide, au),
        forfait_paye=_ou_rien(r.forfait_paye, au),
        demenagement=_ou_rien(r.demenagement, au),
    )


def _choix_du_mode(r: Relogement) -> date | None:
    """Le jour qui date le mode de déménagement : celui du forfait décidé ou de la commande. None : non daté."""
    match r.mode:
        case ModeDemenagement.FORFAIT:
            return r.forfait_decide
        case ModeDemenagement.DEMENAGEUR:
            return r.commande_le
    return None


def _frais(f: Frais, au: date) -> Frais:
    if _apres(f.paye_le, au):
        f = replace(f, paye_le=None, paye_par=None)
    return replace(f, refuse_le=None, raison_refus=None) if _apres(f.refuse_le, au) else f


def _suivi(s: Suivi, au: date) -> Suivi:
    if not any(_apres(le, au) for le in (s.propose_le, s.refuse_le, s.decision_le, s.cloture_le)):
        return s
    if _apres(s.decision_le, au):
        s = replace(s, decision=None, decision_le=None, raison=None)
    if _apres(s.cloture_le, au):
        s = replace(s, cloture_le=None, bilan=None)
    return replace(s, propose_le=_ou_rien(s.propose_le, au), refuse_le=_ou_rien(s.refuse_le, au))


def _difficulte(d: DifficulteSuivi, au: date) -> DifficulteSuivi:
    if _apres(d.action_le, au):
        d = replace(d, action=None, action_le=None)
    return replace(d, issue=None, issue_le=None) if _apres(d.issue_le, au) else d
