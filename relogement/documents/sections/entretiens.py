"""Les entretiens : ce qui a été vérifié, demandé, souhaité, conclu."""

from __future__ import annotations

from relogement.documents.donnees_menage import Entretiens, EntretienTenu, SouhaitExprime
from relogement.documents.formats import INCONNU, NON_RENSEIGNE, jour, suite, texte_ou
from relogement.documents.mise_en_page import Histoire, bloc, fiche, partie, section, tableau, vide
from relogement.documents.sections.appuis import acteurs, contingents
from relogement.formats import euros, oui_non


def entretiens(e: Entretiens) -> Histoire:
    """Chaque entretien, puis les souhaits exprimés en dehors, les mesures et ceux que l'on sollicite."""
    histoire = section("Entretiens et souhaits")
    if not e.tenus:
        histoire.append(vide("Aucun entretien n'a encore eu lieu."))
    for rang, entretien in enumerate(e.tenus, start=1):
        histoire += _entretien(rang, entretien)
    for souhait in e.souhaits:
        histoire += [*partie(f"Souhaits exprimés le {jour(souhait.le)}"), *_souhait(souhait)]
    return [*histoire, *_mesures(e), *acteurs(e.acteurs), *contingents(e.demandes)]


def _entretien(rang: int, e: EntretienTenu) -> Histoire:
    histoire = [*partie(f"Entretien n° {rang}, le {jour(e.le)}"), fiche([
        ("Lieu", texte_ou(e.lieu)),
        ("Mené par", texte_ou(e.agent)),
        ("Présents", texte_ou(e.presents)),
        ("Vérifié sur pièce", suite(e.verifications)),
        ("Composition vue", "oui" if e.composition_vue else "à compléter"),
        ("Ressources vues", "oui" if e.ressources_vues else "à compléter"),
        ("Besoins", suite(e.besoins)),
        ("Difficultés", _difficultes(e)),
        ("Décohabitation", oui_non(e.decohabitation)),
        ("Loyer supportable", euros(e.loyer_supportable)),
        ("Suivi par un travailleur social", oui_non(e.acteurs_sociaux)),
        ("Ressources, plafonds PLUS", INCONNU if e.part_plafond is None else f"{e.part_plafond} %"),
        ("Accession possible", oui_non(e.accession_possible)),
    ])]
    if e.capacites:
        histoire += bloc("Capacités financières", e.capacites)
    if e.souhait is not None:
        histoire += [*partie(f"Souhaits exprimés le {jour(e.souhait.le)}", niveau=None), *_souhait(e.souhait)]
    return histoire + bloc("Conclusion", e.conclusion)


def _difficultes(e: EntretienTenu) -> str:
    if e.difficultes:
        return suite(e.difficultes)
    return "aucune à signaler" if e.aucune_difficulte else NON_RENSEIGNE


def _souhait(s: SouhaitExprime) -> Histoire:
    histoire: Histoire = [fiche([
        ("Type de logement", texte_ou(s.type)),
        ("Lieux", texte_ou(s.lieux)),
        ("Quartier", texte_ou(s.rester)),
        ("Autre type que l'actuel", oui_non(s.autre_type)),
        ("Accession", oui_non(s.accession)),
        ("Ne veut pas de neuf", oui_non(s.refuse_neuf)),
    ])]
    histoire += bloc("Contraintes", s.contraintes)
    if s.reponse or s.reponse_le:
        histoire += bloc(f"Réponse donnée le {jour(s.reponse_le)}", s.reponse)
    return histoire


def _mesures(e: Entretiens) -> Histoire:
    titre = partie("Accompagnement renforcé")
    if not e.mesures:
        return [*titre, vide("Aucune mesure d'accompagnement renforcé n'est enregistrée.")]
    return [*titre, *tableau(
        (("Porté par", 40), ("Depuis le", 25), ("Objet", 85)),
        [(m.qui, jour(m.depuis), texte_ou(m.objet)) for m in e.mesures],
    )]
