"""La répartition du vivier, à joindre à l'ordre du jour d'une commission : qui irait où, qui reste sans logement."""

from __future__ import annotations

from dataclasses import dataclass

from relogement.documents.donnees import Entete
from relogement.documents.mise_en_page import note_signes, section, tableau, texte, titre_document, vide
from relogement.documents.page import rendre
from relogement.documents.polices import signes_manquants

CONFIDENTIEL = "Document nominatif, réservé à la commission : il ne se diffuse pas."
PROPOSE = (
    "Proposition de l'application : le plus de ménages logés, puis le plus sans aucun point à non, puis le moins de "
    "points à non, puis le moins de points à vérifier, puis les mensualités résiduelles les plus basses. La commission "
    "décide."
)


@dataclass(frozen=True, slots=True)
class PaireImprimee:
    """Un ménage et le logement qui lui irait ; `points` : ceux à non ou à vérifier, avec leur phrase."""

    menage: str
    logement: str
    resume: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RepartitionImprimee:
    """La répartition ; `sans` : (ménage, raison) ; `libres` : les logements qui restent."""

    entete: Entete
    situe: str
    paires: tuple[PaireImprimee, ...]
    sans: tuple[tuple[str, str], ...]
    libres: tuple[str, ...]
    reserve: str
    """Ce que les mensualités ne promettent pas."""


def repartition(r: RepartitionImprimee, *, invariant: bool = False) -> bytes:
    """Le PDF de la répartition ; `invariant` : sans horodatage technique."""
    lignes = [(p.menage, p.logement, " ; ".join((p.resume, *p.points))) for p in r.paires]
    sans = tableau((("Ménage", 30), ("Pourquoi", 70)), list(r.sans)) if r.sans else [vide("Aucun ménage.")]
    libres = tableau((("Logement", 100),), [(x,) for x in r.libres]) if r.libres else [vide("Aucun.")]
    paires = tableau((("Ménage", 22), ("Logement", 28), ("Pourquoi", 50)), lignes)
    histoire = [
        *titre_document("Répartition du vivier", r.situe),
        texte(CONFIDENTIEL, "petit"), texte(PROPOSE),
        *section("Qui irait où"), *(paires if lignes else [vide("Aucun logement ne convient.")]),
        texte(r.reserve, "petit"),
        *section("Qui reste sans logement, et pourquoi"), *sans,
        *section("Les logements qui restent"), *libres,
    ]
    titre = f"Répartition du vivier {r.entete.reference}"
    return rendre(r.entete, titre, [*histoire, *note_signes(signes_manquants(r))], invariant=invariant)
