"""`relogement importer suivi` : ses comptes en JSON, ses divergences, une phrase sur ce qui n'en est pas un."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.outils import Lancer
from tests.tableur.suivis import SUIVI

IMPORTER = ("importer", "suivi", str(SUIVI), "--operation", "BEL")


def test_le_suivi_dit_ses_comptes_et_ses_divergences_apres_la_liste_du_bailleur(remplie: Lancer) -> None:
    attendu = json.loads(SUIVI.with_suffix(".json").read_text(encoding="utf-8"))
    for arguments in ((*IMPORTER, "--simuler", "--json"), (*IMPORTER, "--json")):
        code, sortie, _ = remplie(*arguments)
        lu = json.loads(sortie)
        assert code == 0
        assert (lu["menages"], lu["reloges"]) == (attendu["households"], attendu["rehoused"])
        assert (lu["propositions"], lu["refus"]) == (attendu["proposals"], attendu["refusals"])
        assert [d["logement"] for d in lu["divergences"]] == attendu["differ_from_list"]
        assert lu["non_rapproches"] == []
        assert lu["ajouts"]["propositions"] == attendu["proposals"]
        (inconnue,) = [x for x in lu["a_corriger"] if x["champ"] == "naissance"]
        assert (inconnue["cellule"], inconnue["valeur"]) == ("H52", "inconnue")
    code, sortie, _ = remplie(*IMPORTER, "--json")
    assert (code, json.loads(sortie)["ajouts"]) == (0, {})


def test_le_rapport_se_lit_en_phrases(remplie: Lancer) -> None:
    code, sortie, _ = remplie(*IMPORTER, "--simuler")
    assert code == 0
    for mots in ("Simulation, rien n'est écrit. 45 ménages, 18 relogés, 56 propositions, 23 refus.",
                 "Divergences avec le dossier : 3", "H52 « inconnue »"):
        assert mots in sortie


def test_ce_qui_n_est_pas_un_suivi_recoit_une_phrase(remplie: Lancer, tmp_path: Path) -> None:
    prose = tmp_path / "prose.csv"
    prose.write_text("Madame, Monsieur,\nle suivi viendra.", encoding="utf-8")
    code, sortie, erreur = remplie("importer", "suivi", str(prose), "--operation", "BEL")
    assert (code, sortie) == (1, "")
    assert "n'est pas un suivi des relogements" in erreur
