"""Un ménage inventé, dont tout est connu : l'aperçu d'un courrier que l'on récrit se lit sur lui."""

from __future__ import annotations

from datetime import date

from relogement.documents.courriers.donnees import Delais, Expediteur, FaitsCourrier, OperationConcernee
from relogement.documents.donnees import Entete, FicheBudget
from relogement.documents.donnees_menage import BailOrigine
from relogement.documents.donnees_parcours import ColonneBudget, LogementPropose, PropositionFaite, RelogementFait
from relogement.regles.budget import Budget

_QUITTE = Budget(31240, 9620, 4306, 23800, 135600, 21, 4)
_PROPOSE = Budget(34110, 8400, 4306, 25400, 135600, 21, 4)
_OFFERT = LogementPropose(
    "Résidence des Chênes, 4 rue Zola, porte 12", "T4", 7225, 1, True, "Nantes", "Zola", False, True, "Loire Logement",
    None, 34110, 8400,
)
_PROPOSITION = PropositionFaite(
    1, _OFFERT, date(2026, 10, 5), mode="lettre recommandée avec avis de réception", presentee=date(2026, 10, 7),
    recue=date(2026, 10, 8), reponse_attendue=date(2026, 10, 19), visite=date(2026, 10, 14),
    repondue=date(2026, 10, 16),
)
_RELOGEMENT = RelogementFait(
    False, "Résidence des Chênes, 4 rue Zola, porte 12, Nantes", date(2026, 11, 2), bail_numero="L-2026-044",
    debut_loyer=date(2026, 12, 1), fin_loyer_ancien=date(2026, 11, 30), commande_le=date(2026, 11, 9), forfait=40000,
    forfait_decide=date(2026, 11, 4), demenage=date(2026, 12, 1), depot_transfere=31240, depot_le=date(2026, 11, 12),
    adresse_forfait=4500,
)


def faits_exemple(expediteur: Expediteur, *, demolition: bool, au: date) -> FaitsCourrier:
    """Le ménage d'exemple, écrit par cette organisation, dans une démolition ou une réhabilitation."""
    entete = Entete("EXE-0001", "EXE · Opération d'exemple", "Agent d'exemple", au)
    return FaitsCourrier(
        entete, expediteur,
        OperationConcernee(
            "Opération d'exemple", "démolition" if demolition else "réhabilitation", demolition, "Habitat du Val",
            "Nantes", "charte métropolitaine de relogement", date(2025, 12, 1), date(2026, 1, 15), date(2027, 9, 1),
        ),
        Delais(10, 3, 3, 6, 1, 30, 60, 30, 6, (1, 3, 6), 6),
        menage="Mme Exemple Camille", adresse="12 rue des Érables, 44100 Nantes",
        destination="12 rue des Érables, 44100 Nantes", logement="T3, 61,3 m²",
        referent="Agent d'exemple",
        bail=BailOrigine("L-2009-118", date(2009, 9, 4), date(2026, 11, 30), date(2026, 10, 30)),
        proposition=_PROPOSITION,
        budget=FicheBudget(
            entete, "Mme Exemple Camille", _OFFERT.libelle, _QUITTE,
            ColonneBudget("Proposition n° 1", _PROPOSE, date(2026, 10, 5), True, "T4", 7225, _QUITTE), "T3", 6130,
        ),
        relogement=_RELOGEMENT,
        postes=("ouverture du compteur d'électricité", "ouverture du compteur d'eau", "réexpédition du courrier"),
    )
