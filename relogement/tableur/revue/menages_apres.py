"""Les colonnes de « Ménages » sur ce qui suit le relogement : minoration, frais, suivi, enquête, sortie, charte."""

from __future__ import annotations

from collections.abc import Callable

from relogement.regles.charte.etats import Etat
from relogement.regles.revue import mesures
from relogement.regles.revue.charte import nombre_etat
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.pages.frais import accorde, demenages, montant, paye
from relogement.regles.revue.pages.impact import minoration_demandee, montant_minoration
from relogement.regles.revue.pages.suivi import derniere, satisfaction
from relogement.regles.revue.sources import LigneFrais
from relogement.tableur.revue.cellules import Colonne, Genre, Valeur, connu
from relogement.vocabulaire import ResultatEnquete

C = Colonne[Dossier]


def colonnes_apres() -> tuple[C, ...]:
    """De la minoration à la charte."""
    return (*_frais(), *_suivi(), *_fin())


def _frais() -> tuple[C, ...]:
    def total(lire: Callable[[LigneFrais], int | None]) -> Callable[[Dossier], Valeur]:
        return lambda d: connu(montant(d, lambda _: True, lire)) if demenages(d) else None

    return (
        Colonne(
            "Minoration demandée",
            Genre.TEXTE,
            lambda d: minoration_demandee(d) if d.bail else None,
            "Une minoration de loyer est demandée ; vide : pas de bail définitif.",
            12,
        ),
        Colonne(
            "Montant de la minoration",
            Genre.EUROS,
            lambda d: connu(montant_minoration(d)) if minoration_demandee(d) else None,
            "Forfait demandé ; vide : rien n'est demandé.",
        ),
        Colonne("Frais demandés", Genre.EUROS, total(lambda f: f.montant), "Total des postes ; vide : pas déménagé."),
        Colonne("Frais accordés", Genre.EUROS, total(accorde), "Total accordé des postes demandés."),
        Colonne("Frais payés", Genre.EUROS, total(paye), "Total payé des postes demandés, par qui que ce soit."),
    )


def _suivi() -> tuple[C, ...]:
    def volet(champ: str) -> Callable[[Dossier], Valeur]:
        def lire(d: Dossier) -> Valeur:
            lue = derniere(d)
            if lue is None or lue.resultat is not ResultatEnquete.REPONDUE:
                return None
            degre = satisfaction(d, champ)
            return connu(degre.libelle if degre else None)

        return lire

    def enquete(d: Dossier) -> Valeur:
        lue = derniere(d)
        return lue.resultat.libelle if lue else None

    sans = "vide : pas de réponse recueillie."
    return (
        Colonne("Suivi", Genre.TEXTE, mesures.etat_suivi, "Où en est le suivi ; vide : pas encore relogé.", 18),
        Colonne("Enquête", Genre.TEXTE, enquete, "La réponse, sinon la dernière prise de contact ; vide : aucune.", 22),
        Colonne("Satisfait du logement", Genre.TEXTE, volet("logement"), f"Satisfaction déclarée ; {sans}", 18),
        Colonne("Satisfait du quartier", Genre.TEXTE, volet("quartier"), f"Satisfaction déclarée ; {sans}", 18),
        Colonne(
            "Satisfait de l'accompagnement", Genre.TEXTE, volet("accompagnement"), f"Satisfaction déclarée ; {sans}", 18
        ),
    )


def _fin() -> tuple[C, ...]:
    def etat(voulu: Etat) -> Callable[[Dossier], Valeur]:
        return lambda d: nombre_etat(d, voulu)

    return (
        Colonne(
            "Sortie le", Genre.JOUR, lambda d: d.faits.sortie.le if d.faits.sortie else None, "Jour de la sortie."
        ),
        Colonne(
            "Motif de sortie",
            Genre.TEXTE,
            lambda d: d.faits.sortie.motif.libelle if d.faits.sortie else None,
            "Parti sans relogement, décédé ou hors relogement.",
            20,
        ),
        Colonne(
            "Obligations respectées", Genre.NOMBRE, etat(Etat.RESPECTEE), "Obligations de la charte respectées."
        ),
        Colonne(
            "Obligations en retard", Genre.NOMBRE, etat(Etat.EN_RETARD), "Obligations de la charte en retard à la date."
        ),
        Colonne(
            "Obligations non respectées",
            Genre.NOMBRE,
            etat(Etat.NON_RESPECTEE),
            "Obligations de la charte non respectées à la date.",
        ),
        Colonne(
            "Obligations à vérifier",
            Genre.NOMBRE,
            etat(Etat.INDETERMINEE),
            "Obligations dont un fait décisif est inconnu.",
        ),
        Colonne(
            "Dérogations",
            Genre.NOMBRE,
            lambda d: sum(c.deroge for c in d.constats),
            "Obligations qu'une dérogation motivée explique.",
        ),
    )
