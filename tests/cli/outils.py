"""Ce que les tests de la ligne de commande partagent : une opération, une liste, la lecture d'une réponse."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

DONNEES = Path(__file__).parent.parent / "donnees" / "etats_locatifs"
LISTE = str(DONNEES / "etat_locatif_2026.xlsx")
CREER = [
    "operation",
    "creer",
    "--code",
    "BEL",
    "--nom",
    "Bellevue",
    "--type",
    "demolition",
    "--anru",
    "--bailleur",
    "Val",
    "--commune",
    "Nantes",
    "--annonce",
    "2026-01-15",
    "--travaux",
    "2027-09-01",
]
PHRASE = "une phrase de passe longue"
Lancer = Callable[..., tuple[int, str, str]]


def objet(reponse: tuple[int, str, str]) -> Any:
    """Le seul objet JSON de la sortie, d'une commande réussie."""
    code, sortie, erreur = reponse
    assert (code, erreur) == (0, "")
    assert sortie.count("\n") == 1
    return json.loads(sortie)


def phrase(reponse: tuple[int, str, str]) -> str:
    """La phrase d'une commande qui échoue : une ligne en français, rien sur la sortie."""
    code, sortie, erreur = reponse
    assert (code, sortie) == (1, "")
    assert erreur.count("\n") == 1
    assert erreur.rstrip().endswith(".")
    assert "Traceback" not in erreur
    return erreur
