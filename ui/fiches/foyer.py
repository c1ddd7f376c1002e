"""Les fiches du foyer : coordonnées, logement quitté, bail, personnes, référent, information, sortie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from relogement.commun import Changements
from relogement.services import menages
from relogement.services.corrections import corriger
from relogement.stockage.lectures import Ligne, fiche_menage
from relogement.vocabulaire import DecisionOccupant, Lien, MotifSortie, Moyen, NatureInformation, StatutBail
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Textes, Valeurs, fixes, jour, reprendre
from ui.socle.champs import Champ, Genre, Valeur

NOM = Champ("nom", "Nom du ménage", obligatoire=True, manque="Indiquez le nom du ménage.")
_COORDONNEES = (
    NOM,
    Champ("telephone", "Téléphone", Genre.TELEPHONE, demi=True),
    Champ("courriel", "Courriel", demi=True),
    Champ("nur", "Numéro unique de demande (NUR)", demi=True),
    Champ("nur_le", "Dernier renouvellement", Genre.DATE, passee=True, demi=True),
    Champ("note", "Note", Genre.TEXTE_LONG, aide="Rester objectif : ni santé, ni jugement."),
)
FORFAIT = Champ(
    "forfait_charges", "Eau et chauffage individuels, au forfait", Genre.MONTANT,
    aide="Par mois, pour le taux d'effort de l'arrêté du 10 mars 2011 ; 0 si tout est collectif ; vide : inconnu.",
)
LOGEMENT = (
    Champ("batiment", "Bâtiment", demi=True),
    Champ("escalier", "Escalier", demi=True),
    Champ("etage", "Étage (0 : rez-de-chaussée)", Genre.ENTIER, minimum=-5, maximum=60, demi=True),
    Champ("porte", "Porte", demi=True),
    Champ("type", "Type", aide="T1, T2, T3…", demi=True),
    Champ("surface", "Surface", Genre.SURFACE, demi=True),
    Champ("adresse", "Adresse"),
    Champ("code_postal", "Code postal", demi=True),
    Champ("commune", "Commune", demi=True),
)
_LOGEMENT = (*LOGEMENT, FORFAIT)
_BAIL = (
    Champ("numero", "Numéro du bail"),
    Champ("debut", "Début", Genre.DATE, demi=True),
    Champ("fin", "Fin", Genre.DATE, demi=True, aide="Vide tant que le bail court."),
    Champ("conge_le", "Congé donné le", Genre.DATE),
)
_PERSONNE = (
    Champ("nom", "Nom", obligatoire=True, manque="Indiquez le nom de la personne.", demi=True),
    Champ("prenom", "Prénom", demi=True),
    Champ("naissance", "Date de naissance", Genre.DATE, passee=True, demi=True),
    Champ("lien", "Lien avec le ou la titulaire", Genre.CHOIX, choix=Lien, obligatoire=True, demi=True),
    Champ("statut_bail", "Place sur le bail", Genre.CHOIX, choix=StatutBail),
    Champ("arrivee_le", "Arrivée dans le foyer", Genre.DATE, demi=True, aide="Vide : depuis l'origine."),
    Champ("depart_le", "Départ du foyer", Genre.DATE, demi=True, aide="Vide : toujours là."),
)


def _noms(champs: tuple[Champ, ...]) -> tuple[str, ...]:
    return tuple(c.nom for c in champs)


def _personne(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is None:
        return menages.ajouter_personne(base, d.menage_id, **v)
    return menages.modifier_personne(base, d.cle, **v)


def _bail_parent(d: Dossier) -> Mapping[str, Valeur]:
    bail = fiche_menage(d.contexte.base, d.fiche.menage["parent_id"]).bail
    return {} if bail is None else {nom: bail[nom] for nom in _noms(_BAIL)}


def _nommee(p: Ligne) -> str:
    return " ".join(filter(None, (p["prenom"], p["nom"])))


def _adultes(d: Dossier) -> tuple[tuple[str, str], ...]:
    return tuple((str(p["id"]), _nommee(p)) for p in d.fiche.personnes)


def _champs_decohabitant(d: Dossier) -> tuple[Champ, ...]:
    presentes = tuple((str(p["id"]), _nommee(p)) for p in d.fiche.personnes if p["depart_le"] is None)
    return (
        Champ("nom", "Nom du décohabitant", obligatoire=True, manque="Indiquez le nom du décohabitant.", demi=True),
        jour(libelle="Décohabitation retenue le", demi=True),
        Champ("personnes", "Qui quitte ce foyer pour le sien", Genre.CHOIX_MULTIPLE, choix=presentes),
    )


def _sans_personne(_: Dossier, t: Textes) -> str:
    """Le décohabitant vide se fait, mais se voit d'abord : la personne resterait comptée ici."""
    if t["personnes"].strip():
        return ""
    return "Personne n'est coché : le nouveau dossier sera vide, et qui part restera compté dans ce foyer."


def _decohabitant(base: Any, d: Dossier, v: Valeurs) -> Changements:
    personnes = [UUID(cle) for cle in v["personnes"]]
    return menages.creer_decohabitant(base, d.menage_id, nom=v["nom"], le=v["le"], personnes=personnes)


def _champs_occupant(d: Dossier) -> tuple[Champ, ...]:
    return (
        Champ("personne", "Personne", Genre.CHOIX, choix=_adultes(d), obligatoire=True),
        Champ("decision", "Décision", Genre.CHOIX, choix=DecisionOccupant, obligatoire=True, demi=True),
        jour(libelle="Décidé le", demi=True),
    )


def _occupant(base: Any, _: Dossier, v: Valeurs) -> Changements:
    return menages.decider_occupant(base, UUID(v["personne"]), decision=v["decision"], le=v["le"])


def _referent(base: Any, d: Dossier, v: Valeurs) -> Changements:
    return menages.affecter_referent(base, d.menage_id, **v)


def _information(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is None:
        return menages.noter_information(base, d.menage_id, **v | {"natures": list(v["natures"])})
    return corriger(base, "information", d.cle, **v | {"natures": [n.value for n in v["natures"]]})


def _depart_information(d: Dossier) -> Mapping[str, Valeur]:
    valeurs = d.valeurs("le", "moyen", "personne", "note")
    if d.ligne is not None:
        valeurs["natures"] = tuple(NatureInformation.de(code) for code in d.ligne["natures"])
    return valeurs


FICHES: dict[str, Modele] = {
    "coordonnees": Modele(
        "Coordonnées du ménage",
        fixes(*_COORDONNEES),
        lambda base, d, v: menages.modifier_menage(base, d.menage_id, **v),
        valeurs=lambda d: {nom: d.fiche.menage[nom] for nom in _noms(_COORDONNEES)},
    ),
    "logement": Modele(
        "Logement quitté",
        fixes(*_LOGEMENT),
        lambda base, d, v: menages.modifier_logement(base, d.menage_id, **v),
        valeurs=lambda d: {nom: (d.fiche.logement or {}).get(nom) for nom in _noms(_LOGEMENT)},
    ),
    "bail": Modele(
        "Bail d'origine",
        fixes(*_BAIL),
        lambda base, d, v: menages.enregistrer_bail(base, d.menage_id, **v),
        valeurs=lambda d: {nom: (d.fiche.bail or {}).get(nom) for nom in _noms(_BAIL)},
    ),
    "bail_parent": Modele(
        "Bail du ménage d'origine",
        fixes(*_BAIL),
        lambda base, d, v: menages.enregistrer_bail(base, d.fiche.menage["parent_id"], **v),
        valeurs=_bail_parent,
        cible=lambda d: d.fiche.menage if d.fiche.menage["parent_id"] else None,
        exige="Ce ménage n'est pas un décohabitant : notez son propre bail.",
    ),
    "personne": Modele(
        "Personne du foyer",
        fixes(*_PERSONNE),
        _personne,
        valeurs=reprendre(*_noms(_PERSONNE)),
        cible=lambda d: d.celle(d.fiche.personnes),
    ),
    "composition": Modele(
        "Nombre d'occupants",
        fixes(
            jour("du", "À partir du"),
            Champ("occupants", "Occupants", Genre.ENTIER, minimum=0, maximum=40, obligatoire=True, demi=True),
            Champ("enfants", "Dont enfants", Genre.ENTIER, minimum=0, maximum=40, demi=True),
        ),
        lambda base, d, v: menages.noter_composition(base, d.menage_id, **v),
    ),
    "occupant": Modele(
        "Occupant adulte sans titre",
        _champs_occupant,
        _occupant,
        valeurs=lambda d: d.valeurs("decision") | {"personne": str(d.cle) if d.ligne else None}
        | ({"le": d.ligne["decision_le"]} if d.ligne else {}),
        cible=lambda d: d.celle(d.fiche.personnes),
        intro="Article 1 : décohabitation, rattachement au ménage, ou hors relogement.",
    ),
    "decohabitant": Modele(
        "Ménage décohabitant",
        _champs_decohabitant,
        _decohabitant,
        cible=lambda d: d.celle(d.fiche.personnes),
        valeurs=lambda d: {"nom": _nommee(d.ligne), "personnes": (str(d.cle),)} if d.ligne is not None else {},
        intro="Il aura son propre dossier, lié à celui-ci. Les personnes cochées y passent avec leurs ressources ; le "
              "nombre d'occupants du foyer d'origine baisse d'autant.",
        action="Créer son dossier",
        alerte=_sans_personne,
    ),
    "date_decohabitation": Modele(
        "Date de la décohabitation",
        fixes(jour("decohabite_le", "Décohabitation retenue le")),
        lambda base, d, v: menages.modifier_menage(base, d.menage_id, **v),
        valeurs=lambda d: {"decohabite_le": d.fiche.menage["decohabite_le"]},
        cible=lambda d: d.fiche.menage if d.fiche.menage["parent_id"] else None,
        exige="Ce ménage n'est pas un décohabitant.",
    ),
    "referent": Modele(
        "Référent du ménage",
        fixes(
            Champ("agent", "Nom du référent", obligatoire=True, manque="Indiquez le nom du référent."),
            Champ("du", "À partir du", Genre.DATE, obligatoire=True, passee=True, demi=True,
                  manque="Indiquez le jour où il commence."),
            Champ("dit_le", "Dit au ménage le", Genre.DATE, passee=True, demi=True, aide="Vide : pas encore dit."),
        ),
        _referent,
        intro="Un changement de référent se dit au ménage (article 3).",
    ),
    "dire_referent": Modele(
        "Référent annoncé au ménage",
        fixes(jour("dit_le", "Dit au ménage le")),
        lambda base, d, v: menages.dire_referent(base, d.cle, **v),
        valeurs=reprendre("dit_le"),
        cible=lambda d: d.celle(d.fiche.referents) or (d.fiche.referents[-1] if d.fiche.referents else None),
        exige="Notez d'abord le référent du ménage.",
    ),
    "information": Modele(
        "Information du ménage",
        fixes(
            jour(libelle="Informé le", demi=True),
            Champ("moyen", "Moyen", Genre.CHOIX, choix=Moyen, demi=True),
            Champ("natures", "Ce que le ménage a su", Genre.CHOIX_MULTIPLE, choix=NatureInformation, obligatoire=True,
                  manque="Cochez au moins une chose dont le ménage a été informé."),
            Champ("personne", "Qui a été touché"),
            Champ("note", "Note", Genre.TEXTE_LONG, aide="Rester objectif : ni santé, ni jugement."),
        ),
        _information,
        valeurs=_depart_information,
        cible=lambda d: d.celle(d.fiche.informations),
        retrait="information",
    ),
    "sortie": Modele(
        "Sortie sans relogement",
        fixes(
            jour(libelle="Sorti le", demi=True),
            Champ("motif", "Raison", Genre.CHOIX, choix=MotifSortie, obligatoire=True, demi=True,
                  manque="Choisissez la raison de la sortie."),
        ),
        lambda base, d, v: menages.enregistrer_sortie(base, d.menage_id, **v),
        intro="Ce qui n'était pas encore dû devient sans objet ; ce qui était en retard le reste.",
        action="Enregistrer la sortie",
    ),
}
