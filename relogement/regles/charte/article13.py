"""Article 13 : l'équilibre entre communes, suivi à chaque revue une fois le premier ménage relogé."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from relogement.regles.calendrier import Trimestre, ajouter_jours
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte_operation import ContexteOperation, RegleOperation
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, Portee, pire
from relogement.regles.charte.revues import CIBLE_REVUES, dire_remise, periodes
from relogement.regles.charte.suite import Periode, Suite, trimestres_clos
from relogement.regles.faits import FaitsMenage, Souhait
from relogement.vocabulaire import Rester

EQUILIBRE = Obligation(
    "A13.1",
    "Équilibre entre communes suivi",
    "Article 13",
    frozenset({Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE}),
    Portee.OPERATION,
)
_REPONDUS = "Souhaits de rester ou de partir répondus, ménage par ménage"
_SOLIDARITE = Cible("operation", "solidarite")


@dataclass(frozen=True, slots=True)
class Reloge:
    """Un ménage relogé pour de bon : depuis quand, et son dernier souhait de rester ou de partir (None : inconnu)."""

    menage: str
    le: date
    echeance: date
    """Celle de la revue du trimestre où il a été relogé."""
    souhait: Souhait | None


def equilibre_suivi(ctx: ContexteOperation) -> Constat:
    """A13.1 : à chaque revue, la répartition par commune et bailleur ; chaque souhait de rester ou partir a sa réponse.

    Le premier trimestre est celui du premier relogement définitif. Un ménage indifférent n'attend pas de réponse.
    """
    reloges = _reloges(ctx)
    if not reloges:
        return EQUILIBRE.a_venir("Aucun ménage n'est encore relogé pour de bon")
    premier = min(r.le for r in reloges)
    clos = trimestres_clos(premier, ctx.au, ctx.operation.cloture)
    if not clos:
        return EQUILIBRE.a_venir(
            f"La répartition des relogements se remet avec la revue du trimestre {Trimestre.de(premier)}", CIBLE_REVUES
        )
    remises = periodes(ctx, clos, (r for r in ctx.dossier.revues if r.equilibre))
    repartition = Suite(EQUILIBRE, remises, CIBLE_REVUES, "Répartition du trimestre", _tenue, _a_tenir).juge(ctx.au)
    souhaits = _souhaits(ctx, [r for r in reloges if r.le <= clos[-1].fin])
    return replace(
        pire([repartition, souhaits]),
        preuves=(*repartition.preuves, *souhaits.preuves),
        manquements=repartition.manquements,
    )


def _reloges(ctx: ContexteOperation) -> list[Reloge]:
    return [_reloge(ctx, m, le) for m in ctx.dossier.menages if (le := _premier_relogement(m)) is not None]


def _premier_relogement(m: FaitsMenage) -> date | None:
    return min((r.demenagement for r in m.relogements if r.demenagement and not r.temporaire), default=None)


def _reloge(ctx: ContexteOperation, m: FaitsMenage, le: date) -> Reloge:
    fin = Trimestre.de(le).fin
    dits = (s for s in m.souhaits if s.rester is not None)
    souhait = max(dits, key=lambda s: s.le, default=None)
    return Reloge(m.id, le, ajouter_jours(fin, ctx.charte.entier(cles.REVUE, fin)), souhait)


def _tenue(p: Periode) -> str:
    return (
        f"Répartition par commune et bailleur {dire_remise(p)} avec la revue du trimestre {p.nom}, "
        "souhaits de rester ou de partir répondus"
    )


def _a_tenir(trimestres: Sequence[str]) -> str:
    return f"Répartition par commune et bailleur à remettre avec la revue : {', '.join(trimestres)}"


def _souhaits(ctx: ContexteOperation, reloges: Sequence[Reloge]) -> Constat:
    """Ce que disent les souhaits des ménages relogés dans un trimestre clos."""
    inconnus = [r for r in reloges if r.souhait is None]
    exprimes = [(r, r.souhait) for r in reloges if r.souhait and r.souhait.rester is not Rester.INDIFFERENT]
    sans_reponse = [r for r, s in exprimes if s.reponse_le is None]
    ouverts = []
    if inconnus:
        ouverts.append(
            EQUILIBRE.indeterminee(
                f"À vérifier : le souhait de rester ou de partir n'est pas noté ({_menages(inconnus)})",
                _SOLIDARITE,
                echeance=min(r.echeance for r in inconnus),
                preuves=_preuves(inconnus),
            )
        )
    if sans_reponse:
        ouverts.append(
            EQUILIBRE.a_faire(
                f"Réponse à donner au souhait de rester ou de partir ({_menages(sans_reponse)})",
                _SOLIDARITE,
                ctx.au,
                min(r.echeance for r in sans_reponse),
                preuves=_preuves(sans_reponse),
            )
        )
    return pire(ouverts or [_repondu(r, s) for r, s in exprimes] or [EQUILIBRE.respectee(_REPONDUS)])


def _repondu(r: Reloge, s: Souhait) -> Constat:
    return EQUILIBRE.respectee(
        _REPONDUS,
        le=s.reponse_le,
        echeance=r.echeance,
        preuves=(Preuve("souhait", s.id, s.le, "Souhait de rester ou de partir"),),
    )


def _menages(reloges: Sequence[Reloge]) -> str:
    return "1 ménage relogé" if len(reloges) == 1 else f"{len(reloges)} ménages relogés"


def _preuves(reloges: Sequence[Reloge]) -> tuple[Preuve, ...]:
    return tuple(Preuve("menage", r.menage, r.le, "Ménage relogé") for r in reloges)


REGLES_OPERATION = (RegleOperation(EQUILIBRE, equilibre_suivi),)
