"""La liste des ménages : chercher, trier, filtrer, ouvrir, même à dix mille."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from relogement.regles.charte.etats import Etat
from relogement.regles.etape import Drapeaux, Etape
from relogement.services import entretiens, menages
from relogement.services.charte import Resume
from relogement.stockage.base import Base
from relogement.stockage.lectures import LigneMenage
from tests.ui.ecrans import dossiers
from ui.ecrans import menages as module
from ui.ecrans.menages import EcranMenages
from ui.ecrans.menages_colonnes import COLONNES, pastille_courte
from ui.socle.etats import largeur_pastille
from ui.socle.theme import CORPS, DOUBLE, LARGEUR_RAIL, PAS, TRIPLE, police


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte = dossiers.base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


@pytest.fixture
def liste(base: Base, qtbot: QtBot) -> EcranMenages:
    """Quatre ménages, aux étages 10, 9 et inconnu, l'un rencontré, dans deux opérations."""
    bellevue, malakoff = dossiers.operation(base), dossiers.operation(base, "MAL")
    dossiers.menage(base, bellevue, "Mme ÉVRARD Zoé", porte="1001", etage=10)
    rencontre = dossiers.menage(base, bellevue, "M. dupont Jean", porte="901", etage=9)
    entretiens.enregistrer_entretien(base, rencontre, le=date(2026, 3, 12))
    menages.creer_menage(base, bellevue, nom="Mme Abdi")
    dossiers.menage(base, malakoff, "M. et Mme LEFÈVRE", porte="2", etage=0)
    ecran = EcranMenages(dossiers.contexte_de(base))
    qtbot.addWidget(ecran)
    ecran.relire()
    return ecran


def noms(liste: EcranMenages) -> list[str]:
    return [r.ligne.nom for r in liste.rangs]


def rang(titre: str) -> int:
    return [c.titre for c in COLONNES].index(titre)


def test_on_trouve_sans_accent_ni_majuscule(liste: EcranMenages) -> None:
    liste.recherche.setText("evrard ZOE")
    assert noms(liste) == ["Mme ÉVRARD Zoé"]
    liste.recherche.setText("LEFEVRE")
    assert noms(liste) == ["M. et Mme LEFÈVRE"]


def test_le_filtre_lit_reference_logement_et_etape(liste: EcranMenages) -> None:
    liste.recherche.setText("bel-0002")
    assert noms(liste) == ["M. dupont Jean"]
    liste.recherche.setText("porte 1001")
    assert noms(liste) == ["Mme ÉVRARD Zoé"]
    liste.recherche.setText("rencontré esc. a 9e")
    assert noms(liste) == ["M. dupont Jean"]


def test_un_filtre_sans_resultat_se_compte(liste: EcranMenages) -> None:
    liste.recherche.setText("introuvable")
    assert noms(liste) == []
    assert liste.table._compte.text() == "0 ménage sur 4"


def test_l_etage_9_vient_avant_l_etage_10_et_l_inconnu_a_la_fin(liste: EcranMenages) -> None:
    liste.table.trier(rang("Logement"))
    assert noms(liste) == ["M. et Mme LEFÈVRE", "M. dupont Jean", "Mme ÉVRARD Zoé", "Mme Abdi"]
    liste.table.trier(rang("Logement"), decroissant=True)
    assert noms(liste)[-1] == "Mme Abdi"


def test_le_nom_se_trie_sans_egard_aux_accents_ni_a_la_casse(liste: EcranMenages) -> None:
    liste.table.trier(rang("Ménage"))
    assert noms(liste) == ["M. dupont Jean", "M. et Mme LEFÈVRE", "Mme Abdi", "Mme ÉVRARD Zoé"]


def test_l_etape_se_trie_dans_l_ordre_du_parcours(liste: EcranMenages) -> None:
    liste.table.trier(rang("Étape"), decroissant=True)
    assert noms(liste)[0] == "M. dupont Jean"


def test_chaque_colonne_se_trie_dans_les_deux_sens_sans_perdre_de_ligne(liste: EcranMenages) -> None:
    tous = sorted(noms(liste))
    for colonne in range(len(COLONNES)):
        for sens in (False, True):
            liste.table.trier(colonne, decroissant=sens)
            assert sorted(noms(liste)) == tous


def test_on_filtre_par_etape_et_par_operation(liste: EcranMenages) -> None:
    liste.etapes.setCurrentIndex(liste.etapes.findData(Etape.RENCONTRE.value))
    assert noms(liste) == ["M. dupont Jean"]
    liste.etapes.setCurrentIndex(0)
    liste.operations.setCurrentIndex(2)
    assert noms(liste) == ["M. et Mme LEFÈVRE"]


def test_le_choix_de_l_operation_ne_se_montre_que_s_il_y_en_a_plusieurs(base: Base, qtbot: QtBot) -> None:
    dossiers.menage(base, dossiers.operation(base))
    ecran = EcranMenages(dossiers.contexte_de(base))
    qtbot.addWidget(ecran)
    ecran.relire()
    assert ecran.operations.isHidden()
    dossiers.operation(base, "MAL")
    ecran.relire()
    assert not ecran.operations.isHidden()


def test_les_retards_viennent_devant_a_la_demande(liste: EcranMenages, base: Base) -> None:
    sans_retard = dossiers.menage(base, liste.rangs[0].ligne.operation_id, "M. Sorti")
    menages.enregistrer_sortie(base, sans_retard, le=date(2026, 1, 10), motif=dossiers.PARTI)
    liste.relire()
    retards = [r.resume.en_retard if r.resume else -1 for r in liste.rangs]
    assert 0 in retards
    liste.retard.setChecked(True)
    tries = [r.resume.en_retard if r.resume else -1 for r in liste.rangs]
    assert tries == sorted(retards, reverse=True)
    liste.table.trier(rang("Ménage"))
    assert not liste.retard.isChecked()


def test_entree_ouvre_le_menage(liste: EcranMenages, qtbot: QtBot) -> None:
    liste.table.vue.selectRow(1)
    attendu = liste.rangs[1].ligne.id
    with qtbot.waitSignal(liste._contexte.navigation) as demande:
        QTest.keyClick(liste.table.vue, Qt.Key.Key_Return)
    assert demande.args == ["menage", {"id": attendu}]


def test_la_liste_vide_dit_quoi_faire(base: Base, qtbot: QtBot) -> None:
    contexte = dossiers.contexte_de(base)
    ecran = EcranMenages(contexte)
    qtbot.addWidget(ecran)
    ecran.relire()
    assert ecran._pile.currentIndex() == 1
    dossiers.menage(base, dossiers.operation(base))
    ecran.relire()
    assert ecran._pile.currentIndex() == 0


def test_la_liste_montree_se_relit_apres_un_geste_et_garde_la_ligne_choisie(
    liste: EcranMenages, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(liste):
        liste.show()
    choisie = liste.rangs[2].ligne
    liste.table.choisir(choisie.id)
    liste._contexte.tenter(lambda b: menages.creer_menage(b, choisie.operation_id, nom="M. AAA"))
    assert "M. AAA" in noms(liste)
    assert liste.table.identifiant_courant == choisie.id


def test_une_liste_cachee_ne_se_relit_qu_en_revenant(liste: EcranMenages, qtbot: QtBot) -> None:
    operation = liste.rangs[0].ligne.operation_id
    liste._contexte.tenter(lambda b: menages.creer_menage(b, operation, nom="M. AAA"))
    assert "M. AAA" not in noms(liste)
    with qtbot.waitExposed(liste):
        liste.show()
    assert "M. AAA" in noms(liste)


def test_la_navigation_pose_les_filtres(liste: EcranMenages) -> None:
    operation = next(r.ligne.operation_id for r in liste.rangs if r.ligne.operation == "MAL")
    liste.aller(operation=operation, texte="lefevre")
    assert noms(liste) == ["M. et Mme LEFÈVRE"]


def _lignes(combien: int) -> list[LigneMenage]:
    operation = uuid4()
    return [
        LigneMenage(
            UUID(int=i + 1), f"BEL-{i:05}", f"Ménage {i:05}", operation, "BEL", "B", "A", i % 12, str(i), "T3", None,
            "Nadia R.", i % 4, i % 3, False,
        )
        for i in range(combien)
    ]


def test_dix_mille_menages_se_montrent_avant_leurs_etapes(
    base: Base, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lignes = _lignes(10_000)
    resume = Resume(Etape.EN_RECHERCHE, Drapeaux(False, None, None), {Etat.EN_RETARD: 2})
    monkeypatch.setattr(module, "lignes_menages", lambda *_, **__: lignes)
    monkeypatch.setattr(module, "resumes", lambda *_, **__: {ligne.id: resume for ligne in lignes})
    contexte = dossiers.contexte_de(base)
    ecran = EcranMenages(contexte)
    qtbot.addWidget(ecran)
    ecran.relire()
    assert len(ecran.rangs) == 10_000
    assert ecran.rangs[0].resume is None
    ecran.recherche.setText("00042")
    assert noms(ecran) == ["Ménage 00042"]
    qtbot.waitUntil(lambda: contexte.taches.en_cours == 0)
    assert ecran.rangs[0].resume == resume
    ecran.recherche.clear()
    assert len(ecran.rangs) == 10_000
    assert all(r.resume is resume for r in ecran.rangs)


def test_un_calcul_a_cote_remplace_le_precedent(
    base: Base, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    lignes = _lignes(400)
    monkeypatch.setattr(module, "lignes_menages", lambda *_, **__: lignes)
    appels: list[UUID | None] = []

    def calculer(_: object, operation: UUID | None = None, **__: date) -> dict[UUID, Resume]:
        appels.append(operation)
        return {}

    monkeypatch.setattr(module, "resumes", calculer)
    contexte = dossiers.contexte_de(base)
    ecran = EcranMenages(contexte)
    qtbot.addWidget(ecran)
    ecran.relire()
    ecran.relire()
    qtbot.waitUntil(lambda: contexte.taches.en_cours == 0)
    assert 1 <= len(appels) <= 2
    assert ecran._calcul is None


def test_les_vrais_resumes_se_calculent_a_cote_comme_sur_place(
    liste: EcranMenages, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sur_place = {r.ligne.id: r.resume for r in liste.rangs}
    monkeypatch.setattr(module, "A_COTE", 0)
    liste._resumes = {}
    liste.relire()
    assert all(r.resume is None for r in liste.rangs)
    qtbot.waitUntil(lambda: liste._contexte.taches.en_cours == 0)
    assert {r.ligne.id: r.resume for r in liste.rangs} == sur_place


def test_un_telephone_se_trouve_d_un_bloc_ou_par_paires(liste: EcranMenages, base: Base) -> None:
    cle = next(r.ligne.id for r in liste.rangs if r.ligne.nom == "Mme Abdi")
    menages.modifier_menage(base, cle, telephone="0639988845")
    liste.relire()
    for tape in ("0639988845", "06 39 98", "06.39.98.88.45"):
        liste.recherche.setText(tape)
        assert noms(liste) == ["Mme Abdi"], tape


@pytest.mark.parametrize("largeur", [1280, 1440])
def test_rien_n_est_coupe_dans_la_liste(qtbot: QtBot, liste: EcranMenages, largeur: int) -> None:
    liste.show()
    vue = liste.table.vue
    # Le rail, les marges de la page, celles de la carte et la barre de défilement.
    vue.setFixedWidth(largeur - LARGEUR_RAIL - 2 * TRIPLE - 2 * DOUBLE - 14)
    qtbot.waitUntil(lambda: vue.horizontalScrollBar().maximum() == 0)
    gras = QFontMetrics(police(CORPS, QFont.Weight.DemiBold))
    normal = QFontMetrics(police(CORPS))
    textes = {
        "Référence": "BEL-0047", "Ménage": "LE GOFF Maryvonne", "Logement": "Bât. A · A · RDC · 001", "Type": "T5 bis",
        "Téléphone": "06 39 98 79 78",
    }
    for titre, texte in textes.items():
        mesure = gras if titre == "Ménage" else normal
        assert mesure.horizontalAdvance(texte) + 2 * PAS <= vue.columnWidth(rang(titre)), titre
    etape = max(largeur_pastille(pastille_courte(e)) for e in Etape)
    assert etape + PAS <= vue.columnWidth(rang("Étape"))
