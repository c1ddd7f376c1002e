"""Les conditions de la minoration, chacune remplie, non remplie ou inconnue, avec les chiffres qui le disent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from relogement.formats import euros, pluriel
from relogement.regles.calendrier import jour_fr
from relogement.regles.minoration.bareme import bareme_du_bail, conventionne_recent


@dataclass(frozen=True, slots=True)
class Accueil:
    """Le relogement dont on regarde le droit à la minoration ; montants en centimes par mois, None : inconnu.

    `demolition` et `anru` : l'opération. `neuf_envoi` et `neuf_bail` : neuf, ou de moins de 5 ans, le jour de l'envoi
    de la proposition et le jour du bail ; `livre` : le jour de la livraison ; `neuf_note` : ce que la fiche du logement
    en dit, `livre_recent` ce qu'en dit la seule livraison, à l'envoi ; `convention` : le jour de la convention APL.
    `plafond_origine` : d'où vient le plafond ; `plafond_manque` : pourquoi on ne le connaît pas.
    """

    demolition: bool
    anru: bool
    temporaire: bool
    neuf_envoi: bool | None
    neuf_bail: bool | None
    bail: date
    loyer: int | None
    plafond: int | None
    livre: date | None = None
    plafond_origine: str = ""
    plafond_manque: str = ""
    neuf_note: bool | None = None
    livre_recent: bool | None = None
    convention: date | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """`remplie` None : inconnu ; `phrase`, sans point final, dit les chiffres, ou ce qui manque."""

    cle: str
    nom: str
    remplie: bool | None
    phrase: str
    reference: str


def conditions(a: Accueil) -> tuple[Condition, ...]:
    """Les conditions du barème en vigueur au bail ; avant le premier, celles du premier."""
    return tuple(
        Condition(c.cle, c.nom, *_VERIFIER[c.cle](a), c.reference) for c in bareme_du_bail(a.bail).conditions
    )


def reunies(lues: Iterable[Condition]) -> bool | None:
    """Faux si l'une manque, None si l'une est inconnue et qu'aucune ne manque, vrai si toutes sont remplies."""
    avis = {c.remplie for c in lues}
    return False if False in avis else None if None in avis else True


def dire_reunies(lues: tuple[Condition, ...]) -> str:
    """Ce qu'il faut retenir des conditions."""
    manquent = sum(c.remplie is False for c in lues)
    inconnues = sum(c.remplie is None for c in lues)
    if manquent:
        return pluriel(manquent, "condition n'est pas remplie", "conditions ne sont pas remplies")
    if inconnues:
        return pluriel(inconnues, "condition reste à vérifier", "conditions restent à vérifier")
    return "toutes les conditions sont remplies"


Avis = tuple[bool | None, str]


def _origine(a: Accueil) -> Avis:
    if not a.anru:
        return False, "l'opération n'est pas notée « projet ANRU » dans ses réglages"
    if not a.demolition:
        return None, (
            "l'opération est une réhabilitation sans démolition : la charte ne promet le forfait que pour les "
            "démolitions inscrites dans la convention, l'ANRU a pu l'ouvrir aux réhabilitations lourdes"
        )
    return True, "démolition d'un projet ANRU, d'après les réglages de l'opération"


def _definitif(a: Accueil) -> Avis:
    if a.temporaire:
        return False, "le relogement est temporaire"
    return True, f"bail définitif du {jour_fr(a.bail)}"


def _recent(a: Accueil) -> Avis:
    """Conventionné depuis moins de 5 ans d'abord ; puis neuf ou récent, si la fiche ne se contredit pas."""
    moins = f"moins de {bareme_du_bail(a.bail).conventionne_ans} ans"
    if a.convention is not None and conventionne_recent(a.convention, a.bail):
        return True, f"conventionné le {jour_fr(a.convention)} : {moins} au bail du {jour_fr(a.bail)}"
    neuf, phrase = _neuf(a)
    if neuf is not False:
        return neuf, phrase
    if a.convention is None:
        return False, f"{phrase}, et aucune convention récente n'est notée"
    return False, f"{phrase}, conventionné le {jour_fr(a.convention)}"


def _neuf(a: Accueil) -> Avis:
    dit = f"livré le {jour_fr(a.livre)}" if a.livre and a.neuf_note is None else "d'après la fiche du logement"
    if a.neuf_note is not None and a.livre and a.livre_recent is (not a.neuf_note):
        note = "neuf ou récent" if a.neuf_note else "ni neuf ni récent"
        return None, f"la fiche du logement le dit {note}, et livré le {jour_fr(a.livre)} : à vérifier"
    if a.neuf_envoi is None or a.neuf_bail is None:
        return None, "il manque, sur la fiche du logement, s'il est neuf ou le jour de sa livraison"
    if a.neuf_envoi is not a.neuf_bail:
        return None, f"{dit} : moins de 5 ans à l'envoi de la proposition, plus au bail du {jour_fr(a.bail)}"
    if a.neuf_bail:
        return True, f"{dit} : neuf, ou moins de 5 ans au bail du {jour_fr(a.bail)}"
    return False, f"{dit} : ni neuf, ni de moins de 5 ans au bail du {jour_fr(a.bail)}"


def _recent_ou_sobre(a: Accueil) -> Avis:
    """La qualité thermique n'est pas notée : un logement plus ancien reste à vérifier, jamais exclu."""
    recent, phrase = _recent(a)
    if recent is False:
        return None, f"{phrase} ; il manque sa qualité thermique (RT 2005), que l'application ne note pas"
    return recent, phrase


def _loyer(a: Accueil) -> Avis:
    if a.plafond is None:
        return None, f"il manque le plafond APL du ménage : {_minuscule(a.plafond_manque) or 'il n’est pas connu'}"
    plafond = f"un plafond de {euros(a.plafond)}" + (f" ({a.plafond_origine})" if a.plafond_origine else "")
    if a.loyer is None:
        return None, f"il manque le loyer du bail, pour {plafond}"
    if a.loyer <= a.plafond:
        return True, f"loyer {euros(a.loyer)} pour {plafond}"
    return False, f"loyer {euros(a.loyer)}, {euros(a.loyer - a.plafond)} de trop pour {plafond}"


def _minuscule(phrase: str) -> str:
    return (phrase[:1].lower() + phrase[1:]).rstrip(".")


_VERIFIER: dict[str, Callable[[Accueil], Avis]] = {
    "origine": _origine, "definitif": _definitif, "recent": _recent, "recent_ou_sobre": _recent_ou_sobre,
    "loyer": _loyer,
}
