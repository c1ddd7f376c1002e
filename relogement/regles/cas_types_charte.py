"""Les événements des cas que lisent les articles 7, 9 à 14 et les alertes de la loi ; même forme que `cas_types`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from relogement.commun import ErreurMetier
from relogement.regles import faits_accompagnement as fa
from relogement.regles import faits_operation as fo
from relogement.regles.cas_alertes import nature_alerte
from relogement.regles.cas_champs import Schema, choix, entier, euros, jour, oui_non, plusieurs, texte, trimestre
from relogement.regles.cas_dossier import Dossier, Valeurs
from relogement.regles.charte.obligation import Portee
from relogement.vocabulaire import (
    DecisionCaleol,
    DecisionCommission,
    GenrePartenaire,
    NatureInformation,
    NatureJalon,
    Reservataire,
    ResultatEnquete,
    VoieCaleol,
)

Poser = Callable[[Dossier, date, Valeurs], None]


@dataclass(frozen=True, slots=True)
class TypeEvenement:
    """Un type d'événement : ses clés, et ce qu'il pose sur le dossier."""

    schema: Schema
    poser: Poser


def _fait(liste: str, fait: Callable[..., Any]) -> Poser:
    """L'événement qui ajoute un fait daté du ménage."""

    def poser(d: Dossier, le: date, v: Valeurs) -> None:
        d.ajouter(liste, fait(id=d.numero(liste), le=le, **v))

    return poser


def _fait_operation(liste: str, fait: Callable[..., Any]) -> Poser:
    """L'événement qui ajoute un fait daté de l'opération."""

    def poser(d: Dossier, le: date, v: Valeurs) -> None:
        d.ajouter_operation(liste, fait(id=d.numero(liste), le=le, **v))

    return poser


def _acteur(d: Dossier, le: date, v: Valeurs) -> None:
    d.ajouter("acteurs", fa.ActeurSocial(d.numero("acteurs"), v.pop("nom"), le, **v))


def _examen(d: Dossier, le: date, v: Valeurs) -> None:
    d.proposition_envoyee(le, v)["examen_le"] = le


def _caleol(d: Dossier, le: date, v: Valeurs) -> None:
    d.proposition_envoyee(le, {"proposition": v["proposition"]}).update(
        caleol=v["voie"], caleol_le=le, caleol_decision=v.get("decision")
    )


def _alerte_reglee(d: Dossier, le: date, v: Valeurs) -> None:
    fait = fa.AlerteReglee(d.numero("alertes"), v["alerte"].id, le, v["qui"], v["note"])
    if v["alerte"].portee is Portee.OPERATION:
        d.ajouter_operation("alertes", fait)
    else:
        d.ajouter("alertes", fait)


def _minoration(d: Dossier, le: date, v: Valeurs) -> None:
    d.relogement(v).update(minoration=v.get("montant"), minoration_demandee=le)


def _adresse(d: Dossier, le: date, v: Valeurs) -> None:
    d.relogement(v).update(adresse_paye=le, adresse_forfait=v.get("montant"))


def _jalon(d: Dossier, le: date, v: Valeurs) -> None:
    piece = "piece" if v.pop("piece", False) else None
    d.ajouter_operation("jalons", fo.Jalon(d.numero("jalons"), v["nature"], le, piece))


def _evenement(d: Dossier, le: date, v: Valeurs) -> None:
    d.ajouter_operation("evenements", fo.Evenement(d.numero("evenements"), le, frozenset(v["natures"])))


def _information_partenaire(d: Dossier, le: date, v: Valeurs) -> None:
    noms: dict[str, str] = {p.nom: p.id for p in d.operation.get("partenaires", ())}
    partenaire = noms.get(v["partenaire"])
    if partenaire is None:
        raise ErreurMetier(
            f"{d.ou} : le partenaire « {v['partenaire']} » n'est pas écrit avant cet événement. Écrivez d'abord "
            "l'événement « partenaire » qui le nomme.",
            "partenaire",
        )
    d.ajouter_operation("informations", fo.InformationPartenaire(d.numero("informations"), partenaire, le))


def _presentation(d: Dossier, le: date, v: Valeurs) -> None:
    d.presentations.append(fo.PresentationCil(f"presentations-{len(d.presentations) + 1}", v["annee"], le))


TYPES_CHARTE: dict[str, TypeEvenement] = {
    "visite_technique": TypeEvenement(Schema({}), _fait("visites_techniques", fa.VisiteTechnique)),
    "acteur_social": TypeEvenement(Schema({"nom": texte, "accueil": oui_non, "contact": jour}, ("nom",)), _acteur),
    "demande": TypeEvenement(
        Schema({"contingent": choix(Reservataire), "sans_objet": texte}, ("contingent",)),
        _fait("demandes", fa.Demande),
    ),
    "avis_impot": TypeEvenement(
        Schema(
            {"annee": entier, "rfr": euros, "invalidite": oui_non, "douze_mois_au": jour}, ("annee", "rfr")
        ),
        _fait("avis_impot", fa.AvisImpot),
    ),
    "commission": TypeEvenement(
        Schema({"decision": choix(DecisionCommission), "precision": texte}), _fait("passages", fa.Passage)
    ),
    "enquete": TypeEvenement(
        Schema({"resultat": choix(ResultatEnquete)}, ("resultat",)), _fait("enquetes", fa.Enquete)
    ),
    "alerte_reglee": TypeEvenement(
        Schema({"alerte": nature_alerte, "qui": texte, "note": texte}, ("alerte", "qui", "note")), _alerte_reglee
    ),
    "examen": TypeEvenement(Schema({"proposition": entier}, ("proposition",)), _examen),
    "caleol": TypeEvenement(
        Schema(
            {"proposition": entier, "voie": choix(VoieCaleol), "decision": choix(DecisionCaleol)},
            ("proposition", "voie"),
        ),
        _caleol,
    ),
    "minoration": TypeEvenement(Schema({"montant": euros, "bail": entier}), _minoration),
    "changement_adresse": TypeEvenement(Schema({"montant": euros, "bail": entier}), _adresse),
    "jalon": TypeEvenement(Schema({"nature": choix(NatureJalon), "piece": oui_non}, ("nature",)), _jalon),
    "partenaire": TypeEvenement(
        Schema({"genre": choix(GenrePartenaire), "nom": texte, "aucun": oui_non}, ("genre",)),
        _fait_operation("partenaires", fo.Partenaire),
    ),
    "information_partenaire": TypeEvenement(Schema({"partenaire": texte}, ("partenaire",)), _information_partenaire),
    "evenement": TypeEvenement(Schema({"natures": plusieurs(choix(NatureInformation))}, ("natures",)), _evenement),
    "revue": TypeEvenement(
        Schema({"trimestre": trimestre, "equilibre": oui_non}, ("trimestre",)),
        _fait_operation("revues", fo.RevueRemise),
    ),
    "evaluation": TypeEvenement(
        Schema(
            {"auteur": texte, "quantitative": oui_non, "qualitative": oui_non, "integration": oui_non}, ("auteur",)
        ),
        _fait_operation("evaluations", fo.Evaluation),
    ),
    "presentation": TypeEvenement(Schema({"annee": entier}, ("annee",)), _presentation),
}
"""Les types d'événements, du mot écrit dans le fichier à ce qu'il pose."""
