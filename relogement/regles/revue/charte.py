"""La charte dans la revue : combien d'obligations respectées, en retard, non respectées, et combien à vérifier."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from relogement.regles.charte.etats import Etat
from relogement.regles.revue.chiffre import Chiffre, Indicateur, Unite
from relogement.regles.revue.dossier import Dossier, Jugement
from relogement.regles.revue.lignes import Calcul, actes, comptage, ligne, somme
from relogement.regles.revue.revue import Croisement, Ligne, Population, Revue, Section, Tableau
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES

_SAUF = f"sauf {', '.join(sorted(OBLIGATIONS_SOCIALES))}"
JUGEES = f"obligations jugées : respectées, en retard ou non respectées, {_SAUF}"
TOUTES = f"toutes les obligations évaluées, ménage par ménage, {_SAUF}"
_SOURCE = "moteur de la charte, faits datés jusqu'au jour de la photographie"
_JUGEES = frozenset({Etat.RESPECTEE, Etat.EN_RETARD, Etat.NON_RESPECTEE})
MANQUEMENTS = frozenset({Etat.EN_RETARD, Etat.NON_RESPECTEE})

Test = Callable[[Etat, bool], bool]
"""Un état et « après l'échéance »."""
Comptes = Mapping[int, Counter[tuple[Etat, bool]]]
"""Les obligations d'un dossier, désigné par son identité, par état et après l'échéance ou non."""


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
    f"Au moins une obligation en retard ou non respectée, {_SAUF} ; inconnu si aucune ne l'est mais qu'une reste à "
    "vérifier.",
    Population.A_RELOGER.value,
    _SOURCE,
)


def section_charte(revue: Revue) -> Section:
    """Les obligations par état, à la date ; le flux d'une période n'aurait pas de sens pour un état.

    Celles qui disent une difficulté sociale se comptent à part, obligation par obligation : ménage par ménage, leur
    total dirait qui en a une.
    """
    # Comptées une fois par ménage : quarante obligations chacun, pour huit lignes.
    lots = [revue.dossiers, revue.precedente.dossiers if revue.precedente else ()]
    comptes = {id(d): Counter((c.etat, c.tardif) for c in montrables(d)) for lot in lots for d in lot}
    lignes = [ligne(revue, i, _obligations(test, comptes)) for i, test in _TABLE]
    return Section("Charte", (*lignes, ligne(revue, _EN_DEFAUT, comptage(en_defaut)), _deroges(revue)))


def _deroges(revue: Revue) -> Ligne:
    i = _indicateur(
        "charte_derogations",
        "Dérogations motivées",
        "Obligations qu'une dérogation motivée explique ; leur état ne change pas.",
        TOUTES,
    )
    return ligne(revue, actes(i), somme(derogations))


def obligations_par_etat(revue: Revue) -> tuple[Croisement, Croisement]:
    """Chaque obligation d'un ménage, décohabitants exclus : ses états, qui se partagent les ménages ; ses dérogations.

    Une dérogation s'ajoute à un état, elle n'en est pas un : elle se compte à part.
    """
    libelles = {c.id: c.libelle for d in revue.menages for c in d.constats}
    qui: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    tous = tuple(d.code for d in revue.menages)
    for d in revue.menages:
        for c in d.constats:
            qui[c.id, c.etat.value].append(d.code)
            if c.deroge:
                qui[c.id, _DEROGATION[0]].append(d.code)

    def tableau(titre: str, etats: Sequence[tuple[str, str]]) -> Croisement:
        rangees = (
            (f"{cle} {libelles[cle]}", tuple(_case(tous, cle, libelles[cle], e, qui[cle, e[0]]) for e in etats))
            for cle in sorted(libelles)
        )
        return Croisement(titre, "Obligation", tuple(mot[:1].upper() + mot[1:] for _, mot in etats), tuple(rangees))

    return (
        tableau("Obligations envers les ménages, par état", [(e.value, e.mot) for e in Etat]),
        tableau("Dérogations motivées, en plus de l'état", [_DEROGATION]),
    )


_DEROGATION = ("derogation", "dérogation motivée")


def _case(tous: tuple[str, ...], cle: str, libelle: str, etat: tuple[str, str], codes: list[str]) -> Chiffre:
    i = Indicateur(
        f"charte:{cle}:{etat[0]}",
        f"{cle} {libelle} : {etat[1]}",
        f"Ménages dont l'obligation {cle} est : {etat[1]}.",
        Population.A_RELOGER.value,
        _SOURCE,
    )
    return Chiffre(i, len(codes), len(tous), 0, tuple(codes), tous)


def obligations_operations(revue: Revue) -> Tableau:
    """Les obligations de chaque opération et leur état."""
    colonnes: tuple[tuple[str, Unite | None, str], ...] = (
        ("Obligation", None, "L'obligation de la charte envers l'opération."),
        ("Opération", None, "Code de l'opération."),
        ("État", None, "Son état à la date, jugé comme ceux des ménages."),
        ("Dérogation", None, "Vrai si une dérogation motivée l'explique."),
    )
    rangees = (
        (f"{c.id} {c.libelle}", o.code, c.etat.mot, "oui" if c.deroge else "non")
        for o in revue.operations
        for c in o.constats
    )
    return Tableau("Obligations des opérations", colonnes, tuple(rangees))


def montrables(d: Dossier) -> list[Jugement]:
    """Les constats que l'on compte ménage par ménage : tous, sauf ceux qui diraient une difficulté sociale."""
    return [c for c in d.constats if c.id not in OBLIGATIONS_SOCIALES]


def nombre_etat(d: Dossier, etat: Etat) -> int:
    """Le nombre d'obligations montrables de ce ménage dans cet état."""
    return sum(c.etat is etat for c in montrables(d))


def derogations(d: Dossier) -> int:
    """Le nombre d'obligations montrables de ce ménage qu'une dérogation motivée explique."""
    return sum(c.deroge for c in montrables(d))


def en_defaut(d: Dossier) -> bool | None:
    """Vrai si une obligation montrable au moins est en retard ou non respectée.

    None si aucune ne l'est mais qu'une reste à vérifier : elle peut l'être.
    """
    etats = {c.etat for c in montrables(d)}
    if etats & MANQUEMENTS:
        return True
    return None if Etat.INDETERMINEE in etats else False


def _obligations(test: Test, comptes: Comptes) -> Calcul:
    return lambda i, dossiers: _compter(i, [(d.code, comptes[id(d)]) for d in dossiers], test)


def _compter(indicateur: Indicateur, comptes: Sequence[tuple[str, Counter[tuple[Etat, bool]]]], test: Test) -> Chiffre:
    """Des obligations, et non des ménages : `connus` sont les obligations du dénominateur."""
    jugees = indicateur.denominateur == JUGEES
    nombres = [(code, sum(n for cle, n in siens.items() if test(*cle))) for code, siens in comptes]
    etats: Counter[Etat] = Counter()
    for _, siens in comptes:
        for (etat, _), n in siens.items():
            etats[etat] += n
    connus = sum(n for etat, n in etats.items() if not jugees or etat in _JUGEES)
    inconnus = etats[Etat.INDETERMINEE] if jugees else 0
    codes = tuple(code for code, _ in comptes)
    return Chiffre(indicateur, sum(n for _, n in nombres), connus, inconnus, tuple(c for c, n in nombres if n), codes)
