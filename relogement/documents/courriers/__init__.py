"""Les courriers et formulaires : des textes que l'organisation récrit, nourris de valeurs figées."""
