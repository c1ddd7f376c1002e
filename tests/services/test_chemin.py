"""Le chemin d'un ménage, de la liste du bailleur à la revue : à chaque pas, la charte dit ce qui est dû."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlmodel import col, select

from relogement.commun import ErreurMetier
from relogement.modeles import BudgetFige, Frais, Personne
from relogement.services import (
    charte,
    entretiens,
    importation,
    impression,
    menages,
    pieces,
    propositions,
    relogements,
    revue,
    suivis,
    vivier,
)
from relogement.stockage.base import Base
from relogement.stockage.lectures import menage_de_reference
from relogement.vocabulaire import (
    Besoin,
    DecisionSuivi,
    Difficulte,
    EcritRefus,
    LieuEntretien,
    ModeDemenagement,
    ModeEnvoi,
    MotifRefus,
    Moyen,
    NatureInformation,
    NaturePiece,
    Payeur,
    Rester,
    Verification,
)
from tests.outils import Horloge, cle, nouvelle_base, nouvelle_operation

LISTE = Path(__file__).parent.parent / "donnees" / "etats_locatifs" / "etat_locatif_2026.xlsx"
POINTS = dict.fromkeys(propositions.POINTS, True)


@dataclass
class Chemin:
    base: Base
    horloge: Horloge
    operation: UUID
    menage: UUID

    def le(self, *jour: int) -> date:
        """Avance l'horloge : les gestes qui suivent sont de ce jour."""
        self.horloge.jour = date(*jour)
        return self.horloge.jour

    def etats(self, *ids: str, au: date | None = None) -> list[str]:
        constats = charte.constats_menage(self.base, self.menage, au or self.horloge.jour)
        trouves = {c.id: c.etat.value for c in constats}
        return [trouves[i] for i in ids]

    def etape(self) -> str:
        return charte.resume_menage(self.base, self.menage, self.horloge.jour)[0].etape.libelle

    def phrase(self, obligation: str) -> str:
        constats = charte.constats_menage(self.base, self.menage, self.horloge.jour)
        return next(c.phrase for c in constats if c.id == obligation)


@pytest.fixture
def chemin(tmp_path: Path) -> Chemin:
    base, horloge = nouvelle_base(tmp_path, date(2026, 10, 1))
    operation = nouvelle_operation(
        base, decision_le=date(2026, 9, 15), annonce_le=date(2026, 10, 1), travaux_le=date(2027, 9, 1)
    )
    rapport = importation.importer_etat_locatif(base, operation, LISTE)
    assert rapport.ajoutes == 45
    return Chemin(base, horloge, operation, menage_de_reference(base, "BEL-0002"))


def offrir(c: Chemin, libelle: str, **valeurs: Any) -> UUID:
    defauts: dict[str, Any] = {"type": "T4", "surface": 7800, "commune": "Nantes", "loyer": 48000, "charges": 12000}
    return cle(vivier.ajouter_logement_offert(c.base, libelle=libelle, **(defauts | valeurs)))


def envoyer(c: Chemin, logement: UUID, **valeurs: Any) -> UUID:
    donnees: dict[str, Any] = {"mode": ModeEnvoi.RECOMMANDE, "rls": 3856, "apl": 11000} | POINTS | valeurs
    return cle(propositions.envoyer_proposition(c.base, c.menage, logement, envoyee_le=c.horloge.jour, **donnees))


def deposer(c: Chemin, tmp_path: Path, nature: NaturePiece) -> UUID:
    scan = tmp_path / f"{nature.value}.pdf"
    scan.write_bytes(b"%PDF-1.4 " + nature.value.encode())
    return cle(pieces.deposer_piece(c.base, c.menage, scan, nature=nature, le=c.horloge.jour))


def rencontrer(c: Chemin) -> None:
    """Référent, annonce, personnes, loyer et aides, entretien complet."""
    base, menage = c.base, c.menage
    menages.affecter_referent(base, menage, agent="Nadia R.", du=c.le(2026, 10, 10), dit_le=date(2026, 10, 10))
    menages.noter_information(
        base, menage, le=c.le(2026, 10, 12), natures=[NatureInformation.ANNONCE], moyen=Moyen.VISITE
    )
    with base.session() as s:
        titulaire = s.exec(select(Personne).where(Personne.menage_id == menage)).one()
    menages.ajouter_personne(
        base,
        menage,
        nom="YILMAZ",
        prenom="Élif <b>&",
        naissance=date(1940, 3, 3),
        lien=titulaire.lien.CONJOINT,
        statut_bail=None,
    )
    menages.noter_loyer(
        base, menage, du=date(2026, 10, 15), loyer=46742, charges=14059, rls=3856, apl=10320, avis_le=date(2026, 10, 1)
    )
    entretiens.enregistrer_entretien(
        base,
        menage,
        le=c.le(2026, 10, 20),
        lieu=LieuEntretien.DOMICILE,
        presents="M. et Mme",
        verifications=[Verification.IDENTITE, Verification.RESSOURCES],
        composition_vue=True,
        ressources_vues=True,
        besoins=[Besoin.RDC_ASCENSEUR],
        loyer_supportable=50000,
        difficultes=[Difficulte.BUDGET],
        decohabitation=False,
        souhaits={"type": "T4", "lieux": "Nantes Sud, Rezé", "contraintes": "ascenseur", "rester": Rester.PARTIR},
        conclusion="Préfère un <b>étage bas</b> & calme",
    )


def test_du_premier_jour_au_relogement_suivi(chemin: Chemin, tmp_path: Path) -> None:
    attendre(chemin)
    troisieme = proposer_trois_fois(chemin, tmp_path)
    bail = demenager(chemin, troisieme)
    repondre_aux_frais(chemin, bail)
    assert chemin.etats("A06.2", au=date(2027, 4, 17)) == ["RESPECTEE"]
    suivre(chemin)
    impressions(chemin, tmp_path)


def attendre(c: Chemin) -> None:
    """Rien n'est encore fait : les délais courent ; puis le ménage est rencontré."""
    assert c.etape() == "à rencontrer"
    assert c.etats("A01.1", "A03.1", "A03.2", "A04.1") == ["RESPECTEE", "A_FAIRE", "A_FAIRE", "A_FAIRE"]
    assert c.etats("A03.1", "A03.2", au=date(2026, 10, 16)) == ["A_FAIRE", "A_FAIRE"]
    assert c.etats("A03.1", "A03.2", au=date(2026, 10, 17)) == ["EN_RETARD", "A_FAIRE"]
    assert c.etats("A03.2", au=date(2026, 12, 30)) == ["A_FAIRE"]
    assert c.etats("A03.2", au=date(2026, 12, 31)) == ["EN_RETARD"]

    rencontrer(c)
    assert c.etape() == "en recherche"
    assert c.etats("A03.1", "A03.2", "A03.3", "A03.4") == ["RESPECTEE", "RESPECTEE", "A_FAIRE", "RESPECTEE"]
    entretiens.noter_mesure(c.base, c.menage, qui="CCAS de Nantes", depuis=c.le(2026, 11, 2))
    assert c.etats("A03.3") == ["RESPECTEE"]


def proposer_trois_fois(c: Chemin, tmp_path: Path) -> UUID:
    """Deux refus, l'un signé en retard, l'autre que le ménage refuse de signer ; la troisième est acceptée."""
    c.le(2026, 11, 3)
    premiere = envoyer(c, offrir(c, "Les Tilleuls, porte 12", neuf=False))
    assert c.etape() == "proposition en cours"
    propositions.noter_reception(c.base, premiere, recue_le=c.le(2026, 11, 5))
    with pytest.raises(ErreurMetier, match="motif"):
        propositions.refuser_proposition(
            c.base, premiere, le=c.le(2026, 11, 10), motif=MotifRefus.ETAGE, motif_texte="  "
        )
    propositions.refuser_proposition(
        c.base, premiere, le=c.horloge.jour, motif=MotifRefus.ETAGE, motif_texte="5e sans ascenseur", mous_a_aide=True
    )
    assert c.etape() == "en recherche"
    assert c.etats("A04.2", au=date(2026, 11, 25)) == ["A_FAIRE"]
    assert c.etats("A04.2", au=date(2026, 11, 26)) == ["EN_RETARD"]
    c.le(2026, 11, 26)
    assert "1 jour" in c.phrase("A04.2")
    scan = deposer(c, tmp_path, NaturePiece.REFUS_SIGNE)
    propositions.enregistrer_ecrit_refus(
        c.base, premiere, ecrit=EcritRefus.SIGNE, le=c.horloge.jour, formulaire_id=scan
    )
    assert c.etats("A04.2") == ["RESPECTEE"]

    c.le(2026, 12, 1)
    deuxieme = envoyer(c, offrir(c, "Le Clos, porte 3", neuf=True))
    propositions.refuser_proposition(
        c.base, deuxieme, le=c.le(2026, 12, 15), motif=MotifRefus.COUT, motif_texte="trop cher", mous_a_aide=False
    )
    propositions.enregistrer_ecrit_refus(
        c.base, deuxieme, ecrit=EcritRefus.REFUSE_DE_SIGNER, le=c.le(2026, 12, 16), temoin="K. L."
    )
    c.le(2027, 1, 5)
    troisieme = envoyer(c, offrir(c, "Les Saules, porte 7", neuf=True, loyer=47000, charges=13000))
    assert c.etats("A04.1", "A04.2", "A04.3") == ["A_FAIRE", "RESPECTEE", "RESPECTEE"]
    with pytest.raises(ErreurMetier, match="raison d'une proposition de plus"):
        envoyer(c, offrir(c, "Une de trop"))
    propositions.accepter_proposition(c.base, troisieme, le=c.le(2027, 1, 12))
    assert c.etape() == "accord"
    assert c.etats("A04.1", "A05.1") == ["RESPECTEE", "RESPECTEE"]
    return troisieme


def demenager(c: Chemin, troisieme: UUID) -> UUID:
    """Bail, loyers sans doublon, déménageur payé par le bailleur, dépôt transféré, départ."""
    bail = cle(relogements.signer_bail(c.base, c.menage, troisieme, bail_signe_le=c.le(2027, 2, 1)))
    assert c.etape() == "bail signé"
    assert c.etats("A06.1", "A06.3", "A06.4") == ["A_FAIRE", "A_FAIRE", "INDETERMINEE"]
    relogements.noter_loyers(c.base, bail, debut_loyer_le=date(2027, 2, 15), fin_loyer_ancien_le=date(2027, 2, 15))
    assert c.etats("A06.4") == ["RESPECTEE"]
    relogements.organiser_demenagement(
        c.base, bail, mode=ModeDemenagement.DEMENAGEUR, le=c.le(2027, 2, 5), payeur=Payeur.BAILLEUR
    )
    assert c.etats("A06.3", au=date(2027, 3, 4)) == ["EN_RETARD"]
    relogements.transferer_depot(c.base, bail, transfere=46742, le=c.le(2027, 2, 10), complement=0, retenue=0)
    relogements.enregistrer_demenagement(c.base, bail, le=c.le(2027, 2, 16))
    assert c.etape() == "relogé"
    assert c.etats("A06.1", "A06.2", "A06.3") == ["RESPECTEE", "A_FAIRE", "RESPECTEE"]
    return bail


def repondre_aux_frais(c: Chemin, bail: UUID) -> None:
    """Tous les postes ont une réponse ; le seul demandé reste dû jusqu'à son paiement."""
    c.le(2027, 2, 20)
    for poste in ("electricite", "gaz", "eau", "telecom", "courrier", "equipement"):
        demande = poste == "gaz"
        relogements.noter_frais(
            c.base, bail, poste=poste, demande=demande, demande_le=c.horloge.jour, montant=4500 if demande else None
        )
    assert c.etats("A06.2", au=date(2027, 4, 17)) == ["A_FAIRE"]
    assert c.etats("A06.2", au=date(2027, 4, 18)) == ["EN_RETARD"]
    with c.base.session() as s:
        gaz = s.exec(select(Frais).where(Frais.poste == "gaz")).one()
    relogements.accorder_frais(c.base, gaz.id, accorde=4500, le=c.le(2027, 2, 25))
    relogements.payer_frais(c.base, gaz.id, paye=4500, le=c.le(2027, 3, 1), par=Payeur.BAILLEUR)


def suivre(c: Chemin) -> None:
    """Visites à un, trois et six mois, une difficulté, la décision, la clôture."""
    base, menage = c.base, c.menage
    suivis.proposer_suivi(base, menage, le=c.le(2027, 2, 20))
    assert c.etape() == "en suivi"
    assert c.etats("A08.1", au=date(2027, 3, 31)) == ["A_FAIRE"]
    assert c.etats("A08.1", au=date(2027, 4, 1)) == ["EN_RETARD"]
    for mois, jour in ((1, (2027, 3, 16)), (3, (2027, 5, 17)), (6, (2027, 8, 16))):
        suivis.noter_visite(base, menage, mois=mois, le=c.le(*jour), constat="tout va bien")
    assert c.etats("A08.1", "A08.2", "A08.3") == ["RESPECTEE", "A_FAIRE", "A_FAIRE"]
    difficulte = cle(suivis.noter_difficulte(base, menage, genre=Difficulte.BUDGET, le=c.le(2027, 8, 16)))
    with pytest.raises(ErreurMetier, match="prolongez"):
        suivis.decider_suivi(base, menage, decision=DecisionSuivi.CLOS, le=c.le(2027, 8, 20), raison="fini")
    suivis.traiter_difficulte(
        base, difficulte, action="échéancier", action_le=c.horloge.jour, issue="réglée", issue_le=c.le(2027, 8, 25)
    )
    suivis.decider_suivi(base, menage, decision=DecisionSuivi.CLOS, le=c.horloge.jour, raison="plus de difficulté")
    suivis.clore_suivi(base, menage, le=c.le(2027, 8, 28), bilan="Ménage installé.")
    assert c.etape() == "clos"
    assert c.etats("A08.1", "A08.2", "A08.3") == ["RESPECTEE"] * 3


def impressions(c: Chemin, tmp_path: Path) -> None:
    """Le dossier relu contient ce qui a été tapé ; la revue ne contient aucun nom."""
    pdf = tmp_path / "dossier.pdf"
    impression.imprimer_dossier(c.base, c.menage, pdf, c.horloge.jour)
    texte = " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())
    for attendu in ("YILMAZ", "Élif <b>&", "<b>étage bas</b> & calme", "5e sans ascenseur", "CCAS de Nantes", "45,00"):
        assert attendu in texte.replace("\u00a0", " ")
    classeur = tmp_path / "revue.xlsx"
    revue.exporter_revue(c.base, "2027-T1", classeur, ("BEL",))
    feuilles = load_workbook(classeur)
    assert {"Couverture", "Synthèse", "Ménages", "Contrôle", "Méthode"} <= set(feuilles.sheetnames)
    valeurs = {str(v) for f in feuilles for r in f.iter_rows(values_only=True) for v in r if v is not None}
    assert not any("YILMAZ" in v or "Bottière" in v or "0608196727" in v for v in valeurs)


def test_un_refus_tacite_attend_la_fin_du_delai_et_la_preuve(chemin: Chemin, tmp_path: Path) -> None:
    c = chemin
    c.le(2026, 11, 2)
    proposition = envoyer(c, offrir(c, "Les Tilleuls"))
    with pytest.raises(ErreurMetier, match="au moins 10 jours"):
        propositions.noter_reception(
            c.base, proposition, recue_le=c.le(2026, 11, 4), reponse_attendue_le=date(2026, 11, 13)
        )
    propositions.noter_reception(c.base, proposition, recue_le=c.horloge.jour)
    preuve = deposer(c, tmp_path, NaturePiece.PREUVE_RECEPTION)
    with pytest.raises(ErreurMetier, match="jusqu'au 14/11/2026"):
        propositions.confirmer_refus_tacite(c.base, proposition, le=c.le(2026, 11, 14), preuve_reception_id=preuve)
    c.le(2026, 11, 15)
    with pytest.raises(ErreurMetier, match="preuve"):
        propositions.confirmer_refus_tacite(c.base, proposition, le=c.horloge.jour, preuve_reception_id=None)
    propositions.confirmer_refus_tacite(c.base, proposition, le=c.horloge.jour, preuve_reception_id=preuve)
    assert c.etats("A04.2") == ["RESPECTEE"]


def test_un_point_manquant_demande_une_raison_avant_l_envoi(chemin: Chemin) -> None:
    logement = offrir(chemin, "Trop petit")
    chemin.le(2026, 11, 2)
    with pytest.raises(ErreurMetier) as e:
        envoyer(chemin, logement, adapte_type=False)
    assert e.value.champ == "raison_envoi"
    assert envoyer(chemin, logement, adapte_type=False, raison_envoi="le ménage veut le visiter")


def test_le_budget_fige_ne_bouge_plus_quand_le_loyer_change(chemin: Chemin) -> None:
    c = chemin
    rencontrer(c)
    c.le(2026, 11, 3)
    proposition = envoyer(c, offrir(c, "Les Tilleuls"))
    menages.noter_loyer(c.base, c.menage, du=date(2026, 11, 3), loyer=99900, charges=1, rls=0, apl=0)
    with c.base.session() as s:
        avant, apres = s.exec(
            select(BudgetFige).where(BudgetFige.proposition_id == proposition).order_by(col(BudgetFige.apres))
        ).all()
    assert (avant.loyer, avant.charges, avant.rls, avant.apl) == (46742, 14059, 3856, 10320)
    assert (apres.loyer, apres.charges, apres.rls, apres.apl) == (48000, 12000, 3856, 11000)


def test_une_reponse_donnee_ne_se_reecrit_pas(chemin: Chemin) -> None:
    chemin.le(2026, 11, 3)
    proposition = envoyer(chemin, offrir(chemin, "Les Tilleuls"))
    propositions.accepter_proposition(chemin.base, proposition, le=chemin.horloge.jour)
    with pytest.raises(ErreurMetier, match="déjà enregistrée"):
        propositions.refuser_proposition(
            chemin.base, proposition, le=chemin.horloge.jour, motif=MotifRefus.COUT, motif_texte="trop cher"
        )


def test_un_fait_ne_se_date_pas_dans_le_futur(chemin: Chemin) -> None:
    with pytest.raises(ErreurMetier, match="futur"):
        entretiens.enregistrer_entretien(chemin.base, chemin.menage, le=date(2026, 10, 2))
