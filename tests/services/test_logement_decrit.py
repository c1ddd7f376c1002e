"""Un logement décrit à la main deux fois n'est qu'une fiche : sinon il s'offrirait à deux ménages sans un mot."""

from __future__ import annotations

from typing import Any

import pytest

from relogement.commun import ErreurMetier
from relogement.services.import_vivier import importer_vivier
from relogement.services.propositions import envoyer_proposition
from relogement.services.vivier import ajouter_logement_offert, logement_deja_saisi, retirer_logement_offert
from relogement.stockage.lectures_vivier import lignes_vivier
from tests.outils import cle
from tests.services.dossier import ENVOI, Dossier
from tests.services.test_import_vivier import AU, BAILLEUR

DECRIT: dict[str, Any] = {
    "libelle": "Les Lilas", "bailleur": "Erdre Habitat", "reference": "EH-24", "adresse": "1 rue des Lilas",
    "porte": "4", "type": "T3", "surface": 6500, "loyer": 40_000,
}
MOTS: dict[str, Any] = {"libelle": "Les Lilas, porte 4", "bailleur": "Erdre Habitat", "type": "T3"}


def refuse(champ: str) -> Any:
    return pytest.raises(ErreurMetier, match="déjà au vivier, « Les Lilas", check=lambda e: e.champ == champ)


@pytest.mark.parametrize(
    "autre",
    [DECRIT, {"libelle": "Lilas", "bailleur": "erdre habitat", "reference": "eh-24"},
     {"libelle": "Résidence des Lilas", "adresse": "1 r. des Lilas", "porte": "Apt 4"}],
    ids=["pareil", "à sa référence", "à sa porte"],
)
def test_le_meme_logement_decrit_pour_deux_menages_se_refuse_en_le_designant(d: Dossier, autre: dict[str, Any]) -> None:
    envoyer_proposition(d.base, d.menage, None, envoyee_le=ENVOI, nouveau=DECRIT)
    with refuse("logement"):
        envoyer_proposition(d.base, d.autre_menage(), None, envoyee_le=ENVOI, nouveau=autre, raison_envoi="essai")
    with refuse("libelle"):
        ajouter_logement_offert(d.base, **autre)
    (seul,) = lignes_vivier(d.base, au=AU)
    assert logement_deja_saisi(d.base, **autre) == (seul.id, "Les Lilas, EH-24, T3")
    assert len(seul.offre.propositions) == 1


@pytest.mark.parametrize("autre", [MOTS, {"libelle": "LES LILAS  porte 4"}, MOTS | {"type": "T3 bis"}])
def test_les_memes_mots_suffisent_quand_rien_ne_distingue(d: Dossier, autre: dict[str, Any]) -> None:
    envoyer_proposition(d.base, d.menage, None, envoyee_le=ENVOI, nouveau=MOTS)
    with refuse("logement"):
        envoyer_proposition(d.base, d.autre_menage(), None, envoyee_le=ENVOI, nouveau=autre, raison_envoi="essai")


@pytest.mark.parametrize(
    "change",
    [{"libelle": "Les Lilas, porte 5"}, {"type": "T4"}, {"surface": 7000}, {"etage": 3}, {"bailleur": "Logis"},
     {"loyer": 41_000}, {"commune": "Rezé"}],
    ids=lambda c: next(iter(c)),
)
def test_ce_qui_les_distingue_fait_deux_logements(d: Dossier, change: dict[str, Any]) -> None:
    premier = MOTS | {"surface": 6500, "etage": 2, "loyer": 40_000, "commune": "Nantes"}
    envoyer_proposition(d.base, d.menage, None, envoyee_le=ENVOI, nouveau=premier)
    assert logement_deja_saisi(d.base, **premier | change) is None
    envoyer_proposition(d.base, d.autre_menage(), None, envoyee_le=ENVOI, nouveau=premier | change)
    assert len(lignes_vivier(d.base, au=AU)) == 2


def test_un_logement_venu_d_une_liste_se_reconnait_aussi(d: Dossier) -> None:
    importer_vivier(d.base, BAILLEUR, emetteur="Erdre Habitat")
    venu = lignes_vivier(d.base, au=AU)[0].valeurs
    with pytest.raises(ErreurMetier, match="déjà au vivier"):
        ajouter_logement_offert(d.base, libelle="autre", bailleur="ERDRE HABITAT", reference=venu["reference"])


def test_un_logement_retire_ne_compte_plus(d: Dossier) -> None:
    retirer_logement_offert(d.base, cle(ajouter_logement_offert(d.base, **DECRIT)))
    assert logement_deja_saisi(d.base, **DECRIT) is None
    ajouter_logement_offert(d.base, **DECRIT)
