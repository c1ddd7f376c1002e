"""Une liste de logements offerts : du fichier à des lignes sûres et à ce qui reste à revoir, sans base."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from relogement.commun import ErreurMetier, sans_accents
from relogement.tableur.brut import Brut, Illisible, en_texte, est_vide, nettoyer, refuser_erreur, texte
from relogement.tableur.catalogues import VIVIERS
from relogement.tableur.dates import lire_date
from relogement.tableur.doublons import forme
from relogement.tableur.entetes import AUCUN_CHOIX, Bloc, Choix, note_entete
from relogement.tableur.lecture import Feuille, Rangee, lire_fichier
from relogement.tableur.lieux import batiment_comparable, porte_comparable, voie_comparable
from relogement.tableur.ligne_locative import Defaut
from relogement.tableur.montants import montant_positif, surface
from relogement.tableur.rangees import annonce_total, est_total
from relogement.tableur.tableaux import colonnes_dementies, date_liste, feuilles_passees, tableaux
from relogement.tableur.valeurs import code_postal, code_postal_commune, etage, type_logement
from relogement.vocabulaire import Financement, Habitat, Liste, Reservataire

LONGUEURS = {"reference": 40, "libelle": 200, "adresse": 200, "batiment": 60, "porte": 20, "commune": 200,
             "quartier": 200, "bailleur": 200, "note": 20_000}
"""Caractères au plus, par texte gardé."""
LIEU = ("libelle", "adresse", "code_postal", "commune", "batiment", "porte", "etage")
"""Où est un logement."""
_SANS_LOGEMENT = "Cette liste a bien des titres de colonnes, mais aucun logement."
_FORMULE = "La formule n'a pas de valeur enregistrée : ouvrez le classeur, enregistrez-le et recommencez."
_OUI = frozenset({"o", "oui", "x", "1", "vrai", "yes", "ok"})
_NON = frozenset({"n", "non", "0", "faux", "no", "sans", "aucun", "hors qpv", "hors"})


@dataclass(frozen=True, slots=True)
class LigneOfferte:
    """Un logement de la liste : colonne de LogementOffert → valeur, et le nom du `bailleur` ; absente : inconnue."""

    feuille: str
    ligne: int
    """Numéro de ligne du tableur, à partir de 1."""
    valeurs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ListeOfferte:
    """Ce que l'on retient d'une liste ; `colonnes` : les champs reconnus et le titre de leur colonne."""

    date_liste: date | None
    lignes: tuple[LigneOfferte, ...]
    colonnes: Mapping[str, str]
    inconnues: tuple[str, ...]
    defauts: tuple[Defaut, ...]
    doublons: int


def lire_vivier(chemin: Path, choix: Choix = AUCUN_CHOIX) -> ListeOfferte:
    """Lit une liste de logements offerts (.xlsx, .xlsm, .csv) où qu'y soient l'en-tête et les colonnes.

    Une cellule illisible reste inconnue et devient un défaut ; aucune ligne n'est perdue pour elle. Lève ErreurMetier,
    d'une phrase, pour ce qui n'est pas une telle liste.
    """
    fichier = lire_fichier(chemin, lambda cellules: note_entete(cellules, VIVIERS))
    trouves = tableaux(fichier.feuilles, VIVIERS, choix)
    lecture = _Lecture()
    lecture.defauts += feuilles_passees(fichier.feuilles, {feuille.nom for feuille, _ in trouves})
    for feuille, tables in trouves:
        for bloc in tables:
            lecture.lire(feuille, bloc)
    if not lecture.lignes:
        raise ErreurMetier(_SANS_LOGEMENT)
    return ListeOfferte(
        date_liste(trouves), tuple(lecture.lignes), lecture.colonnes, tuple(lecture.inconnues), tuple(lecture.defauts),
        lecture.doublons,
    )


@dataclass(frozen=True, slots=True)
class _Vue:
    """Une ligne déjà lue : où elle est, ce qu'elle vaut, et ses cellules telles quelles."""

    feuille: str
    ligne: int
    valeurs: Mapping[str, Any]
    cellules: Mapping[str, Brut]

    def ecrit(self, champ: str) -> str:
        """Le texte de la cellule de ce champ ; code postal et commune en partagent parfois une."""
        return nettoyer(en_texte(self.cellules.get(champ, self.cellules.get("cp_commune")))) or "vide"


def _redite(gardee: _Vue, autre: _Vue, titres: Mapping[str, str]) -> str:
    """Pourquoi une ligne en double n'est pas reprise, et chaque valeur que l'on perdrait à ne pas la lire."""
    differents = [c for c, v in autre.valeurs.items() if forme(v) != forme(gardee.valeurs.get(c))]
    ailleurs = f" de la feuille « {gardee.feuille} »" if gardee.feuille != autre.feuille else ""
    phrase = f"Ce logement est déjà à la ligne {gardee.ligne}{ailleurs}"
    noms = ((c, titres.get(c) or titres.get("cp_commune", c)) for c in differents)
    dits = (f"{nom} « {autre.ecrit(c)} », et « {gardee.ecrit(c)} » gardé" for c, nom in noms)
    suite = "cette ligne n'est pas reprise."
    return f"{phrase}, mais {' ; '.join(dits)} ; {suite}" if differents else f"{phrase} : {suite}"


@dataclass
class _Lecture:
    """Les lignes et les défauts s'accumulent, bloc après bloc."""

    lignes: list[LigneOfferte] = field(default_factory=list)
    defauts: list[Defaut] = field(default_factory=list)
    colonnes: dict[str, str] = field(default_factory=dict)
    inconnues: dict[str, None] = field(default_factory=dict)
    doublons: int = 0
    _vues: dict[tuple[Any, ...], _Vue] = field(default_factory=dict)

    def lire(self, feuille: Feuille, bloc: Bloc) -> None:
        self.defauts += colonnes_dementies(feuille, bloc)
        self.inconnues |= dict.fromkeys(bloc.inconnues)
        for champ, rang in bloc.attribution.items():
            self.colonnes.setdefault(champ, bloc.noms[rang])
        for rangee in bloc.rangees:
            self._lire_rangee(feuille.nom, bloc, rangee)

    def _lire_rangee(self, feuille: str, bloc: Bloc, rangee: Rangee) -> None:
        cellules = {c: rangee.cellules[r] if r < len(rangee.cellules) else None for c, r in bloc.attribution.items()}
        if _total(rangee, cellules) or not _situe(cellules):
            self._passee(feuille, rangee, total=_total(rangee, cellules))
            return
        champ_de = {rang: champ for champ, rang in bloc.attribution.items()}
        valeurs: dict[str, Any] = {}
        for rang, formule in rangee.formules:
            if rang in champ_de:
                self._refuser(feuille, bloc, rangee, champ_de[rang], formule, _FORMULE)
        for champ, brut in cellules.items():
            if est_vide(brut):
                continue
            try:
                valeurs |= _lire(champ, brut)
            except Illisible as erreur:
                self._refuser(feuille, bloc, rangee, champ, en_texte(brut), erreur.raison)
        cle = identite(valeurs, valeurs.get("bailleur"))
        if cle in self._vues:
            self.doublons += 1
            raison = _redite(self._vues[cle], _Vue(feuille, rangee.numero, valeurs, cellules), self.colonnes)
            self.defauts.append(Defaut(feuille, rangee.numero, "", _pleine(rangee), raison, "ligne", "doublon"))
            return
        self._vues[cle] = _Vue(feuille, rangee.numero, valeurs, cellules)
        self.lignes.append(LigneOfferte(feuille, rangee.numero, valeurs))

    def _refuser(self, feuille: str, bloc: Bloc, rangee: Rangee, champ: str, origine: str, raison: str) -> None:
        colonne = bloc.noms[bloc.attribution[champ]]
        self.defauts.append(Defaut(feuille, rangee.numero, colonne, origine, raison, champ, "illisible"))

    def _passee(self, feuille: str, rangee: Rangee, *, total: bool) -> None:
        if not total and sum(not est_vide(c) for c in rangee.cellules) > 1:
            raison = "Cette ligne ne nomme aucun logement : elle n'a pas été reprise."
            self.defauts.append(Defaut(feuille, rangee.numero, "", _pleine(rangee), raison, "ligne", "douteux"))


def _total(rangee: Rangee, cellules: Mapping[str, Brut]) -> bool:
    """Une résidence peut se nommer « Ensemble des Pins » : un logement a une référence, un type ou une porte."""
    dits = (cellules.get(c) for c in ("reference", "type", "porte"))
    return est_total(rangee) and all(est_vide(dit) or annonce_total(dit) for dit in dits)


def _situe(cellules: Mapping[str, Brut]) -> bool:
    return any(not est_vide(cellules.get(c)) for c in VIVIERS.situent)


def identite(valeurs: Mapping[str, Any], bailleur: object) -> tuple[str, ...]:
    """Ce qui retrouve un logement, d'une ligne et d'une liste à l'autre : son bailleur, et sa référence ou son lieu.

    Sans référence ni porte, le type et la surface distinguent deux logements d'une même adresse.
    """
    lieu = LIEU if valeurs.get("porte") else (*LIEU, "type", "surface")
    colonnes = ("reference",) if valeurs.get("reference") else lieu
    dits = (_comparable(c, valeurs) for c in colonnes)
    return (colonnes[0], str(forme(str(bailleur or ""))), *dits)


def _comparable(colonne: str, valeurs: Mapping[str, Any]) -> str:
    dit = valeurs.get(colonne)
    if dit is None:
        return ""
    if colonne == "adresse":
        return voie_comparable(dit, valeurs.get("commune"))
    reduire = {"porte": porte_comparable, "batiment": batiment_comparable}.get(colonne, sans_accents)
    return reduire(str(dit))


def _pleine(rangee: Rangee) -> str:
    return " | ".join(nettoyer(en_texte(c)) for c in rangee.cellules if not est_vide(c))[:200]


def _lire(champ: str, brut: Brut) -> dict[str, Any]:
    """Les valeurs qu'une cellule donne ; lève Illisible, avec la raison."""
    refuser_erreur(brut)
    if champ == "cp_commune":
        cp, commune = code_postal_commune(brut)
        return {c: v for c, v in (("code_postal", cp), ("commune", commune)) if v is not None}
    lecteur = _LECTEURS.get(champ)
    valeur = lecteur(brut) if lecteur is not None else texte(brut)
    limite = LONGUEURS.get(champ)
    if isinstance(valeur, str) and limite is not None and len(valeur) > limite:
        raise Illisible(f"Ce texte dépasse {limite} caractères : ce n'est pas une valeur de cette colonne.")
    return {} if valeur is None else {champ: valeur}


def _oui_non(brut: Brut) -> bool | None:
    if isinstance(brut, bool):
        return brut
    lu = sans_accents(nettoyer(en_texte(brut))).strip(" .")
    if lu in ("?", "-", "nc", "n/c", "inconnu"):
        return None
    if lu in _OUI or lu.startswith("oui"):
        return True
    if lu in _NON or lu.startswith("non"):
        return False
    raise Illisible("Écrivez oui ou non.")


def _parmi(liste: type[Liste], mots: Mapping[str, Liste]) -> Callable[[Brut], Any]:
    def lire(brut: Brut) -> Liste | None:
        lu = sans_accents(nettoyer(en_texte(brut)))
        for membre in liste:
            if lu in (sans_accents(str(membre.value)), sans_accents(membre.libelle)):
                return membre
        for mot, valeur in mots.items():
            if mot in lu:
                return valeur
        attendus = ", ".join(m.libelle for m in liste)
        raise Illisible(f"Ce n'est pas une des valeurs connues : {attendus}.")

    return lire


def _type(brut: Brut) -> str | None:
    return type_logement(brut)[0]


def _loyer(brut: Brut) -> int | None:
    lu = montant_positif(brut, "Le loyer")
    if lu == 0:
        raise Illisible("Le loyer est à zéro : à demander à celui qui l'offre.")
    return lu


_LECTEURS: Mapping[str, Callable[[Brut], Any]] = {
    "etage": etage, "code_postal": code_postal, "surface": surface, "type": _type,
    "loyer": _loyer,
    "charges": lambda b: montant_positif(b, "Le montant des charges"),
    **dict.fromkeys(("livre_le", "conventionne_le", "disponible_le", "disponible_jusqu_au"), lire_date),
    **dict.fromkeys(("qpv", "neuf", "ascenseur", "fauteuil", "douche"), _oui_non),
    "financement": _parmi(Financement, {"plai": Financement.PLAI, "pls": Financement.PLS, "plus": Financement.PLUS}),
    "habitat": _parmi(Habitat, {"coll": Habitat.COLLECTIF, "ind": Habitat.INDIVIDUEL, "maison": Habitat.INDIVIDUEL,
                                "appart": Habitat.COLLECTIF}),
    "reservataire": _parmi(Reservataire, {
        "prefect": Reservataire.ETAT, "etat": Reservataire.ETAT, "action logement": Reservataire.ACTION_LOGEMENT,
        "metropole": Reservataire.METROPOLE, "commune": Reservataire.COMMUNE, "ville": Reservataire.COMMUNE,
        "mairie": Reservataire.COMMUNE, "departement": Reservataire.DEPARTEMENT, "region": Reservataire.DEPARTEMENT,
        "bailleur": Reservataire.BAILLEUR, "hors contingent": Reservataire.BAILLEUR,
    }),
}


def champs_absents(liste: ListeOfferte, attendus: Sequence[str]) -> tuple[str, ...]:
    """Ceux de ces champs qu'aucune colonne ne porte, par leur libellé."""
    return tuple(VIVIERS.champs[c].libelle for c in attendus if c not in liste.colonnes)
