"""La page d'une opération : une vue par onglet."""
