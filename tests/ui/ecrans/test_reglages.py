"""L'écran des réglages : les chartes, leurs chiffres et leurs sources, une version que l'on publie, corrige, retire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from relogement.commun import Changements
from relogement.regles.charte.cles import ENTRETIEN, FRAIS_POSTES, SUIVI_VISITES
from relogement.regles.charte.parametres import SourceParametre, charger_charte, lire_charte
from relogement.services.annulation import annuler
from relogement.services.charte import chartes_operations
from relogement.services.chartes_locales import choisir_charte, creer_charte_locale, publier_version
from relogement.stockage.base import Base
from relogement.stockage.lectures_chartes import lignes_chartes
from relogement.stockage.lectures_operation import presentations_cil
from tests.ui.outils import MIDI, base_neuve, operation
from tests.ui.socle.faux import FaussesInvites
from ui.app import Assemblage, assembler
from ui.ecrans.operation.page import PageOperation
from ui.ecrans.operation.reglages import VoletReglages
from ui.ecrans.reglages.chartes import VoletChartes
from ui.ecrans.reglages.cil import VoletCil
from ui.ecrans.reglages.ecran import EcranReglages
from ui.fiches.charte import FicheVersion
from ui.socle.elements import Bouton

CODE = "charte_de_bellevue"


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return base_neuve(tmp_path)


@pytest.fixture
def invites() -> FaussesInvites:
    return FaussesInvites()


@pytest.fixture
def assemblage(qtbot: QtBot, base: Base, invites: FaussesInvites) -> Iterator[Assemblage]:
    operation(base)
    fait = assembler(base, invites, lambda: MIDI)
    qtbot.addWidget(fait.fenetre)
    fait.fenetre.show()
    yield fait
    fait.fermer()


@pytest.fixture
def volet(assemblage: Assemblage) -> VoletChartes:
    ecran = assemblage.fenetre.montrer("reglages", section="chartes")
    assert isinstance(ecran, EcranReglages)
    trouve = ecran.volets["chartes"]
    assert isinstance(trouve, VoletChartes)
    return trouve


def textes(zone: QWidget) -> list[str]:
    return [label.text() for label in zone.findChildren(QLabel) if label.isVisible()]


def bouton(zone: QWidget, nom: str) -> Bouton:
    (trouve,) = [b for b in zone.findChildren(Bouton) if b.isVisible() and b.accessibleName() == nom]
    return trouve


def locale(base: Base, **version: object) -> Changements:
    creee = creer_charte_locale(base, nom="Charte de Bellevue", reference="Délibération du 02/01/2026")
    assert creee.id is not None
    if version:
        publier_version(base, creee.id, **version)  # type: ignore[arg-type]  # les mots du service
    return creee


def test_chaque_chiffre_de_la_charte_livree_montre_son_unite_et_sa_source(volet: VoletChartes) -> None:
    lus = textes(volet)
    version = charger_charte().version(MIDI.date())
    assert {p.libelle for p in version.parametres.values()} <= set(lus)
    assert "90 jours après l'annonce" in lus
    assert {s.value for s in SourceParametre} <= set(lus)
    assert any(t.startswith("Article 3 ·") for t in lus)
    assert "BEL" in lus
    assert not [b for b in volet.findChildren(Bouton) if b.accessibleName() == "Nouvelle version"]


def test_on_cree_une_charte_locale_puis_on_publie_une_version(volet: VoletChartes) -> None:
    bouton(volet, "Nouvelle charte locale").click()
    assert volet.fiche is not None
    volet.fiche.formulaire.demander_validation()
    assert "▲ Donnez un nom à la charte locale." in textes(volet)
    volet.fiche.formulaire.rangs["nom"].saisie.poser("Charte de Bellevue")
    volet.fiche.formulaire.rangs["reference"].saisie.poser("Délibération du 02/01/2026")
    volet.fiche.formulaire.demander_validation()
    assert volet.fiche is None
    assert volet.code == CODE
    assert any("n'a pas encore de version" in t for t in textes(volet))
    bouton(volet, "Nouvelle version").click()
    fiche = volet.fiche
    assert isinstance(fiche, FicheVersion)
    for nom, texte in (("du", "01/12/2026"), ("libelle", "Avenant n° 1"), (ENTRETIEN, "60"), (SUIVI_VISITES, "1, 6")):
        fiche.formulaire.rangs[nom].saisie.poser(texte)
    fiche.formulaire.demander_validation()
    assert volet.fiche is None
    assert "Délai de l'entretien approfondi : 60 jours après l'annonce\nVisites de suivi : 1 et 6 mois après le " \
        "déménagement" in textes(volet)
    assert "90 jours après l'annonce" in textes(volet), "la version du jour reste celle d'avant"


def test_une_valeur_refusee_se_dit_pres_de_son_champ_et_la_frappe_reste(volet: VoletChartes, base: Base) -> None:
    locale(base)
    volet.rafraichir()
    volet.voir(CODE)
    volet.publier()
    fiche = volet.fiche
    assert isinstance(fiche, FicheVersion)
    for nom, texte in (("du", "01/12/2026"), ("libelle", "Avenant"), (ENTRETIEN, "800")):
        fiche.formulaire.rangs[nom].saisie.poser(texte)
    fiche.formulaire.demander_validation()
    assert "de 0 à 730" in fiche.formulaire.rangs[ENTRETIEN].erreur
    bouton(volet, "Fermer (la frappe est gardée)").click()
    volet.publier()
    assert isinstance(volet.fiche, FicheVersion)
    assert volet.fiche.formulaire.rangs[ENTRETIEN].texte == "800"
    assert not [c for c in volet.fiche.formulaire.rangs if c == "majorite_ans"], "la loi ne se change pas"


def test_sans_chiffre_retouche_une_version_n_est_pas_publiee(volet: VoletChartes, base: Base) -> None:
    locale(base)
    volet.rafraichir()
    volet.voir(CODE)
    volet.publier()
    assert volet.fiche is not None
    for nom, texte in (("du", "01/12/2026"), ("libelle", "Avenant")):
        volet.fiche.formulaire.rangs[nom].saisie.poser(texte)
    volet.fiche.formulaire.demander_validation()
    assert any("ne change rien" in t for t in textes(volet))


def test_ce_qui_se_lit_est_publie_meme_avant_une_version_a_venir(volet: VoletChartes, base: Base) -> None:
    locale(base, du=date(2027, 6, 1), libelle="Avenant n° 2", valeurs={ENTRETIEN: 45})
    volet.rafraichir()
    volet.voir(CODE)
    volet.publier()
    assert volet.fiche is not None
    assert volet.fiche.formulaire.rangs[ENTRETIEN].texte == "45"
    for nom, texte in (("du", "01/03/2027"), ("libelle", "Avenant n° 1"), ("depot_jours", "15")):
        volet.fiche.formulaire.rangs[nom].saisie.poser(texte)
    volet.fiche.formulaire.demander_validation()
    (charte,) = [c.charte for c in lignes_chartes(base) if c.charte.code == CODE]
    assert [charte.entier(ENTRETIEN, date(2027, 2, 28)), charte.entier(ENTRETIEN, date(2027, 3, 1))] == [90, 45]


def test_une_version_a_venir_se_corrige_et_se_retire(
    volet: VoletChartes, base: Base, invites: FaussesInvites
) -> None:
    locale(base, du=date(2026, 12, 1), libelle="Avenant", valeurs={ENTRETIEN: 60, "depot_jours": 15})
    volet.rafraichir()
    volet.voir(CODE)
    bouton(volet, "Corriger la version du 01/12/2026").click()
    fiche = volet.fiche
    assert isinstance(fiche, FicheVersion)
    assert {n: fiche.formulaire.rangs[n].texte for n in ("du", "libelle", ENTRETIEN)} == {
        "du": "01/12/2026", "libelle": "Avenant", ENTRETIEN: "60",
    }
    fiche.formulaire.rangs[ENTRETIEN].saisie.poser("45")
    fiche.formulaire.demander_validation()
    assert any("45 jours" in t and "15 jours" in t for t in textes(volet))
    invites.reponses += [True]
    bouton(volet, "Retirer la version du 01/12/2026").click()
    assert any("n'a pas encore de version" in t for t in textes(volet))


def test_une_version_en_vigueur_ne_se_corrige_plus(volet: VoletChartes, base: Base) -> None:
    locale(base, du=date(2026, 11, 18), libelle="Avenant", valeurs={FRAIS_POSTES: (("camion", "Un camion"),)})
    volet.rafraichir()
    volet.voir(CODE)
    assert "en vigueur" in textes(volet)
    assert not [b for b in volet.findChildren(Bouton) if "version du" in b.accessibleName()]


def test_la_charte_s_exporte_et_se_relit(
    volet: VoletChartes, invites: FaussesInvites, tmp_path: Path
) -> None:
    invites.reponses += [tmp_path / "charte"]
    bouton(volet, "Exporter").click()
    assert lire_charte((tmp_path / "charte.toml").read_text(encoding="utf-8"), "charte.toml") == charger_charte()


def test_l_operation_choisit_sa_charte_dans_ses_reglages(assemblage: Assemblage, base: Base) -> None:
    locale(base, du=date(2026, 1, 1), libelle="Première", valeurs={ENTRETIEN: 60})
    (cle,) = chartes_operations(base)
    page = assemblage.fenetre.montrer("operation", id=_uuid(cle), section="reglages")
    assert isinstance(page, PageOperation)
    reglages = page.volets["reglages"]
    assert isinstance(reglages, VoletReglages)
    assert reglages.charte.fiche is not None
    formulaire = reglages.charte.fiche.formulaire
    formulaire.rangs["charte"].saisie.poser(CODE)
    formulaire.rangs["du"].saisie.poser("15/01/2026")
    formulaire.demander_validation()
    assert "Charte de Bellevue, depuis le 15/01/2026" in "\n".join(textes(reglages.charte))
    assert chartes_operations(base)[cle].entier(ENTRETIEN, date(2026, 1, 15)) == 60


def test_aujourd_hui_mene_a_la_presentation_a_la_cil_qui_se_note_et_se_retire(
    assemblage: Assemblage, base: Base
) -> None:
    assemblage.contexte.naviguer("reglages", section="cil")
    ecran = assemblage.fenetre.montrer("reglages")
    assert isinstance(ecran, EcranReglages)
    volet = ecran.volets["cil"]
    assert isinstance(volet, VoletCil)
    assert volet.isVisible()
    assert volet.formulaire.rangs["le"].saisie.cibles()[0].hasFocus()
    assert "Aucune présentation n'est notée." in textes(volet)
    assert volet.formulaire.rangs["annee"].texte == "2026"
    volet.formulaire.rangs["le"].saisie.poser("17/11/2026")
    volet.formulaire.demander_validation()
    assert presentations_cil(base)[0]["annee"] == 2026
    assert "17/11/2026" in textes(volet)
    bouton(volet, "Retirer la présentation de 2026").click()
    assert presentations_cil(base) == ()
    assert "Aucune présentation n'est notée." in textes(volet)


def test_la_liste_dit_quelles_operations_suivent_une_charte(volet: VoletChartes, base: Base) -> None:
    locale(base)
    (cle,) = chartes_operations(base)
    faits = choisir_charte(base, _uuid(cle), charte=CODE, du=date(2026, 3, 12))
    volet.rafraichir()
    volet.voir(CODE)
    assert "BEL (depuis le 12/03/2026)" in textes(volet)
    assert faits.geste_id is not None
    annuler(base, faits.geste_id)
    volet.rafraichir()
    assert "aucune opération" in textes(volet)


def _uuid(cle: str) -> UUID:

    return UUID(cle)
