"""Les alertes de la loi à l'écran : elles disent, elles mènent, et une personne les règle sans les effacer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from relogement.regles.alertes.alerte import A_VERIFIER, Niveau
from relogement.regles.alertes.numero_unique import RENOUVELLEMENT
from relogement.regles.charte.constat import Cible, Preuve
from relogement.regles.faits_accompagnement import AlerteReglee
from relogement.services.menages import modifier_menage
from relogement.stockage.base import Base
from tests.ui.ecrans.dossiers import base_neuve, complet, contexte_de
from ui.ecrans.alertes import REGLEE, BlocAlertes, LigneAlerte, style_alerte
from ui.ecrans.menage.page import PageMenage
from ui.ecrans.menage.regard import Regard
from ui.fiches.fiche import FicheDeclaree
from ui.socle.elements import Bouton
from ui.socle.pastille import Pastille

CIBLE = Cible("foyer", "nur")
ALERTE = RENOUVELLEMENT.alerte(
    Niveau.BIENTOT, "Le numéro unique est à renouveler", cible=CIBLE, le=date(2027, 1, 10), depuis=date(2026, 12, 10),
    preuves=(Preuve("nur", "m", date(2026, 1, 10), "Numéro unique"),),
)
EXAMEN = AlerteReglee("e", "L4", date(2026, 12, 11), "Mme Robin", "renouvelé en ligne")


def bouton(zone: QWidget, mot: str) -> Bouton:
    (trouve,) = [b for b in zone.findChildren(Bouton) if b.text() == mot]
    return trouve


def textes(zone: QWidget) -> str:
    return "\n".join(t.text() for t in zone.findChildren(QLabel) if t.isVisibleTo(zone))


@pytest.fixture
def bloc(qtbot: QtBot) -> BlocAlertes:
    fait = BlocAlertes()
    qtbot.addWidget(fait)
    return fait


def test_une_ligne_dit_son_niveau_sa_date_sa_phrase_et_mene_ou_cela_se_suit(qtbot: QtBot, bloc: BlocAlertes) -> None:
    bloc.montrer([ALERTE])
    (ligne,) = bloc.lignes
    assert style_alerte(ALERTE).mot == "bientôt"
    assert "Numéro unique (NUR) à renouveler" in textes(bloc)
    assert A_VERIFIER in ALERTE.phrase
    assert ALERTE.phrase in textes(bloc)
    with qtbot.waitSignal(bloc.vise) as vise:
        QTest.keyClick(ligne, Qt.Key.Key_Return)
    assert vise.args == [CIBLE]
    with qtbot.waitSignal(bloc.regle) as regle:
        bouton(ligne, "Régler…").click()
    assert regle.args == ["L4"]


def test_les_preuves_se_montrent_a_la_demande(bloc: BlocAlertes) -> None:
    bloc.montrer([ALERTE])
    preuve = "10/01/2026 · Numéro unique"
    assert preuve not in textes(bloc)
    bouton(bloc, "Preuves").click()
    assert preuve in textes(bloc)


def test_une_alerte_reglee_reste_a_la_fin_et_ne_se_regle_plus(bloc: BlocAlertes) -> None:
    reglee = replace(ALERTE, examens=(EXAMEN,))
    bloc.montrer([reglee, ALERTE])
    assert [ligne.alerte for ligne in bloc.lignes] == [ALERTE, reglee]
    assert style_alerte(reglee) == REGLEE
    assert "Mme Robin" in textes(bloc.lignes[1])
    assert [b.text() for b in bloc.lignes[1].findChildren(Bouton)] == ["Preuves"]


def test_sans_alerte_le_bloc_se_cache_et_un_autre_jour_rien_ne_s_y_regle(bloc: BlocAlertes) -> None:
    bloc.montrer([ALERTE], reglable=False)
    assert not bloc.isHidden()
    assert "Régler…" not in [b.text() for b in bloc.findChildren(Bouton)]
    bloc.montrer([])
    assert bloc.isHidden()
    assert bloc.lignes == []


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    faite = base_neuve(tmp_path)
    yield faite
    faite.fermer()


@pytest.fixture
def page(qtbot: QtBot, base: Base, tmp_path: Path) -> PageMenage:
    cle = complet(base, tmp_path)
    modifier_menage(base, cle, nur_le=date(2025, 11, 18))
    faite = PageMenage(contexte_de(base))
    qtbot.addWidget(faite)
    faite.resize(1440, 900)
    with qtbot.waitExposed(faite):
        faite.show()
    faite.aller(cle)
    return faite


def ligne(page: PageMenage, alerte: str) -> LigneAlerte:
    (trouvee,) = [x for x in page.alertes.lignes if x.alerte.id == alerte]
    return trouvee


def test_dans_la_page_une_alerte_se_regle_et_se_montre_reglee(page: PageMenage) -> None:
    assert ligne(page, "L4").alerte.niveau is Niveau.ECHUE
    bouton(ligne(page, "L4"), "Régler…").click()
    fiche = page.accueil.fiche
    assert isinstance(fiche, FicheDeclaree)
    assert {nom: fiche.textes()[nom] for nom in ("alerte", "qui", "le")} == {
        "alerte": "L4", "qui": "Nadia R.", "le": "18/11/2026",
    }
    fiche.formulaire.rangs["note"].reprendre("Attestation demandée")
    fiche.formulaire.demander_validation()
    assert not page.accueil.ouverte
    reglee = ligne(page, "L4").alerte.reglee
    assert reglee is not None
    assert (reglee.qui, reglee.note) == ("Nadia R.", "Attestation demandée")


def test_dans_la_page_une_alerte_mene_a_son_champ(page: PageMenage) -> None:
    QTest.mouseClick(ligne(page, "L4"), Qt.MouseButton.LeftButton)
    assert page.accueil.nom == "nur"


def test_un_autre_jour_montre_les_alertes_de_ce_jour_sans_rien_regler(page: PageMenage) -> None:
    page.panneau._regarder(Regard(date(2026, 11, 17)))
    vue = ligne(page, "L4")
    assert vue.alerte.niveau is Niveau.BIENTOT
    assert "Régler…" not in [b.text() for b in vue.findChildren(Bouton)]


def test_plie_il_dit_ses_comptes_et_se_deplie(qtbot: QtBot) -> None:
    bloc = BlocAlertes(plie=True)
    qtbot.addWidget(bloc)
    info = replace(ALERTE, nature=replace(ALERTE.nature, id="L9"), niveau=Niveau.INFO)
    bloc.montrer([info, replace(ALERTE, nature=replace(ALERTE.nature, id="L5"), examens=(EXAMEN,)), ALERTE])
    assert [x.alerte.id for x in bloc.lignes] == ["L4", "L9", "L5"]
    assert not [x for x in bloc.lignes if x.isVisibleTo(bloc)]
    assert [p.accessibleName() for p in bloc.findChildren(Pastille) if p.isVisibleTo(bloc)] == [
        "1 : bientôt", "1 : pour information", "1 : réglée"
    ]
    bloc.plis.click()
    assert all(x.isVisibleTo(bloc) for x in bloc.lignes)
    bloc.plis.click()
    assert not [x for x in bloc.lignes if x.isVisibleTo(bloc)]
