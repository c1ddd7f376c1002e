"""Les alertes de la loi d'un dossier, et leur examen par une personne nommée."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import AlerteReglee, Menage, Operation
from relogement.regles.alertes.alerte import Alerte
from relogement.regles.alertes.moteur import NATURES, alertes_menage, alertes_operation
from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.obligation import Portee
from relogement.services.charte import chartes_operations
from relogement.services.outils import creer, exiger, pas_avant, pas_futur, trouver
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.stockage.faits_operation import dossiers_operations

_PORTEES = {n.id: n.portee for n in NATURES}


def alertes_du_menage(base: Base, menage_id: UUID, au: date) -> list[Alerte]:
    """Les alertes d'un ménage au jour `au`, de L1 à L10."""
    with base.session() as s:
        faits = faits_menages(s, menages=[menage_id])[menage_id]
        charte = chartes_operations(base)[faits.operation.id]
    return alertes_menage(faits, charte, au)


def alertes_des_menages(base: Base, operation_id: UUID, au: date) -> dict[UUID, list[Alerte]]:
    """Les alertes de chaque ménage d'une opération."""
    with base.session() as s:
        faits = faits_menages(s, operation_id)
        charte = chartes_operations(base)[str(operation_id)]
    return {cle: alertes_menage(f, charte, au) for cle, f in faits.items()}


def alertes_du_dossier(base: Base, menage_id: UUID | None, operation_id: UUID | None, au: date) -> list[Alerte]:
    """Les alertes du ménage s'il est donné, sinon celles de l'opération elle-même."""
    if menage_id is not None:
        return alertes_du_menage(base, menage_id, au)
    return [] if operation_id is None else alertes_de_l_operation(base, operation_id, au)


def alertes_de_l_operation(base: Base, operation_id: UUID, au: date) -> list[Alerte]:
    """Les alertes de l'opération elle-même (L7 et L8)."""
    with base.session() as s:
        dossier = dossiers_operations(s, operation_id)[operation_id]
        charte = chartes_operations(base)[str(operation_id)]
    return alertes_operation(dossier, charte, au)


def regler_alerte(base: Base, dossier_id: UUID, alerte: str, *, le: date, qui: str, note: str) -> Changements:
    """Une personne nommée a examiné cette alerte ; `dossier_id` : le ménage, ou l'opération pour L7 et L8.

    ErreurMetier : dossier retiré, alerte qui ne se montre pas ce jour, date future ou plus ancienne que ce qu'elle
    montre, nom ou note vide.
    """
    portee = _PORTEES.get(alerte)
    if portee is None:
        raise ErreurMetier("Choisissez l'alerte examinée.", "alerte")
    qui = exiger(qui, "Indiquez le nom de la personne qui a examiné l'alerte.", "qui")
    note = exiger(note, "Écrivez ce qui a été vérifié, en une phrase.", "note")
    pas_futur(le, base.aujourd_hui())
    du_menage = portee is Portee.MENAGE
    with base.session() as s:
        trouver(s, Menage if du_menage else Operation, dossier_id)
    vues = (alertes_du_menage if du_menage else alertes_de_l_operation)(base, dossier_id, base.aujourd_hui())
    vue = next((a for a in vues if a.id == alerte), None)
    if vue is None:
        raise ErreurMetier("Cette alerte ne se montre pas aujourd'hui : il n'y a rien à examiner.", "alerte")
    pas_avant(le, vue.depuis, f"L'alerte est ainsi depuis le {jour_fr(vue.depuis)} : elle s'examine après.", "le")
    with base.geste("regler_alerte", f"Alerte examinée : {vue.libelle}", dossier_id if du_menage else None) as g:
        dossier = {"menage_id": dossier_id} if du_menage else {"operation_id": dossier_id}
        fiche = creer(g.s, AlerteReglee, alerte=alerte, le=le, qui=qui, note=note, **dossier)
        return g.changements("Alerte réglée : elle reste au dossier, avec votre note.", fiche.id)
