"""Les blocs d'un courrier : tableaux, cases et cadres qui ne s'écrivent pas en texte."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, KeepTogether, Spacer, Table

from relogement.documents.courriers import refus
from relogement.documents.courriers.donnees import FaitsCourrier
from relogement.documents.courriers.gabarit import BLANC
from relogement.documents.donnees_parcours import PropositionFaite
from relogement.documents.fiche_budget import comparaison
from relogement.documents.mise_en_page import DOUX, LARGEUR, TRAIT, Histoire, grille, partie, tableau, texte, vide
from relogement.documents.polices import NORMALE
from relogement.documents.symboles import case

Bloc = Callable[[FaitsCourrier], Histoire]
SANS_BUDGET = "Le budget de ce logement n'est pas encore connu."
_SIGNATURE = 20 * mm
_LIGNES = 4


def _budget(f: FaitsCourrier) -> Histoire:
    return [vide(SANS_BUDGET)] if f.budget is None else comparaison(f.budget)


def _du_refus(bloc: Callable[[FaitsCourrier, PropositionFaite], Histoire]) -> Bloc:
    """Le bloc d'un refus ; rien sans proposition."""
    return lambda f: [] if f.proposition is None else bloc(f, f.proposition)


def _reponse(f: FaitsCourrier) -> Histoire:
    rang = f.proposition.rang if f.proposition else BLANC
    return [KeepTogether([
        Spacer(1, 6), HRFlowable(width="100%", thickness=0.6, color=TRAIT, dash=(3, 3)),
        *partie(f"Ma réponse à la proposition n° {rang} (dossier {f.entete.reference})", None),
        case("J'accepte cette proposition.", False, LARGEUR),
        case("Je refuse cette proposition : je remplis le formulaire de refus.", False, LARGEUR),
        case("Je souhaite visiter le logement avant de répondre.", False, LARGEUR),
        *_cadre(f),
    ])]


def _frais(f: FaitsCourrier) -> Histoire:
    lignes = [(poste, "", "") for poste in f.postes]
    colonnes = (("Frais", 70), ("Montant payé, en euros", 35), ("Justificatif joint", 30))
    return [*tableau(colonnes, lignes), Spacer(1, 6)]


def _rendez_vous(_: FaitsCourrier) -> Histoire:
    return [texte(f"Date : {BLANC * 2}   Heure : {BLANC}\nLieu : {BLANC * 5}", "lettre")]


def _organisation(f: FaitsCourrier) -> Histoire:
    qui = "\n".join(filter(None, (f.expediteur.signataire or BLANC, f.expediteur.qualite)))
    cadre = grille([["", texte(qui)]], [LARGEUR * 0.56, LARGEUR * 0.44])
    return [KeepTogether([Spacer(1, 10), cadre, Spacer(1, 14 * mm)])]


def _menage(f: FaitsCourrier) -> Histoire:
    return [KeepTogether([Spacer(1, 6), *_cadre(f)])]


def _cadre(f: FaitsCourrier) -> Histoire:
    """La date et la signature du ménage, à écrire à la main."""
    return [Table(
        [[texte(f"Nom : {f.menage}"), texte("Date :")], [texte("Signature :", "doux"), ""]],
        [LARGEUR * 0.6, LARGEUR * 0.4], rowHeights=[None, _SIGNATURE], spaceBefore=4, style=[
            ("FONTNAME", (0, 0), (-1, -1), NORMALE), ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BOX", (0, 0), (-1, -1), 0.8, DOUX),
        ],
    )]


def _lignes(_: FaitsCourrier) -> Histoire:
    return [*refus.lignes_libres(_LIGNES), Spacer(1, 8)]


FABRIQUES: dict[str, Bloc] = {
    "budget": _budget, "reponse": _reponse, "rappel_proposition": _du_refus(refus.rappel),
    "motifs_refus": _du_refus(lambda _, p: refus.motifs(p)), "signatures_refus": _du_refus(refus.signatures),
    "frais": _frais, "rendez_vous": _rendez_vous, "signature_organisation": _organisation,
    "signature_menage": _menage, "lignes": _lignes,
}
"""Un bloc par nom de `champs.BLOCS`."""
