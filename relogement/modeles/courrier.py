"""Ce que l'organisation règle de ses courriers : qui elle est, et les textes qu'elle récrit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from relogement.modeles.table import TEXTE_COURT, TEXTE_LONG, Table

LA_SEULE = UUID("0f7a3a6e-1c57-4c0e-9b7b-5a2f3a5d0001")
"""La clé de la seule fiche d'organisation d'une base : deux ne peuvent y vivre, même après une annulation."""


class Organisation(Table, table=True):
    """L'organisation qui écrit aux ménages, dite une fois ; None : pas encore dit."""

    nom: str | None = Field(default=None, max_length=TEXTE_COURT)
    adresse: str | None = Field(default=None, max_length=TEXTE_COURT)
    """Sur plusieurs lignes."""
    ville: str | None = Field(default=None, max_length=TEXTE_COURT)
    """D'où l'on écrit : « Nantes, le … »."""
    telephone: str | None = Field(default=None, max_length=40)
    courriel: str | None = Field(default=None, max_length=TEXTE_COURT)
    signataire: str | None = Field(default=None, max_length=TEXTE_COURT)
    qualite: str | None = Field(default=None, max_length=TEXTE_COURT)
    contact_donnees: str | None = Field(default=None, max_length=TEXTE_COURT)
    """À qui écrire pour ses données personnelles."""
    fondement: str | None = Field(default=None, max_length=TEXTE_COURT)
    """Ce qui autorise le traitement des données (article 6 du RGPD)."""
    conservation: str | None = Field(default=None, max_length=TEXTE_LONG)
    """Combien de temps les données sont gardées."""
    logo: str | None = Field(default=None, min_length=64, max_length=64)
    """L'empreinte SHA-256 de l'image, rangée avec les contenus des pièces."""


class VersionCourrier(Table, table=True):
    """Un texte récrit le `le` ; la plus récente des versions vaut. Objet et corps à None : retour au texte livré."""

    __table_args__ = (
        CheckConstraint("(objet IS NULL) = (corps IS NULL)", name="ck_versioncourrier_entiere"),
    )

    modele: str = Field(min_length=1, max_length=40, index=True)
    """Le code du courrier livré."""
    le: date
    objet: str | None = Field(default=None, max_length=TEXTE_COURT)
    corps: str | None = Field(default=None, max_length=TEXTE_LONG)
