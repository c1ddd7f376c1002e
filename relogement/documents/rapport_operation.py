"""Le rapport d'une opération, pour un comité : où elle en est, l'immeuble, la courbe, qui retient les travaux.

Aucun nom : des références et des comptes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import KeepTogether, Spacer

from relogement.documents.dessins_operation import CODES, Case, Courbe, courbe, immeuble
from relogement.documents.donnees import Entete
from relogement.documents.formats import jour
from relogement.documents.mise_en_page import (
    Histoire,
    fiche,
    note_signes,
    section,
    tableau,
    texte,
    titre_document,
    vide,
)
from relogement.documents.page import rendre
from relogement.documents.polices import signes_manquants
from relogement.documents.sections.articles import compte_etats, compte_sans
from relogement.formats import pluriel
from relogement.regles.charte.etats import Etat

SANS_LOGEMENT = "Aucun logement n'est enregistré : importez l'état locatif."
SANS_COURBE = "La courbe demande la date de l'annonce, ou de la décision."
PERSONNE = "Aucun ménage ne retient les travaux."


@dataclass(frozen=True, slots=True)
class RapportOperation:
    """Ce que le rapport dit ; `cages` : (nom, ses logements) ; `retiennent` : (référence, refus, retards)."""

    entete: Entete
    nom: str
    nature: str
    bailleur: str
    communes: str
    charte: str
    annonce: date | None
    travaux: date | None
    menages: int
    restants: int
    decohabitants: int
    etapes: tuple[tuple[str, int], ...]
    cages: tuple[tuple[str, tuple[Case, ...]], ...]
    courbe: Courbe | None
    retard: int | None
    """Jours entre le dernier départ à ce rythme et les travaux ; négatif : d'avance ; None : inconnu."""
    etats: tuple[Etat, ...]
    """Ceux des obligations comptées, comme sur la fiche de conformité : décohabitants et `tues` exclus."""
    tues: tuple[str, ...]
    retiennent: tuple[tuple[str, int, int], ...]


def rapport_operation(r: RapportOperation, *, invariant: bool = False) -> bytes:
    """Le PDF ; `invariant` : deux impressions sont égales octet à octet."""
    histoire = [
        *titre_document("Rapport d'opération", r.nom), Spacer(1, 4), *_situation(r), *_immeuble(r), *_rythme(r),
        *_promesses(r), *_retenues(r.retiennent), *note_signes(signes_manquants(r)),
    ]
    return rendre(r.entete, f"Rapport {r.entete.reference}", histoire, invariant=invariant)


def _situation(r: RapportOperation) -> Histoire:
    return [
        fiche([
            ("Nature", r.nature), ("Bailleur", r.bailleur), ("Commune", r.communes), ("Charte", r.charte),
            ("Annonce (J0)", jour(r.annonce)), ("Début des travaux", jour(r.travaux)),
            ("Ménages", f"{r.menages}, dont {r.restants} à reloger"), ("Décohabitants à reloger", str(r.decohabitants)),
        ]),
        *section("Où en sont les ménages"),
        *tableau((("Étape", 60), ("Dans l'immeuble", 25), ("Ménages", 25)),
                 [(etape, CODES.get(etape, "–"), str(n)) for etape, n in r.etapes], montants=frozenset({2})),
    ]


def _immeuble(r: RapportOperation) -> Histoire:
    suite = section("L'immeuble")
    if not r.cages:
        return [*suite, vide(SANS_LOGEMENT)]
    suite.append(texte("Chaque case est un logement : l'étape de son ménage, puis sa porte ; « – » : vacant.", "doux"))
    for nom, cases in r.cages:
        premier, *reste = immeuble(nom, cases)
        suite += [KeepTogether([texte(nom, "legende"), premier]), *reste, Spacer(1, 4)]
    return suite


def _rythme(r: RapportOperation) -> Histoire:
    suite = section("Ménages restant à reloger", 240)
    if r.courbe is None or len(r.courbe.releves) < 2:
        return [*suite, vide(SANS_COURBE)]
    return [*suite, courbe(r.courbe), texte(_projection(r), "fort")]


def _projection(r: RapportOperation) -> str:
    if not r.restants:
        return "Plus aucun ménage n'est à reloger."
    if r.courbe is None or r.courbe.fin is None:
        return "Aucun départ dans les six derniers mois : le dernier départ ne se projette pas."
    phrase = f"Au rythme des six derniers mois, le dernier ménage partirait le {jour(r.courbe.fin)}"
    if r.retard is None:
        return f"{phrase}."
    sens = "après" if r.retard > 0 else "avant"
    ecart = f"{pluriel(abs(r.retard), 'jour')} {sens} les travaux" if r.retard else "le jour des travaux"
    return f"{phrase}, {ecart}."


def _promesses(r: RapportOperation) -> Histoire:
    return [
        *section("Promesses de la charte"), compte_etats(r.etats),
        texte(compte_sans(r.menages, r.tues), "petit"),
    ]


def _retenues(retiennent: Sequence[tuple[str, int, int]]) -> Histoire:
    suite = section("Qui retient les travaux")
    if not retiennent:
        return [*suite, vide(PERSONNE)]
    lignes = [(reference, str(refus), str(retards)) for reference, refus, retards in retiennent]
    colonnes = (("Ménage", 40), ("Propositions refusées", 40), ("Promesses en retard", 40))
    return [*suite, *tableau(colonnes, lignes, montants=frozenset({1, 2}))]
