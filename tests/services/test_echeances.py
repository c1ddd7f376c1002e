"""La journée : qui doit quoi, et quand ; par agent, opération et article ; et son agenda."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlalchemy.pool import QueuePool

from relogement.commun import ErreurMetier
from relogement.regles.echeances import Surveillance, Urgence
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES
from relogement.services.agenda import exporter_agenda
from relogement.services.echeances import Journee, agent_connu, journee
from relogement.services.entretiens import enregistrer_entretien
from relogement.services.menages import affecter_referent
from relogement.services.operations import affecter_referent_operation
from relogement.vocabulaire import Difficulte
from tests.outils import nouveau_menage, nouvelle_operation
from tests.services.dossier import Dossier

AU = date(2026, 11, 18)


def ids(lue: Journee, reference: str) -> set[str]:
    """Les obligations qui attendent d'un ménage."""
    return {e.attente.constat.id for e in lue.echeances if e.reference == reference}


def test_un_menage_sans_entretien_attend_le_sien(d: Dossier) -> None:
    lue = journee(d.base, AU)
    assert "A03.2" in ids(lue, "BEL-0001")
    entretien = next(e for e in lue.urgentes(Urgence.EN_RETARD) if e.attente.constat.id == "A03.2")
    assert entretien.attente.dans == (date(2026, 4, 15) - AU).days
    assert (entretien.menage_id, entretien.operation_id, entretien.operation) == (d.menage, d.operation, "BEL")


def test_la_journee_lue_rend_la_base(d: Dossier) -> None:
    reserve = d.base.moteur.pool
    assert isinstance(reserve, QueuePool)
    journee(d.base, AU)
    assert reserve.checkedout() == 0


def test_les_plus_pressees_viennent_d_abord_toutes_operations_melees(d: Dossier) -> None:
    nouveau_menage(d.base, nouvelle_operation(d.base, "DER", nom="Dervallières", annonce_le=date(2026, 10, 1)), "Li Na")
    attentes = [e.attente.dans for e in journee(d.base, AU).echeances]
    assert attentes == sorted(attentes)
    assert {e.operation for e in journee(d.base, AU).echeances if e.menage_id} == {"BEL", "DER"}


def test_la_journee_se_restreint_a_un_agent_une_operation_un_article(d: Dossier) -> None:
    autre = nouvelle_operation(d.base, "DER", nom="Dervallières")
    nouveau_menage(d.base, autre, "Li Na")
    affecter_referent(d.base, d.menage, agent="Karim L.", du=date(2026, 1, 20))
    tout = journee(d.base, AU)
    de_karim = tout.de(agent="Karim L.")
    assert {e.reference for e in de_karim.echeances if e.menage_id} == {"BEL-0001"}
    assert [m.reference for m in de_karim.menages] == ["BEL-0001"]
    assert {e.operation for e in tout.de(operation_id=autre).echeances} == {"DER"}
    assert {e.attente.constat.article for e in tout.de(article=3).echeances} == {3}
    assert len(tout.de().echeances) == len(tout.echeances)


def test_un_referent_d_operation_en_voit_les_obligations(d: Dossier) -> None:
    affecter_referent_operation(d.base, d.operation, agent="Samira B.", du=date(2026, 2, 1))
    propres = [e for e in journee(d.base, AU).echeances if e.menage_id is None and e.operation_id == d.operation]
    assert propres
    assert all("Samira B." in e.agents for e in propres)


def test_un_menage_sans_referent_et_sans_reponse_est_a_surveiller(d: Dossier) -> None:
    d.proposer(date(2026, 11, 2))
    lue = journee(d.base, AU)
    assert [m.reference for m in lue.surveilles(Surveillance.SANS_REFERENT)] == ["BEL-0001"]
    assert [m.reference for m in lue.surveilles(Surveillance.SANS_REPONSE)] == ["BEL-0001"]
    affecter_referent(d.base, d.menage, agent="Karim L.", du=AU)
    assert journee(d.base, AU).surveilles(Surveillance.SANS_REFERENT) == ()


def test_une_base_sans_menage_n_attend_rien(d: Dossier) -> None:
    lue = journee(d.base, AU).de(operation_id=nouvelle_operation(d.base, "VID", annonce_le=None, travaux_le=None))
    assert lue.menages == ()
    assert not [e for e in lue.echeances if e.menage_id]


def test_un_agent_se_retrouve_sans_accent_ni_majuscule(d: Dossier) -> None:
    affecter_referent(d.base, d.menage, agent="Léa Martin", du=date(2026, 1, 20))
    assert agent_connu(d.base, "lea martin ") == "Léa Martin"
    with pytest.raises(ErreurMetier, match=r"« Zoé ».*Léa Martin"):
        agent_connu(d.base, "Zoé")


def test_l_agenda_dit_les_references_et_jamais_un_nom(d: Dossier, tmp_path: Path) -> None:
    affecter_referent(d.base, d.menage, agent="Karim L.", du=date(2026, 1, 20))
    sortie = tmp_path / "echeances.ics"
    lue = journee(d.base, AU).de(agent="Karim L.")
    assert exporter_agenda(d.base, lue, sortie) == len(lue.echeances) > 0
    octets = sortie.read_bytes()
    for nom in ("BENALI", "Leïla", "Karim"):
        assert nom.encode() not in octets
    calendrier = Calendar.from_ical(octets)
    titres = [str(jour["summary"]) for jour in calendrier.walk("VEVENT")]
    assert "BEL-0001 · Entretien approfondi réalisé · en retard" in titres


def test_l_agenda_ne_dit_pas_une_obligation_qui_dirait_une_difficulte_sociale(d: Dossier, tmp_path: Path) -> None:
    enregistrer_entretien(d.base, d.menage, le=date(2026, 3, 10), difficultes=[Difficulte.BUDGET])
    lue, sortie = journee(d.base, AU), tmp_path / "agenda.ics"
    assert "A03.3" in ids(lue, "BEL-0001")
    exporter_agenda(d.base, lue, sortie)
    ecrit = sortie.read_text(encoding="utf-8")
    titres = [str(e["SUMMARY"]) for e in Calendar.from_ical(ecrit).walk("VEVENT")]
    assert "BEL-0001 · À faire au dossier · en retard" in titres
    assert all(o not in ecrit for o in OBLIGATIONS_SOCIALES)
    assert "Accompagnement" not in ecrit


def test_l_agenda_porte_au_jour_meme_ce_qui_est_en_retard(d: Dossier, tmp_path: Path) -> None:
    sortie = tmp_path / "echeances.ics"
    lue = journee(d.base, AU)
    exporter_agenda(d.base, lue, sortie)
    evenements = Calendar.from_ical(sortie.read_bytes()).walk("VEVENT")
    retards = [e for e in evenements if "en retard" in str(e["summary"])]
    assert retards
    assert {e.decoded("dtstart") for e in retards} == {AU}
    assert len({str(e["uid"]) for e in evenements}) == len(evenements)


def test_l_agenda_ne_remplace_ni_la_base_ni_un_pdf(d: Dossier, tmp_path: Path) -> None:
    lue = journee(d.base, AU)
    for refusee, raison in ((d.base.chemin, "appartient à la base"), (tmp_path / "a.pdf", "finit par .ics")):
        with pytest.raises(ErreurMetier, match=raison):
            exporter_agenda(d.base, lue, refusee)
