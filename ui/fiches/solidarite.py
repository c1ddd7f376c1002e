"""Les fiches de la solidarité : un accord local, les attributions d'une année."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from relogement.commun import Changements
from relogement.services.corrections import corriger
from relogement.services.solidarite import noter_accord, noter_total_annuel
from relogement.stockage.lectures_solidarite import accords_operation, totaux_annuels
from relogement.vocabulaire import GenreActeur, Reservataire
from ui.fiches.dossier import Ouverture
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.modele import ModeleDe, Textes, Valeurs, fixes, sans
from ui.socle.champs import Champ, Genre, Valeur

_QUI = (
    Champ("genre", "Qui", Genre.CHOIX, choix=GenreActeur, obligatoire=True, demi=True,
          manque="Dites si c'est un bailleur, un réservataire ou une commune."),
    Champ("acteur", "Son nom", demi=True, aide="Écrit comme ailleurs : ses relogements se comptent sous ce nom."),
    Champ("reservataire", "Réservataire", Genre.CHOIX, choix=Reservataire),
)
_NOMBRES = (
    Champ("attributions", "Attributions", Genre.ENTIER, minimum=0, obligatoire=True, demi=True,
          manque="Indiquez le nombre d'attributions de l'année."),
    Champ("prioritaires", "À des ménages prioritaires", Genre.ENTIER, minimum=0, demi=True, aide="Vide : inconnu."),
    Champ("hors_qpv", "Hors QPV", Genre.ENTIER, minimum=0, demi=True),
    Champ("prioritaires_hors_qpv", "Dont à des prioritaires", Genre.ENTIER, minimum=0, demi=True),
    Champ("en_qpv", "En QPV", Genre.ENTIER, minimum=0, demi=True),
    Champ("cibles_en_qpv", "Dont à des ménages cibles", Genre.ENTIER, minimum=0, demi=True,
          aide="Employés ou retraités, au-dessus de 60 % des plafonds PLUS."),
)
_NOMS = tuple(c.nom for c in _NOMBRES)


def _caches(_: Ouverture, t: Textes) -> Collection[str]:
    return {"acteur"} if t["genre"] == GenreActeur.RESERVATAIRE.value else {"reservataire"}


def _depart(*noms: str) -> Any:
    """Les colonnes de la ligne reprise ; le nom d'un réservataire se montre dans sa liste."""
    def valeurs(d: DossierOperation) -> Mapping[str, Valeur]:
        lues = d.valeurs("genre", "acteur", *noms)
        if lues.get("genre") is GenreActeur.RESERVATAIRE:
            nom = lues.pop("acteur")
            lues["reservataire"] = next((r for r in Reservataire if r.libelle == nom), None)
        return lues

    return valeurs


def _acteur(v: Valeurs) -> Valeurs:
    """Les valeurs, où l'acteur est le nom tapé ou le réservataire choisi."""
    choisi = v["reservataire"].libelle if v["reservataire"] else ""
    acteur = choisi if v["genre"] is GenreActeur.RESERVATAIRE else v["acteur"] or ""
    return {**sans(v, "reservataire"), "acteur": acteur}


def _noter_accord(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    if d.ligne is not None:
        return corriger(base, "accordlocal", d.cle, **_acteur(v))
    return noter_accord(base, d.operation_id, **_acteur(v))


def _noter_total(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    if d.ligne is not None:
        return corriger(base, "totalannuel", d.cle, **_acteur(v))
    return noter_total_annuel(base, **_acteur(v))


FICHES: dict[str, ModeleDe[DossierOperation]] = {
    "accord": ModeleDe(
        "Accord local",
        fixes(
            *_QUI,
            Champ("promis", "Relogements promis", Genre.ENTIER, minimum=0, obligatoire=True, demi=True,
                  manque="Indiquez le nombre de relogements promis."),
            Champ("source", "Texte qui le promet", obligatoire=True, demi=True,
                  aide="Convention interbailleurs, protocole habitat, délibération.",
                  manque="Indiquez le texte qui le promet : convention, protocole."),
            Champ("du", "À partir du", Genre.DATE, obligatoire=True, demi=True,
                  manque="Indiquez la date : 12/03/2026."),
            Champ("au", "Jusqu'au", Genre.DATE, demi=True, aide="Vide : sans terme."),
        ),
        _noter_accord,
        valeurs=_depart("promis", "source", "du", "au"),
        cible=lambda d: d.celle(accords_operation(d.contexte.base, d.operation_id)),
        intro="Ce qu'un bailleur, un réservataire ou une commune promet pour cette opération (article 12).",
        caches=_caches,
        retrait="accordlocal",
    ),
    "total_annuel": ModeleDe(
        "Attributions d'une année",
        fixes(
            *_QUI,
            Champ("annee", "Année", Genre.ENTIER, minimum=2000, maximum=2200, obligatoire=True, demi=True,
                  manque="Indiquez l'année."),
            Champ("source", "Source", obligatoire=True, demi=True,
                  aide="Bilan de la CIL, fichier commun, SNE : ce texte sort dans la revue, sans nom de personne.",
                  manque="Indiquez d'où viennent ces nombres."),
            *_NOMBRES,
        ),
        _noter_total,
        valeurs=_depart("annee", "source", *_NOMS),
        cible=lambda d: d.celle(totaux_annuels(d.contexte.base)),
        intro="Recopiez le bilan de l'année : la base ne contient que ses propres relogements.",
        caches=_caches,
        retrait="totalannuel",
    ),
}
