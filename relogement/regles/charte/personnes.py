"""Qui est adulte, qui est sur le bail : ce que les articles 1 et 3 lisent du foyer."""

from __future__ import annotations

from datetime import date

from relogement.commun import sans_accents
from relogement.regles.calendrier import anniversaire
from relogement.regles.charte.constat import Cible
from relogement.regles.faits import FaitsMenage, Personne
from relogement.regles.foyer import sans_nom
from relogement.vocabulaire import Lien, StatutBail

CIBLE_PERSONNES = Cible("foyer", "personnes")
SUR_LE_BAIL = (StatutBail.TITULAIRE, StatutBail.COTITULAIRE)


def majorite(p: Personne, ans: int) -> date | None:
    """Le jour de la majorité ; None si la naissance est inconnue."""
    return anniversaire(p.naissance, ans) if p.naissance else None


def adulte(p: Personne, ans: int, au: date) -> bool | None:
    """La personne est-elle majeure ce jour-là ? None si sa naissance est inconnue."""
    jour = majorite(p, ans)
    return None if jour is None else jour <= au


def conjoint_ou_aine(p: Personne) -> bool:
    """Ascendant, conjoint ou conjoint séparé : l'article 3 les nomme, quel que soit leur âge."""
    return p.lien in (Lien.ASCENDANT, Lien.CONJOINT, Lien.CONJOINT_SEPARE)


def nommee(p: Personne) -> str:
    """Comment la phrase désigne la personne : son nom, sinon son lien."""
    return p.nom or f"la personne « {p.lien.libelle} »"


def de_nommee(p: Personne) -> str:
    """« de Sarah », « d'Idriss », « de Yasmine » : « de » devant le nom ; un h se lit aspiré, faute de savoir."""
    nom = nommee(p)
    debut = sans_accents(nom[:2])
    elide = debut[:1] in ("a", "e", "i", "o", "u") or (debut[:1] == "y" and debut[1:] not in tuple("aeiouy"))
    return f"d'{nom}" if elide else f"de {nom}"


def a_nommer(faits: FaitsMenage, au: date) -> str | None:
    """La phrase qui demande de nommer chacun, s'il est déclaré plus d'occupants que de personnes nommées."""
    manque = sans_nom(faits, au)
    if manque is None:
        return None
    declares, nommees = manque[0].occupants or 0, manque[1]
    enfants = manque[0].enfants
    dont = f", dont {enfants} enfant{'s' if enfants > 1 else ''}," if enfants else ""
    qui = f"{nommees} personnes sont nommées" if nommees > 1 else "1 personne est nommée"
    if not nommees:
        qui = "personne n'est nommé"
    est = "sont déclarés" if declares > 1 else "est déclaré"
    return f"À vérifier : {declares} occupant{'s' if declares > 1 else ''}{dont} {est}, {qui} ; nommez chacun"
