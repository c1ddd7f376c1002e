"""Les fiches d'une commission : la séance, les ménages à inscrire, la décision pour un ménage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from relogement.commun import Changements
from relogement.formats import date_courte
from relogement.services.commissions import (
    Inscription,
    convoquer_commission,
    decider,
    inscrire_menages,
    modifier_commission,
)
from relogement.services.ordre_du_jour import Candidat, candidats
from relogement.stockage.lectures import Ligne
from relogement.stockage.lectures_commissions import lignes_commissions, passages_commission, passages_operation
from relogement.vocabulaire import DecisionCommission, OriginePassage
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.modele import ModeleDe, Textes, Valeurs, fixes
from ui.socle.champs import Champ, Genre, Valeur

DEMANDES = "Ceux que la charte demande"
_MENAGES = "Chaque ménage coché aura sa fiche ; la charte demande ceux qui sont cochés d'avance (A12.1)."
_A_PRECISER = {DecisionCommission.DEROGER.value, DecisionCommission.AJOURNER.value}


def _champs(d: DossierOperation) -> Sequence[Champ]:
    seance = (
        Champ("le", "Jour de la séance", Genre.DATE, obligatoire=True, demi=True,
              manque="Indiquez le jour de la séance : 12/03/2026.", aide="Passée ou à venir."),
        Champ("lieu", "Lieu", demi=True),
        Champ("presents", "Présents", Genre.TEXTE_LONG, aide="Un organisme ou une personne par ligne."),
    )
    note = Champ("note", "Note", Genre.TEXTE_LONG)
    if d.fiche_id is not None:
        return (*seance, note)
    return (*seance, _menages("Ordre du jour", candidats(d.contexte.base, d.operation_id, d.aujourd_hui)), note)


def _menages(libelle: str, qui: Sequence[Candidat], *, obligatoire: bool = False) -> Champ:
    return Champ(
        "menages", libelle, Genre.LISTE, obligatoire=obligatoire, aide=_MENAGES, manque="Cochez au moins un ménage.",
        choix=[(str(c.menage.id), _nom(c)) for c in qui],
        groupes=[(DEMANDES, [str(c.menage.id) for c in qui if c.propose])],
    )


def _nom(c: Candidat) -> str:
    demande = f"à examiner avant le {date_courte(c.echeance)}" if c.echeance else ""
    return " · ".join(filter(None, (c.menage.nom, c.menage.reference, demande)))


def _depart(d: DossierOperation) -> Mapping[str, Valeur]:
    if d.ligne is not None:
        return d.valeurs("le", "lieu", "presents", "note")
    proposes = (c for c in candidats(d.contexte.base, d.operation_id, d.aujourd_hui) if c.propose)
    derniere = next(iter(lignes_commissions(d.contexte.base, d.operation_id)), None)
    habitudes = {"lieu": derniere.lieu, "presents": derniere.presents} if derniere else {}
    return {**habitudes, "menages": tuple(str(c.menage.id) for c in proposes)}


def _seance(d: DossierOperation) -> Ligne | None:
    siennes = lignes_commissions(d.contexte.base, d.operation_id)
    return d.celle({"id": c.id, "le": c.le, "lieu": c.lieu, "presents": c.presents, "note": c.note} for c in siennes)


def _enregistrer(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    if d.ligne is not None:
        return modifier_commission(base, d.cle, **v)
    inscrits = _inscriptions(d, v.pop("menages") or ())
    return convoquer_commission(base, d.operation_id, inscrits=inscrits, **v)


def _inscriptions(d: DossierOperation, codes: Sequence[str], motif: str | None = None) -> list[Inscription]:
    """Qui la charte demande l'est « par la charte », les autres par l'agent."""
    demandes = {c.menage.id for c in candidats(d.contexte.base, d.operation_id, d.aujourd_hui) if c.raison}
    cles = [UUID(code) for code in codes]
    return [
        Inscription(cle, OriginePassage.REGLE if cle in demandes else OriginePassage.AGENT, motif) for cle in cles
    ]


def _champs_inscription(d: DossierOperation) -> Sequence[Champ]:
    deja = {p.menage_id for p in passages_commission(d.contexte.base, d.cle)}
    qui = [c for c in candidats(d.contexte.base, d.operation_id, d.aujourd_hui) if c.menage.id not in deja]
    return (
        _menages("Ménages à inscrire", qui, obligatoire=True),
        Champ("motif", "Pourquoi les inscrire", Genre.TEXTE_LONG, aide="Se lit sur la fiche remise à la commission."),
    )


def _inscrire(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    return inscrire_menages(base, d.cle, _inscriptions(d, v["menages"], v["motif"]))


def _passage(d: DossierOperation) -> Ligne | None:
    siens = passages_operation(d.contexte.base, d.operation_id)
    return d.celle(
        {"id": p.id, "nom": f"{p.nom} ({p.reference})", "decision": p.decision, "precision": p.precision}
        for p in siens
    )


def _aide_decision(_: DossierOperation, t: Textes) -> str:
    a_dire = t["decision"] in _A_PRECISER and not t["precision"].strip()
    return "Cette décision demande une précision : à quoi déroge-t-on, ou pourquoi ajourner." if a_dire else ""


FICHES: dict[str, ModeleDe[DossierOperation]] = {
    "commission": ModeleDe(
        "Commission relogement", _champs, _enregistrer, valeurs=_depart, cible=_seance,
        intro="La séance, qui y siège, et les ménages dont la situation est examinée (article 12).",
    ),
    "inscription": ModeleDe(
        "Compléter l'ordre du jour", _champs_inscription, _inscrire, cible=_seance,
        exige="Convoquez d'abord une commission.", action="Inscrire",
    ),
    "decision_commission": ModeleDe(
        "Décision de la commission",
        fixes(
            Champ("decision", "Décision", Genre.CHOIX, choix=DecisionCommission, obligatoire=True,
                  manque="Choisissez ce que la commission décide."),
            Champ("precision", "Précision", Genre.TEXTE_LONG, aide="Rester objectif : ni santé, ni jugement."),
        ),
        lambda base, d, v: decider(base, d.cle, **v),
        valeurs=lambda d: d.valeurs("decision", "precision"), cible=_passage,
        exige="Ce ménage n'est plus à l'ordre du jour.", alerte=_aide_decision,
        pour=lambda d: str(d.ligne["nom"]) if d.ligne else "",
    ),
}
