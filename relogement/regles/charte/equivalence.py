"""L'équivalence d'une proposition au logement quitté, telle que la charte de son envoi la juge (article 5)."""

from __future__ import annotations

from relogement.regles.charte import cles
from relogement.regles.charte.parametres import Charte
from relogement.regles.equivalence import Equivalence, comparer, dite
from relogement.regles.faits import Proposition


def equivalence_de(p: Proposition, charte: Charte) -> Equivalence:
    """Ce qu'un agent en a dit, sinon la règle sur les deux logements figés à l'envoi."""
    regle = comparer(p.quitte, p.offert, charte.taux(cles.SURFACE_EQUIVALENTE, p.envoyee))
    return regle if p.equivalent is None else dite(p.equivalent, p.equivalence, regle)
