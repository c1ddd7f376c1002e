"""Le budget d'un ménage un jour donné : qui compte, quelles ressources, ce qui reste inconnu."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from relogement.regles.dossier_budget import Foyer
from relogement.regles.faits import CompositionDeclaree
from relogement.services.budgets import foyer_au
from relogement.services.corrections import retirer
from relogement.services.menages import ajouter_personne, noter_composition, noter_ressource
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.vocabulaire import Lien, NatureRessource
from tests.outils import cle, nouveau_menage, nouvelle_base, nouvelle_operation

JOUR = timedelta(days=1)
ARRIVEE, DEPART = date(2026, 3, 1), date(2026, 9, 10)


@pytest.fixture
def terrain(tmp_path: Path) -> tuple[Base, UUID]:
    """Un ménage d'une personne."""
    base, _ = nouvelle_base(tmp_path)
    return base, nouveau_menage(base, nouvelle_operation(base))


def foyer(terrain: tuple[Base, UUID], au: date) -> Foyer:
    base, menage = terrain
    with base.session() as s:
        return foyer_au(s, menage, au)


@pytest.mark.parametrize(("au", "nombre", "uc"), [
    (ARRIVEE - JOUR, 1, 10), (ARRIVEE, 2, 15), (DEPART - JOUR, 2, 15), (DEPART, 2, 15), (DEPART + JOUR, 1, 10),
])
def test_qui_part_compte_encore_le_jour_de_son_depart(
    terrain: tuple[Base, UUID], au: date, nombre: int, uc: int
) -> None:
    base, menage = terrain
    ajouter_personne(
        base, menage, nom="DIALLO", naissance=date(1990, 3, 4), lien=Lien.AUTRE, arrivee_le=ARRIVEE, depart_le=DEPART
    )
    trouve = foyer(terrain, au)
    assert (trouve.personnes, trouve.uc_dixiemes) == (nombre, uc)


def test_une_personne_a_la_corbeille_ne_compte_pas(terrain: tuple[Base, UUID]) -> None:
    base, menage = terrain
    personne = cle(ajouter_personne(base, menage, nom="DIALLO", naissance=date(1990, 3, 4)))
    retirer(base, "personne", personne)
    assert foyer(terrain, DEPART).personnes == 1


@pytest.mark.parametrize(("declares", "nombre", "uc"), [(1, 1, 10), (2, 2, None)])
def test_plus_d_occupants_declares_que_de_personnes_nommees_laisse_les_unites_inconnues(
    terrain: tuple[Base, UUID], declares: int, nombre: int, uc: int | None
) -> None:
    base, menage = terrain
    noter_composition(base, menage, du=ARRIVEE, occupants=declares)
    trouve = foyer(terrain, ARRIVEE)
    assert (trouve.personnes, trouve.uc_dixiemes) == (nombre, uc)


def ressource(terrain: tuple[Base, UUID], personne: UUID | None, montant: int | None) -> UUID:
    """Une ressource depuis l'arrivée."""
    base, menage = terrain
    return cle(noter_ressource(
        base, menage, du=ARRIVEE, personne_id=personne, nature=NatureRessource.SALAIRE, montant=montant
    ))


def test_un_adulte_sans_ressource_notee_laisse_les_ressources_inconnues(terrain: tuple[Base, UUID]) -> None:
    base, menage = terrain
    titulaire = cle(ajouter_personne(base, menage, nom="ROUX", naissance=date(1975, 1, 1), depart_le=DEPART))
    with base.session() as s:
        (leila,) = (UUID(p.id) for p in faits_menages(s, menages=[menage])[menage].personnes if p.id != str(titulaire))
    ressource(terrain, leila, 150000)
    assert foyer(terrain, DEPART).ressources is None
    assert foyer(terrain, DEPART + JOUR).ressources == 150000, "l'autre adulte est parti"
    rien = ressource(terrain, titulaire, 0)
    assert foyer(terrain, DEPART).ressources == 150000
    retirer(base, "ressource", rien)
    assert foyer(terrain, DEPART).ressources is None


def test_une_ressource_du_foyer_vaut_pour_chacun(terrain: tuple[Base, UUID]) -> None:
    ajouter_personne(*terrain, nom="ROUX", naissance=date(1975, 1, 1))
    assert foyer(terrain, DEPART).ressources is None
    ressource(terrain, None, 150000)
    assert foyer(terrain, DEPART).ressources == 150000
    assert foyer(terrain, ARRIVEE - JOUR).ressources is None


def test_les_regles_voient_chaque_declaration_hors_corbeille(terrain: tuple[Base, UUID]) -> None:
    base, menage = terrain
    autre = nouveau_menage(base, nouvelle_operation(base, "AUT"), "ROUX André")
    noter_composition(base, autre, du=ARRIVEE, occupants=9)
    une = cle(noter_composition(base, menage, du=ARRIVEE, occupants=4, enfants=3))
    deux = cle(noter_composition(base, menage, du=DEPART, occupants=2))
    trois = cle(noter_composition(base, menage, du=DEPART + JOUR, occupants=1))
    retirer(base, "composition", trois)
    with base.session() as s:
        lues = faits_menages(s, menages=[menage])[menage].compositions
    assert set(lues) == {
        CompositionDeclaree(str(une), ARRIVEE, DEPART - JOUR, 4, 3), CompositionDeclaree(str(deux), DEPART, None, 2),
    }
