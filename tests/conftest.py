"""Ce que tous les tests partagent : Qt sans écran, l'habillage et la police embarquée, une horloge arrêtée."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# Ce que dit l'affichage sans écran de ses propres limites n'est pas un défaut de l'application.
_PLATEFORME = "This plugin does not support"


def pytest_configure(config: pytest.Config) -> None:
    """Le seul avertissement de Qt admis : celui de l'affichage sans écran sur lui-même."""
    config.addinivalue_line("qt_log_ignore", _PLATEFORME)


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> Iterator[QApplication]:
    """L'application Qt des tests, avec sa police et son thème clair."""
    from ui.socle.theme import CLAIR, habillage

    application = qapp_cls(qapp_args)
    habillage.installer(application)
    habillage.forcer(CLAIR)
    yield application
    application.closeAllWindows()
