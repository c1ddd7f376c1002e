"""L'écran « Aujourd'hui » : ce qui est en retard, ce qui vient, ce qu'il faut surveiller."""
