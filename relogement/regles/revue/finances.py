"""Le budget d'un ménage avant et après son relogement, chaque côté pris tout entier à une seule source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from relogement.regles.budget import Budget, ecart
from relogement.regles.charte.cles import RESTE_JOURS
from relogement.regles.faits import FaitsMenage, Relogement
from relogement.regles.foyer import foyer_le
from relogement.regles.ressources import ressources_du_foyer
from relogement.regles.revue.sources import Sources, en_vigueur


class SourceBudget(Enum):
    """D'où vient un côté du budget."""

    FIGE = "budget figé à la proposition"
    PERIODE = "loyer en vigueur"
    BAIL = "bail signé"
    AUCUNE = "inconnu"


@dataclass(frozen=True, slots=True)
class Finances:
    """Les deux côtés ; `apres` est None tant que le ménage n'a pas de bail définitif ni n'est revenu chez lui."""

    avant: Budget
    source_avant: SourceBudget
    apres: Budget | None = None
    source_apres: SourceBudget = SourceBudget.AUCUNE

    @property
    def ecart(self) -> int | None:
        """L'écart de mensualité résiduelle (centimes par mois) ; None si un côté est inconnu."""
        trouve = self._ecart()
        return trouve[0] if trouve else None

    @property
    def ecart_relatif(self) -> Decimal | None:
        """L'écart en proportion de l'avant ; None si un côté est inconnu ou si l'avant est nul."""
        trouve = self._ecart()
        return trouve[1] if trouve else None

    def _ecart(self) -> tuple[int, Decimal | None] | None:
        if self.apres is None:
            return None
        return ecart(self.avant.mensualite_residuelle, self.apres.mensualite_residuelle)


def finances(
    faits: FaitsMenage, sources: Sources, reloge: Relogement | None, arrivee: tuple[date, Relogement] | None, au: date
) -> Finances:
    """Les deux côtés du budget au jour `au`, `faits` déjà élagués ; le jour de référence est celui de la signature.

    Avant : le budget figé avec la proposition acceptée s'il donne la mensualité résiduelle, sinon le loyer en vigueur.
    Après : le bail s'il la donne, sinon le budget figé ; après un retour chez soi, le loyer en vigueur ce jour-là.
    """
    jour = reloge.bail_signe if reloge else au
    en_cours = _periode(faits, sources, jour)
    if reloge is None:
        return Finances(en_cours, _source(en_cours, SourceBudget.PERIODE))
    if reloge.temporaire and arrivee is not None:
        retour = _periode(faits, sources, arrivee[0])
        return Finances(
            en_cours, _source(en_cours, SourceBudget.PERIODE), retour, _source(retour, SourceBudget.PERIODE)
        )
    accueil = sources.accueil(reloge.id)
    if accueil is None:
        return Finances(en_cours, _source(en_cours, SourceBudget.PERIODE), Budget())
    bail = _du_foyer(accueil.cout, faits, sources, jour)
    avant, source_avant = _premier((accueil.figes.avant, SourceBudget.FIGE), (en_cours, SourceBudget.PERIODE))
    apres, source_apres = _premier((bail, SourceBudget.BAIL), (accueil.figes.apres, SourceBudget.FIGE))
    # Un reste par jour ne se compare qu'à un autre compté sur les mêmes jours.
    return Finances(avant, source_avant, replace(apres, jours_par_an=avant.jours_par_an), source_apres)


def _premier(*candidats: tuple[Budget | None, SourceBudget]) -> tuple[Budget, SourceBudget]:
    """Le premier côté dont la mensualité résiduelle est connue ; à défaut le premier qui sait quelque chose."""
    presents = [(b, s) for b, s in candidats if b is not None]
    for budget, source in presents:
        if budget.mensualite_residuelle is not None:
            return budget, source
    for budget, source in presents:
        if _source(budget, source) is source:
            return budget, source
    return presents[0][0], SourceBudget.AUCUNE


def _source(budget: Budget, source: SourceBudget) -> SourceBudget:
    couts = (budget.loyer, budget.charges, budget.rls, budget.apl)
    return SourceBudget.AUCUNE if all(c is None for c in couts) else source


def _periode(faits: FaitsMenage, sources: Sources, le: date) -> Budget:
    trouves = en_vigueur(sources.loyers, le)
    return _du_foyer(trouves[-1].budget if trouves else Budget(), faits, sources, le)


def _du_foyer(cout: Budget, faits: FaitsMenage, sources: Sources, le: date) -> Budget:
    nombre, uc = foyer_le(faits, le)
    total = ressources_du_foyer(sources.ressources, faits, le)
    jours = sources.charte.entier(RESTE_JOURS, le)
    return replace(cout, ressources=total, uc_dixiemes=uc, personnes=nombre, jours_par_an=jours)
