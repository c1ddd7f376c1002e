"""Le texte d'un courrier : champs remplis, inconnus refusés par leur nom, blancs visibles, rien n'y devient balise."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.documents.courriers.champs import BLOCS, CHAMPS, EN_TETE, MONTRES
from relogement.documents.courriers.gabarit import BLANC, Genre, Morceau, blancs, decouper, remplir, verifier

RIEN = dict.fromkeys(CHAMPS, None)


def test_un_champ_prend_sa_valeur_et_un_inconnu_devient_un_blanc() -> None:
    valeurs = RIEN | {"menage": "Mme Benali", "referent": "  "}
    assert remplir("{menage}, suivi par {referent}.", valeurs) == f"Mme Benali, suivi par {BLANC}."


@pytest.mark.parametrize("champ", ["menagge", "menage.nom", "menage!r", "menage:>9", "", "0", "MENAGE"])
def test_un_champ_inconnu_est_refuse_par_son_nom(champ: str) -> None:
    with pytest.raises(ErreurMetier) as e:
        verifier(f"Bonjour {{menage}}, {{{champ}}}.", "corps")
    assert e.value.champ == "corps"
    assert f"Le champ {{{champ}}} n'existe pas" in e.value.phrase


@pytest.mark.parametrize("texte", ["une { seule", "une } seule", "{menage", "menage}"])
def test_une_accolade_seule_est_refusee(texte: str) -> None:
    with pytest.raises(ErreurMetier, match="accolade") as e:
        verifier(texte, "objet")
    assert e.value.champ == "objet"


def test_une_accolade_doublee_s_imprime() -> None:
    verifier("{{menage}}", "corps")
    assert remplir("{{menage}}", RIEN) == "{menage}"


def test_un_bloc_prend_toute_sa_ligne() -> None:
    verifier("avant\n {budget} \naprès", "corps")
    with pytest.raises(ErreurMetier, match="toute une ligne"):
        verifier("voici {budget}", "corps")


def test_le_corps_se_decoupe_en_paragraphes_titres_puces_et_cases() -> None:
    corps = "Un\ndeux\n\n## Titre {menage}\n- puce\n[ ] oui [ ] non\n{lignes}\nfin"
    assert decouper(corps, RIEN | {"menage": "X"}) == [
        Morceau(Genre.TEXTE, "Un\ndeux"), Morceau(Genre.TITRE, "Titre X"), Morceau(Genre.PUCE, "puce"),
        Morceau(Genre.CASES, "", ("oui", "non")), Morceau(Genre.BLOC, "lignes"), Morceau(Genre.TEXTE, "fin"),
    ]


def test_une_valeur_n_est_jamais_lue_comme_un_signe_du_gabarit() -> None:
    piegee = "## {menage}\n- [ ] {budget}"
    assert decouper("{menage}", RIEN | {"menage": piegee}) == [Morceau(Genre.TEXTE, piegee)]


def test_les_blancs_se_nomment_une_fois_sans_ce_qui_est_a_la_main() -> None:
    valeurs = RIEN | {"menage": "X"}
    corps = "{menage} {referent} {adresse} {a_remplir} {referent}\n{signature_organisation}"
    assert blancs("{operation}", corps, valeurs, lettre=False) == ("operation", "referent", "adresse", "signataire")
    assert blancs("", "", valeurs, lettre=True) == EN_TETE


def test_ce_que_montre_un_bloc_est_un_champ() -> None:
    assert MONTRES.keys() <= BLOCS.keys()
    assert {*EN_TETE, *(c for champs in MONTRES.values() for c in champs)} <= CHAMPS.keys()
    assert not BLOCS.keys() & CHAMPS.keys()


@given(st.text())
def test_tout_texte_se_decoupe_ou_se_refuse_en_francais(texte: str) -> None:
    with suppress(ErreurMetier):
        verifier(texte, "corps")
        decouper(texte, RIEN)


@given(st.text(), st.text())
def test_une_valeur_s_imprime_telle_quelle(avant: str, valeur: str) -> None:
    litteral = avant.replace("{", "{{").replace("}", "}}")
    attendu = valeur if valeur.strip() else BLANC
    assert remplir(f"{litteral}{{menage}}", RIEN | {"menage": valeur}) == avant + attendu
