"""Les fiches des chartes locales : en créer une, en publier ou corriger une version, la choisir pour une opération."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relogement.commun import Changements
from relogement.regles.charte.cles import FRAIS_POSTES
from relogement.regles.charte.parametres import Parametre, Version
from relogement.regles.charte.saisie import ecrire_saisie, lire_saisie, unite_saisie
from relogement.services.chartes_locales import (
    choisir_charte,
    corriger_version,
    creer_charte_locale,
    publier_version,
)
from relogement.stockage.base import Base
from relogement.stockage.lectures_chartes import LigneCharte, LigneVersion
from ui.socle.champs import Champ, Genre, Valeur
from ui.socle.contexte import Contexte
from ui.socle.formulaire import Formulaire

CHAMPS_CHARTE = (
    Champ("nom", "Nom de la charte locale", obligatoire=True, manque="Donnez un nom à la charte locale."),
    Champ(
        "reference", "Texte signé", aide="La délibération ou la convention, et sa date.", obligatoire=True,
        manque="Indiquez le texte signé et sa date.",
    ),
)
CHAMPS_VERSION = (
    Champ(
        "du", "En vigueur à partir du", Genre.DATE, obligatoire=True, demi=True, manque="Indiquez la date d'effet.",
        aide="Elle juge ce qui se déclenche à partir de ce jour ; avant, rien ne change.",
    ),
    Champ(
        "reference", "Où le texte l'écrit", demi=True, aide="Avenant, article ; vide : le texte signé de la charte.",
    ),
    Champ("libelle", "Ce qui change, et pourquoi", obligatoire=True, manque="Dites ce qui change, et pourquoi."),
)


def modifiable(p: Parametre) -> bool:
    """Faux pour un chiffre que la loi fixe sans laisser de choix."""
    return p.minimum != p.maximum


def nom_article(p: Parametre) -> str:
    """« Article 3 », ou ce dont le chiffre vient s'il ne tient à aucun."""
    return f"Article {p.article}" if p.article else "Loi et convention"


class _Fiche(QWidget):
    """Un formulaire qui se ferme une fois son geste fait : `termine(Changements)` ; `quitte` : on y renonce."""

    termine = Signal(object)
    quitte = Signal()

    def __init__(self, formulaire: Formulaire, faire: Callable[[Any, dict[str, Valeur]], Changements]) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self.formulaire, self._faire = formulaire, faire
        boite = QVBoxLayout(self)
        boite.setContentsMargins(0, 0, 0, 0)
        boite.addWidget(formulaire)
        formulaire.valider.connect(self._valider)
        formulaire.quitter.connect(self.quitte)

    def _valider(self, valeurs: dict[str, Valeur]) -> None:
        faits = self.formulaire.executer(self._faire, valeurs)
        if faits is not None:
            self.termine.emit(faits)

    def viser(self, champ: str | None) -> None:
        """Place le clavier sur ce champ, ou au premier."""
        rangs = self.formulaire.rangs
        (rangs.get(champ or "") or next(iter(rangs.values()))).setFocus(Qt.FocusReason.OtherFocusReason)


class FicheCharte(_Fiche):
    """Une charte locale nouvelle."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        formulaire = Formulaire(CHAMPS_CHARTE, contexte, "charte_locale", action="Créer la charte locale")
        super().__init__(formulaire, lambda base, valeurs: creer_charte_locale(base, **valeurs))


class FicheVersion(_Fiche):
    """Une version : tous les chiffres, tels qu'ils vaudront à partir de son jour."""

    def __init__(self, contexte: Contexte[Base], ligne: LigneCharte, version: LigneVersion | None = None) -> None:
        assert ligne.id is not None
        self._charte_id, self._version = ligne.id, version
        entiere = ligne.charte.version(version.du if version else date.max)
        self._parametres = _ranges(entiere)
        cle = f"version_charte/{version.id}" if version else f"version_charte/nouvelle/{ligne.id}"
        formulaire = Formulaire(
            (*CHAMPS_VERSION, *map(_champ, self._parametres)), contexte, cle,
            valeurs={**{p.cle: ecrire_saisie(p) for p in self._parametres}, **_entete(version)},
            action="Corriger la version" if version else "Publier la version",
        )
        super().__init__(formulaire, self._enregistrer)

    def _enregistrer(self, base: Any, valeurs: dict[str, Valeur]) -> Changements:
        # Tout ce qui se lit ici est publié : le service ne garde que ce qui change ce jour-là.
        lues = {p.cle: lire_saisie(p, valeurs[p.cle] or "") for p in self._parametres}
        entete: dict[str, Any] = {c.nom: valeurs[c.nom] for c in CHAMPS_VERSION}
        if self._version is not None and self._version.id is not None:
            return corriger_version(base, self._version.id, valeurs=lues, **entete)
        return publier_version(base, self._charte_id, valeurs=lues, **entete)


class FicheChoix(_Fiche):
    """La charte qu'une opération suivra à partir d'un jour."""

    def __init__(self, contexte: Contexte[Base], operation_id: UUID, chartes: Sequence[tuple[str, str]]) -> None:
        champs = (
            Champ("charte", "Charte suivie", Genre.CHOIX, choix=chartes, obligatoire=True, manque="Choisissez."),
            Champ(
                "du", "À partir du", Genre.DATE, obligatoire=True, manque="Indiquez la date : 12/03/2026.",
                aide="Ce qui s'est déclenché avant reste jugé par la charte d'avant.",
            ),
        )
        formulaire = Formulaire(champs, contexte, f"choix_charte/{operation_id}", action="Choisir cette charte")
        super().__init__(formulaire, lambda base, valeurs: choisir_charte(base, operation_id, **valeurs))


def _ranges(version: Version) -> list[Parametre]:
    """Les chiffres qui se changent, par article ; ceux de la loi et de la convention à la fin."""
    return sorted(filter(modifiable, version.parametres.values()), key=lambda p: p.article or 99)


def _champ(p: Parametre) -> Champ:
    genre = Genre.TEXTE_LONG if p.cle == FRAIS_POSTES else Genre.TEXTE
    aide = "Un poste par ligne." if p.cle == FRAIS_POSTES else f"{unite_saisie(p)[0].upper()}{unite_saisie(p)[1:]}."
    # Deux par ligne : tant de champs se parcourent mieux.
    return Champ(
        p.cle, f"{nom_article(p)} · {p.libelle}", genre, aide=f"{aide} {p.source.libelle.capitalize()}.",
        demi=genre is Genre.TEXTE,
    )


def _entete(version: LigneVersion | None) -> dict[str, Valeur]:
    if version is None:
        return {}
    references = {c.reference for c in (version.changements or {}).values()}
    return {"du": version.du, "libelle": version.libelle, "reference": next(iter(references), None)}
