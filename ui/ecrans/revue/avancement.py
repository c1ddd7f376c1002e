"""La page « Avancement » : ce qui est fait et où en est chacun, par opération et par cage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from relogement.formats import date_courte, nombre, pourcent
from relogement.regles.etape import Etape
from relogement.regles.revue.indicateurs import Rangee, cle_etape, rangees, releves
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.avancement import TITRE
from ui.ecrans.revue.blocs import BlocVu, Case, Choix, PageVue
from ui.socle.graphiques import PointRestants, Restants

_FAITS = (
    ("Ménages", "menages"), ("Rencontrés", "rencontres"), ("Accord", "acceptes"), ("Relogés", "reloges"),
    ("Temporaires", "temporaires"), ("Sortis", "sortis"), ("Restants", "restants"),
)
_NOTE = "Un ménage compte une fois à chaque niveau : la cage, l'opération, l'ensemble."
_ETAPES = "Chaque ménage est à une seule étape : la plus avancée dont le fait est vrai."


def page_avancement(revue: Revue) -> PageVue:
    """Les deux tableaux de l'avancement."""
    lues = rangees(revue)
    cibles = {o.code: o.travaux for o in revue.operations}
    faits = BlocVu(
        "Ce qui est fait",
        ("Où", *(mot for mot, _ in _FAITS), "Part relogée", "Fin projetée", "Date à tenir", "Décohab."),
        tuple(_faits(revue, r, cibles) for r in lues),
        _NOTE,
    )
    etapes = BlocVu(
        "Où en est chacun",
        ("Où", *(e.libelle[:1].upper() + e.libelle[1:] for e in Etape)),
        tuple((Case(lieu(r)), *(_nombre(r, cle_etape(e)) for e in Etape)) for r in lues),
        _ETAPES,
    )
    return PageVue(TITRE, (faits, etapes))


def lieu(r: Rangee) -> str:
    """« BEL », puis en retrait « Bât. A, escalier 2 » ; « Toutes les opérations »."""
    if r.operation is None:
        return "Toutes les opérations"
    if r.batiment is None:
        return r.operation
    escalier = f"escalier {r.escalier}" if r.escalier else ""
    return f"   {', '.join(filter(None, (r.batiment, escalier))) or 'cage non précisée'}"


def _nombre(r: Rangee, quoi: str) -> Case:
    c = r.chiffres[quoi]
    return Case(nombre(int(c.valeur or 0)), Choix(c, bloc=lieu(r).strip()))


def _faits(revue: Revue, r: Rangee, cibles: Mapping[str, date | None]) -> tuple[Case, ...]:
    sur = r.nombre("menages") - (0 if revue.parametres.sortis_comptes else r.nombre("sortis"))
    part = Decimal(r.nombre("reloges")) / sur if sur else None
    travaux = cibles.get(r.operation or "")
    return (
        Case(lieu(r)),
        *(_nombre(r, quoi) for _, quoi in _FAITS),
        Case("") if part is None else Case(pourcent(part), Choix(r.chiffres["reloges"]), float(part)),
        Case(date_courte(r.fin, "")),
        Case("" if r.batiment is not None or r.operation is None else date_courte(travaux)),
        _nombre(r, "decohabitants"),
    )


def restants(revue: Revue) -> Restants:
    """La courbe des ménages restants, sa projection, et la première date à tenir s'il n'y a qu'une opération."""
    points = tuple(PointRestants(x.le, x.restants) for x in releves(revue))
    fins = [r.fin for r in rangees(revue) if r.batiment is None and r.fin is not None]
    suite = (PointRestants(max(fins), 0),) if points and fins else ()
    travaux = revue.operations[0].travaux if len(revue.operations) == 1 else None
    return Restants(points, suite, travaux, f"travaux le {date_courte(travaux)}" if travaux else "")
