"""Article 9 : les associations et collectifs de locataires, partenaires de l'opération."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import CIBLE_ANNONCE
from relogement.regles.charte.contexte_operation import ContexteOperation, RegleOperation, preuve_partenaire
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, Portee
from relogement.regles.faits_operation import Partenaire
from relogement.vocabulaire import GenrePartenaire, NatureJalon

ASSOCIATIONS = Obligation(
    "A09.1",
    "Associations et collectifs associés",
    "Article 9",
    frozenset({Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE}),
    Portee.OPERATION,
)
_CIBLE = Cible("operation", "partenaires")
Fait = tuple[date, Preuve]


def associations_associees(ctx: ContexteOperation) -> Constat:
    """A09.1 : une association informée, et les modalités de concertation fixées, ou « aucune » ; échéance J0 + 60 j.

    « Aucune » suffit : il n'y a personne à informer ni avec qui se concerter. Une association nommée depuis l'emporte.
    """
    echeance = ctx.apres_annonce(cles.ASSOCIATIONS)
    notees = ctx.partenaires(GenrePartenaire.ASSOCIATION)
    nommees = [p for p in notees if not p.aucun]
    if notees and not nommees:
        aucune = notees[0]
        return ASSOCIATIONS.respectee(
            lambda: f"Aucune association ni aucun collectif de locataires (noté le {jour_fr(aucune.le)})",
            le=aucune.le,
            echeance=echeance,
            preuves=(preuve_partenaire(aucune),),
        )
    informees, modalites = _informations(ctx, nommees), _modalites(ctx)
    if nommees and informees and modalites:
        faits = ((nommees[0].le, preuve_partenaire(nommees[0])), informees[0], modalites)
        return _associees(nommees, faits, _pas_informees(ctx, nommees), echeance)
    return _a_associer(ctx, nommees, informees, modalites, echeance)


def _informations(ctx: ContexteOperation, nommees: list[Partenaire]) -> list[Fait]:
    cles_nommees = {p.id for p in nommees}
    vues = sorted((i for i in ctx.dossier.informations if i.partenaire in cles_nommees), key=lambda i: (i.le, i.id))
    return [(i.le, Preuve("information_partenaire", i.id, i.le, "Information d'une association")) for i in vues]


def _modalites(ctx: ContexteOperation) -> Fait | None:
    jalons = (j for j in ctx.dossier.jalons if j.nature is NatureJalon.MODALITES)
    fixees = min(jalons, key=lambda j: (j.le, j.id), default=None)
    return (fixees.le, Preuve("jalon", fixees.id, fixees.le, "Modalités de concertation")) if fixees else None


def _pas_informees(ctx: ContexteOperation, nommees: list[Partenaire]) -> list[str]:
    informees = {i.partenaire for i in ctx.dossier.informations}
    return [p.nom or "une association sans nom" for p in nommees if p.id not in informees]


def _associees(
    nommees: list[Partenaire], faits: tuple[Fait, ...], oubliees: list[str], echeance: date | None
) -> Constat:
    s = "s" if len(nommees) > 1 else ""
    reste = f" ; à informer encore : {', '.join(oubliees)}" if oubliees else ""
    return ASSOCIATIONS.respectee(
        lambda: (
            f"{len(nommees)} association{s} ou collectif{s} associé{s}, modalités de concertation fixées le "
            f"{jour_fr(faits[-1][0])}{reste}"
        ),
        le=max(le for le, _ in faits),
        echeance=echeance,
        preuves=tuple(preuve for _, preuve in faits),
    )


def _a_associer(
    ctx: ContexteOperation,
    nommees: list[Partenaire],
    informees: list[Fait],
    modalites: Fait | None,
    echeance: date | None,
) -> Constat:
    manque = [] if nommees else ["nommer les associations et collectifs de locataires, ou noter qu'il n'y en a aucun"]
    manque += ["les informer"] if not informees else []
    manque += ["fixer en comité de pilotage les modalités de concertation"] if modalites is None else []
    phrase = f"Associations et collectifs : {', '.join(manque)}"
    if echeance is None:
        return ASSOCIATIONS.indeterminee(
            f"{phrase} ; la date d'annonce de l'opération, qui fixe l'échéance, n'est pas connue", CIBLE_ANNONCE
        )
    cible = Cible("operation", "jalons") if nommees and informees else _CIBLE
    preuves = (
        *(preuve_partenaire(p) for p in nommees),
        *(p for _, p in informees),
        *([modalites[1]] if modalites else []),
    )
    return ASSOCIATIONS.a_faire(phrase, cible, ctx.au, echeance, preuves=tuple(preuves))


REGLES_OPERATION = (RegleOperation(ASSOCIATIONS, associations_associees),)
