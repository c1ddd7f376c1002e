"""La veille ne confond pas les gestes d'ici avec ceux d'une commande, ni ne dérange un travail en cours."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from pytestqt.qtbot import QtBot

from relogement.commun import Changements
from tests.ui.socle.faux import MIDI, FausseBase
from ui.socle.contexte import Contexte
from ui.socle.taches import Suivi
from ui.socle.veille import PHRASE, Veille

TABLES = frozenset({"menage"})
pytestmark = pytest.mark.usefixtures("qapp")


def _preparer(nouveaux: list[UUID]) -> tuple[Contexte[FausseBase], Veille, list[tuple[object, str]]]:
    contexte = Contexte(FausseBase(), lambda: MIDI)
    recus: list[tuple[object, str]] = []
    veille = Veille(contexte, lambda: [nouveaux.pop()] if nouveaux else [], TABLES)
    contexte.change.connect(lambda tables, phrase: recus.append((tables, phrase)))
    return contexte, veille, recus


def test_un_geste_venu_d_ailleurs_s_annonce_avec_toutes_les_tables() -> None:
    _contexte, veille, recus = _preparer([uuid4()])
    veille.regarder()
    assert recus == [(TABLES, PHRASE)]
    veille.regarder()
    assert len(recus) == 1


def test_un_geste_d_ici_ne_s_annonce_pas_deux_fois() -> None:
    geste = uuid4()
    contexte, veille, recus = _preparer([geste])
    contexte.base.gestes_faits.add(geste)
    contexte.signaler(Changements(TABLES, "Fait.", geste))
    veille.regarder()
    assert recus == [(TABLES, "Fait.")]


def test_le_jour_qui_passe_se_relit_une_fois() -> None:
    instants = [MIDI]
    contexte = Contexte(FausseBase(), lambda: instants[-1])
    recus: list[tuple[object, str]] = []
    veille = Veille(contexte, list, TABLES)
    contexte.change.connect(lambda tables, phrase: recus.append((tables, phrase)))
    instants.append(MIDI + timedelta(hours=9))
    veille.regarder()
    assert recus == []
    instants.append(MIDI + timedelta(hours=10))
    for _ in range(2):
        veille.regarder()
    assert recus == [(TABLES, "Nouvelle journée : les échéances sont relues au 19/11/2026.")]


def test_pendant_un_travail_a_cote_la_veille_attend(qtbot: QtBot) -> None:
    geste = uuid4()
    contexte, veille, recus = _preparer([geste])

    def travailler(_suivi: Suivi) -> Changements:
        contexte.base.gestes_faits.add(geste)
        return Changements(TABLES, "Importé.", geste)

    contexte.taches.lancer("Import", travailler, contexte.retenir, lambda _: None)
    veille.regarder()
    assert recus == []
    qtbot.waitUntil(lambda: contexte.taches.en_cours == 0)
    veille.regarder()
    assert recus == [(TABLES, "Importé.")]


def test_le_dernier_geste_se_demande_au_journal_quand_il_est_la() -> None:
    journal: list[tuple[UUID, str]] = [(uuid4(), "Refus de la proposition 2")]
    defaits: list[UUID] = []

    def annuler(_base: FausseBase, geste: UUID) -> Changements:
        defaits.append(geste)
        journal.pop()
        return Changements(TABLES, "Annulé.")

    contexte = Contexte(
        FausseBase(), lambda: MIDI, annuler=annuler, annulable=lambda _: journal[-1] if journal else None
    )
    assert contexte.nom_dernier_geste == "refus de la proposition 2"
    attendu = journal[-1][0]
    assert contexte.annuler_dernier() is not None
    assert defaits == [attendu]
    assert contexte.nom_dernier_geste == ""
    assert contexte.annuler_dernier() is None
