"""Ce que coûtait le logement quitté, daté d'un jour où le ménage y payait encore."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlmodel import col, select

from relogement.modeles import Relogement, Ressource
from relogement.modeles.table import Periode
from relogement.services.reprise_montants import REPRISES, dits
from relogement.services.suivi_repris import RepriseSuivi
from relogement.services.suivi_repris_dossiers import Dossiers


def reprendre_couts_quittes(r: RepriseSuivi, d: Dossiers) -> None:
    """Le loyer, la composition et le revenu d'avant, au jour du suivi ; au jour du bail d'un ménage qui a signé avant.

    C'est le dernier jour dont on sait qu'il payait encore ce loyer : l'avant de son relogement s'y lit. Le bail est
    celui du dossier, relogement repris compris ; à défaut, le jour que dit le suivi.
    """
    signes = [x.bail_signe_le for x in d.de(Relogement, r.menage.id) if not x.temporaire]
    signe = min(signes, default=r.ligne.jour("bail_le") or r.ligne.jour("demenage_le"))
    parti = signe if signe is not None and signe < r.inv.arretee else None
    for table in REPRISES:
        if parti is None or (table is Ressource and r.menage.id in r.inv.notees):
            _reprendre(r, table)
        else:
            _reprendre_parti(r, table, parti)


def _reprendre(r: RepriseSuivi, table: type[Periode]) -> None:
    REPRISES[table](r.inv, r.menage.id, r.ligne.locative, r.fusion)


def _reprendre_parti(r: RepriseSuivi, table: type[Periode], parti: date) -> None:
    """Ce que le dossier ne note que depuis le départ (la liste d'après) reste, et se compare ; l'avant s'ouvre à côté.

    Là où les deux s'opposent, c'est la valeur du dossier qui vaut aussi pour l'avant. Un avant que l'agent a retiré ne
    revient pas.
    """
    depuis = r.inv.en_cours(table, r.menage.id)
    with _au(r, parti):
        if depuis is None or r.inv.en_cours(table, r.menage.id) is not None:
            _reprendre(r, table)
            return
    _reprendre(r, table)
    notee = r.inv.en_cours(table, r.menage.id)
    lues = {c: getattr(notee, c) for c in dits(table, r.ligne.locative)}
    if any(v is not None for v in lues.values()) and not _retire(r, table, parti):
        du_foyer = {"personne_id": None, "justificatif": r.inv.justificatif} if table is Ressource else {}
        with _au(r, parti):
            r.inv.ouvrir(table, r.menage.id, du_foyer | lues)
        r.fusion.change = True


def _retire(r: RepriseSuivi, table: type[Periode], du: date) -> bool:
    a_la_corbeille = select(table).where(
        table.menage_id == r.menage.id,  # type: ignore[attr-defined]  # toutes ont cette colonne
        table.du == du, col(table.supprime_le).is_not(None),
    )
    return r.inv.s.exec(a_la_corbeille).first() is not None


@contextmanager
def _au(r: RepriseSuivi, jour: date) -> Iterator[None]:
    """Le temps d'une reprise, le suivi est arrêté à ce jour."""
    arretee = r.inv.arretee
    r.inv.arretee = jour
    try:
        yield
    finally:
        r.inv.arretee = arretee
