"""Les propositions de logement, leurs réponses et leur budget figé."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table, centimes, parmi
from relogement.vocabulaire import DecisionCaleol, EcritRefus, ModeEnvoi, MotifRefus, Reponse, VoieCaleol


class Proposition(Table, table=True):
    """Une proposition numérotée ; les points d'adéquation sont oui, non ou inconnu (None)."""

    __table_args__ = (UniqueConstraint("menage_id", "rang"),)

    menage_id: UUID = Field(foreign_key="menage.id", index=True)
    logement_id: UUID = Field(foreign_key="logementoffert.id", index=True)
    rang: int = Field(ge=1)
    temporaire: bool = False
    """Vrai pour un logement proposé le temps des travaux."""
    mode: ModeEnvoi | None = parmi(ModeEnvoi)
    envoyee_le: date
    presentee_le: date | None = None
    recue_le: date | None = None
    reponse_attendue_le: date | None = None
    visite_le: date | None = None
    raison_envoi: str | None = Field(default=None, max_length=TEXTE_LONG)
    """Pourquoi l'agent envoie malgré un point manquant, ou une quatrième fois."""
    envoi_malgre: list[str] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """Codes de Malgre : ce que cette raison motivait ; None : pas de raison, ou d'avant que cela se garde."""
    raison_sans_neuf: str | None = Field(default=None, max_length=TEXTE_LONG)

    adapte_type: bool | None = None
    adapte_lieu: bool | None = None
    adapte_accessibilite: bool | None = None
    adapte_budget: bool | None = None
    loi_etat: bool | None = None
    loi_hygiene: bool | None = None
    loi_besoins: bool | None = None
    loi_moyens: bool | None = None
    loi_perimetre: bool | None = None

    equivalent: bool | None = None
    """Équivalent au logement quitté, contre la règle (article 5) ; None : la règle le dit."""
    equivalent_le: date | None = None
    equivalent_par: str | None = Field(default=None, max_length=TEXTE_COURT)
    """L'agent qui l'a dit."""
    equivalent_raison: str | None = Field(default=None, max_length=TEXTE_LONG)

    reponse: Reponse | None = parmi(Reponse)
    repondue_le: date | None = None
    raison_accord: str | None = Field(default=None, max_length=TEXTE_LONG)
    """Pourquoi l'accord est pris alors qu'un autre ménage tient le logement, ou qu'il n'est plus offert."""
    motif: MotifRefus | None = parmi(MotifRefus)
    motif_texte: str | None = Field(default=None, max_length=TEXTE_LONG)
    date_inconnue: str | None = Field(default=None, max_length=TEXTE_LONG)
    """Pourquoi le jour de la réponse ne se retrouve pas."""
    date_inconnue_le: date | None = None
    """Le jour où quelqu'un l'a dit."""
    motif_inconnu: str | None = Field(default=None, max_length=TEXTE_LONG)
    """Pourquoi le motif du refus ne se retrouve pas."""
    motif_inconnu_le: date | None = None
    mous_a_aide: bool | None = None
    ecrit: EcritRefus | None = parmi(EcritRefus)
    ecrit_le: date | None = None
    temoin: str | None = Field(default=None, max_length=TEXTE_COURT)
    formulaire_id: UUID | None = Field(default=None, foreign_key="piece.id")
    preuve_reception_id: UUID | None = Field(default=None, foreign_key="piece.id")
    confirme_le: date | None = None

    hors_quartier: bool | None = None
    """Vrai si le logement proposé est hors du quartier quitté (articles 7 et 13)."""
    construit_pour_lui: bool = False
    """Vrai pour un logement spécialement conçu pour le relogement de ce ménage (CCH, L. 353-15)."""
    caleol: VoieCaleol | None = parmi(VoieCaleol)
    caleol_le: date | None = None
    caleol_decision: DecisionCaleol | None = parmi(DecisionCaleol)
    examen_le: date | None = None
    """Le jour où le reste à vivre, plus bas qu'avant, a été examiné (article 5)."""
    examen: str | None = Field(default=None, max_length=TEXTE_LONG)


class BudgetFige(Table, table=True):
    """Un des deux côtés du budget, figé le jour de l'envoi (centimes par mois ; None : inconnu)."""

    __table_args__ = (UniqueConstraint("proposition_id", "apres"),)

    proposition_id: UUID = Field(foreign_key="proposition.id", index=True)
    apres: bool
    """Faux : logement quitté ; vrai : logement proposé."""
    le: date
    type: str | None = Field(default=None, max_length=10)
    surface: int | None = Field(default=None, gt=0)
    loyer: int | None = centimes()
    charges: int | None = centimes()
    rls: int | None = centimes()
    apl: int | None = centimes()
    forfait_charges: int | None = centimes()
    ressources: int | None = centimes()
    uc_dixiemes: int | None = Field(default=None, ge=10)
    """Unités de consommation × 10 ; None : une naissance manque."""
    personnes: int | None = Field(default=None, ge=1)
    jours_par_an: int | None = Field(default=None, ge=1)
    """Ceux que la charte comptait ce jour-là pour le reste à vivre par jour."""
    plafond_apl: int | None = centimes()
    """Le plafond de loyer APL du ménage dans le logement proposé, ce jour-là (annexe 1)."""
    plafond_origine: str | None = Field(default=None, max_length=TEXTE_COURT)
    """Sa famille, sa zone, sa table, et sa péremption s'il y en avait une."""
    estimation: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """L'estimation d'où viennent APL et RLS (`regles.apl.figee`) ; None : un agent les a saisies, ou rien."""
