"""Le relogement d'un ménage : bail, loyers, déménageur ou forfait, dépôt de garantie, frais, retour."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import col, select

from relogement.modeles import Souhait
from relogement.services import relogements
from relogement.services.menages import repondre_souhaits
from relogement.stockage.base import Base
from relogement.vocabulaire import ModeDemenagement, Payeur, Reservataire
from sample_data.dossier import Dossier, Recit

REPONSE = "Vue avec le ménage à la signature du bail : le logement accepté, son quartier, ses trajets."
SANS_REPONSE = date(2026, 8, 1)
"""À partir de ce jour, la réponse aux souhaits reste à donner."""


def noter_relogements(d: Dossier) -> None:
    """Les relogements du récit, temporaires compris."""
    for rang, r in enumerate(d.recit.get("relogement", []), 1):
        nom = f"r{rang}"
        _bail(d, r, nom)
        _repondre(d, r)
        _organiser(d, r, nom)
        _partir(d, r, nom)
        for f in r.get("frais", []):
            _frais(d, f, nom)
        if "retour" in r:
            _retour(d, nom, r["retour"], r["retour_logement"])


def _bail(d: Dossier, r: Recit, nom: str) -> None:
    le, proposition = r["bail"], f"p{r['proposition']}"
    contingent = {"reservataire": Reservataire.de(r["reservataire"])} if "reservataire" in r else {}
    d.noter(le, lambda b: relogements.signer_bail(
        b, d.menage(b), d.cles[proposition], bail_signe_le=le, **contingent,
    ), nom)
    d.noter(le, lambda b: relogements.noter_loyers(
        b, d.cles[nom], debut_loyer_le=r["debut_loyer"], fin_loyer_ancien_le=r.get("fin_ancien"),
        chevauchement_paye=r.get("chevauchement_paye"),
    ))
    if depot := r.get("depot"):
        valeurs = {"complement": None, "retenue": None} | depot
        d.noter(depot["le"], lambda b: relogements.transferer_depot(b, d.cles[nom], **valeurs))


def _repondre(d: Dossier, r: Recit) -> None:
    """La réponse au souhait de rester ou de partir, à la signature ; les derniers baux l'attendent encore."""
    dits = [e for e in d.recit.get("entretien", []) if "souhaits" in e and e["le"] <= r["bail"]]
    if "retour" in r or not dits or r["bail"] >= SANS_REPONSE or dits[-1]["souhaits"]["rester"] == "indifferent":
        return
    d.noter(r["bail"], lambda b: repondre_souhaits(b, _souhait(b, d.menage(b)), reponse=REPONSE, le=r["bail"]))


def _souhait(base: Base, menage: UUID) -> UUID:
    """Le dernier souhait exprimé."""
    requete = select(Souhait.id).where(Souhait.menage_id == menage).order_by(col(Souhait.le).desc())
    with base.session() as s:
        return s.exec(requete.limit(1)).one()


def _organiser(d: Dossier, r: Recit, nom: str) -> None:
    if "mode" not in r:
        return
    mode, le = ModeDemenagement.de(r["mode"]), r["organise_le"]
    payeur = Payeur.de(r["payeur"]) if "payeur" in r else None
    d.noter(le, lambda b: relogements.organiser_demenagement(
        b, d.cles[nom], mode=mode, le=le, payeur=payeur, forfait=r.get("forfait"),
    ))
    if "forfait_paye" in r:
        d.noter(r["forfait_paye"], lambda b: relogements.payer_forfait(b, d.cles[nom], le=r["forfait_paye"]))


def _partir(d: Dossier, r: Recit, nom: str) -> None:
    if "demenage" in r:
        le = r["demenage"]
        d.noter(le, lambda b: relogements.enregistrer_demenagement(b, d.cles[nom], le=le))


def _retour(d: Dossier, nom: str, le: date, logement: str) -> None:
    d.noter(le, lambda b: relogements.terminer_temporaire(b, d.cles[nom], le=le, retour_logement=logement))


def _frais(d: Dossier, f: Recit, relogement: str) -> None:
    """Un poste : « aucun », ou demandé puis accordé et payé, ou refusé."""
    nom, le = f"{relogement}-{f['poste']}", f["le"]
    d.noter(le, lambda b: relogements.noter_frais(
        b, d.cles[relogement], poste=f["poste"], demande=f["demande"], demande_le=le, montant=f.get("montant"),
    ), nom)
    if "accorde" in f:
        d.noter(f["accorde_le"], lambda b: relogements.accorder_frais(
            b, d.cles[nom], accorde=f["accorde"], le=f["accorde_le"],
        ))
    if "paye" in f:
        d.noter(f["paye_le"], lambda b: relogements.payer_frais(
            b, d.cles[nom], paye=f["paye"], le=f["paye_le"], par=Payeur.de(f["par"]),
        ))
    if "refuse_le" in f:
        d.noter(f["refuse_le"], lambda b: relogements.refuser_frais(
            b, d.cles[nom], raison=f["raison"], le=f["refuse_le"],
        ))
