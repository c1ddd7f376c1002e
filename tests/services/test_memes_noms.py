"""Un bailleur, un émetteur se reconnaissent à la casse, aux accents et aux blancs près."""

from __future__ import annotations

import pytest

from relogement.modeles import Organisme
from relogement.services.colonnes import choix_de, retenir_colonnes
from relogement.services.import_vivier import emetteurs_connus
from relogement.services.outils import organisme_nomme
from relogement.stockage.lectures_vivier import lignes_vivier
from relogement.tableur.catalogues import GenreListe
from relogement.vocabulaire import GenreBailleur
from tests.services.dossier import Dossier
from tests.services.test_import_vivier import AU, A, B, importer, liste

AUTRES_ECRITURES = ["erdre habitat", "ERDRE HABITAT", "  Erdre   Habitat ", "Érdre habitât"]


@pytest.mark.parametrize("ecrit", AUTRES_ECRITURES)
def test_un_organisme_ne_se_double_pas_pour_une_majuscule(d: Dossier, ecrit: str) -> None:
    with d.base.geste("essai", "Essai") as g:
        premier = organisme_nomme(g.s, "Erdre Habitat", GenreBailleur.HLM)
        g.s.flush()
        assert organisme_nomme(g.s, ecrit).id == premier.id
        assert organisme_nomme(g.s, "Erdre Habitat 2").nom == "Erdre Habitat 2"
        assert premier.nom == "Erdre Habitat"


def test_le_nom_ecrit_exactement_passe_avant_celui_qui_lui_ressemble(d: Dossier) -> None:
    with d.base.geste("essai", "Essai") as g:
        g.s.add_all([Organisme(nom="ERDRE", genre=GenreBailleur.HLM), Organisme(nom="Erdre", genre=GenreBailleur.HLM)])
        g.s.flush()
        assert [organisme_nomme(g.s, nom).nom for nom in ("ERDRE", "Erdre")] == ["ERDRE", "Erdre"]


@pytest.mark.parametrize("ecrit", AUTRES_ECRITURES)
def test_un_emetteur_ecrit_autrement_tient_a_jour_ses_fiches_et_garde_ses_colonnes(d: Dossier, ecrit: str) -> None:
    retenir_colonnes(d.base, GenreListe.VIVIER, "Erdre Habitat", {"a": "loyer"})
    assert choix_de(d.base, GenreListe.VIVIER, ecrit) == {"a": "loyer"}
    importer(d, liste(d, A, B))
    fait = importer(d, liste(d, A), emetteur=ecrit)
    assert (fait.ajoutes, fait.inchanges, fait.absents) == (0, 1, ("Pins",))
    vus = lignes_vivier(d.base, au=AU)
    assert {(v.valeurs["bailleur"], v.valeurs["emetteur"]) for v in vus} == {("Erdre Habitat", "Erdre Habitat")}
    assert [nom for nom in emetteurs_connus(d.base) if "erdre" in nom.casefold()] == ["Erdre Habitat"]
