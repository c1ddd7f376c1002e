"""La charte dans la revue : combien d'obligations respectées, en retard, non respectées, et combien à vérifier."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.revue.chiffre import Chiffre, Indicateur, compter
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.revue import Ligne, Revue, Section

JUGEES = "obligations jugées : respectées, en retard ou non respectées"
TOUTES = "toutes les obligations évaluées, ménage par ménage"
_SOURCE = "moteur de la charte, faits datés jusqu'au dernier jour du trimestre"
_JUGEES = frozenset({Etat.RESPECTEE, Etat.EN_RETARD, Etat.NON_RESPECTEE})
MANQUEMENTS = frozenset({Etat.EN_RETARD, Etat.NON_RESPECTEE})

Test = Callable[[Constat], bool]


def _indicateur(cle: str, libelle: str, definition: str, denominateur: str = JUGEES) -> Indicateur:
    return Indicateur(cle, libelle, definition, denominateur, _SOURCE)


def _dans(*etats: Etat) -> Test:
    return lambda c: c.etat in etats


_TABLE: tuple[tuple[Indicateur, Test], ...] = (
    (_indicateur("charte_respectee", "Obligations respectées", "Faites, avec leur preuve."), _dans(Etat.RESPECTEE)),
    (
        _indicateur("charte_tardive", "   dont après l'échéance", "Respectées, mais après leur échéance."),
        lambda c: c.etat is Etat.RESPECTEE and bool(c.jours),
    ),
    (
        _indicateur(
            "charte_retard",
            "Obligations en retard",
            "Dues, pas faites, échéance passée ; pour un ménage sorti, figées au jour de la sortie.",
        ),
        _dans(Etat.EN_RETARD),
    ),
    (
        _indicateur(
            "charte_non_respectee", "Obligations non respectées", "Ne peuvent plus l'être, ou faites autrement."
        ),
        _dans(Etat.NON_RESPECTEE),
    ),
    (
        _indicateur("charte_verifier", "Obligations à vérifier", "Un fait qui décide est inconnu.", TOUTES),
        _dans(Etat.INDETERMINEE),
    ),
    (
        _indicateur(
            "charte_a_faire", "Obligations à faire ou à venir", "Pas encore dues, ou dues et dans les temps.", TOUTES
        ),
        _dans(Etat.A_FAIRE, Etat.A_VENIR),
    ),
    (
        _indicateur("charte_sans_objet", "Obligations sans objet", "Ne regardent pas ce ménage.", TOUTES),
        _dans(Etat.SANS_OBJET),
    ),
)
_EN_DEFAUT = Indicateur(
    "charte_menages",
    "Ménages avec un retard ou un manquement",
    "Au moins une obligation en retard ou non respectée.",
    "ménages à reloger, décohabitants exclus",
    _SOURCE,
)


def section_charte(revue: Revue) -> Section:
    """Les obligations par état, à la date ; le flux d'un trimestre n'aurait pas de sens pour un état."""
    lignes = [
        Ligne(i, _obligations(i, revue.menages, test), None, _obligations(i, revue.decohabitants, test))
        for i, test in _TABLE
    ]
    menages = compter(_EN_DEFAUT, revue.menages, en_defaut)
    return Section(
        "Charte", (*lignes, Ligne(_EN_DEFAUT, menages, None, compter(_EN_DEFAUT, revue.decohabitants, en_defaut)))
    )


def nombre_etat(d: Dossier, etat: Etat) -> int:
    """Le nombre d'obligations de ce ménage dans cet état."""
    return sum(c.etat is etat for c in d.constats)


def en_defaut(d: Dossier) -> bool:
    """Vrai si une obligation au moins est en retard ou non respectée."""
    return any(c.etat in MANQUEMENTS for c in d.constats)


def _obligations(indicateur: Indicateur, dossiers: Sequence[Dossier], test: Test) -> Chiffre:
    nombres = [(d, sum(map(test, d.constats))) for d in dossiers]
    jugees = sum(c.etat in _JUGEES for d in dossiers for c in d.constats)
    inconnus = sum(nombre_etat(d, Etat.INDETERMINEE) for d in dossiers)
    total = sum(len(d.constats) for d in dossiers)
    connus, ignores = (jugees, inconnus) if indicateur.denominateur == JUGEES else (total, 0)
    return Chiffre(indicateur, sum(n for _, n in nombres), connus, ignores, tuple(d.code for d, n in nombres if n))
