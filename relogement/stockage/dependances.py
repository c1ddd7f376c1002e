"""Ce qui s'oppose à l'annulation d'un geste : ce que des gestes plus récents, non annulés, ont bâti dessus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from relogement import modeles as m
from relogement.commun import sans_accents
from relogement.modeles.table import Periode, Table
from relogement.stockage.journal import de_json
from relogement.stockage.periodes import SERIES, cle_de_serie, se_chevauchent, serie
from relogement.vocabulaire import NatureJalon

Cle = tuple[str, UUID]
"""(table, clé) d'une fiche."""
Colonnes = Mapping[str, tuple[str | None, str | None]]
"""Par colonne, la valeur que l'annulation rend et celle qu'elle reprend, en JSON."""


def _nom(table: type[Table]) -> str:
    return str(table.__tablename__)


PAR_ETAPES = frozenset(
    _nom(t)
    for t in (
        m.Proposition, m.Relogement, m.Suivi, m.DifficulteSuivi, m.Frais, m.Referent, m.Evenement, m.Commission,
        m.Passage,
    )
)
"""Les fiches dont chaque étape suppose la précédente : un refus puis son écrit, une réunion puis sa liste corrigée."""
DEPART = frozenset({"id", "temporaire", "demenage_le", "retour_le"})
"""Les colonnes d'un relogement dont dépend le suivi du ménage, qui ne le cite pas."""
CALEOL = frozenset({"caleol_decision"})
"""La décision qui écarte une proposition acceptée permet d'en accepter une autre, qui ne la cite pas."""
LIBERE = frozenset({"reponse", "repondue_le", "caleol_decision", "caleol_le", "supprime_le"})
"""Ce qui rend un logement libre : on a pu l'offrir depuis à un autre ménage, dont la proposition ne la cite pas."""
RELOGE = frozenset({"id", "temporaire", "bail_signe_le", "retour_le", "supprime_le"})
"""Les colonnes d'un relogement qui rendent libres les autres logements offerts au ménage, ou celui dont il repart."""
SUIVI = (m.Suivi, m.VisiteSuivi)
UNIQUES: dict[type[Table], tuple[str, ...]] = {
    m.Commission: ("operation_id", "le"), m.VersionLocale: ("charte_id", "du"), m.ChoixCharte: ("operation_id", "du"),
    m.TotalAnnuel: ("annee", "genre", "acteur"), m.Bail: ("menage_id",), m.Jalon: ("operation_id", "nature"),
    m.LigneMinoration: ("du", "zone", "pieces_min"),
}
"""Ce qui ne se dit qu'une fois hors corbeille : une séance par jour, un bail d'origine par ménage, un seul DID."""
DID = frozenset({"did_le"})
"""La date de l'opération que le jalon du DID porte aussi, sans la citer."""


def retouchees_depuis(s: Session, geste_id: UUID) -> set[Cle]:
    """Les fiches changées après ce geste par un geste qui tient encore ; faire, défaire et refaire s'équilibrent."""
    annulations = select(col(m.Geste.id), col(m.Geste.annule_id)).where(col(m.Geste.annule_id).isnot(None))
    parents: dict[UUID, UUID] = {r[0]: r[1] for r in s.execute(annulations)}

    def racine(geste: UUID) -> UUID:
        while geste in parents:
            geste = parents[geste]
        return geste

    recents = s.scalars(select(col(m.Geste.id)).where(col(m.Geste.id) > geste_id)).all()
    fois = Counter(racine(g) for g in recents)
    tiennent = {g for g in recents if fois[racine(g)] % 2}
    colonnes = (col(m.Changement.geste_id), col(m.Changement.objet), col(m.Changement.cle))
    touchees = s.execute(select(*colonnes).where(colonnes[0] > geste_id).distinct())
    return {(objet, cle) for geste, objet, cle in touchees if geste in tiennent}


def s_oppose(s: Session, table: type[Table], cle: UUID, colonnes: Colonnes, retouchees: set[Cle]) -> bool:
    """Vrai si une étape plus récente de cette fiche, d'une fiche qui la cite ou qu'elle cite, perdrait son appui."""
    if table is m.Operation and DID & colonnes.keys():
        return not retouchees.isdisjoint(_jalons_du_did(s, cle))
    if table is m.Menage and "sortie_le" in colonnes:
        return not retouchees.isdisjoint(_offertes_ailleurs(s, _propositions(s, cle)))
    if table is m.LogementOffert and colonnes.get("repris_le", (None, None))[0] is not None:
        return not retouchees.isdisjoint(_qui_citent(s, table, cle))
    if table is m.VersionLocale:
        return not retouchees.isdisjoint(_versions(s, cle, colonnes))
    if _nom(table) not in PAR_ETAPES or not retouchees:
        return False
    liees = {(_nom(table), cle), *_citees(table, colonnes), *_qui_citent(s, table, cle)}
    if table is m.Passage and colonnes.get("decision", (None, None))[0] is not None:
        liees |= set(_seance(s, cle))
    if table is m.Proposition and CALEOL & colonnes.keys():
        liees |= {(_nom(m.Proposition), c) for c in _propositions(s, _menage(s, table, cle, colonnes))}
    if table is m.Proposition and LIBERE & colonnes.keys() and colonnes.get("id", ("", None))[0] is not None:
        liees |= set(_offertes_ailleurs(s, [cle]))
    if table is m.Relogement and DEPART & colonnes.keys():
        liees |= set(_suivi_du_menage(s, _menage(s, table, cle, colonnes)))
    if table is m.Relogement and RELOGE & colonnes.keys():
        liees |= set(_offertes_ailleurs(s, _propositions(s, _menage(s, table, cle, colonnes))))
    return not liees.isdisjoint(retouchees)


def recouvre(s: Session, table: type[Table], cle: UUID, retouchees: set[Cle]) -> bool:
    """Vrai si la période, remise en place, compte les mêmes jours qu'une autre notée ou changée depuis."""
    fiche = s.get(table, cle)
    if not isinstance(fiche, Periode) or type(fiche) not in SERIES or fiche.supprime_le is not None:
        return False
    freres = serie(s, type(fiche), cle_de_serie(fiche))
    return any((_nom(table), p.id) in retouchees and se_chevauchent(p, fiche) for p in freres if p.id != cle)


def fait_double(s: Session, table: type[Table], cle: UUID) -> bool:
    """Vrai si la fiche, remise en place, redit ce qu'une autre fiche dit déjà et qui ne se dit qu'une fois."""
    fiche = s.get(table, cle)
    if fiche is None or fiche.supprime_le is not None or table not in UNIQUES:
        return False
    if isinstance(fiche, m.Jalon) and fiche.nature is not NatureJalon.DID:
        return False
    premiere, *_ = UNIQUES[table]
    semblables = select(table).where(getattr(table, premiere) == getattr(fiche, premiere))
    vivantes = s.scalars(semblables.where(col(table.supprime_le).is_(None), col(table.id) != cle))
    return any(_dit(autre) == _dit(fiche) for autre in vivantes)


def _dit(fiche: Table) -> tuple[object, ...]:
    valeurs = (getattr(fiche, c) for c in UNIQUES[type(fiche)])
    return tuple(sans_accents(v) if type(v) is str else v for v in valeurs)


def _seance(s: Session, cle: UUID) -> Iterator[Cle]:
    """La séance d'un passage : la décision que l'on rend y a été prise tel jour, qu'on ne doit pas avoir remis."""
    passage = s.get(m.Passage, cle)
    if passage is not None:
        yield _nom(m.Commission), passage.commission_id


def _jalons_du_did(s: Session, operation_id: UUID) -> Iterator[Cle]:
    jalon = SQLModel.metadata.tables[_nom(m.Jalon)].c
    requete = select(jalon.id).where(jalon.operation_id == operation_id, jalon.nature == NatureJalon.DID)
    yield from ((_nom(m.Jalon), cle) for cle in s.scalars(requete))


def _citees(table: type[Table], colonnes: Colonnes) -> Iterator[Cle]:
    """Les étapes et les pièces que la fiche citera de nouveau."""
    for colonne in SQLModel.metadata.tables[_nom(table)].columns:
        rendue = colonnes.get(colonne.name, (None, None))[0]
        for lien in colonne.foreign_keys:
            if rendue is not None and lien.column.table.name in PAR_ETAPES | {_nom(m.Piece)}:
                yield lien.column.table.name, de_json(table, colonne.name, rendue)


def _qui_citent(s: Session, table: type[Table], cle: UUID) -> Iterator[Cle]:
    for autre in SQLModel.metadata.tables.values():
        for lien in autre.foreign_keys:
            if lien.column.table.name == _nom(table):
                yield from ((autre.name, c) for c in s.scalars(select(autre.c.id).where(lien.parent == cle)))


def _versions(s: Session, cle: UUID, colonnes: Colonnes) -> Iterator[Cle]:
    """Toutes les versions de la même charte : chacune ne dit que ce qu'elle change à celles d'avant."""
    version, rendu = s.get(m.VersionLocale, cle), colonnes.get("charte_id", (None, None))[0]
    charte = version.charte_id if version is not None else de_json(m.VersionLocale, "charte_id", rendu)
    siennes = select(col(m.VersionLocale.id)).where(col(m.VersionLocale.charte_id) == charte)
    yield from ((_nom(m.VersionLocale), c) for c in s.scalars(siennes))


def _menage(s: Session, table: type[Table], cle: UUID, colonnes: Colonnes) -> UUID:
    """Le ménage d'une fiche, qui est là ou que l'annulation rend."""
    fiche = s.get(table, cle)
    if isinstance(fiche, m.Proposition | m.Relogement):
        return fiche.menage_id
    rendu: UUID = de_json(table, "menage_id", colonnes["menage_id"][0])
    return rendu


def _propositions(s: Session, menage: UUID) -> list[UUID]:
    return list(s.scalars(select(col(m.Proposition.id)).where(col(m.Proposition.menage_id) == menage)))


def _offertes_ailleurs(s: Session, propositions: Collection[UUID]) -> Iterator[Cle]:
    """Les propositions des mêmes logements à d'autres ménages, et les baux qui les ont suivies."""
    siennes = list(s.scalars(select(m.Proposition).where(col(m.Proposition.id).in_(propositions))))
    autres = select(col(m.Proposition.id)).where(
        col(m.Proposition.logement_id).in_({p.logement_id for p in siennes}),
        col(m.Proposition.menage_id).notin_({p.menage_id for p in siennes}),
        col(m.Proposition.supprime_le).is_(None),
    )
    for proposition in s.scalars(autres):
        yield _nom(m.Proposition), proposition
        baux = select(col(m.Relogement.id)).where(col(m.Relogement.proposition_id) == proposition)
        yield from ((_nom(m.Relogement), c) for c in s.scalars(baux))


def _suivi_du_menage(s: Session, menage: UUID) -> Iterator[Cle]:
    for table in SUIVI:
        yield from ((_nom(table), c) for c in s.scalars(select(col(table.id)).where(col(table.menage_id) == menage)))
