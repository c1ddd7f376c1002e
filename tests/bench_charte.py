"""La mesure de la charte entière : charger les faits, puis les juger, à mille, dix mille et cinquante mille ménages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlcipher3 import dbapi2

from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import REGLES, evaluer
from relogement.regles.faits import FaitsMenage
from relogement.services.charte import chartes_operations
from relogement.stockage.base import Base, ouvrir_base
from relogement.stockage.chiffrement import ouvrir_cles
from relogement.stockage.faits import faits_menages
from sample_data.demonstration import construire
from tests.bench_menages import recopier_menages, tables_du_menage
from tests.outils import POSTE, nouvelle_base

AU = date(2026, 11, 18)
Paire = tuple[Callable[[], Any], Callable[[], Any]]
"""Ce qu'on mesure, et son plancher."""


def demonstration(dossier: Path, phrase: str) -> Path:
    """La base de démonstration, chiffrée et refermée, dans ce dossier créé : le modèle que chaque taille recopie."""
    dossier.mkdir()
    base, _ = nouvelle_base(dossier, phrase=phrase)
    construire(base)
    base.fermer()
    return Path(base.chemin)


@contextmanager
def paires(modele: Path, phrase: str, combien: int) -> Iterator[tuple[int, Paire, Paire]]:
    """Une base d'au moins `combien` ménages : leur nombre, la paire du chargement et celle du jugement."""
    dossier = modele.parent.with_name(str(combien))
    chemin = Path(shutil.copytree(modele.parent, dossier)) / modele.name
    base = ouvrir_base(chemin, lambda: phrase, poste=POSTE)
    nombre = recopier_menages(base, combien)
    brute = dbapi2.connect(str(chemin))
    brute.execute(f"PRAGMA key = \"x'{ouvrir_cles(chemin, phrase).hex()}'\"")
    faits = _charger(base)
    chartes = chartes_operations(base)

    def lire() -> None:
        for table in tables_du_menage():
            brute.execute(f'SELECT * FROM "{table.name}"').fetchall()

    def juger() -> None:
        for f in faits.values():
            evaluer(f, chartes[f.operation.id], AU)

    def fabriquer() -> None:
        for _ in range(nombre):
            for regle in REGLES:
                o = regle.obligation
                Constat(o.article, o.id, o.libelle, Etat.A_FAIRE, AU, None, (), None, (), None, "", False)

    yield nombre, (lambda: _charger(base), lire), (juger, fabriquer)
    brute.close()
    base.fermer()
    shutil.rmtree(dossier)


def _charger(base: Base) -> dict[UUID, FaitsMenage]:
    with base.session() as s:
        return faits_menages(s)
