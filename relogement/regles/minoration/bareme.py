"""Les barèmes de la minoration, datés : leurs conditions, leurs forfaits, et ce qui est livré avec l'application."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from relogement.commun import ressource
from relogement.formats import euros
from relogement.regles.calendrier import ajouter_mois, jour_fr
from relogement.vocabulaire import ZoneMinoration


@dataclass(frozen=True, slots=True)
class ConditionDatee:
    """Ce qu'un barème demande : la `cle` de ce que l'application vérifie, son nom, le texte qui le demande."""

    cle: str
    nom: str
    reference: str


@dataclass(frozen=True, slots=True)
class LigneForfait:
    """Un forfait (centimes, au total) pour les baux signés du `du` au `au` compris (None : sans fin).

    `zone` None : toutes ; de `pieces_min` à `pieces_max` pièces (None : et plus).
    """

    du: date
    au: date | None
    zone: ZoneMinoration | None
    pieces_min: int
    pieces_max: int | None
    montant: int
    reference: str

    def vaut_le(self, le: date) -> bool:
        """Vrai pour un bail de ce jour-là, bornes comprises."""
        return self.du <= le and (self.au is None or le <= self.au)

    def pour(self, pieces: int) -> bool:
        """Vrai pour ce nombre de pièces ; un studio compte pour une."""
        n = max(pieces, 1)
        return self.pieces_min <= n and (self.pieces_max is None or n <= self.pieces_max)

    def dans(self, zone: ZoneMinoration) -> bool:
        """Vrai si la ligne vaut dans cette zone."""
        return self.zone is None or self.zone is zone

    def croise(self, autre: LigneForfait) -> bool:
        """Vrai si un même bail répondrait aux deux lignes."""
        return (
            _se_touchent(self.du, self.au, autre.du, autre.au, date.max)
            and _se_touchent(self.pieces_min, self.pieces_max, autre.pieces_min, autre.pieces_max, 99)
            and (self.zone is None or autre.zone is None or self.zone is autre.zone)
        )

    @property
    def types(self) -> str:
        """« T3 et T4 », « T5 et plus »."""
        if self.pieces_max is None:
            return f"T{self.pieces_min} et plus"
        if self.pieces_max == self.pieces_min:
            return f"T{self.pieces_min}"
        lie = "et" if self.pieces_max == self.pieces_min + 1 else "à"
        return f"T{self.pieces_min} {lie} T{self.pieces_max}"

    @property
    def texte(self) -> str:
        """« T3 et T4, zone 2, depuis le 01/10/2021 : 4 000 € »."""
        zone = self.zone.libelle if self.zone else "toutes zones"
        quand = f"du {jour_fr(self.du)} au {jour_fr(self.au)}" if self.au else f"depuis le {jour_fr(self.du)}"
        return f"{self.types}, {zone}, {quand} : {euros(self.montant, entier=not self.montant % 100)}"


@dataclass(frozen=True, slots=True)
class BaremeMinoration:
    """Un barème, au jour `du` ; `forfaits` vide : ses montants ne sont pas livrés.

    `conventionne_ans` : conventionné depuis moins d'années que cela, un logement compte comme du neuf.
    """

    du: date
    reference: str
    conventionne_ans: int
    conditions: tuple[ConditionDatee, ...]
    forfaits: tuple[LigneForfait, ...]


def bareme_au(le: date) -> BaremeMinoration | None:
    """Le barème en vigueur ce jour-là ; None avant le premier."""
    return next((b for b in reversed(charger_minoration()) if b.du <= le), None)


def bareme_du_bail(bail: date) -> BaremeMinoration:
    """Le barème en vigueur au bail ; avant le premier, le premier."""
    return bareme_au(bail) or charger_minoration()[0]


def conventionne_recent(convention: date | None, bail: date) -> bool | None:
    """Conventionné depuis moins de 5 ans au jour du bail, ou pas encore ; None : la convention n'est pas notée."""
    if convention is None:
        return None
    return bail < ajouter_mois(convention, 12 * bareme_du_bail(bail).conventionne_ans)


def premier_a_taper() -> BaremeMinoration:
    """Le premier barème livré sans montants : c'est depuis son jour que les lignes se tapent."""
    return next(b for b in charger_minoration() if not b.forfaits)


@lru_cache(maxsize=1)
def charger_minoration() -> tuple[BaremeMinoration, ...]:
    """Les barèmes livrés, du plus ancien au plus récent."""
    bruts = _brut()["bareme"]
    fins = [*(suivant["du"] - timedelta(days=1) for suivant in bruts[1:]), None]
    return tuple(_bareme(brut, fin) for brut, fin in zip(bruts, fins, strict=True))


def verifie_le() -> date:
    """Le jour où les barèmes livrés ont été relus sur leurs sources."""
    lu: date = _brut()["verifie_le"]
    return lu


def _bareme(brut: dict[str, Any], fin: date | None) -> BaremeMinoration:
    du, reference = brut["du"], brut["reference"]
    return BaremeMinoration(
        du, reference, brut["conventionne_ans"], tuple(ConditionDatee(**c) for c in brut["conditions"]),
        tuple(
            LigneForfait(du, fin, None, f["pieces_min"], f.get("pieces_max"), f["montant"], reference)
            for f in brut["forfaits"]
        ),
    )


@lru_cache(maxsize=1)
def _brut() -> dict[str, Any]:
    return tomllib.loads(ressource("baremes/minoration.toml").read_text(encoding="utf-8"))


def _se_touchent(du: Any, au: Any, autre_du: Any, autre_au: Any, infini: Any) -> bool:
    return bool(du <= (autre_au or infini) and autre_du <= (au or infini))


def en_vigueur(lignes: Sequence[LigneForfait], le: date) -> list[LigneForfait]:
    """Les lignes qui valent pour un bail de ce jour-là."""
    return [x for x in lignes if x.vaut_le(le)]
