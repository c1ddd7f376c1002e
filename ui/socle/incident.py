"""La fenêtre d'incident : un compte rendu à copier, sans donnée personnelle, puis une fermeture en ordre."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout

from relogement.commun import ErreurMetier
from ui.socle.elements import Bouton, Texte, Titre, rangee
from ui.socle.theme import DOUBLE, TRIPLE


def compte_rendu(genre: type[BaseException], trace: TracebackType | None) -> str:
    """Le genre de l'erreur, les lignes du programme, les versions ; ni message ni valeur, qui nommeraient quelqu'un."""
    lignes = [f"Relogement {_version()} · Python {platform.python_version()} · Qt {qVersion()} · {platform.system()}"]
    lignes.append(f"Erreur : {genre.__module__}.{genre.__qualname__}")
    for cadre in traceback.extract_tb(trace):
        lignes.append(f"  {_module(cadre.filename)}:{cadre.lineno} {cadre.name}")
    return "\n".join(lignes)


def _version() -> str:
    try:
        return version("relogement")
    except PackageNotFoundError:
        return "(non installé)"


def _module(fichier: str) -> str:
    """Le chemin à partir du paquet : le dossier personnel de l'utilisateur n'y paraît pas."""
    parties = Path(fichier).parts
    racines = [i for i, partie in enumerate(parties) if partie in ("relogement", "ui", "sample_data", "site-packages")]
    return "/".join(parties[racines[-1] :]) if racines else parties[-1] if parties else "?"


FRAPPE = {
    True: "Ce que vous avez tapé est gardé. ",
    False: "Tout ce que vous avez tapé n'a pas pu être enregistré : relisez vos derniers champs en rouvrant. ",
    None: "",
}
"""Ce qui se dit de la frappe : gardée, pas toute, ou rien n'était ouvert où taper."""


class FenetreIncident(QDialog):
    """Dit ce qui arrive, ce qui est sauf (`garde`, voir `FRAPPE`), et donne le compte rendu à copier."""

    def __init__(self, rapport: str, *, garde: bool | None) -> None:
        super().__init__()
        self.setWindowTitle("Relogement : incident")
        self.setMinimumSize(640, 400)
        self._rapport = QPlainTextEdit(rapport)
        self._rapport.setReadOnly(True)
        self._rapport.setAccessibleName("Compte rendu de l'incident")
        boite = QVBoxLayout(self)
        boite.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, TRIPLE)
        boite.setSpacing(DOUBLE)
        boite.addWidget(Titre("L'application a rencontré un incident"))
        boite.addWidget(
            Texte(
                f"{FRAPPE[garde]}L'application va se fermer ; rouvrez-la pour continuer. "
                "Transmettez ce compte rendu : il ne contient aucune donnée personnelle."
            )
        )
        boite.addWidget(self._rapport, 1)
        boite.addLayout(rangee(Bouton("Copier", self.copier), None, Bouton("Fermer", self.accept, "primaire")))

    def copier(self) -> None:
        """Met le compte rendu dans le presse-papiers."""
        QApplication.clipboard().setText(self._rapport.toPlainText())


def montrer(rapport: str, garde: bool | None) -> None:
    """Ouvre la fenêtre d'incident et attend sa fermeture."""
    FenetreIncident(rapport, garde=garde).exec()


def installer(
    fermer: Callable[[], object],
    afficher: Callable[[str, bool | None], object] = montrer,
    *,
    garder: Callable[[], bool | None] = lambda: None,
    dire: Callable[[ErreurMetier], object] | None = None,
) -> None:
    """Confie les erreurs imprévues à la fenêtre d'incident, puis appelle `fermer` ; une seule fois.

    `garder` enregistre d'abord la frappe et rend ce que l'on peut en dire. `dire` reçoit l'ErreurMetier qu'aucun écran
    n'attendait : c'est une phrase pour la personne, la fenêtre reste ouverte.
    """
    deja = False

    def crochet(genre: type[BaseException], erreur: BaseException, trace: TracebackType | None) -> None:
        nonlocal deja
        if issubclass(genre, KeyboardInterrupt):
            sys.__excepthook__(genre, erreur, trace)
            return
        if isinstance(erreur, ErreurMetier) and dire is not None and not deja:
            dire(erreur)
            return
        if deja:
            return
        deja = True
        rapport = compte_rendu(genre, trace)
        print(rapport, file=sys.stderr)
        try:
            afficher(rapport, _essayer(garder))
        finally:
            fermer()

    sys.excepthook = crochet


def _essayer(garder: Callable[[], bool | None]) -> bool | None:
    """Garder la frappe peut rencontrer le même défaut : il s'écrit, et rien n'est promis."""
    try:
        return garder()
    except Exception as erreur:
        print(compte_rendu(type(erreur), erreur.__traceback__), file=sys.stderr)
        return False
