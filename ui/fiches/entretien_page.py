"""Une page de l'entretien : la question en grand, ce qu'on sait déjà, les champs et leurs marques « à compléter »."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from relogement.regles.charte.etats import Etat
from ui.fiches.dossier import Dossier
from ui.fiches.entretien_etapes import Etape
from ui.socle.champs import Champ, Valeur
from ui.socle.elements import Texte, Titre
from ui.socle.pastille import Pastille
from ui.socle.rang import Rang
from ui.socle.theme import DEMI, DOUBLE

ENTREES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Question(QWidget):
    """Un champ de l'entretien ; `marquee` : « à compléter », ce qui ne bloque jamais."""

    def __init__(self, champ: Champ, dossier: Dossier, cle: str, valeur: Valeur) -> None:
        super().__init__()
        self.rang = Rang(champ, dossier.contexte, cle, valeur)
        self._marque = Pastille(Etat.A_FAIRE, "à compléter")
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DEMI)
        boite.addWidget(self.rang)
        boite.addWidget(self._marque, 0, Qt.AlignmentFlag.AlignLeft)
        boite.addStretch(1)
        self.setFocusProxy(self.rang)
        self.marquer(marquee=False)

    def marquer(self, *, marquee: bool) -> None:
        """Montre ou retire la marque ; elle retient le texte d'alors, pour voir une vraie réponse venir."""
        self.marquee, self._douteux = marquee, self.rang.texte
        self._marque.setVisible(marquee)

    @property
    def repondue(self) -> bool:
        """Vrai si le champ a une réponse lisible, autre que celle qui fut marquée."""
        douteuse = self.marquee and self.rang.texte == self._douteux
        return bool(self.rang.texte.strip()) and self.rang.verifier() and not douteuse


class Page(QWidget):
    """Une étape à l'écran. `suivante` : Entrée au dernier champ."""

    suivante = Signal()

    def __init__(self, etape: Etape, dossier: Dossier, cle: str, valeurs: dict[str, Valeur]) -> None:
        super().__init__()
        self.etape = etape
        self.questions = {c.nom: Question(c, dossier, cle, valeurs.get(c.nom)) for c in etape.champs(dossier)}
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(0, 0, 0, 0)
        self._boite.setSpacing(DOUBLE)
        self._boite.addWidget(Titre(etape.question, "grand"))
        self._boite.addWidget(Texte(etape.aide, "doux"))
        for ligne in etape.connus(dossier):
            self._boite.addWidget(Texte(ligne, "fort"))
        self._placer()
        for question in self.questions.values():
            for cible in question.rang.saisie.cibles():
                cible.installEventFilter(self)

    def _placer(self) -> None:
        demis: list[Question] = []
        for question in self.questions.values():
            if question.rang.champ.demi:
                demis.append(question)
            if demis and (len(demis) == 2 or not question.rang.champ.demi):
                self._boite.addLayout(_cote_a_cote(demis))
                demis = []
            if not question.rang.champ.demi:
                self._boite.addWidget(question)
        if demis:
            self._boite.addLayout(_cote_a_cote(demis))

    def viser(self, nom: str | None = None) -> None:
        """Place le clavier sur ce champ, ou au premier."""
        question = self.questions.get(nom or "") or next(iter(self.questions.values()), None)
        if question is not None:
            _aller(question)

    def courante(self) -> Question | None:
        """La question qui a le clavier."""
        widget = QApplication.focusWidget()
        return next((q for q in self.questions.values() if widget is not None and q.isAncestorOf(widget)), None)

    def avancer(self) -> None:
        """Le champ suivant ; au dernier, l'étape suivante."""
        questions = list(self.questions.values())
        courante = self.courante()
        suite = questions[questions.index(courante) + 1 :] if courante in questions else []
        if suite:
            _aller(suite[0])
        else:
            self.suivante.emit()

    def eventFilter(self, surveille: QObject, event: QEvent) -> bool:  # noqa: N802 (surcharge de Qt)
        """Entrée avance ; Maj+Entrée va à la ligne dans un texte long."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in ENTREES
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.avancer()
            return True
        return super().eventFilter(surveille, event)


def zone_de(element: QWidget) -> QScrollArea | None:
    """La zone qui fait défiler cet élément ; None s'il n'est pas dans une zone."""
    parent = element.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _aller(question: Question) -> None:
    """Place le clavier sur la question et la fait venir sous les yeux."""
    question.setFocus(Qt.FocusReason.TabFocusReason)
    if (zone := zone_de(question)) is not None:
        zone.ensureWidgetVisible(question)


def _cote_a_cote(questions: list[Question]) -> QHBoxLayout:
    boite = QHBoxLayout()
    boite.setSpacing(DOUBLE)
    for question in questions:
        boite.addWidget(question, 1)
    if len(questions) == 1:
        boite.addStretch(1)
    return boite
