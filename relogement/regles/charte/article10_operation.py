"""Article 10, pour l'opération : le pilote, et le bilan social d'occupation avant le dossier d'intention de démolir."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import CIBLE_ANNONCE
from relogement.regles.charte.contexte_operation import ContexteOperation
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, Portee
from relogement.regles.faits import FaitsOperation
from relogement.regles.faits_operation import Jalon
from relogement.regles.pilotage import pilote, raison_pilote
from relogement.vocabulaire import NatureJalon, Pilote

PILOTE = Obligation(
    "A10.1",
    "Pilote désigné",
    "Article 10, alinéas 1 à 4",
    frozenset({Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.NON_RESPECTEE}),
    Portee.OPERATION,
)
BILAN_SOCIAL = Obligation(
    "A10.2",
    "Bilan social d'occupation avant le DID",
    "Article 10, dernier alinéa",
    frozenset({Etat.SANS_OBJET, Etat.A_FAIRE, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.NON_RESPECTEE}),
    Portee.OPERATION,
)
_CIBLE_PILOTE = Cible("operation", "pilote")


def pilote_designe(ctx: ContexteOperation) -> Constat:
    """A10.1 : le pilote noté est celui de la règle ; échéance J0.

    Démolition ANRU : la commune. Démolition hors ANRU : le bailleur, sauf si la commune le prend. Réhabilitation : le
    bailleur. Noter la commune sans savoir si elle a pris le pilotage est à vérifier.
    """
    o = ctx.operation
    attendu = pilote(o)
    if o.pilote is None:
        phrase = f"Pilote à désigner : {attendu.libelle}, {raison_pilote(o)}"
        if ctx.annonce is None:
            return PILOTE.indeterminee(
                f"{phrase} ; la date d'annonce de l'opération, qui fixe l'échéance, n'est pas connue", CIBLE_ANNONCE
            )
        return PILOTE.a_faire(phrase, _CIBLE_PILOTE, ctx.au, ctx.annonce)
    if o.pilote is not attendu:
        return _autre_pilote(o, o.pilote, attendu)
    return _pilote(ctx, o, o.pilote)


def _pilote(ctx: ContexteOperation, o: FaitsOperation, qui: Pilote) -> Constat:
    """Le pilote est le bon ; reste à savoir s'il a été désigné à temps."""
    le = o.pilote_le
    if le is None and ctx.annonce is not None and ctx.annonce < ctx.au:
        return PILOTE.indeterminee(
            f"À vérifier : la date à laquelle le pilote ({qui.libelle}) a été désigné n'est pas connue",
            _CIBLE_PILOTE,
            echeance=ctx.annonce,
        )
    return PILOTE.respectee(
        lambda: f"Pilote : {qui.libelle}, {raison_pilote(o)}{f', désigné le {jour_fr(le)}' if le else ''}",
        le=le,
        echeance=ctx.annonce,
        preuves=(_preuve(o, qui),),
    )


def _autre_pilote(o: FaitsOperation, qui: Pilote, attendu: Pilote) -> Constat:
    if qui is Pilote.COMMUNE and o.demolition and o.commune_pilote is None:
        return PILOTE.indeterminee(
            "À vérifier : la commune est notée pilote d'une démolition hors ANRU, sans que l'on sache si elle a pris "
            "le pilotage",
            _CIBLE_PILOTE,
            preuves=(_preuve(o, qui),),
        )
    return PILOTE.non_respectee(
        f"Le pilote noté est {_le(qui)}, alors que c'est {_le(attendu)}, {raison_pilote(o)}",
        _CIBLE_PILOTE,
        preuves=(_preuve(o, qui),),
    )


def _le(qui: Pilote) -> str:
    return f"{'la' if qui is Pilote.COMMUNE else 'le'} {qui.libelle}"


def _preuve(o: FaitsOperation, qui: Pilote) -> Preuve:
    return Preuve("operation", o.id, o.pilote_le, f"Pilote : {qui.libelle}")


def bilan_social_fait(ctx: ContexteOperation) -> Constat:
    """A10.2 : en démolition, une pré-MOUS ou un bilan social daté d'avant le dépôt du DID (ce jour est à temps).

    Le DID d'une démolition autorisée, ou dont les travaux ont commencé, a été déposé : sa date inconnue est à vérifier.
    Une restructuration ou un changement d'usage qui ne démolit rien peut n'en avoir jamais.
    """
    o = ctx.operation
    if not o.demolition:
        return BILAN_SOCIAL.sans_objet("Une réhabilitation n'a pas de dossier d'intention de démolir")
    bilans = sorted((j for j in ctx.dossier.jalons if j.nature is NatureJalon.BILAN_SOCIAL), key=lambda j: (j.le, j.id))
    if o.did is None and _did_depose(ctx):
        return BILAN_SOCIAL.indeterminee(
            "À vérifier : la date de dépôt du dossier d'intention de démolir (DID) n'est pas connue",
            Cible("operation", "did"),
            preuves=tuple(_preuve_bilan(j) for j in bilans),
        )
    if bilans and (o.did is None or bilans[0].le <= o.did):
        return _bilan(bilans[0], o.did)
    return _sans_bilan(ctx, o.did, bilans[0] if bilans else None)


def _did_depose(ctx: ContexteOperation) -> bool:
    o = ctx.operation
    return o.demolit and any(d is not None and d <= ctx.au for d in (o.autorisation, o.travaux))


def _bilan(j: Jalon, did: date | None) -> Constat:
    avant = f", avant le DID du {jour_fr(did)}" if did else ""
    return BILAN_SOCIAL.respectee(
        lambda: f"Bilan social d'occupation du {jour_fr(j.le)}{avant}",
        le=j.le,
        echeance=did,
        preuves=(_preuve_bilan(j),),
    )


def _sans_bilan(ctx: ContexteOperation, did: date | None, tardif: Jalon | None) -> Constat:
    cible = Cible("operation", "jalons")
    if did is None or ctx.au <= did:
        phrase = "Bilan social d'occupation (ou pré-MOUS) à établir par le bailleur avant le dépôt du DID"
        return BILAN_SOCIAL.a_faire(phrase, cible, ctx.au, did)
    apres = f" ; il date du {jour_fr(tardif.le)}" if tardif else ""
    return BILAN_SOCIAL.non_respectee(
        lambda: f"Le DID a été déposé le {jour_fr(did)} sans bilan social d'occupation{apres}",
        cible,
        preuves=(_preuve_bilan(tardif),) if tardif else (),
        echeance=did,
    )


def _preuve_bilan(j: Jalon) -> Preuve:
    return Preuve("jalon", j.id, j.le, "Bilan social d'occupation")
