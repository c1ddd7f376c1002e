"""La frappe en cours et les préférences : dans la base (donc chiffrées), hors du journal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from relogement.modeles import Brouillon, Preference
from relogement.stockage.base import Base

RANGE = "geste"


def brouillon(base: Base, cle: str) -> dict[str, str]:
    """Les champs déjà tapés d'une fiche, tels qu'ils ont été tapés."""
    with base.session() as s:
        return {b.champ: b.texte for b in s.scalars(select(Brouillon).where(col(Brouillon.cle) == cle))}


def ecrire_brouillon(base: Base, cle: str, champ: str, texte: str) -> datetime:
    """Enregistre un champ, même invalide ; rend l'heure à montrer."""
    instant = base.horloge()
    with base.ecriture_libre() as s:
        s.merge(Brouillon(cle=cle, champ=champ, texte=texte, le=instant))
    return instant


def effacer_brouillon(base: Base, cle: str) -> None:
    """Oublie une fiche que la personne abandonne."""
    with base.ecriture_libre() as s:
        s.execute(delete(Brouillon).where(col(Brouillon.cle) == cle))


def ranger_brouillon(base: Base, cle: str, geste_id: UUID) -> None:
    """La fiche est validée : sa frappe est gardée sous le geste, pour revenir si on l'annule."""
    with base.ecriture_libre() as s:
        s.execute(update(Brouillon).where(col(Brouillon.cle) == cle).values(cle=f"{RANGE}:{geste_id}:{cle}"))


def rendre_brouillons(s: Session, geste_id: UUID) -> None:
    """Rend la frappe d'un geste annulé, sauf là où l'on a retapé depuis."""
    prefixe = f"{RANGE}:{geste_id}:"
    for b in s.scalars(select(Brouillon).where(col(Brouillon.cle).startswith(prefixe))).all():
        cle = b.cle.removeprefix(prefixe)
        if s.get(Brouillon, (cle, b.champ)) is None:
            s.add(Brouillon(cle=cle, champ=b.champ, texte=b.texte, le=b.le))
        s.delete(b)


def preference(base: Base, cle: str) -> str | None:
    """Un réglage de l'agent, en JSON ; None s'il n'a rien choisi."""
    with base.session() as s:
        trouvee = s.get(Preference, (base.agent_id, cle))
        return trouvee.valeur if trouvee else None


def ecrire_preference(base: Base, cle: str, valeur: str) -> None:
    """Garde un réglage de l'agent."""
    with base.ecriture_libre() as s:
        s.merge(Preference(agent_id=base.agent_id, cle=cle, valeur=valeur))
