"""Où se règle chaque manque signalé par la charte : la fiche et le champ, ou la seule section."""

from __future__ import annotations

CIBLES: dict[tuple[str, str], tuple[str, str | None]] = {
    ("foyer", "bail"): ("bail", "debut"),
    ("foyer", "bail_parent"): ("bail_parent", "debut"),
    ("foyer", "personnes"): ("personne", "nom"),
    ("foyer", "naissance"): ("personne", "naissance"),
    ("foyer", "statut_bail"): ("personne", "statut_bail"),
    ("foyer", "decision"): ("occupant", "decision"),
    ("foyer", "decohabitant"): ("decohabitant", "nom"),
    ("foyer", "referent"): ("referent", "agent"),
    ("foyer", "employeur"): ("employeur", "action_logement"),
    ("foyer", "nur"): ("nur", "nur_le"),
    ("foyer", "conge"): ("conge", "conge_le"),
    ("entretiens", "entretien"): ("entretien", None),
    ("entretiens", "difficultes"): ("entretien", "difficultes"),
    ("entretiens", "decohabitation"): ("entretien", "decohabitation"),
    ("entretiens", "information"): ("information", "natures"),
    ("entretiens", "mesure"): ("mesure", "qui"),
    ("entretiens", "acteur"): ("acteur", "nom"),
    ("entretiens", "demande"): ("demande", "contingent"),
    ("entretiens", "part_plafond"): ("entretien", "part_plafond"),
    ("entretiens", "accession_possible"): ("entretien", "accession_possible"),
    ("entretiens", "souhaits"): ("souhaits", "type"),
    ("budget", "mensualite"): ("budget_fige", None),
    ("propositions", "proposition"): ("proposition", "logement"),
    ("propositions", "adequation"): ("adequation", "adapte_type"),
    ("propositions", "confirmation"): ("tacite", "le"),
    ("propositions", "reception"): ("reception", "recue_le"),
    ("propositions", "bailleur"): ("logement_offert", "bailleur"),
    ("propositions", "qpv"): ("logement_offert", "qpv"),
    ("propositions", "type"): ("logement_offert", "type"),
    ("propositions", "surface"): ("logement_offert", "surface"),
    ("propositions", "commune"): ("logement_offert", "commune"),
    ("propositions", "habitat"): ("logement_offert", "habitat"),
    ("propositions", "financement"): ("logement_offert", "financement"),
    ("propositions", "conventionne"): ("logement_offert", "conventionne_le"),
    ("propositions", "refus_tacite"): ("tacite", "le"),
    ("propositions", "reponse"): ("reponse", "reponse"),
    ("propositions", "repondue"): ("date_reponse", "repondue_le"),
    ("propositions", "refus"): ("ecrit_refus", "formulaire"),
    ("propositions", "motif"): ("motif_refus", "motif"),
    ("propositions", "mous_a_aide"): ("aide_mous", "mous_a_aide"),
    ("propositions", "neuf"): ("logement_offert", "neuf"),
    ("propositions", "equivalent"): ("equivalence", "equivalent"),
    ("propositions", "raison_sans_neuf"): ("adequation", "raison_sans_neuf"),
    ("propositions", "examen"): ("examen", "examen"),
    ("propositions", "caleol"): ("caleol", "caleol"),
    ("propositions", "hors_quartier"): ("adequation", "hors_quartier"),
    ("demenagement", "bail"): ("signature_bail", "bail_signe_le"),
    ("demenagement", "jour"): ("jour_demenagement", "le"),
    ("demenagement", "mode"): ("demenagement", "mode"),
    ("demenagement", "commande_payeur"): ("demenagement", "payeur"),
    ("demenagement", "commande_le"): ("demenagement", "le"),
    ("demenagement", "forfait_decide"): ("demenagement", "le"),
    ("demenagement", "forfait_paye"): ("forfait", "le"),
    ("demenagement", "depot"): ("depot", "transfere"),
    ("demenagement", "depot_complement"): ("depot", "complement"),
    ("demenagement", "depot_retenue"): ("depot", "retenue"),
    ("demenagement", "debut_loyer"): ("loyers", "debut_loyer_le"),
    ("demenagement", "fin_loyer_ancien"): ("loyers", "fin_loyer_ancien_le"),
    ("demenagement", "chevauchement_paye"): ("loyers", "chevauchement_paye"),
    ("demenagement", "visite_technique"): ("visite_technique", "le"),
    ("demenagement", "adresse"): ("adresse", "adresse_paye_le"),
    ("demenagement", "minoration"): ("minoration", "minoration"),
    ("demenagement", "frais"): ("frais", "poste"),
    ("demenagement", "paye_par"): ("paiement_frais", "par"),
    ("suivi", "suivi"): ("suivi", "le"),
    ("suivi", "visite"): ("visite", "mois"),
    ("suivi", "decision"): ("decision", "decision"),
    ("suivi", "difficulte"): ("suite_difficulte", "action"),
    ("suivi", "cloture"): ("cloture", "bilan"),
    ("suivi", "enquete"): ("enquete", "resultat"),
}
"""(section, champ) du constat → (nom de la fiche, champ de la fiche)."""

AVEC_FICHE: dict[tuple[str, str], tuple[str, str | None]] = {
    ("entretiens", "information"): ("information", "moyen"),
    ("entretiens", "souhaits"): ("reponse_souhaits", "reponse"),
    ("entretiens", "acteur"): ("acteur", "contact_le"),
}
"""Ce qui change quand le constat désigne une fiche existante."""

SANS_FICHE: dict[tuple[str, str], tuple[str, str | None]] = {
    ("propositions", "raison_sans_neuf"): ("proposition", "raison_sans_neuf")
}
"""Ce qui change quand il n'en désigne aucune."""


def fiche_de_cible(section: str, champ: str | None, *, avec_fiche: bool) -> tuple[str, str | None] | None:
    """La fiche et son champ qui règlent ce constat ; None : la section suffit (une opération, ou rien de précis)."""
    if champ is None:
        return None
    cle = (section, champ)
    autrement = AVEC_FICHE if avec_fiche else SANS_FICHE
    return autrement.get(cle) or CIBLES.get(cle)
