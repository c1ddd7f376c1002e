"""L'ordre du jour que la charte demande : les ménages dont la situation doit passer en commission (A12.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import evaluer
from relogement.regles.etape import Etape, etape
from relogement.services.charte import chartes_operations
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.stockage.lectures import LigneMenage, lignes_menages

EXAMEN = "A12.1"
"""L'obligation qui demande l'examen en commission."""
_PROCHE = 60
"""Dans ces jours, l'examen serait dû avant une prochaine séance : le ménage est proposé d'office."""


@dataclass(frozen=True, slots=True)
class Candidat:
    """Un ménage que l'on peut inscrire. `raison` : ce que dit la charte, vide si elle ne demande rien.

    `a_reloger` : son bail définitif n'est pas signé. `propose` : à cocher d'office, il est à reloger et son examen est
    en retard ou dû sous soixante jours.
    """

    menage: LigneMenage
    raison: str
    echeance: date | None
    a_reloger: bool
    propose: bool


def candidats(base: Base, operation_id: UUID, le: date) -> list[Candidat]:
    """Les ménages de l'opération au jour `le` de la séance, sortis exceptés : d'abord ceux à examiner, puis les autres.

    Parmi ceux que la charte demande, l'examen dû depuis le plus longtemps vient d'abord.
    """
    with base.session() as s:
        faits = faits_menages(s, operation_id)
    charte = chartes_operations(base)[str(operation_id)]
    lus = []
    for ligne in lignes_menages(base, operation_id, au=le):
        rang = etape(faits[ligne.id], le)
        if rang is Etape.SORTI:
            continue
        examen = next(c for c in evaluer(faits[ligne.id], charte, le) if c.id == EXAMEN)
        a_reloger = rang.rang < Etape.BAIL_SIGNE.rang
        if examen.etat not in (Etat.EN_RETARD, Etat.A_FAIRE):
            lus.append(Candidat(ligne, "", None, a_reloger, propose=False))
            continue
        presse = examen.echeance is not None and (examen.echeance - le).days <= _PROCHE
        lus.append(Candidat(ligne, examen.phrase, examen.echeance, a_reloger, presse and a_reloger))
    return sorted(lus, key=lambda c: (not c.propose, not c.raison, c.echeance or date.max, c.menage.reference))
