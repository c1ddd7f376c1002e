"""Les gestes du suivi après le relogement (article 8)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import DifficulteSuivi, Menage, Suivi, VisiteSuivi
from relogement.regles.charte.contexte import emmenagement
from relogement.regles.charte.fenetres import terme_suivi
from relogement.services.outils import creer, exiger, pas_avant, pas_futur, remplir, trouver
from relogement.services.propositions import charte_de
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.vocabulaire import DecisionSuivi, Difficulte


def proposer_suivi(base: Base, menage_id: UUID, *, le: date) -> Changements:
    """Le suivi de six mois est proposé au ménage."""
    return _suivi(base, menage_id, "proposer_suivi", "Suivi proposé", le, {"propose_le": le})


def refuser_suivi(base: Base, menage_id: UUID, *, le: date) -> Changements:
    """Le ménage ne veut pas de suivi : c'est noté, il peut changer d'avis."""
    return _suivi(base, menage_id, "refuser_suivi", "Suivi refusé par le ménage", le, {"refuse_le": le})


def decider_suivi(
    base: Base, menage_id: UUID, *, decision: DecisionSuivi, le: date, raison: str, avant_terme: bool = False
) -> Changements:
    """À six mois : clore ou prolonger de six mois, avec la raison ; une difficulté ouverte oblige à prolonger.

    `avant_terme` : l'agent confirme une décision prise avant les six mois ; sans lui, ErreurMetier dit quel jour ils
    finissent.
    """
    valeurs = {"decision": decision, "decision_le": le, "raison": exiger(raison, "Indiquez la raison.", "raison")}
    with base.session() as s:
        menage = trouver(s, Menage, menage_id)
        demenage = jour_du_relogement(s, menage_id)
        terme = demenage and terme_suivi(charte_de(s, menage), demenage)
        siennes = [d for d in _difficultes(s, menage_id) if demenage and demenage <= d.le <= le]
    if decision is DecisionSuivi.CLOS and any(d.issue_le is None or d.issue_le > le for d in siennes):
        raise ErreurMetier(
            "Une difficulté reste ouverte : prolongez le suivi, ou notez d'abord son issue.", "decision"
        )
    if terme and le < terme and not avant_terme:
        raise ErreurMetier(
            f"Les six mois de suivi finissent le {terme:%d/%m/%Y} : attendez ce jour, ou confirmez que la décision se "
            "prend avant.", "avant_terme",
        )
    return _suivi(base, menage_id, "decider_suivi", "Décision à six mois", le, valeurs)


def clore_suivi(base: Base, menage_id: UUID, *, le: date, bilan: str) -> Changements:
    """Le suivi est clos, avec son bilan."""
    valeurs = {"cloture_le": le, "bilan": exiger(bilan, "Écrivez le bilan du suivi en une phrase.", "bilan")}
    return _suivi(base, menage_id, "clore_suivi", "Clôture du suivi", le, valeurs)


def noter_visite(
    base: Base, menage_id: UUID, *, mois: int, le: date, refusee: bool = False, constat: str | None = None
) -> Changements:
    """Une visite de suivi pour l'échéance de `mois` mois, faite ou refusée par le ménage."""
    pas_futur(le, base.aujourd_hui())
    with base.geste("noter_visite", f"Visite de suivi à {mois} mois", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        pas_avant(le, jour_du_relogement(g.s, menage_id), "La visite ne peut pas précéder le déménagement.", "le")
        fiche = creer(
            g.s, VisiteSuivi, menage_id=menage_id, mois=mois, le=le, refusee=refusee, constat=constat
        )
        return g.changements("Visite enregistrée.", fiche.id)


def noter_difficulte(
    base: Base, menage_id: UUID, *, genre: Difficulte, le: date, precision: str | None = None
) -> Changements:
    """Une difficulté repérée pendant le suivi."""
    pas_futur(le, base.aujourd_hui())
    with base.geste("noter_difficulte", "Difficulté de suivi", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        fiche = creer(g.s, DifficulteSuivi, menage_id=menage_id, genre=genre, le=le, precision=precision)
        return g.changements("Difficulté enregistrée.", fiche.id)


def traiter_difficulte(
    base: Base,
    difficulte_id: UUID,
    *,
    action: str | None = None,
    action_le: date | None = None,
    issue: str | None = None,
    issue_le: date | None = None,
) -> Changements:
    """L'action menée sur une difficulté, puis son issue ; chacune avec sa date."""
    with base.geste("traiter_difficulte", "Suite d'une difficulté") as g:
        fiche = trouver(g.s, DifficulteSuivi, difficulte_id)
        g.menage_id = fiche.menage_id
        for texte, quand, champ in ((action, action_le, "action"), (issue, issue_le, "issue")):
            if (texte is None) != (quand is None):
                raise ErreurMetier("Donnez à la fois le texte et sa date.", champ)
            pas_futur(quand, base.aujourd_hui(), f"{champ}_le")
            pas_avant(quand, fiche.le, "Cette date précède la difficulté.", f"{champ}_le")
            if texte is not None:
                remplir(fiche, {champ: texte, f"{champ}_le": quand})
        return g.changements("Difficulté mise à jour.", difficulte_id)


def _suivi(base: Base, menage_id: UUID, nom: str, libelle: str, le: date, valeurs: dict[str, Any]) -> Changements:
    pas_futur(le, base.aujourd_hui())
    with base.geste(nom, libelle, menage_id) as g:
        trouver(g.s, Menage, menage_id)
        demenage = jour_du_relogement(g.s, menage_id)
        if demenage is None:
            raise ErreurMetier("Le suivi commence après le déménagement : enregistrez-le d'abord.")
        pas_avant(le, demenage, "Cette date précède le déménagement.", "le")
        requete = select(Suivi).where(Suivi.menage_id == menage_id)
        fiche = g.s.exec(requete).first() or creer(g.s, Suivi, menage_id=menage_id)
        remplir(fiche, valeurs)
        return g.changements(f"{libelle}.", fiche.id)


def jour_du_relogement(s: Session, menage_id: UUID) -> date | None:
    """Le jour où le ménage est relogé pour de bon ; en réhabilitation, le retour chez soi en tient lieu."""
    arrivee = emmenagement(faits_menages(s, menages=[menage_id])[menage_id])
    return arrivee[0] if arrivee else None


def _difficultes(s: Session, menage_id: UUID) -> list[DifficulteSuivi]:
    requete = select(DifficulteSuivi).where(DifficulteSuivi.menage_id == menage_id)
    return [d for d in s.exec(requete) if d.supprime_le is None]
