"""Les pièces du dossier : les ranger, les ouvrir, en écrire une copie."""

from __future__ import annotations

from typing import Any

from relogement.formats import date_courte
from relogement.regles.charte.constat import Constat
from relogement.services.charte import Resume
from relogement.services.corrections import retirer
from relogement.stockage.lectures import FicheMenage, Ligne
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.menage.section import Ouvrir, Section
from ui.ecrans.pieces import LecteurPieces, taille
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EtatVide, Texte

_VIDE = "Bail, avis de la CAF, refus signés, factures. Lâchez des fichiers n'importe où sur cette page pour les ranger."


class SectionPieces(Section):
    """Les pièces, de la plus récente à la plus ancienne."""

    cle = "pieces"
    titre = "Pièces"

    def __init__(self, contexte: Contexte[Any], ouvrir: Ouvrir) -> None:
        super().__init__(contexte, ouvrir)
        self._lecteur = LecteurPieces(contexte)

    def montrer(self, fiche: FicheMenage, constats: list[Constat], resume: Resume) -> None:
        """Voir `Section`."""
        self.remplacer(self.carte("pieces", (fiche.menage["id"], fiche.pieces), lambda: self._carte(fiche)))

    def compte(self, fiche: FicheMenage) -> int | None:
        """Le nombre de pièces."""
        return len(fiche.pieces) or None

    def _carte(self, fiche: FicheMenage) -> Carte:
        carte = Carte("Pièces du dossier")
        imprimer = Bouton("Imprimer un courrier…", lambda: self.ouvrir("courrier", None, None), icone="printer")
        carte.a_droite(imprimer)
        carte.a_droite(Bouton("Ranger une pièce", self.vers("piece", None, None), icone="paperclip"))
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
            lien("Ouvrir", lambda: self._lecteur.ouvrir(p), f"Ouvrir : {quoi}"),
            lien("Copier…", lambda: self._lecteur.copier(p, reference), f"Enregistrer une copie : {quoi}"),
            lien("Retirer", lambda: self.contexte.executer(retirer, "piece", p["id"]), f"Retirer : {quoi}"),
        )
        return [date_courte(p["le"]), p["nature"].libelle, p["libelle"], taille(p["taille"]), boutons]
