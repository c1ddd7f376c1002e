"""Imprimer une commission : l'ordre du jour avant la séance, le procès-verbal après."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from relogement import modeles as m
from relogement.documents.commission import FicheMenageCommission, Seance, commission
from relogement.documents.donnees import Dossier, Entete
from relogement.documents.donnees_menage import SouhaitExprime
from relogement.regles.charte.etats import Etat
from relogement.regles.faits import FaitsMenage
from relogement.regles.foyer import foyer_le
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES
from relogement.services.impression_dossier import lire_dossier
from relogement.services.organisation import lire_organisation
from relogement.services.outils import trouver
from relogement.services.sorties import PDF, ecrire_sortie, verifier_sortie
from relogement.stockage import lectures_commissions as lectures
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.vocabulaire import OriginePassage

_A_MONTRER = (Etat.NON_RESPECTEE, Etat.EN_RETARD, Etat.A_FAIRE)


def imprimer_commission(base: Base, commission_id: UUID, sortie: Path) -> None:
    """L'ordre du jour ou le procès-verbal, dans `sortie` ; chaque ménage y est tel qu'au jour de la séance, ou à ce
    jour si elle est à venir. ErreurMetier : séance retirée, ou sortie refusée par `verifier_sortie`.
    """
    verifier_sortie(base, sortie, PDF)
    ecrire_sortie(sortie, partial(_ecrire, commission(lire_seance(base, commission_id))))


def lire_seance(base: Base, commission_id: UUID) -> Seance:
    """La séance et ses fiches, prêtes à imprimer."""
    lue = lectures.commission(base, commission_id)
    passages = lectures.passages_commission(base, commission_id)
    au = min(lue.le, base.aujourd_hui())
    with base.session() as s:
        trouver(s, m.Commission, commission_id)
        faits = faits_menages(s, menages=[p.menage_id for p in passages])
        organisation = lire_organisation(s)
        fiches = tuple(_fiche(s, p, faits[p.menage_id], base.agent_nom, au) for p in passages)
    entete = Entete(f"Commission {lue.code}", f"{lue.code} · {lue.operation}", base.agent_nom, base.aujourd_hui())
    return Seance(entete, lue.le, lue.lieu, lue.presents, lue.note, lue.decides > 0, fiches, organisation)


def _ecrire(octets: bytes, fichier: Path) -> None:
    fichier.write_bytes(octets)


def _fiche(
    s: Session, p: lectures.LignePassage, faits: FaitsMenage, auteur: str, au: date
) -> FicheMenageCommission:
    d = lire_dossier(s, s.get_one(m.Menage, p.menage_id), faits, auteur, au)
    return FicheMenageCommission(
        reference=p.reference, menage=p.nom, etape=d.couverture.etape, referent=d.couverture.referent,
        inscription=_inscription(p), occupants=foyer_le(faits, au)[0], logement=d.foyer.logement,
        souhait=_dernier_souhait(d, au), propositions=tuple(x for x in d.propositions if x.envoyee <= au),
        constats=tuple(c for c in d.couverture.constats if c.etat in _A_MONTRER and c.id not in OBLIGATIONS_SOCIALES),
        decision=p.decision.libelle if p.decision else None, precision=p.precision,
    )


def _inscription(p: lectures.LignePassage) -> str:
    if p.motif:
        return p.motif
    return "Demandé par la charte (A12.1)" if p.origine is OriginePassage.REGLE else "Ajouté par un agent"


def _dernier_souhait(d: Dossier, au: date) -> SouhaitExprime | None:
    dits = [s for s in (*d.entretiens.souhaits, *(e.souhait for e in d.entretiens.tenus)) if s and s.le <= au]
    return max(dits, key=lambda s: s.le, default=None)
