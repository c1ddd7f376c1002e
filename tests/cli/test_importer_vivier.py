"""La commande `importer vivier` : simuler, importer, dire ce qui diffère et ce qui n'est plus dans la liste."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.outils import Lancer, objet, phrase

DONNEES = Path(__file__).parent.parent / "donnees" / "vivier"
LISTE, PREFECTURE = str(DONNEES / "vivier_bailleur.xlsx"), str(DONNEES / "vivier_prefecture.csv")


def test_la_liste_se_simule_s_importe_et_ne_change_rien_la_seconde_fois(remplie: Lancer) -> None:
    commande = ("importer", "vivier", LISTE, "--bailleur", "Erdre Habitat")
    simule = objet(remplie(*commande, "--simuler", "--json"))
    assert (simule["logements"], simule["ajoutes"], len(simule["a_corriger"])) == (4, 4, 4)
    assert objet(remplie(*commande, "--json"))["ajoutes"] == 4
    encore = objet(remplie(*commande, "--json"))
    assert (encore["ajoutes"], encore["modifies"], encore["inchanges"], encore["divergences"]) == (0, 0, 4, [])


def test_un_reservataire_envoie_la_sienne(remplie: Lancer) -> None:
    lu = objet(remplie("importer", "vivier", PREFECTURE, "--reservataire", "etat", "--json"))
    assert (lu["logements"], lu["ajoutes"], lu["absents"]) == (2, 2, [])


def test_le_texte_dit_chaque_cellule_a_revoir(remplie: Lancer) -> None:
    code, sortie, erreur = remplie("importer", "vivier", LISTE, "--bailleur", "Erdre Habitat", "--simuler")
    assert (code, erreur) == (0, "")
    assert sortie.startswith("Simulation, rien n'est écrit. 4 logements, 1 ligne en double.")
    assert "ligne 9, Loyer HC : « -3 ». Le loyer est négatif" in sortie


@pytest.mark.parametrize("contenu", [b"", b"%PDF-1.4", b"bonjour"])
def test_un_fichier_qui_n_est_pas_une_liste_se_dit(remplie: Lancer, tmp_path: Path, contenu: bytes) -> None:
    chemin = tmp_path / "liste.xlsx"
    chemin.write_bytes(contenu)
    phrase(remplie("importer", "vivier", str(chemin), "--bailleur", "Erdre Habitat"))
