"""Le mode d'emploi des cas dit vrai : son exemple passe, et chaque type d'événement y a ses clés."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from relogement.regles.cas import BAIL, MENAGE, OPERATION, evaluer_cas, lire_cas
from relogement.regles.cas_champs import Schema
from relogement.regles.cas_types import PERSONNE, TYPES
from relogement.regles.charte.parametres import charger_charte

LISEZMOI = (Path(__file__).parent.parent / "cas" / "LISEZMOI.md").read_text(encoding="utf-8")


def test_l_exemple_du_mode_d_emploi_passe(tmp_path: Path) -> None:
    exemple = re.search(r"```toml\n(.*?)```", LISEZMOI, re.DOTALL)
    assert exemple is not None
    chemin = tmp_path / "exemple.toml"
    chemin.write_text(exemple[1], encoding="utf-8")
    (cas,) = lire_cas(chemin)
    assert evaluer_cas(cas, charger_charte()) == []


def _cles_decrites(mot: str, schema: Schema) -> set[str]:
    """Les clés que sa ligne décrit ; « bail », qui désigne un bail, est expliquée une fois sous le tableau."""
    return set(schema.champs) - ({"bail"} if mot != "personne" else set())


@pytest.mark.parametrize(
    ("table", "schema"), [("operation", OPERATION), ("menage", MENAGE), ("bail", BAIL), ("personnes", PERSONNE)]
)
def test_chaque_table_est_decrite_avec_ses_cles(table: str, schema: Schema) -> None:
    trouvee = re.search(rf"^- `{table}`.*? : (.*?)[;.]$", LISEZMOI, re.MULTILINE | re.DOTALL)
    assert trouvee is not None
    assert set(re.findall(r"\*\*(\w+)\*\*", trouvee[1])) == set(schema.obligatoires)
    for cle in schema.champs:
        assert re.search(rf"\b{cle}\b", trouvee[1]), (table, cle)


def test_chaque_type_d_evenement_est_decrit_avec_ses_cles() -> None:
    lignes = {m[1]: m[2] for m in re.finditer(r"^\| `(\w+)` \|[^|]*\|(.*)\|$", LISEZMOI, re.MULTILINE)}
    assert lignes.keys() == TYPES.keys()
    for mot, type_ in TYPES.items():
        gras = set(re.findall(r"\*\*(\w+)\*\*", lignes[mot]))
        assert gras == set(type_.schema.obligatoires), mot
        for cle in _cles_decrites(mot, type_.schema):
            assert re.search(rf"\b{cle}\b", lignes[mot]), (mot, cle)
