"""Les sections du dossier, dans l'ordre de la charte."""
