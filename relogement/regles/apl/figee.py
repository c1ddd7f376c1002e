"""Une estimation telle qu'on la garde : ses nombres, ce qui y entrait, les dates de ses tables et son récit.

Les tables peuvent changer : ce qui était montré ce jour-là se relit sans elles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from relogement.regles.apl.bareme import Bareme, table
from relogement.regles.apl.base_ressources import Ligne
from relogement.regles.apl.menage import Estimation
from relogement.regles.apl.recit import raconter, resumer


@dataclass(frozen=True, slots=True)
class EstimationFigee:
    """Centimes par mois ; `encadrement` : (APL, RLS) pour R − 10 %, R et R + 10 %.

    `entrees` : ce que la formule a reçu ; `tables` : le premier jour de chaque table employée.
    """

    le: date
    apl: int
    rls: int
    encadrement: tuple[tuple[int, int], ...]
    resume: str
    lignes: tuple[Ligne, ...]
    perime_depuis: date | None
    entrees: Mapping[str, Any]
    tables: Mapping[str, str]

    def mensualites(self, loyer: int | None, charges: int | None, rls: int | None = None) -> tuple[int, int] | None:
        """La plus petite et la plus grande mensualité résiduelle de l'encadrement ; None si un terme est inconnu.

        `rls` : celle qu'un agent a notée, qui ne varie pas.
        """
        if loyer is None or charges is None:
            return None
        restes = [
            max(0, loyer - (estimee if rls is None else rls) + charges - apl) for apl, estimee in self.encadrement
        ]
        return min(restes), max(restes)

    def en_json(self) -> dict[str, Any]:
        """Ce qui s'écrit dans la base."""
        return asdict(self) | {
            "le": self.le.isoformat(),
            "perime_depuis": self.perime_depuis.isoformat() if self.perime_depuis else None,
            "lignes": [[ligne.libelle, ligne.valeur, ligne.pourquoi] for ligne in self.lignes],
            "encadrement": [list(couple) for couple in self.encadrement],
        }


def figer(e: Estimation, bareme: Bareme) -> EstimationFigee:
    """Ce que l'on garde d'une estimation faite avec ce barème."""
    s = e.situation
    tables = {
        "loyers": table(bareme.loyers, s.le).du, "r0": table(bareme.r0, s.le).du, "rls": table(bareme.rls, s.le).du,
        "rls_plafonds": table(bareme.rls_plafonds, s.le).du, "taux": table(bareme.taux, s.le).du,
        "verifie_le": bareme.verifie_le,
    }
    return EstimationFigee(
        le=s.le, apl=e.apl, rls=e.rls, encadrement=e.encadrement, resume=resumer(e), lignes=raconter(e, bareme),
        perime_depuis=e.trace.perime_depuis,
        entrees=asdict(s) | {"le": s.le.isoformat(), "origine": e.base.origine.value, "source": e.base.source},
        tables={nom: le.isoformat() for nom, le in tables.items()},
    )


def relire(brut: Mapping[str, Any]) -> EstimationFigee:
    """L'estimation écrite par `en_json`."""
    perime = brut["perime_depuis"]
    return EstimationFigee(
        le=date.fromisoformat(brut["le"]), apl=brut["apl"], rls=brut["rls"],
        encadrement=tuple((apl, rls) for apl, rls in brut["encadrement"]), resume=brut["resume"],
        lignes=tuple(Ligne(*ligne) for ligne in brut["lignes"]),
        perime_depuis=date.fromisoformat(perime) if perime else None, entrees=brut["entrees"], tables=brut["tables"],
    )
