"""Imprimer la conformité à la charte d'un ménage ou d'une opération, à un jour et tel que connu un jour.

Comme toute impression, elle ne change rien à la base. La fiche d'un ménage porte son nom, comme son dossier ; celle
d'une opération ne connaît les ménages que par leur référence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from relogement import modeles as m
from relogement.documents.donnees import Entete
from relogement.documents.donnees_conformite import (
    ArticleImprime,
    CompteurImprime,
    ConformiteMenage,
    ConformiteOperation,
    ConstatDetaille,
    LigneConformite,
    RegardImprime,
)
from relogement.regles.alertes.moteur import alertes_menage, alertes_operation
from relogement.regles.calendrier import jour_fr
from relogement.regles.charte.compteurs import Compteur, compteur_charte, compteur_loi, numeros
from relogement.regles.charte.constat import Constat, Manquement, Preuve
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.moteur import OBLIGATIONS, evaluer, evaluer_base, evaluer_operation
from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.etape import etape
from relogement.regles.faits import FaitsMenage
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES
from relogement.services.impression_dossier import alerte_imprimee
from relogement.services.outils import trouver
from relogement.services.passe import pas_encore_connu, tel_que_connu
from relogement.services.sorties import PDF, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation
from relogement.stockage.faits import faits_menages
from relogement.stockage.faits_operation import dossiers_operations, faits_base
from relogement.stockage.lectures_solidarite import references

OPERATION, BASE = "Pour l'opération", "Pour toute la base"


def imprimer_conformite_menage(
    base: Base, menage_id: UUID, sortie: Path, au: date, connu_le: date | None = None
) -> None:
    """La fiche du ménage au jour `au`, tel que connu à la fin du jour `connu_le` (None : aujourd'hui).

    ErreurMetier : jour à venir ou d'avant la base, ménage pas encore connu ce jour-là, ou sortie refusée.
    """
    from relogement.documents.conformite_menage import conformite_menage

    verifier_sortie(base, sortie, PDF)
    with tel_que_connu(base, connu_le) as alors, alors.session() as s:
        faits = faits_menages(s, menages=[menage_id]).get(menage_id)
        if faits is None and connu_le is not None:
            raise pas_encore_connu("Ce ménage", connu_le)
        menage = trouver(s, m.Menage, menage_id)
        assert faits is not None
        octets = conformite_menage(_menage(s, base, menage, faits, au, connu_le))
    ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(octets))


def imprimer_conformite_operation(
    base: Base, operation_id: UUID, sortie: Path, au: date, connu_le: date | None = None
) -> None:
    """La fiche de l'opération : ménages × obligations ; mêmes erreurs que celle d'un ménage."""
    from relogement.documents.conformite_operation import conformite_operation

    verifier_sortie(base, sortie, PDF)
    with tel_que_connu(base, connu_le) as alors, alors.session() as s:
        operation = s.get(m.Operation, operation_id)
        if operation is None and connu_le is not None:
            raise pas_encore_connu("Cette opération", connu_le)
        octets = conformite_operation(_operation(s, base, trouver(s, m.Operation, operation_id), au, connu_le))
    ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(octets))


def _menage(
    s: Session, base: Base, menage: m.Menage, faits: FaitsMenage, au: date, connu_le: date | None
) -> ConformiteMenage:
    operation = s.get_one(m.Operation, menage.operation_id)
    charte, vus = charte_operation(s, operation.id), faits_au(faits, au)
    dossier = dossiers_operations(s, operation.id)[operation.id]
    situation = (etape(faits, au).libelle, *(("décohabitant",) if faits.decohabitant else ()))
    return ConformiteMenage(
        entete=Entete(menage.reference, f"{operation.code} · {operation.nom}", base.agent_nom, base.aujourd_hui()),
        menage=menage.nom, situation=situation, regard=_regard(charte, au, connu_le),
        articles=_articles(charte, {
            "": evaluer(faits, charte, au), OPERATION: evaluer_operation(dossier, charte, au),
            BASE: evaluer_base(faits_base(s), charger_charte(), au),
        }),
        compteurs=(
            _compteur("Charte : propositions adaptées refusées", compteur_charte(vus)),
            _compteur("Loi : offres conformes à l'article 13 bis, refusées", compteur_loi(vus)),
        ),
        alertes=tuple(alerte_imprimee(a) for a in alertes_menage(faits, charte, au)),
    )


def _operation(
    s: Session, base: Base, operation: m.Operation, au: date, connu_le: date | None
) -> ConformiteOperation:
    charte, faits = charte_operation(s, operation.id), faits_menages(s, operation.id)
    dossier = dossiers_operations(s, operation.id, faits)[operation.id]
    noms = references(s, operation.id)
    lignes = {
        cle: LigneConformite(
            noms[cle], {c.id: c.etat for c in evaluer(f, charte, au) if c.id not in OBLIGATIONS_SOCIALES}
        )
        for cle, f in faits.items()
    }
    return ConformiteOperation(
        entete=Entete(operation.code, operation.nom, base.agent_nom, base.aujourd_hui()), nom=operation.nom,
        regard=_regard(charte, au, connu_le), obligations=tuple(
            (o.id, o.libelle) for o in OBLIGATIONS if o.id not in OBLIGATIONS_SOCIALES
        ),
        menages=_par_reference(lignes[cle] for cle, f in faits.items() if not f.decohabitant),
        decohabitants=_par_reference(lignes[cle] for cle, f in faits.items() if f.decohabitant),
        articles=tuple(a for a in _articles(charte, {OPERATION: evaluer_operation(dossier, charte, au)}) if a.constats),
        alertes=tuple(alerte_imprimee(a) for a in alertes_operation(dossier, charte, au)),
        tues=tuple(sorted(OBLIGATIONS_SOCIALES)),
    )


def _par_reference(lignes: Iterable[LigneConformite]) -> tuple[LigneConformite, ...]:
    return tuple(sorted(lignes, key=lambda ligne: ligne.reference))


def _regard(charte: Charte, au: date, connu_le: date | None) -> RegardImprime:
    version = charte.version(au)
    return RegardImprime(au, connu_le, version.charte, version.libelle, version.du)


def _articles(charte: Charte, par_portee: Mapping[str, Sequence[Constat]]) -> tuple[ArticleImprime, ...]:
    return tuple(
        ArticleImprime(a.numero, a.titre, tuple(
            _constat(c, portee) for portee, constats in par_portee.items() for c in constats if c.article == a.numero
        ))
        for a in charte.articles
    )


def _constat(c: Constat, portee: str) -> ConstatDetaille:
    return ConstatDetaille(
        c.id, c.libelle, c.etat, c.phrase, c.echeance, tuple(map(_preuve, c.preuves)),
        tuple(map(_manquement, c.manquements)), portee,
    )


def _preuve(p: Preuve) -> str:
    return f"{jour_fr(p.date)} · {p.libelle}" if p.date else p.libelle


def _manquement(x: Manquement) -> str:
    """Passé, sa phrase dit ses deux jours ; encore ouvert, elle tait le premier."""
    return x.phrase if x.au else f"{x.phrase} depuis le {jour_fr(x.du)}"


def _compteur(titre: str, c: Compteur) -> CompteurImprime:
    comptees = f"Compte{'nt' if len(c.comptees) > 1 else ''} : {numeros(c.comptees)}." if c.comptees else ""
    ecartees = f"Un point à non, sans compter : {numeros(c.ecartees)}." if c.ecartees else ""
    suspens = f"{c.phrase[0].upper()}{c.phrase[1:]}." if c.phrase else ""
    return CompteurImprime(titre, c.nombre, tuple(filter(None, (comptees, ecartees, suspens))))
