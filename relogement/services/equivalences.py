"""L'équivalence d'une proposition au logement quitté : la lire, et la corriger en disant pourquoi (article 5)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Menage, Proposition
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.equivalence import equivalence_de
from relogement.regles.equivalence import Equivalence
from relogement.services.outils import exiger, pas_avant, pas_futur, remplir, trouver
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation
from relogement.stockage.faits import faits_menages

SANS_RAISON = "Écrivez pourquoi vous corrigez la règle : ce sera lu avec l'article 5."


def corriger_equivalence(
    base: Base, proposition_id: UUID, *, equivalent: bool | None, le: date, raison: str | None
) -> Changements:
    """Ce qu'un agent dit de l'équivalence, contre la règle, le `le` ; `equivalent` None : la règle reprend.

    L'agent est celui de la base. ErreurMetier : sans raison, dans le futur, ou avant l'envoi.
    """
    pas_futur(le, base.aujourd_hui())
    with base.geste("corriger_equivalence", "Équivalence") as g:
        p = trouver(g.s, Proposition, proposition_id)
        g.libelle, g.menage_id = f"Équivalence de la proposition {p.rang}", p.menage_id
        pas_avant(le, p.envoyee_le, "Cette date précède l'envoi de la proposition.", "le")
        if equivalent is None and p.equivalent is None:
            raise ErreurMetier("La règle s'applique déjà : rien n'est corrigé.", "equivalent")
        remplir(p, valeurs_equivalence(equivalent, le, base.agent_nom, raison))
        return g.changements("Équivalence corrigée." if equivalent is not None else "La règle s'applique.", p.id)


def valeurs_equivalence(equivalent: bool | None, le: date, par: str, raison: str | None) -> dict[str, object]:
    """Les colonnes d'une correction, toutes vides sans elle ; ErreurMetier si sa raison manque."""
    if equivalent is None:
        return dict.fromkeys(("equivalent", "equivalent_le", "equivalent_par", "equivalent_raison"))
    return {
        "equivalent": equivalent, "equivalent_le": le, "equivalent_par": par,
        "equivalent_raison": exiger(raison, SANS_RAISON, "equivalent_raison"),
    }


def equivalences_menage(base: Base, menage_id: UUID, au: date) -> dict[UUID, Equivalence]:
    """Chaque proposition du ménage envoyée à ce jour, et ce que l'on sait de son équivalence."""
    with base.session() as s:
        charte = charte_operation(s, trouver(s, Menage, menage_id).operation_id)
        faits = faits_au(faits_menages(s, menages=[menage_id])[menage_id], au)
    return {UUID(p.id): equivalence_de(p, charte) for p in faits.propositions}
