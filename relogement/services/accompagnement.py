"""Les gestes de ceux qui aident le ménage : acteurs sociaux, contingents sollicités, employeur, visite technique."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from relogement.commun import Changements
from relogement.modeles import ActeurSocial, Demande, Menage, VisiteTechnique
from relogement.services.outils import creer, exiger, pas_avant, pas_futur, remplir, trouver
from relogement.stockage.base import Base
from relogement.vocabulaire import MotifPriorite, Reservataire

NOM_ACTEUR = "Indiquez le nom de l'acteur social ou de son service."
CONTACT_TROP_TOT = "Le contact ne peut pas précéder le jour où cet acteur suit le ménage."
REPONSE_TROP_TOT = "La réponse ne peut pas précéder la demande."
REPONSE_SANS_JOUR = "Indiquez le jour de la réponse."


def noter_acteur(
    base: Base,
    menage_id: UUID,
    *,
    nom: str,
    depuis: date,
    accueil: bool = False,
    contact_le: date | None = None,
    note: str | None = None,
) -> Changements:
    """Un acteur social qui suit le ménage, ici ou (`accueil`) dans le quartier d'accueil (article 7).

    `contact_le` None : pas encore joint.
    """
    pas_futur(contact_le, base.aujourd_hui(), "contact_le")
    pas_avant(contact_le, depuis, CONTACT_TROP_TOT, "contact_le")
    with base.geste("noter_acteur", "Acteur social", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        propre = exiger(nom, NOM_ACTEUR, "nom")
        fiche = creer(
            g.s, ActeurSocial, menage_id=menage_id, nom=propre, depuis=depuis, accueil=accueil, contact_le=contact_le,
            note=note,
        )
        return g.changements("Acteur social enregistré.", fiche.id)


def noter_demande(
    base: Base,
    menage_id: UUID,
    *,
    contingent: Reservataire,
    le: date,
    sans_objet: str | None = None,
    reponse: str | None = None,
    reponse_le: date | None = None,
) -> Changements:
    """Un contingent sollicité le `le`, ou (`sans_objet`) pourquoi il n'est pas utile ; sa réponse (article 12)."""
    for champ, jour in (("le", le), ("reponse_le", reponse_le)):
        pas_futur(jour, base.aujourd_hui(), champ)
    with base.geste("noter_demande", _dire_demande(contingent, sans_objet), menage_id) as g:
        trouver(g.s, Menage, menage_id)
        fiche = creer(
            g.s, Demande, menage_id=menage_id, contingent=contingent, le=le, sans_objet=sans_objet, reponse=reponse,
            reponse_le=reponse_le,
        )
        verifier_demande(fiche)
        return g.changements("Demande enregistrée.", fiche.id)


def verifier_demande(fiche: Demande) -> None:
    """La réponse a son jour, et suit la demande ; ErreurMetier sinon."""
    if fiche.reponse is not None and fiche.reponse_le is None:
        exiger(None, REPONSE_SANS_JOUR, "reponse_le")
    pas_avant(fiche.reponse_le, fiche.le, REPONSE_TROP_TOT, "reponse_le")


def _dire_demande(contingent: Reservataire, sans_objet: str | None) -> str:
    fait = "Contingent pas nécessaire" if sans_objet is not None else "Contingent sollicité"
    return f"{fait} : {contingent.libelle}"


def noter_visite_technique(base: Base, menage_id: UUID, *, le: date, constat: str | None = None) -> Changements:
    """La visite technique du logement quitté, avant la résiliation du bail (article 10)."""
    pas_futur(le, base.aujourd_hui())
    with base.geste("noter_visite_technique", "Visite technique du logement quitté", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        fiche = creer(g.s, VisiteTechnique, menage_id=menage_id, le=le, constat=constat)
        return g.changements("Visite technique enregistrée.", fiche.id)


def dire_employeur(base: Base, menage_id: UUID, *, action_logement: bool | None, le: date | None) -> Changements:
    """Si un adulte travaille pour une entreprise qui cotise à Action Logement, et le jour où il l'a dit (article 12).

    `action_logement` None : la réponse n'est plus connue, son jour non plus.
    """
    pas_futur(le, base.aujourd_hui(), "action_logement_le")
    with base.geste("dire_employeur", "Employeur cotisant à Action Logement", menage_id) as g:
        jour = None if action_logement is None else le
        remplir(trouver(g.s, Menage, menage_id), {"action_logement": action_logement, "action_logement_le": jour})
        return g.changements("Réponse enregistrée.", menage_id)


def renouveler_nur(base: Base, menage_id: UUID, *, nur: str | None, nur_le: date | None) -> Changements:
    """Le numéro unique de la demande et le jour de son dernier renouvellement (un an au plus)."""
    pas_futur(nur_le, base.aujourd_hui(), "nur_le")
    with base.geste("renouveler_nur", "Numéro unique de la demande", menage_id) as g:
        propre = exiger(nur, "Indiquez le numéro unique de la demande.", "nur")
        remplir(trouver(g.s, Menage, menage_id), {"nur": propre, "nur_le": nur_le})
        return g.changements("Numéro unique enregistré.", menage_id)


def fixer_priorites(base: Base, menage_id: UUID, *, priorites: Collection[MotifPriorite]) -> Changements:
    """Pourquoi le ménage est prioritaire, outre le renouvellement urbain (convention, axe I) ; vide : rien d'autre."""
    with base.geste("fixer_priorites", "Motifs de priorité", menage_id) as g:
        codes = sorted(str(m.value) for m in priorites)
        remplir(trouver(g.s, Menage, menage_id), {"priorites": codes})
        return g.changements("Priorités enregistrées.", menage_id)
