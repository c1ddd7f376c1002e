"""La page d'un ménage : sa tête, ses sections dans l'ordre de la charte, le panneau de la charte."""
