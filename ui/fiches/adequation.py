"""Les points d'une proposition que le dossier permet de répondre avant l'envoi, chacun avec sa phrase."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from relogement.commun import ErreurMetier
from relogement.regles.adequation.offre import Examen
from relogement.services.adequation import examiner_offre
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Calcul, Textes
from ui.fiches.points import POINTS, POINTS_CHARTE, POINTS_LOI, Point
from ui.socle.champs import Champ, lire

_SIGNES = {True: "✓", False: "■", None: "?"}
_TEXTES = {True: "oui", False: "non", None: ""}


def calcul_adequation(champs: tuple[Champ, ...]) -> Calcul[Dossier]:
    """Le calcul d'une fiche de proposition ; `champs` : ceux qui décrivent le logement, l'envoi et les aides."""

    def faire(d: Dossier, t: Textes) -> tuple[Mapping[str, str], Mapping[str, str]]:
        examens = {e.point: e for e in _examiner(d, t, champs)}
        phrases = {points[0].nom: _dire(points, examens) for points in (POINTS_CHARTE, POINTS_LOI)} if examens else {}
        return phrases, {p.nom: _TEXTES[examens[p.nom].rempli] if examens else "" for p in POINTS}

    return Calcul((POINTS_CHARTE[0].nom, POINTS_LOI[0].nom), ("logement", *(c.nom for c in champs)), faire)


def _examiner(d: Dossier, t: Textes, champs: tuple[Champ, ...]) -> tuple[Examen, ...]:
    """Vide tant qu'aucun logement n'est désigné, ou si un champ ne se lit pas."""
    if not t["logement"] and not t["libelle"].strip():
        return ()
    try:
        v = {c.nom: lire(c, t[c.nom], d.aujourd_hui) for c in champs}
        le = v.pop("envoyee_le") or d.aujourd_hui
        connu = UUID(t["logement"]) if t["logement"] else None
        return examiner_offre(d.contexte.base, d.menage_id, le, logement_id=connu, **v)
    except ErreurMetier:
        return ()


def _dire(points: tuple[Point, ...], examens: Mapping[str, Examen]) -> str:
    lignes = (f"{_SIGNES[examens[p.nom].rempli]} {p.mot} : {examens[p.nom].phrase}" for p in points)
    return "D'après le dossier :\n" + "\n".join(lignes)
