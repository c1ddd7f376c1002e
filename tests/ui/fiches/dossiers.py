"""Ce que les tests des fiches partagent : une vraie base, un ménage, et des étapes faites par les gestes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.entretiens import enregistrer_entretien
from relogement.services.menages import ajouter_personne, creer_menage, noter_loyer, noter_ressource
from relogement.services.operations import creer_operation
from relogement.services.propositions import accepter_proposition, envoyer_proposition, refuser_proposition
from relogement.services.relogements import enregistrer_demenagement, signer_bail
from relogement.services.vivier import ajouter_logement_offert
from relogement.stockage.base import Base, creer_base
from relogement.stockage.lectures import FicheMenage, fiche_menage
from relogement.vocabulaire import Lien, MotifRefus, NatureOperation, NatureRessource, StatutBail
from tests.outils import rouvrir
from tests.ui.socle.faux import FaussesInvites
from ui.socle.contexte import Contexte

LE = datetime(2026, 11, 18, 14, 32, tzinfo=UTC)


@dataclass
class Essai:
    """Un ménage de démonstration et ce qu'il faut pour agir sur lui."""

    base: Base
    invites: FaussesInvites
    contexte: Contexte[Any]
    menage: UUID
    personnes: list[UUID] = field(default_factory=list)

    @property
    def fiche(self) -> FicheMenage:
        """Le dossier, relu."""
        return fiche_menage(self.base, self.menage)

    @property
    def gestes(self) -> list[str]:
        """Les libellés des gestes, du plus récent au plus ancien."""
        return [g["libelle"] for g in self.fiche.gestes]

    def proposer(self, envoyee: date = date(2026, 10, 1), **valeurs: Any) -> UUID:
        """Une proposition envoyée."""
        logement = ajouter_logement_offert(
            self.base, libelle="Résidence des Tilleuls, porte 4", type="T4", surface=7200, commune="Nantes",
            loyer=34110, charges=8400, neuf=False,
        ).id
        assert logement is not None
        donnees = {"rls": 4306, "apl": 25400} | valeurs
        cle = envoyer_proposition(self.base, self.menage, logement, envoyee_le=envoyee, **donnees).id
        assert cle is not None
        return cle

    def refuser(self, le: date = date(2026, 10, 28), **valeurs: Any) -> UUID:
        """Une proposition refusée."""
        cle = self.proposer(**valeurs)
        refuser_proposition(self.base, cle, le=le, motif=MotifRefus.QUARTIER, motif_texte="Trop loin de l'école")
        return cle

    def reloger(self, le: date = date(2026, 10, 20)) -> UUID:
        """Une proposition acceptée, un bail signé, un déménagement."""
        proposition = self.proposer(date(2026, 9, 1))
        accepter_proposition(self.base, proposition, le=date(2026, 9, 15))
        cle = signer_bail(self.base, self.menage, proposition, bail_signe_le=date(2026, 10, 1)).id
        assert cle is not None
        enregistrer_demenagement(self.base, cle, le=le)
        return cle


def preparer(dossier: Path) -> Essai:
    """Un essai sur le dossier que fait `construire`."""
    base, (menage, personnes) = rouvrir(construire, dossier)
    invites = FaussesInvites()
    contexte: Contexte[Any] = Contexte(
        base, base.horloge, invites=invites, annuler=annuler, annulable=dernier_annulable
    )
    return Essai(base, invites, contexte, menage, list(personnes))


def construire(dossier: Path) -> tuple[Base, tuple[UUID, list[UUID]]]:
    """Une opération de démolition, un ménage de deux personnes, son loyer, ses ressources, un entretien."""
    base = creer_base(dossier / "essai.relogement", None, agent="Nadia R.", poste=uuid4(), horloge=lambda: LE)
    operation = creer_operation(
        base, code="BEL", nom="Bellevue", nature=NatureOperation.DEMOLITION, bailleur="Habitat Sud",
        communes="Nantes", annonce_le=date(2026, 1, 15), travaux_le=date(2027, 9, 1),
    ).id
    assert operation is not None
    menage = creer_menage(base, operation, nom="Mme BENALI Leïla", type="T3", surface=6100, etage=3, porte="302").id
    assert menage is not None
    personnes: list[UUID] = []
    for prenom, naissance, lien, statut in (
        ("Leïla", date(1984, 5, 2), Lien.TITULAIRE, StatutBail.TITULAIRE),
        ("Yanis", None, Lien.ENFANT, None),
    ):
        cle = ajouter_personne(
            base, menage, nom="BENALI", prenom=prenom, naissance=naissance, lien=lien, statut_bail=statut
        ).id
        assert cle is not None
        personnes.append(cle)
    noter_loyer(base, menage, du=date(2026, 1, 1), loyer=31240, charges=9620, rls=4306, apl=23800)
    noter_ressource(
        base, menage, du=date(2026, 1, 1), personne_id=personnes[0], nature=NatureRessource.SALAIRE,
        montant=112_800,
    )
    enregistrer_entretien(base, menage, le=date(2026, 3, 12))
    return base, (menage, personnes)
