"""La démonstration, construite une seule fois pour tous ses tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from relogement.stockage.base import Base
from sample_data.demonstration import Bilan, construire
from tests.outils import nouvelle_base


@pytest.fixture(scope="session")
def construite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Base, Bilan]]:
    """Une base de démonstration et le bilan de sa construction ; personne ne la change."""
    base, _ = nouvelle_base(tmp_path_factory.mktemp("demonstration"))
    bilan = construire(base)
    yield base, bilan
    base.fermer()


@pytest.fixture(scope="session")
def demonstration(construite: tuple[Base, Bilan]) -> Base:
    """La base de démonstration."""
    return construite[0]
