"""Ce qui s'imprime en lot : pour chaque ménage, son dossier ou son courrier, prêt à composer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from relogement.commun import ErreurMetier
from relogement.documents.courriers.modele import Sujet
from relogement.documents.donnees import Entete
from relogement.formats import date_courte
from relogement.modeles import Menage
from relogement.regles.faits import FaitsMenage
from relogement.services.courriers import modele_de, textes
from relogement.services.impression_courrier import Courrier, rediger
from relogement.services.impression_dossier import lire_dossier
from relogement.services.redaction import Redaction
from relogement.stockage.chartes import charte_operation

DOSSIER = "dossier"
"""Le lot des dossiers ; les autres se nomment par le code de leur courrier."""
SANS_REPONSE_ATTENDUE = "Aucune de ses propositions n'attend de réponse."


@dataclass(frozen=True, slots=True)
class Imprimable:
    """Le document d'un ménage ; `histoire` : sa suite d'éléments, refaite à chaque appel ; `courrier` : à ranger."""

    entete: Entete
    titre: str
    histoire: Callable[[], list[Any]]
    courrier: Courrier | None = None

    def pdf(self) -> bytes:
        """Le document seul."""
        from relogement.documents.page import rendre

        return rendre(self.entete, self.titre, self.histoire())


Composer = Callable[[Menage, Mapping[UUID, FaitsMenage]], Imprimable]
"""Le document d'un ménage ; ErreurMetier s'il n'a pas de quoi."""


def composer(s: Session, operation_id: UUID, code: str, auteur: str, au: date) -> Composer:
    """Ce qui compose le document de chaque ménage de l'opération ; ErreurMetier si le courrier n'existe pas."""
    if code == DOSSIER:
        return _dossiers(s, operation_id, auteur, au)
    modele_de(code)
    return _courriers(s, operation_id, code, auteur, au)


def _dossiers(s: Session, operation_id: UUID, auteur: str, au: date) -> Composer:
    from relogement.documents.dossier import histoire, titre_technique

    charte = charte_operation(s, operation_id)

    def composer_un(menage: Menage, faits: Mapping[UUID, FaitsMenage]) -> Imprimable:
        d = lire_dossier(s, menage, faits[menage.id], auteur, au, charte)
        return Imprimable(d.entete, titre_technique(d), lambda: histoire(d))

    return composer_un


def _courriers(s: Session, operation_id: UUID, code: str, auteur: str, au: date) -> Composer:
    """Le courrier de chacun ; on n'écrit pas à qui est sorti, ni au sujet d'une proposition déjà répondue."""
    from relogement.documents.courriers.courrier import histoire, titre_technique

    redaction = Redaction(s, operation_id, auteur, au)
    modele = redaction.modele(code)
    texte = textes(s)[modele.code]

    def composer_un(menage: Menage, _: Mapping[UUID, FaitsMenage]) -> Imprimable:
        if menage.sortie_le is not None:
            raise ErreurMetier(f"Ce ménage est sorti de l'opération le {date_courte(menage.sortie_le)}.")
        lu = rediger(redaction.faits(menage, modele), modele, texte)
        if modele.sujet is Sujet.PROPOSITION and lu.faits.proposition and lu.faits.proposition.reponse:
            raise ErreurMetier(SANS_REPONSE_ATTENDUE)
        return Imprimable(
            lu.faits.entete, titre_technique(lu.faits, modele),
            lambda: histoire(lu.faits, modele, texte.objet, texte.corps), lu,
        )

    return composer_un
