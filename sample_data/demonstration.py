"""L'opération de démonstration « Résidence Bellevue » : tout y est inventé, tout y passe par les vrais gestes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select
from sqlmodel import col

from relogement.commun import ErreurMetier
from relogement.modeles import Geste, Operation
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_menages
from sample_data.agenda import Agenda
from sample_data.commissions import noter_commissions
from sample_data.menages import noter_menages
from sample_data.organisation import noter_organisation
from sample_data.ouverture import CODE, FIN, noter_operation
from sample_data.solidarite import noter_solidarite
from sample_data.vie import noter_vie
from sample_data.vivier import noter_vivier

AILLEURS = "La démonstration se fait dans une base à part : nommez-en une autre avec --base."


@dataclass(frozen=True, slots=True)
class Bilan:
    """Ce que la construction a fait ; `deja` : l'opération y était, rien n'a changé."""

    menages: int
    gestes: int
    deja: bool


def construire(base: Base) -> Bilan:
    """Construit l'opération de démonstration, geste par geste, à leurs dates ; rend l'horloge et l'agent.

    ErreurMetier si la base contient une autre opération.
    """
    connues = _operations(base)
    if CODE in connues:
        return Bilan(len(lignes_menages(base, au=FIN)), 0, True)
    if connues:
        raise ErreurMetier(AILLEURS)
    agenda = Agenda()
    noter_operation(agenda)
    horloge, agent = base.horloge, base.agent_nom
    with TemporaryDirectory() as dossier:
        noter_menages(agenda, Path(dossier), noter_vie(agenda, Path(dossier)))
        noter_commissions(agenda)
        noter_solidarite(agenda)
        noter_organisation(agenda)
        noter_vivier(agenda)
        try:
            agenda.jouer(base)
        finally:
            base.horloge = horloge
            base.agir_comme(agent, base.poste_id)
    return Bilan(len(lignes_menages(base, au=FIN)), _gestes(base), False)


def _gestes(base: Base) -> int:
    with base.session() as s:
        return s.scalar(select(func.count()).select_from(Geste)) or 0


def _operations(base: Base) -> set[str]:
    with base.session() as s:
        return set(s.scalars(select(col(Operation.code)).where(col(Operation.supprime_le).is_(None))))
