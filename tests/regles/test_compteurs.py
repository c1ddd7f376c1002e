"""Les deux compteurs de refus : celui de la charte et celui de la loi, jamais confondus."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from relogement.regles.charte.compteurs import compteur_charte, compteur_loi
from relogement.regles.faits import Adequation, FaitsMenage, FaitsOperation, Proposition, Relogement, TreizeBis
from relogement.regles.vocabulaire import NatureOperation, Reponse
from tests.hasard import exemples
from tests.regles.fabrique import dossiers, refus

LE = date(2026, 6, 1)


def _menage(*propositions: Proposition) -> FaitsMenage:
    return FaitsMenage("m", FaitsOperation(NatureOperation.DEMOLITION), propositions=propositions)


def _comptes(*propositions: Proposition) -> tuple[int, int]:
    faits = _menage(*propositions)
    return compteur_charte(faits).nombre, compteur_loi(faits).nombre


def test_un_refus_adapte_et_conforme_compte_des_deux_cotes() -> None:
    assert _comptes(refus(1, LE), refus(2, LE)) == (2, 2)


def test_ce_qui_manque_a_un_compteur_ne_compte_que_dans_l_autre() -> None:
    non_adapte = refus(1, LE, adequation=Adequation(True, False, True, True))
    non_conforme = refus(2, LE, treize_bis=TreizeBis(True, True, True, False, True))
    assert _comptes(non_adapte) == (0, 1)
    assert _comptes(non_conforme) == (1, 0)
    assert _comptes(non_adapte, non_conforme) == (1, 1)


def test_un_point_inconnu_ne_compte_pas_et_le_compteur_le_dit() -> None:
    compteur = compteur_loi(_menage(refus(1, LE), refus(2, LE, treize_bis=TreizeBis(True, True, True, True, None))))
    assert compteur.nombre == 1
    assert [p.rang for p in compteur.incertaines] == [2]
    assert "la proposition n° 2" in compteur.phrase


def test_un_point_a_non_tranche_meme_si_un_autre_est_inconnu() -> None:
    compteur = compteur_charte(_menage(refus(1, LE, adequation=Adequation(type=False))))
    assert (compteur.nombre, compteur.incertaines, len(compteur.ecartees)) == (0, (), 1)
    assert compteur.phrase == ""


def test_un_refus_tacite_ne_compte_qu_une_fois_confirme() -> None:
    tacite = refus(1, LE, reponse=Reponse.TACITE)
    assert _comptes(tacite) == (1, 1)
    assert _comptes(replace(tacite, confirme_le=None)) == (0, 0)


def test_ni_l_acceptation_ni_l_attente_ne_comptent() -> None:
    assert _comptes(refus(1, LE, reponse=Reponse.ACCEPTEE), refus(2, LE, reponse=None)) == (0, 0)


def test_une_proposition_de_relogement_temporaire_ne_compte_pas() -> None:
    assert _comptes(refus(1, LE, temporaire=True)) == (0, 0)
    relogement = Relogement("r", date(2026, 7, 1), "p1", temporaire=True)
    assert compteur_charte(replace(_menage(refus(1, LE)), relogements=(relogement,))).nombre == 0


@exemples(50)
@given(dossiers)
def test_un_compteur_n_invente_aucun_refus(faits: FaitsMenage) -> None:
    refusees = [p for p in faits.propositions if p.reponse in (Reponse.REFUSEE, Reponse.TACITE)]
    for compteur in (compteur_charte(faits), compteur_loi(faits)):
        assert len(compteur.comptees) + len(compteur.ecartees) + len(compteur.incertaines) <= len(refusees)
