"""La feuille « Avancement » : les ménages par étape, pour chaque opération et chaque cage d'escalier."""

from __future__ import annotations

from decimal import Decimal

from relogement.regles.etape import TABLE, Etape
from relogement.regles.revue.avancement import A_RELOGER, FAITS
from relogement.regles.revue.indicateurs import Rangee, cle_etape, rangees, releves
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.cellules import Colonne, Genre, Reperes, Valeur, connu, zones
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes_page

TITRE = "Avancement"
COURBE = "Ménages restant à reloger, mois par mois"
C = Colonne[Rangee]
_LIGNE = "aucun : désigne la ligne"
_FICHE = "fiche de l'opération"
_NOMBRE = f"un nombre de {A_RELOGER}"
_SORTI = "sortie enregistrée à la date, sans relogement définitif auparavant"


def ecrire(feuille: Feuille, revue: Revue, reperes: Reperes) -> None:
    """Écrit l'avancement, puis la courbe ; filtrer « Niveau » évite de compter deux fois un ménage."""
    cols = colonnes(revue)
    feuille.largeurs(c.largeur or 11 for c in cols)
    feuille.imprimer_large()
    feuille.titre("Avancement par opération et par cage", notes_page(revue))
    entete = feuille.entetes([c.titre for c in cols], hauteur=60)
    for rangee in rangees(revue):
        feuille.rangee([(c.lire(rangee), c.genre) for c in cols], gras=rangee.batiment is None)
    feuille.figer(entete + 1, 4)
    feuille.filtrer(entete, len(cols))
    feuille.passer()
    _courbe(feuille, revue, reperes)
    feuille.finir()


def _courbe(feuille: Feuille, revue: Revue, reperes: Reperes) -> None:
    """Les ménages restant à reloger mois par mois : ce que dessine « Graphiques »."""
    feuille.section(COURBE, 4)
    feuille.entetes(("Au", "Restant à reloger"), hauteur=32)
    debut = feuille.ligne
    rangees: list[list[tuple[Valeur, Genre]]] = [
        [(x.le, Genre.JOUR), (x.restants, Genre.NOMBRE)] for x in releves(revue)
    ]
    for rangee in rangees:
        feuille.rangee(rangee)
    if rangees:
        reperes.series[COURBE] = zones(feuille.nom, debut, rangees, (0, 1))


def colonnes(revue: Revue) -> tuple[C, ...]:
    """Les colonnes, définies dans « Méthode »."""
    return (
        *_lieu(),
        _nombre("Ménages à reloger", "menages", _A_RELOGER),
        *_franchies(),
        *_etapes(),
        *_fin(revue),
    )


_A_RELOGER = (
    "Ménages présents à la date dans l'opération ou la cage ; relogés et sortis y restent comptés. C'est la somme des "
    "étapes."
)


def _nombre(titre: str, quoi: str, definition: str) -> C:
    return Colonne(titre, Genre.NOMBRE, lambda r: r.nombre(quoi), definition, None, _NOMBRE, FAITS)


def _franchies() -> tuple[C, ...]:
    """Ce qui est fait, que l'étape soit dépassée ou non."""
    return (
        _nombre("Rencontrés", "rencontres", "Un entretien au moins a eu lieu."),
        _nombre("Proposition acceptée", "acceptes", "Une proposition de relogement définitif est acceptée."),
        _nombre("Relogés pour de bon", "reloges", "Le déménagement définitif, ou le retour chez soi, a eu lieu."),
        _nombre("Relogés temporairement", "temporaires", "Vivent à la date dans un logement temporaire."),
        _nombre("Sortis sans relogement", "sortis", "Sortie enregistrée à la date, sans relogement définitif avant."),
        _nombre("Restant à reloger", "restants", "Ménages à reloger − relogés pour de bon − sortis sans relogement."),
    )


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
    return tuple(_etape(e, faits[e]) for e in Etape)


def _etape(e: Etape, fait: str) -> C:
    return _nombre(
        f"Étape : {e.libelle}",
        cle_etape(e),
        f"Ménages dont c'est l'étape à la date : {fait}. Chacun compte à la plus avancée.",
    )


def _fin(revue: Revue) -> tuple[C, ...]:
    cibles = {o.code: o.travaux for o in revue.operations}
    comptes = revue.parametres.sortis_comptes
    sortis = "compris" if comptes else "exclus"

    def part(r: Rangee) -> Valeur:
        sur = r.nombre("menages") - (0 if comptes else r.nombre("sortis"))
        return Decimal(r.nombre("reloges")) / sur if sur else None

    def date_a_tenir(r: Rangee) -> Valeur:
        return None if r.operation is None else connu(cibles.get(r.operation))

    def jours_restants(r: Rangee) -> Valeur:
        cible = cibles.get(r.operation or "")
        return date_a_tenir(r) if cible is None else (cible - revue.au).days

    return (
        Colonne(
            "Part relogée",
            Genre.TAUX,
            part,
            "Ménages relogés pour de bon / ménages à reloger de la ligne ; vide : aucun.",
            None,
            f"{A_RELOGER}, de la ligne, sortis sans relogement {sortis} (paramètre de la charte)",
            FAITS,
        ),
        Colonne(
            "Fin projetée",
            Genre.JOUR,
            lambda r: r.fin,
            "Le dernier départ au rythme des six derniers mois ; une opération finit au plus tôt avec sa dernière "
            "cage. Vide : personne ne reste, ou personne n'est parti.",
            None,
            "une date par ligne",
            "relogements et sorties datés",
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
            "Date à tenir − jour de la photographie, en jours ; négatif si elle est passée.",
            None,
            "une durée par opération",
            _FICHE,
        ),
        Colonne(
            "Décohabitants (à part)",
            Genre.NOMBRE,
            lambda r: r.nombre("decohabitants"),
            "Ménages issus d'une décohabitation, hors de toutes les autres colonnes.",
            15,
            "un nombre de ménages décohabitants",
            FAITS,
        ),
    )
