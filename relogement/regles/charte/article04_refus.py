"""A04.2 : le refus motivé par écrit, que doit le locataire ; le refus tacite, que confirme l'agent."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat
from relogement.regles.charte.contexte import Contexte, preuve_proposition
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, pire
from relogement.regles.faits import Proposition
from relogement.vocabulaire import EcritRefus, Reponse

REFUS = Obligation(
    "A04.2",
    "Refus motivés par écrit",
    "Article 4, alinéa 3",
    frozenset({Etat.SANS_OBJET, Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE}),
)


def refus_ecrits(ctx: Contexte) -> Constat:
    """A04.2 : chaque refus a son écrit dans les 15 j ; de plusieurs refus, le plus mal en point l'emporte, nommé."""
    refus = [p for p in ctx.faits.propositions if p.reponse in (Reponse.REFUSEE, Reponse.TACITE)]
    if not refus:
        if ctx.acceptee is not None or ctx.reloge_le is not None:
            return REFUS.sans_objet("Aucune proposition n'a été refusée")
        return REFUS.a_venir("Aucune proposition n'est refusée à ce jour")
    return pire([_tacite(ctx, p) if p.reponse is Reponse.TACITE else _expres(ctx, p) for p in refus])


def _echeance(ctx: Contexte, refus: date) -> date:
    return ajouter_jours(refus, ctx.charte.entier(cles.REFUS_ECRIT, refus))


def _sans_date(p: Proposition) -> Constat:
    return REFUS.indeterminee(
        lambda: f"À vérifier : la date du refus de la proposition n° {p.rang} n'est pas connue",
        Cible("propositions", "repondue", p.id),
        preuves=(preuve_proposition(p),),
    )


def _expres(ctx: Contexte, p: Proposition) -> Constat:
    if p.repondue is None:
        return _sans_date(p)
    echeance = _echeance(ctx, p.repondue)
    preuves = (preuve_proposition(p),)
    if manques := _manques(p):
        return REFUS.a_faire(
            lambda: (
                f"Refus de la proposition n° {p.rang} : il manque {' et '.join(manques)} ; "
                "le locataire doit le motiver par écrit, la MOUS peut l'y aider"
            ),
            Cible("propositions", "refus", p.id),
            ctx.au,
            echeance,
            preuves=preuves,
        )
    if p.mous_a_aide is None:
        return REFUS.indeterminee(
            lambda: (
                f"À vérifier : la MOUS a-t-elle aidé à formaliser le refus de la proposition n° {p.rang} ?"
                " Ce n'est pas noté"
            ),
            Cible("propositions", "mous_a_aide", p.id),
            echeance=echeance,
            preuves=preuves,
        )
    aide = "avec l'aide de la MOUS" if p.mous_a_aide else "sans l'aide de la MOUS"
    return REFUS.respectee(
        lambda: f"Le refus de la proposition n° {p.rang} est motivé et {_ecrit(p)}, {aide}",
        le=p.ecrit_le,
        echeance=echeance,
        preuves=preuves,
    )


def _manques(p: Proposition) -> list[str]:
    """Ce qui manque au refus exprès : le motif, le formulaire signé et joint, ou « refuse de signer » avec témoin."""
    manques = [] if (p.motif or "").strip() else ["le motif"]
    match p.ecrit:
        case None:
            manques.append("l'écrit signé (ou la mention « refuse de signer »)")
        case EcritRefus.SIGNE if not p.formulaire:
            manques.append("le formulaire signé en pièce jointe")
        case EcritRefus.REFUSE_DE_SIGNER if not (p.temoin or "").strip():
            manques.append("le témoin du refus de signer")
    if p.ecrit is not None and p.ecrit_le is None:
        manques.append("la date de l'écrit")
    return manques


def _ecrit(p: Proposition) -> str:
    le = f" le {jour_fr(p.ecrit_le)}" if p.ecrit_le else ""
    if p.ecrit is EcritRefus.SIGNE:
        return f"signé{le}"
    return f"le locataire refuse de signer{le}, devant témoin"


def _tacite(ctx: Contexte, p: Proposition) -> Constat:
    """Refus tacite : la preuve de réception et la confirmation de l'agent, sans formulaire."""
    refus = p.reponse_le
    if refus is None:
        return _sans_date(p)
    echeance = _echeance(ctx, refus)
    manques = [] if p.preuve_reception else ["la preuve de réception"]
    if p.confirme_le is None:
        manques.append("la confirmation de l'agent")
    if manques:
        return REFUS.a_faire(
            lambda: f"Refus tacite de la proposition n° {p.rang} : il manque {' et '.join(manques)}, que doit la MOUS",
            Cible("propositions", "refus_tacite", p.id),
            ctx.au,
            echeance,
            preuves=(preuve_proposition(p),),
        )
    return REFUS.respectee(
        lambda: f"Le refus tacite de la proposition n° {p.rang} est prouvé et confirmé par l'agent",
        le=p.confirme_le,
        echeance=echeance,
        preuves=(preuve_proposition(p),),
    )
