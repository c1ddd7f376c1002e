"""Imprimer le rapport d'une opération : la situation du jour, l'immeuble et la courbe, sans aucun nom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from relogement import modeles as m
from relogement.documents.donnees import Entete
from relogement.formats import lieu_nomme
from relogement.regles.etape import Etape
from relogement.regles.portes import rang_de_porte
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES
from relogement.services.avancement import Situation, TableauOperation, tableau_operation
from relogement.services.impression_menage import fiches
from relogement.services.outils import trouver
from relogement.services.sorties import PDF, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation
from relogement.stockage.lectures_solidarite import references

if TYPE_CHECKING:
    from relogement.documents.dessins_operation import Case, Courbe
    from relogement.documents.rapport_operation import RapportOperation

VACANT = "vacant"


def imprimer_rapport(base: Base, operation_id: UUID, sortie: Path, au: date) -> None:
    """Le rapport au jour `au`, dans `sortie` ; rien n'est rangé. ErreurMetier : opération absente, sortie refusée."""
    from relogement.documents.rapport_operation import rapport_operation

    verifier_sortie(base, sortie, PDF)
    octets = rapport_operation(lire_rapport(base, operation_id, au))
    ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(octets))


def lire_rapport(base: Base, operation_id: UUID, au: date) -> RapportOperation:
    """Ce que le rapport imprime."""
    from relogement.documents.rapport_operation import RapportOperation

    tableau = tableau_operation(base, operation_id, au)
    with base.session() as s:
        o = trouver(s, m.Operation, operation_id)
        noms = references(s, operation_id)
        etapes = Counter(x.etape for x in tableau.situations.values() if not x.decohabitant)
        return RapportOperation(
            Entete(o.code, f"{o.code} · {o.nom}", base.agent_nom, au), o.nom, o.nature.libelle,
            s.get_one(m.Organisme, o.bailleur_id).nom, o.communes, charte_operation(s, o.id).version(au).charte,
            o.annonce_le, o.travaux_le, tableau.menages, tableau.restants, tableau.decohabitants,
            tuple((e.libelle, etapes[e]) for e in Etape if etapes[e]), _cages(s, operation_id, tableau.situations),
            _courbe(tableau), tableau.projection.retard if tableau.projection else None,
            tuple(
                c.etat for cle, siens in tableau.constats.items() for c in siens
                if not tableau.situations[cle].decohabitant and c.id not in OBLIGATIONS_SOCIALES
            ),
            tuple(sorted(OBLIGATIONS_SOCIALES)),
            tuple((noms[cle], b.refus, b.en_retard) for cle, b in tableau.retiennent),
        )


def _courbe(t: TableauOperation) -> Courbe | None:
    from relogement.documents.dessins_operation import Courbe

    if not t.releves:
        return None
    fin = t.projection.dernier if t.projection else None
    return Courbe(tuple((r.le, r.restants) for r in t.releves), t.operation.travaux, fin)


def _cages(
    s: Session, operation_id: UUID, situations: Mapping[UUID, Situation]
) -> tuple[tuple[str, tuple[Case, ...]], ...]:
    """Les logements, bâtiment par bâtiment, escalier par escalier, chacun avec l'étape de son ménage."""
    from relogement.documents.dessins_operation import Case

    etats = _occupes(s, operation_id, situations)
    logements = fiches(s, m.Logement, "operation_id", operation_id)
    rangees = sorted(logements, key=lambda x: rang_de_porte(x.batiment, x.escalier, x.etage, x.porte or x.ug))
    return tuple(
        (nom, tuple(Case(x.etage, x.porte or x.ug or "?", etats.get(x.id, VACANT)) for x in siens))
        for nom, siens in groupby(rangees, key=_nom_cage)
    )


def _nom_cage(x: m.Logement) -> str:
    dits = (lieu_nomme("bâtiment", x.batiment), lieu_nomme("escalier", x.escalier))
    nom = ", ".join(filter(None, dits)) or "escalier inconnu"
    return f"{nom[0].upper()}{nom[1:]}"


def _occupes(s: Session, operation_id: UUID, situations: Mapping[UUID, Situation]) -> dict[UUID, str]:
    """L'étape à montrer par logement : celle du ménage qui y reste à reloger, sinon du dernier arrivé au dossier."""
    montres: dict[UUID, Situation] = {}
    for menage in fiches(s, m.Menage, "operation_id", operation_id):
        sienne = situations[menage.id]
        if menage.logement_id is None or sienne.decohabitant:
            continue
        ancienne = montres.get(menage.logement_id)
        if ancienne is None or not ancienne.reste:
            montres[menage.logement_id] = sienne
    return {cle: x.etape.libelle for cle, x in montres.items()}
