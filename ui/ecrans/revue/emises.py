"""La page « Émises » : les revues figées, ce qu'elles couvrent, et de quoi les réémettre à l'identique."""

from __future__ import annotations

from datetime import UTC, tzinfo
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.formats import date_courte, heure, nombre
from relogement.services.revues_emises import FIGEES, Emission
from relogement.stockage.base import Base
from relogement.vocabulaire import VarianteRevue
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, rangee
from ui.socle.modele import Colonne
from ui.socle.table import TableLignes

TITRE = "Émises"
VIDE = (
    "Émettre une revue la fige : sa date, son auteur, ses chiffres et leurs ménages ne changent plus. Elle se réémet "
    "alors à l'identique, et ce qui est corrigé ensuite se dit dans la suivante."
)
AIDE = "Entrée montre la revue de ce moment, telle qu'elle se calcule aujourd'hui."


def _operations(e: Emission) -> str:
    return "toutes" if e.toutes else ", ".join(e.operations)


def _compte(titre: str, champ: str, largeur: int) -> Colonne[Emission]:
    return Colonne[Emission](
        titre, lambda e: nombre(getattr(e, champ)), lambda e: int(getattr(e, champ)), "droite", largeur
    )


def emise_le(e: Emission, fuseau: tzinfo | None) -> str:
    """« 05/10/2026 à 14:32 », à l'heure du poste ; sans l'heure si on ne l'a pas."""
    if e.instant is None:
        return date_courte(e.le)
    instant = e.instant if e.instant.tzinfo else e.instant.replace(tzinfo=UTC)
    return f"{date_courte(e.le)} à {heure(instant.astimezone(fuseau))}"


def colonnes(fuseau: tzinfo | None) -> tuple[Colonne[Emission], ...]:
    """Les colonnes de la liste ; l'heure d'émission se dit à celle de ce fuseau."""
    quand = Colonne[Emission](
        "Émise le", lambda e: emise_le(e, fuseau),
        lambda e: e.instant.timestamp() if e.instant else e.le.toordinal(), largeur=168,
    )
    return (quand, *COLONNES)


COLONNES = (
    Colonne[Emission]("Revue", lambda e: e.arret.titre, lambda e: e.arret.fin.toordinal(), largeur=224, fort=True,
                      part=2),
    Colonne[Emission]("Opérations", _operations, largeur=104, part=1),
    Colonne[Emission]("Par", lambda e: e.auteur, largeur=110),
    _compte("Ménages", "menages", 84),
    _compte("Douteuses", "douteuses", 92),
    _compte("Dites inconnues", "levees", 128),
    _compte("Ajustements", "ajustements", 104),
)


class PageEmises(QWidget):
    """`revoir(Emission)` : la montrer ; `reemettre(Emission, VarianteRevue)` : l'écrire telle qu'émise."""

    revoir = Signal(object)
    reemettre = Signal(object, object)

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._emises: dict[object, Emission] = {}
        self._vide = EtatVide(VIDE)
        self.table: TableLignes[Emission] = TableLignes(
            colonnes(contexte.maintenant().tzinfo), lambda e: e.id, cle="revue_emises", mot="revue",
            preferences=contexte,
        )
        self.table.ouvrir.connect(lambda cle: self.revoir.emit(self._emises[cle]))
        self.boutons = {
            v: Bouton(f"Réémettre, variante {v.libelle}", partial(self._reemettre, v), icone="download",
                      description="Le classeur de la revue choisie, tel qu'il a été émis")
            for v in FIGEES
        }
        self._gestes = QWidget()
        self._gestes.setProperty("transparent", True)
        gestes = rangee(Texte(AIDE, "doux"), *self.boutons.values())
        gestes.setContentsMargins(0, 0, 0, 0)
        gestes.setStretch(0, 1)
        self._gestes.setLayout(gestes)
        carte = Carte("", self._gestes)
        carte.ajouter(self.table, 1)
        carte.ajouter(self._vide, 1)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(carte)

    def montrer(self, emises: tuple[Emission, ...]) -> None:
        """Change la liste ; la plus récente est courante si aucune ne l'est."""
        self._emises = {e.id: e for e in emises}
        self.table.poser(emises)
        for element, visible in ((self._gestes, emises), (self.table, emises), (self._vide, not emises)):
            element.setVisible(bool(visible))
        if emises and self.table.identifiant_courant is None:
            self.table.choisir(emises[0].id)

    def _reemettre(self, variante: VarianteRevue) -> None:
        choisie = self._emises.get(self.table.identifiant_courant)
        if choisie is not None:
            self.reemettre.emit(choisie, variante)
