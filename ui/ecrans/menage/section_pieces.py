"""Les pièces du dossier : les ranger, les ouvrir, en écrire une copie."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

from relogement.commun import ErreurMetier
from relogement.regles.charte.constat import Constat
from relogement.services.charte import Resume
from relogement.services.corrections import retirer
from relogement.services.pieces import copier_piece
from relogement.stockage.lectures import FicheMenage, Ligne
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.menage.section import Ouvrir, Section
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EtatVide, Texte
from ui.socle.formats import date_courte, nombre

_VIDE = "Bail, avis de la CAF, refus signés, factures. Lâchez des fichiers n'importe où sur cette page pour les ranger."


class SectionPieces(Section):
    """Une pièce s'ouvre par une copie dans un dossier temporaire, effacé à la fermeture de l'application."""

    cle = "pieces"
    titre = "Pièces"

    def __init__(self, contexte: Contexte[Any], ouvrir: Ouvrir) -> None:
        super().__init__(contexte, ouvrir)
        self._copies = QTemporaryDir()

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Voir `Section`."""
        self.remplacer(self.carte("pieces", (fiche.menage["id"], fiche.pieces), lambda: self._carte(fiche)))

    def compte(self, fiche: FicheMenage) -> int | None:
        """Le nombre de pièces."""
        return len(fiche.pieces) or None

    def _carte(self, fiche: FicheMenage) -> Carte:
        carte = Carte("Pièces du dossier")
        carte.a_droite(Bouton("Ranger une pièce", lambda: self.ouvrir("piece", None, None), icone="paperclip"))
        if not fiche.pieces:
            carte.ajouter(EtatVide(_VIDE))
            return carte
        rangs = [self._rang(p, fiche.menage["reference"]) for p in reversed(fiche.pieces)]
        carte.ajouter(Grille(("Le", "Nature", "Libellé", "Taille", ""), rangs, parts=(2, 3, 4, 1, 0)))
        carte.ajouter(Texte("Lâchez des fichiers sur cette page pour les ranger.", "petit"))
        return carte

    def _rang(self, p: Ligne, reference: str) -> list[Cellule]:
        quoi = f"{p['libelle']} du {date_courte(p['le'])}"
        boutons = gestes(
            lien("Ouvrir", lambda: self._ouvrir(p), f"Ouvrir : {quoi}"),
            lien("Copier…", lambda: self._copier(p, reference), f"Enregistrer une copie : {quoi}"),
            lien("Retirer", lambda: self.contexte.executer(retirer, "piece", p["id"]), f"Retirer : {quoi}"),
        )
        return [date_courte(p["le"]), p["nature"].libelle, p["libelle"], taille(p["taille"]), boutons]

    def _ouvrir(self, p: Ligne) -> None:
        chemin = Path(self._copies.filePath(f"{p['id']}{_suffixe(p)}"))
        if self._ecrire(p, chemin) and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(chemin))):
            phrase = "Aucun logiciel de ce poste n'ouvre cette pièce : enregistrez-en une copie."
            self.contexte.erreur.emit(ErreurMetier(phrase))

    def _copier(self, p: Ligne, reference: str) -> None:
        nom = f"{reference}-{p['nature'].value}-{p['le'].isoformat()}{_suffixe(p)}"
        sortie = self.contexte.invites.enregistrer_fichier("Enregistrer une copie", nom, "Tous les fichiers (*)")
        if sortie is not None and self._ecrire(p, sortie):
            self.contexte.change.emit(frozenset(), f"Copie écrite : {sortie.name}")

    def _ecrire(self, p: Ligne, sortie: Path) -> bool:
        try:
            copier_piece(self.contexte.base, p["id"], sortie)
        except ErreurMetier as erreur:
            self.contexte.erreur.emit(erreur)
            return False
        return True


def taille(octets: int) -> str:
    """« 340 Ko », « 2,1 Mo » ; au moins 1 Ko."""
    if octets < 1_000_000:
        return f"{nombre(max(1, round(octets / 1000)))}\u00a0Ko"
    dixiemes = round(octets / 100_000)
    return f"{nombre(dixiemes // 10)},{dixiemes % 10}\u00a0Mo"


def _suffixe(p: Ligne) -> str:
    return mimetypes.guess_extension(p["genre_mime"]) or ""
