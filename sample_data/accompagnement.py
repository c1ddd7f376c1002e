"""Ce qui accompagne un ménage : acteurs sociaux, contingents, commission d'attribution, départ, enquête."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from relogement.regles.enquete import QUESTIONS
from relogement.services import accompagnement, attributions, indemnites, menages
from relogement.services.derogations import noter_derogation
from relogement.services.enquetes import noter_enquete
from relogement.vocabulaire import (
    DecisionCaleol,
    ModeEnquete,
    MotifPriorite,
    Reservataire,
    ResultatEnquete,
    Satisfaction,
    VoieCaleol,
)
from sample_data.dossier import Dossier, Recit, sauf
from sample_data.informations import noter_chez
from sample_data.ouverture import BAILLEUR, FIN
from sample_data.parcours import Vivier

ACCESSION = 85
"""À partir de cette part des plafonds PLUS (%), l'agent note que l'accession est possible."""
SEANCE = timedelta(days=7)
"""La commission d'attribution se tient une semaine après l'accord, au plus tard le jour du bail."""


def completer(recits: Iterable[Recit], suites: Iterable[Recit]) -> None:
    """Joint à chaque récit ce qui l'accompagne, et au premier entretien les réponses qu'il a données."""
    connues = {(x["place"], x.get("decohabitant", False)): x for x in suites}
    for recit in recits:
        suite = connues.get((recit["place"], "decohabitant" in recit), {})
        recit["suite"] = suite
        if "action_logement" in suite:
            recit["action_logement"] = suite["action_logement"]
        for entretien in recit.get("entretien", [])[:1]:
            part = suite.get("part")
            entretien["acteurs_sociaux"] = "acteurs" in suite
            entretien["part_plafond"] = part
            entretien["accession_possible"] = None if part is None else part >= ACCESSION


def noter_accompagnement(d: Dossier, vivier: Vivier) -> None:
    """Tous les gestes de l'accompagnement de ce ménage."""
    suite = d.recit["suite"]
    for a in suite.get("acteurs", []):
        _acteur(d, a)
    for x in suite.get("demandes", []):
        _demande(d, x)
    if codes := suite.get("priorites"):
        motifs = [MotifPriorite.de(c) for c in codes]
        le = d.recit["entretien"][0]["le"]
        d.noter(le, lambda b: accompagnement.fixer_priorites(b, d.menage(b), priorites=motifs))
    if visite := suite.get("quartier"):
        noter_chez(d, visite)
    _attribuer(d, vivier)
    _partir(d, suite)
    for e in suite.get("enquetes", []):
        _enquete(d, e)
    for x in suite.get("derogations", []):
        _deroger(d, x)


def _deroger(d: Dossier, x: Recit) -> None:
    d.noter(x["le"], lambda b: noter_derogation(b, d.menage(b), x["obligation"], **sauf(x, "obligation")))


def _acteur(d: Dossier, a: Recit) -> None:
    """L'acteur est noté le jour où on le joint, ou celui où on l'apprend."""
    le: date = a["contact_le"] if "contact_le" in a else a["depuis"]
    d.noter(le, lambda b: accompagnement.noter_acteur(b, d.menage(b), **a))


def _demande(d: Dossier, x: Recit) -> None:
    valeurs = x | {"contingent": Reservataire.de(x["contingent"])}
    le: date = x["reponse_le"] if "reponse_le" in x else x["le"]
    d.noter(le, lambda b: accompagnement.noter_demande(b, d.menage(b), **valeurs))


def _attribuer(d: Dossier, vivier: Vivier) -> None:
    """Chaque accord passe en commission d'attribution : informée si le bailleur est le même, sinon elle décide."""
    baux = {r["proposition"]: r["bail"] for r in d.recit.get("relogement", [])}
    for rang, p in enumerate(d.recit.get("proposition", []), 1):
        if p.get("reponse") != "acceptee" or p.get("temporaire"):
            continue
        le = min(p["repondue"] + SEANCE, baux.get(rang, date.max))
        if le > FIN:
            continue
        _commission(d, f"p{rang}", le, meme_bailleur=vivier.bailleur(p["logement"]) == BAILLEUR)
    if x := d.recit["suite"].get("examen"):
        d.noter(x["le"], lambda b: attributions.examiner_reste_a_vivre(
            b, d.cles[f"p{x['proposition']}"], le=x["le"], examen=x["examen"],
        ))


def _commission(d: Dossier, proposition: str, le: date, *, meme_bailleur: bool) -> None:
    voie = VoieCaleol.INFORMATION if meme_bailleur else VoieCaleol.DECISION
    decision = None if meme_bailleur else DecisionCaleol.ATTRIBUTION
    d.noter(le, lambda b: attributions.noter_caleol(b, d.cles[proposition], caleol=voie, le=le, decision=decision))


def _partir(d: Dossier, suite: Recit) -> None:
    if v := suite.get("visite_technique"):
        d.noter(v["le"], lambda b: accompagnement.noter_visite_technique(b, d.menage(b), **v))
    if c := suite.get("conge"):
        d.noter(c["conge_le"], lambda b: menages.enregistrer_bail(b, d.menage(b), **c))
    if a := suite.get("adresse"):
        d.noter(a["le"], lambda b: indemnites.indemniser_adresse(b, d.cles["r1"], **a))
    if x := suite.get("minoration"):
        d.noter(x["demandee_le"], lambda b: indemnites.noter_minoration(b, d.cles["r1"], **x))


def _enquete(d: Dossier, e: Recit) -> None:
    degres: Recit = {q.champ: Satisfaction.de(e[q.champ]) for q in QUESTIONS if q.degre and q.champ in e}
    valeurs = e | {"resultat": ResultatEnquete.de(e["resultat"]), "mode": ModeEnquete.de(e["mode"])} | degres
    d.noter(e["le"], lambda b: noter_enquete(b, d.menage(b), **valeurs))
