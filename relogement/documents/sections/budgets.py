"""Les budgets côte à côte : le logement quitté, chaque proposition figée à son envoi, le nouveau logement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak

from relogement.documents.donnees_parcours import ColonneBudget
from relogement.documents.formats import INCONNU, deduction, ecart_euros, jour, type_surface
from relogement.documents.mise_en_page import LARGEUR, Histoire, legende, section, tableau, texte, vide
from relogement.documents.symboles import barres
from relogement.formats import euros, nombre, pourcent
from relogement.regles.budget import au_m2, dire_par_jour, ecart
from relogement.regles.convention.acces import dire_acces

_HAUTEUR = 148 * mm
"""Un tableau des budgets se lit d'un seul regard : plutôt une page de plus qu'une coupure."""
PAR_TABLEAU = 4
"""Colonnes de logements par tableau : au-delà, un tableau de plus, toujours lisible sur un A4 debout."""

_CHARTE = "Taux d'effort (charte)"
_FORMULES = (
    "Mensualité résiduelle = loyer − RLS + charges − APL, hors charges personnelles (article 5). Taux d'effort de "
    "la charte = mensualité résiduelle / ressources ; celui de l'arrêté du 10 mars 2011 y ajoute, au forfait, l'eau et "
    "le chauffage individuels. Reste à vivre = ressources − mensualité résiduelle. Unités de consommation "
    "(UC) : 1 pour la première personne, 0,5 par autre personne de 14 ans ou plus, 0,3 en dessous. « inconnu » : un "
    "terme du calcul manque au dossier ; il ne vaut pas zéro."
)


def _quittee(c: ColonneBudget) -> str:
    """Le terme de l'écart : il peut avoir changé depuis la première colonne, ou avant elle."""
    return "–" if c.quitte is None else euros(c.quitte.mensualite_residuelle)


def _environ(c: ColonneBudget, texte: str) -> str:
    """« ≈ » devant ce qui dépend d'une APL estimée."""
    return f"≈\N{NO-BREAK SPACE}{texte}" if c.estimation is not None and texte != INCONNU else texte


def _somme(c: ColonneBudget, centimes: int | None) -> str:
    """À l'euro, avec « ≈ », ce qui dépend d'une APL estimée."""
    return _environ(c, euros(centimes, entier=c.estimation is not None))


def _mensualite(c: ColonneBudget) -> str:
    return _somme(c, c.montre.mensualite_residuelle)


def _ecart(c: ColonneBudget) -> str:
    if c.quitte is None:
        return "–"
    difference = ecart(c.quitte.mensualite_residuelle, c.montre.mensualite_residuelle)
    return _environ(c, ecart_euros(difference, entier=c.estimation is not None))


def _foyer(c: ColonneBudget) -> str:
    uc, personnes = c.budget.uc_dixiemes, c.budget.personnes
    if personnes is None and uc is None:
        return INCONNU
    combien = f"{personnes} pers." if personnes is not None else "nombre inconnu"
    return f"{combien}, {nombre(Decimal(uc) / 10, 1)} UC" if uc is not None else f"{combien}, UC inconnues"


_LIGNES: tuple[tuple[str, Callable[[ColonneBudget], str]], ...] = (
    ("Type et surface", lambda c: type_surface(c.type, c.surface)),
    ("Loyer", lambda c: euros(c.budget.loyer)),
    ("RLS", lambda c: f"≈\N{NO-BREAK SPACE}{deduction(c.montre.rls)}" if c.rls_estimee and c.montre.rls
     else deduction(c.montre.rls)),
    ("Charges", lambda c: euros(c.budget.charges)),
    ("Loyer au m²", lambda c: euros(au_m2(c.budget.loyer, c.surface))),
    ("Loyer et charges au m²", lambda c: euros(au_m2(c.budget.loyer_et_charges, c.surface))),
    ("APL", lambda c: _environ(c, deduction(c.montre.apl))),
    ("Mensualité résiduelle", _mensualite),
    ("Mensualité du logement quitté ce jour-là", _quittee),
    ("Écart avec le logement quitté", _ecart),
    ("Ressources", lambda c: euros(c.budget.ressources)),
    (_CHARTE, lambda c: _environ(c, pourcent(c.montre.taux_effort))),
    ("Taux d'effort (arrêté du 10 mars 2011)", lambda c: _environ(c, pourcent(c.montre.taux_effort_arrete))),
    ("Reste à vivre, total", lambda c: _somme(c, c.montre.reste_a_vivre)),
    ("Reste à vivre par UC et par jour", lambda c: _environ(c, euros(c.montre.reste_par_uc_jour))),
    ("Reste à vivre par personne et par jour", lambda c: _environ(c, euros(c.montre.reste_par_personne_jour))),
    ("Foyer compté", _foyer),
)
_FORTES = frozenset(i for i, (nom, _) in enumerate(_LIGNES) if nom in ("Mensualité résiduelle", _CHARTE))


def budgets(colonnes: Sequence[ColonneBudget]) -> Histoire:
    """Le tableau, coupé en plusieurs s'il y a beaucoup de logements ; le premier reste en tête de chacun."""
    histoire = section("Budgets", _HAUTEUR + 20 * mm)
    if not colonnes:
        return [*histoire, vide("Aucun budget n'est enregistré.")]
    histoire.append(texte(f"Montants par mois. {dire_par_jour(c.budget for c in colonnes)}".rstrip(), "doux"))
    premier, suivants = colonnes[0], colonnes[1:]
    pas = PAR_TABLEAU - 1
    for debut in range(0, max(1, len(suivants)), pas):
        histoire += [CondPageBreak(_HAUTEUR), *_tableau([premier, *suivants[debut : debut + pas]])]
    notes = [texte(f"{c.titre} : {c.estimation.resume}", "petit") for c in colonnes if c.estimation is not None]
    notes += [texte(f"{c.titre} : {dire_acces(c.acces)}", "petit") for c in colonnes if c.acces is not None]
    return [*histoire, *_barres(colonnes), *notes, texte(_FORMULES, "petit")]


def _barres(colonnes: Sequence[ColonneBudget]) -> Histoire:
    connues = [c for c in colonnes if c.montre.mensualite_residuelle is not None]
    if len(connues) < 2:
        return []
    lignes = [(c.titre, c.montre.mensualite_residuelle, _mensualite(c)) for c in colonnes]
    return legende("Mensualité résiduelle", barres(lignes, LARGEUR))


def _tableau(colonnes: Sequence[ColonneBudget]) -> Histoire:
    entetes = (("par mois", 42.0), *((f"{c.titre}\n{_quand(c)}", 30.0) for c in colonnes))
    return tableau(
        entetes, [(nom, *(lire(c) for c in colonnes)) for nom, lire in _LIGNES],
        montants=frozenset(range(1, len(colonnes) + 1)), fortes=_FORTES,
    )


def _quand(c: ColonneBudget) -> str:
    return f"figé le {jour(c.le)}" if c.fige else f"connu au {jour(c.le)}"
