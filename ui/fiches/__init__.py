"""Les fiches de saisie, enregistrées champ par champ."""
