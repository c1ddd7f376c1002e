"""Le contexte exécute, dit ce qui change, retient de quoi annuler ; il ne laisse passer que les vrais incidents."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from relogement.commun import Changements, ErreurMetier
from tests.ui.socle.faux import FausseBase, faux_contexte, noter
from ui.socle.contexte import Contexte

Attendu = Contexte[FausseBase]


@pytest.fixture
def contexte(qapp: object) -> Attendu:  # noqa: ARG001 (les signaux demandent une application)
    return faux_contexte()


def test_un_geste_dit_ce_qu_il_change_et_l_heure(contexte: Attendu, qtbot: QtBot) -> None:
    with qtbot.waitSignal(contexte.change) as change, qtbot.waitSignal(contexte.enregistre) as enregistre:
        faits = contexte.executer(noter, "x", phrase="Refus enregistré.")
    assert faits is not None
    assert enregistre.args == ["14:32"]
    assert change.args == [frozenset({"menages"}), "Refus enregistré."]
    assert contexte.base.gestes == ["x"]


def refuser(_base: FausseBase) -> Changements:
    raise ErreurMetier("Indiquez le motif du refus.", champ="motif")


def casser(_base: FausseBase) -> Changements:
    raise ZeroDivisionError


def test_une_erreur_metier_est_montree_et_n_annonce_aucun_changement(contexte: Attendu, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(contexte.change), qtbot.waitSignal(contexte.erreur) as signal:
        assert contexte.executer(refuser) is None
    assert signal.args is not None
    assert signal.args[0].phrase == "Indiquez le motif du refus."
    with pytest.raises(ErreurMetier):
        contexte.tenter(refuser)


def test_un_defaut_du_programme_n_est_pas_avale(contexte: Attendu) -> None:
    with pytest.raises(ZeroDivisionError):
        contexte.executer(casser)


def test_annuler_defait_le_dernier_geste_puis_celui_d_avant(contexte: Attendu) -> None:
    premier = contexte.tenter(noter, 1, phrase="Entretien noté.")
    second = contexte.tenter(noter, 2, phrase="Refus de la proposition 2 enregistré.")
    assert contexte.nom_dernier_geste == "refus de la proposition 2 enregistré"
    contexte.annuler_dernier()
    assert contexte.base.annules == [second.geste_id]
    assert contexte.nom_dernier_geste == "entretien noté"
    contexte.annuler_dernier()
    assert contexte.base.annules == [second.geste_id, premier.geste_id]
    assert contexte.nom_dernier_geste == ""
    assert contexte.annuler_dernier() is None


def test_un_changement_sans_geste_ne_s_annule_pas(contexte: Attendu) -> None:
    contexte.tenter(lambda _base: Changements(frozenset(), "Réglage gardé."))
    assert contexte.nom_dernier_geste == ""


def test_une_annulation_refusee_se_dit_et_le_geste_reste(qtbot: QtBot) -> None:
    def refuser_annulation(_base: FausseBase, _geste: object) -> Changements:
        raise ErreurMetier("Ce geste a déjà été annulé.")

    contexte = Contexte(FausseBase(), faux_contexte().maintenant, annuler=refuser_annulation)
    contexte.tenter(noter, 1)
    with qtbot.waitSignal(contexte.erreur):
        assert contexte.annuler_dernier() is None
    assert contexte.nom_dernier_geste == "entretien noté"


def test_brouillons_et_preferences_passent_par_la_base(contexte: Attendu, qtbot: QtBot) -> None:
    with qtbot.waitSignal(contexte.enregistre) as signal:
        contexte.ecrire_brouillon("a/1", "nom", "Lefèvre")
    assert signal.args == ["14:32"]
    assert contexte.brouillon("a/1") == {"nom": "Lefèvre"}
    contexte.effacer_brouillon("a/1")
    assert contexte.brouillon("a/1") == {}
    contexte.ecrire_preference("tri", "nom")
    assert contexte.preference("tri") == "nom"
    assert contexte.preference("autre") is None


def test_naviguer_dit_l_ecran_et_la_cible(contexte: Attendu, qtbot: QtBot) -> None:
    with qtbot.waitSignal(contexte.navigation) as signal:
        contexte.naviguer("menage", id="7", section="budget")
    assert signal.args == ["menage", {"id": "7", "section": "budget"}]
