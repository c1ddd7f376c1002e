"""Les points d'adéquation d'un logement à un ménage, avant l'envoi : ce que le dossier permet de calculer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import ErreurMetier
from relogement.modeles import Entretien, Logement, LogementOffert, Menage, Operation
from relogement.regles.adequation.charte import points_charte
from relogement.regles.adequation.loi import points_loi
from relogement.regles.adequation.offre import Attente, Examen, Offre
from relogement.regles.budget import Budget
from relogement.regles.charte.contexte import Contexte
from relogement.regles.charte.elagage import faits_au
from relogement.regles.faits import FaitsMenage
from relogement.regles.typologie import SANS_GABARIT, Gabarit
from relogement.services.budgets import budget_au
from relogement.services.demandeurs import limites_de
from relogement.services.estimations import Estimateur, genre_du_bailleur
from relogement.services.outils import trouver
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation
from relogement.stockage.faits import faits_menages
from relogement.vocabulaire import Besoin


def examiner_offre(
    base: Base,
    menage_id: UUID,
    le: date,
    *,
    logement_id: UUID | None = None,
    rls: int | None = None,
    apl: int | None = None,
    hors_quartier: bool | None = None,
    equivalent: bool | None = None,
    **decrit: Any,
) -> tuple[Examen, ...]:
    """Les quatre points de la charte puis les cinq de la loi, au jour de l'envoi.

    Le logement : celui du vivier, ou tel qu'il est `decrit` (type, surface, etage, ascenseur, commune, quartier, loyer,
    charges, zone_apl, bailleur). `rls`, `apl` (centimes par mois) : None, l'estimation du jour si elle se fait.
    `equivalent` : ce que l'agent dit de l'équivalence au logement quitté ; None, la règle.
    """
    with base.session() as s:
        menage = trouver(s, Menage, menage_id)
        operation = trouver(s, Operation, menage.operation_id)
        offert = trouver(s, LogementOffert, logement_id) if logement_id else None
        lus = {c: getattr(offert, c) if offert else decrit.get(c) for c in _DECRIT}
        offre = Offre(
            lus["type"], lus["etage"], lus["ascenseur"], lus["commune"], lus["quartier"], hors_quartier,
            lus["fauteuil"], lus["douche"], lus["surface"],
        )
        avant = budget_au(s, menage_id, le)
        rls, apl = _aides(s, menage, offert, decrit, rls, apl, le)
        apres = replace(avant, loyer=lus["loyer"], charges=lus["charges"], rls=rls, apl=apl)
        charte = charte_operation(s, operation.id)
        limites = limites_de(charte, le)
        faits = faits_au(faits_menages(s, menages=[menage_id])[menage_id], le)
        quitte = s.get(Logement, menage.logement_id) if menage.logement_id else None
        attente = _attente(s, menage, faits, quitte, operation, (avant, apres), le)
        attente = replace(attente, souhait=Contexte.de(faits, charte, le).souhait, equivalent=equivalent,
                          quitte=Gabarit(quitte.type, quitte.surface) if quitte else SANS_GABARIT)
        return (*points_charte(offre, attente, limites), *points_loi(offre, attente))


_DECRIT = ("type", "surface", "fauteuil", "douche", "etage", "ascenseur", "commune", "quartier", "loyer", "charges")


def _attente(
    s: Session, menage: Menage, faits: FaitsMenage, quitte: Logement | None, operation: Operation,
    budgets: tuple[Budget, Budget], le: date,
) -> Attente:
    communes = (quitte.commune,) if quitte and quitte.commune else tuple(operation.communes.split(","))
    return Attente(
        besoins=_besoins(s, menage.id, le), personnes=budgets[0].personnes, communes=communes, avant=budgets[0],
        apres=budgets[1], demolition=faits.operation.demolition,
    )


def _besoins(s: Session, menage_id: UUID, le: date) -> frozenset[Besoin] | None:
    """Ceux du dernier entretien qui en parle, à ce jour ; None : la question n'a pas de réponse."""
    requete = select(Entretien).where(
        Entretien.menage_id == menage_id, col(Entretien.supprime_le).is_(None), Entretien.le <= le
    )
    notes = [e for e in s.exec(requete.order_by(col(Entretien.le), col(Entretien.id))) if e.besoins]
    return frozenset(Besoin.de(code) for code in notes[-1].besoins) if notes else None


def _aides(
    s: Session, menage: Menage, offert: LogementOffert | None, decrit: dict[str, Any], rls: int | None,
    apl: int | None, le: date,
) -> tuple[int | None, int | None]:
    """RLS et APL : celles que l'agent a saisies, sinon l'estimation, comme au jour où le budget se fige."""
    if apl is not None:
        return rls, apl
    try:
        e = Estimateur(s, menage)
        if offert is not None:
            estimee = e.offert(offert, le)
        else:
            genre = genre_du_bailleur(s, decrit.get("bailleur"))
            estimee = e.dans(decrit.get("loyer"), decrit.get("commune"), decrit.get("zone_apl"), genre, le)
    except ErreurMetier:
        return rls, None
    return (estimee.rls if rls is None else rls), estimee.apl
