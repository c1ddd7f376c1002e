"""Les pages de l'accueil : les deux premiers gestes, la création de la base, la phrase de passe."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.socle.elements import Bouton, Carte, Texte, Titre, dire_erreur, rangee
from ui.socle.etats import Forme
from ui.socle.theme import DEMI, DOUBLE, PAS

LONGUEUR_PHRASE = 12
PRESENTATION = "Suivre le relogement de chaque ménage, promesse par promesse, selon la charte métropolitaine."
AVERTISSEMENT = (
    "Sans cette phrase et sans le fichier .cles placé à côté de la base, personne ne pourra relire les dossiers : "
    "gardez la phrase en lieu sûr et copiez toujours les deux fichiers ensemble."
)


class Ligne(QWidget):
    """Un champ d'une ligne avec son libellé ; `secret` cache ce qui est tapé. Rien n'en est gardé en brouillon."""

    def __init__(self, libelle: str, *, secret: bool = False) -> None:
        super().__init__()
        self.champ = QLineEdit()
        self.champ.setAccessibleName(libelle)
        if secret:
            self.champ.setEchoMode(QLineEdit.EchoMode.Password)
        etiquette = QLabel(libelle)
        etiquette.setBuddy(self.champ)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DEMI)
        boite.addWidget(etiquette)
        boite.addWidget(self.champ)
        self.setFocusProxy(self.champ)

    def texte(self) -> str:
        """Ce qui est tapé, tel quel."""
        return self.champ.text()


class Page(Carte):
    """Une page : une carte au milieu de la fenêtre, sa phrase d'erreur ; `premier` prend le clavier."""

    premier: QWidget

    def __init__(self, titre: str) -> None:
        super().__init__()
        self.setFixedWidth(560)
        self.setAccessibleName(titre)
        self._erreur = Texte("", "erreur")
        self.ajouter(Titre(titre))
        self.montrer_erreur("")

    def montrer_erreur(self, phrase: str) -> None:
        """Dit ce qui ne va pas ; vide : l'efface."""
        dire_erreur(self._erreur, f"{Forme.TRIANGLE.value} {phrase}" if phrase else "")

    @property
    def erreur(self) -> str:
        """La phrase montrée, vide s'il n'y en a pas."""
        return self._erreur.text()


class PageBienvenue(Page):
    """Le premier démarrage : créer sa base, ou découvrir avec une opération inventée."""

    creer = Signal()
    decouvrir = Signal()
    ouvrir = Signal()

    def __init__(self, base: str) -> None:
        super().__init__("Bienvenue dans Relogement")
        self.bouton_creer = Bouton("Créer ma base", self.creer.emit, "primaire", icone="key-round")
        self.bouton_demo = Bouton("Découvrir avec l'opération de démonstration", self.decouvrir.emit)
        self.premier = self.bouton_creer
        self.ajouter(Texte(PRESENTATION, "doux"))
        grille = QGridLayout()
        grille.setVerticalSpacing(DEMI)
        grille.setContentsMargins(0, DOUBLE, 0, DOUBLE)
        explication = f"Elle sera chiffrée et restera sur cet ordinateur, dans « {base} »."
        essai = "Une résidence et des familles inventées, pour tout essayer sans risque."
        for rang, (bouton, phrase) in enumerate(((self.bouton_creer, explication), (self.bouton_demo, essai))):
            grille.addWidget(bouton, 3 * rang, 0)
            grille.addWidget(Texte(phrase, "petit"), 3 * rang + 1, 0)
            grille.setRowMinimumHeight(3 * rang + 2, PAS)
        self.ajouter(grille)
        self.ajouter(rangee(Bouton("Ouvrir une autre base…", self.ouvrir.emit, "lien"), None))
        self.ajouter(self._erreur)


class PageCreation(Page):
    """Créer la base : qui l'on est, la phrase de passe deux fois. `valide(nom, phrase)`."""

    valide = Signal(str, str)
    retour = Signal()

    def __init__(self, agent: str) -> None:
        super().__init__("Créer ma base")
        self.nom = Ligne("Votre nom, tel qu'il paraîtra dans les dossiers")
        self.nom.champ.setText(agent)
        self.premier = self.nom
        self.phrase = Ligne(f"Phrase de passe ({LONGUEUR_PHRASE} caractères au moins)", secret=True)
        self.encore = Ligne("La même phrase de passe, encore une fois", secret=True)
        for ligne in (self.nom, self.phrase, self.encore):
            self.ajouter(ligne)
            ligne.champ.returnPressed.connect(self.valider)
        self.ajouter(Texte(AVERTISSEMENT, "doux"))
        self.ajouter(self._erreur)
        boutons = rangee(
            Bouton("Retour", self.retour.emit), None, Bouton("Créer la base", self.valider, "primaire")
        )
        boutons.setContentsMargins(0, PAS, 0, 0)
        self.ajouter(boutons)

    def valider(self) -> None:
        """Vérifie les trois champs, va au premier à revoir, ou annonce `valide`."""
        for ligne, faux, phrase in (
            (self.nom, not self.nom.texte().strip(), "Écrivez votre nom : il signera ce que vous notez."),
            (
                self.phrase, len(self.phrase.texte()) < LONGUEUR_PHRASE,
                f"Choisissez une phrase d'au moins {LONGUEUR_PHRASE} caractères, par exemple quatre mots.",
            ),
            (
                self.encore, self.encore.texte() != self.phrase.texte(),
                "Les deux phrases ne sont pas les mêmes : retapez la seconde.",
            ),
        ):
            if faux:
                self.montrer_erreur(phrase)
                ligne.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.montrer_erreur("")
        self.valide.emit(self.nom.texte().strip(), self.phrase.texte())


class PagePhrase(Page):
    """Ouvrir une base chiffrée. `valide(phrase)` ; une phrase fausse se retape ici."""

    valide = Signal(str)
    autre = Signal()

    def __init__(self, base: str) -> None:
        super().__init__("Ouvrir ma base")
        self.phrase = Ligne("Phrase de passe", secret=True)
        self.phrase.champ.returnPressed.connect(self.valider)
        self.premier = self.phrase
        self.ajouter(Texte(f"« {base} » est chiffrée : tapez votre phrase de passe pour l'ouvrir.", "doux"))
        self.ajouter(self.phrase)
        self.ajouter(self._erreur)
        autre = Bouton("Ouvrir une autre base…", self.autre.emit, "lien")
        boutons = rangee(autre, None, Bouton("Ouvrir", self.valider, "primaire"))
        boutons.setContentsMargins(0, PAS, 0, 0)
        self.ajouter(boutons)

    def valider(self) -> None:
        """Annonce `valide` si une phrase est tapée."""
        if not self.phrase.texte():
            self.montrer_erreur("Tapez votre phrase de passe.")
            return
        self.valide.emit(self.phrase.texte())

    def refuser(self, raison: str) -> None:
        """Dit pourquoi elle n'ouvre pas, et laisse retaper."""
        self.montrer_erreur(raison)
        self.phrase.champ.selectAll()
        self.phrase.setFocus(Qt.FocusReason.OtherFocusReason)
