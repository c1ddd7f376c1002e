"""Les fautes d'écriture les plus courantes se disent en français, avec leur ligne et ce qu'il faut écrire."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.regles.cas_toml import lire_toml

FAUTES = [
    ("neuf = oui", '« oui » s\'écrit "oui", entre guillemets, ou true'),
    ("neuf = Non # ?", '« Non » s\'écrit "non", entre guillemets, ou false'),
    ("neuf = True", "entre guillemets, ou true"),
    ("e = [ { date = 2026-01-15, neuf = oui } ]", '« oui » s\'écrit "oui"'),
    ("le = 2026-02-30", "le jour « 2026-02-30 » n'existe pas"),
    ("le = 2026-13-01", "le jour « 2026-13-01 » n'existe pas"),
    ("le = 31/02/2026", "le jour « 31/02/2026 » n'existe pas"),
    ("le = 15/01/2026", "écrivez la date 2026-01-15, seule"),
    ("le = 2026-1-5", "écrivez la date 2026-01-05"),
    ("le = 15/1/26", "n'est pas une date complète ; écrivez année-mois-jour"),
    ("le = 2026-01-15 10h", "sans guillemets ni heure"),
    ("e = [ { date = 15/02/2026, x = 1 } ]", "écrivez la date 2026-02-15"),
    ("loyer = 412,50", "écrivez le nombre 412.50"),
    ("e = { loyer = 412,5, x = 1 }", "écrivez le nombre 412.5,"),
    ("loyer = 412.50 €", "écrivez le nombre 412.50,"),
    ("loyer = 1 412", "écrivez le nombre 1412,"),
    ("nom = Un cas", 'un texte s\'écrit entre guillemets : "Un cas"'),
    ("nom = “Un cas”", 'les guillemets sont droits : écrivez "…"'),
    ('nom = "Un cas', "commence et finit par un guillemet droit"),
    ("nom = 'l'école'", "rien ne suit le guillemet qui ferme un texte"),
    ('nom = "C:\\q"', "retirez la barre"),
    ("nom =", "il manque la valeur après « = »"),
    ("nom == 3", "un seul « = »"),
    ("nom : 3", "écrivez « = », et non « : »"),
    ("nom 3", "le signe « = » manque"),
    ("échéance = 3", "s'écrivent sans accent"),
    ("numéro = 3", "s'écrivent sans accent"),
    ("[cas.opération]", "s'écrivent sans accent"),
    ("[[cas]", "fermez les crochets"),
    ("e = { x = 1 y = 2 }", "une virgule entre deux clés"),
    ("e = { x = 1, }", "retirez la virgule avant « } »"),
    ("e = [1 2]", "une virgule entre deux valeurs"),
    ("nom = 1\nnom = 2", "écrite deux fois"),
    ("a = 12 b = 3", "écrivez « clé = valeur », une seule par ligne"),
]


@pytest.mark.parametrize(("faute", "dit"), FAUTES, ids=[f for f, _ in FAUTES])
@pytest.mark.parametrize("fin", ["\n", "\r\n"], ids=["unix", "windows"])
def test_une_faute_courante_dit_sa_ligne_et_quoi_ecrire(faute: str, dit: str, fin: str) -> None:
    *avant, derniere = faute.split("\n")
    source = fin.join(["# un commentaire", "", "bon = 1", *avant, derniere, "suite = 3"])
    with pytest.raises(ErreurMetier) as erreur:
        lire_toml(source, "essai.toml")
    assert erreur.value.phrase.startswith(f"essai.toml, ligne {4 + len(avant)} (« {derniere} ») : ")
    assert dit in erreur.value.phrase
    assert " at " not in erreur.value.phrase


@pytest.mark.parametrize("faute", ["e = [1, 2", 'nom = """texte'])
def test_ce_qui_reste_ouvert_est_dit_a_la_fin_du_fichier(faute: str) -> None:
    with pytest.raises(ErreurMetier, match="à la fin du fichier : un crochet, une accolade ou un guillemet"):
        lire_toml(faute, "essai.toml")


def test_une_longue_ligne_est_citee_par_son_debut() -> None:
    with pytest.raises(ErreurMetier, match=r"ligne 1 \(« e = \{ nom = \"a+… »\)"):
        lire_toml(f'e = {{ nom = "{"a" * 90}", neuf = oui }}', "essai.toml")


def test_un_texte_juste_se_lit_et_les_nombres_a_virgule_restent_exacts() -> None:
    assert lire_toml("loyer = 412.50", "essai.toml") == {"loyer": Decimal("412.50")}


@given(st.text(alphabet="ab é=[]{}\"',.:/-#0123456789\n\r\t€“", max_size=60))
def test_aucun_texte_ne_fait_tomber_la_lecture(source: str) -> None:
    with suppress(ErreurMetier):
        lire_toml(source, "essai.toml")
