"""Une base plus ancienne arrive à la dernière version avec tout ce qu'elle contenait, et au schéma d'une neuve."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from relogement.commun import ErreurMetier
from relogement.stockage.moteur import creer_moteur, ecriture
from relogement.stockage.schema import APPLICATION, DOSSIER, mettre_a_jour, version_de, versions
from relogement.vocabulaire import ResultatEnquete

OPERATION = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
MENAGE = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
AUTRE = "cccccccccccccccccccccccccccccccc"
_DATES = "'2026-01-15 08:00:00', '2026-01-15 08:00:00', NULL"


def _rien(_: Connection) -> None:
    """Une base vide."""


def _poser(chemin: Path, version: str, remplir: Callable[[Connection], None] = _rien) -> None:
    """Une base menée par les migrations jusqu'à cette version, et remplie."""
    chemin.touch()
    reglage = Config()
    reglage.set_main_option("script_location", str(DOSSIER))
    reglage.set_main_option("path_separator", "os")
    with creer_moteur(chemin, None) as ouvert, ecriture(ouvert.moteur).begin() as c:
        c.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
        reglage.attributes["connexion"] = c
        command.upgrade(reglage, version)
        remplir(c)


def _menage(c: Connection, colonne: str = "", valeur: str = "") -> None:
    """Une opération et un ménage ; `colonne` : une de plus que dans la première version."""
    for ordre in (
        f"INSERT INTO poste (id, cree_le, modifie_le, supprime_le, code) VALUES ('{AUTRE}', {_DATES}, 'POST')",
        "INSERT INTO organisme (id, cree_le, modifie_le, supprime_le, nom, genre) VALUES "
        f"('{AUTRE}', {_DATES}, 'Val', 'hlm')",
        "INSERT INTO operation (id, cree_le, modifie_le, supprime_le, code, nom, nature, demolition_partielle, anru, "
        f"qpv, bailleur_id, communes, charte, poste_id) VALUES ('{OPERATION}', {_DATES}, 'BEL', 'Bellevue', "
        f"'demolition', 0, 1, 1, '{AUTRE}', 'Nantes', 'nantes_2017', '{AUTRE}')",
        f"INSERT INTO menage (id, cree_le, modifie_le, supprime_le, operation_id, reference, nom{colonne}) VALUES "
        f"('{MENAGE}', {_DATES}, '{OPERATION}', 'BEL-0001', 'LEFÈVRE'{valeur})",
    ):
        c.execute(text(ordre))


def _dossier(c: Connection) -> None:
    """Une opération, un ménage, une pièce et une information, comme la première version les écrivait."""
    _menage(c)
    for ordre in (
        "INSERT INTO piece (id, cree_le, modifie_le, supprime_le, menage_id, le, nature, libelle, genre_mime, taille, "
        f"empreinte) VALUES ('{AUTRE}', {_DATES}, '{MENAGE}', '2026-02-01', 'bail', 'Bail', 'x/y', 1, '{'0' * 64}')",
        "INSERT INTO information (id, cree_le, modifie_le, supprime_le, menage_id, le, natures) VALUES "
        f"('{AUTRE}', {_DATES}, '{MENAGE}', '2026-02-01', '[\"annonce\"]')",
    ):
        c.execute(text(ordre))


def test_une_base_de_la_premiere_version_garde_ses_dossiers(tmp_path: Path) -> None:
    chemin = tmp_path / "ancienne.relogement"
    _poser(chemin, "0001", _dossier)
    with creer_moteur(chemin, None) as ouvert:
        mettre_a_jour(ouvert.moteur)
        with ouvert.moteur.connect() as c:
            assert version_de(c) == versions()[-1]
            menage = c.execute(text("SELECT reference, nom, priorites FROM menage")).one()
            assert tuple(menage) == ("BEL-0001", "LEFÈVRE", "[]")
            piece = c.execute(text("SELECT menage_id, operation_id, libelle FROM piece")).one()
            assert tuple(piece) == (MENAGE, None, "Bail")
            assert c.execute(text("SELECT natures, evenement_id FROM information")).one() == ('["annonce"]', None)
            assert c.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert c.exec_driver_sql("PRAGMA foreign_key_check").first() is None


def _bailleur_d_un_logement(c: Connection) -> None:
    """À côté de celui de l'opération, un bailleur inscrit d'office, et un dont on a dit le genre."""
    _menage(c)
    for n, genre in enumerate(("hlm", "sem")):
        c.execute(text(
            "INSERT INTO organisme (id, cree_le, modifie_le, supprime_le, nom, genre) VALUES "
            f"('{str(n) * 32}', {_DATES}, 'Bailleur {n}', '{genre}')"
        ))


def test_un_genre_que_personne_n_a_dit_redevient_inconnu(tmp_path: Path) -> None:
    chemin = tmp_path / "ancienne.relogement"
    _poser(chemin, "0001", _bailleur_d_un_logement)
    with creer_moteur(chemin, None) as ouvert:
        mettre_a_jour(ouvert.moteur)
        with ouvert.moteur.connect() as c:
            lus = c.execute(text("SELECT nom, genre FROM organisme ORDER BY nom")).all()
            assert [tuple(r) for r in lus] == [("Bailleur 0", None), ("Bailleur 1", "sem"), ("Val", "hlm")]


def _enquete(c: Connection) -> None:
    """Les trois issues d'avant, dont une à la corbeille, et une réponse."""
    _menage(c, ", priorites", ", '[]'")
    for n, (issue, quartier, supprime) in enumerate((
        ("repondue", "'plutot'", "NULL"), ("declinee", "NULL", "NULL"),
        ("injoignable", "NULL", "'2026-03-01 08:00:00'"),
    )):
        c.execute(text(
            "INSERT INTO enquete (id, cree_le, modifie_le, supprime_le, menage_id, le, resultat, quartier, note) "
            f"VALUES ('{str(n) * 32}', '2026-02-01 08:00:00', '2026-02-01 08:00:00', {supprime}, '{MENAGE}', "
            f"'2026-02-01', '{issue}', {quartier}, 'Dit {n}')"
        ))


def test_les_enquetes_deja_notees_gardent_leur_issue_et_leurs_reponses(tmp_path: Path) -> None:
    chemin = tmp_path / "ancienne.relogement"
    _poser(chemin, "0002", _enquete)
    with creer_moteur(chemin, None) as ouvert:
        mettre_a_jour(ouvert.moteur)
        with ouvert.moteur.connect() as c:
            colonnes = "resultat, quartier, note, mode, interlocuteur, difficultes, supprime_le IS NULL"
            lues = c.execute(text(f"SELECT {colonnes} FROM enquete ORDER BY id")).all()  # les nôtres
            assert [tuple(r) for r in lues] == [
                ("repondue", "plutot", "Dit 0", None, None, "[]", 1),
                ("declinee", None, "Dit 1", None, None, "[]", 1),
                ("injoignable", None, "Dit 2", None, None, "[]", 0),
            ]
            assert {r[0] for r in lues} <= {r.value for r in ResultatEnquete}


def test_une_base_aux_liens_rompus_reste_telle_quelle(tmp_path: Path) -> None:
    chemin = tmp_path / "abimee.relogement"
    _poser(chemin, "0001", _dossier)
    with creer_moteur(chemin, None) as ouvert:
        connexion = ouvert.moteur.raw_connection()
        connexion.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]  # c'est SQLite
        connexion.driver_connection.execute(f"UPDATE piece SET menage_id = '{OPERATION}'")  # type: ignore[union-attr]
        connexion.close()
        ouvert.moteur.dispose()
        with pytest.raises(ErreurMetier, match="ne peut pas être mise à jour"):
            mettre_a_jour(ouvert.moteur)
        with ouvert.moteur.connect() as c:
            assert version_de(c) == "0001"


def test_une_base_neuve_et_une_base_migree_ont_le_meme_schema(tmp_path: Path) -> None:
    _poser(tmp_path / "migree.relogement", versions()[-1])
    (tmp_path / "neuve.relogement").touch()
    with creer_moteur(tmp_path / "migree.relogement", None) as ouvert, ouvert.moteur.connect() as c:
        contexte = MigrationContext.configure(c, opts={"compare_type": False})
        assert compare_metadata(contexte, SQLModel.metadata) == []
        migree, version = _schema(c), version_de(c)
    with creer_moteur(tmp_path / "neuve.relogement", None) as ouvert:
        mettre_a_jour(ouvert.moteur)
        with ouvert.moteur.connect() as c:
            assert version_de(c) == version == versions()[-1]
            assert c.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION
            # Types, longueurs, clés et contraintes : tout ce que la comparaison d'Alembic ne regarde pas.
            assert _schema(c) == migree


def _schema(c: Connection) -> dict[str, list[str]]:
    """Par table ou index, chaque ligne de sa définition : ni l'ordre, ni la mise en page, ni les guillemets."""
    ordres = c.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    return {nom: sorted(" ".join(ligne.split()).strip(" ,") for ligne in _nu(sql).splitlines()) for nom, sql in ordres}


def _nu(sql: str) -> str:
    """SQLite met des guillemets au nom d'une table refaite par une migration."""
    return sql.replace('"', "")


def _exporter(c: Connection) -> None:
    """Une sortie, comme la dixième version la notait."""
    c.execute(text(
        "INSERT INTO exportrevue (id, cree_le, modifie_le, supprime_le, genre, variante, trimestre, operations, motif) "
        f"VALUES ('{AUTRE}', {_DATES}, 'revue', 'nominative', '2026-T3', '[\"BEL\"]', 'Comité')"
    ))


def test_un_export_d_avant_reste_celui_de_son_trimestre(tmp_path: Path) -> None:
    chemin = tmp_path / "ancienne.relogement"
    _poser(chemin, "0010", _exporter)
    with creer_moteur(chemin, None) as ouvert:
        mettre_a_jour(ouvert.moteur)
        with ouvert.moteur.connect() as c:
            lu = c.execute(text("SELECT moment, trimestre, au, operations, motif, revue_id FROM exportrevue")).one()
            assert tuple(lu) == ("trimestre", "2026-T3", None, '["BEL"]', "Comité", None)
