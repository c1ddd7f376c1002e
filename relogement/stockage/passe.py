"""Le passé du journal : la base telle qu'elle était connue à la fin d'un jour, à lire comme celle d'aujourd'hui.

Rien n'y est écrit et aucune écriture n'y attend : dans une lecture toujours défaite, des vues provisoires, en mémoire,
passent devant les tables que des gestes ont changées depuis.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, NoReturn
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    MetaData,
    String,
    Uuid,
    bindparam,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy import Table as TableSql
from sqlmodel import Session, SQLModel, col

from relogement.modeles import Changement, Geste
from relogement.stockage.base import Base
from relogement.stockage.defaire import d_office, modele
from relogement.stockage.erreurs import pannes_de_base
from relogement.stockage.journal import de_json

TOUCHEES = TableSql(
    "passe_touchees", MetaData(), Column("objet", String, primary_key=True), Column("id", Uuid, primary_key=True),
    Column("existait", Boolean), prefixes=["TEMP"],
)
GESTE = str(Geste.__tablename__)

Fiche = dict[str, str | None]
"""Par colonne changée depuis, la valeur d'alors, en JSON ; `id` None : la fiche n'était pas encore née."""


class BasePassee(Base):
    """La base d'un jour passé : les mêmes lectures, aucune écriture."""

    def __init__(self, base: Base, connexion: Connection) -> None:
        super().__init__(base.chemin, base.moteur, base.chiffree, base.horloge)
        self.agent_id, self.agent_nom = base.agent_id, base.agent_nom
        self.poste_id, self.poste_code = base.poste_id, base.poste_code
        self._connexion = connexion

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Une lecture de ce passé ; sa fermeture le laisse ouvert aux suivantes."""
        lie = Session(self._connexion, expire_on_commit=False, join_transaction_mode="rollback_only")
        with pannes_de_base(self.chemin), lie as s:
            yield s

    def ecriture_libre(self) -> NoReturn:
        """Le passé ne s'écrit pas : RuntimeError."""
        _refuser()

    def geste(self, nom: str, libelle: str, menage_id: UUID | None = None) -> NoReturn:
        """Le passé ne s'écrit pas : RuntimeError."""
        _refuser()


def _refuser() -> NoReturn:
    raise RuntimeError("le passé ne s'écrit pas")


def fin_du_jour(jour: date) -> datetime:
    """L'instant où ce jour finit, à l'heure du poste : minuit, qui est déjà du lendemain."""
    return datetime.combine(jour + timedelta(days=1), time.min).astimezone()


def premier_jour(base: Base) -> date | None:
    """Le jour du premier geste du journal, à l'heure du poste ; None si rien n'est encore inscrit."""
    with base.session() as s:
        premier = s.scalar(select(col(Geste.le)).order_by(col(Geste.le)).limit(1))
    return None if premier is None else premier.astimezone().date()


@contextmanager
def passe(base: Base, jour: date) -> Iterator[BasePassee]:
    """La base telle que le journal la tenait à la fin de `jour` ; à refermer vite, elle ne voit plus rien de nouveau.

    Chaque fiche reprend, colonne par colonne, ce que le premier geste d'après y a trouvé. Ce que le journal n'observe
    pas (agents, postes, brouillons, préférences, contenus des pièces) reste tel qu'aujourd'hui.
    """
    with pannes_de_base(base.chemin), base.moteur.connect() as c:
        lecture = c.begin()
        try:
            _remonter(c, fin_du_jour(jour))
            yield BasePassee(base, c)
        finally:
            lecture.rollback()  # les vues disparaissent avec la transaction qui les a vues naître


def _remonter(c: Connection, limite: datetime) -> None:
    TOUCHEES.create(c)
    for objet, fiches in _changees_depuis(c, limite).items():
        lignes = [{"objet": objet, "id": cle, "existait": _existait(f)} for cle, f in fiches.items()]
        c.execute(insert(TOUCHEES), lignes)
        _reprendre(c, objet, fiches)
        _voiler(c, objet, f" UNION ALL SELECT * FROM passe_{objet}")
    # L'historique s'arrête lui aussi à la limite.
    recents = select(literal(GESTE), col(Geste.id), literal(False)).where(col(Geste.le) >= limite)
    c.execute(insert(TOUCHEES).from_select(["objet", "id", "existait"], recents))
    _voiler(c, GESTE)


def _voiler(c: Connection, objet: str, anciennes: str = "") -> None:
    """Fait passer devant la table une vue sans ses fiches touchées depuis, avec celles d'alors."""
    touchees = f"SELECT id FROM {TOUCHEES.name} WHERE objet = '{objet}'"
    c.execute(text(f"CREATE TEMP VIEW {objet} AS SELECT * FROM main.{objet} WHERE id NOT IN ({touchees}){anciennes}"))


def _changees_depuis(c: Connection, limite: datetime) -> dict[str, dict[UUID, Fiche]]:
    """Par table et par fiche changée après la limite, la première valeur « avant » de chaque colonne."""
    ch = SQLModel.metadata.tables[str(Changement.__tablename__)].c
    requete = (
        select(ch.objet, ch.cle, ch.colonne, ch.avant)
        .join(Geste, col(Geste.id) == ch.geste_id)
        .where(col(Geste.le) >= limite)
        .order_by(ch.geste_id, ch.rang)
        .execution_options(yield_per=5000)
    )
    tables: defaultdict[str, dict[UUID, Fiche]] = defaultdict(dict)
    for objet, cle, colonne, avant in c.execute(requete):
        fiche = tables[objet].setdefault(cle, {})
        # D'une fiche née depuis, il n'y a rien à retenir.
        if _existait(fiche):
            fiche.setdefault(colonne, avant)
    return tables


def _existait(fiche: Fiche) -> bool:
    return "id" not in fiche or fiche["id"] is not None


def _reprendre(c: Connection, objet: str, fiches: Mapping[UUID, Fiche]) -> None:
    """Les fiches qui existaient, telles qu'elles étaient : ce qu'elles sont, moins ce qui a changé."""
    siennes = f"SELECT id FROM {TOUCHEES.name} WHERE objet = '{objet}' AND existait"
    c.execute(text(f"CREATE TEMP TABLE passe_{objet} AS SELECT * FROM main.{objet} WHERE id IN ({siennes})"))
    c.execute(text(f"CREATE UNIQUE INDEX temp.ix_passe_{objet} ON passe_{objet} (id)"))
    sql, table = SQLModel.metadata.tables[objet], modele(objet)
    copie = TableSql(f"passe_{objet}", MetaData(), *(Column(x.name, x.type) for x in sql.columns))
    d_alors = {cle: fiche for cle, fiche in fiches.items() if _existait(fiche)}
    d_emblee = {c: de_json(table, c, json) for c in table.model_fields if (json := d_office(table, c)) is not None}
    if disparues := [{**d_emblee, "id": cle} for cle, fiche in d_alors.items() if "id" in fiche]:
        c.execute(insert(copie).prefix_with("OR IGNORE"), disparues)
    par_colonne: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for cle, fiche in d_alors.items():
        for colonne, avant in fiche.items():
            par_colonne[colonne].append({"cle": cle, "avant": de_json(table, colonne, avant)})
    for colonne, valeurs in par_colonne.items():
        remise = update(copie).where(copie.c.id == bindparam("cle")).values({colonne: bindparam("avant")})
        c.execute(remise, valeurs)
