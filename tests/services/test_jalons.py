"""Les jalons et leurs documents ; le DID a partout la même date."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import Jalon, Operation, Piece
from relogement.services import corrections
from relogement.services.annulation import annuler
from relogement.services.jalons import corriger_jalon, noter_jalon, retirer_jalon
from relogement.services.operations import modifier_operation
from relogement.vocabulaire import NatureJalon, NaturePiece
from tests.outils import cle, photographie
from tests.services.dossier import Dossier

JUIN, JUILLET = date(2026, 6, 2), date(2026, 7, 1)


def noter(d: Dossier, nature: NatureJalon = NatureJalon.DID, **valeurs: Any) -> UUID:
    """Un jalon du 2 juin."""
    return cle(noter_jalon(d.base, d.operation, nature=nature, **{"le": JUIN, **valeurs}))


def did(d: Dossier) -> date | None:
    """La date du DID sur l'opération."""
    return d.lire(Operation, d.operation).did_le


def test_un_jalon_range_son_document_sous_son_nom(d: Dossier, tmp_path: Path) -> None:
    scan = tmp_path / "note.pdf"
    scan.write_bytes(b"%PDF note")
    jalon = d.lire(Jalon, noter(d, NatureJalon.NOTE_RELOGEMENT, note="version 2", document=scan))
    assert (jalon.le, jalon.note) == (JUIN, "version 2")
    assert jalon.piece_id is not None
    piece = d.lire(Piece, jalon.piece_id)
    assert (piece.operation_id, piece.nature, piece.le) == (d.operation, NaturePiece.CONCERTATION, JUIN)
    assert piece.libelle == "Note préparatoire au plan de relogement"
    with pytest.raises(ErreurMetier, match=r"document du jalon du 02/06/2026"):
        corrections.retirer(d.base, "piece", piece.id)
    corriger_jalon(d.base, jalon.id, document=scan)
    corrections.retirer(d.base, "piece", piece.id)


def test_noter_le_did_date_l_operation_et_l_annuler_le_rend(d: Dossier) -> None:
    avant = photographie(d.base)
    noter(d)
    assert did(d) == JUIN
    d.annuler_dernier()
    assert photographie(d.base) == avant


def test_corriger_le_did_d_un_cote_corrige_l_autre(d: Dossier) -> None:
    jalon = noter(d)
    corriger_jalon(d.base, jalon, le=JUILLET)
    assert did(d) == JUILLET
    modifier_operation(d.base, d.operation, did_le=JUIN)
    assert d.lire(Jalon, jalon).le == JUIN


def test_retirer_le_did_ote_sa_date_mais_l_operation_ne_l_ote_pas(d: Dossier) -> None:
    jalon = noter(d)
    for valeur, dit in ((None, "retirez-le d'abord dans l'onglet « Jalons »"), (date(2026, 11, 19), "dans le futur")):
        with pytest.raises(ErreurMetier, match=dit) as refus:
            modifier_operation(d.base, d.operation, did_le=valeur)
        assert refus.value.champ == "did_le"
    retirer_jalon(d.base, jalon)
    assert did(d) is None


def test_un_autre_jalon_ne_touche_pas_au_did(d: Dossier) -> None:
    modifier_operation(d.base, d.operation, did_le=JUIN)
    autre = noter(d, NatureJalon.REUNION, le=JUILLET)
    corriger_jalon(d.base, autre, le=date(2026, 7, 2))
    retirer_jalon(d.base, autre)
    assert did(d) == JUIN


def test_un_seul_did_et_sa_nature_ne_change_pas(d: Dossier) -> None:
    jalon, autre = noter(d), noter(d, NatureJalon.REUNION)
    with pytest.raises(ErreurMetier, match="déjà noté"):
        noter(d, le=JUILLET)
    for cle_, nature in ((jalon, NatureJalon.REUNION), (autre, NatureJalon.DID)):
        with pytest.raises(ErreurMetier, match="retirez ce jalon"):
            corriger_jalon(d.base, cle_, nature=nature)
    corriger_jalon(d.base, autre, nature=NatureJalon.CONCERTATION)
    assert d.lire(Jalon, autre).nature is NatureJalon.CONCERTATION


def test_on_n_annule_pas_la_date_du_did_que_son_jalon_a_reprise(d: Dossier) -> None:
    """Sans quoi le jalon garderait une date que l'opération n'a plus."""
    dater = modifier_operation(d.base, d.operation, did_le=JUIN).geste_id
    noter(d)
    assert dater is not None
    with pytest.raises(ErreurMetier, match="annulez d'abord les plus récents"):
        annuler(d.base, dater)
    assert did(d) == JUIN


@pytest.mark.parametrize("le", [date(2026, 11, 19), date(2027, 1, 1)])
def test_un_jalon_est_arrive(d: Dossier, le: date) -> None:
    with pytest.raises(ErreurMetier, match="dans le futur"):
        noter(d, le=le)
    jalon = noter(d, le=date(2026, 11, 18))
    with pytest.raises(ErreurMetier, match="dans le futur"):
        corriger_jalon(d.base, jalon, le=le)
