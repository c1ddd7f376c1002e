"""Exporter ses échéances vers un agenda : des références et des obligations, aucun nom."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from relogement.documents.agenda import Rendez, agenda
from relogement.regles.calendrier import jour_fr
from relogement.regles.echeances import Urgence
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES
from relogement.services.echeances import Echeance, Journee
from relogement.services.sorties import AGENDA, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base

NOM = "Relogement : échéances"
A_FAIRE = "À faire au dossier"
"""Ce que l'agenda dit d'une obligation qui dirait une difficulté sociale : elle n'en sort pas, même par son numéro."""


def exporter_agenda(base: Base, lue: Journee, sortie: Path) -> int:
    """Écrit les échéances de `lue` dans `sortie` (.ics) et en rend le nombre ; ErreurMetier de `verifier_sortie`.

    Ce qui est en retard est porté au jour de `lue` : à sa propre date, l'agenda ne le montrerait plus.
    """
    verifier_sortie(base, sortie, AGENDA)
    rendez = [_rendez(e, lue) for e in lue.echeances]
    ecrire_sortie(sortie, partial(_ecrire, agenda(rendez, base.horloge(), NOM)))
    return len(rendez)


def _ecrire(octets: bytes, fichier: Path) -> None:
    fichier.write_bytes(octets)


def _rendez(e: Echeance, lue: Journee) -> Rendez:
    constat, echeance = e.attente.constat, e.attente.constat.echeance
    if echeance is None:
        raise ValueError("une attente a toujours une échéance")
    retard = e.attente.urgence is Urgence.EN_RETARD
    cle = f"{constat.id}-{e.menage_id or e.operation_id or 'base'}"
    quoi, detail = constat.libelle, f"{constat.id}, article {constat.article}. "
    if constat.id in OBLIGATIONS_SOCIALES:
        cle, quoi, detail = str(uuid5(NAMESPACE_OID, cle)), A_FAIRE, ""
    return Rendez(
        cle=cle,
        le=lue.au if retard else echeance,
        titre=" · ".join(filter(None, (e.reference, quoi, "en retard" if retard else ""))),
        detail=f"{detail}Échéance : {jour_fr(echeance)}.",
    )
