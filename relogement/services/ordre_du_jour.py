"""L'ordre du jour que la charte demande : les ménages dont la situation doit passer en commission (A12.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from relogement.regles.charte.etats import Etat
from relogement.services.charte import constats
from relogement.stockage.base import Base
from relogement.stockage.lectures import LigneMenage, lignes_menages

EXAMEN = "A12.1"
"""L'obligation qui demande l'examen en commission."""
_PROCHE = 60
"""Dans ces jours, l'examen serait dû avant une prochaine séance : le ménage est proposé d'office."""


@dataclass(frozen=True, slots=True)
class Candidat:
    """Un ménage que l'on peut inscrire. `raison` : ce que dit la charte, vide si elle ne demande rien.

    `propose` : à cocher d'office, l'examen est en retard ou dû dans les soixante jours.
    """

    menage: LigneMenage
    raison: str
    echeance: date | None
    propose: bool


def candidats(base: Base, operation_id: UUID, le: date) -> list[Candidat]:
    """Les ménages de l'opération au jour `le` de la séance : d'abord ceux que la charte demande, les plus en retard."""
    trouves = constats(base, operation_id=operation_id, au=le)
    lus = []
    for ligne in lignes_menages(base, operation_id, au=le):
        examen = next((c for c in trouves.get(ligne.id, ()) if c.id == EXAMEN), None)
        demande = examen is not None and examen.etat in (Etat.EN_RETARD, Etat.A_FAIRE)
        if examen is None or not demande:
            lus.append(Candidat(ligne, "", None, propose=False))
            continue
        presse = examen.echeance is not None and (examen.echeance - le).days <= _PROCHE
        lus.append(Candidat(ligne, examen.phrase, examen.echeance, propose=presse))
    return sorted(lus, key=lambda c: (not c.raison, c.echeance or date.max, c.menage.reference))
