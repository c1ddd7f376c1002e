"""Écrire une page de chiffres : ses sections, ses croisements, ses tableaux, dans les mêmes colonnes."""

from __future__ import annotations

from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.chiffre import Mesure, Unite
from relogement.regles.revue.revue import Bloc, Croisement, Ligne, Page, Revue, Section, Tableau
from relogement.tableur.revue.cellules import Definition, Genre, Reperes, Valeur, Zone, connu, genre_de, valeur_de
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes_page

LARGEURS = (46, 14, 12, 11, 11, 14, 14, 12, 14, 70)
RIEN = "rien de connu"
_AUCUN, _SIEN, _PAR_LIGNE = "aucun", "celui de la ligne", "celle de la ligne"


def colonnes(revue: Revue) -> tuple[Definition, ...]:
    """Ce que dit chaque colonne d'une section, pour « Méthode » ; chaque ligne y a ensuite sa propre définition."""
    jour, connus = jour_fr(revue.au), "la donnée est connue"
    veille = jour_fr(revue.trimestre.precedent.fin)
    return (
        Definition("Chiffre", "Le nom du chiffre ; « dont » : une partie du chiffre au-dessus.", _AUCUN, _PAR_LIGNE),
        Definition(f"Au {jour}", "La valeur au dernier jour du trimestre.", _SIEN, _PAR_LIGNE),
        Definition("Sur (donnée connue)", f"Le dénominateur : ceux dont {connus}.", _SIEN, _PAR_LIGNE),
        Definition(
            "Part",
            "La valeur à la date / « Sur (donnée connue) » ; vide pour des actes et des mesures.",
            f"ceux dont {connus}, décohabitants exclus",
            _PAR_LIGNE,
        ),
        Definition("Donnée inconnue", "Ceux dont la donnée est inconnue, hors du dénominateur.", _SIEN, _PAR_LIGNE),
        Definition(
            f"Pendant {revue.trimestre}",
            "La valeur du trimestre, premier et dernier jours compris ; vide pour un état, qui n'a pas de flux.",
            _SIEN,
            _PAR_LIGNE,
        ),
        Definition(
            f"Au {veille}",
            "La valeur au dernier jour du trimestre d'avant, d'après les faits enregistrés le jour de l'édition.",
            _SIEN,
            _PAR_LIGNE,
        ),
        Definition("Évolution", "La valeur à la date − celle du trimestre d'avant.", _AUCUN, _PAR_LIGNE),
        Definition(
            "Décohabitants (à part)",
            "La valeur à la date des seuls ménages décohabitants.",
            "ménages décohabitants",
            _PAR_LIGNE,
        ),
        Definition("Définition", "Ce que compte ou mesure la ligne.", _AUCUN, "cette feuille"),
    )


def ecrire_page(feuille: Feuille, revue: Revue, page: Page, reperes: Reperes) -> None:
    """Écrit une page entière : titre, notes, blocs ; les titres de colonnes restent à l'écran."""
    feuille.largeurs(LARGEURS)
    feuille.titre(page.titre, notes_page(revue))
    entete = feuille.entetes([c.titre for c in colonnes(revue)])
    feuille.figer(entete + 1, 1)
    feuille.repeter(entete)
    for bloc in page.blocs:
        ecrire_bloc(feuille, bloc, reperes)
    feuille.finir()


def ecrire_bloc(feuille: Feuille, bloc: Bloc, reperes: Reperes) -> None:
    """Écrit un bloc, et une ligne vide après un tableau."""
    feuille.section(bloc.titre, len(LARGEURS))
    match bloc:
        case Section():
            _section(feuille, bloc, reperes)
        case Croisement():
            _croisement(feuille, bloc, reperes)
        case Tableau():
            _tableau(feuille, bloc)


def _section(feuille: Feuille, section: Section, reperes: Reperes) -> None:
    debut = feuille.ligne
    for ligne in section.lignes:
        feuille.rangee(_rangee(ligne))
    if not section.lignes:
        feuille.rangee([(RIEN, Genre.TEXTE)])
    if section.lignes:
        reperes.series[section.titre] = [Zone(feuille.nom, rang, debut, feuille.ligne - 1) for rang in (0, 1)]


def _rangee(ligne: Ligne) -> list[tuple[Valeur, Genre]]:
    au = ligne.au
    actes = ligne.indicateur.unite is Unite.ACTES
    connus, inconnus = (None, None) if actes else (au.connus, au.inconnus)
    flux = valeur_de(ligne.trimestre) if ligne.trimestre else (None, Genre.NOMBRE)
    avant = valeur_de(ligne.precedent) if ligne.precedent else (None, Genre.NOMBRE)
    return [
        (ligne.indicateur.libelle, Genre.TEXTE),
        valeur_de(au),
        (connus, Genre.NOMBRE),
        (au.part, Genre.TAUX),
        (inconnus, Genre.NOMBRE),
        flux,
        avant,
        (ligne.evolution, genre_de(ligne.indicateur.unite)),
        valeur_de(ligne.decohabitants),
        (ligne.indicateur.definition, Genre.TEXTE),
    ]


def _croisement(feuille: Feuille, c: Croisement, reperes: Reperes) -> None:
    feuille.entetes([c.premiere, *c.colonnes], hauteur=32)
    debut = feuille.ligne
    for titre, chiffres in c.rangees:
        feuille.rangee([(titre, Genre.TEXTE), *(valeur_de(x) for x in chiffres)])
    if c.rangees:
        rangs = range(len(c.colonnes) + 1)
        reperes.series[c.titre] = [Zone(feuille.nom, rang, debut, feuille.ligne - 1) for rang in rangs]
    feuille.passer()


def _tableau(feuille: Feuille, t: Tableau) -> None:
    feuille.entetes([titre for titre, _, _ in t.colonnes], hauteur=32)
    for rangee in t.rangees:
        feuille.rangee([_case(v, unite) for v, (_, unite, _) in zip(rangee, t.colonnes, strict=True)])
    if not t.rangees:
        feuille.rangee([(RIEN, Genre.TEXTE)])
    feuille.passer()


def _case(valeur: Mesure | str | object, unite: Unite | None) -> tuple[Valeur, Genre]:
    """Un texte vide est sans objet ; None est inconnu."""
    if valeur == "":
        return None, Genre.TEXTE
    return connu(valeur), genre_de(unite)  # type: ignore[arg-type]
