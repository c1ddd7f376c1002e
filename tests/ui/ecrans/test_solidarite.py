"""L'onglet Solidarité : les promesses et les bilans s'y notent, les relogements et les souhaits s'y lisent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from relogement.regles.convention.objectifs import Atteinte, Cibles, Prioritaires, TotalAttributions
from relogement.regles.convention.part import Part
from relogement.regles.convention.solidarite import LigneSolidarite
from relogement.services.menages import creer_menage, noter_souhaits
from relogement.services.propositions import accepter_proposition, envoyer_proposition
from relogement.services.relogements import enregistrer_demenagement, signer_bail
from relogement.services.solidarite import tableau_solidarite
from relogement.services.vivier import ajouter_logement_offert
from relogement.stockage.base import Base
from relogement.vocabulaire import GenreActeur, Reservataire, Rester
from tests.outils import Horloge, cle
from tests.ui.conduite import Conduite
from tests.ui.outils import base_neuve, operation
from ui.app import assembler
from ui.ecrans.menage.grille import Grille
from ui.ecrans.operation.page import PageOperation
from ui.ecrans.operation.solidarite import dire_cibles, dire_ecart, dire_prioritaires, dire_souhaits
from ui.fiches.cibles_operation import but

JOUR = date(2026, 11, 18)


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return base_neuve(tmp_path)


@pytest.fixture
def bellevue(base: Base) -> UUID:
    """Une opération dont un ménage, qui voulait rester, est relogé à Rezé chez Val Habitat."""
    faite = operation(base)
    menage = cle(creer_menage(base, faite, nom="BENALI Leïla"))
    noter_souhaits(base, menage, le=date(2026, 3, 1), rester=Rester.RESTER)
    logement = cle(ajouter_logement_offert(base, libelle="Tilleuls", bailleur="Val Habitat", commune="Rezé"))
    p = cle(envoyer_proposition(base, menage, logement, envoyee_le=date(2026, 6, 1), hors_quartier=True))
    accepter_proposition(base, p, le=date(2026, 6, 10))
    bail = cle(signer_bail(base, menage, p, bail_signe_le=date(2026, 7, 1), reservataire=Reservataire.ETAT))
    enregistrer_demenagement(base, bail, le=date(2026, 8, 1))
    return faite


@pytest.fixture
def c(qtbot: QtBot, base: Base, bellevue: UUID) -> Iterator[Conduite]:
    """La fenêtre, ouverte sur l'onglet Solidarité."""
    horloge = Horloge(JOUR)
    fait = assembler(base, None, horloge)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.resize(1440, 900)
    fait.fenetre.show()
    fait.fenetre.activateWindow()
    qtbot.waitUntil(fait.fenetre.isActiveWindow)
    page = fait.fenetre.montrer("operation", id=bellevue)
    assert isinstance(page, PageOperation)
    page.viser("solidarite")
    yield Conduite(qtbot, fait, horloge)
    fait.fermer()


def rangee(c: Conduite, titre: str, nom: str) -> list[str]:
    """La ligne de ce nom dans le tableau de ce titre, telle qu'elle se lit."""
    (grille,) = [g for g in c.vus(Grille) if titre in [t.text() for t in _textes(g)]]
    lus = [t.text() for t in _textes(grille)]
    rang = lus.index(nom)
    return lus[rang : rang + 7]


def _textes(widget: QWidget) -> list[QLabel]:
    return widget.findChildren(QLabel)


def test_la_cible_de_l_article_13_ouvre_l_onglet(c: Conduite) -> None:
    (page,) = c.vus(PageOperation)
    assert page.onglets.cle == but("solidarite").volet == "solidarite"
    assert "1 relogement définitif au 18/11/2026 ; souhaits de rester ou de partir : 0 honoré sur 1." in c.textes()


def test_un_accord_se_note_se_compare_se_corrige_et_se_retire(c: Conduite, base: Base, bellevue: UUID) -> None:
    assert rangee(c, "Par bailleur d'accueil", "Val Habitat") == ["Val Habitat", "–", "1", "–", "0", "1", "0"]
    c.cliquer("Noter un accord local")
    c.faire("Enregistrer", genre="bailleur", acteur="val habitat", promis="3", source="Convention", du="01/01/2026")
    assert rangee(c, "Par bailleur d'accueil", "val habitat") == ["val habitat", "3", "1", "2", "0", "1", "0"]
    c.cliquer("Modifier l'accord de val habitat")
    c.faire("Enregistrer", promis="1")
    assert rangee(c, "Par bailleur d'accueil", "val habitat")[3] == "tenu"
    c.cliquer("Modifier l'accord de val habitat")
    c.cliquer("Retirer")
    assert tableau_solidarite(base, bellevue, JOUR).accords == ()
    c.fait.contexte.annuler_dernier()
    assert [a.promis for a in tableau_solidarite(base, bellevue, JOUR).accords] == [1]


def test_un_reservataire_se_choisit_dans_sa_liste(c: Conduite, base: Base, bellevue: UUID) -> None:
    c.cliquer("Noter un accord local")
    c.remplir(genre="reservataire")
    c.faire("Enregistrer", reservataire="etat", promis="2", source="Protocole", du="01/01/2026")
    assert rangee(c, "Par réservataire", "État (préfecture)")[:4] == ["État (préfecture)", "2", "1", "1"]
    c.cliquer("Modifier l'accord de État (préfecture)")
    c.faire("Enregistrer", promis="4")
    (accord,) = tableau_solidarite(base, bellevue, JOUR).accords
    assert (accord.acteur, accord.promis) == ("État (préfecture)", 4)


def test_sans_nom_l_accord_dit_pres_du_champ_ce_qui_manque(c: Conduite) -> None:
    c.cliquer("Noter un accord local")
    c.remplir(genre="commune", promis="2", source="Protocole", du="01/01/2026")
    c.cliquer("Enregistrer")
    assert "Indiquez qui : le bailleur, le réservataire ou la commune." in c.textes()


def test_les_attributions_d_une_annee_disent_ou_en_est_l_objectif(c: Conduite) -> None:
    c.cliquer("Noter une année")
    c.faire(
        "Enregistrer", genre="bailleur", acteur="Val Habitat", annee="2025", source="Bilan de la CIL",
        attributions="400", prioritaires="99", hors_qpv="300", prioritaires_hors_qpv="33", en_qpv="100",
        cibles_en_qpv="31",
    )
    textes = c.textes()
    assert "24,8\u00a0% : sous l'objectif (25 %)" in textes
    assert "33,3\u00a0%" in textes
    assert "31,0\u00a0% : au-delà de l'objectif (20 à 30 %)" in textes


def test_un_souhait_sans_reponse_mene_au_dossier_du_menage(c: Conduite) -> None:
    assert "Souhait sans réponse : 1" in c.textes()
    c.cliquer("BEL-0001")
    c.faire("Enregistrer", reponse="Rien de libre dans le quartier", le="18/11/2026")
    c.fait.contexte.naviguer("operation", section="solidarite")
    assert "Rien ne manque aux ménages relogés." in c.textes()


def ligne(promis: int | None, faits: int) -> LigneSolidarite:
    return LigneSolidarite(GenreActeur.BAILLEUR, "Val", promis, faits, Part(0, 0))


def test_ce_qui_reste_d_une_promesse_se_dit() -> None:
    assert [dire_ecart(ligne(p, 3)) for p in (None, 5, 3, 1)] == ["–", "2", "tenu", "2 de plus"]


def test_l_inconnu_ne_se_dit_jamais_zero() -> None:
    total = TotalAttributions("t", 2025, GenreActeur.BAILLEUR, "Val", 400)
    assert dire_souhaits(Part(0, 0, 3)) == "0 honoré sur 0, 3 inconnus"
    assert dire_prioritaires(Prioritaires(total, Part(0, 0, 400), Part(0, 0), Part(0, 0), 25, None)) == "inconnu"
    assert dire_cibles(None) == "inconnu"
    cibles = Cibles(total, Part(20, 100), 20, 30, Atteinte.ATTEINT)
    assert dire_cibles(cibles) == "20,0\u00a0% : dans l'objectif (20 à 30 %)"
