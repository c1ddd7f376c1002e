"""Ce qui retient un ménage encore à reloger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from relogement.regles.blocages import Blocage, blocage
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import evaluer
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.faits import FaitsMenage, FaitsOperation, Proposition, Relogement
from relogement.vocabulaire import NatureOperation, Reponse
from tests.regles.fabrique import refus

AU = date(2026, 12, 1)
TRAVAUX = date(2027, 9, 1)
JOUR = timedelta(days=1)
OPERATION = FaitsOperation(NatureOperation.DEMOLITION, travaux=TRAVAUX)
RETARD = Constat(3, "A03.1", "Entretien", Etat.EN_RETARD, redige="Un")


def _proposition(rang: int, reponse: Reponse | None, temporaire: bool = False) -> Proposition:
    return Proposition(str(rang), rang, date(2026, rang, 1), reponse=reponse, temporaire=temporaire)


def _menage(*reponses: Reponse | None, operation: FaitsOperation = OPERATION) -> FaitsMenage:
    return FaitsMenage(
        "m", operation, propositions=tuple(_proposition(rang, reponse) for rang, reponse in enumerate(reponses, 1))
    )


def _signe(demenage: date | None, temporaire: bool = False, operation: FaitsOperation = OPERATION) -> FaitsMenage:
    bail = Relogement("r", date(2026, 11, 1), temporaire=temporaire, demenagement=demenage)
    return replace(_menage(Reponse.REFUSEE, operation=operation), relogements=(bail,))


def test_ni_refus_ni_retard_ne_retiennent_personne() -> None:
    assert blocage(_menage(None), [replace(RETARD, etat=Etat.A_FAIRE)], AU) is None


def test_les_refus_expres_et_tacites_comptent_les_temporaires_non() -> None:
    faits = _menage(Reponse.REFUSEE, Reponse.TACITE)
    faits = replace(faits, propositions=(*faits.propositions, _proposition(3, Reponse.REFUSEE, True)))
    trouve = blocage(faits, [], AU)
    assert trouve is not None
    assert (trouve.refus, trouve.en_retard) == (2, 0)


def test_un_refus_a_venir_ne_compte_pas_encore() -> None:
    faits = replace(_menage(), propositions=(refus(1, date(2026, 11, 26)),))
    assert blocage(faits, [], date(2026, 11, 30)) is None
    assert blocage(faits, [], AU) is not None


def test_la_raison_est_le_premier_retard() -> None:
    assert blocage(_menage(), [RETARD, replace(RETARD, redige="Deux")], AU) == Blocage(0, 2, "Un.")


@pytest.mark.parametrize(
    ("reponses", "raison"),
    [
        ((Reponse.REFUSEE,), "1 refus, proposition suivante à faire."),
        ((Reponse.REFUSEE, None), "1 refus, réponse attendue pour la proposition n° 2."),
        ((Reponse.REFUSEE, Reponse.TACITE, Reponse.ACCEPTEE), "2 refus, puis un accord : bail à signer."),
    ],
)
def test_sans_retard_la_raison_dit_la_suite_des_refus(reponses: tuple[Reponse | None, ...], raison: str) -> None:
    trouve = blocage(_menage(*reponses), [], AU)
    assert trouve is not None
    assert trouve.raison == raison


def test_trois_refus_comptes_appellent_la_commission_et_pas_deux() -> None:
    propositions = tuple(refus(rang, date(2026, 5 + rang, 1)) for rang in (1, 2, 3))
    for combien, raison in ((2, "2 refus, proposition suivante à faire."), (3, "3 refus, à examiner en commission.")):
        faits = replace(_menage(), propositions=propositions[:combien])
        juges = [c for c in evaluer(faits, charger_charte(), date(2026, 9, 1)) if c.id == "A04.1"]
        trouve = blocage(faits, juges, date(2026, 9, 1))
        assert trouve == Blocage(combien, 0, raison)


@pytest.mark.parametrize("demenage", [None, TRAVAUX - JOUR, TRAVAUX])
def test_un_bail_definitif_signe_ne_retient_plus_les_travaux(demenage: date | None) -> None:
    assert blocage(_signe(demenage), [RETARD], AU) is None


def test_un_depart_prevu_apres_les_travaux_les_retient() -> None:
    assert blocage(_signe(TRAVAUX + JOUR), [], AU) == Blocage(
        1, 0, "Bail signé, déménagement le 02/09/2027, après le début des travaux (01/09/2027)."
    )


def test_un_depart_sans_date_retient_les_travaux_quand_ils_ont_commence() -> None:
    assert blocage(_signe(None), [], TRAVAUX) is None
    assert blocage(_signe(None), [], TRAVAUX + JOUR) == Blocage(
        1, 0, "Bail signé, déménagement sans date, après le début des travaux (01/09/2027)."
    )


def test_sans_date_de_travaux_un_bail_signe_ne_retient_rien() -> None:
    assert blocage(_signe(TRAVAUX + JOUR, operation=replace(OPERATION, travaux=None)), [], AU) is None


def test_un_bail_temporaire_ou_a_venir_ne_suffit_pas() -> None:
    assert blocage(_signe(None, temporaire=True), [], AU) is not None
    assert blocage(_signe(None), [], date(2026, 10, 31)) is not None
    assert blocage(_signe(None), [], date(2026, 11, 1)) is None


def test_les_retards_passent_devant_puis_le_nombre_de_refus() -> None:
    rangs = [Blocage(3, 0, ""), Blocage(0, 1, ""), Blocage(1, 1, ""), Blocage(1, 0, ""), Blocage(1, 2, "")]
    ordre = [(b.refus, b.en_retard) for b in sorted(rangs, key=lambda b: b.rang)]
    assert ordre == [(1, 2), (1, 1), (0, 1), (3, 0), (1, 0)]
