"""La copie du droit d'accès dans la fenêtre : qui la demande, où l'écrire, ce qui se relit avant de la remettre."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from relogement.services.menages import ajouter_personne, creer_menage, modifier_menage
from relogement.stockage.base import Base
from relogement.stockage.lectures import fiche_menage
from relogement.vocabulaire import Lien
from tests.outils import cle
from tests.ui.ecrans import dossiers
from tests.ui.socle.faux import FaussesInvites
from ui.ecrans.menage.impression import A_RELIRE, SANS_PERSONNE, imprimer_la_copie
from ui.socle.contexte import Contexte


@pytest.fixture
def invites() -> FaussesInvites:
    return FaussesInvites()


@pytest.fixture
def contexte(tmp_path: Path, invites: FaussesInvites) -> Contexte[Base]:
    return dossiers.contexte_de(dossiers.base_neuve(tmp_path), invites)


@pytest.fixture
def menage(contexte: Contexte[Base]) -> UUID:
    return cle(creer_menage(contexte.base, dossiers.operation(contexte.base), nom="BENALI"))


def test_sans_personne_notee_cela_se_dit(qtbot: QtBot, contexte: Contexte[Base], menage: UUID) -> None:
    with qtbot.waitSignal(contexte.erreur) as dit:
        imprimer_la_copie(contexte, fiche_menage(contexte.base, menage).menage)
    assert dit.args is not None
    assert dit.args[0].phrase == SANS_PERSONNE


def test_on_choisit_qui_la_demande_et_les_textes_libres_se_relisent(
    qtbot: QtBot, contexte: Contexte[Base], invites: FaussesInvites, menage: UUID, tmp_path: Path
) -> None:
    leila = cle(ajouter_personne(contexte.base, menage, nom="BENALI", prenom="Leïla", lien=Lien.TITULAIRE))
    ajouter_personne(contexte.base, menage, nom="BENALI", prenom="Inès", lien=Lien.ENFANT, naissance=date(2000, 1, 1))
    modifier_menage(contexte.base, menage, note="Voir le voisin.")
    invites.reponses += [str(leila), tmp_path / "copie", None]
    with qtbot.waitSignal(contexte.change):
        imprimer_la_copie(contexte, fiche_menage(contexte.base, menage).menage)
    qtbot.waitUntil(lambda: contexte.taches.en_cours == 0)
    assert (tmp_path / "copie.pdf").read_bytes().startswith(b"%PDF")
    assert len(fiche_menage(contexte.base, menage).pieces) == 1
    assert any(A_RELIRE in str(q) and "la note du ménage" in str(q) for q in invites.questions)
    contexte.annuler_dernier()
    assert fiche_menage(contexte.base, menage).pieces == ()
