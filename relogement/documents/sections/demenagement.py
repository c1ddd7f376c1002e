"""Le déménagement et ses frais : bail, loyers des deux côtés, prise en charge, dépôt de garantie."""

from __future__ import annotations

from collections.abc import Sequence

from relogement.documents.donnees_parcours import FraisInstallation, RelogementFait
from relogement.documents.formats import jour, texte_ou
from relogement.documents.mise_en_page import Histoire, fiche, legende, partie, section, tableau, vide
from relogement.formats import euros, oui_non
from relogement.vocabulaire import ModeDemenagement


def demenagement(relogements: Sequence[RelogementFait]) -> Histoire:
    """Une partie par relogement, temporaire ou définitif."""
    histoire = section("Déménagement et frais")
    if not relogements:
        return [*histoire, vide("Aucun bail de relogement n'est signé.")]
    for r in relogements:
        histoire += _relogement(r)
    return histoire


def _relogement(r: RelogementFait) -> Histoire:
    genre = "temporaire" if r.temporaire else "définitif"
    bail = [
        ("Logement", texte_ou(r.logement)),
        ("Bail signé le", jour(r.bail_signe)),
        ("Numéro de bail", texte_ou(r.bail_numero)),
        ("Contingent", texte_ou(r.reservataire)),
        ("Loyer", euros(r.loyer)),
        ("Charges", euros(r.charges)),
        ("RLS", euros(r.rls)),
        ("APL", euros(r.apl)),
    ]
    if r.temporaire:
        bail += [("Retour le", jour(r.retour_le)), ("Logement de retour", texte_ou(r.retour_logement))]
    return [
        *partie(f"Relogement {genre}, bail du {jour(r.bail_signe)}"), fiche(bail),
        *legende("Déménagement", fiche(_trajet(r))),
        *legende("Loyers des deux côtés", fiche([
            ("Début du nouveau loyer", jour(r.debut_loyer)),
            ("Fin de l'ancien loyer", jour(r.fin_loyer_ancien)),
            ("Chevauchement payé par le bailleur", oui_non(r.chevauchement_paye)),
        ])),
        *legende("Dépôt de garantie", fiche([
            ("Transféré", euros(r.depot_transfere)),
            ("Transféré le", jour(r.depot_le)),
            ("Complément demandé", euros(r.depot_complement)),
            ("Retenue", euros(r.depot_retenue)),
        ])),
        *legende("Changement d'adresse et minoration", fiche([
            ("Changement d'adresse", euros(r.adresse_forfait)),
            ("Payé le", jour(r.adresse_paye)),
            ("Plafond APL par mois", euros(r.plafond_apl)),
            ("Loyer avant minoration", euros(r.loyer_avant_minoration)),
            ("Minoration demandée", euros(r.minoration)),
            ("Demandée le", jour(r.minoration_demandee)),
        ])),
        *legende("Frais d'installation", *_frais(r.frais)),
    ]


def _trajet(r: RelogementFait) -> list[tuple[str, str]]:
    trajet = [("Prise en charge", texte_ou(r.mode)), ("Déménagé le", jour(r.demenage))]
    if r.mode != ModeDemenagement.FORFAIT.libelle:
        trajet += [("Commandé le", jour(r.commande_le)), ("Payé par", texte_ou(r.commande_payeur))]
    if r.mode != ModeDemenagement.DEMENAGEUR.libelle or r.forfait is not None:
        trajet += [
            ("Forfait", euros(r.forfait)),
            ("Forfait décidé le", jour(r.forfait_decide)),
            ("Forfait payé le", jour(r.forfait_paye)),
        ]
    return trajet


def _frais(frais: Sequence[FraisInstallation]) -> Histoire:
    if not frais:
        return [vide("Aucun poste de frais n'a reçu de réponse.")]
    return tableau(
        (("Poste", 38), ("Demandé", 28), ("Accordé", 38), ("Payé", 28), ("Par", 24), ("Reçu", 14)),
        [
            (f.poste, _demande(f), _accord(f), _paiement(f), f.paye_par or "–", _recu(f))
            for f in frais
        ],
    )


def _recu(f: FraisInstallation) -> str:
    if not f.demande:
        return "–"
    return "oui" if f.recu else "non"


def _demande(f: FraisInstallation) -> str:
    return f"{euros(f.montant)}\nle {jour(f.demande_le)}" if f.demande else f"aucun\nle {jour(f.demande_le)}"


def _accord(f: FraisInstallation) -> str:
    if f.refuse_le is not None:
        return f"refusé le {jour(f.refuse_le)} : {texte_ou(f.raison_refus)}"
    if f.accorde is None and f.accorde_le is None:
        return "en attente" if f.demande and f.paye_le is None else "–"
    return f"{euros(f.accorde)}\nle {jour(f.accorde_le)}"


def _paiement(f: FraisInstallation) -> str:
    if f.paye is None and f.paye_le is None:
        return "–" if not f.demande or f.refuse_le else "en attente"
    return f"{euros(f.paye)}\nle {jour(f.paye_le)}"
