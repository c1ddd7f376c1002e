"""La feuille « Avancement » : les ménages par étape, pour chaque opération et chaque cage d'escalier."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from relogement.regles.etape import TABLE, Etape
from relogement.regles.revue.avancement import A_RELOGER, FAITS
from relogement.regles.revue.indicateurs import Rangee, rangees
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.cellules import Colonne, Genre, Valeur, connu
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes

TITRE = "Avancement"
C = Colonne[Rangee]
_LIGNE = "aucun : désigne la ligne"
_FICHE = "fiche de l'opération"
_NOMBRE = f"un nombre de {A_RELOGER}"
_SORTI = "sortie enregistrée à la date, sans relogement définitif auparavant"


def ecrire(feuille: Feuille, revue: Revue) -> None:
    """Écrit l'avancement ; filtrer « Niveau » évite de compter deux fois un ménage."""
    cols = colonnes(revue)
    feuille.largeurs(c.largeur or 11 for c in cols)
    feuille.titre("Avancement par opération et par cage", notes(revue))
    entete = feuille.entetes([c.titre for c in cols])
    for rangee in rangees(revue):
        feuille.rangee([(c.lire(rangee), c.genre) for c in cols], gras=rangee.batiment is None)
    feuille.figer(entete + 1, 4)
    feuille.repeter(entete)
    feuille.filtrer(entete, len(cols))


def colonnes(revue: Revue) -> tuple[C, ...]:
    """Les colonnes, définies dans « Méthode »."""
    return (*_lieu(), _nombre("Ménages à reloger", lambda r: r.menages, _A_RELOGER), *_etapes(), *_fin(revue))


_A_RELOGER = (
    "Ménages présents à la date dans l'opération ou la cage ; relogés et sortis y restent comptés. C'est la somme des "
    "étapes."
)


def _nombre(titre: str, lire: Callable[[Rangee], Valeur], definition: str) -> C:
    return Colonne(titre, Genre.NOMBRE, lire, definition, None, _NOMBRE, FAITS)


def _lieu() -> tuple[C, ...]:
    def texte(titre: str, rang: int, definition: str, largeur: float, source: str) -> C:
        return Colonne(titre, Genre.TEXTE, lambda r: _lieux(r)[rang], definition, largeur, _LIGNE, source)

    quitte = "logement quitté"
    return (
        texte(
            "Niveau",
            0,
            "Ensemble, opération ou cage : un ménage compte une fois à chaque niveau.",
            12,
            "portée du total",
        ),
        texte("Opération", 1, "Code de l'opération.", 12, _FICHE),
        texte("Bâtiment", 2, "Bâtiment quitté ; un numéro d'ordre s'il porte un nom de voie.", 16, quitte),
        texte("Escalier", 3, "Cage quittée ; vide si elle n'est pas notée ou dit une adresse.", 11, quitte),
    )


def _lieux(r: Rangee) -> tuple[str, str, str, str]:
    if r.operation is None:
        return "Ensemble", "Toutes", "", ""
    if r.batiment is None:
        return "Opération", r.operation, "", ""
    return "Cage", r.operation, r.batiment or "non précisé", r.escalier or ""


def _etapes() -> tuple[C, ...]:
    """Une colonne par étape : chaque ménage est à une seule, la plus haute dont le fait est vrai."""
    faits = {palier.etape: palier.fait for palier in TABLE} | {Etape.SORTI: _SORTI}
    return tuple(_etape(e, rang, faits[e]) for rang, e in enumerate(Etape))


def _etape(e: Etape, rang: int, fait: str) -> C:
    return _nombre(
        e.libelle[0].upper() + e.libelle[1:],
        lambda r: r.par_etape[rang][1],
        f"Ménages dont c'est l'étape à la date : {fait}. Chacun compte à la plus avancée.",
    )


def _fin(revue: Revue) -> tuple[C, ...]:
    cibles = {o.code: o.travaux for o in revue.operations}

    def date_a_tenir(r: Rangee) -> Valeur:
        return None if r.operation is None else connu(cibles.get(r.operation))

    def jours_restants(r: Rangee) -> Valeur:
        cible = cibles.get(r.operation or "")
        return date_a_tenir(r) if cible is None else (cible - revue.au).days

    return (
        _nombre(
            "Restant à reloger",
            lambda r: r.restants,
            "Ménages à reloger − relogés définitivement − sortis sans relogement.",
        ),
        Colonne(
            "Part relogée",
            Genre.TAUX,
            lambda r: Decimal(r.reloges) / r.menages if r.menages else None,
            "Ménages relogés définitivement (étapes relogé, en suivi et clos) / ménages à reloger de la ligne. "
            "Les sortis sans relogement restent au dénominateur ; vide : aucun ménage à reloger.",
            None,
            f"{A_RELOGER}, de la ligne ; dénominateur à nous",
            FAITS,
        ),
        Colonne(
            "Date à tenir",
            Genre.JOUR,
            date_a_tenir,
            "Début prévu des travaux ; vide sur la ligne d'ensemble.",
            None,
            "une date par opération",
            _FICHE,
        ),
        Colonne(
            "Jours restants",
            Genre.NOMBRE,
            jours_restants,
            "Date à tenir − dernier jour du trimestre, en jours ; négatif si elle est passée.",
            None,
            "une durée par opération",
            _FICHE,
        ),
        Colonne(
            "Décohabitants (à part)",
            Genre.NOMBRE,
            lambda r: r.decohabitants,
            "Ménages issus d'une décohabitation, hors de toutes les autres colonnes.",
            15,
            "un nombre de ménages décohabitants",
            FAITS,
        ),
    )
