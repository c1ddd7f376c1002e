"""Trouver l'en-tête d'une feuille, où qu'il soit, et attribuer chaque colonne à un champ au plus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from relogement.tableur.brut import Brut, est_vide, nettoyer
from relogement.tableur.colonnes import ETATS_LOCATIFS, LONGUEUR_NOM, Candidat, Catalogue
from relogement.tableur.contenu import autre_chose, plausibilite
from relogement.tableur.lecture import COLONNES_MAX, Feuille, Rangee, lettre_colonne

Choix = Mapping[str, str]
"""Ce qu'une personne a dit des colonnes : clé → champ ; vide : ne pas reprendre cette colonne."""
AUCUN_CHOIX: Choix = MappingProxyType({})
LIGNES_DE_TITRE = 60
"""Lignes remplies examinées au plus pour trouver l'en-tête."""
RANGEES_DE_GROUPE = 3
"""Rangées au-dessus de l'en-tête où se lit un titre de groupe : « Logement quitté », « Logement d'accueil »."""
CHAMPS_MINIMUM = 3
"""Champs distincts qu'une ligne doit nommer pour être un en-tête."""
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
    catalogue: Catalogue = ETATS_LOCATIFS
    cles: tuple[str, ...] = ()
    """La clé de chaque colonne (`cles_colonnes`)."""

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


def _score(catalogue: Catalogue, noms: Sequence[str], approche: bool = True) -> int:
    """Le nombre de champs distincts nommés ; 0 si aucun ne situe un logement ou un locataire."""
    trouves: set[str] = set()
    for nom in noms:
        if nom and (approche or catalogue.exact(nom)):
            libres = [c.champ for c in catalogue.candidats(nom) if c.champ not in trouves]
            trouves.update(libres[:1])
    return len(trouves) if trouves & catalogue.situent else 0


def note_entete(cellules: Sequence[Brut], catalogue: Catalogue = ETATS_LOCATIFS) -> int:
    """Le nombre de champs distincts qu'une ligne nomme ; 0 si aucun ne situe un logement ou un locataire."""
    return _score(catalogue, _noms(cellules))


def _deux_lignes(
    catalogue: Catalogue, haut: Sequence[str], bas: Sequence[str], rang_haut: dict[int, str]
) -> tuple[str, ...]:
    """L'en-tête écrit sur deux lignes : « Loyer » au-dessus de « principal » se lit « Loyer principal »."""
    noms: list[str] = []
    for rang in range(max(len(haut), len(bas))):
        dessus = rang_haut.get(rang) or (haut[rang] if rang < len(haut) else "")
        dessous = bas[rang] if rang < len(bas) else ""
        ensemble = f"{dessus} {dessous}".strip()
        entier = not dessous or catalogue.exact(ensemble) or not catalogue.candidats(dessous)
        noms.append(ensemble if entier else dessous)
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


def _premier_entete(feuille: Feuille, catalogue: Catalogue) -> tuple[int, int, tuple[str, ...]] | None:
    """(rang de la première rangée d'en-tête, nombre de rangées, noms) : le meilleur score, puis le plus haut."""
    meilleur: tuple[int, int, int, tuple[str, ...]] | None = None
    tete = feuille.rangees[: LIGNES_DE_TITRE + 1]
    for i, rangee in enumerate(tete[:LIGNES_DE_TITRE]):
        noms = _noms(rangee.cellules)
        options = [(_score(catalogue, noms), 1, noms)]
        if i + 1 < len(tete) and tete[i + 1].numero == rangee.numero + 1 and any(noms):
            bas = _noms(tete[i + 1].cellules)
            if all(isinstance(c, str) or c is None for c in tete[i + 1].cellules):
                double = _deux_lignes(catalogue, noms, bas, _etendus(feuille, rangee.numero))
                seul_bas, ensemble = _score(catalogue, bas), _score(catalogue, double)
                options.append((ensemble if ensemble > seul_bas else 0, 2, double))
        for score, hauteur, lus in options:
            if score >= CHAMPS_MINIMUM and (meilleur is None or score > meilleur[0]):
                meilleur = (score, i, hauteur, lus)
    return None if meilleur is None else meilleur[1:]


def _repete(catalogue: Catalogue, noms: tuple[str, ...], lus: tuple[str, ...]) -> bool:
    """Vrai si la rangée redit l'en-tête (en haut de chaque page imprimée)."""
    nommes = [i for i, nom in enumerate(noms) if nom]
    communs = sum(1 for i in nommes if i < len(lus) and lus[i] and catalogue.cle(lus[i]) == catalogue.cle(noms[i]))
    return communs >= max(CHAMPS_MINIMUM - 1, 0.6 * len(nommes))


def blocs(
    feuille: Feuille, catalogue: Catalogue = ETATS_LOCATIFS, choix: Choix = AUCUN_CHOIX
) -> tuple[Bloc, ...]:
    """Les tableaux de la feuille ; vide si aucun en-tête n'y est reconnu. `choix` : ce qui est dit des colonnes."""
    premier = _premier_entete(feuille, catalogue) or (_entete_choisi(feuille, catalogue, choix) if choix else None)
    if premier is None:
        return ()
    debut, hauteur, noms = premier
    groupes = _groupes(feuille.rangees[max(0, debut - RANGEES_DE_GROUPE) : debut + hauteur - 1], catalogue)
    ouverts = [_Ouvert(feuille.rangees[debut].numero, noms)]
    for rangee in feuille.rangees[debut + hauteur :]:
        courant = ouverts[-1]
        if not any(isinstance(c, int | float) or (isinstance(c, str) and c.isdigit()) for c in rangee.cellules):
            lus = _noms(rangee.cellules)
            if _repete(catalogue, courant.noms, lus):
                continue
            if _score(catalogue, lus, approche=False) >= CHAMPS_MINIMUM + 1:
                ouverts.append(_Ouvert(rangee.numero, lus))
                continue
        courant.rangees.append(rangee)
    return tuple(_attribuer(ouvert, catalogue, groupes, choix) for ouvert in ouverts)


def cles_colonnes(noms: Sequence[str], groupes: Mapping[int, str], catalogue: Catalogue) -> tuple[str, ...]:
    """La clé de chaque colonne, qui la retrouve dans la liste suivante du même émetteur quel que soit l'ordre.

    Son nom comparable, le groupe qui la coiffe, et son rang parmi celles du même nom ; vide si elle n'a pas de nom.
    """
    vues: Counter[str] = Counter()
    cles: list[str] = []
    for rang, nom in enumerate(noms):
        cle = " | ".join(filter(None, (groupes.get(rang), catalogue.cle(nom)))) if nom else ""
        vues[cle] += 1
        cles.append(f"{cle} #{vues[cle]}" if cle and vues[cle] > 1 else cle)
    return tuple(cles)


def _entete_choisi(feuille: Feuille, catalogue: Catalogue, choix: Choix) -> tuple[int, int, tuple[str, ...]] | None:
    """L'en-tête que seuls les choix d'une personne font reconnaître : la ligne qui porte le plus de colonnes dites."""
    notes = []
    for i, rangee in enumerate(feuille.rangees[:LIGNES_DE_TITRE]):
        noms = _noms(rangee.cellules)
        dites = sum(bool(choix.get(cle)) for cle in cles_colonnes(noms, {}, catalogue))
        notes.append((dites, -i, noms))
    dites, rang, noms = max(notes, default=(0, 0, ()))
    return (-rang, 1, noms) if dites else None


def _groupes(tetes: Sequence[Rangee], catalogue: Catalogue) -> dict[int, str]:
    """Rang de colonne → le groupe dont le titre, au-dessus, court jusqu'au titre suivant."""
    for rangee in reversed(tetes):
        titres = {i: g for i, nom in enumerate(_noms(rangee.cellules)) if (g := catalogue.groupe(nom)) is not None}
        if titres:
            debuts = sorted(titres)
            fins = [*debuts[1:], COLONNES_MAX]
            return {rang: titres[d] for d, fin in zip(debuts, fins, strict=True) for rang in range(d, fin)}
    return {}


def _contredit(groupe: str | None, annonce: str | None) -> bool:
    """Vrai si le titre de groupe en annonce un autre de la même famille : « logement avant », « logement apres »."""
    if groupe is None or annonce is None:
        return False
    return groupe != annonce and groupe.split()[0] == annonce.split()[0]


def _attribuer(ouvert: _Ouvert, catalogue: Catalogue, groupes: dict[int, str], choix: Choix) -> Bloc:
    """Chaque colonne à un champ au plus et chaque champ à une colonne au plus : ce qui est dit, puis la meilleure."""
    cles = cles_colonnes(ouvert.noms, groupes, catalogue)
    dites = {rang: choix[cle] for rang, cle in enumerate(cles) if cle in choix}
    offres: list[tuple[bool, float, int, Candidat]] = []
    dementies: dict[int, str] = {}
    champs = catalogue.champs
    for rang, nom in enumerate(ouvert.noms):
        cellules = [r.cellules[rang] for r in ouvert.rangees if rang < len(r.cellules)]
        remplies = sum(1 for c in cellules if not est_vide(c))
        possibles = catalogue.candidats(nom) if nom and rang not in dites else ()
        for candidat in possibles:
            champ = champs[candidat.champ]
            if _contredit(champ.groupe, groupes.get(rang)):
                continue
            part = plausibilite(champ, cellules)
            verifiable = len(possibles) > 1 or (not candidat.sur and remplies >= _REMPLIES_MINIMUM)
            dementi = part is not None and part < _PART_MINIMUM and verifiable
            if dementi or autre_chose(champ, cellules):
                dementies.setdefault(rang, candidat.champ)
                continue
            # Une colonne vide ou courte ne dément rien ; entre deux champs, le contenu passe avant le nom.
            offres.append((part is None or part >= _PART_CONVENABLE, candidat.score, rang, candidat))
    attribution = {champ: rang for rang, champ in dites.items() if champ in champs}
    pris = set(attribution.values())
    for _, _, rang, candidat in sorted(offres, key=lambda o: (not o[3].exact, not o[0], -o[1], o[2])):
        if rang not in pris and candidat.champ not in attribution:
            attribution[candidat.champ] = rang
            pris.add(rang)
    for rang in pris:
        dementies.pop(rang, None)
    return Bloc(ouvert.ligne, ouvert.noms, attribution, dementies, tuple(ouvert.rangees), catalogue, cles)
