"""Imprimer une répartition du vivier, telle qu'elle a été calculée et montrée."""

from __future__ import annotations

from pathlib import Path

from relogement.documents.donnees import Entete
from relogement.documents.repartition import PaireImprimee, RepartitionImprimee, repartition
from relogement.formats import date_courte, pluriel
from relogement.regles.rapprochement.convenance import Convenance
from relogement.regles.rapprochement.reserve import reserve
from relogement.services.rapprochement import Repartition
from relogement.services.sorties import PDF, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base


def imprimer_repartition(base: Base, r: Repartition, sortie: Path) -> None:
    """La répartition, dans `sortie` ; ErreurMetier si `verifier_sortie` la refuse."""
    verifier_sortie(base, sortie, PDF)
    octets = repartition(a_imprimer(base, r))
    ecrire_sortie(sortie, lambda fichier: fichier.write_bytes(octets))


def a_imprimer(base: Base, r: Repartition) -> RepartitionImprimee:
    """La répartition, prête à imprimer."""
    a = r.affectation
    situe = f"Au {date_courte(r.le)} : {pluriel(len(r.menages), 'ménage')} en attente, " \
        f"{pluriel(len(r.logements), 'logement')} à proposer"
    return RepartitionImprimee(
        Entete(f"Répartition {r.operation}", r.operation, base.agent_nom, base.aujourd_hui()), situe,
        tuple(_paire(r, c) for c in a.paires),
        tuple((_menage(r, x.menage), _raison(r, x.raison, x.pris_par)) for x in a.sans_logement),
        tuple(_logement(r, x) for x in a.libres), reserve(r.le),
    )


def _paire(r: Repartition, c: Convenance) -> PaireImprimee:
    points = tuple(
        f"{p.nom} {'à vérifier' if p.rempli is None else 'non'} : {p.phrase}" for p in c.points if p.rempli is not True
    )
    return PaireImprimee(_menage(r, c.menage), _logement(r, c.logement), c.resume, points)


def _menage(r: Repartition, cle: str) -> str:
    return f"{r.menages[cle].reference} {r.menages[cle].nom}"


def _logement(r: Repartition, cle: str) -> str:
    x = r.logements[cle]
    return " · ".join(filter(None, (x.libelle, x.offre.type, x.offre.commune, x.reference)))


def _raison(r: Repartition, raison: str, pris_par: tuple[str, ...]) -> str:
    return f"{raison} ({', '.join(r.menages[m].reference for m in pris_par)})" if pris_par else raison
