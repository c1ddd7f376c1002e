"""Le vivier : un logement se reprend, revient, se retire, et ne s'offre pas à deux ménages sans le dire."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import LogementOffert, Proposition
from relogement.regles.vivier import EtatOffre
from relogement.services import vivier
from relogement.services.propositions import accepter_proposition, envoyer_proposition
from relogement.services.relogements import signer_bail
from relogement.stockage.lectures_vivier import ligne_vivier
from relogement.vocabulaire import MotifRefus, Reponse
from tests.outils import cle, nouveau_menage, photographie
from tests.services.dossier import ENVOI, Dossier

ACCORD, BAIL = date(2026, 6, 20), date(2026, 7, 1)


@pytest.fixture
def logement(d: Dossier) -> UUID:
    return cle(vivier.ajouter_logement_offert(d.base, libelle="Les Tilleuls, porte 4", bailleur="Erdre Habitat"))


def refuse(phrase: str, champ: str | None) -> Any:
    """Ce que le geste refuse, et le champ qu'il désigne."""
    return pytest.raises(ErreurMetier, match=phrase, check=lambda e: e.champ == champ)


def envoyer(d: Dossier, logement: UUID, menage: UUID | None = None, **valeurs: Any) -> UUID:
    return cle(envoyer_proposition(d.base, menage or d.menage, logement, envoyee_le=ENVOI, **valeurs))


def etat(d: Dossier, logement: UUID, au: date = BAIL) -> EtatOffre:
    return ligne_vivier(d.base, logement, au=au).situation.etat


def test_l_etat_suit_les_gestes(d: Dossier, logement: UUID) -> None:
    assert etat(d, logement) is EtatOffre.LIBRE
    p = envoyer(d, logement)
    assert etat(d, logement) is EtatOffre.PROPOSE
    accepter_proposition(d.base, p, le=ACCORD)
    assert etat(d, logement) is EtatOffre.RETENU
    signer_bail(d.base, d.menage, p, bail_signe_le=BAIL)
    assert etat(d, logement) is EtatOffre.ATTRIBUE
    with refuse("Un bail y est signé", "le"):
        vivier.reprendre_logement_offert(d.base, logement, le=BAIL, raison="travaux")


def test_un_logement_propose_ne_s_offre_a_un_autre_qu_avec_une_raison(d: Dossier, logement: UUID) -> None:
    envoyer(d, logement)
    voisin = nouveau_menage(d.base, d.operation, nom="VOISIN Paul")
    with refuse("proposé à .*Écrivez pourquoi", "raison_envoi"):
        envoyer(d, logement, voisin)
    assert len(ligne_vivier(d.base, logement, au=BAIL).situation.tenues) == 1
    envoyer(d, logement, voisin, raison_envoi="le premier ménage a dit qu'il refuserait")
    assert len(ligne_vivier(d.base, logement, au=BAIL).situation.tenues) == 2


def test_un_logement_qui_n_etait_plus_garde_s_offre_avec_une_raison(d: Dossier) -> None:
    garde = vivier.ajouter_logement_offert(d.base, libelle="Les Pins", disponible_jusqu_au=ENVOI - timedelta(days=1))
    with refuse(r"gardé que jusqu'au .*Écrivez pourquoi", "raison_envoi"):
        envoyer(d, cle(garde))
    envoyer(d, cle(garde), raison_envoi="le bailleur l'a gardé une semaine de plus")
    assert etat(d, cle(garde), ENVOI) is EtatOffre.PROPOSE


def test_un_logement_attribue_ne_s_offre_a_personne_d_autre(d: Dossier, logement: UUID) -> None:
    p = envoyer(d, logement)
    accepter_proposition(d.base, p, le=ENVOI)
    signer_bail(d.base, d.menage, p, bail_signe_le=ENVOI)
    voisin = nouveau_menage(d.base, d.operation, nom="VOISIN Paul")
    with refuse("attribué à", "logement"):
        envoyer(d, logement, voisin, raison_envoi="essai")


def test_un_logement_repris_ne_se_propose_plus_puis_revient(d: Dossier, logement: UUID) -> None:
    with refuse("Écrivez qui", "raison"):
        vivier.reprendre_logement_offert(d.base, logement, le=ENVOI, raison=" ")
    vivier.reprendre_logement_offert(d.base, logement, le=ENVOI, raison="La préfecture le reprend : urgence")
    assert etat(d, logement, ENVOI) is EtatOffre.REPRIS
    with refuse("repris le", "logement"):
        envoyer(d, logement, raison_envoi="essai")
    with refuse("déjà noté repris", "le"):
        vivier.reprendre_logement_offert(d.base, logement, le=ENVOI, raison="encore")
    vivier.remettre_logement_offert(d.base, logement)
    fiche = d.lire(LogementOffert, logement)
    assert (fiche.repris_le, fiche.reprise) == (None, None)
    with refuse("n'est pas noté repris", None):
        vivier.remettre_logement_offert(d.base, logement)
    envoyer(d, logement)


def test_un_envoi_antidate_dit_l_offre_faite_depuis(d: Dossier, logement: UUID) -> None:
    envoyer(d, logement)
    voisin = nouveau_menage(d.base, d.operation, nom="VOISIN Paul")
    avant: dict[str, Any] = {"envoyee_le": ENVOI - timedelta(days=5)}
    with refuse(r"proposé à BEL-\d+ .*Écrivez pourquoi", "raison_envoi"):
        envoyer_proposition(d.base, voisin, logement, **avant)
    envoyer_proposition(d.base, voisin, logement, **avant, raison_envoi="envoyée avant, notée après")


@pytest.fixture
def attribue(d: Dossier, logement: UUID) -> UUID:
    """Le même logement, envoyé, accepté et loué."""
    p = envoyer(d, logement)
    accepter_proposition(d.base, p, le=ACCORD)
    signer_bail(d.base, d.menage, p, bail_signe_le=BAIL)
    return logement


AVANT = ENVOI - timedelta(days=7)
REFUS: dict[str, Any] = {"motif": MotifRefus.COUT, "motif_texte": "trop cher"}


@pytest.mark.parametrize("ecart", [-7, -1, 0])
def test_une_proposition_ancienne_deja_refusee_se_note_d_un_logement_attribue_depuis(
    d: Dossier, attribue: UUID, ecart: int
) -> None:
    """Refusée au plus tard le jour où un autre l'a reçu, rien ne se dispute : aucune raison."""
    le = ENVOI + timedelta(days=ecart)
    fait = envoyer_proposition(d.base, d.autre_menage(), attribue, envoyee_le=AVANT, refusee_le=le, **REFUS)
    p = d.proposition(cle(fait))
    assert (p.reponse, p.repondue_le, p.motif, p.motif_texte) == (Reponse.REFUSEE, le, MotifRefus.COUT, "trop cher")
    assert (p.raison_envoi, p.envoi_malgre) == (None, None)
    assert f"Refusée le {le:%d/%m/%Y}." in fait.phrase
    d.annuler_dernier()
    with d.base.session() as s:
        assert s.get(Proposition, p.id) is None


def test_refusee_apres_l_offre_suivante_elle_dit_que_les_deux_l_ont_eue(d: Dossier, attribue: UUID) -> None:
    voisin = d.autre_menage()
    tard: dict[str, Any] = {"envoyee_le": AVANT, "refusee_le": ENVOI + timedelta(days=1), **REFUS}
    with refuse(r"proposé à BEL-\d+ .*Écrivez pourquoi les deux l'ont eu", "raison_envoi"):
        envoyer_proposition(d.base, voisin, attribue, **tard)
    p = cle(envoyer_proposition(d.base, voisin, attribue, **tard, raison_envoi="deux équipes, deux listes"))
    assert d.proposition(p).envoi_malgre == ["logement_offert_depuis"]


def test_sans_reponse_elle_se_note_avec_sa_raison_et_ne_prend_rien_a_qui_est_loge(d: Dossier, attribue: UUID) -> None:
    voisin = d.autre_menage()
    with refuse("attribué à .*Écrivez pourquoi les deux l'ont eu", "raison_envoi"):
        envoyer_proposition(d.base, voisin, attribue, envoyee_le=AVANT)
    p = cle(envoyer_proposition(d.base, voisin, attribue, envoyee_le=AVANT, raison_envoi="courrier retrouvé"))
    assert d.proposition(p).envoi_malgre == ["logement_offert_depuis"]
    assert etat(d, attribue) is EtatOffre.ATTRIBUE
    with refuse("retenu pour|attribué à", "raison_accord"):
        accepter_proposition(d.base, p, le=AVANT)
    accepter_proposition(d.base, p, le=AVANT, raison_accord="son accord était le premier")
    with refuse("Un autre bail court", "bail_signe_le"):
        signer_bail(d.base, voisin, p, bail_signe_le=BAIL)


@pytest.mark.parametrize(("le", "quoi"), [(ENVOI, "logement_propose"), (ACCORD, "logement_retenu")])
def test_tenu_par_un_autre_ce_jour_la_il_faut_sa_raison_meme_refusee(
    d: Dossier, attribue: UUID, le: date, quoi: str
) -> None:
    voisin = d.autre_menage()
    with refuse("Écrivez pourquoi l'offrir à ce ménage", "raison_envoi"):
        envoyer_proposition(d.base, voisin, attribue, envoyee_le=le, refusee_le=le, **REFUS)
    p = cle(envoyer_proposition(d.base, voisin, attribue, envoyee_le=le, raison_envoi="le premier hésitait"))
    assert d.proposition(p).envoi_malgre == [quoi]


@pytest.mark.parametrize("raison", [None, "essai"])
def test_loue_a_un_autre_ou_repris_ce_jour_la_il_ne_se_propose_pas(
    d: Dossier, attribue: UUID, raison: str | None
) -> None:
    voisin = d.autre_menage()
    with refuse("attribué à", "logement"):
        envoyer_proposition(d.base, voisin, attribue, envoyee_le=BAIL, raison_envoi=raison)
    repris = cle(vivier.ajouter_logement_offert(d.base, libelle="Les Pins"))
    vivier.reprendre_logement_offert(d.base, repris, le=BAIL, raison="travaux")
    with refuse("repris le", "logement"):
        envoyer_proposition(d.base, voisin, repris, envoyee_le=BAIL, raison_envoi=raison)
    envoyer_proposition(d.base, voisin, repris, envoyee_le=BAIL - timedelta(days=1))


def test_un_menage_loge_ailleurs_avant_l_offre_suivante_ne_l_attendait_plus(d: Dossier, attribue: UUID) -> None:
    voisin = d.autre_menage()
    ailleurs = cle(vivier.ajouter_logement_offert(d.base, libelle="Les Pins"))
    q = cle(envoyer_proposition(d.base, voisin, ailleurs, envoyee_le=AVANT))
    accepter_proposition(d.base, q, le=AVANT)
    signer_bail(d.base, voisin, q, bail_signe_le=ENVOI)
    with refuse("attribué à", "raison_envoi"):
        envoyer_proposition(d.base, voisin, attribue, envoyee_le=AVANT, temporaire=True)
    envoyer_proposition(d.base, voisin, attribue, envoyee_le=AVANT)


@pytest.mark.parametrize(
    ("refus", "phrase", "champ"),
    [
        ({"refusee_le": AVANT - timedelta(days=1), **REFUS}, "précéder l'envoi", "refusee_le"),
        ({"refusee_le": date(2026, 11, 19), **REFUS}, "futur", "refusee_le"),
        ({"motif_texte": "trop cher"}, "jour du refus", "refusee_le"),
        ({"motif": MotifRefus.COUT}, "jour du refus", "refusee_le"),
        ({"refusee_le": AVANT, "motif_texte": "trop cher"}, "Choisissez le motif", "motif"),
        ({"refusee_le": AVANT, "motif": MotifRefus.COUT, "motif_texte": " "}, "mots du ménage", "motif_texte"),
    ],
)
def test_un_refus_note_a_l_envoi_suit_les_regles_d_un_refus(
    d: Dossier, logement: UUID, refus: dict[str, Any], phrase: str, champ: str
) -> None:
    avant = photographie(d.base)
    with refuse(phrase, champ):
        envoyer_proposition(d.base, d.menage, logement, envoyee_le=AVANT, **refus)
    assert photographie(d.base) == avant


def test_un_logement_propose_ne_se_retire_pas(d: Dossier, logement: UUID) -> None:
    envoyer(d, logement)
    with refuse("a été proposé", None):
        vivier.retirer_logement_offert(d.base, logement)
    autre = cle(vivier.ajouter_logement_offert(d.base, libelle="Erreur"))
    vivier.retirer_logement_offert(d.base, autre)
    with refuse("n'existe plus", None):
        ligne_vivier(d.base, autre, au=BAIL)


def test_un_logement_n_est_pas_repris_avant_d_etre_disponible(d: Dossier) -> None:
    jours: dict[str, Any] = {"disponible_le": BAIL, "disponible_jusqu_au": ACCORD}
    with refuse("avant d'être disponible", "disponible_jusqu_au"):
        vivier.ajouter_logement_offert(d.base, libelle="Les Pins", **jours)
    tenu = cle(vivier.ajouter_logement_offert(d.base, libelle="Les Pins", disponible_le=BAIL, disponible_jusqu_au=BAIL))
    with refuse("avant d'être disponible", "disponible_jusqu_au"):
        vivier.corriger_logement_offert(d.base, tenu, disponible_jusqu_au=ACCORD)
    assert d.lire(LogementOffert, tenu).disponible_jusqu_au == BAIL


def test_un_loyer_nul_n_est_pas_un_loyer(d: Dossier, logement: UUID) -> None:
    with refuse("laissez-le vide", "loyer"):
        vivier.ajouter_logement_offert(d.base, libelle="Les Pins", loyer=0)
    with refuse("laissez-le vide", "loyer"):
        vivier.corriger_logement_offert(d.base, logement, loyer=0)
    vivier.corriger_logement_offert(d.base, logement, loyer=1)


def test_une_proposition_datee_d_avant_l_operation_se_corrige_ou_s_explique(d: Dossier, logement: UUID) -> None:
    """L'opération est décidée le 01/12/2025 et annoncée le 15/01/2026 : la plus ancienne des deux compte."""
    decision = date(2025, 12, 1)
    with refuse(r"précède la décision et l'annonce de l'opération \(01/12/2025\)", "envoyee_le"):
        envoyer_proposition(d.base, d.menage, logement, envoyee_le=decision - timedelta(days=1))
    veille = decision - timedelta(days=1)
    envoyer_proposition(d.base, d.menage, logement, envoyee_le=veille, raison_envoi="maison sinistrée")
    autre = cle(vivier.ajouter_logement_offert(d.base, libelle="Les Pins"))
    envoyer_proposition(d.base, d.menage, autre, envoyee_le=decision)
