"""La version de la base : migrations Alembic, et refus d'une base plus récente que l'application."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from relogement.commun import ErreurMetier
from relogement.stockage.moteur import MoteurOuvert, ecriture

DOSSIER = Path(__file__).parent / "migrations"


def versions() -> list[str]:
    """Les versions connues, de la plus ancienne à la plus récente (préfixe des fichiers de migration)."""
    return sorted(f.name.split("_")[0] for f in (DOSSIER / "versions").glob("[0-9]*.py"))


def version_de(connexion: Connection) -> str | None:
    """La version inscrite dans la base ; None : base neuve."""
    existe = connexion.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")).first()
    return connexion.execute(text("SELECT version_num FROM alembic_version")).scalar() if existe else None


def refuser_plus_recente(essai: MoteurOuvert) -> None:
    """Lève ErreurMetier, sans rien écrire, si la base vient d'une version inconnue ici."""
    with essai.moteur.connect() as c:
        version = version_de(c)
    if version is not None and version not in versions():
        raise ErreurMetier(
            "Cette base vient d'une version plus récente de Relogement : mettez l'application à jour pour l'ouvrir."
        )


def mettre_a_jour(moteur: Engine) -> None:
    """Amène la base à la dernière version, en une transaction ; ne fait rien si elle y est."""
    with moteur.connect() as c:
        if version_de(c) == versions()[-1]:
            return
    # Alembic n'est chargé que s'il sert : il pèse sur le démarrage.
    from alembic import command
    from alembic.config import Config

    reglage = Config()
    reglage.set_main_option("script_location", str(DOSSIER).replace("%", "%%"))
    reglage.set_main_option("path_separator", "os")
    with ecriture(moteur).begin() as c:
        reglage.attributes["connexion"] = c
        command.upgrade(reglage, "head")
