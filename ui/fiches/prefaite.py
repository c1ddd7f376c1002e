"""Ce qu'une fiche répond d'avance : ses phrases, et les champs qui le prennent tant qu'on n'y touche pas."""

from __future__ import annotations

from typing import Any

from ui.fiches.dossier import Ouverture
from ui.fiches.modele import Calcul, Textes
from ui.socle.elements import Texte
from ui.socle.formulaire import Formulaire


class Prefaite:
    """Un calcul et ce qu'il a déjà posé : une réponse changée par l'agent ne l'est plus par lui."""

    def __init__(self, calcul: Calcul[Any], dossier: Ouverture) -> None:
        self._calcul, self._dossier = calcul, dossier
        self._pour: tuple[str, ...] | None = None
        self._poses: dict[str, str] = {}
        self.phrases = {avant: Texte("", "doux") for avant in calcul.avant}

    def est_posee(self, nom: str, texte: str) -> bool:
        """Vrai si c'est le calcul qui a mis ce texte dans ce champ."""
        return self._poses.get(nom) == texte

    def rendre(self, nom: str) -> None:
        """Le champ vidé se répond de nouveau d'après le dossier."""
        self._poses.pop(nom, None)

    def suivre(self, formulaire: Formulaire, textes: Textes) -> None:
        """Refait le calcul si ce dont il dépend a changé."""
        pour = tuple(textes[nom] for nom in self._calcul.champs)
        if pour == self._pour:
            return
        self._pour = pour
        phrases, reponses = self._calcul.faire(self._dossier, textes)
        for avant, texte in self.phrases.items():
            texte.setText(phrases.get(avant, ""))
            texte.setVisible(bool(phrases.get(avant)))
        for nom, reponse in reponses.items():
            if textes[nom] == self._poses.get(nom, "") and textes[nom] != reponse:
                formulaire.rangs[nom].reprendre(reponse)
                self._poses[nom] = reponse
