"""Le ménage et ce qui change dans sa vie : personnes, baux, loyers, ressources, souhaits, référent."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Periode, Table, centimes, parmi, periode
from relogement.vocabulaire import DecisionOccupant, Lien, MotifSortie, NatureRessource, Rester, StatutBail


class Menage(Table, table=True):
    """Un ménage à reloger ; un décohabitant a un `parent_id` et son propre dossier."""

    __table_args__ = (CheckConstraint("(sortie_le IS NULL) = (sortie_motif IS NULL)", name="ck_menage_sortie"),)

    operation_id: UUID = Field(foreign_key="operation.id", index=True)
    logement_id: UUID | None = Field(default=None, foreign_key="logement.id", index=True)
    parent_id: UUID | None = Field(default=None, foreign_key="menage.id", index=True)
    decohabite_le: date | None = None
    """Le jour où la décohabitation a été retenue."""
    reference: str = Field(min_length=1, max_length=24, unique=True)
    nom: str = Field(min_length=1, max_length=TEXTE_COURT)
    """Le nom d'usage du ménage, tel qu'il s'affiche."""
    telephone: str | None = Field(default=None, max_length=40)
    courriel: str | None = Field(default=None, max_length=TEXTE_COURT)
    nur: str | None = Field(default=None, max_length=40)
    nur_le: date | None = None
    """Dernier renouvellement du numéro unique."""
    action_logement: bool | None = None
    """Vrai si un adulte travaille pour une entreprise cotisante."""
    action_logement_le: date | None = None
    """Le jour de cette réponse ; None : connue depuis l'origine."""
    priorites: list[str] = Field(default_factory=list, sa_type=JSON)
    """Codes de MotifPriorite, outre le renouvellement urbain."""
    base_apl: int | None = centimes()
    """La base de ressources lue sur l'avis ou le compte de la CAF (centimes par an)."""
    base_apl_le: date | None = None
    note: str | None = Field(default=None, max_length=TEXTE_LONG)
    sortie_le: date | None = None
    sortie_motif: MotifSortie | None = parmi(MotifSortie)


class Personne(Table, table=True):
    """Une personne du foyer, présente de `arrivee_le` (None : depuis l'origine) à `depart_le` compris."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    nom: str = Field(min_length=1, max_length=TEXTE_COURT)
    prenom: str | None = Field(default=None, max_length=TEXTE_COURT)
    naissance: date | None = None
    lien: Lien = parmi(Lien, Lien.AUTRE)
    statut_bail: StatutBail | None = parmi(StatutBail)
    arrivee_le: date | None = None
    depart_le: date | None = None
    decision: DecisionOccupant | None = parmi(DecisionOccupant)
    """Pour un occupant adulte sans titre (article 1)."""
    decision_le: date | None = None


class Composition(Periode, table=True):
    """Le nombre d'occupants déclaré par le bailleur ou constaté, sur une période."""

    __table_args__ = (periode("composition"),)

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    occupants: int | None = Field(default=None, ge=0, le=40)
    enfants: int | None = Field(default=None, ge=0, le=40)


class Bail(Table, table=True):
    """Le bail du logement d'origine."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    numero: str | None = Field(default=None, max_length=40)
    debut: date | None = None
    fin: date | None = None
    conge_le: date | None = None


class Loyer(Periode, table=True):
    """Ce que coûte le logement d'origine sur une période (centimes par mois ; None : inconnu)."""

    __table_args__ = (periode("loyer"),)

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    loyer: int | None = centimes()
    charges: int | None = centimes()
    rls: int | None = centimes()
    apl: int | None = centimes()
    avis_le: date | None = None
    """La date de l'avis d'aide d'où viennent APL et RLS."""
    charges_personnelles: int | None = centimes()
    """Eau et chauffage individuels : hors de la mensualité résiduelle (article 5)."""
    reportes: dict[str, str] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """None : un agent a noté cette période. Sinon une liste du bailleur l'a ouverte, et voici les colonnes qu'elle
    tait, reprises de la période d'avant : colonne → le jour (ISO) depuis lequel cette valeur est notée."""


class Ressource(Periode, table=True):
    """Une ressource d'une personne (centimes par mois) ; « sans ressource » s'écrit avec un montant de 0."""

    __table_args__ = (periode("ressource"),)

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    personne_id: UUID | None = Field(default=None, foreign_key="personne.id")
    nature: NatureRessource = parmi(NatureRessource, NatureRessource.AUTRE)
    montant: int | None = centimes()
    justificatif: str | None = Field(default=None, max_length=TEXTE_COURT)


class Souhait(Table, table=True):
    """Les souhaits exprimés un jour ; les plus récents comptent, les anciens restent."""

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    le: date
    type: str | None = Field(default=None, max_length=20)
    lieux: str | None = Field(default=None, max_length=TEXTE_COURT)
    contraintes: str | None = Field(default=None, max_length=TEXTE_LONG)
    rester: Rester | None = parmi(Rester)
    autre_type: bool | None = None
    accession: bool | None = None
    refuse_neuf: bool | None = None
    reponse: str | None = Field(default=None, max_length=TEXTE_LONG)
    reponse_le: date | None = None


class Referent(Periode, table=True):
    """L'interlocuteur du ménage sur une période (article 3) ; `dit_le` : dit au ménage ce jour."""

    __table_args__ = (periode("referent"),)

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    agent_id: UUID = Field(foreign_key="agent.id")
    dit_le: date | None = None
