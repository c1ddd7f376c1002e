"""La fiche d'examen d'une alerte de la loi : qui l'a regardée, quand, et ce qui a été vérifié."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from relogement.commun import Changements
from relogement.regles.alertes.alerte import Alerte
from relogement.services.alertes import alertes_du_menage, regler_alerte
from ui.fiches.dossier import Dossier, Ouverture
from ui.fiches.modele import D, Modele, ModeleDe, Valeurs, jour
from ui.socle.champs import Champ, Genre, Valeur


def fiche_alerte(vues: Callable[[D], Sequence[Alerte]]) -> ModeleDe[D]:
    """La fiche d'un ménage ou d'une opération ; `vues` : ses alertes du jour."""
    return ModeleDe(
        "Régler une alerte de la loi",
        lambda d: _champs(vues(d)),
        _regler,
        valeurs=_depart,
        intro="L'alerte reste au dossier, réglée, avec ce nom, cette date et cette note. Elle ne décide rien : elle "
              "est à vérifier par le service juridique.",
        action="Régler l'alerte",
    )


def _champs(vues: Sequence[Alerte]) -> tuple[Champ, ...]:
    ouvertes = tuple((a.id, f"{a.id} · {a.libelle}") for a in vues if a.reglee is None)
    return (
        Champ("alerte", "Alerte", Genre.CHOIX, choix=ouvertes, obligatoire=True,
              manque="Choisissez l'alerte examinée."),
        Champ("qui", "Examinée par", obligatoire=True, demi=True,
              manque="Indiquez le nom de la personne qui a examiné l'alerte."),
        jour(libelle="Examinée le", demi=True),
        Champ("note", "Ce qui a été vérifié", Genre.TEXTE_LONG, obligatoire=True,
              manque="Écrivez ce qui a été vérifié, en une phrase."),
    )


def _depart(d: Ouverture) -> Mapping[str, Valeur]:
    return {"qui": d.contexte.seance.agent, "le": d.aujourd_hui}


def _regler(base: Any, d: Ouverture, v: Valeurs) -> Changements:
    return regler_alerte(base, d.porteur, **v)


def _du_menage(d: Dossier) -> Sequence[Alerte]:
    return alertes_du_menage(d.contexte.base, d.menage_id, d.aujourd_hui)


FICHES: dict[str, Modele] = {"regler_alerte": fiche_alerte(_du_menage)}
