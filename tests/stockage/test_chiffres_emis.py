"""Les chiffres d'une revue émise se relisent tels qu'ils ont été rangés."""

from __future__ import annotations

import json
import zlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.revue.chiffre import Chiffre, Indicateur, Unite
from relogement.stockage.chiffres_emis import en_octets, lire_figes

CODES = st.lists(st.text(min_size=1, max_size=3), max_size=4, unique=True).map(tuple)
MESURES = st.none() | st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
CHIFFRES = st.builds(
    Chiffre,
    st.builds(Indicateur, *(st.text(max_size=4) for _ in range(5)), st.sampled_from(Unite)),
    MESURES, st.integers(0, 9), st.integers(0, 9), CODES, CODES, CODES,
)


@given(st.lists(CHIFFRES, max_size=5))
def test_des_chiffres_ranges_se_relisent_dans_le_meme_ordre(tires: list[Chiffre]) -> None:
    ranges = {c.indicateur.cle: c for c in tires}
    relus = lire_figes(en_octets(ranges)).chiffres
    assert list(relus.items()) == list(ranges.items())


def test_un_entier_reste_un_entier_et_une_part_une_part() -> None:
    i = Indicateur("x", "X", "", "", "")
    for valeur in (0, -3, Decimal("0.25"), Decimal("1E+3"), None):
        relu = lire_figes(en_octets({"x": Chiffre(i, valeur, 1, 0, ())})).chiffres["x"].valeur
        assert (relu, str(relu)) == (valeur, str(valeur))


@pytest.mark.parametrize("octets", [b"", b"abime", zlib.compress(json.dumps({"format": 99}).encode())])
def test_des_octets_d_ailleurs_ne_se_devinent_pas(octets: bytes) -> None:
    with pytest.raises(ValueError, match="chiffres"):
        lire_figes(octets)
