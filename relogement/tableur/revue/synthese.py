"""La feuille « Synthèse » : chaque chiffre avec son dénominateur, ses inconnus et le flux du trimestre."""

from __future__ import annotations

from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.chiffre import Chiffre, Unite
from relogement.regles.revue.indicateurs import synthese
from relogement.regles.revue.revue import Ligne, Revue
from relogement.tableur.revue.cellules import Genre, Valeur, connu
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes

TITRE = "Synthèse"
_LARGEURS = (46, 14, 11, 11, 11, 15, 15, 80)
_GENRES = {Unite.NOMBRE: Genre.NOMBRE, Unite.ACTES: Genre.NOMBRE, Unite.EUROS: Genre.EUROS, Unite.TAUX: Genre.TAUX}


def ecrire(feuille: Feuille, revue: Revue) -> None:
    """Écrit la synthèse."""
    feuille.largeurs(_LARGEURS)
    feuille.titre(f"Revue trimestrielle {revue.trimestre}", notes(revue))
    entete = feuille.entetes(
        (
            "Chiffre",
            f"Au {jour_fr(revue.au)}",
            "Sur (donnée connue)",
            "Part",
            "Donnée inconnue",
            f"Pendant {revue.trimestre}",
            "Décohabitants (à part)",
            "Définition",
        )
    )
    for section in synthese(revue):
        feuille.section(section.titre, len(_LARGEURS))
        for ligne in section.lignes:
            feuille.rangee(_rangee(ligne))
    feuille.figer(entete + 1, 1)
    feuille.repeter(entete)


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
