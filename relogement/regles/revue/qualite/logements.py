"""Les logements : surfaces, types, quartier et réservataire, vraisemblables et connus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from relogement.regles.charte.constat import Cible
from relogement.regles.revue.dossier import Dossier, Situation
from relogement.regles.revue.logements import localisation, nombre_pieces
from relogement.regles.revue.qualite.anomalie import Gravite, Regle

SURFACE_MINIMUM, SURFACE_MAXIMUM = 900, 30_000
"""De 9 à 300 m², en dm² : au-delà, la surface est sans doute mal tapée (à nous)."""


def surface_moitie(d: Dossier) -> Iterator[Cible]:
    """Une surface divisée ou multipliée par deux : souvent une faute de frappe."""
    avant, apres = d.quitte.surface, d.accueil.surface if d.accueil else None
    if avant is not None and apres is not None and (2 * apres <= avant or apres >= 2 * avant):
        yield Cible("propositions", "equivalent", _acceptee(d))


def surface_invraisemblable(d: Dossier) -> Iterator[Cible]:
    """Une surface qu'un logement n'a pas : souvent une virgule perdue."""
    for habitat, cible in ((d.quitte, Cible("foyer")), (d.accueil, Cible("propositions", "equivalent", _acceptee(d)))):
        surface = habitat.surface if habitat else None
        if surface is not None and not SURFACE_MINIMUM <= surface <= SURFACE_MAXIMUM:
            yield cible


def quitte_inconnu(d: Dossier) -> Iterator[Cible]:
    """Le type ou la surface du logement quitté manque : rien ne s'y compare."""
    if nombre_pieces(d.quitte) is None:
        yield Cible("foyer", "type")
    elif d.quitte.surface is None:
        yield Cible("foyer", "surface")


def _manque(champ: str, inconnu: Callable[[Dossier], bool]) -> Callable[[Dossier], Iterator[Cible]]:
    def trouve(d: Dossier) -> Iterator[Cible]:
        acceptee = _acceptee(d)
        if d.situation is Situation.RELOGE and acceptee is not None and inconnu(d):
            yield Cible("propositions", champ, acceptee)

    return trouve


def sans_reservataire(d: Dossier) -> Iterator[Cible]:
    """Un relogement qui ne nomme pas le réservataire auquel il est imputé (C5)."""
    if d.arrivee is not None and d.arrivee.reservataire is None and d.bail is not None:
        yield Cible("demenagement", "bail", d.bail.id)


def _acceptee(d: Dossier) -> str | None:
    return next((p.id for p in reversed(d.definitives) if p.accord), None)


_D = Gravite.DOUTEUSE
REGLES = (
    Regle("surface_moitie", _D, "La surface est au moins divisée ou multipliée par deux.", surface_moitie),
    Regle("surface_invraisemblable", _D, "Une surface n'est pas vraisemblable.", surface_invraisemblable),
    Regle("quitte_inconnu", _D, "Le type ou la surface du logement quitté est inconnu.", quitte_inconnu),
    Regle(
        "localisation_inconnue",
        _D,
        "Relogé : le QPV ou le quartier du logement d'accueil est inconnu.",
        _manque("hors_quartier", lambda d: localisation(d) is None),
    ),
    Regle(
        "neuf_inconnu",
        _D,
        "Relogé : on ne sait pas si le logement d'accueil est neuf ou récent.",
        _manque("neuf", lambda d: d.accueil is not None and d.accueil.neuf is None),
    ),
    Regle(
        "bailleur_inconnu",
        _D,
        "Relogé : le bailleur ou la commune du logement d'accueil est inconnu.",
        _manque("bailleur", lambda d: d.accueil is not None and not (d.accueil.bailleur and d.accueil.commune)),
    ),
    Regle("sans_reservataire", _D, "Relogé : le réservataire d'imputation n'est pas noté.", sans_reservataire),
)
