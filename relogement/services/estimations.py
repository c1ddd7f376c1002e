"""L'APL estimée d'un ménage, d'après son dossier : dans un logement proposé, ou dans celui qu'il quitte."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from uuid import UUID

from sqlmodel import Session

from relogement.commun import ErreurMetier
from relogement.modeles import LogementOffert, Menage, Organisme
from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.figee import EstimationFigee, figer
from relogement.regles.apl.menage import LogementApl
from relogement.regles.charte import cles
from relogement.regles.convention.acces import Acces, acces_menage
from relogement.regles.dossier_budget import DossierBudget
from relogement.services.budgets import dossier_budget
from relogement.services.outils import organisme_connu, trouver
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation
from relogement.vocabulaire import GenreBailleur


class Estimateur:
    """Les estimations d'un ménage ; son dossier n'est lu qu'une fois, et seulement s'il sert."""

    def __init__(self, s: Session, menage: Menage) -> None:
        self.s, self.menage = s, menage

    def offert(self, o: LogementOffert, le: date) -> EstimationFigee:
        """Dans un logement proposé ; ErreurMetier : ce qui manque."""
        return self.du_bail(o, o.loyer, le)

    def du_bail(self, o: LogementOffert | None, loyer: int | None, le: date) -> EstimationFigee:
        """Dans ce logement (None : inconnu), au loyer du bail ; ErreurMetier : ce qui manque."""
        if o is None:
            return self.dans(loyer, None, None, None, le)
        bailleur = self.s.get(Organisme, o.bailleur_id) if o.bailleur_id else None
        return self.dans(loyer, o.commune, o.zone_apl, _genre(bailleur) if bailleur else None, le)

    def dans(
        self, loyer: int | None, commune: str | None, zone: int | None, bailleur: GenreBailleur | None, le: date
    ) -> EstimationFigee:
        """Dans un logement décrit ainsi (loyer en centimes par mois) ; ErreurMetier : ce qui manque."""
        return self._estimer(self._dossier.logement(loyer, commune, zone, bailleur), le)

    def quitte(self, loyer: int | None, le: date) -> EstimationFigee:
        """Dans le logement quitté, à ce loyer ; ErreurMetier : ce qui manque."""
        return self._estimer(self._dossier.quitte(loyer), le)

    def acces(self, o: LogementOffert | None, loyer: int | None, le: date) -> Acces:
        """Ce que ce loyer (centimes par mois) est pour le ménage, dans ce logement (None : inconnu)."""
        return self.acces_dans(loyer, o.commune if o else None, o.zone_apl if o else None, le)

    def acces_dans(self, loyer: int | None, commune: str | None, zone: int | None, le: date) -> Acces:
        """Ce que ce loyer est pour le ménage, dans un logement décrit ainsi."""
        return acces_menage(self._dossier, loyer, commune, zone, le, self.marge(le))

    def marge(self, le: date) -> int:
        """Jusqu'où un loyer reste potentiellement accessible au-dessus du plafond, d'après la charte de l'opération."""
        return charte_operation(self.s, self.menage.operation_id).entier(cles.ACCESSIBLE_MARGE, le)

    def _estimer(self, logement: LogementApl, le: date) -> EstimationFigee:
        return figer(self._dossier.estimer(logement, le), charger_bareme())

    @cached_property
    def _dossier(self) -> DossierBudget:
        return dossier_budget(self.s, self.menage.id)


def estimer_offre(
    base: Base, menage_id: UUID, le: date, *, logement_id: UUID | None = None, loyer: int | None = None,
    commune: str | None = None, zone: int | None = None, bailleur: str | None = None,
    genre_bailleur: GenreBailleur | None = None,
) -> EstimationFigee:
    """L'estimation avant l'envoi : un logement du vivier, ou celui que l'on décrit (loyer en centimes par mois).

    ErreurMetier : ce qui manque pour estimer.
    """
    with base.session() as s:
        e = Estimateur(s, trouver(s, Menage, menage_id))
        if logement_id is not None:
            return e.offert(trouver(s, LogementOffert, logement_id), le)
        return e.dans(loyer, commune, zone, genre_du_bailleur(s, bailleur, genre_bailleur), le)


def acces_offre(
    base: Base, menage_id: UUID, le: date, *, logement_id: UUID | None = None, loyer: int | None = None,
    commune: str | None = None, zone: int | None = None,
) -> Acces:
    """Ce que le loyer est pour ce ménage avant l'envoi : dans un logement du vivier, ou celui que l'on décrit."""
    with base.session() as s:
        e = Estimateur(s, trouver(s, Menage, menage_id))
        if logement_id is not None:
            o = trouver(s, LogementOffert, logement_id)
            return e.acces(o, o.loyer, le)
        return e.acces_dans(loyer, commune, zone, le)


def genre_du_bailleur(s: Session, nom: str | None, dit: GenreBailleur | None = None) -> GenreBailleur | None:
    """Le genre du bailleur de ce nom, `dit` par l'agent ou déjà connu ; None : sans nom.

    ErreurMetier si personne ne l'a dit.
    """
    propre = (nom or "").strip()
    if not propre:
        return None
    return dit or _genre(organisme_connu(s, propre) or Organisme(nom=propre))


def genre_connu(base: Base, nom: str) -> GenreBailleur | None:
    """Ce que l'on sait du genre du bailleur de ce nom ; None : rien."""
    with base.session() as s:
        connu = organisme_connu(s, nom)
        return connu.genre if connu else None


def _genre(bailleur: Organisme) -> GenreBailleur:
    if bailleur.genre is None:
        raise ErreurMetier(
            f"Dites si « {bailleur.nom} » est un organisme HLM, une SEM ou un autre bailleur, sur la fiche du "
            "logement : la réduction de loyer de solidarité en dépend.", "genre_bailleur",
        )
    return bailleur.genre
