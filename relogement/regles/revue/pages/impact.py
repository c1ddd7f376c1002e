"""La page « Impact financier » : le coût du logement avant et après, lu avec l'évolution de la surface (article 5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from relogement.regles.budget import Budget
from relogement.regles.minoration.conditions import Accueil, conditions
from relogement.regles.minoration.conditions import reunies as toutes_reunies
from relogement.regles.revue.chiffre import Chiffre, Indicateur, Mesure, Unite, mediane
from relogement.regles.revue.conditions import RELOGES, bandes_ecart, section_conditions
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.lignes import (
    comptage,
    croiser,
    dans_bandes,
    de_bandes,
    de_liste,
    ligne,
    membre,
    repartition,
    somme,
)
from relogement.regles.revue.logements import Evolution, surface
from relogement.regles.revue.parametres import Bandes
from relogement.regles.revue.revue import Croisement, Ligne, Page, Population, Revue, Section

TITRE = "Impact financier"
AVANT_APRES = "Avant et après le relogement, médianes"
ECARTS = "Médiane des écarts"
_LECTURE = (
    "Médiane des écarts : chaque ménage a le sien, après − avant. Ce n'est pas l'écart des deux médianes."
)
_SOURCE = "budget figé, bail ou loyer en vigueur ; dénominateur à nous"
_MINORATION = (
    "relogement et bail ; conditions de l'ANRU au 1er octobre 2021, l'âge du logement pour tout critère ; plafond APL "
    "tapé, sinon calculé au jour du bail"
)


def page(revue: Revue) -> Page:
    """Les relogés définitivement ; chaque côté du budget vient tout entier d'une seule source."""
    p = revue.parametres
    return Page(
        TITRE,
        (
            section_conditions(revue),
            avant_apres(revue),
            bandes_ecart(revue),
            _ecart_et_surface(revue),
            *_bandes(revue, "effort", "Taux d'effort", p.efforts, _effort),
            *_bandes(revue, "reste", "Reste à vivre par UC et jour", p.restes, lambda b: b.reste_par_uc_jour),
            _minoration(revue),
        ),
    )


@dataclass(frozen=True, slots=True)
class Terme:
    """Un terme du budget : son code, son nom, son unité, comment il se lit d'un côté."""

    code: str
    nom: str
    unite: Unite
    lire: Callable[[Budget], Mesure | None]


TERMES = (
    Terme("loyer", "Loyer", Unite.EUROS, lambda b: b.loyer),
    Terme("charges", "Charges", Unite.EUROS, lambda b: b.charges),
    Terme("rls", "RLS", Unite.EUROS, lambda b: b.rls),
    Terme("apl", "APL", Unite.EUROS, lambda b: b.apl),
    Terme("mensualite", "Mensualité résiduelle", Unite.EUROS, lambda b: b.mensualite_residuelle),
    Terme("effort", "Taux d'effort (charte)", Unite.TAUX, lambda b: b.taux_effort),
    Terme("effort_arrete", "Taux d'effort (arrêté de 2011)", Unite.TAUX, lambda b: b.taux_effort_arrete),
    Terme("reste", "Reste à vivre par UC et jour", Unite.EUROS, lambda b: b.reste_par_uc_jour),
)


_ECARTS = {Unite.EUROS: Unite.ECART, Unite.TAUX: Unite.POINTS}


def avant_apres(revue: Revue) -> Croisement:
    """Chaque terme avant, après, et son écart, sur les ménages dont les deux côtés sont connus : ils se comparent."""
    reloges = revue.parmi(Population.RELOGES)
    rangees = ((t.nom, tuple(_cote(t, nom, mesure, reloges) for nom, mesure in _cotes(t))) for t in TERMES)
    return Croisement(AVANT_APRES, "Par mois", ("Avant", "Après", ECARTS), tuple(rangees), note=_LECTURE)


Cote = Callable[[Dossier], Mesure | None]


def _cotes(t: Terme) -> tuple[tuple[str, Cote], ...]:
    def lus(d: Dossier) -> tuple[Mesure, Mesure] | None:
        avant = t.lire(d.finances.avant)
        apres = t.lire(d.finances.apres) if d.finances.apres else None
        return None if avant is None or apres is None else (avant, apres)

    def cote(choix: Callable[[tuple[Mesure, Mesure]], Mesure]) -> Cote:
        return lambda d: None if (deux := lus(d)) is None else choix(deux)

    return ("avant", cote(lambda x: x[0])), ("après", cote(lambda x: x[1])), ("écart", cote(lambda x: x[1] - x[0]))


def _cote(t: Terme, nom: str, mesure: Cote, reloges: Sequence[Dossier]) -> Chiffre:
    i = Indicateur(
        f"impact_{t.code}:{nom}",
        f"{t.nom}, {nom}, médiane",
        f"Médiane : {t.nom}, {nom}, sur les ménages dont l'avant et l'après sont connus.",
        RELOGES,
        _SOURCE,
        _ECARTS[t.unite] if nom == "écart" else t.unite,
    )
    return mediane(i, reloges, mesure)


def _effort(b: Budget) -> int | None:
    """En dix-millièmes, les décimales tombent : 29,999 % reste sous 30 %."""
    return None if b.taux_effort is None else int(b.taux_effort * 10_000)


def _bandes(
    revue: Revue, code: str, nom: str, bandes: Bandes, lire: Callable[[Budget], int | None]
) -> tuple[Section, ...]:
    def cote(mot: str, budget: Callable[[Dossier], Budget | None]) -> Section:
        modele = Indicateur(
            f"impact_{code}_{mot}".replace("è", "e"),
            f"{nom} {mot}, par tranche",
            f"{nom} {mot}",
            RELOGES,
            "tranches à nous, paramètres de la charte",
        )

        def mesure(d: Dossier) -> int | None:
            b = budget(d)
            return None if b is None else lire(b)

        return repartition(revue, modele, de_bandes(bandes), dans_bandes(bandes, mesure), Population.RELOGES)

    return cote("avant", lambda d: d.finances.avant), cote("après", lambda d: d.finances.apres)


def _ecart_et_surface(revue: Revue) -> Croisement:
    p = revue.parametres
    modele = Indicateur(
        "impact_ecart_surface",
        "Écart de mensualité, selon l'évolution de la surface",
        "Écart de mensualité résiduelle et évolution de la surface",
        "ménages relogés définitivement dont l'écart et les deux surfaces sont connus",
        f"croisement du suivi national ; tranches à nous, surface équivalente à {p.surface} % près",
    )
    return croiser(
        revue,
        modele,
        ("Écart de mensualité", de_bandes(p.ecarts), dans_bandes(p.ecarts, lambda d: d.finances.ecart)),
        ([(c, f"surface {mot}") for c, mot in de_liste(Evolution)], membre(lambda d: surface(d, p.surface))),
        Population.RELOGES,
    )


def _minoration(revue: Revue) -> Section:
    i = Indicateur(
        "minoration_conditions",
        "Minoration : conditions réunies",
        "Démolition en convention ANRU, relogement définitif, logement neuf ou de moins de 5 ans, loyer du bail dans "
        "la limite du plafond APL ; inconnu si une condition l'est et qu'aucune ne manque.",
        RELOGES,
        _MINORATION,
    )
    demandee = replace(
        i, cle="minoration_demandee", libelle="Minoration : demandes",
        definition="Une minoration de loyer est demandée par le bailleur d'accueil (A04.4).",
    )
    montant = replace(
        i, cle="minoration_montant", libelle="Minoration : montant demandé",
        definition="Total des forfaits demandés ; inconnu pour une demande sans montant.", unite=Unite.EUROS,
    )
    lignes: list[Ligne] = [
        ligne(revue, i, comptage(reunies), Population.RELOGES),
        ligne(revue, demandee, comptage(minoration_demandee), Population.RELOGES),
        ligne(revue, montant, somme(montant_minoration), Population.RELOGES),
    ]
    return Section("Minoration de loyer (article 4)", tuple(lignes))


def reunies(d: Dossier) -> bool | None:
    """Vrai si toutes les conditions de la minoration sont réunies, faux si l'une manque, None si on ne sait pas."""
    bail = d.bail
    if bail is None:
        return False
    operation, neuf = d.faits.operation, d.accueil.neuf if d.accueil else None
    if not (operation.anru and operation.demolition) or neuf is False:
        return False
    return toutes_reunies(conditions(Accueil(
        operation.demolition, operation.anru, bail.temporaire, neuf, neuf, bail.bail_signe, bail.loyer,
        bail.plafond_apl,
    )))


def minoration_demandee(d: Dossier) -> bool:
    """Vrai si le bailleur d'accueil a demandé la minoration du loyer de ce bail."""
    return d.bail is not None and d.bail.minoration_demandee is not None


def montant_minoration(d: Dossier) -> int | None:
    """Le forfait demandé, en centimes ; 0 s'il ne l'est pas, None si son montant n'est pas noté."""
    return d.bail.minoration if d.bail and minoration_demandee(d) else 0
