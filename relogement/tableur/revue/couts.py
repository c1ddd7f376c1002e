"""Les colonnes de coûts, avant et après, de « Ménages »."""

from __future__ import annotations

from collections.abc import Callable

from relogement.regles.budget import JOURS_DE_LA_CHARTE, MOIS_PAR_AN, Budget
from relogement.regles.revue.dossier import Dossier
from relogement.tableur.revue.cellules import Colonne, Genre, Valeur, connu

C = Colonne[Dossier]
Cote = Callable[[Dossier], Budget | None]

_TERMES: tuple[tuple[str, Genre, Callable[[Budget], Valeur], str], ...] = (
    ("Loyer", Genre.EUROS, lambda b: connu(b.loyer), "Loyer hors charges, par mois."),
    ("Charges", Genre.EUROS, lambda b: connu(b.charges), "Charges par mois, hors eau et chauffage individuels."),
    ("RLS", Genre.EUROS, lambda b: connu(b.rls), "Réduction de loyer de solidarité, par mois."),
    ("APL", Genre.EUROS, lambda b: connu(b.apl), "Aide au logement, par mois."),
    (
        "Mensualité résiduelle",
        Genre.EUROS,
        lambda b: connu(b.mensualite_residuelle),
        "Loyer − RLS + charges − APL, jamais négative ; inconnue si un des quatre termes l'est.",
    ),
    (
        "Taux d'effort",
        Genre.TAUX,
        lambda b: connu(b.taux_effort),
        "Mensualité résiduelle / ressources ; inconnu si les ressources sont inconnues ou nulles, ou ne sont que "
        "celles des personnes nommées quand d'autres ne le sont pas.",
    ),
    (
        "Taux d'effort (arrêté de 2011)",
        Genre.TAUX,
        lambda b: connu(b.taux_effort_arrete),
        "Le même, eau et chauffage individuels ajoutés au forfait ; inconnu sans ce forfait.",
    ),
    (
        "Reste à vivre par UC et jour",
        Genre.EUROS,
        lambda b: connu(b.reste_par_uc_jour),
        f"(Ressources − mensualité résiduelle) × {MOIS_PAR_AN} / {JOURS_DE_LA_CHARTE} / unités de consommation ; "
        "inconnu si quelqu'un n'est pas nommé ou si son âge est inconnu.",
    ),
)


def avant(d: Dossier) -> Budget | None:
    """Le côté du logement quitté."""
    return d.finances.avant


def apres(d: Dossier) -> Budget | None:
    """Le côté du logement d'accueil ; None tant qu'il n'y en a pas."""
    return d.finances.apres


def colonnes_couts() -> tuple[C, ...]:
    """Chaque terme avant puis après, et les deux écarts."""
    cotes = ((avant, "avant"), (apres, "après"))
    paires = [_colonne(*terme, cote=cote, nom=nom) for terme in _TERMES for cote, nom in cotes]
    return (
        *paires,
        Colonne(
            "Écart de mensualité (€)",
            Genre.EUROS,
            lambda d: connu(d.finances.ecart) if d.finances.apres else None,
            "Mensualité résiduelle après − avant.",
        ),
        Colonne(
            "Écart de mensualité (%)",
            Genre.TAUX,
            lambda d: connu(d.finances.ecart_relatif) if d.finances.apres else None,
            "Écart rapporté à la mensualité d'avant ; inconnu si elle est nulle ou inconnue.",
        ),
    )


def _colonne(titre: str, genre: Genre, lire: Callable[[Budget], Valeur], definition: str, *, cote: Cote, nom: str) -> C:
    def cellule(d: Dossier) -> Valeur:
        budget = cote(d)
        return None if budget is None else lire(budget)

    return Colonne(f"{titre} {nom}", genre, cellule, definition)
