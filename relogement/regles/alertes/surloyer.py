"""L6 : quitter un quartier prioritaire pour un logement hors quartier prioritaire peut rendre le surloyer dû."""

from __future__ import annotations

from relogement.regles.alertes.alerte import Alerte, NatureAlerte, Niveau, RegleAlerte
from relogement.regles.charte.constat import Cible
from relogement.regles.charte.contexte import Contexte, preuve_proposition
from relogement.regles.faits import Proposition
from relogement.regles.loi import Loi

SURLOYER = NatureAlerte(
    "L6",
    "Surloyer possible",
    "quitter un QPV pour un logement hors QPV : le supplément de loyer de solidarité (SLS) peut devenir dû",
    "CCH, article L. 441-3",
)


def surloyer_possible(ctx: Contexte, _: Loi) -> Alerte | None:
    """L6 : pour la proposition acceptée ou, à défaut, la dernière qui attend sa réponse ; None si elle reste en QPV."""
    p = ctx.acceptee or _en_attente(ctx)
    if p is None or not ctx.faits.operation.qpv or p.qpv:
        return None
    logement = f"le logement de la proposition n° {p.rang}"
    if p.qpv is None:
        phrase = f"On ne sait pas si {logement} est en quartier prioritaire : hors de lui, le surloyer peut devenir dû"
    else:
        phrase = (
            f"Le ménage quitte un quartier prioritaire et {logement} n'y est pas : selon ses ressources, le surloyer "
            "(SLS) peut devenir dû"
        )
    return SURLOYER.alerte(
        Niveau.INFO,
        phrase,
        cible=Cible("propositions", "qpv", p.id),
        depuis=p.envoyee,
        preuves=(preuve_proposition(p),),
    )


def _en_attente(ctx: Contexte) -> Proposition | None:
    return next((p for p in reversed(ctx.definitives) if p.reponse is None), None)


REGLES = (RegleAlerte(SURLOYER, surloyer_possible),)
