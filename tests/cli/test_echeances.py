"""`relogement echeances` : des références, un ordre, des filtres, un agenda."""

from __future__ import annotations

from pathlib import Path

from tests.cli.outils import Lancer, objet, phrase


def test_les_echeances_disent_les_references_et_jamais_les_noms(remplie: Lancer) -> None:
    code, sortie, _ = remplie("echeances", "--operation", "BEL", "--au", "2026-11-18")
    assert code == 0
    assert "En retard : " in sortie
    assert "BEL-0001     A03.2  en retard de 217 jours Entretien approfondi réalisé" in sortie
    lu = objet(remplie("menages", "--json"))
    assert not [m["nom"] for m in lu["menages"] if m["nom"] in sortie]


def test_le_json_compte_et_ordonne(remplie: Lancer) -> None:
    lu = objet(remplie("echeances", "--au", "2026-11-18", "--article", "3", "--json"))
    assert lu["au"] == "2026-11-18"
    assert lu["comptes"]["en_retard"] == len([e for e in lu["echeances"] if e["urgence"] == "en_retard"]) > 0
    assert {e["article"] for e in lu["echeances"]} == {3}
    assert [e["jours"] for e in lu["echeances"]] == sorted(e["jours"] for e in lu["echeances"])
    assert len(lu["a_surveiller"]["sans_referent"]) == 45
    assert lu["echeances"][0]["cible"]["section"] in ("foyer", "entretiens")


def test_l_agenda_s_ecrit_a_cote_de_la_liste(remplie: Lancer, tmp_path: Path) -> None:
    agenda = tmp_path / "moi.ics"
    lu = objet(remplie("echeances", "--au", "2026-11-18", "--ics", str(agenda), "--json"))
    assert agenda.read_bytes().count(b"BEGIN:VEVENT") == len(lu["echeances"])


def test_un_referent_inconnu_ou_un_article_impossible_se_disent(remplie: Lancer) -> None:
    assert "Aucun référent" in phrase(remplie("echeances", "--agent", "Zoé"))
