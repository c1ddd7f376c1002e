"""Les conditions du relogement : parc d'accueil, mensualité résiduelle, taux d'effort, reste à vivre."""

from __future__ import annotations

from relogement.regles.budget import JOURS_DE_LA_CHARTE, MOIS_PAR_AN
from relogement.regles.revue import mesures
from relogement.regles.revue.chiffre import Indicateur, Unite
from relogement.regles.revue.lignes import (
    Calcul,
    comptage,
    dans_bandes,
    de_bandes,
    en_mediane,
    en_moyenne,
    ligne,
    repartition,
)
from relogement.regles.revue.revue import Population, Revue, Section

RELOGES = "ménages relogés définitivement dont la donnée est connue"
_BUDGET = "budget figé, bail ou loyer en vigueur ; dénominateur à nous"
_LOGEMENT = "logement proposé ; dénominateur à nous"


def _indicateur(
    cle: str, libelle: str, definition: str, unite: Unite = Unite.NOMBRE, source: str = _BUDGET
) -> Indicateur:
    return Indicateur(cle, libelle, definition, RELOGES, source, unite)


_ECART = (
    "Mensualité résiduelle après − avant, par ménage ; mensualité résiduelle = loyer − RLS + charges − APL, charges "
    "personnelles exclues, jamais négative (article 5)."
)
_VIVRE = (
    f"(Ressources − mensualité résiduelle) × {MOIS_PAR_AN} / {JOURS_DE_LA_CHARTE}, par unité de consommation : 1 ; "
    "0,5 par autre personne de 14 ans ou plus ; 0,3 par enfant plus jeune."
)
_EFFORT = "Mensualité résiduelle / ressources du mois ; inconnu si les ressources sont nulles."

_TABLE: tuple[tuple[Indicateur, Calcul], ...] = (
    (
        _indicateur(
            "neuf",
            "En logement neuf ou de moins de 5 ans",
            "Neuf ou livré depuis moins de 5 ans au jour de la proposition.",
            source=_LOGEMENT,
        ),
        comptage(mesures.en_neuf),
    ),
    (
        _indicateur("qpv", "En QPV", "Le logement d'accueil est dans un QPV.", source=_LOGEMENT),
        comptage(mesures.en_qpv),
    ),
    (
        _indicateur("hausse", "Mensualité résiduelle en hausse", f"L'écart est positif. {_ECART}"),
        comptage(mesures.en_hausse),
    ),
    (
        _indicateur("ecart_median", "Écart de mensualité résiduelle, médiane", f"Médiane. {_ECART}", Unite.EUROS),
        en_mediane(lambda d: d.finances.ecart),
    ),
    (
        _indicateur("ecart_moyen", "Écart de mensualité résiduelle, moyenne", f"Moyenne. {_ECART}", Unite.EUROS),
        en_moyenne(lambda d: d.finances.ecart),
    ),
    (
        _indicateur(
            "ecart_relatif",
            "Écart de mensualité résiduelle, médiane en %",
            "Médiane des écarts rapportés chacun à la mensualité d'avant ; inconnu si celle-ci est nulle.",
            Unite.TAUX,
        ),
        en_mediane(lambda d: d.finances.ecart_relatif),
    ),
    (
        _indicateur("effort_avant", "Taux d'effort avant, médiane", f"Médiane. {_EFFORT}", Unite.TAUX),
        en_mediane(mesures.effort_avant),
    ),
    (
        _indicateur("effort_apres", "Taux d'effort après, médiane", f"Médiane. {_EFFORT}", Unite.TAUX),
        en_mediane(mesures.effort_apres),
    ),
    (
        _indicateur("vivre_avant", "Reste à vivre par UC et jour avant, médiane", f"Médiane. {_VIVRE}", Unite.EUROS),
        en_mediane(mesures.vivre_avant),
    ),
    (
        _indicateur("vivre_apres", "Reste à vivre par UC et jour après, médiane", f"Médiane. {_VIVRE}", Unite.EUROS),
        en_mediane(mesures.vivre_apres),
    ),
)


def section_conditions(revue: Revue) -> Section:
    """Les conditions des ménages relogés à la date, de ceux de la période, et des décohabitants relogés."""
    return Section("Conditions du relogement", tuple(ligne(revue, i, c, Population.RELOGES) for i, c in _TABLE))


def bandes_ecart(revue: Revue) -> Section:
    """Combien de ménages relogés, décohabitants exclus, par tranche d'écart de mensualité résiduelle."""
    modele = Indicateur(
        "impact_ecart",
        "Ménages relogés par tranche d'écart de mensualité",
        "Écart de mensualité résiduelle, après − avant",
        RELOGES,
        "tranches à nous, paramètres de la charte",
    )
    tranches = revue.parametres.ecarts
    lire = dans_bandes(tranches, lambda d: d.finances.ecart)
    return repartition(revue, modele, de_bandes(tranches), lire, Population.RELOGES)
