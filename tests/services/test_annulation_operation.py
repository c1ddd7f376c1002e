"""Annuler un geste de l'opération remet chaque table comme avant, quelle que soit la suite des gestes."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from relogement import modeles as m
from relogement.commun import Changements
from relogement.services import (
    baremes_minoration,
    corrections,
    evaluations,
    evenements,
    jalons,
    menages,
    objectifs,
    operations,
    partenaires,
    pieces,
    solidarite,
)
from relogement.vocabulaire import (
    GenreActeur,
    GenrePartenaire,
    Moyen,
    NatureInformation,
    NatureJalon,
    NaturePiece,
    Pilote,
)
from tests.hasard import exemples
from tests.services.test_annulation import (
    JOUR,
    Geste,
    Terrain,
    essayer,
    jouer,
    jour,
    remonter,
    reprendre_un_ancien,
    sur,
)

NATURES, JALONS = list(NatureInformation), list(NatureJalon)
GENRES, PILOTES = list(GenrePartenaire), list(Pilote)


def _document(t: Terrain, n: int) -> Path | None:
    fichier = t.dossier / "feuille.pdf"
    fichier.write_bytes(b"%PDF feuille")
    return fichier if n % 2 else None


def informer(t: Terrain, n: int) -> Changements:
    return evenements.noter_evenement(
        t.base, t.operation, le=jour(n), natures=[NATURES[n % len(NATURES)]], moyen=Moyen.REUNION,
        menages={t.menage(n), t.menage(n // 3)}, partenaires=_partenaires(t, n), document=_document(t, n), batiment="B",
    )


def _partenaires(t: Terrain, n: int) -> set[UUID]:
    partenaire = t.une(m.Partenaire, n)
    return {partenaire} if partenaire is not None and n % 3 else set()


def tarifer(t: Terrain, n: int) -> Changements:
    return baremes_minoration.ajouter_ligne_minoration(
        t.base, du=date(2022, 1, 1), pieces_min=n % 9 + 1, pieces_max=n % 9 + 1, montant=n + 1, reference="Essai"
    )


def deposer(t: Terrain, n: int) -> Changements:
    fichier = _document(t, 1)
    assert fichier is not None
    return pieces.deposer_piece_operation(t.base, t.operation, fichier, nature=NaturePiece.CONCERTATION, le=jour(n))


def recocher(t: Terrain, n: int) -> Changements | None:
    evenement = t.une(m.Evenement, n)
    if evenement is None:
        return None
    return evenements.corriger_evenement(
        t.base, evenement, menages={t.menage(n), t.menage(n // 2)}, partenaires=_partenaires(t, n)
    )


def informer_un_partenaire(t: Terrain, n: int) -> Changements:
    return partenaires.informer_partenaires(
        t.base, t.operation, partenaires=_partenaires(t, n), le=jour(n), moyen=Moyen.COURRIER
    )


def poser_un_jalon(t: Terrain, n: int) -> Changements:
    return jalons.noter_jalon(
        t.base, t.operation, nature=JALONS[n % len(JALONS)], le=jour(n), document=_document(t, n)
    )


DID: list[Geste] = [
    lambda t, n: jalons.noter_jalon(t.base, t.operation, nature=NatureJalon.DID, le=jour(n)),
    lambda t, n: operations.modifier_operation(t.base, t.operation, did_le=jour(n) if n % 3 else None),
    sur(m.Jalon, lambda b, c, n: jalons.corriger_jalon(b, c, le=jour(n))),
    sur(m.Jalon, lambda b, c, n: jalons.retirer_jalon(b, c)),
]
GESTES: list[Geste] = [
    informer,
    deposer,
    recocher,
    sur(m.Evenement, lambda b, c, n: evenements.corriger_evenement(b, c, le=jour(n), note=f"note {n % 3}")),
    sur(m.Evenement, lambda b, c, n: evenements.retirer_evenement(b, c)),
    sur(m.Information, lambda b, c, n: corrections.retirer(b, "information", c)),
    sur(m.Information, lambda b, c, n: corrections.corriger(b, "information", c, personne=f"Personne {n % 3}")),
    poser_un_jalon,
    *DID,
    lambda t, n: partenaires.noter_partenaire(
        t.base, t.operation, genre=GENRES[n % len(GENRES)], le=jour(n), nom=f"Partenaire {n % 3}"
    ),
    sur(m.Partenaire, lambda b, c, n: partenaires.retirer_partenaire(b, c)),
    sur(m.Partenaire, lambda b, c, n: corrections.corriger(b, "partenaire", c, contact=f"contact {n % 3}")),
    informer_un_partenaire,
    lambda t, n: partenaires.designer_pilote(t.base, t.operation, pilote=PILOTES[n % 2], le=jour(n)),
    lambda t, n: evaluations.noter_revue_remise(
        t.base, t.operation, trimestre=f"2026-T{n % 3 + 1}", le=JOUR, equilibre=bool(n % 2)
    ),
    sur(m.RevueRemise, lambda b, c, n: corrections.retirer(b, "revueremise", c)),
    lambda t, n: evaluations.noter_evaluation(t.base, t.operation, le=jour(n), auteur="Ville", qualitative=f"{n}"),
    lambda t, n: evaluations.noter_presentation_cil(t.base, annee=2025, le=JOUR, note=f"{n % 3}"),
    lambda t, n: solidarite.noter_accord(
        t.base, t.operation, genre=GenreActeur.COMMUNE, acteur="Rezé", promis=n, du=jour(n), source="Protocole"
    ),
    sur(m.AccordLocal, lambda b, c, n: corrections.corriger(b, "accordlocal", c, promis=n, au=JOUR)),
    sur(m.AccordLocal, lambda b, c, n: corrections.retirer(b, "accordlocal", c)),
    lambda t, n: objectifs.noter_objectif(
        t.base, t.operation, indicateur="neuf", cible=100 * n, le=jour(n), horizon=date(2030, 1, 1), source="Convention"
    ),
    sur(m.ObjectifLocal, lambda b, c, n: corrections.corriger(b, "objectiflocal", c, initiale=n)),
    tarifer,
    sur(m.LigneMinoration, lambda b, c, n: corrections.corriger(b, "ligneminoration", c, montant=n + 1)),
    sur(m.LigneMinoration, lambda b, c, n: corrections.retirer(b, "ligneminoration", c)),
    sur(m.ObjectifLocal, lambda b, c, n: corrections.retirer(b, "objectiflocal", c)),
    lambda t, n: solidarite.noter_total_annuel(
        t.base, annee=2020 + n % 4, genre=GenreActeur.BAILLEUR, acteur="Val", attributions=n, source="SNE"
    ),
    sur(m.TotalAnnuel, lambda b, c, n: corrections.corriger(b, "totalannuel", c, prioritaires=n % 50)),
    sur(m.TotalAnnuel, lambda b, c, n: corrections.retirer(b, "totalannuel", c)),
    sur(m.Piece, lambda b, c, n: corrections.retirer(b, "piece", c)),
    lambda t, n: menages.creer_menage(t.base, t.operation, nom=f"MENAGE {n}", type="T2"),
    lambda t, n: menages.noter_information(t.base, t.menage(n), le=jour(n), natures=[NatureInformation.ANNONCE]),
]
suites = st.lists(st.tuples(st.sampled_from(GESTES), st.integers(0, 500)), min_size=1, max_size=8)
reglages = exemples(15)


@reglages
@given(suites)
def test_annuler_en_remontant_rend_chaque_table_egale(suite: list[tuple[Geste, int]]) -> None:
    remonter(suite)


@reglages
@given(suites, st.integers(0, 50))
def test_annuler_un_geste_ancien_ne_perd_rien(suite: list[tuple[Geste, int]], lequel: int) -> None:
    reprendre_un_ancien(suite, lequel)


@reglages
@given(st.lists(st.tuples(st.sampled_from(DID), st.integers(0, 500)), min_size=2, max_size=7), st.integers(0, 50))
def test_annuler_n_importe_lequel_laisse_au_did_partout_la_meme_date(
    suite: list[tuple[Geste, int]], lequel: int
) -> None:
    with tempfile.TemporaryDirectory() as dossier:
        t = Terrain(Path(dossier))
        faits = [f.geste_id for f in (jouer(t, geste, n) for geste, n in suite) if f is not None and f.tables]
        if faits:
            cible = faits[lequel % len(faits)]
            assert cible is not None
            essayer(t.base, cible)
        with t.base.session() as s:
            jalon = jalons.jalon_did(s, t.operation)
            operation = s.get(m.Operation, t.operation)
            assert operation is not None
            assert jalon is None or jalon.le == operation.did_le
        t.base.fermer()
