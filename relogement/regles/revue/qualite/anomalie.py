"""Une anomalie : la règle qui la trouve, sa gravité, et la fiche où elle se corrige."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from relogement.regles.charte.constat import Cible
from relogement.regles.faits import DitInconnu
from relogement.regles.revue.dossier import Dossier
from relogement.vocabulaire import Liste


class Gravite(Liste):
    """Ce que fait une anomalie à la revue."""

    BLOQUANTE = "bloquante", "bloquante"
    """Un fait manque ou se contredit : un chiffre en dépend, il est faux ou ne se calcule pas."""
    DOUTEUSE = "douteuse", "douteuse"
    """Peu vraisemblable, ou inconnu : à vérifier, la revue peut partir."""
    LEVEE = "levee", "levée"
    """Bloquante, mais quelqu'un a dit que le fait ne se retrouve pas, et pourquoi : la revue part, et le compte."""


@dataclass(frozen=True, slots=True)
class Regle:
    """Une règle de qualité ; `code` ne change pas d'une version à l'autre, `phrase` ne nomme personne."""

    code: str
    gravite: Gravite
    phrase: str
    trouve: Callable[[Dossier], Iterator[Cible]]
    """Une cible par anomalie trouvée dans ce dossier."""
    leve: Callable[[Dossier, Cible], DitInconnu | None] | None = None
    """Ce qui lève l'anomalie : l'inconnu dit au dossier ; None : elle ne se lève pas, elle se corrige."""


@dataclass(frozen=True, slots=True)
class Anomalie:
    """Une anomalie d'un ménage, désigné par son code ; `cible` : où elle se corrige."""

    regle: Regle
    menage: str
    operation: str
    cible: Cible
    levee: DitInconnu | None = None
    """Quand et pourquoi quelqu'un l'a levée ; None : elle tient."""

    @property
    def gravite(self) -> Gravite:
        """Celle de sa règle, tant qu'elle n'est pas levée."""
        return self.regle.gravite if self.levee is None else Gravite.LEVEE

    @property
    def levable(self) -> bool:
        """Vrai si l'on peut encore la lever, en disant pourquoi le fait reste inconnu."""
        return self.regle.leve is not None and self.levee is None
