"""Les chartes telles que la base les connaît : livrées, locales, et celle de chaque opération."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from relogement import modeles as m
from relogement.regles.charte.derivation import Changement, VersionLocale, deriver, enchainer
from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.charte.valeurs import ecrire_valeur, lire_valeur


def changements_de(parametres: Mapping[str, Any]) -> dict[str, Changement]:
    """Ce que la base garde d'une version locale, en valeurs."""
    return {
        cle: Changement(lire_valeur(cle, p["valeur"]), str(p["reference"])) for cle, p in parametres.items()
    }


def parametres_de(changements: Mapping[str, Changement]) -> dict[str, Any]:
    """L'inverse de `changements_de`."""
    return {
        cle: {"valeur": ecrire_valeur(c.valeur), "reference": c.reference} for cle, c in sorted(changements.items())
    }


def chartes_locales(s: Session) -> dict[UUID, Charte]:
    """Les chartes locales hors corbeille, par nom ; celle qui n'a pas encore de version vaut sa charte livrée."""
    versions: defaultdict[UUID, list[VersionLocale]] = defaultdict(list)
    for v in s.scalars(select(m.VersionLocale).where(col(m.VersionLocale.supprime_le).is_(None))):
        versions[v.charte_id].append(VersionLocale(v.du, v.libelle, changements_de(v.parametres)))
    locales = select(m.CharteLocale).where(col(m.CharteLocale.supprime_le).is_(None)).order_by(col(m.CharteLocale.nom))
    return {
        c.id: deriver(charger_charte(c.derivee_de), c.code, c.nom, c.reference, versions[c.id])
        for c in s.scalars(locales)
    }


def charte_locale(s: Session, charte_id: UUID) -> Charte:
    """La charte locale de cette clé ; KeyError si elle est à la corbeille."""
    return chartes_locales(s)[charte_id]


def charte_operation(s: Session, operation_id: UUID) -> Charte:
    """La charte d'une opération, avec les versions de celles qu'elle a suivies ; KeyError si elle n'existe plus."""
    return chartes_des_operations(s)[operation_id]


def chartes_des_operations(s: Session) -> dict[UUID, Charte]:
    """La charte de chaque opération ; deux opérations qui suivent les mêmes partagent le même objet."""
    locales = chartes_locales(s)
    choix: defaultdict[UUID, list[tuple[date, UUID | str]]] = defaultdict(list)
    dates = select(m.ChoixCharte).where(col(m.ChoixCharte.supprime_le).is_(None)).order_by(col(m.ChoixCharte.du))
    for c in s.scalars(dates):
        choix[c.operation_id].append((c.du, c.locale_id or c.livree or ""))
    suites: dict[tuple[Any, ...], Charte] = {}
    chartes = {}
    for cle, code in s.execute(select(col(m.Operation.id), col(m.Operation.charte))):
        suite = (code, *choix[cle])
        if suite not in suites:
            siennes = [(du, locales[c] if isinstance(c, UUID) else charger_charte(c)) for du, c in choix[cle]]
            suites[suite] = enchainer(charger_charte(code), siennes)
        chartes[cle] = suites[suite]
    return chartes
