"""La famille au sens de l'APL (R.823-4) : seul ou en couple, et combien de personnes à charge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.commun import ErreurMetier
from relogement.formats import pluriel
from relogement.regles.apl.bareme import Bareme
from relogement.regles.calendrier import anniversaire
from relogement.regles.faits import FaitsMenage, Personne
from relogement.regles.foyer import presentes, sans_nom
from relogement.vocabulaire import Lien


@dataclass(frozen=True, slots=True)
class Famille:
    """Seul ou en couple, avec `pac` personnes à charge ; `hors_charge` : ceux qui vivent au foyer sans compter."""

    couple: bool
    pac: int
    hors_charge: int = 0

    @property
    def texte(self) -> str:
        """« en couple, 2 personnes à charge »."""
        seul = "en couple" if self.couple else "seul ou seule"
        charge = pluriel(self.pac, "personne à charge", "personnes à charge")
        autres = pluriel(self.hors_charge, "autre adulte non compté", "autres adultes non comptés")
        return f"{seul}, {charge}" + (f", {autres}" if self.hors_charge else "")


def famille_apl(
    faits: FaitsMenage, le: date, bareme: Bareme, aises: frozenset[str] = frozenset()
) -> Famille:
    """La famille de qui vit au foyer ce jour-là.

    À charge : les enfants sous l'âge du barème, sauf ceux que leurs ressources en sortent (`aises`). Un ascendant ou un
    autre parent ne l'est que sous des conditions (âge, invalidité, ressources) que le dossier ne porte pas : il n'est
    pas compté.
    ErreurMetier si un occupant n'est pas nommé, si deux personnes sont titulaires, ou si l'âge d'un enfant est inconnu.
    """
    la = presentes(faits.personnes, le)
    if not la:
        raise ErreurMetier("Personne n'est noté au foyer : ajoutez d'abord ses occupants.", "personnes")
    if (manque := sans_nom(faits, le)) is not None:
        declares, nommes = manque[0].occupants, manque[1]
        raise ErreurMetier(
            f"{declares} occupants sont déclarés et {pluriel(nommes, 'personne est nommée', 'personnes sont nommées')} "
            "au foyer : complétez le foyer.", "personnes",
        )
    liens = [p.lien for p in la]
    if liens.count(Lien.TITULAIRE) > 1:
        raise ErreurMetier("Deux titulaires sont notés au foyer : dites si l'un est le conjoint de l'autre.", "lien")
    couple = {Lien.TITULAIRE, Lien.CONJOINT} <= set(liens)
    pac = sum(_a_charge(p, le, bareme.a_charge) and p.id not in aises for p in la)
    titulaires = 2 if couple else 1
    return Famille(couple, pac, max(0, len(la) - pac - titulaires))


def _a_charge(p: Personne, le: date, age: int) -> bool:
    if p.lien is not Lien.ENFANT:
        return False
    if p.naissance is None:
        raise ErreurMetier("La date de naissance d'un enfant manque : notez-la au foyer.", "naissance")
    return le < anniversaire(p.naissance, age)
