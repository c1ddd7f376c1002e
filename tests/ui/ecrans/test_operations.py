"""La liste des opérations et la fiche d'une opération nouvelle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_operations
from relogement.vocabulaire import GenreBailleur, NatureOperation
from tests.ui.outils import MIDI, base_neuve, operation
from ui.app import Assemblage, assembler
from ui.ecrans.operation.page import PageOperation
from ui.ecrans.operations import EcranOperations
from ui.fiches.operation import FicheOperation

REMPLIE = {
    "code": "DER", "nom": "Les Dervallières", "nature": "demolition", "anru": "non", "qpv": "oui",
    "bailleur": "Habitat du Val", "genre_bailleur": "sem", "communes": "Nantes", "commune_pilote": "oui",
    "annonce_le": "15/01/2026", "travaux_le": "01/09/2027",
}


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return base_neuve(tmp_path)


@pytest.fixture
def assemblage(qtbot: QtBot, base: Base) -> Iterator[Assemblage]:
    fait = assembler(base, horloge=lambda: MIDI)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.show()
    yield fait
    fait.fermer()


@pytest.fixture
def ecran(assemblage: Assemblage) -> EcranOperations:
    montre = assemblage.fenetre.montrer("operations")
    assert isinstance(montre, EcranOperations)
    return montre


def _remplir(fiche: FicheOperation, **textes: str) -> None:
    for nom, texte in textes.items():
        fiche.formulaire.rangs[nom].saisie.poser(texte)
        fiche.formulaire.rangs[nom].saisie.modifie.emit()


def test_la_fiche_cree_l_operation_puis_mene_a_l_import(
    ecran: EcranOperations, base: Base, assemblage: Assemblage
) -> None:
    ecran.creer()
    assert ecran.fiche is not None
    _remplir(ecran.fiche, **REMPLIE)
    ecran.fiche.formulaire.demander_validation()
    (creee,) = lignes_operations(base)
    assert (creee.code, creee.bailleur) == ("DER", "Habitat du Val")
    assert creee.valeurs["nature"] is NatureOperation.DEMOLITION
    assert creee.valeurs["genre_bailleur"] is GenreBailleur.SEM
    assert (creee.valeurs["anru"], creee.valeurs["qpv"], creee.valeurs["commune_pilote"]) == (False, True, True)
    assert creee.valeurs["demolition_partielle"] is False
    assert creee.valeurs["travaux_le"] == date(2027, 9, 1)
    page = assemblage.fenetre.montrer("operation")
    assert isinstance(page, PageOperation)
    assert page.onglets.cle == "import"
    assert base.brouillon("operation") == {}


def test_ce_qui_est_tape_survit_a_la_fermeture(ecran: EcranOperations, base: Base) -> None:
    ecran.creer()
    assert ecran.fiche is not None
    _remplir(ecran.fiche, nom="Les Derva")
    ecran.fermer()
    assert base.brouillon("operation") == {"nom": "Les Derva"}
    ecran.creer()
    assert ecran.fiche.formulaire.rangs["nom"].texte == "Les Derva"


def test_un_champ_oublie_se_dit_pres_de_lui_et_rien_n_est_cree(ecran: EcranOperations, base: Base) -> None:
    ecran.creer()
    assert ecran.fiche is not None
    _remplir(ecran.fiche, **(REMPLIE | {"anru": ""}))
    ecran.fiche.formulaire.demander_validation()
    assert "oui ou non" in ecran.fiche.formulaire.rangs["anru"].erreur
    assert lignes_operations(base) == []


def test_un_code_deja_pris_se_dit_pres_du_code(ecran: EcranOperations, base: Base) -> None:
    operation(base, "DER")
    ecran.creer()
    assert ecran.fiche is not None
    _remplir(ecran.fiche, **REMPLIE)
    ecran.fiche.formulaire.demander_validation()
    assert "existe déjà" in ecran.fiche.formulaire.rangs["code"].erreur


@pytest.mark.parametrize(
    ("nature", "partielle", "anru", "caches"),
    [
        ("demolition", "", "non", {"demolition_partielle"}),
        ("demolition", "", "oui", {"demolition_partielle", "commune_pilote"}),
        ("rehabilitation", "non", "non", {"commune_pilote"}),
        ("rehabilitation", "oui", "non", set()),
    ],
)
def test_les_questions_sans_objet_se_cachent(
    ecran: EcranOperations, nature: str, partielle: str, anru: str, caches: set[str]
) -> None:
    ecran.creer()
    assert ecran.fiche is not None
    _remplir(ecran.fiche, nature=nature, demolition_partielle=partielle, anru=anru)
    rangs = ecran.fiche.formulaire.rangs
    assert {nom for nom in ("demolition_partielle", "commune_pilote") if rangs[nom].isHidden()} == caches


def test_une_reponse_cachee_n_est_pas_enregistree(ecran: EcranOperations, base: Base) -> None:
    ecran.creer()
    assert ecran.fiche is not None
    _remplir(ecran.fiche, **REMPLIE)
    _remplir(ecran.fiche, anru="oui")
    ecran.fiche.formulaire.demander_validation()
    assert lignes_operations(base)[0].valeurs["commune_pilote"] is None


def test_une_liste_vide_offre_de_creer_et_une_ligne_ouvre_sa_page(
    ecran: EcranOperations, base: Base, assemblage: Assemblage
) -> None:
    assert ecran.table.isHidden() or not ecran.table.isVisible()
    cle = operation(base)
    ecran.rafraichir()
    assert ecran.table.isVisible()
    ecran.table.choisir(cle)
    ecran.table.ouvrir.emit(cle)
    page = assemblage.fenetre.montrer("operation")
    assert isinstance(page, PageOperation)
    assert page.lecture is not None
    assert page.lecture.operation.id == cle
