"""Les documents imprimés (PDF)."""
