"""La fiche de l'enquête de satisfaction : une prise de contact et ce qu'elle a donné (article 14)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from relogement.commun import Changements
from relogement.services.corrections import corriger
from relogement.services.enquetes import noter_enquete
from relogement.vocabulaire import ResultatEnquete, Satisfaction
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Textes, Valeurs, fixes, jour, reprendre
from ui.socle.champs import Champ, Genre

_REPONSES = ("logement", "quartier", "accompagnement")


def _enquete(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if v["resultat"] is not ResultatEnquete.REPONDUE:
        v = v | dict.fromkeys(_REPONSES)
    if d.ligne is None:
        return noter_enquete(base, d.menage_id, **v)
    return corriger(base, "enquete", d.cle, **v)


def _caches(_: Dossier, t: Textes) -> Collection[str]:
    return () if t["resultat"] == ResultatEnquete.REPONDUE.value else _REPONSES


FICHES: dict[str, Modele] = {
    "enquete": Modele(
        "Enquête de satisfaction",
        fixes(
            jour(libelle="Contact du", demi=True),
            Champ("resultat", "Ce que le contact a donné", Genre.CHOIX, choix=ResultatEnquete, obligatoire=True,
                  demi=True, manque="Dites si le ménage a répondu."),
            Champ("logement", "Du nouveau logement", Genre.CHOIX, choix=Satisfaction),
            Champ("quartier", "De son intégration dans le quartier", Genre.CHOIX, choix=Satisfaction),
            Champ("accompagnement", "De l'accompagnement reçu", Genre.CHOIX, choix=Satisfaction),
            Champ("note", "Ce que le ménage a dit", Genre.TEXTE_LONG,
                  aide="Rester objectif : ni santé, ni jugement."),
        ),
        _enquete,
        valeurs=reprendre("le", "resultat", *_REPONSES, "note"),
        cible=lambda d: d.celle(d.fiche.enquetes),
        retrait="enquete",
        caches=_caches,
        intro="Chaque essai se note : l'enquête est close par une réponse, un refus, ou trois essais sans joindre le "
              "ménage (article 14).",
    ),
}
