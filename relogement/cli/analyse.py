"""Ce que la ligne de commande accepte ; ses refus sont en français."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from relogement import __version__
from relogement.cli import analyse_revue, commandes, flux, impressions
from relogement.cli.analyseur import Analyseur, jour
from relogement.documents.courriers.modele import codes
from relogement.vocabulaire import GenreBailleur, NatureOperation, Reservataire

CONNU_LE = "ce que le journal tenait à la fin de ce jour (défaut : aujourd'hui) ; sans --au, les faits jusqu'à ce jour"
class Version(argparse.Action):
    """Montre la version ; les erreurs de `flux.dire`, qu'argparse tairait."""

    def __init__(self, option_strings: Sequence[str], dest: str, **options: Any) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Écrit la version et sort avec 0."""
        flux.dire(f"relogement {__version__}")
        parser.exit()


def analyser(argv: Sequence[str]) -> argparse.Namespace:
    """Les options, avec `commande` : la fonction à appeler. SystemExit 2 sur un mauvais usage."""
    racine = Analyseur(prog="relogement", description="Suivre le relogement des ménages selon la charte.")
    racine.add_argument("--version", action=Version, help="montre la version")
    racine.add_argument("--base", type=Path, metavar="FICHIER", help="la base (défaut : celle de la personne)")
    racine.add_argument("--agent", metavar="NOM", help="qui agit")
    groupes = racine.add_subparsers(metavar="COMMANDE", required=True, parser_class=Analyseur)
    demo = groupes.add_parser("demo", help="crée l'opération de démonstration")
    demo.set_defaults(commande=commandes.demo)
    _operation(groupes.add_parser("operation", help="les opérations").add_subparsers(metavar="ACTION", required=True))
    _importer(groupes.add_parser("importer", help="reprend une liste").add_subparsers(metavar="QUOI", required=True))
    _menages(groupes.add_parser("menages", help="la liste des ménages"))
    _charte(groupes.add_parser("charte", help="ce qui est dû, tenu, en retard"))
    _echeances(groupes.add_parser("echeances", help="ce qui est en retard ou dû bientôt"))
    _solidarite(groupes.add_parser("solidarite", help="les relogements promis et faits, par acteur"))
    _rapprocher(groupes.add_parser("rapprocher", help="les logements du vivier et les ménages qui attendent"))
    _imprimer(groupes.add_parser("imprimer", help="des PDF").add_subparsers(metavar="QUOI", required=True))
    analyse_revue.exporter(
        groupes.add_parser("exporter", help="des classeurs").add_subparsers(metavar="QUOI", required=True)
    )
    analyse_revue.revue(
        groupes.add_parser("revue", help="contrôle, fige et réémet la revue").add_subparsers(
            metavar="ACTION", required=True
        )
    )
    _apl(groupes.add_parser("apl", help="estime l'APL des cas d'un fichier CSV"))
    options = racine.parse_args(list(argv))
    for valeur in vars(options).values():
        if isinstance(valeur, str) and not _lisible(valeur):
            racine.error(f"« {valeur} » n'est pas un texte lisible")
    return options


def _lisible(texte: str) -> bool:
    """Faux si le texte porte des octets que le terminal n'a pas su décoder ; un chemin, lui, peut en porter."""
    try:
        texte.encode()
    except UnicodeEncodeError:
        return False
    return True


def _operation(groupes: argparse._SubParsersAction[Analyseur]) -> None:
    p = groupes.add_parser("creer", help="crée une opération")
    p.add_argument("--code", required=True)
    p.add_argument("--nom", required=True)
    p.add_argument("--type", required=True, dest="nature", choices=[str(n.value) for n in NatureOperation])
    p.add_argument("--bailleur", required=True)
    p.add_argument("--genre-bailleur", choices=[str(g.value) for g in GenreBailleur])
    p.add_argument("--commune", required=True, dest="communes", help="une ou plusieurs, séparées par des virgules")
    for drapeau in ("anru", "qpv", "demolition-partielle", "commune-pilote"):
        p.add_argument(f"--{drapeau}", action="store_true")
    for nom in ("decision", "annonce", "debut-relogement", "did", "travaux", "cloture"):
        p.add_argument(f"--{nom}", type=jour, metavar="DATE", required=nom in ("annonce", "travaux"))
    p.add_argument("--json", action="store_true")
    p.set_defaults(commande=commandes.operation_creer)


def _importer(groupes: argparse._SubParsersAction[Analyseur]) -> None:
    for nom, aide, commande in (
        ("etat-locatif", "la liste des locataires d'un bailleur (.xlsx, .csv)", commandes.importer_etat_locatif),
        ("suivi", "un suivi des relogements tenu à la main (.xlsx, .csv)", commandes.importer_suivi),
    ):
        p = groupes.add_parser(nom, help=aide)
        p.add_argument("fichier", type=Path, metavar="FICHIER")
        p.add_argument("--operation", required=True, metavar="CODE")
        p.add_argument("--simuler", action="store_true", help="dit ce qui changerait, n'écrit rien")
        p.add_argument("--json", action="store_true")
        p.set_defaults(commande=commande)
    v = groupes.add_parser("vivier", help="des logements offerts par un bailleur ou un réservataire (.xlsx, .csv)")
    v.add_argument("fichier", type=Path, metavar="FICHIER")
    qui = v.add_mutually_exclusive_group(required=True)
    qui.add_argument("--bailleur", metavar="NOM", help="le bailleur qui envoie la liste")
    qui.add_argument("--reservataire", choices=[str(r.value) for r in Reservataire], help="celui qui l'envoie")
    v.add_argument("--simuler", action="store_true", help="dit ce qui changerait, n'écrit rien")
    v.add_argument("--reprendre-absents", action="store_true", help="note repris les libres que la liste ne dit plus")
    v.add_argument("--json", action="store_true")
    v.set_defaults(commande=commandes.importer_vivier)


def _menages(p: Analyseur) -> None:
    p.add_argument("--operation", metavar="CODE")
    p.add_argument("--json", action="store_true")
    p.set_defaults(commande=commandes.menages)


def _charte(p: Analyseur) -> None:
    quoi = p.add_mutually_exclusive_group(required=True)
    quoi.add_argument("menage", nargs="?", metavar="MENAGE", help="une référence, par exemple BEL-0042")
    quoi.add_argument("--operation", metavar="CODE")
    quoi.add_argument("--cas", type=Path, metavar="FICHIER", help="évalue les cas d'un fichier TOML")
    p.add_argument("--au", type=jour, metavar="DATE", help="les faits datés jusqu'à ce jour (défaut : aujourd'hui)")
    p.add_argument("--connu-le", type=jour, metavar="DATE", help=CONNU_LE)
    p.add_argument("--json", action="store_true")
    p.set_defaults(commande=commandes.charte)


def _apl(p: Analyseur) -> None:
    p.add_argument("fichier", type=Path, metavar="CAS.csv")
    p.add_argument("--sortie", type=Path, required=True, metavar="RESULTATS.csv")
    p.add_argument("--ordre", choices=["openfisca", "d823_16"], default="d823_16", help="défaut : d823_16, le texte")
    p.add_argument("--json", action="store_true")
    p.set_defaults(commande=commandes.apl)


def _echeances(p: Analyseur) -> None:
    p.add_argument("--operation", metavar="CODE")
    p.add_argument("--agent", dest="referent", metavar="NOM", help="celles d'un référent")
    p.add_argument("--article", type=int, choices=range(1, 15), metavar="N", help="un article de la charte, de 1 à 14")
    p.add_argument("--au", type=jour, metavar="DATE", help="à ce jour (défaut : aujourd'hui)")
    p.add_argument("--ics", type=Path, metavar="FICHIER.ics", help="les écrit aussi en agenda, sans aucun nom")
    p.add_argument("--json", action="store_true")
    p.set_defaults(commande=commandes.echeances)


def _solidarite(p: Analyseur) -> None:
    p.add_argument("--operation", required=True, metavar="CODE")
    p.add_argument("--au", type=jour, metavar="DATE", help="les faits datés jusqu'à ce jour (défaut : aujourd'hui)")
    p.add_argument("--json", action="store_true")
    p.set_defaults(commande=commandes.solidarite)


def _rapprocher(p: Analyseur) -> None:
    quoi = p.add_mutually_exclusive_group(required=True)
    quoi.add_argument("--operation", metavar="CODE", help="la meilleure affectation du vivier à ses ménages")
    quoi.add_argument("--menage", metavar="MENAGE", help="les logements qui conviennent à ce ménage, rangés")
    quoi.add_argument("--logement", metavar="REFERENCE", help="les ménages à qui ce logement convient, rangés")
    p.add_argument("--au", type=jour, metavar="DATE", help="à ce jour (défaut : aujourd'hui)")
    p.add_argument("--json", action="store_true")
    p.set_defaults(commande=commandes.rapprocher)


def _imprimer(groupes: argparse._SubParsersAction[Analyseur]) -> None:
    un = groupes.add_parser("dossier", help="le dossier d'un ménage")
    un.add_argument("menage", metavar="MENAGE")
    un.add_argument("--sortie", type=Path, required=True, metavar="FICHIER.pdf")
    un.set_defaults(commande=commandes.imprimer_dossier)
    lot = groupes.add_parser("lot", help="les dossiers ou un courrier de tous les ménages, porte après porte")
    lot.add_argument("--operation", required=True, metavar="CODE")
    lot.add_argument("--modele", required=True, choices=["dossier", *codes()], metavar="MODELE",
                     help=f"dossier, {', '.join(codes())}")
    lot.add_argument("--sortie", type=Path, required=True, metavar="FICHIER.pdf|DOSSIER")
    lot.add_argument("--un-par-menage", action="store_true", help="un PDF par ménage, nommé de sa référence")
    lot.set_defaults(commande=impressions.imprimer_lot)
    budget = groupes.add_parser("budget", help="ce qu'un logement proposé coûterait, pour la famille")
    budget.add_argument("menage", metavar="MENAGE")
    budget.add_argument("--proposition", type=int, required=True, metavar="N", help="son numéro")
    budget.add_argument("--sortie", type=Path, required=True, metavar="FICHIER.pdf")
    budget.set_defaults(commande=commandes.imprimer_budget)
    courrier = groupes.add_parser("courrier", help="un courrier à un ménage, rangé dans ses pièces")
    courrier.add_argument("menage", metavar="MENAGE")
    courrier.add_argument("--modele", required=True, choices=codes(), metavar="MODELE", help=", ".join(codes()))
    courrier.add_argument("--proposition", type=int, metavar="N", help="son numéro (défaut : celle sans réponse)")
    courrier.add_argument("--sortie", type=Path, required=True, metavar="FICHIER.pdf")
    courrier.set_defaults(commande=impressions.imprimer_courrier)
    copie = groupes.add_parser("communicable", help="la copie du dossier pour qui la demande (droit d'accès)")
    copie.add_argument("menage", metavar="MENAGE")
    copie.add_argument("--personne", metavar="NOM", help="qui la demande (défaut : la seule personne du foyer)")
    copie.add_argument("--sortie", type=Path, required=True, metavar="FICHIER.pdf")
    copie.set_defaults(commande=impressions.imprimer_communicable)
    rapport = groupes.add_parser("rapport", help="où en est une opération : l'immeuble, la courbe, sans aucun nom")
    rapport.add_argument("--operation", required=True, metavar="CODE")
    rapport.add_argument("--sortie", type=Path, required=True, metavar="FICHIER.pdf")
    rapport.set_defaults(commande=impressions.imprimer_rapport)
    fiche = groupes.add_parser("conformite", help="la conformité à la charte d'un ménage ou d'une opération")
    qui = fiche.add_mutually_exclusive_group(required=True)
    qui.add_argument("menage", nargs="?", metavar="MENAGE", help="une référence, par exemple BEL-0042")
    qui.add_argument("--operation", metavar="CODE", help="ménages × obligations, sans aucun nom")
    fiche.add_argument("--sortie", type=Path, required=True, metavar="FICHIER.pdf")
    fiche.add_argument("--connu-le", type=jour, metavar="DATE", help=CONNU_LE)
    fiche.set_defaults(commande=commandes.imprimer_conformite)
    for p in (un, lot, budget, courrier, copie, rapport, fiche):
        p.add_argument("--au", type=jour, metavar="DATE")
        p.add_argument("--json", action="store_true")
