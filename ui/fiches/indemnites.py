"""Les fiches du départ : visite technique, changement d'adresse (article 10), minoration de loyer (article 4)."""

from __future__ import annotations

from typing import Any

from relogement.commun import Changements, ErreurMetier
from relogement.regles.charte.neuf import est_neuf
from relogement.regles.minoration import Accueil, conditions, dire_forfait, dire_quota
from relogement.services import indemnites
from relogement.services.accompagnement import noter_visite_technique
from relogement.services.corrections import corriger
from relogement.vocabulaire import NatureOperation
from ui.fiches.demenagement import SANS_BAIL, dernier
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Note, Textes, Valeurs, fixes, jour, reprendre, sans
from ui.socle.champs import Champ, Genre, lire

_PLAFOND = Champ("plafond_apl", "Plafond de loyer APL du ménage", Genre.MONTANT, demi=True, aide="Par mois.")
_MINORATION = ("plafond_apl", "loyer_avant_minoration", "minoration", "minoration_demandee_le")


def _visite_technique(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is None:
        return noter_visite_technique(base, d.menage_id, **v)
    return corriger(base, "visitetechnique", d.cle, **v)


def _adresse(base: Any, d: Dossier, v: Valeurs) -> Changements:
    return indemnites.indemniser_adresse(base, d.cle, forfait=v["adresse_forfait"], le=v["adresse_paye_le"])


def _minoration(base: Any, d: Dossier, v: Valeurs) -> Changements:
    return indemnites.noter_minoration(
        base, d.cle, demandee_le=v["minoration_demandee_le"], **sans(v, "minoration_demandee_le")
    )


def _droit(d: Dossier, t: Textes) -> str:
    """Les conditions de la minoration, une à une, et le forfait en vigueur au bail."""
    r = d.ligne
    if r is None:
        return ""
    p = next((x for x in d.fiche.propositions if x["id"] == r["proposition_id"]), None)
    o = d.fiche.offerts.get(p["logement_id"]) if p else None
    try:
        plafond = lire(_PLAFOND, t["plafond_apl"], d.aujourd_hui)
    except ErreurMetier:
        plafond = None
    nature, partielle = d.fiche.operation["nature"], d.fiche.operation["demolition_partielle"]
    demolition = nature is not NatureOperation.REHABILITATION or partielle
    accueil = Accueil(
        bool(demolition and d.fiche.operation["anru"]), r["temporaire"],
        est_neuf(o["neuf"], o["livre_le"], p["envoyee_le"], d.charte) if o and p else None,
        o["type"] if o else None, r["bail_signe_le"], r["loyer"], plafond,
    )
    signes = {True: "✓", False: "■", None: "?"}
    lignes = [f"{signes[remplie]} {nom}" for remplie, nom in conditions(accueil)]
    operation = d.fiche.operation
    quota = dire_quota(indemnites.forfaits_demandes(d.contexte.base, operation["id"]), operation["forfaits_minoration"])
    return "\n".join((*lignes, f"{dire_forfait(accueil)}.", f"{quota}."))


FICHES: dict[str, Modele] = {
    "visite_technique": Modele(
        "Visite technique du logement quitté",
        fixes(
            jour(libelle="Visite du"),
            Champ("constat", "Constat", Genre.TEXTE_LONG, aide="L'état du logement, ce qui a été convenu."),
        ),
        _visite_technique,
        valeurs=reprendre("le", "constat"),
        cible=lambda d: d.celle(d.fiche.visites_techniques),
        retrait="visitetechnique",
        intro="Elle précède la fin du bail (article 10). En démolition, aucune réparation n'est retenue.",
    ),
    "adresse": Modele(
        "Changement d'adresse",
        fixes(
            Champ("adresse_forfait", "Somme forfaitaire", Genre.MONTANT, obligatoire=True, demi=True,
                  manque="Indiquez le montant de la somme forfaitaire."),
            Champ("adresse_paye_le", "Payée le", Genre.DATE, passee=True, demi=True, aide="Vide : pas encore payée."),
        ),
        _adresse,
        valeurs=reprendre("adresse_forfait", "adresse_paye_le"),
        retrait="relogement",
        efface=("adresse_forfait", "adresse_paye_le"),
        cible=dernier,
        exige=SANS_BAIL,
        intro="Le bailleur indemnise le changement d'adresse de chaque ménage (article 10).",
    ),
    "minoration": Modele(
        "Minoration de loyer",
        fixes(
            _PLAFOND,
            Champ("loyer_avant_minoration", "Loyer avant minoration", Genre.MONTANT, demi=True, aide="Par mois."),
            Champ("minoration", "Minoration demandée", Genre.MONTANT, demi=True, aide="Le montant total."),
            Champ("minoration_demandee_le", "Demandée le", Genre.DATE, passee=True, demi=True),
        ),
        _minoration,
        valeurs=reprendre(*_MINORATION),
        retrait="relogement",
        efface=_MINORATION,
        note=Note("plafond_apl", ("plafond_apl",), _droit),
        cible=dernier,
        exige=SANS_BAIL,
        intro="Dans un logement neuf ou de moins de 5 ans au loyer supérieur au plafond APL, le bailleur d'accueil "
              "demande une minoration (article 4).",
    ),
}
