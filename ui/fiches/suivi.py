"""Les fiches du suivi : proposition, visites, difficultés, décision à six mois, clôture (article 8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from relogement.commun import Changements, ErreurMetier
from relogement.formats import date_courte
from relogement.services import suivis
from relogement.services.corrections import corriger
from relogement.services.tableau_menage import SuiviMenage, suivi_menage
from relogement.stockage.lectures import Ligne
from relogement.vocabulaire import DecisionSuivi, Difficulte
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Textes, Valeurs, fixes, jour, reprendre
from ui.socle.champs import Champ, Genre, Valeur
from ui.socle.lectures import lire_date

_OBJECTIF = "Rester objectif : ni santé, ni jugement."


def _en_cours(d: Dossier) -> SuiviMenage | None:
    return suivi_menage(d.contexte.base, d.menage_id, d.aujourd_hui)


def _mois(d: Dossier) -> tuple[int, ...]:
    en_cours = _en_cours(d)
    return tuple(f.mois for f in en_cours.fenetres) if en_cours else ()


def _champs_visite(d: Dossier) -> tuple[Champ, ...]:
    choix = tuple((str(mois), f"{mois} mois") for mois in _mois(d))
    return (
        Champ("mois", "Visite des", Genre.CHOIX, choix=choix, obligatoire=True, demi=True,
              manque="Choisissez l'échéance de la visite."),
        jour(libelle="Visite du", demi=True),
        Champ("refusee", "Le ménage a refusé la visite", Genre.OUI_NON_INCONNU),
        Champ("constat", "Constat", Genre.TEXTE_LONG, aide=_OBJECTIF),
    )


def _depart_visite(d: Dossier) -> Mapping[str, Valeur]:
    """La prochaine visite à tenir."""
    if d.ligne is not None:
        return d.valeurs("le", "refusee", "constat") | {"mois": str(d.ligne["mois"])}
    en_cours = _en_cours(d)
    if en_cours is None:
        return {}
    tenues = {v["mois"] for v in d.fiche.visites if v["le"] >= en_cours.depuis}
    prochaine = next((f.mois for f in en_cours.fenetres if f.mois not in tenues), None)
    return {"mois": None if prochaine is None else str(prochaine)}


def _visite(base: Any, d: Dossier, v: Valeurs) -> Changements:
    v = v | {"mois": int(v["mois"]), "refusee": bool(v["refusee"])}
    if d.ligne is not None:
        return corriger(base, "visitesuivi", d.cle, **v)
    return suivis.noter_visite(base, d.menage_id, **v)


def _difficulte(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is not None:
        return corriger(base, "difficultesuivi", d.cle, **v)
    return suivis.noter_difficulte(base, d.menage_id, **v)


def _sans_issue(d: Dossier) -> Ligne | None:
    ouvertes = [x for x in d.fiche.difficultes if x["issue"] is None]
    return d.celle(d.fiche.difficultes) or next(iter(ouvertes), None)


def _suivi(*noms: str) -> Any:
    """Les valeurs du suivi en cours, sous les noms de la fiche : la date de la colonne y est « le »."""
    def depart(d: Dossier) -> Mapping[str, Valeur]:
        en_cours = _en_cours(d)
        suivi = en_cours.suivi if en_cours else None
        return {("le" if nom.endswith("_le") else nom): getattr(suivi, nom, None) for nom in noms}

    return depart


def _terme_a_venir(d: Dossier, t: Textes) -> str:
    """Le jour où finissent les six mois, si la date tapée le précède ; vide sinon."""
    en_cours = _en_cours(d)
    try:
        le = lire_date(t["le"], d.aujourd_hui)
    except ErreurMetier:
        le = None
    return date_courte(en_cours.terme) if en_cours and le and le < en_cours.terme else ""


def _caches_decision(d: Dossier, t: Textes) -> Collection[str]:
    return () if _terme_a_venir(d, t) else ("avant_terme",)


def _alerte_decision(d: Dossier, t: Textes) -> str:
    terme = _terme_a_venir(d, t)
    return f"Les six mois de suivi finissent le {terme}." if terme else ""


def _decider(base: Any, d: Dossier, v: Valeurs) -> Changements:
    return suivis.decider_suivi(base, d.menage_id, **v | {"avant_terme": bool(v["avant_terme"])})


FICHES: dict[str, Modele] = {
    "suivi": Modele(
        "Suivi proposé au ménage",
        fixes(jour(libelle="Proposé le")),
        lambda base, d, v: suivis.proposer_suivi(base, d.menage_id, **v),
        valeurs=_suivi("propose_le"),
        intro="Six mois de suivi après l'emménagement, six de plus si nécessaire.",
    ),
    "refus_suivi": Modele(
        "Le ménage ne veut pas de suivi",
        fixes(jour(libelle="Refusé le")),
        lambda base, d, v: suivis.refuser_suivi(base, d.menage_id, **v),
        valeurs=_suivi("refuse_le"),
        intro="Il pourra changer d'avis.",
    ),
    "visite": Modele(
        "Visite de suivi",
        _champs_visite,
        _visite,
        valeurs=_depart_visite,
        cible=lambda d: d.celle(d.fiche.visites),
        retrait="visitesuivi",
    ),
    "difficulte": Modele(
        "Difficulté repérée",
        fixes(
            Champ("genre", "Difficulté", Genre.CHOIX, choix=Difficulte, obligatoire=True, demi=True,
                  manque="Choisissez la difficulté dans la liste."),
            jour(libelle="Repérée le", demi=True),
            Champ("precision", "Précision", Genre.TEXTE_LONG, aide=_OBJECTIF),
        ),
        _difficulte,
        valeurs=reprendre("genre", "le", "precision"),
        cible=lambda d: d.celle(d.fiche.difficultes),
        retrait="difficultesuivi",
    ),
    "suite_difficulte": Modele(
        "Suite d'une difficulté",
        fixes(
            Champ("action", "Action menée", Genre.TEXTE_LONG, aide=_OBJECTIF),
            Champ("action_le", "Menée le", Genre.DATE, passee=True),
            Champ("issue", "Issue", Genre.TEXTE_LONG),
            Champ("issue_le", "Résolue le", Genre.DATE, passee=True),
        ),
        lambda base, d, v: suivis.traiter_difficulte(base, d.cle, **v),
        valeurs=reprendre("action", "action_le", "issue", "issue_le"),
        cible=_sans_issue,
        exige="Aucune difficulté n'est ouverte.",
    ),
    "decision": Modele(
        "Décision à six mois",
        fixes(
            Champ("decision", "Décision", Genre.CHOIX, choix=DecisionSuivi, obligatoire=True, demi=True,
                  manque="Choisissez de clore ou de prolonger."),
            jour(libelle="Décidé le", demi=True),
            Champ("avant_terme", "Décider sans attendre la fin des six mois", Genre.OUI_NON_INCONNU),
            Champ("raison", "Raison", Genre.TEXTE_LONG, obligatoire=True, manque="Indiquez la raison."),
        ),
        _decider,
        valeurs=_suivi("decision", "decision_le", "raison"),
        caches=_caches_decision,
        alerte=_alerte_decision,
        intro="Une difficulté encore ouverte oblige à prolonger.",
    ),
    "cloture": Modele(
        "Clôture du suivi",
        fixes(
            jour(libelle="Clos le"),
            Champ("bilan", "Bilan", Genre.TEXTE_LONG, obligatoire=True, aide=_OBJECTIF,
                  manque="Écrivez le bilan du suivi en une phrase."),
        ),
        lambda base, d, v: suivis.clore_suivi(base, d.menage_id, **v),
        valeurs=_suivi("cloture_le", "bilan"),
        action="Clore le suivi",
    ),
}
