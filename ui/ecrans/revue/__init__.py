"""L'écran de la revue : les chiffres, leurs images, leurs ménages, ce qui les fausse, ce qu'on en remet."""
