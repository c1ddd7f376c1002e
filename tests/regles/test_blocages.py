"""Ce qui retient un ménage encore à reloger."""

from __future__ import annotations

from datetime import date

from relogement.regles.blocages import Blocage, blocage
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.faits import FaitsMenage, FaitsOperation, Proposition
from relogement.vocabulaire import NatureOperation, Reponse

OPERATION = FaitsOperation(NatureOperation.DEMOLITION)


def _proposition(rang: int, reponse: Reponse | None, temporaire: bool = False) -> Proposition:
    return Proposition(str(rang), rang, date(2026, rang, 1), reponse=reponse, temporaire=temporaire)


def _retard(phrase: str) -> Constat:
    return Constat(3, "A03.1", "Entretien", Etat.EN_RETARD, redige=phrase)


def test_ni_refus_ni_retard_ne_retiennent_personne() -> None:
    faits = FaitsMenage("m", OPERATION, propositions=(_proposition(1, None),))
    assert blocage(faits, [Constat(3, "A03.1", "Entretien", Etat.A_FAIRE)]) is None


def test_les_refus_expres_et_tacites_comptent_les_temporaires_non() -> None:
    faits = FaitsMenage(
        "m", OPERATION,
        propositions=(
            _proposition(1, Reponse.REFUSEE), _proposition(2, Reponse.TACITE), _proposition(3, Reponse.REFUSEE, True),
        ),
    )
    assert blocage(faits, []) == Blocage(2, 0, "")


def test_la_raison_est_le_premier_retard() -> None:
    trouve = blocage(FaitsMenage("m", OPERATION), [_retard("Un"), _retard("Deux")])
    assert trouve == Blocage(0, 2, "Un.")


def test_les_retards_passent_devant_puis_le_nombre_de_refus() -> None:
    rangs = [Blocage(3, 0, ""), Blocage(0, 1, ""), Blocage(1, 1, ""), Blocage(1, 0, ""), Blocage(1, 2, "")]
    ordre = [(b.refus, b.en_retard) for b in sorted(rangs, key=lambda b: b.rang)]
    assert ordre == [(1, 2), (1, 1), (0, 1), (3, 0), (1, 0)]
