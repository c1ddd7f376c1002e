"""Les chiffres de la revue en toutes lettres : valeurs, écarts, parts, connus et inconnus."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from relogement.formats import INSECABLE, date_courte, euros, nombre, oui_non, pluriel, pourcent, surface
from relogement.regles.revue.chiffre import Chiffre, Mesure, Unite
from relogement.regles.revue.diffusion.relations import compte_des_obligations
from relogement.tableur.revue.cellules import Genre, Inconnu, Valeur, ecart_de, genre_de, valeur_de

INCONNU = "inconnu"


def dire(valeur: Valeur, genre: Genre) -> str:
    """Une valeur du classeur telle qu'elle se lit à l'écran ; vide : sans objet."""
    if valeur is None:
        return ""
    if isinstance(valeur, Inconnu):
        return INCONNU
    if isinstance(valeur, bool):
        return oui_non(valeur)
    if isinstance(valeur, date):
        return date_courte(valeur)
    return _mesure(valeur, genre) if isinstance(valeur, int | Decimal) else str(valeur)


def _mesure(valeur: Mesure, genre: Genre) -> str:
    if genre is Genre.EUROS:
        return euros(int(valeur))
    if genre is Genre.TAUX:
        return pourcent(Decimal(valeur))
    if genre in (Genre.DIFFERENCE, Genre.POINTS):
        points = genre is Genre.POINTS
        dite = pourcent(Decimal(valeur)).replace("%", "pts") if points else euros(int(valeur))
        return f"+{INSECABLE}{dite}" if valeur > 0 else dite
    return surface(int(valeur)) if genre is Genre.SURFACE else nombre(valeur)


def dire_chiffre(c: Chiffre) -> str:
    """« 19 », « − 44,55 € », « 19,6 % », « 300 jours », « inconnu »."""
    texte = dire(*valeur_de(c))
    jours = c.indicateur.unite is Unite.JOURS and texte not in ("", INCONNU)
    return pluriel(int(c.valeur or 0), "jour") if jours else texte


def dire_ecart(avant: Chiffre | None, apres: Chiffre | None) -> str:
    """L'écart de l'un à l'autre, avec son signe, en points pour un taux ; vide s'il n'y en a pas à dire."""
    combien = ecart_de(avant, apres)
    if apres is None or not isinstance(combien, int | Decimal):
        return dire(combien, Genre.NOMBRE)
    texte = dire(combien, genre_de(apres.indicateur.unite))
    if apres.indicateur.unite is Unite.TAUX:
        texte = texte.replace("%", "pts")
    return f"+{INSECABLE}{texte}" if combien > 0 else "=" if not combien else texte


def dire_sur(c: Chiffre) -> str:
    """« sur 46 connus, 3 inconnus », « sur 735 obligations, 22 à vérifier » ; vide pour des actes."""
    if c.indicateur.unite is Unite.ACTES:
        return ""
    if compte_des_obligations(c):
        return f"sur {pluriel(c.connus, 'obligation')}, {nombre(c.inconnus)} à vérifier"
    return f"sur {pluriel(c.connus, 'connu')}, {pluriel(c.inconnus, 'inconnu')}"
