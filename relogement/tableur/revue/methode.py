"""La feuille « Méthode » : définition, dénominateur et source de chaque chiffre, et ce qui est à nous."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.saisie import dire
from relogement.regles.revue.arret import TRIMESTRES_COMPARES
from relogement.regles.revue.qualite.anomalie import Regle
from relogement.regles.revue.qualite.moteur import REGLES
from relogement.regles.revue.revue import Croisement, Page, Revue, Section, Tableau
from relogement.tableur.revue import ajustements, avancement, controle, menages, page, qualite
from relogement.tableur.revue.cellules import Colonne, Genre
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes
from relogement.tableur.revue.variante import SEULE
from relogement.vocabulaire import VarianteRevue

TITRE = "Méthode"
PARTOUT = "Pages de chiffres"
_LARGEURS = (22, 34, 40, 78, 44, 40)

_PRINCIPES = (
    (
        "Statut",
        "Au format du projet, à la manière de RIME. Le classeur RIME de l'USH n'est pas public et l'ANRU ne "
        "publie ni bandes ni dénominateurs : listes, bandes et dénominateurs sont ceux du projet, "
        "aucun n'est officiel.",
    ),
    (
        "Photographie",
        "Faits datés jusqu'au jour de la situation, compris, tels qu'ils sont enregistrés le jour de "
        "l'édition. Pendant la période : du premier au dernier jour, compris.",
    ),
    (
        "Inconnu",
        "Une donnée inconnue n'est jamais zéro. Chaque part est calculée sur les ménages dont la donnée est "
        "connue ; leur nombre et celui des inconnus sont à côté. Une cellule vide est sans objet. Quand seul un oui "
        "peut se savoir, les connus ne sont pas un dénominateur : la part est donnée entre deux bornes, sur tous.",
    ),
    ("Décohabitants", "Comptés à part dans tous les chiffres."),
    (
        "Situations",
        "Relogés définitivement, sortis sans relogement et restant à reloger se partagent les ménages à "
        "reloger. Un ménage relogé puis parti reste relogé.",
    ),
    (
        "Revues émises",
        "Une revue émise ne change plus. Ce qui est corrigé ensuite se dit une fois, dans la prochaine revue émise des "
        "mêmes opérations : « Ajustements » donne, à la date de la revue corrigée, chaque chiffre recalculé qui "
        "diffère de ce qui en a été dit, et les ménages qui l'expliquent. Une revue émise à nouveau au même arrêté "
        f"remplace la précédente. Se comparent les revues arrêtées jusqu'à {TRIMESTRES_COMPARES} trimestres avant (à "
        "nous) : au-delà, une correction ne se dit plus.",
    ),
    (
        "Données sociales",
        "Les difficultés sociales ne sortent jamais de la base. D'un total qui en dépend, ou d'un motif de priorité, "
        "« Ajustements » donne l'écart et tait les ménages.",
    ),
    (
        "Chiffres du budget",
        "Chaque côté vient tout entier d'une seule source, nommée dans « Ménages ». "
        "Ressources et personnes du jour de la signature du bail, ou du jour de l'envoi pour un budget figé.",
    ),
)


_DIFFUSES = {
    "Photographie": "Faits datés jusqu'au jour de la situation, compris, tels qu'ils sont enregistrés le jour de "
    "l'édition.",
    "Décohabitants": "Ce classeur ne les compte pas.",
    "Revues émises": "Une revue émise ne change plus.",
    "Données sociales": "Les difficultés sociales ne sortent jamais de la base.",
    "Chiffres du budget": "Chaque côté vient tout entier d'une seule source. Ressources et personnes du jour de la "
    "signature du bail, ou du jour de l'envoi pour un budget figé.",
    "À publier seule": SEULE,
}
"""Les principes que la variante diffusable dit autrement : elle n'a ni période, ni comparaison, ni ménage."""
_PROPRES = {
    VarianteRevue.FINANCEUR: (
        "Pseudonymes",
        "Ni nom, ni adresse, ni téléphone, ni porte, ni date de naissance, ni texte libre d'un dossier. Le code d'un "
        "ménage est une empreinte de son identifiant interne : stable, il ne se retrouve qu'avec la base. "
        "Des croisements peuvent désigner quelqu'un dans un petit bâtiment : ce classeur ne se diffuse pas.",
    ),
    VarianteRevue.DIFFUSABLE: (
        "Petits effectifs",
        "Un chiffre qui porte sur moins de ménages que l'effectif minimal est masqué, un complément aussi, et assez "
        "d'autres pour qu'aucune somme publiée, ni la différence de deux groupes dont l'un comprend l'autre, ne les "
        "redonne, et qu'aucun ne soit le seul nombre entier possible. Zéro n'est masqué que faute de mieux.",
    ),
    VarianteRevue.NOMINATIVE: (
        "Noms", "Chaque ménage est nommé : ce classeur ne se donne qu'à qui le suit, et se détruit après usage."
    ),
}


def ecrire(
    feuille: Feuille, revue: Revue, pages: Sequence[Page], variante: VarianteRevue, feuilles: Collection[str]
) -> None:
    """Écrit la méthode : principes, opérations et leur charte, tranches, puis les chiffres de `feuilles`."""
    feuille.largeurs(_LARGEURS)
    feuille.titre("Méthode", notes(revue))
    for nom, texte in (*_principes(variante), _PROPRES[variante], *_tranches(revue), *_operations(revue)):
        feuille.rangee([(nom, Genre.TEXTE), *_etale(texte)])
    feuille.passer()
    entete = feuille.entetes(
        ("Feuille", "Tableau", "Chiffre ou colonne", "Définition", "Dénominateur", "Source"), hauteur=20
    )
    debut = feuille.ligne
    for ligne in definitions(revue, pages, variante):
        if ligne[0] in (PARTOUT, *feuilles):
            feuille.rangee([(texte, Genre.TEXTE) for texte in ligne])
    feuille.figer(0, 1)
    feuille.repeter(entete)
    if feuille.ligne > debut:
        feuille.filtrer(entete, len(_LARGEURS))
    feuille.finir()


def _principes(variante: VarianteRevue) -> Iterator[tuple[str, str]]:
    dits = _DIFFUSES if variante is VarianteRevue.DIFFUSABLE else {}
    yield from (dict(_PRINCIPES) | dits).items()


def _etale(texte: str) -> list[tuple[str, Genre]]:
    return [("", Genre.TEXTE), ("", Genre.TEXTE), (texte, Genre.TEXTE)]


def _tranches(revue: Revue) -> list[tuple[str, str]]:
    return [(p.libelle, f"{dire(p)} ({p.reference}). {p.source.libelle}.") for p in revue.parametres.lus]


def _operations(revue: Revue) -> list[tuple[str, str]]:
    return [(f"Opération {o.code}", _operation(revue, rang)) for rang, o in enumerate(revue.operations)]


def _operation(revue: Revue, rang: int) -> str:
    o = revue.operations[rang]
    cible = f"date à tenir : {jour_fr(o.travaux)}" if o.travaux else "date à tenir inconnue"
    cadre = "convention ANRU" if o.anru else "hors ANRU"
    return f"{o.nom} ({o.nature}, {cadre}, {o.communes}) ; {cible} ; charte : {o.charte}."


def definitions(
    revue: Revue, pages: Sequence[Page], variante: VarianteRevue = VarianteRevue.FINANCEUR
) -> Iterator[tuple[str, ...]]:
    """Feuille par feuille et tableau par tableau : ce que dit chaque colonne, chaque ligne, chaque case croisée."""
    communes = page.colonnes(revue)
    rangs = page.DIFFUSES if variante is VarianteRevue.DIFFUSABLE else range(len(communes))
    for rang in rangs:
        yield PARTOUT, "toutes les sections", *communes[rang]
    yield from _des_colonnes(avancement.TITRE, avancement.colonnes(revue))
    yield avancement.TITRE, avancement.COURBE, *_COURBE
    for p in pages:
        yield from _de_la_page(p)
    if revue.reference is not None:
        yield from _des_colonnes(page.AJUSTEMENTS, ajustements.colonnes(revue))
    yield from _des_colonnes(menages.TITRE, menages.colonnes(revue))
    yield from _des_colonnes(qualite.TITRE, qualite.colonnes())
    for regle in REGLES:
        yield qualite.TITRE, regle.gravite.libelle, regle.phrase, _raison(regle), "dossiers de la revue", "à nous"
    for definition in controle.COLONNES:
        yield controle.TITRE, "une ligne par chiffre", *definition


_COURBE = (
    "Restant à reloger", "Ménages arrivés et ni relogés ni sortis, au soir du jour, décohabitants exclus.",
    "un nombre de ménages", "relogements et sorties datés",
)


def _raison(regle: Regle) -> str:
    return (regle.trouve.__doc__ or regle.phrase).strip()


def _de_la_page(p: Page) -> Iterator[tuple[str, ...]]:
    for bloc in p.blocs:
        match bloc:
            case Section():
                for ligne in bloc.lignes:
                    i = ligne.indicateur
                    yield p.titre, bloc.titre, i.libelle.strip(), i.definition, i.denominateur, i.source
            case Croisement():
                if bloc.rangees:
                    i = bloc.rangees[0][1][0].indicateur
                    croise = f"Croisé avec : {', '.join(bloc.colonnes)}. {bloc.note}".rstrip()
                    yield p.titre, bloc.titre, bloc.premiere, croise, i.denominateur, i.source
            case Tableau():
                for titre, _, definition in bloc.colonnes:
                    yield p.titre, bloc.titre, titre, definition, "une valeur par ligne", "faits de la base"


def _des_colonnes(feuille: str, colonnes: Sequence[Colonne[Any]]) -> Iterator[tuple[str, ...]]:
    return ((feuille, "une colonne", c.titre, c.definition, c.denominateur, c.source) for c in colonnes)
