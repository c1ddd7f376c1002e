"""Le travail long, à côté : un seul ouvrier, sa progression, son arrêt ; la fenêtre reste vivante."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from shiboken6 import isValid

from relogement.commun import ErreurMetier
from ui.socle.elements import Bouton, Texte
from ui.socle.theme import PAS

R = TypeVar("R")


class Interrompu(Exception):
    """Le travail s'arrête parce qu'on l'a demandé ; ce n'est pas une erreur."""


class Suivi(QObject):
    """Ce que le travail reçoit : `avancer` dit où il en est et s'arrête là si l'on a renoncé."""

    avance = Signal(int, int, str)
    resultat = Signal(object)
    erreur = Signal(object)
    fin = Signal()

    def __init__(
        self,
        nom: str,
        sur_resultat: Callable[[Any], object],
        sur_erreur: Callable[[ErreurMetier], object],
        sur_fin: Callable[[Suivi], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.nom, self.enjeu, self.abouti = nom, "", False
        self._arret = threading.Event()
        self._sur_resultat, self._sur_erreur, self._sur_fin = sur_resultat, sur_erreur, sur_fin
        # Des méthodes d'un QObject du fil de la fenêtre : Qt y fait suivre les signaux émis par l'ouvrier.
        self.resultat.connect(self._recevoir_resultat)
        self.erreur.connect(self._recevoir_erreur)
        self.fin.connect(self._finir)

    def _recevoir_resultat(self, valeur: object) -> None:
        self.abouti = True
        self._sur_resultat(valeur)

    def _recevoir_erreur(self, erreur: BaseException) -> None:
        self.abouti = True
        if not isinstance(erreur, ErreurMetier):
            raise erreur
        self._sur_erreur(erreur)

    def _finir(self) -> None:
        demandeur = getattr(self._sur_fin, "__self__", None)
        # La page d'où le travail est parti a pu être refaite : elle n'attend plus rien.
        if not isinstance(demandeur, QObject) or isValid(demandeur):
            self._sur_fin(self)

    def avancer(self, fait: int, total: int, phrase: str = "") -> None:
        """Dit la progression ; lève Interrompu si l'utilisateur a renoncé."""
        if self._arret.is_set():
            raise Interrompu
        self.avance.emit(fait, total, phrase)

    def arreter(self) -> None:
        """Demande l'arrêt au prochain `avancer`."""
        self._arret.set()

    @property
    def arrete(self) -> bool:
        """Vrai si l'arrêt est demandé."""
        return self._arret.is_set()


class _Travail(QRunnable):
    """Porte une fonction dans le fil de l'ouvrier."""

    def __init__(self, suivi: Suivi, fonction: Callable[[Suivi], Any]) -> None:
        super().__init__()
        self._suivi, self._fonction = suivi, fonction

    def run(self) -> None:
        try:
            self._suivi.resultat.emit(self._fonction(self._suivi))
        except Interrompu:
            return
        except BaseException as erreur:
            # Tout passe au fil de la fenêtre : ErreurMetier y est montrée, le reste y est relevé comme un incident.
            self._suivi.erreur.emit(erreur)
        finally:
            self._suivi.fin.emit()


class Taches(QObject):
    """La file des travaux longs ; `commence` donne le suivi de chacun à la barre de progression.

    `abandonne(phrase)` : un travail qui avait un enjeu s'est arrêté sur demande.
    """

    commence = Signal(object)
    abandonne = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ouvrier = QThreadPool(self)
        self._ouvrier.setMaxThreadCount(1)
        self._suivis: list[Suivi] = []

    def lancer(
        self,
        nom: str,
        fonction: Callable[[Suivi], R],
        sur_resultat: Callable[[R], object],
        sur_erreur: Callable[[ErreurMetier], object],
        sur_fin: Callable[[Suivi], object] = lambda _: None,
        enjeu: str = "",
    ) -> Suivi:
        """Lance `fonction(suivi)` à côté ; la suite revient dans le fil de la fenêtre ; le reste est un incident.

        `sur_fin(suivi)` vient toujours, après le résultat, l'erreur ou l'arrêt : qui se brancherait ensuite sur `fin`
        manquerait celle d'un travail déjà fini. `enjeu` : ce qui n'aura pas lieu si l'on arrête (« aucun fichier n'est
        écrit ») ; fermer la fenêtre le demande alors. Vide : rien ne se perd.
        """
        suivi = Suivi(nom, sur_resultat, sur_erreur, sur_fin, self)
        suivi.enjeu = enjeu
        self._suivis.append(suivi)
        suivi.fin.connect(self._oter)
        self.commence.emit(suivi)
        self._ouvrier.start(_Travail(suivi, fonction))
        return suivi

    def _oter(self) -> None:
        suivi = self.sender()
        self._suivis = [autre for autre in self._suivis if autre is not suivi]
        if isinstance(suivi, Suivi) and suivi.enjeu and suivi.arrete and not suivi.abouti:
            self.abandonne.emit(f"{_nu(suivi.nom)} : arrêté, {suivi.enjeu}.")

    @property
    def enjeux(self) -> list[str]:
        """Ce que fermer maintenant arrêterait, et ce qui n'aurait pas lieu."""
        return [f"{_nu(suivi.nom)} : {suivi.enjeu}" for suivi in self._suivis if suivi.enjeu]

    @property
    def en_cours(self) -> int:
        """Le nombre de travaux en cours ou en attente."""
        return len(self._suivis)

    def terminer(self) -> None:
        """À la fermeture : demande l'arrêt de tout et attend l'ouvrier."""
        for suivi in self._suivis:
            suivi.arreter()
        self._ouvrier.waitForDone()


def _nu(nom: str) -> str:
    """Le nom d'un travail, sans ses points de suspension."""
    return nom.rstrip("… ")


class BarreTache(QWidget):
    """La progression du travail en cours, avec son nom et le bouton qui l'arrête ; cachée quand il n'y en a pas."""

    def __init__(self, taches: Taches) -> None:
        super().__init__()
        self._suivi: Suivi | None = None
        self._texte, self._barre = Texte(), QProgressBar()
        self._texte.setWordWrap(False)
        self._barre.setTextVisible(False)
        self._barre.setFixedWidth(160)
        self._arret = Bouton("Arrêter", self._arreter, "lien")
        self._arret.setFixedHeight(24)
        boite = QHBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(PAS)
        for element in (self._texte, self._barre, self._arret):
            boite.addWidget(element)
        self.hide()
        taches.commence.connect(self._suivre)

    def _suivre(self, suivi: Suivi) -> None:
        self._suivi = suivi
        suivi.avance.connect(self._avancer)
        suivi.fin.connect(self._finir)
        self._barre.setRange(0, 0)
        self._barre.setAccessibleName(suivi.nom)
        self._texte.setText(suivi.nom)
        self.show()

    def _avancer(self, fait: int, total: int, phrase: str) -> None:
        self._barre.setRange(0, total)
        self._barre.setValue(fait)
        if self._suivi is not None:
            self._texte.setText(phrase or self._suivi.nom)

    def _finir(self) -> None:
        if self.sender() is self._suivi:
            self._suivi = None
            self.hide()

    def _arreter(self) -> None:
        if self._suivi is not None:
            self._suivi.arreter()
            self._texte.setText("Arrêt…")
