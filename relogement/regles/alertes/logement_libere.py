"""L8 : en démolition, un logement libéré reste gelé jusqu'aux travaux."""

from __future__ import annotations

from relogement.regles.alertes.alerte import Alerte, NatureAlerte, Niveau, RegleAlerteOperation
from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Cible, Preuve
from relogement.regles.charte.contexte import emmenagement
from relogement.regles.charte.contexte_operation import ContexteOperation
from relogement.regles.charte.obligation import Portee
from relogement.regles.faits import FaitsMenage
from relogement.regles.loi import Loi

GELE = NatureAlerte(
    "L8",
    "Logement libéré gelé",
    "en démolition, un logement libéré n'est pas reloué avant le début des travaux",
    "CCH, articles L. 353-15 III et L. 442-6 II",
    Portee.OPERATION,
)


def logement_libere(ctx: ContexteOperation, _: Loi) -> Alerte | None:
    """L8 : échue si un logement libéré est reloué avant les travaux ; sinon le nombre de logements à garder gelés.

    Le logement d'un décohabitant est celui du ménage d'origine : il ne compte qu'une fois.
    """
    if not ctx.operation.demolition:
        return None
    travaux = ctx.operation.travaux
    quittes = [m for m in ctx.dossier.menages if not m.decohabitant]
    reloues = [(m.reloue, m) for m in quittes if m.reloue and (travaux is None or m.reloue < travaux)]
    if reloues:
        dates = ", ".join(f"le {jour_fr(le)}" for le, _menage in sorted(reloues, key=lambda r: (r[0], r[1].id)))
        return GELE.alerte(
            Niveau.ECHUE,
            f"{_nombre(len(reloues))} avant les travaux ({dates})",
            cible=Cible("operation", "travaux"),
            depuis=max(le for le, _menage in reloues),
            preuves=tuple(Preuve("menage", m.id, le, "Logement quitté, reloué") for le, m in reloues),
        )
    geles = sum(_libere(m) for m in ctx.dossier.menages)
    if not geles or (travaux is not None and ctx.au >= travaux):
        return None
    pluriel = "s" if geles > 1 else ""
    jusqu = f"aux travaux du {jour_fr(travaux)}" if travaux else "aux travaux, dont la date n'est pas connue"
    return GELE.alerte(
        Niveau.INFO,
        f"{geles} logement{pluriel} libéré{pluriel}, à garder gelé{pluriel} jusqu'{jusqu}",
        cible=Cible("operation", "travaux"),
        le=travaux,
    )


def _nombre(n: int) -> str:
    return f"{n} logements libérés ont été reloués" if n > 1 else "Un logement libéré a été reloué"


def _libere(m: FaitsMenage) -> bool:
    """Le ménage a quitté son logement, relogé ou sorti ; un décohabitant n'en libère pas."""
    return not m.decohabitant and (emmenagement(m) is not None or m.sortie is not None)


REGLES_OPERATION = (RegleAlerteOperation(GELE, logement_libere),)
