"""Les règles : fonctions pures, sans base, sans horloge, sans entrée-sortie."""
