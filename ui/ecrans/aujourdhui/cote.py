"""La colonne de droite : où en sont les ménages, et ceux qu'il faut surveiller."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.regles.echeances import Surveillance
from relogement.regles.etape import Etape
from relogement.services.echeances import Journee, MenageDuJour
from ui.socle.elements import Bouton, Carte, Texte, vider
from ui.socle.graphiques import Barre, BarreComparaison
from ui.socle.theme import DEMI, DOUBLE

Ouvrir = Callable[[MenageDuJour, Surveillance], object]
CHAMPS: dict[Surveillance, tuple[str, str]] = {
    Surveillance.SANS_REFERENT: ("foyer", "referent"),
    Surveillance.SANS_NOUVELLES: ("entretiens", "information"),
    Surveillance.SANS_REPONSE: ("propositions", "reponse"),
    Surveillance.NUR: ("foyer", "nur"),
}
"""Où mène chaque surveillance : la section et le champ du dossier."""
_MONTRES = 12
_GAUCHE = Qt.AlignmentFlag.AlignLeft


class CarteEtapes(Carte):
    """Les ménages par étape, en barres."""

    def __init__(self) -> None:
        super().__init__("Les ménages")
        self.barres = BarreComparaison((), "Ménages par étape")
        self.ajouter(self.barres)
        self._vide = Texte("Aucun ménage suivi.", "doux")
        self.ajouter(self._vide)

    def poser(self, menages: Sequence[MenageDuJour]) -> None:
        """Change les comptes ; l'étape sorti n'est montrée que s'il y en a."""
        comptes = {e: sum(m.etape is e for m in menages) for e in Etape}
        montres = [e for e in Etape if e is not Etape.SORTI or comptes[e]]
        self.barres.poser([Barre(e.libelle, comptes[e], str(comptes[e]), e is Etape.RELOGE) for e in montres])
        self.barres.setVisible(bool(menages))
        self._vide.setVisible(not menages)


class CarteSurveillance(Carte):
    """« 2 ménages sans référent » : un clic en donne la liste, un autre ouvre le champ du ménage."""

    def __init__(self, ouvrir: Ouvrir) -> None:
        super().__init__("À surveiller")
        self._ouvrir = ouvrir
        self._depliees: set[Surveillance] = set()
        self._lue: Journee | None = None
        self.boutons: dict[Surveillance, Bouton] = {}
        self.menages: dict[Surveillance, list[Bouton]] = {}
        self._liste = QVBoxLayout()
        self._liste.setSpacing(DEMI)
        self.ajouter(self._liste)

    def poser(self, lue: Journee) -> None:
        """Change les listes ; ce qui est déplié le reste."""
        self._lue = lue
        vider(self._liste)
        self.boutons, self.menages = {}, {}
        for surveillance in Surveillance:
            if menages := lue.surveilles(surveillance):
                self._ajouter(surveillance, menages)
        if not self.boutons:
            self._liste.addWidget(Texte("Rien à surveiller.", "doux"))

    def _ajouter(self, s: Surveillance, menages: Sequence[MenageDuJour]) -> None:
        basculer = partial(self.basculer, s)
        self.boutons[s] = Bouton(s.compter(len(menages)), basculer, "lien", description="Montrer ou cacher la liste")
        self._liste.addWidget(self.boutons[s], 0, _GAUCHE)
        porteur = QWidget()
        porteur.setProperty("transparent", True)
        boite = QVBoxLayout(porteur)
        boite.setContentsMargins(DOUBLE, 0, 0, DEMI)
        boite.setSpacing(0)
        self.menages[s] = []
        for m in menages[:_MONTRES]:
            bouton = Bouton(f"{m.nom} · {m.reference}", partial(self._ouvrir, m, s), "lien")
            boite.addWidget(bouton, 0, _GAUCHE)
            self.menages[s].append(bouton)
        if len(menages) > _MONTRES:
            boite.addWidget(Texte(f"et {len(menages) - _MONTRES} autres", "petit"))
        self._liste.addWidget(porteur)
        porteur.setVisible(s in self._depliees)

    def basculer(self, s: Surveillance) -> None:
        """Montre ou cache les ménages de cette surveillance."""
        self._depliees ^= {s}
        if self._lue is not None:
            self.poser(self._lue)
            self.boutons[s].setFocus()
