"""L'organisation qui écrit aux ménages : son nom, son adresse, qui signe, son logo, dits une fois."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import Session

from relogement.commun import Changements, ErreurMetier
from relogement.documents.courriers.donnees import Expediteur
from relogement.modeles import Contenu, Organisation
from relogement.modeles.courrier import LA_SEULE
from relogement.services.outils import creer, remplir
from relogement.services.pieces import Scan, ranger_contenu
from relogement.stockage.base import Base
from relogement.stockage.journal import GesteEnCours

COLONNES = (
    "nom", "adresse", "ville", "telephone", "courriel", "signataire", "qualite", "contact_donnees", "fondement",
    "conservation",
)


def regler_organisation(base: Base, /, **valeurs: str | None) -> Changements:
    """Dit ou corrige l'organisation ; les colonnes de `COLONNES`, None efface. TypeError pour une autre."""
    if inconnues := valeurs.keys() - set(COLONNES):
        raise TypeError(f"organisation : {', '.join(sorted(inconnues))} ne se règle pas")
    with base.geste("regler_organisation", "Réglage de l'organisation") as g:
        remplir(_fiche(g), {colonne: (texte or "").strip() or None for colonne, texte in valeurs.items()})
        return g.changements("Organisation enregistrée.", LA_SEULE)


def poser_logo(base: Base, fichier: Path) -> Changements:
    """Le logo des courriers ; ErreurMetier si ce n'est pas une image PNG ou JPEG lisible, de 2 Mo au plus."""
    from relogement.documents.images import verifier_logo

    octets = Scan.lire(fichier).octets
    verifier_logo(octets)
    with base.geste("poser_logo", "Logo de l'organisation") as g:
        _fiche(g).logo = ranger_contenu(g.s, octets)
        return g.changements("Logo enregistré.", LA_SEULE)


def retirer_logo(base: Base) -> Changements:
    """Les courriers s'impriment sans logo ; ErreurMetier s'il n'y en a pas."""
    with base.geste("retirer_logo", "Retrait du logo de l'organisation") as g:
        fiche = _fiche(g)
        if fiche.logo is None:
            raise ErreurMetier("Aucun logo n'est enregistré.", "logo")
        fiche.logo = None
        return g.changements("Logo retiré.", LA_SEULE)


def organisation(base: Base) -> Expediteur:
    """L'organisation telle qu'elle est réglée ; tout à None si rien n'est dit."""
    with base.session() as s:
        return lire_organisation(s)


def lire_organisation(s: Session) -> Expediteur:
    """Voir `organisation`."""
    fiche = s.get(Organisation, LA_SEULE)
    if fiche is None:
        return Expediteur()
    contenu = s.get(Contenu, fiche.logo) if fiche.logo else None
    return Expediteur(
        **{colonne: getattr(fiche, colonne) for colonne in COLONNES}, logo=contenu.octets if contenu else None
    )


def _fiche(g: GesteEnCours) -> Organisation:
    return g.s.get(Organisation, LA_SEULE) or creer(g.s, Organisation, id=LA_SEULE)
