"""Les nombres de la loi : datés, sourcés, et une version nouvelle compte du jour où elle commence."""

from __future__ import annotations

from datetime import date

import pytest

from relogement.commun import ErreurMetier, ressource
from relogement.regles.loi import CLES, charger_loi, lire_loi

TEXTE = ressource("lois/relogement.toml").read_text(encoding="utf-8")


def test_chaque_nombre_dit_son_unite_et_son_article() -> None:
    (version,) = charger_loi().versions
    assert version.nombres.keys() == CLES
    assert all(n.unite and n.reference for n in version.nombres.values())


def test_une_version_nouvelle_compte_du_jour_ou_elle_commence() -> None:
    suite = """
[[version]]
du = 2030-01-01
[version.nombres.reponse_jours]
valeur = 15
unite = "jours"
reference = "Un décret inventé"
"""
    loi = lire_loi(TEXTE + suite, "essai.toml")
    jours = (date(2000, 1, 1), date(2029, 12, 31), date(2030, 1, 1))
    assert [loi.entier("reponse_jours", jour) for jour in jours] == [10, 10, 15]
    assert loi.entier("offres_nombre", date(2030, 1, 1)) == 3


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("valeur = 10", "valeur = -1"),
        ("valeur = 10", 'valeur = "dix"'),
        ("du = 2022-02-23", 'du = "hier"'),
        ("[version.nombres.nur_mois]", "[version.nombres.nur_moi]"),
        ("[[version]]", "[[versions]]"),
    ],
)
def test_un_fichier_mal_ecrit_est_refuse_et_nomme(avant: str, apres: str) -> None:
    with pytest.raises(ErreurMetier, match=r"essai\.toml"):
        lire_loi(TEXTE.replace(avant, apres, 1), "essai.toml")
