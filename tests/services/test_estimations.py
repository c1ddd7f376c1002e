"""L'APL estimée d'un dossier : ce qui se fige à l'envoi, ce qui manque et se dit, ce qui se relit plus tard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relogement.commun import ErreurMetier
from relogement.regles.apl import bareme
from relogement.services import estimations
from relogement.services.estimations import estimer_offre, genre_connu
from relogement.services.impression import imprimer_fiche_budget, proposition_de_rang
from relogement.services.menages import modifier_menage, modifier_personne, noter_loyer
from relogement.services.operations import modifier_operation
from relogement.services.propositions import accepter_proposition, envoyer_proposition
from relogement.services.relogements import signer_bail
from relogement.services.tableau_menage import budgets_menage
from relogement.services.vivier import ajouter_logement_offert, corriger_logement_offert
from relogement.vocabulaire import GenreBailleur
from tests.documents.exemple import contenu
from tests.outils import cle
from tests.services.test_tableau_menage import defaire
from tests.ui.fiches.dossiers import Essai, preparer

LE = date(2026, 11, 3)
OFFRE: dict[str, Any] = {
    "libelle": "Les Tilleuls", "loyer": 34_110, "charges": 8_400, "commune": "Rezé", "bailleur": "Habitat Sud",
}


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Essai]:
    """Une mère et son fils de onze ans, un salaire, un loyer dont l'avis est du 3 septembre."""
    fait = preparer(tmp_path)
    modifier_personne(fait.base, fait.personnes[1], naissance=date(2015, 6, 1))
    noter_loyer(
        fait.base, fait.menage, du=date(2026, 9, 1), loyer=31_240, charges=9_620, rls=4_306, apl=18_000,
        avis_le=date(2026, 9, 3),
    )
    yield fait
    fait.base.fermer()


def envoyer(essai: Essai, **valeurs: Any) -> Any:
    """Une proposition envoyée, son budget figé d'après."""
    donnees = {"nouveau": OFFRE} | valeurs
    envoyer_proposition(essai.base, essai.menage, None, envoyee_le=LE, **donnees)
    return essai.fiche.budgets[essai.fiche.propositions[-1]["id"]][1]


def colonne(essai: Essai) -> Any:
    return budgets_menage(essai.base, essai.menage, LE)[1]


def test_une_apl_laissee_vide_est_estimee_et_figee_avec_sa_trace(essai: Essai) -> None:
    fige = envoyer(essai)
    e = colonne(essai).estimation
    assert (fige["apl"], fige["rls"]) == (e.apl, e.rls)
    assert e.apl % 100 == 0
    assert e.entrees["origine"] == "deduite"
    assert (e.entrees["zone"], e.entrees["pac"], e.entrees["loyer"]) == (2, 1, 34_110)
    assert (e.tables["loyers"], e.tables["r0"]) == ("2026-10-01", "2025-01-01")
    assert "avis du 03/09/2026" in e.resume
    defaire(essai)
    assert not essai.fiche.propositions


def test_l_estimation_figee_se_relit_quand_les_tables_ont_change(
    essai: Essai, monkeypatch: pytest.MonkeyPatch
) -> None:
    envoyer(essai)
    avant = colonne(essai)
    autre = replace(bareme.charger_bareme(), loyers=bareme.charger_bareme().loyers[:1])
    monkeypatch.setattr(estimations, "charger_bareme", lambda: autre)
    modifier_menage(essai.base, essai.menage, base_apl=3_000_000, base_apl_le=LE)
    assert colonne(essai) == avant
    assert estimer_offre(essai.base, essai.menage, LE, **_decrit()).apl != avant.estimation.apl


def _decrit() -> dict[str, Any]:
    return {"loyer": 34_110, "commune": "Rezé", "bailleur": "Habitat Sud"}


@pytest.mark.parametrize(("saisie", "estimee"), [({}, True), ({"apl": 20_100}, False), ({"loyer": 35_000}, False)])
def test_un_bail_qui_reprend_l_estimation_la_dit_encore(
    essai: Essai, saisie: dict[str, int], *, estimee: bool
) -> None:
    envoyer(essai)
    proposition = essai.fiche.propositions[-1]["id"]
    accepter_proposition(essai.base, proposition, le=date(2026, 11, 5))
    signer_bail(essai.base, essai.menage, proposition, bail_signe_le=date(2026, 11, 12), **saisie)
    proposee, nouvelle = budgets_menage(essai.base, essai.menage, date(2026, 11, 18))[1:]
    assert (nouvelle.estimation == proposee.estimation) is estimee


def test_ce_que_l_agent_saisit_n_est_pas_une_estimation(essai: Essai) -> None:
    fige = envoyer(essai, apl=20_000, rls=1_000)
    assert (fige["apl"], fige["rls"], fige["estimation"]) == (20_000, 1_000, None)
    assert (colonne(essai).estimation, colonne(essai).fourchette) == (None, None)


def test_la_rls_saisie_reste_a_cote_de_l_apl_estimee(essai: Essai) -> None:
    fige = envoyer(essai, rls=1_000)
    c = colonne(essai)
    assert (fige["rls"], c.estimation.rls) == (1_000, 4_306)
    basse, haute = c.fourchette
    assert basse <= c.budget.mensualite_residuelle <= haute
    assert haute - basse == c.estimation.encadrement[0][0] - c.estimation.encadrement[2][0]


def test_la_mensualite_s_encadre_comme_l_apl(essai: Essai) -> None:
    envoyer(essai)
    c = colonne(essai)
    restes = [34_110 - rls + 8_400 - apl for apl, rls in c.estimation.encadrement]
    assert c.fourchette == (min(restes), max(restes))
    assert c.budget.mensualite_residuelle == restes[1]


@pytest.mark.parametrize(
    ("change", "phrase", "champ"),
    [
        ({"commune": "Saint-Malo"}, "« Saint-Malo » n'est pas connue", "zone_apl"),
        ({"commune": None}, "commune du logement n'est pas notée", "zone_apl"),
        ({"bailleur": None}, "bailleur du logement n'est pas noté", "bailleur"),
    ],
)
def test_ce_qui_manque_se_dit_et_laisse_l_apl_inconnue(
    essai: Essai, change: dict[str, Any], phrase: str, champ: str
) -> None:
    fige = envoyer(essai, nouveau=OFFRE | change)
    assert (fige["apl"], fige["rls"], fige["estimation"]) == (None, None, None)
    dite, vise = colonne(essai).refus
    assert phrase in dite
    assert vise == champ


def test_la_zone_indiquee_sur_le_logement_permet_d_estimer(essai: Essai) -> None:
    fige = envoyer(essai, nouveau=OFFRE | {"commune": "Saint-Malo", "zone_apl": 3})
    assert fige["apl"] is not None
    assert colonne(essai).estimation.entrees["zone"] == 3


def test_une_zone_hors_de_un_a_trois_est_refusee(essai: Essai) -> None:
    with pytest.raises(ErreurMetier):
        envoyer(essai, nouveau=OFFRE | {"zone_apl": 4})
    with pytest.raises(ErreurMetier):
        modifier_operation(essai.base, essai.fiche.operation["id"], zone_apl=0)


def test_hors_du_fichier_la_zone_de_l_operation_et_celle_du_logement_se_demandent(essai: Essai) -> None:
    modifier_operation(essai.base, essai.fiche.operation["id"], communes="Nîmes")
    with pytest.raises(ErreurMetier, match="indiquez 1, 2 ou 3"):
        estimer_offre(essai.base, essai.menage, LE, **_decrit())
    # Sans la zone de l'opération, l'avis ne se lit pas : la base revient aux ressources déclarées.
    sans = estimer_offre(essai.base, essai.menage, LE, zone=2, **_decrit())
    modifier_operation(essai.base, essai.fiche.operation["id"], zone_apl=2)
    avec = estimer_offre(essai.base, essai.menage, LE, zone=2, **_decrit())
    assert (sans.entrees["origine"], avec.entrees["origine"]) == ("declaree", "deduite")


def test_la_base_lue_plus_recente_que_l_avis_l_emporte(essai: Essai) -> None:
    modifier_menage(essai.base, essai.menage, base_apl=1_000_000, base_apl_le=date(2026, 10, 1))
    e = estimer_offre(essai.base, essai.menage, LE, **_decrit())
    assert (e.entrees["origine"], e.entrees["ressources"]) == ("avis", 1_000_000)
    ancienne = estimer_offre(essai.base, essai.menage, date(2026, 9, 30), **_decrit())
    assert ancienne.entrees["origine"] == "deduite"


def test_un_bailleur_ni_hlm_ni_sem_n_ouvre_pas_de_rls(essai: Essai) -> None:
    modifier_operation(
        essai.base, essai.fiche.operation["id"], bailleur="Habitat Sud", genre_bailleur=GenreBailleur.AUTRE
    )
    assert estimer_offre(essai.base, essai.menage, LE, **_decrit()).rls == 0


def test_une_date_sans_bareme_se_refuse(essai: Essai) -> None:
    with pytest.raises(ErreurMetier, match="connus depuis le 01/10/2020"):
        estimer_offre(essai.base, essai.menage, date(2019, 5, 1), **_decrit())
    with pytest.raises(ErreurMetier, match="jusqu'au 31/12/2026"):
        estimer_offre(essai.base, essai.menage, date(2031, 5, 1), **_decrit())


def test_la_fiche_de_la_famille_est_celle_de_la_proposition_choisie(essai: Essai, tmp_path: Path) -> None:
    envoyer(essai)
    envoyer(essai, nouveau=OFFRE | {"libelle": "Le Clos"}, apl=20_000, rls=0)
    for rang, lieu in ((1, "Les Tilleuls, Rezé"), (2, "Le Clos, Rezé")):
        sortie = tmp_path / f"{rang}.pdf"
        imprimer_fiche_budget(essai.base, proposition_de_rang(essai.base, essai.menage, rang), sortie, LE)
        page = contenu(sortie.read_bytes())
        assert lieu in page
        assert ("C'est une estimation" in page) is (rang == 1)
    with pytest.raises(ErreurMetier, match="n'a pas de proposition n° 3 : les siennes sont 1, 2"):
        proposition_de_rang(essai.base, essai.menage, 3)


PRIVE: dict[str, Any] = {"loyer": 34_110, "commune": "Rezé", "bailleur": "SCI Foncière privée"}


def test_un_bailleur_que_personne_n_a_situe_n_est_pas_suppose_hlm(essai: Essai) -> None:
    demande = r"^Dites si « SCI Foncière privée » est un organisme HLM, une SEM ou un autre bailleur"
    with pytest.raises(ErreurMetier, match=demande) as erreur:
        estimer_offre(essai.base, essai.menage, LE, **PRIVE)
    assert erreur.value.champ == "genre_bailleur"
    prive = estimer_offre(essai.base, essai.menage, LE, **PRIVE, genre_bailleur=GenreBailleur.AUTRE)
    assert (prive.rls, estimer_offre(essai.base, essai.menage, LE, **_decrit()).rls) == (0, 4_306)


def test_le_genre_se_dit_une_fois_sur_la_fiche_d_un_logement_et_vaut_pour_tous(essai: Essai) -> None:
    un, autre = (cle(ajouter_logement_offert(essai.base, libelle=n, **PRIVE)) for n in ("Un", "Deux"))
    with pytest.raises(ErreurMetier, match="Dites si"):
        estimer_offre(essai.base, essai.menage, LE, logement_id=autre)
    corriger_logement_offert(essai.base, un, bailleur="sci fonciere PRIVEE", genre_bailleur=GenreBailleur.SEM)
    assert estimer_offre(essai.base, essai.menage, LE, logement_id=autre).rls == 4_306
    corriger_logement_offert(essai.base, un, bailleur="SCI Foncière privée")
    assert genre_connu(essai.base, "SCI FONCIÈRE PRIVÉE") is GenreBailleur.SEM
    defaire(essai)
    defaire(essai)
    assert genre_connu(essai.base, "SCI Foncière privée") is None


def test_le_bailleur_d_une_operation_est_hlm_si_rien_ne_dit_le_contraire(essai: Essai) -> None:
    cle(ajouter_logement_offert(essai.base, libelle="Un", **PRIVE))
    modifier_operation(essai.base, essai.fiche.operation["id"], bailleur="SCI Foncière privée")
    assert genre_connu(essai.base, "SCI Foncière privée") is GenreBailleur.HLM
