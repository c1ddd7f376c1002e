"""Les propositions et les refus : l'envoi, les points d'adéquation, la réponse et son écrit."""

from __future__ import annotations

from collections.abc import Sequence

from relogement.documents.donnees_parcours import LogementPropose, PropositionFaite
from relogement.documents.formats import jour, texte_ou, type_surface
from relogement.documents.mise_en_page import Histoire, bloc, fiche, legende, partie, section, vide
from relogement.formats import etage, euros, oui_non


def propositions(faites: Sequence[PropositionFaite]) -> Histoire:
    """Une partie par proposition, dans l'ordre d'envoi."""
    histoire = section("Propositions et refus")
    if not faites:
        return [*histoire, vide("Aucune proposition n'a été faite.")]
    for p in faites:
        histoire += _proposition(p)
    return histoire


def description(logement: LogementPropose) -> list[tuple[str, str]]:
    """Le logement offert, en couples (libellé, valeur)."""
    return [
        ("Logement", logement.libelle),
        ("Commune", texte_ou(logement.commune)),
        ("Quartier", texte_ou(logement.quartier)),
        ("Type et surface", type_surface(logement.type, logement.surface)),
        ("Étage", f"{etage(logement.etage)} ; ascenseur : {oui_non(logement.ascenseur)}"),
        ("En QPV", oui_non(logement.qpv)),
        ("Neuf ou moins de 5 ans", oui_non(logement.neuf)),
        ("Bailleur", texte_ou(logement.bailleur)),
        ("Réservataire", texte_ou(logement.reservataire)),
        ("Loyer par mois", euros(logement.loyer)),
        ("Charges par mois", euros(logement.charges)),
    ]


def _proposition(p: PropositionFaite) -> Histoire:
    temporaire = " (relogement temporaire)" if p.temporaire else ""
    histoire = [
        *partie(f"Proposition n° {p.rang}{temporaire} : {p.reponse or 'réponse attendue'}"),
        fiche(description(p.logement)),
        *legende("Remise", fiche([
            ("Envoyée le", jour(p.envoyee)),
            ("Mode d'envoi", texte_ou(p.mode)),
            ("Première présentation", jour(p.presentee)),
            ("Reçue le", jour(p.recue)),
            ("Réponse attendue le", jour(p.reponse_attendue)),
            ("Visitée le", jour(p.visite)),
        ])),
        *legende("Ce que le logement remplit", fiche([
            ("Charte, art. 4", _points(p.adequation)),
            ("Loi de 1948, art. 13 bis", _points(p.treize_bis)),
        ], colonnes=1)),
    ]
    histoire += legende("Attribution", fiche([
        ("Hors du quartier quitté", oui_non(p.hors_quartier)),
        ("Conçu pour ce ménage", oui_non(p.construit_pour_lui)),
        ("Commission d'attribution", texte_ou(p.caleol_decision or p.caleol)),
        ("Le", jour(p.caleol_le)),
    ]))
    if p.examen_le:
        histoire += bloc(f"Reste à vivre examiné le {jour(p.examen_le)}", p.examen)
    if p.envoi_malgre:
        histoire += bloc("Envoyée malgré", " ; ".join(p.envoi_malgre))
    if p.raison_envoi:
        histoire += bloc("Raison de l'envoi", p.raison_envoi)
    if p.raison_sans_neuf:
        histoire += bloc("Pourquoi pas de logement neuf", p.raison_sans_neuf)
    return [*histoire, *_reponse(p)]


def _points(points: Sequence[tuple[str, bool | None]]) -> str:
    return " · ".join(f"{libelle} : {oui_non(valeur)}" for libelle, valeur in points)


def _reponse(p: PropositionFaite) -> Histoire:
    if p.reponse is None:
        return [vide("Le ménage n'a pas encore répondu.")]
    paires = [("Réponse", p.reponse), ("Répondue le", jour(p.repondue))]
    sans_date = bloc("Pourquoi la date de la réponse est inconnue", p.date_inconnue) if p.date_inconnue else []
    if not p.refusee:
        pourquoi = bloc("Raison de l'accord", p.raison_accord) if p.raison_accord else []
        return [*legende("Réponse", fiche(paires)), *sans_date, *pourquoi]
    paires += _tacite(p) if p.tacite else _expres(p)
    mots = [] if p.tacite else bloc("Motif, dans les mots du ménage", p.motif_texte)
    sans_motif = bloc("Pourquoi le motif du refus est inconnu", p.motif_inconnu) if p.motif_inconnu else []
    return [*legende("Réponse", fiche(paires)), *sans_date, *mots, *sans_motif]


def _tacite(p: PropositionFaite) -> list[tuple[str, str]]:
    return [
        ("Refus tacite confirmé le", jour(p.confirme_le)),
        ("Preuve de réception jointe", "oui" if p.preuve_jointe else "non"),
    ]


def _expres(p: PropositionFaite) -> list[tuple[str, str]]:
    return [
        ("Motif", texte_ou(p.motif)),
        ("Écrit", texte_ou(p.ecrit)),
        ("Écrit le", jour(p.ecrit_le)),
        *([("Témoin", p.temoin)] if p.temoin else []),
        ("La MOUS a aidé", oui_non(p.mous_a_aide)),
        ("Formulaire signé joint", "oui" if p.formulaire_joint else "non"),
    ]
