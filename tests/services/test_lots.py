"""Imprimer en lot : porte après porte, en un ou plusieurs fichiers, les échecs dits, tout ou rien si l'on arrête."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import event

from relogement.commun import ErreurMetier
from relogement.services.annulation import annuler
from relogement.services.impression import imprimer_dossier
from relogement.services.lots import Echec, imprimer_lot, modeles_de_lot, verifier_lot
from relogement.services.lots_imprimables import DOSSIER, SANS_REPONSE_ATTENDUE
from relogement.services.menages import creer_menage, enregistrer_sortie, modifier_logement
from relogement.services.propositions import refuser_proposition
from relogement.stockage.lectures import fiche_menage
from relogement.vocabulaire import MotifRefus, MotifSortie
from tests.outils import cle, nouvelle_operation, photographie
from tests.services.dossier import Dossier

AU = date(2026, 11, 18)


@pytest.fixture
def trois(d: Dossier) -> list[UUID]:
    """Le ménage d'essai au 3e étage, un autre au rez-de-chaussée, un dernier au 1er."""
    modifier_logement(d.base, d.menage, batiment="B", escalier="A", etage=3, porte="302")
    bas = cle(creer_menage(d.base, d.operation, nom="ROUX", batiment="B", escalier="A", etage=0, porte="2"))
    milieu = cle(creer_menage(d.base, d.operation, nom="DIALLO", batiment="B", escalier="A", etage=1, porte="10"))
    return [bas, milieu, d.menage]


def textes(fichier: Path) -> list[str]:
    return [" ".join(p.extract_text().split()) for p in PdfReader(fichier).pages]


def references(d: Dossier, menages: list[UUID]) -> tuple[str, ...]:
    return tuple(fiche_menage(d.base, x).menage["reference"] for x in menages)


def test_un_seul_pdf_suit_l_ordre_des_portes_avec_un_signet_par_menage(d: Dossier, trois: list[UUID]) -> None:
    sortie = d.dossier / "annonces.pdf"
    lot = imprimer_lot(d.base, d.operation, "annonce", sortie, AU, un_par_menage=False)
    attendues = references(d, trois)
    assert lot.imprimes == attendues
    assert lot.fichiers == (sortie,)
    lu = PdfReader(sortie)
    hauts = [x.title for x in lu.outline if not isinstance(x, list)]
    assert hauts == [f"Annonce de l'opération {r}" for r in attendues]
    assert [("Page 1/1" in p) for p in textes(sortie)] == [True] * 3
    assert lu.metadata is not None
    assert lu.metadata.title == "Lot annonce BEL"
    assert [p.name for p in d.dossier.glob(".relogement-*")] == []


def test_un_pdf_par_menage_porte_son_rang_sa_reference_et_son_courrier(d: Dossier, trois: list[UUID]) -> None:
    sortie = d.dossier / "à créer" / "lot"
    lot = imprimer_lot(d.base, d.operation, DOSSIER, sortie, AU, un_par_menage=True)
    assert [f.name for f in lot.fichiers] == [
        f"{rang:04d}_{r}_dossier.pdf" for rang, r in enumerate(references(d, trois), start=1)
    ]
    assert sorted(sortie.iterdir()) == list(lot.fichiers), "rangés par nom, ils suivent l'ordre des portes"
    assert all(f.stat().st_mode & 0o077 == 0 for f in lot.fichiers)


def test_un_second_courrier_dans_le_meme_dossier_n_efface_pas_le_premier(d: Dossier, trois: list[UUID]) -> None:
    sortie = d.dossier / "lot"
    premiers = imprimer_lot(d.base, d.operation, "annonce", sortie, AU, un_par_menage=True).fichiers
    octets = [f.read_bytes() for f in premiers]
    seconds = imprimer_lot(d.base, d.operation, DOSSIER, sortie, AU, un_par_menage=True).fichiers
    assert [f.read_bytes() for f in premiers] == octets
    assert len(list(sortie.iterdir())) == len(premiers) + len(seconds) == 2 * len(trois)


@pytest.mark.usefixtures("trois")
def test_le_meme_lot_dans_le_meme_dossier_est_refuse_sans_rien_remplacer_ni_ranger(d: Dossier) -> None:
    sortie = d.dossier / "lot"
    dernier = imprimer_lot(d.base, d.operation, "annonce", sortie, AU, un_par_menage=True).fichiers[-1]
    for autre in list(sortie.iterdir()):
        if autre != dernier:
            autre.unlink()
    dernier.write_bytes(b"celui d'avant")
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match=rf"« {dernier.name} » est déjà dans ce dossier : choisissez-en un autre"):
        imprimer_lot(d.base, d.operation, "annonce", sortie, AU, un_par_menage=True)
    assert [(f, f.read_bytes()) for f in sortie.iterdir()] == [(dernier, b"celui d'avant")]
    assert photographie(d.base) == avant


def test_un_dossier_du_lot_est_celui_que_l_on_imprime_seul(d: Dossier, trois: list[UUID]) -> None:
    d.accepter()
    lot = imprimer_lot(d.base, d.operation, DOSSIER, d.dossier / "lot", AU, un_par_menage=True)
    for menage, fichier in zip(trois, lot.fichiers, strict=True):
        imprimer_dossier(d.base, menage, d.dossier / "seul.pdf", AU)
        assert textes(fichier) == textes(d.dossier / "seul.pdf")


def test_les_courriers_se_rangent_d_un_seul_geste_qui_s_annule(d: Dossier, trois: list[UUID]) -> None:
    avant = photographie(d.base)
    lot = imprimer_lot(d.base, d.operation, "annonce", d.dossier / "a.pdf", AU, un_par_menage=False)
    assert [[p["libelle"] for p in fiche_menage(d.base, x).pieces] for x in trois] == [["Annonce de l'opération"]] * 3
    assert lot.changements.geste_id is not None
    annuler(d.base, lot.changements.geste_id)
    assert photographie(d.base) == avant


def test_un_lot_de_dossiers_ne_change_rien_a_la_base(d: Dossier, trois: list[UUID]) -> None:
    avant = photographie(d.base)
    lot = imprimer_lot(d.base, d.operation, DOSSIER, d.dossier / "d.pdf", AU, un_par_menage=False)
    assert len(lot.imprimes) == len(trois)
    assert photographie(d.base) == avant


def test_ceux_qui_n_ont_pas_de_quoi_sont_dits_et_les_autres_s_impriment(d: Dossier, trois: list[UUID]) -> None:
    bas, milieu, _ = references(d, trois)
    d.proposer()
    enregistrer_sortie(d.base, trois[0], le=date(2026, 10, 1), motif=MotifSortie.PARTI)
    lot = imprimer_lot(d.base, d.operation, "proposition", d.dossier / "p.pdf", AU, un_par_menage=False)
    assert lot.echecs == (
        Echec(bas, "Ce ménage est sorti de l'opération le 01/10/2026."),
        Echec(milieu, "Ce ménage n'a pas de proposition : envoyez-en d'abord une."),
    )
    assert lot.phrase == "1 ménage imprimé, 2 non imprimés, 1 à compléter à la main."
    assert "le nom de l'organisation" in lot.blancs[0][1]
    prevu = verifier_lot(d.base, d.operation, "proposition", AU)
    assert prevu.prevision == "1 ménage s'imprimerait, 2 non, 1 à compléter à la main."
    assert prevu.a_reprendre == lot.a_reprendre
    assert lot.a_reprendre[0] == f"Ce ménage est sorti de l'opération le 01/10/2026. {bas}"


def test_on_ne_relance_pas_une_proposition_deja_repondue(d: Dossier) -> None:
    proposition = d.proposer()
    assert verifier_lot(d.base, d.operation, "proposition", AU).echecs == ()
    refuser_proposition(d.base, proposition, le=date(2026, 6, 20), motif=MotifRefus.COUT, motif_texte="trop cher")
    with pytest.raises(ErreurMetier, match=SANS_REPONSE_ATTENDUE):
        imprimer_lot(d.base, d.operation, "proposition", d.dossier / "p.pdf", AU, un_par_menage=False)


@pytest.mark.parametrize("un_par_menage", [True, False])
def test_un_lot_arrete_n_ecrit_ni_ne_range_rien(d: Dossier, trois: list[UUID], un_par_menage: bool) -> None:
    vus: list[tuple[int, int]] = []

    def avancer(faits: int, total: int) -> None:
        vus.append((faits, total))
        if faits == 2:
            raise InterruptedError

    avant = photographie(d.base)
    sortie = d.dossier / ("lot" if un_par_menage else "lot.pdf")
    with pytest.raises(InterruptedError):
        imprimer_lot(d.base, d.operation, "annonce", sortie, AU, un_par_menage=un_par_menage, avancer=avancer)
    assert vus == [(0, 3), (1, 3), (2, 3)]
    assert len(trois) == 3
    assert photographie(d.base) == avant
    assert list(d.dossier.rglob("*.pdf")) == []


def test_une_ecriture_qui_echoue_ne_range_rien(d: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    def plein(*_: object) -> None:
        raise OSError("disque plein")

    avant = photographie(d.base)
    for module in ("lots", "sorties"):
        monkeypatch.setattr(f"relogement.services.{module}.os.replace", plein)
    for sortie, chacun in ((d.dossier / "lot", True), (d.dossier / "l.pdf", False)):
        with pytest.raises(ErreurMetier, match="ne peut pas être"):
            imprimer_lot(d.base, d.operation, "annonce", sortie, AU, un_par_menage=chacun)
    assert photographie(d.base) == avant


def test_une_sortie_un_modele_ou_une_operation_absents_sont_refuses(d: Dossier) -> None:
    (d.dossier / "occupé").write_text("x", encoding="utf-8")
    for operation, code, sortie, chacun, phrase in (
        (d.operation, DOSSIER, d.dossier / "occupé" / "lot", True, "ne peut pas être créé"),
        (d.operation, DOSSIER, d.dossier / "lot.txt", False, "PDF"),
        (d.operation, "inconnu", d.dossier / "l.pdf", False, "au choix"),
        (uuid4(), DOSSIER, d.dossier / "l.pdf", False, "n'existe plus"),
        (nouvelle_operation(d.base, "VID"), DOSSIER, d.dossier / "l.pdf", False, "Aucun ménage"),
    ):
        with pytest.raises(ErreurMetier, match=phrase):
            imprimer_lot(d.base, operation, code, sortie, AU, un_par_menage=chacun)


def test_le_nombre_de_requetes_ne_suit_pas_le_nombre_de_menages(d: Dossier) -> None:
    def compter() -> int:
        requetes = []
        event.listen(d.base.moteur, "before_cursor_execute", lambda *_: requetes.append(1))
        verifier_lot(d.base, d.operation, DOSSIER, AU)
        return len(requetes)

    for rang in range(3):
        creer_menage(d.base, d.operation, nom=f"MENAGE {rang}")
    peu = compter()
    for rang in range(12):
        creer_menage(d.base, d.operation, nom=f"AUTRE {rang}")
    assert compter() <= peu + 12, "une par ménage au plus, celle de ses décohabitants"


def test_une_operation_propose_le_dossier_puis_ses_courriers(d: Dossier) -> None:
    codes = [code for code, _ in modeles_de_lot(d.base, d.operation)]
    assert codes[:2] == [DOSSIER, "annonce"]
    assert "proposition_rehabilitation" not in codes
