"""Le suivi d'un ménage après son relogement : proposition, visites, difficultés, décision, clôture."""

from __future__ import annotations

from datetime import date

from relogement.services import suivis
from relogement.vocabulaire import DecisionSuivi, Difficulte
from sample_data.dossier import Dossier, Recit


def noter_suivi(d: Dossier) -> None:
    """Le suivi du récit, s'il en a un."""
    s = d.recit.get("suivi")
    if s is None:
        return
    d.noter(s["propose"], lambda b: suivis.proposer_suivi(b, d.menage(b), le=s["propose"]))
    if "refus" in s:
        d.noter(s["refus"], lambda b: suivis.refuser_suivi(b, d.menage(b), le=s["refus"]))
    for v in s.get("visites", []):
        _visite(d, v)
    for i, f in enumerate(s.get("difficultes", []), 1):
        _difficulte(d, f, f"difficulte{i}")
    if "decision" in s:
        decision = DecisionSuivi.de(s["decision"])
        d.noter(s["decision_le"], lambda b: suivis.decider_suivi(
            b, d.menage(b), decision=decision, le=s["decision_le"], raison=s["raison"],
        ))
    if "cloture" in s:
        d.noter(s["cloture"], lambda b: suivis.clore_suivi(b, d.menage(b), le=s["cloture"], bilan=s["bilan"]))


def _visite(d: Dossier, v: Recit) -> None:
    d.noter(v["le"], lambda b: suivis.noter_visite(b, d.menage(b), **v))


def _difficulte(d: Dossier, f: Recit, nom: str) -> None:
    d.noter(f["le"], lambda b: suivis.noter_difficulte(
        b, d.menage(b), genre=Difficulte.de(f["genre"]), le=f["le"], precision=f["precision"],
    ), nom)
    for etape in ("action", "issue"):
        if etape in f:
            _traiter(d, nom, f[f"{etape}_le"], {etape: f[etape], f"{etape}_le": f[f"{etape}_le"]})


def _traiter(d: Dossier, nom: str, le: date, valeurs: Recit) -> None:
    d.noter(le, lambda b: suivis.traiter_difficulte(b, d.cles[nom], **valeurs))
