"""Les champs libres du foyer : coordonnées et logement quitté, enregistrés dès qu'on les quitte."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from relogement.commun import Changements
from relogement.formats import telephone
from relogement.services.menages import modifier_logement, modifier_menage
from relogement.stockage.lectures import FicheMenage, Ligne
from ui.socle.autonome import ChampAutonome
from ui.socle.champs import Champ, Genre, Valeur
from ui.socle.contexte import Contexte
from ui.socle.elements import Carte
from ui.socle.theme import DOUBLE, PAS

COORDONNEES = (
    Champ("nom", "Nom du ménage", obligatoire=True, manque="Indiquez le nom du ménage."),
    Champ("telephone", "Téléphone", Genre.TELEPHONE),
    Champ("courriel", "Courriel"),
    Champ("nur", "Numéro unique (NUR)"),
    Champ("nur_le", "NUR renouvelé le", Genre.DATE, passee=True),
    Champ("note", "Note", Genre.TEXTE_LONG, aide="Des faits utiles au relogement : ni santé, ni jugement."),
)
LOGEMENT = (
    Champ("batiment", "Bâtiment"),
    Champ("escalier", "Escalier"),
    Champ("etage", "Étage (0 : RDC)", Genre.ENTIER, minimum=-5, maximum=60),
    Champ("porte", "Porte"),
    Champ("type", "Type"),
    Champ("surface", "Surface", Genre.SURFACE),
    Champ("adresse", "Adresse"),
    Champ("code_postal", "Code postal"),
    Champ("commune", "Commune"),
    Champ("ug", "Unité de gestion"),
    Champ("financement", "Financement"),
    Champ("reloue_le", "Reloué le", Genre.DATE, passee=True),
)
_LARGES = {"note": 6, "nur": 3, "nur_le": 3, "nom": 2, "courriel": 2, "telephone": 2, "adresse": 4}


class _Champs(Carte):
    """Une carte de champs qui s'enregistrent seuls."""

    def __init__(self, titre: str, declares: Sequence[Champ], contexte: Contexte[Any], cle: str) -> None:
        super().__init__(titre)
        self._contexte, self._declares = contexte, declares
        self._cle = cle
        self.champs: dict[str, ChampAutonome] = {}

    def _remplir(self, valeurs: Ligne, enregistrer: Callable[[str, Valeur], Changements]) -> None:
        porteur = QWidget()
        porteur.setProperty("transparent", True)
        grille = QGridLayout(porteur)
        grille.setContentsMargins(0, 0, 0, 0)
        grille.setHorizontalSpacing(DOUBLE)
        grille.setVerticalSpacing(PAS)
        rang = place = 0
        for champ in self._declares:
            large = _LARGES.get(champ.nom, 2)
            if place + large > 6:
                rang, place = rang + 1, 0
            autonome = ChampAutonome(
                champ,
                self._contexte,
                f"{self._cle}/{champ.nom}",
                _montrable(champ, valeurs.get(champ.nom)),
                partial(enregistrer, champ.nom),
            )
            self.champs[champ.nom] = autonome
            grille.addWidget(autonome, rang, place, 1, large, Qt.AlignmentFlag.AlignTop)
            place += large
        for colonne in range(6):
            grille.setColumnStretch(colonne, 1)
        self.ajouter(porteur)

    def _poser(self, valeurs: Ligne) -> None:
        for nom, champ in self.champs.items():
            champ.poser(_montrable(champ.rang.champ, valeurs.get(nom)))


def _montrable(champ: Champ, valeur: Valeur) -> Valeur:
    """Un numéro importé se montre comme s'il était tapé : passer dans le champ ne l'enregistre pas à nouveau."""
    return (telephone(valeur) or None) if champ.genre is Genre.TELEPHONE else valeur


class ChampsCoordonnees(_Champs):
    """Nom, téléphone, courriel, numéro unique, note."""

    def __init__(self, contexte: Contexte[Any], fiche: FicheMenage) -> None:
        super().__init__("Coordonnées", COORDONNEES, contexte, f"menage/{fiche.menage['id']}")
        cle = fiche.menage["id"]
        self._remplir(fiche.menage, lambda nom, v: contexte.tenter(lambda base: modifier_menage(base, cle, **{nom: v})))

    def montrer(self, fiche: FicheMenage) -> None:
        """Montre les valeurs relues, sauf là où l'on tape."""
        self._poser(fiche.menage)


class ChampsLogement(_Champs):
    """Le logement quitté."""

    def __init__(self, contexte: Contexte[Any], fiche: FicheMenage) -> None:
        super().__init__("Logement quitté", LOGEMENT, contexte, f"logement/{fiche.menage['id']}")
        cle = fiche.menage["id"]
        self._remplir(
            fiche.logement or {},
            lambda nom, v: contexte.tenter(lambda base: modifier_logement(base, cle, **{nom: v})),
        )

    def montrer(self, fiche: FicheMenage) -> None:
        """Montre les valeurs relues, sauf là où l'on tape."""
        self._poser(fiche.logement or {})
