"""Les pages de la revue : une page par feuille de chiffres, une règle par module."""
