"""Le dossier d'un ménage en PDF : la couverture, puis ce que l'on sait de lui dans l'ordre de la charte."""

from __future__ import annotations

from relogement.documents.donnees import Dossier
from relogement.documents.mise_en_page import Histoire, note_signes
from relogement.documents.page import rendre
from relogement.documents.polices import signes_manquants
from relogement.documents.sections.alertes import alertes
from relogement.documents.sections.appuis import enquetes, visites_techniques
from relogement.documents.sections.budgets import budgets
from relogement.documents.sections.couverture import couverture
from relogement.documents.sections.demenagement import demenagement
from relogement.documents.sections.entretiens import entretiens
from relogement.documents.sections.foyer import foyer
from relogement.documents.sections.propositions import propositions
from relogement.documents.sections.suivi import pieces, suivi


def dossier(d: Dossier, *, invariant: bool = False) -> bytes:
    """Le PDF du dossier ; une section vide le dit, aucune ne disparaît.

    `invariant` : sans horodatage technique, deux impressions sont égales octet à octet.
    """
    return rendre(d.entete, titre_technique(d), histoire(d), invariant=invariant)


def titre_technique(d: Dossier) -> str:
    """« Dossier BEL-0042 » : le titre du PDF, sans nom de personne."""
    return f"Dossier {d.entete.reference}"


def histoire(d: Dossier) -> Histoire:
    """Ce que le dossier contient, prêt à couler de page en page."""
    return [
        *couverture(d.couverture, d.entete),
        *alertes(d.alertes),
        *foyer(d.foyer),
        *entretiens(d.entretiens),
        *budgets(d.budgets),
        *propositions(d.propositions),
        *demenagement(d.relogements),
        *visites_techniques(d.visites_techniques),
        *suivi(d.suivi),
        *enquetes(d.enquetes),
        *pieces(d.pieces),
        *note_signes(signes_manquants(d)),
    ]
