"""La répartition imprimée : qui irait où, qui reste sans logement, ce qui reste ; les longs textes tiennent."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from relogement.documents.donnees import Entete
from relogement.documents.repartition import PaireImprimee, RepartitionImprimee, repartition
from relogement.regles.rapprochement.reserve import reserve

ENTETE = Entete("Répartition BEL", "BEL", "Nadia R.", date(2026, 11, 18))
RESERVE = reserve(date(2026, 11, 18))


def texte(r: RepartitionImprimee) -> str:
    pages = PdfReader(BytesIO(repartition(r, invariant=True))).pages
    return " ".join(" ".join(p.extract_text().split()) for p in pages)


@pytest.mark.parametrize("fois", [1, 60])
def test_tout_se_lit_meme_sur_plusieurs_pages(fois: int) -> None:
    paire = PaireImprimee("BEL-0001 <b>LEFÈVRE</b> & fils", "Les Quais, 12", "4 points remplis", ("lieu à vérifier",))
    sans = ("BEL-0002 ROUX", "aucun ne convient sur 3 logements (ce qui exclut : taille 3)")
    lu = texte(RepartitionImprimee(ENTETE, "Au 18/11/2026", (paire,) * fois, (sans,) * fois, ("Les Pins",) * fois,
                                   RESERVE))
    assert RESERVE in lu
    assert lu.count("BEL-0001 <b>LEFÈVRE</b> & fils") == fois
    assert lu.count("aucun ne convient sur 3 logements") == fois
    assert lu.count("Les Pins") == fois
    assert "La commission décide." in lu


def test_rien_a_dire_se_dit() -> None:
    lu = texte(RepartitionImprimee(ENTETE, "Au 18 novembre 2026", (), (), (), RESERVE))
    assert "Aucun logement ne convient." in lu
    assert "Aucun ménage." in lu
