"""L'envoi prévient que la décohabitation est restée sans réponse, mène où répondre, et garde ce qui est tapé."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from relogement.services.menages import ajouter_personne, modifier_personne
from relogement.vocabulaire import Lien
from tests.ui.fiches.dossiers import Essai
from tests.ui.fiches.test_gestes import NOUVEAU, ouvrir, taper, valider
from ui.ecrans.menage.page import PageMenage
from ui.fiches.entretien import FicheEntretien
from ui.fiches.fiche import FicheDeclaree
from ui.fiches.suggestion import VueRenvoi
from ui.socle.elements import Bouton

PHRASE = (
    "Décohabitation (charte, article 3). Avant l'envoi de la première proposition, posez la question de la "
    "décohabitation. Vous pouvez envoyer quand même."
)


@pytest.fixture
def adulte(essai: Essai) -> Essai:
    """Le fils a vingt-trois ans : la question se pose."""
    modifier_personne(essai.base, essai.personnes[1], naissance=date(2003, 4, 2))
    return essai


def renvoi(fiche: FicheDeclaree) -> VueRenvoi:
    trouve = fiche.findChild(VueRenvoi)
    assert trouve is not None
    return trouve


def test_rien_ne_se_dit_quand_personne_n_est_concerne(qtbot: QtBot, essai: Essai) -> None:
    modifier_personne(essai.base, essai.personnes[1], naissance=date(2015, 4, 2))
    assert renvoi(ouvrir(qtbot, essai, "proposition")).isHidden()


def test_une_naissance_inconnue_se_dit_aussi(qtbot: QtBot, essai: Essai) -> None:
    vue = renvoi(ouvrir(qtbot, essai, "proposition"))
    assert "la date de naissance de Yanis BENALI n'est pas connue" in vue.phrase.text()
    with qtbot.waitSignal(essai.contexte.navigation) as aller:
        vue.bouton.click()
    cible = {"id": essai.menage, "section": "foyer", "champ": "naissance", "fiche": str(essai.personnes[1])}
    assert aller.args == ["menage", cible]


def test_la_question_sans_reponse_se_dit_sans_bloquer(qtbot: QtBot, adulte: Essai) -> None:
    fiche = ouvrir(qtbot, adulte, "proposition")
    assert not renvoi(fiche).isHidden()
    assert renvoi(fiche).phrase.text() == PHRASE
    taper(fiche, **NOUVEAU, envoyee_le="3/11/2026")
    valider(qtbot, fiche)
    assert len(adulte.fiche.propositions) == 1
    assert renvoi(ouvrir(qtbot, adulte, "proposition")).isHidden(), "le premier envoi est parti, il est trop tard"


def test_le_jour_de_l_envoi_decide(qtbot: QtBot, adulte: Essai) -> None:
    """Karim n'est arrivé que le 2 novembre : un envoi de la veille ne le regarde pas."""
    modifier_personne(adulte.base, adulte.personnes[1], naissance=date(2015, 4, 2))
    ajouter_personne(
        adulte.base, adulte.menage, nom="BENALI", prenom="Karim", naissance=date(1990, 1, 1), lien=Lien.AUTRE,
        arrivee_le=date(2026, 11, 2),
    )
    fiche = ouvrir(qtbot, adulte, "proposition")
    for jour, cache in (("1/11/2026", True), ("2/11/2026", False)):
        taper(fiche, envoyee_le=jour)
        assert renvoi(fiche).isHidden() is cache


@pytest.fixture
def page(qtbot: QtBot, adulte: Essai) -> PageMenage:
    """La page du ménage, que la navigation remontre."""
    page = PageMenage(adulte.contexte)
    qtbot.addWidget(page)
    page.resize(1232, 820)
    adulte.contexte.navigation.connect(lambda _, cible: page.aller(**cible))
    with qtbot.waitExposed(page):
        page.show()
    page.aller(adulte.menage)
    return page


def test_le_bouton_mene_a_la_question_et_la_frappe_attend_le_retour(page: PageMenage) -> None:
    page.ouvrir("proposition")
    fiche = page.accueil.fiche
    assert isinstance(fiche, FicheDeclaree)
    fiche.formulaire.rangs["libelle"].saisie.poser("Le Clos, porte 12")
    fiche.formulaire.rangs["raison_envoi"].saisie.poser("elle y tient")
    renvoi(fiche).bouton.click()
    assert isinstance(page.accueil.fiche, FicheEntretien)
    page.accueil.fiche.quitte.emit()
    repris = next(b for b in page.commences.findChildren(Bouton) if b.text() == "nouvelle proposition")
    repris.click()
    fiche = page.accueil.fiche
    assert isinstance(fiche, FicheDeclaree)
    assert (fiche.textes()["libelle"], fiche.textes()["raison_envoi"]) == ("Le Clos, porte 12", "elle y tient")
