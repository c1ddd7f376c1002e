"""La démonstration : ce que chacun y trouvera, et ce qu'elle ne fait jamais."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from relogement.commun import ErreurMetier
from relogement.modeles import (
    ActeurSocial,
    Agent,
    BudgetFige,
    Changement,
    Demande,
    Derogation,
    Enquete,
    Entretien,
    Geste,
    Menage,
    Piece,
    Proposition,
    Relogement,
    Table,
    VisiteTechnique,
)
from relogement.regles.calendrier import Trimestre
from relogement.regles.charte.etats import Etat
from relogement.regles.convention.objectifs import Atteinte
from relogement.regles.etape import Etape
from relogement.services.alertes import alertes_du_menage
from relogement.services.charte import constats, constats_base, constats_operation, resumes
from relogement.services.pieces import contenu_piece
from relogement.services.solidarite import tableau_solidarite
from relogement.stockage.base import Base
from relogement.stockage.journal import maillon
from relogement.stockage.lectures import lignes_menages, lignes_operations, menage_de_reference
from relogement.stockage.lectures_operation import vie_operation
from relogement.vocabulaire import GenreActeur, Moyen
from sample_data.agenda import FUSEAU
from sample_data.demonstration import AILLEURS, Bilan, construire
from sample_data.ouverture import FIN, operation_id
from tests.outils import nouvelle_base, nouvelle_operation, photographie

TRIMESTRES = ("2025-T1", "2025-T2", "2025-T3", "2025-T4", "2026-T1", "2026-T2", "2026-T3")
FICTIF = re.compile(r"06 ?39 ?98 ?\d\d ?\d\d")
"""La tranche que l'ARCEP réserve aux œuvres de fiction."""
CLE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_le_bilan_compte_les_menages_et_les_gestes(construite: tuple[Base, Bilan]) -> None:
    base, bilan = construite
    with base.session() as s:
        assert bilan == Bilan(len(s.scalars(select(Menage)).all()), len(s.scalars(select(Geste)).all()), False)
    assert 45 <= bilan.menages <= 50


def test_toutes_les_etapes_sont_representees(demonstration: Base) -> None:
    compte = Counter(r.etape for r in resumes(demonstration, au=FIN).values())
    assert set(compte) == set(Etape)
    assert min(compte.values()) >= 2


@pytest.mark.parametrize("texte", TRIMESTRES)
def test_aucun_trimestre_n_est_vide(demonstration: Base, texte: str) -> None:
    t = Trimestre.lire(texte)
    with demonstration.session() as s:
        rencontres = [e.le for e in s.scalars(select(Entretien)) if e.le in t]
        propositions = list(s.scalars(select(Proposition)))
        envois = [p for p in propositions if p.envoyee_le in t]
        refus = [p for p in propositions if p.motif is not None and p.repondue_le is not None and p.repondue_le in t]
        departs = [r for r in s.scalars(select(Relogement)) if r.demenage_le is not None and r.demenage_le in t]
    assert rencontres
    assert envois
    assert refus
    assert departs


@pytest.mark.parametrize("etat", list(Etat))
def test_chaque_etat_de_la_charte_se_voit(demonstration: Base, etat: Etat) -> None:
    assert any(c.etat is etat for lus in constats(demonstration, au=FIN).values() for c in lus)


def test_des_retards_de_chaque_etape_se_voient(demonstration: Base) -> None:
    lus = [c for du_menage in constats(demonstration, au=FIN).values() for c in du_menage]
    retards = {c.id for c in lus if c.etat is Etat.EN_RETARD}
    assert {"A03.2", "A03.3", "A04.1", "A04.2", "A06.2", "A06.3", "A06.4", "A08.1", "A08.2", "A08.3"} <= retards


def test_l_essentiel_est_tenu_et_les_retards_sont_l_exception(demonstration: Base) -> None:
    lus = [c.etat for du_menage in constats(demonstration, au=FIN).values() for c in du_menage]
    juges = [e for e in lus if e not in (Etat.SANS_OBJET, Etat.A_VENIR)]
    assert juges.count(Etat.RESPECTEE) > 0.7 * len(juges)
    assert juges.count(Etat.EN_RETARD) + juges.count(Etat.NON_RESPECTEE) < 0.15 * len(juges)


def test_l_operation_elle_meme_a_une_revue_en_retard_et_le_reste_tenu(demonstration: Base) -> None:
    (operation,) = lignes_operations(demonstration)
    etats = {c.id: c.etat for c in constats_operation(demonstration, operation.id, FIN)}
    assert {i for i, e in etats.items() if e is Etat.RESPECTEE} >= {"A09.1", "A10.1", "A10.2", "A11.1"}
    assert {i for i, e in etats.items() if e is Etat.EN_RETARD} == {"A13.1", "A14.2"}
    assert [c.etat for c in constats_base(demonstration, FIN)] == [Etat.A_FAIRE]


def test_chaque_reunion_touche_presque_tous_ceux_qui_sont_la(demonstration: Base) -> None:
    (operation,) = lignes_operations(demonstration)
    vie = vie_operation(demonstration, operation.id)
    reunions = [e for e in vie.evenements if e["moyen"] is Moyen.REUNION]
    assert len(reunions) >= 4
    for e in reunions:
        assert vie.piece(e["piece_id"]) is not None
        attendus = {o.id for o in vie.attendus(e)}
        assert len(vie.touches[e["id"]] & attendus) > 0.7 * len(attendus)


def test_le_refus_sans_ecrit_de_madame_benali_est_en_retard_de_six_jours(demonstration: Base) -> None:
    menage = menage_de_reference(demonstration, "BEL-0042")
    lus = {c.id: c for c in constats(demonstration, [menage], au=FIN)[menage]}
    assert (lus["A04.2"].etat, lus["A04.2"].jours) == (Etat.EN_RETARD, 6)
    ligne = next(m for m in lignes_menages(demonstration, au=FIN) if m.id == menage)
    assert (ligne.nom, ligne.propositions) == ("BENALI Leïla", 2)


@pytest.mark.parametrize(("table", "combien"), [
    (ActeurSocial, 10), (Demande, 30), (VisiteTechnique, 15), (Enquete, 15), (Derogation, 2),
])
def test_ce_qui_accompagne_les_menages_se_voit(demonstration: Base, table: type[Table], combien: int) -> None:
    with demonstration.session() as s:
        assert len(s.scalars(select(table)).all()) >= combien


def test_des_contingents_des_adresses_et_des_quartiers_sont_tenus_et_d_autres_non(demonstration: Base) -> None:
    lus = [c for du_menage in constats(demonstration, au=FIN).values() for c in du_menage]
    etats = {i: {c.etat for c in lus if c.id == i} for i in ("A07.1", "A10.3", "A10.4", "A12.2", "A12.3")}
    assert all(Etat.RESPECTEE in siens for siens in etats.values())
    assert all(siens & {Etat.EN_RETARD, Etat.NON_RESPECTEE} for siens in etats.values())


def test_une_derogation_laisse_son_constat_rouge(demonstration: Base) -> None:
    lus = [c for du_menage in constats(demonstration, au=FIN).values() for c in du_menage]
    derogees = {(c.id, c.etat) for c in lus if c.derogation is not None}
    assert derogees == {("A03.2", Etat.EN_RETARD), ("A05.1", Etat.NON_RESPECTEE)}


def test_les_promesses_des_partenaires_et_leur_bilan_se_voient(demonstration: Base) -> None:
    lu = tableau_solidarite(demonstration, operation_id(demonstration), FIN)
    ecarts = {x.acteur: x.ecart for x in lu.solidarite.lignes if x.promis is not None}
    assert {e > 0 for e in ecarts.values() if e is not None} == {True, False}
    assert {x.genre for x in lu.solidarite.lignes if x.promis} == set(GenreActeur)
    assert {p.atteinte for p in lu.prioritaires} == {Atteinte.SOUS, Atteinte.ATTEINT, None}


def test_une_alerte_de_la_loi_est_reglee_et_d_autres_attendent(demonstration: Base) -> None:
    lues = alertes_du_menage(demonstration, menage_de_reference(demonstration, "BEL-0037"), FIN)
    reglees = {a.id: a.reglee for a in lues}
    assert reglees["L3"] is not None
    assert None in reglees.values()


def test_les_telephones_sont_dans_la_tranche_des_fictions(demonstration: Base) -> None:
    with demonstration.session() as s:
        numeros = [m.telephone for m in s.scalars(select(Menage)) if m.telephone]
    assert len(numeros) >= 45
    assert [n for n in numeros if not FICTIF.fullmatch(n)] == []


def test_le_journal_est_chronologique_et_sa_chaine_tient(demonstration: Base) -> None:
    with demonstration.session() as s:
        gestes = list(s.scalars(select(Geste).order_by(col(Geste.numero))))
    assert [g.le for g in gestes] == sorted(g.le for g in gestes)
    precedente = ""
    for g in gestes:
        assert g.chaine == maillon(g, precedente)
        precedente = g.chaine


def test_les_gestes_se_font_aux_heures_de_bureau_par_les_deux_referents(demonstration: Base) -> None:
    with demonstration.session() as s:
        instants = [g.le.astimezone(FUSEAU) for g in s.scalars(select(Geste))]
        auteurs = set(s.execute(select(col(Agent.nom)).join(Geste, col(Geste.agent_id) == col(Agent.id))).scalars())
    assert all(i.weekday() < 5 and 9 <= i.hour <= 17 for i in instants)
    assert auteurs == {"Nadia R.", "Karim L."}


def test_l_horloge_et_l_agent_sont_rendus(construite: tuple[Base, Bilan]) -> None:
    base, _ = construite
    assert base.aujourd_hui() == FIN
    assert base.agent_nom == "Nadia R."


def test_presque_tous_les_budgets_sont_connus_et_plausibles(demonstration: Base) -> None:
    with demonstration.session() as s:
        figes = list(s.scalars(select(BudgetFige)))
    connus = [b for b in figes if b.uc_dixiemes and b.ressources and b.apl is not None and b.rls is not None]
    assert len(connus) >= 0.9 * len(figes)
    assert all(25_000 <= (b.loyer or 0) <= 65_000 and 4_000 <= (b.charges or 0) <= 22_000 for b in connus)
    assert all((b.apl or 0) <= 50_000 and (b.rls or 0) in (0, *range(2_950, 12_000)) for b in connus)


def test_la_moitie_des_propositions_ont_une_apl_estimee(demonstration: Base) -> None:
    with demonstration.session() as s:
        envoyees = s.scalar(select(func.count()).select_from(Proposition)) or 0
        estimees = [b.estimation for b in s.scalars(select(BudgetFige)) if b.estimation]
    assert len(estimees) > envoyees / 2
    assert {e["entrees"]["origine"] for e in estimees} == {"deduite", "declaree"}


def test_chaque_avis_de_la_caf_est_celui_de_son_menage(demonstration: Base) -> None:
    with demonstration.session() as s:
        resumes = [b.estimation["resume"] for b in s.scalars(select(BudgetFige)) if b.estimation]
    assert [x for x in resumes if "vérifiez sa composition" in x] == []


def test_la_demonstration_a_un_etudiant_au_forfait(demonstration: Base) -> None:
    with demonstration.session() as s:
        lignes = [x for b in s.scalars(select(BudgetFige)) if b.estimation for x in b.estimation["lignes"]]
    assert ["Forfait étudiant", "6\N{NO-BREAK SPACE}900,00\N{NO-BREAK SPACE}€ par an"] in [x[:2] for x in lignes]


def test_chaque_piece_se_relit(demonstration: Base) -> None:
    with demonstration.session() as s:
        pieces = [p.id for p in s.scalars(select(Piece))]
    assert len(pieces) >= 10
    assert all(contenu_piece(demonstration, p).startswith(b"%PDF") for p in pieces)


def test_construire_de_nouveau_ne_change_rien(construite: tuple[Base, Bilan]) -> None:
    base, bilan = construite
    avant = photographie(base)
    assert construire(base) == Bilan(bilan.menages, 0, True)
    assert photographie(base) == avant


def test_une_base_deja_occupee_est_refusee_et_reste_telle_quelle(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    nouvelle_operation(base, code="AUT")
    avant = photographie(base)
    with pytest.raises(ErreurMetier, match=re.escape(AILLEURS)):
        construire(base)
    assert photographie(base) == avant
    base.fermer()


def test_deux_constructions_donnent_la_meme_operation(demonstration: Base, tmp_path: Path) -> None:
    autre, _ = nouvelle_base(tmp_path)
    construire(autre)
    assert _contenu(autre) == _contenu(demonstration)
    autre.fermer()


def _contenu(base: Base) -> list[tuple[str, ...]]:
    """Chaque changement de chaque geste, daté ; une clé au hasard devient la référence de son ménage, ou « # »."""
    with base.session() as s:
        references = {str(m.id): m.reference for m in s.scalars(select(Menage))}
        lignes = s.execute(select(Geste, Changement).join(Changement, col(Changement.geste_id) == col(Geste.id)))

        def anonyme(texte: str | None) -> str:
            return CLE.sub(lambda m: references.get(m[0], "#"), texte or "")

        return sorted(
            (f"{g.numero:05d}", g.le.isoformat(), g.libelle, c.objet, anonyme(str(c.cle)), c.colonne,
             anonyme(c.avant), anonyme(c.apres))
            for g, c in lignes
        )
