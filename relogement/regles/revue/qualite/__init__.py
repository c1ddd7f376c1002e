"""La qualité des dossiers d'une revue : ce qui l'empêche d'être juste, ce qui en fait douter, et où le corriger."""
