"""Ce que tous les tests partagent : Qt sans écran, l'habillage et la police embarquée, où et combien essayer."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from tests.hasard import NORMAL

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# Ce que dit l'affichage sans écran de ses propres limites n'est pas un défaut de l'application.
_PLATEFORME = "This plugin does not support"

# Chaque geste attend que le disque l'ait écrit ; en mémoire, cette attente ne coûte rien et tout le reste est pareil.
_MEMOIRE = Path("/dev/shm")
_PLACE = 2 * 1024**3
if "TMPDIR" not in os.environ and _MEMOIRE.is_dir() and shutil.disk_usage(_MEMOIRE).free > _PLACE:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMOIRE)

# Un essai lent est celui d'une machine occupée, pas une faute. Le même code a toujours le même verdict ;
# `pytest --hypothesis-profile=long` cherche plus loin, et au hasard.
_COMMUN = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
settings.register_profile("normal", _COMMUN, max_examples=NORMAL, derandomize=True)
settings.register_profile("long", _COMMUN, max_examples=20 * NORMAL)
settings.load_profile("normal")


# De même, un écran qui met longtemps à répondre n'est en faute que s'il ne répond jamais.
for _attente in ("waitActive", "waitExposed", "waitSignal", "waitUntil"):
    vars(QtBot)[_attente].__kwdefaults__["timeout"] = 60_000


def pytest_configure(config: pytest.Config) -> None:
    """Le seul avertissement de Qt admis : celui de l'affichage sans écran sur lui-même."""
    config.addinivalue_line("qt_log_ignore", _PLATEFORME)


@pytest.fixture(scope="session", autouse=True)
def _tout_s_efface(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Ce que Python, Qt ou une commande crée de provisoire va sous le dossier de la course, effacé si elle réussit."""
    dossier = str(tmp_path_factory.getbasetemp())
    with pytest.MonkeyPatch.context() as m:
        m.setenv("TMPDIR", dossier)
        m.setattr(tempfile, "tempdir", dossier)
        yield


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> Iterator[QApplication]:
    """L'application Qt des tests, avec sa police et son thème clair."""
    from ui.socle.theme import CLAIR, habillage

    application = qapp_cls(qapp_args)
    habillage.installer(application)
    habillage.forcer(CLAIR)
    yield application
    application.closeAllWindows()
