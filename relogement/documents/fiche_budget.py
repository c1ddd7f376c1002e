"""« Ce que ce logement vous coûterait » : la fiche que l'on remet à la famille, sur une page."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.platypus import Spacer

from relogement.documents import phrases_budget as phrases
from relogement.documents.donnees import FicheBudget
from relogement.documents.donnees_parcours import ColonneBudget
from relogement.documents.formats import type_surface
from relogement.documents.mise_en_page import (
    LARGEUR,
    Histoire,
    fiche,
    legende,
    note_signes,
    partie,
    tableau,
    texte,
    titre_document,
)
from relogement.documents.page import rendre
from relogement.documents.polices import signes_manquants
from relogement.documents.symboles import barres
from relogement.formats import date_courte, euros
from relogement.regles.budget import Budget

_RLS = "Réduction de loyer (RLS)"
_TERMES: tuple[tuple[str, Callable[[Budget], int | None], bool], ...] = (
    ("Loyer", lambda b: b.loyer, False),
    ("Charges", lambda b: b.charges, False),
    (_RLS, lambda b: b.rls, True),
    ("Aide au logement (APL)", lambda b: b.apl, True),
    ("Ce qui reste à payer", lambda b: b.mensualite_residuelle, False),
)
"""Le nom, le montant, vrai s'il se retranche."""


def fiche_budget(f: FicheBudget, *, invariant: bool = False) -> bytes:
    """Le PDF de la fiche ; `invariant` : deux impressions sont égales octet à octet."""
    c, quitte = f.propose, f.quitte
    histoire = [
        *titre_document("Votre budget", "Ce que ce logement vous coûterait"),
        texte("Cette fiche compare ce que vous payez aujourd'hui et ce que vous paieriez chaque mois dans "
              f"{_lequel(f)}.", "aere"),
        fiche([("Ménage", f.menage), ("Aujourd'hui", type_surface(f.type, f.surface)),
               (_nom(f), f"{f.logement} ({_taille(c)})")], colonnes=1),
        *([texte(phrases.ESSAI, "fort")] if f.essai else []),
        *_barres(f),
        Spacer(1, 6),
        texte(phrases.conclusion(quitte, c), "fort"),
        *(texte(p) for p in (phrases.fourchette(c), phrases.reste(quitte, c)) if p),
        *partie("Le détail, par mois", 0),
        *_tableau(f),
        *partie("Pourquoi cette différence", 0),
    ]
    for nom, phrase in phrases.explications(quitte, c, f.surface):
        histoire += legende(nom, texte(phrase))
    histoire += [Spacer(1, 6), texte(phrases.A_PART)]
    if c.estimation is not None:
        histoire += [texte(phrases.FAIT_FOI, "fort"), *(texte(p, "fort") for p in (phrases.perime(c),) if p)]
        histoire.append(texte(phrases.estimee_le(c), "petit"))
    histoire += note_signes(signes_manquants(f))
    return rendre(f.entete, f"Budget {f.entete.reference}", histoire, invariant=invariant)


def comparaison(f: FicheBudget) -> Histoire:
    """Le même budget en quelques lignes, pour une lettre : le tableau, sa conclusion, ce qui est estimé."""
    c = f.propose
    reserves = [phrases.FAIT_FOI, phrases.perime(c)] if c.estimation is not None else []
    return [
        *_tableau(f), texte(phrases.conclusion(f.quitte, c), "fort"),
        *(texte(p, "petit") for p in (phrases.fourchette(c), *reserves, phrases.A_PART) if p), Spacer(1, 4),
    ]


def _nom(f: FicheBudget) -> str:
    return "Logement essayé" if f.essai else "Logement proposé"


def _lequel(f: FicheBudget) -> str:
    """« le logement proposé (proposition n° 1 du 12/11/2026) »."""
    c = f.propose
    if f.essai:
        return "ce logement"
    return f"le logement proposé ({c.titre[:1].lower()}{c.titre[1:]} du {date_courte(c.le)})"


def _taille(c: ColonneBudget) -> str:
    connue = c.type or c.surface is not None
    return type_surface(c.type, c.surface) if connue else "type et surface inconnus"


def _tableau(f: FicheBudget) -> Histoire:
    colonnes = (("", 50.0), ("Aujourd'hui", 30.0), (_nom(f), 30.0))
    return tableau(colonnes, _lignes(f), montants=frozenset({1, 2}), fortes=frozenset({len(_TERMES) - 1}))


def _barres(f: FicheBudget) -> Histoire:
    avant, apres = f.quitte.mensualite_residuelle, f.propose.montre.mensualite_residuelle
    lignes = [("Aujourd'hui", avant, euros(avant)), (_nom(f), apres, _montant(f, apres))]
    return legende("Ce qui reste à payer par mois", barres(lignes, LARGEUR))


def _lignes(f: FicheBudget) -> list[tuple[str, str, str]]:
    lignes = []
    for nom, lire, retranche in _TERMES:
        avant, apres = lire(f.quitte), lire(f.propose.montre)
        estime = nom in ("Aide au logement (APL)", "Ce qui reste à payer")
        ecrit = _montant(f, _signe(apres, retranche)) if estime else euros(_signe(apres, retranche))
        if nom == _RLS and apres and f.propose.rls_estimee:
            ecrit = f"≈\N{NO-BREAK SPACE}{ecrit}"
        lignes.append((nom, euros(_signe(avant, retranche)), ecrit))
    return lignes


def _signe(centimes: int | None, retranche: bool) -> int | None:
    return -centimes if retranche and centimes else centimes


def _montant(f: FicheBudget, centimes: int | None) -> str:
    """« ≈ 97 € » si l'APL est estimée, au centime sinon."""
    if centimes is None or f.propose.estimation is None:
        return euros(centimes)
    return f"≈\N{NO-BREAK SPACE}{euros(centimes, entier=True)}"
