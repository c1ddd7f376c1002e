"""Ce qui reste à compléter : la valeur d'origine, pourquoi elle n'est pas entrée, où la saisir."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from relogement.services.menages import regler_a_completer
from relogement.stockage.lectures import Ligne
from ui.ecrans.menage.foyer_champs import COORDONNEES, LOGEMENT
from ui.ecrans.menage.grille import Grille, gestes, lien
from ui.socle.elements import Carte, Texte

if TYPE_CHECKING:
    from ui.ecrans.menage.section_foyer import SectionFoyer


@dataclass(frozen=True, slots=True)
class OuCompleter:
    """Où se saisit une valeur : un champ libre (`fiche` None) ou un formulaire."""

    libelle: str
    fiche: str | None
    champ: str


_FICHES = {
    "bail": OuCompleter("Bail", "bail", "numero"),
    "numero": OuCompleter("Numéro du bail", "bail", "numero"),
    "debut": OuCompleter("Début du bail", "bail", "debut"),
    "entree": OuCompleter("Date d'entrée", "bail", "debut"),
    "prenom": OuCompleter("Prénom", "personne", "prenom"),
    "cotitulaire": OuCompleter("Cotitulaire", "personne", "nom"),
    "naissance": OuCompleter("Date de naissance", "personne", "naissance"),
    "loyer": OuCompleter("Loyer", "loyer", "loyer"),
    "charges": OuCompleter("Charges", "loyer", "charges"),
    "apl": OuCompleter("APL", "loyer", "apl"),
    "rls": OuCompleter("RLS", "loyer", "rls"),
    "occupants": OuCompleter("Occupants", "composition", "occupants"),
    "enfants": OuCompleter("Enfants", "composition", "enfants"),
    "ressource_nature": OuCompleter("Nature de la ressource", "ressource", "nature"),
    "revenu": OuCompleter("Revenu", "ressource", "montant"),
    "montant": OuCompleter("Ressource", "ressource", "montant"),
}
_CHAMPS = {c.nom: OuCompleter(c.libelle, None, c.nom) for c in (*COORDONNEES, *LOGEMENT)}


def ou_completer(champ: str) -> OuCompleter:
    """Où saisir ce champ ; un champ inconnu se note avec le ménage."""
    nom = champ.rpartition(".")[2]
    return _FICHES.get(nom) or _CHAMPS.get(nom) or OuCompleter(champ, None, "note")


def origine(ligne: Ligne) -> str:
    """« Locataires, ligne 12, colonne Loyer » ; ce qui est inconnu n'y est pas."""
    morceaux = (
        ligne["feuille"],
        f"ligne {ligne['ligne']}" if ligne["ligne"] is not None else None,
        f"colonne {ligne['colonne']}" if ligne["colonne"] else None,
    )
    return ", ".join(m for m in morceaux if m)


def carte_a_completer(section: SectionFoyer, lignes: Sequence[Ligne]) -> Carte:
    """La liste, avec le champ à ouvrir et le bouton « Réglé »."""
    carte = Carte("À compléter")
    carte.ajouter(Texte("Ces valeurs d'une liste importée n'ont pas pu entrer telles quelles.", "doux"))
    rangs = []
    for a in lignes:
        but = ou_completer(a["champ"])
        ouvrir = lien("Ouvrir", partial(section.completer, a["champ"]), f"Ouvrir : {but.libelle}, {a['texte']}")
        regle = lien(
            "Réglé",
            partial(section.contexte.executer, regler_a_completer, a["id"]),
            f"Réglé : {but.libelle}, {a['texte']}",
        )
        lu = " · ".join(filter(None, (a["raison"], origine(a))))
        rangs.append([but.libelle, a["texte"], lu, gestes(ouvrir, regle)])
    carte.ajouter(Grille(("Champ", "Texte d'origine", "Raison", ""), rangs, parts=(2, 3, 5, 0)))
    return carte
