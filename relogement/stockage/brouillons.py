"""La frappe en cours et les préférences : dans la base (donc chiffrées), hors du journal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from relogement.modeles import Brouillon, Preference

RANGE = "geste"


class GardeBrouillons:
    """Ce que `Base` sait garder pour la fenêtre."""

    horloge: Callable[[], datetime]
    agent_id: UUID
    session: Callable[[], AbstractContextManager[Session]]
    ecriture_libre: Callable[[], AbstractContextManager[Session]]

    def brouillon(self, cle: str) -> dict[str, str]:
        """Les champs déjà tapés d'une fiche, tels qu'ils ont été tapés."""
        with self.session() as s:
            return {b.champ: b.texte for b in s.scalars(select(Brouillon).where(col(Brouillon.cle) == cle))}

    def brouillons(self, porteur: UUID) -> set[str]:
        """Les clés (« nom/porteur/… ») des fiches en cours de frappe d'un ménage ou d'une opération."""
        siennes = col(Brouillon.cle).contains(f"/{porteur}")
        with self.session() as s:
            cles = select(col(Brouillon.cle)).where(siennes, ~col(Brouillon.cle).startswith(f"{RANGE}:"))
            return set(s.scalars(cles))

    def ecrire_brouillon(self, cle: str, champ: str, texte: str) -> None:
        """Enregistre un champ tel quel, même invalide."""
        with self.ecriture_libre() as s:
            s.merge(Brouillon(cle=cle, champ=champ, texte=texte, le=self.horloge()))

    def effacer_brouillon(self, cle: str) -> None:
        """Oublie une fiche que la personne abandonne."""
        with self.ecriture_libre() as s:
            s.execute(delete(Brouillon).where(col(Brouillon.cle) == cle))

    def ranger_brouillon(self, cle: str, geste_id: UUID) -> None:
        """La fiche est validée : sa frappe est gardée sous le geste, pour revenir si on l'annule."""
        with self.ecriture_libre() as s:
            s.execute(update(Brouillon).where(col(Brouillon.cle) == cle).values(cle=f"{RANGE}:{geste_id}:{cle}"))

    def preference(self, cle: str) -> str | None:
        """Un réglage de l'agent, en JSON ; None s'il n'a rien choisi."""
        with self.session() as s:
            trouvee = s.get(Preference, (self.agent_id, cle))
            return trouvee.valeur if trouvee else None

    def ecrire_preference(self, cle: str, valeur: str) -> None:
        """Garde un réglage de l'agent."""
        with self.ecriture_libre() as s:
            s.merge(Preference(agent_id=self.agent_id, cle=cle, valeur=valeur))


def rendre_brouillons(s: Session, geste_id: UUID) -> None:
    """Rend la frappe d'un geste annulé, sauf là où l'on a retapé depuis ; elle reste aussi rangée, s'il se rétablit."""
    for b, cle in _ranges(s, geste_id):
        if s.get(Brouillon, (cle, b.champ)) is None:
            s.add(Brouillon(cle=cle, champ=b.champ, texte=b.texte, le=b.le))


def reprendre_brouillons(s: Session, geste_id: UUID) -> None:
    """Le geste est rétabli : la frappe rendue n'est plus à valider, sauf là où l'on a retapé depuis."""
    for b, cle in _ranges(s, geste_id):
        rendu = s.get(Brouillon, (cle, b.champ))
        if rendu is not None and rendu.texte == b.texte:
            s.delete(rendu)


def _ranges(s: Session, geste_id: UUID) -> list[tuple[Brouillon, str]]:
    """La frappe rangée sous ce geste, et la clé de sa fiche."""
    prefixe = f"{RANGE}:{geste_id}:"
    ranges = s.scalars(select(Brouillon).where(col(Brouillon.cle).startswith(prefixe))).all()
    return [(b, b.cle.removeprefix(prefixe)) for b in ranges]
