"""L'organisation se règle, les textes se récrivent : l'aperçu suit, un champ inconnu est refusé, tout s'annule."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from relogement.documents.courriers.champs import BLOCS, CHAMPS
from relogement.services.courriers import courriers, recrire_courrier
from relogement.services.organisation import organisation
from relogement.stockage.base import Base
from tests.ui.ecrans.test_reglages import bouton, textes
from tests.ui.outils import MIDI, base_neuve, operation
from tests.ui.socle.faux import FaussesInvites
from ui.app import Assemblage, assembler
from ui.ecrans.reglages.courriers import VoletCourriers
from ui.ecrans.reglages.ecran import EcranReglages
from ui.ecrans.reglages.organisation import SANS_LOGO, VoletOrganisation
from ui.fiches.texte_courrier import FicheTexte


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
def qui(assemblage: Assemblage) -> VoletOrganisation:
    ecran = assemblage.fenetre.montrer("reglages", section="organisation")
    assert isinstance(ecran, EcranReglages)
    volet = ecran.volets["organisation"]
    assert isinstance(volet, VoletOrganisation)
    return volet


@pytest.fixture
def volet(assemblage: Assemblage) -> VoletCourriers:
    ecran = assemblage.fenetre.montrer("reglages", section="courriers")
    assert isinstance(ecran, EcranReglages)
    volet = ecran.volets["courriers"]
    assert isinstance(volet, VoletCourriers)
    return volet


def ouverte(volet: VoletCourriers, nom: str = "Annonce de l'opération") -> FicheTexte:
    bouton(volet, f"Modifier « {nom} »").click()
    assert volet.fiche is not None
    return volet.fiche


def test_l_organisation_se_dit_une_fois_et_s_annule(
    qui: VoletOrganisation, base: Base, assemblage: Assemblage
) -> None:
    assert qui.formulaire.rangs["nom"].saisie.cibles()[0].hasFocus()
    for nom, texte in (("nom", "MOUS de Bellevue"), ("adresse", "3 place\n44100 Nantes"), ("telephone", "0240000000")):
        qui.formulaire.rangs[nom].saisie.poser(texte)
    qui.formulaire.demander_validation()
    lue = organisation(base)
    assert (lue.nom, lue.adresse, lue.telephone) == ("MOUS de Bellevue", "3 place\n44100 Nantes", "02 40 00 00 00")
    assert qui.formulaire.rangs["nom"].texte == "MOUS de Bellevue"
    assemblage.contexte.annuler_dernier()
    assert organisation(base).nom is None
    assert qui.formulaire.rangs["nom"].texte == ""


def test_une_frappe_en_cours_n_est_pas_refaite(qui: VoletOrganisation, base: Base) -> None:
    qui.formulaire.rangs["ville"].saisie.poser("Nant")
    qui.formulaire.rangs["ville"].garder()
    recrire_courrier(base, "annonce", objet="O", corps="C")
    qui.rafraichir()
    assert qui.formulaire.rangs["ville"].texte == "Nant"


def test_le_logo_se_choisit_se_montre_et_se_retire(
    qui: VoletOrganisation, base: Base, invites: FaussesInvites, tmp_path: Path
) -> None:
    assert SANS_LOGO in textes(qui)
    tampon = BytesIO()
    Image.new("RGB", (30, 10), "navy").save(tampon, "PNG")
    (tmp_path / "logo.png").write_bytes(tampon.getvalue())
    invites.reponses.append(tmp_path / "logo.png")
    bouton(qui, "Choisir une image…").click()
    assert organisation(base).logo == tampon.getvalue()
    assert SANS_LOGO not in textes(qui)
    bouton(qui, "Retirer").click()
    assert organisation(base).logo is None


def test_un_faux_logo_se_dit(
    qtbot: QtBot, qui: VoletOrganisation, base: Base, invites: FaussesInvites, tmp_path: Path
) -> None:
    (tmp_path / "faux.png").write_bytes(b"%PDF")
    invites.reponses.append(tmp_path / "faux.png")
    with qtbot.waitSignal(qui.contexte.erreur) as dit:
        bouton(qui, "Choisir une image…").click()
    assert "PNG ou JPEG" in dit.args[0].phrase
    assert organisation(base).logo is None


def test_la_liste_dit_d_ou_vient_chaque_texte(volet: VoletCourriers, base: Base) -> None:
    lus = textes(volet)
    assert {c.modele.source for c in courriers(base)} <= set(lus)
    assert lus.count("texte livré") == len(courriers(base))
    recrire_courrier(base, "annonce", objet="O", corps="C")
    volet.rafraichir()
    assert "récrit le 18/11/2026" in textes(volet)


def test_on_recrit_un_texte_l_apercu_suit_puis_on_revient_au_livre(volet: VoletCourriers, base: Base) -> None:
    fiche = ouverte(volet)
    avant = fiche.apercu.pages
    assert len(avant) == 1
    fiche.formulaire.rangs["corps"].saisie.poser("Bonjour {menage}.")
    fiche.montrer()
    assert fiche.apercu.pages != avant
    fiche.formulaire.demander_validation()
    assert volet.fiche is None
    assert next(c for c in courriers(base) if c.modele.code == "annonce").texte.corps == "Bonjour {menage}."
    ouverte(volet)
    assert "en vigueur" in textes(volet)
    bouton(volet, "Revenir au texte livré").click()
    assert not next(c for c in courriers(base) if c.modele.code == "annonce").recrit


def test_un_champ_inconnu_est_refuse_pres_du_texte_et_la_frappe_reste(volet: VoletCourriers) -> None:
    fiche = ouverte(volet)
    pages = fiche.apercu.pages
    fiche.formulaire.rangs["corps"].saisie.poser("Bonjour {menagge}.")
    fiche.montrer()
    assert "{menagge} n'existe pas" in fiche.formulaire.rangs["corps"].erreur
    assert fiche.apercu.pages == pages
    fiche.formulaire.demander_validation()
    assert volet.fiche is fiche
    assert fiche.formulaire.rangs["corps"].texte == "Bonjour {menagge}."
    volet.fermer()
    assert ouverte(volet).formulaire.rangs["corps"].texte == "Bonjour {menagge}."


def test_un_champ_s_insere_au_curseur_et_un_bloc_sur_sa_ligne(volet: VoletCourriers) -> None:
    fiche = ouverte(volet)
    fiche.formulaire.rangs["corps"].saisie.poser("")
    lignes = [fiche.champs.item(rang) for rang in range(fiche.champs.count())]
    noms = [x.data(Qt.ItemDataRole.UserRole) for x in lignes]
    assert [n for n in noms if n] == [*CHAMPS, *BLOCS]
    for nom in ("menage", "budget"):
        fiche.champs.setCurrentRow(noms.index(nom))
        fiche.inserer_choisi.click()
    assert fiche.zone.toPlainText() == "{menage}\n{budget}\n"
    fiche.champs.setCurrentRow(0)
    fiche.inserer()
    assert fiche.zone.toPlainText() == "{menage}\n{budget}\n"


def test_une_version_d_avant_se_reprend(volet: VoletCourriers, base: Base) -> None:
    recrire_courrier(base, "annonce", objet="Premier", corps="Premier texte.")
    recrire_courrier(base, "annonce", objet="Second", corps="Second texte.")
    volet.rafraichir()
    fiche = ouverte(volet)
    assert fiche.formulaire.rangs["objet"].texte == "Second"
    fiche.reprendre(volet.lignes[0].versions[1].texte or volet.lignes[0].texte)
    fiche.formulaire.demander_validation()
    assert next(c for c in courriers(base) if c.modele.code == "annonce").texte.objet == "Premier"
