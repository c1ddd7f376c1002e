"""La page « Profil » : qui sont les ménages à reloger, au jour de leur relogement ou de la revue."""

from __future__ import annotations

from relogement.regles.plafonds.part import Tranche
from relogement.regles.revue import mesures
from relogement.regles.revue.chiffre import Indicateur
from relogement.regles.revue.lignes import A_NOUS, CONNUS, dans_bandes, de_bandes, de_liste, membre, repartition
from relogement.regles.revue.logements import PEUPLEMENT, Peuplement, peuplement
from relogement.regles.revue.profil import Emploi, NatureRessources
from relogement.regles.revue.revue import Page, Population, Revue, Section

TITRE = "Profil"
_SUR = f"{Population.A_RELOGER.value}, {CONNUS}"


def page(revue: Revue) -> Page:
    """Famille, âge, emploi, ressources, ancienneté, plafond, peuplement : une répartition chacun."""
    p = revue.parametres
    return Page(
        TITRE,
        (
            _taille(revue),
            repartition(
                revue,
                _modele(
                    "profil_famille",
                    "Composition familiale",
                    "Composition d'après les liens avec le titulaire, quel que soit l'âge des enfants",
                ),
                [(c, c) for c in mesures.COMPOSITIONS],
                mesures.composition,
            ),
            repartition(
                revue,
                _modele("profil_age", "Âge du titulaire", "Âge révolu du titulaire, seul titulaire présent"),
                de_bandes(p.ages),
                dans_bandes(p.ages, lambda d: d.profil.age),
            ),
            *_ressources(revue),
            repartition(
                revue,
                _modele(
                    "profil_anciennete",
                    "Ancienneté dans le logement",
                    "Années révolues depuis le début du bail d'origine",
                ),
                de_bandes(p.anciennetes),
                dans_bandes(p.anciennetes, lambda d: d.profil.anciennete),
            ),
            repartition(
                revue,
                _modele(
                    "profil_peuplement",
                    "Peuplement du logement quitté",
                    f"Pièces du logement quitté ({PEUPLEMENT})",
                ),
                de_liste(Peuplement),
                membre(lambda d: peuplement(d, d.quitte)),
            ),
        ),
    )


def _modele(cle: str, libelle: str, definition: str, source: str = "dossier du ménage") -> Indicateur:
    return Indicateur(cle, libelle, definition, _SUR, f"{source} ; liste et {A_NOUS}")


def _taille(revue: Revue) -> Section:
    tailles = revue.parametres.tailles
    modele = _modele("profil_taille", "Taille du ménage", "Personnes présentes au foyer, nommées ou déclarées")
    return repartition(revue, modele, de_bandes(tailles), dans_bandes(tailles, lambda d: d.personnes))


def _ressources(revue: Revue) -> tuple[Section, ...]:
    tranches = revue.parametres.ressources
    emploi = _modele(
        "profil_emploi",
        "Situation d'emploi du titulaire",
        "Déduite de la nature de ses ressources : travail, puis chômage ou ASS, puis retraite",
    )
    nature = _modele(
        "profil_nature",
        "Nature des ressources du ménage",
        "La première vraie dans l'ordre des lignes ; inconnue si les ressources de quelqu'un manquent",
    )
    montant = _modele(
        "profil_ressources",
        "Ressources du ménage, par mois",
        "Total des ressources du ménage, aide au logement exclue ; inconnu s'il en manque une",
    )
    plafond = _modele(
        "profil_plafond",
        "Ressources et plafond PLUS",
        "Part du plafond PLUS, calculée du dernier avis d'impôt ou tapée à l'entretien (article 12)",
    )
    return (
        repartition(revue, emploi, de_liste(Emploi), membre(lambda d: d.profil.emploi)),
        repartition(revue, nature, de_liste(NatureRessources), membre(lambda d: d.profil.nature)),
        repartition(
            revue, montant, de_bandes(tranches), dans_bandes(tranches, lambda d: d.finances.avant.ressources)
        ),
        repartition(revue, plafond, de_liste(Tranche), membre(lambda d: d.profil.plafond)),
    )
