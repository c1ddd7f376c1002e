"""Une page de chiffres en blocs de cases : ce que chacune montre, et le chiffre qu'elle ouvre."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from relogement.formats import date_courte, nombre
from relogement.regles.revue.chiffre import Chiffre, Indicateur, Unite, dire_part
from relogement.regles.revue.objectifs import dire as dire_cible
from relogement.regles.revue.objectifs import unite_visee
from relogement.regles.revue.revue import Bloc, Croisement, Ligne, Page, Revue, Section, Tableau
from relogement.tableur.revue.cellules import case_de
from relogement.tableur.revue.page import RIEN
from ui.ecrans.revue.mots import dire, dire_chiffre, dire_ecart


class Liste(Enum):
    """Les ménages d'un chiffre que l'on regarde."""

    COMPTES = "comptes"
    AUTRES = "autres"
    INCONNUS = "inconnus"


class Quand(Enum):
    """De quelle colonne d'une ligne est un chiffre."""

    AU = "au"
    TRIMESTRE = "trimestre"
    EMIS = "emis"
    AVANT = "precedent"
    DECOHABITANTS = "decohabitants"


@dataclass(frozen=True, slots=True)
class Choix:
    """Un chiffre à ouvrir, et par quelle liste ; `ligne` : celle dont il vient, s'il vient d'une section.

    `de` : ce qui distingue deux rangées du même chiffre, dans un tableau. `bloc` : le titre du tableau.
    """

    chiffre: Chiffre
    ligne: Ligne | None = None
    quand: Quand = Quand.AU
    liste: Liste = Liste.COMPTES
    de: str = ""
    bloc: str = ""

    def a(self, quand: Quand) -> Choix | None:
        """Le chiffre de la même ligne à un autre moment ; None s'il n'y en a pas."""
        chiffre: Chiffre | None = None if self.ligne is None else getattr(self.ligne, quand.value)
        return None if chiffre is None else replace(self, chiffre=chiffre, quand=quand, liste=Liste.COMPTES)

    def meme(self, autre: Choix) -> bool:
        """Vrai si c'est le chiffre de la même ligne ou de la même case, d'un calcul à l'autre."""
        cle, sienne = self.chiffre.indicateur.cle, autre.chiffre.indicateur.cle
        return (cle, self.de, self.ligne is None) == (sienne, autre.de, autre.ligne is None)


@dataclass(frozen=True, slots=True)
class Case:
    """Une case : son texte, ce qu'un clic ouvre (None : rien), la part à dessiner dessous (0 à 1)."""

    texte: str
    choix: Choix | None = None
    part: float | None = None


@dataclass(frozen=True, slots=True)
class BlocVu:
    """Un tableau de la page. `note` : la phrase qui l'accompagne."""

    titre: str
    colonnes: tuple[str, ...]
    rangees: tuple[tuple[Case, ...], ...]
    note: str = ""
    textes: frozenset[int] = frozenset({0})
    """Les rangs des colonnes de texte : elles se lisent à gauche, les chiffres à droite."""


@dataclass(frozen=True, slots=True)
class PageVue:
    """Une page, prête à montrer."""

    titre: str
    blocs: tuple[BlocVu, ...]

    @property
    def choix(self) -> Iterable[Choix]:
        """Tout ce qui s'y ouvre."""
        return (c.choix for b in self.blocs for rangee in b.rangees for c in rangee if c.choix is not None)


def page_vue(revue: Revue, page: Page) -> PageVue:
    """Les blocs d'une page du catalogue."""
    return PageVue(page.titre, tuple(_bloc(revue, b) for b in page.blocs))


def _bloc(revue: Revue, bloc: Bloc) -> BlocVu:
    match bloc:
        case Section():
            return _section(revue, bloc)
        case Croisement():
            return _croisement(bloc)
        case Tableau():
            return _tableau(bloc)


def _section(revue: Revue, section: Section) -> BlocVu:
    colonnes = ("Chiffre", date_courte(revue.au), "Part", "Connus", "Inconnus", *_titres_du_pont(revue))
    note, pont = "" if section.lignes else RIEN, revue.emise_avant is not None
    return BlocVu(section.titre, colonnes, tuple(_rangee(x, section.titre, pont) for x in section.lignes), note)


def _titres_du_pont(revue: Revue) -> tuple[str, ...]:
    """Du jour d'avant à celui-ci : émis, corrigé depuis, évolution, et la valeur à la date, qui en est la somme."""
    avant = date_courte(revue.precedente.au) if revue.precedente else "Avant"
    if revue.emise_avant is None:
        return avant, "Évolution"
    return f"{avant}, émis", "Corrigé depuis", "Évolution", f"Soit au {date_courte(revue.au)}"


def _rangee(ligne: Ligne, bloc: str, pont: bool) -> tuple[Case, ...]:
    au, actes = ligne.au, ligne.indicateur.unite is Unite.ACTES
    choix = Choix(au, ligne, bloc=bloc)
    inconnus = replace(choix, liste=Liste.INCONNUS) if au.ignores else choix
    return (
        Case(ligne.indicateur.libelle, choix),
        Case(dire_chiffre(au), choix),
        Case(dire_part(au), choix, None if au.part is None else float(au.part)),
        Case("" if actes else nombre(au.connus), choix),
        Case("" if actes else nombre(au.inconnus), inconnus),
        *_pas_du_pont(choix, ligne, pont),
    )


def _pas_du_pont(choix: Choix, ligne: Ligne, pont: bool) -> tuple[Case, ...]:
    avant = choix.a(Quand.AVANT)
    evolution = Case(dire_ecart(ligne.precedent, ligne.au), choix)
    if not pont:
        return Case(_dire(ligne.precedent), avant), evolution
    corrige = Case(dire_ecart(ligne.emis, ligne.precedent), avant)
    return Case(_dire(ligne.emis), choix.a(Quand.EMIS)), corrige, evolution, Case(_dire(ligne.au), choix)


def _dire(c: Chiffre | None) -> str:
    return "" if c is None else dire_chiffre(c)


def _croisement(c: Croisement) -> BlocVu:
    rangees = tuple(
        (Case(titre), *(Case(dire_chiffre(x), Choix(x, bloc=c.titre)) for x in siens)) for titre, siens in c.rangees
    )
    compte = _denominateur([x for _, s in c.rangees for x in s])
    return BlocVu(c.titre, (c.premiere, *c.colonnes), rangees, " ".join(filter(None, (c.note, compte))))


def _denominateur(chiffres: Sequence[Chiffre]) -> str:
    """Les connus et les inconnus, s'ils sont les mêmes partout."""
    vus = {(c.connus, c.inconnus) for c in chiffres}
    if len(vus) != 1:
        return ""
    ((connus, inconnus),) = vus
    return f"Ménages dont la donnée est connue : {nombre(connus)} ; inconnue : {nombre(inconnus)}."


def _tableau(t: Tableau) -> BlocVu:
    # Deux opérations peuvent viser le même chiffre : les deux premières cases disent de laquelle c'est.
    ouverts = [
        Choix(c, de=" ".join(map(str, rangee[:2])), bloc=t.titre)
        for c, rangee in zip(t.chiffres, t.rangees, strict=True)
    ] if t.chiffres else [None] * len(t.rangees)
    rangees = (
        tuple(Case(dire(*case_de(v, unite)), choix) for v, (_, unite, _) in zip(rangee, t.colonnes, strict=True))
        for rangee, choix in zip(t.rangees, ouverts, strict=True)
    )
    textes = frozenset(rang for rang, (_, unite, _) in enumerate(t.colonnes) if unite is None)
    note = "" if t.rangees else RIEN
    return BlocVu(t.titre, tuple(titre for titre, _, _ in t.colonnes), tuple(rangees), note, textes)


def objectifs_de(revue: Revue, indicateur: Indicateur) -> Iterable[str]:
    """Ce que les opérations de la revue visent pour ce chiffre, en phrases."""
    for o in revue.objectifs:
        if o.indicateur == indicateur.cle:
            cible = dire_cible(o.cible, unite_visee(o.indicateur))
            source = f" ({o.source})" if o.source else ""
            yield f"Objectif de {o.operation} : {cible} au {date_courte(o.horizon)}{source}."
