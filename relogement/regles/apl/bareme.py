"""Les barèmes de l'APL et de la RLS : des tables datées, lues d'un fichier TOML, et la table d'un jour."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from relogement.commun import ErreurMetier, ressource
from relogement.regles.calendrier import ajouter_jours, ajouter_mois, jour_fr

ZONES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class ParFamille:
    """Un montant, en centimes, qui dépend de la famille.

    `personnes` : pour 1, 2… personnes à charge ; au-delà de la dernière, `de_plus` par personne.
    """

    seul: int
    couple: int
    personnes: tuple[int, ...]
    de_plus: int

    def pour(self, *, couple: bool, pac: int) -> int:
        """Le montant de cette famille ; dès une personne à charge, seul ou en couple ne compte plus."""
        if pac == 0:
            return self.couple if couple else self.seul
        connues = len(self.personnes)
        return self.personnes[min(pac, connues) - 1] + max(0, pac - connues) * self.de_plus


@dataclass(frozen=True, slots=True)
class TableLoyer:
    """Par mois : les plafonds de loyer par zone (1 à 3), le forfait de charges, le plancher de P0."""

    du: date
    reference: str
    zones: tuple[ParFamille, ...]
    charges: int
    charges_par_personne: int
    p0_plancher: int


@dataclass(frozen=True, slots=True)
class TableZones:
    """Des montants par zone et par famille, par mois : la RLS, ou ses plafonds de ressources."""

    du: date
    reference: str
    zones: tuple[ParFamille, ...]


@dataclass(frozen=True, slots=True)
class TableR0:
    """R0, l'abattement de ressources, par an."""

    du: date
    reference: str
    montants: ParFamille


@dataclass(frozen=True, slots=True)
class Taux:
    """Les taux, en fractions (0,0283 pour 2,83 %), et les seuils, en centimes par mois.

    `tranches` : (part du loyer de référence où la tranche commence, son taux, ce qu'elle ajoute) ; `degressivite` : par
    zone, le nombre de plafonds où l'aide commence à baisser, et celui où elle s'éteint.
    """

    du: date
    reference: str
    tf_seul: Decimal
    tf_couple: Decimal
    tf_personnes: tuple[Decimal, ...]
    tf_de_plus: Decimal
    tranches: tuple[tuple[Decimal, Decimal, Decimal], ...]
    p0: Decimal
    degressivite: tuple[tuple[Decimal, Decimal], ...]
    minoration: int
    seuil_apl: int
    seuil_al: int
    crds: Decimal
    rls_part: Decimal

    def tf(self, *, couple: bool, pac: int) -> Decimal:
        """Le taux de la famille."""
        if pac == 0:
            return self.tf_couple if couple else self.tf_seul
        connus = len(self.tf_personnes)
        return self.tf_personnes[min(pac, connus) - 1] + max(0, pac - connus) * self.tf_de_plus


class _Datee(Protocol):
    @property
    def du(self) -> date: ...


T = TypeVar("T", bound=_Datee)


@dataclass(frozen=True, slots=True)
class Bareme:
    """Toutes les tables, chacune de la plus ancienne à la plus récente.

    `peremption_mois` : au-delà, après la fin de validité, le barème ne sert plus. `a_charge` : l'âge où un enfant cesse
    d'être à charge.
    """

    verifie_le: date
    valable_jusquau: date
    peremption_mois: int
    a_charge: int
    source: str
    loyers: tuple[TableLoyer, ...]
    r0: tuple[TableR0, ...]
    rls: tuple[TableZones, ...]
    rls_plafonds: tuple[TableZones, ...]
    taux: tuple[Taux, ...]

    @property
    def premier(self) -> date:
        """Le premier jour où toutes les tables sont connues."""
        series: tuple[Sequence[_Datee], ...] = (self.loyers, self.r0, self.rls, self.rls_plafonds, self.taux)
        return max(serie[0].du for serie in series)

    def exiger(self, le: date) -> None:
        """ErreurMetier si aucune estimation n'est possible ce jour-là, avec la raison."""
        if le < self.premier:
            raise ErreurMetier(
                f"Les barèmes de l'APL sont connus depuis le {jour_fr(self.premier)} : pas d'estimation avant.", "le"
            )
        limite = ajouter_mois(self.valable_jusquau, self.peremption_mois)
        if le > limite:
            raise ErreurMetier(
                f"Les barèmes de l'APL ne sont connus que jusqu'au {jour_fr(self.valable_jusquau)} : mettez "
                f"l'application à jour pour estimer après le {jour_fr(limite)}.", "le",
            )

    def perime_depuis(self, le: date) -> date | None:
        """Le premier jour où le barème ne vaut plus, s'il est périmé à cette date ; None : il est valable."""
        return ajouter_jours(self.valable_jusquau, 1) if le > self.valable_jusquau else None


def table(serie: Sequence[T], le: date) -> T:
    """La table en vigueur ce jour-là ; la date est dans la série (voir `Bareme.exiger`)."""
    return next(t for t in reversed(serie) if t.du <= le)


@lru_cache(maxsize=1)
def charger_bareme() -> Bareme:
    """Le barème livré."""
    return lire_bareme(tomllib.loads(ressource("baremes/apl.toml").read_text(encoding="utf-8")))


def lire_bareme(brut: dict[str, Any]) -> Bareme:
    """Le barème de ces données TOML ; KeyError si une table ou un montant manque."""
    return Bareme(
        verifie_le=brut["verifie_le"], valable_jusquau=brut["valable_jusquau"],
        peremption_mois=brut["peremption_mois"], a_charge=brut["a_charge_ans"], source=brut["source"],
        loyers=tuple(_loyer(b) for b in brut["loyer"]), r0=tuple(_r0(b) for b in brut["r0"]),
        rls=tuple(_zones(b) for b in brut["rls"]), rls_plafonds=tuple(_zones(b) for b in brut["rls_plafond"]),
        taux=tuple(_taux(b) for b in brut["taux"]),
    )


def _famille(b: dict[str, Any]) -> ParFamille:
    personnes = tuple(b["personnes"]) if "personnes" in b else (b["un"],)
    return ParFamille(b["seul"], b["couple"], personnes, b["de_plus"])


def _zones(b: dict[str, Any]) -> TableZones:
    return TableZones(b["du"], b["reference"], tuple(_famille(b[f"zone_{z}"]) for z in ZONES))


def _loyer(b: dict[str, Any]) -> TableLoyer:
    zones, charges = _zones(b).zones, b["charges"]
    return TableLoyer(b["du"], b["reference"], zones, charges["forfait"], charges["par_personne"], b["p0_plancher"])


def _r0(b: dict[str, Any]) -> TableR0:
    return TableR0(b["du"], b["reference"], _famille(b))


def _taux(b: dict[str, Any]) -> Taux:
    return Taux(
        du=b["du"], reference=b["reference"], tf_seul=_pour_cent(b["tf_seul"]), tf_couple=_pour_cent(b["tf_couple"]),
        tf_personnes=tuple(_pour_cent(t) for t in b["tf_personnes"]), tf_de_plus=_pour_cent(b["tf_de_plus"]),
        tranches=tuple((Decimal(t["depuis"]), Decimal(t["taux"]), Decimal(t["base"])) for t in b["tl_tranches"]),
        p0=_pour_cent(b["p0"]),
        degressivite=tuple((Decimal(d), Decimal(s)) for d, s in (b["degressivite"][f"zone_{z}"] for z in ZONES)),
        minoration=b["minoration"], seuil_apl=b["seuil_apl"], seuil_al=b["seuil_al"], crds=_pour_cent(b["crds"]),
        rls_part=_pour_cent(b["rls_part"]),
    )


def _pour_cent(texte: str) -> Decimal:
    return Decimal(texte) / 100
