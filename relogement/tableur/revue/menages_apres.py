"""Les colonnes de « Ménages » sur ce qui suit le relogement : minoration, frais, suivi, enquête, sortie, charte."""

from __future__ import annotations

from collections.abc import Callable

from relogement.regles.charte.etats import Etat
from relogement.regles.enquete import QUESTIONS, Question
from relogement.regles.revue import mesures
from relogement.regles.revue.charte import derogations, nombre_etat
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.pages.enquete import a_repondu, reponse, vaut
from relogement.regles.revue.pages.frais import accorde, demenages, montant, paye
from relogement.regles.revue.pages.impact import minoration_demandee, montant_minoration
from relogement.regles.revue.sources import LigneFrais
from relogement.tableur.revue.cellules import Colonne, Genre, Valeur, connu

C = Colonne[Dossier]
_SAUF = ", sauf celles qui diraient une difficulté sociale"


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
        Colonne(
            "Frais demandés", Genre.EUROS, total(lambda f: f.montant),
            "Total des postes, inconnu si aucun n'a de réponse ; vide : pas déménagé.",
        ),
        Colonne("Frais accordés", Genre.EUROS, total(accorde), "Total accordé des postes demandés."),
        Colonne("Frais payés", Genre.EUROS, total(paye), "Total payé des postes demandés, par qui que ce soit."),
    )


def _suivi() -> tuple[C, ...]:
    def issue(d: Dossier) -> Valeur:
        lue = vaut(d)
        return lue.resultat.libelle if lue else None

    def mode(d: Dossier) -> Valeur:
        lue = vaut(d)
        return connu(lue.mode.libelle if lue.mode else None) if lue else None

    return (
        Colonne(
            "Suivi", Genre.TEXTE, mesures.suivi_montrable,
            "Où en est le suivi, prolongé ou non : le prolonger dirait une difficulté ; vide : pas encore relogé.", 18,
        ),
        Colonne(
            "Enquête", Genre.TEXTE, issue,
            "L'issue du dernier questionnaire réalisé, sinon de la dernière prise de contact ; vide : aucune.", 14,
        ),
        Colonne("Mode de l'enquête", Genre.TEXTE, mode, "Comment ce contact est pris ; vide : aucun.", 14),
        Colonne(
            "Prises de contact", Genre.NOMBRE, lambda d: len(d.enquetes) if d.emmenage_le else None,
            "Nombre de prises de contact depuis l'emménagement ; vide : pas encore relogé.",
        ),
        *(_question(q) for q in QUESTIONS),
    )


def _question(q: Question) -> C:
    def lire(d: Dossier) -> Valeur:
        if not a_repondu(d):
            return None
        donnee = reponse(d, q)
        return connu(donnee.libelle if donnee else None)

    return Colonne(
        q.titre, Genre.TEXTE, lire, f"« {q.texte} » ; vide : pas de questionnaire réalisé.", 18
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
            "Obligations respectées", Genre.NOMBRE, etat(Etat.RESPECTEE), f"Obligations de la charte respectées{_SAUF}."
        ),
        Colonne(
            "Obligations en retard", Genre.NOMBRE, etat(Etat.EN_RETARD),
            f"Obligations de la charte en retard à la date{_SAUF}.",
        ),
        Colonne(
            "Obligations non respectées",
            Genre.NOMBRE,
            etat(Etat.NON_RESPECTEE),
            f"Obligations de la charte non respectées à la date{_SAUF}.",
        ),
        Colonne(
            "Obligations à vérifier",
            Genre.NOMBRE,
            etat(Etat.INDETERMINEE),
            f"Obligations dont un fait décisif est inconnu{_SAUF}.",
        ),
        Colonne(
            "Dérogations",
            Genre.NOMBRE,
            derogations,
            f"Obligations qu'une dérogation motivée explique{_SAUF}.",
        ),
    )
