"""Ce que l'on relit à la famille, en phrases simples, et ce que l'entretien enregistre."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from relogement.formats import date_courte, euros, pluriel
from relogement.services.entretiens import Recueil
from relogement.vocabulaire import SANS_MONTANT, Besoin, Difficulte, NatureRessource
from ui.fiches.dossier import Dossier
from ui.fiches.entretien_etapes import (
    AUCUNE,
    MONTANTS,
    NOMS_SOUHAITS,
    SUR_PLACE,
    loyer_en_cours,
    nom_court,
    personne_de,
    presentes,
    ressources_en_cours,
)
from ui.socle.champs import Valeur

Reponses = Mapping[str, Valeur]


def phrases(d: Dossier, v: Reponses) -> list[str]:
    """Le récit de l'entretien, au ménage : « vous »."""
    suite = [_rencontre(v), _foyer(d, v), _logement(v), *_ressources(d, v), _capacite(v), *_souhaits(v),
             _liste("Vos besoins", [b.libelle for b in v.get("besoins") or () if b is not Besoin.AUCUN]),
             _difficultes(v), "Un travailleur social vous accompagne déjà" if v.get("acteurs_sociaux") else "",
             f"Nous concluons : {v['conclusion']}" if v.get("conclusion") else ""]
    return [phrase if phrase.endswith((".", "!", "?")) else f"{phrase}." for phrase in suite if phrase]


def _rencontre(v: Reponses) -> str:
    lieu = f", {v['lieu'].libelle}" if v.get("lieu") else ""
    presents = f", avec {v['presents']}" if v.get("presents") else ""
    return f"Nous nous sommes parlé le {date_courte(v['le'])}{lieu}{presents}" if v.get("le") else ""


def _foyer(d: Dossier, v: Reponses) -> str:
    gens = presentes(d)
    part = " Quelqu'un souhaite un logement à part." if v.get("decohabitation") else ""
    if not gens:
        return part.strip()
    qui = ", ".join(nom_court(p) for p in gens)
    return f"Le foyer compte {pluriel(len(gens), 'personne')} : {qui}.{part}"


def _logement(v: Reponses) -> str:
    mots = {"loyer": "de loyer", "charges": "de charges"}
    paye = [f"{euros(v[nom])} {mot}" for nom, mot in mots.items() if v.get(nom) is not None]
    aides = [f"{euros(v[nom])} {mot}" for nom, mot in (("apl", "d'APL"), ("rls", "de réduction de loyer"))
             if v.get(nom) is not None]
    phrase = f"Chaque mois, vous payez {' et '.join(paye)}" if paye else "Chaque mois"
    return f"{phrase}, vous avez {' et '.join(aides)}" if aides else phrase if paye else ""


def _ressources(d: Dossier, v: Reponses) -> list[str]:
    noms = {p["id"]: nom_court(p) for p in d.fiche.personnes}
    dites = _dites(v)
    # Ce que la famille détaille remplace le revenu que la liste du bailleur donnait au foyer.
    connues = [r for r in ressources_en_cours(d) if r["personne_id"] is not None or not dites]
    lignes = [
        f"{r['nature'].libelle} de {noms.get(r['personne_id'], 'votre foyer')}, {euros(montant)}"
        for r in connues if (montant := v.get(f"ressource:{r['id']}")) is not None
    ]
    for qui, nature, montant in dites:
        combien = "" if montant is None else f", {euros(montant)}"
        lignes.append(f"{nature.libelle} pour {noms[qui]}{combien}")
    return [_liste("Vos ressources chaque mois", lignes)]


def _dites(v: Reponses) -> list[tuple[UUID, NatureRessource, int | None]]:
    """Les ressources dites pour une personne ; un montant sans nature est d'une autre nature, jamais perdu."""
    dites = []
    for nom, nature in v.items():
        if nom.startswith("nature:"):
            montant = v.get(f"montant:{personne_de(nom)}")
            if nature is not None or montant is not None:
                dites.append((personne_de(nom), nature or NatureRessource.AUTRE, montant))
    return dites


def _capacite(v: Reponses) -> str:
    if v.get("loyer_supportable") is None:
        return ""
    return f"Vous dites pouvoir payer {euros(v['loyer_supportable'])} par mois"


def _souhaits(v: Reponses) -> list[str]:
    voeux = [f"un {v['type']}" if v.get("type") else "", f"à {v['lieux']}" if v.get("lieux") else "",
             v["rester"].libelle if v.get("rester") else ""]
    oui = {"autre_type": "un autre type que votre logement actuel", "accession": "l'accession abordable"}
    voeux += [mot for nom, mot in oui.items() if v.get(nom)]
    suite = [_liste("Vous souhaitez", [voeu for voeu in voeux if voeu])]
    suite.append(f"Ce qui compte pour vous : {v['contraintes']}" if v.get("contraintes") else "")
    suite.append("Vous ne voulez pas de logement neuf" if v.get("refuse_neuf") else "")
    return suite


def _difficultes(v: Reponses) -> str:
    codes = v.get("difficultes") or ()
    if AUCUNE in codes:
        return "Vous ne signalez aucune difficulté"
    return _liste("Les difficultés dont nous avons parlé", [Difficulte.de(c).libelle for c in codes])


def _liste(debut: str, elements: list[str]) -> str:
    return f"{debut} : {', '.join(elements)}" if elements else ""


def champs_entretien(v: Reponses) -> dict[str, Any]:
    """Les réponses, telles que le geste les attend (hors recueil et souhaits)."""
    codes = v.get("difficultes") or ()
    return {
        **{nom: v.get(nom) for nom in ("le", "lieu", "presents", "loyer_supportable", "capacites", "decohabitation",
                                       "conclusion", *SUR_PLACE)},
        "verifications": v.get("verifications") or (), "besoins": v.get("besoins") or (),
        "difficultes": [Difficulte.de(c) for c in codes if c != AUCUNE], "aucune_difficulte": AUCUNE in codes,
        "composition_vue": bool(v.get("composition_vue")), "ressources_vues": bool(v.get("ressources_vues")),
        "souhaits": {nom: v.get(nom) for nom in NOMS_SOUHAITS},
    }


def recueil(d: Dossier, v: Reponses, a_completer: list[tuple[str, str, str]], completes: list[str]) -> Recueil:
    """Ce qui a changé au dossier : naissances données, loyer et ressources quand ils diffèrent de ce qui était noté."""
    naissances = {personne_de(n): x for n, x in v.items() if n.startswith("naissance:") and x is not None}
    avant = loyer_en_cours(d) or {}
    montants = {nom: v.get(nom) for nom in MONTANTS}
    change = any(montants[nom] != avant.get(nom) for nom in MONTANTS)
    return Recueil(naissances, montants if change else None, _ressources_changees(d, v), a_completer, completes)


def _ressources_changees(d: Dossier, v: Reponses) -> list[dict[str, Any]]:
    changees = []
    for r in ressources_en_cours(d):
        montant = v.get(f"ressource:{r['id']}")
        if montant is not None and montant != r["montant"]:
            changees.append({"personne_id": r["personne_id"], "nature": r["nature"], "montant": montant})
    for qui, nature, montant in _dites(v):
        rien = nature in SANS_MONTANT and montant is None
        changees.append({"personne_id": qui, "nature": nature, "montant": 0 if rien else montant})
    return changees
