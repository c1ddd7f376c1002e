"""Entre les écrans et les services : exécuter un geste, dire ce qu'il change, garder brouillons et préférences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from relogement.commun import Changements, ErreurMetier
from ui.socle.formats import heure
from ui.socle.invites import Invites, InvitesQt
from ui.socle.taches import Taches


class Depot(Protocol):
    """Ce que la base doit savoir garder pour la fenêtre : brouillons et préférences, en texte."""

    def brouillon(self, cle: str) -> Mapping[str, str]:
        """Les textes tapés de ce brouillon, par champ ; vide s'il n'existe pas."""
        ...

    def ecrire_brouillon(self, cle: str, champ: str, texte: str) -> None:
        """Garde un texte tapé, même invalide."""
        ...

    def effacer_brouillon(self, cle: str) -> None:
        """Oublie ce brouillon ; sans effet s'il n'existe pas."""
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


class Contexte(QObject, Generic[D]):
    """Le seul objet que les écrans reçoivent. `base` sert aux lectures ; toute écriture passe par `executer`.

    Signaux : `change(tables, phrase)` après un geste ; `erreur(ErreurMetier)` ; `enregistre("14:32")` après toute
    écriture, brouillon compris ; `navigation(ecran, cible)`.
    """

    change = Signal(object, str)
    erreur = Signal(object)
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
    ) -> None:
        super().__init__()
        self.base = base
        self.seance = seance or Seance()
        self.invites: Invites = invites or InvitesQt()
        self.taches = Taches(self)
        self._horloge = horloge
        self._annuler = annuler
        self._gestes: list[Changements] = []

    def maintenant(self) -> datetime:
        """L'instant présent, à l'heure du poste."""
        return self._horloge()

    def aujourd_hui(self) -> date:
        """Le jour présent, que les services reçoivent en argument."""
        return self._horloge().date()

    def tenter(self, geste: Callable[Concatenate[Any, P], Changements], *args: P.args, **kw: P.kwargs) -> Changements:
        """Exécute `geste(base, *args, **kw)`, le retient pour l'annulation, dit ses changements. Lève ErreurMetier."""
        faits = geste(self.base, *args, **kw)
        if faits.geste_id is not None:
            self._gestes.append(faits)
        self.signaler(faits)
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
        """Dit aux écrans ce qui a changé ; pour un travail fait à côté, dont le résultat arrive ensuite."""
        self.enregistre.emit(heure(self.maintenant()))
        self.change.emit(faits.tables, faits.phrase)

    def retenir(self, faits: Changements) -> None:
        """Retient pour l'annulation un geste fait par une tâche à côté, et dit ses changements."""
        if faits.geste_id is not None:
            self._gestes.append(faits)
        self.signaler(faits)

    @property
    def nom_dernier_geste(self) -> str:
        """« refus enregistré » : ce que `Ctrl+Z` annulerait ; vide s'il n'y a rien à annuler."""
        if not self._gestes or self._annuler is None:
            return ""
        phrase = self._gestes[-1].phrase.rstrip(".")
        return phrase[:1].lower() + phrase[1:]

    def annuler_dernier(self) -> Changements | None:
        """Annule le dernier geste retenu ; None s'il n'y en a pas ou si le service refuse (la phrase est montrée)."""
        if not self._gestes or self._annuler is None:
            return None
        dernier = self._gestes[-1]
        assert dernier.geste_id is not None
        try:
            faits = self._annuler(self.base, dernier.geste_id)
        except ErreurMetier as erreur:
            self.erreur.emit(erreur)
            return None
        self._gestes.pop()
        self.signaler(faits)
        return faits

    def brouillon(self, cle: str) -> dict[str, str]:
        """Les textes du brouillon, par champ."""
        return dict(self.base.brouillon(cle))

    def ecrire_brouillon(self, cle: str, champ: str, texte: str) -> None:
        """Garde un texte tapé, et le dit (« Enregistré à 14:32 »)."""
        self.base.ecrire_brouillon(cle, champ, texte)
        self.enregistre.emit(heure(self.maintenant()))

    def effacer_brouillon(self, cle: str) -> None:
        """Oublie ce brouillon."""
        self.base.effacer_brouillon(cle)

    def preference(self, cle: str) -> str | None:
        """La préférence de l'agent, gardée dans la base."""
        return self.base.preference(cle)

    def ecrire_preference(self, cle: str, valeur: str) -> None:
        """Garde une préférence de l'agent dans la base."""
        self.base.ecrire_preference(cle, valeur)

    def naviguer(self, ecran: str, **cible: object) -> None:
        """Demande à la fenêtre un écran et ce qu'il doit montrer : `naviguer("menage", id=..., section="budget")`."""
        self.navigation.emit(ecran, cible)
