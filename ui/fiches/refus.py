"""Le motif d'un refus, tel qu'il se demande : un code, et les mots du ménage (article 4)."""

from __future__ import annotations

from dataclasses import replace

from relogement.vocabulaire import MotifRefus
from ui.socle.champs import Champ, Genre

MOTIF = (
    Champ("motif", "Motif", Genre.CHOIX, choix=MotifRefus, obligatoire=True, manque="Choisissez le motif du refus."),
    Champ("motif_texte", "Avec les mots du ménage", Genre.TEXTE_LONG, obligatoire=True,
          manque="Écrivez le motif avec les mots du ménage.", aide="Rester objectif : ni santé, ni jugement."),
)
DEJA_REFUSEE = (
    Champ("refusee_le", "Déjà refusée par ce ménage le", Genre.DATE, passee=True,
          aide="Si la proposition se note après coup et que ce ménage l'avait refusée."),
    *(replace(c, obligatoire=False) for c in MOTIF),
)
"""Le refus que l'on note avec l'envoi."""
