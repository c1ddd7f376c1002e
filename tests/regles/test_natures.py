"""Démolition ou réhabilitation, ANRU ou non : le pilote, et les obligations des articles 4, 5, 10 et 12."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import compteur_charte, compteur_loi, evaluer, evaluer_operation
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.faits import Adequation, FaitsOperation, TreizeBis
from relogement.regles.faits_operation import DossierOperation
from relogement.regles.pilotage import pilote
from relogement.vocabulaire import NatureOperation, Pilote
from tests.regles.fabrique import OUI_4, OUI_5, dossier_parfait, refus

CHARTE = charger_charte()
FIN = date(2027, 5, 1)
N = NatureOperation
TOUTES = {"A04.2", "A04.3", "A04.5", "A10.1", "A10.3", "A10.4", "A12.3"}
DEMOLITION = TOUTES | {"A04.1", "A05.1", "A05.2", "A10.2", "A12.2"}
ANRU = DEMOLITION | {"A04.4", "A12.1"}
REHABILITATION = TOUTES | {"A04.6"}


@pytest.mark.parametrize(
    ("nature", "partielle", "anru", "qui", "attendues"),
    [
        (N.DEMOLITION, False, True, Pilote.COMMUNE, ANRU),
        (N.DEMOLITION, False, False, Pilote.BAILLEUR, DEMOLITION),
        (N.RESTRUCTURATION, False, True, Pilote.COMMUNE, ANRU),
        (N.RESTRUCTURATION, False, False, Pilote.BAILLEUR, DEMOLITION),
        (N.CHANGEMENT_USAGE, False, True, Pilote.COMMUNE, ANRU),
        (N.CHANGEMENT_USAGE, False, False, Pilote.BAILLEUR, DEMOLITION),
        (N.REHABILITATION, True, True, Pilote.COMMUNE, ANRU),
        (N.REHABILITATION, True, False, Pilote.BAILLEUR, DEMOLITION),
        (N.REHABILITATION, False, True, Pilote.BAILLEUR, REHABILITATION),
        (N.REHABILITATION, False, False, Pilote.BAILLEUR, REHABILITATION),
    ],
)
def test_le_pilote_et_les_obligations_suivent_la_nature_de_l_operation(
    nature: NatureOperation, partielle: bool, anru: bool, qui: Pilote, attendues: set[str]
) -> None:
    operation = FaitsOperation(
        nature, demolition_partielle=partielle, anru=anru, annonce=date(2026, 1, 15), travaux=date(2027, 9, 1)
    )
    menage = replace(dossier_parfait(), operation=operation)
    dossier = DossierOperation(operation, menages=(menage,))
    constats = [*evaluer(menage, CHARTE, FIN), *evaluer_operation(dossier, CHARTE, FIN)]
    regardees = [c for c in constats if c.article in (4, 5, 10, 12)]
    assert {c.id for c in regardees if c.etat is not Etat.SANS_OBJET} == attendues
    assert pilote(operation) is qui
    designation = next(c for c in regardees if c.id == "A10.1")
    assert designation.phrase.startswith(f"Pilote à désigner : {qui.libelle}")


@pytest.mark.parametrize("anru", [True, False])
@pytest.mark.parametrize("nature", list(N))
def test_quelle_que_soit_l_operation_les_deux_compteurs_restent_separes(nature: NatureOperation, anru: bool) -> None:
    le = date(2026, 5, 1)
    propositions = (
        refus(1, le, adequation=OUI_4, treize_bis=TreizeBis(perimetre=False)),
        refus(2, le, adequation=Adequation(lieu=False), treize_bis=OUI_5),
        refus(3, le, adequation=Adequation(budget=False), treize_bis=OUI_5),
    )
    faits = replace(dossier_parfait(), operation=FaitsOperation(nature, anru=anru), propositions=propositions)
    assert [p.rang for p in compteur_charte(faits).comptees] == [1]
    assert [p.rang for p in compteur_loi(faits).comptees] == [2, 3]
