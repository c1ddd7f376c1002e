"""Les classeurs et listes, en lecture et en écriture."""
