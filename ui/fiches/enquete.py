"""La fiche de l'enquête de satisfaction : une prise de contact, son issue, ses réponses dans l'ordre du papier."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from relogement.commun import Changements
from relogement.regles.enquete import CHAMPS, PLUS_A_APPELER, QUESTIONS, Question
from relogement.services.corrections import corriger
from relogement.services.enquetes import noter_enquete
from relogement.vocabulaire import DifficulteEnquete, ModeEnquete, ResultatEnquete
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Modele, Note, Textes, Valeurs, jour
from ui.socle.champs import Champ, Genre, Valeur

_DITES = (*CHAMPS, "difficultes")
_DEPART = "Un ménage décédé ou parti n'est plus à appeler. Notez aussi sa sortie, à sa date : le suivi s'arrête alors."


def _enquete(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if v["resultat"] is not ResultatEnquete.REPONDUE:
        v = v | dict.fromkeys(CHAMPS) | {"difficultes": ()}
    v = v | {"difficultes": [x.value for x in v["difficultes"]]}
    if d.ligne is None:
        return noter_enquete(base, d.menage_id, **v)
    return corriger(base, "enquete", d.cle, **v)


def _caches(_: Dossier, t: Textes) -> Collection[str]:
    return () if t["resultat"] == ResultatEnquete.REPONDUE.value else _DITES


def _question(q: Question) -> Champ:
    if not q.degre:
        return Champ(q.champ, q.texte, Genre.OUI_NON_INCONNU, touches=True)
    return Champ(q.champ, q.texte, Genre.CHOIX, choix=q.reponses, touches=True)


def _champs(d: Dossier) -> Sequence[Champ]:
    mode = Champ(
        "mode", "Par", Genre.CHOIX, choix=ModeEnquete, obligatoire=True, touches=True,
        manque="Dites comment le ménage a été interrogé.",
    )
    # D'un contact noté sans son mode, nul ne le sait plus forcément.
    ancien = d.ligne is not None and d.ligne["mode"] is None
    return (
        jour(libelle="Contact du"),
        replace(mode, obligatoire=not ancien),
        Champ("resultat", "Issue", Genre.CHOIX, choix=ResultatEnquete, obligatoire=True, touches=True,
              manque="Dites ce que le contact a donné."),
        *(_question(q) for q in QUESTIONS),
        Champ("difficultes", "Une difficulté dont il souhaite parler", Genre.CHOIX_MULTIPLE, choix=DifficulteEnquete,
              aide="Ce qui demande une suite se note aussi parmi les difficultés du suivi."),
        Champ("note", "Ce que le ménage a dit", Genre.TEXTE_LONG, aide="Rester objectif : ni santé, ni jugement."),
    )


def _valeurs(d: Dossier) -> Mapping[str, Valeur]:
    if d.ligne is None:
        return {"le": d.aujourd_hui}
    dites = tuple(DifficulteEnquete.de(code) for code in d.ligne["difficultes"])
    return {**d.valeurs("le", "mode", "resultat", *CHAMPS, "note"), "difficultes": dites}


def _note(_: Dossier, t: Textes) -> str:
    return _DEPART if t["resultat"] in {r.value for r in PLUS_A_APPELER} else ""


FICHES: dict[str, Modele] = {
    "enquete": Modele(
        "Enquête de satisfaction",
        _champs,
        _enquete,
        valeurs=_valeurs,
        cible=lambda d: d.celle(d.fiche.enquetes),
        retrait="enquete",
        caches=_caches,
        note=Note("note", ("resultat",), _note),
        intro="Un chiffre par réponse, dans l'ordre du questionnaire. Chaque essai se note : l'enquête est close par "
              "un questionnaire réalisé, un refus, ou trois essais sans joindre le ménage (article 14).",
    ),
}
