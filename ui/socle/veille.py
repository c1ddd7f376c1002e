"""La veille : ce qu'un autre programme écrit, et le jour qui passe, se montrent ici sans déranger la frappe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from relogement.formats import date_courte
from ui.socle.contexte import Contexte

INTERVALLE = 2000
PHRASE = "Mis à jour : une commande a écrit dans cette base."
NOUVEAU_JOUR = "Nouvelle journée : les échéances sont relues au {}."


class Veille(QObject):
    """Toutes les deux secondes, demande les gestes nouveaux ; annonce `tables` si l'un d'eux n'est pas d'ici.

    Une fenêtre restée ouverte la nuit montrerait les échéances de la veille : un jour nouveau s'annonce de même.
    """

    def __init__(self, contexte: Contexte[Any], nouveaux: Callable[[], Sequence[UUID]], tables: frozenset[str]) -> None:
        super().__init__(contexte)
        self._contexte, self._nouveaux, self._tables = contexte, nouveaux, tables
        self._jour = contexte.aujourd_hui()
        self._minuterie = QTimer(self, interval=INTERVALLE)
        self._minuterie.timeout.connect(self.regarder)
        self._minuterie.start()

    def regarder(self) -> None:
        """Regarde une fois ; pendant un travail à côté, dont le geste n'est pas encore annoncé, attend."""
        if self._contexte.taches.en_cours:
            return
        if any(geste not in self._contexte.base.gestes_faits for geste in self._nouveaux()):
            self._contexte.change.emit(self._tables, PHRASE)
        jour = self._contexte.aujourd_hui()
        if jour != self._jour:
            self._jour = jour
            self._contexte.change.emit(self._tables, NOUVEAU_JOUR.format(date_courte(jour)))

    def arreter(self) -> None:
        """Ne regarde plus : la base va se fermer."""
        self._minuterie.stop()
