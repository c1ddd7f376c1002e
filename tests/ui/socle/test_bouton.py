"""Un bouton répond à Entrée comme à la barre d'espace."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.socle.elements import Bouton


@pytest.mark.parametrize("touche", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_la_touche_declenche_le_geste_une_fois(qtbot: QtBot, touche: Qt.Key) -> None:
    faits: list[int] = []
    bouton = Bouton("Importer", lambda: faits.append(1))
    qtbot.addWidget(bouton)
    bouton.show()
    QTest.keyClick(bouton, touche)
    assert faits == [1]

