"""La fiche de la minoration de loyer d'un relogement (article 4), et les champs d'une ligne de son barème."""

from __future__ import annotations

from typing import Any

from relogement.commun import Changements, ErreurMetier
from relogement.regles.minoration.conditions import dire_reunies
from relogement.services.droit_minoration import DroitMinoration, droit_minoration
from relogement.services.indemnites import noter_minoration
from relogement.vocabulaire import ZoneMinoration
from ui.fiches.demenagement import SANS_BAIL, dernier
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Note, Textes, Valeurs, fixes, reprendre, sans
from ui.socle.champs import Champ, Genre, lire

AVIS = {True: "remplie", False: "non remplie", None: "à vérifier"}
_SIGNES = {True: "✓", False: "■", None: "?"}
_PLAFOND = Champ(
    "plafond_apl", "Plafond de loyer APL du ménage", Genre.MONTANT, demi=True,
    aide="Par mois. Vide : celui que l'application calcule.",
)
_ZONE = Champ(
    "zone_minoration", "Zone du logement d'accueil", Genre.CHOIX, choix=ZoneMinoration, demi=True,
    aide="Celle de l'arrêté du 5 mai 1995, dont dépend le forfait ; pas la zone APL.",
)
_COLONNES = ("plafond_apl", "zone_minoration", "loyer_avant_minoration", "minoration", "minoration_demandee_le")
_TYPES = [(str(n), f"T{n}") for n in range(1, 10)]
CHAMPS_LIGNE = (
    Champ("du", "Baux signés à partir du", Genre.DATE, obligatoire=True, demi=True,
          manque="Indiquez le jour où ce montant prend effet : 01/10/2021."),
    Champ("au", "Jusqu'au", Genre.DATE, demi=True, aide="Vide : sans fin connue."),
    Champ("zone", "Zone (arrêté du 5 mai 1995)", Genre.CHOIX, choix=ZoneMinoration, demi=True,
          aide="Vide : toutes les zones."),
    Champ("montant", "Forfait", Genre.MONTANT, obligatoire=True, demi=True, aide="Le montant total.",
          manque="Indiquez le montant du forfait, supérieur à zéro."),
    Champ("pieces_min", "Du type", Genre.CHOIX, obligatoire=True, demi=True, choix=_TYPES,
          manque="Choisissez le premier type de logement : T1, T3…"),
    Champ("pieces_max", "Au type", Genre.CHOIX, demi=True, choix=_TYPES, aide="Vide : et plus."),
    Champ("reference", "Texte qui donne ce montant", obligatoire=True, aide="Note d'instruction, convention.",
          manque="Indiquez le texte qui donne ce montant : note d'instruction, convention."),
)


def dire_droit(droit: DroitMinoration) -> str:
    """Les conditions une à une, puis le forfait et le compte de la convention."""
    return "\n".join((
        f"Droit à la minoration : {dire_reunies(droit.conditions)}.",
        *(f"{_SIGNES[c.remplie]} {c.nom}, {AVIS[c.remplie]} : {c.phrase}." for c in droit.conditions),
        f"{droit.forfait.phrase}.",
        f"{droit.quota}.",
    ))


def _minoration(base: Any, d: Dossier, v: Valeurs) -> Changements:
    return noter_minoration(base, d.cle, demandee_le=v["minoration_demandee_le"], zone=v[_ZONE.nom],
                            **sans(v, "minoration_demandee_le", _ZONE.nom))


def _droit(d: Dossier, t: Textes) -> str:
    if d.ligne is None:
        return ""
    try:
        plafond = lire(_PLAFOND, t["plafond_apl"], d.aujourd_hui)
    except ErreurMetier:
        plafond = None
    zone = ZoneMinoration.de(t[_ZONE.nom]) if t[_ZONE.nom] else None
    return dire_droit(droit_minoration(d.contexte.base, d.cle, plafond if isinstance(plafond, int) else None, zone))


FICHES: dict[str, Modele] = {
    "minoration": Modele(
        "Minoration de loyer",
        fixes(
            _PLAFOND,
            _ZONE,
            Champ("loyer_avant_minoration", "Loyer avant minoration", Genre.MONTANT, demi=True, aide="Par mois."),
            Champ("minoration", "Minoration demandée", Genre.MONTANT, demi=True, aide="Le montant total."),
            Champ("minoration_demandee_le", "Demandée le", Genre.DATE, passee=True, demi=True),
        ),
        _minoration,
        valeurs=reprendre(*_COLONNES),
        retrait="relogement",
        efface=_COLONNES,
        note=Note("plafond_apl", ("plafond_apl", _ZONE.nom), _droit),
        cible=dernier,
        exige=SANS_BAIL,
        intro="Dans un logement neuf ou de moins de 5 ans au loyer supérieur au plafond APL, le bailleur d'accueil "
              "demande une minoration (article 4).",
    ),
}
