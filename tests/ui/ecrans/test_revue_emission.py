"""Émettre une revue depuis l'écran : le contrôle d'abord, puis la liste des émises, la réémission, les ajustements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlmodel import col

from relogement import modeles as m
from relogement.regles.revue.arret import Arret
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.revues_emises import deja_emise, emettre_revue, revues_emises
from relogement.stockage.base import Base
from relogement.vocabulaire import MomentRevue, MotifPriorite, VarianteRevue
from tests.services import base_douze as douze
from tests.services import base_revue as b
from tests.ui.socle.faux import FaussesInvites
from ui.ecrans.revue.ecran import EcranRevue
from ui.ecrans.revue.lecture import Demande, LectureRevue
from ui.socle.contexte import Contexte

LE = date(2026, 10, 5)


class Bureau:
    """L'écran sur une base ; `phrases` retient ce qui se dit."""

    def __init__(self, qtbot: QtBot, base: Base) -> None:
        self.qtbot, self.base = qtbot, base
        self.invites = FaussesInvites()
        self.contexte: Contexte[Base] = Contexte(
            base, base.horloge, invites=self.invites, annuler=annuler, annulable=dernier_annulable
        )
        self.phrases: list[str] = []
        self.navigations: list[tuple[str, object]] = []
        self.contexte.change.connect(lambda _, phrase: self.phrases.append(phrase))
        self.contexte.erreur.connect(lambda e: self.phrases.append(f"ERREUR {e.phrase}"))
        self.contexte.navigation.connect(lambda cle, cible: self.navigations.append((cle, cible)))
        self.ecran = EcranRevue(self.contexte)
        qtbot.addWidget(self.ecran)
        self.ecran.resize(1200, 800)
        self.ecran.show()
        self.calme()

    def calme(self) -> None:
        """Attend la fin de ce qui se fait à côté."""
        self.qtbot.waitUntil(lambda: self.contexte.taches.en_cours == 0)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: self.contexte.taches.en_cours == 0)

    def lire(self, geste: Callable[[], object]) -> LectureRevue:
        """La revue montrée après ce geste."""
        avant = self.ecran.lecture
        geste()
        self.qtbot.waitUntil(lambda: self.ecran.lecture is not avant)
        self.calme()
        assert self.ecran.lecture is not None
        return self.ecran.lecture

    def textes(self) -> str:
        return "\n".join(t.text() for t in self.ecran.findChildren(QLabel) if t.isVisible())

    def fermer(self) -> None:
        self.contexte.taches.terminer()
        QApplication.processEvents()
        self.base.fermer()


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Huit ménages et un décohabitant, sans anomalie bloquante au troisième trimestre."""
    neuve = b.base_neuve(tmp_path, LE)
    b.remplir(neuve)
    return neuve


@pytest.fixture
def bureau(qtbot: QtBot, base: Base) -> Iterator[Bureau]:
    fait = Bureau(qtbot, base)
    yield fait
    fait.fermer()


def emettre(bureau: Bureau) -> None:
    """Émet, et attend le recalcul qui suit."""
    bureau.lire(bureau.ecran.emettre.click)


def corriger(bureau: Bureau, reference: str, le: date) -> None:
    """Corrige le jour du déménagement de ce ménage, et le dit à la fenêtre."""
    with bureau.base.geste("essai", "Essai") as g:
        menage = select(col(m.Menage.id)).where(col(m.Menage.reference) == reference)
        sien = g.s.scalars(select(m.Relogement).where(col(m.Relogement.menage_id).in_(menage))).one()
        sien.demenage_le = le
        changements = g.changements("Corrigé.")
    bureau.contexte.retenir(changements)


def test_une_revue_s_emet_et_se_range_avec_sa_date_et_son_auteur(bureau: Bureau) -> None:
    emettre(bureau)
    (emise,) = revues_emises(bureau.base)
    assert (emise.arret, emise.le, emise.toutes) == (Arret.du("2026-T3"), LE, True)
    ecran = bureau.ecran
    assert ecran.pages.onglets.cle == "Émises"
    table = ecran.pages.emises.table
    assert table.identifiant_courant == emise.id
    colonnes = [c.texte(table.lignes[0]) for c in table.modele.colonnes]
    assert colonnes[:5] == ["05/10/2026 à 09:00", "Revue trimestrielle 2026-T3", "toutes", "Nadia R.", "8"]
    assert bureau.phrases[-1].startswith("Revue émise et figée")
    assert ecran.emettre.isEnabled()
    assert bureau.contexte.nom_dernier_geste == "émission : Revue trimestrielle 2026-T3"


def test_l_emission_s_annule_tant_qu_elle_n_est_pas_sortie(bureau: Bureau) -> None:
    emettre(bureau)
    bureau.lire(bureau.contexte.annuler_dernier)
    assert revues_emises(bureau.base) == ()
    assert bureau.ecran.pages.emises.table.lignes == []


def test_deux_clics_ne_font_qu_une_emission(bureau: Bureau) -> None:
    bureau.ecran.emettre.click()
    bureau.ecran.emettre.click()
    bureau.calme()
    assert len(revues_emises(bureau.base)) == 1


def test_une_fiche_bloquante_s_ouvre_a_la_place_de_l_emission(qtbot: QtBot, tmp_path: Path) -> None:
    base = b.base_neuve(tmp_path)
    cles = douze.remplir(base)
    _sans_date(base)
    bureau = Bureau(qtbot, base)
    pages = bureau.ecran.pages
    assert pages.qualite.bloquantes
    bureau.ecran.emettre.click()
    bureau.calme()
    assert revues_emises(base) == ()
    assert pages.onglets.cle == "Qualité"
    assert "bloquante" in bureau.phrases[-1]
    assert "corrigez ce qui est dit ici, puis émettez" in bureau.phrases[-1]
    premiere = pages.qualite.table.lignes[0]
    assert premiere.anomalie.regle.gravite.value == "bloquante"
    pages.qualite.table.choisir(premiere.rang)
    QTest.keyClick(pages.qualite.table.vue, Qt.Key.Key_Return)
    ecran, cible = bureau.navigations[-1]
    assert ecran == "menage"
    assert isinstance(cible, dict)
    assert cible["id"] in cles.values()
    assert cible["section"] == premiere.anomalie.cible.section
    bureau.fermer()


def _sans_date(base: Base) -> None:
    """Les réponses données après juillet perdent leur jour : quatre accords."""
    with base.geste("essai", "Essai") as g:
        for p in g.s.scalars(select(m.Proposition).where(col(m.Proposition.repondue_le) > date(2026, 7, 31))):
            p.repondue_le = None


def test_les_lignes_choisies_se_disent_inconnues_d_un_coup_avec_leur_raison(qtbot: QtBot, tmp_path: Path) -> None:
    base = b.base_neuve(tmp_path)
    douze.remplir(base)
    _sans_date(base)
    bureau = Bureau(qtbot, base)
    qualite = bureau.ecran.pages.qualite
    bureau.ecran.pages.onglets.choisir("Qualité")
    nombre = qualite.bloquantes
    assert nombre > 1
    assert not qualite.lever.isEnabled()
    douteuse = next(x for x in qualite.table.lignes if not x.anomalie.levable)
    qualite.table.choisir(douteuse.rang)
    assert not qualite.lever.isEnabled()
    qualite.table.vue.selectAll()
    assert qualite.lever.isEnabled()
    bureau.invites.reponses = [None]
    qualite.lever.click()
    assert qualite.bloquantes == nombre
    bureau.invites.reponses = ["Le suivi d'alors ne le dit pas"]
    bureau.lire(qualite.lever.click)
    assert qualite.bloquantes == 0
    assert f"{nombre} levées" in bureau.textes()
    levees = [x for x in qualite.table.lignes if x.anomalie.levee]
    assert len(levees) == nombre
    assert levees[0].constat.endswith("Dit inconnu le 05/10/2026 : Le suivi d'alors ne le dit pas")
    bureau.lire(bureau.contexte.annuler_dernier)
    assert qualite.bloquantes == nombre
    bureau.fermer()


def test_la_revue_d_un_trimestre_en_cours_ne_s_emet_pas(bureau: Bureau) -> None:
    liste = bureau.ecran.choix.moment.liste
    # À cette date, une donnée manque aussi : le contrôle passe d'abord.
    lecture = bureau.lire(lambda: liste.setCurrentIndex(liste.findData("2026-T4")))
    assert not lecture.revue.arret.acheve(LE)
    bureau.ecran.emettre.click()
    bureau.calme()
    assert revues_emises(bureau.base) == ()
    assert bureau.phrases[-1].startswith("ERREUR ")


def test_une_revue_emise_se_reemet_telle_quelle(bureau: Bureau, tmp_path: Path) -> None:
    emettre(bureau)
    copies = [tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "d"]
    boutons = list(bureau.ecran.pages.emises.boutons.values())
    bureau.invites.reponses = list(copies)
    boutons[0].click()
    bureau.calme()
    assert bureau.phrases[-1] == (
        "Revue trimestrielle 2026-T3, telle qu'émise le 05/10/2026, variante financeur : a.xlsx"
    )
    bureau.lire(lambda: corriger(bureau, "BEL-0005", date(2026, 10, 2)))
    boutons[0].click()
    bureau.calme()
    boutons[1].click()
    bureau.calme()
    assert copies[0].read_bytes() == copies[1].read_bytes()
    assert copies[0].read_bytes() != (tmp_path / "d.xlsx").read_bytes()


def test_ce_qui_est_corrige_apres_l_emission_se_lit_en_ajustements(bureau: Bureau) -> None:
    pages = bureau.ecran.pages
    assert "Quand une revue de ces opérations sera émise" in bureau.textes() or not pages.ajustements.isVisible()
    emettre(bureau)
    pages.choisir("Ajustements")
    assert "aucun chiffre n'a changé depuis" in bureau.textes()
    lecture = bureau.lire(lambda: corriger(bureau, "BEL-0005", date(2026, 10, 2)))
    assert lecture.revue.ajustements
    table = pages.ajustements.chiffres
    reloges = next(x for x in table.lignes if x.ajustement.recalcule.indicateur.cle == "reloges")
    table.choisir(reloges.rang)
    dits = [c.texte(reloges) for c in table.modele.colonnes]
    assert dits == ["2026-T3", "Synthèse", "Relogés définitivement", "3", "2", "−\u00a01", "8", "0", "1"]
    (corrige,) = pages.ajustements.menages.lignes
    assert (corrige.menage.reference, corrige.effet) == ("BEL-0005", "en sort")
    assert "le 05/10/2026" in corrige.corrections
    assert "Revue trimestrielle 2026-T3, émise le 05/10/2026" in bureau.textes()
    pages.ajustements.menages.choisir(corrige.code)
    QTest.keyClick(pages.ajustements.menages.vue, Qt.Key.Key_Return)
    assert bureau.navigations[-1] == ("menage", {"id": corrige.menage.id})


def test_un_chiffre_sensible_dit_son_ecart_sans_nommer_personne(bureau: Bureau) -> None:
    pages = bureau.ecran.pages
    emettre(bureau)
    pages.choisir("Ajustements")

    def noter() -> None:
        with bureau.base.geste("essai", "Essai") as g:
            fiche = g.s.scalars(select(m.Menage).where(col(m.Menage.reference) == "BEL-0001")).one()
            fiche.priorites = [MotifPriorite.SANTE.value]
            changements = g.changements("Corrigé.")
        bureau.contexte.retenir(changements)

    bureau.lire(noter)
    table = pages.ajustements.chiffres
    sante = next(x for x in table.lignes if x.ajustement.recalcule.indicateur.cle == "cia_prioritaires:sante")
    table.choisir(sante.rang)
    assert [c.texte(sante) for c in table.modele.colonnes][3:6] == ["0", "1", "+\u00a01"]
    assert not pages.ajustements.menages.lignes
    assert "ne disent pas leurs ménages" in bureau.textes()


def test_le_trimestre_d_avant_est_celui_qui_a_ete_emis(bureau: Bureau) -> None:
    pages = bureau.ecran.pages
    emettre_revue(bureau.base, "2026-T2")
    liste = bureau.ecran.choix.moment.liste
    bureau.lire(lambda: corriger(bureau, "BEL-0003", date(2026, 7, 2)))
    assert "Au 30/06/2026 : les valeurs de la revue émise le 05/10/2026, puis ce que les corr" in bureau.textes()
    lecture = bureau.ecran.lecture
    assert lecture is not None
    reloges = next(c for p in lecture.pages for c in p.choix if c.chiffre.indicateur.cle == "reloges")
    assert reloges.ligne is not None
    # Émis à 1, recalculé à 0 : le n° 3 n'est parti qu'en juillet, comme les n° 4 et 5 (3 relogés au 30 septembre).
    bloc = next(x for p in lecture.pages for x in p.blocs if any(c.choix == reloges for r in x.rangees for c in r))
    dits = next(r for r in bloc.rangees if r[0].choix == reloges)
    assert bloc.colonnes[5:] == ("30/06/2026, émis", "Corrigé depuis", "Évolution", "Soit au 30/09/2026")
    assert [c.texte for c in dits[5:]] == ["1", "−\u00a01", "+\u00a03", "3"]
    emis = dits[5].choix
    assert emis is not None
    pages.volet.montrer(emis, lecture)
    assert [x.menage.reference for x in pages.volet.table.lignes] == ["BEL-0003"]
    bureau.lire(lambda: liste.setCurrentIndex(liste.findData("2026-T2")))


@pytest.mark.parametrize("moment", [x for x in MomentRevue if x is not MomentRevue.TRIMESTRE])
def test_un_autre_moment_demande_sa_date(bureau: Bureau, moment: MomentRevue) -> None:
    choix = bureau.ecran.choix
    choix.poser(Demande(Arret.du("2026-T3"), ("BEL",)))
    bureau.calme()
    bureau.lire(lambda: choix.moment.liste.setCurrentIndex(choix.moment.liste.findData(moment)))
    assert choix.moment.au.isVisible()
    assert choix.moment.arret == Arret(moment, LE)
    champ = choix.moment.au
    champ.poser("12/08/2026")
    lecture = bureau.lire(champ.quitte.emit)
    assert lecture.revue.arret == Arret(moment, date(2026, 8, 12))
    assert "Arrêtée au 12/08/2026" in bureau.textes()
    champ.poser("")
    champ.quitte.emit()
    assert "Tapez le jour où les faits s'arrêtent" in bureau.textes()
    assert choix.demande is None


def test_quitter_la_date_sans_y_toucher_ne_recalcule_rien(bureau: Bureau) -> None:
    moment = bureau.ecran.choix.moment
    bureau.lire(lambda: moment.liste.setCurrentIndex(moment.liste.findData(MomentRevue.POINT_ETAPE)))
    moment.au.quitte.emit()
    assert bureau.contexte.taches.en_cours == 0


def test_une_cloture_sans_operation_nommee_dit_quoi_faire(bureau: Bureau) -> None:
    moment = bureau.ecran.choix.moment
    moment.liste.setCurrentIndex(moment.liste.findData(MomentRevue.CLOTURE))
    bureau.calme()
    assert bureau.phrases[-1] == "ERREUR Une clôture regarde une seule opération : nommez-la."
    assert "Une clôture regarde une seule opération" in bureau.textes()


def test_revoir_une_revue_emise_en_reprend_le_moment_et_les_operations(bureau: Bureau) -> None:
    arret = Arret(MomentRevue.POINT_ETAPE, date(2026, 8, 31))
    cle = emettre_revue(bureau.base, arret, ("BEL",)).id
    assert isinstance(cle, UUID)
    bureau.ecran.pages.montrer_emises(revues_emises(bureau.base))
    table = bureau.ecran.pages.emises.table
    table.choisir(cle)
    bureau.ecran.pages.choisir("Émises")
    lecture = bureau.lire(lambda: QTest.keyClick(table.vue, Qt.Key.Key_Return))
    assert lecture.revue.arret == arret
    assert [o.code for o in lecture.revue.operations] == ["BEL"]
    assert bureau.ecran.pages.onglets.cle == "Synthèse"


def test_apres_un_refus_immediat_on_peut_encore_emettre(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    taches = bureau.contexte.taches
    lancer = taches.lancer

    def lancer_et_finir(*arguments: Any, **suites: Any) -> Any:
        """Un travail que l'ouvrier finit avant que la fenêtre ne reprenne la main."""
        suivi = lancer(*arguments, **suites)
        taches._ouvrier.waitForDone()
        return suivi

    bureau.ecran.choix.poser(Demande(Arret.du("2026-T4"), ()))
    bureau.calme()
    monkeypatch.setattr(taches, "lancer", lancer_et_finir)
    bureau.ecran.emettre.click()
    bureau.calme()
    assert "n'est pas passé" in bureau.phrases[-1]
    assert bureau.ecran.emettre.isEnabled()


def test_ni_emettre_ni_exporter_ne_fait_croire_que_les_dossiers_ont_change(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ui.ecrans.revue.ecran.SEULE_MAIN", 0)
    lecture = bureau.ecran.lecture
    bureau.ecran.emettre.click()
    bureau.calme()
    assert len(revues_emises(bureau.base)) == 1
    bureau.invites.reponses = [tmp_path / "revue.xlsx"]
    bureau.ecran._exporter(VarianteRevue.FINANCEUR)
    bureau.calme()
    assert (tmp_path / "revue.xlsx").exists()
    assert bureau.ecran.lecture is lecture
    assert not bureau.ecran.attente.isVisible()
    corriger(bureau, "BEL-0005", date(2026, 10, 2))
    assert bureau.ecran.attente.isVisible()


def test_un_export_impossible_se_dit_comme_un_echec_a_lire(bureau: Bureau, tmp_path: Path) -> None:
    echecs: list[str] = []
    bureau.contexte.echec.connect(lambda e: echecs.append(e.phrase))
    bureau.invites.reponses = [tmp_path / "absent" / "fin.xlsx"]
    bureau.ecran._exporter(VarianteRevue.FINANCEUR)
    bureau.calme()
    assert ["n'existe pas" in e for e in echecs] == [True]


def test_emettre_encore_la_meme_revue_sans_que_rien_ait_change_ne_fige_rien(bureau: Bureau, tmp_path: Path) -> None:
    emettre(bureau)
    bureau.invites.reponses = [tmp_path / "revue.xlsx"]
    bureau.ecran._exporter(VarianteRevue.FINANCEUR)
    bureau.calme()
    bureau.ecran.pages.choisir("Synthèse")
    bureau.ecran.emettre.click()
    bureau.calme()
    assert "déjà émise, le 05/10/2026 à 09:00, et rien n'a changé" in bureau.phrases[-1]
    assert bureau.ecran.pages.onglets.cle == "Émises"
    assert len(revues_emises(bureau.base)) == 1
    assert bureau.ecran.emettre.isEnabled()


def test_emettre_encore_une_revue_corrigee_se_demande_d_abord(bureau: Bureau) -> None:
    emettre(bureau)
    bureau.lire(lambda: corriger(bureau, "BEL-0005", date(2026, 10, 2)))
    bureau.invites.reponses = [False]
    bureau.ecran.emettre.click()
    bureau.calme()
    assert "déjà émise, le 05/10/2026 à 09:00, par Nadia R." in bureau.invites.questions[-1]
    assert len(revues_emises(bureau.base)) == 1
    assert bureau.ecran.emettre.isEnabled()
    bureau.invites.reponses = [True]
    emettre(bureau)
    assert len(revues_emises(bureau.base)) == 2


def test_une_autre_revue_s_emet_sans_question(bureau: Bureau) -> None:
    emettre(bureau)
    assert deja_emise(bureau.base, Arret.du("2026-T3"), ()) == revues_emises(bureau.base)[0]
    assert deja_emise(bureau.base, Arret.du("2026-T2"), ()) is None
    assert deja_emise(bureau.base, Arret.du("2026-T3"), ("BEL",)) is None
