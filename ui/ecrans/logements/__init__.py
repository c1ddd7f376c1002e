"""L'écran des logements : le vivier, un logement, ce qu'il est devenu."""
