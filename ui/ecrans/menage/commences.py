"""Les fiches commencées et pas encore validées : leurs boutons le disent, et la page les rappelle toutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.fiches.dossier import Dossier
from ui.fiches.registre import FICHES, cle_brouillon, titre_fiche
from ui.socle.elements import Bouton, Texte, flux, vider

Ouvrir = Callable[[str, UUID | None, str | None], None]
"""Ouvre un formulaire : son nom, la fiche à reprendre (None : une nouvelle), le champ où placer le clavier."""
DossierDe = Callable[[UUID | None, str], Dossier]
"""Le dossier montré, pour cette fiche et cette entrée."""


@dataclass(frozen=True, slots=True)
class Vers:
    """Le geste d'un bouton qui ouvre une fiche : on sait ainsi laquelle, et si elle est commencée."""

    ouvrir: Ouvrir
    nom: str
    fiche_id: UUID | None = None
    champ: str | None = None

    def __call__(self) -> None:
        """Ouvre la fiche."""
        self.ouvrir(self.nom, self.fiche_id, self.champ)


def marquer(zone: QWidget, dossier_de: DossierDe, cles: set[str]) -> None:
    """Chaque bouton de `zone` qui ouvre une fiche dont la clé est dans `cles` dit « commencé, reprendre ».

    De deux boutons d'une même fiche, un seul le dit.
    """
    restent = set(cles)
    for bouton in zone.findChildren(Bouton):
        if isinstance(bouton.geste, Vers):
            cle = _cle(bouton.geste, dossier_de) if restent and not _carte(bouton, zone).isHidden() else ""
            bouton.commencer(cle in restent)
            restent.discard(cle)


def _carte(bouton: Bouton, zone: QWidget) -> QWidget:
    """La carte de `zone` qui porte ce bouton ; cachée, elle vient d'être remplacée et va disparaître."""
    carte: QWidget = bouton
    while (parent := carte.parentWidget()) is not None and parent is not zone:
        carte = parent
    return carte


def _cle(vers: Vers, dossier_de: DossierDe) -> str:
    return cle_brouillon(vers.nom, dossier_de(vers.fiche_id, vers.champ or ""))


class Commences(QWidget):
    """La ligne qui rappelle toutes les fiches commencées du dossier ; cachée s'il n'y en a pas."""

    def __init__(self, ouvrir: Ouvrir) -> None:
        super().__init__()
        self.setProperty("transparent", True)
        self._ouvrir = ouvrir
        self._vers: Sequence[Vers] = ()
        self._boite = QVBoxLayout(self)
        self._boite.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def vide(self) -> bool:
        """Vrai si aucune fiche n'est commencée."""
        return not self._vers

    def montrer(self, cles: Iterable[str]) -> None:
        """Montre les fiches de ces brouillons, par leur titre."""
        vers = [v for v in (self._lire(cle) for cle in sorted(cles)) if v is not None]
        if vers == self._vers:
            return
        self._vers = vers
        vider(self._boite)
        boutons = [Bouton(dit(v.nom), v, "lien", description=f"Reprendre : {dit(v.nom)}") for v in vers]
        if boutons:
            debut = Texte("Commencé, à reprendre :", "doux")
            debut.setWordWrap(False)
            self._boite.addWidget(flux(debut, *boutons, centre=True))

    def _lire(self, cle: str) -> Vers | None:
        """La fiche d'une clé « nom/ménage/fiche/entrée » ; None si ce n'en est pas une (un champ seul)."""
        nom, _, *suite = cle.split("/")
        entrees = [part for part in suite if "=" in part]
        fiches = [part for part in suite if "=" not in part]
        if nom not in FICHES or not all(map(_est_une_cle, fiches)):
            return None
        return Vers(self._ouvrir, nom, UUID(fiches[-1]) if fiches else None, entrees[0] if entrees else None)


def dit(nom: str) -> str:
    """Le titre d'une fiche dans une phrase : « réception de la proposition », mais « CALEOL »."""
    titre = titre_fiche(nom)
    return titre if titre[:2].isupper() else titre[:1].lower() + titre[1:]


def _est_une_cle(part: str) -> bool:
    try:
        UUID(part)
    except ValueError:
        return False
    return True
