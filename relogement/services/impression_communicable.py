"""La copie du dossier pour la personne qui la demande (droit d'accès) : imprimée, rangée dans les pièces à sa date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from relogement.commun import Changements, ErreurMetier, sans_accents
from relogement.modeles import Menage, Personne
from relogement.regles.calendrier import anniversaire
from relogement.regles.charte.cles import MAJORITE
from relogement.services.impression_courrier import GENRE
from relogement.services.impression_dossier import lire_dossier
from relogement.services.impression_menage import fiches
from relogement.services.outils import pas_futur, trouver
from relogement.services.pieces import Scan, ranger
from relogement.services.sorties import PDF, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.stockage.chartes import charte_operation
from relogement.stockage.faits import faits_menages
from relogement.vocabulaire import Lien, NaturePiece

if TYPE_CHECKING:
    from relogement.documents.communicable import Tiers

LIBELLE = "Copie du dossier (droit d'accès)"
_PARENTS = (Lien.TITULAIRE, Lien.CONJOINT)
_COURT = 3
"""Un prénom ou un nom plus court se confondrait avec un mot : il n'est cherché qu'entier."""


def personnes_du_foyer(base: Base, menage_id: UUID) -> list[tuple[UUID, str]]:
    """Qui peut demander sa copie : la clé et le nom de chaque personne du foyer."""
    with base.session() as s:
        trouver(s, Menage, menage_id)
        return [(p.id, _nom(p)) for p in fiches(s, Personne, "menage_id", menage_id)]


def personne_nommee(base: Base, menage_id: UUID, nom: str | None) -> UUID:
    """La personne de ce nom, prénom ou les deux dans n'importe quel ordre, à défaut la seule du foyer.

    ErreurMetier, qui les nomme, sinon.
    """
    foyer = personnes_du_foyer(base, menage_id)
    voulus = sans_accents(nom or "").split()
    trouvees = [cle for cle, sien in foyer if all(mot in sans_accents(sien) for mot in voulus)]
    if len(trouvees) != 1:
        connues = ", ".join(sien for _, sien in foyer) or "aucune"
        raise ErreurMetier(f"Dites qui demande sa copie, parmi les personnes du foyer : {connues}.", "personne")
    return trouvees[0]


def imprimer_communicable(base: Base, menage_id: UUID, personne_id: UUID, sortie: Path, au: date) -> Changements:
    """Écrit la copie et la range ; `details["a_relire"]` : les textes libres à relire avant de la remettre.

    ErreurMetier : ménage absent, personne d'un autre foyer, sortie refusée, ou `au` dans le futur.
    """
    from relogement.documents.communicable import Communicable, a_relire, communicable, masquer

    verifier_sortie(base, sortie, PDF)
    pas_futur(au, base.aujourd_hui(), "au")
    with base.session() as s:
        menage = trouver(s, Menage, menage_id)
        personnes = fiches(s, Personne, "menage_id", menage_id)
        demandeur = next((p for p in personnes if p.id == personne_id), None)
        if demandeur is None:
            raise ErreurMetier("Cette personne n'est plus dans ce foyer : choisissez-en une autre.", "personne")
        majorite = charte_operation(s, menage.operation_id).entier(MAJORITE, au)
        lu = lire_dossier(s, menage, faits_menages(s, menages=[menage_id])[menage_id], base.agent_nom, au)
        qui, tiers = _nom(demandeur), tiers_de(demandeur, personnes, majorite, au)
    masque, omissions = masquer(lu, tiers)
    octets = communicable(Communicable(masque, qui, omissions))
    with base.geste("imprimer_communicable", "Copie du dossier remise (droit d'accès)", menage_id) as g:
        trouver(g.s, Menage, menage_id)
        scan = Scan(octets, GENRE)
        piece = ranger(g.s, scan, nature=NaturePiece.COURRIER, le=au, libelle=LIBELLE, menage_id=menage_id)
        ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(octets))
        phrase = "Copie du dossier imprimée et rangée dans les pièces."
        return g.changements(phrase, piece.id, omissions=tuple(o.quoi for o in omissions), a_relire=a_relire(masque))


def tiers_de(demandeur: Personne, personnes: Sequence[Personne], majorite: int, au: date) -> dict[int, Tiers]:
    """Les personnes à masquer, par rang : toutes sauf qui demande et, pour un parent, les enfants mineurs.

    Un enfant dont l'âge est inconnu est masqué : l'inconnu ne se communique pas.
    """
    from relogement.documents.communicable import Tiers

    def visible(p: Personne) -> bool:
        enfant = demandeur.lien in _PARENTS and p.lien is Lien.ENFANT
        return p.id == demandeur.id or (
            enfant and p.naissance is not None and anniversaire(p.naissance, majorite) > au
        )

    connus = {sans_accents(nom) for p in personnes if visible(p) for nom in (p.prenom or "", p.nom)}
    return {
        rang: Tiers(f"personne n° {rang + 1} ({p.lien.libelle})", _facons(p, connus))
        for rang, p in enumerate(personnes) if not visible(p)
    }


def _facons(p: Personne, connus: set[str]) -> tuple[str, ...]:
    """Les façons d'écrire un nom : entier, ou prénom ou nom seul si personne que l'on montre ne le porte."""
    prenom = (p.prenom or "").strip()
    entiers = (f"{prenom} {p.nom}", f"{p.nom} {prenom}") if prenom else ()
    seuls = (x for x in (prenom, p.nom.strip()) if len(x) >= _COURT and sans_accents(x) not in connus)
    return (*entiers, *seuls)


def _nom(p: Personne) -> str:
    return " ".join(filter(None, (p.prenom, p.nom)))
