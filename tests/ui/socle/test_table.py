"""Les listes : tri sans accents, inconnu à la fin, filtre, copie, préférences, vitesse."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from relogement.commun import sans_accents
from relogement.formats import euros
from relogement.regles.charte.etats import Etat
from tests.ui.socle.faux import FausseBase
from ui.socle.etats import Style, style_etat
from ui.socle.modele import ROLE_STYLE, Colonne, plier
from ui.socle.table import TableLignes


@dataclass(frozen=True, slots=True)
class Ligne:
    id: int
    nom: str
    loyer: int | None
    etat: Etat = Etat.A_VENIR


COLONNES: tuple[Colonne[Ligne], ...] = (
    Colonne("Ménage", lambda m: m.nom),
    Colonne(
        "Loyer",
        lambda m: euros(m.loyer),
        tri=lambda m: m.loyer,
        alignement="droite",
        somme=lambda lignes: euros(sum(m.loyer or 0 for m in lignes)),
    ),
    Colonne("État", lambda m: style_etat(m.etat).mot, style=lambda m: style_etat(m.etat)),
)
LIGNES = (
    Ligne(1, "Zoé PETIT", 90000),
    Ligne(2, "Élodie LEFÈVRE", None),
    Ligne(3, "emma Œuvrard", 100000, Etat.EN_RETARD),
    Ligne(4, "Amel BENALI", 31240),
)


@pytest.fixture
def base() -> FausseBase:
    return FausseBase()


@pytest.fixture
def table(qtbot: QtBot, base: FausseBase) -> TableLignes[Ligne]:
    return ouvrir(qtbot, base)


def ouvrir(qtbot: QtBot, base: FausseBase, colonnes: tuple[Colonne[Ligne], ...] = COLONNES) -> TableLignes[Ligne]:
    table = TableLignes(colonnes, lambda m: m.id, cle="menages", mot="ménage", preferences=base)
    qtbot.addWidget(table)
    table.poser(LIGNES)
    table.show()
    return table


def ids(table: TableLignes[Ligne]) -> list[int]:
    return [ligne.id for ligne in table.lignes]


def test_le_tri_ignore_les_accents_et_la_casse(table: TableLignes[Ligne]) -> None:
    table.trier(0)
    assert ids(table) == [4, 2, 3, 1]
    table.trier(0, decroissant=True)
    assert ids(table) == [1, 3, 2, 4]


def test_le_tri_des_nombres_n_est_pas_celui_des_textes_et_l_inconnu_est_a_la_fin(table: TableLignes[Ligne]) -> None:
    table.trier(1)
    assert ids(table) == [4, 1, 3, 2]
    table.trier(1, decroissant=True)
    assert ids(table) == [3, 1, 4, 2]


def test_un_clic_sur_l_en_tete_trie_puis_renverse(table: TableLignes[Ligne]) -> None:
    entete = table.vue.horizontalHeader()
    ici = entete.viewport()
    ou = ici.rect().topLeft()
    ou.setX(entete.sectionPosition(1) + 40)
    ou.setY(8)
    QTest.mouseClick(ici, Qt.MouseButton.LeftButton, pos=ou)
    assert ids(table) == [4, 1, 3, 2]
    assert table.modele.headerData(1, Qt.Orientation.Horizontal) == "Loyer ↑"
    QTest.mouseClick(ici, Qt.MouseButton.LeftButton, pos=ou)
    assert ids(table) == [3, 1, 4, 2]
    assert table.modele.headerData(1, Qt.Orientation.Horizontal) == "Loyer ↓"


def test_le_filtre_cherche_chaque_mot_sans_accents(table: TableLignes[Ligne]) -> None:
    table.filtrer("lefevre ELO")
    assert ids(table) == [2]
    table.filtrer("oeuv")
    assert ids(table) == [3]
    table.filtrer("en retard")
    assert ids(table) == [3]
    table.filtrer("personne")
    assert ids(table) == []
    table.filtrer("")
    assert ids(table) == [1, 2, 3, 4]


def test_le_filtre_ne_traverse_pas_les_colonnes(table: TableLignes[Ligne]) -> None:
    table.filtrer("petit900")
    assert ids(table) == []


def textes(table: TableLignes[Ligne]) -> str:
    return " ".join(texte.text() for texte in table.findChildren(QLabel))


def test_le_compte_et_la_somme_suivent_le_filtre(table: TableLignes[Ligne]) -> None:
    assert "4 ménages · Loyer : 2\u00a0212,40\u00a0€" in textes(table)
    table.filtrer("amel")
    assert "1 ménage sur 4 · Loyer : 312,40\u00a0€" in textes(table)


def test_la_ligne_courante_survit_au_tri_au_filtre_et_a_la_relecture(table: TableLignes[Ligne]) -> None:
    assert table.choisir(3)
    table.trier(0, decroissant=True)
    assert table.identifiant_courant == 3
    table.filtrer("oeuvrard")
    assert table.identifiant_courant == 3
    table.filtrer("")
    table.poser(LIGNES[::-1])
    assert table.identifiant_courant == 3
    assert not table.choisir(99)


def test_entree_et_double_clic_ouvrent(table: TableLignes[Ligne], qtbot: QtBot) -> None:
    table.choisir(2)
    with qtbot.waitSignal(table.ouvrir) as signal:
        QTest.keyClick(table.vue, Qt.Key.Key_Return)
    assert signal.args == [2]
    with qtbot.waitSignal(table.ouvrir) as signal:
        table.vue.doubleClicked.emit(table.vue.currentIndex())
    assert signal.args == [2]


def test_entree_sur_une_liste_vide_n_ouvre_rien(table: TableLignes[Ligne], qtbot: QtBot) -> None:
    table.poser([])
    with qtbot.assertNotEmitted(table.ouvrir):
        QTest.keyClick(table.vue, Qt.Key.Key_Return)


def test_ctrl_c_copie_un_tableau_pour_excel(table: TableLignes[Ligne]) -> None:
    table.poser([Ligne(1, "A\tB\nC", 123456), Ligne(2, "D", None)])
    table.vue.selectAll()
    QTest.keyClick(table.vue, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Ménage\tLoyer\tÉtat\nA B C\t1 234,56 €\tà venir\nD\tinconnu\tà venir"


def test_la_copie_suit_l_ecran(table: TableLignes[Ligne]) -> None:
    table.montrer_colonne(1, visible=False)
    table.vue.horizontalHeader().moveSection(2, 0)
    table.choisir(1)
    table.copier()
    assert QApplication.clipboard().text() == "État\tMénage\nà venir\tZoé PETIT"


def test_largeurs_ordre_colonnes_et_tri_sont_gardes_dans_la_base(qtbot: QtBot, base: FausseBase) -> None:
    table = ouvrir(qtbot, base)
    table.vue.setColumnWidth(0, 333)
    table.vue.horizontalHeader().moveSection(2, 0)
    table.montrer_colonne(1, visible=False)
    table.trier(0, decroissant=True)
    table.garder_preferences()
    reprise = ouvrir(qtbot, base)
    assert reprise.vue.columnWidth(0) == 333
    assert reprise.vue.horizontalHeader().logicalIndex(0) == 2
    assert reprise.vue.isColumnHidden(1)
    assert ids(reprise) == [1, 3, 2, 4]


@pytest.mark.parametrize(("manque", "serrees"), [(0, False), (20, True), (36, True), (37, False)])
def test_quand_il_manque_peu_chaque_colonne_cede_sinon_la_liste_defile(
    qtbot: QtBot, base: FausseBase, manque: int, serrees: bool
) -> None:
    colonnes = tuple(Colonne[Ligne](nom, lambda m: m.nom, largeur=100) for nom in ("Ménage", "Lieu", "Rang"))
    table = ouvrir(qtbot, base, colonnes)
    table.resize(table.width() + 300 - manque - table.vue.viewport().width(), 300)
    place = table.vue.viewport().width()
    assert place == 300 - manque
    largeurs = [table.vue.columnWidth(i) for i in (0, 1)]
    assert largeurs == [int(100 * place / 300)] * 2 if serrees else largeurs == [100, 100]
    assert not table._a_la_main
    qtbot.waitUntil(
        lambda: table.vue.horizontalScrollBar().maximum() == (0 if serrees else manque), timeout=1000
    )


def test_la_largeur_libre_va_aux_colonnes_qui_la_prennent_jusqu_a_un_reglage_a_la_main(
    qtbot: QtBot, base: FausseBase
) -> None:
    colonnes = (
        Colonne[Ligne]("Ménage", lambda m: m.nom, largeur=100, part=3),
        Colonne[Ligne]("Lieu", lambda m: m.nom, largeur=100, part=1),
        Colonne[Ligne]("Rang", lambda m: str(m.id), largeur=50),
    )
    table = ouvrir(qtbot, base, colonnes)
    table.resize(450, 300)
    libre = table.vue.viewport().width() - 250
    assert libre > 100
    assert [table.vue.columnWidth(i) for i in (0, 1)] == [100 + libre * 3 // 4, 100 + libre // 4]
    table.garder_preferences()
    assert not ouvrir(qtbot, base, colonnes)._a_la_main
    table.vue.setColumnWidth(0, 120)
    table.resize(900, 300)
    assert table.vue.columnWidth(0) == 120
    table.garder_preferences()
    assert ouvrir(qtbot, base, colonnes).vue.columnWidth(0) == 120


def test_une_colonne_disparue_ou_nouvelle_ne_gene_pas_les_preferences(qtbot: QtBot, base: FausseBase) -> None:
    ouvrir(qtbot, base).garder_preferences()
    autres = (Colonne[Ligne]("Nouvelle", lambda m: str(m.id)), COLONNES[2], COLONNES[0])
    reprise = ouvrir(qtbot, base, autres)
    assert reprise.modele.columnCount() == 3
    assert not any(reprise.vue.isColumnHidden(i) for i in range(3))


def test_redimensionner_garde_apres_une_pause(table: TableLignes[Ligne], base: FausseBase, qtbot: QtBot) -> None:
    table.vue.setColumnWidth(0, 300)
    qtbot.waitUntil(lambda: "table/menages" in base.preferences)


def test_les_cellules_se_lisent_a_voix_haute_et_portent_leur_pastille(table: TableLignes[Ligne]) -> None:
    index = table.modele.index(2, 2, QModelIndex())
    assert table.modele.data(index, Qt.ItemDataRole.AccessibleTextRole) == "État : en retard"
    style = table.modele.data(index, ROLE_STYLE)
    assert isinstance(style, Style)
    assert style.mot == "en retard"


@given(st.lists(st.text()))
def test_plier_d_un_bloc_vaut_plier_un_a_un(textes: list[str]) -> None:
    simples = [texte for texte in textes if texte.casefold() == texte.lower()]
    assert plier(simples) == [sans_accents(texte) for texte in simples]


def test_dix_mille_lignes_de_vingt_colonnes_se_trient_et_se_filtrent(qtbot: QtBot) -> None:
    def colonne(rang: int) -> Colonne[Ligne]:
        return Colonne(f"C{rang}", lambda m: f"{m.nom} {rang}")

    colonnes = [colonne(rang) for rang in range(20)]
    table = TableLignes(colonnes, lambda m: m.id, cle="grande")
    qtbot.addWidget(table)
    table.poser([Ligne(i, f"NOM{i * 7919 % 10_000:05}", i) for i in range(10_000)])
    table.show()
    table.filtrer("nom")
    table.trier(3)
    table.filtrer("nom0123")
    assert 0 < len(table.lignes) < 10_000
    table.filtrer("")
    assert len(table.lignes) == 10_000
    assert [ligne.id for ligne in table.lignes][:1] == [0]
