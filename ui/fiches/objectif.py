"""La fiche d'un objectif local : un chiffre de la revue, d'où l'on part, ce que l'on vise, pour quand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from relogement.commun import Changements, ErreurMetier
from relogement.regles.revue.chiffre import Unite
from relogement.regles.revue.objectifs import unite_visee, visables
from relogement.services.corrections import corriger
from relogement.services.objectifs import noter_objectif
from ui.fiches.dossier import Ouverture
from ui.fiches.dossier_operation import DossierOperation
from ui.fiches.modele import ModeleDe, Textes, Valeurs, fixes, jour
from ui.socle.champs import Champ, Genre, Valeur

_EN_EUROS = ("initiale_montant", "cible_montant")
_EN_POUR_CENT = ("initiale_part", "cible_part")
_POUR_CENT = 100
"""Un pour cent, en dix-millièmes."""


def _en_euros(indicateur: str) -> bool:
    return indicateur in visables() and unite_visee(indicateur) is Unite.EUROS


def _caches(_: Ouverture, t: Textes) -> Collection[str]:
    return _EN_POUR_CENT if _en_euros(t["indicateur"]) else _EN_EUROS


def _depart(d: DossierOperation) -> Mapping[str, Valeur]:
    v = d.valeurs("indicateur", "initiale", "cible", "le", "horizon", "source")
    if not v:
        return {}
    euros = _en_euros(str(v["indicateur"]))
    noms = _EN_EUROS if euros else _EN_POUR_CENT
    for nom, champ in zip(noms, ("initiale", "cible"), strict=True):
        lue = v.pop(champ)
        v[nom] = lue if euros or not isinstance(lue, int) else lue // _POUR_CENT
    return v


def _objectif(base: Any, d: DossierOperation, v: Valeurs) -> Changements:
    euros = _en_euros(v["indicateur"])
    initiale, cible = (v[nom] for nom in (_EN_EUROS if euros else _EN_POUR_CENT))
    if cible is None:
        raise ErreurMetier("Indiquez la valeur visée.", _EN_EUROS[1] if euros else _EN_POUR_CENT[1])
    if not euros:
        initiale, cible = None if initiale is None else initiale * _POUR_CENT, cible * _POUR_CENT
    valeurs = {n: v[n] for n in ("indicateur", "le", "horizon", "source")} | {"initiale": initiale, "cible": cible}
    if d.ligne is not None:
        return corriger(base, "objectiflocal", d.cle, **valeurs)
    return noter_objectif(base, d.operation_id, **valeurs)


FICHES: dict[str, ModeleDe[DossierOperation]] = {
    "objectif": ModeleDe(
        "Objectif local",
        fixes(
            Champ("indicateur", "Chiffre visé", Genre.CHOIX, obligatoire=True,
                  choix=[(cle, libelle) for cle, (libelle, _) in visables().items()],
                  aide="D'un nombre de ménages, c'est la part qui est visée.", manque="Choisissez le chiffre visé."),
            Champ("initiale_part", "Valeur initiale, en %", Genre.ENTIER, minimum=-100, maximum=1000, demi=True,
                  aide="Vide : non dite."),
            Champ("cible_part", "Cible, en %", Genre.ENTIER, minimum=-100, maximum=1000, demi=True),
            Champ("initiale_montant", "Valeur initiale", Genre.MONTANT, negatif=True, demi=True,
                  aide="Vide : non dite."),
            Champ("cible_montant", "Cible", Genre.MONTANT, negatif=True, demi=True),
            jour(libelle="Fixé le", demi=True),
            Champ("horizon", "Horizon", Genre.DATE, obligatoire=True, demi=True,
                  manque="Indiquez le jour où il est visé : 31/12/2028."),
            Champ("source", "Texte qui le fixe", obligatoire=True, aide="Convention, charte de site, délibération.",
                  manque="Indiquez le texte qui le fixe : convention, charte de site."),
        ),
        _objectif,
        valeurs=_depart,
        cible=lambda d: d.celle(d.vie.objectifs),
        intro="La revue met la valeur du trimestre à côté de la cible ; aucun objectif national n'est chiffré.",
        caches=_caches,
        retrait="objectiflocal",
    ),
}
