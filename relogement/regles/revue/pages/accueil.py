"""La page « Accueil et localisation » : où vivent les ménages relogés, et dans quel logement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from relogement.regles.revue import mesures
from relogement.regles.revue.chiffre import Indicateur
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.lignes import (
    A_NOUS,
    CONNUS,
    comptage,
    croiser,
    de_liste,
    ligne,
    membre,
    repartition,
    texte_libre,
    vus,
)
from relogement.regles.revue.logements import (
    PEUPLEMENT,
    Evolution,
    Localisation,
    Peuplement,
    localisation,
    peuplement,
    recent,
    surface,
    type_compare,
)
from relogement.regles.revue.revue import Croisement, Page, Population, Revue, Section
from relogement.vocabulaire import Liste, Reservataire

TITRE = "Accueil et localisation"
_SUR = f"{Population.RELOGES.value}, {CONNUS}"
_NEUF = "neuf ou livré depuis moins de 5 ans au jour de la proposition (âge : paramètre de la charte)"


def page(revue: Revue) -> Page:
    """La localisation, le logement, et qui accueille ; les relogés définitivement, décohabitants à part."""
    return Page(
        TITRE,
        (
            lieux(revue),
            sur_site(revue),
            parc(revue),
            _selon(revue, "accueil_type", "Type du logement d'accueil", "Nombre de pièces comparé à celui d'avant",
                   Evolution, type_compare),
            _selon(revue, "accueil_surface", "Surface du logement d'accueil",
                   f"Surface comparée à celle d'avant, équivalente à {revue.parametres.surface} % près",
                   Evolution, lambda d: surface(d, revue.parametres.surface)),
            _selon(revue, "accueil_peuplement", "Peuplement du logement d'accueil",
                   f"Pièces du logement d'accueil ({PEUPLEMENT})",
                   Peuplement, lambda d: peuplement(d, d.accueil)),
            _noms(revue, "accueil_commune", "Commune d'accueil", "Commune du logement d'accueil",
                  lambda d: d.accueil.commune if d.accueil else None),
            _noms(revue, "accueil_bailleur", "Bailleur d'accueil", "Bailleur du logement d'accueil",
                  lambda d: d.accueil.bailleur if d.accueil else None),
            _selon(revue, "accueil_reservataire", "Réservataire d'imputation",
                   "Contingent auquel le relogement est imputé", Reservataire,
                   lambda d: d.arrivee.reservataire if d.arrivee else None),
            _noms(revue, "accueil_financement", "Financement du logement d'accueil", "Financement d'origine",
                  lambda d: d.accueil.financement if d.accueil else None),
            _neuf_par_lieu(revue),
        ),
    )


def _modele(cle: str, libelle: str, definition: str) -> Indicateur:
    return Indicateur(cle, libelle, definition, _SUR, f"logement proposé et bail ; {A_NOUS}")


def lieux(revue: Revue) -> Section:
    """Même QPV, autre QPV, hors QPV : les trois cas du suivi national, les ZUS transposées."""
    return _selon(
        revue, "accueil_lieu", "Localisation", "Quartier prioritaire du logement d'accueil", Localisation, localisation
    )


def sur_site(revue: Revue) -> Section:
    """Dans le quartier quitté, ou non."""
    modele = _modele("accueil_site", "Sur site ou hors site", "Logement d'accueil dans le quartier quitté, ou non")
    modalites = (("sur_site", "sur site"), ("hors_site", "hors site"))

    def lire(d: Dossier) -> str | None:
        hors = d.accueil.hors_quartier if d.accueil else None
        return None if hors is None else ("hors_site" if hors else "sur_site")

    return repartition(revue, modele, modalites, lire, Population.RELOGES)


def parc(revue: Revue) -> Section:
    """Neuf, récent, individuel."""
    neuf = _modele("accueil_neuf", "Neuf ou de moins de 5 ans", f"Logement d'accueil {_NEUF}")
    ans = revue.parametres.neuf_ans
    anru = replace(
        _modele(
            "accueil_recent", f"Neuf, ou conventionné depuis moins de {ans} ans",
            f"Logement d'accueil neuf, ou conventionné depuis moins de {ans} ans au jour du bail (suivi de l'ANRU ; "
            "jour pivot à nous) ; sans date de convention, seul le oui d'un logement neuf se sait",
        ),
        oui_seul=True,
    )
    maison = _modele("accueil_individuel", "Logement individuel", "Logement d'accueil individuel, et non collectif")
    return Section(
        "Parc d'accueil",
        (
            ligne(revue, neuf, comptage(mesures.en_neuf), Population.RELOGES),
            ligne(revue, anru, comptage(lambda d: recent(d, ans)), Population.RELOGES),
            ligne(revue, maison, comptage(lambda d: d.accueil.individuel if d.accueil else None), Population.RELOGES),
        ),
    )


def _selon(
    revue: Revue, cle: str, libelle: str, definition: str, liste: type[Liste], mesure: Callable[[Dossier], Liste | None]
) -> Section:
    return repartition(revue, _modele(cle, libelle, definition), de_liste(liste), membre(mesure), Population.RELOGES)


def _noms(revue: Revue, cle: str, libelle: str, definition: str, mesure: Callable[[Dossier], str | None]) -> Section:
    modalites = vus(revue.reloges, mesure)
    return repartition(revue, _modele(cle, libelle, definition), modalites, texte_libre(mesure), Population.RELOGES)


def _neuf_par_lieu(revue: Revue) -> Croisement:
    return croiser(
        revue,
        _modele("accueil_neuf_lieu", "Neuf ou non, selon la localisation", "Logement d'accueil neuf et localisation"),
        ("Logement d'accueil", (("oui", "neuf ou de moins de 5 ans"), ("non", "ni neuf ni récent")), _oui_non),
        (de_liste(Localisation), membre(localisation)),
        Population.RELOGES,
    )


def _oui_non(d: Dossier) -> str | None:
    neuf = mesures.en_neuf(d)
    return None if neuf is None else ("oui" if neuf else "non")
