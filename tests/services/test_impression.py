"""Imprimer depuis la base : ce qui y est enregistré se relit dans le PDF, sans rien y changer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.services.impression import imprimer_dossier
from relogement.services.lots import imprimer_lot
from relogement.services.lots_imprimables import DOSSIER
from relogement.stockage.base import Base, creer_base
from relogement.vocabulaire import (
    DecisionSuivi,
    Difficulte,
    EcritRefus,
    Lien,
    LieuEntretien,
    ModeDemenagement,
    ModeEnquete,
    ModeEnvoi,
    MotifRefus,
    MotifSortie,
    NatureOperation,
    NaturePiece,
    NatureRessource,
    Payeur,
    Reponse,
    Reservataire,
    Rester,
    ResultatEnquete,
    Satisfaction,
    StatutBail,
)

AU = date(2026, 11, 18)
MIDI = datetime(2026, 11, 18, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Cas:
    """Une base ouverte et ses fiches utiles."""

    base: Base
    operation: UUID
    plein: UUID
    vide: UUID
    proposition: UUID


@pytest.fixture
def cas(tmp_path: Path) -> Iterator[Cas]:
    base = creer_base(tmp_path / "essai.relogement", None, agent="Nadia R.", poste=uuid4(), horloge=lambda: MIDI)
    with base.geste("essai", "Essai") as g:
        bailleur = m.Organisme(nom="Océan Habitat")
        g.s.add(bailleur)
        operation = m.Operation(
            code="BEL", nom="Bellevue", nature=NatureOperation.DEMOLITION, anru=True, bailleur_id=bailleur.id,
            communes="Nantes", annonce_le=date(2026, 1, 15), travaux_le=date(2027, 9, 1), poste_id=base.poste_id,
        )
        g.s.flush()
        g.s.add(operation)
        logement = m.Logement(operation_id=operation.id, adresse="12 rue des Érables", commune="Nantes", type="T3",
                              surface=6130, etage=3, batiment="B", porte="302")
        g.s.flush()
        g.s.add(logement)
        g.s.flush()
        plein = m.Menage(operation_id=operation.id, logement_id=logement.id, reference="BEL-0042",
                         nom="Mme Benali Leïla", note="Appeler <b>avant 10 h</b> & jamais le vendredi.")
        vide = m.Menage(operation_id=operation.id, reference="BEL-0001", nom="M. Zoran")
        g.s.add_all([plein, vide])
        g.s.flush()
        proposition = _parcours(g.s, base, plein.id, bailleur.id)
    yield Cas(base, operation.id, plein.id, vide.id, proposition)
    base.fermer()


def _parcours(s: object, base: Base, menage: UUID, bailleur: UUID) -> UUID:
    from sqlmodel import Session

    assert isinstance(s, Session)
    leila = m.Personne(menage_id=menage, nom="Benali", prenom="Leïla", naissance=date(1981, 5, 12), lien=Lien.TITULAIRE,
                       statut_bail=StatutBail.TITULAIRE)
    zoe = m.Personne(menage_id=menage, nom="Benali", prenom="Zoé", lien=Lien.ENFANT)
    offert = m.LogementOffert(libelle="Résidence des Chênes, porte 12", type="T4", surface=7225, commune="Nantes",
                              bailleur_id=bailleur, loyer=34110, charges=8400)
    souhait = m.Souhait(menage_id=menage, le=date(2026, 3, 12), type="T4", rester=Rester.RESTER)
    s.add_all([leila, zoe, offert, souhait])
    s.flush()
    proposition = m.Proposition(
        menage_id=menage, logement_id=offert.id, rang=1, envoyee_le=date(2026, 10, 5), mode=ModeEnvoi.REMISE,
        recue_le=date(2026, 10, 8), adapte_type=True, adapte_budget=False, reponse=Reponse.REFUSEE,
        repondue_le=date(2026, 10, 28), motif=MotifRefus.COUT, motif_texte="L'APL couvre < 60 % & c'est loin",
        ecrit=EcritRefus.REFUSE_DE_SIGNER, ecrit_le=date(2026, 10, 29), temoin="Paul M.", mous_a_aide=True,
    )
    relogement = m.Relogement(menage_id=menage, bail_signe_le=date(2026, 11, 2), loyer=30000, charges=5000, rls=0,
                              apl=10000, mode=ModeDemenagement.DEMENAGEUR, depot_transfere=30000)
    s.add_all([proposition, relogement])
    s.flush()
    le = date(2026, 3, 12)
    s.add_all([
        m.Bail(menage_id=menage, numero="L-2009-118", debut=date(2009, 9, 4)),
        m.Loyer(menage_id=menage, du=date(2025, 1, 1), au=date(2026, 11, 1), loyer=31240, charges=9620, rls=4306,
                apl=23800),
        m.Ressource(menage_id=menage, personne_id=leila.id, nature=NatureRessource.SALAIRE, montant=135600,
                    du=date(2025, 9, 1)),
        m.Composition(menage_id=menage, du=date(2026, 1, 1), occupants=2),
        m.Referent(menage_id=menage, agent_id=base.agent_id, du=date(2026, 1, 22), dit_le=date(2026, 1, 22)),
        m.Information(menage_id=menage, le=date(2026, 1, 15), natures=["annonce"]),
        m.ACompleter(menage_id=menage, nature="illisible", champ="naissance", texte="31/02/2017",
                     raison="Cette date n'existe pas", feuille="Locataires", ligne=46),
        m.ACompleter(menage_id=menage, nature="illisible", champ="loyer", texte="déjà réglé", raison="-", regle_le=le),
        m.Entretien(menage_id=menage, le=le, lieu=LieuEntretien.DOMICILE, agent_id=base.agent_id, besoins=["ecole"],
                    verifications=["bail"], difficultes=["budget"], souhait_id=souhait.id, conclusion="À rappeler."),
        m.Mesure(menage_id=menage, qui="CCAS de Nantes", depuis=le),
        m.ActeurSocial(menage_id=menage, nom="PMI de Chantenay", depuis=le, accueil=True, contact_le=AU),
        m.Demande(menage_id=menage, contingent=Reservataire.ETAT, le=le, sans_objet="Ressources hautes"),
        m.VisiteTechnique(menage_id=menage, le=AU, constat="Peu de travaux"),
        m.AvisImpot(menage_id=menage, le=AU, annee=2026, rfr=1_264_000),
        m.Enquete(menage_id=menage, le=AU, mode=ModeEnquete.PAPIER, resultat=ResultatEnquete.REPONDUE,
                  interlocuteur=False, quartier=Satisfaction.TRES, difficultes=["budget"]),
        m.BudgetFige(proposition_id=proposition.id, apres=False, le=date(2026, 10, 5), loyer=31240, charges=9620,
                     rls=4306, apl=23800, ressources=135600, personnes=2),
        m.BudgetFige(proposition_id=proposition.id, apres=True, le=date(2026, 10, 5), loyer=34110, charges=8400,
                     rls=4306, apl=25400, ressources=135600, personnes=2),
        m.Frais(relogement_id=relogement.id, poste="gaz", demande=True, demande_le=date(2026, 11, 4), montant=4250,
                paye=4250, paye_le=date(2026, 11, 9), paye_par=Payeur.BAILLEUR),
        m.Suivi(menage_id=menage, propose_le=date(2026, 11, 10), decision=DecisionSuivi.PROLONGE),
        m.VisiteSuivi(menage_id=menage, mois=1, le=date(2026, 11, 15), constat="Chauffage réglé."),
        m.DifficulteSuivi(menage_id=menage, genre=Difficulte.BUDGET, le=date(2026, 11, 15), action="plan d'apurement"),
        m.Piece(menage_id=menage, le=le, nature=NaturePiece.BAIL, libelle="Bail d'origine", taille=2048,
                empreinte="ab12cd34ef56" + "0" * 52),
        m.Piece(menage_id=menage, le=le, nature=NaturePiece.BAIL, libelle="Pièce retirée", taille=1,
                empreinte="f" * 64, supprime_le=MIDI),
    ])
    return proposition.id


def lire(chemin: Path) -> str:
    """Tout le texte du fichier, blancs ramenés à une espace."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(chemin).pages).split())


def test_ce_qui_est_en_base_se_relit(cas: Cas, tmp_path: Path) -> None:
    sortie = tmp_path / "dossier.pdf"
    imprimer_dossier(cas.base, cas.plein, sortie, AU)
    texte = lire(sortie)
    for attendu in (
        "Mme Benali Leïla", "BEL · Bellevue", "démolition, ANRU", "Océan Habitat", "Référent Nadia R.",
        "Appeler <b>avant 10 h</b> & jamais le vendredi.", "L-2009-118", "bâtiment B, porte 302", "3e étage",
        "Leïla Benali 12/05/1981 titulaire", "1 356,00 €", "2026 12 640,00 €",
        "31/02/2017", "feuille « Locataires », ligne 46",
        "proximité de l'école", "budget, impayés", "CCAS de Nantes", "rester dans le quartier", "À rappeler.",
        "figé le 05/10/2026", "connu au 01/11/2026", "+ 0,50 € (+ 0,4 %)", "Nouveau logement",
        "Proposition n° 1 : refusée", "remise en main propre contre récépissé", "coût", "Paul M.",
        "L'APL couvre < 60 % & c'est loin", "Relogement définitif, bail du 02/11/2026", "ouverture du compteur de gaz",
        "42,50 € le 09/11/2026 bailleur d'origine", "prolonger de six mois", "Chauffage réglé.", "plan d'apurement",
        "Bail d'origine", "2 ko", "ab12cd34ef56", "Imprimé le 18/11/2026 par Nadia R.",
    ):
        assert attendu in texte
    for absent in ("Pièce retirée", "déjà réglé", "ab12cd34ef560"):
        assert absent not in texte


def test_la_couverture_porte_les_constats_de_la_charte_et_l_etape(cas: Cas, tmp_path: Path) -> None:
    from relogement.regles.charte.moteur import evaluer
    from relogement.regles.charte.parametres import charger_charte
    from relogement.regles.etape import etape
    from relogement.stockage.faits import faits_menages

    sortie = tmp_path / "dossier.pdf"
    imprimer_dossier(cas.base, cas.plein, sortie, AU)
    texte = lire(sortie)
    with cas.base.session() as s:
        faits = faits_menages(s, menages=[cas.plein])[cas.plein]
    constats = evaluer(faits, charger_charte(), AU)
    assert constats
    assert all(f"({c.id})" in texte for c in constats)
    assert f"Étape {etape(faits, AU).libelle}" in texte


def test_les_alertes_de_la_loi_s_impriment_avec_leur_examen(cas: Cas, tmp_path: Path) -> None:
    with cas.base.geste("essai", "Essai") as g:
        g.s.get_one(m.Menage, cas.vide).nur = "044123"
        g.s.get_one(m.Menage, cas.vide).nur_le = date(2025, 11, 18)
        g.s.add(m.AlerteReglee(menage_id=cas.vide, alerte="L4", le=AU, qui="Mme Robin", note="attestation demandée"))
    imprimer_dossier(cas.base, cas.vide, tmp_path / "d.pdf", AU)
    texte = lire(tmp_path / "d.pdf")
    assert "réglée Numéro unique (NUR) à renouveler (L4)" in texte
    assert "à vérifier par le service juridique. Examinée le 18/11/2026 par Mme Robin : attestation demandée." in texte


def test_une_proposition_sans_budget_fige_montre_son_loyer_et_dit_le_reste_inconnu(cas: Cas, tmp_path: Path) -> None:
    with cas.base.geste("essai", "Essai") as g:
        offert = m.LogementOffert(libelle="Autre résidence", loyer=40100)
        g.s.add(offert)
        g.s.flush()
        g.s.add(m.Proposition(menage_id=cas.vide, logement_id=offert.id, rang=1, envoyee_le=date(2026, 11, 3)))
    sortie = tmp_path / "d.pdf"
    imprimer_dossier(cas.base, cas.vide, sortie, AU)
    texte = lire(sortie)
    assert "Proposition n° 1 connu au 03/11/2026" in texte
    assert "Loyer inconnu 401,00 €" in texte
    assert "0,00 €" not in texte


@pytest.mark.parametrize(
    ("livre", "mot"), [(date(2021, 10, 6), "oui"), (date(2021, 10, 5), "non"), (None, "inconnu")]
)
def test_le_document_dit_le_neuf_comme_la_charte(cas: Cas, tmp_path: Path, livre: date | None, mot: str) -> None:
    with cas.base.geste("essai", "Essai") as g:
        g.s.get_one(m.LogementOffert, g.s.get_one(m.Proposition, cas.proposition).logement_id).livre_le = livre
    imprimer_dossier(cas.base, cas.plein, tmp_path / "dossier.pdf", AU)
    assert f"Neuf ou moins de 5 ans {mot}" in lire(tmp_path / "dossier.pdf")


def test_le_lieu_et_le_telephone_s_impriment_comme_a_l_ecran(cas: Cas, tmp_path: Path) -> None:
    with cas.base.geste("essai", "Essai") as g:
        menage = g.s.get_one(m.Menage, cas.plein)
        menage.telephone = "0612345678"
        assert menage.logement_id is not None
        logement = g.s.get_one(m.Logement, menage.logement_id)
        logement.batiment, logement.escalier = "Bât. B", "2"
    imprimer_dossier(cas.base, cas.plein, tmp_path / "d.pdf", AU)
    texte = lire(tmp_path / "d.pdf")
    assert "Situation Bât. B, escalier 2, porte 302" in texte
    assert "Téléphone 06 12 34 56 78" in texte


def test_un_menage_a_peine_cree_s_imprime(cas: Cas, tmp_path: Path) -> None:
    sortie = tmp_path / "vide.pdf"
    imprimer_dossier(cas.base, cas.vide, sortie, AU)
    assert "Aucun budget n'est enregistré." in lire(sortie)


def test_decohabitation_et_sortie_se_disent_par_reference(cas: Cas, tmp_path: Path) -> None:
    with cas.base.geste("essai", "Essai") as g:
        parent = g.s.get_one(m.Menage, cas.plein)
        g.s.add(m.Menage(operation_id=cas.operation, reference="BEL-0043", nom="M. Benali Noé", parent_id=parent.id,
                         sortie_le=date(2026, 11, 1), sortie_motif=MotifSortie.PARTI))
    imprimer_lot(cas.base, cas.operation, DOSSIER, tmp_path / "lot", AU, un_par_menage=True)
    assert "a pour décohabitant BEL-0043" in lire(next((tmp_path / "lot").glob("*_BEL-0042_dossier.pdf")))
    enfant = lire(next((tmp_path / "lot").glob("*_BEL-0043_dossier.pdf")))
    assert "décohabitant de BEL-0042 sortie le 01/11/2026 (parti sans relogement)" in enfant


def test_imprimer_ne_change_rien_a_la_base(cas: Cas, tmp_path: Path) -> None:
    def gestes() -> int:
        with cas.base.session() as s:
            return s.scalar(select(func.count()).select_from(m.Geste)) or 0

    avant = gestes()
    imprimer_dossier(cas.base, cas.plein, tmp_path / "d.pdf", AU)
    assert gestes() == avant


def test_une_destination_absente_est_refusee(cas: Cas, tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="n'existe pas"):
        imprimer_dossier(cas.base, cas.plein, tmp_path / "absent" / "d.pdf", AU)
    with pytest.raises(ErreurMetier, match="est un dossier"):
        imprimer_dossier(cas.base, cas.plein, tmp_path, AU)


def test_une_ecriture_qui_echoue_laisse_l_ancien_document(
    cas: Cas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plein(*_: object) -> None:
        raise OSError("disque plein")

    sortie = tmp_path / "d.pdf"
    sortie.write_bytes(b"ancien")
    monkeypatch.setattr("relogement.services.sorties.os.replace", plein)
    with pytest.raises(ErreurMetier, match="ne peut pas être écrit"):
        imprimer_dossier(cas.base, cas.plein, sortie, AU)
    assert sortie.read_bytes() == b"ancien"
    assert [f.name for f in tmp_path.iterdir() if f.suffix != ".relogement" and "essai" not in f.name] == ["d.pdf"]


def test_une_fiche_inconnue_est_refusee(cas: Cas, tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="n'existe plus"):
        imprimer_dossier(cas.base, uuid4(), tmp_path / "d.pdf", AU)


def test_reportlab_ne_se_charge_qu_a_la_premiere_impression() -> None:
    code = "import sys, relogement.services.impression; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_ce_qui_accompagne_le_menage_se_relit(cas: Cas, tmp_path: Path) -> None:
    sortie = tmp_path / "dossier.pdf"
    imprimer_dossier(cas.base, cas.plein, sortie, AU)
    texte = lire(sortie)
    for attendu in (
        "PMI de Chantenay 12/03/2026 d'accueil 18/11/2026 –", "pas nécessaire : Ressources hautes",
        "18/11/2026 Peu de travaux",
        "18/11/2026 réalisé (papier) un interlocuteur dédié : non le nouveau quartier : très satisfait "
        "une difficulté : le budget, les charges –",
    ):
        assert attendu in texte
