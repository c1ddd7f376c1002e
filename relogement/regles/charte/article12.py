"""Article 12 : les contingents de la préfecture et d'Action Logement (la commission est dans son module)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relogement.regles.calendrier import ajouter_jours, jour_fr
from relogement.regles.charte import cles
from relogement.regles.charte.article12_commission import COMMISSION, situation_examinee
from relogement.regles.charte.constat import Cible, Constat, Preuve
from relogement.regles.charte.contexte import Contexte, Regle
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation
from relogement.regles.faits import Entretien
from relogement.regles.faits_accompagnement import Demande
from relogement.regles.plafonds.notees import PartNotee, parts_notees, pourquoi_inconnue
from relogement.vocabulaire import Reservataire

_ETATS = frozenset(
    {Etat.SANS_OBJET, Etat.A_VENIR, Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE, Etat.RESPECTEE}
)
PREFECTURE = Obligation("A12.2", "Contingent préfecture sollicité si besoin", "Article 12, alinéa 5", _ETATS)
ACTION_LOGEMENT = Obligation("A12.3", "Action Logement sollicité", "Article 12, alinéa 6", _ETATS)
_PREFECTURE = "Contingent de la préfecture"
_DEMANDE = Cible("entretiens", "demande")
_EMPLOYEUR = Cible("foyer", "employeur")


def prefecture_sollicitee(ctx: Contexte) -> Constat:
    """A12.2 : en démolition, sous 60 % des plafonds PLUS : une demande, ou pourquoi aucune ; entretien + 60 j.

    La part du plafond est la dernière connue, tapée à un entretien ou calculée d'un avis d'impôt ; le délai court du
    jour qui l'a trouvée trop basse le premier, au plus tôt de l'entretien et, tant qu'elle est inconnue, de lui.
    """
    if not ctx.faits.operation.demolition:
        return PREFECTURE.sans_objet("Cette obligation ne regarde que les démolitions")
    entretiens = ctx.entretiens
    parts = parts_notees(ctx.faits)
    modestes = [p for p in parts if p.pour_cent < ctx.charte.entier(cles.CONTINGENT_PART, p.le)]
    if parts and parts[-1] not in modestes and not parts[-1].doute:
        return PREFECTURE.sans_objet(
            f"Le contingent de la préfecture n'est pas requis ({parts[-1].phrase})", preuves=(_preuve_part(parts[-1]),)
        )
    echeance = _echeance_prefecture(ctx, modestes, entretiens)
    demandes = _demandes(ctx, Reservataire.ETAT)
    if demandes:
        return PREFECTURE.respectee(
            lambda: _dite(demandes[0], _PREFECTURE), le=demandes[0].le, echeance=echeance, preuves=_preuves(demandes)
        )
    if not entretiens:
        return PREFECTURE.a_venir("Les ressources se regardent à l'entretien", Cible("entretiens", "part_plafond"))
    if not parts or parts[-1] not in modestes:
        return PREFECTURE.indeterminee(
            lambda: _part_inconnue(ctx, parts), Cible("entretiens", "part_plafond", entretiens[-1].id),
            echeance=echeance,
        )
    return PREFECTURE.a_faire(
        f"{_PREFECTURE} à solliciter ou à dire inutile ({parts[-1].phrase})",
        _DEMANDE,
        ctx.au,
        echeance,
        preuves=(_preuve_part(parts[-1]),),
    )


def _part_inconnue(ctx: Contexte, parts: Sequence[PartNotee]) -> str:
    if parts:
        return f"À vérifier : {parts[-1].phrase}, mais {parts[-1].doute}"
    inconnue = "À vérifier : la part des plafonds PLUS que font les ressources du ménage n'est pas notée à l'entretien"
    raison = pourquoi_inconnue(ctx.faits)
    return f"{inconnue} et ne se calcule pas : {raison}" if raison else inconnue


def _echeance_prefecture(ctx: Contexte, modestes: Sequence[PartNotee], entretiens: Sequence[Entretien]) -> date | None:
    """Le premier jour où la part est trouvée trop basse, au plus tôt celui du premier entretien, + 60 j."""
    if not modestes or not entretiens:
        return _echeance(ctx, entretiens)
    return _delai(ctx, max(modestes[0].le, entretiens[0].le))


def _preuve_part(p: PartNotee) -> Preuve:
    return Preuve(p.objet, p.id, p.le, "Entretien" if p.objet == "entretien" else "Avis d'impôt")


def action_logement_sollicite(ctx: Contexte) -> Constat:
    """A12.3 : un adulte travaille pour une entreprise cotisante : une demande à Action Logement ; entretien + 60 j.

    Dire la demande inutile n'en est pas une.
    """
    cotise = ctx.faits.employeur_cotisant
    if cotise is False:
        return ACTION_LOGEMENT.sans_objet("Aucun adulte ne travaille pour une entreprise qui cotise à Action Logement")
    entretiens = ctx.entretiens
    echeance = _echeance(ctx, entretiens)
    notees = _demandes(ctx, Reservataire.ACTION_LOGEMENT)
    faite = next((d for d in notees if not _inutile(d)), None)
    if faite is not None:
        return ACTION_LOGEMENT.respectee(
            lambda: _dite(faite, "Action Logement"), le=faite.le, echeance=echeance, preuves=_preuves(notees)
        )
    if not entretiens:
        quand = "Action Logement se sollicite après l'entretien" if cotise else "L'employeur se demande à l'entretien"
        return ACTION_LOGEMENT.a_venir(quand, None if cotise else _EMPLOYEUR)
    if cotise is None:
        return ACTION_LOGEMENT.indeterminee(
            "À vérifier : on ne sait pas si un adulte travaille pour une entreprise qui cotise à Action Logement",
            _EMPLOYEUR,
            echeance=echeance,
            preuves=_preuves(notees),
        )
    return ACTION_LOGEMENT.a_faire(
        lambda: "Action Logement à solliciter" + (f" ; {_dite(notees[-1], 'contingent')}" if notees else ""),
        _DEMANDE,
        ctx.au,
        echeance,
        preuves=_preuves(notees),
    )


def _echeance(ctx: Contexte, entretiens: Sequence[Entretien]) -> date | None:
    """Le premier de ces entretiens + 60 j ; None sans entretien."""
    if not entretiens:
        return None
    return _delai(ctx, entretiens[0].le)


def _delai(ctx: Contexte, le: date) -> date:
    return ajouter_jours(le, ctx.charte.entier(cles.CONTINGENT, le))


def _demandes(ctx: Contexte, contingent: Reservataire) -> list[Demande]:
    return sorted((d for d in ctx.faits.demandes if d.contingent is contingent), key=lambda d: d.le)


def _inutile(d: Demande) -> bool:
    return bool((d.sans_objet or "").strip())


def _dite(d: Demande, quoi: str) -> str:
    if _inutile(d):
        return f"{quoi} dit inutile le {jour_fr(d.le)} : {d.sans_objet}"
    return f"{quoi} sollicité le {jour_fr(d.le)}"


def _preuves(demandes: Sequence[Demande]) -> tuple[Preuve, ...]:
    return tuple(Preuve("demande", d.id, d.le, f"Demande : {d.contingent.libelle}") for d in demandes)


REGLES = (
    Regle(COMMISSION, situation_examinee),
    Regle(PREFECTURE, prefecture_sollicitee),
    Regle(ACTION_LOGEMENT, action_logement_sollicite),
)
