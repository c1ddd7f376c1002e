"""La liste des opérations, et la création d'une opération à côté."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relogement.commun import Changements
from relogement.formats import date_courte, nombre, pluriel
from relogement.stockage.base import Base
from relogement.stockage.lectures import LigneOperation, lignes_operations
from ui.fiches.operation import FicheOperation
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EnTete, EtatVide, ZoneDefilante, lisible
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes
from ui.socle.theme import DOUBLE, TRIPLE

TABLES = frozenset({"operation", "organisme", "menage"})
VIDE = (
    "Une opération rassemble les ménages d'une résidence à reloger. Créez-la, puis importez l'état locatif du bailleur."
)


def _jour(ligne: LigneOperation, colonne: str) -> str:
    return date_courte(ligne.valeurs[colonne], "")


def _tri_jour(ligne: LigneOperation, colonne: str) -> int | None:
    le = ligne.valeurs[colonne]
    return le.toordinal() if le else None


COLONNES = (
    Colonne[LigneOperation]("Code", lambda o: o.code, largeur=90, fort=True),
    Colonne[LigneOperation]("Nom", lambda o: o.nom, largeur=220),
    Colonne[LigneOperation]("Nature", lambda o: o.valeurs["nature"].libelle, largeur=140),
    Colonne[LigneOperation]("Bailleur", lambda o: o.bailleur, largeur=160),
    Colonne[LigneOperation]("Commune", lambda o: o.valeurs["communes"], largeur=120),
    Colonne[LigneOperation](
        "Annonce", lambda o: _jour(o, "annonce_le"), lambda o: _tri_jour(o, "annonce_le"), largeur=100
    ),
    Colonne[LigneOperation](
        "Travaux", lambda o: _jour(o, "travaux_le"), lambda o: _tri_jour(o, "travaux_le"), largeur=100
    ),
    Colonne[LigneOperation](
        "Ménages", lambda o: nombre(o.menages), lambda o: o.menages, "droite", 90,
        somme=lambda lignes: nombre(sum(o.menages for o in lignes)),
    ),
    Colonne[LigneOperation](
        "Décohab.", lambda o: nombre(o.decohabitants) if o.decohabitants else "", lambda o: o.decohabitants,
        "droite", 84, somme=lambda lignes: nombre(sum(o.decohabitants for o in lignes)), nom="Décohabitants",
    ),
)


class EcranOperations(QWidget):
    """La liste ; Entrée ou un double clic ouvre la page de l'opération."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self._contexte = contexte
        self.table: TableLignes[LigneOperation] = TableLignes(
            COLONNES, lambda o: o.id, cle="operations", mot="opération", preferences=contexte
        )
        self.table.ouvrir.connect(lambda cle: contexte.naviguer("operation", id=cle))
        self.nouvelle = Bouton("Nouvelle opération", self.creer, "primaire", icone="plus")
        self._entete = EnTete("Opérations", " ", (), self.nouvelle)
        self._pile = QStackedWidget()
        self._pile.addWidget(EtatVide(VIDE, Bouton("Créer la première opération", self.creer, icone="plus")))
        self._pile.addWidget(Carte("", self.table))
        self.fiche: FicheOperation | None = None
        boite = QVBoxLayout(self)
        boite.setContentsMargins(TRIPLE, TRIPLE, TRIPLE, DOUBLE)
        boite.setSpacing(DOUBLE)
        boite.addWidget(self._entete)
        boite.addWidget(self._pile, 1)
        contexte.change.connect(self._sur_changement)
        self.rafraichir()

    def _sur_changement(self, tables: frozenset[str], _phrase: str) -> None:
        if tables & TABLES:
            self.rafraichir()

    def rafraichir(self) -> None:
        """Relit les opérations ; le tri, le filtre et la ligne courante restent."""
        lignes = lignes_operations(self._contexte.base)
        self.table.poser(lignes)
        menages = sum(o.menages for o in lignes)
        self._entete.situe.setText(f"{pluriel(len(lignes), 'opération')} · {pluriel(menages, 'ménage')}")
        if self.fiche is None:
            self._pile.setCurrentIndex(1 if lignes else 0)

    def creer(self) -> None:
        """Ouvre la fiche d'une opération nouvelle à la place de la liste."""
        if self.fiche is None:
            self.fiche = FicheOperation(self._contexte)
            self.fiche.termine.connect(self._creee)
            self.fiche.quitte.connect(self.fermer)
            carte = Carte("Nouvelle opération", self.fiche)
            carte.a_droite(Bouton("Fermer (la frappe est gardée)", self.fermer, "lien", description="Échap"))
            self._pile.setCurrentIndex(self._pile.addWidget(ZoneDefilante(lisible(carte, 760))))
        self.nouvelle.hide()
        self.fiche.viser(None)

    def fermer(self) -> None:
        """Referme la fiche ; ce qui est tapé reste en brouillon."""
        porteur = self._pile.widget(2)
        if self.fiche is None or porteur is None:
            return
        self.fiche.formulaire.garder()
        self.fiche = None
        self._pile.removeWidget(porteur)
        porteur.deleteLater()
        self.nouvelle.show()
        self.rafraichir()

    def _creee(self, faits: Changements) -> None:
        self.fermer()
        self._contexte.naviguer("operation", id=faits.id, section="import")

    def aller(self, **cible: Any) -> None:
        """Rend courante l'opération demandée ; `nouvelle` ouvre la fiche."""
        if "id" in cible:
            self.table.choisir(cible["id"])
        if cible.get("nouvelle"):
            self.creer()
