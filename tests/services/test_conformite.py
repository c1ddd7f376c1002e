"""La conformité imprimée depuis la base : ce jour, un autre, ou telle que connue ; sans nom pour une opération."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from relogement.commun import ErreurMetier
from relogement.regles.charte.moteur import OBLIGATIONS
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES
from relogement.services.charte import constats_menage
from relogement.services.impression_conformite import imprimer_conformite_menage, imprimer_conformite_operation
from relogement.services.menages import affecter_referent, creer_decohabitant, creer_menage
from relogement.vocabulaire import MotifRefus
from tests.outils import cle, photographie
from tests.services.dossier import Dossier

AUJOURD_HUI = date(2026, 11, 18)
DEMAIN = AUJOURD_HUI + timedelta(days=1)


def lue(chemin: Path) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(chemin).pages).split())


def fiche(d: Dossier, au: date = AUJOURD_HUI, connu_le: date | None = None) -> str:
    sortie = d.dossier / "fiche.pdf"
    imprimer_conformite_menage(d.base, d.menage, sortie, au, connu_le)
    return lue(sortie)


def test_la_fiche_d_un_menage_dit_chaque_constat_et_ne_change_rien(d: Dossier) -> None:
    avant = photographie(d.base)
    texte = fiche(d)
    assert "BENALI Leïla" in texte
    for c in constats_menage(d.base, d.menage, AUJOURD_HUI):
        assert f"({c.id})" in texte
        assert " ".join(c.phrase.split()) in texte or "Voir la note" in texte
    assert photographie(d.base) == avant


def test_la_fiche_d_un_menage_dit_aussi_ce_qui_regarde_son_operation(d: Dossier) -> None:
    texte = fiche(d)
    assert "Pour l'opération" in texte
    assert "Pilote désigné (A10.1)" in texte


def test_les_deux_compteurs_se_lisent_cote_a_cote(d: Dossier) -> None:
    d.refuser()
    texte = fiche(d)
    assert "Charte : propositions adaptées refusées 0" in texte
    assert "Loi : offres conformes à l'article 13 bis, refusées 0" in texte
    assert "faute de savoir : la proposition n° 1" in texte
    assert MotifRefus.COUT.libelle not in texte.split("Les articles de la charte")[0]


def test_une_fiche_dit_le_passe_tel_qu_il_etait_connu(d: Dossier) -> None:
    d.horloge.jour = DEMAIN
    affecter_referent(d.base, d.menage, agent="Karim L.", du=date(2026, 1, 20))
    assert "Karim L. est référent" in fiche(d)
    alors = fiche(d, connu_le=AUJOURD_HUI)
    assert "Karim L." not in alors
    assert "Tel que connu le 18/11/2026" in alors
    assert "Imprimé le 19/11/2026" in alors


def test_ce_qui_n_etait_pas_encore_connu_ne_s_imprime_pas(d: Dossier) -> None:
    d.horloge.jour = DEMAIN
    nouveau = cle(creer_menage(d.base, d.operation, nom="ROUX"))
    sortie = d.dossier / "fiche.pdf"
    with pytest.raises(ErreurMetier, match="Ce ménage n'était pas encore connu le 18/11/2026"):
        imprimer_conformite_menage(d.base, nouveau, sortie, AUJOURD_HUI, AUJOURD_HUI)
    with pytest.raises(ErreurMetier, match="n'est pas encore venu"):
        imprimer_conformite_operation(d.base, d.operation, sortie, DEMAIN, DEMAIN + timedelta(days=1))
    with pytest.raises(ErreurMetier, match=r"\.pdf"):
        imprimer_conformite_menage(d.base, nouveau, d.dossier / "fiche.txt", AUJOURD_HUI)
    assert not sortie.exists()


def test_la_fiche_d_une_operation_ne_connait_que_des_references(d: Dossier) -> None:
    autre = d.autre_menage()
    creer_decohabitant(d.base, autre, nom="ROUX Sam", le=date(2026, 9, 1))
    sortie = d.dossier / "fiche.pdf"
    imprimer_conformite_operation(d.base, d.operation, sortie, AUJOURD_HUI)
    texte = lue(sortie)
    for nom in ("BENALI", "Leïla", "ROUX", "André", "Sam"):
        assert nom not in texte
    for reference in ("BEL-0001", "BEL-0002", "BEL-0003"):
        assert texte.count(reference) == 1
    assert "Les décohabitants, comptés à part" in texte
    for o in OBLIGATIONS:
        assert (f"{o.id} · {o.libelle}" in texte) is (o.id not in OBLIGATIONS_SOCIALES), o.id
    assert "Pilote désigné (A10.1)" in texte
