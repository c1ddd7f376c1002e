"""Les personnes du foyer : âge, lien, place sur le bail, présence ; le nombre déclaré à côté."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from dateutil.relativedelta import relativedelta
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relogement.formats import date_courte, pluriel
from relogement.regles.charte.cles import MAJORITE
from relogement.stockage.lectures import FicheMenage, Ligne
from relogement.vocabulaire import DecisionOccupant, StatutBail
from ui.ecrans.menage.grille import Grille, gestes, lien
from ui.ecrans.menage.tete import en_cours, presentes
from ui.socle.elements import Bouton, Carte, EtatVide, Texte

if TYPE_CHECKING:
    from ui.ecrans.menage.section import Section


def nom_complet(personne: Ligne) -> str:
    """« Leïla BENALI » ; le nom seul si le prénom est inconnu."""
    return " ".join(filter(None, (personne["prenom"], personne["nom"])))


def age(naissance: date | None, au: date) -> int | None:
    """L'âge révolu ; None si la naissance est inconnue ou à venir."""
    if naissance is None or naissance > au:
        return None
    return relativedelta(au, naissance).years


def carte_personnes(section: Section, fiche: FicheMenage, au: date) -> Carte:
    """La table des personnes, du plus ancien au plus récent ajout."""
    carte = Carte("Personnes du foyer")
    carte.a_droite(Bouton("Ajouter une personne", section.vers("personne", None, "nom"), icone="plus"))
    if not fiche.personnes:
        carte.ajouter(EtatVide("Les personnes qui vivent dans le logement, avec leur naissance et leur place au bail."))
    else:
        majorite = fiche.charte.entier(MAJORITE, au)
        rangs = [_rang(section, p, au, majorite) for p in fiche.personnes]
        carte.ajouter(Grille(("Personne", "Âge (naissance)", "Lien", "Bail", ""), rangs, parts=(4, 4, 2, 3, 0)))
    compter = lien("Corriger le nombre", section.vers("composition", None, "occupants"), "Nombre d'occupants")
    carte.ajouter(_cote(Texte(declaration(fiche, au), "doux"), compter))
    return carte


def _rang(section: Section, p: Ligne, au: date, majorite: int) -> list[str | QWidget]:
    cle: UUID = p["id"]
    qui = nom_complet(p)
    boutons = [lien("Modifier", section.vers("personne", cle, None), f"Modifier {qui}")]
    if p["depart_le"] is None:
        boutons.append(lien("Départ", section.vers("personne", cle, "depart_le"), f"Départ de {qui}"))
    if _a_decider(p, au, majorite):
        boutons.insert(0, lien("Décider", section.vers("occupant", cle, "decision"), f"Décider pour {qui}"))
    if p["decision"] is DecisionOccupant.DECOHABITATION and p["depart_le"] is None:
        creer = lien("Créer son dossier", section.vers("decohabitant", cle, "le"), f"Dossier de {qui}")
        boutons.insert(0, creer)
    bail = "" if _mineur(p, au, majorite) and p["statut_bail"] is None else _bail(p)
    return [_identite(p), _age(p, au), p["lien"].libelle, bail, gestes(*boutons)]


def _identite(p: Ligne) -> str:
    presence = [
        f"arrivée le {date_courte(p['arrivee_le'])}" if p["arrivee_le"] else "",
        f"départ le {date_courte(p['depart_le'])}" if p["depart_le"] else "",
    ]
    return "\n".join(filter(None, (nom_complet(p), ", ".join(filter(None, presence)))))


def _age(p: Ligne, au: date) -> str:
    ans = age(p["naissance"], au)
    if ans is None:
        return "à renseigner" if p["naissance"] is None else f"{date_courte(p['naissance'])}, à vérifier"
    return f"{pluriel(ans, 'an')} ({date_courte(p['naissance'])})"


def _bail(p: Ligne) -> str:
    statut = p["statut_bail"].libelle if p["statut_bail"] else "à renseigner"
    if p["decision"] is None:
        return statut
    le = f" le {date_courte(p['decision_le'])}" if p["decision_le"] else ""
    return f"{statut}\n{p['decision'].libelle}{le}"


def _mineur(p: Ligne, au: date, majorite: int) -> bool:
    ans = age(p["naissance"], au)
    return ans is not None and ans < majorite


def _a_decider(p: Ligne, au: date, majorite: int) -> bool:
    """Un occupant sans titre, adulte ou d'âge inconnu, pour qui rien n'est décidé."""
    sans_titre = p["statut_bail"] is StatutBail.OCCUPANT and p["decision"] is None
    return sans_titre and not _mineur(p, au, majorite)


def declaration(fiche: FicheMenage, au: date) -> str:
    """Ce que l'on sait du nombre d'occupants ce jour-là, et, sans déclaration, qui est compté."""
    periode = en_cours(fiche.compositions, au)
    passees = " ; ".join(_ancienne(p) for p in fiche.compositions if p is not periode)
    if periode is None:
        return f"Nombre déclaré : {passees}." if passees else _sans_declaration(len(presentes(fiche, au)))
    occupants, enfants = periode["occupants"], periode["enfants"]
    dont = "" if enfants is None else f", dont {pluriel(enfants, 'enfant')}"
    combien = "inconnu" if occupants is None else pluriel(occupants, "occupant")
    histoire = f" Avant : {passees}." if passees else ""
    return f"Nombre déclaré depuis le {date_courte(periode['du'])} : {combien}{dont}.{histoire}"


def _sans_declaration(nommees: int) -> str:
    """Les budgets comptent qui est nommé : l'écran le dit, pour que l'on déclare qui manque."""
    if not nommees:
        return "Nombre d'occupants : inconnu."
    qui = "la seule personne nommée est comptée" if nommees == 1 else f"les {nommees} personnes nommées sont comptées"
    return f"Aucun nombre d'occupants n'est déclaré : {qui}. S'il en vit d'autres, indiquez combien."


def _ancienne(p: Ligne) -> str:
    combien = "inconnu" if p["occupants"] is None else str(p["occupants"])
    du = date_courte(p["du"])
    return f"{combien} depuis le {du}" if p["au"] is None else f"{combien} du {du} au {date_courte(p['au'])}"


def _cote(texte: Texte, bouton: Bouton) -> QWidget:
    porteur = QWidget()
    porteur.setProperty("transparent", True)
    boite = QHBoxLayout(porteur)
    boite.setContentsMargins(0, 0, 0, 0)
    boite.addWidget(texte, 1)
    boite.addWidget(bouton)
    return porteur
