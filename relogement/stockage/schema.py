"""La version de la base : migrations Alembic, et refus d'une base plus récente que l'application."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from relogement.commun import ErreurMetier
from relogement.modeles import Table
from relogement.stockage.moteur import MoteurOuvert, ecriture

APPLICATION = 0x52454C4F
"""La marque de nos bases dans l'en-tête de SQLite (« RELO »)."""
_D_AVANT_LA_MARQUE = {"alembic_version", "changement", "geste", "menage", "operation", "poste"}
DOSSIER = Path(__file__).parent / "migrations"
_TABLE_VERSION = (
    "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n"
    "\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
)


def versions() -> list[str]:
    """Les versions connues, de la plus ancienne à la plus récente (préfixe des fichiers de migration)."""
    return sorted(f.name.split("_")[0] for f in (DOSSIER / "versions").glob("[0-9]*.py"))


def version_de(connexion: Connection) -> str | None:
    """La version inscrite dans la base ; None : base neuve ou étrangère."""
    existe = connexion.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).first()
    return connexion.execute(text("SELECT version_num FROM alembic_version")).scalar() if existe else None


def refuser_etrangere(essai: MoteurOuvert, chemin: Path) -> None:
    """Lève ErreurMetier, sans rien écrire, si le fichier est la base d'un autre programme."""
    with essai.moteur.connect() as c:
        tables = set(c.execute(text("SELECT name FROM sqlite_master")).scalars())
        if version_de(c) is not None and (_marquee(c) or tables >= _D_AVANT_LA_MARQUE):
            return
    raise ErreurMetier(f"« {chemin.name} » n'est pas une base Relogement : choisissez un fichier .relogement.")


def refuser_plus_recente(essai: MoteurOuvert) -> None:
    """Lève ErreurMetier, sans rien écrire, si la base vient d'une version inconnue ici."""
    with essai.moteur.connect() as c:
        version = version_de(c)
    if version is not None and version not in versions():
        raise ErreurMetier(
            "Cette base vient d'une version plus récente de Relogement : mettez l'application à jour pour l'ouvrir."
        )


def _marquee(c: Connection) -> bool:
    return c.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION


def mettre_a_jour(moteur: Engine) -> None:
    """Marque la base et l'amène à la dernière version, en une transaction ; ne fait rien si elle y est."""
    with moteur.connect() as c:
        version = version_de(c)
        if _marquee(c) and version == versions()[-1]:
            return
    if version is None:
        _poser(moteur)
    else:
        _migrer(moteur)


def _poser(moteur: Engine) -> None:
    """Une base neuve naît telle que les modèles la disent : refaire pas à pas l'histoire du schéma coûterait cher."""
    with ecriture(moteur).begin() as c:
        c.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
        Table.metadata.create_all(c, checkfirst=False)
        c.exec_driver_sql(_TABLE_VERSION)
        c.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": versions()[-1]})


def _migrer(moteur: Engine) -> None:
    # Alembic n'est chargé que s'il sert : il pèse sur le démarrage.
    from alembic import command
    from alembic.config import Config

    reglage = Config()
    reglage.set_main_option("script_location", str(DOSSIER).replace("%", "%%"))
    reglage.set_main_option("path_separator", "os")
    with ecriture(moteur).connect() as c, sans_liens(c), c.begin():
        c.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
        reglage.attributes["connexion"] = c
        command.upgrade(reglage, "head")
        if c.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise ErreurMetier(
                "Cette base ne peut pas être mise à jour : des fiches y citent d'autres fiches disparues. Elle est "
                "restée telle quelle ; reprenez une sauvegarde."
            )


@contextmanager
def sans_liens(c: Connection) -> Iterator[None]:
    """Suspend la vérification des liens : une migration refait des tables que d'autres citent.

    SQLite n'écoute ce réglage que hors d'une transaction, et la connexion retourne ensuite à la réserve.
    """
    pilote = c.connection.driver_connection
    assert pilote is not None
    pilote.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        pilote.execute("PRAGMA foreign_keys = ON")
