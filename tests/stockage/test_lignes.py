"""Les lignes lues en bloc : hors corbeille, avec ce qui va s'écrire ; une valeur hors liste n'est pas tue."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from relogement import modeles as m
from relogement.commun import ramassage_suspendu
from relogement.services.corrections import retirer
from relogement.services.menages import ajouter_personne
from relogement.stockage.base import Base
from relogement.stockage.lignes import lire_lignes
from relogement.vocabulaire import Lien, StatutBail
from tests.outils import cle, nouveau_menage, nouvelle_base, nouvelle_operation


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte, _ = nouvelle_base(tmp_path)
    yield ouverte
    ouverte.fermer()


def test_une_table_vide_n_a_pas_de_ligne(base: Base) -> None:
    with base.session() as s:
        assert lire_lignes(s, m.Proposition) == []


def test_la_corbeille_ne_se_lit_pas_et_les_conditions_choisissent(base: Base) -> None:
    menage = nouveau_menage(base, nouvelle_operation(base))
    enfant = cle(ajouter_personne(base, menage, nom="Tom", lien=Lien.ENFANT))
    with base.session() as s:
        lues = lire_lignes(s, m.Personne, m.Personne.__table__.c.lien == Lien.ENFANT)  # type: ignore[attr-defined]  # SQLModel
    assert [(r["id"], r["menage_id"], r["lien"]) for r in lues] == [(str(enfant), str(menage), Lien.ENFANT)]
    retirer(base, "personne", enfant)
    with base.session() as s:
        assert [r["lien"] for r in lire_lignes(s, m.Personne)] == [Lien.TITULAIRE]


def test_ce_que_la_session_va_ecrire_se_lit_deja(base: Base) -> None:
    menage = nouveau_menage(base, nouvelle_operation(base))
    with base.ecriture_libre() as s:
        s.add(m.Personne(menage_id=menage, nom="Aïcha", statut_bail=StatutBail.OCCUPANT))
        assert [r["nom"] for r in lire_lignes(s, m.Personne)][-1] == "Aïcha"


def test_un_code_hors_liste_est_une_erreur(base: Base) -> None:
    nouveau_menage(base, nouvelle_operation(base))
    with base.ecriture_libre() as s:
        s.execute(text("UPDATE personne SET lien = 'cousin'"))
    with base.session() as s, pytest.raises(KeyError, match="cousin"):
        lire_lignes(s, m.Personne)


def test_le_ramassage_reprend_meme_apres_une_erreur() -> None:
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), ramassage_suspendu():
        1 / gc.isenabled()
    assert gc.isenabled()


def test_suspendu_dans_un_ramassage_suspendu_il_ne_reprend_qu_a_la_fin() -> None:
    with ramassage_suspendu():
        with ramassage_suspendu():
            pass
        assert not gc.isenabled()
