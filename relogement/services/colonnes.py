"""Les colonnes des listes : ce qu'une personne en a dit se retient par émetteur, se reprend et s'oublie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, select

from relogement.commun import Changements, ErreurMetier
from relogement.modeles import ColonnesRetenues
from relogement.services.outils import creer, exiger
from relogement.stockage.base import Base
from relogement.tableur.catalogues import CATALOGUES, GenreListe
from relogement.tableur.correspondance import Apercu, lire_apercu
from relogement.tableur.doublons import forme

SANS_EMETTEUR = "Dites qui envoie cette liste : le bailleur ou le réservataire."


@dataclass(frozen=True, slots=True)
class Retenues:
    """Ce qui est retenu des listes d'un émetteur : clé de colonne → champ, et depuis quel jour."""

    choix: Mapping[str, str]
    le: date


def colonnes_retenues(base: Base, genre: GenreListe, emetteur: str) -> Retenues | None:
    """Ce qu'une personne a dit des listes de cet émetteur ; None : rien encore."""
    with base.session() as s:
        fiche = _fiche(s, genre, emetteur)
        return Retenues(dict(fiche.choix), fiche.le) if fiche is not None and fiche.supprime_le is None else None


def choix_de(base: Base, genre: GenreListe, emetteur: str) -> Mapping[str, str]:
    """Les choix retenus, vides s'il n'y en a pas."""
    lues = colonnes_retenues(base, genre, emetteur)
    return lues.choix if lues is not None else {}


def voir_colonnes(base: Base, genre: GenreListe, chemin: Path, emetteur: str) -> Apercu:
    """Les colonnes de ce fichier, selon leurs noms et ce qui est retenu de l'émetteur ; ErreurMetier si illisible."""
    return lire_apercu(chemin, CATALOGUES[genre], choix_de(base, genre, emetteur))


def retenir_colonnes(base: Base, genre: GenreListe, emetteur: str, choix: Mapping[str, str]) -> Changements:
    """Retient ces choix, en plus de ceux d'avant ; ErreurMetier : un champ dit deux fois, ou inconnu, sans émetteur."""
    verifier_choix(genre, choix)
    with base.geste("retenir_colonnes", f"Colonnes des listes de {emetteur.strip()}") as g:
        propre = exiger(emetteur, SANS_EMETTEUR, "emetteur")
        fiche = _fiche(g.s, genre, propre)
        if fiche is None:
            creer(g.s, ColonnesRetenues, genre=genre.value, emetteur=propre, le=base.aujourd_hui(), choix=dict(choix))
        else:
            fiche.supprime_le, fiche.le = None, base.aujourd_hui()
            fiche.choix = _sans_doublon({**fiche.choix}, choix)
        return g.changements(f"Colonnes retenues pour les listes de {propre}.")


def oublier_colonnes(base: Base, genre: GenreListe, emetteur: str) -> Changements:
    """Oublie ce qui est retenu ; ErreurMetier s'il n'y a rien à oublier."""
    with base.geste("oublier_colonnes", f"Colonnes oubliées : {emetteur.strip()}") as g:
        fiche = _fiche(g.s, genre, emetteur)
        if fiche is None or fiche.supprime_le is not None:
            raise ErreurMetier("Rien n'est retenu des listes de cet émetteur.", "emetteur")
        fiche.supprime_le = g.instant
        return g.changements("Colonnes oubliées : la prochaine liste sera reconnue à ses titres.")


def verifier_choix(genre: GenreListe, choix: Mapping[str, str]) -> None:
    """Un champ n'a qu'une colonne ; ErreurMetier, en le nommant, s'il en a deux ou s'il n'existe pas."""
    champs = CATALOGUES[genre].champs
    vus: set[str] = set()
    for champ in filter(None, choix.values()):
        if champ not in champs:
            raise ErreurMetier(f"« {champ} » n'est pas une information de cette liste.", "colonnes")
        if champ in vus:
            raise ErreurMetier(f"« {champs[champ].libelle} » est dit de deux colonnes : gardez-en une.", "colonnes")
        vus.add(champ)


def _sans_doublon(anciens: dict[str, str], nouveaux: Mapping[str, str]) -> dict[str, str]:
    """Un champ dit d'une autre colonne aujourd'hui ne l'est plus de l'ancienne."""
    repris = set(filter(None, nouveaux.values()))
    return {cle: champ for cle, champ in anciens.items() if champ not in repris} | dict(nouveaux)


def _fiche(s: Session, genre: GenreListe, emetteur: str) -> ColonnesRetenues | None:
    """Celle de cet émetteur, à la casse, aux accents et aux blancs près."""
    propre = emetteur.strip()
    requete = select(ColonnesRetenues).where(ColonnesRetenues.genre == genre.value)
    fiches = s.exec(requete.order_by(col(ColonnesRetenues.emetteur) != propre, col(ColonnesRetenues.id)))
    return next((f for f in fiches if forme(f.emetteur) == forme(propre)), None)
