"""Du dossier à l'image du bâtiment : une case par logement, colorée par l'étape de son ménage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from relogement.regles.etape import Etape
from relogement.stockage.lectures import Ligne, LigneMenage
from ui.ecrans.menage.tete import style_etape
from ui.ecrans.operation.lecture import LectureOperation
from ui.socle.batiment import CaseLogement
from ui.socle.etats import Forme, Style
from ui.socle.theme import Ton

VACANT = Style("vacant", Ton.NEUTRE, Forme.TIRET)
_HACHUREES = frozenset({Etape.RENCONTRE, Etape.PROPOSITION, Etape.ACCORD})
_COURTS = {Etape.PROPOSITION: "proposition"}
_NOMBRES = re.compile(r"(\d+)")


def cases(lecture: LectureOperation) -> list[CaseLogement]:
    """Les cases, bâtiment par bâtiment, escalier par escalier, dans l'ordre des portes."""
    occupants = occupants_par_logement(lecture)
    logements = sorted(lecture.logements, key=_rang)
    return [_case(lecture, logement, occupants.get(logement["id"])) for logement in logements]


def occupants_par_logement(lecture: LectureOperation) -> Mapping[UUID, LigneMenage]:
    """Le ménage à montrer pour chaque logement : celui qui y reste à reloger, sinon le dernier arrivé au dossier."""
    trouves: dict[UUID, LigneMenage] = {}
    for menage in lecture.menages:
        if menage.logement_id is None or menage.decohabitant:
            continue
        ancien = trouves.get(menage.logement_id)
        if ancien is None or not lecture.situation(ancien).reste:
            trouves[menage.logement_id] = menage
    return trouves


def legende(lecture: LectureOperation) -> Sequence[Style]:
    """Le compte des logements par état, du plus loin au plus avancé."""
    occupants = occupants_par_logement(lecture)
    comptes: dict[Etape | None, int] = {}
    for logement in lecture.logements:
        menage = occupants.get(logement["id"])
        etape = None if menage is None else lecture.situation(menage).etape
        comptes[etape] = comptes.get(etape, 0) + 1
    styles = [VACANT.avec(f"vacant {comptes[None]}")] if None in comptes else []
    styles += [style_etape(e).avec(f"{_COURTS.get(e, e.libelle)} {comptes[e]}") for e in Etape if e in comptes]
    return styles


def _case(lecture: LectureOperation, logement: Ligne, menage: LigneMenage | None) -> CaseLogement:
    vacant = CaseLogement(
        str(logement["id"]), _escalier(logement), logement["etage"], logement["porte"] or logement["ug"] or "?",
        VACANT.mot, detail=f"{_porte(logement)} : vacant",
    )
    if menage is None:
        return vacant
    etape = lecture.situation(menage).etape
    return replace(
        vacant, mot=_COURTS.get(etape, etape.libelle), ton=style_etape(etape).ton, hachuree=etape in _HACHUREES,
        detail=f"{_porte(logement)} : {menage.nom}, {etape.libelle}",
    )


def _porte(logement: Ligne) -> str:
    return f"Porte {logement['porte']}" if logement["porte"] else f"Logement {logement['ug'] or 'sans numéro'}"


def _escalier(logement: Ligne) -> str:
    batiment, escalier = logement["batiment"], logement["escalier"]
    parties = [
        f"Bât. {batiment}" if batiment and len(batiment) <= 3 else batiment,
        f"esc. {escalier}" if escalier and len(escalier) <= 3 else escalier,
    ]
    return " · ".join(p for p in parties if p) or logement["adresse"] or "Logements"


def _rang(logement: Ligne) -> tuple[list[str], list[str], list[str]]:
    return (_naturel(logement["batiment"]), _naturel(logement["escalier"]), _naturel(logement["porte"]))


def _naturel(texte: str | None) -> list[str]:
    """Pour trier « 9 » avant « 10 » sans mêler nombres et lettres."""
    return [part.zfill(8) if part.isdigit() else part.casefold() for part in _NOMBRES.split(texte or "") if part]
