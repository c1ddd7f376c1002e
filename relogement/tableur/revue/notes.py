"""Les notes sous le titre de chaque feuille : la portée, la date, et ce qui manque."""

from __future__ import annotations

from relogement.formats import pluriel
from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.ajustements import Emise, Portee
from relogement.regles.revue.revue import Revue

STATUT = "Au format du projet, à la manière de RIME : ce n'est un format officiel ni de l'USH ni de l'ANRU."


def portee(revue: Revue) -> str:
    """Les opérations que la revue couvre."""
    if not revue.operations:
        return "aucune opération"
    if revue.toutes and len(revue.operations) > 1:
        return f"toutes les opérations ({len(revue.operations)})"
    return ", ".join(f"{o.code}, {o.nom}" for o in revue.operations)


def notes(revue: Revue) -> list[str]:
    """Une phrase par ligne."""
    lignes = [
        f"Situation au {jour_fr(revue.au)} · {portee(revue)} · éditée le {jour_fr(revue.edition)}",
        STATUT,
    ]
    if not revue.arret.acheve(revue.edition):
        periode = "Trimestre pas encore fini" if revue.arret.trimestre else "Date pas encore venue"
        lignes.append(f"{periode} le jour de l'édition : chiffres provisoires, dates prévues comprises.")
    tardives = [o.code for o in revue.operations if not o.commencee]
    if tardives:
        lignes.append(f"Ni décidée ni annoncée à cette date, ses ménages ne sont pas comptés : {', '.join(tardives)}.")
    if not revue.dossiers:
        lignes.append("Aucun ménage à cette date : les chiffres sont à zéro parce qu'il n'y a rien à compter.")
    elif revue.absents:
        lignes.append(f"Arrivés après cette date et non comptés : {revue.absents}.")
    if (ecartee := revue.emise_ecartee) is not None:
        lignes.append(
            f"La revue émise le {jour_fr(ecartee.le)} au {jour_fr(ecartee.arret.fin)} ne couvrait pas les mêmes "
            f"opérations ({', '.join(ecartee.operations)}) : les valeurs d'avant sont recalculées."
        )
    return lignes


def dire_references(revue: Revue) -> list[str]:
    """Une phrase par revue émise que celle-ci corrige : ce qui y a changé, ce qui en est déjà dit, ce qu'on ignore."""
    return [_dire(revue, e) for e in revue.references]


def _dire(revue: Revue, e: Emise) -> str:
    siens = [a for a in revue.ajustements if a.de.id == e.id]
    remplacee = ", que celle-ci remplace" if e.arret == revue.arret else ""
    valeurs = sum(a.portee is Portee.VALEUR for a in siens)
    dits = [pluriel(valeurs, "chiffre corrigé", "chiffres corrigés")]
    if autres := len(siens) - valeurs:
        dits.append(f"{autres} de ménages ou de dénominateur seulement")
    rien = f"aucun {'autre ' if e.voir else ''}chiffre n'a changé depuis, à sa date."
    change = f"{', et '.join(dits)}." if siens else rien
    deja = f" Déjà dit, et non répété ici : {' ; '.join(e.voir)}." if e.voir else ""
    return f"{e.titre}{remplacee} : {change}{deja}{_limites(revue, e)}"


def _limites(revue: Revue, reference: Emise) -> str:
    """Ce que les ajustements ne regardent pas : d'autres opérations, des colonnes qu'elle n'a pas gardées ; ou vide."""
    dites = []
    if set(reference.operations) != revue.codes:
        dites.append(f" Elle couvrait {', '.join(reference.operations)} : seules ces opérations se comparent ici.")
    if not reference.complete:
        dites.append(" Elle n'a gardé ni les chiffres de la période ni ceux des décohabitants : rien n'en est comparé.")
    return "".join(dites)


def notes_page(revue: Revue) -> list[str]:
    """Les mêmes, sans le statut : la couverture et « Méthode » le disent."""
    return [n for n in notes(revue) if n != STATUT]
