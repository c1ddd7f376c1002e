"""La mesure de la meilleure affectation : jusqu'à 300 logements et 500 ménages, leurs faits chargés de la base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from relogement import modeles as m
from relogement.regles.rapprochement.convenance import Convenance, Point
from relogement.services.rapprochement import Repartition, repartir
from relogement.stockage.base import Base, creer_base
from relogement.stockage.lectures import sql
from relogement.vocabulaire import Lien, NatureRessource, StatutBail
from tests.outils import POSTE, nouvelle_operation

TAILLES = ((75, 125), (150, 250), (300, 500))
"""(Logements, ménages) : chaque fois le double des deux."""
AU = date(2026, 11, 18)
Paire = tuple[Callable[[], Any], Callable[[], Any]]
"""Ce qu'on mesure, et son plancher."""
_COMMUNES = ("Nantes", "Rezé", "Saint-Herblain", "Orvault", "Vertou", "Couëron")


@contextmanager
def affectation(dossier: Path, phrase: str, logements: int, menages: int) -> Iterator[Paire]:
    """Une base de cette taille : la répartition, faits chargés compris, et son plancher."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    dossier.mkdir()
    base = creer_base(dossier / "vivier.relogement", phrase, agent="Nadia R.", poste=POSTE)
    _remplir(base, logements, menages)
    matrice = np.random.default_rng(1).integers(0, 10**6, (menages, logements)).astype(float)

    def plancher() -> None:
        for _ in range(logements * menages):
            Convenance("m", "l", points=tuple(Point("p", None, "") for _ in range(5)))
        linear_sum_assignment(matrice)

    yield lambda: verifier(repartir(base, "BEL", AU), logements, menages), plancher
    base.fermer()


def verifier(r: Repartition, logements: int, menages: int) -> None:
    """Tout a bien été regardé."""
    assert (len(r.logements), len(r.menages)) == (logements, menages)
    assert len(r.affectation.paires) > logements // 2


def _remplir(base: Base, logements: int, menages: int) -> None:
    operation = nouvelle_operation(base)
    instant = datetime(2026, 11, 18, 14, 32, tzinfo=UTC)
    commun = {"cree_le": instant, "modifie_le": instant}
    with base.ecriture_libre() as s:
        bailleur = s.execute(sql(m.Organisme).select()).mappings().first()
        assert bailleur is not None
        lignes: dict[type[m.Table], list[dict[str, Any]]] = {
            m.LogementOffert: [_offert(n, bailleur["id"]) for n in range(logements)],
            m.Logement: [], m.Menage: [], m.Personne: [], m.Loyer: [], m.Ressource: [], m.Souhait: [],
        }
        for n in range(menages):
            for table, ligne in _menage(n, operation):
                lignes[table].append(ligne)
        for table, siennes in lignes.items():
            # Un seul ordre par table : chaque ligne y a les mêmes colonnes.
            s.execute(insert(sql(table)), [commun | ligne for ligne in siennes])


def _offert(n: int, bailleur: UUID) -> dict[str, Any]:
    pieces = 1 + n % 5
    return {
        "id": uuid7(), "libelle": f"Résidence {n}", "reference": f"R-{n}", "type": f"T{pieces}",
        "surface": 2_500 + 1_500 * pieces, "etage": n % 7, "ascenseur": n % 3 > 0, "commune": _COMMUNES[n % 6],
        "quartier": f"Q{n % 9}", "qpv": n % 4 == 0, "neuf": n % 3 == 0, "bailleur_id": bailleur,
        "loyer": 20_000 + 7_000 * pieces + 137 * n % 9_000, "charges": 4_000 + 1_500 * pieces + 53 * n % 2_000,
    }


def _menage(n: int, operation: UUID) -> Iterator[tuple[type[m.Table], dict[str, Any]]]:
    menage, logement, gens = uuid7(), uuid7(), 1 + n * 7 % 5
    yield m.Logement, {"id": logement, "operation_id": operation, "type": f"T{1 + n % 5}", "commune": "Nantes"}
    yield m.Menage, {"id": menage, "operation_id": operation, "logement_id": logement, "reference": f"BEL-{n:05d}",
                     "nom": f"MÉNAGE {n}"}
    for rang in range(gens):
        lien = (Lien.TITULAIRE, Lien.CONJOINT)[rang] if rang < 2 else Lien.ENFANT
        annee = 1970 + n % 25 if rang < 2 else 2010 + (n + rang) % 12
        yield m.Personne, {
            "id": uuid7(), "menage_id": menage, "nom": f"MÉNAGE {n}", "lien": lien, "naissance": date(annee, 3, 1),
            "statut_bail": StatutBail.OCCUPANT if rang else StatutBail.TITULAIRE,
        }
    yield m.Loyer, {"id": uuid7(), "menage_id": menage, "du": date(2026, 1, 1), "loyer": 30_000 + 211 * n % 25_000,
                    "charges": 9_000, "rls": 3_000, "apl": 12_000}
    yield m.Ressource, {"id": uuid7(), "menage_id": menage, "du": date(2025, 1, 1),
                        "montant": 70_000 + 991 * n % 190_000, "nature": NatureRessource.SALAIRE}
    yield m.Souhait, {"id": uuid7(), "menage_id": menage, "le": date(2026, 3, 1), "type": f"T{gens}",
                      "lieux": _COMMUNES[n % 6]}
