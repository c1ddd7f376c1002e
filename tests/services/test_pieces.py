"""Les pièces : ce qui est rangé se relit tel quel et se copie où l'on veut."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from relogement.commun import ErreurMetier
from relogement.modeles import Contenu
from relogement.services.menages import creer_menage
from relogement.services.operations import creer_operation
from relogement.services.pieces import contenu_piece, copier_piece, deposer_piece
from relogement.stockage.base import Base, creer_base
from relogement.vocabulaire import NatureOperation, NaturePiece

OCTETS = b"%PDF-1.4 un refus"


@pytest.fixture
def base(tmp_path: Path) -> Base:
    instant = datetime(2026, 11, 18, 14, 32, tzinfo=UTC)
    return creer_base(tmp_path / "x.relogement", None, agent="Nadia R.", poste=uuid4(), horloge=lambda: instant)


@pytest.fixture
def piece(base: Base, tmp_path: Path) -> UUID:
    operation = creer_operation(
        base, code="BEL", nom="Bellevue", nature=NatureOperation.DEMOLITION, bailleur="Habitat Loire", communes="Nantes"
    ).id
    assert operation is not None
    menage = creer_menage(base, operation, nom="Mme BENALI").id
    assert menage is not None
    fichier = tmp_path / "scan.pdf"
    fichier.write_bytes(OCTETS)
    cle = deposer_piece(base, menage, fichier, nature=NaturePiece.REFUS_SIGNE, le=date(2026, 11, 12)).id
    assert cle is not None
    return cle


def test_une_piece_se_relit_telle_quelle(base: Base, piece: UUID) -> None:
    assert contenu_piece(base, piece) == OCTETS


def test_une_piece_se_copie(base: Base, piece: UUID, tmp_path: Path) -> None:
    copier_piece(base, piece, tmp_path / "copie.pdf")
    assert (tmp_path / "copie.pdf").read_bytes() == OCTETS


def test_un_endroit_inaccessible_se_dit(base: Base, piece: UUID, tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="n'existe pas"):
        copier_piece(base, piece, tmp_path / "absent" / "copie.pdf")


@pytest.mark.parametrize("octets", [b"autre chose", None])
def test_un_contenu_abime_ou_absent_se_dit(base: Base, piece: UUID, octets: bytes | None) -> None:
    with base.ecriture_libre() as s:
        for contenu in s.exec(select(Contenu)).all():
            if octets is None:
                s.delete(contenu)
            else:
                contenu.octets = octets
    with pytest.raises(ErreurMetier, match="manque ou est abîmé"):
        contenu_piece(base, piece)
