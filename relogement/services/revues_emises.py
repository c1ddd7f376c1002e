"""Émettre une revue : elle est figée, se réémet à l'identique, et la suivante dit ce qui en a changé.

C'est le classeur lui-même qui est rangé, octet pour octet, dans la base chiffrée : ni une correction, ni une mise à
jour de l'application n'y change une case. Ses chiffres sont rangés à côté, avec les codes de leurs ménages, pour que
la revue suivante s'y compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from relogement.commun import Changements, ErreurMetier
from relogement.formats import pluriel
from relogement.modeles import Geste, RevueEmise
from relogement.regles.calendrier import Trimestre, jour_fr
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.chiffre import Chiffre
from relogement.regles.revue.pages.catalogue import chiffres_figes
from relogement.regles.revue.revue import Revue
from relogement.services.controle_revue import controler
from relogement.services.diffusions import exiger_motif_de_diffusion
from relogement.services.exports import GESTE as EXPORTER
from relogement.services.exports import Sortie, noter_export
from relogement.services.importation import Avancer
from relogement.services.outils import creer, trouver
from relogement.services.pieces import lire_contenu, ranger_contenu
from relogement.services.revue import composer_revue
from relogement.services.sorties import CLASSEUR, ecrire_sortie, octets_ecrits, verifier_sortie
from relogement.stockage.base import Base
from relogement.stockage.chiffres_emis import en_octets, lire_figes
from relogement.stockage.lectures_emises import derniere_emise, gestes_emission, lignes_emises
from relogement.vocabulaire import GenreExport, VarianteRevue

GESTE = "emettre_revue"
FIGEES = (VarianteRevue.FINANCEUR, VarianteRevue.DIFFUSABLE)
"""Les variantes qu'une émission garde : aucune ne nomme personne."""


@dataclass(frozen=True, slots=True)
class Emission:
    """Une revue émise, pour une liste : quand, par qui, de quoi."""

    id: UUID
    le: date
    auteur: str
    arret: Arret
    operations: tuple[str, ...]
    toutes: bool
    """Vrai pour la revue de toutes les opérations de la base."""
    chartes: tuple[str, ...]
    menages: int
    decohabitants: int
    douteuses: int
    """Les fiches douteuses que le contrôle laissait."""
    ajustements: int
    """Les chiffres de revues émises avant, changés depuis, qu'elle a dits."""
    levees: int = 0
    """Les anomalies bloquantes levées : dites inconnues."""
    instant: datetime | None = None
    """L'instant de l'émission, en UTC : deux émissions d'un même jour se distinguent."""


def emettre_revue(
    base: Base, quand: Arret | Trimestre | str, operations: tuple[str, ...] = (), avancer: Avancer | None = None
) -> Changements:
    """Fige la revue de ce moment ; `id` du résultat : celui de la revue émise, à donner à `reemettre_revue`.

    Aucun fichier n'est écrit. Émise deux fois, les deux restent, datées. `avancer` : voir `composer_revue`. Lève
    ErreurMetier : anomalies bloquantes, période pas encore finie, opération inconnue ou aucune, couverture du moment.
    """
    arret = Arret.du(quand)
    if not arret.acheve(base.aujourd_hui()):
        fin = jour_fr(arret.fin)
        raise ErreurMetier(f"Les faits s'arrêtent le {fin}, qui n'est pas passé : émettez cette revue ensuite.", "au")
    revue = replace(composer_revue(base, arret, operations, avancer), figee=True)
    if not revue.operations:
        raise ErreurMetier("Aucune opération à couvrir : créez-en une d'abord.", "operation")
    controle = controler(base, revue)
    controle.exiger_emettable()
    classeurs = {v: octets_ecrits(base.chemin.parent, CLASSEUR, partial(_ecrire, revue, v)) for v in FIGEES}
    with base.geste(GESTE, f"Émission : {arret.titre}") as g:
        empreintes = {v.value: ranger_contenu(g.s, octets) for v, octets in classeurs.items()}
        fiche = creer(
            g.s, RevueEmise, le=revue.edition, auteur=base.agent_nom, moment=arret.moment, au=arret.fin,
            toutes=revue.toutes, operations=[o.code for o in revue.operations],
            chartes=[f"{o.code} : {o.charte}" for o in revue.operations],
            menages=len(revue.menages), decohabitants=len(revue.decohabitants), douteuses=len(controle.douteuses),
            levees=len(controle.levees),
            ajustements=len(revue.ajustements), reference_id=revue.reference.id if revue.reference else None,
            chiffres=ranger_contenu(g.s, en_octets(chiffres_figes(revue), _dits(revue))), **empreintes,
        )
        return g.changements(
            _phrase(fiche), fiche.id, douteuses=fiche.douteuses, levees=fiche.levees,
            ajustements=fiche.ajustements, menages=fiche.menages,
        )


def _dits(revue: Revue) -> Mapping[UUID, Sequence[Chiffre]]:
    """Par revue qu'elle corrige, ce qu'elle en dit : la suivante ne le redira pas."""
    return {e.id: [a.recalcule for a in revue.ajustements if a.de.id == e.id] for e in revue.references}


def deja_emise(base: Base, arret: Arret, operations: tuple[str, ...]) -> Emission | None:
    """La dernière revue émise de ce moment et de ces opérations (aucune : toutes) ; None s'il n'y en a pas."""
    with base.session() as s:
        trouvee = derniere_emise(s, arret.moment, arret.fin, operations)
        return None if trouvee is None else _emission(trouvee)


def rien_depuis(base: Base, emise: Emission) -> bool:
    """Vrai si rien n'a été fait dans la base depuis cette émission : une seconde serait la même. Sortir n'est rien."""
    with base.session() as s:
        depuis = gestes_emission(s, [emise.id])[emise.id]
        suivants = select(col(Geste.id)).where(col(Geste.id) > depuis, col(Geste.nom) != EXPORTER)
        return s.scalars(suivants.limit(1)).first() is None


def _ecrire(revue: Revue, variante: VarianteRevue, chemin: Path) -> None:
    from relogement.tableur.revue.classeur import ecrire_revue

    ecrire_revue(revue, chemin, variante)


def _phrase(fiche: RevueEmise) -> str:
    suites = [
        (fiche.douteuses, pluriel(fiche.douteuses, "fiche douteuse signalée", "fiches douteuses signalées")),
        (fiche.levees, pluriel(fiche.levees, "inconnue dite et motivée", "inconnues dites et motivées")),
        (fiche.ajustements, pluriel(fiche.ajustements, "ajustement à des chiffres déjà émis",
                                    "ajustements à des chiffres déjà émis")),
    ]
    dites = ", ".join(mots for combien, mots in suites if combien)
    return f"Revue émise et figée{f' : {dites}' if dites else ''}."


def revues_emises(base: Base) -> tuple[Emission, ...]:
    """Les revues émises, de la plus récente à la plus ancienne."""
    with base.session() as s:
        return tuple(_emission(r) for r in lignes_emises(s))


def revue_designee(base: Base, fin: str) -> Emission:
    """La revue émise dont l'identifiant est celui-ci ou finit ainsi ; ErreurMetier s'il y en a zéro ou plusieurs."""
    cherche = fin.strip().lower()
    trouvees = [r for r in revues_emises(base) if cherche and str(r.id).endswith(cherche)]
    if len(trouvees) != 1:
        raise ErreurMetier(f"« {fin} » ne désigne pas une revue émise : prenez son identifiant dans la liste.", "revue")
    return trouvees[0]


def _emission(r: RevueEmise) -> Emission:
    return Emission(
        r.id, r.le, r.auteur, Arret(r.moment, r.au), tuple(r.operations), r.toutes, tuple(r.chartes), r.menages,
        r.decohabitants, r.douteuses, r.ajustements, r.levees, r.cree_le,
    )


def chiffres_emis(base: Base, revue_id: UUID) -> Mapping[str, Chiffre]:
    """Les chiffres d'une revue émise, par clé, avec les codes de leurs ménages ; ErreurMetier si elle n'existe plus."""
    with base.session() as s:
        return lire_figes(lire_contenu(s, trouver(s, RevueEmise, revue_id).chiffres)).chiffres


def reemettre_revue(
    base: Base, revue_id: UUID, sortie: Path, variante: VarianteRevue = VarianteRevue.FINANCEUR,
    motif: str | None = None,
) -> Emission:
    """Écrit le classeur d'une revue émise, tel qu'il l'a été ; la sortie s'inscrit au journal, comme tout export.

    ErreurMetier : revue retirée, variante nominative (elle ne se fige pas), fichier de sortie, motif d'une diffusable
    du même jour qu'une autre déjà sortie.
    """
    verifier_sortie(base, sortie, CLASSEUR)
    with base.session() as s:
        fiche = trouver(s, RevueEmise, revue_id)
        if variante not in FIGEES:
            raise ErreurMetier("Une revue émise ne nomme personne : choisissez une autre variante.", "variante")
        octets, emission = lire_contenu(s, getattr(fiche, variante.value)), _emission(fiche)
    codes = () if emission.toutes else emission.operations
    dite = Sortie(GenreExport.REVUE, emission.arret, variante, motif, codes, revue_id)
    exiger_motif_de_diffusion(base, dite)
    ecrire_sortie(sortie, lambda provisoire: provisoire.write_bytes(octets), partial(noter_export, base, dite))
    return emission
