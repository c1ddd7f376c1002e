"""Les listes fermées, vues des règles (elles vivent dans `relogement.vocabulaire`)."""

from relogement.vocabulaire import *  # noqa: F403  # simple façade
