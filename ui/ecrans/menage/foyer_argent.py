"""Ce que coûte le logement quitté et ce que touche le foyer, période par période."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relogement.formats import date_courte, euros
from relogement.services.budgets import foyer_au
from relogement.services.reports import dire_reports
from relogement.stockage.lectures import FicheMenage, Ligne
from ui.ecrans.menage.foyer_personnes import nom_complet
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.menage.tete import en_cours
from ui.socle.elements import Bouton, Carte, EtatVide, Texte

if TYPE_CHECKING:
    from ui.ecrans.menage.section import Section

_LOYER = ("loyer", "charges", "rls", "apl")


def periode(ligne: Ligne) -> str:
    """« depuis le 01/01/2026 » ou « du 01/01/2025 au 31/12/2025 »."""
    if ligne["au"] is None:
        return f"depuis le {date_courte(ligne['du'])}"
    return f"du {date_courte(ligne['du'])} au {date_courte(ligne['au'])}"


def carte_loyer(section: Section, fiche: FicheMenage, au: date) -> Carte:
    """La période en cours en tête, les anciennes dessous ; montants par mois."""
    carte = Carte("Loyer et aides du logement quitté, par mois")
    bouton = Bouton("Noter un changement", section.vers("loyer", None, "du"), icone="plus")
    carte.a_droite(bouton)
    if not fiche.loyers:
        carte.ajouter(EtatVide("Le loyer, les charges, la RLS et l'APL du logement quitté, depuis quand."))
        return carte
    rangs: list[list[Cellule]] = []
    actuelle = en_cours(fiche.loyers, au)
    for ligne in reversed(fiche.loyers):
        quand = periode(ligne) + (" (en cours)" if ligne is actuelle and len(fiche.loyers) > 1 else "")
        corriger = lien(
            "Corriger", section.vers("loyer", ligne["id"], None), f"Corriger le loyer {quand}"
        )
        rangs.append([quand, *(euros(ligne[c]) for c in _LOYER), gestes(corriger)])
    colonnes = ("Période", "Loyer", "Charges", "RLS", "APL", "")
    carte.ajouter(Grille(colonnes, rangs, parts=(4, 2, 2, 2, 2, 0), droite=frozenset({1, 2, 3, 4})))
    details = actuelle and _details(actuelle)
    if details:
        carte.ajouter(Texte(details, "doux"))
    return carte


def _details(ligne: Ligne) -> str:
    morceaux = list(filter(None, [dire_reports(ligne["du"], ligne["reportes"])]))
    if ligne["avis_le"] is not None:
        morceaux.append(f"avis du {date_courte(ligne['avis_le'])}")
    if ligne["charges_personnelles"] is not None:
        morceaux.append(f"eau et chauffage individuels : {euros(ligne['charges_personnelles'])}, hors du calcul")
    return " · ".join(morceaux)[:1].upper() + " · ".join(morceaux)[1:]


def carte_ressources(section: Section, fiche: FicheMenage, au: date) -> Carte:
    """Les ressources en cours par personne et leur total, puis celles qui ont pris fin."""
    carte = Carte("Ressources, par mois")
    bouton = Bouton("Ajouter une ressource", section.vers("ressource", None, "personne_id"), icone="plus")
    carte.a_droite(bouton)
    if not fiche.ressources:
        carte.ajouter(EtatVide("Les ressources de chaque personne, par nature ; « sans ressource » se note aussi."))
        return carte
    noms = {p["id"]: nom_complet(p) for p in fiche.personnes}
    ordre = {p["id"]: rang for rang, p in enumerate(fiche.personnes)}
    actuelles = [r for r in fiche.ressources if r["du"] <= au and (r["au"] is None or r["au"] >= au)]
    actuelles.sort(key=lambda r: (ordre.get(r["personne_id"], len(ordre)), r["du"]))
    autres = [r for r in fiche.ressources if r not in actuelles]
    rangs = [_rang(section, r, noms) for r in actuelles]
    with section.contexte.base.session() as s:
        foyer = foyer_au(s, fiche.menage["id"], au)
    rangs.append(["Total", "", euros(foyer.ressources), "", ""])
    rangs += [_rang(section, r, noms) for r in reversed(autres)]
    colonnes = ("Personne", "Nature", "Montant", "Période", "")
    carte.ajouter(Grille(colonnes, rangs, parts=(4, 4, 2, 4, 0), droite=frozenset({2})))
    if foyer.ressources is None:
        carte.ajouter(Texte(_manque(noms, foyer.oublies), "doux"))
    return carte


def _manque(noms: dict[object, str], oublies: tuple[str | None, ...]) -> str:
    par_cle = {str(cle): nom for cle, nom in noms.items()}
    qui = ", ".join("le foyer" if cle is None else par_cle.get(cle, "une personne") for cle in oublies)
    quoi = f"ce que touche {qui}" if oublies else "le nom de chaque occupant"
    return f"Total inconnu : il manque {quoi}. « Sans ressource » se note aussi."


def _rang(section: Section, r: Ligne, noms: dict[object, str]) -> list[Cellule]:
    qui = noms.get(r["personne_id"], "Le foyer")
    quoi = f"{r['nature'].libelle}, {qui}"
    boutons = [lien("Modifier", section.vers("ressource", r["id"], None), f"Modifier : {quoi}")]
    if r["au"] is None:
        boutons.append(lien("Arrêter", section.vers("ressource", r["id"], "au"), f"Arrêter : {quoi}"))
    justifie = f"\n{r['justificatif']}" if r["justificatif"] else ""
    return [qui, r["nature"].libelle + justifie, euros(r["montant"]), periode(r), gestes(*boutons)]
