"""Une charte : d'où elle vient, qui la suit, ses versions, et chaque chiffre avec son unité et qui le fixe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby

from PySide6.QtWidgets import QWidget

from relogement.formats import date_courte
from relogement.regles.charte.parametres import Charte, Parametre
from relogement.regles.charte.saisie import dire
from relogement.stockage.lectures_chartes import LigneCharte, LigneVersion, Suivie
from ui.ecrans.menage.grille import Grille, gestes, lien, paires
from ui.socle.elements import Bouton, Carte, Geste, Texte, colonne

SurVersion = Callable[[LigneVersion], object]
SANS_VERSION = "Cette charte n'a pas encore de version : elle vaut la charte dont elle part."
LOI = "Loi et convention"


def carte_charte(
    ligne: LigneCharte, jour: date, publier: Geste, corriger: SurVersion, retirer: SurVersion, exporter: Geste
) -> QWidget:
    """Le texte signé, les opérations, les versions et leurs gestes."""
    charte = ligne.charte
    carte = Carte(charte.nom)
    carte.a_droite(Bouton("Exporter", exporter, icone="download", description="Écrire cette charte dans un fichier"))
    if ligne.locale:
        carte.a_droite(Bouton("Nouvelle version", publier, "primaire", icone="plus"))
    suivie = ", ".join(map(_suivie, ligne.operations)) or "aucune opération"
    situe = (("Texte", charte.reference), ("Suivie par", suivie), ("Version du jour", _du_jour(charte, jour)))
    carte.ajouter(paires(situe))
    if ligne.versions:
        lignes = [
            (date_courte(v.du), v.libelle, _changements(charte, v), _gestes(ligne, v, jour, corriger, retirer))
            for v in ligne.versions
        ]
        carte.ajouter(Grille(("Du", "Version", "Ce qui change", ""), lignes, parts=(1, 3, 5, 0)))
    else:
        carte.ajouter(Texte(SANS_VERSION, "doux"))
    return carte


def _suivie(s: Suivie) -> str:
    return f"{s.code} (depuis sa création)" if s.du is None else f"{s.code} (depuis le {date_courte(s.du)})"


def _du_jour(charte: Charte, jour: date) -> str:
    version = charte.version(jour)
    return f"{version.libelle}, en vigueur depuis le {date_courte(version.du)}"


def _changements(charte: Charte, version: LigneVersion) -> str:
    if version.changements is None:
        return "Tous les chiffres"
    parametres = charte.version(version.du).parametres
    return "\n".join(f"{parametres[c].libelle} : {dire(parametres[c])}" for c in version.changements)


def _gestes(
    ligne: LigneCharte, version: LigneVersion, jour: date, corriger: SurVersion, retirer: SurVersion
) -> QWidget | str:
    if not ligne.locale:
        return ""
    if version.du <= jour:
        return "en vigueur" if ligne.charte.version(jour).du == version.du else "remplacée"
    le = date_courte(version.du)
    return gestes(
        lien("Corriger", lambda: corriger(version), f"Corriger la version du {le}"),
        lien("Retirer", lambda: retirer(version), f"Retirer la version du {le}"),
    )


def cartes_articles(charte: Charte, jour: date) -> QWidget:
    """Une carte par article, puis la loi et la convention : chaque chiffre de la version du jour."""
    titres = {a.numero: f"Article {a.numero} · {a.titre}" for a in charte.articles}
    parametres = sorted(charte.version(jour).parametres.values(), key=lambda p: p.article or 99)
    cartes = [
        Carte(titres.get(article, LOI), _tableau(list(siens)))
        for article, siens in groupby(parametres, key=lambda p: p.article)
    ]
    porteur = QWidget()
    porteur.setProperty("transparent", True)
    boite = colonne(*cartes)
    boite.setContentsMargins(0, 0, 0, 0)
    porteur.setLayout(boite)
    return porteur


def _tableau(parametres: list[Parametre]) -> Grille:
    lignes = [(p.libelle, dire(p), str(p.source.value), p.reference) for p in parametres]
    return Grille(("Paramètre", "Valeur", "Source", "Référence"), lignes, parts=(3, 4, 2, 3))
