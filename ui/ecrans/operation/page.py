"""La page d'une opération : sa tête, ses onglets, ses gestes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.stockage.base import Base
from ui.ecrans.menage.accueil_fiche import AccueilFiche
from ui.ecrans.menage.clavier import reperer, revenir
from ui.ecrans.operation import sorties
from ui.ecrans.operation.a_completer import VoletACompleter
from ui.ecrans.operation.documents import VoletDocuments
from ui.ecrans.operation.evaluation import VoletEvaluation
from ui.ecrans.operation.importation import VoletImport
from ui.ecrans.operation.information import VoletInformation
from ui.ecrans.operation.jalons import VoletJalons
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.menages import VoletMenages
from ui.ecrans.operation.partenaires import VoletPartenaires
from ui.ecrans.operation.phrases import nature, situe
from ui.ecrans.operation.reglages import VoletReglages
from ui.ecrans.operation.solidarite import VoletSolidarite
from ui.ecrans.operation.volet import Volet
from ui.ecrans.operation.volet_charte import VoletCharte
from ui.ecrans.operation.vue import VueEnsemble
from ui.fiches.bilan import trimestres_a_remettre
from ui.fiches.cibles_operation import COMMISSIONS, but
from ui.fiches.nouveau_menage import NOUVEAU_MENAGE
from ui.fiches.registre_operation import LOT, ouvrir_fiche_operation
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, EnTete
from ui.socle.etats import Style
from ui.socle.menu import BoutonMenu
from ui.socle.onglets import Onglets
from ui.socle.pastille import Pastille
from ui.socle.theme import DOUBLE, TRIPLE, Ton

RAPPORT = "Le rapport de l'opération"
DOSSIERS, CONFORMITE = "Les dossiers ou un courrier, en lot…", "La fiche de conformité"
VOLETS: tuple[type[Volet], ...] = (
    VueEnsemble, VoletCharte, VoletMenages, VoletInformation, VoletJalons, VoletPartenaires, VoletSolidarite,
    VoletEvaluation, VoletDocuments, VoletImport, VoletACompleter, VoletReglages,
)


class PageOperation(QWidget):
    """`aller(id=…, section=…, champ=…, fiche=…)` montre une opération ; elle se relit seule après chaque geste.

    Une fiche s'ouvre à la place de l'onglet ; choisir un onglet la referme, sa frappe est gardée.
    """

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
            BoutonMenu(
                "Imprimer", (
                    (DOSSIERS, self._imprimer), (RAPPORT, self._imprimer_rapport),
                    (CONFORMITE, self._imprimer_conformite),
                ), icone="printer",
                description="Les dossiers, un courrier à tous, le rapport ou la conformité, en PDF",
            ),
            Bouton(
                "Importer une liste", lambda: self.onglets.choisir("import"), icone="upload",
                description="Importer un état locatif du bailleur",
            ),
            self.revue,
        )
        self.onglets = Onglets([(v.cle, v.titre) for v in VOLETS], "Sections de l'opération")
        self.volets: dict[str, Volet] = {v.cle: v(contexte) for v in VOLETS}
        self.accueil = AccueilFiche(contexte, ouvrir_fiche_operation)
        self._pile = QStackedWidget()
        for volet in self.volets.values():
            self._pile.addWidget(volet)
            volet.demande.connect(self.ouvrir)
        self._pile.addWidget(self.accueil)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self._entete)
        boite.addWidget(self.onglets)
        boite.addWidget(self._pile, 1)
        self.onglets.choisi.connect(self._montrer_volet)
        self.accueil.ferme.connect(self._fermer_fiche)
        contexte.change.connect(self._sur_changement)

    def aller(self, **cible: Any) -> None:
        """Montre l'opération `id` ; `section` : l'onglet ; `champ` : ce que vise un constat, ou un champ des réglages.

        `fiche` : la ligne que le constat nomme ; `ouvrir` : le nom d'une fiche nouvelle, par-dessus la section.
        """
        nouvelle = "id" in cible and cible["id"] != self._cle
        self._cle = cible.get("id", self._cle)
        if nouvelle:
            self.accueil.fermer()
            self._pile.setCurrentWidget(self.volets[self.onglets.cle])
        self.rafraichir()
        champ, section = cible.get("champ"), cible.get("section")
        if champ is not None:
            self.viser(champ, cible.get("fiche"))
        elif section in self.volets:
            self.choisir_volet(section)
            self.volets[section].viser(None)
        elif nouvelle:
            self.choisir_volet("vue")
        if cible.get("ouvrir") is not None:
            self.ouvrir(cible["ouvrir"])

    def viser(self, champ: str, fiche: UUID | str | None = None) -> None:
        """Ouvre ce qui règle un constat : la fiche de l'opération, ou le champ d'un onglet."""
        vise = but(champ)
        if vise.volet == COMMISSIONS:
            self._contexte.naviguer(COMMISSIONS, operation=self._cle)
            return
        self.choisir_volet(vise.volet)
        if vise.fiche is None:
            self.volets[vise.volet].viser(vise.champ)
        else:
            self.ouvrir(vise.fiche, UUID(str(fiche)) if fiche else None, vise.champ)

    def choisir_volet(self, cle: str) -> None:
        """Montre cet onglet ; une fiche ouverte se referme, sa frappe est gardée."""
        if self.onglets.cle == cle:
            self._montrer_volet(cle)
        else:
            self.onglets.choisir(cle)

    def _montrer_volet(self, cle: str) -> None:
        self.accueil.fermer()
        self._pile.setCurrentWidget(self.volets[cle])

    def ouvrir(self, nom: str, fiche_id: UUID | None = None, champ: str | None = None) -> None:
        """Ouvre une fiche de l'opération à la place de l'onglet."""
        if self._cle is None:
            return
        self.accueil.origine = reperer(self)
        if self.accueil.ouvrir(nom, self._cle, fiche_id, champ):
            if nom == NOUVEAU_MENAGE and self.accueil.fiche is not None:
                self.accueil.fiche.termine.connect(lambda faits: self._contexte.naviguer("menage", id=faits.id))
            self._pile.setCurrentWidget(self.accueil)
            self.accueil.prendre_clavier(champ)

    def _fermer_fiche(self) -> None:
        self._pile.setCurrentWidget(self.volets[self.onglets.cle])
        if not revenir(self, self.accueil.origine):
            self.onglets.setFocus()

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
        self._entete.situe.setText(situe(lecture, f"charte : {lecture.charte.version(lecture.au).charte}"))
        self._code.montrer(Style(operation.code, Ton.A_VENIR))
        self._nature.montrer(Style(nature(operation), Ton.A_VENIR))
        for volet in self.volets.values():
            volet.montrer(lecture)
            self.onglets.compter(volet.cle, volet.compte(lecture))

    def _exporter(self) -> None:
        if self.lecture is not None:
            sorties.exporter(self._contexte, self.lecture.operation, self._proposer_la_remise)

    def _proposer_la_remise(self, trimestre: str) -> None:
        """Écrire le classeur ne le remet pas : la fiche s'ouvre pour dire à qui, si le trimestre est clos."""
        if self.lecture is None or not self.isVisible():
            return
        clos = map(str, trimestres_a_remettre(self.lecture.vie.operation, self.lecture.au))
        vie = self.lecture.vie
        if trimestre in clos and all(r["trimestre"] != trimestre for r in (*vie.revues, *vie.emises)):
            self.choisir_volet("evaluation")
            self.ouvrir("revue", None, f"trimestre={trimestre}")

    def _imprimer_conformite(self) -> None:
        if self.lecture is not None:
            sorties.imprimer_conformite(self._contexte, self.lecture.operation)

    def _imprimer_rapport(self) -> None:
        if self.lecture is not None:
            sorties.imprimer_le_rapport(self._contexte, self.lecture.operation)

    def _imprimer(self) -> None:
        self.ouvrir(LOT)
