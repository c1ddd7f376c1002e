"""Les colonnes de « Ménages » sur le profil et les logements : des listes et des tranches à nous."""

from __future__ import annotations

from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.logements import PEUPLEMENT, localisation, peuplement, recent, surface
from relogement.regles.revue.parametres import libelle_bande
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.cellules import Colonne, Genre, Valeur, connu
from relogement.vocabulaire import Liste

C = Colonne[Dossier]
RECENT = "Accueil neuf ou conventionné récent"


def _mot(membre: Liste | None) -> Valeur:
    return connu(membre.libelle if membre else None)


def colonnes_profil(revue: Revue) -> tuple[C, ...]:
    """Qui est le ménage, au jour de son relogement ou de la revue."""
    p = revue.parametres
    return (
        Colonne(
            "Âge du titulaire",
            Genre.TEXTE,
            lambda d: connu(libelle_bande(p.ages, d.profil.age)),
            "Tranche d'âge du seul titulaire présent ; tranches à nous.",
            14,
        ),
        Colonne(
            "Emploi du titulaire",
            Genre.TEXTE,
            lambda d: _mot(d.profil.emploi),
            "Déduit de la nature de ses ressources ; liste à nous.",
            20,
        ),
        Colonne(
            "Nature des ressources",
            Genre.TEXTE,
            lambda d: _mot(d.profil.nature),
            "La première vraie : sans, RSA ou prestations seuls, travail, retraite, chômage, autres ; liste à nous.",
            24,
        ),
        Colonne(
            "Tranche de ressources",
            Genre.TEXTE,
            lambda d: connu(libelle_bande(p.ressources, d.finances.avant.ressources)),
            "Total des ressources par mois, aide au logement exclue ; tranches à nous.",
            22,
        ),
        Colonne(
            "Ressources et plafond PLUS",
            Genre.TEXTE,
            lambda d: _mot(d.profil.plafond),
            "Part du plafond PLUS, calculée du dernier avis d'impôt ou tapée à l'entretien.",
            16,
        ),
        Colonne(
            "Ancienneté",
            Genre.TEXTE,
            lambda d: connu(libelle_bande(p.anciennetes, d.profil.anciennete)),
            "Tranche d'années révolues depuis le début du bail d'origine ; tranches à nous.",
            14,
        ),
    )


def _accueil(d: Dossier, champ: str) -> Valeur:
    return None if d.accueil is None else connu(getattr(d.accueil, champ))


def _si_accueil(d: Dossier, valeur: Liste | None) -> Valeur:
    return None if d.accueil is None else _mot(valeur)


def colonnes_logements(revue: Revue) -> tuple[C, ...]:
    """Le logement quitté et celui d'accueil ; rien de plus fin que la commune."""
    tolerance = revue.parametres.surface
    return (
        Colonne("Type avant", Genre.TEXTE, lambda d: connu(d.quitte.type), "Type du logement quitté.", 9),
        Colonne("Type après", Genre.TEXTE, lambda d: _accueil(d, "type"), "Type du logement d'accueil.", 9),
        Colonne("Surface avant", Genre.SURFACE, lambda d: connu(d.quitte.surface), "Surface du logement quitté."),
        Colonne("Surface après", Genre.SURFACE, lambda d: _accueil(d, "surface"), "Surface du logement d'accueil."),
        Colonne(
            "Évolution de la surface",
            Genre.TEXTE,
            lambda d: _si_accueil(d, surface(d, tolerance)),
            f"Surface après, comparée à celle d'avant : équivalente à {tolerance} % près.",
            14,
        ),
        Colonne(
            "Peuplement avant",
            Genre.TEXTE,
            lambda d: _mot(peuplement(d, d.quitte)),
            f"Pièces du logement quitté : {PEUPLEMENT}.",
            13,
        ),
        Colonne(
            "Peuplement après",
            Genre.TEXTE,
            lambda d: _si_accueil(d, peuplement(d, d.accueil)),
            f"Pièces du logement d'accueil : {PEUPLEMENT}.",
            13,
        ),
        Colonne("Commune avant", Genre.TEXTE, lambda d: connu(d.quitte.commune), "Commune du logement quitté.", 16),
        Colonne("Commune après", Genre.TEXTE, lambda d: _accueil(d, "commune"), "Commune du logement d'accueil.", 16),
        Colonne(
            "Localisation",
            Genre.TEXTE,
            lambda d: _si_accueil(d, localisation(d)),
            "Même QPV, autre QPV ou hors QPV.",
            12,
        ),
        Colonne("Hors site", Genre.TEXTE, lambda d: _accueil(d, "hors_quartier"), "Hors du quartier quitté.", 10),
        Colonne("Accueil en QPV", Genre.TEXTE, lambda d: _accueil(d, "qpv"), "Le logement d'accueil est en QPV.", 11),
        Colonne(
            "Accueil neuf ou < 5 ans",
            Genre.TEXTE,
            lambda d: _accueil(d, "neuf"),
            "Neuf ou livré depuis moins de 5 ans au jour de la proposition.",
            11,
        ),
        Colonne(
            RECENT,
            Genre.TEXTE,
            lambda d: connu(recent(d, revue.parametres.neuf_ans)) if d.accueil else None,
            "Neuf, ou conventionné depuis moins de tant d'ans (paramètre de la charte) au jour du bail ; inconnu sans "
            "date de convention si le logement n'est pas neuf.",
            11,
        ),
        Colonne(
            "Accueil individuel", Genre.TEXTE, lambda d: _accueil(d, "individuel"), "Individuel, et non collectif.", 11
        ),
        Colonne(
            "Bailleur d'accueil", Genre.TEXTE, lambda d: _accueil(d, "bailleur"), "Bailleur du logement d'accueil.", 22
        ),
        Colonne(
            "Réservataire d'imputation",
            Genre.TEXTE,
            lambda d: _mot(d.arrivee.reservataire) if d.arrivee else None,
            "Contingent auquel le relogement est imputé ; vide : pas de logement d'accueil.",
            22,
        ),
        Colonne(
            "Financement",
            Genre.TEXTE,
            lambda d: _accueil(d, "financement"),
            "Financement d'origine du logement d'accueil.",
            12,
        ),
    )
