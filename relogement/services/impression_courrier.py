"""Imprimer un courrier à un ménage : l'aperçu d'abord, puis le PDF, rangé le même jour dans ses pièces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from relogement.commun import Changements
from relogement.documents.courriers.champs import CHAMPS, valeurs_de
from relogement.documents.courriers.donnees import FaitsCourrier
from relogement.documents.courriers.exemple import faits_exemple
from relogement.documents.courriers.gabarit import blancs, verifier
from relogement.documents.courriers.modele import Modele, Sujet
from relogement.modeles import Menage
from relogement.services.courriers import TexteCourrier, modele_de, textes
from relogement.services.organisation import organisation
from relogement.services.outils import pas_futur, trouver
from relogement.services.pieces import Scan, ranger
from relogement.services.redaction import Redaction
from relogement.services.sorties import PDF, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.vocabulaire import NaturePiece

GENRE = "application/pdf"


@dataclass(frozen=True, slots=True)
class Courrier:
    """Un courrier prêt à imprimer ; `blancs` : ce que l'on ne sait pas, et qui se remplira à la main."""

    modele: Modele
    texte: TexteCourrier
    faits: FaitsCourrier
    blancs: tuple[str, ...]

    @property
    def libelle(self) -> str:
        """Le nom de sa pièce : « Proposition de logement n° 2 »."""
        p = self.faits.proposition
        numero = f" n° {p.rang}" if p is not None and self.modele.sujet in (Sujet.PROPOSITION, Sujet.ACCORD) else ""
        return f"{self.modele.titre}{numero}"

    def pdf(self) -> bytes:
        """Le PDF."""
        # reportlab ne se charge qu'à la première impression : l'ouverture de la fenêtre n'a pas à l'attendre.
        from relogement.documents.courriers.courrier import courrier

        return courrier(self.faits, self.modele, self.texte.objet, self.texte.corps)


@dataclass(frozen=True, slots=True)
class Apercu:
    """Les pages d'un courrier, en images PNG, et ses blancs."""

    pages: tuple[bytes, ...]
    blancs: tuple[str, ...]


def apercu_courrier(base: Base, menage_id: UUID, code: str, au: date, proposition_id: UUID | None = None) -> Apercu:
    """Ce qui s'imprimerait ; ErreurMetier si le ménage n'a pas ce dont le courrier parle."""
    from relogement.documents.images import pages_png

    lu = lire_courrier(base, menage_id, code, au, proposition_id)
    return Apercu(tuple(pages_png(lu.pdf())), lu.blancs)


def apercu_texte(base: Base, code: str, objet: str, corps: str, au: date) -> Apercu:
    """Un texte en cours d'écriture, sur un ménage inventé ; ErreurMetier, qui le nomme, si un champ n'existe pas."""
    from relogement.documents.images import pages_png

    modele = modele_de(code)
    verifier(objet, "objet")
    verifier(corps, "corps")
    demolition = modele.demolition is not False
    faits = faits_exemple(organisation(base), demolition=demolition, au=au)
    lu = rediger(faits, modele, TexteCourrier(objet, corps))
    return Apercu(tuple(pages_png(lu.pdf())), lu.blancs)


def imprimer_courrier(
    base: Base, menage_id: UUID, code: str, sortie: Path, au: date, proposition_id: UUID | None = None
) -> Changements:
    """Écrit le courrier et le range dans les pièces du ménage, au jour `au` ; `details` en nomme les blancs.

    ErreurMetier : courrier ou ménage absent, sortie refusée, `au` dans le futur, ou rien dont le courrier parle.
    """
    verifier_sortie(base, sortie, PDF)
    pas_futur(au, base.aujourd_hui(), "au")
    lu = lire_courrier(base, menage_id, code, au, proposition_id)
    octets = lu.pdf()
    with base.geste("imprimer_courrier", f"Courrier imprimé : {lu.libelle}", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        piece = ranger_courrier(g.s, lu, octets, menage_id, au)
        ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(octets))
        return g.changements(f"{lu.libelle} : imprimé et rangé dans les pièces.", piece, blancs=lu.blancs)


def ranger_courrier(s: Session, lu: Courrier, octets: bytes, menage_id: UUID, au: date) -> UUID:
    """La pièce de ce courrier, dans le geste en cours."""
    piece = ranger(
        s, Scan(octets, GENRE), nature=NaturePiece.COURRIER, le=au, libelle=lu.libelle[:200], menage_id=menage_id
    )
    return piece.id


def lire_courrier(
    base: Base, menage_id: UUID, code: str, au: date, proposition_id: UUID | None = None
) -> Courrier:
    """Le courrier d'un ménage, texte en vigueur et faits du jour `au` ; en réhabilitation, celui écrit pour elle."""
    modele_de(code)
    with base.session() as s:
        menage = trouver(s, Menage, menage_id)
        redaction = Redaction(s, menage.operation_id, base.agent_nom, au)
        modele = redaction.modele(code)
        return rediger(redaction.faits(menage, modele, proposition_id), modele, textes(s)[modele.code])


def rediger(faits: FaitsCourrier, modele: Modele, texte: TexteCourrier) -> Courrier:
    """Le courrier, et les blancs qu'il laissera, nommés."""
    manquent = blancs(texte.objet, texte.corps, valeurs_de(faits), lettre=modele.lettre)
    return Courrier(modele, texte, faits, tuple(CHAMPS[champ].libelle for champ in manquent))
