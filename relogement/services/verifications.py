"""Ce qu'une fiche corrigée doit encore respecter : les règles du geste qui l'a faite, vues sur la fiche entière."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from relogement.commun import ErreurMetier
from relogement.modeles import (
    ActeurSocial,
    Demande,
    Derogation,
    DifficulteSuivi,
    Enquete,
    Entretien,
    Evenement,
    Information,
    Mesure,
    Piece,
    Proposition,
    Referent,
    Relogement,
    Souhait,
    VisiteSuivi,
)
from relogement.regles.calendrier import jour_fr
from relogement.services.accompagnement import CONTACT_TROP_TOT, NOM_ACTEUR, verifier_demande
from relogement.services.aides import verifier_apl, verifier_loyer
from relogement.services.attributions import verifier_attribution
from relogement.services.derogations import SANS_AUTEUR, SANS_RAISON
from relogement.services.enquetes import verifier_enquete
from relogement.services.inconnus import oublier_inconnus
from relogement.services.indemnites import verifier_minoration
from relogement.services.outils import exiger, pas_avant, pas_futur
from relogement.services.partages import AILLEURS, verifier_accord, verifier_offres_suivantes, verifier_seul_bail
from relogement.services.pieces import exiger_piece
from relogement.services.propositions import verifier_motif
from relogement.services.relogements import verifier_bail, verifier_dates
from relogement.services.suivis import jour_du_relogement
from relogement.stockage.journal import GesteEnCours
from relogement.vocabulaire import Besoin, Reponse

Valeurs = dict[str, Any]
REPRIS_DE_L_EVENEMENT = ("le", "natures", "moyen", "note")
"""Ce que l'information d'un ménage reprend de l'événement collectif qui l'a touché."""


def referent(g: GesteEnCours, fiche: Referent, _: Valeurs) -> None:
    """Un référent a commencé."""
    pas_futur(fiche.du, g.instant.date(), "du")


def souhait(_: GesteEnCours, fiche: Souhait, __: Valeurs) -> None:
    """La réponse suit les souhaits."""
    pas_avant(fiche.reponse_le, fiche.le, "La réponse donnée à ces souhaits est plus ancienne.", "le")


def information(g: GesteEnCours, fiche: Information, _: Valeurs) -> None:
    """Une information dit au moins une chose ; celle d'un événement collectif dit ce que dit l'événement."""
    if not fiche.natures:
        raise ErreurMetier("Cochez au moins une chose dont le ménage a été informé.", "natures")
    evenement = g.s.get(Evenement, fiche.evenement_id) if fiche.evenement_id is not None else None
    if evenement is not None and any(getattr(fiche, c) != getattr(evenement, c) for c in REPRIS_DE_L_EVENEMENT):
        lieu = "dans l'onglet « Information » de l'opération"
        raise ErreurMetier(f"Cette information vient d'un événement collectif : corrigez-le {lieu}.")


def entretien(_: GesteEnCours, fiche: Entretien, __: Valeurs) -> None:
    """« Aucun » ne va pas avec une case cochée."""
    if fiche.aucune_difficulte and fiche.difficultes:
        raise ErreurMetier("Décochez « aucune difficulté » ou les difficultés cochées.", "aucune_difficulte")
    if Besoin.AUCUN.value in fiche.besoins and len(fiche.besoins) > 1:
        raise ErreurMetier("Décochez « aucun besoin particulier » ou les besoins cochés.", "besoins")


def mesure(_: GesteEnCours, fiche: Mesure, __: Valeurs) -> None:
    """Une mesure a un porteur."""
    fiche.qui = exiger(fiche.qui, "Indiquez qui porte la mesure.", "qui")


def acteur(_: GesteEnCours, fiche: ActeurSocial, __: Valeurs) -> None:
    """Un acteur social a un nom ; le contact suit le jour où il commence."""
    fiche.nom = exiger(fiche.nom, NOM_ACTEUR, "nom")
    pas_avant(fiche.contact_le, fiche.depuis, CONTACT_TROP_TOT, "contact_le")


def demande(_: GesteEnCours, fiche: Demande, __: Valeurs) -> None:
    """La réponse suit la demande."""
    verifier_demande(fiche)


def derogation(_: GesteEnCours, fiche: Derogation, __: Valeurs) -> None:
    """Une dérogation a sa raison, et un nom qui la signe."""
    fiche.auteur = exiger(fiche.auteur, SANS_AUTEUR, "auteur")
    fiche.raison = exiger(fiche.raison, SANS_RAISON, "raison")


def enquete(g: GesteEnCours, fiche: Enquete, _: Valeurs) -> None:
    """L'enquête suit le relogement."""
    verifier_enquete(g.s, fiche)


def piece(_: GesteEnCours, fiche: Piece, __: Valeurs) -> None:
    """Une pièce se nomme."""
    fiche.libelle = exiger(fiche.libelle, "Donnez un libellé à la pièce.", "libelle")


def visite(g: GesteEnCours, fiche: VisiteSuivi, _: Valeurs) -> None:
    """Une visite suit le relogement."""
    arrivee = jour_du_relogement(g.s, fiche.menage_id)
    pas_avant(fiche.le, arrivee, "La visite ne peut pas précéder le déménagement.", "le")


def difficulte(_: GesteEnCours, fiche: DifficulteSuivi, __: Valeurs) -> None:
    """L'action et l'issue suivent la difficulté."""
    for quand in (fiche.action_le, fiche.issue_le):
        pas_avant(quand, fiche.le, "Une action ou une issue notée est plus ancienne que cette date.", "le")


def proposition(g: GesteEnCours, p: Proposition, valeurs: Valeurs) -> None:
    """La réponse reste celle qui a été donnée ; son jour tient entre l'envoi et ce qui la suit."""
    verifier_attribution(g.s, p)
    oublier_inconnus(p)
    if "repondue_le" in valeurs:
        _verifier_jour_reponse(g.s, p)
        verifier_offres_suivantes(g.s, p, "repondue_le")
        verifier_accord(g.s, p, *filter(None, (p.repondue_le,)))
    if {"caleol_decision", "caleol_le"} & valeurs.keys():
        verifier_offres_suivantes(g.s, p, "caleol_le")
    if "caleol_decision" in valeurs:
        verifier_accord(g.s, p, g.instant.date(), invite=AILLEURS)
    if {"motif", "motif_texte"} & valeurs.keys():
        verifier_motif(p)
    if not {"confirme_le", "preuve_reception_id"} & valeurs.keys():
        return
    if p.reponse is not Reponse.TACITE or p.confirme_le is None or p.preuve_reception_id is None:
        raise ErreurMetier("Un refus tacite a son jour et sa preuve de réception : confirmez-le d'abord.")
    pas_avant(p.confirme_le, p.repondue_le, "Le refus tacite se confirme une fois le délai passé.", "le")
    exiger_piece(g.s, p.preuve_reception_id, p.menage_id, "preuve_reception")


def relogement(g: GesteEnCours, fiche: Relogement, valeurs: Valeurs) -> None:
    """Le bail corrigé suit les mêmes règles que le bail signé."""
    verifier_loyer(valeurs.get("loyer"))
    if {"loyer", "charges", "apl"} & valeurs.keys():
        verifier_apl(fiche.loyer, fiche.charges, fiche.apl)
    verifier_bail(
        g.s, fiche.menage_id, fiche.proposition_id, signe_le=fiche.bail_signe_le, temporaire=fiche.temporaire,
        sauf=fiche.id,
    )
    if {"bail_signe_le", "proposition_id"} & valeurs.keys():
        verifier_seul_bail(g.s, fiche, "bail_signe_le")
    verifier_minoration(fiche.minoration, fiche.minoration_demandee_le)
    verifier_dates(fiche)


def _verifier_jour_reponse(s: Session, p: Proposition) -> None:
    if p.reponse is None:
        raise ErreurMetier("Enregistrez d'abord la réponse du ménage.", "repondue_le")
    if p.reponse is Reponse.TACITE:
        phrase = "Le refus tacite prend date au lendemain du délai : annulez-le pour changer ce jour."
        raise ErreurMetier(phrase, "repondue_le")
    if p.repondue_le is None:
        raise ErreurMetier("Indiquez le jour de la réponse.", "repondue_le")
    envoi = f"Cette date précède l'envoi de la proposition, le {jour_fr(p.envoyee_le)}."
    pas_avant(p.repondue_le, p.envoyee_le, envoi, "repondue_le")
    if p.ecrit_le is not None:
        ecrit = f"L'écrit du refus, du {jour_fr(p.ecrit_le)}, est plus ancien que cette date."
        pas_avant(p.ecrit_le, p.repondue_le, ecrit, "repondue_le")
    baux = select(Relogement).where(Relogement.proposition_id == p.id, col(Relogement.supprime_le).is_(None))
    for bail in s.exec(baux):
        if bail.bail_signe_le is not None:
            signe = f"Le bail a été signé avant cette date, le {jour_fr(bail.bail_signe_le)}."
            pas_avant(bail.bail_signe_le, p.repondue_le, signe, "repondue_le")
