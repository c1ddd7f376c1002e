"""La feuille « Méthode » : définition, dénominateur et source de chaque chiffre, et ce qui est à nous."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.indicateurs import synthese
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue import avancement, impact, menages
from relogement.tableur.revue import synthese as feuille_synthese
from relogement.tableur.revue.cellules import Colonne, Genre
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes

TITRE = "Méthode"
_LARGEURS = (22, 44, 78, 50, 46)

_PRINCIPES = (
    (
        "Statut",
        "Au format du projet, à la manière de RIME. Le classeur RIME de l'USH n'est pas public et l'ANRU ne "
        "publie ni bandes ni dénominateurs : listes, bandes et dénominateurs sont ceux du projet, "
        "aucun n'est officiel.",
    ),
    (
        "Photographie",
        "Faits datés jusqu'au dernier jour du trimestre, compris, tels qu'ils sont enregistrés le jour de "
        "l'édition. « Pendant le trimestre » : du premier au dernier jour, compris.",
    ),
    (
        "Inconnu",
        "Une donnée inconnue n'est jamais zéro. Chaque part est calculée sur les ménages dont la donnée est "
        "connue ; leur nombre et celui des inconnus sont à côté. Une cellule vide est sans objet.",
    ),
    ("Décohabitants", "Comptés à part dans tous les chiffres."),
    (
        "Situations",
        "Relogés définitivement, sortis sans relogement et restant à reloger se partagent les ménages à "
        "reloger. Un ménage relogé puis parti reste relogé.",
    ),
    (
        "Pseudonymes",
        "Ni nom, ni adresse, ni téléphone, ni porte, ni date de naissance, ni texte libre. Le code d'un "
        "ménage est une empreinte de son identifiant interne : stable, il ne se retrouve qu'avec la base. "
        "Des croisements peuvent désigner quelqu'un dans un petit bâtiment : ce classeur ne se diffuse pas.",
    ),
    ("Données sociales", "Les difficultés sociales ne sortent jamais de la base."),
    (
        "Chiffres du budget",
        "Chaque côté vient tout entier d'une seule source, nommée dans « Impact financier ». "
        "Ressources et personnes du jour de la signature du bail, ou du jour de l'envoi pour un budget figé.",
    ),
)


def ecrire(feuille: Feuille, revue: Revue) -> None:
    """Écrit la méthode : les principes, les opérations et leur charte, les tranches, puis chaque chiffre."""
    feuille.largeurs(_LARGEURS)
    feuille.titre("Méthode", notes(revue))
    for nom, texte in (*_PRINCIPES, *_tranches(revue), *_operations(revue)):
        feuille.rangee([(nom, Genre.TEXTE), *_etale(texte)])
    feuille.ligne += 1
    entete = feuille.entetes(("Feuille", "Chiffre ou colonne", "Définition", "Dénominateur", "Source"), hauteur=20)
    debut = feuille.ligne
    for ligne in _definitions(revue):
        feuille.rangee([(texte, Genre.TEXTE) for texte in ligne])
    feuille.figer(0, 1)
    if feuille.ligne > debut:
        feuille.filtrer(entete, len(_LARGEURS))


def _etale(texte: str) -> list[tuple[str, Genre]]:
    return [("", Genre.TEXTE), (texte, Genre.TEXTE)]


def _tranches(revue: Revue) -> list[tuple[str, str]]:
    ecarts = " ; ".join(b.libelle for b in revue.parametres.ecarts)
    tailles = " ; ".join(b.libelle for b in revue.parametres.tailles)
    return [
        ("Tranches d'écart", f"Mensualité résiduelle : {ecarts}. Bornes à nous, paramétrables."),
        ("Tranches de taille", f"{tailles}. Bornes à nous, paramétrables."),
    ]


def _operations(revue: Revue) -> list[tuple[str, str]]:
    return [(f"Opération {o.code}", _operation(revue, rang)) for rang, o in enumerate(revue.operations)]


def _operation(revue: Revue, rang: int) -> str:
    o = revue.operations[rang]
    cible = f"date à tenir : {jour_fr(o.travaux)}" if o.travaux else "date à tenir inconnue"
    cadre = "convention ANRU" if o.anru else "hors ANRU"
    return f"{o.nom} ({o.nature}, {cadre}, {o.communes}) ; {cible} ; charte : {o.charte}."


def _definitions(revue: Revue) -> Iterator[tuple[str, ...]]:
    """Feuille par feuille : ses colonnes, et les lignes ou les tranches qui ont leur propre définition."""
    chiffres = [ligne.indicateur for section in synthese(replace(revue, dossiers=())) for ligne in section.lignes]
    for definition in feuille_synthese.colonnes(revue):
        yield feuille_synthese.TITRE, *definition
    for i in chiffres:
        yield feuille_synthese.TITRE, i.libelle.strip(), i.definition, i.denominateur, i.source
    yield from _des_colonnes(avancement.TITRE, avancement.colonnes(revue))
    for definition in impact.resumes(revue):
        yield impact.TITRE, *definition
    yield from _des_colonnes(impact.TITRE, impact.colonnes(revue))
    yield from _des_colonnes(menages.TITRE, menages.colonnes(revue))


def _des_colonnes(feuille: str, colonnes: Sequence[Colonne[Any]]) -> Iterator[tuple[str, ...]]:
    return ((feuille, c.titre, c.definition, c.denominateur, c.source) for c in colonnes)
