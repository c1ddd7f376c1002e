"""Ce qui change dans le temps : insérer, corriger ou retirer une période sans que deux comptent le même jour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import takewhile
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import ErreurMetier
from relogement.modeles import Changement, Loyer
from relogement.modeles.table import Periode
from relogement.services.aides import verifier_apl, verifier_loyer
from relogement.services.outils import creer, pas_avant, remplir
from relogement.services.reports import prendre_en_main, reporter
from relogement.stockage.journal import GesteEnCours, de_json
from relogement.stockage.periodes import SERIES, cle_de_serie, serie

P = TypeVar("P", bound=Periode)
JOUR = timedelta(days=1)
FIN_AVANT_DEBUT = "La fin ne peut pas précéder le début."


def ouvrir_periode(s: Session, table: type[P], menage_id: UUID, du: date, valeurs: Mapping[str, Any]) -> P:
    """Une nouvelle valeur à partir du `du` : la période en cours s'arrête la veille, rien n'est écrasé.

    Une période de la même série qui commence le même jour est corrigée. Une date plus ancienne s'insère : elle
    s'arrête au plus tard la veille de la suivante, même si `valeurs` donne un `au` plus lointain.
    """
    donnees = {"menage_id": menage_id} | dict(valeurs)
    freres = serie(s, table, {c: donnees[c] for c in SERIES[table]})
    meme = next((p for p in freres if p.du == du), None)
    au = donnees.get("au", meme.au if meme else None)
    pas_avant(au, du, FIN_AVANT_DEBUT, "au")
    bornes = {"du": du, "au": fin_possible(freres, du, au)}
    _arreter_avant(freres, du)
    if meme is not None:
        _corriger(meme, {**valeurs, **bornes})
    fiche = meme or creer(s, table, **(donnees | bornes))
    _verifier(fiche, valeurs)
    _reporter(s, fiche)
    return fiche


def corriger_periode(g: GesteEnCours, fiche: Periode, valeurs: Mapping[str, Any]) -> None:
    """Corrige une période ; changer son début ou sa série, c'est la retirer d'où elle était et la poser ailleurs.

    ErreurMetier si une autre ligne de la série commence déjà ce jour-là.
    """
    cle = cle_de_serie(fiche)
    nouvelle = cle | {c: valeurs[c] for c in cle if c in valeurs}
    du, au = valeurs.get("du", fiche.du), valeurs.get("au", fiche.au)
    if du is None:
        raise ErreurMetier("Indiquez le premier jour.", "du")
    pas_avant(au, du, FIN_AVANT_DEBUT, "au")
    deplacee = (du, nouvelle) != (fiche.du, cle)
    if deplacee:
        _rendre_la_place(g.s, fiche)
    freres = [p for p in serie(g.s, type(fiche), nouvelle) if p is not fiche]
    if deplacee and any(p.du == du for p in freres):
        raise ErreurMetier("Une autre ligne commence déjà ce jour-là : corrigez-la, ou choisissez un autre jour.", "du")
    _corriger(fiche, {**valeurs, "du": du, "au": fin_possible(freres, du, au)})
    _verifier(fiche, valeurs)
    _arreter_avant(freres, du)
    _reporter(g.s, fiche)


def retirer_periode(g: GesteEnCours, fiche: Periode) -> None:
    """Met une période à la corbeille ; si elle avait arrêté la précédente, celle-ci reprend."""
    _rendre_la_place(g.s, fiche)
    fiche.supprime_le = g.instant
    _reporter(g.s, fiche)


def fin_possible(freres: Iterable[Periode], du: date, au: date | None) -> date | None:
    """Le dernier jour d'une période qui commence le `du` : `au`, au plus tard la veille de la suivante."""
    fins = [p.du - JOUR for p in freres if p.du > du]
    return min(fins if au is None else [*fins, au], default=None)


def _corriger(fiche: Periode, valeurs: Mapping[str, Any]) -> None:
    if isinstance(fiche, Loyer):
        prendre_en_main(fiche, valeurs)
    remplir(fiche, valeurs)


def _verifier(fiche: Periode, valeurs: Mapping[str, Any]) -> None:
    """Un loyer ou une APL douteux venus de la liste n'empêchent pas de corriger autre chose."""
    if isinstance(fiche, Loyer) and "loyer" in valeurs:
        verifier_loyer(fiche.loyer)
    if isinstance(fiche, Loyer) and {"loyer", "charges", "apl"} & valeurs.keys():
        verifier_apl(fiche.loyer, fiche.charges, fiche.apl)


def _reporter(s: Session, fiche: Periode) -> None:
    """Après un changement, les loyers que la liste tait suivent de nouveau ceux d'avant."""
    if isinstance(fiche, Loyer):
        reporter(serie(s, Loyer, cle_de_serie(fiche)))


def _arreter_avant(freres: Iterable[Periode], du: date) -> None:
    for p in freres:
        if p.du < du and (p.au is None or p.au >= du):
            p.au = du - JOUR


def _rendre_la_place(s: Session, fiche: Periode) -> None:
    """La précédente retrouve la fin qu'elle avait avant que cette fiche l'arrête."""
    freres = [p for p in serie(s, type(fiche), cle_de_serie(fiche)) if p is not fiche]
    avant = [p for p in freres if p.du < fiche.du]
    if avant and avant[-1].au == fiche.du - JOUR and (fin := _fin_rendue(s, avant[-1], fiche)) is not None:
        avant[-1].au = fin_possible(freres, avant[-1].du, fin[0])


def _fin_rendue(s: Session, precedente: Periode, fiche: Periode) -> tuple[date | None] | None:
    """La fin à rendre, d'après le journal ; None si la précédente s'arrêtait d'elle-même ou si l'on n'en sait rien."""
    objet = str(fiche.__tablename__)
    fins = s.exec(
        select(Changement).where(
            Changement.objet == objet, Changement.cle == precedente.id, Changement.colonne == "au"
        ).order_by(col(Changement.geste_id).desc(), col(Changement.rang).desc())
    ).all()
    siens = set(s.exec(select(Changement.geste_id).where(Changement.objet == objet, Changement.cle == fiche.id)))
    arrets = list(takewhile(lambda c: c.geste_id in siens, fins))
    if arrets:
        return (de_json(type(fiche), "au", arrets[-1].avant),)
    # Née après la fiche et jamais reprise depuis : sa fin est celle que la fiche, déjà là, lui a laissée.
    return (fiche.au,) if len(fins) == 1 and precedente.id > fiche.id else None
