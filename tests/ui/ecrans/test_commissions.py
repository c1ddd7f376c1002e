"""L'écran des commissions : convoquer, inscrire, décider, imprimer, comme une personne."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from relogement.services.commissions import Inscription, convoquer_commission, decider, retirer_commission
from relogement.stockage.base import Base
from relogement.stockage.lectures_commissions import lignes_commissions, passages_commission
from relogement.vocabulaire import DecisionCommission, OriginePassage
from tests.ui.conduite import taper
from tests.ui.ecrans import dossiers
from tests.ui.socle.faux import FaussesInvites
from ui.ecrans.commissions.ecran import EcranCommissions
from ui.fiches.fiche import FicheDeclaree

AUJOURD_HUI = date(2026, 11, 18)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte = dossiers.base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


@pytest.fixture
def operation(base: Base) -> UUID:
    """Une démolition ANRU de deux ménages, annoncée il y a plus de six mois : leur examen est en retard."""
    from relogement.services.operations import modifier_operation

    cle = dossiers.operation(base)
    modifier_operation(base, cle, anru=True)
    dossiers.menage(base, cle)
    dossiers.menage(base, cle, "M. PICHON Jean", porte="303")
    return cle


def montrer(base: Base, qtbot: QtBot, *reponses: object) -> EcranCommissions:
    """L'écran, montré."""
    ecran = EcranCommissions(dossiers.contexte_de(base, FaussesInvites(*reponses)))
    qtbot.addWidget(ecran)
    ecran.show()
    return ecran


def cliquer(ecran: EcranCommissions, mot: str) -> None:
    """Clique le seul bouton visible de ce nom."""
    vus = [b for b in ecran.findChildren(QAbstractButton) if b.isVisible()]
    (bouton,) = [b for b in vus if mot in (b.text().strip(), b.accessibleName())]
    bouton.click()


def textes(ecran: EcranCommissions) -> str:
    """Tout ce qui se lit."""
    return "\n".join(t.text() for t in ecran.findChildren(QLabel) if t.isVisible())


def fiche(ecran: EcranCommissions) -> FicheDeclaree:
    """La fiche ouverte."""
    assert isinstance(ecran.accueil.fiche, FicheDeclaree)
    return ecran.accueil.fiche


def remplir(ecran: EcranCommissions, **textes: str) -> None:
    """Tape dans la fiche et la valide."""
    formulaire = fiche(ecran).formulaire
    for nom, texte in textes.items():
        formulaire.rangs[nom].reprendre(texte)
    formulaire.demander_validation()


def tenir(base: Base, operation: UUID, le: date = date(2026, 11, 10)) -> UUID:
    """Une séance où passe le premier ménage."""
    from relogement.stockage.lectures import lignes_menages

    menage = lignes_menages(base, operation, au=AUJOURD_HUI)[0].id
    faits = convoquer_commission(base, operation, le=le, inscrits=[Inscription(menage)])
    assert faits.id is not None
    return faits.id


def test_sans_operation_on_dit_par_ou_commencer(base: Base, qtbot: QtBot) -> None:
    ecran = montrer(base, qtbot)
    with qtbot.waitSignal(ecran._contexte.erreur) as signal:
        cliquer(ecran, "Convoquer la première commission")
    assert signal.args is not None
    assert "Créez d'abord une opération" in str(signal.args[0].phrase)


def test_convoquer_propose_ceux_que_la_charte_demande_et_montre_la_seance(
    base: Base, operation: UUID, qtbot: QtBot
) -> None:
    ecran = montrer(base, qtbot)
    cliquer(ecran, "Convoquer la première commission")
    coches = fiche(ecran).formulaire.rangs["menages"].texte.split(",")
    assert len(coches) == 2
    remplir(ecran, le="10/12/2026", lieu="Mairie", menages=coches[0])
    (seance,) = lignes_commissions(base)
    assert (seance.operation_id, seance.le, seance.inscrits) == (operation, date(2026, 12, 10), 1)
    assert passages_commission(base, seance.id)[0].origine is OriginePassage.REGLE
    assert "Commission du jeudi 10 décembre 2026" in textes(ecran)
    assert "à décider" in textes(ecran)


@pytest.mark.usefixtures("operation")
def test_une_convocation_sans_date_garde_la_frappe_et_le_dit(base: Base, qtbot: QtBot) -> None:
    ecran = montrer(base, qtbot)
    ecran.convoquer()
    taper(fiche(ecran).formulaire.rangs["lieu"], "Salle des fêtes")
    remplir(ecran)
    assert "Indiquez le jour de la séance" in textes(ecran)
    fiche(ecran).quitte.emit()
    ecran.convoquer()
    assert fiche(ecran).formulaire.rangs["lieu"].texte == "Salle des fêtes"
    assert lignes_commissions(base) == []


def test_decider_se_lit_sur_la_ligne_puis_se_retire(base: Base, operation: UUID, qtbot: QtBot) -> None:
    seance = tenir(base, operation)
    ecran = montrer(base, qtbot)
    ecran.montrer_seance(seance)
    cliquer(ecran, "Décider : Mme BENALI Leïla")
    assert "Décision de la commission : Mme BENALI Leïla (BEL-0001)" in textes(ecran)
    remplir(ecran, decision=DecisionCommission.RECHERCHER.value, precision="T3 à Rezé")
    assert "poursuivre la recherche : T3 à Rezé" in textes(ecran)
    cliquer(ecran, "Retirer la décision : Mme BENALI Leïla")
    assert "à décider" in textes(ecran)


def test_une_derogation_sans_precision_se_refuse_dans_la_fiche(base: Base, operation: UUID, qtbot: QtBot) -> None:
    ecran = montrer(base, qtbot)
    ecran.montrer_seance(tenir(base, operation))
    cliquer(ecran, "Décider : Mme BENALI Leïla")
    remplir(ecran, decision=DecisionCommission.DEROGER.value)
    assert "Écrivez à quoi la commission déroge" in textes(ecran)
    assert ecran.accueil.ouverte


def test_on_ne_decide_pas_avant_la_seance(base: Base, operation: UUID, qtbot: QtBot) -> None:
    ecran = montrer(base, qtbot)
    ecran.montrer_seance(tenir(base, operation, date(2026, 12, 10)))
    noms = [b.accessibleName() for b in ecran.findChildren(QAbstractButton) if b.isVisible()]
    assert not [n for n in noms if n.startswith("Décider")]
    assert "Ôter de l'ordre du jour : Mme BENALI Leïla" in noms


def test_on_inscrit_un_menage_avec_son_motif(base: Base, operation: UUID, qtbot: QtBot) -> None:
    seance = tenir(base, operation)
    ecran = montrer(base, qtbot)
    ecran.montrer_seance(seance)
    cliquer(ecran, "Inscrire des ménages")
    (seul,) = [code for code, _ in fiche(ecran).formulaire.rangs["menages"].champ.codes]
    remplir(ecran, menages=seul, motif="Handicap apparu")
    assert "Handicap apparu" in textes(ecran)
    assert len(passages_commission(base, seance)) == 2


def test_la_cible_d_une_operation_mene_a_sa_derniere_seance_ou_a_sa_convocation(
    base: Base, operation: UUID, qtbot: QtBot
) -> None:
    ecran = montrer(base, qtbot)
    ecran.aller(operation=operation)
    assert ecran.accueil.nom == "commission"
    tenir(base, operation, date(2026, 10, 1))
    tenir(base, operation)
    ecran.aller(operation=operation)
    assert "Commission du mardi 10 novembre 2026" in textes(ecran)


def test_une_seance_retiree_ailleurs_ramene_a_la_liste(base: Base, operation: UUID, qtbot: QtBot) -> None:
    seance = tenir(base, operation)
    ecran = montrer(base, qtbot)
    ecran.montrer_seance(seance)
    ecran._contexte.executer(retirer_commission, seance)
    assert "Commissions" in textes(ecran)
    assert not ecran.seance.isVisible()


def test_imprimer_ecrit_le_proces_verbal(base: Base, operation: UUID, qtbot: QtBot, tmp_path: Path) -> None:
    seance, sortie = tenir(base, operation), tmp_path / "pv.pdf"
    decider(base, passages_commission(base, seance)[0].id, decision=DecisionCommission.RECHERCHER)
    ecran = montrer(base, qtbot, sortie)
    ecran.montrer_seance(seance)
    dits: list[Any] = []
    ecran._contexte.change.connect(lambda _, phrase: dits.append(phrase))
    cliquer(ecran, "Imprimer")
    qtbot.waitUntil(lambda: "Document écrit : pv.pdf" in dits)
    assert sortie.read_bytes().startswith(b"%PDF")
