"""Où mène chaque constat de la charte : la section, le formulaire, le champ, et le geste à l'infinitif."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from relogement.regles.charte.constat import Cible
from ui.fiches.cibles import fiche_de_cible
from ui.fiches.cibles_operation import CIBLES_OPERATION, but


@dataclass(frozen=True, slots=True)
class Destination:
    """Ce qui s'ouvre pour régler un constat.

    `geste` se lit sur un bouton ou après « Prochaine action : ». `fiche` None : un champ de la section elle-même.
    """

    section: str
    geste: str
    fiche: str | None = None
    champ: str | None = None


GESTES: dict[tuple[str, str], str] = {
    ("foyer", "bail"): "compléter le bail",
    ("foyer", "bail_parent"): "compléter le bail du ménage d'origine",
    ("foyer", "personnes"): "enregistrer les personnes du foyer",
    ("foyer", "naissance"): "noter la date de naissance",
    ("foyer", "statut_bail"): "dire qui est sur le bail",
    ("foyer", "decision"): "décider pour l'occupant sans titre",
    ("foyer", "decision_le"): "dater la décision pour l'occupant",
    ("foyer", "decohabitant"): "créer le ménage décohabitant",
    ("foyer", "referent"): "désigner le référent",
    ("foyer", "employeur"): "dire si un employeur cotise à Action Logement",
    ("foyer", "nur"): "renouveler le numéro unique",
    ("foyer", "conge"): "dater le congé et la fin du bail",
    ("foyer", "ressources"): "noter les ressources de chacun",
    ("foyer", "type"): "noter le type du logement quitté",
    ("foyer", "surface"): "noter la surface du logement quitté",
    ("entretiens", "entretien"): "mener l'entretien",
    ("entretiens", "information"): "noter une information",
    ("entretiens", "difficultes"): "noter les difficultés",
    ("entretiens", "mesure"): "lancer l'accompagnement",
    ("entretiens", "decohabitation"): "poser la question de la décohabitation",
    ("entretiens", "acteur"): "joindre les acteurs sociaux",
    ("entretiens", "demande"): "solliciter le contingent",
    ("entretiens", "part_plafond"): "situer les ressources sous le plafond PLUS",
    ("entretiens", "accession_possible"): "dire si l'accession est possible",
    ("entretiens", "souhaits"): "noter les souhaits et leur réponse",
    ("budget", "mensualite"): "compléter les mensualités",
    ("propositions", "proposition"): "faire une proposition",
    ("propositions", "adequation"): "dire si la proposition est adaptée",
    ("propositions", "equivalent"): "dire si le logement équivaut au logement quitté",
    ("propositions", "neuf"): "dire si le logement est neuf",
    ("propositions", "raison_sans_neuf"): "proposer du neuf ou dire pourquoi non",
    ("propositions", "examen"): "examiner le reste à vivre",
    ("propositions", "caleol"): "noter la commission d'attribution",
    ("propositions", "hors_quartier"): "situer le logement proposé",
    ("propositions", "reception"): "noter la réception",
    ("propositions", "bailleur"): "dire de quel bailleur est le logement",
    ("propositions", "qpv"): "dire si le logement est en quartier prioritaire",
    ("propositions", "reponse"): "recueillir la réponse du ménage",
    ("propositions", "repondue"): "dater la réponse du ménage",
    ("propositions", "confirmation"): "confirmer le refus tacite",
    ("propositions", "refus_tacite"): "confirmer le refus tacite",
    ("propositions", "refus"): "obtenir l'écrit du refus",
    ("propositions", "motif"): "noter le motif du refus",
    ("propositions", "mous_a_aide"): "dire si la MOUS a aidé",
    ("demenagement", "bail"): "signer le bail",
    ("demenagement", "jour"): "noter le déménagement",
    ("demenagement", "mode"): "organiser le déménagement",
    ("demenagement", "commande_payeur"): "dire qui paie le déménageur",
    ("demenagement", "commande_le"): "dater la commande du déménageur",
    ("demenagement", "forfait_decide"): "dater la somme forfaitaire",
    ("demenagement", "forfait_paye"): "payer la somme forfaitaire",
    ("demenagement", "debut_loyer"): "dater le début du nouveau loyer",
    ("demenagement", "fin_loyer_ancien"): "dater la fin de l'ancien loyer",
    ("demenagement", "chevauchement_paye"): "régler le double loyer",
    ("demenagement", "depot"): "transférer le dépôt de garantie",
    ("demenagement", "depot_complement"): "compléter le dépôt de garantie",
    ("demenagement", "depot_retenue"): "compléter le dépôt de garantie",
    ("demenagement", "visite_technique"): "faire la visite technique",
    ("demenagement", "adresse"): "payer le changement d'adresse",
    ("demenagement", "minoration"): "noter la minoration de loyer",
    ("demenagement", "frais"): "régler les frais d'installation",
    ("demenagement", "paye_par"): "dire qui a payé les frais",
    ("suivi", "suivi"): "proposer le suivi",
    ("suivi", "visite"): "tenir la visite de suivi",
    ("suivi", "decision"): "décider de la suite du suivi",
    ("suivi", "difficulte"): "traiter la difficulté",
    ("suivi", "cloture"): "clore le suivi",
    ("suivi", "enquete"): "recueillir la satisfaction",
    ("reglages", "cil"): "noter la présentation à la CIL",
    **{("operation", champ): vise.geste for champ, vise in CIBLES_OPERATION.items()},
}
_DATE_DECISION = ("occupant", "le")


def destination(cible: Cible) -> Destination:
    """Où mène cette cible ; une cible sans formulaire mène au moins à sa section."""
    geste = GESTES.get((cible.section, cible.champ or ""), "ouvrir la section")
    if cible.section == "operation":
        vise = but(cible.champ or "")
        return Destination("operation", geste, None, vise.champ if vise.fiche is None else cible.champ)
    if (cible.section, cible.champ) == ("foyer", "decision_le"):
        return Destination("foyer", geste, *_DATE_DECISION)
    fiche = fiche_de_cible(cible.section, cible.champ, avec_fiche=cible.id is not None)
    return Destination(cible.section, geste, *(fiche or (None, cible.champ)))


def fiche_visee(cible: Cible) -> UUID | None:
    """La fiche que la cible nomme ; None : un formulaire neuf."""
    return UUID(cible.id) if cible.id else None
