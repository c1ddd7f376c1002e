"""Le bail d'origine, le référent et son histoire, la sortie."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relogement.formats import date_courte
from relogement.stockage.lectures import FicheMenage
from ui.ecrans.menage.foyer_argent import periode
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien, paires
from ui.ecrans.menage.tete import en_cours
from ui.socle.elements import Bouton, Carte, EtatVide, Texte, flux

if TYPE_CHECKING:
    from ui.ecrans.menage.section import Section


def carte_bail(section: Section, fiche: FicheMenage) -> Carte:
    """Numéro, début, fin, congé."""
    carte = Carte("Bail d'origine")
    carte.a_droite(Bouton("Compléter le bail", section.vers("bail", None, "numero"), icone="pencil"))
    bail = fiche.bail
    if bail is None:
        carte.ajouter(EtatVide("Le numéro du bail d'origine et sa date de début (article 1)."))
        return carte
    valeurs = [
        ("Numéro", bail["numero"] or "à renseigner"),
        ("Début", date_courte(bail["debut"], "à renseigner")),
        ("Fin", date_courte(bail["fin"], "en cours")),
    ]
    if bail["conge_le"] is not None:
        valeurs.append(("Congé donné le", date_courte(bail["conge_le"])))
    carte.ajouter(paires(valeurs))
    carte.ajouter(flux(Bouton("Noter le congé", section.vers("conge", None, "conge_le"))))
    return carte


def carte_referent(section: Section, fiche: FicheMenage, au: date) -> Carte:
    """Le référent en cours, ceux d'avant, et si chaque changement a été dit au ménage."""
    carte = Carte("Référent")
    mot = "Changer de référent" if fiche.referents else "Désigner le référent"
    carte.a_droite(Bouton(mot, section.vers("referent", None, "agent"), icone="user"))
    if not fiche.referents:
        carte.ajouter(EtatVide("L'interlocuteur du ménage tout au long de l'opération (article 3)."))
        return carte
    actuel = en_cours(fiche.referents, au)
    if actuel is None:
        carte.ajouter(Texte("Personne ne suit ce ménage aujourd'hui.", "erreur"))
    rangs: list[list[Cellule]] = []
    for ligne in reversed(fiche.referents):
        nom = fiche.agents[ligne["agent_id"]]
        dire = lien(
            "Dit au ménage",
            section.vers("dire_referent", ligne["id"], "dit_le"),
            f"Noter que le référent {nom} a été dit au ménage",
        )
        dit = "pas noté" if ligne["dit_le"] is None else f"le {date_courte(ligne['dit_le'])}"
        rangs.append([nom, periode(ligne), dit, gestes(dire) if ligne["dit_le"] is None else ""])
    carte.ajouter(Grille(("Référent", "Période", "Dit au ménage", ""), rangs, parts=(3, 4, 3, 0)))
    return carte


def carte_sortie(section: Section, fiche: FicheMenage) -> Carte:
    """La sortie sans relogement, ou le geste qui l'enregistre."""
    carte = Carte("Sortie de l'opération")
    le, motif = fiche.menage["sortie_le"], fiche.menage["sortie_motif"]
    if le is None:
        carte.ajouter(Texte("Départ sans relogement, décès, hors relogement : le dossier reste au journal.", "doux"))
        carte.a_droite(Bouton("Enregistrer une sortie", section.vers("sortie", None, "le")))
    else:
        carte.ajouter(paires([("Sorti le", date_courte(le)), ("Raison", motif.libelle if motif else "à renseigner")]))
        carte.a_droite(Bouton("Corriger la sortie", section.vers("sortie", None, "le")))
    return carte
