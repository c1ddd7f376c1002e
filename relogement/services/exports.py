"""Ce qui sort de la base pour les partenaires : qui l'a demandé, sous quelle variante et pourquoi s'inscrit d'abord."""

from __future__ import annotations

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import ExportRevue
from relogement.regles.calendrier import Trimestre
from relogement.services.outils import creer
from relogement.stockage.base import Base
from relogement.vocabulaire import GenreExport, VarianteRevue

GESTE = "exporter"
"""Ce geste ne s'annule pas : ce qui est sorti de la base est sorti, et il faut pouvoir dire qui l'a demandé."""
SANS_MOTIF = "Dites pourquoi les ménages doivent être nommés : la raison s'inscrit au journal."


def exiger_motif(variante: VarianteRevue, motif: str | None) -> str | None:
    """Le motif, obligatoire pour nommer les ménages ; ErreurMetier s'il manque."""
    propre = (motif or "").strip() or None
    if variante is VarianteRevue.NOMINATIVE and propre is None:
        raise ErreurMetier(SANS_MOTIF, "motif")
    return propre


def noter_export(
    base: Base,
    genre: GenreExport,
    trimestre: str,
    operations: tuple[str, ...],
    variante: VarianteRevue,
    motif: str | None = None,
) -> Changements:
    """Inscrit la sortie demandée ; `operations` : leurs codes, vide pour toutes. ErreurMetier si le motif manque."""
    voulu = str(Trimestre.lire(trimestre))
    with base.geste(GESTE, f"{genre.libelle.capitalize()} {voulu}, variante {variante.libelle}") as g:
        fiche = creer(
            g.s, ExportRevue, genre=genre, variante=variante, trimestre=voulu, operations=list(operations),
            motif=exiger_motif(variante, motif),
        )
        return g.changements("Sortie inscrite au journal.", fiche.id)
