"""La catégorie d'un ménage au sens des plafonds de ressources (arrêté du 29 juillet 1987)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.commun import ErreurMetier
from relogement.formats import pluriel
from relogement.regles.calendrier import anniversaire
from relogement.regles.faits import FaitsMenage, Personne
from relogement.regles.foyer import presentes, sans_nom
from relogement.regles.plafonds.bareme import BaremePlafonds
from relogement.vocabulaire import Lien

DERNIERE = 6
"""La dernière catégorie que l'arrêté nomme ; au-delà, des personnes de plus."""


@dataclass(frozen=True, slots=True)
class Categorie:
    """La catégorie, à partir de 1 (au-delà de 6, une personne de plus par rang), et ce qui la fait, en mots."""

    rang: int
    raison: str

    @property
    def texte(self) -> str:
        """« catégorie 2 : 2 personnes », « catégorie 6 et 1 personne de plus : 7 personnes »."""
        de_plus = self.rang - DERNIERE
        plus = f" et {pluriel(de_plus, 'personne')} de plus" if de_plus > 0 else ""
        return f"catégorie {min(self.rang, DERNIERE)}{plus} : {self.raison}"


def categorie(faits: FaitsMenage, le: date, invalidite: bool | None, bareme: BaremePlafonds) -> Categorie:
    """La catégorie de qui vit au foyer ce jour-là.

    Autant que de personnes ; une de plus pour une personne seule dont tous les autres sont à charge, un jeune ménage,
    ou une carte d'invalidité (`invalidite` ; None : aucune n'est connue, elle ne compte pas) : la plus favorable, sans
    cumul. ErreurMetier si un occupant n'est pas nommé ou si un âge qui en décide manque.
    """
    la = presentes(faits.personnes, le)
    if not la:
        raise ErreurMetier("Personne n'est noté au foyer : ajoutez d'abord ses occupants.", "personnes")
    if (manque := sans_nom(faits, le)) is not None:
        nommees = pluriel(manque[1], "personne est nommée", "personnes sont nommées")
        raise ErreurMetier(
            f"{manque[0].occupants} occupants sont déclarés et {nommees} au foyer : complétez le foyer.", "personnes"
        )
    foyer = pluriel(len(la), "personne")
    if invalidite:
        return Categorie(len(la) + 1, f"{foyer}, dont une avec une carte d'invalidité")
    if _seule(la, le, bareme.a_charge):
        charge = pluriel(len(la) - 1, "personne à charge", "personnes à charge")
        return Categorie(len(la) + 1, f"une personne seule et {charge}")
    if _jeune_menage(la, le, bareme.jeune_menage):
        return Categorie(len(la) + 1, "jeune ménage sans personne à charge")
    return Categorie(len(la), foyer)


def _seule(la: list[Personne], le: date, a_charge: int) -> bool:
    """Le titulaire, et des enfants tous à charge ; un ascendant ou un autre adulte ne l'est pas sans qu'on le sache."""
    autres = [p for p in la if p.lien is not Lien.TITULAIRE]
    if len(autres) != len(la) - 1 or not autres or any(p.lien is not Lien.ENFANT for p in autres):
        return False
    naissances = [p.naissance for p in autres]
    if any(n is not None and le >= anniversaire(n, a_charge) for n in naissances):
        return False
    if None in naissances:
        raise ErreurMetier("La date de naissance d'un enfant manque : notez-la au foyer.", "naissance")
    return True


def _jeune_menage(la: list[Personne], le: date, ages: int) -> bool:
    if len(la) != 2 or {p.lien for p in la} != {Lien.TITULAIRE, Lien.CONJOINT}:
        return False
    annees = [_age(p.naissance, le) for p in la if p.naissance is not None]
    if sum(annees) > ages:
        return False
    if len(annees) < len(la):
        raise ErreurMetier("Les deux dates de naissance du couple décident de sa catégorie : notez-les.", "naissance")
    return True


def _age(naissance: date, le: date) -> int:
    """L'âge révolu."""
    ans = le.year - naissance.year
    return ans if le >= anniversaire(naissance, ans) else ans - 1
