"""Les écrans, un fichier chacun."""
