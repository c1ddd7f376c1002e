"""Où compléter ce qu'un chiffre ignore d'un ménage : la section et le champ du dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relogement.regles.charte.constat import Cible
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.mesures import acceptation
from relogement.regles.revue.profil import titulaire

Ou = Callable[[Dossier], Cible]


def _dossier(section: str, champ: str | None = None) -> Ou:
    return lambda _: Cible(section, champ)


def _logement(champ: str) -> Ou:
    """Un champ du logement accepté ; sans accord noté, la proposition elle-même manque."""

    def cible(d: Dossier) -> Cible:
        acceptee = acceptation(d)
        return Cible("propositions", champ, acceptee.id) if acceptee else Cible("propositions", "proposition")

    return cible


def _reponse(d: Dossier) -> Cible:
    """La réponse dont le jour manque."""
    sans = next((p.id for p in d.definitives if p.reponse is not None and p.reponse_le is None), None)
    return Cible("propositions", "repondue", sans)


def _naissance(d: Dossier) -> Cible:
    chef = titulaire(d.faits, d.emmenage_le or d.au)
    return Cible("foyer", "naissance", chef.id) if chef else Cible("foyer", "personnes")


def _bail_origine(d: Dossier) -> Cible:
    return Cible("foyer", "bail", d.faits.bail.id if d.faits.bail else None)


def _relogement(champ: str) -> Ou:
    """Un champ du bail définitif, sinon du dernier relogement."""

    def cible(d: Dossier) -> Cible:
        tous = d.faits.relogements
        sien = d.bail or (tous[-1] if tous else None)
        return Cible("demenagement", champ, sien.id if sien else None)

    return cible


_OU: Mapping[str, Ou] = {
    "acceptes": _reponse,
    "refus": _reponse,
    "profil_age": _naissance,
    "profil_taille": _dossier("foyer", "personnes"),
    "profil_famille": _dossier("foyer", "personnes"),
    "profil_emploi": _dossier("foyer", "ressources"),
    "profil_nature": _dossier("foyer", "ressources"),
    "profil_ressources": _dossier("foyer", "ressources"),
    "profil_plafond": _dossier("entretiens", "part_plafond"),
    "profil_anciennete": _bail_origine,
    "profil_peuplement": _dossier("foyer", "type"),
    "accueil_lieu": _logement("qpv"),
    "accueil_site": _logement("hors_quartier"),
    "accueil_neuf": _logement("neuf"),
    "accueil_recent": _logement("conventionne"),
    "accueil_individuel": _logement("habitat"),
    "accueil_type": _logement("type"),
    "accueil_peuplement": _logement("type"),
    "accueil_surface": _logement("surface"),
    "accueil_commune": _logement("commune"),
    "accueil_bailleur": _logement("bailleur"),
    "accueil_financement": _logement("financement"),
    "accueil_reservataire": _relogement("bail"),
    "cia_imputes": _relogement("bail"),
    "neuf": _logement("neuf"),
    "qpv": _logement("qpv"),
    "minoration_conditions": _logement("neuf"),
    "minoration_montant": _relogement("minoration"),
    "hausse": _dossier("budget"),
    "ecart_": _dossier("budget"),
    "effort_": _dossier("budget"),
    "vivre_": _dossier("budget"),
    "impact_": _dossier("budget"),
    "delai_": _dossier("propositions"),
    "frais_": _relogement("frais"),
    "demenagement:": _relogement("mode"),
    "forfait_total": _relogement("forfait_decide"),
    "demenageurs_total": _relogement("mode"),
    "satisfaction_": _dossier("suivi", "enquete"),
    "suivi_": _dossier("suivi"),
    "equilibre_bailleur": _logement("bailleur"),
    "equilibre_reservataire": _relogement("bail"),
    "equilibre_commune": _logement("commune"),
    "souhait": _dossier("entretiens", "souhaits"),
}


def ou_completer(cle: str, d: Dossier) -> Cible | None:
    """Ce qui renseigne, pour ce ménage, le chiffre de cette clé ; None : tout le dossier."""
    debut = max((debut for debut in _OU if cle.startswith(debut)), key=len, default=None)
    return None if debut is None else _OU[debut](d)
