"""La frappe que la base n'a pas encore prise (disque plein, base occupée) : elle attend ici, et se réessaie."""

from __future__ import annotations

from collections.abc import Callable


class FrappeEnAttente:
    """Les textes à écrire au brouillon, par clé et par champ ; `ecrire(cle, champ, texte)` peut lever ErreurMetier."""

    def __init__(self, ecrire: Callable[[str, str, str], object]) -> None:
        self._ecrire = ecrire
        self._textes: dict[tuple[str, str], str] = {}

    def __len__(self) -> int:
        return len(self._textes)

    def ajouter(self, cle: str, champ: str, texte: str) -> None:
        """Ce texte est à écrire ; il remplace celui du même champ."""
        self._textes[cle, champ] = texte

    def de(self, cle: str) -> dict[str, str]:
        """Ce qui attend pour ce brouillon, par champ."""
        return {champ: texte for (sienne, champ), texte in self._textes.items() if sienne == cle}

    def oublier(self, cle: str) -> None:
        """Ce brouillon n'est plus à garder."""
        for champ in self.de(cle):
            del self._textes[cle, champ]

    def vider(self) -> None:
        """Écrit tout ce qui attend, dans l'ordre de la frappe ; ce qui n'a pas pu l'être attend encore."""
        for (cle, champ), texte in list(self._textes.items()):
            self._ecrire(cle, champ, texte)
            del self._textes[cle, champ]
