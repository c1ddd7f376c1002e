"""Ceux que l'on sollicite pour le ménage, la visite de son logement quitté, l'enquête après son départ."""

from __future__ import annotations

from collections.abc import Sequence

from relogement.documents.donnees_appuis import ActeurSollicite, ContactEnquete, ContingentSollicite, VisiteDepart
from relogement.documents.formats import jour, texte_ou
from relogement.documents.mise_en_page import Histoire, partie, tableau, vide


def acteurs(suivent: Sequence[ActeurSollicite]) -> Histoire:
    """Chaque acteur social et le contact pris avec lui."""
    titre = partie("Acteurs sociaux")
    if not suivent:
        return [*titre, vide("Aucun acteur social n'est enregistré.")]
    return [*titre, *tableau(
        (("Acteur", 50), ("Depuis le", 22), ("Quartier", 24), ("Contact", 26), ("Note", 40)),
        [
            (a.nom, jour(a.depuis), "d'accueil" if a.accueil else "quitté", jour(a.contact, "pas encore joint"),
             a.note or "–")
            for a in suivent
        ],
    )]


def contingents(demandes: Sequence[ContingentSollicite]) -> Histoire:
    """Chaque contingent sollicité, ou pourquoi il ne l'est pas, et sa réponse."""
    titre = partie("Contingents sollicités")
    if not demandes:
        return [*titre, vide("Aucun contingent n'est sollicité.")]
    return [*titre, *tableau(
        (("Contingent", 36), ("Le", 20), ("Demande", 50), ("Réponse", 54)),
        [(x.contingent, jour(x.le), _demande(x), _reponse(x)) for x in demandes],
    )]


def _demande(x: ContingentSollicite) -> str:
    return "sollicité" if x.sans_objet is None else f"pas nécessaire : {x.sans_objet}"


def _reponse(x: ContingentSollicite) -> str:
    if x.sans_objet is not None:
        return "–"
    if x.reponse_le is None:
        return "attendue"
    return f"{texte_ou(x.reponse)} (le {jour(x.reponse_le)})"


def visites_techniques(visites: Sequence[VisiteDepart]) -> Histoire:
    """Les visites du logement quitté, avant la fin du bail (article 10)."""
    titre = partie("Visite technique du logement quitté")
    if not visites:
        return [*titre, vide("Aucune visite technique n'est enregistrée.")]
    return [*titre, *tableau((("Le", 22), ("Constat", 130)), [(jour(v.le), texte_ou(v.constat)) for v in visites])]


def enquetes(contacts: Sequence[ContactEnquete]) -> Histoire:
    """Chaque prise de contact pour l'enquête de satisfaction (article 14)."""
    titre = partie("Enquête de satisfaction")
    if not contacts:
        return [*titre, vide("Aucun contact n'est enregistré.")]
    return [*titre, *tableau(
        (("Le", 20), ("Contact", 40), ("Réponses", 58), ("Note", 42)),
        [
            (jour(e.le), _contact(e), "\n".join(f"{quoi} : {dite}" for quoi, dite in e.reponses) or "–", e.note or "–")
            for e in contacts
        ],
    )]


def _contact(e: ContactEnquete) -> str:
    return f"{e.resultat} ({e.mode})" if e.mode else e.resultat
