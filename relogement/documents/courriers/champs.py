"""Les champs qu'un courrier peut citer : leur nom, ce qu'ils disent, d'où vient leur valeur (None : inconnue)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from relogement.documents.courriers.donnees import FaitsCourrier
from relogement.documents.donnees_parcours import PropositionFaite, RelogementFait
from relogement.formats import INSECABLE, date_lettre, etage, euros, surface
from relogement.regles.calendrier import ajouter_mois

Lire = Callable[[FaitsCourrier], str | None]
A_LA_MAIN = "a_remplir"
"""Le champ que personne ne connaît d'avance : toujours un blanc, jamais un oubli."""


@dataclass(frozen=True, slots=True)
class Champ:
    """Un champ : ce qu'il dit, dans quel groupe de la liste il se range, et sa valeur."""

    libelle: str
    groupe: str
    lire: Lire


def _jour(le: date | None) -> str | None:
    return None if le is None else date_lettre(le)


def _montant(centimes: int | None) -> str | None:
    return None if centimes is None else euros(centimes)


def _de_la_proposition(lire: Callable[[PropositionFaite], str | None]) -> Lire:
    return lambda f: None if f.proposition is None else lire(f.proposition)


def _du_relogement(lire: Callable[[RelogementFait], str | None]) -> Lire:
    return lambda f: None if f.relogement is None else lire(f.relogement)


def adresse_proposee(p: PropositionFaite) -> str:
    """Ce qui désigne le logement, son quartier, sa commune."""
    return ", ".join(filter(None, (p.logement.libelle, p.logement.quartier, p.logement.commune)))


def _mensualite(f: FaitsCourrier, *, proposee: bool) -> str | None:
    if f.budget is None:
        return None
    if not proposee:
        return _montant(f.budget.quitte.mensualite_residuelle)
    reste = f.budget.propose.montre.mensualite_residuelle
    if reste is None or f.budget.propose.estimation is None:
        return _montant(reste)
    # Une estimation ne se donne jamais au centime.
    return f"environ {euros(reste, entier=True)}"


def _visites(f: FaitsCourrier) -> str | None:
    mois = f.delais.suivi_visites
    le = f.relogement.demenage if f.relogement else None
    if le is None or not mois:
        return None
    return _enumerer([f"vers le {date_lettre(ajouter_mois(le, n))}" for n in mois])


def _fin_suivi(f: FaitsCourrier) -> str | None:
    le = f.relogement.demenage if f.relogement else None
    return None if le is None else date_lettre(ajouter_mois(le, f.delais.suivi_mois))


def _enumerer(mots: list[str]) -> str:
    """« a, b et c »."""
    return " et ".join(filter(None, (", ".join(mots[:-1]), mots[-1])))


def d_un_tenant(telephone: str | None) -> str | None:
    """Un numéro qui ne se coupe pas en fin de ligne."""
    return telephone.replace(" ", INSECABLE) if telephone else None


def appel(menage: str) -> str:
    """Ce par quoi la lettre commence, d'après la civilité que porte le nom ; les deux s'il n'en dit aucune."""
    elle, lui = (
        re.search(rf"(?:^|\bet\s+|[&/]\s*)(?:{mots})\b", menage.strip(), re.IGNORECASE)
        for mots in ("mme|mlle|madame|mademoiselle", "m|mr|monsieur")
    )
    if bool(elle) is bool(lui):
        return "Madame, Monsieur"
    return "Madame" if elle else "Monsieur"


def _nombre(combien: int, mot: str) -> str:
    return f"{combien}{INSECABLE}{mot if combien < 2 or mot.endswith('s') else mot + 's'}"


_ORGANISATION = {
    "organisation": Champ("le nom de l'organisation", "L'organisation", lambda f: f.expediteur.nom),
    "organisation_adresse": Champ(
        "son adresse, sur une ligne", "L'organisation",
        lambda f: ", ".join(filter(None, map(str.strip, (f.expediteur.adresse or "").splitlines()))) or None,
    ),
    "organisation_telephone": Champ("son téléphone", "L'organisation", lambda f: d_un_tenant(f.expediteur.telephone)),
    "organisation_courriel": Champ("son courriel", "L'organisation", lambda f: f.expediteur.courriel),
    "signataire": Champ("qui signe", "L'organisation", lambda f: f.expediteur.signataire),
    "signataire_qualite": Champ("la fonction de qui signe", "L'organisation", lambda f: f.expediteur.qualite),
    "contact_donnees": Champ("à qui écrire pour ses données", "L'organisation", lambda f: f.expediteur.contact_donnees),
    "fondement": Champ("le fondement du traitement des données", "L'organisation", lambda f: f.expediteur.fondement),
    "conservation": Champ("la durée de conservation", "L'organisation", lambda f: f.expediteur.conservation),
    "date": Champ("le jour de l'impression", "L'organisation", lambda f: _jour(f.entete.le)),
    A_LA_MAIN: Champ("un blanc, à remplir à la main", "L'organisation", lambda _: None),
}
_OPERATION = {
    "operation": Champ("le nom de l'opération", "L'opération", lambda f: f.operation.nom),
    "operation_nature": Champ("la nature de l'opération", "L'opération", lambda f: f.operation.nature),
    "bailleur": Champ("le bailleur actuel", "L'opération", lambda f: f.operation.bailleur),
    "communes": Champ("la commune", "L'opération", lambda f: f.operation.communes),
    "charte": Champ("le nom de la charte suivie", "L'opération", lambda f: f.operation.charte),
    "date_decision": Champ("le jour de la décision", "L'opération", lambda f: _jour(f.operation.decision)),
    "date_annonce": Champ("le jour de l'annonce", "L'opération", lambda f: _jour(f.operation.annonce)),
    "date_travaux": Champ("le début des travaux", "L'opération", lambda f: _jour(f.operation.travaux)),
}
_MENAGE = {
    "reference": Champ("la référence du dossier", "Le ménage", lambda f: f.entete.reference),
    "menage": Champ("le nom du ménage", "Le ménage", lambda f: f.menage),
    "appel": Champ("« Madame » ou « Monsieur », les deux si rien ne le dit", "Le ménage", lambda f: appel(f.menage)),
    "adresse": Champ("l'adresse du logement actuel", "Le ménage", lambda f: f.adresse),
    "destination": Champ("l'adresse où le ménage habite ce jour-là", "Le ménage", lambda f: f.destination),
    "logement": Champ("le type et la surface du logement actuel", "Le ménage", lambda f: f.logement),
    "referent": Champ("qui suit le dossier", "Le ménage", lambda f: f.referent),
    "bail_numero": Champ("le numéro du bail actuel", "Le ménage", lambda f: f.bail.numero if f.bail else None),
    "bail_debut": Champ("le début du bail actuel", "Le ménage", lambda f: _jour(f.bail.debut) if f.bail else None),
    "bail_fin": Champ("la fin du bail actuel", "Le ménage", lambda f: _jour(f.bail.fin) if f.bail else None),
    "conge_le": Champ("le jour du congé", "Le ménage", lambda f: _jour(f.bail.conge) if f.bail else None),
    "preavis": Champ("la durée du préavis", "Le ménage", lambda f: _nombre(f.delais.preavis_mois, "mois")),
}
_PROPOSITION = {
    "proposition_numero": Champ(
        "le numéro de la proposition", "La proposition", _de_la_proposition(lambda p: str(p.rang))
    ),
    "logement_propose": Champ("le logement proposé", "La proposition", _de_la_proposition(adresse_proposee)),
    "type_propose": Champ("son type", "La proposition", _de_la_proposition(lambda p: p.logement.type)),
    "surface_proposee": Champ(
        "sa surface", "La proposition", _de_la_proposition(lambda p: surface(p.logement.surface, ""))
    ),
    "etage_propose": Champ(
        "son étage", "La proposition",
        _de_la_proposition(lambda p: None if p.logement.etage is None else etage(p.logement.etage)),
    ),
    "bailleur_accueil": Champ("son bailleur", "La proposition", _de_la_proposition(lambda p: p.logement.bailleur)),
    "loyer_propose": Champ("son loyer", "La proposition", _de_la_proposition(lambda p: _montant(p.logement.loyer))),
    "charges_proposees": Champ(
        "ses charges", "La proposition", _de_la_proposition(lambda p: _montant(p.logement.charges))
    ),
    "proposition_date": Champ("le jour de l'envoi", "La proposition", _de_la_proposition(lambda p: _jour(p.envoyee))),
    "reponse_avant": Champ(
        "le dernier jour pour répondre", "La proposition", _de_la_proposition(lambda p: _jour(p.reponse_attendue))
    ),
    "reponse_delai": Champ(
        "le délai de réponse", "La proposition", lambda f: _nombre(f.delais.reponse_jours, "jour")
    ),
    "repondue_le": Champ("le jour de la réponse", "La proposition", _de_la_proposition(lambda p: _jour(p.repondue))),
    "mensualite_actuelle": Champ(
        "ce qui reste à payer aujourd'hui", "La proposition", lambda f: _mensualite(f, proposee=False)
    ),
    "mensualite_proposee": Champ(
        "ce qui resterait à payer", "La proposition", lambda f: _mensualite(f, proposee=True)
    ),
    "propositions_prevues": Champ(
        "le nombre de propositions de la charte", "La proposition", lambda f: str(f.delais.propositions)
    ),
    "offres_loi": Champ("le nombre d'offres de la loi", "La proposition", lambda f: str(f.delais.offres)),
    "offres_mois": Champ(
        "le délai de la loi après la dernière", "La proposition", lambda f: _nombre(f.delais.offres_mois, "mois")
    ),
}
_RELOGEMENT = {
    "nouveau_logement": Champ("le nouveau logement", "Le relogement", _du_relogement(lambda r: r.logement)),
    "nouveau_bail_le": Champ("la signature du bail", "Le relogement", _du_relogement(lambda r: _jour(r.bail_signe))),
    "nouveau_bail_numero": Champ("le numéro du bail", "Le relogement", _du_relogement(lambda r: r.bail_numero)),
    "loyer_debut": Champ(
        "le début du nouveau loyer", "Le relogement", _du_relogement(lambda r: _jour(r.debut_loyer))
    ),
    "ancien_loyer_fin": Champ(
        "la fin de l'ancien loyer", "Le relogement", _du_relogement(lambda r: _jour(r.fin_loyer_ancien))
    ),
    "demenagement_le": Champ("le jour du déménagement", "Le relogement", _du_relogement(lambda r: _jour(r.demenage))),
    "commande_le": Champ(
        "le jour de la commande au déménageur", "Le relogement", _du_relogement(lambda r: _jour(r.commande_le))
    ),
    "forfait": Champ("la somme forfaitaire", "Le relogement", _du_relogement(lambda r: _montant(r.forfait))),
    "forfait_decide_le": Champ(
        "le jour de sa décision", "Le relogement", _du_relogement(lambda r: _jour(r.forfait_decide))
    ),
    "forfait_delai": Champ("son délai de paiement", "Le relogement", lambda f: _nombre(f.delais.forfait_jours, "jour")),
    "adresse_forfait": Champ(
        "la somme du changement d'adresse", "Le relogement", _du_relogement(lambda r: _montant(r.adresse_forfait))
    ),
    "frais_delai": Champ(
        "le délai de paiement des frais", "Le relogement", lambda f: _nombre(f.delais.frais_jours, "jour")
    ),
    "depot_transfere": Champ(
        "le dépôt de garantie transféré", "Le relogement", _du_relogement(lambda r: _montant(r.depot_transfere))
    ),
    "depot_le": Champ("le jour du transfert", "Le relogement", _du_relogement(lambda r: _jour(r.depot_le))),
    "depot_delai": Champ("le délai du transfert", "Le relogement", lambda f: _nombre(f.delais.depot_jours, "jour")),
}
_SUIVI = {
    "suivi_duree": Champ("la durée du suivi", "Le suivi", lambda f: _nombre(f.delais.suivi_mois, "mois")),
    "suivi_prolongation": Champ(
        "sa prolongation possible", "Le suivi", lambda f: _nombre(f.delais.prolongation_mois, "mois")
    ),
    "suivi_visites": Champ("les jours des visites", "Le suivi", _visites),
    "suivi_fin": Champ("la fin du suivi", "Le suivi", _fin_suivi),
}
CHAMPS: dict[str, Champ] = {**_ORGANISATION, **_OPERATION, **_MENAGE, **_PROPOSITION, **_RELOGEMENT, **_SUIVI}
"""Par nom, dans l'ordre de la liste montrée."""
BLOCS = {
    "budget": "le budget avant et après, en tableau",
    "reponse": "le coupon de réponse à la proposition",
    "rappel_proposition": "la proposition, en rappel",
    "motifs_refus": "les motifs de refus, à cocher",
    "signatures_refus": "les signatures du refus et du témoin",
    "frais": "les frais pris en charge, en tableau à remplir",
    "rendez_vous": "la date, l'heure et le lieu, à remplir",
    "signature_organisation": "qui signe pour l'organisation",
    "signature_menage": "la date et la signature du ménage",
    "lignes": "quatre lignes pour écrire",
}
"""Ce qui prend toute la largeur, seul sur sa ligne : son nom, ce qu'il montre."""


EN_TETE = ("organisation", "destination", "referent")
"""Ce que toute lettre montre avant son texte."""
MONTRES = {
    "signature_organisation": ("signataire",),
    "rappel_proposition": ("adresse", "referent", "type_propose", "surface_proposee", "etage_propose",
                           "bailleur_accueil", "loyer_propose", "charges_proposees", "reponse_avant"),
}
"""Les champs que montre un bloc."""


def valeurs_de(f: FaitsCourrier) -> dict[str, str | None]:
    """La valeur de chaque champ pour ce ménage."""
    return {nom: champ.lire(f) for nom, champ in CHAMPS.items()}
