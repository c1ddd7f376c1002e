"""Le texte tel qu'il s'imprime : échappé, insécable, jamais perdu sans le dire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.documents.donnees_menage import LigneACompleter
from relogement.documents.mise_en_page import puce
from relogement.documents.polices import NORMALE, REMPLACANT, charger, composer, nettoyer, signes_manquants

INSECABLE = "\u00a0"


@pytest.mark.parametrize(
    ("tape", "attendu"),
    [
        ("Vu : oui ; non ! qui ? « ici »", "Vu_: oui_; non_! qui_? «_ici_»"),
        ("rendez-vous à 14:30", "rendez-vous à 14:30"),
        ("1 234,56 €", "1_234,56_€"),
        ("1\u202f234,56\u202f€", "1_234,56_€"),
        ("3 enfants", "3 enfants"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("12 345 678", "12_345_678"),
        ("n° 3", "n°_3"),
        ("e\u0301te\u0301", "été"),
        ("a\r\nb\tc", "a\nb c"),
        ("joie\ufe0f\u200d", "joie"),
        ("ﬁn", "fin"),
    ],
)
def test_typographie_francaise(tape: str, attendu: str) -> None:
    assert nettoyer(tape) == attendu.replace("_", INSECABLE)


def test_une_balise_tapee_se_montre_telle_quelle() -> None:
    assert composer("<b>&\nfin") == "&lt;b&gt;&amp;<br/>fin"


def test_un_signe_inconnu_de_la_police_devient_le_remplacant() -> None:
    assert nettoyer("Bien 😀") == f"Bien {REMPLACANT}"


def test_les_signes_perdus_sont_nommes_et_eux_seuls() -> None:
    ligne = LigneACompleter("nom", "Жанна 😀", f"signe {REMPLACANT} tapé, été, ﬁn\ufe0f", "ligne 4")
    assert signes_manquants((ligne,)) == frozenset("Жан😀")


@given(st.text())
def test_tout_texte_ne_garde_que_des_signes_de_la_police(texte: str) -> None:
    assert all(ord(c) in charger() or c.isspace() for c in nettoyer(texte))


@given(st.text())
def test_nettoyer_deux_fois_ne_change_rien(texte: str) -> None:
    assert nettoyer(nettoyer(texte)) == nettoyer(texte)


def test_une_puce_s_ecrit_dans_une_police_incorporee() -> None:
    assert puce("Une pièce à joindre").style.bulletFontName == NORMALE
