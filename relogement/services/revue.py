"""La revue : lire, arrêter les faits au jour demandé, la comparer à ce qui a été émis, écrire le classeur."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from relogement.regles.calendrier import Trimestre
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.revue import Revue
from relogement.services.comparaison_revue import comparer_aux_emises
from relogement.services.diffusions import diffusion_prevue, exiger_motif_de_diffusion
from relogement.services.exports import Sortie, exiger_motif, noter_export
from relogement.services.identites_revue import identites_menages
from relogement.services.importation import Avancer
from relogement.services.matiere_revue import lire_matiere
from relogement.services.sorties import CLASSEUR, TEXTE, ecrire_sortie, verifier_sortie
from relogement.stockage.base import Base
from relogement.vocabulaire import GenreExport, VarianteRevue


def exporter_revue(
    base: Base,
    quand: Arret | Trimestre | str,
    sortie: Path,
    operations: tuple[str, ...] = (),
    variante: VarianteRevue = VarianteRevue.FINANCEUR,
    motif: str | None = None,
    avancer: Avancer | None = None,
) -> dict[str, object]:
    """Écrit la revue de ce moment (« 2026-T3 » pour un trimestre) et de ces opérations, ou de toutes sans aucune.

    Rend ce qui a été écrit : fichier, trimestre ou date, moment, variante, opérations, nombres de ménages et de
    décohabitants ; `emise` : le jour de l'émission, pour la copie d'une revue émise. Le fichier n'est remplacé qu'une
    fois le nouveau complet, et la sortie s'inscrit alors au journal.
    `avancer` : voir `composer_revue` ; arrêté, rien n'est écrit ni inscrit. Lève ErreurMetier : trimestre, opération,
    couverture du moment, fichier de sortie, motif d'une variante nominative, ou d'une seconde diffusable du même jour.

    La diffusable d'un arrêté déjà émis est celle de la revue émise, telle quelle : un second calcul en différerait.
    """
    from relogement.tableur.revue.classeur import ecrire_revue

    demande = Sortie(GenreExport.REVUE, Arret.du(quand), variante, exiger_motif(variante, motif))
    if variante is VarianteRevue.DIFFUSABLE:
        prevue = replace(diffusion_prevue(base, demande.arret, operations), motif=demande.motif)
        if prevue.revue_id is not None:
            return _recopier(base, prevue, sortie)
        exiger_motif_de_diffusion(base, prevue)
    revue = _demander(base, demande, (sortie, CLASSEUR), operations, avancer)
    identites = identites_menages(base, revue) if variante is VarianteRevue.NOMINATIVE else None
    ecrire_sortie(
        sortie, lambda fichier: ecrire_revue(revue, fichier, variante, identites), _inscrire(base, demande, revue)
    )
    return _ecrit(revue, sortie, variante)


def _recopier(base: Base, prevue: Sortie, sortie: Path) -> dict[str, object]:
    """Le classeur de la revue émise."""
    from relogement.services.revues_emises import reemettre_revue

    assert prevue.revue_id is not None
    emise = reemettre_revue(base, prevue.revue_id, sortie, prevue.variante, prevue.motif)
    return {
        "fichier": str(sortie), "trimestre": str(emise.arret), "moment": emise.arret.moment.value,
        "variante": prevue.variante.value, "operations": list(emise.operations), "menages": emise.menages,
        "decohabitants": emise.decohabitants, "emise": emise.le.isoformat(),
    }


def exporter_rime(
    base: Base,
    quand: Arret | Trimestre | str,
    sortie: Path,
    operations: tuple[str, ...] = (),
    avancer: Avancer | None = None,
) -> dict[str, object]:
    """Écrit la seule table des ménages, sous pseudonyme : un classeur, ou un texte CSV si `sortie` finit par .csv.

    Rend et lève la même chose que `exporter_revue`.
    """
    from relogement.tableur.revue.rime import ecrire_rime

    extension = TEXTE if sortie.suffix.lower() == TEXTE else CLASSEUR
    demande = Sortie(GenreExport.RIME, Arret.du(quand))
    revue = _demander(base, demande, (sortie, extension), operations, avancer)
    ecrire_sortie(sortie, partial(ecrire_rime, revue), _inscrire(base, demande, revue))
    return _ecrit(revue, sortie, demande.variante)


def _demander(
    base: Base, demande: Sortie, fichier: tuple[Path, str], operations: tuple[str, ...], avancer: Avancer | None
) -> Revue:
    """Vérifie la demande et compose la revue."""
    # Avant le calcul : dix mille ménages prennent du temps, un nom mal écrit se dit tout de suite.
    verifier_sortie(base, *fichier)
    return composer_revue(base, demande.arret, operations, avancer)


def _inscrire(base: Base, demande: Sortie, revue: Revue) -> Callable[[Callable[[], None]], object]:
    """De quoi inscrire qui a demandé cette sortie, quand son fichier est prêt."""
    codes = () if revue.toutes else tuple(o.code for o in revue.operations)
    return partial(noter_export, base, replace(demande, operations=codes))


def _ecrit(revue: Revue, sortie: Path, variante: VarianteRevue) -> dict[str, object]:
    return {
        "fichier": str(sortie),
        "trimestre": str(revue.arret),
        "moment": revue.arret.moment.value,
        "variante": variante.value,
        "operations": [o.code for o in revue.operations],
        "menages": len(revue.menages),
        "decohabitants": len(revue.decohabitants),
    }


def composer_revue(
    base: Base, quand: Arret | Trimestre | str, operations: tuple[str, ...] = (), avancer: Avancer | None = None
) -> Revue:
    """La revue, telle que les écrans et le classeur la lisent ; ErreurMetier : opération inconnue, couverture.

    Si des revues des mêmes opérations sont émises, elle dit leurs chiffres et ce qui en a changé. `avancer(faits, en
    tout)` est appelé à chaque ménage jugé, au jour d'avant puis à celui-ci, et recompte de zéro aux dates des revues
    émises ; ce qu'il lève arrête le calcul.
    """
    arret = Arret.du(quand)
    matiere = lire_matiere(base, arret, operations)
    jours = (arret, arret.avant) if arret.avant else (arret,)
    pas = matiere.pas(avancer, len(jours))
    # Celle d'avant d'abord : l'avancement finit sur celle qu'on attend.
    *avant, vue = (matiere.photographier(a, pas) for a in reversed(jours))
    return comparer_aux_emises(base, matiere, replace(vue, precedente=avant[0] if avant else None), avancer)
