"""Annuler un geste de l'opération remet chaque table comme avant, quelle que soit la suite des gestes."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relogement import modeles as m
from relogement.commun import Changements
from relogement.services import corrections, evenements, menages, pieces
from relogement.vocabulaire import Moyen, NatureInformation, NaturePiece
from tests.services.test_annulation import Geste, Terrain, jour, remonter, reprendre_un_ancien, sur

NATURES = list(NatureInformation)


def _document(t: Terrain, n: int) -> Path | None:
    fichier = t.dossier / "feuille.pdf"
    fichier.write_bytes(b"%PDF feuille")
    return fichier if n % 2 else None


def informer(t: Terrain, n: int) -> Changements:
    return evenements.noter_evenement(
        t.base, t.operation, le=jour(n), natures=[NATURES[n % len(NATURES)]], moyen=Moyen.REUNION,
        menages={t.menage(n), t.menage(n // 3)}, document=_document(t, n), batiment="B",
    )


def deposer(t: Terrain, n: int) -> Changements:
    fichier = _document(t, 1)
    assert fichier is not None
    return pieces.deposer_piece_operation(t.base, t.operation, fichier, nature=NaturePiece.CONCERTATION, le=jour(n))


def recocher(t: Terrain, n: int) -> Changements | None:
    evenement = t.une(m.Evenement, n)
    if evenement is None:
        return None
    return evenements.corriger_evenement(t.base, evenement, menages={t.menage(n), t.menage(n // 2)})


GESTES: list[Geste] = [
    informer,
    deposer,
    recocher,
    sur(m.Evenement, lambda b, c, n: evenements.corriger_evenement(b, c, le=jour(n), note=f"note {n % 3}")),
    sur(m.Evenement, lambda b, c, n: evenements.retirer_evenement(b, c)),
    sur(m.Information, lambda b, c, n: corrections.retirer(b, "information", c)),
    sur(m.Information, lambda b, c, n: corrections.corriger(b, "information", c, personne=f"Personne {n % 3}")),
    sur(m.Piece, lambda b, c, n: corrections.retirer(b, "piece", c)),
    lambda t, n: menages.creer_menage(t.base, t.operation, nom=f"MENAGE {n}", type="T2"),
    lambda t, n: menages.noter_information(t.base, t.menage(n), le=jour(n), natures=[NatureInformation.ANNONCE]),
]
suites = st.lists(st.tuples(st.sampled_from(GESTES), st.integers(0, 500)), min_size=1, max_size=7)
reglages = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@reglages
@given(suites)
def test_annuler_en_remontant_rend_chaque_table_egale(suite: list[tuple[Geste, int]]) -> None:
    remonter(suite)


@reglages
@given(suites, st.integers(0, 50))
def test_annuler_un_geste_ancien_ne_perd_rien(suite: list[tuple[Geste, int]], lequel: int) -> None:
    reprendre_un_ancien(suite, lequel)
