"""La fiche de conformité d'un ménage : les quatorze articles, ce qui les prouve, ce qui manque."""

from __future__ import annotations

from reportlab.platypus import Spacer

from relogement.documents.donnees_conformite import CompteurImprime, ConformiteMenage
from relogement.documents.mise_en_page import (
    Histoire,
    fiche,
    note_signes,
    partie,
    section,
    tableau,
    texte,
    titre_document,
)
from relogement.documents.page import rendre
from relogement.documents.polices import signes_manquants
from relogement.documents.sections.alertes import alertes
from relogement.documents.sections.articles import compte_etats, paires_regard, tableau_articles

NOMINATIF = (
    "Document nominatif, réservé à ceux qui suivent ce ménage : il ne se diffuse pas. Il cite ce que le dossier dit de "
    "lui."
)


def conformite_menage(f: ConformiteMenage, *, invariant: bool = False) -> bytes:
    """Le PDF de la fiche ; `invariant` : deux impressions sont égales octet à octet."""
    siens = [c for a in f.articles for c in a.constats if not c.portee]
    histoire = [
        *titre_document("Conformité à la charte", f.menage),
        texte(NOMINATIF, "petit"),
        Spacer(1, 4),
        fiche([
            ("Référence", f.entete.reference), ("Opération", f.entete.operation), ("Étape", "\n".join(f.situation)),
            *paires_regard(f.regard),
        ]),
        compte_etats(c.etat for c in siens),
        *_compteurs(f.compteurs),
        *section("Les articles de la charte"),
        *tableau_articles(f.articles),
        *alertes(f.alertes),
        *note_signes(signes_manquants(f)),
    ]
    return rendre(f.entete, f"Conformité {f.entete.reference}", histoire, invariant=invariant)


def _compteurs(compteurs: tuple[CompteurImprime, ...]) -> Histoire:
    lignes = [(c.titre, str(c.nombre), "\n".join(c.details) or "–") for c in compteurs]
    return [
        *partie("Les deux compteurs de refus", niveau=None),
        texte("La charte et la loi ne comptent pas les mêmes refus : un refus compté par l'une peut ne pas l'être par "
              "l'autre.", "doux"),
        *tableau((("Compteur", 48), ("Refus comptés", 24), ("Ce qui compte, ou non", 104)), lignes,
                 montants=frozenset({1})),
    ]
