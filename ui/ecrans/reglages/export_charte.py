"""Écrire une charte dans un fichier, à l'endroit choisi."""

from __future__ import annotations

from typing import Any

from relogement.commun import ErreurMetier
from relogement.regles.charte.parametres import Charte
from relogement.services.chartes_locales import exporter_charte
from ui.socle.contexte import Contexte


def exporter(contexte: Contexte[Any], charte: Charte) -> None:
    """Demande où, écrit le fichier, le dit ; une erreur se dit dans la fenêtre."""
    sortie = contexte.invites.enregistrer_fichier("Exporter la charte", f"{charte.code}.toml", "Fichier TOML (*.toml)")
    if sortie is None:
        return
    chemin = sortie if sortie.suffix else sortie.with_suffix(".toml")
    try:
        exporter_charte(contexte.base, charte, chemin)
    except ErreurMetier as erreur:
        contexte.erreur.emit(erreur)
        return
    contexte.change.emit(frozenset(), f"Charte écrite : {chemin.name}")
