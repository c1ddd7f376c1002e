"""Article 11 : les partenaires de l'opération sont identifiés."""

from __future__ import annotations

from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat
from relogement.regles.charte.contexte import CIBLE_ANNONCE
from relogement.regles.charte.contexte_operation import ContexteOperation, RegleOperation, preuve_partenaire
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, Portee
from relogement.regles.faits_operation import Partenaire
from relogement.vocabulaire import GenrePartenaire

PARTENAIRES = Obligation(
    "A11.1",
    "Partenaires identifiés",
    "Article 11",
    frozenset({Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE}),
    Portee.OPERATION,
)
ATTENDUS = {
    GenrePartenaire.BAILLEUR: "le bailleur",
    GenrePartenaire.PUBLIC: "un partenaire public",
    GenrePartenaire.RESERVATAIRE: "les réservataires",
    GenrePartenaire.SOCIAL: "les acteurs sociaux (ou aucun)",
    GenrePartenaire.ASSOCIATION: "les associations et collectifs (ou aucun)",
}
"""Ce qui est attendu de chaque genre."""
OU_AUCUN = frozenset({GenrePartenaire.SOCIAL, GenrePartenaire.ASSOCIATION})
"""Les genres pour lesquels « aucun » est une réponse."""


def partenaires_identifies(ctx: ContexteOperation) -> Constat:
    """A11.1 : bailleur, partenaire public, réservataires, acteurs sociaux et associations ou « aucun » ; J0 + 60 j."""
    echeance = ctx.apres_annonce(cles.PARTENAIRES)
    premiers = {genre: _premier(ctx, genre) for genre in ATTENDUS}
    connus = [p for p in premiers.values() if p is not None]
    preuves = tuple(preuve_partenaire(p) for p in connus)
    manquants = [mot for genre, mot in ATTENDUS.items() if premiers[genre] is None]
    if not manquants:
        return PARTENAIRES.respectee(
            "Bailleur, partenaire public, réservataires, acteurs sociaux et associations sont identifiés",
            le=max(p.le for p in connus),
            echeance=echeance,
            preuves=preuves,
        )
    phrase = f"Partenaires à identifier : {', '.join(manquants)}"
    if echeance is None:
        return PARTENAIRES.indeterminee(
            f"{phrase} ; la date d'annonce de l'opération, qui fixe l'échéance, n'est pas connue",
            CIBLE_ANNONCE,
            preuves=preuves,
        )
    return PARTENAIRES.a_faire(phrase, Cible("operation", "partenaires"), ctx.au, echeance, preuves=preuves)


def _premier(ctx: ContexteOperation, genre: GenrePartenaire) -> Partenaire | None:
    """Le premier partenaire noté de ce genre ; « aucun » n'en est un que là où c'est une réponse."""
    return next((p for p in ctx.partenaires(genre) if genre in OU_AUCUN or not p.aucun), None)


REGLES_OPERATION = (RegleOperation(PARTENAIRES, partenaires_identifies),)
