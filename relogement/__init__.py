"""Relogement : le cœur de l'application, sans fenêtre (règles de la charte, base, gestes, documents)."""

__version__ = "0.1.0"
