"""Les fiches de la concertation et du partenariat : jalons, partenaires, leur information, pilote, documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from relogement.commun import Changements
from relogement.services.corrections import corriger
from relogement.services.jalons import corriger_jalon, noter_jalon
from relogement.services.partenaires import designer_pilote, informer_partenaires, noter_partenaire
from relogement.services.pieces import deposer_piece_operation
from relogement.services.verifications_operation import OU_AUCUN
from relogement.stockage.lectures import Ligne
from relogement.vocabulaire import GenrePartenaire, Moyen, NatureJalon, NaturePiece, Pilote
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.modele import Depot, ModeleDe, Textes, Valeurs, fixes, jour, reprendre, sans
from ui.socle.champs import Champ, Genre, Valeur

DID = NatureJalon.DID


def _jalon(d: DossierOperation) -> Ligne | None:
    """Le jalon demandé ; pour le DID, qui n'arrive qu'une fois, celui qui est déjà noté."""
    voulu = d.choix.get("nature")
    deja = (j for j in d.vie.jalons if j["nature"] is DID) if voulu == DID.value else ()
    return d.celle(d.vie.jalons) or next(iter(deja), None)


def _depart_jalon(d: DossierOperation) -> Mapping[str, Valeur]:
    if d.ligne is None and d.choix.get("nature") == DID.value:
        return {"le": d.vie.operation["did_le"]}
    return d.valeurs("nature", "le", "note")


def _noter_jalon(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    if d.ligne is None:
        return noter_jalon(base, d.operation_id, **v)
    return corriger_jalon(base, d.cle, **v)


def _caches_partenaire(_: DossierOperation, textes: Textes) -> Collection[str]:
    if textes["genre"] not in {genre.value for genre in OU_AUCUN}:
        return {"aucun"}
    return {"nom", "contact"} if textes["aucun"] == "oui" else set()


def _depart_partenaire(d: DossierOperation) -> Mapping[str, Valeur]:
    if d.ligne is not None:
        return d.valeurs("genre", "le", "aucun", "nom", "contact")
    bailleur = d.choix.get("genre") == GenrePartenaire.BAILLEUR.value
    return {"aucun": False, "nom": d.vie.operation["bailleur"] if bailleur else None}


def _noter_partenaire(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    aucun = bool(v["aucun"]) and v["genre"] in OU_AUCUN
    valeurs = v | {"aucun": aucun} | ({"nom": None, "contact": None} if aucun else {})
    if d.ligne is None:
        return noter_partenaire(base, d.operation_id, **valeurs)
    return corriger(base, "partenaire", d.cle, **valeurs)


def _champs_information(d: DossierOperation) -> Sequence[Champ]:
    nommes = [(str(p["id"]), f"{p['nom']} · {p['genre'].libelle}") for p in d.vie.partenaires if not p["aucun"]]
    return (
        jour(libelle="Informés le", demi=True),
        Champ("moyen", "Moyen", Genre.CHOIX, choix=Moyen, demi=True),
        *(() if d.ligne is not None else (
            Champ("partenaires", "Partenaires informés", Genre.LISTE, choix=nommes, obligatoire=True,
                  manque="Cochez au moins un partenaire."),
        )),
        Champ("note", "Note", Genre.TEXTE_LONG),
    )


def _informer(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    if d.ligne is not None:
        return corriger(base, "informationpartenaire", d.cle, **v)
    partenaires = {UUID(code) for code in v["partenaires"]}
    return informer_partenaires(base, d.operation_id, **v | {"partenaires": partenaires})


def _ranger(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    if d.ligne is None:
        return deposer_piece_operation(base, d.operation_id, v["fichier"], **sans(v, "fichier"))
    return corriger(base, "piece", d.cle, **v)


FICHES: dict[str, ModeleDe[DossierOperation]] = {
    "jalon": ModeleDe(
        "Jalon de l'opération",
        fixes(
            Champ("nature", "Jalon", Genre.CHOIX, choix=NatureJalon, obligatoire=True, demi=True,
                  manque="Choisissez le jalon."),
            jour(libelle="Date", demi=True),
            Champ("note", "Note", Genre.TEXTE_LONG),
        ),
        _noter_jalon,
        valeurs=_depart_jalon,
        cible=_jalon,
        intro="La date du dépôt du DID est aussi celle de l'opération.",
        depot=Depot("document", NaturePiece.CONCERTATION, "Le document", brut=True, repris=True),
    ),
    "partenaire": ModeleDe(
        "Partenaire de l'opération",
        fixes(
            Champ("genre", "Rôle", Genre.CHOIX, choix=GenrePartenaire, obligatoire=True, demi=True,
                  manque="Choisissez le rôle."),
            jour(libelle="Noté le", demi=True, aide="Le jour où il a été identifié, ou l'on a su qu'il n'y en a pas."),
            Champ("aucun", "Il n'y en a aucun", Genre.OUI_NON_INCONNU, obligatoire=True,
                  manque="Répondez oui ou non."),
            Champ("nom", "Nom", demi=True),
            Champ("contact", "Contact", demi=True, aide="Service, adresse ou téléphone professionnels."),
        ),
        _noter_partenaire,
        valeurs=_depart_partenaire,
        cible=lambda d: d.celle(d.vie.partenaires),
        caches=_caches_partenaire,
    ),
    "information_partenaires": ModeleDe(
        "Information de partenaires",
        _champs_information,
        _informer,
        valeurs=reprendre("le", "moyen", "note"),
        cible=lambda d: d.celle(d.vie.informations),
        intro="Une réunion où étaient aussi les ménages se note plutôt comme une information collective.",
    ),
    "pilote": ModeleDe(
        "Pilote des relogements",
        fixes(
            Champ("pilote", "Pilote désigné", Genre.CHOIX, choix=Pilote, obligatoire=True, demi=True,
                  manque="Dites qui pilote."),
            jour(libelle="Désigné le", demi=True),
        ),
        lambda base, d, v: designer_pilote(base, d.operation_id, **v),
        valeurs=lambda d: {"pilote": d.vie.operation["pilote"], "le": d.vie.operation["pilote_le"]},
        intro="Démolition ANRU : la commune. Démolition hors ANRU : le bailleur, sauf si la commune le prend. "
              "Réhabilitation : le bailleur (article 10).",
    ),
    "piece": ModeleDe(
        "Document de l'opération",
        fixes(
            Champ("nature", "Nature", Genre.CHOIX, choix=NaturePiece, obligatoire=True, demi=True,
                  manque="Choisissez la nature du document."),
            jour(libelle="Date du document", demi=True),
            Champ("libelle", "Libellé", aide="Vide : la nature du document."),
        ),
        _ranger,
        valeurs=reprendre("nature", "le", "libelle"),
        cible=lambda d: d.celle(d.vie.pieces),
        intro="Le nom du fichier n'est pas gardé : le libellé le remplace.",
        action="Ranger dans l'opération",
        depot=Depot(
            "fichier", NaturePiece.CONCERTATION, "Le fichier", manque="Choisissez le fichier à ranger.", brut=True
        ),
    ),
}
