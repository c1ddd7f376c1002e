"""L'APL estimée d'un ménage, d'après son dossier : dans un logement proposé, ou dans celui qu'il quitte."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.modeles import Logement, LogementOffert, Loyer, Menage, Operation, Organisme, Ressource
from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.declarees import LigneNature, charger_regles
from relogement.regles.apl.figee import EstimationFigee, figer
from relogement.regles.apl.menage import Argent, Avis, LogementApl, estimer_menage
from relogement.regles.apl.zones import Zone, charger_zones, zone_apl
from relogement.regles.faits import FaitsMenage
from relogement.services.outils import trouver
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
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
        return self.dans(loyer, o.commune, o.zone_apl, bailleur.genre if bailleur else None, le)

    def dans(
        self, loyer: int | None, commune: str | None, zone: int | None, bailleur: GenreBailleur | None, le: date
    ) -> EstimationFigee:
        """Dans un logement décrit ainsi (loyer en centimes par mois) ; ErreurMetier : ce qui manque."""
        logement = LogementApl(loyer, bailleur, lambda: self._zone(commune, zone))
        return self._estimer(logement, le)

    def quitte(self, loyer: int | None, le: date) -> EstimationFigee:
        """Dans le logement quitté, à ce loyer ; ErreurMetier : ce qui manque."""
        return self._estimer(self._actuel(loyer), le)

    def _estimer(self, logement: LogementApl, le: date) -> EstimationFigee:
        bareme = charger_bareme()
        return figer(estimer_menage(self._faits, logement, self._argent(le), le, bareme, charger_regles()), bareme)

    def _zone(self, commune: str | None, saisie: int | None) -> Zone:
        return zone_apl(commune, self._operation.communes, saisie, charger_zones())

    def _actuel(self, loyer: int | None) -> LogementApl:
        o = self._operation
        logement = self.s.get(Logement, self.menage.logement_id) if self.menage.logement_id else None
        commune = (logement.commune if logement else None) or (o.communes if "," not in o.communes else None)
        return LogementApl(
            loyer, self.s.get_one(Organisme, o.bailleur_id).genre, lambda: self._zone(commune, o.zone_apl)
        )

    def _argent(self, le: date) -> Argent:
        m = self.menage
        dates = [x for x in self._loyers if x.du <= le and x.avis_le is not None and x.avis_le <= le]
        avis = None
        if dates:
            x = dates[-1]
            avis = Avis(x.avis_le or le, x.loyer, x.rls, x.apl)
        base_le = m.base_apl_le
        base = m.base_apl if base_le is None or base_le <= le else None
        return Argent(base, base_le, avis, self._actuel(None), self._ressources)

    @cached_property
    def _operation(self) -> Operation:
        return trouver(self.s, Operation, self.menage.operation_id)

    @cached_property
    def _faits(self) -> FaitsMenage:
        return faits_menages(self.s, menages=[self.menage.id])[self.menage.id]

    @cached_property
    def _loyers(self) -> list[Loyer]:
        requete = select(Loyer).where(Loyer.menage_id == self.menage.id, col(Loyer.supprime_le).is_(None))
        return list(self.s.exec(requete.order_by(col(Loyer.du))))

    @cached_property
    def _ressources(self) -> tuple[LigneNature, ...]:
        requete = select(Ressource).where(Ressource.menage_id == self.menage.id, col(Ressource.supprime_le).is_(None))
        return tuple(
            LigneNature(r.du, r.au, r.montant, str(r.personne_id) if r.personne_id else None, r.nature)
            for r in self.s.exec(requete.order_by(col(Ressource.id)))
        )


def estimer_offre(
    base: Base, menage_id: UUID, le: date, *, logement_id: UUID | None = None, loyer: int | None = None,
    commune: str | None = None, zone: int | None = None, bailleur: str | None = None,
) -> EstimationFigee:
    """L'estimation avant l'envoi : un logement du vivier, ou celui que l'on décrit (loyer en centimes par mois).

    ErreurMetier : ce qui manque pour estimer.
    """
    with base.session() as s:
        e = Estimateur(s, trouver(s, Menage, menage_id))
        if logement_id is not None:
            return e.offert(trouver(s, LogementOffert, logement_id), le)
        return e.dans(loyer, commune, zone, genre_du_bailleur(s, bailleur), le)


def genre_du_bailleur(s: Session, nom: str | None) -> GenreBailleur | None:
    """Le genre du bailleur de ce nom ; un nom nouveau sera inscrit organisme HLM. None : sans nom."""
    propre = (nom or "").strip()
    if not propre:
        return None
    genre = s.scalars(select(col(Organisme.genre)).where(col(Organisme.nom) == propre)).first()
    return genre or GenreBailleur.HLM
