"""Pose les tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applique la version."""
    op.create_table(
        "agent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.Column("fonction", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("nom"),
    )
    op.create_table(
        "brouillon",
        sa.Column("cle", sa.String(length=200), nullable=False),
        sa.Column("champ", sa.String(length=200), nullable=False),
        sa.Column("texte", sa.String(), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("cle", "champ"),
    )
    op.create_table(
        "contenu",
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("empreinte"),
    )
    op.create_table(
        "organisme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("nom"),
    )
    op.create_table(
        "poste",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "geste",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("poste_id", sa.Uuid(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("nom", sa.String(length=60), nullable=False),
        sa.Column("libelle", sa.String(length=200), nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("menage_id", sa.Uuid(), nullable=True),
        sa.Column("annule_id", sa.Uuid(), nullable=True),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("chaine", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agent.id"],
        ),
        sa.ForeignKeyConstraint(
            ["annule_id"],
            ["geste.id"],
        ),
        sa.ForeignKeyConstraint(
            ["poste_id"],
            ["poste.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("poste_id", "numero"),
    )
    with op.batch_alter_table("geste", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_geste_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "logementoffert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("libelle", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=True),
        sa.Column("surface", sa.Integer(), nullable=True),
        sa.Column("etage", sa.Integer(), nullable=True),
        sa.Column("ascenseur", sa.Boolean(), nullable=True),
        sa.Column("commune", sa.String(length=200), nullable=True),
        sa.Column("quartier", sa.String(length=200), nullable=True),
        sa.Column("qpv", sa.Boolean(), nullable=True),
        sa.Column("neuf", sa.Boolean(), nullable=True),
        sa.Column("livre_le", sa.Date(), nullable=True),
        sa.Column("bailleur_id", sa.Uuid(), nullable=True),
        sa.Column("reservataire", sa.String(length=40), nullable=True),
        sa.Column("loyer", sa.Integer(), nullable=True),
        sa.Column("charges", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(
            ["bailleur_id"],
            ["organisme.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("logementoffert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_logementoffert_bailleur_id"), ["bailleur_id"], unique=False)

    op.create_table(
        "operation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("demolition_partielle", sa.Boolean(), nullable=False),
        sa.Column("anru", sa.Boolean(), nullable=False),
        sa.Column("qpv", sa.Boolean(), nullable=False),
        sa.Column("bailleur_id", sa.Uuid(), nullable=False),
        sa.Column("communes", sa.String(length=200), nullable=False),
        sa.Column("commune_pilote", sa.Boolean(), nullable=True),
        sa.Column("decision_le", sa.Date(), nullable=True),
        sa.Column("annonce_le", sa.Date(), nullable=True),
        sa.Column("debut_relogement_le", sa.Date(), nullable=True),
        sa.Column("did_le", sa.Date(), nullable=True),
        sa.Column("travaux_le", sa.Date(), nullable=True),
        sa.Column("cloture_le", sa.Date(), nullable=True),
        sa.Column("charte", sa.String(length=40), nullable=False),
        sa.Column("poste_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bailleur_id"],
            ["organisme.id"],
        ),
        sa.ForeignKeyConstraint(
            ["poste_id"],
            ["poste.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_operation_bailleur_id"), ["bailleur_id"], unique=False)

    op.create_table(
        "preference",
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("cle", sa.String(length=200), nullable=False),
        sa.Column("valeur", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agent.id"],
        ),
        sa.PrimaryKeyConstraint("agent_id", "cle"),
    )
    op.create_table(
        "changement",
        sa.Column("geste_id", sa.Uuid(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("objet", sa.String(length=40), nullable=False),
        sa.Column("cle", sa.Uuid(), nullable=False),
        sa.Column("colonne", sa.String(length=40), nullable=False),
        sa.Column("avant", sa.String(), nullable=True),
        sa.Column("apres", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["geste_id"],
            ["geste.id"],
        ),
        sa.PrimaryKeyConstraint("geste_id", "rang"),
    )
    with op.batch_alter_table("changement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_changement_cle"), ["cle"], unique=False)

    op.create_table(
        "listeimportee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.Column("arretee_le", sa.Date(), nullable=False),
        sa.Column("logements", sa.Integer(), nullable=False),
        sa.Column("menages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["operation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("listeimportee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listeimportee_operation_id"), ["operation_id"], unique=False)

    op.create_table(
        "logement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("ug", sa.String(length=40), nullable=True),
        sa.Column("batiment", sa.String(length=60), nullable=True),
        sa.Column("escalier", sa.String(length=20), nullable=True),
        sa.Column("etage", sa.Integer(), nullable=True),
        sa.Column("porte", sa.String(length=20), nullable=True),
        sa.Column("adresse", sa.String(length=200), nullable=True),
        sa.Column("code_postal", sa.String(length=10), nullable=True),
        sa.Column("commune", sa.String(length=200), nullable=True),
        sa.Column("type", sa.String(length=10), nullable=True),
        sa.Column("surface", sa.Integer(), nullable=True),
        sa.Column("financement", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["operation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("logement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_logement_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_logement_ug"), ["ug"], unique=False)

    op.create_table(
        "referentoperation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("au IS NULL OR au >= du", name="ck_referentoperation_periode"),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agent.id"],
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["operation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("referentoperation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referentoperation_operation_id"), ["operation_id"], unique=False)

    op.create_table(
        "menage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("logement_id", sa.Uuid(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("decohabite_le", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(length=24), nullable=False),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.Column("telephone", sa.String(length=40), nullable=True),
        sa.Column("courriel", sa.String(length=200), nullable=True),
        sa.Column("nur", sa.String(length=40), nullable=True),
        sa.Column("nur_le", sa.Date(), nullable=True),
        sa.Column("action_logement", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=True),
        sa.Column("sortie_le", sa.Date(), nullable=True),
        sa.Column("sortie_motif", sa.String(length=40), nullable=True),
        sa.CheckConstraint("(sortie_le IS NULL) = (sortie_motif IS NULL)", name="ck_menage_sortie"),
        sa.ForeignKeyConstraint(
            ["logement_id"],
            ["logement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["operation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference"),
    )
    with op.batch_alter_table("menage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_menage_logement_id"), ["logement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_menage_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_menage_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "acompleter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=True),
        sa.Column("logement_id", sa.Uuid(), nullable=True),
        sa.Column("nature", sa.String(length=20), nullable=False),
        sa.Column("champ", sa.String(length=60), nullable=False),
        sa.Column("texte", sa.String(length=20000), nullable=False),
        sa.Column("raison", sa.String(length=20000), nullable=False),
        sa.Column("feuille", sa.String(length=200), nullable=True),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("colonne", sa.String(length=200), nullable=True),
        sa.Column("regle_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["logement_id"],
            ["logement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("acompleter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acompleter_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "bail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("numero", sa.String(length=40), nullable=True),
        sa.Column("debut", sa.Date(), nullable=True),
        sa.Column("fin", sa.Date(), nullable=True),
        sa.Column("conge_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("bail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bail_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "composition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("occupants", sa.Integer(), nullable=True),
        sa.Column("enfants", sa.Integer(), nullable=True),
        sa.CheckConstraint("au IS NULL OR au >= du", name="ck_composition_periode"),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("composition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_composition_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "difficultesuivi",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("genre", sa.String(length=40), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(length=20000), nullable=True),
        sa.Column("action", sa.String(length=20000), nullable=True),
        sa.Column("action_le", sa.Date(), nullable=True),
        sa.Column("issue", sa.String(length=20000), nullable=True),
        sa.Column("issue_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("difficultesuivi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_difficultesuivi_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "information",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("natures", sa.JSON(), nullable=False),
        sa.Column("moyen", sa.String(length=40), nullable=True),
        sa.Column("personne", sa.String(length=200), nullable=True),
        sa.Column("note", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("information", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_information_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "ligneimportee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("cle", sa.String(length=200), nullable=False),
        sa.Column("logement_id", sa.Uuid(), nullable=False),
        sa.Column("menage_id", sa.Uuid(), nullable=True),
        sa.Column("valeurs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["logement_id"],
            ["logement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["operation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("operation_id", "cle"),
    )
    with op.batch_alter_table("ligneimportee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ligneimportee_operation_id"), ["operation_id"], unique=False)

    op.create_table(
        "loyer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("loyer", sa.Integer(), nullable=True),
        sa.Column("charges", sa.Integer(), nullable=True),
        sa.Column("rls", sa.Integer(), nullable=True),
        sa.Column("apl", sa.Integer(), nullable=True),
        sa.Column("avis_le", sa.Date(), nullable=True),
        sa.Column("charges_personnelles", sa.Integer(), nullable=True),
        sa.CheckConstraint("au IS NULL OR au >= du", name="ck_loyer_periode"),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("loyer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loyer_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "mesure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("qui", sa.String(length=200), nullable=False),
        sa.Column("depuis", sa.Date(), nullable=False),
        sa.Column("objet", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("mesure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mesure_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "personne",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("nom", sa.String(length=200), nullable=False),
        sa.Column("prenom", sa.String(length=200), nullable=True),
        sa.Column("naissance", sa.Date(), nullable=True),
        sa.Column("lien", sa.String(length=40), nullable=False),
        sa.Column("statut_bail", sa.String(length=40), nullable=True),
        sa.Column("arrivee_le", sa.Date(), nullable=True),
        sa.Column("depart_le", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("decision_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("personne", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_personne_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "piece",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("libelle", sa.String(length=200), nullable=False),
        sa.Column("genre_mime", sa.String(length=100), nullable=False),
        sa.Column("taille", sa.Integer(), nullable=False),
        sa.Column("empreinte", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("piece", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_piece_empreinte"), ["empreinte"], unique=False)
        batch_op.create_index(batch_op.f("ix_piece_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "referent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("dit_le", sa.Date(), nullable=True),
        sa.CheckConstraint("au IS NULL OR au >= du", name="ck_referent_periode"),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agent.id"],
        ),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("referent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referent_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "souhait",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=True),
        sa.Column("lieux", sa.String(length=200), nullable=True),
        sa.Column("contraintes", sa.String(length=20000), nullable=True),
        sa.Column("rester", sa.String(length=40), nullable=True),
        sa.Column("autre_type", sa.Boolean(), nullable=True),
        sa.Column("accession", sa.Boolean(), nullable=True),
        sa.Column("refuse_neuf", sa.Boolean(), nullable=True),
        sa.Column("reponse", sa.String(length=20000), nullable=True),
        sa.Column("reponse_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("souhait", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_souhait_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "suivi",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("propose_le", sa.Date(), nullable=True),
        sa.Column("refuse_le", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(length=40), nullable=True),
        sa.Column("decision_le", sa.Date(), nullable=True),
        sa.Column("raison", sa.String(length=20000), nullable=True),
        sa.Column("cloture_le", sa.Date(), nullable=True),
        sa.Column("bilan", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("suivi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suivi_menage_id"), ["menage_id"], unique=True)

    op.create_table(
        "visitesuivi",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("mois", sa.Integer(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("refusee", sa.Boolean(), nullable=False),
        sa.Column("constat", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("visitesuivi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visitesuivi_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "entretien",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("lieu", sa.String(length=40), nullable=True),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("presents", sa.String(length=200), nullable=True),
        sa.Column("verifications", sa.JSON(), nullable=False),
        sa.Column("composition_vue", sa.Boolean(), nullable=False),
        sa.Column("ressources_vues", sa.Boolean(), nullable=False),
        sa.Column("besoins", sa.JSON(), nullable=False),
        sa.Column("loyer_supportable", sa.Integer(), nullable=True),
        sa.Column("capacites", sa.String(length=20000), nullable=True),
        sa.Column("difficultes", sa.JSON(), nullable=False),
        sa.Column("aucune_difficulte", sa.Boolean(), nullable=False),
        sa.Column("decohabitation", sa.Boolean(), nullable=True),
        sa.Column("souhait_id", sa.Uuid(), nullable=True),
        sa.Column("conclusion", sa.String(length=20000), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agent.id"],
        ),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.ForeignKeyConstraint(
            ["souhait_id"],
            ["souhait.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("entretien", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entretien_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "proposition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("logement_id", sa.Uuid(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("temporaire", sa.Boolean(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("envoyee_le", sa.Date(), nullable=False),
        sa.Column("presentee_le", sa.Date(), nullable=True),
        sa.Column("recue_le", sa.Date(), nullable=True),
        sa.Column("reponse_attendue_le", sa.Date(), nullable=True),
        sa.Column("visite_le", sa.Date(), nullable=True),
        sa.Column("raison_envoi", sa.String(length=20000), nullable=True),
        sa.Column("raison_sans_neuf", sa.String(length=20000), nullable=True),
        sa.Column("adapte_type", sa.Boolean(), nullable=True),
        sa.Column("adapte_lieu", sa.Boolean(), nullable=True),
        sa.Column("adapte_accessibilite", sa.Boolean(), nullable=True),
        sa.Column("adapte_budget", sa.Boolean(), nullable=True),
        sa.Column("loi_etat", sa.Boolean(), nullable=True),
        sa.Column("loi_hygiene", sa.Boolean(), nullable=True),
        sa.Column("loi_besoins", sa.Boolean(), nullable=True),
        sa.Column("loi_moyens", sa.Boolean(), nullable=True),
        sa.Column("loi_perimetre", sa.Boolean(), nullable=True),
        sa.Column("reponse", sa.String(length=40), nullable=True),
        sa.Column("repondue_le", sa.Date(), nullable=True),
        sa.Column("motif", sa.String(length=40), nullable=True),
        sa.Column("motif_texte", sa.String(length=20000), nullable=True),
        sa.Column("mous_a_aide", sa.Boolean(), nullable=True),
        sa.Column("ecrit", sa.String(length=40), nullable=True),
        sa.Column("ecrit_le", sa.Date(), nullable=True),
        sa.Column("temoin", sa.String(length=200), nullable=True),
        sa.Column("formulaire_id", sa.Uuid(), nullable=True),
        sa.Column("preuve_reception_id", sa.Uuid(), nullable=True),
        sa.Column("confirme_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["formulaire_id"],
            ["piece.id"],
        ),
        sa.ForeignKeyConstraint(
            ["logement_id"],
            ["logementoffert.id"],
        ),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.ForeignKeyConstraint(
            ["preuve_reception_id"],
            ["piece.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("menage_id", "rang"),
    )
    with op.batch_alter_table("proposition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposition_logement_id"), ["logement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposition_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "ressource",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("personne_id", sa.Uuid(), nullable=True),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("montant", sa.Integer(), nullable=True),
        sa.Column("justificatif", sa.String(length=200), nullable=True),
        sa.CheckConstraint("au IS NULL OR au >= du", name="ck_ressource_periode"),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.ForeignKeyConstraint(
            ["personne_id"],
            ["personne.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("ressource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ressource_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "budgetfige",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposition_id", sa.Uuid(), nullable=False),
        sa.Column("apres", sa.Boolean(), nullable=False),
        sa.Column("le", sa.Date(), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=True),
        sa.Column("surface", sa.Integer(), nullable=True),
        sa.Column("loyer", sa.Integer(), nullable=True),
        sa.Column("charges", sa.Integer(), nullable=True),
        sa.Column("rls", sa.Integer(), nullable=True),
        sa.Column("apl", sa.Integer(), nullable=True),
        sa.Column("ressources", sa.Integer(), nullable=True),
        sa.Column("uc_dixiemes", sa.Integer(), nullable=True),
        sa.Column("personnes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["proposition_id"],
            ["proposition.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("proposition_id", "apres"),
    )
    with op.batch_alter_table("budgetfige", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_budgetfige_proposition_id"), ["proposition_id"], unique=False)

    op.create_table(
        "relogement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("proposition_id", sa.Uuid(), nullable=True),
        sa.Column("temporaire", sa.Boolean(), nullable=False),
        sa.Column("retour_le", sa.Date(), nullable=True),
        sa.Column("retour_logement", sa.String(length=200), nullable=True),
        sa.Column("bail_signe_le", sa.Date(), nullable=False),
        sa.Column("bail_numero", sa.String(length=40), nullable=True),
        sa.Column("reservataire", sa.String(length=40), nullable=True),
        sa.Column("loyer", sa.Integer(), nullable=True),
        sa.Column("charges", sa.Integer(), nullable=True),
        sa.Column("rls", sa.Integer(), nullable=True),
        sa.Column("apl", sa.Integer(), nullable=True),
        sa.Column("debut_loyer_le", sa.Date(), nullable=True),
        sa.Column("fin_loyer_ancien_le", sa.Date(), nullable=True),
        sa.Column("chevauchement_paye", sa.Boolean(), nullable=True),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("commande_le", sa.Date(), nullable=True),
        sa.Column("commande_payeur", sa.String(length=40), nullable=True),
        sa.Column("forfait", sa.Integer(), nullable=True),
        sa.Column("forfait_decide_le", sa.Date(), nullable=True),
        sa.Column("forfait_paye_le", sa.Date(), nullable=True),
        sa.Column("demenage_le", sa.Date(), nullable=True),
        sa.Column("depot_transfere", sa.Integer(), nullable=True),
        sa.Column("depot_le", sa.Date(), nullable=True),
        sa.Column("depot_complement", sa.Integer(), nullable=True),
        sa.Column("depot_retenue", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["menage_id"],
            ["menage.id"],
        ),
        sa.ForeignKeyConstraint(
            ["proposition_id"],
            ["proposition.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("relogement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relogement_menage_id"), ["menage_id"], unique=False)

    op.create_table(
        "frais",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supprime_le", sa.DateTime(timezone=True), nullable=True),
        sa.Column("relogement_id", sa.Uuid(), nullable=False),
        sa.Column("poste", sa.String(length=60), nullable=False),
        sa.Column("demande", sa.Boolean(), nullable=False),
        sa.Column("demande_le", sa.Date(), nullable=False),
        sa.Column("montant", sa.Integer(), nullable=True),
        sa.Column("accorde", sa.Integer(), nullable=True),
        sa.Column("accorde_le", sa.Date(), nullable=True),
        sa.Column("paye", sa.Integer(), nullable=True),
        sa.Column("paye_le", sa.Date(), nullable=True),
        sa.Column("paye_par", sa.String(length=40), nullable=True),
        sa.Column("refuse_le", sa.Date(), nullable=True),
        sa.Column("raison_refus", sa.String(length=20000), nullable=True),
        sa.Column("recu_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recu_id"],
            ["piece.id"],
        ),
        sa.ForeignKeyConstraint(
            ["relogement_id"],
            ["relogement.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("frais", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_frais_relogement_id"), ["relogement_id"], unique=False)
