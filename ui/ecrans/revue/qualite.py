"""La page « Qualité » : les fiches qui faussent la revue ou en font douter ; chacune s'ouvre où elle se corrige."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import date_courte, pluriel
from relogement.regles.faits import DitInconnu
from relogement.regles.revue.qualite.anomalie import Anomalie, Gravite
from relogement.services.inconnus import PAR_CIBLE, dire_inconnu
from relogement.stockage.base import Base
from ui.ecrans.menage.cibles import GESTES
from ui.ecrans.revue.lecture import LectureRevue, Nomme
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, rangee
from ui.socle.etats import Forme, Style
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes
from ui.socle.theme import Ton

TITRE = "Qualité"
AIDE_LEVER = "Choisissez une réponse sans date ou un refus sans motif ; la raison reste au dossier."
SINON = "Une date ou un motif qui ne se retrouve pas se dit inconnu, avec la raison."
RIEN = "Rien ne fausse ces chiffres et rien n'en fait douter : la revue peut partir."
RAPPEL = (
    "Bloquante : un fait manque ou se contredit, un chiffre en dépend. Douteuse : peu vraisemblable ou inconnu, à "
    "vérifier. Un clic, ou Entrée, ouvre ce qui se corrige. Une date ou un motif qui ne se retrouve pas se dit "
    "inconnu, avec la raison : l'anomalie est levée, et la revue émise le compte. "
    "Ctrl et un clic en choisissent plusieurs."
)
_STYLES = {
    Gravite.BLOQUANTE: Style("bloquante", Ton.EN_RETARD, Forme.TRIANGLE),
    Gravite.DOUTEUSE: Style("douteuse", Ton.A_FAIRE, Forme.QUESTION),
    Gravite.LEVEE: Style("levée", Ton.A_VENIR, Forme.QUESTION),
}
_RANGS = {g: rang for rang, g in enumerate(Gravite)}


@dataclass(frozen=True, slots=True)
class LigneQualite:
    """Une anomalie et le ménage nommé ; `rang` la désigne dans la liste."""

    rang: int
    anomalie: Anomalie
    menage: Nomme

    @property
    def constat(self) -> str:
        """Ce que la règle a trouvé ; levée, pourquoi le fait reste inconnu."""
        dit = self.anomalie.levee
        return f"{self.anomalie.regle.phrase} {dire_levee(dit)}" if dit else self.anomalie.regle.phrase

    @property
    def geste(self) -> str:
        """Ce qu'il y a à faire, à l'infinitif."""
        cible = self.anomalie.cible
        if self.anomalie.levee:
            return "rien, sauf si cela se retrouve"
        return GESTES.get((cible.section, cible.champ or ""), f"vérifier la section {cible.section}")


def dire_levee(dit: DitInconnu) -> str:
    """« Dit inconnu le 05/10/2026 : le suivi d'alors ne le donne pas. »."""
    return f"Dit inconnu le {date_courte(dit.le)} : {dit.raison}"


COLONNES = (
    Colonne[LigneQualite](
        "Gravité", lambda x: x.anomalie.gravite.libelle, lambda x: _RANGS[x.anomalie.gravite], largeur=106,
        style=lambda x: _STYLES[x.anomalie.gravite],
    ),
    Colonne[LigneQualite]("Opération", lambda x: x.menage.operation, largeur=84),
    Colonne[LigneQualite]("Référence", lambda x: x.menage.reference, largeur=92),
    Colonne[LigneQualite]("Ménage", lambda x: x.menage.nom, largeur=150, fort=True, part=1),
    Colonne[LigneQualite]("Constat", lambda x: x.constat, largeur=320, part=3),
    Colonne[LigneQualite]("À faire", lambda x: x.geste, largeur=200, part=1),
)


class PageQualite(QWidget):
    """`ouvrir(LigneQualite)` : une anomalie choisie."""

    ouvrir = Signal(object)

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self.setProperty("transparent", True)
        self.bloquantes = 0
        """Les anomalies qui empêchent d'émettre."""
        self._compte, self._vide = Texte("", "fort"), EtatVide(RIEN)
        self.table: TableLignes[LigneQualite] = TableLignes(
            COLONNES, lambda x: x.rang, cle="revue_qualite", mot="anomalie", preferences=contexte, au_clic=True
        )
        self.table.ouvrir.connect(self._ouvrir)
        self.lever = Bouton("Dire inconnu, et pourquoi", self._lever, description=AIDE_LEVER)
        self.lever.setEnabled(False)
        self.table.vue.selectionModel().selectionChanged.connect(self._choisies_changent)
        tete = rangee(self._compte, self.lever)
        tete.setStretch(0, 1)
        carte = Carte("", tete, Texte(RAPPEL, "doux"))
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
        self.bloquantes = sum(a.gravite is Gravite.BLOQUANTE for a in siennes)
        self._choisies_changent()
        self._compte.setText(compte(siennes))
        self.table.setVisible(bool(siennes))
        self._compte.setVisible(bool(siennes))
        self.lever.setVisible(bool(siennes))
        self._vide.setVisible(not siennes)

    @property
    def refus(self) -> str:
        """Ce qui empêche d'émettre, et que faire."""
        combien = pluriel(self.bloquantes, "anomalie bloquante", "anomalies bloquantes")
        return f"Cette revue a {combien} : corrigez ce qui est dit ici, puis émettez. {SINON}"

    def _choisies(self) -> list[LigneQualite]:
        """Les lignes choisies que l'on peut encore lever."""
        rangs = sorted({i.row() for i in self.table.vue.selectionModel().selectedRows()})
        return [x for rang in rangs if (x := self.table.lignes[rang]).anomalie.levable]

    def _choisies_changent(self, *_: object) -> None:
        self.lever.setEnabled(bool(self._choisies()))

    def _lever(self) -> None:
        """Demande pourquoi, une fois pour toutes les lignes choisies."""
        manques = [(UUID(str(x.anomalie.cible.id)), PAR_CIBLE[str(x.anomalie.cible.champ)]) for x in self._choisies()]
        raison = self._contexte.invites.demander(pourquoi(len(manques))) if manques else None
        if raison is not None:
            self._contexte.executer(dire_inconnu, manques, raison)

    def _ouvrir(self, rang: object) -> None:
        choisie = next((x for x in self.table.lignes if x.rang == rang), None)
        if choisie is not None:
            self.ouvrir.emit(choisie)


def compte(anomalies: list[Anomalie]) -> str:
    """« 3 bloquantes, 12 douteuses, 2 levées, sur 9 ménages » ; les levées ne se disent que s'il y en a."""
    nombres = Counter(a.gravite for a in anomalies)
    dits = [pluriel(nombres[g], g.libelle) for g in Gravite if g is not Gravite.LEVEE or nombres[g]]
    return f"{', '.join(dits)}, sur {pluriel(len({a.menage for a in anomalies}), 'ménage')}"


def pourquoi(nombre: int) -> str:
    """La question posée avant de lever ces anomalies."""
    quoi = "cette donnée" if nombre == 1 else f"ces {nombre} données"
    return f"Pourquoi {quoi} ne se retrouve{'nt' if nombre > 1 else ''} pas ? La raison reste au dossier."
