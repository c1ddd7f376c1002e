"""La page d'une opération : sa tête, ses onglets, ses gestes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.stockage.base import Base
from ui.ecrans.operation import sorties
from ui.ecrans.operation.a_completer import VoletACompleter
from ui.ecrans.operation.importation import VoletImport
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.menages import VoletMenages
from ui.ecrans.operation.phrases import nature, situe
from ui.ecrans.operation.reglages import VoletReglages
from ui.ecrans.operation.volet import Volet
from ui.ecrans.operation.vue import VueEnsemble
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, EnTete
from ui.socle.etats import Style
from ui.socle.onglets import Onglets
from ui.socle.pastille import Pastille
from ui.socle.theme import DOUBLE, TRIPLE, Ton

VOLETS: tuple[type[Volet], ...] = (VueEnsemble, VoletMenages, VoletImport, VoletACompleter, VoletReglages)


class PageOperation(QWidget):
    """`aller(id=…, section=…, champ=…)` montre une opération ; elle se relit seule après chaque geste."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self.lecture: LectureOperation | None = None
        self._cle: UUID | None = None
        self._perimee = False
        self._code, self._nature = Pastille(Style("", Ton.A_VENIR)), Pastille(Style("", Ton.A_VENIR))
        self.revue = Bouton("Exporter la revue", self._exporter, "primaire", icone="download")
        self._entete = EnTete(
            "", " ", (self._code, self._nature),
            Bouton("Imprimer", self._imprimer, icone="printer", description="Imprimer les dossiers de l'opération"),
            Bouton(
                "Importer une liste", lambda: self.onglets.choisir("import"), icone="upload",
                description="Importer un état locatif du bailleur",
            ),
            self.revue,
        )
        self.onglets = Onglets([(v.cle, v.titre) for v in VOLETS], "Sections de l'opération")
        self.volets: dict[str, Volet] = {v.cle: v(contexte) for v in VOLETS}
        self._pile = QStackedWidget()
        for volet in self.volets.values():
            self._pile.addWidget(volet)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self._entete)
        boite.addWidget(self.onglets)
        boite.addWidget(self._pile, 1)
        self.onglets.choisi.connect(lambda cle: self._pile.setCurrentWidget(self.volets[cle]))
        contexte.change.connect(self._sur_changement)

    def aller(self, **cible: Any) -> None:
        """Montre l'opération `id` ; `section` : l'onglet ; `champ` : un champ des réglages."""
        nouvelle = "id" in cible and cible["id"] != self._cle
        self._cle = cible.get("id", self._cle)
        self.rafraichir()
        champ = cible.get("champ")
        section = "reglages" if champ else cible.get("section")
        if section in self.volets:
            self.onglets.choisir(section)
        elif nouvelle:
            self.onglets.choisir("vue")
        if section in self.volets:
            self.volets[section].viser(champ)

    def _sur_changement(self, tables: frozenset[str], _phrase: str) -> None:
        if not tables or self._cle is None:
            return
        if self.isVisible():
            self.rafraichir()
        else:
            self._perimee = True

    def showEvent(self, event: QShowEvent) -> None:
        """Relit ce qui a changé pendant que la page était cachée."""
        super().showEvent(event)
        if self._perimee:
            self.rafraichir()

    def rafraichir(self) -> None:
        """Relit l'opération ; si elle n'existe plus, revient à la liste."""
        self._perimee = False
        if self._cle is None:
            return
        try:
            self.lecture = LectureOperation.lire(self._contexte.base, self._cle, self._contexte.aujourd_hui())
        except ErreurMetier as erreur:
            self._cle = None
            self._contexte.erreur.emit(erreur)
            self._contexte.naviguer("operations")
            return
        self._montrer(self.lecture)

    def _montrer(self, lecture: LectureOperation) -> None:
        operation = lecture.operation
        self._entete.titre.setText(operation.nom)
        self._entete.situe.setText(situe(lecture, f"charte : {lecture.charte.version(lecture.au).libelle}"))
        self._code.montrer(Style(operation.code, Ton.A_VENIR))
        self._nature.montrer(Style(nature(operation), Ton.A_VENIR))
        for volet in self.volets.values():
            volet.montrer(lecture)
            self.onglets.compter(volet.cle, volet.compte(lecture))

    def _exporter(self) -> None:
        if self.lecture is not None:
            sorties.exporter(self._contexte, self.lecture.operation)

    def _imprimer(self) -> None:
        if self.lecture is not None:
            sorties.imprimer(self._contexte, self.lecture.operation)
