"""Les alertes de la loi : toutes là, toutes à vérifier par une personne, jamais effacées une fois examinées."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.alertes.alerte import A_VERIFIER, Niveau
from relogement.regles.alertes.moteur import NATURES, alertes_menage, alertes_operation
from relogement.regles.cas import lire_cas
from relogement.regles.charte.compteurs import compteur_loi
from relogement.regles.charte.elagage import faits_au
from relogement.regles.charte.obligation import Portee
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.faits import FaitsMenage, FaitsOperation
from relogement.regles.faits_accompagnement import AlerteReglee, Nur
from relogement.regles.faits_operation import DossierOperation
from relogement.regles.vocabulaire import NatureOperation
from relogement.vocabulaire import DecisionCaleol, VoieCaleol
from tests.hasard import exemples
from tests.regles.fabrique import dossiers as dossiers_de_la_charte
from tests.regles.fabrique import jours, refus

CHARTE = charger_charte()
CAS = lire_cas(Path(__file__).parent.parent / "cas" / "alertes.toml")
REFERENCE = (Path(__file__).parent.parent / "donnees" / "obligations_charte.md").read_text(encoding="utf-8")
_jour, _oui_non = st.none() | jours, st.none() | st.booleans()


def _enrichi(faits: FaitsMenage, conge: date | None, nur: Nur | None, plus: list[dict[str, object]]) -> FaitsMenage:
    """Le dossier, avec ce que seules les alertes regardent."""
    propositions = tuple(replace(p, **plus[n]) for n, p in enumerate(faits.propositions))  # type: ignore[arg-type]  # variés
    bail = replace(faits.bail, conge=conge) if faits.bail else None
    operation = replace(faits.operation, anru=bool(conge), qpv=bool(nur), logements=len(faits.personnes) * 3 or None)
    return replace(faits, bail=bail, nur=nur, propositions=propositions, operation=operation)


_PLUS = st.fixed_dictionaries({
    "presentee": _jour, "qpv": _oui_non, "meme_bailleur": _oui_non, "construit_pour_lui": st.booleans(),
    "caleol": st.none() | st.sampled_from(VoieCaleol), "caleol_le": _jour,
    "caleol_decision": st.none() | st.sampled_from(DecisionCaleol),
})
dossiers = st.builds(
    _enrichi, dossiers_de_la_charte, _jour, st.none() | st.builds(Nur, st.just("044"), _jour),
    st.lists(_PLUS, min_size=4, max_size=4),
)
NIVEAUX = {
    "L1": {"info", "bientot", "echue"},
    "L2": {"info", "bientot"},
    "L3": {"bientot", "echue"},
    "L4": {"info", "bientot", "echue"},
    "L5": {"info", "bientot", "echue"},
    "L6": {"info"},
    "L7": {"info", "echue"},
    "L8": {"info", "echue"},
    "L9": {"info", "bientot", "echue"},
    "L10": {"info", "echue"},
}


def test_chaque_alerte_du_tableau_est_la_avec_son_nom_et_sa_source() -> None:
    tableau = dict(re.findall(r"^\| (L\d+) \| ([^|]+?) \|", REFERENCE, re.MULTILINE))
    assert {n.id: n.libelle for n in NATURES} == tableau
    assert all(n.source and n.regle for n in NATURES)
    assert {n.id for n in NATURES if n.portee is Portee.OPERATION} == {"L7", "L8"}


@pytest.mark.parametrize("identifiant", [n.id for n in NATURES])
def test_chaque_niveau_d_une_alerte_et_son_absence_ont_leur_cas(identifiant: str) -> None:
    vus = {a.niveau.value if a.niveau else "absente" for cas in CAS for a in cas.alertes if a.id == identifiant}
    assert vus == NIVEAUX[identifiant] | {"absente"}


@exemples(80)
@given(dossiers, jours)
def test_une_alerte_ne_decide_rien_et_mene_quelque_part(faits: FaitsMenage, au: date) -> None:
    vues = [*alertes_menage(faits, CHARTE, au)]
    vues += alertes_operation(DossierOperation(faits.operation, menages=(faits,)), CHARTE, au)
    assert len({a.id for a in vues}) == len(vues)
    for a in vues:
        assert A_VERIFIER in a.phrase
        assert a.phrase.endswith(".")
        assert a.cible is not None
        assert a.depuis <= au
        assert a.niveau.value in NIVEAUX[a.id]


@exemples(80)
@given(dossiers, jours)
def test_le_compteur_legal_et_son_echeance_ne_regardent_jamais_une_rehabilitation(faits: FaitsMenage, au: date) -> None:
    operation = replace(
        faits.operation,
        nature=NatureOperation.REHABILITATION,
        demolition_partielle=False,
        anru=True,
        autorisation=date(2020, 1, 1),
    )
    examens = tuple(AlerteReglee(f"a{n}", f"L{n}", au, "Mme Robin", "vu") for n in (2, 3))
    vues = alertes_menage(replace(faits, operation=operation, alertes=examens), CHARTE, au)
    assert not {a.id for a in vues} & {"L2", "L3"}


@exemples(80)
@given(dossiers, jours)
def test_l_echeance_des_six_mois_demande_trois_offres_du_compteur_legal(faits: FaitsMenage, au: date) -> None:
    anru = replace(faits.operation, nature=NatureOperation.DEMOLITION, anru=True)
    vues = {a.id for a in alertes_menage(replace(faits, operation=anru), CHARTE, au)}
    if "L3" in vues:
        assert compteur_loi(faits_au(faits, au)).nombre >= 3


@exemples(60)
@given(dossiers, jours)
def test_une_alerte_examinee_ne_disparait_pas(faits: FaitsMenage, au: date) -> None:
    examens = tuple(AlerteReglee(f"a-{a.id}", a.id, au, "Mme Robin", "vu") for a in alertes_menage(faits, CHARTE, au))
    regles = alertes_menage(replace(faits, alertes=examens), CHARTE, au)
    assert {a.id for a in regles} == {e.alerte for e in examens}
    assert all(a.reglee is not None and "Mme Robin" in a.phrase for a in regles)
    sans_faits = FaitsMenage("m", replace(faits.operation, nature=NatureOperation.DEMOLITION), alertes=examens)
    assert {a.id for a in alertes_menage(sans_faits, CHARTE, au)} == {e.alerte for e in examens}


def test_un_examen_plus_ancien_que_le_niveau_ne_regle_pas_et_reste_lisible() -> None:
    operation = FaitsOperation(NatureOperation.DEMOLITION)
    examen = AlerteReglee("a", "L4", date(2026, 12, 20), "M. Petit", "à renouveler en janvier")
    faits = FaitsMenage("m", operation, nur=Nur("0441", date(2026, 1, 10)), alertes=(examen,))
    (bientot,) = alertes_menage(faits, CHARTE, date(2027, 1, 9))
    (echue,) = alertes_menage(faits, CHARTE, date(2027, 1, 10))
    assert (bientot.niveau, bientot.reglee) == (Niveau.BIENTOT, examen)
    assert (echue.niveau, echue.reglee) == (Niveau.ECHUE, None)
    assert "M. Petit" in echue.phrase


def test_une_charte_locale_ne_raccourcit_pas_le_delai_de_la_loi_et_peut_l_allonger() -> None:
    faits = FaitsMenage(
        "m",
        FaitsOperation(NatureOperation.DEMOLITION),
        propositions=(refus(1, date(2026, 6, 1), reponse=None, recue=date(2026, 6, 3)),),
    )
    for jours_charte, attendus in ((8, 10), (10, 10), (30, 30)):
        version = CHARTE.versions[0]
        parametre = replace(version.parametres["proposition_reponse_jours"], valeur=jours_charte)
        parametres = {**version.parametres, "proposition_reponse_jours": parametre}
        charte = replace(CHARTE, versions=(replace(version, parametres=parametres),))
        (alerte,) = alertes_menage(faits, charte, date(2026, 6, 5))
        assert alerte.le == date(2026, 6, 3) + timedelta(days=attendus)


def test_le_logement_d_un_menage_et_de_son_decohabitant_ne_compte_qu_une_fois_quand_il_est_reloue() -> None:
    operation = FaitsOperation(NatureOperation.DEMOLITION, decision=date(2026, 1, 1), id="o")
    parent = FaitsMenage("p", operation, reloue=date(2026, 8, 1))
    enfant = FaitsMenage("e", operation, decohabitant=True, reloue=date(2026, 8, 1))
    vues = alertes_operation(DossierOperation(operation, menages=(parent, enfant)), CHARTE, date(2026, 9, 1))
    (gele,) = (a for a in vues if a.id == "L8")
    assert gele.phrase.startswith("Un logement libéré a été reloué avant les travaux (le 01/08/2026)")
    assert [p.id for p in gele.preuves] == ["p"]
