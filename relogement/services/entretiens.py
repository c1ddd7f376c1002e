"""Les gestes de l'accompagnement : entretien, mesure d'accompagnement (article 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Entretien, Menage, Mesure, Souhait
from relogement.services.outils import creer, exiger, pas_futur, trouver
from relogement.stockage.base import Base
from relogement.vocabulaire import Besoin, Difficulte, Liste, Verification

SOUHAITS = ("type", "lieux", "contraintes", "rester", "autre_type", "accession", "refuse_neuf")


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
    **valeurs: Any,
) -> Changements:
    """Un entretien et, s'il y en a, les souhaits exprimés ce jour-là (champs de Souhait sans la date).

    `valeurs` : les autres champs d'Entretien. Ce qui reste vide est « à compléter », jamais « non ».
    """
    pas_futur(le, base.aujourd_hui())
    if aucune_difficulte and difficultes:
        raise ErreurMetier("Décochez « aucune difficulté » ou les difficultés cochées.", "aucune_difficulte")
    if Besoin.AUCUN in besoins and len(besoins) > 1:
        raise ErreurMetier("Décochez « aucun besoin particulier » ou les besoins cochés.", "besoins")
    exprimes = {c: v for c, v in (souhaits or {}).items() if v not in (None, "")}
    with base.geste("enregistrer_entretien", f"Entretien du {le:%d/%m/%Y}", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        souhait_id = creer(g.s, Souhait, menage_id=menage_id, le=le, **exprimes).id if exprimes else None
        g.s.flush()
        entretien = creer(
            g.s, Entretien, menage_id=menage_id, le=le, agent_id=valeurs.pop("agent_id", base.agent_id),
            verifications=_codes(verifications), besoins=_codes(besoins), difficultes=_codes(difficultes),
            aucune_difficulte=aucune_difficulte, souhait_id=souhait_id, **valeurs,
        )
        return g.changements("Entretien enregistré.", entretien.id)


def noter_mesure(base: Base, menage_id: UUID, *, qui: str, depuis: date, objet: str | None = None) -> Changements:
    """Une mesure d'accompagnement renforcé : qui la porte, depuis quand (article 3)."""
    with base.geste("noter_mesure", "Mesure d'accompagnement", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        porteur = exiger(qui, "Indiquez qui porte la mesure.", "qui")
        fiche = creer(g.s, Mesure, menage_id=menage_id, qui=porteur, depuis=depuis, objet=objet)
        return g.changements("Mesure d'accompagnement enregistrée.", fiche.id)


def _codes(membres: Sequence[Liste]) -> list[str]:
    return sorted({str(m.value) for m in membres})
