"""Ce qu'acceptent les commandes de la revue : exporter, contrôler, émettre, lister, réémettre."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from relogement.cli import revues
from relogement.cli.analyseur import Analyseur, jour
from relogement.vocabulaire import MomentRevue, VarianteRevue

Groupes: TypeAlias = "argparse._SubParsersAction[Analyseur]"
_SANS_NOM = [v for v in VarianteRevue if v is not VarianteRevue.NOMINATIVE]


def exporter(groupes: Groupes) -> None:
    """`exporter revue` et `exporter rime`."""
    classeur = groupes.add_parser("revue", help="la revue d'un trimestre ou d'un autre moment, calculée aujourd'hui")
    _variante(classeur, VarianteRevue)
    _motif(classeur, "nommer les ménages (variante nominative), ou ")
    classeur.set_defaults(commande=revues.exporter_revue)
    rime = groupes.add_parser("rime", help="la table des ménages seule, sous pseudonymes")
    rime.set_defaults(commande=revues.exporter_rime)
    for p, fichier in ((classeur, "FICHIER.xlsx"), (rime, "FICHIER.xlsx|.csv")):
        _quand(p)
        p.add_argument("--sortie", type=Path, required=True, metavar=fichier)


def revue(groupes: Groupes) -> None:
    """`revue controler`, `emettre`, `lister`, `reemettre`."""
    controle = groupes.add_parser("controler", help="les anomalies des dossiers : ce qui bloque, ce qui est douteux")
    controle.set_defaults(commande=revues.controler)
    emission = groupes.add_parser("emettre", help="fige la revue : elle ne changera plus")
    emission.add_argument("--sortie", type=Path, metavar="FICHIER.xlsx", help="en écrit aussi le classeur")
    _variante(emission, _SANS_NOM)
    _motif(emission)
    emission.set_defaults(commande=revues.emettre)
    for p in (controle, emission):
        _quand(p)
    liste = groupes.add_parser("lister", help="les revues émises, de la plus récente à la plus ancienne")
    liste.add_argument("--json", action="store_true")
    liste.set_defaults(commande=revues.lister)
    copie = groupes.add_parser("reemettre", help="écrit une revue émise, telle qu'elle l'a été")
    copie.add_argument("revue", metavar="REVUE", help="son identifiant, donné par « lister »")
    copie.add_argument("--sortie", type=Path, required=True, metavar="FICHIER.xlsx")
    _variante(copie, _SANS_NOM)
    _motif(copie)
    copie.add_argument("--json", action="store_true")
    copie.set_defaults(commande=revues.reemettre)


def _variante(p: Analyseur, variantes: Iterable[VarianteRevue]) -> None:
    p.add_argument("--variante", choices=[v.value for v in variantes], default=VarianteRevue.FINANCEUR.value,
                   help="défaut : financeur, sous pseudonymes ; diffusable, sans petits effectifs")


def _motif(p: Analyseur, cas: str = "") -> None:
    p.add_argument("--motif", metavar="TEXTE",
                   help=f"pourquoi {cas}faire sortir une seconde diffusable du même jour")


def _quand(p: Analyseur) -> None:
    moments = [revues.nom_moment(m) for m in MomentRevue if m is not MomentRevue.TRIMESTRE]
    choix = p.add_mutually_exclusive_group(required=True)
    choix.add_argument("--trimestre", metavar="2026-T3")
    choix.add_argument("--moment", choices=moments, metavar="MOMENT", help=f"{', '.join(moments)} ; avec --au")
    p.add_argument("--au", type=jour, metavar="DATE", help="le jour où les faits s'arrêtent, pour un --moment")
    p.add_argument("--operation", action="append", metavar="CODE",
                   help="répétable ; défaut : toutes, ou celles en convention ANRU pour un moment de la convention")
    p.add_argument("--json", action="store_true")
