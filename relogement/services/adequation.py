"""Les points d'adéquation d'un logement à un ménage, avant l'envoi : ce que le dossier permet de calculer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from relogement.commun import ErreurMetier
from relogement.modeles import LogementOffert, Menage
from relogement.regles.adequation.charte import points_charte
from relogement.regles.adequation.loi import points_loi
from relogement.regles.adequation.offre import Examen
from relogement.services.demandeurs import demandeurs, offre_de
from relogement.services.estimations import Estimateur, genre_du_bailleur
from relogement.services.outils import trouver
from relogement.stockage.base import Base


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
        offert = trouver(s, LogementOffert, logement_id) if logement_id else None
        lus = {c: getattr(offert, c) if offert else decrit.get(c) for c in _DECRIT}
        demandeur = demandeurs(s, le, [menage_id])[menage_id].demandeur
        saisie = apl
        rls, apl = _aides(s, menage, offert, decrit, rls, apl, le)
        apres = replace(
            demandeur.attente.avant, loyer=lus["loyer"], charges=lus["charges"], rls=rls, apl=apl,
            forfait=lus["forfait_charges"],
        )
        attente = replace(demandeur.attente, apres=apres, equivalent=equivalent, estimee=saisie is None)
        offre = replace(offre_de(lus), hors_quartier=hors_quartier)
        return (*points_charte(offre, attente, demandeur.limites), *points_loi(offre, attente))


_DECRIT = (
    "type", "surface", "fauteuil", "douche", "etage", "ascenseur", "commune", "quartier", "loyer", "charges",
    "forfait_charges",
)


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
            genre = genre_du_bailleur(s, decrit.get("bailleur"), decrit.get("genre_bailleur"))
            estimee = e.dans(decrit.get("loyer"), decrit.get("commune"), decrit.get("zone_apl"), genre, le)
    except ErreurMetier:
        return rls, None
    return (estimee.rls if rls is None else rls), estimee.apl
