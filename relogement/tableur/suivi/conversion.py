"""D'une rangée brute à un ménage du suivi : une mauvaise cellule n'ôte rien aux autres."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from relogement.tableur.brut import Brut, Illisible, en_texte, est_vide, nettoyer, refuser_erreur, texte
from relogement.tableur.catalogues import SUIVIS
from relogement.tableur.conversion import Bornes, convertir
from relogement.tableur.dates import lire_date
from relogement.tableur.entetes import Bloc
from relogement.tableur.formules import Lire, recalculer
from relogement.tableur.lecture import Feuille, Rangee, lettre_colonne
from relogement.tableur.ligne_locative import CHAMPS_LUS, Defaut
from relogement.tableur.montants import montant_positif, surface
from relogement.tableur.suivi.ligne import AReprendre, Cellule, LigneDeSuivi
from relogement.tableur.suivi.mots import oui_non, reponse, visite_a_venir
from relogement.tableur.valeurs import type_logement

AVANT = {"type_avant": "type", "surface_avant": "surface", "loyer_avant": "loyer", "charges_avant": "charges",
         "apl_avant": "apl"}  # fmt: skip
"""Les champs du logement quitté → ceux d'un état locatif."""
TEXTE_MAX = 20_000
"""Caractères gardés d'une cellule."""
_DE_SUIVI = {locatif: champ for champ, locatif in AVANT.items()}
_SANS_VALEUR = "Le suivi dit « {} » : à compléter quand ce sera su."
_FORMULE = "La formule n'a pas de valeur enregistrée : ouvrez le classeur, enregistrez-le et recommencez."


def _oui_ou_rien(brut: Brut) -> bool:
    """Vrai pour un oui sans date, là où une date était attendue."""
    try:
        return oui_non(brut) is True
    except Illisible:
        return False


def _jour(brut: Brut) -> Any:
    if _oui_ou_rien(brut):
        raise Illisible("C'est noté fait, sans la date : notez-le au dossier avec son jour.")
    return lire_date(brut)


def _texte(brut: Brut) -> str | None:
    """Un texte libre, même long : ce que la liste d'un bailleur ne porte jamais, un suivi le porte."""
    if isinstance(brut, str):
        refuser_erreur(brut)
        return nettoyer(brut)[:TEXTE_MAX] or None
    return texte(brut)


_LECTEURS: Mapping[str, Callable[[Brut], Any]] = {
    "date": _jour,
    "montant": lambda b: montant_positif(b, "Le montant"),
    "surface": surface,
    "type": lambda b: type_logement(b)[0],
    "oui_non": oui_non,
    "reponse": reponse,
}


class Conversion:
    """La conversion d'une rangée : valeurs, cellules d'origine et restes s'y accumulent."""

    def __init__(self, feuille: Feuille, bloc: Bloc, rangee: Rangee, lire: Lire, bornes: Bornes) -> None:
        self.feuille, self.bloc, self.rangee, self.bornes = feuille, bloc, rangee, bornes
        self.restes: list[AReprendre] = []
        self.cellules: dict[str, Cellule] = {}
        self.brutes = {champ: self._brute(champ, rang, lire) for champ, rang in bloc.attribution.items()}

    def _brute(self, champ: str, rang: int, lire: Lire) -> Brut:
        """La cellule, sa formule recalculée s'il le faut ; ce qui dit ne pas savoir reste à reprendre."""
        brut = self.rangee.cellules[rang] if rang < len(self.rangee.cellules) else None
        formule = dict(self.rangee.formules).get(rang)
        nature = SUIVIS.champs[champ].nature
        if nature == "calcul":
            return None
        adresse = f"{lettre_colonne(rang)}{self.rangee.numero}"
        origine = formule or (brut if isinstance(brut, str) else en_texte(brut))
        self.cellules[champ] = Cellule(adresse, self.bloc.noms[rang], nettoyer(origine)[:TEXTE_MAX])
        if formule is not None and est_vide(brut):
            valeur = recalculer(formule, lire)
            if valeur is None:
                self.refuser(champ, _FORMULE)
                return None
            return float(valeur)
        if est_vide(brut) and isinstance(brut, str) and any(c.isalnum() for c in brut):
            self.refuser(champ, _SANS_VALEUR.format(nettoyer(brut)))
        return brut

    def refuser(self, champ: str, raison: str) -> None:
        """Garde la cellule à reprendre à la main, avec sa raison."""
        c = self.cellules[champ]
        self.restes.append(
            AReprendre(self.feuille.nom, self.rangee.numero, c.adresse, c.colonne, c.texte, raison, champ)
        )

    def faire(self) -> LigneDeSuivi:
        """La ligne, une fois lue."""
        locatives = {
            AVANT.get(champ, champ): brut
            for champ, brut in self.brutes.items()
            if AVANT.get(champ, champ) in CHAMPS_LUS
        }
        colonnes = {c: self.cellules[_DE_SUIVI.get(c, c)].colonne for c in locatives}
        lue, defauts = convertir(
            self.feuille.nom, self.rangee.numero, locatives, formules={}, colonnes=colonnes, bornes=self.bornes
        )
        for defaut in defauts:
            self._garder(defaut)
        valeurs = {
            champ: lu
            for champ, brut in self.brutes.items()
            if AVANT.get(champ, champ) not in CHAMPS_LUS and (lu := self._lire(champ, brut)) is not None
        }
        return LigneDeSuivi(
            self.feuille.nom, self.rangee.numero, lue.ligne, valeurs, self.cellules, self._commentaires()
        )

    def _garder(self, defaut: Defaut) -> None:
        self.refuser(_DE_SUIVI.get(defaut.champ, defaut.champ), defaut.raison)

    def _lire(self, champ: str, brut: Brut) -> Any:
        nature = SUIVIS.champs[champ].nature
        if nature == "calcul" or est_vide(brut) or (champ.startswith("visite_") and visite_a_venir(brut)):
            return None
        try:
            return _LECTEURS.get(nature, _texte)(brut)
        except Illisible as erreur:
            self.refuser(champ, erreur.raison)
            return None

    def _commentaires(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (f"{lettre_colonne(c.rang)}{c.ligne}", "".join(self.bloc.noms[c.rang : c.rang + 1]), c.texte[:TEXTE_MAX])
            for c in self.feuille.commentaires
            if c.ligne == self.rangee.numero and c.texte
        )
