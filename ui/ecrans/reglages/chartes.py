"""Les chartes : leur liste, celle que l'on regarde, et la fiche que l'on y remplit."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import Changements
from relogement.services.chartes_locales import retirer_version
from relogement.stockage.base import Base
from relogement.stockage.lectures_chartes import LigneCharte, LigneVersion, lignes_chartes
from ui.ecrans.cartes import Cartes
from ui.ecrans.menage.grille import Cellule, Grille, lien
from ui.ecrans.reglages.charte import carte_charte, cartes_articles
from ui.ecrans.reglages.export_charte import exporter
from ui.ecrans.reglages.volet import VoletReglage
from ui.fiches.charte import FicheCharte, FicheVersion
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, ZoneDefilante, lisible


class VoletChartes(VoletReglage):
    """La liste et le détail ; une fiche ouverte prend leur place, sa frappe est gardée quand on la ferme."""

    cle, titre = "chartes", "Chartes"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self.lignes: list[LigneCharte] = []
        self.code = ""
        self.fiche: FicheCharte | FicheVersion | None = None
        self._cartes = Cartes()
        contenu = QVBoxLayout()
        contenu.addWidget(self._cartes)
        self._pile = QStackedWidget()
        self._pile.addWidget(ZoneDefilante(contenu))
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(self._pile)

    @property
    def ligne(self) -> LigneCharte:
        """La charte que l'on regarde."""
        return next((c for c in self.lignes if c.charte.code == self.code), self.lignes[0])

    def rafraichir(self) -> None:
        """Voir `VoletReglage`."""
        self.lignes = lignes_chartes(self.contexte.base)
        ligne, jour = self.ligne, self.contexte.aujourd_hui()
        self.code = ligne.charte.code
        liste = self._cartes.carte("liste", (self.lignes, self.code), self._liste)
        detail = self._cartes.carte(
            "charte", (ligne, jour),
            lambda: carte_charte(ligne, jour, self.publier, self.corriger, self._retirer, self._exporter),
        )
        articles = self._cartes.carte("articles", (ligne, jour), lambda: cartes_articles(ligne.charte, jour))
        self._cartes.remplacer(liste, detail, articles)

    def _liste(self) -> QWidget:
        carte = Carte("Chartes")
        carte.a_droite(Bouton("Nouvelle charte locale", self.creer, icone="plus"))
        lignes = [self._rang(c) for c in self.lignes]
        carte.ajouter(Grille(("Charte", "D'où elle vient", "Suivie par", ""), lignes, parts=(5, 2, 3, 0)))
        return carte

    def _rang(self, c: LigneCharte) -> tuple[Cellule, ...]:
        code, nom = c.charte.code, c.charte.nom
        suivie = ", ".join(dict.fromkeys(s.code for s in c.operations)) or "aucune opération"
        origine = "locale" if c.locale else "livrée avec l'application"
        return nom, origine, suivie, lien("Voir", lambda: self.voir(code), f"Voir « {nom} »")

    def voir(self, code: str) -> None:
        """Montre cette charte."""
        self.code = code
        self.rafraichir()

    def creer(self) -> None:
        """Ouvre la fiche d'une charte locale."""
        self._ouvrir(FicheCharte(self.contexte), "Nouvelle charte locale")

    def publier(self) -> None:
        """Ouvre la fiche d'une version nouvelle."""
        self._ouvrir(FicheVersion(self.contexte, self.ligne), f"Nouvelle version · {self.ligne.charte.nom}")

    def corriger(self, version: LigneVersion) -> None:
        """Ouvre la fiche d'une version qui n'est pas encore en vigueur."""
        self._ouvrir(FicheVersion(self.contexte, self.ligne, version), f"Version à venir · {self.ligne.charte.nom}")

    def _retirer(self, version: LigneVersion) -> None:
        assert version.id is not None
        if self.contexte.invites.confirmer("Retirer cette version ? Elle ira à la corbeille.", "Retirer"):
            self.contexte.executer(retirer_version, version.id)

    def _exporter(self) -> None:
        exporter(self.contexte, self.ligne.charte)

    def _ouvrir(self, fiche: FicheCharte | FicheVersion, titre: str) -> None:
        self.fermer()
        self.fiche = fiche
        carte = Carte(titre, fiche)
        carte.a_droite(Bouton("Fermer (la frappe est gardée)", self.fermer, "lien", description="Échap"))
        self._pile.setCurrentIndex(self._pile.addWidget(ZoneDefilante(lisible(carte, 760))))
        fiche.termine.connect(self._fini)
        fiche.quitte.connect(self.fermer)
        fiche.viser(None)

    def fermer(self) -> None:
        """Referme la fiche."""
        porteur = self._pile.widget(1)
        if self.fiche is None or porteur is None:
            return
        self.fiche.formulaire.garder()
        self.fiche = None
        self._pile.removeWidget(porteur)
        porteur.hide()
        porteur.deleteLater()

    def _fini(self, faits: Changements) -> None:
        creee = isinstance(self.fiche, FicheCharte)
        self.fermer()
        self.rafraichir()
        if creee:
            self.voir(next(c.charte.code for c in self.lignes if c.id == faits.id))
