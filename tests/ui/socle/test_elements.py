"""Les briques se lisent à voix haute, se parcourent au clavier et ne coupent rien."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from relogement.commun import ressource
from relogement.regles.charte.etats import Etat
from tests.ui.socle.faux import FaussesInvites
from ui.socle.batiment import CaseLogement, ImageBatiment, _Case, nom_etage
from ui.socle.disposition import DispositionFlux
from ui.socle.elements import Bandeau, Bouton, Carte, EnTete, EtatVide, Texte, flux
from ui.socle.etats import Forme, style_etat
from ui.socle.graphiques import Barre, BarreComparaison, CourbeRestants, PointRestants, Restants
from ui.socle.icones import icone
from ui.socle.invites import Invites, InvitesQt
from ui.socle.onglets import Onglets
from ui.socle.pastille import Pastille
from ui.socle.peint import BoutonPeint
from ui.socle.theme import CLAIR, SOMBRE, Theme, habillage


@pytest.mark.parametrize("etat", list(Etat))
def test_une_pastille_dit_son_mot_et_s_y_ajuste(qtbot: QtBot, etat: Etat) -> None:
    courte, longue = Pastille(etat), Pastille(etat, "en retard de 1 234 jours depuis l'annonce")
    for pastille in (courte, longue):
        qtbot.addWidget(pastille)
    assert courte.accessibleName() == style_etat(etat).mot
    assert longue.sizeHint().width() > courte.sizeHint().width()
    assert longue.accessibleName().startswith("en retard de 1")


def test_un_bouton_fait_son_geste_au_clavier(qtbot: QtBot) -> None:
    faits: list[str] = []
    bouton = Bouton("Imprimer", lambda: faits.append("imprimé"), icone="printer")
    qtbot.addWidget(bouton)
    bouton.show()
    bouton.setFocus()
    QTest.keyClick(bouton, Qt.Key.Key_Space)
    assert faits == ["imprimé"]
    assert bouton.height() == 36
    assert bouton.accessibleName() == "Imprimer"


def test_un_texte_n_est_jamais_lu_comme_du_balisage(qtbot: QtBot) -> None:
    texte = Texte("<b>gras</b> & cie")
    qtbot.addWidget(texte)
    assert texte.textFormat() is Qt.TextFormat.PlainText


def test_le_bandeau_n_alerte_que_du_retard(qtbot: QtBot) -> None:
    for etat, alerte in ((Etat.EN_RETARD, True), (Etat.A_FAIRE, False)):
        bandeau = Bandeau(etat, "Prochaine action : relire", "Attendu avant le 12/11/2026.", Bouton("Relire"))
        qtbot.addWidget(bandeau)
        assert bandeau.property("alerte") is alerte


def test_l_ecran_vide_dit_sa_phrase_et_son_geste(qtbot: QtBot) -> None:
    faits: list[int] = []
    vide = EtatVide("Aucune visite.", Bouton("Planifier", lambda: faits.append(1)))
    qtbot.addWidget(vide)
    vide.findChildren(Bouton)[0].click()
    assert faits == [1]
    assert vide.accessibleName() == "Aucune visite."


def test_une_carte_et_une_tete_etroites_vont_a_la_ligne(qtbot: QtBot) -> None:
    tete = EnTete(
        "Mme BENALI Leïla", "BEL-0042", [Pastille(Etat.A_FAIRE)], Bouton("Imprimer"), Bouton("Noter un entretien")
    )
    carte = Carte("Titre", tete)
    qtbot.addWidget(carte)
    carte.resize(1000, 300)
    carte.show()
    large = tete.heightForWidth(1000)
    assert tete.heightForWidth(360) > large
    assert carte.minimumSizeHint().width() < 400


def test_le_flux_passe_a_la_ligne_sans_rien_couper(qtbot: QtBot) -> None:
    porteur = flux(*(Bouton(f"Bouton {i}") for i in range(6)))
    qtbot.addWidget(porteur)
    porteur.resize(260, porteur.heightForWidth(260))
    porteur.show()
    boutons = porteur.findChildren(Bouton)
    assert len({b.y() for b in boutons}) > 1
    assert all(porteur.rect().contains(b.geometry()) for b in boutons)
    disposition = porteur.layout()
    assert isinstance(disposition, DispositionFlux)
    assert disposition.itemAt(99) is None
    assert disposition.takeAt(99) is None


SECTIONS = [("foyer", "Foyer"), ("budget", "Budget"), ("suivi", "Suivi")]


def test_les_onglets_se_parcourent_aux_fleches(qtbot: QtBot) -> None:
    onglets = Onglets(SECTIONS)
    qtbot.addWidget(onglets)
    onglets.show()
    onglets.activateWindow()
    qtbot.waitUntil(onglets.isActiveWindow)
    onglets.findChildren(QAbstractButton)[0].setFocus()
    recus: list[str] = []
    onglets.choisi.connect(recus.append)
    for touche, cle in (
        (Qt.Key.Key_Right, "budget"),
        (Qt.Key.Key_End, "suivi"),
        (Qt.Key.Key_Right, "suivi"),
        (Qt.Key.Key_Home, "foyer"),
        (Qt.Key.Key_Left, "foyer"),
    ):
        cible = QApplication.focusWidget()
        assert cible is not None
        QTest.keyClick(cible, touche)
        assert onglets.cle == cle
    assert recus == ["budget", "suivi", "foyer"]


def test_un_onglet_montre_et_dit_son_compte(qtbot: QtBot) -> None:
    onglets = Onglets(SECTIONS)
    qtbot.addWidget(onglets)
    largeur = onglets.sizeHint().width()
    onglets.compter("budget", 2)
    assert "Budget, 2" in [enfant.accessibleName() for enfant in onglets.findChildren(QWidget)]
    assert onglets.sizeHint().width() > largeur
    onglets.compter("budget", None)
    assert onglets.sizeHint().width() == largeur


def test_une_section_qui_ne_tient_pas_passe_sous_plus_et_garde_son_compte(qtbot: QtBot) -> None:
    onglets = Onglets(SECTIONS)
    qtbot.addWidget(onglets)
    onglets.compter("suivi", 3)
    onglets.resize(onglets.sizeHint())
    onglets.show()
    assert onglets.plus.isHidden()
    onglets.resize(onglets.sizeHint().width() - 1, 36)
    assert not onglets.plus.isHidden()

    def barre() -> list[str]:
        boutons = [b for b in onglets.findChildren(BoutonPeint) if not b.isHidden()]
        assert all(onglets.rect().contains(b.geometry()) for b in (*boutons, onglets.plus))
        return [b.text() for b in boutons]

    assert (barre(), _menu(onglets)) == (["Foyer", "Budget"], ["Suivi, 3"])
    onglets.plus.choisir("Suivi, 3")
    assert onglets.cle == "suivi"
    assert (barre(), _menu(onglets)) == (["Foyer", "Suivi"], ["Budget"])
    QTest.keyClick(onglets, Qt.Key.Key_Left)
    assert (onglets.cle, barre()) == ("budget", ["Foyer", "Budget"])


def _menu(onglets: Onglets) -> list[str]:
    return [a.text() for a in onglets.plus.choix.actions()]


def test_les_barres_se_disent_et_l_inconnu_n_a_pas_de_barre(qtbot: QtBot) -> None:
    barres = BarreComparaison(
        [Barre("Logement quitté", 12754, "127,54 €"), Barre("Proposition 2", None, "inconnu", True)]
    )
    qtbot.addWidget(barres)
    assert barres.accessibleDescription() == "Logement quitté : 127,54 € ; Proposition 2 : inconnu"
    barres.resize(400, 52)
    image = barres.grab().toImage()
    echelle = image.devicePixelRatio()
    accent = CLAIR.accent.lower()
    couleurs = {image.pixelColor(x, int(39 * echelle)).name() for x in range(image.width())}
    assert accent not in couleurs


def test_la_courbe_se_dit_et_se_peint_meme_vide(qtbot: QtBot) -> None:
    courbe = CourbeRestants()
    qtbot.addWidget(courbe)
    courbe.grab()
    points = (PointRestants(date(2026, 1, 1), 45), PointRestants(date(2026, 11, 1), 27))
    courbe.poser(Restants(points, (PointRestants(date(2027, 9, 24), 0),), date(2027, 9, 1), "travaux le 01/09/2027"))
    assert courbe.accessibleDescription() == "01/01/2026 : 45 ; 01/11/2026 : 27"
    courbe.resize(480, 220)
    assert not courbe.grab().isNull()
    courbe.poser(Restants(points[:1]))
    assert not courbe.grab().isNull()


CASES = [
    CaseLogement(f"{esc}{etage}{porte}", f"esc. {esc}", etage, str(porte), "relogé", hachuree=porte == 1)
    for esc in "AB"
    for etage in (0, 1)
    for porte in (1, 2)
]


def test_le_batiment_s_ouvre_d_un_clic_et_se_parcourt_au_clavier(qtbot: QtBot) -> None:
    image = ImageBatiment(CASES)
    qtbot.addWidget(image)
    image.show()
    image.activateWindow()
    qtbot.waitUntil(image.isActiveWindow)
    cases = {case.case.id: case for case in image.findChildren(_Case)}
    assert len(cases) == 8
    with qtbot.waitSignal(image.choisi) as signal:
        QTest.mouseClick(cases["A02"], Qt.MouseButton.LeftButton)
    assert signal.args == ["A02"]
    ici = cases["A11"]
    ici.setFocus()
    chemin = ((Qt.Key.Key_Right, "A12"), (Qt.Key.Key_Right, "B11"), (Qt.Key.Key_Down, "B01"), (Qt.Key.Key_Down, "B01"))
    for touche, attendue in chemin:
        QTest.keyClick(ici, touche)
        ici = cases[attendue]
        assert QApplication.focusWidget() is ici
    with qtbot.waitSignal(image.choisi) as signal:
        QTest.keyClick(cases["B01"], Qt.Key.Key_Return)
    assert signal.args == ["B01"]


def test_chaque_logement_se_dit(qtbot: QtBot) -> None:
    image = ImageBatiment(CASES)
    qtbot.addWidget(image)
    noms = {case.accessibleName() for case in image.findChildren(_Case)}
    assert "esc. A, RDC, porte 1 : relogé" in noms
    assert "esc. B, 1er étage, porte 2 : relogé" in noms
    assert (nom_etage(3), nom_etage(-1)) == ("3e étage", "sous-sol 1")


def test_un_etage_inconnu_est_dit_et_dessine_tout_en_bas(qtbot: QtBot) -> None:
    etages = (None, -1, 0, 2)
    image = ImageBatiment([CaseLogement(str(e), "esc. A", e, "1", "vacant") for e in etages])
    qtbot.addWidget(image)
    image.show()
    hauteurs = {case.case.id: case.y() for case in image.findChildren(_Case)}
    assert sorted(hauteurs, key=hauteurs.__getitem__) == ["2", "0", "-1", "None"]
    assert nom_etage(None) == "étage inconnu"


@pytest.mark.parametrize("t", [CLAIR, SOMBRE], ids=lambda t: t.nom)
def test_les_icones_prennent_la_teinte_du_theme(qtbot: QtBot, t: Theme) -> None:  # noqa: ARG001 (une application)
    image = icone("users", t.accent, 16).pixmap(16, 16).toImage()
    vus = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    assert t.accent.lower() in {c.name() for c in vus if c.alpha() == 255}


def test_chaque_icone_est_un_dessin_a_teinter() -> None:
    dessins = list(ressource("icones").glob("*.svg"))
    assert len(dessins) > 20
    assert all("currentColor" in dessin.read_text(encoding="utf-8") for dessin in dessins)


def test_les_elements_suivent_le_theme_en_direct(qtbot: QtBot) -> None:
    pastille = Pastille(style_etat(Etat.RESPECTEE, "ok"))
    qtbot.addWidget(pastille)
    fonds = []
    for t in (CLAIR, SOMBRE):
        habillage.forcer(t)
        image = pastille.grab().toImage()
        fonds.append(image.pixelColor(image.width() // 2, 1).name().upper())
    habillage.forcer(CLAIR)
    assert fonds == ["#E3F3EA", "#1C3427"]


def test_les_formes_differentes_se_peignent_differemment(qtbot: QtBot) -> None:
    images = []
    for forme in Forme:
        pastille = Pastille(style_etat(Etat.A_FAIRE, ""))
        qtbot.addWidget(pastille)
        pastille.montrer(type(pastille.style_montre)("", pastille.style_montre.ton, forme))
        images.append(pastille.grab().toImage())
    assert all(images[i] != images[j] for i in range(len(images)) for j in range(i))


def test_les_invites_et_leur_doublure_ont_la_meme_forme() -> None:
    vraies: Invites = InvitesQt()
    fausses: Invites = FaussesInvites(True, "b")
    assert vraies is not fausses
    assert fausses.confirmer("Effacer ?", "Effacer")
    assert fausses.choisir("Lequel ?", [("a", "A"), ("b", "B")]) == "b"
