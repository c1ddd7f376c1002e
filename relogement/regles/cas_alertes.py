"""Ce qu'un cas attend des alertes de la loi : la table `[cas.alertes]`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from relogement.commun import ErreurMetier
from relogement.regles.alertes.alerte import Alerte, NatureAlerte, Niveau
from relogement.regles.alertes.moteur import NATURES
from relogement.regles.calendrier import jour_fr
from relogement.regles.cas_champs import Schema, choix, jour, oui_non, texte

ABSENTE = "absente"
"""Ce qu'un cas écrit d'une alerte qui ne doit pas se montrer."""


@dataclass(frozen=True, slots=True)
class AlerteAttendue:
    """Une alerte attendue ; `niveau` None : elle ne se montre pas. Les autres, None : le cas n'en dit rien."""

    id: str
    niveau: Niveau | None
    date: date | None = None
    reglee: bool | None = None
    dit: str | None = None


_IDS = {n.id: n for n in NATURES}
_SCHEMA = Schema({"niveau": choix(Niveau), "date": jour, "reglee": oui_non, "dit": texte}, ("niveau",))


def nature_alerte(valeur: object) -> NatureAlerte:
    """L'alerte de cet identifiant ; ValueError s'il n'existe pas."""
    trouvee = _IDS.get(valeur) if isinstance(valeur, str) else None
    if trouvee is None:
        raise ValueError(f"« {valeur} » n'est pas une alerte ; choisissez {', '.join(_IDS)}")
    return trouvee


def lire_alertes(brut: object, ou: str) -> tuple[AlerteAttendue, ...]:
    """Les alertes attendues d'un cas ; ErreurMetier qui nomme `ou` à la première faute."""
    if not isinstance(brut, dict) or not brut:
        raise ErreurMetier(f"{ou} : écrivez sous [cas.alertes] une alerte par ligne : L3 = « bientot ».", "alertes")
    return tuple(_lire(cle, valeur, ou) for cle, valeur in brut.items())


def _lire(cle: str, valeur: object, ou: str) -> AlerteAttendue:
    try:
        nature_alerte(cle)
    except ValueError as e:
        raise ErreurMetier(f"{ou}, alertes : {e}.", cle) from e
    if valeur == ABSENTE:
        return AlerteAttendue(cle, None)
    table = valeur if isinstance(valeur, dict) else {"niveau": valeur}
    return AlerteAttendue(cle, **_SCHEMA.lire(table, f"{ou}, alerte « {cle} »"))


def ecarts_alertes(attendues: Sequence[AlerteAttendue], vues: Sequence[Alerte]) -> Iterator[tuple[str, str, str]]:
    """Les alertes qui ne sont pas comme attendu : (identifiant, ce qui est attendu, ce qui est trouvé)."""
    trouvees = {a.id: a for a in vues}
    for attendue in attendues:
        vue = trouvees.get(attendue.id)
        if not _conforme(attendue, vue):
            yield attendue.id, _dire_attendue(attendue), _dire_vue(vue)


def _conforme(attendue: AlerteAttendue, vue: Alerte | None) -> bool:
    if vue is None or attendue.niveau is None:
        return vue is None and attendue.niveau is None
    return (
        vue.niveau is attendue.niveau
        and (attendue.date is None or vue.le == attendue.date)
        and (attendue.reglee is None or (vue.reglee is not None) == attendue.reglee)
        and (attendue.dit is None or attendue.dit in vue.phrase)
    )


def _dire_attendue(a: AlerteAttendue) -> str:
    mots = _mots(a.niveau, a.date, a.reglee)
    return mots + (f", une phrase qui dit « {a.dit} »" if a.dit else "")


def _dire_vue(a: Alerte | None) -> str:
    return f"{_mots(a.niveau, a.le, a.reglee is not None)} — {a.phrase}" if a else ABSENTE


def _mots(niveau: Niveau | None, le: date | None, reglee: bool | None) -> str:
    parts = [str(niveau.value) if niveau else ABSENTE]
    parts += [jour_fr(le)] if le else []
    parts += [] if reglee is None else ["réglée" if reglee else "à examiner"]
    return ", ".join(parts)
