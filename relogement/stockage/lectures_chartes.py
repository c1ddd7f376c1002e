"""Ce que les écrans lisent des chartes : chacune, ses versions, les opérations qui la suivent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.regles.charte.derivation import Changement
from relogement.regles.charte.parametres import Charte, charger_charte, chartes_livrees
from relogement.stockage.base import Base
from relogement.stockage.chartes import changements_de, chartes_locales


@dataclass(frozen=True, slots=True)
class LigneVersion:
    """Une version ; `id` None et `changements` vide pour celle d'une charte livrée."""

    du: date
    libelle: str
    id: UUID | None = None
    changements: Mapping[str, Changement] | None = None


@dataclass(frozen=True, slots=True)
class Suivie:
    """Une opération qui suit, a suivi ou suivra cette charte, depuis ce jour (None : depuis sa création)."""

    operation_id: UUID
    code: str
    du: date | None


@dataclass(frozen=True, slots=True)
class LigneCharte:
    """Une charte ; `id` None : livrée avec l'application, elle ne se change pas."""

    id: UUID | None
    charte: Charte
    versions: tuple[LigneVersion, ...]
    operations: tuple[Suivie, ...]

    @property
    def locale(self) -> bool:
        """Vrai pour une charte de la base."""
        return self.id is not None


def lignes_chartes(base: Base) -> list[LigneCharte]:
    """Les chartes livrées, puis les locales par nom."""
    with base.session() as s:
        suivies, versions, locales = _suivies(s), _versions(s), chartes_locales(s)
    livrees = [charger_charte(code) for code in chartes_livrees()]
    return [
        LigneCharte(None, c, tuple(LigneVersion(v.du, v.libelle) for v in c.versions), tuple(suivies[c.code]))
        for c in livrees
    ] + [LigneCharte(cle, c, tuple(versions[cle]), tuple(suivies[c.code])) for cle, c in locales.items()]


def chartes_suivies(base: Base, operation_id: UUID) -> list[tuple[date | None, str, str]]:
    """Les chartes de l'opération, de la première à la dernière : depuis quand (None : sa création), code, nom."""
    return [
        (s.du, ligne.charte.code, ligne.charte.nom)
        for ligne, s in sorted(
            ((ligne, s) for ligne in lignes_chartes(base) for s in ligne.operations if s.operation_id == operation_id),
            key=lambda paire: paire[1].du or date.min,
        )
    ]


def _suivies(s: Session) -> dict[str, list[Suivie]]:
    operations = s.scalars(
        select(m.Operation).where(col(m.Operation.supprime_le).is_(None)).order_by(col(m.Operation.code))
    ).all()
    codes = {c.id: c.code for c in s.scalars(select(m.CharteLocale))}
    noms = {o.id: o.code for o in operations}
    trouvees: defaultdict[str, list[Suivie]] = defaultdict(list)
    for o in operations:
        trouvees[o.charte].append(Suivie(o.id, o.code, None))
    choix = select(m.ChoixCharte).where(col(m.ChoixCharte.supprime_le).is_(None)).order_by(col(m.ChoixCharte.du))
    for c in s.scalars(choix):
        if c.operation_id in noms:
            code = codes[c.locale_id] if c.locale_id else c.livree or ""
            trouvees[code].append(Suivie(c.operation_id, noms[c.operation_id], c.du))
    return trouvees


def _versions(s: Session) -> dict[UUID, list[LigneVersion]]:
    trouvees: defaultdict[UUID, list[LigneVersion]] = defaultdict(list)
    requete = select(m.VersionLocale).where(col(m.VersionLocale.supprime_le).is_(None)).order_by(
        col(m.VersionLocale.du)
    )
    for v in s.scalars(requete):
        trouvees[v.charte_id].append(LigneVersion(v.du, v.libelle, v.id, changements_de(v.parametres)))
    return trouvees
