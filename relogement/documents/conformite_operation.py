"""La fiche de conformité d'une opération : un tableau ménages × obligations, ses comptes, ses propres constats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from relogement.documents.donnees_conformite import ConformiteOperation, LigneConformite
from relogement.documents.mise_en_page import (
    DOUX,
    FOND,
    LARGEUR,
    TRAIT,
    Histoire,
    fiche,
    grille,
    note_signes,
    section,
    tableau,
    texte,
    titre_document,
    vide,
)
from relogement.documents.page import rendre
from relogement.documents.polices import NORMALE, signes_manquants
from relogement.documents.sections.alertes import alertes
from relogement.documents.sections.articles import compte_etats, compte_sans, paires_regard, tableau_articles
from relogement.documents.symboles import ORDRE, debout, etat, signe
from relogement.regles.charte.etats import Etat

_REFERENCE, _COMPTE = 20 * mm, 6.5 * mm
_PLACES = dict(zip(ORDRE, (22.0, 16.0, 14.0, 17.0, 15.0, 18.0, 17.0), strict=True))
"""La place, en parts de la largeur, que prend le mot de chaque état."""
_PRESSANTS = (Etat.NON_RESPECTEE, Etat.EN_RETARD, Etat.INDETERMINEE)
"""Ce qui se compte au bout de la ligne de chaque ménage."""


def conformite_operation(f: ConformiteOperation, *, invariant: bool = False) -> bytes:
    """Le PDF de la fiche, sans aucun nom de ménage ; `invariant` : deux impressions sont égales octet à octet."""
    tous = [e for ligne in f.menages for e in ligne.etats.values()]
    histoire = [
        *titre_document("Conformité à la charte", f.nom),
        Spacer(1, 4),
        fiche([("Code", f.entete.reference), ("Ménages", str(len(f.menages))),
               ("Décohabitants", str(len(f.decohabitants))), *paires_regard(f.regard)]),
        compte_etats(tous), texte(compte_sans(len(f.menages), f.tues), "petit"),
        *section("L'opération elle-même"),
        *tableau_articles(f.articles),
        *alertes(f.alertes),
        *_groupe("Les ménages", f.obligations, f.menages),
        *(_groupe("Les décohabitants, comptés à part", f.obligations, f.decohabitants) if f.decohabitants else []),
        *note_signes(signes_manquants(f)),
    ]
    return rendre(f.entete, f"Conformité {f.entete.reference}", histoire, invariant=invariant)


def _groupe(titre: str, obligations: Sequence[tuple[str, str]], lignes: Sequence[LigneConformite]) -> Histoire:
    histoire = section(titre)
    if not lignes:
        return [*histoire, vide("Aucun ménage à ce jour.")]
    return [
        *histoire, _legende(), _matrice([i for i, _ in obligations], lignes), *_comptes(obligations, lignes),
    ]


def _legende() -> Table:
    total = sum(_PLACES.values())
    largeurs = [LARGEUR * _PLACES[e] / total for e in ORDRE]
    cases: Histoire = [etat(e, "", largeur) for e, largeur in zip(ORDRE, largeurs, strict=True)]
    return grille([cases], largeurs, spaceAfter=2)


def _matrice(identifiants: Sequence[str], lignes: Sequence[LigneConformite]) -> Table:
    """Un signe par obligation, lisible sans couleur ; au bout, combien pressent. L'en-tête se répète."""
    largeur = (LARGEUR - _REFERENCE - len(_PRESSANTS) * _COMPTE) / max(1, len(identifiants))
    entete: list[Any] = [texte("Ménage", "colonne"), *(debout(i, largeur) for i in identifiants)]
    entete += [signe(e, _COMPTE) for e in _PRESSANTS]
    corps = [_rang(ligne, identifiants, largeur) for ligne in lignes]
    fin = len(identifiants)
    filets = [
        ("LINEBEFORE", (rang, 0), (rang, -1), 0.6, DOUX)
        for rang in range(1, fin + 1)
        if rang == 1 or identifiants[rang - 1][:3] != identifiants[rang - 2][:3]
    ]
    return Table(
        [entete, *corps], [_REFERENCE, *[largeur] * fin, *[_COMPTE] * len(_PRESSANTS)], repeatRows=1, spaceAfter=6,
        style=[
            ("FONTNAME", (0, 0), (-1, -1), NORMALE), ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "MIDDLE"), ("BACKGROUND", (0, 0), (-1, 0), FOND),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, DOUX), ("LINEBELOW", (0, 1), (-1, -1), 0.4, TRAIT),
            ("LINEBEFORE", (fin + 1, 0), (fin + 1, -1), 0.8, DOUX), *filets,
            ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ],
    )


def _rang(ligne: LigneConformite, identifiants: Sequence[str], largeur: float) -> list[Flowable]:
    compte = Counter(ligne.etats.values())
    signes = [signe(ligne.etats[i], largeur) for i in identifiants]
    return [texte(ligne.reference), *signes, *(texte(str(compte[e]), "droite") for e in _PRESSANTS)]


def _comptes(obligations: Sequence[tuple[str, str]], lignes: Sequence[LigneConformite]) -> Histoire:
    """Pour chaque obligation, combien de ménages dans chaque état ; la dernière ligne en fait la somme."""
    rangs: list[list[str | Flowable]] = []
    total: Counter[Etat] = Counter()
    for identifiant, libelle in obligations:
        compte = Counter(ligne.etats[identifiant] for ligne in lignes)
        total += compte
        rangs.append([f"{identifiant} · {libelle}", *(str(compte[e]) if compte[e] else "·" for e in ORDRE)])
    rangs.append(["Toutes les obligations", *(str(total[e]) for e in ORDRE)])
    colonnes = (("Obligation", 58.0), *((e.mot, _PLACES[e]) for e in ORDRE))
    montants = frozenset(range(1, len(ORDRE) + 1))
    return tableau(colonnes, rangs, montants=montants, fortes=frozenset({len(rangs) - 1}))
