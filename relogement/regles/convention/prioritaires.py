"""C1 : les ménages prioritaires, dont tout ménage à reloger pour le renouvellement urbain (convention, axe I, 1)."""

from __future__ import annotations

from dataclasses import dataclass

from relogement.regles.faits import FaitsMenage
from relogement.vocabulaire import MotifPriorite

RENOUVELLEMENT = "relogement lié au renouvellement urbain"


@dataclass(frozen=True, slots=True)
class Priorite:
    """Les motifs de priorité d'un ménage, en mots, celui du renouvellement urbain d'abord ; vide : aucun connu."""

    menage: str
    motifs: tuple[str, ...]

    @property
    def prioritaire(self) -> bool:
        """Vrai si un motif au moins est connu."""
        return bool(self.motifs)


def priorite(faits: FaitsMenage) -> Priorite:
    """Les motifs du ménage ; `faits` : ceux du jour voulu (`faits_au`).

    En démolition tout ménage encore là est à reloger ; en réhabilitation, celui à qui un logement est proposé ou loué.
    Un ménage sorti n'est plus à reloger : restent ses autres motifs.
    """
    a_reloger = faits.operation.demolition or bool(faits.propositions or faits.relogements)
    premiers = (RENOUVELLEMENT,) if a_reloger and faits.sortie is None else ()
    return Priorite(faits.id, premiers + tuple(m.libelle for m in MotifPriorite if m in faits.priorites))
