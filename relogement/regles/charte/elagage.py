"""Les faits tels qu'ils étaient un jour donné : le seul endroit où l'on écarte ce qui n'avait pas encore eu lieu.

Restent toujours visibles, parce que ce sont des projets ou des termes du contrat : les dates de l'opération, le
bail d'origine et la décohabitation (l'entrée du ménage), la réponse attendue d'une proposition, la livraison du
logement qu'elle offre, les débuts et fins de loyer d'un bail signé.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from operator import is_
from typing import Any, TypeVar

from relogement.regles.faits import (
    CompositionDeclaree,
    DifficulteSuivi,
    FaitsMenage,
    Frais,
    Mesure,
    Personne,
    Proposition,
    Referent,
    Relogement,
    Souhait,
    Suivi,
)
from relogement.regles.faits_accompagnement import ActeurSocial
from relogement.vocabulaire import ModeDemenagement

T = TypeVar("T")


def faits_au(faits: FaitsMenage, au: date) -> FaitsMenage:
    """Les faits datés jusqu'au jour `au` compris ; un fait sans date propre suit l'enregistrement qui le porte.

    Le même objet si rien n'est à écarter : lus aujourd'hui, presque tous les dossiers sont du passé.
    """
    changes: dict[str, Any] = {}
    for champ, vu in _LISTES:
        avant = getattr(faits, champ)
        if avant and (apres := _vus(avant, vu, au)) is not avant:
            changes[champ] = apres
    changes.update((champ, v) for champ, v in _uniques(faits, au).items() if v is not getattr(faits, champ))
    return replace(faits, **changes) if changes else faits


def _vus(faits: tuple[T, ...], vu: Callable[[T, date], T | None], au: date) -> tuple[T, ...]:
    """Ces faits tels qu'ils se voyaient ; le même tuple si rien n'y change."""
    vus = [vu(f, au) for f in faits]
    return faits if all(map(is_, vus, faits)) else tuple(v for v in vus if v is not None)


def _uniques(faits: FaitsMenage, au: date) -> dict[str, Any]:
    return {
        "suivi": _suivi(faits.suivi, au) if faits.suivi else None,
        "sortie": faits.sortie if faits.sortie and faits.sortie.le <= au else None,
        "nur": replace(faits.nur, le=None) if faits.nur and _apres(faits.nur.le, au) else faits.nur,
        "employeur_cotisant": None if _apres(faits.employeur_le, au) else faits.employeur_cotisant,
        "employeur_le": _ou_rien(faits.employeur_le, au),
        "reloue": _ou_rien(faits.reloue, au),
    }


def _apres(le: date | None, au: date) -> bool:
    return le is not None and le > au


def _une_apres(dates: tuple[date | None, ...], au: date) -> bool:
    for le in dates:  # noqa: SIM110  # any() crée un générateur à chaque fait : trois fois plus lent ici
        if le is not None and le > au:
            return True
    return False


def _ou_rien(le: date | None, au: date) -> date | None:
    return None if _apres(le, au) else le


def _le(f: Any, au: date) -> Any:
    """Un fait tout entier d'un jour."""
    return f if f.le <= au else None


def _mesure(m: Mesure, au: date) -> Mesure | None:
    return m if m.depuis <= au else None


def _decohabitation(d: tuple[str, date], au: date) -> tuple[str, date] | None:
    return d if d[1] <= au else None


def _acteur(a: ActeurSocial, au: date) -> ActeurSocial | None:
    if a.depuis > au:
        return None
    return replace(a, contact=None) if _apres(a.contact, au) else a


def _personne(p: Personne, au: date) -> Personne | None:
    if _apres(p.arrivee, au) or _apres(p.naissance, au):
        return None
    if _apres(p.depart, au):
        p = replace(p, depart=None)
    return replace(p, decision=None, decision_le=None) if _apres(p.decision_le, au) else p


def _composition(c: CompositionDeclaree, au: date) -> CompositionDeclaree | None:
    if c.du > au:
        return None
    return replace(c, au=None) if _apres(c.au, au) else c


def _referent(r: Referent, au: date) -> Referent | None:
    if r.du > au:
        return None
    if _apres(r.au, au) or _apres(r.dit_le, au):
        return replace(r, au=_ou_rien(r.au, au), dit_le=_ou_rien(r.dit_le, au))
    return r


def _souhait(s: Souhait, au: date) -> Souhait | None:
    if s.le > au:
        return None
    return replace(s, reponse_le=None) if _apres(s.reponse_le, au) else s


def _proposition(p: Proposition, au: date) -> Proposition | None:
    if p.envoyee > au:
        return None
    fige = p.budget.le if p.budget else None
    dite = p.equivalence.le if p.equivalence else None
    dates = (
        p.presentee, p.recue, p.visite, p.reponse_le, p.ecrit_le, p.confirme_le, p.examen_le, p.caleol_le, fige, dite,
    )
    if not _une_apres(dates, au):
        return p
    if _apres(dite, au):
        p = replace(p, equivalent=None, equivalence=None)
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


def _relogement(r: Relogement, au: date) -> Relogement | None:
    if r.bail_signe > au:
        return None
    frais = _vus(r.frais, _frais, au)
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
    if frais is r.frais and not _une_apres((r.retour, r.forfait_decide, r.forfait_paye, r.demenagement), au):
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


def _frais(f: Frais, au: date) -> Frais | None:
    if _apres(f.demande_le, au):
        return None
    if _apres(f.paye_le, au):
        f = replace(f, paye_le=None, paye_par=None)
    return replace(f, refuse_le=None, raison_refus=None) if _apres(f.refuse_le, au) else f


def _suivi(s: Suivi, au: date) -> Suivi:
    if not _une_apres((s.propose_le, s.refuse_le, s.decision_le, s.cloture_le), au):
        return s
    if _apres(s.decision_le, au):
        s = replace(s, decision=None, decision_le=None, raison=None)
    if _apres(s.cloture_le, au):
        s = replace(s, cloture_le=None, bilan=None)
    return replace(s, propose_le=_ou_rien(s.propose_le, au), refuse_le=_ou_rien(s.refuse_le, au))


def _difficulte(d: DifficulteSuivi, au: date) -> DifficulteSuivi | None:
    if d.le > au:
        return None
    if _apres(d.action_le, au):
        d = replace(d, action=None, action_le=None)
    return replace(d, issue=None, issue_le=None) if _apres(d.issue_le, au) else d


_LISTES: tuple[tuple[str, Callable[[Any, date], Any]], ...] = (
    ("personnes", _personne),
    ("compositions", _composition),
    ("informations", _le),
    ("referents", _referent),
    ("entretiens", _le),
    ("mesures", _mesure),
    ("souhaits", _souhait),
    ("decohabitations", _decohabitation),
    ("propositions", _proposition),
    ("relogements", _relogement),
    ("visites", _le),
    ("difficultes", _difficulte),
    ("derogations", _le),
    ("visites_techniques", _le),
    ("acteurs", _acteur),
    ("demandes", _le),
    ("avis_impot", _le),
    ("passages", _le),
    ("enquetes", _le),
    ("alertes", _le),
)
"""Les listes de FaitsMenage, et comment chacun de leurs faits se voyait un jour donné (None : pas encore)."""
