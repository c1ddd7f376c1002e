"""Ce qui reste à compléter : chaque valeur illisible, douteuse ou en conflit, d'où elle vient, et son dossier."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from relogement.services.menages import regler_a_completer
from relogement.stockage.base import Base
from relogement.stockage.lectures import Ligne
from ui.ecrans.operation.lecture import LectureOperation
from ui.ecrans.operation.volet import Volet
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, rangee
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes

VIDE = "Rien à compléter : toutes les valeurs des listes importées ont été lues ou réglées."
AIDE = "Entrée ouvre le dossier du ménage ; une fois la valeur corrigée ou vérifiée, notez-la réglée."


def origine(ligne: Ligne) -> str:
    """« Feuil1, ligne 12, Loyer » ; ce qui n'est pas connu n'y est pas."""
    parties = (ligne["feuille"], f"ligne {ligne['ligne']}" if ligne["ligne"] else None, ligne["colonne"])
    return ", ".join(p for p in parties if p)


COLONNES = (
    Colonne[Ligne]("Référence", lambda a: a["reference"] or "", largeur=110),
    Colonne[Ligne]("Ménage", lambda a: a["menage"] or "logement vacant", largeur=200, fort=True),
    Colonne[Ligne]("Texte d'origine", lambda a: a["texte"], largeur=150),
    Colonne[Ligne]("Raison", lambda a: a["raison"], largeur=430),
    Colonne[Ligne]("Dans la liste", origine, largeur=220),
)


class VoletACompleter(Volet):
    """La liste, et le geste qui règle la ligne choisie."""

    cle, titre = "a_completer", "À compléter"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self._lignes: dict[object, Ligne] = {}
        self.table: TableLignes[Ligne] = TableLignes(
            COLONNES, lambda a: a["id"], cle="operation_a_completer", mot="valeur", preferences=contexte
        )
        self.table.ouvrir.connect(self._ouvrir)
        self.table.choisie.connect(lambda _: self._selon_choix())
        self.regler = Bouton("Noter réglé", self._regler, icone="check")
        aide = Texte(AIDE, "doux")
        aide.setWordWrap(False)
        carte = Carte()
        carte.ajouter(rangee(aide, None, self.regler))
        carte.ajouter(self.table, 1)
        self._pile = QStackedWidget()
        self._pile.addWidget(EtatVide(VIDE))
        self._pile.addWidget(carte)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self._pile)

    def montrer(self, lecture: LectureOperation) -> None:
        """Voir `Volet`."""
        self._lignes = {a["id"]: a for a in lecture.a_completer}
        self.table.poser(lecture.a_completer)
        self._pile.setCurrentIndex(1 if lecture.a_completer else 0)
        self._selon_choix()

    def compte(self, lecture: LectureOperation) -> int | None:
        """Voir `Volet`."""
        return len(lecture.a_completer) or None

    def viser(self, champ: str | None) -> None:
        """Le clavier sur la liste."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _selon_choix(self) -> None:
        self.regler.setEnabled(self.table.identifiant_courant is not None)

    def _ouvrir(self, identifiant: object) -> None:
        menage = self._lignes[identifiant]["menage_id"]
        if menage is not None:
            self.contexte.naviguer("menage", id=menage, section="foyer")

    def _regler(self) -> None:
        courant = self.table.identifiant_courant
        if isinstance(courant, UUID):
            self.contexte.executer(regler_a_completer, courant)
