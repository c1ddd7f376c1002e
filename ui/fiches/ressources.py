"""Les fiches de ce que le ménage touche et paie : ressources, loyer et aides du logement quitté."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from relogement.commun import Changements
from relogement.services import menages
from relogement.services.corrections import corriger
from relogement.vocabulaire import SANS_MONTANT, NatureRessource
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Valeurs, fixes, jour, sans
from ui.socle.champs import Champ, Genre, Valeur

_MONTANTS = ("loyer", "charges", "rls", "apl", "avis_le", "charges_personnelles")


def _champs_ressource(d: Dossier) -> tuple[Champ, ...]:
    personnes = tuple((str(p["id"]), " ".join(filter(None, (p["prenom"], p["nom"])))) for p in d.fiche.personnes)
    return (
        Champ("personne_id", "Personne", Genre.CHOIX, choix=personnes, demi=True),
        Champ("nature", "Nature", Genre.CHOIX, choix=NatureRessource, obligatoire=True, demi=True),
        Champ("montant", "Montant par mois", Genre.MONTANT, demi=True, aide="Vide : inconnu, à compléter."),
        Champ("justificatif", "Justificatif vu", demi=True),
        Champ("du", "À partir du", Genre.DATE, obligatoire=True, demi=True, manque="Indiquez le premier jour."),
        Champ("au", "Jusqu'au", Genre.DATE, demi=True, aide="Vide : encore perçue."),
    )


def _depart_ressource(d: Dossier) -> Mapping[str, Valeur]:
    valeurs = d.valeurs("nature", "montant", "justificatif", "du", "au")
    if d.ligne is not None and d.ligne["personne_id"] is not None:
        valeurs["personne_id"] = str(d.ligne["personne_id"])
    return valeurs


def _ressource(base: Any, d: Dossier, v: Valeurs) -> Changements:
    qui = v["personne_id"]
    v = sans(v, "personne_id") | {"personne_id": UUID(qui) if qui else None}
    if v["nature"] in SANS_MONTANT and v["montant"] is None:
        v["montant"] = 0
    if d.ligne is None:
        return menages.noter_ressource(base, d.menage_id, **v)
    return corriger(base, "ressource", d.cle, **v)


def _depart_loyer(d: Dossier) -> Mapping[str, Valeur]:
    """Les montants en cours : on n'en change que ce qui a changé."""
    if d.ligne is not None:
        return d.valeurs("du", *_MONTANTS)
    en_cours = [r for r in d.fiche.loyers if r["du"] <= d.aujourd_hui]
    return {nom: en_cours[-1][nom] for nom in _MONTANTS} if en_cours else {}


FICHES: dict[str, Modele] = {
    "ressource": Modele(
        "Ressource",
        _champs_ressource,
        _ressource,
        valeurs=_depart_ressource,
        cible=lambda d: d.celle(d.fiche.ressources),
        intro="L'aide au logement n'est pas une ressource : elle se note avec le loyer.",
    ),
    "loyer": Modele(
        "Loyer et aides du logement quitté",
        fixes(
            jour("du", "À partir du", aide="Les montants d'avant ce jour restent au dossier."),
            Champ("loyer", "Loyer principal par mois", Genre.MONTANT, demi=True),
            Champ("charges", "Charges par mois", Genre.MONTANT, demi=True, aide="Sans eau ni chauffage individuels."),
            Champ("apl", "APL par mois", Genre.MONTANT, demi=True, aide="Lue sur l'avis ; 0 si aucune."),
            Champ("rls", "RLS par mois", Genre.MONTANT, demi=True, aide="Lue sur l'avis ; 0 si aucune."),
            Champ("avis_le", "Date de l'avis", Genre.DATE, passee=True, demi=True),
            Champ("charges_personnelles", "Charges personnelles", Genre.MONTANT, demi=True,
                  aide="Eau, chauffage : hors du calcul (article 5)."),
        ),
        lambda base, d, v: menages.noter_loyer(base, d.menage_id, **v),
        valeurs=_depart_loyer,
        cible=lambda d: d.celle(d.fiche.loyers),
        intro="Montants par mois. Ce qui est vide reste « inconnu », jamais zéro.",
    ),
    "base_apl": Modele(
        "Base de ressources de l'APL",
        fixes(
            Champ("base_apl", "Base de ressources par an", Genre.MONTANT, demi=True,
                  aide="Écrite sur l'avis ou le compte de la CAF ; vide : inconnue."),
            Champ("base_apl_le", "Date de l'avis", Genre.DATE, passee=True, demi=True),
        ),
        lambda base, d, v: menages.modifier_menage(base, d.menage_id, **v),
        valeurs=lambda d: {nom: d.fiche.menage[nom] for nom in ("base_apl", "base_apl_le")},
        intro="Ce que la CAF compte pour l'année. Sans elle, elle se déduit de l'avis, ou des ressources déclarées.",
    ),
}
