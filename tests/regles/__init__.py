"""Les règles : la charte, ses échéances, les étapes."""
