"""La page « Suivi et satisfaction » : le suivi après relogement (article 8) et l'enquête (article 14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from relogement.regles.charte import cles
from relogement.regles.charte.contexte import suivi_en_cours
from relogement.regles.revue import mesures
from relogement.regles.revue.chiffre import Indicateur, Unite
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.lignes import comptage, de_liste, entre, ligne, membre, repartition, somme
from relogement.regles.revue.revue import Page, Population, Revue, Section
from relogement.regles.revue.sources import ReponseEnquete
from relogement.vocabulaire import ResultatEnquete, Satisfaction

TITRE = "Suivi et satisfaction"
_RELOGES = Population.RELOGES.value
_VOLETS = (
    ("logement", "le nouveau logement"), ("quartier", "le nouveau quartier"), ("accompagnement", "l'accompagnement"),
)


def page(revue: Revue) -> Page:
    """Où en est le suivi, ses visites, l'enquête et ce qu'elle dit, avec le nombre de réponses."""
    return Page(TITRE, (_etats(revue), _visites(revue), *_contacts(revue), *_reponses(revue)))


def _modele(cle: str, libelle: str, definition: str, denominateur: str = _RELOGES) -> Indicateur:
    return Indicateur(cle, libelle, definition, denominateur, "suivi et enquêtes du dossier")


def _etats(revue: Revue) -> Section:
    modele = _modele("suivi_etat", "Suivi après relogement", "Où en est le suivi du relogement en cours")
    return repartition(revue, modele, [(e, e) for e in mesures.SUIVIS], mesures.etat_suivi, Population.RELOGES)


def _visites(revue: Revue) -> Section:
    mois = revue.convention.charte.entiers(cles.SUIVI_VISITES, revue.au)
    lignes = []
    for m in mois:
        for refusee, mot in ((False, "faite"), (True, "refusée par le ménage")):
            i = _modele(
                f"suivi_visite_{m}_{'refusee' if refusee else 'faite'}", f"Visite du mois {m} {mot}",
                f"Une visite du mois {m} est {mot}, quel que soit son jour.",
            )
            lignes.append(ligne(revue, i, comptage(_visite(m, refusee)), Population.RELOGES))
    return Section("Visites de suivi", tuple(lignes))


def _visite(mois: int, refusee: bool) -> Callable[[Dossier], bool]:
    return lambda d: any(v.mois == mois and v.refusee is refusee for v in suivi_en_cours(d.faits).visites)


def derniere(d: Dossier) -> ReponseEnquete | None:
    """La réponse recueillie, sinon la dernière prise de contact ; None : personne ne l'a tentée."""
    repondues = [e for e in d.enquetes if e.resultat is ResultatEnquete.REPONDUE]
    return next(reversed(repondues or list(d.enquetes)), None)


def _contacts(revue: Revue) -> tuple[Section, ...]:
    modele = _modele(
        "enquete_resultat", "Enquête de satisfaction", "Ce qu'a donné l'enquête : la réponse si elle est recueillie, "
        "sinon la dernière prise de contact",
    )
    par_resultat = repartition(
        revue, modele, [(_AUCUN, "pas encore tentée"), *de_liste(ResultatEnquete)], _resultat, Population.RELOGES
    )
    contacts = replace(
        modele, cle="enquete_contacts", libelle="Prises de contact", definition="Toutes les prises de contact.",
        denominateur="aucun : un nombre d'actes", unite=Unite.ACTES,
    )
    essais = ligne(revue, contacts, somme(lambda d: len(d.enquetes)), Population.RELOGES)
    return par_resultat, Section("Prises de contact pour l'enquête", (essais,))


_AUCUN = "aucune"


def _resultat(d: Dossier) -> str:
    lue = derniere(d)
    return str(lue.resultat.value) if lue else _AUCUN


def satisfaction(d: Dossier, volet: str) -> Satisfaction | None:
    """Ce que le ménage a répondu sur ce volet ; None : rien."""
    lue = derniere(d)
    return getattr(lue, volet) if lue else None


def _reponses(revue: Revue) -> tuple[Section, ...]:
    return tuple(_volet(revue, volet, mot) for volet, mot in _VOLETS)


def _volet(revue: Revue, volet: str, mot: str) -> Section:
    sur = "ménages relogés qui ont répondu à l'enquête, décohabitants exclus"
    modele = _modele(f"satisfaction_{volet}", f"Satisfaction : {mot}", f"Satisfaction déclarée sur {mot}", sur)
    prises = membre(lambda d: satisfaction(d, volet))

    def est(code: str) -> Callable[[Dossier], bool | None]:
        return lambda d: None if (prise := prises(d)) is None else prise == code

    lignes = (
        ligne(
            revue,
            replace(modele, cle=f"{modele.cle}:{code}", libelle=libelle[:1].upper() + libelle[1:],
                    definition=f"{modele.definition} : {libelle}."),
            entre(_a_repondu, comptage(est(code))),
            Population.RELOGES,
        )
        for code, libelle in de_liste(Satisfaction)
    )
    return Section(modele.libelle, tuple(lignes), partition=True)


def _a_repondu(d: Dossier) -> bool:
    lue = derniere(d)
    return lue is not None and lue.resultat is ResultatEnquete.REPONDUE
