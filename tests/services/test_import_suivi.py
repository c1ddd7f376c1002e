"""Reprendre un suivi tenu à la main : compté, jamais deux fois ni par-dessus l'agent, rien d'inventé."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from relogement import modeles as m
from relogement.commun import ErreurMetier
from relogement.regles.charte.etats import Etat
from relogement.services import propositions, relogements, suivis
from relogement.services.annulation import annuler
from relogement.services.charte import constats_menage
from relogement.services.corrections import corriger, retirer
from relogement.services.entretiens import enregistrer_entretien
from relogement.services.historique import details_geste
from relogement.services.importation import importer_etat_locatif
from relogement.services.revue import composer_revue
from relogement.services.suivi_import import RapportSuivi, importer_suivi
from relogement.services.suivi_repris_propositions import DEJA_TENU
from relogement.services.suivi_repris_relogement import AUTRE_BAIL
from relogement.services.vivier import ajouter_logement_offert
from relogement.stockage.base import Base
from relogement.stockage.lectures import fiche_menage, lignes_menages, menage_de_reference
from relogement.stockage.lectures_vivier import lignes_vivier
from relogement.vocabulaire import ModeDemenagement, MotifRefus, Payeur, Reponse, Rester
from tests.hasard import exemples
from tests.outils import nouveau_menage, nouvelle_base, nouvelle_operation, photographie
from tests.services.importations import LISTE_ENTIERE
from tests.tableur.suivis import BENALI, PARCOURS, SUIVI, Ligne, ecrire_suivi, menage

T = TypeVar("T", bound=m.Table)
ATTENDU: dict[str, Any] = json.loads(SUIVI.with_suffix(".json").read_text(encoding="utf-8"))
DIALLO = menage(2, "DIALLO", "Mamadou", **{"Date enquête sociale": "20/02/2026"})


class Terrain:
    """Une base au 18/11/2026, une opération vide, et de quoi y reprendre des suivis."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        self.base, _ = nouvelle_base(dossier)
        self.operation = nouvelle_operation(self.base)

    def reprendre(self, *lignes: Ligne, simuler: bool = False, **options: Any) -> RapportSuivi:
        """Reprend un suivi fait de ces lignes."""
        chemin = ecrire_suivi(self.dossier / "suivi.xlsx", *lignes, **options)
        return importer_suivi(self.base, self.operation, chemin, simuler=simuler)

    def fiches(self, table: type[T], nom: str = "BENALI") -> list[T]:
        """Les fiches d'un ménage, hors corbeille."""
        with self.base.session() as s:
            requete = select(table).where(table.menage_id == self.cle(nom))  # type: ignore[attr-defined]
            return [f for f in s.exec(requete.order_by(col(table.id))) if f.supprime_le is None]

    def cle(self, nom: str = "BENALI") -> UUID:
        """La clé du ménage dont le nom commence ainsi."""
        with self.base.session() as s:
            return s.exec(select(m.Menage).where(col(m.Menage.nom).startswith(nom))).one().id

    def offert(self, p: m.Proposition) -> m.LogementOffert:
        """Le logement d'une proposition."""
        with self.base.session() as s:
            return s.get_one(m.LogementOffert, p.logement_id)

    def etat(self, obligation: str) -> Etat:
        """L'état d'une obligation pour BENALI."""
        constats = constats_menage(self.base, self.cle(), au=self.base.aujourd_hui())
        return next(c.etat for c in constats if c.id == obligation)


@pytest.fixture
def t(tmp_path: Path) -> Terrain:
    return Terrain(tmp_path)


def compte(r: RapportSuivi) -> tuple[int, int, int, int]:
    return r.menages, r.reloges, r.propositions, r.refus


@pytest.mark.parametrize("liste_d_abord", [True, False])
def test_le_suivi_entre_avec_ses_comptes_une_seule_fois_et_s_annule_d_un_geste(t: Terrain, liste_d_abord: bool) -> None:
    if liste_d_abord:
        importer_etat_locatif(t.base, t.operation, LISTE_ENTIERE)
    avant = photographie(t.base)
    simule = importer_suivi(t.base, t.operation, SUIVI, simuler=True)
    assert photographie(t.base) == avant
    r = importer_suivi(t.base, t.operation, SUIVI)
    assert compte(r) == compte(simule) == (
        ATTENDU["households"], ATTENDU["rehoused"], ATTENDU["proposals"], ATTENDU["refusals"]
    )
    differents = ATTENDU["differ_from_list"] if liste_d_abord else []
    assert [d.logement for d in r.divergences] == [d.logement for d in simule.divergences] == differents
    assert r.non_rapproches == ()
    assert len(lignes_menages(t.base, t.operation, au=t.base.aujourd_hui())) == ATTENDU["households"]
    ajouts = dict(r.ajouts)
    assert (ajouts["propositions"], ajouts["refus"], ajouts["déménagements"]) == (*compte(r)[2:], 18)
    apres = photographie(t.base)
    encore = importer_suivi(t.base, t.operation, SUIVI)
    assert (encore.ajouts, encore.modifies, encore.inchanges) == ((), 0, ATTENDU["households"])
    assert photographie(t.base) == apres
    assert r.changements is not None
    assert r.changements.geste_id is not None
    annuler(t.base, r.changements.geste_id)
    assert photographie(t.base) == avant


def test_le_loyer_du_dossier_est_garde_et_la_divergence_reste_au_dossier(t: Terrain) -> None:
    importer_etat_locatif(t.base, t.operation, LISTE_ENTIERE)
    r = importer_suivi(t.base, t.operation, SUIVI)
    d = r.divergences[0]
    assert (d.champ, d.cellule, d.suivi, d.dossier) == ("Loyer", "Q9", "434,12\xa0€", "428,97\xa0€")
    with t.base.session() as s:
        cle = menage_de_reference(t.base, d.menage)
        siens = s.exec(select(m.Loyer).where(m.Loyer.menage_id == cle).order_by(col(m.Loyer.du)))
        # L'avant, ouvert au jour du bail, tient du dossier : la divergence ne choisit pas pour l'agent.
        assert [(x.du, x.loyer) for x in siens] == [(date(2026, 4, 18), 42897), (date(2026, 9, 30), 42897)]
        (signal,) = s.exec(select(m.ACompleter).where(m.ACompleter.menage_id == cle, m.ACompleter.nature == "conflit"))
        assert (signal.texte, signal.colonne) == ("434,12\xa0€", "Q9")


@pytest.mark.parametrize("liste_d_abord", [True, False])
def test_chaque_reloge_garde_ce_qu_il_payait_avant_que_la_liste_soit_la_ou_non(t: Terrain, liste_d_abord: bool) -> None:
    if liste_d_abord:
        importer_etat_locatif(t.base, t.operation, LISTE_ENTIERE)
    importer_suivi(t.base, t.operation, SUIVI)
    avants = [d.finances.avant for d in composer_revue(t.base, "2026-T3").menages if d.emmenage_le]
    assert len(avants) == ATTENDU["rehoused"]
    assert all(None not in (a.loyer, a.charges, a.apl, a.ressources) for a in avants)


def test_la_periode_de_la_liste_reste_a_cote_de_celle_d_avant(t: Terrain) -> None:
    importer_etat_locatif(t.base, t.operation, LISTE_ENTIERE)

    def loyers() -> dict[UUID, m.Loyer]:
        with t.base.session() as s:
            return {x.id: x for x in s.exec(select(m.Loyer))}

    avant = loyers()
    importer_suivi(t.base, t.operation, SUIVI)
    apres = loyers()
    for cle, x in avant.items():
        assert (apres[cle].du, apres[cle].au) == (x.du, None)
        assert all(getattr(x, c) in (None, getattr(apres[cle], c)) for c in ("loyer", "charges", "apl", "rls"))
    # Sans RLS, que le suivi ne dit pas ; arrêtée la veille de la liste.
    nouvelles = [x for cle, x in apres.items() if cle not in avant and x.du < date(2026, 9, 29)]
    assert len(nouvelles) >= ATTENDU["rehoused"]
    assert {(x.au, x.rls) for x in nouvelles} == {(date(2026, 9, 29), None)}


def test_un_avant_que_l_agent_a_retire_ne_revient_pas(t: Terrain) -> None:
    sans_bail = {"Signature bail": None, "Déménagement": None}
    t.reprendre(BENALI | sans_bail, au="31/08/2026")
    t.reprendre(BENALI)
    avant, en_place = sorted(t.fiches(m.Loyer), key=lambda x: x.du)
    assert [(x.du, x.au, x.loyer) for x in (avant, en_place)] == [
        (date(2026, 5, 11), date(2026, 8, 30), 31240), (date(2026, 8, 31), None, 31240)
    ]
    retirer(t.base, "loyer", avant.id)
    t.reprendre(BENALI, au="31/10/2026")
    assert [x.id for x in t.fiches(m.Loyer)] == [en_place.id]


def test_l_avant_suit_le_bail_du_dossier_quand_le_suivi_le_date_autrement(t: Terrain) -> None:
    t.reprendre(BENALI)
    (bail,) = t.fiches(m.Relogement)
    corriger(t.base, "relogement", bail.id, bail_signe_le=date(2026, 5, 8))
    t.reprendre(BENALI, au="31/10/2026")
    assert [(x.du, x.au, x.loyer) for x in sorted(t.fiches(m.Loyer), key=lambda x: x.du)] == [
        (date(2026, 5, 8), date(2026, 5, 10), 31240), (date(2026, 5, 11), None, 31240)
    ]


def test_ce_que_la_liste_d_avant_le_depart_taisait_vaut_des_le_bail(t: Terrain) -> None:
    t.reprendre(BENALI | {"Signature bail": None, "Déménagement": None, "APL": None}, au="31/01/2026")
    t.reprendre(BENALI)
    assert [(x.du, x.loyer, x.apl) for x in sorted(t.fiches(m.Loyer), key=lambda x: x.du)] == [
        (date(2026, 1, 31), 31240, None), (date(2026, 5, 11), 31240, 23800)
    ]


@pytest.mark.parametrize(("signe", "debuts"), [
    ("29/09/2026", [date(2026, 9, 29)]), ("30/09/2026", [date(2026, 9, 30)]), ("01/10/2026", [date(2026, 9, 30)]),
])
def test_l_avant_date_du_bail_s_il_precede_le_suivi(t: Terrain, signe: str, debuts: list[date]) -> None:
    t.reprendre(BENALI | {"Signature bail": signe, "Déménagement": None, "Suivi 1 mois": None})
    assert [x.du for x in t.fiches(m.Loyer)] == debuts


def test_une_cellule_illisible_reste_au_dossier_avec_son_adresse(t: Terrain) -> None:
    importer_suivi(t.base, t.operation, SUIVI)
    with t.base.session() as s:
        (signal,) = s.exec(select(m.ACompleter).where(m.ACompleter.texte == "inconnue"))
        (suivi,) = s.exec(select(m.SuiviRepris))
    assert signal.colonne == "Né(e) le (H52)"
    assert "inconnue" in {reste.get("valeur") for reste in suivi.restes}


def test_le_parcours_devient_des_faits_dates(t: Terrain) -> None:
    t.reprendre(BENALI)
    (entretien,) = t.fiches(m.Entretien)
    (souhait,) = t.fiches(m.Souhait)
    assert (entretien.le, entretien.souhait_id, entretien.agent_id) == (date(2026, 2, 14), souhait.id, None)
    assert (souhait.type, souhait.lieux, souhait.rester) == ("T4", "même quartier", Rester.RESTER)
    refusee, acceptee = t.fiches(m.Proposition)
    assert (refusee.rang, refusee.envoyee_le, refusee.reponse) == (1, date(2026, 3, 2), Reponse.REFUSEE)
    assert (refusee.motif, refusee.motif_texte) == (MotifRefus.TYPE, "trop petit")
    assert (acceptee.rang, acceptee.envoyee_le, acceptee.reponse) == (2, date(2026, 4, 20), Reponse.ACCEPTEE)
    (relogement,) = t.fiches(m.Relogement)
    assert (relogement.proposition_id, relogement.bail_signe_le) == (acceptee.id, date(2026, 5, 11))
    assert (relogement.demenage_le, relogement.cout_demenagement) == (date(2026, 6, 1), 175613)
    assert (relogement.loyer, relogement.charges, relogement.apl) == (48086, 18189, 7922)
    assert [(v.mois, v.le) for v in t.fiches(m.VisiteSuivi)] == [(1, date(2026, 7, 1))]
    with t.base.session() as s:
        note = s.get_one(m.Menage, t.cle()).note or ""
    assert "Voir avec le CMS" in note
    assert "suivi repris, à jour au 30/09/2026" in note


def test_le_logement_accepte_est_decrit_et_celui_qui_est_refuse_reste_non_decrit_hors_du_vivier(t: Terrain) -> None:
    t.reprendre(BENALI)
    refuse, accepte = map(t.offert, t.fiches(m.Proposition))
    assert (refuse.hors_vivier, refuse.type, refuse.commune, refuse.loyer) == (True, None, None, None)
    assert (accepte.hors_vivier, accepte.type, accepte.surface, accepte.commune) == (False, "T4", 8130, "Rezé")
    assert (accepte.qpv, accepte.neuf, accepte.loyer) == (True, False, 48086)
    assert accepte.libelle == "Rezé, Atlantique Logis"
    assert [v.id for v in lignes_vivier(t.base, au=t.base.aujourd_hui())] == [accepte.id]


def test_ce_que_le_suivi_ne_dit_pas_reste_inconnu(t: Terrain) -> None:
    t.reprendre(BENALI)
    refusee, acceptee = t.fiches(m.Proposition)
    for p in (refusee, acceptee):
        assert (p.repondue_le, p.mode, p.ecrit, p.ecrit_le, p.mous_a_aide, p.recue_le) == (None,) * 6
        assert {getattr(p, point) for point in propositions.POINTS} == {None}
    (relogement,) = t.fiches(m.Relogement)
    assert (relogement.mode, relogement.commande_le, relogement.commande_payeur) == (
        ModeDemenagement.DEMENAGEUR, None, None
    )
    assert (relogement.rls, relogement.debut_loyer_le, relogement.depot_transfere) == (None, None, None)
    (entretien,) = t.fiches(m.Entretien)
    assert (entretien.composition_vue, entretien.ressources_vues, entretien.besoins) == (False, False, [])
    with t.base.session() as s:
        assert s.exec(select(m.BudgetFige)).first() is None
        assert s.exec(select(m.Suivi)).first() is None


@pytest.mark.parametrize("obligation", ["A03.2", "A04.1", "A04.2", "A05.1", "A05.2", "A06.1", "A06.4", "A08.1"])
def test_un_fait_repris_ne_rend_jamais_la_charte_verte(t: Terrain, obligation: str) -> None:
    t.reprendre(BENALI)
    assert t.etat(obligation) is not Etat.RESPECTEE


def test_un_refus_repris_sans_date_est_a_verifier_et_le_payeur_du_demenageur_aussi(t: Terrain) -> None:
    t.reprendre(BENALI)
    assert t.etat("A04.2") is Etat.INDETERMINEE
    assert t.etat("A06.1") is Etat.INDETERMINEE


def test_le_jour_de_la_reponse_se_reprend_quand_le_suivi_le_donne(t: Terrain) -> None:
    titres = [*BENALI, "Date réponse 1"]
    t.reprendre(BENALI | {"Date réponse 1": "12/03/2026"}, titres=titres)
    assert [p.repondue_le for p in t.fiches(m.Proposition)] == [date(2026, 3, 12), None]


def test_un_suivi_d_un_mois_plus_tard_n_ajoute_que_ce_qui_est_neuf(t: Terrain) -> None:
    t.reprendre(BENALI, DIALLO)
    r = t.reprendre(
        BENALI | {"Suivi 3 mois": "02/09/2026"},
        DIALLO | {"Prop. 1 le": "05/10/2026", "Réponse 1": "en attente"},
        au="31/10/2026",
    )
    assert dict(r.ajouts) == {"visites": 1, "propositions": 1}
    assert (r.modifies, r.inchanges, r.divergences) == (2, 0, ())
    (p,) = t.fiches(m.Proposition, "DIALLO")
    assert p.reponse is None
    r = t.reprendre(
        BENALI | {"Suivi 3 mois": "02/09/2026"},
        DIALLO | {"Prop. 1 le": "05/10/2026", "Réponse 1": "accepté", "Commune": "Orvault", "Type ": "T2"},
        au="05/11/2026",
    )
    assert dict(r.ajouts) == {"accords": 1}
    (p,) = t.fiches(m.Proposition, "DIALLO")
    assert (p.reponse, t.offert(p).commune, t.offert(p).hors_vivier) == (Reponse.ACCEPTEE, "Orvault", False)


def test_un_suivi_plus_ancien_que_le_dernier_ne_change_rien(t: Terrain) -> None:
    t.reprendre(BENALI)
    avant = photographie(t.base)
    r = t.reprendre(BENALI, DIALLO, au="31/08/2026")
    assert r.plus_ancien_que == date(2026, 9, 30)
    assert photographie(t.base) == avant


def test_ce_que_l_agent_a_note_est_garde_et_le_desaccord_se_dit_a_chaque_fois(t: Terrain) -> None:
    t.reprendre(BENALI)
    (entretien,) = t.fiches(m.Entretien)
    corriger(t.base, "entretien", entretien.id, le=date(2026, 2, 16))
    for au in ("30/09/2026", "31/10/2026"):
        (d,) = t.reprendre(BENALI, au=au).divergences
        assert (d.champ, d.suivi, d.dossier) == ("Date de l'entretien", "14/02/2026", "16/02/2026")
    assert [e.le for e in t.fiches(m.Entretien)] == [date(2026, 2, 16)]


def test_ce_que_l_agent_a_retire_ne_revient_pas(t: Terrain) -> None:
    t.reprendre(BENALI)
    retirer(t.base, "visitesuivi", t.fiches(m.VisiteSuivi)[0].id)
    r = t.reprendre(BENALI, au="31/10/2026")
    assert (r.ajouts, t.fiches(m.VisiteSuivi)) == ((), [])


def test_ce_que_l_agent_avait_deja_tape_n_est_pas_double(t: Terrain) -> None:
    cle = nouveau_menage(t.base, t.operation, nom="BENALI Leïla")
    enregistrer_entretien(t.base, cle, le=date(2026, 2, 14))
    offert = ajouter_logement_offert(t.base, libelle="Les Saules, 12", commune="Rezé").id
    assert offert is not None
    propositions.envoyer_proposition(t.base, cle, offert, envoyee_le=date(2026, 4, 20))
    r = t.reprendre(BENALI)
    assert (r.non_rapproches, len(t.fiches(m.Entretien))) == ((), 1)
    assert [p.envoyee_le for p in t.fiches(m.Proposition)] == [date(2026, 4, 20), date(2026, 3, 2)]
    tapee, _ = t.fiches(m.Proposition)
    assert (tapee.reponse, t.offert(tapee).libelle, t.offert(tapee).type) == (
        Reponse.ACCEPTEE, "Les Saules, 12", "T4"
    )


def test_un_accord_et_un_bail_repris_ne_prennent_pas_le_logement_d_un_autre(t: Terrain) -> None:
    cle, voisin = (nouveau_menage(t.base, t.operation, nom=nom) for nom in ("BENALI Leïla", "VOISIN Paul"))
    offert = ajouter_logement_offert(t.base, libelle="Les Saules, 12", commune="Rezé").id
    assert offert is not None
    envoi = date(2026, 4, 20)
    p = propositions.envoyer_proposition(t.base, cle, offert, envoyee_le=envoi).id
    q = propositions.envoyer_proposition(t.base, voisin, offert, envoyee_le=envoi, raison_envoi="le premier hésite").id
    assert p is not None
    assert q is not None
    propositions.accepter_proposition(t.base, q, le=date(2026, 4, 25))
    r = t.reprendre(BENALI)
    assert t.fiches(m.Proposition)[0].reponse is None
    assert [x.raison for x in r.a_corriger if x.champ == "reponse_2"] == [DEJA_TENU]
    relogements.signer_bail(t.base, voisin, q, bail_signe_le=date(2026, 5, 1))
    propositions.accepter_proposition(t.base, p, le=date(2026, 5, 2), raison_accord="la commission tranchera")
    r = t.reprendre(BENALI, au="31/10/2026")
    assert [x.proposition_id for x in t.fiches(m.Relogement)] == [None]
    assert [x.raison for x in r.a_corriger if x.champ == "bail_le"] == [AUTRE_BAIL]


def test_une_reponse_donnee_ne_se_reecrit_pas(t: Terrain) -> None:
    t.reprendre(BENALI)
    r = t.reprendre(BENALI | {"Réponse 1": "accepté", "Réponse 2": "refus"}, au="31/10/2026")
    assert {d.champ for d in r.divergences} == {"Réponse à la proposition 1", "Réponse à la proposition 2"}
    assert [p.reponse for p in t.fiches(m.Proposition)] == [Reponse.REFUSEE, Reponse.ACCEPTEE]


def test_deux_accords_n_en_font_qu_un_et_l_autre_reste_a_reprendre(t: Terrain) -> None:
    r = t.reprendre(BENALI | {"Réponse 1": "accepté"})
    assert [x.champ for x in r.a_corriger] == ["reponse_2"]
    assert "déjà acceptée" in r.a_corriger[0].raison


@pytest.mark.parametrize(
    ("change", "champs"),
    [
        ({"Date enquête sociale": None}, {"souhait_type", "souhait_lieu"}),
        ({"Prop. 1 le": None}, {"reponse_1", "motif_1"}),
        ({"Signature bail": None}, {"demenage_le", "cout_demenagement", "apl_apres", "visite_1"}),
        ({"Signature bail": "01/04/2026"}, {"bail_le", "demenage_le", "cout_demenagement", "apl_apres", "visite_1"}),
        ({"Déménagement": "01/05/2026"}, {"demenage_le", "visite_1"}),
        ({"Déménagement": None}, {"visite_1"}),
        ({"Suivi 1 mois": "20/05/2026"}, {"visite_1"}),
        ({"Date enquête sociale": "01/12/2026"}, {"entretien_le", "souhait_type", "souhait_lieu"}),
        ({"Réponse 2": None}, {"type_apres", "surface_apres", "loyer_apres", "charges_apres", "commune_apres",
                               "qpv_apres", "neuf_apres", "bailleur_apres", "bail_le"}),
        ({"APL ": "999,00"}, {"apl_apres"}),
    ],
)
def test_ce_qui_ne_peut_pas_s_ecrire_est_a_reprendre_et_rien_n_est_invente(
    t: Terrain, change: dict[str, Any], champs: set[str]
) -> None:
    r = t.reprendre(BENALI | change)
    assert {x.champ for x in r.a_corriger} == champs
    assert all(x.cellule and x.raison.endswith(".") for x in r.a_corriger)
    # Corrigé dans le suivi, le même fait entre enfin.
    assert t.reprendre(BENALI, au="31/10/2026").a_corriger == ()
    assert len(t.fiches(m.VisiteSuivi)) == 1


def test_une_ligne_que_rien_ne_rapproche_n_est_pas_reprise_et_c_est_dit(t: Terrain) -> None:
    t.reprendre(BENALI, DIALLO)
    r = t.reprendre(BENALI | {"NOM": "SOW", "Prénom": "Ibrahim", "Né(e) le": None}, menage(9, "LY", "Awa"), au=None)
    assert [n.ligne for n in r.non_rapproches] == [5, 6]
    assert "BEL-0001" in r.non_rapproches[0].raison
    assert "créez-le" in r.non_rapproches[1].raison
    assert len(lignes_menages(t.base, t.operation, au=t.base.aujourd_hui())) == 2


@pytest.mark.parametrize(
    "sans",
    [("N° UG",), ("N° UG", "Né(e) le", "Entrée dans les lieux"), ("N° UG", "Bât.", "Esc.", "Porte"),
     ("N° UG", "Bât.", "Esc.", "Porte", "Né(e) le", "Entrée dans les lieux")],
)
def test_sans_reference_un_menage_se_reconnait_a_sa_porte_sa_naissance_ou_son_nom(
    t: Terrain, sans: tuple[str, ...]
) -> None:
    t.reprendre(BENALI, DIALLO)
    r = t.reprendre(*({**x, **dict.fromkeys(sans)} for x in (BENALI, DIALLO)), au="31/10/2026")
    assert (r.non_rapproches, r.ajouts, r.inchanges) == ((), (), 2)


def test_la_reference_du_dossier_l_emporte(t: Terrain) -> None:
    t.reprendre(BENALI, DIALLO)
    ligne = {"Réf. dossier": "bel-0002", "NOM": "DIALLO-SOW", "Esc.": "A", "Date enquête sociale": "20/02/2026"}
    r = t.reprendre(ligne, titres=list(ligne), au="31/10/2026")
    assert (r.non_rapproches, r.ajouts) == ((), ())


def test_un_autre_logement_que_celui_du_dossier_est_une_divergence_jamais_un_demenagement(t: Terrain) -> None:
    t.reprendre(BENALI, DIALLO)
    chez_diallo = BENALI | {"N° UG": "U2", "Porte": "102"}
    r = t.reprendre(chez_diallo, au="31/10/2026")
    assert [d.champ for d in r.divergences] == ["Logement"]


def test_un_menage_deja_reloge_garde_son_ancien_loyer_du_jour_ou_il_a_signe_ailleurs(t: Terrain) -> None:
    t.reprendre(BENALI, DIALLO)
    (quitte,) = t.fiches(m.Loyer)
    (en_place,) = t.fiches(m.Loyer, "DIALLO")
    assert (quitte.du, quitte.loyer) == (date(2026, 5, 11), 31240)
    assert en_place.du == date(2026, 9, 30)


def test_le_revenu_repris_s_efface_devant_celui_que_l_agent_detaille(t: Terrain) -> None:
    from relogement.services.menages import noter_ressource

    t.reprendre(DIALLO)
    (repris,) = t.fiches(m.Ressource, "DIALLO")
    assert (repris.montant, repris.justificatif) == (145000, "suivi repris")
    personne = t.fiches(m.Personne, "DIALLO")[0].id
    noter_ressource(t.base, t.cle("DIALLO"), du=date(2026, 10, 15), personne_id=personne, montant=150000)
    assert [(x.montant, x.au) for x in t.fiches(m.Ressource, "DIALLO")] == [
        (145000, date(2026, 10, 14)), (150000, None)
    ]


def test_l_historique_du_menage_dit_d_ou_viennent_ses_faits(t: Terrain) -> None:
    r = t.reprendre(BENALI, DIALLO)
    assert r.changements is not None
    assert r.changements.geste_id is not None
    titres = [d.titre for d in details_geste(t.base, r.changements.geste_id, t.cle())]
    assert any("Proposition" in titre for titre in titres)
    assert not any("DIALLO" in titre for titre in titres)


def test_ce_qui_suit_dans_l_application_s_enchaine_sur_ce_qui_est_repris(t: Terrain) -> None:
    a_venir = dict.fromkeys(PARCOURS[PARCOURS.index("Bailleur d'accueil"):])
    t.reprendre(BENALI | a_venir | {"Réponse 2": "?"})
    refusee, attend = t.fiches(m.Proposition)
    corriger(t.base, "proposition", refusee.id, repondue_le=date(2026, 3, 10))
    propositions.accepter_proposition(t.base, attend.id, le=date(2026, 4, 28))
    bail = relogements.signer_bail(t.base, t.cle(), attend.id, bail_signe_le=date(2026, 5, 11)).id
    assert bail is not None
    relogements.enregistrer_demenagement(t.base, bail, le=date(2026, 6, 1))
    suivis.noter_visite(t.base, t.cle(), mois=1, le=date(2026, 7, 1))
    r = t.reprendre(BENALI, au="31/10/2026")
    assert (dict(r.ajouts), r.divergences) == ({"remarques": 1}, ())
    assert t.fiches(m.Relogement)[0].cout_demenagement == 175613


def test_un_suivi_date_de_l_avenir_est_refuse(t: Terrain) -> None:
    avant = photographie(t.base)
    with pytest.raises(ErreurMetier, match="plus d'un mois"):
        t.reprendre(BENALI, au="31/12/2027")
    assert photographie(t.base) == avant


def test_une_longue_remarque_se_garde_entiere(t: Terrain) -> None:
    longue = "Voir avec la famille. " * 90
    t.reprendre(BENALI | {"Observations": longue})
    with t.base.session() as s:
        assert longue.strip() in (s.get_one(m.Menage, t.cle()).note or "")


def test_un_texte_trop_long_pour_sa_colonne_est_garde_a_reprendre(t: Terrain) -> None:
    r = t.reprendre(BENALI | {"Commune": "x" * 300, "Souhait type": "T3 ou T4, en rez-de-chaussée"})
    assert {x.champ for x in r.a_corriger} == {"commune_apres", "souhait_type"}


_JOURS = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(lambda d: f"{d:%d/%m/%Y}")
_CASES: dict[str, st.SearchStrategy[Any]] = {
    titre: st.one_of(st.none(), _JOURS, st.sampled_from(["?", "oui", "à prévoir", "xx"]))
    for titre in ("Date enquête sociale", "Prop. 1 le", "Prop. 2 le", "Signature bail", "Déménagement", "Suivi 1 mois")
} | {
    titre: st.sampled_from([None, "oui", "refus", "ACCEPTÉ", "?", "en attente", "hmm"])
    for titre in ("Réponse 1", "Réponse 2")
} | {"Souhait type": st.sampled_from([None, "T3"]), "Coût déménagement TTC": st.sampled_from([None, "12,50", "?"])}


@given(st.fixed_dictionaries(_CASES), st.fixed_dictionaries(_CASES))
@exemples(12)
def test_quoi_qu_il_dise_un_suivi_entre_une_seule_fois_et_s_annule(
    tmp_path_factory: pytest.TempPathFactory, un: dict[str, Any], deux: dict[str, Any]
) -> None:
    t = Terrain(tmp_path_factory.mktemp("suivi"))
    vide = photographie(t.base)
    r = t.reprendre(BENALI | un, DIALLO | deux)
    apres = photographie(t.base)
    assert t.reprendre(BENALI | un, DIALLO | deux).ajouts == ()
    assert _sans_suivis(photographie(t.base)) == _sans_suivis(apres)
    # Croisés, les mêmes dossiers reçoivent d'autres valeurs : rien ne tombe, et tout se défait dans l'ordre.
    croise = t.reprendre(BENALI | deux, DIALLO | un, au=f"{date(2026, 9, 30) + timedelta(days=31):%d/%m/%Y}")
    for rapport in (croise, r):
        assert rapport.changements is not None
        if rapport.changements.geste_id is not None and rapport.changements.tables:
            _annuler_jusqu_a(t.base, rapport.changements.geste_id)
    assert photographie(t.base) == vide


def _annuler_jusqu_a(base: Base, geste: UUID) -> None:
    from relogement.services.annulation import dernier_annulable

    while (dernier := dernier_annulable(base)) is not None and dernier[0] >= geste:
        annuler(base, dernier[0])


def _sans_suivis(photo: Any) -> Any:
    """La photographie, sans la table qui inscrit chaque fichier repris : le classeur est réécrit."""
    return {table: lignes for table, lignes in photo.items() if table != "suivirepris"}


def test_trois_cents_menages_entrent_d_un_coup(t: Terrain) -> None:
    lignes = [
        BENALI | {"N° UG": None, "Porte": f"{n}", "NOM": f"NOM{n}", "Né(e) le": date(1950, 1, 1) + timedelta(days=n)}
        for n in range(300)
    ]
    r = t.reprendre(*lignes)
    assert (r.menages, dict(r.ajouts)["propositions"]) == (300, 600)


def test_chaque_fait_repris_dit_de_quelle_cellule_il_vient(t: Terrain) -> None:
    t.reprendre(BENALI)
    refusee, acceptee = t.fiches(m.Proposition)
    origines = fiche_menage(t.base, t.cle()).origines
    assert origines[refusee.id] == "suivi tenu à la main, cellule W5"
    assert {t.fiches(m.Entretien)[0].id, acceptee.id, t.fiches(m.Relogement)[0].id} <= origines.keys()


def test_le_cout_du_demenageur_se_corrige_et_se_garde(t: Terrain) -> None:
    t.reprendre(BENALI)
    (relogement,) = t.fiches(m.Relogement)
    organiser: dict[str, Any] = {
        "mode": ModeDemenagement.DEMENAGEUR, "le": date(2026, 5, 20), "payeur": Payeur.BAILLEUR,
    }
    relogements.organiser_demenagement(t.base, relogement.id, **organiser)
    assert t.fiches(m.Relogement)[0].cout_demenagement == 175613
    assert t.etat("A06.1") is Etat.RESPECTEE
    relogements.organiser_demenagement(t.base, relogement.id, **organiser, cout=180000)
    assert t.fiches(m.Relogement)[0].cout_demenagement == 180000
