"""La feuille « Ajustements » : ce qui a changé, à leur date, dans les chiffres de revues émises avant.

Sous pseudonymes ; la variante diffusable ne l'a pas, car une différence entre deux revues est un petit effectif.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.ajustements import ORIGINE_INCONNUE, Ajustement, Correction
from relogement.regles.revue.pages.catalogue import feuille, feuilles
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue import avancement
from relogement.tableur.revue.cellules import Colonne, Genre, Reperes, Valeur, ecart_de, genre_de, valeur_de
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import dire_references, notes_page
from relogement.tableur.revue.page import AJUSTEMENTS

C = Colonne[Ajustement]
Lire = Callable[[Ajustement], Valeur]
_TUS = " ; jamais dits d'un chiffre sensible"
MAXIMUM = 20
"""Les codes et les corrections nommés dans une case ; au-delà, combien d'autres."""


def ecrire(feuille: Feuille, revue: Revue, _: Reperes) -> None:
    """Écrit une ligne par chiffre changé ; à n'appeler que si la revue a une référence."""
    cols = colonnes(revue)
    feuille.largeurs(c.largeur or 14 for c in cols)
    feuille.imprimer_large()
    feuille.titre(AJUSTEMENTS, [*notes_page(revue), *dire_references(revue)])
    entete = feuille.entetes([c.titre for c in cols], hauteur=32)
    for a in revue.ajustements:
        feuille.rangee([(c.lire(a), _genre(c, a)) for c in cols])
    feuille.figer(entete + 1, 3)
    feuille.repeter(entete)
    feuille.filtrer(entete, len(cols))
    feuille.finir()


def colonnes(revue: Revue) -> tuple[C, ...]:
    """Les colonnes, définies dans « Méthode »."""
    lieux, source = feuilles(revue), "revues émises avant, et faits enregistrés le jour de l'édition"

    def colonne(titre: str, genre: Genre, lire: Lire, definition: str, largeur: float | None = None) -> C:
        return Colonne(titre, genre, lire, definition, largeur, "une ligne par chiffre changé", source)

    def lieu(a: Ajustement) -> str:
        cle = a.recalcule.indicateur.cle
        return avancement.TITRE if cle.startswith("avancement:") else feuille(cle, lieux)

    return (
        colonne("Revue corrigée", Genre.TEXTE, lambda a: a.de.court, "La revue émise dont c'est un chiffre.", 30),
        colonne("Feuille", Genre.TEXTE, lieu, "Où se lit ce chiffre ; vide s'il ne se lit plus.", 22),
        colonne("Chiffre", Genre.TEXTE, lambda a: a.recalcule.indicateur.libelle.strip(), "Le nom du chiffre.", 40),
        colonne("Définition", Genre.TEXTE, lambda a: a.recalcule.indicateur.definition, "Ce qu'il compte.", 50),
        colonne("Change", Genre.TEXTE, lambda a: a.portee.value, "Ce qui diffère, du plus fort au moins fort.", 18),
        colonne(
            "Émis", Genre.NOMBRE, lambda a: valeur_de(a.emis)[0],
            "La valeur de la revue émise ; si une revue émise depuis l'a déjà dite corrigée, cette valeur-là.",
        ),
        colonne("Recalculé", Genre.NOMBRE, lambda a: valeur_de(a.recalcule)[0], "La même, aujourd'hui, à sa date."),
        colonne(
            "Écart", Genre.NOMBRE, lambda a: ecart_de(a.emis, a.recalcule),
            "Recalculé − émis ; inconnu si l'un des deux l'est.",
        ),
        colonne("Connus, émis", Genre.NOMBRE, lambda a: a.emis.connus, "Le dénominateur émis."),
        colonne("Connus, recalculés", Genre.NOMBRE, lambda a: a.recalcule.connus, "Le dénominateur d'aujourd'hui."),
        colonne("Inconnus, émis", Genre.NOMBRE, lambda a: a.emis.inconnus, "Les inconnus émis."),
        colonne("Inconnus, recalculés", Genre.NOMBRE, lambda a: a.recalcule.inconnus, "Les inconnus d'aujourd'hui."),
        colonne("Entrés", Genre.TEXTE, _menages(lambda a: a.entres), f"Les ménages qu'il ne comptait pas{_TUS}.", 30),
        colonne("Sortis", Genre.TEXTE, _menages(lambda a: a.sortis), f"Les ménages qu'il ne compte plus{_TUS}.", 30),
        colonne(
            "Corrigé au dossier", Genre.TEXTE, _menages(lambda a: _dites(a.corrections) or [ORIGINE_INCONNUE]),
            "Les fiches de ces ménages où un fait daté jusqu'au jour de la revue corrigée a été ajouté, changé ou "
            "retiré depuis qu'on en a parlé, au jour de la correction ; à défaut, celles des ménages que le chiffre "
            f"mesure ou ignore. « {ORIGINE_INCONNUE.capitalize()} » : aucune ne l'explique (opération, charte, règle "
            "de calcul), ou la nommer dirait une difficulté. Vide : y compter dirait une difficulté sociale ou la "
            "santé.", 60,
        ),
    )


def _genre(c: C, a: Ajustement) -> Genre:
    """Celui du chiffre pour ses valeurs : des euros, des jours, une part."""
    return genre_de(a.recalcule.indicateur.unite) if c.titre in ("Émis", "Recalculé", "Écart") else c.genre


def _dites(corrections: Sequence[Correction]) -> list[str]:
    return [f"{jour_fr(c.le)} {c.menage} {c.fiche}" for c in corrections]


def _menages(lire: Callable[[Ajustement], Sequence[str]]) -> Lire:
    """Ces codes ou ces corrections ; rien d'un chiffre sensible."""
    return lambda a: None if a.tait_ses_menages else _liste(lire(a))


def _liste(mots: Sequence[str]) -> Valeur:
    """Ces mots, séparés par des virgules ; None s'il n'y en a pas."""
    if len(mots) > MAXIMUM:
        mots = (*mots[:MAXIMUM], f"et {len(mots) - MAXIMUM} autres")
    return ", ".join(mots) or None
