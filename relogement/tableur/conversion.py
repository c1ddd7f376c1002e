"""D'une rangée brute à une ligne locative : une mauvaise cellule n'ôte rien aux autres."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from relogement.tableur.brut import Brut, Illisible, en_texte, est_vide, texte
from relogement.tableur.dates import annee_abregee, lire_date
from relogement.tableur.ligne_locative import CHAMPS_LUS, Defaut, LigneLocative, LigneLue
from relogement.tableur.montants import effectif, montant_positif, solde, surface
from relogement.tableur.noms import comprendre
from relogement.tableur.valeurs import (
    code_postal,
    code_postal_commune,
    dit_vacant,
    etage,
    occupation_vacante,
    telephone,
    type_logement,
)

AGE_TITULAIRE = 16
"""Âge minimal d'un titulaire de bail, pour fixer le siècle d'une naissance et signaler une date douteuse."""

LONGUEURS: Mapping[str, int] = {
    "ug": 40, "batiment": 60, "escalier": 20, "porte": 20, "adresse": 200, "commune": 200, "type": 10,
    "financement": 40, "bail": 40, "nom": 120, "prenom": 79, "cotitulaire": 200,
}  # fmt: skip
"""Caractères au plus, par champ gardé au dossier ; nom et prénom tiennent ensemble dans le nom d'usage du ménage."""

_FORMULE = "La formule n'a pas de valeur enregistrée : ouvrez le classeur, enregistrez-le et recommencez."


@dataclass(frozen=True, slots=True)
class Bornes:
    """Jusqu'où peut aller une année à deux chiffres : entrée au plus à la date de la liste, naissance 16 ans avant."""

    entree: date | None

    @property
    def naissance(self) -> date | None:
        """La dernière naissance possible d'un titulaire."""
        if self.entree is None:
            return None
        annee = self.entree.year - AGE_TITULAIRE
        jour = 28 if (self.entree.month, self.entree.day) == (2, 29) else self.entree.day
        return self.entree.replace(year=annee, day=jour)


def _lire_texte(brut: Brut, _bornes: Bornes) -> str | None:
    return texte(brut)


Lecteur = Callable[[Brut, Bornes], Any]

_LECTEURS: dict[str, Lecteur] = {
    "etage": lambda b, _: etage(b),
    "code_postal": lambda b, _: code_postal(b),
    "surface": lambda b, _: surface(b),
    "naissance": lambda b, bornes: lire_date(b, bornes.naissance),
    "entree": lambda b, bornes: lire_date(b, bornes.entree),
    "loyer": lambda b, _: montant_positif(b, "Le loyer"),
    "charges": lambda b, _: montant_positif(b, "Le montant des charges"),
    "apl": lambda b, _: montant_positif(b, "Le montant de l'APL"),
    "revenu": lambda b, _: montant_positif(b, "Le revenu"),
    "occupants": lambda b, _: effectif(b),
    "enfants": lambda b, _: effectif(b),
    "solde": lambda b, _: solde(b),
    "occupation": lambda b, _: occupation_vacante(b),
}
_A_DEUX_VALEURS: dict[str, tuple[Callable[[Brut], tuple[str | None, str | None]], str]] = {
    "type": (type_logement, "« {} » n'est pas repris dans le type."),
    "telephone": (telephone, "Un seul numéro est repris ; l'autre est « {} »."),
}
_CARACTERE_PERDU = frozenset("?\ufffd")


class _Rangee:
    """La conversion d'une rangée : valeurs, textes d'origine et défauts s'y accumulent."""

    def __init__(self, feuille: str, numero: int, colonnes: Mapping[str, str], bornes: Bornes) -> None:
        self.feuille, self.numero, self.colonnes, self.bornes = feuille, numero, colonnes, bornes
        self.valeurs: dict[str, Any] = {}
        self.textes: dict[str, str] = {}
        self.defauts: list[Defaut] = []

    def refuser(self, champ: str, origine: str, raison: str) -> None:
        self.defauts.append(
            Defaut(self.feuille, self.numero, self.colonnes.get(champ, ""), origine, raison, champ, "illisible")
        )

    def douter(self, champ: str, raison: str) -> None:
        origine = self.textes.get(champ, "")
        self.defauts.append(
            Defaut(self.feuille, self.numero, self.colonnes.get(champ, ""), origine, raison, champ, "douteux")
        )

    def lire(self, champ: str, brut: Brut) -> None:
        if est_vide(brut):
            return
        self.textes[champ] = en_texte(brut)
        try:
            self._lire_plein(champ, brut)
        except Illisible as erreur:
            self.refuser(champ, self.textes[champ], erreur.raison)

    def borner(self) -> None:
        """Vide ce qui est trop long pour le dossier : le texte reste au défaut, la ligne n'est pas perdue."""
        for champ, limite in LONGUEURS.items():
            if len(self.valeurs.get(champ) or "") > limite:
                self.valeurs[champ] = None
                source = "cp_commune" if champ == "commune" and champ not in self.textes else champ
                raison = f"Ce texte dépasse {limite} caractères : ce n'est pas une valeur de cette colonne."
                self.refuser(source, self.textes.get(source, ""), raison)

    def _lire_plein(self, champ: str, brut: Brut) -> None:
        if champ in _A_DEUX_VALEURS:
            lire, phrase = _A_DEUX_VALEURS[champ]
            self.valeurs[champ], reste = lire(brut)
            if reste:
                self.douter(champ, phrase.format(reste))
        elif champ == "cp_commune":
            self.valeurs["code_postal"], commune = code_postal_commune(brut)
            self.valeurs["commune"] = commune or self.valeurs.get("commune")
        elif champ == "etage":
            self.valeurs["etage_texte"] = texte(brut)
            self.valeurs["etage"] = etage(brut)
        else:
            self.valeurs[champ] = _LECTEURS.get(champ, _lire_texte)(brut, self.bornes)


def _occuper(r: _Rangee) -> bool:
    """Décide si le logement est vacant ; le nom « VACANT » n'est alors pas un nom de famille."""
    nom, dit = r.valeurs.get("nom"), r.valeurs.pop("occupation", None)
    personne = any(r.valeurs.get(c) is not None for c in ("prenom", "naissance"))
    occupants = r.valeurs.get("occupants")
    if dit_vacant(nom) and not personne:
        r.valeurs["nom"] = None
        if occupants:
            r.douter("occupants", f"Le logement est dit vacant mais compte {occupants} occupant(s).")
        return True
    bail_connu = any(r.textes.get(c) for c in ("bail", "entree", "naissance"))
    if nom is None and not personne and not bail_connu and not occupants:
        return bool(dit) or ("nom" in r.colonnes and "nom" not in r.textes)
    if dit:
        r.douter("occupation", "Le logement est dit vacant mais porte un locataire ou un bail : il est gardé occupé.")
    return False


def _nommer(r: _Rangee) -> None:
    nom = r.valeurs.get("nom")
    if nom is not None:
        identite = comprendre(nom, r.valeurs.get("prenom"))
        r.valeurs["nom"], r.valeurs["prenom"] = identite.nom, identite.prenom
        if identite.cotitulaire and r.valeurs.get("cotitulaire") is None:
            r.valeurs["cotitulaire"] = identite.cotitulaire
    for champ in ("nom", "prenom", "cotitulaire"):
        if _CARACTERE_PERDU & set(r.valeurs.get(champ) or ""):
            r.douter(champ, "Une lettre semble perdue dans ce nom.")


def convertir(
    feuille: str,
    numero: int,
    cellules: Mapping[str, Brut],
    *,
    formules: Mapping[str, str],
    colonnes: Mapping[str, str],
    bornes: Bornes,
) -> tuple[LigneLue, list[Defaut]]:
    """La ligne locative des `cellules` (champ → cellule) et ses défauts ; `formules` : celles restées sans valeur."""
    r = _Rangee(feuille, numero, colonnes, bornes)
    for champ, brut in cellules.items():
        r.lire(champ, brut)
    for champ, formule in formules.items():
        r.refuser(champ, formule, _FORMULE)
    r.borner()
    vacant = _occuper(r)
    _nommer(r)
    valeurs = {champ: valeur for champ, valeur in r.valeurs.items() if champ in CHAMPS_LUS}
    return LigneLue(LigneLocative(feuille, numero, **valeurs, vacant=vacant), r.textes, colonnes), r.defauts


def derniere_entree(cellules: list[Brut]) -> date | None:
    """La plus récente entrée dont l'année a quatre chiffres : une liste sans titre lui est postérieure."""
    trouvees: list[date] = []
    for brut in cellules:
        try:
            lue = None if annee_abregee(brut) else lire_date(brut)
        except Illisible:
            continue
        if lue is not None:
            trouvees.append(lue)
    return max(trouvees, default=None)
