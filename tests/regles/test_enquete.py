"""De plusieurs prises de contact, celle qui vaut ; et le papier pose les questions que la fenêtre saisit."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ressource
from relogement.modeles import Enquete
from relogement.regles.enquete import CHAMPS, QUESTIONS, qui_vaut
from relogement.regles.revue.sources import ReponseEnquete
from relogement.vocabulaire import DifficulteEnquete, ResultatEnquete, Satisfaction

JOUR = date(2026, 9, 1)
R = ResultatEnquete


def contacts(*issues: ResultatEnquete) -> list[ReponseEnquete]:
    """Un contact par jour."""
    return [ReponseEnquete(JOUR + timedelta(n), issue) for n, issue in enumerate(issues)]


@pytest.mark.parametrize(("issues", "attendue"), [
    ((), None),
    ((R.INJOIGNABLE,), 0),
    ((R.INJOIGNABLE, R.ABSENT), 1),
    ((R.DECLINEE, R.REPONDUE), 1),
    ((R.REPONDUE, R.INJOIGNABLE, R.PARTI), 0),
    ((R.REPONDUE, R.REPONDUE), 1),
    ((R.PARTI, R.INJOIGNABLE), 1),
    ((R.INJOIGNABLE, R.DECEDE), 1),
])
def test_le_dernier_questionnaire_realise_vaut_sinon_le_dernier_contact(
    issues: Sequence[ResultatEnquete], attendue: int | None
) -> None:
    faits = contacts(*issues)
    assert qui_vaut(list(reversed(faits))) == (None if attendue is None else faits[attendue])


def test_le_meme_jour_l_ordre_de_la_saisie_departage() -> None:
    matin, soir = ReponseEnquete(JOUR, R.INJOIGNABLE), ReponseEnquete(JOUR, R.DECLINEE)
    assert qui_vaut([matin, soir]) is soir


@given(st.lists(st.sampled_from(R), min_size=1))
def test_un_questionnaire_realise_vaut_quoi_qu_il_arrive_ensuite(issues: list[ResultatEnquete]) -> None:
    vaut = qui_vaut(contacts(*issues))
    assert vaut is not None
    assert (vaut.resultat is R.REPONDUE) == (R.REPONDUE in issues)


def test_le_questionnaire_livre_pose_les_memes_questions_dans_le_meme_ordre() -> None:
    corps = tomllib.loads(ressource("courriers/questionnaire.toml").read_text(encoding="utf-8"))["corps"]
    parties = [p.partition("\n") for p in corps.split("## ")[1:]]
    posees = {titre: reponses for titre, _, reponses in parties}
    assert [titre for titre, *_ in parties][: len(QUESTIONS)] == [q.texte for q in QUESTIONS]
    for q in QUESTIONS:
        attendues = ["très", "plutôt", "plutôt pas", "pas du tout"] if q.degre else ["oui", "non"]
        assert [x.strip() for x in posees[q.texte].split("[ ]")[1:]] == attendues
    assert len(Satisfaction) == 4
    sur_papier = " ".join(posees["Une difficulté dont vous souhaitez nous parler"].split("{")[0].split())
    assert sur_papier == " ".join(f"[ ] {d.libelle}" for d in DifficulteEnquete)


def test_chaque_question_a_sa_colonne() -> None:
    assert set(CHAMPS) <= Enquete.model_fields.keys()
    assert len(set(CHAMPS)) == len({q.titre for q in QUESTIONS}) == len(QUESTIONS)
