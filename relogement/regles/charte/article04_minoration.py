"""A04.4 : en démolition ANRU, la minoration du loyer d'un logement neuf que l'APL du ménage ne couvre pas."""

from __future__ import annotations

from datetime import date

from relogement.formats import euros
from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import Contexte, preuve_proposition, preuve_relogement
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.neuf import age_du_neuf, dans_le_neuf
from relogement.regles.charte.obligation import Obligation, pire
from relogement.regles.faits import Proposition, Relogement
from relogement.regles.minoration.bareme import conventionne_recent

MINORATION = Obligation("A04.4", "Minoration de loyer demandée", "Article 4, alinéa 4", frozenset(Etat))


def minoration_demandee(ctx: Contexte) -> Constat:
    """A04.4 : le bailleur d'accueil demande la minoration (montant, date), le loyer du bail tient sous le plafond APL.

    Regarde les relogements définitifs dans le neuf, le récent, ou le conventionné depuis moins de 5 ans au bail (ANRU,
    instruction du 22 juillet 2016), quand le loyer avant minoration dépasse le plafond du
    ménage ; échéance : bail + 60 j. Le loyer au plafond est couvert.
    """
    operation = ctx.faits.operation
    if not (operation.demolition and operation.anru):
        return MINORATION.sans_objet("La minoration ne regarde que les démolitions en convention ANRU")
    baux = [r for r in ctx.faits.relogements if not r.temporaire]
    if not baux:
        return MINORATION.a_venir("Pas de bail définitif signé à ce jour")
    return pire([_bail(ctx, r) for r in baux])


def _bail(ctx: Contexte, r: Relogement) -> Constat:
    p = next((p for p in ctx.definitives if p.id == r.proposition), None)
    neuf, depasse = _ouvre_droit(ctx, p, r) if p else None, _depasse(r)
    preuves = (*((preuve_proposition(p),) if p else ()), preuve_relogement(r))
    echeance = ajouter_jours(r.bail_signe, ctx.charte.entier(cles.MINORATION, r.bail_signe))
    if neuf is False:
        ans = age_du_neuf(ctx.charte, r.bail_signe)
        return MINORATION.sans_objet(
            f"Le logement n'est ni dans le parc neuf ou de moins de {ans} ans, ni noté conventionné récemment", preuves
        )
    if depasse is False:
        return MINORATION.sans_objet(lambda: _couvert(r), preuves)
    if neuf is None:
        return MINORATION.indeterminee(
            "À vérifier : on ne sait pas si le logement est neuf ou récent",
            Cible("propositions", "neuf", p.id) if p else Cible("propositions", "proposition"),
            echeance=echeance,
            preuves=preuves,
        )
    if depasse is None:
        return _a_verifier(r, _inconnu(r), echeance, preuves)
    return _due(ctx, r, echeance, preuves)


def _ouvre_droit(ctx: Contexte, p: Proposition, r: Relogement) -> bool | None:
    """Le conventionné récent compte comme du neuf pour l'ANRU ; une convention non notée n'y change rien."""
    return True if conventionne_recent(p.conventionne, r.bail_signe) else dans_le_neuf(p, ctx.charte)


def _depasse(r: Relogement) -> bool | None:
    """Le loyer avant minoration dépasse-t-il le plafond ? Celui du bail n'est jamais plus haut. None : inconnu."""
    if r.plafond_apl is None:
        return None
    if r.loyer_avant_minoration is not None:
        return r.loyer_avant_minoration > r.plafond_apl
    return True if r.loyer is not None and r.loyer > r.plafond_apl else None


def _couvert(r: Relogement) -> str:
    return (
        f"Le loyer avant minoration ({euros(r.loyer_avant_minoration)}) ne dépasse pas le plafond APL du ménage "
        f"({euros(r.plafond_apl)})"
    )


def _inconnu(r: Relogement) -> str:
    """Ce qui manque pour comparer le loyer au plafond."""
    if r.plafond_apl is not None:
        return f"le loyer avant minoration, à comparer au plafond APL de {euros(r.plafond_apl)},"
    pourquoi = f" ({r.plafond_manque})" if r.plafond_manque else ""
    return f"le plafond APL du ménage{pourquoi}"


def _a_verifier(r: Relogement, quoi: str, echeance: date, preuves: tuple[Preuve, ...]) -> Constat:
    cible = Cible("demenagement", "minoration", r.id)
    return MINORATION.indeterminee(f"À vérifier : {quoi} n'est pas connu", cible, echeance=echeance, preuves=preuves)


def _due(ctx: Contexte, r: Relogement, echeance: date, preuves: tuple[Preuve, ...]) -> Constat:
    """La minoration est due : demandée, avec son montant, et le loyer du bail sous le plafond."""
    cible = Cible("demenagement", "minoration", r.id)
    demandee, montant, loyer, plafond = r.minoration_demandee, r.minoration, r.loyer, r.plafond_apl
    if demandee is None:
        return MINORATION.a_faire(
            "Minoration du loyer à demander par le bailleur d'accueil", cible, ctx.au, echeance, preuves=preuves
        )
    if not montant:
        return _a_verifier(r, f"le montant de la minoration demandée le {jour_fr(demandee)}", echeance, preuves)
    if loyer is None or plafond is None:
        return _a_verifier(r, "le loyer du bail", echeance, preuves)

    def phrase() -> str:
        ou = "dans la limite du" if loyer <= plafond else "au-dessus du"
        minoree = f"Minoration demandée le {jour_fr(demandee)} ({euros(montant)})"
        return f"{minoree}, loyer du bail ({euros(loyer)}) {ou} plafond APL ({euros(plafond)})"

    if loyer <= plafond:
        return MINORATION.respectee(phrase, le=demandee, echeance=echeance, preuves=preuves)
    if ctx.au <= echeance:
        return MINORATION.a_faire(phrase, cible, ctx.au, echeance, preuves=preuves)
    return MINORATION.non_respectee(phrase, cible, preuves=preuves, echeance=echeance)
