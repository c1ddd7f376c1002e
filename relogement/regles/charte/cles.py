"""Les paramètres qu'une charte doit fixer, et la forme de leur valeur : aucun chiffre n'est écrit dans les règles."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal


def _entier(valeur: object) -> bool:
    return isinstance(valeur, int) and not isinstance(valeur, bool) and valeur >= 0


def _taux(valeur: object) -> bool:
    return _entier(valeur) or (isinstance(valeur, Decimal) and valeur.is_finite() and valeur >= 0)


def _entiers(valeur: object) -> bool:
    return isinstance(valeur, tuple) and all(_entier(v) for v in valeur) and list(valeur) == sorted(set(valeur))


def _entier_ou_rien(valeur: object) -> bool:
    return valeur is None or _entier(valeur)


def _postes(valeur: object) -> bool:
    return isinstance(valeur, tuple) and all(isinstance(v, tuple) for v in valeur)


MAJORITE = "majorite_ans"
REFERENT_PREMIER = "referent_premier_jours"
REFERENT_CHANGEMENT = "referent_changement_jours"
ENTRETIEN = "entretien_jours"
ACCOMPAGNEMENT = "accompagnement_jours"
PROPOSITIONS = "propositions_nombre"
PROPOSITION_PREMIERE = "proposition_premiere_avant_travaux_jours"
PROPOSITION_SUIVANTE = "proposition_suivante_jours"
REPONSE_DELAI = "proposition_reponse_jours"
REFUS_ECRIT = "refus_ecrit_jours"
NEUF_AGE = "neuf_ans"
NEUF_RANG = "neuf_avant_proposition_rang"
ATTENTES = "attentes_jours"
MENSUALITE_TAUX = "mensualite_tolerance_pour_cent"
MENSUALITE_MONTANT = "mensualite_tolerance_centimes"
SURFACE_EQUIVALENTE = "equivalent_surface_pour_cent"
FORFAIT = "forfait_demenagement_jours"
FRAIS = "frais_jours"
FRAIS_POSTES = "frais_postes"
DEPOT = "depot_jours"
SUIVI_DUREE = "suivi_mois"
SUIVI_VISITES = "suivi_visites_mois"
SUIVI_MARGE = "suivi_marge_jours"
PROLONGATION_DUREE = "prolongation_mois"
PROLONGATION_VISITES = "prolongation_visites_mois"
INFORMATION_DECISION = "information_decision_jours"
INFORMATION_CALENDRIER = "information_calendrier_jours"
INFORMATION_REGULIERE = "information_reguliere_jours"
MINORATION = "minoration_jours"
ACCESSION = "accession_jours"
RESTE_PLANCHER = "reste_a_vivre_plancher_centimes"
RESTE_JOURS = "reste_a_vivre_jours_par_an"
ASSOCIATIONS = "associations_jours"
ADRESSE = "adresse_jours"
PARTENAIRES = "partenaires_jours"
COMMISSION_PREMIERE = "commission_premiere_jours"
COMMISSION_SUITE = "commission_suite_jours"
COMMISSION_REFUS = "commission_refus_nombre"
COMMISSION_MOIS = "commission_sans_accord_mois"
CONTINGENT = "contingent_jours"
CONTINGENT_PART = "contingent_part_plafond_pour_cent"
ENQUETE = "enquete_jours"
ENQUETE_TENTATIVES = "enquete_tentatives"
REVUE = "revue_jours"
EVALUATION = "evaluation_jours"
NUR_ALERTE = "nur_alerte_mois"
PRIORITAIRES_PART = "prioritaires_part_pour_cent"
CIBLES_MINIMUM = "cibles_qpv_minimum_pour_cent"
CIBLES_MAXIMUM = "cibles_qpv_maximum_pour_cent"
ACCESSIBLE_MARGE = "accessible_marge_centimes"
BANDES_TAILLE = "revue_tailles_personnes"
BANDES_AGE = "revue_ages_ans"
BANDES_ANCIENNETE = "revue_anciennetes_ans"
BANDES_RESSOURCES = "revue_ressources_euros"
BANDES_BAISSE = "revue_baisses_euros"
BANDES_HAUSSE = "revue_hausses_euros"
BANDES_EFFORT = "revue_efforts_pour_cent"
BANDES_RESTE = "revue_restes_euros"
SORTIS_COMPTES = "revue_sortis_comptes"
EFFECTIF_MINIMUM = "revue_effectif_minimum"

CLES: dict[str, Callable[[object], bool]] = {
    MAJORITE: _entier,
    REFERENT_PREMIER: _entier,
    REFERENT_CHANGEMENT: _entier,
    ENTRETIEN: _entier,
    ACCOMPAGNEMENT: _entier,
    PROPOSITIONS: _entier,
    PROPOSITION_PREMIERE: _entier,
    PROPOSITION_SUIVANTE: _entier,
    REPONSE_DELAI: _entier,
    REFUS_ECRIT: _entier,
    NEUF_AGE: _entier,
    NEUF_RANG: _entier,
    ATTENTES: _entier,
    MENSUALITE_TAUX: _taux,
    MENSUALITE_MONTANT: _entier,
    SURFACE_EQUIVALENTE: _entier,
    FORFAIT: _entier,
    FRAIS: _entier,
    FRAIS_POSTES: _postes,
    DEPOT: _entier,
    SUIVI_DUREE: _entier,
    SUIVI_VISITES: _entiers,
    SUIVI_MARGE: _entier,
    PROLONGATION_DUREE: _entier,
    PROLONGATION_VISITES: _entiers,
    INFORMATION_DECISION: _entier,
    INFORMATION_CALENDRIER: _entier,
    INFORMATION_REGULIERE: _entier,
    MINORATION: _entier,
    ACCESSION: _entier,
    RESTE_PLANCHER: _entier_ou_rien,
    RESTE_JOURS: _entier,
    ASSOCIATIONS: _entier,
    ADRESSE: _entier,
    PARTENAIRES: _entier,
    COMMISSION_PREMIERE: _entier,
    COMMISSION_SUITE: _entier,
    COMMISSION_REFUS: _entier,
    COMMISSION_MOIS: _entier,
    CONTINGENT: _entier,
    CONTINGENT_PART: _entier,
    ENQUETE: _entier,
    ENQUETE_TENTATIVES: _entier,
    REVUE: _entier,
    EVALUATION: _entier,
    NUR_ALERTE: _entier,
    PRIORITAIRES_PART: _entier,
    CIBLES_MINIMUM: _entier,
    CIBLES_MAXIMUM: _entier,
    ACCESSIBLE_MARGE: _entier,
    BANDES_TAILLE: _entiers,
    BANDES_AGE: _entiers,
    BANDES_ANCIENNETE: _entiers,
    BANDES_RESSOURCES: _entiers,
    BANDES_BAISSE: _entiers,
    BANDES_HAUSSE: _entiers,
    BANDES_EFFORT: _entiers,
    BANDES_RESTE: _entiers,
    SORTIS_COMPTES: _entier,
    EFFECTIF_MINIMUM: _entier,
}
