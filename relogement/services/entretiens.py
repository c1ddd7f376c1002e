"""Les gestes de l'accompagnement : entretien, mesure d'accompagnement (article 3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import ACompleter, Entretien, Loyer, Menage, Mesure, Personne, Souhait
from relogement.services.outils import creer, exiger, pas_futur, remplir, trouver
from relogement.services.periodes import ouvrir_periode
from relogement.services.ressources import poser_ressource
from relogement.stockage.base import Base
from relogement.stockage.journal import GesteEnCours
from relogement.vocabulaire import Besoin, Difficulte, Liste, Verification

NATURE_ABSENCE = "absence"
SOUHAITS = ("type", "lieux", "contraintes", "rester", "autre_type", "accession", "refuse_neuf")


@dataclass(frozen=True, slots=True)
class Recueil:
    """Ce que l'entretien apprend du dossier, noté du même geste et vrai à partir du jour de l'entretien.

    `naissances` : par personne ; `loyer` : champs de Loyer, None s'il n'a pas changé ; `ressources` : champs de
    Ressource, un dictionnaire chacune ; `a_completer` : (libellé, texte tapé, raison), repris dans la liste
    « à compléter » du dossier ; `completes` : les libellés qui ont reçu leur réponse.
    """

    naissances: Mapping[UUID, date] = field(default_factory=dict)
    loyer: Mapping[str, Any] | None = None
    ressources: Sequence[Mapping[str, Any]] = ()
    a_completer: Sequence[tuple[str, str, str]] = ()
    completes: Collection[str] = ()


def enregistrer_entretien(
    base: Base,
    menage_id: UUID,
    *,
    le: date,
    verifications: Sequence[Verification] = (),
    besoins: Sequence[Besoin] = (),
    difficultes: Sequence[Difficulte] = (),
    aucune_difficulte: bool = False,
    souhaits: dict[str, Any] | None = None,
    recueil: Recueil | None = None,
    **valeurs: Any,
) -> Changements:
    """Un entretien et, s'il y en a, les souhaits exprimés ce jour-là (champs de Souhait sans la date).

    `valeurs` : les autres champs d'Entretien. Ce qui reste vide est « à compléter », jamais « non ».
    """
    _verifier(base, le, besoins, difficultes, aucune_difficulte)
    with base.geste("enregistrer_entretien", f"Entretien du {le:%d/%m/%Y}", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        exprimes = _exprimes(souhaits)
        souhait_id = creer(g.s, Souhait, menage_id=menage_id, le=le, **exprimes).id if exprimes else None
        g.s.flush()
        entretien = creer(
            g.s, Entretien, menage_id=menage_id, le=le, agent_id=valeurs.pop("agent_id", base.agent_id),
            verifications=_codes(verifications), besoins=_codes(besoins), difficultes=_codes(difficultes),
            aucune_difficulte=aucune_difficulte, souhait_id=souhait_id, **valeurs,
        )
        _recueillir(g, menage_id, le, recueil or Recueil())
        return g.changements("Entretien enregistré.", entretien.id)


def completer_entretien(
    base: Base,
    entretien_id: UUID,
    *,
    le: date,
    verifications: Sequence[Verification] = (),
    besoins: Sequence[Besoin] = (),
    difficultes: Sequence[Difficulte] = (),
    aucune_difficulte: bool = False,
    souhaits: dict[str, Any] | None = None,
    recueil: Recueil | None = None,
    **valeurs: Any,
) -> Changements:
    """Reprend un entretien déjà enregistré, et les souhaits exprimés ce jour-là ; mêmes règles que l'enregistrer."""
    _verifier(base, le, besoins, difficultes, aucune_difficulte)
    with base.geste("completer_entretien", f"Entretien du {le:%d/%m/%Y} complété") as g:
        entretien = trouver(g.s, Entretien, entretien_id)
        g.menage_id = entretien.menage_id
        exprimes = _exprimes(souhaits)
        if entretien.souhait_id is not None:
            remplir(trouver(g.s, Souhait, entretien.souhait_id), {"le": le, **(souhaits or {})})
        elif exprimes:
            souhait = creer(g.s, Souhait, menage_id=entretien.menage_id, le=le, **exprimes)
            g.s.flush()
            entretien.souhait_id = souhait.id
        remplir(entretien, {
            "le": le, "verifications": _codes(verifications), "besoins": _codes(besoins),
            "difficultes": _codes(difficultes), "aucune_difficulte": aucune_difficulte, **valeurs,
        })
        _recueillir(g, entretien.menage_id, le, recueil or Recueil())
        return g.changements("Entretien complété.", entretien_id)


def _verifier(
    base: Base, le: date, besoins: Sequence[Besoin], difficultes: Sequence[Difficulte], aucune_difficulte: bool
) -> None:
    pas_futur(le, base.aujourd_hui())
    if aucune_difficulte and difficultes:
        raise ErreurMetier("Décochez « aucune difficulté » ou les difficultés cochées.", "aucune_difficulte")
    if Besoin.AUCUN in besoins and len(besoins) > 1:
        raise ErreurMetier("Décochez « aucun besoin particulier » ou les besoins cochés.", "besoins")


def _exprimes(souhaits: dict[str, Any] | None) -> dict[str, Any]:
    return {c: v for c, v in (souhaits or {}).items() if v not in (None, "")}


def _recueillir(g: GesteEnCours, menage_id: UUID, le: date, recueil: Recueil) -> None:
    s = g.s
    for personne_id, naissance in recueil.naissances.items():
        pas_futur(naissance, le, "naissance")
        remplir(trouver(s, Personne, personne_id), {"naissance": naissance})
    if recueil.loyer is not None:
        ouvrir_periode(s, Loyer, menage_id, le, recueil.loyer)
    for ressource in recueil.ressources:
        poser_ressource(g, menage_id, du=le, **ressource)
    ouvertes = {a.champ: a for a in s.exec(select(ACompleter).where(
        ACompleter.menage_id == menage_id, ACompleter.nature == NATURE_ABSENCE, col(ACompleter.regle_le).is_(None)
    ))}
    for champ in recueil.completes:
        if champ in ouvertes:
            ouvertes[champ].regle_le = le
    for champ, texte, raison in recueil.a_completer:
        if champ not in ouvertes:
            creer(s, ACompleter, menage_id=menage_id, nature=NATURE_ABSENCE, champ=champ, texte=texte, raison=raison)


def noter_mesure(base: Base, menage_id: UUID, *, qui: str, depuis: date, objet: str | None = None) -> Changements:
    """Une mesure d'accompagnement renforcé : qui la porte, depuis quand (article 3)."""
    with base.geste("noter_mesure", "Mesure d'accompagnement", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        porteur = exiger(qui, "Indiquez qui porte la mesure.", "qui")
        fiche = creer(g.s, Mesure, menage_id=menage_id, qui=porteur, depuis=depuis, objet=objet)
        return g.changements("Mesure d'accompagnement enregistrée.", fiche.id)


def _codes(membres: Sequence[Liste]) -> list[str]:
    return sorted({str(m.value) for m in membres})
