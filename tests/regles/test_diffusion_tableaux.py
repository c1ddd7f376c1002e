"""Les tableaux d'acteurs de la variante diffusable : ni texte tapé, ni petit nombre, ni la part qui le rendrait."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relogement.regles.convention.objectifs import TotalAttributions
from relogement.regles.revue.diffusion.pages import diffusable
from relogement.regles.revue.diffusion.tableaux import tableaux_tus
from relogement.regles.revue.pages import accueil, cia
from relogement.regles.revue.revue import MASQUE, Convention, Section, Tableau
from relogement.regles.revue.sources import Accueil, Habitat
from relogement.vocabulaire import GenreActeur
from tests.regles.dossiers import APRES, reloge, sources, un_dossier, une_revue

LE = date(2026, 8, 1)


def tableau(titre: str, **nombres: int) -> Tableau:
    """Un tableau de « Objectifs CIA », tel qu'il se publie, avec un seul acteur."""
    total = TotalAttributions("1", 2025, GenreActeur.BAILLEUR, "Petit Bailleur", source="Relevé de M. X", **nombres)
    page = cia.page(replace(une_revue(), convention=Convention(totaux=(total,))))
    bloc = next(b for b in tableaux_tus(diffusable(page), 5).blocs if b.titre.startswith(titre))
    assert isinstance(bloc, Tableau)
    return bloc


@pytest.mark.parametrize(
    ("attributions", "prioritaires", "hors", "tues"),
    [
        (12, 2, 1, {"Prioritaires", "Part", "Part hors QPV"}),
        (12, 4, 0, {"Prioritaires", "Part", "Part hors QPV"}),
        (12, 5, 0, set()),
        (12, 5, 5, set()),
        (12, 7, 0, set()),
        # Quatre ne sont pas prioritaires ; quatre prioritaires sont en QPV.
        (12, 8, 0, {"Prioritaires", "Part", "Part hors QPV"}),
        (30, 14, 10, {"Part hors QPV"}),
        (30, 15, 10, set()),
        (30, 15, 4, {"Part hors QPV"}),
        (30, 0, 0, set()),
        (4, 4, 4, {"Attributions", "Prioritaires", "Part", "Part hors QPV"}),
    ],
)
def test_c2_tait_les_petits_nombres_et_ce_qui_les_rend(
    attributions: int, prioritaires: int, hors: int, tues: set[str]
) -> None:
    t = tableau("C2.", attributions=attributions, prioritaires=prioritaires, prioritaires_hors_qpv=hors)
    lus = dict(zip([c[0] for c in t.colonnes], t.rangees[0], strict=True))
    assert {titre for titre, contenu in lus.items() if contenu == MASQUE} == tues
    assert "Source" not in lus
    assert lus["Acteur"] == "Petit Bailleur"


@pytest.mark.parametrize(("cibles", "tue"), [(1, True), (4, True), (5, False), (15, False), (16, True), (20, False)])
def test_c4_aussi(cibles: int, tue: bool) -> None:
    t = tableau("C4.", attributions=50, en_qpv=20, cibles_en_qpv=cibles)
    lus = dict(zip([c[0] for c in t.colonnes], t.rangees[0], strict=True))
    assert (lus["Ménages cibles"] == MASQUE, lus["Part"] == MASQUE) == (tue, tue)
    assert "Source" not in lus
    assert MASQUE not in (lus["Au moins"], lus["Attributions en QPV"])


def test_aucune_ligne_n_est_la_pour_un_decohabitant() -> None:
    def loge(commune: str) -> Accueil:
        return Accueil(APRES, Habitat("T3", 6200, False, False, commune=commune))

    lot = [un_dossier(reloge(LE, numero=n), sources(loge("Nantes"))) for n in range(12)]
    seul = un_dossier(reloge(LE, numero=60), sources(loge("Vertou")))
    revue = une_revue(*lot, replace(seul, faits=replace(seul.faits, decohabitant=True)))
    communes = [
        b for p in (accueil.page(revue), diffusable(accueil.page(revue))) for b in p.blocs
        if isinstance(b, Section) and b.titre == "Commune d'accueil"
    ]
    assert [[x.indicateur.libelle for x in b.lignes] for b in communes] == [["Nantes", "Vertou"], ["Nantes"]]
