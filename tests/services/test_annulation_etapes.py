"""Annuler un geste ancien ne laisse jamais une étape sans celle qui la fonde."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from relogement import modeles as m
from relogement.commun import Changements, ErreurMetier
from relogement.modeles.table import Periode, Table
from relogement.services import attributions, corrections, menages, propositions, relogements, suivis
from relogement.services.annulation import annuler
from relogement.stockage.base import Base, ouvrir_base
from relogement.stockage.faits import faits_menages
from relogement.stockage.periodes import SERIES, cle_de_serie, se_chevauchent
from relogement.vocabulaire import (
    DecisionCaleol,
    Difficulte,
    EcritRefus,
    ModeDemenagement,
    MotifRefus,
    MotifSortie,
    NaturePiece,
    NatureRessource,
    Payeur,
    Reponse,
    VoieCaleol,
)
from tests.hasard import exemples
from tests.outils import POSTE, Horloge, cle, nouveau_menage, nouvelle_base, nouvelle_operation, photographie
from tests.services.dossier import ENVOI, Dossier

JUIN, JUILLET = date(2026, 6, 20), date(2026, 7, 1)
JOUR = timedelta(days=1)


def geste(faits: Changements) -> UUID:
    """Le geste inscrit au journal."""
    assert faits.geste_id is not None
    return faits.geste_id


def refus_annule(d: Dossier, geste_id: UUID) -> None:
    """L'annulation est refusée, et rien n'a bougé."""
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match="annulez d'abord les plus récents"):
        annuler(d.base, geste_id)
    assert photographie(d.base) == avant


def refuser(d: Dossier, p: UUID) -> UUID:
    return geste(propositions.refuser_proposition(
        d.base, p, le=JUIN, motif=MotifRefus.COUT, motif_texte="trop cher"
    ))


def temoigner(d: Dossier, p: UUID) -> UUID:
    return geste(propositions.enregistrer_ecrit_refus(
        d.base, p, ecrit=EcritRefus.REFUSE_DE_SIGNER, le=JUIN, temoin="K. L."
    ))


def test_un_refus_qui_a_son_ecrit_ne_s_annule_pas_avant_lui(d: Dossier) -> None:
    p = d.proposer()
    refus = refuser(d, p)
    ecrit = temoigner(d, p)
    refus_annule(d, refus)
    annuler(d.base, ecrit)
    annuler(d.base, refus)
    assert (d.proposition(p).reponse, d.proposition(p).ecrit) == (None, None)


def test_un_accord_qui_a_son_bail_ne_s_annule_pas_avant_lui(d: Dossier) -> None:
    p = d.proposer()
    accord = geste(propositions.accepter_proposition(d.base, p, le=JUIN))
    bail = geste(relogements.signer_bail(d.base, d.menage, p, bail_signe_le=JUILLET))
    refus_annule(d, accord)
    annuler(d.base, bail)
    annuler(d.base, accord)
    assert d.proposition(p).reponse is None


def test_une_non_attribution_ne_s_annule_pas_sous_l_accord_qui_l_a_suivie(d: Dossier) -> None:
    premiere, seconde = d.accepter(JUIN), d.proposer()
    ecartee = geste(attributions.noter_caleol(
        d.base, premiere, caleol=VoieCaleol.DECISION, le=JUILLET, decision=DecisionCaleol.NON_ATTRIBUTION
    ))
    accord = geste(propositions.accepter_proposition(d.base, seconde, le=JUILLET))
    refus_annule(d, ecartee)
    annuler(d.base, accord)
    annuler(d.base, ecartee)
    assert d.proposition(premiere).caleol_decision is None


def test_un_refus_ne_s_annule_pas_quand_son_logement_est_offert_depuis_a_un_autre(d: Dossier) -> None:
    p = d.proposer()
    refus, logement = refuser(d, p), d.proposition(p).logement_id
    voisin = nouveau_menage(d.base, d.operation, nom="VOISIN Paul")
    offre = geste(propositions.envoyer_proposition(d.base, voisin, logement, envoyee_le=JUILLET))
    refus_annule(d, refus)
    annuler(d.base, offre)
    annuler(d.base, refus)
    assert d.proposition(p).reponse is None


def test_une_non_attribution_ne_s_annule_pas_quand_son_logement_est_offert_depuis_a_un_autre(d: Dossier) -> None:
    p = d.accepter(JUIN)
    ecartee = geste(attributions.noter_caleol(
        d.base, p, caleol=VoieCaleol.DECISION, le=JUIN, decision=DecisionCaleol.NON_ATTRIBUTION
    ))
    voisin = nouveau_menage(d.base, d.operation, nom="VOISIN Paul")
    offre = geste(propositions.envoyer_proposition(d.base, voisin, d.proposition(p).logement_id, envoyee_le=JUILLET))
    refus_annule(d, ecartee)
    annuler(d.base, offre)
    annuler(d.base, ecartee)
    assert d.proposition(p).caleol_decision is None


def test_une_sortie_ne_s_annule_pas_quand_un_logement_du_menage_est_offert_depuis_a_un_autre(d: Dossier) -> None:
    p = d.proposer()
    sortie = geste(menages.enregistrer_sortie(d.base, d.menage, le=JUIN, motif=MotifSortie.PARTI))
    voisin = nouveau_menage(d.base, d.operation, nom="VOISIN Paul")
    offre = geste(propositions.envoyer_proposition(d.base, voisin, d.proposition(p).logement_id, envoyee_le=JUILLET))
    refus_annule(d, sortie)
    annuler(d.base, offre)
    annuler(d.base, sortie)
    assert d.lire(m.Menage, d.menage).sortie_le is None


def test_un_bail_ne_s_annule_pas_quand_l_autre_logement_du_menage_est_offert_depuis_a_un_autre(d: Dossier) -> None:
    autre, p = d.proposer(), d.accepter(JUIN)
    bail = geste(relogements.signer_bail(d.base, d.menage, p, bail_signe_le=JUIN))
    voisin = nouveau_menage(d.base, d.operation, nom="VOISIN Paul")
    logement = d.proposition(autre).logement_id
    offre = geste(propositions.envoyer_proposition(d.base, voisin, logement, envoyee_le=JUILLET))
    refus_annule(d, bail)
    annuler(d.base, offre)
    annuler(d.base, bail)


def test_un_retour_ne_s_annule_pas_quand_le_logement_rendu_est_offert_depuis_a_un_autre(d: Dossier) -> None:
    p = d.accepter(JUIN, temporaire=True)
    bail = d.signer(p, JUIN)
    relogements.enregistrer_demenagement(d.base, bail, le=JUIN)
    retour = geste(relogements.terminer_temporaire(d.base, bail, le=JUILLET, retour_logement=None))
    voisin = nouveau_menage(d.base, d.operation, nom="VOISIN Paul")
    logement = d.proposition(p).logement_id
    offre = geste(propositions.envoyer_proposition(d.base, voisin, logement, envoyee_le=JUILLET))
    refus_annule(d, retour)
    annuler(d.base, offre)
    annuler(d.base, retour)
    assert d.relogement(bail).retour_le is None


def test_un_ecrit_annule_ne_revient_pas_sans_son_refus(d: Dossier) -> None:
    p = d.proposer()
    refus = refuser(d, p)
    sans_ecrit = geste(annuler(d.base, temoigner(d, p)))
    sans_refus = geste(annuler(d.base, refus))
    refus_annule(d, sans_ecrit)
    annuler(d.base, sans_refus)
    annuler(d.base, sans_ecrit)
    assert (d.proposition(p).reponse, d.proposition(p).ecrit) == (Reponse.REFUSEE, EcritRefus.REFUSE_DE_SIGNER)


def test_un_bail_annule_ne_revient_pas_sans_son_accord(d: Dossier) -> None:
    p = d.proposer()
    accord = geste(propositions.accepter_proposition(d.base, p, le=JUIN))
    sans_bail = geste(annuler(d.base, geste(relogements.signer_bail(d.base, d.menage, p, bail_signe_le=JUILLET))))
    annuler(d.base, accord)
    refus_annule(d, sans_bail)


def test_un_demenagement_ne_s_annule_pas_sous_son_suivi(d: Dossier) -> None:
    bail = d.signer()
    depart = geste(relogements.enregistrer_demenagement(d.base, bail, le=JUILLET))
    loyers = geste(relogements.transferer_depot(d.base, bail, transfere=1, le=JUILLET, complement=0, retenue=0))
    suivi = geste(suivis.proposer_suivi(d.base, d.menage, le=JUILLET))
    annuler(d.base, loyers)
    refus_annule(d, depart)
    annuler(d.base, suivi)
    annuler(d.base, depart)
    assert d.relogement(bail).demenage_le is None


def test_une_piece_retiree_depuis_n_est_pas_citee_de_nouveau(d: Dossier) -> None:
    p, piece = d.refuser(), d.deposer(NaturePiece.REFUS_SIGNE)
    ecrit = geste(propositions.enregistrer_ecrit_refus(
        d.base, p, ecrit=EcritRefus.SIGNE, le=JUIN, formulaire_id=piece
    ))
    annulation = geste(annuler(d.base, ecrit))
    corrections.retirer(d.base, "piece", piece)
    refus_annule(d, annulation)


def test_une_demande_de_frais_payee_ne_s_annule_pas_avant_le_paiement(d: Dossier) -> None:
    bail = d.signer()
    demande = relogements.noter_frais(d.base, bail, poste="gaz", demande=True, demande_le=JUILLET, montant=1)
    paiement = geste(relogements.payer_frais(d.base, cle(demande), paye=1, le=JUILLET, par=Payeur.BAILLEUR))
    refus_annule(d, geste(demande))
    annuler(d.base, paiement)
    annuler(d.base, geste(demande))


def test_une_ressource_retiree_ne_revient_pas_sur_celle_qui_la_remplace(d: Dossier) -> None:
    premiere = cle(menages.noter_ressource(d.base, d.menage, du=JUIN, nature=NatureRessource.RSA, montant=1))
    retrait = geste(corrections.retirer(d.base, "ressource", premiere))
    suivante = menages.noter_ressource(d.base, d.menage, du=JUIN, nature=NatureRessource.RSA, montant=2)
    refus_annule(d, retrait)
    annuler(d.base, geste(suivante))
    annuler(d.base, retrait)


def test_une_proposition_annulee_ne_reprend_pas_un_numero_donne_depuis(d: Dossier) -> None:
    d.proposer()
    annulation = d.annuler_dernier()
    d.proposer()
    refus_annule(d, annulation)


@cache
def modele() -> Path:
    """Une base d'un ménage, avec une proposition, faite une fois et recopiée."""
    base, _ = nouvelle_base(Path(tempfile.mkdtemp(prefix="relogement-")))
    operation = nouvelle_operation(base)
    menage = nouveau_menage(base, operation)
    Dossier(base, Horloge(ENVOI), operation, menage, base.chemin.parent).proposer()
    base.fermer()
    return base.chemin


class Vie:
    """Un ménage dont les gestes se font, s'annulent et se refont dans n'importe quel ordre."""

    def __init__(self, dossier: Path) -> None:
        copie = dossier / "essai.relogement"
        shutil.copy(modele(), copie)
        self.horloge = Horloge(date(2026, 11, 18))
        self.base = ouvrir_base(copie, str, agent="Nadia R.", poste=POSTE, horloge=self.horloge)
        with self.base.session() as s:
            self.menage, operation = s.exec(select(m.Menage.id, m.Menage.operation_id)).one()
        self.d = Dossier(self.base, self.horloge, operation, self.menage, dossier)

    def une(self, table: type[Table], n: int) -> UUID:
        with self.base.session() as s:
            presentes = select(table.id).where(col(table.supprime_le).is_(None)).order_by(col(table.id))
            cles = s.exec(presentes).all()
        if not cles:
            raise ErreurMetier("Rien sur quoi agir.")
        return cles[n % len(cles)]


def jour(n: int) -> date:
    return ENVOI + timedelta(days=n)


def _signer_le_refus(v: Vie, n: int) -> object:
    piece = v.une(m.Piece, n)
    return propositions.enregistrer_ecrit_refus(
        v.base, v.une(m.Proposition, n), ecrit=EcritRefus.SIGNE, le=jour(n), formulaire_id=piece
    )


ETAPES: tuple[Callable[[Vie, int], object], ...] = (
    lambda v, n: v.d.proposer(raison_envoi="essai", temporaire=n % 3 == 0),
    lambda v, n: propositions.noter_reception(v.base, v.une(m.Proposition, n), recue_le=jour(n)),
    lambda v, n: propositions.accepter_proposition(v.base, v.une(m.Proposition, n), le=jour(n)),
    lambda v, n: refuser(v.d, v.une(m.Proposition, n)),
    lambda v, n: temoigner(v.d, v.une(m.Proposition, n)),
    lambda v, n: v.d.deposer(NaturePiece.REFUS_SIGNE),
    _signer_le_refus,
    lambda v, n: corrections.retirer(v.base, "piece", v.une(m.Piece, n)),
    lambda v, n: corrections.retirer(v.base, "proposition", v.une(m.Proposition, n)),
    lambda v, n: v.d.signer(v.une(m.Proposition, n), le=jour(n)),
    lambda v, n: corrections.corriger(v.base, "relogement", v.une(m.Relogement, n), bail_signe_le=jour(n)),
    lambda v, n: relogements.enregistrer_demenagement(v.base, v.une(m.Relogement, n), le=jour(n)),
    lambda v, n: relogements.organiser_demenagement(
        v.base, v.une(m.Relogement, n), mode=ModeDemenagement.FORFAIT, le=jour(n), forfait=n
    ),
    lambda v, n: relogements.payer_forfait(v.base, v.une(m.Relogement, n), le=jour(n)),
    lambda v, n: relogements.terminer_temporaire(v.base, v.une(m.Relogement, n), le=jour(n), retour_logement=None),
    lambda v, n: relogements.noter_frais(
        v.base, v.une(m.Relogement, n), poste="gaz", demande=bool(n % 4), demande_le=jour(n), montant=n
    ),
    lambda v, n: relogements.payer_frais(v.base, v.une(m.Frais, n), paye=n, le=jour(n), par=Payeur.BAILLEUR),
    lambda v, n: suivis.proposer_suivi(v.base, v.menage, le=jour(n)),
    lambda v, n: suivis.noter_difficulte(v.base, v.menage, genre=Difficulte.BUDGET, le=jour(n)),
    lambda v, n: suivis.traiter_difficulte(
        v.base, v.une(m.DifficulteSuivi, n), action="échéancier", action_le=jour(n)
    ),
    lambda v, n: menages.noter_ressource(v.base, v.menage, du=jour(n), nature=NatureRessource.RSA, montant=n),
    lambda v, n: corrections.retirer(v.base, "ressource", v.une(m.Ressource, n)),
    lambda v, n: corrections.corriger(v.base, "ressource", v.une(m.Ressource, n), du=jour(n)),
    lambda v, n: menages.affecter_referent(v.base, v.menage, agent=f"Agent {n}", du=jour(n)),
)
PARCOURS = st.lists(
    st.tuples(st.booleans(), st.integers(0, len(ETAPES) - 1), st.integers(0, 6)), min_size=4, max_size=22
)


def vivantes(s: Session, table: type[Table]) -> list[Table]:
    return list(s.exec(select(table).where(col(table.supprime_le).is_(None))))


def impossibles(base: Base, menage: UUID) -> list[str]:
    """Ce que la base dit et qui ne peut pas être vrai."""
    with base.session() as s:
        faits = faits_menages(s, menages=[menage])[menage]
        par_cle = {table: {f.id: f for f in vivantes(s, table)} for table in (
            m.Proposition, m.Relogement, m.Frais, m.Suivi, m.DifficulteSuivi, m.Piece
        )}
        trouves = [
            *(phrase for p in par_cle[m.Proposition].values() for phrase in _proposition(p, par_cle[m.Piece])),
            *(phrase for r in par_cle[m.Relogement].values() for phrase in _relogement(r, par_cle[m.Proposition])),
            *(phrase for f in par_cle[m.Frais].values() for phrase in _frais(f, par_cle[m.Relogement])),
        ]
        for d in par_cle[m.DifficulteSuivi].values():
            assert isinstance(d, m.DifficulteSuivi)
            if d.action_le is not None and d.action_le < d.le:
                trouves.append("une action avant sa difficulté")
        if par_cle[m.Suivi] and not any(r.demenagement for r in faits.relogements):
            trouves.append("un suivi sans déménagement")
        for table in SERIES:
            trouves += _recouvrements(vivantes(s, table))
    return trouves


def _proposition(p: Table, pieces: dict[UUID, Table]) -> Iterator[str]:
    assert isinstance(p, m.Proposition)
    if p.ecrit is not None and p.reponse is not Reponse.REFUSEE:
        yield "un écrit sans refus"
    if p.formulaire_id is not None and p.formulaire_id not in pieces:
        yield "un formulaire à la corbeille"
    if (p.reponse is None) != (p.repondue_le is None):
        yield "une réponse sans jour"
    if p.ecrit_le is not None and p.repondue_le is not None and p.ecrit_le < p.repondue_le:
        yield "un écrit avant le refus"
    if (p.reponse_attendue_le is None) != (p.recue_le is None):
        yield "un délai sans réception"


def _relogement(r: Table, propositions_: dict[UUID, Table]) -> Iterator[str]:
    assert isinstance(r, m.Relogement)
    p = propositions_.get(r.proposition_id) if r.proposition_id else None
    if not isinstance(p, m.Proposition) or p.reponse is not Reponse.ACCEPTEE:
        yield "un bail sans accord"
    elif p.repondue_le is not None and p.repondue_le > r.bail_signe_le:
        yield "un bail avant l'accord"
    if r.demenage_le is not None and r.demenage_le < r.bail_signe_le:
        yield "un déménagement avant le bail"
    if r.retour_le is not None and (r.demenage_le is None or r.retour_le < r.demenage_le):
        yield "un retour sans départ"
    if r.forfait_paye_le is not None and (r.forfait_decide_le is None or r.forfait_paye_le < r.forfait_decide_le):
        yield "un forfait versé sans décision"


def _frais(f: Table, relogements_: dict[UUID, Table]) -> Iterator[str]:
    assert isinstance(f, m.Frais)
    if f.relogement_id not in relogements_:
        yield "des frais sans relogement"
    if f.paye_le is not None and f.paye_le < f.demande_le:
        yield "un paiement avant la demande"


def _recouvrements(fiches: list[Table]) -> Iterator[str]:
    for n, a in enumerate(fiches):
        for b in fiches[:n]:
            assert isinstance(a, Periode)
            assert isinstance(b, Periode)
            if cle_de_serie(a) == cle_de_serie(b) and se_chevauchent(a, b):
                yield f"deux fois le même jour : {type(a).__name__}"


def defaire_un(v: Vie, n: int) -> None:
    """Annule un geste du journal, le n-ième en partant du dernier, annulations comprises."""
    with v.base.session() as s:
        gestes = s.exec(select(m.Geste.id).order_by(col(m.Geste.numero).desc())).all()
    annuler(v.base, gestes[n % len(gestes)])


@exemples(30)
@given(PARCOURS)
def test_faire_defaire_et_refaire_ne_mene_jamais_a_un_etat_impossible(suite: list[tuple[bool, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as dossier:
        v = Vie(Path(dossier))
        for defait, rang, n in suite:
            try:
                if defait:
                    defaire_un(v, rang % 6)
                else:
                    ETAPES[rang](v, n)
            except ErreurMetier:
                continue
            assert impossibles(v.base, v.menage) == []
        v.base.fermer()
