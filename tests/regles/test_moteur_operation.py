"""Les constats d'une opération et de la base : plusieurs ménages, manquements passés, dérogation, temps qui passe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.charte.constat import Constat
from relogement.regles.charte.elagage_operation import base_au, dossier_au
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import (
    OBLIGATIONS_TOUTES,
    evaluer_base,
    evaluer_operation,
)
from relogement.regles.charte.obligation import Portee
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.faits import Derogation, FaitsMenage, FaitsOperation, Relogement, Souhait
from relogement.regles.faits_operation import (
    DossierOperation,
    Evaluation,
    FaitsBase,
    PresentationCil,
    RevueRemise,
)
from relogement.vocabulaire import NatureOperation, Rester
from tests.hasard import exemples
from tests.regles.fabrique import dossiers, jours

CHARTE = charger_charte()
ANRU = FaitsOperation(NatureOperation.DEMOLITION, annonce=date(2026, 1, 15), anru=True)
ORDRE = {portee: [o.id for o in OBLIGATIONS_TOUTES if o.portee is portee] for portee in Portee}


def _constat(dossier: DossierOperation, identifiant: str, au: date) -> Constat:
    return next(c for c in evaluer_operation(dossier, CHARTE, au) if c.id == identifiant)


def _reloge(cle: str, le: date, souhait: Souhait | None) -> FaitsMenage:
    bail = Relogement(f"r-{cle}", le, demenagement=le)
    return FaitsMenage(cle, ANRU, relogements=(bail,), souhaits=(souhait,) if souhait else ())


def test_les_souhaits_se_comptent_menage_par_menage() -> None:
    jour = date(2026, 9, 15)
    menages = (
        _reloge("a", jour, Souhait("sa", date(2026, 3, 1), rester=Rester.PARTIR, reponse_le=date(2026, 4, 1))),
        _reloge("b", jour, Souhait("sb", date(2026, 3, 1), rester=Rester.RESTER)),
        _reloge("c", jour, Souhait("sc", date(2026, 3, 1), rester=Rester.PARTIR)),
        FaitsMenage("d", ANRU),
    )
    revue = RevueRemise("r", "2026-T3", date(2026, 10, 20), equilibre=True)
    c = _constat(DossierOperation(ANRU, revues=(revue,), menages=menages), "A13.1", date(2026, 10, 31))
    assert (c.etat, c.jours) == (Etat.EN_RETARD, 1)
    assert c.phrase.startswith("Réponse à donner au souhait de rester ou de partir (2 ménages relogés)")
    assert [p.id for p in c.preuves] == ["r", "b", "c"]


def test_un_menage_reloge_dans_le_trimestre_en_cours_attend_la_revue_suivante() -> None:
    souhait = Souhait("s", date(2026, 3, 1), rester=Rester.RESTER, reponse_le=date(2026, 4, 1))
    menages = (_reloge("a", date(2026, 9, 30), souhait), _reloge("b", date(2026, 10, 1), None))
    revue = RevueRemise("r", "2026-T3", date(2026, 10, 20), equilibre=True)
    dossier = DossierOperation(ANRU, revues=(revue,), menages=menages)
    assert _constat(dossier, "A13.1", date(2026, 12, 31)).etat is Etat.RESPECTEE
    suivante = replace(dossier, revues=(revue, replace(revue, id="s", trimestre="2026-T4", le=date(2027, 1, 20))))
    assert _constat(suivante, "A13.1", date(2027, 1, 21)).etat is Etat.INDETERMINEE


def test_les_revues_manquees_ou_tardives_restent_listees() -> None:
    revues = (
        RevueRemise("r2", "2026-T2", date(2026, 8, 9)),
        RevueRemise("r4", "2026-T4", date(2027, 1, 20)),
    )
    c = _constat(DossierOperation(ANRU, revues=revues), "A14.2", date(2027, 2, 1))
    assert (c.etat, c.jours) == (Etat.RESPECTEE, None)
    assert [(m.du, m.au, m.phrase) for m in c.manquements] == [
        (date(2026, 5, 1), date(2026, 8, 9), "Revue du trimestre 2026-T1 jamais faite"),
        (
            date(2026, 7, 31),
            date(2026, 8, 9),
            "Revue du trimestre 2026-T2 faite le 09/08/2026, avec 10 jours de retard",
        ),
        (date(2026, 10, 31), date(2027, 1, 20), "Revue du trimestre 2026-T3 jamais faite"),
    ]
    assert [p.id for p in c.preuves] == ["r2", "r4"]


def test_une_operation_ouverte_suffit_a_demander_la_presentation_de_l_annee() -> None:
    close = replace(ANRU, id="a", cloture=date(2026, 6, 30))
    ouverte = FaitsOperation(NatureOperation.REHABILITATION, debut_relogement=date(2026, 9, 1), id="b")
    (seule,) = evaluer_base(FaitsBase((close,)), CHARTE, date(2026, 12, 31))
    (avec,) = evaluer_base(FaitsBase((close, ouverte)), CHARTE, date(2026, 12, 31))
    assert (seule.etat, avec.etat) == (Etat.SANS_OBJET, Etat.A_FAIRE)


def test_sans_operation_ni_date_connue_rien_n_est_en_retard() -> None:
    assert [c.etat for c in evaluer_base(FaitsBase(), CHARTE, date(2026, 12, 31))] == [Etat.SANS_OBJET]
    inconnue = FaitsOperation(NatureOperation.DEMOLITION)
    assert [c.etat for c in evaluer_base(FaitsBase((inconnue,)), CHARTE, date(2026, 12, 31))] == [Etat.A_FAIRE]


def test_une_derogation_de_l_operation_se_lit_a_cote_du_retard() -> None:
    d = Derogation("d", "A14.2", date(2026, 5, 10), "Mme Le Goff", "outil de suivi en panne")
    c = _constat(DossierOperation(ANRU, derogations=(d,)), "A14.2", date(2026, 5, 11))
    assert (c.etat, c.derogation) == (Etat.EN_RETARD, d)
    assert c.phrase.endswith("dérogation du 10/05/2026 par Mme Le Goff : outil de suivi en panne.")


_annees = st.integers(2025, 2028)
_trimestres = st.builds(lambda an, rang: f"{an}-T{rang}", _annees, st.integers(1, 4))
_jour = st.none() | jours
_operations = st.builds(
    FaitsOperation,
    nature=st.sampled_from(NatureOperation),
    annonce=_jour,
    debut_relogement=_jour,
    decision=_jour,
    cloture=_jour,
    anru=st.booleans(),
)
_dossiers = st.builds(
    DossierOperation,
    operation=_operations,
    revues=st.lists(st.builds(RevueRemise, st.just("r"), _trimestres, jours, st.booleans()), max_size=4).map(tuple),
    evaluations=st.lists(
        st.builds(Evaluation, st.just("e"), jours, st.just("Ville"), st.booleans(), st.booleans(), st.booleans()),
        max_size=3,
    ).map(tuple),
    menages=st.lists(dossiers, max_size=2).map(tuple),
)
_bases = st.builds(
    FaitsBase,
    st.lists(_operations, max_size=3).map(tuple),
    st.lists(st.builds(PresentationCil, st.just("p"), _annees, jours), max_size=3).map(tuple),
)


def _lisibles(constats: list[Constat], portee: Portee, au: date) -> None:
    assert [c.id for c in constats] == ORDRE[portee]
    etats = {o.id: o.etats for o in OBLIGATIONS_TOUTES}
    for c in constats:
        assert c.etat in etats[c.id], c.id
        assert c.phrase.endswith(".")
        assert c.cible is not None or c.etat not in (Etat.A_FAIRE, Etat.EN_RETARD, Etat.INDETERMINEE), c.id
        assert c.preuves or c.etat is not Etat.RESPECTEE, c.id
        assert c.etat is not Etat.A_FAIRE or c.echeance is None or c.echeance >= au


def _tient(avant: list[Constat], apres: list[Constat]) -> None:
    for a, b in zip(avant, apres, strict=True):
        assert a.etat is not Etat.EN_RETARD or b.etat not in (Etat.A_FAIRE, Etat.RESPECTEE), a.id


@exemples(80)
@given(_dossiers, jours, jours)
def test_tout_dossier_d_operation_se_juge_et_le_temps_n_efface_pas_un_retard(
    dossier: DossierOperation, un: date, autre: date
) -> None:
    tot, tard = sorted((un, autre))
    vu = dossier_au(dossier, tot)
    avant = evaluer_operation(vu, CHARTE, tot)
    _lisibles(avant, Portee.OPERATION, tot)
    _tient(avant, evaluer_operation(vu, CHARTE, tard))


@exemples(80)
@given(_bases, jours, jours)
def test_toute_base_se_juge_et_le_temps_n_efface_pas_un_retard(faits: FaitsBase, un: date, autre: date) -> None:
    tot, tard = sorted((un, autre))
    vus = base_au(faits, tot)
    avant = evaluer_base(vus, CHARTE, tot)
    _lisibles(avant, Portee.BASE, tot)
    _tient(avant, evaluer_base(vus, CHARTE, tard))
