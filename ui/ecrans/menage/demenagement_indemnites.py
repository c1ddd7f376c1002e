"""La visite technique du logement quitté, l'indemnité de changement d'adresse, la minoration de loyer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relogement.formats import date_courte, euros
from relogement.regles.minoration.conditions import Condition, dire_reunies
from relogement.services.droit_minoration import DroitMinoration
from relogement.stockage.lectures import FicheMenage, Ligne
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien, paires
from ui.ecrans.menage.pastilles import style_avis
from ui.fiches.minoration import AVIS
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, flux
from ui.socle.pastille import Pastille

if TYPE_CHECKING:
    from ui.ecrans.menage.section import Section

A_NOTER = "à noter"


def carte_visite_technique(section: Section, fiche: FicheMenage) -> Carte:
    """Les visites du logement quitté, et la fin du bail qu'elles précèdent."""
    carte = Carte("Départ du logement quitté")
    noter = section.vers("visite_technique", None, "le")
    carte.a_droite(Bouton("Noter la visite technique", noter, icone="plus"))
    if not fiche.visites_techniques:
        carte.ajouter(EtatVide("La visite technique du logement, avant la fin du bail (article 10)."))
        return carte
    rangs: list[list[Cellule]] = []
    for v in reversed(fiche.visites_techniques):
        quand = date_courte(v["le"])
        modifier = section.vers("visite_technique", v["id"], None)
        rangs.append([quand, v["constat"] or "", gestes(lien("Modifier", modifier, f"Modifier la visite du {quand}"))])
    carte.ajouter(Grille(("Visite du", "Constat", ""), rangs, parts=(2, 8, 0)))
    return carte


def carte_indemnites(section: Section, r: Ligne, droit: DroitMinoration | None) -> Carte:
    """Ce que le bailleur doit encore pour ce relogement, hors frais d'installation.

    `droit` : le droit à la minoration, condition par condition ; None : l'opération n'est pas de l'ANRU.
    """
    carte = Carte("Changement d'adresse et minoration")
    carte.ajouter(paires([("Changement d'adresse", _adresse(r)), ("Minoration de loyer", _minoration(r))]))
    if droit is not None:
        _montrer_droit(carte, droit)
    carte.ajouter(flux(
        Bouton("Changement d'adresse", section.vers("adresse", r["id"], None)),
        Bouton("Minoration de loyer", section.vers("minoration", r["id"], None)),
        *_vers_le_bareme(section, droit),
    ))
    return carte


def _montrer_droit(carte: Carte, droit: DroitMinoration) -> None:
    carte.ajouter(Texte(f"Droit à la minoration de l'ANRU : {dire_reunies(droit.conditions)}", "fort"))
    rangs: list[list[Cellule]] = [
        [_nom(c), Pastille(style_avis(c.remplie, AVIS[c.remplie])), c.phrase] for c in droit.conditions
    ]
    carte.ajouter(Grille(("Condition", "État", "Ce que dit le dossier"), rangs, parts=(4, 1, 6)))
    carte.ajouter(Texte(f"{droit.forfait.phrase}.", "doux"))


def _nom(c: Condition) -> Texte:
    """Le nom de la condition ; le texte qui la demande est dans la bulle."""
    nom = Texte(c.nom)
    nom.setToolTip(c.reference)
    nom.setAccessibleDescription(c.reference)
    return nom


def _vers_le_bareme(section: Section, droit: DroitMinoration | None) -> tuple[Bouton, ...]:
    """Le chemin vers les lignes à taper, quand il en manque."""
    if droit is None or not droit.forfait.a_taper:
        return ()
    return (Bouton("Taper le barème", lambda: section.contexte.naviguer("reglages", section="minoration"), "lien"),)


def _adresse(r: Ligne) -> str:
    if r["adresse_forfait"] is None:
        return A_NOTER
    paye = f"payés le {date_courte(r['adresse_paye_le'])}" if r["adresse_paye_le"] else "pas encore payés"
    return f"{euros(r['adresse_forfait'])}, {paye}"


def _minoration(r: Ligne) -> str:
    connus = (("plafond APL", r["plafond_apl"]), ("loyer avant minoration", r["loyer_avant_minoration"]))
    parts = [f"{mot} : {euros(montant)} par mois" for mot, montant in connus if montant is not None]
    if r["minoration"] is not None:
        parts.append(f"{euros(r['minoration'])} demandés le {date_courte(r['minoration_demandee_le'])}")
    return " ; ".join(parts) or A_NOTER
