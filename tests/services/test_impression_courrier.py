"""Imprimer un courrier depuis la base : le bon contenu, les blancs nommés, rangé dans les pièces, annulable."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from relogement.commun import ErreurMetier
from relogement.services.annulation import annuler
from relogement.services.attributions import noter_caleol
from relogement.services.courriers import recrire_courrier
from relogement.services.impression_courrier import apercu_courrier, imprimer_courrier, lire_courrier
from relogement.services.menages import affecter_referent, modifier_logement
from relogement.services.organisation import regler_organisation
from relogement.services.pieces import contenu_piece
from relogement.services.propositions import noter_reception
from relogement.services.relogements import enregistrer_demenagement
from relogement.stockage.lectures import fiche_menage
from relogement.vocabulaire import DecisionCaleol, NatureOperation, NaturePiece, VoieCaleol
from tests.outils import nouveau_menage, nouvelle_operation, photographie
from tests.services.dossier import Dossier

AU = date(2026, 11, 18)


def lire(fichier: Path) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(fichier).pages).split())


def imprimer(d: Dossier, code: str, menage: UUID | None = None, **options: UUID) -> str:
    imprimer_courrier(d.base, menage or d.menage, code, d.dossier / "c.pdf", AU, **options)
    return lire(d.dossier / "c.pdf")


def test_le_courrier_dit_l_organisation_le_menage_et_le_referent(d: Dossier) -> None:
    regler_organisation(d.base, nom="MOUS de Bellevue", telephone="02 40 00 00 00", signataire="Camille Roux")
    affecter_referent(d.base, d.menage, agent="Nadia R.", du=date(2026, 1, 20))
    modifier_logement(d.base, d.menage, adresse="12 rue des Érables", code_postal="44100", commune="Nantes")
    page = imprimer(d, "annonce")
    for attendu in (
        "MOUS de Bellevue", "BENALI Leïla", "12 rue des Érables", "44100 Nantes", "Suivi par Nadia R.", "Camille Roux",
        "Habitat du Val a décidé", "1er septembre 2027", "jusqu'à 3 propositions", "pendant 6 mois",
    ):
        assert attendu in page


def test_il_est_range_a_sa_date_dans_les_pieces_et_s_annule(d: Dossier) -> None:
    avant = photographie(d.base)
    faits = imprimer_courrier(d.base, d.menage, "annonce", d.dossier / "c.pdf", AU)
    (piece,) = fiche_menage(d.base, d.menage).pieces
    assert (piece["nature"], piece["libelle"], piece["le"]) == (NaturePiece.COURRIER, "Annonce de l'opération", AU)
    assert piece["genre_mime"] == "application/pdf"
    assert contenu_piece(d.base, piece["id"]) == (d.dossier / "c.pdf").read_bytes()
    assert faits.id == piece["id"]
    assert faits.geste_id is not None
    annuler(d.base, faits.geste_id)
    assert photographie(d.base) == avant


def test_les_blancs_sont_nommes_avant_d_imprimer(d: Dossier) -> None:
    blancs = lire_courrier(d.base, d.menage, "annonce", AU).blancs
    assert "le nom de l'organisation" in blancs
    assert "qui suit le dossier" in blancs
    assert "le début des travaux" not in blancs
    assert apercu_courrier(d.base, d.menage, "annonce", AU).blancs == blancs
    assert imprimer_courrier(d.base, d.menage, "annonce", d.dossier / "c.pdf", AU).details["blancs"] == blancs


def test_le_texte_recrit_est_celui_qui_s_imprime(d: Dossier) -> None:
    recrire_courrier(d.base, "annonce", objet="Bienvenue", corps="Bonjour {menage} <b>& compagnie</b>.")
    assert "Bonjour BENALI Leïla <b>& compagnie</b>." in imprimer(d, "annonce")


def test_la_proposition_sans_reponse_est_celle_dont_on_parle_ou_celle_que_l_on_demande(d: Dossier) -> None:
    refusee, ouverte = d.refuser(), d.proposer(date(2026, 9, 1))
    noter_reception(d.base, ouverte, recue_le=date(2026, 9, 3))
    page = imprimer(d, "proposition")
    assert "Proposition de logement n° 2" in page
    assert "Les Tilleuls, porte 4" in page
    assert "13 septembre 2026" in page
    assert "Proposition de logement n° 1" in imprimer(d, "proposition", proposition_id=refusee)
    libelles = [p["libelle"] for p in fiche_menage(d.base, d.menage).pieces]
    assert libelles == ["Proposition de logement n° 2", "Proposition de logement n° 1"]


def test_un_refus_se_remplit_de_ce_qui_est_note(d: Dossier) -> None:
    d.refuser()
    page = imprimer(d, "refus")
    assert "Refus de la proposition n° 1" in page
    assert "trop cher" in page


def test_une_proposition_d_un_autre_menage_est_refusee(d: Dossier) -> None:
    autre = d.autre_menage()
    with pytest.raises(ErreurMetier, match="plus, dans ce dossier"):
        imprimer(d, "proposition", autre, proposition_id=d.proposer())


def test_l_acceptation_veut_un_accord_qui_tient(d: Dossier) -> None:
    d.refuser()
    with pytest.raises(ErreurMetier, match="n'a accepté aucune"):
        imprimer(d, "acceptation")
    acceptee = d.accepter()
    assert "Vous avez accepté, le 20 juin 2026, la proposition n° 2" in imprimer(d, "acceptation")
    noter_caleol(d.base, acceptee, caleol=VoieCaleol.DECISION, le=AU, decision=DecisionCaleol.NON_ATTRIBUTION)
    with pytest.raises(ErreurMetier, match="n'a accepté aucune"):
        imprimer(d, "acceptation")


def test_apres_le_demenagement_on_ecrit_a_la_nouvelle_adresse(d: Dossier) -> None:
    modifier_logement(d.base, d.menage, adresse="12 rue des Érables", commune="Nantes")
    relogement = d.signer()
    assert "12 rue des Érables" in imprimer(d, "depot_garantie")
    enregistrer_demenagement(d.base, relogement, le=date(2026, 7, 10))
    page = imprimer(d, "invitation_suivi")
    assert "12 rue des Érables" not in page
    assert "BENALI Leïla Les Tilleuls" in page
    assert "vers le 10 août 2026, vers le 10 octobre 2026 et vers le 10 janvier 2027" in page


def test_en_rehabilitation_le_courrier_est_le_sien(d: Dossier) -> None:
    travaux = nouvelle_operation(d.base, "REH", nature=NatureOperation.REHABILITATION)
    menage = nouveau_menage(d.base, travaux, "ROUX André")
    page = imprimer(d, "annonce", menage)
    assert "3 propositions" not in page
    assert fiche_menage(d.base, menage).pieces[0]["libelle"] == "Annonce de l'opération (réhabilitation)"


def test_une_sortie_refusee_ne_range_rien(d: Dossier) -> None:
    avant = photographie(d.base)
    for sortie in (d.dossier / "absent" / "c.pdf", d.dossier / "c.txt", d.dossier):
        with pytest.raises(ErreurMetier):
            imprimer_courrier(d.base, d.menage, "annonce", sortie, AU)
    with pytest.raises(ErreurMetier, match="futur"):
        imprimer_courrier(d.base, d.menage, "annonce", d.dossier / "c.pdf", date(2027, 1, 1))
    with pytest.raises(ErreurMetier, match="n'existe plus"):
        imprimer_courrier(d.base, uuid4(), "annonce", d.dossier / "c.pdf", AU)
    with pytest.raises(ErreurMetier, match="au choix"):
        imprimer_courrier(d.base, d.menage, "inconnu", d.dossier / "c.pdf", AU)
    assert photographie(d.base) == avant


def test_une_ecriture_qui_echoue_ne_range_rien(d: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    def plein(*_: object) -> None:
        raise OSError("disque plein")

    avant = photographie(d.base)
    monkeypatch.setattr("relogement.services.sorties.os.replace", plein)
    with pytest.raises(ErreurMetier, match="ne peut pas être écrit"):
        imprimer_courrier(d.base, d.menage, "annonce", d.dossier / "c.pdf", AU)
    assert photographie(d.base) == avant
