"""Trouver l'en-tête d'une feuille, où qu'il soit, et attribuer chaque colonne à un champ au plus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from relogement.tableur.brut import Brut, est_vide, nettoyer
from relogement.tableur.colonnes import LONGUEUR_NOM, Candidat, candidats, champs, cle, exact
from relogement.tableur.contenu import autre_chose, plausibilite
from relogement.tableur.lecture import Feuille, Rangee, lettre_colonne

LIGNES_DE_TITRE = 60
"""Lignes remplies examinées au plus pour trouver l'en-tête."""
CHAMPS_MINIMUM = 3
"""Champs distincts qu'une ligne doit nommer pour être un en-tête."""
_SITUENT = frozenset({"ug", "porte", "adresse", "nom", "bail", "batiment"})
_PART_MINIMUM = 0.3
"""Sous cette part de cellules convenables, le contenu dément un nom vague, approché ou à deux sens."""
_REMPLIES_MINIMUM = 8
_PART_CONVENABLE = 0.6
"""À partir de cette part, le contenu convient ; au-delà, seul le nom départage."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """Un tableau : son en-tête, ses colonnes attribuées (champ → rang) et ses rangées de données."""

    ligne: int
    noms: tuple[str, ...]
    attribution: dict[str, int]
    dementies: dict[int, str]
    """Colonnes dont le contenu dément le nom : rang → champ pressenti."""
    rangees: tuple[Rangee, ...]

    @property
    def inconnues(self) -> tuple[str, ...]:
        """Les colonnes remplies qu'aucun champ n'a prises, par leur nom, ou par leur lettre si elles n'en ont pas."""
        pris = set(self.attribution.values())
        largeur = max((len(r.cellules) for r in self.rangees), default=0)
        inconnues: list[str] = []
        for rang in range(max(largeur, len(self.noms))):
            nom = self.noms[rang] if rang < len(self.noms) else ""
            remplie = any(rang < len(r.cellules) and not est_vide(r.cellules[rang]) for r in self.rangees)
            if rang not in pris and (nom or remplie):
                inconnues.append(nom or f"colonne {lettre_colonne(rang)} sans nom")
        return tuple(inconnues)


@dataclass(slots=True)
class _Ouvert:
    """Un bloc en cours de lecture."""

    ligne: int
    noms: tuple[str, ...]
    rangees: list[Rangee] = field(default_factory=list)


def _noms(cellules: Sequence[Brut]) -> tuple[str, ...]:
    return tuple(nettoyer(c) if isinstance(c, str) and len(c) <= 4 * LONGUEUR_NOM else "" for c in cellules)


def _score(noms: Sequence[str], approche: bool = True) -> int:
    """Le nombre de champs distincts nommés ; 0 si aucun ne situe un logement ou un locataire."""
    trouves: set[str] = set()
    for nom in noms:
        if nom and (approche or exact(nom)):
            libres = [c.champ for c in candidats(nom) if c.champ not in trouves]
            trouves.update(libres[:1])
    return len(trouves) if trouves & _SITUENT else 0


def note_entete(cellules: Sequence[Brut]) -> int:
    """Le nombre de champs distincts qu'une ligne nomme ; 0 si aucun ne situe un logement ou un locataire."""
    return _score(_noms(cellules))


def _deux_lignes(haut: Sequence[str], bas: Sequence[str], rang_haut: dict[int, str]) -> tuple[str, ...]:
    """L'en-tête écrit sur deux lignes : « Loyer » au-dessus de « principal » se lit « Loyer principal »."""
    noms: list[str] = []
    for rang in range(max(len(haut), len(bas))):
        dessus = rang_haut.get(rang) or (haut[rang] if rang < len(haut) else "")
        dessous = bas[rang] if rang < len(bas) else ""
        ensemble = f"{dessus} {dessous}".strip()
        noms.append(ensemble if not dessous or exact(ensemble) or not candidats(dessous) else dessous)
    return tuple(noms)


def _etendus(feuille: Feuille, numero: int) -> dict[int, str]:
    """Le texte d'une cellule fusionnée en largeur, répété sur toutes ses colonnes."""
    etendus: dict[int, str] = {}
    rangee = next(r for r in feuille.rangees if r.numero == numero)
    for fusion in feuille.fusions:
        if fusion.haut == numero and fusion.gauche < fusion.droite and fusion.gauche < len(rangee.cellules):
            valeur = rangee.cellules[fusion.gauche]
            if isinstance(valeur, str):
                etendus.update(dict.fromkeys(range(fusion.gauche, fusion.droite + 1), nettoyer(valeur)))
    return etendus


def _premier_entete(feuille: Feuille) -> tuple[int, int, tuple[str, ...]] | None:
    """(rang de la première rangée d'en-tête, nombre de rangées, noms) : le meilleur score, puis le plus haut."""
    meilleur: tuple[int, int, int, tuple[str, ...]] | None = None
    tete = feuille.rangees[: LIGNES_DE_TITRE + 1]
    for i, rangee in enumerate(tete[:LIGNES_DE_TITRE]):
        noms = _noms(rangee.cellules)
        options = [(_score(noms), 1, noms)]
        if i + 1 < len(tete) and tete[i + 1].numero == rangee.numero + 1 and any(noms):
            bas = _noms(tete[i + 1].cellules)
            if all(isinstance(c, str) or c is None for c in tete[i + 1].cellules):
                double = _deux_lignes(noms, bas, _etendus(feuille, rangee.numero))
                seul_bas = _score(bas)
                options.append((_score(double) if _score(double) > seul_bas else 0, 2, double))
        for score, hauteur, lus in options:
            if score >= CHAMPS_MINIMUM and (meilleur is None or score > meilleur[0]):
                meilleur = (score, i, hauteur, lus)
    return None if meilleur is None else meilleur[1:]


def _repete(noms: tuple[str, ...], lus: tuple[str, ...]) -> bool:
    """Vrai si la rangée redit l'en-tête (en haut de chaque page imprimée)."""
    nommes = [i for i, nom in enumerate(noms) if nom]
    communs = sum(1 for i in nommes if i < len(lus) and lus[i] and cle(lus[i]) == cle(noms[i]))
    return communs >= max(CHAMPS_MINIMUM - 1, 0.6 * len(nommes))


def blocs(feuille: Feuille) -> tuple[Bloc, ...]:
    """Les tableaux de la feuille ; vide si aucun en-tête n'y est reconnu."""
    premier = _premier_entete(feuille)
    if premier is None:
        return ()
    debut, hauteur, noms = premier
    ouverts = [_Ouvert(feuille.rangees[debut].numero, noms)]
    for rangee in feuille.rangees[debut + hauteur :]:
        courant = ouverts[-1]
        if not any(isinstance(c, int | float) or (isinstance(c, str) and c.isdigit()) for c in rangee.cellules):
            lus = _noms(rangee.cellules)
            if _repete(courant.noms, lus):
                continue
            if _score(lus, approche=False) >= CHAMPS_MINIMUM + 1:
                ouverts.append(_Ouvert(rangee.numero, lus))
                continue
        courant.rangees.append(rangee)
    return tuple(_attribuer(ouvert) for ouvert in ouverts)


def _attribuer(ouvert: _Ouvert) -> Bloc:
    """Chaque colonne à un champ au plus et chaque champ à une colonne au plus, la meilleure d'abord."""
    offres: list[tuple[bool, float, int, Candidat]] = []
    dementies: dict[int, str] = {}
    for rang, nom in enumerate(ouvert.noms):
        cellules = [r.cellules[rang] for r in ouvert.rangees if rang < len(r.cellules)]
        remplies = sum(1 for c in cellules if not est_vide(c))
        possibles = candidats(nom) if nom else ()
        for candidat in possibles:
            part = plausibilite(champs()[candidat.champ], cellules)
            verifiable = len(possibles) > 1 or (not candidat.sur and remplies >= _REMPLIES_MINIMUM)
            dementi = part is not None and part < _PART_MINIMUM and verifiable
            if dementi or autre_chose(champs()[candidat.champ], cellules):
                dementies.setdefault(rang, candidat.champ)
                continue
            # Une colonne vide ou courte ne dément rien ; entre deux champs, le contenu passe avant le nom.
            offres.append((part is None or part >= _PART_CONVENABLE, candidat.score, rang, candidat))
    attribution: dict[str, int] = {}
    pris: set[int] = set()
    for _, _, rang, candidat in sorted(offres, key=lambda o: (not o[3].exact, not o[0], -o[1], o[2])):
        if rang not in pris and candidat.champ not in attribution:
            attribution[candidat.champ] = rang
            pris.add(rang)
    for rang in pris:
        dementies.pop(rang, None)
    return Bloc(ouvert.ligne, ouvert.noms, attribution, dementies, tuple(ouvert.rangees))
