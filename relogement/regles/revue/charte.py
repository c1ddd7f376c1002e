"""La charte dans la revue : combien d'obligations respectées, en retard, non respectées, et combien à vérifier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from relogement.regles.charte.etats import Etat
from relogement.regles.revue.chiffre import Chiffre, Indicateur, compter
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.revue import Ligne, Revue, Section

JUGEES = "obligations jugées : respectées, en retard ou non respectées"
TOUTES = "toutes les obligations évaluées, ménage par ménage"
_SOURCE = "moteur de la charte, faits datés jusqu'au dernier jour du trimestre"
_JUGEES = frozenset({Etat.RESPECTEE, Etat.EN_RETARD, Etat.NON_RESPECTEE})
MANQUEMENTS = frozenset({Etat.EN_RETARD, Etat.NON_RESPECTEE})

Test = Callable[[Etat, bool], bool]
"""Un état et « après l'échéance »."""
Decomptes = list[tuple[str, Counter[tuple[Etat, bool]]]]
"""Pour chaque code de ménage, ses obligations par état, en retard ou non."""


def _indicateur(cle: str, libelle: str, definition: str, denominateur: str = JUGEES) -> Indicateur:
    return Indicateur(cle, libelle, definition, denominateur, _SOURCE)


def _dans(*etats: Etat) -> Test:
    return lambda etat, _: etat in etats


_TABLE: tuple[tuple[Indicateur, Test], ...] = (
    (_indicateur("charte_respectee", "Obligations respectées", "Faites, avec leur preuve."), _dans(Etat.RESPECTEE)),
    (
        _indicateur("charte_tardive", "   dont après l'échéance", "Respectées, mais après leur échéance."),
        lambda etat, tardive: etat is Etat.RESPECTEE and tardive,
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
    menages, a_part = _decomptes(revue.menages), _decomptes(revue.decohabitants)
    lignes = [Ligne(i, _obligations(i, menages, test), None, _obligations(i, a_part, test)) for i, test in _TABLE]
    en_retard = compter(_EN_DEFAUT, revue.menages, en_defaut)
    return Section(
        "Charte", (*lignes, Ligne(_EN_DEFAUT, en_retard, None, compter(_EN_DEFAUT, revue.decohabitants, en_defaut)))
    )


def nombre_etat(d: Dossier, etat: Etat) -> int:
    """Le nombre d'obligations de ce ménage dans cet état."""
    return sum(c.etat is etat for c in d.constats)


def en_defaut(d: Dossier) -> bool:
    """Vrai si une obligation au moins est en retard ou non respectée."""
    return any(c.etat in MANQUEMENTS for c in d.constats)


def _decomptes(dossiers: Sequence[Dossier]) -> Decomptes:
    return [(d.code, Counter((c.etat, bool(c.jours)) for c in d.constats)) for d in dossiers]


def _obligations(indicateur: Indicateur, decomptes: Decomptes, test: Test) -> Chiffre:
    nombres = [(code, sum(n for cle, n in compte.items() if test(*cle))) for code, compte in decomptes]
    total: Counter[Etat] = Counter()
    for _, compte in decomptes:
        for (etat, _), n in compte.items():
            total[etat] += n
    jugees = indicateur.denominateur == JUGEES
    connus = sum(n for etat, n in total.items() if not jugees or etat in _JUGEES)
    inconnus = total[Etat.INDETERMINEE] if jugees else 0
    return Chiffre(indicateur, sum(n for _, n in nombres), connus, inconnus, tuple(c for c, n in nombres if n))
