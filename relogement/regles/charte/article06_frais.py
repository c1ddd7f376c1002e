"""A06.2 : chaque poste de frais de la charte a sa réponse, et ce qui est demandé est payé par le bailleur."""

from __future__ import annotations

from datetime import date

from relogement.regles.calendrier import ajouter_jours
from relogement.regles.charte import cles
from relogement.regles.charte.constat import Cible, Constat
from relogement.regles.charte.contexte import Contexte, nom_relogement, preuve_relogement
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.obligation import Obligation, pire
from relogement.regles.faits import Frais, Relogement
from relogement.vocabulaire import Payeur

FRAIS = Obligation("A06.2", "Frais d'installation pris en charge", "Article 6, alinéa 1", frozenset(Etat))


def frais_pris_en_charge(ctx: Contexte) -> Constat:
    """A06.2 : la liste des postes de la version de charte du jour du déménagement ; échéance déménagement + 60 j."""
    emmenages = [(r, r.demenagement) for r in ctx.faits.relogements if r.demenagement]
    if not emmenages:
        return FRAIS.a_venir("Le ménage n'a pas encore déménagé")
    return pire([_relogement(ctx, r, le) for r, le in emmenages])


def _relogement(ctx: Contexte, r: Relogement, le: date) -> Constat:
    postes = dict(ctx.charte.postes(cles.FRAIS_POSTES, le))
    echeance = ajouter_jours(le, ctx.charte.entier(cles.FRAIS, le))
    demandes = [f for f in r.frais if f.demande]
    if hors := next((f for f in demandes if _refuse(f) or _mal_paye(f)), None):
        return FRAIS.non_respectee(
            lambda: _pourquoi(r, hors, postes),
            Cible("demenagement", "frais", hors.id),
            preuves=(preuve_relogement(r),),
            echeance=echeance,
        )
    sans_reponse = [mot for code, mot in postes.items() if code not in {f.poste for f in r.frais}]
    impayes = [f for f in demandes if f.paye_le is None]
    if sans_reponse or impayes:
        return FRAIS.a_faire(
            lambda: _reste(r, sans_reponse, [postes.get(f.poste, f.poste) for f in impayes]),
            Cible("demenagement", "frais", r.id),
            ctx.au,
            echeance,
            preuves=(preuve_relogement(r),),
        )
    return _regle(r, postes, demandes, echeance)


def _regle(r: Relogement, postes: dict[str, str], demandes: list[Frais], echeance: date) -> Constat:
    """Tout a sa réponse, tout est payé : reste à savoir par qui."""
    if anonyme := next((f for f in demandes if f.paye_par is None), None):
        return FRAIS.indeterminee(
            lambda: (
                f"À vérifier : on ne sait pas qui a payé « {postes.get(anonyme.poste, anonyme.poste)} », "
                f"{nom_relogement(r)}"
            ),
            Cible("demenagement", "paye_par", anonyme.id),
            preuves=(preuve_relogement(r),),
            echeance=echeance,
        )
    dates = [d for f in r.frais if (d := f.paye_le if f.demande else f.demande_le)]
    return FRAIS.respectee(
        lambda: (
            f"Chaque poste de frais d'installation du {nom_relogement(r)} a sa réponse"
            + (", et ce qui était demandé est payé par le bailleur" if demandes else " : aucun frais")
        ),
        le=max(dates, default=None),
        echeance=echeance,
        preuves=(preuve_relogement(r),),
    )


def _refuse(f: Frais) -> bool:
    """Le bailleur a refusé, et n'est pas revenu sur son refus en payant."""
    return f.refuse_le is not None and not (f.paye_le is not None and f.paye_par is Payeur.BAILLEUR)


def _mal_paye(f: Frais) -> bool:
    return f.paye_le is not None and f.paye_par in (Payeur.MENAGE, Payeur.AUTRE)


def _pourquoi(r: Relogement, f: Frais, postes: dict[str, str]) -> str:
    poste = postes.get(f.poste, f.poste)
    if _refuse(f):
        return f"Le bailleur a refusé « {poste} », {nom_relogement(r)} : {f.raison_refus or 'sans raison notée'}"
    return f"« {poste} » n'a pas été payé par le bailleur, {nom_relogement(r)}"


def _reste(r: Relogement, sans_reponse: list[str], impayes: list[str]) -> str:
    parts = [f"sans réponse : {', '.join(sans_reponse)}"] if sans_reponse else []
    parts += [f"à payer par le bailleur : {', '.join(impayes)}"] if impayes else []
    return f"Frais d'installation du {nom_relogement(r)} {' ; '.join(parts)}"
