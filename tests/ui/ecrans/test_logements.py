"""L'écran des logements : ajouter, filtrer, corriger, reprendre, proposer, comme une personne."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relogement.regles.vivier import EtatOffre
from relogement.services.menages import noter_composition
from relogement.services.propositions import envoyer_proposition
from relogement.services.vivier import ajouter_logement_offert, reprendre_logement_offert, retirer_logement_offert
from relogement.stockage.base import Base
from relogement.stockage.lectures_vivier import ligne_vivier, lignes_vivier
from relogement.vocabulaire import Reservataire
from tests.outils import cle
from tests.ui.conduite import taper
from tests.ui.ecrans import dossiers
from tests.ui.socle.faux import FaussesInvites
from ui.ecrans.logements.colonnes import style_etat_offre
from ui.ecrans.logements.convenances import CarteConvenances
from ui.ecrans.logements.ecran import EcranLogements
from ui.ecrans.recherche import Repertoire
from ui.fiches.fiche import FicheDeclaree
from ui.socle.pastille import Pastille

AUJOURD_HUI = date(2026, 11, 18)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte = dossiers.base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


def montrer(base: Base, qtbot: QtBot, *reponses: object) -> EcranLogements:
    ecran = EcranLogements(dossiers.contexte_de(base, FaussesInvites(*reponses)))
    qtbot.addWidget(ecran)
    ecran.show()
    return ecran


def cliquer(ecran: EcranLogements, mot: str) -> None:
    vus = [b for b in ecran.findChildren(QAbstractButton) if b.isVisible()]
    (bouton,) = [b for b in vus if mot in (b.text().strip(), b.accessibleName())]
    bouton.click()


def fiche(ecran: EcranLogements) -> FicheDeclaree:
    ouverte = ecran.accueil.fiche
    assert isinstance(ouverte, FicheDeclaree)
    return ouverte


def textes(ecran: EcranLogements) -> str:
    return "\n".join(t.text() for t in ecran.findChildren(QLabel) if t.isVisible())


def offrir(base: Base, libelle: str, **valeurs: Any) -> UUID:
    return cle(ajouter_logement_offert(base, libelle=libelle, **valeurs))


def test_le_vivier_vide_offre_d_ajouter_le_premier_logement(base: Base, qtbot: QtBot) -> None:
    ecran = montrer(base, qtbot)
    cliquer(ecran, "Ajouter le premier logement")
    taper(fiche(ecran).formulaire.rangs["libelle"], "Les Quais, appartement 12")
    taper(fiche(ecran).formulaire.rangs["loyer"], "401,20")
    fiche(ecran).formulaire.demander_validation()
    (ajoute,) = lignes_vivier(base, au=AUJOURD_HUI)
    assert (ajoute.valeurs["libelle"], ajoute.valeurs["loyer"]) == ("Les Quais, appartement 12", 40_120)
    assert "Les Quais, appartement 12" in textes(ecran)
    assert "401,20\u00a0€ et charges inconnues par mois" in textes(ecran)


def test_les_filtres_ne_gardent_que_ce_qu_on_demande(base: Base, qtbot: QtBot) -> None:
    offrir(base, "Quais", type="T3", loyer=40_000, reservataire=Reservataire.ETAT)
    offrir(base, "Pins", type="T4", loyer=50_000)
    offrir(base, "Érables", type="T3")
    ecran = montrer(base, qtbot)

    def vus() -> list[str]:
        return [v.valeurs["libelle"] for v in ecran.table.lignes]

    filtres = ecran.filtres
    filtres.types.setCurrentIndex(filtres.types.findData("T3"))
    assert vus() == ["Quais", "Érables"]
    filtres.loyer.setText("400")
    assert vus() == ["Quais"]
    filtres.loyer.setText("399,99")
    assert vus() == []
    filtres.loyer.setText("")
    filtres.reservataires.setCurrentIndex(filtres.reservataires.findData("etat"))
    assert vus() == ["Quais"]
    filtres.reservataires.setCurrentIndex(0)
    filtres.types.setCurrentIndex(0)
    filtres.recherche.setText("erab")
    assert vus() == ["Érables"]


def test_le_filtre_de_l_acces_garde_ce_que_l_apl_couvre_et_l_inconnu_a_part(base: Base, qtbot: QtBot) -> None:
    dossiers.operation(base)
    for libelle, loyer in (("Sous", 29_321), ("Juste au-dessus", 32_321), ("Au-delà", 32_322), ("Sans loyer", None)):
        offrir(base, libelle, type="T1", commune="Nantes", loyer=loyer, plafond_apl=29_321)
    ecran = montrer(base, qtbot)

    def vus(quoi: str) -> list[str]:
        ecran.filtres.acces.setCurrentIndex(ecran.filtres.acces.findData(quoi))
        return [v.valeurs["libelle"] for v in ecran.table.lignes]

    assert [vus(x) for x in ("accessible", "potentielle", "au_dela", "inconnue")] == [
        ["Sous"], ["Juste au-dessus"], ["Au-delà"], ["Sans loyer"],
    ]


def test_a_proposer_ne_montre_que_les_libres_encore_gardes(base: Base, qtbot: QtBot) -> None:
    offrir(base, "Libre", disponible_jusqu_au=AUJOURD_HUI)
    offrir(base, "Échu", disponible_jusqu_au=date(2026, 11, 17))
    repris = offrir(base, "Repris")
    reprendre_logement_offert(base, repris, le=AUJOURD_HUI, raison="loué")
    propose = offrir(base, "Proposé")
    menage = dossiers.menage(base, dossiers.operation(base))
    envoyer_proposition(base, menage, propose, envoyee_le=AUJOURD_HUI)
    ecran = montrer(base, qtbot)
    assert "4 logements au vivier, 1 à proposer" in textes(ecran)
    ecran.filtres.etats.setCurrentIndex(ecran.filtres.etats.findData("offrables"))
    assert [v.valeurs["libelle"] for v in ecran.table.lignes] == ["Libre"]


def test_un_doublon_probable_se_dit_sur_la_page_du_logement(base: Base, qtbot: QtBot) -> None:
    une = offrir(base, "Les Lilas, porte 4", type="T3", loyer=40_000)
    ecran = montrer(base, qtbot)
    ecran.aller(id=une)
    assert "Peut-être le même logement" not in textes(ecran)
    offrir(base, "Résidence Les Lilas", type="T3", loyer=40_500)
    ecran.aller(id=une)
    assert "Peut-être le même logement que Résidence Les Lilas, T3 (saisi à la main)" in textes(ecran)


def test_un_logement_se_note_repris_puis_revient(base: Base, qtbot: QtBot) -> None:
    logement = offrir(base, "Les Quais")
    ecran = montrer(base, qtbot)
    ecran.aller(id=logement)
    cliquer(ecran, "Noter repris")
    taper(fiche(ecran).formulaire.rangs["le"], "12/11/2026")
    fiche(ecran).formulaire.demander_validation()
    assert fiche(ecran).formulaire.rangs["raison"].erreur == "Écrivez qui le reprend, et pourquoi."
    taper(fiche(ecran).formulaire.rangs["raison"], "La préfecture : urgence")
    fiche(ecran).formulaire.demander_validation()
    assert "Repris le 12/11/2026 : La préfecture : urgence" in textes(ecran)
    cliquer(ecran, "Remettre au vivier")
    assert ligne_vivier(base, logement, au=AUJOURD_HUI).situation.etat is EtatOffre.LIBRE


def test_proposer_ouvre_la_proposition_du_menage_choisi_ce_logement_deja_pose(base: Base, qtbot: QtBot) -> None:
    logement, menage = offrir(base, "Les Quais"), dossiers.menage(base, dossiers.operation(base))
    ecran = montrer(base, qtbot, str(menage))
    demandes: list[tuple[str, dict[str, Any]]] = []
    ecran._contexte.navigation.connect(lambda nom, cible: demandes.append((nom, cible)))
    ecran.aller(id=logement)
    cliquer(ecran, "Proposer à un ménage")
    assert demandes == [("menage", {"id": menage, "section": "propositions", "champ": "proposition"})]
    assert ecran._contexte.brouillon(f"proposition/{menage}") == {"logement": str(logement)}


def test_un_logement_qui_disparait_ramene_a_la_liste(base: Base, qtbot: QtBot) -> None:
    logement = offrir(base, "Les Quais")
    offrir(base, "Les Pins")
    ecran = montrer(base, qtbot)
    ecran.aller(id=logement)
    ecran._contexte.executer(retirer_logement_offert, logement)
    assert [v.valeurs["libelle"] for v in ecran.table.lignes] == ["Les Pins"]
    assert "1 logement au vivier" in textes(ecran)


def test_la_recherche_trouve_un_logement_et_l_ouvre(base: Base) -> None:
    logement = offrir(base, "Les Érables, 12", reference="EH-24037", commune="Rezé")
    contexte = dossiers.contexte_de(base)
    repertoire = Repertoire(contexte)
    demandes: list[tuple[str, dict[str, Any]]] = []
    contexte.navigation.connect(lambda nom, cible: demandes.append((nom, cible)))
    for mot in ("erables", "EH-24037", "reze"):
        (trouve,) = repertoire.chercher(mot)
        assert (trouve.titre, trouve.sous_titre) == ("Les Érables, 12", "logement offert · Rezé")
    repertoire.ouvrir(trouve.id)
    assert demandes == [("logements", {"id": logement})]


def convenances(widget: QWidget) -> CarteConvenances:
    (carte,) = widget.findChildren(CarteConvenances)
    return carte


def test_les_menages_a_qui_il_convient_se_cherchent_et_se_rangent(base: Base, qtbot: QtBot) -> None:
    logement, operation = offrir(base, "Les Quais", type="T3", commune="Nantes"), dossiers.operation(base)
    menage = dossiers.menage(base, operation)
    ecran = montrer(base, qtbot)
    ecran.aller(id=logement)
    demandes: list[tuple[str, dict[str, Any]]] = []
    ecran._contexte.navigation.connect(lambda nom, cible: demandes.append((nom, cible)))
    cliquer(ecran, "Chercher parmi ceux qui attendent")
    qtbot.waitUntil(lambda: "1. BEL-0001 Mme BENALI Leïla" in textes(ecran))
    qtbot.waitUntil(convenances(ecran).bouton.isEnabled)
    assert "mensualité résiduelle inconnue" in textes(ecran)
    cliquer(ecran, "Proposer : BEL-0001 Mme BENALI Leïla")
    assert demandes == [("menage", {"id": menage, "section": "propositions", "champ": "proposition"})]


@pytest.mark.parametrize(
    ("jusqu_au", "mot"), [(AUJOURD_HUI, "libre"), (AUJOURD_HUI - timedelta(days=1), "plus gardé"), (None, "libre")]
)
def test_un_logement_que_l_on_ne_garde_plus_n_est_pas_dit_libre(
    base: Base, qtbot: QtBot, jusqu_au: date | None, mot: str
) -> None:
    logement = offrir(base, "Les Quais", disponible_jusqu_au=jusqu_au)
    ecran = montrer(base, qtbot)
    (v,) = ecran.table.lignes
    assert style_etat_offre(v, AUJOURD_HUI).mot == mot
    ecran.aller(id=logement)
    assert mot in [p.accessibleName() for p in ecran.logement.findChildren(Pastille) if p.isVisible()]
    assert ("plus gardé depuis le 18/11/2026" in textes(ecran)) is (mot == "plus gardé")


def test_qui_est_exclu_se_lit_avec_sa_raison(base: Base, qtbot: QtBot) -> None:
    logement, operation = offrir(base, "Les Quais", type="T6", commune="Nantes"), dossiers.operation(base)
    noter_composition(base, dossiers.menage(base, operation), du=date(2026, 1, 1), occupants=2)
    ecran = montrer(base, qtbot)
    ecran.aller(id=logement)
    cliquer(ecran, "Chercher parmi ceux qui attendent")
    qtbot.waitUntil(lambda: "1 exclu, d'après : taille 1" in textes(ecran))
    assert "BEL-0001 Mme BENALI Leïla : " in textes(ecran)


def test_la_repartition_se_montre_se_propose_et_s_imprime(base: Base, qtbot: QtBot, tmp_path: Path) -> None:
    offrir(base, "Les Quais", type="T3", commune="Nantes")
    operation = dossiers.operation(base)
    dossiers.menage(base, operation)
    dossiers.menage(base, operation, "M. PICHON Jean", porte="303")
    sortie = tmp_path / "repartition.pdf"
    ecran = montrer(base, qtbot, sortie)
    cliquer(ecran, "Répartir le vivier")
    qtbot.waitUntil(ecran.repartition.isVisible)
    vus = textes(ecran)
    assert "2 ménages en attente, 1 logement à proposer, un seul en aurait un" in vus
    assert "Qui reste sans logement, et pourquoi" in vus
    assert "le logement qui lui convient va à d'autres ménages, pour en loger le plus possible (BEL-0001)" in vus
    cliquer(ecran, "Imprimer")
    qtbot.waitUntil(sortie.exists)
    assert sortie.read_bytes().startswith(b"%PDF")


def test_repartir_sans_menage_qui_attend_le_dit(base: Base, qtbot: QtBot) -> None:
    offrir(base, "Les Quais")
    dossiers.operation(base)
    ecran = montrer(base, qtbot)
    with qtbot.waitSignal(ecran._contexte.erreur) as dite:
        cliquer(ecran, "Répartir le vivier")
    assert "n'attend de logement" in dite.args[0].phrase


def test_chaque_logement_dit_si_son_loyer_est_accessible_a_son_menage_type(base: Base, qtbot: QtBot) -> None:
    dossiers.operation(base)
    ici = {"type": "T3", "commune": "Nantes"}
    plafond = 40_449  # en couple, une personne à charge, zone 2, arrêté du 28 septembre 2026
    loyers = {"A": plafond, "B": plafond + 1, "C": plafond + 3_000, "D": plafond + 3_001, "E": None}
    for libelle, loyer in loyers.items():
        offrir(base, libelle, loyer=loyer, **ici)
    offrir(base, "F", type="T3", loyer=1_000, commune="Saint-Malo")
    ecran = montrer(base, qtbot)
    mots = {v.valeurs["libelle"]: ecran._acces[v.id].quoi.value for v in ecran.table.lignes}
    assert mots == {"A": "accessible", "B": "potentielle", "C": "potentielle", "D": "au_dela", "E": "inconnue",
                    "F": "inconnue"}
    ecran.montrer_logement(next(v.id for v in ecran.table.lignes if v.valeurs["libelle"] == "A"))
    assert "accessible pour son ménage type : loyer 404,49\u00a0€ ≤ plafond 404,49\u00a0€" in textes(ecran)
