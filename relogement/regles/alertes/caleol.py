"""L5 : la commission d'attribution (CALEOL), informée chez le même bailleur, qui décide chez un autre."""

from __future__ import annotations

from datetime import date

from relogement.regles.alertes.alerte import Alerte, NatureAlerte, Niveau, RegleAlerte
from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.constat import Cible
from relogement.regles.charte.contexte import Contexte, preuve_proposition
from relogement.regles.faits import Proposition
from relogement.regles.loi import Loi
from relogement.regles.plafonds.notees import part_retenue
from relogement.vocabulaire import VoieCaleol

VOIE = NatureAlerte(
    "L5",
    "Voie CALEOL",
    "même bailleur que le démolisseur : la commission est informée ; autre bailleur : décision ordinaire, plafonds de "
    "ressources du logement offert",
    "CCH, articles L. 441-2 V et R. 441-3",
)


def voie_caleol(ctx: Contexte, _: Loi) -> Alerte | None:
    """L5 : pour la proposition acceptée, la voie qui convient tant qu'elle n'est pas notée ; échue au bail signé.

    Une décision défavorable se montre, quel que soit le bailleur.
    """
    p = _a_suivre(ctx)
    if p is None or not (phrase := _manque(ctx, p)):
        return None
    inconnue = p.meme_bailleur is None and not p.ecartee
    bail = ctx.definitif
    signe = bail.bail_signe if bail is not None and bail.proposition in (p.id, None) else None
    depuis = max(le for le in (signe or p.reponse_le, p.caleol_le, p.envoyee) if le is not None)
    return VOIE.alerte(
        Niveau.INFO if inconnue else Niveau.ECHUE if signe else Niveau.BIENTOT,
        f"{phrase}{_au_bail(signe)}",
        cible=Cible("propositions", "bailleur" if inconnue else "caleol", p.id),
        depuis=depuis,
        preuves=(preuve_proposition(p),),
    )


def _a_suivre(ctx: Contexte) -> Proposition | None:
    """La proposition acceptée ; à défaut la dernière, si elle vient d'être écartée : il faut en proposer une autre."""
    derniere = ctx.definitives[-1] if ctx.definitives else None
    return ctx.acceptee or (derniere if derniere is not None and derniere.ecartee else None)


def _au_bail(signe: date | None) -> str:
    return f" ; le bail est signé depuis le {jour_fr(signe)}" if signe else ""


def _manque(ctx: Contexte, p: Proposition) -> str:
    """Ce qui manque à la voie de cette proposition ; vide si elle est suivie."""
    qui = f"proposition n° {p.rang}"
    if p.ecartee and p.caleol_decision is not None:
        return f"La commission d'attribution a rendu pour la {qui} : {p.caleol_decision.libelle}"
    if p.meme_bailleur is None:
        return f"On ne sait pas si le logement de la {qui} est au bailleur de l'opération : la voie en dépend"
    if p.meme_bailleur:
        return "" if p.caleol else f"La commission d'attribution est à informer de la {qui} (même bailleur)"
    if p.caleol is VoieCaleol.DECISION and p.caleol_decision is not None:
        return ""
    return f"La {qui}, d'un autre bailleur, demande une décision de la commission d'attribution{_plafonds(ctx)}"


def _plafonds(ctx: Contexte) -> str:
    part = part_retenue(ctx.faits)
    dites = " ; ".join(filter(None, (part.phrase, part.doute))) if part else "ressources non comparées aux plafonds"
    return f" et les plafonds de son financement ({dites})"


REGLES = (RegleAlerte(VOIE, voie_caleol),)
