"""Les conditions du relogement : parc d'accueil, mensualité résiduelle, taux d'effort, reste à vivre."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from relogement.regles.revue import mesures
from relogement.regles.revue.chiffre import Chiffre, Indicateur, Unite, compter, mediane, moyenne
from relogement.regles.revue.dossier import Dossier, Situation
from relogement.regles.revue.parametres import Bande
from relogement.regles.revue.revue import Ligne, Revue, Section

RELOGES = "ménages relogés définitivement dont la donnée est connue"
_BUDGET = "budget figé, bail ou loyer en vigueur ; dénominateur à nous"
_LOGEMENT = "logement proposé ; dénominateur à nous"

Calcul = Callable[[Indicateur, Sequence[Dossier]], Chiffre]


def _compte(test: Callable[[Dossier], bool | None]) -> Calcul:
    return lambda i, d: compter(i, d, test)


def _mediane(mesure: Callable[[Dossier], int | Decimal | None]) -> Calcul:
    return lambda i, d: mediane(i, d, mesure)


def _moyenne(mesure: Callable[[Dossier], int | Decimal | None]) -> Calcul:
    return lambda i, d: moyenne(i, d, mesure)


def _indicateur(
    cle: str, libelle: str, definition: str, unite: Unite = Unite.NOMBRE, source: str = _BUDGET
) -> Indicateur:
    return Indicateur(cle, libelle, definition, RELOGES, source, unite)


_ECART = (
    "Mensualité résiduelle après − avant, par ménage ; mensualité résiduelle = loyer − RLS + charges − APL, charges "
    "personnelles exclues, jamais négative (article 5)."
)
_VIVRE = (
    "(Ressources − mensualité résiduelle) × 12 / 365, par unité de consommation : 1 ; 0,5 par autre personne de 14 ans "
    "ou plus ; 0,3 par enfant plus jeune."
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
        _compte(mesures.en_neuf),
    ),
    (
        _indicateur("qpv", "En QPV", "Le logement d'accueil est dans un QPV.", source=_LOGEMENT),
        _compte(mesures.en_qpv),
    ),
    (
        _indicateur("hausse", "Mensualité résiduelle en hausse", f"L'écart est positif. {_ECART}"),
        _compte(mesures.en_hausse),
    ),
    (
        _indicateur("ecart_median", "Écart de mensualité résiduelle, médiane", f"Médiane. {_ECART}", Unite.EUROS),
        _mediane(lambda d: d.finances.ecart),
    ),
    (
        _indicateur("ecart_moyen", "Écart de mensualité résiduelle, moyenne", f"Moyenne. {_ECART}", Unite.EUROS),
        _moyenne(lambda d: d.finances.ecart),
    ),
    (
        _indicateur(
            "ecart_relatif",
            "Écart de mensualité résiduelle, médiane en %",
            "Médiane des écarts rapportés chacun à la mensualité d'avant ; inconnu si celle-ci est nulle.",
            Unite.TAUX,
        ),
        _mediane(lambda d: d.finances.ecart_relatif),
    ),
    (
        _indicateur("effort_avant", "Taux d'effort avant, médiane", f"Médiane. {_EFFORT}", Unite.TAUX),
        _mediane(mesures.effort_avant),
    ),
    (
        _indicateur("effort_apres", "Taux d'effort après, médiane", f"Médiane. {_EFFORT}", Unite.TAUX),
        _mediane(mesures.effort_apres),
    ),
    (
        _indicateur("vivre_avant", "Reste à vivre par UC et jour avant, médiane", f"Médiane. {_VIVRE}", Unite.EUROS),
        _mediane(mesures.vivre_avant),
    ),
    (
        _indicateur("vivre_apres", "Reste à vivre par UC et jour après, médiane", f"Médiane. {_VIVRE}", Unite.EUROS),
        _mediane(mesures.vivre_apres),
    ),
)


def section_conditions(revue: Revue) -> Section:
    """Les conditions des ménages relogés à la date, de ceux du trimestre, et des décohabitants relogés."""
    reloges = [d for d in revue.menages if d.situation is Situation.RELOGE]
    du_trimestre = [d for d in reloges if d.emmenage_le is not None and d.emmenage_le in revue.trimestre]
    a_part = [d for d in revue.decohabitants if d.situation is Situation.RELOGE]
    lignes = (Ligne(i, c(i, reloges), c(i, du_trimestre), c(i, a_part)) for i, c in _TABLE)
    return Section("Conditions du relogement", tuple(lignes))


def bandes_ecart(revue: Revue) -> tuple[Chiffre, ...]:
    """Combien de ménages relogés, décohabitants exclus, par tranche d'écart de mensualité résiduelle."""
    reloges = [d for d in revue.menages if d.situation is Situation.RELOGE]
    return tuple(_bande(bande, reloges) for bande in revue.parametres.ecarts)


def _bande(bande: Bande, reloges: Sequence[Dossier]) -> Chiffre:
    indicateur = Indicateur(
        f"bande:{bande.libelle}",
        bande.libelle[0].upper() + bande.libelle[1:],
        f"Écart de mensualité résiduelle : {bande.libelle}.",
        RELOGES,
        "tranche à nous, paramétrable",
    )
    return compter(
        indicateur, reloges, lambda d: None if d.finances.ecart is None else bande.contient(d.finances.ecart)
    )
