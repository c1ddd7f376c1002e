"""L'entretien, les souhaits et les visites qu'un suivi date."""

from __future__ import annotations

from datetime import date

from relogement.modeles import Entretien, Relogement, Souhait, VisiteSuivi
from relogement.services.suivi_repris import RepriseSuivi
from relogement.services.suivi_repris_dossiers import Dossiers
from relogement.tableur.suivi.ligne import ECHEANCES
from relogement.tableur.suivi.mots import rester

SANS_JOUR = "Le suivi ne dit pas quel jour ce souhait a été exprimé : notez-le avec la date de l'entretien."
VISITE_TROP_TOT = "La visite ne peut pas précéder le déménagement : vérifiez les deux dates."
VISITE_SANS_DEPART = "Une visite de suivi vient après le déménagement, dont le suivi ne donne pas la date."
_TYPE_MAX = 20


def reprendre_entretien(r: RepriseSuivi, d: Dossiers) -> None:
    """L'entretien de ce jour : qui l'a mené, ce qui y fut vérifié et répondu restent inconnus."""
    le = r.jour("entretien_le")
    souhait = _souhait(r, d, le)
    if le is None:
        return
    place = r.place("entretien", d.de(Entretien, r.menage.id), lambda e: e.le, le)
    if place.fiche is not None:
        r.completer(place.fiche, le=("entretien_le", le))
    elif place.libre:
        d.ajouter(r.ecrire(
            "entretien", "entretien_le", "entretiens", Entretien, menage_id=r.menage.id, le=le,
            souhait_id=souhait.id if souhait else None,
        ))


def _souhait(r: RepriseSuivi, d: Dossiers, le: date | None) -> Souhait | None:
    """Les souhaits, exprimés le jour de l'entretien ; sans lui, ils restent à dater, sauf si le dossier les dit."""
    type_, lieux = r.texte("souhait_type", _TYPE_MAX), r.texte("souhait_lieu")
    if type_ is None and lieux is None:
        return None
    siens = sorted(d.de(Souhait, r.menage.id), key=lambda s: s.le, reverse=True)
    if le is None and "souhait" not in r.fiches and not siens:
        for champ, lu in (("souhait_type", type_), ("souhait_lieu", lieux)):
            if lu is not None:
                r.garder(champ, SANS_JOUR)
        return None
    place = r.place("souhait", siens, lambda s: s.le, le)
    if place.fiche is not None:
        r.completer(place.fiche, type=("souhait_type", type_), lieux=("souhait_lieu", lieux))
        return place.fiche
    if not place.libre or le is None:
        return None
    champ = "souhait_type" if type_ else "souhait_lieu"
    souhait = r.ecrire(
        "souhait", champ, "souhaits", Souhait, menage_id=r.menage.id, le=le, type=type_, lieux=lieux,
        rester=rester(lieux),
    )
    d.ajouter(souhait)
    return souhait


def reprendre_visites(r: RepriseSuivi, d: Dossiers) -> None:
    """Les visites de suivi datées ; « à prévoir » n'en est pas une."""
    definitifs = [x for x in d.de(Relogement, r.menage.id) if not x.temporaire]
    parti = max((x.demenage_le for x in definitifs if x.demenage_le), default=None)
    for mois in ECHEANCES:
        champ = f"visite_{mois}"
        le = r.jour(champ, parti, VISITE_TROP_TOT)
        if le is None:
            continue
        if parti is None:
            r.garder(champ, VISITE_SANS_DEPART)
            continue
        siennes = [v for v in d.de(VisiteSuivi, r.menage.id) if v.mois == mois]
        place = r.place(champ, siennes, lambda v: v.le, le)
        if place.fiche is not None:
            r.completer(place.fiche, le=(champ, le))
        elif place.libre:
            d.ajouter(r.ecrire(champ, champ, "visites", VisiteSuivi, menage_id=r.menage.id, mois=mois, le=le))
