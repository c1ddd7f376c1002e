"""Les relogements définitifs faits, vus des articles 12 et 13 : qui a accueilli, où, et ce que le ménage souhaitait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.regles.charte.contexte import emmenagement
from relogement.regles.convention.part import Part, part_des_vrais
from relogement.regles.faits import FaitsMenage
from relogement.vocabulaire import Liste, Reservataire, Rester


class Manque(Liste):
    """Ce qui manque à l'article 13 pour un ménage relogé."""

    SOUHAIT = "souhait", "souhait de rester ou de partir non noté"
    REPONSE = "reponse", "souhait sans réponse"
    QUARTIER = "quartier", "logement hors du quartier quitté ou non : inconnu"


@dataclass(frozen=True, slots=True)
class Arrivee:
    """Un ménage relogé pour de bon le `le` ; None : inconnu.

    `menage` : sa référence ; `hors_quartier` : le nouveau logement est hors du quartier quitté ; `souhait` : le dernier
    souhait dit de rester ou de partir.
    """

    menage: str
    le: date
    bailleur: str | None = None
    reservataire: Reservataire | None = None
    commune: str | None = None
    hors_quartier: bool | None = None
    souhait: Rester | None = None
    souhait_id: str | None = None
    repondu: bool = False
    """Vrai si une réponse a été donnée à ce souhait."""

    @property
    def manque(self) -> Manque | None:
        """Ce qui empêche de dire si son souhait est honoré, ou reste à lui répondre ; rien pour un indifférent."""
        if self.souhait is None:
            return Manque.SOUHAIT
        if self.souhait is Rester.INDIFFERENT:
            return None
        if not self.repondu:
            return Manque.REPONSE
        return Manque.QUARTIER if self.hors_quartier is None else None

    @property
    def souhait_honore(self) -> bool | None:
        """Vrai si le ménage reste ou part comme il le souhaitait ; None : on ne sait pas, ou il est indifférent."""
        if self.souhait not in (Rester.RESTER, Rester.PARTIR) or self.hors_quartier is None:
            return None
        return self.hors_quartier is (self.souhait is Rester.PARTIR)


def arrivee(faits: FaitsMenage, reference: str, bailleurs: dict[str, str]) -> Arrivee | None:
    """L'arrivée de ce ménage ; `faits` : ceux du jour voulu (`faits_au`), `bailleurs` : par proposition, son bailleur.

    None tant qu'il n'a pas déménagé pour de bon, et pour qui revient chez lui après des travaux : nul ne l'a accueilli.
    """
    fait = emmenagement(faits)
    if fait is None or fait[1].temporaire:
        return None
    le, relogement = fait
    proposition = next((p for p in faits.propositions if p.id == relogement.proposition), None)
    dits = (s for s in faits.souhaits if s.rester is not None)
    souhait = max(dits, key=lambda s: s.le, default=None)
    return Arrivee(
        menage=reference,
        le=le,
        bailleur=bailleurs.get(proposition.id) if proposition else None,
        reservataire=relogement.reservataire,
        commune=proposition.commune if proposition else None,
        hors_quartier=proposition.hors_quartier if proposition else None,
        souhait=souhait.rester if souhait else None,
        souhait_id=souhait.id if souhait else None,
        repondu=souhait is not None and souhait.reponse_le is not None,
    )


@dataclass(frozen=True, slots=True)
class Imputation:
    """C5 : les relogements par réservataire d'imputation ; `sans` : les références de ceux qui n'en nomment pas."""

    par_reservataire: tuple[tuple[Reservataire, int], ...]
    sans: tuple[str, ...]

    @property
    def part(self) -> Part:
        """Les relogements imputés, sur tous."""
        imputes = sum(n for _, n in self.par_reservataire)
        return Part(imputes, imputes + len(self.sans))


def imputation(arrivees: tuple[Arrivee, ...]) -> Imputation:
    """C5 : chaque relogement nomme le réservataire auquel il est imputé (convention, suivi et évaluation)."""
    nombres = ((r, sum(a.reservataire is r for a in arrivees)) for r in Reservataire)
    return Imputation(
        tuple((r, n) for r, n in nombres if n), tuple(sorted(a.menage for a in arrivees if a.reservataire is None))
    )


def souhaits_honores(arrivees: tuple[Arrivee, ...]) -> Part:
    """Les souhaits de rester ou de partir honorés, parmi ceux dont on connaît l'issue ; sans les indifférents."""
    return part_des_vrais(a.souhait_honore for a in arrivees if a.souhait is not Rester.INDIFFERENT)
