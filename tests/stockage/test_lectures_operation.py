"""Ce que la page d'une opération lit de la base."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import ACompleter, Logement
from relogement.services.evenements import corriger_evenement, noter_evenement
from relogement.services.menages import (
    creer_decohabitant,
    creer_menage,
    enregistrer_sortie,
    noter_information,
    regler_a_completer,
)
from relogement.services.operations import affecter_referent_operation
from relogement.stockage.base import Base
from relogement.stockage.lectures import a_completer_operation, lignes_menages, lignes_operations, referents_operation
from relogement.stockage.lectures_operation import vie_operation
from relogement.vocabulaire import MotifSortie, Moyen, NatureInformation
from tests.ui.outils import base_neuve, operation


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    ouverte = base_neuve(tmp_path)
    yield ouverte
    ouverte.fermer()


def _valeur(texte: str, menage_id: UUID | None = None, logement_id: UUID | None = None) -> ACompleter:
    return ACompleter(
        menage_id=menage_id, logement_id=logement_id, nature="illisible", champ="loyer", texte=texte, raison="?"
    )


def test_a_completer_dit_aussi_les_logements_vacants_et_tait_ce_qui_est_regle(base: Base) -> None:
    op, autre = operation(base, "UN"), operation(base, "DEUX")
    menage = creer_menage(base, op, nom="DIALLO").id
    assert menage is not None
    with base.geste("essai", "Essai") as g:
        vacant, ailleurs = Logement(operation_id=op), Logement(operation_id=autre)
        g.s.add_all([vacant, ailleurs])
        g.s.flush()
        du_menage = _valeur("abc", menage_id=menage)
        g.s.add_all(
            [
                du_menage, _valeur("vacant", logement_id=vacant.id), _valeur("ailleurs", logement_id=ailleurs.id),
            ]
        )
        g.s.flush()
        cle = du_menage.id
    lignes = a_completer_operation(base, op)
    assert {(a["texte"], a["menage"]) for a in lignes} == {("abc", "DIALLO"), ("vacant", None)}
    regler_a_completer(base, cle)
    assert [a["texte"] for a in a_completer_operation(base, op)] == ["vacant"]


def test_une_ligne_de_menage_porte_son_logement(base: Base) -> None:
    op = operation(base)
    creer_menage(base, op, nom="DIALLO", batiment="A", porte="101")
    (ligne,) = lignes_menages(base, op, au=date(2026, 11, 18))
    assert ligne.logement_id is not None


def test_les_referents_se_lisent_du_premier_au_dernier(base: Base) -> None:
    op = operation(base)
    affecter_referent_operation(base, op, agent="Karim T.", du=date(2026, 3, 1))
    affecter_referent_operation(base, op, agent="Awa D.", du=date(2026, 2, 1))
    assert [r["agent"] for r in referents_operation(base, op)] == ["Awa D.", "Karim T."]


def test_l_operation_compte_ses_decohabitants_a_part(base: Base) -> None:
    op = operation(base, "UN")
    menage = creer_menage(base, op, nom="DIALLO").id
    assert menage is not None
    creer_decohabitant(base, menage, nom="DIALLO Fatou", le=date(2026, 9, 1))
    assert [(o.menages, o.decohabitants) for o in lignes_operations(base)] == [(1, 1)]
    assert [m.decohabitant for m in lignes_menages(base, op, au=date(2026, 11, 18))] == [False, True]


def _menage(base: Base, op: UUID, nom: str, batiment: str, escalier: str) -> UUID:
    cle = creer_menage(base, op, nom=nom, batiment=batiment, escalier=escalier, porte="1").id
    assert cle is not None
    return cle


def _evenement(base: Base, op: UUID, menages: set[UUID], **valeurs: Any) -> UUID:
    faits = noter_evenement(
        base, op, le=date(2026, 3, 17), natures=[NatureInformation.ANNONCE], moyen=Moyen.REUNION, menages=menages,
        **valeurs,
    )
    assert faits.id is not None
    return faits.id


def test_un_evenement_attend_les_menages_du_lieu_encore_la_ce_jour(base: Base) -> None:
    op = operation(base)
    un, deux, ailleurs = (_menage(base, op, n, *p) for n, p in (("UN", "A1"), ("DEUX", "A2"), ("TROIS", "B1")))
    la_veille, ce_jour, lendemain = (_menage(base, op, f"PARTI {n}", "A", "1") for n in range(3))
    for cle, jour in ((la_veille, 16), (ce_jour, 17), (lendemain, 18)):
        enregistrer_sortie(base, cle, le=date(2026, 3, jour), motif=MotifSortie.PARTI)
    toute = _evenement(base, op, {un})
    batiment = _evenement(base, op, {un}, batiment="A")
    escalier = _evenement(base, op, {un}, batiment="A", escalier="1")
    vie = vie_operation(base, op)
    attendus = {e["id"]: {o.id for o in vie.attendus(e)} for e in vie.evenements}
    assert attendus == {
        toute: {un, deux, ailleurs, lendemain}, batiment: {un, deux, lendemain}, escalier: {un, lendemain}
    }


def test_seule_une_annonce_encore_au_dossier_informe_de_la_decision(base: Base) -> None:
    op, autre = operation(base, "UN"), operation(base, "DEUX")
    un, deux, jamais = (_menage(base, op, n, "A", "1") for n in ("UN", "DEUX", "JAMAIS"))
    _evenement(base, autre, {_menage(base, autre, "AUTRE", "A", "1")})
    noter_information(base, un, le=date(2026, 3, 1), natures=[NatureInformation.ANNONCE])
    noter_information(base, jamais, le=date(2026, 3, 1), natures=[NatureInformation.SUIVI])
    evenement = _evenement(base, op, {deux, jamais})
    corriger_evenement(base, evenement, menages={deux})
    enfant = creer_decohabitant(base, un, nom="ENFANT", le=date(2026, 4, 1)).id
    vie = vie_operation(base, op)
    assert {(o.id, o.annonce, o.decohabitant) for o in vie.occupants} == {
        (un, True, False), (deux, True, False), (jamais, False, False), (enfant, False, True)
    }
    assert vie.touches == {evenement: {deux}}
    assert vie.operation["bailleur"] == "Habitat du Val"


def test_une_operation_retiree_le_dit(base: Base) -> None:
    with pytest.raises(ErreurMetier, match="n'existe plus"):
        vie_operation(base, UUID(int=0))
