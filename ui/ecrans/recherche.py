"""Le répertoire de la recherche : tout ce qui se cherche, relu seulement quand un dossier ou le vivier a changé."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from relogement.stockage import recherche
from relogement.stockage.base import Base
from ui.socle.contexte import Contexte
from ui.socle.recherche import Resultat

TABLES = frozenset({"menage", "personne", "logement", "bail", "information", "entretien", "logementoffert"})


class Repertoire:
    """Cherche un ménage ou un logement du vivier ; l'index se refait à la première recherche qui suit un changement."""

    def __init__(self, contexte: Contexte[Base]) -> None:
        self._contexte = contexte
        self._index: list[recherche.Entree] | None = None
        contexte.change.connect(self._sur_changement)

    def _sur_changement(self, tables: frozenset[str], _phrase: str) -> None:
        if tables & TABLES:
            self._index = None

    def chercher(self, texte: str) -> Sequence[Resultat]:
        """Ce qui est trouvé, le plus proche d'abord."""
        if self._index is None:
            self._index = recherche.index(self._contexte.base)
        trouves = recherche.chercher(self._index, texte)
        return [Resultat(f"{e.ecran}/{e.id}", e.titre, e.detail) for e in trouves]

    def ouvrir(self, identifiant: str) -> None:
        """Ouvre ce qui est choisi : « menage/<clé> », « logements/<clé> »."""
        ecran, _, cle = identifiant.partition("/")
        self._contexte.naviguer(ecran, id=UUID(cle))
