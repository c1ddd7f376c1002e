"""Les courriers livrés : un fichier TOML chacun, son texte, l'article d'où il vient, ce qu'il lui faut."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from relogement.commun import ErreurMetier, ressource
from relogement.documents.courriers.donnees import FaitsCourrier

DOSSIER = "courriers"
REHABILITATION = "_rehabilitation"
"""Ce qui finit le code d'un courrier quand la réhabilitation a le sien."""


class Sujet(Enum):
    """Ce dont le courrier parle : sans lui, il ne s'imprime pas."""

    MENAGE = "menage"
    PROPOSITION = "proposition"
    ACCORD = "accord"
    RELOGEMENT = "relogement"


@dataclass(frozen=True, slots=True)
class Modele:
    """Un courrier livré ; `demolition` None : pour toute opération ; `source` : l'article et le texte d'où il vient.

    `lettre` faux : un formulaire, sans destinataire ni formule de politesse.
    """

    code: str
    rang: int
    titre: str
    source: str
    sujet: Sujet
    objet: str
    corps: str
    lettre: bool = True
    demolition: bool | None = None

    def convient(self, demolition: bool) -> bool:
        """Vrai si l'opération est de celles pour lesquelles il est écrit."""
        return self.demolition is None or self.demolition is demolition


@lru_cache(maxsize=1)
def modeles() -> dict[str, Modele]:
    """Les courriers livrés par code, dans l'ordre du relogement."""
    lus = [_lire(f.stem, tomllib.loads(f.read_text(encoding="utf-8"))) for f in ressource(DOSSIER).glob("*.toml")]
    return {modele.code: modele for modele in sorted(lus, key=lambda modele: modele.rang)}


def variante(code: str, *, demolition: bool) -> str:
    """Le code du même courrier, écrit pour une démolition ou pour une réhabilitation."""
    commun = code.removesuffix(REHABILITATION)
    voulu = commun if demolition else f"{commun}{REHABILITATION}"
    return voulu if voulu in modeles() else code


def codes() -> list[str]:
    """Les codes des courriers livrés, sans lire leurs textes."""
    return sorted(f.stem for f in ressource(DOSSIER).glob("*.toml"))


def _lire(code: str, donnees: dict[str, object]) -> Modele:
    reste = {nom: valeur for nom, valeur in donnees.items() if nom != "sujet"}
    return Modele(code=code, sujet=Sujet(donnees["sujet"]), **reste)  # type: ignore[arg-type]  # un test lit chaque fichier


def exiger_sujet(modele: Modele, f: FaitsCourrier) -> None:
    """ErreurMetier, qui dit quoi faire d'abord, si le ménage n'a pas ce dont ce courrier parle."""
    if modele.sujet in (Sujet.PROPOSITION, Sujet.ACCORD) and f.proposition is None:
        phrases = {
            Sujet.PROPOSITION: "Ce ménage n'a pas de proposition : envoyez-en d'abord une.",
            Sujet.ACCORD: "Ce ménage n'a accepté aucune proposition : notez d'abord son accord.",
        }
        raise ErreurMetier(phrases[modele.sujet], "modele")
    if modele.sujet is Sujet.RELOGEMENT and f.relogement is None:
        raise ErreurMetier("Ce ménage n'a pas signé de nouveau bail : notez d'abord la signature.", "modele")
