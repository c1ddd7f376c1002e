"""Le barème de minoration se tape ligne à ligne, sans croisement ; A04.4 se juge d'après le plafond calculé au bail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.regles.charte.constat import Constat
from relogement.services.annulation import annuler
from relogement.services.baremes_minoration import ajouter_ligne_minoration, lignes_minoration
from relogement.services.charte import constats_menage
from relogement.services.corrections import corriger, retirer
from relogement.services.indemnites import noter_minoration
from relogement.services.menages import modifier_personne, noter_ressource
from relogement.services.operations import modifier_operation
from relogement.services.vivier import corriger_logement_offert
from relogement.stockage.base import Base
from relogement.stockage.faits import faits_menages
from relogement.vocabulaire import NatureRessource, ZoneMinoration
from tests.outils import cle
from tests.ui.fiches.dossiers import Essai, preparer

JOUR = date(2021, 10, 1)
LIGNE: dict[str, Any] = {
    "du": JOUR, "zone": ZoneMinoration.DEUX, "pieces_min": 3, "pieces_max": 4, "montant": 123_400,
    "reference": "Note inventée",
}
ENFANT = date(2015, 6, 1)


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Essai]:
    """Une mère et son enfant, logés par une démolition de l'ANRU."""
    fait = preparer(tmp_path)
    modifier_operation(fait.base, fait.fiche.operation["id"], anru=True)
    yield fait
    fait.base.fermer()


def textes(base: Base) -> list[str]:
    return [t.ligne.texte for t in lignes_minoration(base)]


def ajouter(base: Base, **change: Any) -> UUID:
    return cle(ajouter_ligne_minoration(base, **(LIGNE | change)))


def test_une_ligne_s_ajoute_se_corrige_se_retire_et_chaque_geste_s_annule(essai: Essai) -> None:
    base = essai.base
    fait = ajouter_ligne_minoration(base, **LIGNE)
    assert [(t.id, t.ligne.montant) for t in lignes_minoration(base)] == [(fait.id, 123_400)]
    corrige = corriger(base, "ligneminoration", cle(fait), montant=99_900)
    assert lignes_minoration(base)[0].ligne.montant == 99_900
    retire = retirer(base, "ligneminoration", cle(fait))
    assert textes(base) == []
    for geste, attendu in ((retire, [99_900]), (corrige, [123_400]), (fait, [])):
        assert geste.geste_id is not None
        annuler(base, geste.geste_id)
        assert [t.ligne.montant for t in lignes_minoration(base)] == attendu


@pytest.mark.parametrize(("change", "champ", "dit"), [
    ({"montant": 0}, "montant", "supérieur à zéro"),
    ({"montant": None}, "montant", "supérieur à zéro"),
    ({"reference": "  "}, "reference", "le texte qui donne"),
    ({"du": date(2021, 9, 30)}, "du", "Avant le 01/10/2021"),
    ({"au": date(2021, 9, 30)}, "au", "ne peut pas précéder"),
    ({"pieces_min": 4, "pieces_max": 3}, "pieces_max", "plus petit"),
    ({"pieces_min": 0}, "pieces_min", "au moins 1"),
])
def test_une_ligne_mal_tapee_est_refusee_pres_de_son_champ(
    essai: Essai, change: dict[str, Any], champ: str, dit: str
) -> None:
    with pytest.raises(ErreurMetier, match=dit) as refus:
        ajouter(essai.base, **change)
    assert refus.value.champ == champ
    assert textes(essai.base) == []


def test_une_ligne_d_un_jour_et_un_type_seul_sont_acceptes(essai: Essai) -> None:
    ajouter(essai.base, au=JOUR, pieces_min=3, pieces_max=3)
    assert len(textes(essai.base)) == 1


def test_deux_lignes_ne_repondent_pas_au_meme_bail(essai: Essai) -> None:
    base = essai.base
    premiere = ajouter(base, au=date(2023, 12, 31))
    for change in ({}, {"zone": None}, {"pieces_min": 4, "pieces_max": None}, {"du": date(2023, 12, 31)}):
        with pytest.raises(ErreurMetier, match="répond déjà aux mêmes baux"):
            ajouter(base, **change)
    suivante = ajouter(base, du=date(2024, 1, 1))
    with pytest.raises(ErreurMetier, match="répond déjà"):
        corriger(base, "ligneminoration", premiere, au=date(2024, 1, 1))
    corriger(base, "ligneminoration", suivante, montant=1)
    assert len(textes(base)) == 2


def reloger(essai: Essai, loyer: int = 34_110, **offert: Any) -> UUID:
    """Un bail du 1er octobre 2026 à Nantes, dans un logement livré en 2024."""
    relogement = essai.reloger()
    corriger(essai.base, "relogement", relogement, loyer=loyer)
    (cle_offert,) = essai.fiche.offerts
    corriger_logement_offert(essai.base, cle_offert, **({"neuf": None, "livre_le": date(2024, 3, 1)} | offert))
    return relogement


def a04_4(essai: Essai) -> Constat:
    constats = constats_menage(essai.base, essai.menage, date(2026, 11, 18))
    return next(c for c in constats if c.id == "A04.4")


def plafond(essai: Essai) -> tuple[int | None, str]:
    with essai.base.session() as s:
        (r,) = faits_menages(s, menages=[essai.menage])[essai.menage].relogements
    return r.plafond_apl, r.plafond_manque


def test_le_plafond_du_bail_se_calcule_sans_rien_taper(essai: Essai) -> None:
    reloger(essai)
    montant, manque = plafond(essai)
    assert montant is None
    assert "naissance d'un enfant manque" in manque
    assert "naissance d'un enfant manque" in a04_4(essai).phrase
    modifier_personne(essai.base, essai.personnes[1], naissance=ENFANT)
    montant, manque = plafond(essai)
    assert montant is not None
    assert manque == ""
    # Seul avec un enfant à Nantes, zone 2 : plus que seul, et l'enfant qui gagne sa vie n'est plus à charge.
    noter_ressource(
        essai.base, essai.menage, du=date(2024, 1, 1), personne_id=essai.personnes[1], nature=NatureRessource.SALAIRE,
        montant=300_000,
    )
    moindre, _ = plafond(essai)
    assert moindre is not None
    assert moindre < montant


def test_le_plafond_tape_l_emporte_et_le_logement_ancien_ne_se_calcule_pas(essai: Essai) -> None:
    relogement = reloger(essai)
    corriger(essai.base, "relogement", relogement, plafond_apl=12_300)
    assert plafond(essai) == (12_300, "")
    corriger(essai.base, "relogement", relogement, plafond_apl=None)
    (offert,) = essai.fiche.offerts
    corriger_logement_offert(essai.base, offert, neuf=False)
    assert plafond(essai) == (None, "")


def test_une_commune_sans_zone_connue_le_dit_et_rien_n_est_vert(essai: Essai) -> None:
    modifier_personne(essai.base, essai.personnes[1], naissance=ENFANT)
    reloger(essai, commune="Villeneuve-Inventée")
    constat = a04_4(essai)
    assert constat.etat.value == "INDETERMINEE"
    assert "zone APL de « Villeneuve-Inventée »" in constat.phrase


@pytest.mark.parametrize(("ecart", "etat"), [(1, "A_FAIRE"), (0, "INDETERMINEE")])
def test_a04_4_se_juge_au_centime_pres_sur_le_plafond_calcule(essai: Essai, ecart: int, etat: str) -> None:
    """Au plafond, le loyer avant minoration, inconnu, pourrait le dépasser : rien n'est dit respecté."""
    modifier_personne(essai.base, essai.personnes[1], naissance=ENFANT)
    relogement = reloger(essai)
    montant, _ = plafond(essai)
    assert montant is not None
    corriger(essai.base, "relogement", relogement, loyer=montant + ecart)
    assert a04_4(essai).etat.value == etat


@pytest.mark.parametrize(("avant", "etat"), [(0, "SANS_OBJET"), (1, "RESPECTEE")])
def test_a04_4_demandee_sous_le_plafond_calcule_est_respectee(essai: Essai, avant: int, etat: str) -> None:
    modifier_personne(essai.base, essai.personnes[1], naissance=ENFANT)
    relogement = reloger(essai)
    montant, _ = plafond(essai)
    assert montant is not None
    noter_minoration(
        essai.base, relogement, plafond_apl=None, loyer_avant_minoration=montant + avant, minoration=123_400,
        demandee_le=date(2026, 10, 20),
    )
    assert a04_4(essai).etat.value == etat


def test_une_minoration_nulle_est_refusee(essai: Essai) -> None:
    relogement = reloger(essai)
    with pytest.raises(ErreurMetier, match="n'est pas nulle"):
        noter_minoration(
            essai.base, relogement, plafond_apl=1, loyer_avant_minoration=2, minoration=0,
            demandee_le=date(2026, 10, 20),
        )
