"""Aujourd'hui : ce qui attend se voit, se filtre, et chaque ligne ouvre le champ qui la règle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from relogement.regles.echeances import Surveillance, Urgence
from relogement.services import entretiens, menages
from relogement.stockage.base import Base
from tests.ui.ecrans import dossiers
from tests.ui.socle.faux import FaussesInvites
from ui.ecrans.aujourdhui.carte import PREMIERES, SUITE
from ui.ecrans.aujourdhui.ecran import EcranAujourdhui
from ui.ecrans.aujourdhui.ligne import situation


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte = dossiers.base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


@pytest.fixture
def benali(base: Base) -> UUID:
    """Un ménage de Bellevue, suivi par Nadia R., jamais rencontré : son entretien est en retard."""
    cle = dossiers.menage(base, dossiers.operation(base))
    menages.affecter_referent(base, cle, agent="Nadia R.", du=date(2026, 1, 20), dit_le=date(2026, 1, 20))
    return cle


def ecran_de(base: Base, qtbot: QtBot, invites: FaussesInvites | None = None) -> EcranAujourdhui:
    """L'écran de Nadia R., lu ; ses navigations sont dans `navigations`."""
    ecran = EcranAujourdhui(dossiers.contexte_de(base, invites))
    qtbot.addWidget(ecran)
    ecran.relire()
    return ecran


def entendre(ecran: EcranAujourdhui) -> list[tuple[str, dict[str, Any]]]:
    """Ce que l'écran demande à la fenêtre, à mesure."""
    entendu: list[tuple[str, dict[str, Any]]] = []
    ecran._contexte.navigation.connect(lambda ou, cible: entendu.append((ou, cible)))
    return entendu


def en_retard(ecran: EcranAujourdhui) -> list[str]:
    """Les obligations des lignes en retard."""
    return [ligne.echeance.attente.constat.id for ligne in ecran.cartes[Urgence.EN_RETARD].lignes]


def test_une_base_vide_dit_par_ou_commencer(base: Base, qtbot: QtBot) -> None:
    ecran = ecran_de(base, qtbot)
    assert ecran._pile.currentIndex() == 1
    dossiers.menage(base, dossiers.operation(base))
    ecran.relire()
    assert ecran._pile.currentIndex() == 0


@pytest.mark.usefixtures("benali")
def test_le_titre_dit_le_jour_et_les_comptes(base: Base, qtbot: QtBot) -> None:
    ecran = ecran_de(base, qtbot)
    retards = len(en_retard(ecran))
    assert ecran.titre.text() == "Aujourd'hui, mercredi 18 novembre 2026"
    assert ecran.situe.text().startswith(f"{retards} échéance")
    assert "A03.2" in en_retard(ecran)


def test_une_ligne_ouvre_le_champ_qui_la_regle(base: Base, benali: UUID, qtbot: QtBot) -> None:
    ecran = ecran_de(base, qtbot)
    entendu = entendre(ecran)
    ligne = next(
        x for x in ecran.cartes[Urgence.EN_RETARD].lignes if x.echeance.attente.constat.id == "A03.2"
    )
    assert ligne.bouton.text() == "Mener l'entretien"
    ligne.bouton.click()
    assert entendu == [
        ("menage", {"id": benali, "section": "entretiens", "champ": "entretien", "fiche": None})
    ]


@pytest.mark.usefixtures("benali")
def test_une_ligne_dit_ou_vit_le_menage_jusqu_a_sa_porte(base: Base, qtbot: QtBot) -> None:
    ligne = ecran_de(base, qtbot).cartes[Urgence.EN_RETARD].lignes[0]
    assert situation(ligne.echeance) == "BEL-0001 · bât. B A 302"


def test_ce_qui_est_regle_s_en_va(base: Base, qtbot: QtBot) -> None:
    cle = dossiers.menage(base, dossiers.operation(base))
    ecran = ecran_de(base, qtbot)
    assert "A03.1" in en_retard(ecran)
    ecran._contexte.executer(
        menages.affecter_referent, cle, agent="Nadia R.", du=date(2026, 11, 18), dit_le=date(2026, 11, 18)
    )
    ecran.relire()
    assert "A03.1" not in en_retard(ecran)


@pytest.mark.usefixtures("benali")
def test_le_compte_du_rail_suit_le_filtre(base: Base, qtbot: QtBot) -> None:
    dossiers.menage(base, dossiers.operation(base, "MAL"), "M. PICHON Jean")
    ecran = ecran_de(base, qtbot)
    assert ecran.filtres.agents.currentText() == "Mes ménages"
    assert {x.echeance.reference for x in ecran.cartes[Urgence.EN_RETARD].lignes if x.echeance.menage} == {"BEL-0001"}
    with qtbot.waitSignal(ecran.compte) as signal:
        ecran.filtres.agents.setCurrentText("Tous les agents")
    tous = ecran.montree
    assert tous is not None
    assert signal.args == [len(tous.urgentes(Urgence.EN_RETARD))]
    assert {e.operation for e in tous.echeances if e.menage} == {"BEL", "MAL"}


@pytest.mark.usefixtures("benali")
def test_les_filtres_d_operation_et_d_article_se_croisent(base: Base, qtbot: QtBot) -> None:
    dossiers.menage(base, dossiers.operation(base, "MAL"), "M. PICHON Jean")
    ecran = ecran_de(base, qtbot)
    ecran.filtres.agents.setCurrentText("Tous les agents")
    ecran.filtres.operations.setCurrentIndex(ecran.filtres.operations.findText("MAL · Bellevue Loire"))
    ecran.filtres.articles.setCurrentText("Article 3")
    assert ecran.montree is not None
    assert {(e.operation, e.attente.constat.article) for e in ecran.montree.echeances} == {("MAL", 3)}
    ecran.relire()
    assert ecran.filtres.article == 3


@pytest.mark.usefixtures("benali")
def test_le_choix_de_l_agent_se_garde_d_une_seance_a_l_autre(base: Base, qtbot: QtBot) -> None:
    ecran_de(base, qtbot).filtres.agents.setCurrentText("Tous les agents")
    assert ecran_de(base, qtbot).filtres.agent is None


def test_une_longue_carte_montre_les_premieres_puis_la_suite(base: Base, qtbot: QtBot) -> None:
    operation = dossiers.operation(base)
    for rang in range(5):
        dossiers.menage(base, operation, f"M. N{rang}", porte=str(rang))
    ecran = ecran_de(base, qtbot)
    carte = ecran.cartes[Urgence.EN_RETARD]
    assert ecran.montree is not None
    toutes = len(ecran.montree.urgentes(Urgence.EN_RETARD))
    assert toutes > PREMIERES
    assert len(carte.lignes) == PREMIERES
    carte.suite.click()
    assert len(carte.lignes) == min(toutes, PREMIERES + SUITE)


def test_un_menage_a_surveiller_mene_a_son_champ(base: Base, qtbot: QtBot) -> None:
    cle = dossiers.menage(base, dossiers.operation(base))
    ecran = ecran_de(base, qtbot)
    entendu = entendre(ecran)
    bouton = ecran.surveillance.boutons[Surveillance.SANS_REFERENT]
    assert bouton.text() == "1 ménage sans référent"
    bouton.click()
    ecran.surveillance.menages[Surveillance.SANS_REFERENT][0].click()
    assert entendu == [("menage", {"id": cle, "section": "foyer", "champ": "referent"})]


@pytest.mark.usefixtures("benali")
def test_l_agenda_s_exporte_sans_nom(base: Base, qtbot: QtBot, tmp_path: Path) -> None:
    sortie = tmp_path / "mon agenda.ics"
    ecran = ecran_de(base, qtbot, FaussesInvites(sortie))
    with qtbot.waitSignal(ecran._contexte.change) as signal:
        ecran.agenda.click()
    assert signal.args is not None
    assert "sans aucun nom" in signal.args[1]
    octets = sortie.read_bytes()
    assert b"BEL-0001" in octets
    assert b"BENALI" not in octets


def test_un_changement_ailleurs_se_relit_en_revenant(base: Base, benali: UUID, qtbot: QtBot) -> None:
    ecran = ecran_de(base, qtbot)
    entretiens.enregistrer_entretien(base, benali, le=date(2026, 3, 12))
    ecran._contexte.change.emit(frozenset({"entretien"}), "Entretien enregistré.")
    assert ecran._perimee
    ecran.show()
    assert not ecran._perimee
