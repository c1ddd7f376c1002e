"""Les revues émises, relues : leurs lignes, et ce que des gestes ont changé depuis aux dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.stockage.journal import annules, de_json
from relogement.stockage.lectures import sql
from relogement.vocabulaire import MomentRevue

_TUES = frozenset({m.DifficulteSuivi, m.Mesure, m.ActeurSocial})
"""Y avoir touché dirait une difficulté sociale : cela ne sort pas du dossier."""
_SANS_FAIT = frozenset({m.ACompleter, m.LigneImportee, m.LigneReprise})
"""Ce qui reste à trancher d'une liste importée : aucun chiffre n'en vient."""
_SANS_JOUR = frozenset({m.Menage, m.Logement})
"""Les fiches qui valent de tout temps : leurs dates ne datent qu'elles-mêmes."""
_NAISSANCE = "naissance"
"""Une date qui ne dit pas depuis quand la personne est au foyer : à défaut d'autre seulement."""
_SANS_CHIFFRE = frozenset({"modifie_le", "nom", "prenom", "telephone", "courriel", "note"})
"""Ce qui change dans une fiche sans qu'aucun chiffre n'en vienne."""
Jours = Mapping[str, Sequence[date]]
"""Des jours, par colonne."""


@dataclass(frozen=True, slots=True)
class Changee:
    """Une fiche d'un ménage, changée par un geste ; `annule` : le geste que celui-ci a défait.

    `premier` : le premier jour des faits que ce geste y touche, à défaut de la fiche ; None : elle vaut de tout temps.
    """

    menage: UUID
    geste: UUID
    annule: UUID | None
    le: date
    table: str
    premier: date | None

    def corrige(self, emission: UUID, au: date) -> bool:
        """Vrai si ce geste, fait après cette émission, change un fait qui avait déjà eu lieu ce jour-là.

        Un geste fait et défait depuis n'a rien changé ; défaire un geste d'avant change quelque chose.
        """
        apres = self.geste > emission and (self.annule is None or self.annule < emission)
        return apres and (self.premier is None or self.premier <= au)


def lignes_emises(s: Session) -> list[m.RevueEmise]:
    """Les revues émises, de la plus récente à la plus ancienne."""
    vivantes = select(m.RevueEmise).where(col(m.RevueEmise.supprime_le).is_(None))
    return list(s.scalars(vivantes.order_by(col(m.RevueEmise.id).desc())))


def derniere_emise(s: Session, moment: MomentRevue, au: date, operations: Iterable[str]) -> m.RevueEmise | None:
    """La dernière revue émise de ce moment, arrêtée ce jour, pour ces opérations (aucune : toutes) ; None : aucune."""
    voulues = set(operations)
    for r in lignes_emises(s):
        memes = set(r.operations) == voulues and not r.toutes if voulues else r.toutes
        if memes and (r.moment, r.au) == (moment, au):
            return r
    return None


def gestes_emission(s: Session, revues: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """Par revue émise, le geste de son émission."""
    ch = m.Changement
    requete = select(col(ch.cle), col(ch.geste_id)).where(col(ch.cle).in_(set(revues)), col(ch.colonne) == "id")
    return {r[0]: r[1] for r in s.execute(requete)}


def fiches_changees(s: Session, depuis: UUID) -> list[Changee]:
    """Ce que des gestes faits après celui-ci, et qui tiennent encore, ont changé aux fiches des ménages."""
    defaits = annules(s)
    requete = select(col(m.Geste.id), col(m.Geste.annule_id), col(m.Geste.le)).where(col(m.Geste.id) > depuis)
    gestes = {r[0]: (r[1], r[2].astimezone().date()) for r in s.execute(requete) if r[0] not in defaits}
    return [
        Changee(menage, geste, *gestes[geste], str(table.__tablename__), premier)
        for table in _tables()
        for menage, geste, premier in _de_la_table(s, table, depuis) if geste in gestes
    ]


def _tables() -> Sequence[type[m.Table]]:
    """Toutes les fiches d'un ménage ; les siennes d'abord, puis celles qu'on y atteint par un lien."""
    siennes = (t for t in _toutes(m.Table) if "menage_id" in t.model_fields)
    return [m.Menage, *(t for t in siennes if t not in _TUES | _SANS_FAIT), *_LIENS]


def _toutes(table: type[m.Table]) -> Iterable[type[m.Table]]:
    for fille in table.__subclasses__():
        yield fille
        yield from _toutes(fille)


_LIENS: Mapping[type[m.Table], tuple[Any, Any, Any]] = {
    m.Logement: (m.Menage, col(m.Menage.logement_id) == col(m.Logement.id), col(m.Menage.id)),
    m.Frais: (m.Relogement, col(m.Relogement.id) == col(m.Frais.relogement_id), col(m.Relogement.menage_id)),
    m.BudgetFige: (
        m.Proposition, col(m.Proposition.id) == col(m.BudgetFige.proposition_id), col(m.Proposition.menage_id)
    ),
    m.LogementOffert: (
        m.Proposition, col(m.Proposition.logement_id) == col(m.LogementOffert.id), col(m.Proposition.menage_id)
    ),
}
"""Les fiches qui n'ont pas de ménage à elles : par où on l'atteint, comment, et qui il est."""


def _de_la_table(s: Session, table: type[m.Table], depuis: UUID) -> Iterable[tuple[UUID, UUID, date | None]]:
    """Par fiche changée, son ménage, le geste, et le premier jour des faits qu'il touche."""
    t, ch = sql(table), sql(m.Changement)
    objet = (ch.c.objet == str(table.__tablename__), ch.c.geste_id > depuis, ch.c.colonne.not_in(_SANS_CHIFFRE))
    touches = _jours_touches(s, table, objet)
    par, lien, menage = _LIENS.get(table, (None, None, t.c.id if table is m.Menage else t.c.get("menage_id")))
    # Un logement offert n'a compté pour un ménage que du jour où il lui a été proposé.
    jours = [sql(m.Proposition).c.envoyee_le] if table is m.LogementOffert else [t.c[d] for d in _dates(table)]
    requete = select(ch.c.geste_id, ch.c.cle, menage, *jours).join(t, t.c.id == ch.c.cle)
    requete = requete if par is None else requete.join(par, lien)
    for geste, cle, sien, *siens in s.execute(requete.where(*objet).distinct()):
        de_la_fiche = {} if table in _SANS_JOUR else {c.name: [x] for c, x in zip(jours, siens, strict=True) if x}
        if sien is not None:
            yield sien, geste, _premier(touches.get((geste, cle), {})) or _premier(de_la_fiche)


def _jours_touches(s: Session, table: type[m.Table], objet: Sequence[Any]) -> Mapping[tuple[UUID, UUID], Jours]:
    """Par geste et par fiche, les jours qu'il y a mis ou ôtés, colonne par colonne."""
    touches: defaultdict[tuple[UUID, UUID], dict[str, list[date]]] = defaultdict(dict)
    if table is m.LogementOffert:
        return touches
    ch = sql(m.Changement)
    requete = select(ch.c.geste_id, ch.c.cle, ch.c.colonne, ch.c.avant, ch.c.apres)
    for geste, cle, colonne, *valeurs in s.execute(requete.where(*objet, ch.c.colonne.in_(_dates(table)))):
        lus = [de_json(table, colonne, v) for v in valeurs if v is not None]
        touches[geste, cle].setdefault(colonne, []).extend(lus)
    return touches


def _dates(table: type[m.Table]) -> list[str]:
    return [c.name for c in sql(table).columns if isinstance(c.type, Date)]


def _premier(jours: Jours) -> date | None:
    """Le premier de ces jours, par colonne ; None s'il n'y en a pas."""
    faits = [j for colonne, siens in jours.items() if colonne != _NAISSANCE for j in siens]
    return min(faits or jours.get(_NAISSANCE, ()), default=None)
