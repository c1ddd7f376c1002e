"""Ce qu'une revue doit à celles déjà émises : leurs chiffres d'alors, et ce qui en a changé depuis."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from relogement.modeles import RevueEmise
from relogement.regles.revue.ajustements import Correction, Emise, ajustements, attribuer
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.pages.catalogue import chiffres_figes
from relogement.regles.revue.pseudonyme import code_menage
from relogement.regles.revue.revue import Revue
from relogement.services.matiere_revue import Matiere
from relogement.services.mots import nom_table
from relogement.services.pieces import lire_contenu
from relogement.stockage.base import Base
from relogement.stockage.chiffres_emis import depuis_octets
from relogement.stockage.lectures_emises import lignes_emises, menages_changes, par_menage


def comparer_aux_emises(base: Base, matiere: Matiere, revue: Revue) -> Revue:
    """La revue, avec ce qui a été émis des mêmes opérations ; la même s'il n'y a rien."""
    with base.session() as s:
        siennes = [r for r in lignes_emises(s) if _memes(r, revue)]
        du_jour = [r for r in siennes if r.au == revue.arret.precedent]
        avant = next((r for r in du_jour if _comparable(r, revue)), None)
        ecartee = du_jour[0] if du_jour and avant is None else None
        reference = derniere(siennes, revue.arret)
        lues = {r.id: emise(s, r) for r in (avant, ecartee, reference) if r is not None}
        changes = _corrections(s, reference) if reference else {}
    if reference is None:
        return revue
    ecarts = ajustements(lues[reference.id], chiffres_figes(_a_la_meme_date(matiere, revue, lues[reference.id])))
    return replace(
        revue,
        emise_avant=lues[avant.id] if avant else None,
        emise_ecartee=lues[ecartee.id] if ecartee else None,
        reference=lues[reference.id],
        ajustements=tuple(attribuer(a, changes) for a in ecarts),
    )


def derniere(emises: Sequence[RevueEmise], arret: Arret) -> RevueEmise | None:
    """La plus récente à la date la plus tardive qui ne dépasse pas celle-ci ; `emises` : de la plus récente."""
    return max((r for r in emises if r.au <= arret.fin), key=lambda r: (r.au, r.id), default=None)


def emise(s: Session, r: RevueEmise) -> Emise:
    """Cette revue, relue ; ErreurMetier si ses chiffres manquent ou sont abîmés."""
    lus = depuis_octets(lire_contenu(s, r.chiffres))
    return Emise(r.id, Arret(r.moment, r.au), r.le, tuple(r.operations), lus)


def _memes(r: RevueEmise, revue: Revue) -> bool:
    return (r.toutes and revue.toutes) or set(r.operations) == revue.codes


def _comparable(r: RevueEmise, revue: Revue) -> bool:
    """Vrai si elle comptait les ménages de toutes les opérations d'aujourd'hui qui avaient alors commencé, et d'elles
    seules : la revue de toutes les opérations grandit avec la base.
    """
    vues = revue.precedente.operations if revue.precedente else ()
    return {o.code for o in vues if o.commencee} <= set(r.operations) <= revue.codes


def _a_la_meme_date(matiere: Matiere, revue: Revue, reference: Emise) -> Revue:
    """La photographie d'aujourd'hui à la date de la référence, pour ses seules opérations."""
    deja = [r for r in (revue, revue.precedente) if r is not None and r.au == reference.arret.fin]
    vue = deja[0] if deja else matiere.photographier(reference.arret)
    # Au même jour, un autre moment n'a pas la même période.
    return _restreinte(replace(vue, arret=reference.arret), reference.operations)


def _restreinte(revue: Revue, operations: Collection[str]) -> Revue:
    return replace(
        revue,
        operations=tuple(o for o in revue.operations if o.code in operations),
        dossiers=tuple(d for d in revue.dossiers if d.operation in operations),
        precedente=None,
    )


def _corrections(s: Session, reference: RevueEmise) -> Mapping[str, tuple[Correction, ...]]:
    """Par code de ménage, les fiches changées depuis l'émission de la référence."""
    siennes: dict[str, tuple[Correction, ...]] = {}
    for cle, lues in par_menage(menages_changes(s, reference.id)).items():
        code = code_menage(str(cle))
        siennes[code] = tuple(Correction(le, code, nom_table(table) or table) for le, table in lues)
    return siennes
