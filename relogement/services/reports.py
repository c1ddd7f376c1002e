"""Ce qu'une liste du bailleur ne dit pas d'un loyer : la valeur déjà connue court encore, avec son jour d'origine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from relogement.modeles import Loyer

AIDES = ("rls", "apl")
MONTANTS = ("loyer", "charges", *AIDES, "charges_personnelles")
"""Les colonnes reprises de la période d'avant quand la liste n'en dit rien."""

_MOTS = {"rls": "RLS", "apl": "APL", "charges_personnelles": "charges personnelles"}


def dire_reports(du: date, reportes: Mapping[str, str] | None) -> str:
    """« RLS, APL : valeur du 15/09/2026, la liste du 30/09/2026 n'en dit rien » ; vide si rien n'est reporté."""
    par_jour: dict[str, list[str]] = {}
    for c in MONTANTS:
        if le := (reportes or {}).get(c):
            par_jour.setdefault(le, []).append(_MOTS.get(c, c))
    origines = [f"{', '.join(mots)} : valeur du {date.fromisoformat(le):%d/%m/%Y}" for le, mots in par_jour.items()]
    return f"{' ; '.join(origines)}, la liste du {du:%d/%m/%Y} n'en dit rien" if origines else ""


def reporter(periodes: Sequence[Loyer]) -> None:
    """Rend à chaque période ouverte par une liste ce qui était noté la veille et qu'elle tait.

    `periodes` : la série d'un ménage, de la plus ancienne à la plus récente. Rien ne passe par-dessus un jour où rien
    n'est noté, ni sur une période qu'un agent a notée. Refait à chaque changement, le report suit ses corrections.
    """
    for avant, fiche in zip([None, *periodes], periodes, strict=False):
        if fiche.reportes is None:
            continue
        suit = avant is not None and avant.au == fiche.du - timedelta(days=1)
        _reporter(avant if suit else None, fiche, fiche.reportes)


def prendre_en_main(fiche: Loyer, valeurs: Mapping[str, Any]) -> None:
    """Ce qu'un agent donne à une période de la liste est à lui ; s'il vide une valeur, la période entière l'est."""
    if fiche.reportes is None:
        return
    changees = {c for c in (*MONTANTS, "avis_le") if c in valeurs and valeurs[c] != getattr(fiche, c)}
    if any(valeurs[c] is None for c in changees):
        fiche.reportes = None
    else:
        _poser(fiche, {c: le for c, le in fiche.reportes.items() if c not in changees})


def _reporter(avant: Loyer | None, fiche: Loyer, anciens: Mapping[str, str]) -> None:
    reportes: dict[str, str] = {}
    for c in MONTANTS:
        if c not in anciens and getattr(fiche, c) is not None:
            continue
        valeur = getattr(avant, c, None)
        if getattr(fiche, c) != valeur:
            setattr(fiche, c, valeur)
        if avant is not None and valeur is not None:
            reportes[c] = (avant.reportes or {}).get(c, avant.du.isoformat())
    _avis(avant, fiche, anciens, reportes)
    _poser(fiche, reportes)


def _avis(avant: Loyer | None, fiche: Loyer, anciens: Mapping[str, str], reportes: dict[str, str]) -> None:
    """La date de l'avis suit l'aide qui en vient."""
    if "avis_le" not in anciens and fiche.avis_le is not None:
        return
    avis = avant.avis_le if avant is not None and any(c in reportes for c in AIDES) else None
    if fiche.avis_le != avis:
        fiche.avis_le = avis
    if avant is not None and avis is not None:
        reportes["avis_le"] = (avant.reportes or {}).get("avis_le", avant.du.isoformat())


def _poser(fiche: Loyer, reportes: dict[str, str]) -> None:
    if fiche.reportes != reportes:
        fiche.reportes = reportes
