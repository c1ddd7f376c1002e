"""L7 : les jalons de la concertation et de l'autorisation de démolir, datés et avec leur document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from relogement.regles.alertes.alerte import Alerte, NatureAlerte, Niveau, RegleAlerteOperation
from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Cible, Preuve
from relogement.regles.charte.contexte_operation import ContexteOperation
from relogement.regles.charte.obligation import Portee
from relogement.regles.faits import FaitsOperation
from relogement.regles.faits_operation import Jalon
from relogement.regles.loi import Loi
from relogement.vocabulaire import NatureJalon

JALONS = NatureAlerte(
    "L7",
    "Jalons de concertation",
    "réunion d'information avant la décision, concertation et bilan avant les travaux ; en démolition, DID avec sa "
    "note sur le relogement, puis autorisation de démolir : chacun daté, avec son document",
    "Loi n° 86-1290, article 44 quater ; CCH, article L. 443-15-1 ; circulaire 2001-77",
    Portee.OPERATION,
)


@dataclass(frozen=True, slots=True)
class _Suivi:
    """Un jalon attendu avant `limite` (None : limite inconnue), et le jour où il a eu lieu."""

    nature: NatureJalon
    limite: date | None
    le: date | None
    piece: bool
    preuve: Preuve | None

    @property
    def manque(self) -> bool:
        return self.le is None

    @property
    def passe(self) -> date | None:
        """Le premier jour où la limite est dépassée, si le jalon y manque ou l'a suivie."""
        return None if self.limite is None else self.limite + timedelta(days=1)

    def hors_delai(self, au: date) -> bool:
        """Vrai si la limite est passée sans lui, ou avant lui."""
        return self.limite is not None and (self.le or au) > self.limite


def jalons_de_concertation(ctx: ContexteOperation, _: Loi) -> Alerte | None:
    """L7 : ce qui manque, tarde ou n'a pas son document ; échue si la limite d'un jalon est passée sans lui."""
    suivis = list(_suivis(ctx))
    dites = [phrase for s in suivis if (phrase := _dire(s, ctx.au))]
    if not dites:
        return None
    passees = [s.passe for s in suivis if s.passe and s.hors_delai(ctx.au)]
    a_venir = [s.limite for s in suivis if s.manque and s.limite and s.limite >= ctx.au]
    return JALONS.alerte(
        Niveau.ECHUE if passees else Niveau.INFO,
        lambda: f"Jalons à compléter : {' ; '.join(dites)}",
        cible=Cible("operation", "jalons"),
        le=min(a_venir, default=None),
        depuis=max(passees, default=date.min),
        preuves=tuple(s.preuve for s in suivis if s.preuve),
    )


def _dire(s: _Suivi, au: date) -> str:
    nom = s.nature.libelle
    if s.manque:
        return f"{nom}, rien de noté{f' (attendu avant le {jour_fr(s.limite)})' if s.limite else ''}"
    tard = f"{nom}, le {jour_fr(s.le or au)} (après le {jour_fr(s.limite)})" if s.limite and s.hors_delai(au) else ""
    if s.piece:
        return tard
    return f"{tard or nom}, sans document"


def _suivis(ctx: ContexteOperation) -> Iterator[_Suivi]:
    o = ctx.operation
    for nature, limite in _attendus(o):
        if nature is NatureJalon.DID:
            yield _did(ctx, limite)
            continue
        tenus = sorted((j for j in ctx.dossier.jalons if j.nature is nature), key=lambda j: j.le)
        yield _suivi(nature, limite, tenus)


def _attendus(o: FaitsOperation) -> Iterator[tuple[NatureJalon, date | None]]:
    yield NatureJalon.REUNION, o.decision
    yield NatureJalon.CONCERTATION, o.travaux
    yield NatureJalon.BILAN_CONCERTATION, o.travaux
    if o.demolit:
        yield NatureJalon.NOTE_RELOGEMENT, o.did
        yield NatureJalon.DID, o.travaux
        yield NatureJalon.AUTORISATION, o.travaux


def _suivi(nature: NatureJalon, limite: date | None, tenus: list[Jalon]) -> _Suivi:
    """Le jalon, de son premier jour ; un document joint à l'une de ses dates suffit."""
    if not tenus:
        return _Suivi(nature, limite, None, piece=False, preuve=None)
    premier = tenus[0]
    preuve = Preuve("jalon", premier.id, premier.le, nature.libelle)
    return _Suivi(nature, limite, premier.le, piece=any(j.piece for j in tenus), preuve=preuve)


def _did(ctx: ContexteOperation, limite: date | None) -> _Suivi:
    """Le DID, dont la date est celle de l'opération ; à venir, il n'est pas encore déposé."""
    depose = ctx.operation.did if ctx.operation.did and ctx.operation.did <= ctx.au else None
    jalons = [j for j in ctx.dossier.jalons if j.nature is NatureJalon.DID]
    preuve = Preuve("operation", ctx.operation.id, depose, NatureJalon.DID.libelle) if depose else None
    return _Suivi(NatureJalon.DID, limite, depose, piece=any(j.piece for j in jalons), preuve=preuve)


REGLES_OPERATION = (RegleAlerteOperation(JALONS, jalons_de_concertation),)
