"""Les types d'événements des fichiers de cas et leurs clés : le mot du fichier, ce qu'il accepte, ce qu'il pose."""

from __future__ import annotations

from relogement.regles import cas_evenements as poser
from relogement.regles.cas_champs import (
    Schema,
    choix,
    entier,
    euros,
    jour,
    metres_carres,
    oui_non,
    parmi,
    plusieurs,
    sous_table,
    texte,
)
from relogement.regles.cas_types_charte import TYPES_CHARTE, TypeEvenement
from relogement.regles.charte.article03 import THEMES
from relogement.regles.charte.moteur import OBLIGATIONS_TOUTES
from relogement.vocabulaire import (
    DecisionOccupant,
    DecisionSuivi,
    Difficulte,
    EcritRefus,
    Lien,
    ModeDemenagement,
    ModeEnvoi,
    MotifSortie,
    Moyen,
    NatureInformation,
    Payeur,
    Reponse,
    Reservataire,
    Rester,
    StatutBail,
)

PERSONNE = Schema(
    {
        "nom": texte,
        "lien": choix(Lien),
        "bail": choix(StatutBail),
        "naissance": jour,
        "arrivee": jour,
        "depart": jour,
        "decision": choix(DecisionOccupant),
        "decision_le": jour,
    },
    ("lien",),
)
# L'événement a sa date : c'est celle de l'arrivée.
_ARRIVEE = Schema({cle: lecteur for cle, lecteur in PERSONNE.champs.items() if cle != "arrivee"}, PERSONNE.obligatoires)
_ADEQUATION = Schema(dict.fromkeys(("type", "lieu", "accessibilite", "budget"), oui_non))
_TREIZE_BIS = Schema(dict.fromkeys(("etat", "hygiene", "besoins", "moyens", "perimetre"), oui_non))
_GABARIT = Schema({"type": texte, "surface": metres_carres})
_PROPOSITION = Schema(
    {
        "numero": entier,
        "mode": choix(ModeEnvoi),
        "presentee": jour,
        "recue": jour,
        "reponse_attendue": jour,
        "visite": jour,
        "adaptee": oui_non,
        "adequation": sous_table(_ADEQUATION),
        "conforme": oui_non,
        "treize_bis": sous_table(_TREIZE_BIS),
        "neuf": oui_non,
        "livre": jour,
        "conventionne": jour,
        "raison_sans_neuf": texte,
        "equivalent": oui_non,
        "equivalent_raison": texte,
        "quitte": sous_table(_GABARIT),
        "offert": sous_table(_GABARIT),
        "mensualite_avant": euros,
        "mensualite_apres": euros,
        "reste_avant": euros,
        "reste_apres": euros,
        "temporaire": oui_non,
        "hors_quartier": oui_non,
        "qpv": oui_non,
        "commune": texte,
        "meme_bailleur": oui_non,
        "construit_pour_lui": oui_non,
    }
)
_SOUHAITS = Schema(
    {
        "logement": texte,
        "lieux": texte,
        "contraintes": texte,
        "rester": choix(Rester),
        "autre_type": oui_non,
        "accession": oui_non,
        "refuse_neuf": oui_non,
        "reponse_le": jour,
    }
)
_BAIL = Schema(
    {
        "proposition": entier,
        "temporaire": oui_non,
        "debut_loyer": jour,
        "fin_loyer_ancien": jour,
        "chevauchement_paye": oui_non,
        "mode": choix(ModeDemenagement),
        "loyer": euros,
        "plafond_apl": euros,
        "loyer_avant_minoration": euros,
        "reservataire": choix(Reservataire),
    }
)
_FRAIS = Schema(
    {
        "postes": plusieurs(texte),
        "demande": oui_non,
        "paye_le": jour,
        "paye_par": choix(Payeur),
        "refuse_le": jour,
        "raison_refus": texte,
        "bail": entier,
    },
    ("postes", "demande"),
)
_DEROGATION = Schema(
    {"obligation": parmi(*(o.id for o in OBLIGATIONS_TOUTES)), "auteur": texte, "raison": texte},
    ("obligation", "auteur", "raison"),
)
_ENTRETIEN = Schema(
    {
        "complet": oui_non,
        "themes": plusieurs(parmi(*THEMES)),
        "difficultes": plusieurs(choix(Difficulte)),
        "decohabitation": oui_non,
        "acteurs_sociaux": oui_non,
        "accession_possible": oui_non,
        "part_plafond": entier,
    }
)


TYPES: dict[str, TypeEvenement] = {
    "personne": TypeEvenement(_ARRIVEE, poser.personne),
    "composition": TypeEvenement(
        Schema({"occupants": entier, "enfants": entier, "fin": jour}, ("occupants",)), poser.composition
    ),
    "depart": TypeEvenement(Schema({"personne": texte}, ("personne",)), poser.depart),
    "decision": TypeEvenement(
        Schema({"personne": texte, "decision": choix(DecisionOccupant)}, ("personne", "decision")), poser.decision
    ),
    "decohabitation": TypeEvenement(Schema({"menage": texte}), poser.decohabitation),
    "information": TypeEvenement(
        Schema({"natures": plusieurs(choix(NatureInformation)), "moyen": choix(Moyen)}, ("natures",)), poser.information
    ),
    "referent": TypeEvenement(Schema({"nom": texte, "fin": jour, "dit_le": jour}, ("nom",)), poser.referent),
    "entretien": TypeEvenement(_ENTRETIEN, poser.entretien),
    "accompagnement": TypeEvenement(Schema({"qui": texte}, ("qui",)), poser.accompagnement),
    "souhaits": TypeEvenement(_SOUHAITS, poser.souhaits),
    "proposition": TypeEvenement(_PROPOSITION, poser.proposition),
    "reception": TypeEvenement(Schema({"proposition": entier, "preuve": oui_non}, ("proposition",)), poser.reception),
    "reponse": TypeEvenement(
        Schema(
            {"proposition": entier, "reponse": choix(Reponse), "motif": texte, "mous_a_aide": oui_non},
            ("proposition", "reponse"),
        ),
        poser.reponse,
    ),
    "ecrit": TypeEvenement(
        Schema(
            {"proposition": entier, "ecrit": choix(EcritRefus), "formulaire": oui_non, "temoin": texte},
            ("proposition", "ecrit"),
        ),
        poser.ecrit,
    ),
    "confirmation": TypeEvenement(Schema({"proposition": entier}, ("proposition",)), poser.confirmation),
    "bail": TypeEvenement(_BAIL, poser.bail),
    "demenageur": TypeEvenement(Schema({"payeur": choix(Payeur), "bail": entier}), poser.demenageur),
    "forfait": TypeEvenement(Schema({"paye_le": jour, "bail": entier}), poser.forfait),
    "relogement": TypeEvenement(Schema({"mode": choix(ModeDemenagement), "bail": entier}), poser.relogement),
    "retour": TypeEvenement(Schema({"bail": entier}), poser.retour),
    "depot": TypeEvenement(
        Schema({"transfere": euros, "complement": euros, "retenue": euros, "bail": entier}), poser.depot
    ),
    "frais": TypeEvenement(_FRAIS, poser.frais),
    "suivi": TypeEvenement(Schema({}), poser.suivi("propose_le")),
    "refus_suivi": TypeEvenement(Schema({}), poser.suivi("refuse_le")),
    "decision_suivi": TypeEvenement(
        Schema({"decision": choix(DecisionSuivi), "raison": texte}, ("decision",)), poser.suivi("decision_le")
    ),
    "cloture": TypeEvenement(Schema({"bilan": texte}), poser.suivi("cloture_le")),
    "visite": TypeEvenement(Schema({"mois": entier, "refusee": oui_non}, ("mois",)), poser.visite),
    "difficulte": TypeEvenement(
        Schema(
            {"code": choix(Difficulte), "action": texte, "action_le": jour, "issue": texte, "issue_le": jour},
            ("code",),
        ),
        poser.difficulte,
    ),
    "sortie": TypeEvenement(Schema({"motif": choix(MotifSortie)}, ("motif",)), poser.sortie),
    "derogation": TypeEvenement(_DEROGATION, poser.derogation),
    **TYPES_CHARTE,
}
"""Les types d'événements, du mot écrit dans le fichier à ce qu'il pose."""
