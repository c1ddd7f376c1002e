"""La fenêtre (PySide6)."""
