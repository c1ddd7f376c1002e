"""La décohabitation : ce qui en reste à dire avant un envoi, et ses personnes qui passent d'un ménage à l'autre."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from relogement.commun import ErreurMetier
from relogement.modeles import Composition, Menage, Personne, Ressource
from relogement.regles.calendrier import anniversaire
from relogement.regles.charte.article03_decohabitation import DECOHABITATION
from relogement.regles.charte.cles import MAJORITE
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.services.charte import constats_menage
from relogement.services.outils import creer, trouver
from relogement.services.periodes import corriger_periode, ouvrir_periode
from relogement.services.propositions import charte_de
from relogement.services.ressources import poser_ressource
from relogement.stockage.base import Base
from relogement.stockage.journal import GesteEnCours
from relogement.stockage.periodes import serie
from relogement.vocabulaire import DecisionOccupant, Lien, StatutBail

SUR_LE_BAIL = (StatutBail.TITULAIRE, StatutBail.COTITULAIRE)


def decohabitation_avant_envoi(base: Base, menage_id: UUID, le: date) -> Constat | None:
    """Ce qui, de la décohabitation (A03.4), reste à répondre avant un envoi du `le` ; None : rien n'y manque."""
    constat = next(c for c in constats_menage(base, menage_id, le) if c.id == DECOHABITATION.id)
    a_verifier = constat.etat is Etat.INDETERMINEE and constat.limite_a_venir
    return constat if constat.etat is Etat.A_FAIRE or a_verifier else None


def faire_decohabiter(
    g: GesteEnCours, parent: Menage, enfant: Menage, personnes: Collection[UUID], le: date
) -> None:
    """Les personnes quittent le foyer d'origine le `le` et forment celui du décohabitant, avec leurs ressources.

    L'aînée en est titulaire, les mineurs ses enfants, le lien des autres reste à dire. Le nombre d'occupants déclaré
    du ménage d'origine baisse d'autant. ErreurMetier : personne d'un autre foyer, déjà partie, ou plus personne ne
    resterait.
    """
    partent = [_presente(g, parent, cle, le) for cle in dict.fromkeys(personnes)]
    if not partent:
        return
    _exiger_un_reste(g, parent, partent, le)
    _baisser_la_composition(g, parent, partent, le)
    liens = _liens(g, parent, partent, le)
    for personne in partent:
        if personne.statut_bail not in SUR_LE_BAIL:
            personne.decision, personne.decision_le = DecisionOccupant.DECOHABITATION, le
        personne.depart_le = le
        sienne = creer(
            g.s, Personne, menage_id=enfant.id, nom=personne.nom, prenom=personne.prenom,
            naissance=personne.naissance, lien=liens[personne.id], statut_bail=personne.statut_bail,
        )
        g.s.flush()
        _emporter_les_ressources(g, personne, sienne, le)


def _presente(g: GesteEnCours, parent: Menage, cle: UUID, le: date) -> Personne:
    personne = trouver(g.s, Personne, cle)
    if personne.menage_id != parent.id:
        raise ErreurMetier("Cette personne n'est pas de ce foyer : choisissez-la dans la liste.", "personnes")
    if personne.depart_le is not None and personne.depart_le < le:
        raise ErreurMetier("Cette personne a déjà quitté le foyer : décochez-la, ou corrigez son départ.", "personnes")
    if personne.arrivee_le is not None and personne.arrivee_le > le:
        raise ErreurMetier("Cette personne n'était pas encore arrivée au foyer : vérifiez la date.", "le")
    return personne


def _exiger_un_reste(g: GesteEnCours, parent: Menage, partent: Sequence[Personne], le: date) -> None:
    siennes = select(Personne).where(Personne.menage_id == parent.id, col(Personne.supprime_le).is_(None))
    presentes = [p for p in g.s.exec(siennes) if p.depart_le is None or p.depart_le >= le]
    if len(presentes) <= len(partent):
        raise ErreurMetier("Il ne resterait personne au foyer d'origine : décochez qui y reste.", "personnes")


def _baisser_la_composition(g: GesteEnCours, parent: Menage, partent: Sequence[Personne], le: date) -> None:
    en_cours = [c for c in serie(g.s, Composition, {"menage_id": parent.id})
                if c.du <= le and (c.au is None or c.au >= le)]
    if not en_cours or en_cours[-1].occupants is None:
        return
    avant = en_cours[-1]
    enfants = sum(p.lien is Lien.ENFANT for p in partent)
    valeurs = {
        "occupants": max(0, (avant.occupants or 0) - len(partent)),
        "enfants": None if avant.enfants is None else max(0, avant.enfants - enfants),
        "au": avant.au,
    }
    ouvrir_periode(g.s, Composition, parent.id, le, valeurs)


def _liens(g: GesteEnCours, parent: Menage, partent: Sequence[Personne], le: date) -> dict[UUID, Lien]:
    majorite = charte_de(g.s, parent).entier(MAJORITE, le)
    ainee = min(partent, key=lambda p: (p.naissance or date.max, p.id))

    def mineure(p: Personne) -> bool:
        return p.naissance is not None and anniversaire(p.naissance, majorite) > le

    liens = {p.id: Lien.ENFANT if mineure(p) else Lien.AUTRE for p in partent}
    return liens | {ainee.id: Lien.TITULAIRE}


def _emporter_les_ressources(g: GesteEnCours, personne: Personne, sienne: Personne, le: date) -> None:
    """Ce qu'elle perçoit ce jour compte désormais dans son ménage ; au foyer d'origine, jusqu'à ce jour compris."""
    percues = select(Ressource).where(Ressource.personne_id == personne.id, col(Ressource.supprime_le).is_(None))
    for r in [r for r in g.s.exec(percues) if r.du <= le and (r.au is None or r.au >= le)]:
        poser_ressource(
            g, sienne.menage_id, du=le, au=r.au, personne_id=sienne.id, nature=r.nature, montant=r.montant,
            justificatif=r.justificatif,
        )
        corriger_periode(g, r, {"au": le})
