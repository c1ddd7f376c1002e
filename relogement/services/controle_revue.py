"""Le contrôle de qualité d'une revue, avant de l'émettre : les fiches à corriger, et où."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from relogement.commun import ErreurMetier
from relogement.formats import pluriel
from relogement.modeles import Menage
from relogement.regles.calendrier import Trimestre
from relogement.regles.charte.constat import Cible
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.qualite.anomalie import Anomalie, Gravite
from relogement.regles.revue.qualite.moteur import anomalies
from relogement.regles.revue.revue import Revue
from relogement.services.importation import Avancer
from relogement.services.matiere_revue import lire_matiere
from relogement.stockage.base import Base


@dataclass(frozen=True, slots=True)
class FicheQualite:
    """Une anomalie, avec le ménage dont c'est le dossier ; `cible` : où elle se corrige."""

    regle: str
    """Le code de la règle, qui ne change pas d'une version à l'autre."""
    gravite: Gravite
    phrase: str
    menage_id: UUID
    reference: str
    nom: str
    operation: str
    cible: Cible


@dataclass(frozen=True, slots=True)
class ControleQualite:
    """Ce que le contrôle trouve au jour de l'arrêt ; une revue ne s'émet pas tant qu'il y a des bloquantes."""

    arret: Arret
    bloquantes: tuple[FicheQualite, ...]
    douteuses: tuple[FicheQualite, ...]
    levees: tuple[FicheQualite, ...] = ()
    """Bloquantes levées : l'inconnu y est dit, et pourquoi."""

    @property
    def emettable(self) -> bool:
        """Vrai si rien ne bloque."""
        return not self.bloquantes

    def exiger_emettable(self) -> None:
        """ErreurMetier, avec leur nombre et que faire, s'il y a des bloquantes."""
        if self.bloquantes:
            combien = pluriel(len(self.bloquantes), "anomalie bloquante", "anomalies bloquantes")
            menages = pluriel(len({f.menage_id for f in self.bloquantes}), "ménage")
            raise ErreurMetier(
                f"Cette revue a {combien} ({menages}) : corrigez au dossier ce que le contrôle signale, ou "
                "dites pourquoi la date ou le motif reste inconnu, puis émettez.",
                "qualite",
            )


def controler_revue(
    base: Base, quand: Arret | Trimestre | str, operations: tuple[str, ...] = (), avancer: Avancer | None = None
) -> ControleQualite:
    """Contrôle les dossiers que cette revue compterait ; ErreurMetier : opération inconnue, couverture du moment.

    `avancer(faits, en tout)` est appelé à chaque ménage jugé ; ce qu'il lève arrête le contrôle.
    """
    matiere = lire_matiere(base, Arret.du(quand), operations)
    return controler(base, matiere.photographier(Arret.du(quand), matiere.pas(avancer)))


def controler(base: Base, revue: Revue) -> ControleQualite:
    """Le même, d'une revue déjà composée."""
    requete = select(col(Menage.id), col(Menage.reference), col(Menage.nom))
    with base.session() as s:
        noms = {str(r[0]): r for r in s.execute(requete)}
    par_code = {code: noms[d.faits.id] for code, d in revue.par_code.items()}
    fiches = [_fiche(a, *par_code[a.menage]) for a in anomalies(revue.dossiers)]
    return ControleQualite(revue.arret, *(tuple(f for f in fiches if f.gravite is g) for g in Gravite))


def _fiche(a: Anomalie, menage_id: UUID, reference: str, nom: str) -> FicheQualite:
    return FicheQualite(
        a.regle.code, a.gravite, a.regle.phrase, menage_id, reference, nom, a.operation, a.cible
    )
