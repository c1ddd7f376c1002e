"""Pose les tables de la charte entière : concertation, commission, évaluation, solidarité, chartes locales."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _creer(nom: str, *colonnes: Any, index: tuple[str, ...] = ()) -> None:
    """Une table, avec ce que toutes ont en commun."""
    op.create_table(
        nom,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        *colonnes,
        sa.PrimaryKeyConstraint("id"),
    )
    for colonne in index:
        op.create_index(f"ix_{nom}_{colonne}", nom, [colonne], unique=False)


def upgrade() -> None:
    """Applique la version."""
    _chartes()
    _concertation()
    _commission()
    _evaluation()
    _accompagnement()
    _completer()


def _chartes() -> None:
    """Chartes locales, dérogations, alertes réglées."""
    _creer(
        "chartelocale",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("derivee_de", sa.String(length=40), nullable=False),
        sa.UniqueConstraint("code"),
    )
    _creer(
        "versionlocale",
        sa.Column("charte_id", sa.Uuid(), nullable=False),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("libelle", sa.String(length=200), nullable=False),
        sa.Column("parametres", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["charte_id"], ["chartelocale.id"]),
        index=("charte_id",),
    )
    _creer(
        "derogation",
        sa.Column("menage_id", sa.Uuid(), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=True),
        sa.Column("obligation", sa.String(length=6), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("auteur", sa.String(length=200), nullable=False),
        sa.Column("raison", sa.String(length=20000), nullable=False),
        sa.CheckConstraint("(menage_id IS NULL) <> (operation_id IS NULL)", name="ck_derogation_dossier"),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        index=("menage_id", "operation_id",),
    )
    _creer(
        "alertereglee",
        sa.Column("menage_id", sa.Uuid(), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=True),
        sa.Column("alerte", sa.String(length=3), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("qui", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=20000), nullable=False),
        sa.CheckConstraint("(menage_id IS NULL) <> (operation_id IS NULL)", name="ck_alertereglee_dossier"),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        index=("menage_id", "operation_id",),
    )


def _concertation() -> None:
    """Événements collectifs, jalons, partenaires."""
    _creer(
        "evenement",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("natures", sa.JSON(), nullable=False),
        sa.Column("moyen", sa.String(length=40), nullable=False),
        sa.Column("lieu", sa.String(length=200), nullable=True),
        sa.Column("batiment", sa.String(length=60), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=True),
        sa.Column("piece_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        sa.ForeignKeyConstraint(["piece_id"], ["piece.id"]),
        index=("operation_id",),
    )
    _creer(
        "jalon",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=20000), nullable=True),
        sa.Column("piece_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        sa.ForeignKeyConstraint(["piece_id"], ["piece.id"]),
        index=("operation_id",),
    )
    _creer(
        "partenaire",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("aucun", sa.Boolean(), nullable=False),
        sa.Column("nom", sa.String(length=200), nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        index=("operation_id",),
    )
    _creer(
        "informationpartenaire",
        sa.Column("partenaire_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("moyen", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=True),
        sa.Column("evenement_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["evenement_id"], ["evenement.id"]),
        sa.ForeignKeyConstraint(["partenaire_id"], ["partenaire.id"]),
        index=("partenaire_id",),
    )


def _commission() -> None:
    """Commissions, accords locaux, totaux annuels."""
    _creer(
        "commission",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("lieu", sa.String(length=200), nullable=True),
        sa.Column("presents", sa.String(length=20000), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        index=("operation_id",),
    )
    _creer(
        "passage",
        sa.Column("commission_id", sa.Uuid(), nullable=False),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("origine", sa.String(length=40), nullable=False),
        sa.Column("motif", sa.String(length=20000), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("precision", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(["commission_id"], ["commission.id"]),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.UniqueConstraint("commission_id", "menage_id"),
        index=("commission_id", "menage_id",),
    )
    _creer(
        "accordlocal",
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("acteur", sa.String(length=200), nullable=False),
        sa.Column("promis", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.CheckConstraint("au IS NULL OR au >= du", name="ck_accordlocal_periode"),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        index=("operation_id",),
    )
    _creer(
        "totalannuel",
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("acteur", sa.String(length=200), nullable=False),
        sa.Column("attributions", sa.Integer(), nullable=False),
        sa.Column("prioritaires", sa.Integer(), nullable=True),
        sa.Column("hors_qpv", sa.Integer(), nullable=True),
        sa.Column("prioritaires_hors_qpv", sa.Integer(), nullable=True),
        sa.Column("en_qpv", sa.Integer(), nullable=True),
        sa.Column("cibles_en_qpv", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
    )


def _evaluation() -> None:
    """Enquêtes, revues remises, évaluations, présentations."""
    _creer(
        "enquete",
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("resultat", sa.String(length=40), nullable=False),
        sa.Column("logement", sa.String(length=40), nullable=True),
        sa.Column("quartier", sa.String(length=40), nullable=True),
        sa.Column("accompagnement", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        index=("menage_id",),
    )
    _creer(
        "revueremise",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("trimestre", sa.String(length=7), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("equilibre", sa.Boolean(), nullable=False),
        sa.Column("destinataire", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        index=("operation_id",),
    )
    _creer(
        "evaluation",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("auteur", sa.String(length=200), nullable=False),
        sa.Column("quantitative", sa.String(length=20000), nullable=True),
        sa.Column("qualitative", sa.String(length=20000), nullable=True),
        sa.Column("integration", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        index=("operation_id",),
    )
    _creer(
        "presentationcil",
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=20000), nullable=True),
    )


def _accompagnement() -> None:
    """Visites techniques, acteurs sociaux, contingents sollicités."""
    _creer(
        "visitetechnique",
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("constat", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        index=("menage_id",),
    )
    _creer(
        "acteursocial",
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.Column("depuis", sa.Date(), nullable=False),
        sa.Column("accueil", sa.Boolean(), nullable=False),
        sa.Column("contact_le", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        index=("menage_id",),
    )
    _creer(
        "demande",
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("contingent", sa.String(length=40), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("sans_objet", sa.String(length=20000), nullable=True),
        sa.Column("reponse", sa.String(length=20000), nullable=True),
        sa.Column("reponse_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        index=("menage_id",),
    )


def _completer() -> None:
    """Les colonnes qui s'ajoutent aux tables déjà là ; chacune est refaite, pour garder sa définition exacte."""
    _ajouter(
        "entretien", _oui_non("acteurs_sociaux"), _oui_non("accession_possible"), _entier("part_plafond"),
    )
    _ajouter("logement", _jour("reloue_le"))
    _ajouter("logementoffert", _entier("plafond_apl"))
    _ajouter("operation", sa.Column("pilote", sa.String(length=40), nullable=True), _jour("pilote_le"),
             _oui_non("commission"))
    _ajouter(
        "relogement", _entier("adresse_forfait"), _jour("adresse_paye_le"), _entier("plafond_apl"),
        _entier("loyer_avant_minoration"), _entier("minoration"), _jour("minoration_demandee_le"),
    )
    _ajouter(
        "proposition", _oui_non("hors_quartier"), sa.Column("construit_pour_lui", sa.Boolean(), nullable=True),
        sa.Column("caleol", sa.String(length=40), nullable=True), _jour("caleol_le"),
        sa.Column("caleol_decision", sa.String(length=40), nullable=True), _jour("examen_le"),
        sa.Column("examen", sa.String(length=20000), nullable=True),
    )
    _exiger("proposition", "construit_pour_lui", sa.Boolean(), "0")
    _ajouter("menage", _jour("action_logement_le"), sa.Column("priorites", sa.JSON(), nullable=True))
    _exiger("menage", "priorites", sa.JSON(), "'[]'")
    _information()
    _piece()


def _information() -> None:
    _refaire(
        "information",
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("natures", sa.JSON(), nullable=False),
        sa.Column("moyen", sa.String(length=40), nullable=True),
        sa.Column("personne", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=True),
        sa.Column("evenement_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.ForeignKeyConstraint(["evenement_id"], ["evenement.id"]),
        neuves={"evenement_id"},
        index=("menage_id", "evenement_id"),
    )


def _piece() -> None:
    """Une pièce est d'un ménage ou d'une opération."""
    _refaire(
        "piece",
        sa.Column("menage_id", sa.Uuid(), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=True),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("libelle", sa.String(length=200), nullable=False),
        sa.Column("genre_mime", sa.String(length=100), nullable=False),
        sa.Column("taille", sa.Integer(), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.ForeignKeyConstraint(["operation_id"], ["operation.id"]),
        sa.CheckConstraint("(menage_id IS NULL) <> (operation_id IS NULL)", name="ck_piece_dossier"),
        neuves={"operation_id"},
        index=("empreinte", "menage_id", "operation_id"),
    )


def _refaire(table: str, *colonnes: Any, neuves: set[str], index: tuple[str, ...]) -> None:
    """Refait une table : SQLite n'ajoute ni lien ni contrainte à celle qui existe."""
    _creer(f"{table}_neuve", *colonnes)
    communes = ["id", "cree_le", "modifie_le", "supprime_le"]
    communes += [c.name for c in colonnes if isinstance(c, sa.Column) and c.name not in neuves]
    liste = ", ".join(communes)
    op.execute(f"INSERT INTO {table}_neuve ({liste}) SELECT {liste} FROM {table}")
    op.drop_table(table)
    op.rename_table(f"{table}_neuve", table)
    for colonne in index:
        op.create_index(f"ix_{table}_{colonne}", table, [colonne], unique=False)


def _oui_non(nom: str) -> Any:
    return sa.Column(nom, sa.Boolean(), nullable=True)


def _entier(nom: str) -> Any:
    return sa.Column(nom, sa.Integer(), nullable=True)


def _jour(nom: str) -> Any:
    return sa.Column(nom, sa.Date(), nullable=True)


def _ajouter(table: str, *colonnes: Any) -> None:
    """Refait la table avec ces colonnes."""
    with op.batch_alter_table(table, recreate="always") as lot:
        for colonne in colonnes:
            lot.add_column(colonne)


def _exiger(table: str, colonne: str, genre: Any, depart: str) -> None:
    """Donne aux lignes d'avant la valeur de départ, puis rend la colonne obligatoire."""
    op.execute(f"UPDATE {table} SET {colonne} = {depart}")
    with op.batch_alter_table(table, recreate="always") as lot:
        lot.alter_column(colonne, existing_type=genre, nullable=False)
