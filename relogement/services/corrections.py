"""Corriger une fiche déjà saisie, ou la mettre à la corbeille : rien n'est effacé, tout s'annule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import (
    AccordLocal,
    ActeurSocial,
    AvisImpot,
    Bail,
    Composition,
    Demande,
    Derogation,
    DifficulteSuivi,
    Enquete,
    Entretien,
    Evaluation,
    Frais,
    Information,
    InformationPartenaire,
    LigneMinoration,
    Loyer,
    Mesure,
    ObjectifLocal,
    Partenaire,
    Personne,
    Piece,
    PresentationCil,
    Proposition,
    Referent,
    Relogement,
    Ressource,
    RevueRemise,
    Souhait,
    Table,
    TotalAnnuel,
    VisiteSuivi,
    VisiteTechnique,
)
from relogement.modeles.table import Periode
from relogement.regles.enquete import CHAMPS
from relogement.services import verifications
from relogement.services import verifications_operation as de_l_operation
from relogement.services import verifications_solidarite as solidaires
from relogement.services.avis_impot import verifier_avis
from relogement.services.baremes_minoration import verifier_ligne
from relogement.services.objectifs import verifier_objectif
from relogement.services.outils import pas_futur, remplir, trouver
from relogement.services.periodes import corriger_periode, retirer_periode
from relogement.services.pieces import exiger_inutilisee
from relogement.services.propositions import POINTS
from relogement.services.ressources import corriger_ressource
from relogement.stockage.base import Base
from relogement.stockage.journal import GesteEnCours
from relogement.stockage.periodes import SERIES

Valeurs = dict[str, Any]
Verifier = Callable[[GesteEnCours, Any, Valeurs], None]
PASSEES = ("le", "dit_le", "avis_le", "repondue_le", "confirme_le", "bail_signe_le", "contact_le", "reponse_le",
    "caleol_le", "examen_le", "adresse_paye_le", "minoration_demandee_le")
"""Les jours d'un fait arrivé : jamais après aujourd'hui."""


@dataclass(frozen=True, slots=True)
class Objet:
    """Ce qui se corrige d'une table : ses colonnes, et ce que la fiche corrigée doit encore respecter."""

    table: type[Table]
    nom: str
    colonnes: frozenset[str] = frozenset()
    verifier: Verifier | None = None


def _objet(table: type[Table], nom: str, colonnes: str = "", verifier: Verifier | None = None) -> Objet:
    return Objet(table, nom, frozenset(colonnes.split()), verifier)


OBJETS: dict[str, Objet] = {
    "personne": _objet(Personne, "une personne du foyer"),
    "bail": _objet(Bail, "le bail d'origine"),
    "frais": _objet(Frais, "des frais"),
    "composition": _objet(Composition, "la composition", "du au occupants enfants"),
    "loyer": _objet(Loyer, "un loyer", "du au loyer charges rls apl avis_le charges_personnelles"),
    "ressource": _objet(Ressource, "une ressource", "du au personne_id nature montant justificatif"),
    "referent": _objet(Referent, "un référent", "du au dit_le", verifications.referent),
    "souhait": _objet(
        Souhait, "des souhaits", "le type lieux contraintes rester autre_type accession refuse_neuf",
        verifications.souhait,
    ),
    "information": _objet(
        Information, "une information", "le natures moyen personne note", verifications.information
    ),
    "entretien": _objet(
        Entretien, "un entretien",
        "le lieu presents verifications composition_vue ressources_vues besoins loyer_supportable capacites "
        "difficultes aucune_difficulte decohabitation acteurs_sociaux accession_possible part_plafond conclusion",
        verifications.entretien,
    ),
    "mesure": _objet(Mesure, "une mesure d'accompagnement", "qui depuis objet", verifications.mesure),
    "acteursocial": _objet(
        ActeurSocial, "un acteur social", "nom depuis accueil contact_le note", verifications.acteur
    ),
    "demande": _objet(
        Demande, "une demande de contingent", "contingent le sans_objet reponse reponse_le", verifications.demande
    ),
    "avisimpot": _objet(AvisImpot, "un avis d'impôt", "le annee rfr invalidite douze_mois_au", verifier_avis),
    "derogation": _objet(Derogation, "une dérogation", "le auteur raison", verifications.derogation),
    "visitetechnique": _objet(VisiteTechnique, "une visite technique", "le constat"),
    "enquete": _objet(
        Enquete, "une enquête de satisfaction", f"le mode resultat {' '.join(CHAMPS)} difficultes note",
        verifications.enquete,
    ),
    "relogement": _objet(
        Relogement, "un relogement",
        "proposition_id bail_signe_le bail_numero temporaire reservataire loyer charges rls apl adresse_forfait "
        "adresse_paye_le plafond_apl loyer_avant_minoration minoration minoration_demandee_le "
        "zone_minoration",
        verifications.relogement,
    ),
    "visitesuivi": _objet(VisiteSuivi, "une visite de suivi", "mois le refusee constat", verifications.visite),
    "difficultesuivi": _objet(
        DifficulteSuivi, "une difficulté de suivi", "genre le precision", verifications.difficulte
    ),
    "piece": _objet(Piece, "une pièce", "nature le libelle", verifications.piece),
    "proposition": _objet(
        Proposition, "une proposition",
        " ".join((*POINTS, "hors_quartier construit_pour_lui raison_sans_neuf mous_a_aide repondue_le raison_accord "
                           "confirme_le preuve_reception_id caleol caleol_le caleol_decision examen examen_le "
                           "motif motif_texte")),
        verifications.proposition,
    ),
    "partenaire": _objet(Partenaire, "un partenaire", "genre le aucun nom contact", de_l_operation.partenaire),
    "informationpartenaire": _objet(
        InformationPartenaire, "une information d'un partenaire", "le moyen note",
        de_l_operation.information_partenaire,
    ),
    "revueremise": _objet(
        RevueRemise, "une revue remise", "trimestre le equilibre destinataire", de_l_operation.revue
    ),
    "evaluation": _objet(
        Evaluation, "une évaluation", "le auteur quantitative qualitative integration", de_l_operation.evaluation
    ),
    "presentationcil": _objet(
        PresentationCil, "une présentation à la CIL", "annee le note", de_l_operation.presentation
    ),
    "accordlocal": _objet(
        AccordLocal, "un accord local", "genre acteur promis du au source", solidaires.accord
    ),
    "objectiflocal": _objet(
        ObjectifLocal, "un objectif local", "indicateur initiale cible le horizon source", verifier_objectif
    ),
    "ligneminoration": _objet(
        LigneMinoration, "une ligne du barème de minoration", "du au zone pieces_min pieces_max montant reference",
        verifier_ligne,
    ),
    "totalannuel": _objet(
        TotalAnnuel, "un total annuel",
        "annee genre acteur attributions prioritaires hors_qpv prioritaires_hors_qpv en_qpv cibles_en_qpv source",
        solidaires.total,
    ),
}


def corriger(base: Base, objet: str, cle: UUID, **valeurs: Any) -> Changements:
    """Corrige les colonnes données d'une fiche, sous les mêmes règles que le geste qui l'a faite.

    ErreurMetier si elle n'existe plus ou si une valeur est refusée ; TypeError si une colonne ne se corrige pas ici.
    """
    connu = _connu(objet)
    if interdites := valeurs.keys() - connu.colonnes:
        raise TypeError(f"{objet} : {', '.join(sorted(interdites))} ne se corrige pas")
    for colonne in PASSEES:
        pas_futur(valeurs.get(colonne), base.aujourd_hui(), colonne)
    with base.geste("corriger", f"Correction : {connu.nom}") as g:
        fiche = trouver(g.s, connu.table, cle)
        g.menage_id = _menage_de(fiche)
        _remplir(g, fiche, valeurs)
        if connu.verifier is not None:
            connu.verifier(g, fiche, valeurs)
        return g.changements("Correction enregistrée.", cle)


def retirer(base: Base, objet: str, cle: UUID) -> Changements:
    """Met à la corbeille une fiche saisie par erreur ; une proposition envoyée garde son numéro.

    ErreurMetier : proposition qui a sa réponse, pièce dont un refus, une preuve ou un reçu se sert encore.
    """
    connu = _connu(objet)
    with base.geste("retirer", f"Retrait : {connu.nom}") as g:
        fiche = trouver(g.s, connu.table, cle)
        g.menage_id = _menage_de(fiche)
        if isinstance(fiche, Proposition) and fiche.reponse is not None:
            raise ErreurMetier("Une proposition qui a reçu une réponse ne se retire pas : annulez d'abord la réponse.")
        if isinstance(fiche, Piece):
            exiger_inutilisee(g.s, fiche)
        if isinstance(fiche, Periode) and type(fiche) in SERIES:
            retirer_periode(g, fiche)
        else:
            fiche.supprime_le = g.instant
        return g.changements("Fiche retirée (Ctrl+Z pour la reprendre).", cle)


def _remplir(g: GesteEnCours, fiche: Table, valeurs: Valeurs) -> None:
    if isinstance(fiche, Ressource):
        corriger_ressource(g, fiche, valeurs)
    elif isinstance(fiche, Periode) and type(fiche) in SERIES:
        corriger_periode(g, fiche, valeurs)
    else:
        remplir(fiche, valeurs)


def _connu(objet: str) -> Objet:
    if objet not in OBJETS:
        raise TypeError(f"{objet} ne se corrige pas ici")
    return OBJETS[objet]


def _menage_de(fiche: Table) -> UUID | None:
    cle: UUID | None = getattr(fiche, "menage_id", None)
    return cle
