"""La feuille « Synthèse » : chaque chiffre avec son dénominateur, ses inconnus et le flux du trimestre."""

from __future__ import annotations

from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.chiffre import Chiffre, Unite
from relogement.regles.revue.indicateurs import synthese
from relogement.regles.revue.revue import Ligne, Revue
from relogement.tableur.revue.cellules import Definition, Genre, Valeur, connu
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes

TITRE = "Synthèse"
_LARGEURS = (46, 14, 11, 11, 11, 15, 15, 80)
_AUCUN, _SIEN, _PAR_LIGNE = "aucun", "celui de la ligne", "celle de la ligne"
_GENRES = {Unite.NOMBRE: Genre.NOMBRE, Unite.ACTES: Genre.NOMBRE, Unite.EUROS: Genre.EUROS, Unite.TAUX: Genre.TAUX}


def ecrire(feuille: Feuille, revue: Revue) -> None:
    """Écrit la synthèse."""
    feuille.largeurs(_LARGEURS)
    feuille.titre(f"Revue trimestrielle {revue.trimestre}", notes(revue))
    entete = feuille.entetes([c.titre for c in colonnes(revue)])
    for section in synthese(revue):
        feuille.section(section.titre, len(_LARGEURS))
        for ligne in section.lignes:
            feuille.rangee(_rangee(ligne))
    feuille.figer(entete + 1, 1)
    feuille.repeter(entete)


def colonnes(revue: Revue) -> tuple[Definition, ...]:
    """Ce que dit chaque colonne, pour « Méthode » ; chaque ligne y a ensuite sa propre définition."""
    jour, connus = jour_fr(revue.au), "la donnée est connue"
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
            "Décohabitants (à part)",
            "La valeur à la date des seuls ménages décohabitants.",
            "ménages décohabitants",
            _PAR_LIGNE,
        ),
        Definition("Définition", "Ce que compte ou mesure la ligne.", _AUCUN, "cette feuille"),
    )


def _rangee(ligne: Ligne) -> list[tuple[Valeur, Genre]]:
    au = ligne.au
    actes = ligne.indicateur.unite is Unite.ACTES
    connus, inconnus = (None, None) if actes else (au.connus, au.inconnus)
    flux = _valeur(ligne.trimestre) if ligne.trimestre else (None, Genre.NOMBRE)
    return [
        (ligne.indicateur.libelle, Genre.TEXTE),
        _valeur(au),
        (connus, Genre.NOMBRE),
        (au.part, Genre.TAUX),
        (inconnus, Genre.NOMBRE),
        flux,
        _valeur(ligne.decohabitants),
        (ligne.indicateur.definition, Genre.TEXTE),
    ]


def _valeur(chiffre: Chiffre) -> tuple[Valeur, Genre]:
    """Une mesure sur personne est sans objet, et vide ; une mesure dont tout est ignoré est inconnue."""
    valeur: Valeur = chiffre.valeur if not chiffre.connus and not chiffre.inconnus else connu(chiffre.valeur)
    if chiffre.indicateur.unite is Unite.NOMBRE and not chiffre.connus and chiffre.inconnus:
        valeur = connu(None)
    return valeur, _GENRES[chiffre.indicateur.unite]
