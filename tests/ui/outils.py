"""Ce que partagent les tests des écrans : une base vraie, une opération, une horloge arrêtée."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from relogement.services.operations import creer_operation
from relogement.stockage.base import Base, creer_base
from relogement.vocabulaire import NatureOperation

MIDI = datetime(2026, 11, 18, 14, 32, tzinfo=UTC)


def base_neuve(dossier: Path) -> Base:
    """Une base en clair, vide, tenue par Nadia R. le 18 novembre 2026."""
    return creer_base(dossier / "x.relogement", None, agent="Nadia R.", poste=uuid4(), horloge=lambda: MIDI)


def operation(base: Base, code: str = "BEL", **valeurs: Any) -> UUID:
    """Une démolition annoncée, dont on rend la clé."""
    donnees: dict[str, Any] = {
        "nom": "Résidence Bellevue", "nature": NatureOperation.DEMOLITION, "bailleur": "Habitat du Val",
        "communes": "Nantes", "anru": True, "qpv": True, "annonce_le": date(2026, 1, 15),
        "travaux_le": date(2027, 9, 1),
    }
    cle = creer_operation(base, code=code, **(donnees | valeurs)).id
    assert cle is not None
    return cle
