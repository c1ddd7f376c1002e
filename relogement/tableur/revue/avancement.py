"""La feuille « Avancement » : les ménages par étape, pour chaque opération et chaque cage d'escalier."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from relogement.regles.etape import Etape
from relogement.regles.revue.indicateurs import Rangee, rangees
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.cellules import Genre, Valeur
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes

TITRE = "Avancement"
_DEBUT = ("Niveau", "Opération", "Bâtiment", "Escalier", "Ménages à reloger")
_FIN = ("Restant à reloger", "Part relogée", "Date à tenir", "Jours restants", "Décohabitants (à part)")


def ecrire(feuille: Feuille, revue: Revue) -> None:
    """Écrit l'avancement ; filtrer « Niveau » évite de compter deux fois un ménage."""
    etapes = [e.libelle[0].upper() + e.libelle[1:] for e in Etape]
    titres = (*_DEBUT, *etapes, *_FIN)
    feuille.largeurs((12, 12, 16, 11, *([11] * (len(titres) - 5)), 15))
    feuille.titre("Avancement par opération et par cage", notes(revue))
    entete = feuille.entetes(titres)
    cibles = {o.code: o.travaux for o in revue.operations}
    for rangee in rangees(revue):
        feuille.rangee(_cellules(rangee, cibles.get(rangee.operation or ""), revue.au), gras=rangee.batiment is None)
    feuille.figer(entete + 1, 4)
    feuille.repeter(entete)
    feuille.filtrer(entete, len(titres))


def _cellules(r: Rangee, travaux: date | None, au: date) -> list[tuple[Valeur, Genre]]:
    part = Decimal(r.reloges) / r.menages if r.menages else None
    return [
        *((texte, Genre.TEXTE) for texte in _lieu(r)),
        (r.menages, Genre.NOMBRE),
        *((nombre, Genre.NOMBRE) for _, nombre in r.par_etape),
        (r.restants, Genre.NOMBRE),
        (part, Genre.TAUX),
        (travaux, Genre.JOUR),
        ((travaux - au).days if travaux else None, Genre.NOMBRE),
        (r.decohabitants, Genre.NOMBRE),
    ]


def _lieu(r: Rangee) -> tuple[str, str, str, str]:
    if r.operation is None:
        return "Ensemble", "Toutes", "", ""
    if r.batiment is None:
        return "Opération", r.operation, "", ""
    return "Cage", r.operation, r.batiment or "non précisé", r.escalier or ""
