"""Le jour où une revue arrête les faits : la fin d'un trimestre, ou un des autres moments que l'ANRU nomme.

Le kit de l'ANRU (décembre 2011, plan) suit le relogement à cinq moments : revue de projet, point d'étape, avenant,
clôture de chaque opération, sortie de convention. Leur contenu n'est pas publié : les chiffres sont donc les mêmes à
tous, seuls la date et les opérations changent ; à quelle date on compare est à nous.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.commun import ErreurMetier
from relogement.regles.calendrier import Trimestre, ajouter_jours, jour_fr
from relogement.vocabulaire import MomentRevue

BILANS = frozenset({MomentRevue.CLOTURE, MomentRevue.SORTIE_CONVENTION})
"""Ce qui regarde tout depuis le début : rien d'avant à quoi se comparer."""

TRIMESTRES_COMPARES = 4
"""De combien de trimestres une revue remonte pour dire ce qui a changé dans celles déjà émises (à nous) : chacune se
recalcule à sa date, et le temps que cela prend doit rester borné.
"""


@dataclass(frozen=True, slots=True)
class Arret:
    """Un moment et son dernier jour, compris ; ErreurMetier si celui d'une revue trimestrielle n'en finit pas un."""

    moment: MomentRevue
    fin: date

    def __post_init__(self) -> None:
        if self.trimestre is not None and self.trimestre.fin != self.fin:
            raise ErreurMetier(
                f"Le {jour_fr(self.fin)} ne finit pas un trimestre : donnez le trimestre, ou un autre moment.",
                "au",
            )

    @classmethod
    def du(cls, quand: Arret | Trimestre | str) -> Arret:
        """L'arrêt de ce trimestre, qui peut être écrit (« 2026-T3 ») ; un arrêt reste tel quel."""
        if isinstance(quand, Arret):
            return quand
        return cls(MomentRevue.TRIMESTRE, (Trimestre.lire(quand) if isinstance(quand, str) else quand).fin)

    @property
    def trimestre(self) -> Trimestre | None:
        """Le trimestre d'une revue trimestrielle ; None pour les autres moments."""
        return Trimestre.de(self.fin) if self.moment is MomentRevue.TRIMESTRE else None

    @property
    def precedent(self) -> date | None:
        """Le jour auquel on se compare : la fin du dernier trimestre fini avant celui-ci ; None pour un bilan."""
        return None if self.moment in BILANS else Trimestre.de(self.fin).precedent.fin

    @property
    def avant(self) -> Arret | None:
        """La revue trimestrielle de ce jour-là."""
        return None if self.precedent is None else Arret(MomentRevue.TRIMESTRE, self.precedent)

    def remonte(self, trimestres: int) -> date:
        """La fin du trimestre qui précède le sien de tant de trimestres."""
        lu = Trimestre.de(self.fin)
        for _ in range(trimestres):
            lu = lu.precedent
        return lu.fin

    def __contains__(self, le: date) -> bool:
        """Vrai si ce jour est de la période : après la comparaison, jusqu'à la fin comprise."""
        return le <= self.fin and (self.precedent is None or le > self.precedent)

    def acheve(self, edition: date) -> bool:
        """Faux si des faits peuvent encore s'ajouter : un trimestre est fini le lendemain, un autre moment le jour."""
        return edition > self.fin if self.trimestre else edition >= self.fin

    @property
    def titre(self) -> str:
        """« Revue trimestrielle 2026-T3 », « Point d'étape au 18/11/2026 »."""
        nom = self.moment.libelle.capitalize()
        return f"{nom} {self.trimestre}" if self.trimestre else f"{nom} au {jour_fr(self.fin)}"

    @property
    def periode(self) -> str:
        """« Pendant 2026-T3 », « Du 01/10/2026 au 18/11/2026 », « Depuis le début »."""
        if self.trimestre:
            return f"Pendant {self.trimestre}"
        if self.precedent is None:
            return "Depuis le début"
        return f"Du {jour_fr(ajouter_jours(self.precedent, 1))} au {jour_fr(self.fin)}"

    def __str__(self) -> str:
        """« 2026-T3 », « 2026-11-18 »."""
        return str(self.trimestre or self.fin)
