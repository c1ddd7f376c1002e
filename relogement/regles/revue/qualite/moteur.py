"""Toutes les règles de qualité, appliquées aux dossiers d'une revue : les bloquantes d'abord."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.qualite import budgets, dates, logements
from relogement.regles.revue.qualite.anomalie import Anomalie, Gravite, Regle

REGLES: tuple[Regle, ...] = tuple(
    sorted((*dates.REGLES, *logements.REGLES, *budgets.REGLES), key=lambda r: r.gravite is not Gravite.BLOQUANTE)
)


def anomalies(dossiers: Iterable[Dossier]) -> tuple[Anomalie, ...]:
    """Les bloquantes, les douteuses, les levées ; règle par règle, dans l'ordre donné, décohabitants compris."""
    tous, rangs = tuple(dossiers), list(Gravite)
    trouvees = (a for r in REGLES for d in tous for a in _du_dossier(r, d))
    return tuple(sorted(trouvees, key=lambda a: rangs.index(a.gravite)))


def _du_dossier(r: Regle, d: Dossier) -> Iterator[Anomalie]:
    return (
        Anomalie(r, d.code, d.operation, cible, r.leve(d, cible) if r.leve else None) for cible in r.trouve(d)
    )
