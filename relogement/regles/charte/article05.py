"""Article 5 : en démolition, une mensualité résiduelle proche de l'ancienne (le reste à vivre a son module)."""

from __future__ import annotations

from decimal import Decimal

from relogement.formats import euros
from relogement.regles.charte import cles
from relogement.regles.charte.article05_reste import RESTE, reste_a_vivre_examine
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import (
    BAIL_SEUL,
    CIBLE_PROPOSITION,
    Contexte,
    Regle,
    preuve_proposition,
    preuve_relogement,
)
from relogement.regles.charte.equivalence import equivalence_de
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.equivalence import Equivalence
from relogement.regles.faits import Proposition

MENSUALITE = Obligation(
    "A05.1",
    "Mensualité résiduelle proche de l'ancienne",
    "Article 5",
    frozenset({Etat.SANS_OBJET, Etat.A_VENIR, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.NON_RESPECTEE}),
)


def mensualite_proche(ctx: Contexte) -> Constat:
    """A05.1 : nouvelle ≤ ancienne + tolérance (la plus grande des deux), toutes deux figées à l'envoi.

    Ne regarde qu'un logement équivalent : si un autre type est attribué, à la demande du ménage, elle est sans objet.
    """
    if not ctx.faits.operation.demolition:
        return MENSUALITE.sans_objet("Cette obligation ne regarde que les démolitions")
    p = ctx.acceptee
    if ctx.bail_seul is not None:
        return MENSUALITE.indeterminee(
            f"À vérifier : {BAIL_SEUL}, les mensualités ne se comparent pas",
            CIBLE_PROPOSITION,
            preuves=(preuve_relogement(ctx.bail_seul),),
        )
    if p is None:
        return MENSUALITE.a_venir("Aucune proposition n'est acceptée à ce jour")
    preuves: tuple[Preuve, ...] = (preuve_proposition(p),)
    semblable = equivalence_de(p, ctx.charte)
    if semblable.vraie is None:
        return MENSUALITE.indeterminee(
            lambda: (
                f"À vérifier : on ne sait pas si le logement de la proposition n° {p.rang} équivaut au logement "
                f"quitté, {semblable.phrase}"
            ),
            Cible("propositions", "equivalent", p.id),
            preuves=preuves,
        )
    preuves = (*preuves, *_preuve_equivalence(p, semblable))
    demande = any(s.autre_type for s in ctx.faits.souhaits if s is ctx.souhait)
    if not semblable.vraie:
        pourquoi = ", à la demande du ménage" if demande else ""
        return MENSUALITE.sans_objet(
            lambda: f"Le logement accepté n'est pas équivalent au logement quitté{pourquoi} : {semblable.phrase}",
            preuves=preuves,
        )
    return _comparer(ctx, p, preuves)


def _preuve_equivalence(p: Proposition, semblable: Equivalence) -> tuple[Preuve, ...]:
    """Ce qu'un agent a corrigé, avec sa raison ; rien quand la règle suffit."""
    if p.equivalence is None:
        return ()
    return (Preuve("proposition", p.id, p.equivalence.le, f"Proposition n° {p.rang}, {semblable.phrase}"),)


def _comparer(ctx: Contexte, p: Proposition, preuves: tuple[Preuve, ...]) -> Constat:
    cible = Cible("budget", "mensualite", p.id)
    budget = p.budget
    if budget is None or budget.avant is None or budget.apres is None:
        return MENSUALITE.indeterminee(lambda: _inconnue(p), cible, preuves=preuves)
    avant, apres = budget.avant, budget.apres
    jour = p.repondue or p.envoyee
    tolerance = max(
        ctx.charte.taux(cles.MENSUALITE_TAUX, jour) * avant / 100,
        Decimal(ctx.charte.entier(cles.MENSUALITE_MONTANT, jour)),
    )
    if apres - avant <= tolerance:
        return MENSUALITE.respectee(lambda: _passe(avant, apres, tolerance), le=p.repondue, preuves=preuves)
    return MENSUALITE.non_respectee(
        lambda: f"{_passe(avant, apres, tolerance)} : la hausse dépasse la tolérance", cible, preuves=preuves
    )


def _passe(avant: int, apres: int, tolerance: Decimal) -> str:
    return (
        f"La mensualité résiduelle passe de {euros(avant)} à {euros(apres)} par mois "
        f"(hausse tolérée : {euros(int(tolerance))})"
    )


def _inconnue(p: Proposition) -> str:
    if p.budget is None:
        return f"À vérifier : les mensualités résiduelles n'ont pas été figées à l'envoi de la proposition n° {p.rang}"
    quelles = [nom for nom, v in (("l'ancienne", p.budget.avant), ("la nouvelle", p.budget.apres)) if v is None]
    connue = "n'est pas connue" if len(quelles) == 1 else "ne sont pas connues"
    return f"À vérifier : {' et '.join(quelles)} mensualité résiduelle {connue} pour la proposition n° {p.rang}"


REGLES = (Regle(MENSUALITE, mensualite_proche), Regle(RESTE, reste_a_vivre_examine))
