"""Écrire une page de chiffres : ses sections, ses croisements, ses tableaux, dans les mêmes colonnes."""

from __future__ import annotations

from collections.abc import Iterable

from relogement.formats import pluriel
from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.chiffre import Chiffre, Unite, dire_part
from relogement.regles.revue.diffusion.relations import compte_des_obligations, groupe, inconnus, sur, valeur
from relogement.regles.revue.revue import Croisement, Ligne, Page, Revue, Section, Tableau
from relogement.tableur.revue.cellules import (
    Definition,
    Genre,
    Masque,
    Reperes,
    Valeur,
    case_de,
    ecart_de,
    genre_de,
    valeur_de,
    zones,
)
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes_page

_LARGEURS = (46, 14, 12, 11, 11, 14, 14, 12, 14, 70)
_PONT = (13, 12, 14)
"""À la place de la largeur d'« Évolution », quand une revue émise fait le pont : corrigé, évolution, total."""
Tues = frozenset[str] | None
"""Les cases masquées ; None : aucune, tout se dit."""
DIFFUSES = (0, 1, 2, 3, 4, -1)
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
        *_pont(revue),
        Definition(
            "Décohabitants (à part)",
            "La valeur à la date des seuls ménages décohabitants.",
            "ménages décohabitants",
            _PAR_LIGNE,
        ),
        Definition("Définition", "Ce que compte ou mesure la ligne.", _AUCUN, "cette feuille"),
    )


def _pont(revue: Revue) -> tuple[Definition, ...]:
    """Du jour d'avant à celui-ci : émis, ce que les corrections y changent, l'évolution, et la valeur à la date.

    Sans revue émise à ce jour-là, la valeur d'avant est recalculée, et il n'y a rien à corriger.
    """
    precedent, emise = revue.arret.precedent, revue.emise_avant
    veille = f"Au {jour_fr(precedent)}" if precedent else "Avant (sans objet)"
    vraie = "d'après les faits enregistrés le jour de l'édition"
    evolution = Definition(
        "Évolution", f"La valeur à la date − celle d'avant, toutes deux {vraie} ; inconnue si l'une des deux l'est.",
        _AUCUN, _PAR_LIGNE,
    )
    if emise is None:
        titre = f"{veille}, recalculé" if precedent else veille
        return Definition(titre, f"La valeur à la fin du trimestre d'avant, {vraie}.", _SIEN, _PAR_LIGNE), evolution
    le, jour = jour_fr(emise.le), jour_fr(revue.au)
    return (
        Definition(
            f"{veille}, émis le {le}",
            f"La valeur à la fin du trimestre d'avant, telle qu'émise le {le} ; vide si cette revue ne l'avait pas.",
            _SIEN, _PAR_LIGNE,
        ),
        Definition(
            "Corrigé depuis",
            f"La valeur d'avant {vraie} − celle qui a été émise : ce que les corrections y changent, et non ce qui est "
            f"arrivé pendant la période. Voir « {AJUSTEMENTS} ».",
            _AUCUN, _PAR_LIGNE,
        ),
        evolution,
        Definition(f"Soit au {jour}", "La somme des trois colonnes d'avant : la valeur à la date.", _SIEN, _PAR_LIGNE),
    )


def ecrire_page(feuille: Feuille, revue: Revue, page: Page, reperes: Reperes, tues: Tues = None) -> None:
    """Écrit une page entière : titre, notes, blocs ; les titres de colonnes restent à l'écran.

    `tues` : les cases que la variante diffusable masque ; None pour les autres, qui disent tout.
    """
    titres, largeurs = colonnes(revue), _largeurs(revue)
    rangs = range(len(titres)) if tues is None else DIFFUSES
    feuille.largeurs([*(largeurs[rang] for rang in rangs), *[_AJOUTEE] * (_colonnes(page) - len(rangs))])
    feuille.titre(page.titre, notes_page(revue))
    communs = [titres[rang].titre for rang in rangs]
    entete = feuille.entetes(communs)
    feuille.figer(entete + 1, 1)
    mixte = any(not isinstance(bloc, Section) for bloc in page.blocs)
    if not mixte:
        feuille.repeter(entete)
    for bloc in page.blocs:
        feuille.section(bloc.titre, len(rangs))
        if mixte and isinstance(bloc, Section) and bloc is not page.blocs[0]:
            # Aucun en-tête n'est celui de tous : chaque bloc porte le sien, et la page imprimée n'en répète aucun.
            feuille.entetes(communs)
        match bloc:
            case Section():
                _section(feuille, bloc, reperes, tues, pont=revue.emise_avant is not None)
            case Croisement():
                _croisement(feuille, bloc, reperes, tues)
            case Tableau():
                _tableau(feuille, bloc)
    feuille.finir()


def _largeurs(revue: Revue) -> tuple[float, ...]:
    avant, apres = _LARGEURS[:7], _LARGEURS[8:]
    return _LARGEURS if revue.emise_avant is None else (*avant, *_PONT, *apres)


def _colonnes(page: Page) -> int:
    """Combien de colonnes demandent ses tableaux : plus, parfois, que ses sections."""
    tableaux = [len(b.colonnes) + isinstance(b, Croisement) for b in page.blocs if not isinstance(b, Section)]
    return max(tableaux, default=0)


def _section(feuille: Feuille, section: Section, reperes: Reperes, tues: Tues, *, pont: bool) -> None:
    debut = feuille.ligne
    rangees = [_rangee(x, pont) if tues is None else _rangee_tue(section, x, tues) for x in section.lignes]
    for rangee in rangees:
        feuille.rangee(rangee)
    if not section.lignes:
        feuille.rangee([(RIEN, Genre.TEXTE)])
    if section.lignes and not _un_tu((x.au for x in section.lignes), tues):
        reperes.series[section.titre] = zones(feuille.nom, debut, rangees, (0, 1))


def _rangee(ligne: Ligne, pont: bool) -> list[tuple[Valeur, Genre]]:
    au = ligne.au
    actes = ligne.indicateur.unite is Unite.ACTES
    connus, ignores = (None, None) if actes else (au.connus, au.inconnus)
    return [
        (ligne.indicateur.libelle, Genre.TEXTE),
        valeur_de(au),
        (connus, Genre.NOMBRE),
        _part(au),
        (ignores, Genre.NOMBRE),
        _valeur(ligne.trimestre),
        *_pas_du_pont(ligne, pont),
        valeur_de(ligne.decohabitants),
        (ligne.indicateur.definition + _inconnus_pendant(ligne), Genre.TEXTE),
    ]


def _pas_du_pont(ligne: Ligne, pont: bool) -> list[tuple[Valeur, Genre]]:
    """Du jour d'avant à celui-ci, dans l'ordre de `_pont`."""
    genre = genre_de(ligne.indicateur.unite)
    evolution = ecart_de(ligne.precedent, ligne.au), genre
    if not pont:
        return [_valeur(ligne.precedent), evolution]
    return [_valeur(ligne.emis), (ecart_de(ligne.emis, ligne.precedent), genre), evolution, valeur_de(ligne.au)]


def _valeur(c: Chiffre | None) -> tuple[Valeur, Genre]:
    return (None, Genre.NOMBRE) if c is None else valeur_de(c)


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
    if c.note:
        feuille.note(c.note)
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
        feuille.rangee([case_de(v, unite) for v, (_, unite, _) in zip(rangee, t.colonnes, strict=True)])
    if not t.rangees:
        feuille.rangee([(RIEN, Genre.TEXTE)])
    feuille.passer()
