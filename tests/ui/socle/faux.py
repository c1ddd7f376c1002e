"""Les doublures des tests de la fenêtre : une base en mémoire, des réponses préparées, une horloge arrêtée."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from relogement.commun import Changements, ErreurMetier
from ui.socle.contexte import Contexte, Seance

MIDI = datetime(2026, 11, 18, 14, 32)  # noqa: DTZ001 (l'heure du poste, telle qu'elle se lit à l'écran)
PLEIN = "Le disque est plein, rien n'a été enregistré : libérez de la place, puis recommencez."


class FausseBase:
    """Brouillons et préférences en mémoire ; `gestes` retient ce qui est écrit, `annules` ce qui est défait."""

    def __init__(self) -> None:
        self.brouillons: dict[str, dict[str, str]] = {}
        self.preferences: dict[str, str] = {}
        self.gestes: list[object] = []
        self.gestes_faits: set[UUID] = set()
        self.annules: list[UUID] = []
        self.annulations: list[UUID] = []
        self.pleine = False
        """Le disque n'a plus de place : toute écriture est refusée, comme le fait la vraie base."""

    def _exiger_place(self) -> None:
        if self.pleine:
            raise ErreurMetier(PLEIN)

    def brouillon(self, cle: str) -> dict[str, str]:
        return self.brouillons.get(cle, {})

    def ecrire_brouillon(self, cle: str, champ: str, texte: str) -> None:
        self._exiger_place()
        self.brouillons.setdefault(cle, {})[champ] = texte

    def effacer_brouillon(self, cle: str) -> None:
        self._exiger_place()
        self.brouillons.pop(cle, None)

    def ranger_brouillon(self, cle: str, geste_id: UUID) -> None:
        self._exiger_place()
        self.brouillons[f"geste:{geste_id}:{cle}"] = self.brouillons.pop(cle, {})

    def preference(self, cle: str) -> str | None:
        return self.preferences.get(cle)

    def ecrire_preference(self, cle: str, valeur: str) -> None:
        self._exiger_place()
        self.preferences[cle] = valeur


class FaussesInvites:
    """Des réponses préparées d'avance, dans l'ordre ; `questions` retient ce qui a été demandé."""

    def __init__(self, *reponses: object) -> None:
        self.reponses = list(reponses)
        self.questions: list[str] = []

    def _repondre(self, question: str) -> object:
        self.questions.append(question)
        return self.reponses.pop(0)

    def ouvrir_fichier(self, titre: str, filtre: str) -> Path | None:
        reponse = self._repondre(titre)
        assert reponse is None or isinstance(reponse, Path)
        return reponse

    def enregistrer_fichier(self, titre: str, nom: str, filtre: str) -> Path | None:
        return self.ouvrir_fichier(titre, filtre)

    def choisir_dossier(self, titre: str) -> Path | None:
        return self.ouvrir_fichier(titre, "")

    def confirmer(self, question: str, action: str) -> bool:
        return bool(self._repondre(question))

    def choisir(self, question: str, choix: Sequence[tuple[str, str]]) -> str | None:
        reponse = self._repondre(question)
        assert reponse is None or reponse in dict(choix)
        return None if reponse is None else str(reponse)

    def demander(self, question: str, texte: str = "") -> str | None:
        reponse = self._repondre(question)
        return None if reponse is None else str(reponse)

    def informer(self, phrase: str) -> None:
        self.questions.append(phrase)


def annuler(base: FausseBase, geste: UUID) -> Changements:
    """Le service d'annulation : retient ce qu'il défait."""
    base.annules.append(geste)
    base.annulations.append(uuid4())
    return Changements(frozenset({"menages"}), "Geste annulé.", geste_id=base.annulations[-1])


def noter(base: FausseBase, valeur: object, phrase: str = "Entretien noté.") -> Changements:
    """Un service ordinaire : retient ce qu'il reçoit."""
    base.gestes.append(valeur)
    return Changements(frozenset({"menages"}), phrase, geste_id=uuid4())


def faux_contexte(
    base: FausseBase | None = None,
    *,
    invites: FaussesInvites | None = None,
    horloge: Callable[[], datetime] = lambda: MIDI,
    seance: Seance | None = None,
) -> Contexte[FausseBase]:
    """Un contexte sur une base en mémoire, au 18 novembre 2026 à 14 h 32."""
    return Contexte(base or FausseBase(), horloge, seance=seance, invites=invites or FaussesInvites(), annuler=annuler)
