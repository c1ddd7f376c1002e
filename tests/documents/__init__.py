"""Les documents imprimés."""
