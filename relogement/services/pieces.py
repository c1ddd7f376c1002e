"""Les gestes des pièces : déposer un fichier dans un dossier ou une opération, le relire."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import Contenu, Evenement, Frais, Jalon, Menage, Operation, Piece, Proposition
from relogement.services.outils import creer, exiger, pas_futur, trouver
from relogement.services.sorties import ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.vocabulaire import NaturePiece

TAILLE_MAX = 40 * 1024 * 1024


def deposer_piece(
    base: Base, menage_id: UUID, fichier: Path, *, nature: NaturePiece, le: date, libelle: str | None = None
) -> Changements:
    """Range un fichier dans le dossier ; le nom du fichier n'est pas gardé, le libellé le remplace.

    ErreurMetier : fichier absent, vide, illisible ou de plus de 40 Mio.
    """
    pas_futur(le, base.aujourd_hui())
    scan = Scan.lire(fichier)
    with base.geste("deposer_piece", f"Pièce : {nature.libelle}", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        piece = ranger(g.s, scan, nature=nature, le=le, libelle=libelle, menage_id=menage_id)
        return g.changements("Pièce rangée dans le dossier.", piece.id)


def deposer_piece_operation(
    base: Base, operation_id: UUID, fichier: Path, *, nature: NaturePiece, le: date, libelle: str | None = None
) -> Changements:
    """Range un fichier parmi les documents de l'opération ; mêmes refus que pour un ménage."""
    pas_futur(le, base.aujourd_hui())
    scan = Scan.lire(fichier)
    with base.geste("deposer_piece_operation", f"Document : {nature.libelle}") as g:
        trouver(g.s, Operation, operation_id)
        piece = ranger(g.s, scan, nature=nature, le=le, libelle=libelle, operation_id=operation_id)
        return g.changements("Document rangé dans l'opération.", piece.id)


@dataclass(frozen=True, slots=True)
class Scan:
    """Un fichier lu, prêt à ranger : ses octets et son type ; son nom n'est pas gardé."""

    octets: bytes
    genre_mime: str

    @classmethod
    def lire(cls, fichier: Path) -> Scan:
        """Lit le fichier ; ErreurMetier s'il est absent, vide, illisible ou de plus de 40 Mio."""
        return cls(_lire(fichier), mimetypes.guess_type(fichier.name)[0] or "application/octet-stream")


def ranger(
    s: Session, scan: Scan, *, nature: NaturePiece, le: date, libelle: str | None = None,
    menage_id: UUID | None = None, operation_id: UUID | None = None,
) -> Piece:
    """La pièce d'un ménage ou d'une opération, dans le geste en cours ; sans libellé, celui de sa nature."""
    empreinte = ranger_contenu(s, scan.octets)
    piece = creer(
        s, Piece, menage_id=menage_id, operation_id=operation_id, le=le, nature=nature, taille=len(scan.octets),
        empreinte=empreinte, libelle=exiger(libelle or nature.libelle, "Donnez un libellé à la pièce.", "libelle"),
        genre_mime=scan.genre_mime,
    )
    s.flush()
    return piece


def ranger_contenu(s: Session, octets: bytes) -> str:
    """Range ces octets une seule fois, hors du journal ; leur empreinte SHA-256."""
    empreinte = hashlib.sha256(octets).hexdigest()
    if s.get(Contenu, empreinte) is None:
        s.add(Contenu(empreinte=empreinte, octets=octets))
    return empreinte


def lire_contenu(s: Session, empreinte: str) -> bytes:
    """Ces octets, vérifiés par leur empreinte ; ErreurMetier s'ils manquent ou ont changé."""
    contenu = s.get(Contenu, empreinte)
    octets = contenu.octets if contenu is not None else b""
    if hashlib.sha256(octets).hexdigest() != empreinte:
        raise ErreurMetier("Ce document manque ou est abîmé dans la base : reprenez-le d'une sauvegarde.")
    return octets


def contenu_piece(base: Base, piece_id: UUID) -> bytes:
    """Les octets d'une pièce, vérifiés par leur empreinte ; ErreurMetier s'ils manquent ou ont changé."""
    with base.session() as s:
        return lire_contenu(s, trouver(s, Piece, piece_id).empreinte)


def copier_piece(base: Base, piece_id: UUID, sortie: Path) -> None:
    """Écrit une copie de la pièce ; ErreurMetier si son contenu manque ou si la sortie est refusée."""
    verifier_sortie(base, sortie, None)
    octets = contenu_piece(base, piece_id)
    ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(octets))


def exiger_piece(s: Session, piece_id: UUID, menage_id: UUID, champ: str) -> None:
    """ErreurMetier si la pièce n'est pas, ou plus, dans le dossier de ce ménage."""
    if trouver(s, Piece, piece_id).menage_id != menage_id:
        raise ErreurMetier("Cette pièce est au dossier d'un autre ménage : rangez-la d'abord dans celui-ci.", champ)


def exiger_inutilisee(s: Session, piece: Piece) -> None:
    """ErreurMetier, qui nomme ce qui s'en sert, si la pièce prouve encore un refus, une réception ou un paiement."""
    propositions = select(Proposition).where(
        (col(Proposition.formulaire_id) == piece.id) | (col(Proposition.preuve_reception_id) == piece.id),
        col(Proposition.supprime_le).is_(None),
    )
    for p in s.exec(propositions):
        quoi = "le formulaire de refus" if p.formulaire_id == piece.id else "la preuve de réception"
        raise ErreurMetier(f"Cette pièce est {quoi} de la proposition {p.rang} : joignez-en d'abord une autre.")
    recus = select(Frais).where(Frais.recu_id == piece.id, col(Frais.supprime_le).is_(None))
    if s.exec(recus).first() is not None:
        raise ErreurMetier("Cette pièce est le reçu d'un paiement de frais : joignez-en d'abord un autre.")
    evenement = s.exec(select(Evenement).where(Evenement.piece_id == piece.id, col(Evenement.supprime_le).is_(None)))
    jalon = s.exec(select(Jalon).where(Jalon.piece_id == piece.id, col(Jalon.supprime_le).is_(None)))
    for porteur, quoi in ((evenement.first(), "de l'information collective"), (jalon.first(), "du jalon")):
        if porteur is not None:
            raise ErreurMetier(f"C'est le document {quoi} du {porteur.le:%d/%m/%Y} : joignez-en d'abord un autre.")


def _lire(fichier: Path) -> bytes:
    try:
        taille = fichier.stat().st_size
        if taille > TAILLE_MAX:
            raise ErreurMetier("Cette pièce dépasse 40 Mo : réduisez la photo ou le scan.", "fichier")
        octets = fichier.read_bytes()
    except OSError as e:
        raise ErreurMetier("Ce fichier ne peut pas être lu : vérifiez qu'il existe et réessayez.", "fichier") from e
    if not octets:
        raise ErreurMetier("Ce fichier est vide : choisissez-en un autre.", "fichier")
    return octets
