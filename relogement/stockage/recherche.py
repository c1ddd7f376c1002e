"""La recherche : nom, téléphone, logement, référence, numéro unique, notes ; accents et casse n'importent pas."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import RowMapping, select

from relogement import modeles as m
from relogement.commun import sans_accents
from relogement.stockage.base import Base
from relogement.stockage.lectures import sql

MAXIMUM = 12
CHIFFRES_SEPARES = re.compile(r"(?<=\d)[\s.\-](?=\d)")


@dataclass(frozen=True, slots=True)
class Entree:
    """Un ménage ou un logement du vivier tel que la recherche le voit ; `texte` est plié (sans accents, en minuscules).

    `ecran` : où il s'ouvre, « menage » ou « logements ».
    """

    id: UUID
    titre: str
    detail: str
    texte: str
    ecran: str = "menage"


def index(base: Base) -> list[Entree]:
    """Tout ce qui se cherche : une entrée par ménage, puis une par logement du vivier."""
    me, lo = sql(m.Menage), sql(m.Logement)
    requete = (
        select(me, lo.c.batiment, lo.c.escalier, lo.c.porte, lo.c.ug, lo.c.adresse)
        .outerjoin(lo, lo.c.id == me.c.logement_id)
        .where(me.c.supprime_le.is_(None))
        .order_by(me.c.reference)
    )
    with base.session() as s:
        autres: defaultdict[UUID, list[str | None]] = defaultdict(list)
        for table, colonnes in ((m.Personne, ("nom", "prenom")), (m.Information, ("note",)),
                                (m.Entretien, ("conclusion",)), (m.Bail, ("numero",))):
            t = sql(table)
            for cle, *textes in s.execute(select(t.c.menage_id, *(t.c[c] for c in colonnes)).where(
                t.c.supprime_le.is_(None)
            )):
                autres[cle] += textes
        menages = [_entree(r, autres[r["id"]]) for r in s.execute(requete).mappings()]
        lo = sql(m.LogementOffert)
        offerts = s.execute(select(lo).where(lo.c.supprime_le.is_(None)).order_by(lo.c.libelle)).mappings()
        return menages + [_offert(r) for r in offerts]


def chercher(entrees: list[Entree], texte: str, maximum: int = MAXIMUM) -> list[Entree]:
    """Les ménages dont chaque mot cherché se trouve ; une référence ou un nom qui commence ainsi passe devant."""
    mots = _plier(texte).split()
    if not mots:
        return []
    trouves = [e for e in entrees if all(mot in e.texte for mot in mots)]
    trouves.sort(key=lambda e: not any(sans_accents(d).startswith(mots[0]) for d in (e.titre, e.detail)))
    return trouves[:maximum]


def _entree(r: RowMapping, autres: list[str | None]) -> Entree:
    ligne = dict(r)
    lieu = " ".join(str(ligne[c]) for c in ("batiment", "escalier", "porte") if ligne[c])
    champs = [ligne[c] for c in ("nom", "reference", "telephone", "courriel", "nur", "note", "ug", "adresse")]
    texte = _plier(" ".join(str(t) for t in [*champs, lieu, *autres] if t))
    return Entree(ligne["id"], str(ligne["nom"]), f"{ligne['reference']} · {lieu}".strip(" ·"), texte)


def _offert(r: RowMapping) -> Entree:
    champs = ("libelle", "reference", "adresse", "commune", "quartier", "batiment", "porte")
    texte = _plier(" ".join(str(r[c]) for c in champs if r[c]))
    detail = " · ".join(filter(None, ("logement offert", r["type"], r["commune"])))
    return Entree(r["id"], r["libelle"], detail, texte, "logements")


def _plier(texte: str) -> str:
    return CHIFFRES_SEPARES.sub("", sans_accents(texte))
