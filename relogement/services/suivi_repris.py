"""Une ligne d'un suivi tenu à la main, face au dossier de son ménage : rien n'est écrasé, rien n'est inventé.

Ce que le suivi dit et que le dossier ignore s'écrit ; ce qui s'oppose est une divergence, le dossier est gardé ; ce qui
ne peut pas s'écrire (une date qui manque, une réponse illisible) reste à reprendre à la main.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from relogement.formats import euros, oui_non, surface
from relogement.modeles import LigneReprise, Menage
from relogement.modeles.table import TEXTE_COURT, Table
from relogement.services.fusion import LIBELLES, Conflit, FusionTenace, en_texte, lisible
from relogement.services.inventaire import Inventaire
from relogement.services.outils import creer
from relogement.services.reprise_montants import nature_lue
from relogement.tableur.catalogues import SUIVIS
from relogement.tableur.suivi.conversion import AVANT
from relogement.tableur.suivi.ligne import AReprendre, Cellule, LigneDeSuivi

T = TypeVar("T", bound=Table)
FUTUR = "Cette date est dans le futur : un fait se note une fois arrivé."
_CELLULES = {locatif: champ for champ, locatif in AVANT.items()} | {"titulaire": "nom", "nature": "ressource_nature"}
"""Champ d'un conflit → champ du suivi dont la cellule le dit."""
_HORS_VALEURS = frozenset(("feuille", "ligne", "vacant"))


@dataclass(frozen=True, slots=True)
class Divergence:
    """Le suivi et le dossier disent autre chose : la valeur du dossier est gardée."""

    menage: str
    """La référence du ménage."""
    logement: str | None
    """Le n° du logement quitté, s'il est connu."""
    champ: str
    """Ce dont il s'agit, en mots."""
    suivi: str
    dossier: str
    feuille: str
    ligne: int
    cellule: str

    @property
    def phrase(self) -> str:
        """Ce que lit l'agent."""
        return f"{self.champ} : « {self.suivi} » dans le suivi, « {self.dossier} » au dossier, gardé."


@dataclass(frozen=True, slots=True)
class Place(Generic[T]):
    """La fiche du dossier qui répond à un fait du suivi ; `libre` : il n'y en a pas, et rien n'empêche de la créer."""

    fiche: T | None
    libre: bool


class FusionSuivi(FusionTenace):
    """La même fusion que pour une liste du vivier ; ses désaccords se disent dans les mots du suivi."""

    def refuser(self, champ: str, base: Any, liste: Any) -> None:
        """Voir `Fusion`."""
        self.conflits.append(Conflit(champ, _dire(champ, base), _dire(champ, liste)))


class RepriseSuivi:
    """La reprise d'une ligne ; `illisibles` : ses cellules que la lecture n'a pas comprises. `divergences`, `restes` et
    `ajouts` disent ce qu'elle donne.
    """

    def __init__(
        self, inv: Inventaire, ligne: LigneDeSuivi, menage: Menage, memoire: LigneReprise | None,
        illisibles: Sequence[AReprendre] = (),
    ) -> None:
        self.inv, self.ligne, self.menage, self.memoire, self.illisibles = inv, ligne, menage, memoire, illisibles
        self.fusion = FusionSuivi(dict(memoire.valeurs) if memoire else {})
        self.fiches: dict[str, str] = dict(memoire.fiches) if memoire else {}
        self.cellules: dict[str, str] = dict(memoire.cellules) if memoire else {}
        self.ajouts: Counter[str] = Counter()
        self.restes: list[AReprendre] = []
        self._refuses: set[str] = set()
        self._prises: set[UUID] = set()

    @property
    def origine(self) -> str:
        """D'où vient ce qui s'écrit, pour une note."""
        return f"suivi repris, à jour au {self.inv.arretee:%d/%m/%Y}"

    def jour(self, champ: str, apres: date | None = None, phrase: str = "") -> date | None:
        """La date lue ; None, et la cellule à reprendre, si elle est à venir ou avant `apres` (dit par `phrase`)."""
        le = self.ligne.jour(champ)
        if le is not None and le > self.inv.aujourd_hui:
            self.garder(champ, FUTUR)
            return None
        if le is not None and apres is not None and le < apres:
            self.garder(champ, phrase)
            return None
        return le

    def texte(self, champ: str, limite: int = TEXTE_COURT) -> str | None:
        """Le texte lu ; None, et la cellule à reprendre, s'il est trop long pour sa colonne."""
        lu: str | None = self.ligne.valeurs.get(champ)
        if lu is not None and len(lu) > limite:
            self.garder(champ, f"Ce texte dépasse {limite} caractères : raccourcissez-le.")
            return None
        return lu

    def garder(self, champ: str, raison: str) -> None:
        """Laisse une cellule à reprendre à la main ; une valeur écartée ne compte pas comme déjà reprise."""
        c = self._cellule(champ)
        self._refuses.add(champ)
        self.restes.append(
            AReprendre(self.ligne.feuille, self.ligne.ligne, c.adresse, c.colonne, c.texte, raison, champ)
        )

    def _cellule(self, champ: str) -> Cellule:
        return self.ligne.cellules.get(_CELLULES.get(champ, champ)) or Cellule("", "", "")

    def place(self, nom: str, siennes: Sequence[T], quand: Callable[[T], date | None], le: date | None) -> Place[T]:
        """La fiche que l'import d'avant a écrite, sinon celle du même jour, sinon la première que rien ne réclame.

        Une fiche reprise puis retirée par l'agent ne revient pas.
        """
        if nom in self.fiches:
            connue = next((f for f in siennes if str(f.id) == self.fiches[nom]), None)
            return self._prendre(nom, connue) if connue is not None else Place(None, False)
        libres = [f for f in siennes if f.id not in self._reclamees()]
        meme = next((f for f in libres if quand(f) == le), None)
        if meme is None and not libres:
            return Place(None, True)
        return self._prendre(nom, meme or libres[0])

    def _reclamees(self) -> Collection[UUID]:
        return self._prises | {UUID(cle) for cle in self.fiches.values()}

    def _prendre(self, nom: str, fiche: T) -> Place[T]:
        self._prises.add(fiche.id)
        self.fiches[nom] = str(fiche.id)
        return Place(fiche, False)

    def ecrire(self, nom: str, champ: str, compte: str, table: type[T], **valeurs: Any) -> T:
        """Crée la fiche de ce fait et retient de quelle cellule elle vient."""
        fiche = creer(self.inv.s, table, **valeurs)
        self._prendre(nom, fiche)
        self.cellules[nom] = self._cellule(champ).adresse
        self.ajouts[compte] += 1
        return fiche

    def completer(self, fiche: Table, **champs: tuple[str, Any]) -> None:
        """Fusionne des colonnes d'une fiche connue : colonne → (champ du suivi, valeur)."""
        self.fusion.remplir(fiche, champs)

    def diverger(self, champ: str, dossier: Any, suivi: Any) -> None:
        """Note un désaccord que la fusion d'une colonne ne dit pas."""
        self.fusion.refuser(champ, dossier, suivi)

    @property
    def divergences(self) -> tuple[Divergence, ...]:
        """Ce que le suivi et le dossier disent autrement."""
        logement = self.inv.logements.get(self.menage.logement_id) if self.menage.logement_id else None
        return tuple(
            Divergence(
                self.menage.reference, logement.ug if logement else None, _libelle(c.champ), c.dans_la_liste, c.en_base,
                self.ligne.feuille, self.ligne.ligne, self._cellule(c.champ).adresse,
            )
            for c in dict.fromkeys(self.fusion.conflits)
        )

    @property
    def change(self) -> bool:
        """Vrai si le dossier de ce ménage change."""
        return self.fusion.change or bool(self.ajouts)

    def retenir(self) -> None:
        """Signale au dossier ce qui reste, et garde ce que le suivi dit : le suivant s'y comparera."""
        for d in self.divergences:
            self._signaler("conflit", d.champ, d.suivi, d.phrase, d.cellule)
        for x in (*self.illisibles, *self.restes):
            self._signaler("illisible", _libelle(x.champ), x.valeur, x.raison, f"{x.colonne} ({x.cellule})")
        nouvelles = {
            "arretee_le": self.inv.arretee, "valeurs": self._valeurs(), "fiches": self.fiches,
            "cellules": self.cellules,
        }
        if self.memoire is None:
            creer(
                self.inv.s, LigneReprise, operation_id=self.inv.operation.id, menage_id=self.menage.id, **nouvelles
            )
        elif any(getattr(self.memoire, c) != nouvelles[c] for c in ("valeurs", "fiches", "cellules")):
            for colonne, valeur in nouvelles.items():
                setattr(self.memoire, colonne, valeur)

    def _signaler(self, nature: str, champ: str, texte: str, raison: str, colonne: str) -> None:
        self.inv.signaler(
            nature, champ[:60], texte, raison, menage_id=self.menage.id, feuille=self.ligne.feuille,
            ligne=self.ligne.ligne, colonne=colonne,
        )

    def _valeurs(self) -> dict[str, Any]:
        locative = self.ligne.locative
        lues = {f.name: getattr(locative, f.name) for f in fields(locative) if f.name not in _HORS_VALEURS}
        lues["nature"] = nature_lue(locative.ressource_nature)
        notes = {commentaire(titre): texte for _, titre, texte in self.ligne.commentaires}
        toutes = {c: en_texte(v) for c, v in (lues | dict(self.ligne.valeurs) | notes).items() if v is not None}
        return dict(self.fusion.avant) | {c: v for c, v in toutes.items() if c not in self._refuses}


def commentaire(titre: str) -> str:
    """Le champ d'un commentaire, d'après la colonne où il est accroché : les lignes d'un suivi se déplacent."""
    return f"commentaire {titre}"


def _dire(champ: str, valeur: Any) -> str:
    """Une valeur telle que l'agent la lit, d'après la nature de sa colonne."""
    connu = SUIVIS.champs.get(champ)
    if isinstance(valeur, bool):
        return oui_non(valeur)
    if connu is not None and isinstance(valeur, int):
        return surface(valeur) if connu.nature == "surface" else euros(valeur)
    return lisible(champ, valeur)


def _libelle(champ: str) -> str:
    connu = SUIVIS.champs.get(champ)
    libelle = LIBELLES.get(champ) or (connu.libelle if connu else champ)
    return libelle[:1].upper() + libelle[1:]
