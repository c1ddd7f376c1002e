"""Ceux que l'on sollicite pour le ménage : acteurs sociaux (article 7) et contingents (article 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relogement.formats import date_courte
from relogement.stockage.lectures import FicheMenage, Ligne
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.socle.elements import Bouton, Carte, EtatVide

if TYPE_CHECKING:
    from ui.ecrans.menage.section import Section


def carte_acteurs(section: Section, fiche: FicheMenage) -> Carte:
    """Chaque acteur social, ici ou là où le ménage va, et si on l'a joint."""
    carte = Carte("Acteurs sociaux")
    carte.a_droite(Bouton("Noter un acteur social", section.vers("acteur", None, "nom"), icone="plus"))
    if not fiche.acteurs:
        carte.ajouter(EtatVide(_sans_acteur(fiche)))
        return carte
    rangs = [_rang_acteur(section, a) for a in fiche.acteurs]
    carte.ajouter(Grille(("Acteur", "Depuis le", "Quartier", "Contact", ""), rangs, parts=(4, 2, 2, 3, 0)))
    return carte


def _sans_acteur(fiche: FicheMenage) -> str:
    dites = [e["acteurs_sociaux"] for e in fiche.entretiens if e["acteurs_sociaux"] is not None]
    if dites and not dites[-1]:
        return "Aucun acteur social ne suit ce ménage, d'après l'entretien."
    return "Qui suit déjà le ménage, ici et dans le quartier d'accueil, et quand on l'a joint (article 7)."


def _rang_acteur(section: Section, a: Ligne) -> list[Cellule]:
    modifier = lien("Modifier", section.vers("acteur", a["id"], None), f"Modifier {a['nom']}")
    boutons = [modifier]
    if a["contact_le"] is None:
        joindre = section.vers("acteur", a["id"], "contact_le")
        boutons.insert(0, lien("Joint", joindre, f"Noter le contact pris avec {a['nom']}"))
    nom = "\n".join(filter(None, (a["nom"], a["note"])))
    contact = f"le {date_courte(a['contact_le'])}" if a["contact_le"] else "à prendre"
    quartier = "d'accueil" if a["accueil"] else "quitté"
    return [nom, date_courte(a["depuis"]), quartier, contact, gestes(*boutons)]


def carte_demandes(section: Section, fiche: FicheMenage) -> Carte:
    """Chaque contingent sollicité, ou pourquoi il ne l'est pas, et sa réponse."""
    carte = Carte("Contingents")
    carte.a_droite(Bouton("Noter une demande", section.vers("demande", None, "contingent"), icone="plus"))
    if not fiche.demandes:
        carte.ajouter(EtatVide("La préfecture, Action Logement : sollicités quand, ou pourquoi non (article 12)."))
        return carte
    rangs = [_rang_demande(section, x) for x in reversed(fiche.demandes)]
    carte.ajouter(Grille(("Contingent", "Le", "Demande", "Réponse", ""), rangs, parts=(3, 2, 4, 4, 0)))
    return carte


def _rang_demande(section: Section, x: Ligne) -> list[Cellule]:
    nom = x["contingent"].libelle
    modifier = lien("Modifier", section.vers("demande", x["id"], None), f"Modifier la demande : {nom}")
    boutons = [modifier]
    if x["sans_objet"] is None and x["reponse_le"] is None:
        repondre = section.vers("demande", x["id"], "reponse")
        boutons.insert(0, lien("Réponse", repondre, f"Noter la réponse : {nom}"))
    demande = "sollicité" if x["sans_objet"] is None else f"pas nécessaire : {x['sans_objet']}"
    return [nom, date_courte(x["le"]), demande, _reponse(x), gestes(*boutons)]


def _reponse(x: Ligne) -> str:
    if x["sans_objet"] is not None:
        return "–"
    if x["reponse_le"] is None:
        return "attendue"
    le = f"le {date_courte(x['reponse_le'])}"
    return f"{x['reponse'].rstrip('.')}, {le}" if x["reponse"] else le
