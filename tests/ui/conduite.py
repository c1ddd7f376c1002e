"""Conduire la fenêtre comme une personne : ce qui se voit s'y clique, s'y tape et s'y lit, rien d'autre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.outils import Horloge
from ui.app import Assemblage
from ui.ecrans.menage.ligne_constat import LigneConstat
from ui.ecrans.menage.panneau_charte import PanneauCharte
from ui.ecrans.menage.tete import Tete
from ui.socle.champs import SEPARATEUR
from ui.socle.elements import Bandeau
from ui.socle.formulaire import Formulaire
from ui.socle.pastille import Pastille
from ui.socle.rang import Rang
from ui.socle.saisie_reponses import SaisieReponses
from ui.socle.saisies import SaisieCases, SaisieChoix

W = TypeVar("W", bound=QWidget)


@dataclass
class Conduite:
    """La fenêtre assemblée et son horloge ; chaque méthode échoue si ce qu'elle cherche ne se voit pas."""

    qtbot: QtBot
    fait: Assemblage
    horloge: Horloge

    def vus(self, genre: type[W]) -> list[W]:
        """Ce qui se voit de ce genre."""
        return [w for w in self.fait.fenetre.findChildren(genre) if w.isVisible()]

    def le(self, *jour: int) -> None:
        """Avance l'horloge ; la fenêtre, restée ouverte, s'en aperçoit seule."""
        self.horloge.jour = date(*jour)
        self.fait.veille.regarder()
        QApplication.processEvents()

    def cliquer(self, mot: str, dans: type[QWidget] = QWidget) -> None:
        """Clique le bouton que son texte ou son nom désigne, au besoin dans cette partie de la fenêtre."""
        trouves = [
            b for b in self.vus(QAbstractButton)
            if mot in (b.text().strip(), b.accessibleName()) and dedans(b, dans)
        ]
        assert len(trouves) == 1, (mot, [b.accessibleName() or b.text() for b in self.vus(QAbstractButton)])
        bouton = trouves[0]
        assert bouton.isEnabled(), mot
        amener(bouton)
        QTest.mouseClick(bouton, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        assert self.fait.fenetre.isActiveWindow(), f"« {mot} » : autre chose a pris le clavier à la fenêtre"

    def touche(self, cle: Qt.Key, modif: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Frappe une touche là où est le clavier."""
        QTest.keyClick(QApplication.focusWidget() or self.fait.fenetre, cle, modif)
        QApplication.processEvents()

    def ecrire_dans(self, nom: str, texte: str) -> None:
        """Tape dans le champ de ce nom, hors d'un formulaire."""
        champ = next(c for c in self.vus(QLineEdit) if c.accessibleName() == nom)
        champ.setFocus()
        champ.selectAll()
        frapper(champ, texte)

    def remplir(self, **textes: str) -> None:
        """Tape dans les champs du formulaire montré."""
        for nom, texte in textes.items():
            rangs = [r for r in self.vus(Rang) if r.champ.nom == nom]
            assert len(rangs) == 1, (nom, [r.champ.nom for r in self.vus(Rang)])
            amener(rangs[0])
            rangs[0].saisie.cibles()[0].setFocus()
            taper(rangs[0], texte)

    def faire(self, action: str, /, **textes: str) -> None:
        """Remplit le formulaire montré et le valide ; il doit s'être refermé, sinon dit ce qu'il reproche."""
        self.remplir(**textes)
        self.cliquer(action)
        self.fini()

    def fini(self) -> None:
        """Aucun formulaire n'est plus montré."""
        reproches = {r.champ.nom: r.erreur for r in self.vus(Rang) if r.erreur}
        assert not self.vus(Formulaire), (reproches, self.textes())

    def textes(self) -> str:
        """Tout ce qui se lit."""
        return "\n".join(t.text() for t in self.vus(QLabel))

    def charte(self, *ids: str) -> list[str]:
        """Ce que le panneau dit de ces obligations ; celles qui sont sans objet y sont pliées."""
        return [mot for mot, _ in self._lignes(*ids)]

    def raison(self, identifiant: str) -> str:
        """La phrase du panneau sous cette obligation."""
        return self._lignes(identifiant)[0][1]

    def _lignes(self, *ids: str) -> list[tuple[str, str]]:
        lignes = {x.constat.id: x for x in self.vus(LigneConstat)}
        lus = []
        for i in ids:
            ligne = lignes[i]
            phrase = next(t.text() for t in ligne.findChildren(QLabel) if t.text() == ligne.constat.phrase)
            lus.append((_pastille(ligne), phrase))
        return lus

    def charte_au(self, jour: str, *ids: str) -> list[str]:
        """Ce que le panneau dirait à cette date, tapée dans le panneau ; puis revient au jour présent."""
        (panneau,) = self.vus(PanneauCharte)
        QTest.mouseClick(panneau.choix.bouton, Qt.MouseButton.LeftButton)
        champ = panneau.choix.saisie.cibles()[0]
        assert isinstance(champ, QLineEdit)
        champ.selectAll()
        frapper(champ, jour)
        QTest.keyClick(champ, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert panneau.choix.titre.text() == f"Vu au {jour}"
        lus = self.charte(*ids)
        QTest.mouseClick(panneau.choix.revenir, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        return lus

    def etape(self) -> str:
        """La pastille de l'étape, dans la tête du dossier."""
        (tete,) = self.vus(Tete)
        return _pastille(tete)

    def prochaine(self) -> str:
        """La prochaine action que dit le bandeau."""
        (bandeau,) = self.vus(Bandeau)
        return bandeau.accessibleName().removeprefix("Prochaine action : ")


def _pastille(widget: QWidget) -> str:
    return next(p.style_montre.mot for p in widget.findChildren(Pastille) if p.isVisible())


def dedans(widget: QWidget, genre: type[QWidget]) -> bool:
    """Vrai si le widget est quelque part dans un widget de ce genre."""
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, genre) or dedans(parent, genre))


def amener(widget: QWidget) -> None:
    """Fait défiler jusqu'à ce widget."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def frapper(cible: QWidget, texte: str) -> None:
    """Frappe chaque signe ; `QTest.keyClicks` s'arrête net sur un « é »."""
    for signe in texte:
        QTest.sendKeyEvent(QTest.KeyAction.Click, cible, Qt.Key.Key_unknown, signe, Qt.KeyboardModifier.NoModifier)


def taper(rang: Rang, texte: str) -> None:
    """Tape ce texte (des codes pour un choix) dans ce champ, au clavier ; le clavier y est déjà."""
    saisie = rang.saisie
    if isinstance(saisie, SaisieChoix):
        _choisir(saisie, texte)
    elif isinstance(saisie, SaisieReponses):
        boutons = [b for b in saisie.cibles() if isinstance(b, QRadioButton)]
        mots = dict(rang.champ.codes)
        _cocher(boutons, {mots.get(texte, texte) or ("sans réponse" if rang.champ.touches else "inconnu")})
    elif isinstance(saisie, SaisieCases):
        _cocher_codes(saisie, [code for code, _ in rang.champ.codes], set(texte.split(SEPARATEUR)))
    else:
        cible = saisie.cibles()[0]
        assert isinstance(cible, QLineEdit | QPlainTextEdit)
        cible.selectAll()
        frapper(cible, texte)
        assert saisie.texte() == texte


def _choisir(saisie: SaisieChoix, code: str) -> None:
    liste = saisie.cibles()[0]
    assert isinstance(liste, QComboBox)
    rang = next(
        (i for i in range(liste.count()) if code in (liste.itemData(i), liste.itemText(i))), None
    )
    assert rang is not None, (code, [liste.itemData(i) for i in range(liste.count())])
    QTest.keyClick(liste, Qt.Key.Key_Home)
    for _ in range(rang):
        QTest.keyClick(liste, Qt.Key.Key_Down)
    assert liste.currentIndex() == rang


def _cocher(boutons: list[QRadioButton], mots: set[str]) -> None:
    for bouton in boutons:
        if bouton.text().rpartition(" · ")[2] in mots:
            bouton.setFocus()
            QTest.keyClick(bouton, Qt.Key.Key_Space)
            assert bouton.isChecked()


def _cocher_codes(saisie: SaisieCases, connus: list[str], codes: set[str]) -> None:
    for case, code in zip(saisie.cibles(), connus, strict=True):
        assert isinstance(case, QCheckBox)
        if case.isChecked() != (code in codes):
            case.setFocus()
            QTest.keyClick(case, Qt.Key.Key_Space)
    assert set(saisie.texte().split(SEPARATEUR)) == codes
