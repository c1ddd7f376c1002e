"""Ce qui est peut-être le même logement, offert par deux sources, se montre sans se fondre."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from relogement.modeles import LogementOffert
from relogement.services.doublons_probables import DoublonProbable, doublons_probables, peut_etre_le_meme
from relogement.services.import_vivier import RapportVivier
from relogement.services.vivier import ajouter_logement_offert
from relogement.stockage.lectures_vivier import lignes_vivier
from relogement.vocabulaire import Reservataire
from tests.services.dossier import Dossier
from tests.services.test_import_vivier import AU, importer, liste

TITRES = ["Référence", "Résidence", "Adresse", "Porte", "Type", "Surface", "Loyer", "Commune"]
CHEZ_ERDRE = ["EH-24", "Les Lilas", "1 rue des Lilas", "4", "T3", 65, 400, "Rezé"]
UNE = LogementOffert(libelle="Les Lilas", commune="Rezé", type="T3", surface=6500, loyer=40_000, emetteur="Erdre")


def autre(**change: Any) -> LogementOffert:
    return LogementOffert(**{**UNE.model_dump(exclude={"id"}), "emetteur": "Préfecture", **change})


def de_l_etat(d: Dossier, *lignes: list[Any]) -> RapportVivier:
    chemin = liste(d, *lignes, titres=TITRES)
    return importer(d, chemin, emetteur="Préfecture", reservataire=Reservataire.ETAT)


@pytest.mark.parametrize(
    "ligne",
    [
        ["PREF-7", *CHEZ_ERDRE[1:]],
        ["", "Résidence des Lilas", "", "", "T3", 65, 400, "Rezé"],
        ["", "", "1 r. des Lilas, Rezé", "", "T3 bis", 65.5, 410, "Rezé"],
        ["", "Les Lilas", "", "", "T3", "", "", ""],
    ],
    ids=["références propres à chacun", "sans porte", "autrement dit", "à peine décrit"],
)
def test_le_meme_logement_que_rien_ne_prouve_se_montre_dans_le_rapport(d: Dossier, ligne: list[Any]) -> None:
    importer(d, liste(d, CHEZ_ERDRE, titres=TITRES))
    fait = de_l_etat(d, ligne)
    assert (fait.ajoutes, len(lignes_vivier(d.base, au=AU))) == (1, 2)
    (doublon,) = fait.doublons_probables
    assert doublon.autres == ("Les Lilas, EH-24, T3 (Erdre Habitat)",)
    assert "(Préfecture)" in doublon.fiche
    assert de_l_etat(d, ligne).doublons_probables == (doublon,)


def test_celui_qu_un_agent_a_saisi_se_montre_aussi(d: Dossier) -> None:
    ajouter_logement_offert(d.base, libelle="Les Lilas, porte 4", type="T3")
    fait = importer(d, liste(d, CHEZ_ERDRE, titres=TITRES))
    assert [x.autres for x in fait.doublons_probables] == [("Les Lilas, porte 4, T3 (saisi à la main)",)]


@pytest.mark.parametrize(
    ("change", "attendu"),
    [
        ({}, True), ({"surface": 6600}, True), ({"surface": 6601}, False), ({"loyer": 42_000}, True),
        ({"loyer": 42_200}, False), ({"type": "T4"}, False), ({"commune": "Orvault"}, False), ({"type": None}, True),
        ({"emetteur": "ERDRE"}, False), ({"emetteur": None}, True),
        ({"type": None, "surface": None, "loyer": None}, False), ({"bailleur_id": UUID(int=7)}, True),
    ],
    ids=str,
)
def test_ce_qui_rapproche_et_ce_qui_distingue(change: dict[str, Any], attendu: bool) -> None:
    assert peut_etre_le_meme(UNE, autre(**change)) is attendu
    assert peut_etre_le_meme(autre(**change), UNE) is attendu


@pytest.mark.parametrize("colonne", ["porte", "batiment", "etage"])
def test_deux_portes_dites_differentes_sont_deux_logements(colonne: str) -> None:
    une, deux = (1, 2) if colonne == "etage" else ("1", "2")
    assert not peut_etre_le_meme(autre(**{colonne: une, "emetteur": "Erdre"}), autre(**{colonne: deux}))


def test_un_repris_ou_un_autre_lieu_ne_se_montrent_pas() -> None:
    vus = {UNE.id}
    assert len(doublons_probables([UNE, autre()], vus)) == 1
    assert doublons_probables([UNE, autre(repris_le=AU)], vus) == ()
    assert doublons_probables([UNE, autre(libelle="Les Pins")], vus) == ()
    assert doublons_probables([UNE, autre()], ()) == ()


@pytest.mark.parametrize(("combien", "fin"), [(4, "n°4"), (5, "n°4 ; et 1 autre"), (12, "n°4 ; et 8 autres")])
def test_une_residence_entiere_se_dit_en_quelques_mots(combien: int, fin: str) -> None:
    doublon = DoublonProbable("Les Lilas", tuple(f"n°{n + 1}" for n in range(combien)))
    assert doublon.dits.startswith("n°1 ; n°2 ; ")
    assert doublon.dits.endswith(fin)
