"""Le foyer et le budget : ce qui manque, et ce qui est trop grand pour être vrai."""

from __future__ import annotations

from collections.abc import Iterator

from relogement.regles.budget import Budget
from relogement.regles.charte.constat import Cible
from relogement.regles.revue.dossier import Dossier, Situation
from relogement.regles.revue.mesures import composition
from relogement.regles.revue.profil import titulaire
from relogement.regles.revue.qualite.anomalie import Gravite, Regle

LOYER_FOIS = 3
"""Un loyer multiplié ou divisé par tant est sans doute mal tapé (à nous)."""
AGE_MINIMUM, AGE_MAXIMUM = 16, 110
"""Hors de cet âge, la naissance du titulaire est sans doute mal tapée (à nous)."""


def loyer_fois_trois(d: Dossier) -> Iterator[Cible]:
    """Un loyer trois fois plus haut, ou trois fois plus bas, que celui du logement quitté."""
    avant = d.finances.avant.loyer
    apres = d.finances.apres.loyer if d.finances.apres else None
    if avant and apres and (apres >= LOYER_FOIS * avant or avant >= LOYER_FOIS * apres):
        yield Cible("budget")


def loyer_nul(d: Dossier) -> Iterator[Cible]:
    """Un loyer de zéro : le plus souvent un loyer inconnu, tapé comme s'il l'était."""
    for b in (d.finances.avant, d.finances.apres):
        if b is not None and b.loyer == 0:
            yield Cible("budget")
            return


def effort_impossible(d: Dossier) -> Iterator[Cible]:
    """Un logement qui coûte plus que les ressources."""
    for b in (d.finances.avant, d.finances.apres):
        if b is not None and b.taux_effort is not None and b.taux_effort > 1:
            yield Cible("budget")
            return


def mensualite_inconnue(d: Dossier) -> Iterator[Cible]:
    """Un relogé dont l'écart de mensualité ne se calcule pas : l'article 14 le demande à chaque revue.

    Inconnu, et compté comme tel : ce n'est pas une faute. Un décohabitant, lui, n'avait pas de loyer.
    """
    if not d.faits.decohabitant and d.situation is Situation.RELOGE and d.finances.ecart is None:
        yield Cible("budget")


def ressources_inconnues(d: Dossier) -> Iterator[Cible]:
    """Un ménage rencontré dont les ressources ne sont pas connues."""
    cote: Budget = d.finances.avant
    if d.faits.entretiens and cote.ressources is None:
        yield Cible("foyer", "ressources")


def foyer_inconnu(d: Dossier) -> Iterator[Cible]:
    """Une famille qui ne se lit pas : personne n'est nommé, ou les liens ne la disent pas."""
    if composition(d) is None:
        yield Cible("foyer", "personnes")


def naissance_invraisemblable(d: Dossier) -> Iterator[Cible]:
    """L'âge du titulaire n'est pas vraisemblable."""
    age, chef = d.profil.age, titulaire(d.faits, d.emmenage_le or d.au)
    if age is not None and chef is not None and not AGE_MINIMUM <= age <= AGE_MAXIMUM:
        yield Cible("foyer", "naissance", chef.id)


def naissance_inconnue(d: Dossier) -> Iterator[Cible]:
    """La naissance du titulaire manque."""
    chef = titulaire(d.faits, d.emmenage_le or d.au)
    if chef is not None and chef.naissance is None:
        yield Cible("foyer", "naissance", chef.id)


def bail_sans_date(d: Dossier) -> Iterator[Cible]:
    """Le début du bail d'origine manque : l'ancienneté est inconnue. Un décohabitant n'en a pas."""
    bail = d.faits.bail
    if not d.faits.decohabitant and (bail is None or bail.debut is None):
        yield Cible("foyer", "bail", bail.id if bail else None)


def frais_sans_montant(d: Dossier) -> Iterator[Cible]:
    """Un poste payé sans son montant, ou payé plus que ce qui est accordé."""
    for f in d.frais:
        trop = f.paye is not None and f.accorde is not None and f.paye > f.accorde
        if f.paye_le is not None and (f.paye is None or trop):
            yield Cible("demenagement", "frais", f.relogement)


_D = Gravite.DOUTEUSE
REGLES = (
    Regle("loyer_fois_trois", _D, f"Le loyer est multiplié ou divisé par {LOYER_FOIS} au moins.", loyer_fois_trois),
    Regle("loyer_nul", _D, "Le loyer avant ou après est de zéro.", loyer_nul),
    Regle("effort_impossible", _D, "Le logement coûte plus que les ressources.", effort_impossible),
    Regle("mensualite_inconnue", _D, "Relogé : l'écart de mensualité ne se calcule pas.", mensualite_inconnue),
    Regle("ressources_inconnues", _D, "Rencontré : les ressources sont inconnues.", ressources_inconnues),
    Regle("foyer_inconnu", _D, "La composition familiale est inconnue.", foyer_inconnu),
    Regle("naissance_inconnue", _D, "La naissance du titulaire est inconnue.", naissance_inconnue),
    Regle("naissance_invraisemblable", _D, "L'âge du titulaire n'est pas vraisemblable.", naissance_invraisemblable),
    Regle("bail_sans_date", _D, "Le début du bail d'origine est inconnu.", bail_sans_date),
    Regle("frais_sans_montant", _D, "Des frais sont payés sans montant, ou plus qu'accordé.", frais_sans_montant),
)
