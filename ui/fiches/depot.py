"""La zone où l'on dépose une pièce : un fichier choisi ou lâché, ou une pièce déjà rangée au dossier."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import ErreurMetier
from relogement.formats import date_courte
from ui.fiches.dossier import Ouverture
from ui.fiches.modele import Depot
from ui.socle.elements import Bouton, Texte, TexteCoupe, dire_erreur, rangee
from ui.socle.theme import DEMI

FILTRE = "Pièces (*.pdf *.jpg *.jpeg *.png *.heic *.tif *.tiff *.odt *.docx);;Tous les fichiers (*)"


class ZoneDepot(QWidget):
    """Le fichier choisi se garde au brouillon ; une fois rangé, sa pièce aussi : il ne l'est jamais deux fois."""

    def __init__(self, depot: Depot, dossier: Ouverture, cle: str) -> None:
        super().__init__()
        self.nom = depot.nom
        self._depot, self._dossier, self._cle = depot, dossier, cle
        self.setAcceptDrops(True)
        self._choisi = TexteCoupe("", "doux")
        self._erreur = Texte("", "erreur")
        self._bouton = Bouton("Choisir un fichier…", self.choisir, icone="paperclip", description=depot.libelle)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.setSpacing(DEMI)
        boite.addWidget(Texte(depot.libelle + (" *" if depot.manque else "")))
        self._deja = [p for p in dossier.pieces if p["nature"] is depot.nature and not depot.brut]
        deja = Bouton("Prendre une pièce du dossier…", self.reprendre)
        ligne = rangee(self._bouton, deja, self._choisi)
        ligne.setStretch(2, 1)
        boite.addLayout(ligne)
        # Une fois placé : montré plus tôt, il serait un instant une fenêtre, qui prendrait le clavier.
        deja.setVisible(bool(self._deja))
        boite.addWidget(self._erreur)
        self.setFocusProxy(self._bouton)
        brouillon = dossier.contexte.brouillon(cle)
        self._jointe: UUID | None = (dossier.ligne or {}).get(depot.joint)
        self._fichier = Path(brouillon["fichier"]) if brouillon.get("fichier") else None
        gardee = UUID(brouillon["piece_rangee"]) if brouillon.get("piece_rangee") else None
        self._piece = gardee or (self._jointe if self._fichier is None else None)
        self._dire()

    @property
    def vide(self) -> bool:
        """Vrai si aucun fichier n'est choisi, hors la pièce déjà jointe."""
        return self._fichier is None and self._piece in (None, self._jointe)

    def choisir(self) -> None:
        """Demande le fichier."""
        chemin = self._dossier.contexte.invites.ouvrir_fichier(self._depot.libelle, FILTRE)
        if chemin is not None:
            self.poser(chemin)

    def poser(self, chemin: Path) -> None:
        """Retient ce fichier, et le garde au brouillon."""
        self._fichier, self._piece = chemin, None
        contexte = self._dossier.contexte
        contexte.ecrire_brouillon(self._cle, "fichier", str(chemin))
        contexte.ecrire_brouillon(self._cle, "piece_rangee", "")
        self._dire()

    def reprendre(self) -> None:
        """Choisit une pièce de cette nature déjà rangée au dossier."""
        choix = [(str(p["id"]), f"{p['libelle']} du {date_courte(p['le'])}") for p in self._deja]
        piece = self._dossier.contexte.invites.choisir("Quelle pièce du dossier ?", choix)
        if piece is not None:
            self._piece = UUID(piece)
            self._dossier.contexte.ecrire_brouillon(self._cle, "piece_rangee", piece)
            self._dire()

    def ranger(self) -> UUID | Path | None:
        """Range le fichier au dossier et rend sa pièce ; ne le range pas deux fois. None : aucun fichier choisi.

        Un dépôt brut rend le fichier. ErreurMetier : fichier obligatoire absent, illisible, vide ou trop lourd.
        """
        contexte = self._dossier.contexte
        if self._piece is not None and self._encore_la(self._piece):
            return self._piece
        if self._fichier is None:
            if self._depot.manque:
                raise ErreurMetier(self._depot.manque, self.nom)
            return None
        if self._depot.brut:
            return self._fichier
        self._piece = self._dossier.deposer(self._fichier, self._depot.nature)
        contexte.ecrire_brouillon(self._cle, "piece_rangee", str(self._piece))
        self.montrer_erreur("")
        return self._piece

    def _encore_la(self, piece: UUID) -> bool:
        """Vrai si la pièce est toujours au dossier : son dépôt a pu être annulé depuis."""
        return any(p["id"] == piece for p in self._dossier.relue().pieces)

    def montrer_erreur(self, phrase: str) -> None:
        """Montre la phrase sous le bouton ; vide : l'efface."""
        dire_erreur(self._erreur, phrase)

    @property
    def erreur(self) -> str:
        """La phrase montrée."""
        return self._erreur.text()

    def _dire(self) -> None:
        if self._piece is not None:
            piece = next((p for p in self._deja if p["id"] == self._piece), None)
            texte = piece["libelle"] if piece else "pièce déjà rangée au dossier"
        else:
            texte = self._fichier.name if self._fichier else "ou déposez-le ici avec la souris"
        self._choisi.setText(texte)
        self.montrer_erreur("")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        chemins = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if chemins:
            self.poser(chemins[0])
            event.acceptProposedAction()
