"""Article 10 : la visite technique et le changement d'adresse (l'opération est dans `article10_operation`)."""

from __future__ import annotations

from datetime import date

from relogement.formats import euros
from relogement.regles.calendrier import ajouter_jours, ajouter_mois, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.article10_operation import BILAN_SOCIAL, PILOTE, bilan_social_fait, pilote_designe
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import Contexte, Regle, nom_relogement, preuve_relogement
from relogement.regles.charte.contexte_operation import RegleOperation
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, pire
from relogement.regles.faits import Bail, Relogement
from relogement.regles.loi import PREAVIS

VISITE = Obligation(
    "A10.3",
    "Visite technique avant résiliation",
    "Article 10, dernier alinéa",
    frozenset(
        {Etat.SANS_OBJET, Etat.A_VENIR, Etat.A_FAIRE, Etat.INDETERMINEE, Etat.RESPECTEE, Etat.NON_RESPECTEE},
    ),
)
ADRESSE = Obligation(
    "A10.4",
    "Changement d'adresse indemnisé",
    "Article 10, dernier alinéa",
    frozenset({Etat.SANS_OBJET, Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.RESPECTEE}),
)


def fin_du_bail(ctx: Contexte) -> date | None:
    """La fin du bail d'origine : notée, sinon le congé donné plus le préavis légal (L9) ; None si rien ne la fixe."""
    bail = ctx.faits.bail
    if bail is None:
        return None
    if bail.fin is not None or bail.conge is None or bail.conge > ctx.au:
        return bail.fin
    return ajouter_mois(bail.conge, ctx.loi.entier(PREAVIS, bail.conge))


def visite_technique_faite(ctx: Contexte) -> Constat:
    """A10.3 : la fin du bail d'origine est fixée, une visite technique la précède (ce jour est à temps).

    Le ménage parti sans que cette fin soit connue est à vérifier.
    """
    if ctx.faits.decohabitant:
        return VISITE.sans_objet("Ménage décohabitant : le bail quitté est celui du ménage d'origine")
    if ctx.revenu_chez_lui:
        return VISITE.sans_objet("Le ménage est revenu chez lui : son bail n'est pas résilié")
    fin = fin_du_bail(ctx)
    if fin is None:
        return _sans_fin(ctx)
    visites = sorted(ctx.faits.visites_techniques, key=lambda v: (v.le, v.id))
    faite = next((v for v in visites if v.le <= fin), None)
    if faite is not None:
        return VISITE.respectee(
            lambda: f"Visite technique le {jour_fr(faite.le)}, avant la fin du bail d'origine le {jour_fr(fin)}",
            le=faite.le,
            echeance=fin,
            preuves=(Preuve("visite_technique", faite.id, faite.le, "Visite technique"),),
        )
    return _sans_visite(ctx, fin)


def _sans_fin(ctx: Contexte) -> Constat:
    bail = ctx.faits.bail
    cible = Cible("foyer", "conge", bail.id if bail else None)
    if ctx.emmenagement is None:
        return VISITE.a_venir("La fin du bail d'origine n'est pas encore fixée", cible)
    return VISITE.indeterminee(
        "À vérifier : le ménage a déménagé et la fin de son bail d'origine n'est pas connue", cible
    )


def _sans_visite(ctx: Contexte, fin: date) -> Constat:
    cible, preuves = Cible("demenagement", "visite_technique"), _preuves(ctx.faits.bail)
    if ctx.au <= fin:
        phrase = "Visite technique du logement à faire par le bailleur avant la fin du bail d'origine"
        return VISITE.a_faire(phrase, cible, ctx.au, fin, preuves=preuves)
    return VISITE.non_respectee(
        lambda: f"Le bail d'origine a fini le {jour_fr(fin)} sans visite technique du logement",
        cible,
        preuves=preuves,
        echeance=fin,
    )


def _preuves(bail: Bail | None) -> tuple[Preuve, ...]:
    return (Preuve("bail", bail.id, bail.debut, f"Bail {bail.numero or 'sans numéro'}"),) if bail else ()


def changement_d_adresse_indemnise(ctx: Contexte) -> Constat:
    """A10.4 : après chaque déménagement, temporaire compris, la somme forfaitaire est payée ; déménagement + 60 j."""
    if ctx.faits.decohabitant:
        return ADRESSE.sans_objet("Ménage décohabitant : l'article 10 regarde le ménage d'origine")
    emmenages = [(r, r.demenagement) for r in ctx.faits.relogements if r.demenagement]
    if not emmenages:
        return ADRESSE.a_venir("Le ménage n'a pas encore déménagé")
    return pire([_adresse(ctx, r, le) for r, le in emmenages])


def _adresse(ctx: Contexte, r: Relogement, le: date) -> Constat:
    echeance = ajouter_jours(le, ctx.charte.entier(cles.ADRESSE, le))
    preuves = (preuve_relogement(r),)
    if r.adresse_paye is not None:
        paye, montant = r.adresse_paye, f" ({euros(r.adresse_forfait)})" if r.adresse_forfait is not None else ""
        return ADRESSE.respectee(
            lambda: f"Changement d'adresse indemnisé le {jour_fr(paye)}{montant}, {nom_relogement(r)}",
            le=paye,
            echeance=echeance,
            preuves=preuves,
        )
    return ADRESSE.a_faire(
        lambda: (
            f"Somme forfaitaire du changement d'adresse à payer par le bailleur d'origine (déménagement du "
            f"{jour_fr(le)}), {nom_relogement(r)}"
        ),
        Cible("demenagement", "adresse", r.id),
        ctx.au,
        echeance,
        preuves=preuves,
    )


REGLES = (Regle(VISITE, visite_technique_faite), Regle(ADRESSE, changement_d_adresse_indemnise))
REGLES_OPERATION = (
    RegleOperation(PILOTE, pilote_designe),
    RegleOperation(BILAN_SOCIAL, bilan_social_fait),
)
