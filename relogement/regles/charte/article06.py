"""Article 6 : déménagement, frais d'installation, dépôt de garantie, pas de double loyer, pour chaque relogement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from relogement.formats import euros
from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.article06_frais import FRAIS, frais_pris_en_charge
from relogement.regles.charte.constat import Cible, Constat
from relogement.regles.charte.contexte import Contexte, Regle, nom_relogement, preuve_relogement
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, pire
from relogement.regles.faits import Relogement
from relogement.vocabulaire import ModeDemenagement, Payeur

_TOUS = frozenset(Etat)
DEMENAGEMENT = Obligation("A06.1", "Déménagement pris en charge", "Article 6, alinéa 1 ; article 10", _TOUS)
DEPOT = Obligation("A06.3", "Dépôt de garantie transféré", "Article 6, alinéa 2", _TOUS)
DOUBLE_LOYER = Obligation("A06.4", "Pas de double loyer", "Article 6, alinéa 3", _TOUS)


def _chaque(
    ctx: Contexte, obligation: Obligation, juge: Callable[[Contexte, Relogement], Constat], *, temporaires: bool
) -> Constat:
    """Le pire constat sur les relogements regardés ; à venir tant qu'aucun bail n'est signé."""
    baux = [r for r in ctx.faits.relogements if temporaires or not r.temporaire]
    if not baux:
        quel = "de nouveau bail" if temporaires else "de bail définitif"
        return obligation.a_venir(f"Pas {quel} signé à ce jour")
    return pire([juge(ctx, r) for r in baux])


def demenagement_pris_en_charge(ctx: Contexte) -> Constat:
    """A06.1 : déménageur aux frais du bailleur, ou forfait décidé, avant le déménagement (ce jour est à temps).

    Le forfait est payé au plus tard 30 j après le déménagement.
    """
    return _chaque(ctx, DEMENAGEMENT, _demenagement, temporaires=True)


def _demenagement(ctx: Contexte, r: Relogement) -> Constat:
    le = r.demenagement or ctx.au
    if r.commande_payeur is Payeur.BAILLEUR and r.commande_le is not None and r.commande_le <= le:
        commande = r.commande_le
        return DEMENAGEMENT.respectee(
            lambda: f"Déménageur commandé le {jour_fr(commande)} aux frais du bailleur d'origine, {nom_relogement(r)}",
            preuves=(preuve_relogement(r),),
        )
    if r.forfait_decide is not None and r.forfait_decide <= le:
        return _forfait(ctx, r)
    return _demenagement_manque(ctx, r)


def _forfait(ctx: Contexte, r: Relogement) -> Constat:
    preuves = (preuve_relogement(r),)
    cible = Cible("demenagement", "forfait_paye", r.id)
    parti = r.demenagement
    echeance = ajouter_jours(parti, ctx.charte.entier(cles.FORFAIT, r.bail_signe)) if parti else None
    if r.forfait_paye is not None:
        paye = r.forfait_paye
        return DEMENAGEMENT.respectee(
            lambda: f"Somme forfaitaire de déménagement payée le {jour_fr(paye)}, {nom_relogement(r)}",
            le=paye,
            echeance=echeance,
            preuves=preuves,
        )
    return DEMENAGEMENT.a_faire(
        lambda: f"Somme forfaitaire de déménagement décidée, à payer par le bailleur d'origine, {nom_relogement(r)}",
        cible,
        ctx.au,
        echeance,
        preuves=preuves,
    )


def _demenagement_manque(ctx: Contexte, r: Relogement) -> Constat:
    """Ni commande au bailleur ni forfait à temps : inconnu, à faire avant le déménagement, ou manqué."""
    preuves = (preuve_relogement(r),)
    cible = Cible("demenagement", "mode", r.id)
    if r.commande_payeur in (Payeur.MENAGE, Payeur.AUTRE):
        payeur = r.commande_payeur.libelle
        return DEMENAGEMENT.non_respectee(
            lambda: f"Le déménageur n'est pas payé par le bailleur d'origine (payeur : {payeur}), {nom_relogement(r)}",
            Cible("demenagement", "commande_payeur", r.id),
            preuves=preuves,
        )
    inconnu = _inconnu(r)
    if inconnu is not None:
        mot, champ = inconnu
        return DEMENAGEMENT.indeterminee(
            lambda: f"À vérifier : {mot} n'est pas connu, {nom_relogement(r)}",
            Cible("demenagement", champ, r.id),
            preuves=preuves,
            echeance=r.demenagement,
            limite_a_venir=r.demenagement is None,
        )
    if r.demenagement is None:
        return DEMENAGEMENT.a_faire(
            lambda: (
                f"Le bailleur d'origine doit commander le déménageur à ses frais ou décider la somme forfaitaire avant "
                f"le déménagement, {nom_relogement(r)}"
            ),
            cible,
            ctx.au,
            None,
            preuves=preuves,
        )
    parti = r.demenagement
    return DEMENAGEMENT.non_respectee(
        lambda: (
            f"Le ménage a déménagé le {jour_fr(parti)} sans déménageur commandé ni somme forfaitaire décidée, "
            f"{nom_relogement(r)}"
        ),
        cible,
        preuves=preuves,
        echeance=parti,
    )


def _inconnu(r: Relogement) -> tuple[str, str] | None:
    """Le fait inconnu qui décide : le payeur d'une commande à temps, le jour d'une commande ou d'un forfait connus."""
    a_temps = r.commande_le is not None and (r.demenagement is None or r.commande_le <= r.demenagement)
    sans_commande = r.mode is ModeDemenagement.DEMENAGEUR and r.commande_le is None
    if (a_temps or sans_commande) and r.commande_payeur is None:
        return "le payeur du déménageur", "commande_payeur"
    if r.commande_payeur is Payeur.BAILLEUR and r.commande_le is None:
        return "le jour de la commande du déménageur", "commande_le"
    if r.forfait_decide is None and (r.forfait_paye is not None or r.mode is ModeDemenagement.FORFAIT):
        return "le jour où la somme forfaitaire a été décidée", "forfait_decide"
    return None


def depot_transfere(ctx: Contexte) -> Constat:
    """A06.3 : dépôt transféré, rien demandé en plus, rien de retenu ; échéance bail + 30 j ; relogement définitif."""
    if ctx.revenu_chez_lui:
        return DEPOT.sans_objet("Le ménage est revenu chez lui : il n'y a pas eu de relogement définitif")
    return _chaque(ctx, DEPOT, _depot, temporaires=False)


def _depot(ctx: Contexte, r: Relogement) -> Constat:
    preuves = (preuve_relogement(r),)
    echeance = ajouter_jours(r.bail_signe, ctx.charte.entier(cles.DEPOT, r.bail_signe))
    cible = Cible("demenagement", "depot", r.id)
    if r.depot_complement or r.depot_retenue:
        return DEPOT.non_respectee(lambda: _hors_charte(r), cible, preuves=preuves, echeance=echeance)
    if r.depot_transfere is None:
        return DEPOT.a_faire(
            lambda: f"Dépôt de garantie à transférer par le bailleur d'origine, {nom_relogement(r)}",
            cible,
            ctx.au,
            echeance,
            preuves=preuves,
        )
    if r.depot_complement is None or r.depot_retenue is None:
        champ = "depot_complement" if r.depot_complement is None else "depot_retenue"
        quoi = "un complément a été demandé" if r.depot_complement is None else "une somme a été retenue"
        return DEPOT.indeterminee(
            lambda: f"À vérifier : on ne sait pas si {quoi} sur le dépôt de garantie, {nom_relogement(r)}",
            Cible("demenagement", champ, r.id),
            echeance=echeance,
            preuves=preuves,
        )
    montant_transfere = r.depot_transfere
    return DEPOT.respectee(
        lambda: (
            f"Dépôt de garantie de {euros(montant_transfere)} transféré, sans complément ni retenue, "
            f"{nom_relogement(r)}"
        ),
        le=r.depot_le,
        echeance=echeance,
        preuves=preuves,
    )


def _hors_charte(r: Relogement) -> str:
    parts = [f"{euros(r.depot_complement)} demandés en plus"] if r.depot_complement else []
    parts += [f"{euros(r.depot_retenue)} retenus"] if r.depot_retenue else []
    return f"Dépôt de garantie, {nom_relogement(r)} : {' et '.join(parts)}, alors que la charte veut zéro"


def pas_de_double_loyer(ctx: Contexte) -> Constat:
    """A06.4 : l'ancien loyer finit au plus tard quand commence le nouveau, ou le bailleur paie le chevauchement."""
    return _chaque(ctx, DOUBLE_LOYER, _double_loyer, temporaires=True)


def _double_loyer(ctx: Contexte, r: Relogement) -> Constat:
    preuves = (preuve_relogement(r),)
    debut, fin = r.debut_loyer, r.fin_loyer_ancien
    if debut is None:
        return DOUBLE_LOYER.indeterminee(
            lambda: f"À vérifier : le début du nouveau loyer n'est pas connu, {nom_relogement(r)}",
            Cible("demenagement", "debut_loyer", r.id),
            preuves=preuves,
        )
    if fin is not None and fin <= debut:
        return DOUBLE_LOYER.respectee(
            lambda: (
                f"L'ancien loyer s'arrête le {jour_fr(fin)}, le nouveau commence le {jour_fr(debut)}, "
                f"{nom_relogement(r)}"
            ),
            preuves=preuves,
        )
    if r.chevauchement_paye:
        return DOUBLE_LOYER.respectee(
            lambda: (
                f"Le bailleur d'origine prend à sa charge le chevauchement des loyers à partir du {jour_fr(debut)}, "
                f"{nom_relogement(r)}"
            ),
            preuves=preuves,
        )
    if fin is None:
        return DOUBLE_LOYER.a_faire(
            lambda: (
                f"La fin de l'ancien loyer n'est pas notée, le nouveau commence le {jour_fr(debut)}, "
                f"{nom_relogement(r)}"
            ),
            Cible("demenagement", "fin_loyer_ancien", r.id),
            ctx.au,
            debut,
            preuves=preuves,
        )
    return _chevauchement(ctx, r, debut, fin)


def _chevauchement(ctx: Contexte, r: Relogement, debut: date, fin: date) -> Constat:
    preuves = (preuve_relogement(r),)
    cible = Cible("demenagement", "chevauchement_paye", r.id)
    if ctx.au <= debut:
        return DOUBLE_LOYER.a_faire(
            lambda: (
                f"L'ancien loyer court jusqu'au {jour_fr(fin)}, après le début du nouveau le {jour_fr(debut)}, "
                f"{nom_relogement(r)} : à avancer, ou à payer par le bailleur d'origine"
            ),
            cible,
            ctx.au,
            debut,
            preuves=preuves,
        )
    paie = "paie" if ctx.au <= fin else "a payé"
    if r.chevauchement_paye is None:
        return DOUBLE_LOYER.indeterminee(
            lambda: (
                f"À vérifier : on ne sait pas si le bailleur d'origine {paie} le double loyer du {jour_fr(debut)} "
                f"au {jour_fr(fin)}, {nom_relogement(r)}"
            ),
            cible,
            preuves=preuves,
            echeance=debut,
        )
    return DOUBLE_LOYER.non_respectee(
        lambda: f"Le ménage {paie} deux loyers du {jour_fr(debut)} au {jour_fr(fin)}, {nom_relogement(r)}",
        cible,
        preuves=preuves,
        echeance=debut,
    )


REGLES = (
    Regle(DEMENAGEMENT, demenagement_pris_en_charge),
    Regle(FRAIS, frais_pris_en_charge),
    Regle(DEPOT, depot_transfere),
    Regle(DOUBLE_LOYER, pas_de_double_loyer),
)
