"""Le formulaire de refus : ce qu'il rappelle, ce qu'il demande, ce qui est déjà rempli."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relogement.documents.formulaire_refus import formulaire_refus
from relogement.vocabulaire import MotifRefus
from tests.documents.exemple import FORMULAIRE, contenu, lire

SIGNE_A_LA_MAIN = replace(
    FORMULAIRE, refuse_de_signer=False, motifs=tuple((m.libelle, False) for m in MotifRefus),
    proposition=replace(FORMULAIRE.proposition, motif=None, motif_texte=None, ecrit=None, ecrit_le=None, temoin=None,
                        mous_a_aide=None),
)


@pytest.mark.parametrize("formulaire", [FORMULAIRE, SIGNE_A_LA_MAIN], ids=["prérempli", "à la main"])
def test_tient_sur_une_page_et_dit_tout(formulaire: object) -> None:
    assert isinstance(formulaire, type(FORMULAIRE))
    pdf = formulaire_refus(formulaire, invariant=True)
    page = contenu(pdf)
    assert len(lire(pdf).pages) == 1
    for attendu in (
        "Refus de la proposition n° 1", "Mme Benali Leïla", "Résidence des Chênes, 4 rue Zola, porte 12",
        "Loyer et charges 341,10 € et 84,00 € par mois", "Envoyée le 05/10/2026", "Reçue le 08/10/2026",
        "La MOUS m'a aidé",
        "Le ménage refuse de signer", "Témoin :", "Signature :", "jusqu'à 3 propositions", "Page 1/1",
        *(motif.libelle for motif in MotifRefus),
    ):
        assert attendu in page


def test_ce_qui_est_note_est_deja_rempli() -> None:
    page = contenu(formulaire_refus(FORMULAIRE))
    assert "Trop cher, l'APL couvre < 60 % du loyer & l'école est loin." in page
    assert "Témoin : Paul M. Le : 29/10/2026" in page


def test_une_case_cochee_se_voit() -> None:
    rien = formulaire_refus(SIGNE_A_LA_MAIN, invariant=True)
    motifs = tuple((m.libelle, m is MotifRefus.COUT) for m in MotifRefus)
    assert formulaire_refus(replace(SIGNE_A_LA_MAIN, motifs=motifs), invariant=True) != rien


def test_en_rehabilitation_les_trois_propositions_ne_sont_pas_promises() -> None:
    page = contenu(formulaire_refus(replace(FORMULAIRE, demolition=False)))
    assert "prend en compte les attentes" in page
    assert "3 propositions" not in page


def test_les_proprietes_ne_nomment_personne() -> None:
    pdf = lire(formulaire_refus(FORMULAIRE))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Refus BEL-0042"


def test_un_motif_tres_long_s_imprime() -> None:
    long = replace(FORMULAIRE, proposition=replace(FORMULAIRE.proposition, motif_texte="mot " * 4000))
    assert contenu(formulaire_refus(long)).count("mot ") >= 4000
