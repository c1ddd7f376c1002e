"""Les cibles de la charte qui mènent à leur section seule, tant que leur formulaire n'est pas dans la fenêtre."""

from __future__ import annotations

SANS_FORMULAIRE = {("entretiens", "demande"), ("entretiens", "part_plafond")}
