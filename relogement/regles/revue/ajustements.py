"""Les ajustements : ce qu'une revue émise disait, et ce que la base en dit aujourd'hui, à la même date.

Une revue émise ne change plus. Ce qui a été corrigé depuis se dit une fois, dans la prochaine revue émise des mêmes
opérations, chiffre par chiffre, avec la revue corrigée et les ménages qui y entrent ou qui en sortent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from uuid import UUID

from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.chiffre import A_PART, Chiffre, Mesure, ecart
from relogement.regles.revue.sensibles import est_sensible


@dataclass(frozen=True, slots=True)
class Emise:
    """Une revue émise le `le`, telle que la suivante la relit ; `operations` : les codes qu'elle couvre."""

    id: UUID
    arret: Arret
    le: date
    operations: tuple[str, ...]
    chiffres: Mapping[str, Chiffre] = field(repr=False)
    dits: Mapping[str, Chiffre] = field(default_factory=dict, repr=False)
    """Ceux que des revues émises depuis ont déjà dits corrigés, tels qu'elles les ont dits."""
    voir: tuple[str, ...] = ()
    """Ces revues-là : « Point d'étape au 15/08/2026, émise le 20/08/2026 »."""

    def chiffre(self, actuel: Chiffre) -> Chiffre | None:
        """Ce chiffre tel qu'émis ; None si la revue émise ne le comptait pas."""
        return self.chiffres.get(actuel.indicateur.cle) or _absent(actuel, _familles(self.chiffres))

    @property
    def titre(self) -> str:
        """« Revue trimestrielle 2026-T2, émise le 05/07/2026 »."""
        return f"{self.arret.titre}, émise le {jour_fr(self.le)}"

    @property
    def court(self) -> str:
        """« 2026-T2, émise le 05/07/2026 » ; un autre moment garde son nom."""
        return f"{self.arret.trimestre or self.arret.titre}, émise le {jour_fr(self.le)}"

    @property
    def complete(self) -> bool:
        """Faux si elle n'a gardé que ses chiffres à la date, sans ceux de la période ni des décohabitants."""
        return any(cle.startswith(A_PART) for cle in self.chiffres)


@dataclass(frozen=True, slots=True)
class Correction:
    """Une fiche d'un ménage dont un fait d'avant l'arrêté a changé ; `fiche` : le nom de sa table, rien d'autre."""

    le: date
    menage: str
    """Son code."""
    fiche: str


ORIGINE_INCONNUE = "origine non retrouvée"
"""Aucune fiche d'un ménage ne l'explique, ou aucune que l'on puisse nommer."""


class Portee(Enum):
    """Ce qui change dans un chiffre : le plus fort d'abord."""

    VALEUR = "la valeur"
    MENAGES = "les ménages, pas leur nombre"
    DENOMINATEUR = "le dénominateur ou les inconnus"


@dataclass(frozen=True, slots=True)
class Ajustement:
    """Un chiffre d'une revue émise qui a changé, à sa date, depuis la dernière fois qu'une revue émise l'a dit."""

    emis: Chiffre
    """Ce qui en a été dit en dernier : l'émis, ou sa dernière correction émise depuis."""
    recalcule: Chiffre
    de: Emise
    """La revue émise qu'il corrige."""
    corrections: tuple[Correction, ...] = ()
    """Ce qui a été corrigé au dossier de ses ménages, de la plus ancienne correction à la plus récente.

    Vide : l'origine n'est pas retrouvée (ou ne se dit pas, voir `tait_ses_menages`).
    """

    @property
    def ecart(self) -> Mesure | None:
        """La valeur recalculée − la valeur émise ; None si l'une des deux est inconnue."""
        return ecart(self.emis, self.recalcule)

    @property
    def portee(self) -> Portee:
        """Ce qui a changé de plus fort."""
        if self.emis.sue != self.recalcule.sue:
            return Portee.VALEUR
        return Portee.MENAGES if self.entres or self.sortis else Portee.DENOMINATEUR

    @property
    def tait_ses_menages(self) -> bool:
        """Vrai si y entrer ou en sortir dirait une difficulté sociale ou la santé : seul son écart se montre."""
        return est_sensible(self.recalcule.indicateur.cle)

    @property
    def entres(self) -> tuple[str, ...]:
        """Les codes des ménages qui ne comptaient pas dans le chiffre émis."""
        deja = set(self.emis.menages)
        return tuple(c for c in self.recalcule.menages if c not in deja)

    @property
    def sortis(self) -> tuple[str, ...]:
        """Les codes des ménages qui n'y comptent plus."""
        encore = set(self.recalcule.menages)
        return tuple(c for c in self.emis.menages if c not in encore)

    @property
    def concernes(self) -> frozenset[str]:
        """Ceux qui entrent ou qui sortent ; à défaut tous ceux que le chiffre mesure ou ignore."""
        bouge = frozenset((*self.entres, *self.sortis))
        return bouge or frozenset((*self.recalcule.menages, *self.emis.ignores, *self.recalcule.ignores))


def ajustements(emise: Emise, recalcules: Mapping[str, Chiffre]) -> tuple[Ajustement, ...]:
    """Les chiffres qui diffèrent de ce qui en a été dit, ceux dont la valeur change d'abord.

    `recalcules` : à la date de la revue émise.

    Un chiffre que l'une des deux revues ne connaissait pas du tout (l'application en a gagné ou perdu) ne se compare
    pas ; une modalité sans plus aucun ménage vaut zéro, et un zéro resté zéro, ou qui ne porte plus
    sur personne, n'est pas un ajustement.
    """
    trouves = (a for a in _paires(emise, recalcules) if _different(a.emis, a.recalcule))
    return tuple(sorted(trouves, key=lambda a: list(Portee).index(a.portee)))


def attribuer(a: Ajustement, corrections: Mapping[str, tuple[Correction, ...]]) -> Ajustement:
    """L'ajustement avec les corrections de ses ménages (`corrections` : par code)."""
    siennes = [c for code in a.concernes for c in corrections.get(code, ())]
    return replace(a, corrections=tuple(sorted(siennes, key=lambda c: (c.le, c.menage, c.fiche))))


def _paires(emise: Emise, recalcules: Mapping[str, Chiffre]) -> Iterator[Ajustement]:
    emis = {**emise.chiffres, **emise.dits}
    connues, actuelles = _familles(emis), _familles(recalcules)
    for cle, c in recalcules.items():
        avant = emis.get(cle) or _absent(c, connues)
        if avant is not None:
            yield Ajustement(avant, c, emise)
    for cle, c in emis.items():
        apres = None if cle in recalcules else _absent(c, actuelles)
        if apres is not None:
            yield Ajustement(c, apres, emise)


def _different(a: Chiffre, b: Chiffre) -> bool:
    if _personne(a) and _personne(b) and (a.sue == b.sue or not _regarde(a) or not _regarde(b)):
        return False
    return _dit(a) != _dit(b) or set(a.menages) != set(b.menages)


def _personne(c: Chiffre) -> bool:
    """Vrai d'un compte de zéro, ou dont on ne sait rien."""
    return c.valeur == 0 and not c.menages


def _regarde(c: Chiffre) -> bool:
    """Faux d'un chiffre qui ne porte sur personne."""
    return bool(c.connus or c.inconnus)


def _dit(c: Chiffre) -> tuple[Mesure | None, int, int]:
    return c.sue, c.connus, c.inconnus


def _famille(cle: str) -> str:
    """Ce qui précède la modalité : « accueil_commune » pour « accueil_commune:reze », vide pour un chiffre seul."""
    return cle.partition(":")[0] if ":" in cle else ""


def _familles(chiffres: Mapping[str, Chiffre]) -> frozenset[str]:
    return frozenset(_famille(cle) for cle in chiffres) - {""}


def _absent(modele: Chiffre, familles: frozenset[str]) -> Chiffre | None:
    """Le même, sans aucun ménage, si la revue comptait cette répartition ; sinon None."""
    if _famille(modele.indicateur.cle) not in familles:
        return None
    return replace(modele, valeur=0, menages=())
