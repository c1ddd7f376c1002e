"""Les fixtures des tests des fiches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.fiches.dossiers import Essai, preparer


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Essai]:
    """Un ménage, sa base, son contexte."""
    fait = preparer(tmp_path)
    yield fait
    fait.base.fermer()
