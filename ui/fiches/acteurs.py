"""Les fiches de ceux que l'on sollicite pour le ménage : acteurs sociaux (article 7), contingents (article 12)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from relogement.commun import Changements, ErreurMetier
from relogement.services import accompagnement
from relogement.services.corrections import corriger
from relogement.vocabulaire import Reservataire
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Textes, Valeurs, fixes, jour, reprendre, sans
from ui.socle.champs import Champ, Genre, Valeur

_REPONSE = ("reponse", "reponse_le")


def _acteur(base: Any, d: Dossier, v: Valeurs) -> Changements:
    v = v | {"accueil": bool(v["accueil"])}
    if d.ligne is None:
        return accompagnement.noter_acteur(base, d.menage_id, **v)
    return corriger(base, "acteursocial", d.cle, **v)


def _demande(base: Any, d: Dossier, v: Valeurs) -> Changements:
    utile = v["utile"]
    if not utile and v["sans_objet"] is None:
        raise ErreurMetier("Écrivez pourquoi ce contingent n'est pas nécessaire.", "sans_objet")
    v = sans(v, "utile") | ({"sans_objet": None} if utile else dict.fromkeys(_REPONSE))
    if d.ligne is None:
        return accompagnement.noter_demande(base, d.menage_id, **v)
    return corriger(base, "demande", d.cle, **v)


def _depart_demande(d: Dossier) -> Mapping[str, Valeur]:
    if d.ligne is None:
        return {"utile": True}
    return d.valeurs("contingent", "le", "sans_objet", *_REPONSE) | {"utile": d.ligne["sans_objet"] is None}


def _caches_demande(_: Dossier, t: Textes) -> Collection[str]:
    return _REPONSE if t["utile"] == "non" else ("sans_objet",)


FICHES: dict[str, Modele] = {
    "acteur": Modele(
        "Acteur social",
        fixes(
            Champ("nom", "Qui suit le ménage", obligatoire=True, aide="Le service et la personne à joindre.",
                  manque="Indiquez le nom de l'acteur social ou de son service."),
            Champ("depuis", "Depuis le", Genre.DATE, obligatoire=True, demi=True,
                  manque="Indiquez depuis quand il suit le ménage."),
            Champ("contact_le", "Contact pris le", Genre.DATE, passee=True, demi=True, aide="Vide : pas encore joint."),
            Champ("accueil", "Intervient dans le quartier d'accueil", Genre.OUI_NON_INCONNU),
            Champ("note", "Ce qui a été convenu", Genre.TEXTE_LONG, aide="Rester objectif : ni santé, ni jugement."),
        ),
        _acteur,
        valeurs=reprendre("nom", "depuis", "contact_le", "accueil", "note"),
        cible=lambda d: d.celle(d.fiche.acteurs),
        retrait="acteursocial",
        intro="Chaque acteur est joint avant le déménagement ; hors du quartier, celui du quartier d'accueil aussi "
              "(article 7). S'il n'y en a aucun, dites-le à l'entretien.",
    ),
    "demande": Modele(
        "Contingent sollicité",
        fixes(
            Champ("contingent", "Contingent", Genre.CHOIX, choix=Reservataire, obligatoire=True, demi=True,
                  manque="Choisissez le contingent."),
            jour(libelle="Sollicité ou décidé le", demi=True),
            Champ("utile", "Le contingent est nécessaire", Genre.OUI_NON_INCONNU, obligatoire=True,
                  manque="Dites si ce contingent est nécessaire à ce ménage."),
            Champ("sans_objet", "Pourquoi il n'est pas nécessaire", Genre.TEXTE_LONG),
            Champ("reponse", "Réponse reçue", Genre.TEXTE_LONG),
            Champ("reponse_le", "Reçue le", Genre.DATE, passee=True),
        ),
        _demande,
        valeurs=_depart_demande,
        cible=lambda d: d.celle(d.fiche.demandes),
        retrait="demande",
        caches=_caches_demande,
        intro="La préfecture quand les ressources sont basses, Action Logement quand un employeur y cotise "
              "(article 12).",
    ),
}
