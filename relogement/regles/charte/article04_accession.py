"""A04.5 : l'accession abordable, présentée à qui la souhaite ou en a les ressources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import Contexte
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.vocabulaire import NatureInformation

ACCESSION = Obligation(
    "A04.5",
    "Accession abordable présentée",
    "Article 4, alinéa 2",
    frozenset({Etat.SANS_OBJET, Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE}),
)


def accession_presentee(ctx: Contexte) -> Constat:
    """A04.5 : une information sur l'accession, si le ménage la souhaite ou si ses ressources la permettent ; + 90 j.

    Le délai court de l'entretien ou, si on ne l'apprend qu'après, du jour où on l'apprend. Les derniers souhaits et le
    dernier entretien qui en parlent comptent.
    """
    souhaitee = sorted([(s.le, s.accession) for s in ctx.faits.souhaits if s.accession is not None])
    possible = [(e.le, e.accession_possible) for e in ctx.entretiens if e.accession_possible is not None]
    reponses = [_derniere(souhaitee), _derniere(possible)]
    if reponses == [False, False]:
        return ACCESSION.sans_objet("Le ménage ne souhaite pas l'accession et ses ressources ne la permettent pas")
    echeance = _echeance(ctx, [le for le, oui in (*souhaitee, *possible) if oui])
    informations = [i for i in ctx.faits.informations if NatureInformation.ACCESSION in i.natures]
    presentee = min(informations, key=lambda i: i.le, default=None)
    if presentee is not None:
        return ACCESSION.respectee(
            lambda: f"Accession abordable présentée le {jour_fr(presentee.le)}",
            le=presentee.le,
            echeance=echeance if True in reponses else None,
            preuves=(Preuve("information", presentee.id, presentee.le, "Information : accession abordable"),),
        )
    if not ctx.entretiens:
        return ACCESSION.a_venir("L'accession se regarde à l'entretien", Cible("entretiens", "accession_possible"))
    if True not in reponses:
        inconnu = "on ne sait pas si les ressources du ménage la permettent"
        cible = Cible("entretiens", "accession_possible", ctx.entretiens[-1].id)
        if reponses[1] is False:
            inconnu, cible = "on ne sait pas si le ménage la souhaite", Cible("entretiens", "souhaits")
        return ACCESSION.indeterminee(f"Accession abordable à vérifier : {inconnu}", cible, echeance=echeance)
    return ACCESSION.a_faire(
        "Accession abordable à présenter au ménage", Cible("entretiens", "information"), ctx.au, echeance
    )


def _derniere(reponses: list[tuple[date, bool]]) -> bool | None:
    return reponses[-1][1] if reponses else None


def _echeance(ctx: Contexte, appris: Iterable[date]) -> date | None:
    """Le premier entretien, ou le premier jour où on l'apprend s'il est plus tardif, + 90 j ; None sans entretien."""
    if ctx.entretien is None:
        return None
    depuis = max(ctx.entretien.le, min(appris, default=ctx.entretien.le))
    return ajouter_jours(depuis, ctx.charte.entier(cles.ACCESSION, depuis))
