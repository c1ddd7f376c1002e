"""L'APL d'un ménage dans beaucoup de logements : sa famille et sa base de ressources ne se lisent qu'une fois."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.famille import Famille
from relogement.regles.apl.formule import Situation, estimer, palier_loyer
from relogement.regles.apl.menage import Argent, apl_de, base_du_menage, famille_du_menage, rls_de, situation_de
from relogement.regles.apl.plafond import PlafondLoyer, plafond_loyer
from relogement.regles.apl.regles_ressources import charger_regles
from relogement.regles.apl.zones import Zone
from relogement.regles.dossier_budget import DossierBudget
from relogement.vocabulaire import GenreBailleur


@dataclass
class AidesMenage:
    """Les aides d'un ménage au jour `le`, sans encadrement ni récit : de quoi comparer des logements entre eux."""

    dossier: DossierBudget
    le: date
    _modeles: dict[tuple[int, GenreBailleur], Situation] = field(default_factory=dict)
    _plafonds: dict[int, PlafondLoyer] = field(default_factory=dict)
    _paliers: dict[tuple[int, GenreBailleur], tuple[int, int]] = field(default_factory=dict)
    _vues: dict[tuple[int, GenreBailleur, int], tuple[int, int]] = field(default_factory=dict)

    def dans(self, loyer: int, zone: Zone, bailleur: GenreBailleur) -> tuple[int, int]:
        """L'APL et la RLS dans ce logement (centimes par mois) ; ErreurMetier : ce qui manque pour les estimer."""
        utile = self._utile(loyer, zone, bailleur)
        cle = (zone.numero, bailleur, utile)
        if cle not in self._vues:
            trace = estimer(replace(self._modele(zone, bailleur), loyer=utile), charger_bareme())
            self._vues[cle] = apl_de(trace), rls_de(trace)
        return self._vues[cle]

    def _utile(self, loyer: int, zone: Zone, bailleur: GenreBailleur) -> int:
        """Le plus petit loyer qui donne la même aide que celui-ci."""
        cle = (zone.numero, bailleur)
        if cle not in self._paliers:
            self._paliers[cle] = palier_loyer(self._modele(zone, bailleur), charger_bareme())
        plafond, debut = self._paliers[cle]
        return plafond if plafond <= loyer <= debut else loyer

    def _modele(self, zone: Zone, bailleur: GenreBailleur) -> Situation:
        cle = (zone.numero, bailleur)
        if cle not in self._modeles:
            bareme = charger_bareme()
            bareme.exiger(self.le)
            vide = situation_de(self.le, zone, self._famille, 0, bailleur, self._argent)
            self._modeles[cle] = replace(vide, ressources=self._base)
        return self._modeles[cle]

    def plafond(self, zone: Zone) -> PlafondLoyer:
        """Le plafond de loyer de sa famille dans cette zone ; ErreurMetier : ce qui manque pour le dire."""
        if zone.numero not in self._plafonds:
            self._plafonds[zone.numero] = plafond_loyer(self._famille, zone, self.le, charger_bareme())
        return self._plafonds[zone.numero]

    @cached_property
    def _famille(self) -> Famille:
        return famille_du_menage(self.dossier.faits, self._argent, self.le, charger_bareme(), charger_regles())

    @cached_property
    def _argent(self) -> Argent:
        return self.dossier.argent(self.le)

    @cached_property
    def _base(self) -> int:
        return base_du_menage(self.dossier.faits, self._argent, self.le, charger_bareme(), charger_regles()).montant


def plafond_du_menage(dossier: DossierBudget, commune: str | None, zone: int | None, le: date) -> PlafondLoyer:
    """Le plafond de loyer du ménage ce jour-là, dans cette commune ; `zone` : celle qu'un agent a indiquée.

    ErreurMetier : ce qui manque pour le dire.
    """
    return AidesMenage(dossier, le).plafond(dossier.logement(None, commune, zone, None).zone())
