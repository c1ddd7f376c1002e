"""Une liste qu'un seul clic ouvre : le second coup d'un double clic, donné par habitude, ne touche à rien."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

_COUP = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease)


class SecondCoup(QObject):
    """Avale le second coup d'un double clic : il tomberait sur la page que le premier vient d'ouvrir."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ou = QPointF()
        self._fin = QTimer(self, singleShot=True)
        self._fin.timeout.connect(self._oublier)

    def guetter(self, ou: QPointF) -> None:
        """Le premier coup vient d'être donné là (coordonnées de l'écran)."""
        application = QApplication.instance()
        if application is not None:
            self._ou = ou
            application.installEventFilter(self)
            self._fin.start(QApplication.doubleClickInterval())

    def _oublier(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, surveille: QObject, event: QEvent) -> bool:  # noqa: N802 (surcharge de Qt)
        """Le coup et son relâchement, s'ils sont au même endroit : ailleurs, c'est un autre clic."""
        if event.type() not in _COUP or not isinstance(event, QMouseEvent):
            return False
        ecart = event.globalPosition() - self._ou
        return ecart.manhattanLength() <= QApplication.startDragDistance()
