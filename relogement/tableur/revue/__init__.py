"""Le classeur de la revue trimestrielle : une feuille par module, écrite ligne à ligne."""
