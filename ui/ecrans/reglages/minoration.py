"""Le barème de la minoration de loyer de l'ANRU : ce qui est livré, et les lignes que l'on tape pour toute la base."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import Changements
from relogement.formats import date_courte, euros
from relogement.regles.minoration.bareme import LigneForfait, charger_minoration, premier_a_taper, verifie_le
from relogement.services.baremes_minoration import LigneTapee, ajouter_ligne_minoration, lignes_minoration
from relogement.services.corrections import corriger, retirer
from relogement.stockage.base import Base
from ui.ecrans.cartes import Cartes
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.reglages.volet import VoletReglage
from ui.fiches.minoration import CHAMPS_LIGNE
from ui.socle.contexte import Contexte
from ui.socle.elements import Bouton, Carte, Texte, ZoneDefilante, lisible
from ui.socle.formulaire import Formulaire
from ui.socle.theme import DOUBLE

CLE = "ligne_minoration"
AJOUTER, MODIFIER = "Ajouter la ligne", "Enregistrer la ligne"
VIDE = "Aucune ligne tapée : aucun forfait ne s'affiche pour ces baux."
REPRISES = ("du", "au", "zone", "reference")
"""Ce que la ligne suivante reprend : un barème se tape zone par zone."""


def intro() -> str:
    """Pourquoi il faut taper ces lignes, et quand les barèmes livrés ont été relus."""
    bareme = premier_a_taper()
    return (
        f"Depuis le {date_courte(bareme.du)}, le forfait dépend de la zone et du type du logement. Ces montants ne "
        "sont pas livrés avec l'application : ils n'ont pas été trouvés dans une source publique. Recopiez ici ceux de "
        "la note d'instruction ou de votre convention, une fois pour toutes les opérations. Barèmes livrés relus le "
        f"{date_courte(verifie_le())}."
    )


class VoletMinoration(VoletReglage):
    """Le formulaire d'une ligne, nouvelle ou que l'on corrige, puis les lignes tapées et celles qui sont livrées."""

    cle, titre = "minoration", "Minoration ANRU"

    def __init__(self, contexte: Contexte[Base]) -> None:
        super().__init__(contexte)
        self._cartes, self._porteur = Cartes(), QVBoxLayout()
        self._reprise: LigneTapee | None = None
        self._carte = Carte("Taper une ligne du barème")
        self._carte.ajouter(Texte(intro(), "doux"))
        self._carte.ajouter(self._porteur)
        self._renoncer = Bouton("Renoncer à modifier", self._nouvelle, "lien", description="Revenir à une ligne neuve")
        self._carte.a_droite(self._renoncer)
        self.formulaire: Formulaire | None = None
        self._nouvelle()
        contenu = QVBoxLayout()
        contenu.setSpacing(DOUBLE)
        contenu.addLayout(lisible(self._carte, 760))
        contenu.addWidget(self._cartes)
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(ZoneDefilante(contenu))

    def _nouvelle(self, valeurs: dict[str, Any] | None = None) -> None:
        self._reprise = None
        self._refaire(CLE, valeurs or {"du": premier_a_taper().du}, AJOUTER)

    def modifier(self, tapee: LigneTapee) -> None:
        """Reprend cette ligne dans le formulaire ; ce qui y était tapé est gardé."""
        if self.formulaire is not None:
            self.formulaire.garder()
        self._reprise = tapee
        self._refaire(f"{CLE}/{tapee.id}", _valeurs(tapee.ligne), MODIFIER)
        self.viser()

    def _refaire(self, cle: str, valeurs: dict[str, Any], action: str) -> None:
        ancien = self.formulaire
        if ancien is not None:
            ancien.hide()
            ancien.deleteLater()
        self.formulaire = Formulaire(CHAMPS_LIGNE, self.contexte, cle, valeurs=valeurs, action=action)
        self.formulaire.valider.connect(self._enregistrer)
        self._porteur.addWidget(self.formulaire)
        self._renoncer.setVisible(self._reprise is not None)

    def _enregistrer(self, lues: dict[str, Any]) -> None:
        assert self.formulaire is not None
        maxi = lues["pieces_max"]
        valeurs = lues | {"pieces_min": int(lues["pieces_min"]), "pieces_max": int(maxi) if maxi else None}
        if self.formulaire.executer(self._geste, valeurs) is not None:
            self._nouvelle({nom: lues[nom] for nom in REPRISES})
            self.viser("pieces_min")

    def _geste(self, base: Any, valeurs: dict[str, Any]) -> Changements:
        if self._reprise is None:
            return ajouter_ligne_minoration(base, **valeurs)
        return corriger(base, "ligneminoration", self._reprise.id, **valeurs)

    def viser(self, champ: str = "zone") -> None:
        """Le clavier sur ce champ : la date est déjà là."""
        if self.formulaire is not None:
            self.formulaire.rangs[champ].setFocus(Qt.FocusReason.OtherFocusReason)

    def rafraichir(self) -> None:
        """Voir `VoletReglage`."""
        lues = lignes_minoration(self.contexte.base)
        if self._reprise is not None and all(t.id != self._reprise.id for t in lues):
            self._nouvelle()
        self._cartes.remplacer(
            self._cartes.carte("tapees", lues, lambda: self._tapees(lues)),
            self._cartes.carte("livrees", None, self._livrees),
        )

    def _tapees(self, lues: tuple[LigneTapee, ...]) -> QWidget:
        carte = Carte("Lignes tapées")
        if not lues:
            carte.ajouter(Texte(VIDE, "doux"))
            return carte
        rangs: list[list[Cellule]] = [[*_cellules(t.ligne), self._gestes(t)] for t in lues]
        carte.ajouter(_grille(rangs, ""))
        return carte

    def _gestes(self, t: LigneTapee) -> QWidget:
        dit = t.ligne.texte
        return gestes(
            lien("Modifier", partial(self.modifier, t), f"Modifier la ligne {dit}"),
            lien("Retirer", partial(self.contexte.executer, retirer, "ligneminoration", t.id),
                 f"Retirer la ligne {dit}"),
        )

    def _livrees(self) -> QWidget:
        carte = Carte("Lignes livrées avec l'application")
        rangs: list[list[Cellule]] = [_cellules(x) for b in charger_minoration() for x in b.forfaits]
        carte.ajouter(_grille(rangs))
        return carte


def _grille(rangs: list[list[Cellule]], *suite: str) -> Grille:
    titres = ("Baux signés", "Zone", "Type", "Forfait", "Texte", *suite)
    return Grille(titres, rangs, parts=(4, 2, 2, 2, 6, *(0 for _ in suite)), droite=frozenset({3}))


def _cellules(x: LigneForfait) -> list[Cellule]:
    quand = f"du {date_courte(x.du)} au {date_courte(x.au)}" if x.au else f"depuis le {date_courte(x.du)}"
    return [quand, x.zone.libelle if x.zone else "toutes", x.types, euros(x.montant), x.reference]


def _valeurs(x: LigneForfait) -> dict[str, Any]:
    return {
        "du": x.du, "au": x.au, "zone": x.zone, "pieces_min": str(x.pieces_min),
        "pieces_max": str(x.pieces_max) if x.pieces_max else None, "montant": x.montant, "reference": x.reference,
    }
