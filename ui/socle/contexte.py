"""Entre les écrans et les services : exécuter un geste, dire ce qu'il change, garder brouillons et préférences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from relogement.commun import Changements, ErreurMetier
from relogement.formats import heure
from ui.socle.attente_frappe import FrappeEnAttente
from ui.socle.invites import Invites, InvitesQt
from ui.socle.taches import Taches


class Depot(Protocol):
    """Ce que la base doit savoir garder pour la fenêtre : brouillons et préférences, en texte."""

    gestes_faits: set[UUID]
    """Les gestes que cette fenêtre a inscrits."""

    def brouillon(self, cle: str) -> Mapping[str, str]:
        """Les textes tapés de ce brouillon, par champ ; vide s'il n'existe pas."""
        ...

    def ecrire_brouillon(self, cle: str, champ: str, texte: str) -> None:
        """Garde un texte tapé, même invalide."""
        ...

    def effacer_brouillon(self, cle: str) -> None:
        """Oublie ce brouillon ; sans effet s'il n'existe pas."""
        ...

    def ranger_brouillon(self, cle: str, geste_id: UUID) -> None:
        """Garde ce brouillon sous le geste qui le valide : annuler le geste le rend."""
        ...

    def preference(self, cle: str) -> str | None:
        """La préférence de l'agent, None si elle n'a jamais été écrite."""
        ...

    def ecrire_preference(self, cle: str, valeur: str) -> None:
        """Garde une préférence de l'agent."""
        ...


@dataclass(frozen=True, slots=True)
class Seance:
    """Qui travaille, sur quelle base ; ce que la fenêtre rappelle en permanence."""

    agent: str = ""
    base: str = ""
    chiffree: bool = True


D = TypeVar("D", bound=Depot)
P = ParamSpec("P")
Annulation = Callable[[D, UUID], Changements]
Annulable = Callable[[D], tuple[UUID, str] | None]
"""Le dernier geste que le journal sait annuler, et son nom : il survit à un redémarrage."""


class Contexte(QObject, Generic[D]):
    """Le seul objet que les écrans reçoivent. `base` sert aux lectures ; toute écriture passe par `executer`.

    Signaux : `change(tables, phrase)` après un geste ; `erreur(ErreurMetier)` ; `echec(ErreurMetier)`, d'un travail à
    côté que l'on croirait fait : il reste lisible ; `enregistre("14:32")` après toute écriture, brouillon compris ;
    `navigation(ecran, cible)`.
    """

    change = Signal(object, str)
    erreur = Signal(object)
    echec = Signal(object)
    enregistre = Signal(str)
    navigation = Signal(str, object)

    def __init__(
        self,
        base: D,
        horloge: Callable[[], datetime],
        *,
        seance: Seance | None = None,
        invites: Invites | None = None,
        annuler: Annulation[D] | None = None,
        annulable: Annulable[D] | None = None,
    ) -> None:
        super().__init__()
        self.base = base
        self.seance = seance or Seance()
        self.invites: Invites = invites or InvitesQt()
        self.taches = Taches(self)
        self.taches.abandonne.connect(lambda phrase: self.change.emit(frozenset(), phrase))
        self._horloge = horloge
        self._annuler, self._annulable = annuler, annulable
        self._gestes: list[Changements] = []
        self._annulations: list[tuple[UUID, str]] = []
        self._frappe = FrappeEnAttente(base.ecrire_brouillon)

    def maintenant(self) -> datetime:
        """L'instant présent, à l'heure du poste."""
        return self._horloge()

    def aujourd_hui(self) -> date:
        """Le jour présent, que les services reçoivent en argument."""
        return self._horloge().date()

    def tenter(self, geste: Callable[Concatenate[Any, P], Changements], *args: P.args, **kw: P.kwargs) -> Changements:
        """Exécute `geste(base, *args, **kw)`, le retient pour l'annulation, dit ses changements. Lève ErreurMetier."""
        faits = geste(self.base, *args, **kw)
        self.retenir(faits)
        return faits

    def executer(
        self, geste: Callable[Concatenate[Any, P], Changements], *args: P.args, **kw: P.kwargs
    ) -> Changements | None:
        """Comme `tenter`, mais montre l'ErreurMetier dans la fenêtre et rend alors None."""
        try:
            return self.tenter(geste, *args, **kw)
        except ErreurMetier as erreur:
            self.erreur.emit(erreur)
            return None

    def signaler(self, faits: Changements) -> None:
        """Dit aux écrans ce qui a changé."""
        self.enregistre.emit(heure(self.maintenant()))
        self.change.emit(faits.tables, faits.phrase)

    def retenir(self, faits: Changements) -> None:
        """Retient pour l'annulation un geste déjà fait (par une tâche à côté, par exemple), et dit ses changements."""
        if faits.geste_id is not None:
            self._gestes.append(faits)
            self._annulations.clear()
        self.signaler(faits)

    def _dernier_geste(self) -> tuple[UUID, str] | None:
        """Ce que `Ctrl+Z` annulerait : demandé au journal s'il est là, sinon à la mémoire de la fenêtre."""
        if self._annuler is None:
            return None
        if self._annulable is not None:
            return self._annulable(self.base)
        dernier = self._gestes[-1] if self._gestes else None
        return None if dernier is None or dernier.geste_id is None else (dernier.geste_id, dernier.phrase.rstrip("."))

    @property
    def nom_dernier_geste(self) -> str:
        """« refus enregistré » : ce que `Ctrl+Z` annulerait ; vide s'il n'y a rien à annuler."""
        dernier = self._dernier_geste()
        return "" if dernier is None else dernier[1][:1].lower() + dernier[1][1:]

    def annuler_dernier(self) -> Changements | None:
        """Annule le dernier geste ; None s'il n'y en a pas ou si le service refuse (la phrase est montrée)."""
        dernier = self._dernier_geste()
        if dernier is None:
            return None
        nom = self.nom_dernier_geste
        faits = self._defaire(dernier[0])
        if faits is None:
            return None
        if self._gestes and self._gestes[-1].geste_id == dernier[0]:
            self._gestes.pop()
        if faits.geste_id is not None:
            self._annulations.append((faits.geste_id, nom))
        self.signaler(faits)
        return faits

    @property
    def nom_derniere_annulation(self) -> str:
        """Ce que « Rétablir » referait : la dernière annulation de cette séance que rien n'a suivie ; vide sinon."""
        return self._annulations[-1][1] if self._annulations else ""

    def retablir_dernier(self) -> Changements | None:
        """Annule la dernière annulation ; None s'il n'y en a pas ou si le service refuse (la phrase est montrée)."""
        if not self._annulations:
            return None
        faits = self._defaire(self._annulations[-1][0])
        if faits is not None:
            self._annulations.pop()
            self.signaler(faits)
        return faits

    def _defaire(self, geste: UUID) -> Changements | None:
        if self._annuler is None:
            return None
        try:
            return self._annuler(self.base, geste)
        except ErreurMetier as erreur:
            self.erreur.emit(erreur)
            return None

    def brouillon(self, cle: str) -> dict[str, str]:
        """Les textes du brouillon, par champ ; ce que la base n'a pas pu prendre compris."""
        return {**self.base.brouillon(cle), **self._frappe.de(cle)}

    def ecrire_brouillon(self, cle: str, champ: str, texte: str) -> None:
        """Garde un texte tapé, et le dit (« Enregistré à 14:32 ») ; si la base refuse, le dit et le retient."""
        self._frappe.ajouter(cle, champ, texte)
        self.garder_frappe()

    def garder_frappe(self) -> bool:
        """Écrit la frappe qui attend encore ; False si la base refuse, et sa phrase est montrée."""
        if not self.non_gardes:
            return True
        if not self._essayer(self._frappe.vider):
            return False
        self.enregistre.emit(heure(self.maintenant()))
        return True

    @property
    def non_gardes(self) -> int:
        """Le nombre de champs tapés que la base n'a pas pris."""
        return len(self._frappe)

    def effacer_brouillon(self, cle: str) -> None:
        """Oublie ce brouillon."""
        self._frappe.oublier(cle)
        self._essayer(lambda: self.base.effacer_brouillon(cle))

    def ranger_brouillon(self, cle: str, geste_id: UUID) -> None:
        """La frappe suit le geste, déjà fait : qu'elle ne puisse se ranger ne le rend pas raté."""
        self._essayer(lambda: self.base.ranger_brouillon(cle, geste_id))

    def preference(self, cle: str) -> str | None:
        """La préférence de l'agent, gardée dans la base."""
        return self.base.preference(cle)

    def ecrire_preference(self, cle: str, valeur: str) -> None:
        """Garde une préférence de l'agent dans la base."""
        self._essayer(lambda: self.base.ecrire_preference(cle, valeur))

    def _essayer(self, ecriture: Callable[[], object]) -> bool:
        """Une écriture qui n'est pas un geste : la base peut la refuser, la fenêtre le dit et continue."""
        try:
            ecriture()
        except ErreurMetier as erreur:
            self.erreur.emit(erreur)
            return False
        return True

    def naviguer(self, ecran: str, **cible: object) -> None:
        """Demande à la fenêtre un écran et ce qu'il doit montrer : `naviguer("menage", id=..., section="budget")`."""
        self.navigation.emit(ecran, cible)
