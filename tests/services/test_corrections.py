"""Corriger et retirer suivent les règles des gestes : rien d'impossible ne s'écrit par ce détour."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import Entretien, Frais, Piece
from relogement.services import entretiens, menages, relogements, suivis
from relogement.services.corrections import OBJETS, corriger, retirer
from relogement.services.propositions import confirmer_refus_tacite, enregistrer_ecrit_refus, noter_reception
from relogement.services.vivier import corriger_logement_offert
from relogement.stockage.lectures import logements_offerts
from relogement.vocabulaire import Besoin, Difficulte, EcritRefus, NatureInformation, NaturePiece, Payeur
from tests.outils import cle, photographie
from tests.services.dossier import ENVOI, Dossier

JUIN_20, JUILLET = date(2026, 6, 20), date(2026, 7, 1)
JOUR = timedelta(days=1)


def signe(d: Dossier) -> tuple[UUID, UUID]:
    """Un refus dont le formulaire signé est joint : la proposition et la pièce."""
    p, piece = d.refuser(), d.deposer(NaturePiece.REFUS_SIGNE)
    enregistrer_ecrit_refus(d.base, p, ecrit=EcritRefus.SIGNE, le=JUIN_20, formulaire_id=piece, mous_a_aide=True)
    return p, piece


def test_le_formulaire_signe_d_un_refus_ne_se_retire_pas(d: Dossier) -> None:
    p, piece = signe(d)
    assert d.etat("A04.2") == "RESPECTEE"
    with pytest.raises(ErreurMetier, match="formulaire de refus de la proposition 1"):
        retirer(d.base, "piece", piece)
    autre = d.deposer(NaturePiece.AUTRE)
    enregistrer_ecrit_refus(d.base, p, ecrit=EcritRefus.SIGNE, le=JUIN_20, formulaire_id=autre)
    retirer(d.base, "piece", piece)
    assert d.etat("A04.2") == "RESPECTEE"


def test_une_piece_a_la_corbeille_ne_prouve_plus_rien(d: Dossier) -> None:
    _, piece = signe(d)
    with d.base.ecriture_libre() as s:
        fiche = s.get(Piece, piece)
        assert fiche is not None
        fiche.supprime_le = fiche.cree_le
    assert d.etat("A04.2") != "RESPECTEE"


def test_une_preuve_de_reception_et_un_recu_ne_se_retirent_pas(d: Dossier) -> None:
    p = d.proposer()
    noter_reception(d.base, p, recue_le=date(2026, 6, 5))
    preuve = d.deposer(NaturePiece.PREUVE_RECEPTION)
    confirmer_refus_tacite(d.base, p, le=JUIN_20, preuve_reception_id=preuve)
    recu, gaz = d.deposer(NaturePiece.FACTURE), frais(d)
    relogements.payer_frais(d.base, gaz, paye=4500, le=JUILLET + JOUR, par=Payeur.BAILLEUR, recu_id=recu)
    for piece, phrase in ((preuve, "preuve de réception de la proposition 1"), (recu, "reçu d'un paiement")):
        with pytest.raises(ErreurMetier, match=phrase):
            retirer(d.base, "piece", piece)


def frais(d: Dossier) -> UUID:
    """Un poste demandé, sur un bail signé le 1er juillet."""
    return cle(relogements.noter_frais(
        d.base, d.signer(), poste="gaz", demande=True, demande_le=JUILLET + JOUR, montant=4500
    ))


def test_la_piece_d_un_autre_menage_ne_prouve_rien_ici(d: Dossier) -> None:
    ailleurs = d.deposer(NaturePiece.REFUS_SIGNE, d.autre_menage())
    refusee = d.refuser()
    with pytest.raises(ErreurMetier, match="autre ménage") as refus:
        enregistrer_ecrit_refus(d.base, refusee, ecrit=EcritRefus.SIGNE, le=JUIN_20, formulaire_id=ailleurs)
    assert refus.value.champ == "formulaire"
    muette = d.proposer()
    noter_reception(d.base, muette, recue_le=date(2026, 6, 5))
    with pytest.raises(ErreurMetier, match="autre ménage"):
        confirmer_refus_tacite(d.base, muette, le=JUIN_20, preuve_reception_id=ailleurs)
    gaz = frais(d)
    with pytest.raises(ErreurMetier, match="autre ménage"):
        relogements.payer_frais(d.base, gaz, paye=1, le=JUILLET + JOUR, par=Payeur.BAILLEUR, recu_id=ailleurs)
    assert d.lire(Frais, gaz).recu_id is None


@pytest.mark.parametrize("colonnes", [
    {"reponse": None}, {"envoyee_le": ENVOI}, {"ecrit": None}, {"formulaire_id": None}, {"menage_id": None},
    {"supprime_le": None}, {"reponse_attendue_le": ENVOI},
])
def test_ce_qui_a_son_geste_ne_se_corrige_pas_ici(d: Dossier, colonnes: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="ne se corrige pas"):
        corriger(d.base, "proposition", d.refuser(), **colonnes)


def test_les_colonnes_qui_se_corrigent_existent() -> None:
    for objet in OBJETS.values():
        assert objet.colonnes <= objet.table.model_fields.keys()
        assert not objet.colonnes & {"id", "menage_id", "relogement_id", "rang", "supprime_le", "empreinte"}


@pytest.mark.parametrize(("le", "phrase"), [
    (ENVOI - JOUR, "l'envoi"), (ENVOI, None), (JUIN_20, None), (JUIN_20 + JOUR, "L'écrit"),
    (date(2026, 11, 19), "futur"), (None, "Indiquez"),
])
def test_le_jour_d_une_reponse_reste_entre_l_envoi_et_l_ecrit(d: Dossier, le: date | None, phrase: str | None) -> None:
    p, _ = signe(d)
    if phrase is None:
        corriger(d.base, "proposition", p, repondue_le=le)
        assert d.proposition(p).repondue_le == le
        return
    with pytest.raises(ErreurMetier, match=phrase):
        corriger(d.base, "proposition", p, repondue_le=le)
    assert d.proposition(p).repondue_le == JUIN_20


def test_le_jour_d_une_acceptation_ne_passe_pas_le_bail(d: Dossier) -> None:
    p = d.accepter()
    d.signer(p, JUILLET)
    corriger(d.base, "proposition", p, repondue_le=JUILLET)
    with pytest.raises(ErreurMetier, match="Le bail a été signé"):
        corriger(d.base, "proposition", p, repondue_le=JUILLET + JOUR)


def test_sans_reponse_son_jour_ne_se_corrige_pas(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="Enregistrez d'abord"):
        corriger(d.base, "proposition", d.proposer(), repondue_le=JUIN_20)


def test_un_fait_corrige_ne_passe_pas_dans_le_futur(d: Dossier) -> None:
    base, demain = d.base, d.horloge.jour + JOUR
    souhait = cle(menages.noter_souhaits(base, d.menage, le=JUIN_20, type="T3"))
    information = cle(menages.noter_information(base, d.menage, le=JUIN_20, natures=[NatureInformation.ANNONCE]))
    entretien = cle(entretiens.enregistrer_entretien(base, d.menage, le=JUIN_20))
    loyer = cle(menages.noter_loyer(base, d.menage, du=JUIN_20, loyer=1))
    referent = cle(menages.affecter_referent(base, d.menage, agent="Nadia R.", du=JUIN_20))
    for objet, fiche, colonne in (
        ("souhait", souhait, "le"), ("information", information, "le"), ("entretien", entretien, "le"),
        ("loyer", loyer, "avis_le"), ("referent", referent, "dit_le"), ("piece", d.deposer(NaturePiece.AUTRE), "le"),
        ("relogement", d.signer(), "bail_signe_le"),
    ):
        with pytest.raises(ErreurMetier, match="futur") as refus:
            corriger(base, objet, fiche, **{colonne: demain})
        assert refus.value.champ == colonne


def test_une_correction_garde_les_regles_de_sa_fiche(d: Dossier) -> None:
    base = d.base
    souhait = cle(menages.noter_souhaits(base, d.menage, le=JUIN_20, type="T3"))
    menages.repondre_souhaits(base, souhait, reponse="Deux visites", le=JUIN_20)
    entretien = cle(entretiens.enregistrer_entretien(base, d.menage, le=JUIN_20, aucune_difficulte=True))
    information = cle(menages.noter_information(base, d.menage, le=JUIN_20, natures=[NatureInformation.ANNONCE]))
    mesure = cle(entretiens.noter_mesure(base, d.menage, qui="CCAS", depuis=JUIN_20))
    piece = d.deposer(NaturePiece.AUTRE)
    cas: tuple[tuple[str, UUID, dict[str, Any], str], ...] = (
        ("souhait", souhait, {"le": JUIN_20 + JOUR}, "plus ancienne"),
        ("entretien", entretien, {"difficultes": [Difficulte.BUDGET.value]}, "aucune difficulté"),
        ("entretien", entretien, {"besoins": [Besoin.AUCUN.value, Besoin.ECOLE.value]}, "aucun besoin"),
        ("information", information, {"natures": []}, "Cochez"),
        ("mesure", mesure, {"qui": "  "}, "qui porte"),
        ("piece", piece, {"libelle": " "}, "libellé"),
    )
    for objet, fiche, valeurs, phrase in cas:
        with pytest.raises(ErreurMetier, match=phrase):
            corriger(base, objet, fiche, **valeurs)
    assert d.lire(Entretien, entretien).besoins == []


def test_le_suivi_corrige_reste_apres_le_demenagement(d: Dossier) -> None:
    base = d.base
    relogements.enregistrer_demenagement(base, d.signer(), le=JUILLET)
    visite = cle(suivis.noter_visite(base, d.menage, mois=1, le=JUILLET + 30 * JOUR))
    difficulte = cle(suivis.noter_difficulte(base, d.menage, genre=Difficulte.BUDGET, le=JUILLET))
    suivis.traiter_difficulte(base, difficulte, action="échéancier", action_le=JUILLET)
    corriger(base, "visitesuivi", visite, le=JUILLET)
    corriger(base, "difficultesuivi", difficulte, le=JUILLET - JOUR)
    with pytest.raises(ErreurMetier, match="précéder le déménagement"):
        corriger(base, "visitesuivi", visite, le=JUILLET - JOUR)
    with pytest.raises(ErreurMetier, match="plus ancienne"):
        corriger(base, "difficultesuivi", difficulte, le=JUILLET + JOUR)


def test_une_proposition_repondue_ne_se_retire_pas(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="annulez d'abord la réponse"):
        retirer(d.base, "proposition", d.refuser())


def test_le_bailleur_d_un_logement_propose_se_dit_se_corrige_et_s_oublie(d: Dossier) -> None:
    logement = d.proposition(d.proposer()).logement_id

    def lire() -> tuple[int | None, str | None]:
        offert = next(o for o in logements_offerts(d.base) if o["id"] == logement)
        return offert["loyer"], offert["bailleur"]

    avant = photographie(d.base)
    corriger_logement_offert(d.base, logement, bailleur="Val Habitat")
    assert lire() == (34110, "Val Habitat")
    d.annuler_dernier()
    assert photographie(d.base) == avant
    corriger_logement_offert(d.base, logement, bailleur="Val Habitat")
    corriger_logement_offert(d.base, logement, loyer=35000)
    assert lire() == (35000, "Val Habitat")
    corriger_logement_offert(d.base, logement, bailleur=None)
    assert lire() == (35000, None)
    with pytest.raises(ErreurMetier) as e:
        corriger_logement_offert(d.base, logement, libelle="  ")
    assert e.value.champ == "libelle"
