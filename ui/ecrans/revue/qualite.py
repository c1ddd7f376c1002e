"""La page « Qualité » : les fiches qui faussent la revue ou en font douter ; chacune s'ouvre où elle se corrige."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import pluriel
from relogement.regles.revue.qualite.anomalie import Anomalie, Gravite
from relogement.stockage.base import Base
from ui.ecrans.menage.cibles import GESTES
from ui.ecrans.revue.lecture import LectureRevue, Nomme
from ui.socle.contexte import Contexte
from ui.socle.elements import Carte, EtatVide, Texte
from ui.socle.etats import Forme, Style
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes
from ui.socle.theme import Ton

TITRE = "Qualité"
RIEN = "Rien ne fausse ces chiffres et rien n'en fait douter : la revue peut partir."
RAPPEL = (
    "Bloquante : un fait manque ou se contredit, un chiffre en dépend. Douteuse : peu vraisemblable ou inconnu, à "
    "vérifier. Un clic, ou Entrée, ouvre ce qui se corrige."
)
_STYLES = {
    Gravite.BLOQUANTE: Style("bloquante", Ton.EN_RETARD, Forme.TRIANGLE),
    Gravite.DOUTEUSE: Style("douteuse", Ton.A_FAIRE, Forme.QUESTION),
}
_RANGS = {g: rang for rang, g in enumerate(Gravite)}


@dataclass(frozen=True, slots=True)
class LigneQualite:
    """Une anomalie et le ménage nommé ; `rang` la désigne dans la liste."""

    rang: int
    anomalie: Anomalie
    menage: Nomme

    @property
    def geste(self) -> str:
        """Ce qu'il y a à faire, à l'infinitif."""
        cible = self.anomalie.cible
        return GESTES.get((cible.section, cible.champ or ""), f"vérifier la section {cible.section}")


COLONNES = (
    Colonne[LigneQualite](
        "Gravité", lambda x: x.anomalie.regle.gravite.libelle, lambda x: _RANGS[x.anomalie.regle.gravite], largeur=106,
        style=lambda x: _STYLES[x.anomalie.regle.gravite],
    ),
    Colonne[LigneQualite]("Opération", lambda x: x.menage.operation, largeur=84),
    Colonne[LigneQualite]("Référence", lambda x: x.menage.reference, largeur=92),
    Colonne[LigneQualite]("Ménage", lambda x: x.menage.nom, largeur=150, fort=True, part=1),
    Colonne[LigneQualite]("Constat", lambda x: x.anomalie.regle.phrase, largeur=320, part=3),
    Colonne[LigneQualite]("À faire", lambda x: x.geste, largeur=200, part=1),
)


class PageQualite(QWidget):
    """`ouvrir(LigneQualite)` : une anomalie choisie."""

    ouvrir = Signal(object)

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.bloquantes = 0
        """Les anomalies qui empêchent d'émettre."""
        self._compte, self._vide = Texte("", "fort"), EtatVide(RIEN)
        self.table: TableLignes[LigneQualite] = TableLignes(
            COLONNES, lambda x: x.rang, cle="revue_qualite", mot="anomalie", preferences=contexte, au_clic=True
        )
        self.table.ouvrir.connect(self._ouvrir)
        carte = Carte("", self._compte, Texte(RAPPEL, "doux"))
        carte.ajouter(self.table, 1)
        carte.ajouter(self._vide, 1)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(carte)

    def montrer(self, lecture: LectureRevue) -> None:
        """Change les anomalies ; la ligne courante reste."""
        noms = lecture.menages
        siennes = [a for a in lecture.anomalies if a.menage in noms]
        self.table.poser([LigneQualite(rang, a, noms[a.menage]) for rang, a in enumerate(siennes)])
        self.bloquantes = sum(a.regle.gravite is Gravite.BLOQUANTE for a in siennes)
        self._compte.setText(compte(siennes))
        self.table.setVisible(bool(siennes))
        self._compte.setVisible(bool(siennes))
        self._vide.setVisible(not siennes)

    @property
    def refus(self) -> str:
        """Ce qui empêche d'émettre, et que faire."""
        combien = pluriel(self.bloquantes, "anomalie bloquante", "anomalies bloquantes")
        return f"Cette revue a {combien} : corrigez ce qui est dit ici, puis émettez."

    def _ouvrir(self, rang: object) -> None:
        choisie = next((x for x in self.table.lignes if x.rang == rang), None)
        if choisie is not None:
            self.ouvrir.emit(choisie)


def compte(anomalies: list[Anomalie]) -> str:
    """« 3 bloquantes, 12 douteuses, sur 9 ménages »."""
    bloquantes = sum(a.regle.gravite is Gravite.BLOQUANTE for a in anomalies)
    menages = len({a.menage for a in anomalies})
    douteuses = len(anomalies) - bloquantes
    return f"{pluriel(bloquantes, 'bloquante')}, {pluriel(douteuses, 'douteuse')}, sur {pluriel(menages, 'ménage')}"
