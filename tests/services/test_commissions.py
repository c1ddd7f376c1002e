"""La commission relogement : convoquer, inscrire, décider ; ce qu'elle refuse, et la preuve qu'elle laisse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader

from relogement.commun import ErreurMetier
from relogement.modeles import Commission, Passage
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.commissions import (
    Inscription,
    convoquer_commission,
    decider,
    inscrire_menages,
    modifier_commission,
    retirer_commission,
    retirer_de_l_ordre,
)
from relogement.services.entretiens import enregistrer_entretien
from relogement.services.impression_commission import imprimer_commission, lire_seance
from relogement.services.menages import enregistrer_sortie
from relogement.services.ordre_du_jour import candidats
from relogement.stockage.faits import faits_menages
from relogement.stockage.lectures_commissions import (
    commission,
    lignes_commissions,
    passages_commission,
    passages_menage,
)
from relogement.vocabulaire import DecisionCommission, Difficulte, MotifSortie, OriginePassage
from tests.outils import cle, nouveau_menage, nouvelle_operation, photographie
from tests.services.dossier import Dossier

SEANCE = date(2026, 11, 10)
RECHERCHER = DecisionCommission.RECHERCHER


def seance(d: Dossier, *menages: UUID, le: date = SEANCE) -> UUID:
    """Une séance et son ordre du jour."""
    return cle(convoquer_commission(d.base, d.operation, le=le, inscrits=[Inscription(m) for m in menages]))


def passage(d: Dossier, commission_id: UUID) -> UUID:
    """Le premier passage de la séance."""
    return passages_commission(d.base, commission_id)[0].id


def test_une_seance_et_son_ordre_du_jour_se_notent_d_un_geste(d: Dossier) -> None:
    avant = photographie(d.base)
    autre = nouveau_menage(d.base, d.operation, "PICHON Jean")
    inscrits = [
        Inscription(d.menage, OriginePassage.REGLE), Inscription(autre, motif="  Handicap non pris en compte "),
    ]
    convoquee = cle(
        convoquer_commission(d.base, d.operation, le=SEANCE, inscrits=inscrits, lieu="Mairie", presents="CCAS\nDDETS")
    )
    lue = commission(d.base, convoquee)
    assert (lue.code, lue.lieu, lue.presents, lue.inscrits, lue.decides) == ("BEL", "Mairie", "CCAS\nDDETS", 2, 0)
    assert [(p.reference, p.origine, p.motif) for p in passages_commission(d.base, convoquee)] == [
        ("BEL-0001", OriginePassage.REGLE, None),
        ("BEL-0002", OriginePassage.AGENT, "Handicap non pris en compte"),
    ]
    for _ in range(2):
        dernier = dernier_annulable(d.base)
        assert dernier is not None
        annuler(d.base, dernier[0])
    assert lignes_commissions(d.base) == []
    assert avant["commission"] == photographie(d.base)["commission"]


def test_la_decision_devient_un_fait_du_menage_au_jour_de_la_seance(d: Dossier) -> None:
    tenue = seance(d, d.menage)
    decider(d.base, passage(d, tenue), decision=RECHERCHER, precision=" T3 à Rezé ")
    with d.base.session() as s:
        (fait,) = faits_menages(s)[d.menage].passages
    assert (fait.le, fait.decision, fait.precision, fait.examine) == (SEANCE, RECHERCHER, "T3 à Rezé", True)
    assert commission(d.base, tenue).decides == 1
    assert [p.commission_id for p in passages_menage(d.base, d.menage)] == [tenue]


def test_un_ajournement_n_est_pas_un_examen_et_se_motive(d: Dossier) -> None:
    tenue = seance(d, d.menage)
    with pytest.raises(ErreurMetier, match="pourquoi l'examen est ajourné"):
        decider(d.base, passage(d, tenue), decision=DecisionCommission.AJOURNER, precision="  ")
    decider(d.base, passage(d, tenue), decision=DecisionCommission.AJOURNER, precision="pièces manquantes")
    with d.base.session() as s:
        assert not faits_menages(s)[d.menage].passages[0].examine


def test_une_derogation_se_motive(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="à quoi la commission déroge"):
        decider(d.base, passage(d, seance(d, d.menage)), decision=DecisionCommission.DEROGER)


@pytest.mark.parametrize(("le", "permis"), [(date(2026, 11, 18), True), (date(2026, 11, 19), False)])
def test_une_decision_se_note_le_jour_de_la_seance_pas_avant(d: Dossier, le: date, permis: bool) -> None:
    ligne = passage(d, seance(d, d.menage, le=le))
    if permis:
        decider(d.base, ligne, decision=RECHERCHER)
        assert d.lire(Passage, ligne).decision is RECHERCHER
    else:
        with pytest.raises(ErreurMetier, match=r"le 19/11/2026 : une décision se note une fois prise"):
            decider(d.base, ligne, decision=RECHERCHER)


def test_une_decision_notee_par_erreur_se_retire(d: Dossier) -> None:
    ligne = passage(d, seance(d, d.menage))
    decider(d.base, ligne, decision=RECHERCHER, precision="T3")
    decider(d.base, ligne, decision=None)
    assert (d.lire(Passage, ligne).decision, d.lire(Passage, ligne).precision) == (None, None)


def test_un_menage_ne_passe_qu_une_fois_et_peut_revenir_apres_un_retrait(d: Dossier) -> None:
    tenue = seance(d, d.menage)
    with pytest.raises(ErreurMetier, match="BEL-0001 est déjà à l'ordre du jour"):
        inscrire_menages(d.base, tenue, [Inscription(d.menage)])
    retirer_de_l_ordre(d.base, passage(d, tenue))
    assert passages_commission(d.base, tenue) == []
    inscrire_menages(d.base, tenue, [Inscription(d.menage, motif="revient")])
    assert [p.motif for p in passages_commission(d.base, tenue)] == ["revient"]


def test_on_n_inscrit_ni_personne_ni_le_menage_d_une_autre_operation(d: Dossier) -> None:
    ailleurs = nouveau_menage(d.base, nouvelle_operation(d.base, "DER"), "LI Na")
    tenue = seance(d)
    with pytest.raises(ErreurMetier, match="DER-0001 n'est pas de cette opération"):
        inscrire_menages(d.base, tenue, [Inscription(ailleurs)])
    with pytest.raises(ErreurMetier, match="Cochez au moins un ménage"):
        inscrire_menages(d.base, tenue, [])


def test_une_seule_commission_par_jour_et_par_operation(d: Dossier) -> None:
    seance(d)
    with pytest.raises(ErreurMetier, match=r"Une commission du 10/11/2026 existe déjà"):
        seance(d)
    autre = seance(d, le=date(2026, 11, 12))
    with pytest.raises(ErreurMetier, match=r"Une commission du 10/11/2026 existe déjà"):
        modifier_commission(d.base, autre, le=SEANCE)
    assert len(lignes_commissions(d.base, d.operation)) == 2


def test_ce_qui_est_decide_ne_se_retire_pas_d_un_bloc(d: Dossier) -> None:
    tenue = seance(d, d.menage)
    decider(d.base, passage(d, tenue), decision=RECHERCHER)
    with pytest.raises(ErreurMetier, match="retirez-les d'abord"):
        retirer_commission(d.base, tenue)
    with pytest.raises(ErreurMetier, match="retirez d'abord la décision"):
        retirer_de_l_ordre(d.base, passage(d, tenue))
    with pytest.raises(ErreurMetier, match="la séance a eu lieu"):
        modifier_commission(d.base, tenue, le=date(2026, 11, 19))
    modifier_commission(d.base, tenue, le=date(2026, 11, 9), lieu="Hôtel de ville")
    assert d.lire(Commission, tenue).lieu == "Hôtel de ville"


def test_une_seance_vide_se_retire(d: Dossier) -> None:
    tenue = seance(d, d.menage)
    retirer_commission(d.base, tenue)
    assert lignes_commissions(d.base) == []
    with pytest.raises(ErreurMetier, match="n'existe plus"):
        commission(d.base, tenue)
    assert seance(d) != tenue


def test_l_annulation_de_la_convocation_attend_celle_de_la_decision(d: Dossier) -> None:
    faits = convoquer_commission(d.base, d.operation, le=SEANCE, inscrits=[Inscription(d.menage)])
    decider(d.base, passage(d, cle(faits)), decision=RECHERCHER)
    assert faits.geste_id is not None
    with pytest.raises(ErreurMetier):
        annuler(d.base, faits.geste_id)


def test_la_charte_propose_d_abord_ceux_dont_l_examen_est_du(d: Dossier) -> None:
    autre = nouveau_menage(d.base, d.operation, "PICHON Jean")
    decider(d.base, passage(d, seance(d, autre)), decision=RECHERCHER)
    lus = candidats(d.base, d.operation, date(2026, 11, 18))
    assert [(c.menage.reference, c.propose) for c in lus] == [("BEL-0001", True), ("BEL-0002", False)]
    assert "commission" in lus[0].raison.casefold()
    assert lus[1].raison == ""


def test_un_menage_sorti_ne_se_propose_plus_un_reloge_n_est_pas_coche(d: Dossier) -> None:
    reloge = nouveau_menage(d.base, d.operation, "PICHON Jean")
    sorti = nouveau_menage(d.base, d.operation, "DIALLO Awa")
    enregistrer_sortie(d.base, sorti, le=date(2026, 11, 1), motif=MotifSortie.PARTI)
    ailleurs = replace(d, menage=reloge)
    ailleurs.signer()
    lus = {c.menage.reference: c for c in candidats(d.base, d.operation, date(2026, 11, 18))}
    assert {reference: c.propose for reference, c in lus.items()} == {"BEL-0001": True, "BEL-0002": False}
    assert lus["BEL-0002"].raison


def test_la_fiche_imprimee_dit_le_menage_au_jour_de_la_seance(d: Dossier) -> None:
    tenue = seance(d, d.menage)
    d.proposer(date(2026, 11, 10))
    d.proposer(date(2026, 11, 12))
    (fiche,) = lire_seance(d.base, tenue).fiches
    assert [p.envoyee for p in fiche.propositions] == [date(2026, 11, 10)]
    assert fiche.inscription == "Ajouté par un agent"
    assert fiche.occupants == 1


def test_aucune_difficulte_sociale_ne_sort_dans_la_fiche(d: Dossier, tmp_path: Path) -> None:
    enregistrer_entretien(
        d.base, d.menage, le=date(2026, 3, 1), difficultes=[Difficulte.BUDGET], conclusion="dettes d'énergie"
    )
    tenue, sortie = seance(d, d.menage), tmp_path / "pv.pdf"
    imprimer_commission(d.base, tenue, sortie)
    texte = "".join(p.extract_text() for p in PdfReader(sortie).pages)
    assert "BENALI" in texte
    for tu in (Difficulte.BUDGET.libelle, "dettes", "Accompagnement renforcé"):
        assert tu not in texte
    assert not lire_seance(d.base, tenue).tenue
    decider(d.base, passage(d, tenue), decision=RECHERCHER)
    assert lire_seance(d.base, tenue).tenue


def test_un_menage_inscrit_deux_fois_d_un_coup_est_refuse(d: Dossier) -> None:
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match="déjà à l'ordre du jour"):
        seance(d, d.menage, d.menage)
    assert photographie(d.base) == avant
