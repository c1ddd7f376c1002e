"""Écrire une page de chiffres : ses sections, ses croisements, ses tableaux, dans les mêmes colonnes."""

from __future__ import annotations

from collections.abc import Iterable

from relogement.formats import pluriel
from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.chiffre import Chiffre, Mesure, Unite, dire_part
from relogement.regles.revue.diffusion.relations import compte_des_obligations, groupe, inconnus, sur, valeur
from relogement.regles.revue.revue import Croisement, Ligne, Page, Revue, Section, Tableau
from relogement.tableur.revue.cellules import (
    Definition,
    Genre,
    Masque,
    Reperes,
    Valeur,
    connu,
    genre_de,
    valeur_de,
    zones,
)
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes_page

LARGEURS = (46, 14, 12, 11, 11, 14, 14, 12, 14, 70)
Tues = frozenset[str] | None
"""Les cases masquées ; None : aucune, tout se dit."""
_DIFFUSES = (0, 1, 2, 3, 4, 9)
"""Les colonnes de la variante diffusable."""
_AJOUTEE = 14
"""La largeur d'une colonne qu'un tableau ajoute à celles des sections."""
RIEN = "rien de connu"
AJUSTEMENTS = "Ajustements"
"""La feuille qui dit ce qui a changé depuis une émission."""
_AUCUN, _SIEN, _PAR_LIGNE = "aucun", "celui de la ligne", "celle de la ligne"


def colonnes(revue: Revue) -> tuple[Definition, ...]:
    """Ce que dit chaque colonne d'une section, pour « Méthode » ; chaque ligne y a ensuite sa propre définition."""
    jour, connus = jour_fr(revue.au), "la donnée est connue"
    precedent = revue.arret.precedent
    veille = f"Au {jour_fr(precedent)}" if precedent else "Avant (sans objet)"
    origine = "d'après les faits enregistrés le jour de l'édition"
    if revue.emise_avant is not None:
        emise_le = jour_fr(revue.emise_avant.le)
        veille = f"{veille}, émis le {emise_le}"
        origine = f"telle qu'émise le {emise_le} ; vide si cette revue ne la comptait pas. Voir « {AJUSTEMENTS} »"
    return (
        Definition("Chiffre", "Le nom du chiffre ; « dont » : une partie du chiffre au-dessus.", _AUCUN, _PAR_LIGNE),
        Definition(f"Au {jour}", "La valeur au jour de la photographie.", _SIEN, _PAR_LIGNE),
        Definition("Sur (donnée connue)", f"Le dénominateur : ceux dont {connus}.", _SIEN, _PAR_LIGNE),
        Definition(
            "Part",
            "La valeur à la date / « Sur (donnée connue) » ; vide pour des actes et des mesures. Entre deux bornes "
            "quand un oui se sait mieux qu'un non : les inconnus tous à non, puis tous à oui.",
            f"ceux dont {connus}, décohabitants exclus",
            _PAR_LIGNE,
        ),
        Definition("Donnée inconnue", "Ceux dont la donnée est inconnue, hors du dénominateur.", _SIEN, _PAR_LIGNE),
        Definition(
            revue.arret.periode,
            "La valeur de la période, premier et dernier jours compris ; vide pour un état, qui n'a pas de flux. "
            "« Définition » dit de combien de ménages on ne sait pas.",
            _SIEN,
            _PAR_LIGNE,
        ),
        Definition(
            veille,
            f"La valeur à la fin du trimestre d'avant, {origine}.",
            _SIEN,
            _PAR_LIGNE,
        ),
        Definition("Évolution", "La valeur à la date − celle d'avant.", _AUCUN, _PAR_LIGNE),
        Definition(
            "Décohabitants (à part)",
            "La valeur à la date des seuls ménages décohabitants.",
            "ménages décohabitants",
            _PAR_LIGNE,
        ),
        Definition("Définition", "Ce que compte ou mesure la ligne.", _AUCUN, "cette feuille"),
    )


def ecrire_page(feuille: Feuille, revue: Revue, page: Page, reperes: Reperes, tues: Tues = None) -> None:
    """Écrit une page entière : titre, notes, blocs ; les titres de colonnes restent à l'écran.

    `tues` : les cases que la variante diffusable masque ; None pour les autres, qui disent tout.
    """
    rangs = range(len(LARGEURS)) if tues is None else _DIFFUSES
    titres = colonnes(revue)
    feuille.largeurs([*(LARGEURS[rang] for rang in rangs), *[_AJOUTEE] * (_colonnes(page) - len(rangs))])
    feuille.titre(page.titre, notes_page(revue))
    entete = feuille.entetes([titres[rang].titre for rang in rangs])
    feuille.figer(entete + 1, 1)
    feuille.repeter(entete)
    for bloc in page.blocs:
        feuille.section(bloc.titre, len(rangs))
        match bloc:
            case Section():
                _section(feuille, bloc, reperes, tues)
            case Croisement():
                _croisement(feuille, bloc, reperes, tues)
            case Tableau():
                _tableau(feuille, bloc)
    feuille.finir()


def _colonnes(page: Page) -> int:
    """Combien de colonnes demandent ses tableaux : plus, parfois, que ses sections."""
    tableaux = [len(b.colonnes) + isinstance(b, Croisement) for b in page.blocs if not isinstance(b, Section)]
    return max(tableaux, default=0)


def _section(feuille: Feuille, section: Section, reperes: Reperes, tues: Tues) -> None:
    debut = feuille.ligne
    rangees = [_rangee(x) if tues is None else _rangee_tue(section, x, tues) for x in section.lignes]
    for rangee in rangees:
        feuille.rangee(rangee)
    if not section.lignes:
        feuille.rangee([(RIEN, Genre.TEXTE)])
    if section.lignes and not _un_tu((x.au for x in section.lignes), tues):
        reperes.series[section.titre] = zones(feuille.nom, debut, rangees, (0, 1))


def _rangee(ligne: Ligne) -> list[tuple[Valeur, Genre]]:
    au = ligne.au
    actes = ligne.indicateur.unite is Unite.ACTES
    connus, ignores = (None, None) if actes else (au.connus, au.inconnus)
    flux = valeur_de(ligne.trimestre) if ligne.trimestre else (None, Genre.NOMBRE)
    avant = valeur_de(ligne.precedent) if ligne.precedent else (None, Genre.NOMBRE)
    return [
        (ligne.indicateur.libelle, Genre.TEXTE),
        valeur_de(au),
        (connus, Genre.NOMBRE),
        _part(au),
        (ignores, Genre.NOMBRE),
        flux,
        avant,
        (ligne.evolution, genre_de(ligne.indicateur.unite)),
        valeur_de(ligne.decohabitants),
        (ligne.indicateur.definition + _inconnus_pendant(ligne), Genre.TEXTE),
    ]


def _part(c: Chiffre) -> tuple[Valeur, Genre]:
    return (c.part, Genre.TAUX) if c.fourchette is None else (dire_part(c), Genre.TEXTE)


def _inconnus_pendant(ligne: Ligne) -> str:
    """Ce que la valeur de la période ignore, qui n'a pas de colonne ; vide si tout est connu."""
    ignores = ligne.trimestre.inconnus if ligne.trimestre else 0
    return f" {pluriel(ignores, 'ménage inconnu', 'ménages inconnus')} pendant la période." if ignores else ""


def _rangee_tue(section: Section, ligne: Ligne, tues: frozenset[str]) -> list[tuple[Valeur, Genre]]:
    """Sans période, ni comparaison, ni décohabitants : leurs différences diraient de petits effectifs."""
    au, nom = ligne.au, groupe(section, ligne)
    sans = ligne.indicateur.unite is Unite.ACTES or compte_des_obligations(au)
    connus: Valeur = Masque.MASQUE if sur(nom) in tues else au.connus
    ignores: Valeur = Masque.MASQUE if inconnus(nom) in tues else au.inconnus
    une = {valeur(ligne.indicateur.cle), sur(nom), *([inconnus(nom)] if au.fourchette else [])} & tues
    return [
        (ligne.indicateur.libelle, Genre.TEXTE),
        _valeur_tue(au, tues),
        (None if sans else connus, Genre.NOMBRE),
        (None, Genre.TAUX) if sans else (Masque.MASQUE, Genre.TAUX) if une and dire_part(au) else _part(au),
        (None if sans else ignores, Genre.NOMBRE),
        (ligne.indicateur.definition, Genre.TEXTE),
    ]


def _valeur_tue(c: Chiffre, tues: Tues) -> tuple[Valeur, Genre]:
    lue, genre = valeur_de(c)
    return (Masque.MASQUE if _un_tu((c,), tues) else lue), genre


def _un_tu(chiffres: Iterable[Chiffre], tues: Tues) -> bool:
    return tues is not None and any(valeur(c.indicateur.cle) in tues for c in chiffres)


def _croisement(feuille: Feuille, c: Croisement, reperes: Reperes, tues: Tues) -> None:
    feuille.entetes([c.premiere, *c.colonnes], hauteur=32)
    debut = feuille.ligne
    rangees = [[(titre, Genre.TEXTE), *(_valeur_tue(x, tues) for x in chiffres)] for titre, chiffres in c.rangees]
    for rangee in rangees:
        feuille.rangee(rangee)
    if c.rangees and not _un_tu((x for _, siens in c.rangees for x in siens), tues):
        reperes.series[c.titre] = zones(feuille.nom, debut, rangees, range(len(c.colonnes) + 1))
    feuille.passer()


def _tableau(feuille: Feuille, t: Tableau) -> None:
    feuille.entetes([titre for titre, _, _ in t.colonnes], hauteur=32)
    for rangee in t.rangees:
        feuille.rangee([_case(v, unite) for v, (_, unite, _) in zip(rangee, t.colonnes, strict=True)])
    if not t.rangees:
        feuille.rangee([(RIEN, Genre.TEXTE)])
    feuille.passer()


def _case(contenu: Mesure | str | object, unite: Unite | None) -> tuple[Valeur, Genre]:
    """Un texte vide est sans objet ; None est inconnu."""
    if contenu == "":
        return None, Genre.TEXTE
    return connu(contenu), genre_de(unite)  # type: ignore[arg-type]
