"""Ce qu'on remet d'une revue : le classeur sous l'une des trois variantes, ou la table des ménages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from relogement.commun import Changements, ErreurMetier
from relogement.formats import pluriel
from relogement.services.diffusions import deja_diffusee, diffusion_prevue
from relogement.services.exports import exiger_motif
from relogement.services.revue import exporter_revue, exporter_rime
from relogement.stockage.base import Base
from relogement.vocabulaire import VarianteRevue
from ui.ecrans.revue.lecture import Demande
from ui.socle.contexte import Contexte
from ui.socle.taches import Suivi

CLASSEURS = "Classeurs Excel (*.xlsx)"
POURQUOI = "Pourquoi les ménages doivent-ils être nommés ? La raison s'inscrit au journal."
MOTS = {
    VarianteRevue.FINANCEUR: "La revue, pour le financeur : sous pseudonyme",
    VarianteRevue.DIFFUSABLE: "La revue diffusable : sans les ménages, petits effectifs masqués",
    VarianteRevue.NOMINATIVE: "La revue nominative, avec sa raison…",
}
TABLES = (
    ("La table des ménages, classeur (.xlsx)", ".xlsx", CLASSEURS),
    ("La table des ménages, texte (.csv)", ".csv", "Texte séparé par des points-virgules (*.csv)"),
)
_TOUTES = "toutes"
Ecrire = Callable[[Path, Suivi], dict[str, object]]


def exporter(
    contexte: Contexte[Base], demande: Demande, variante: VarianteRevue = VarianteRevue.FINANCEUR,
    ensuite: Callable[[], object] = lambda: None,
) -> None:
    """Demande le fichier (et pourquoi, pour nommer les ménages), puis écrit la revue à côté et le dit."""
    motif, deja = None, None
    if variante is VarianteRevue.DIFFUSABLE:
        deja = deja_diffusee(contexte.base, diffusion_prevue(contexte.base, demande.arret, demande.operations))
    question = POURQUOI if variante is VarianteRevue.NOMINATIVE else deja
    if question is not None:
        motif = contexte.invites.demander(question)
        if motif is None:
            return
    try:
        motif = exiger_motif(variante, motif)
        if deja is not None and motif is None:
            raise ErreurMetier(deja, "motif")
    except ErreurMetier as erreur:
        contexte.erreur.emit(erreur)
        return
    dite = "" if variante is VarianteRevue.FINANCEUR else f", variante {variante.libelle},"
    _ecrire(
        contexte, "Enregistrer la revue", f"{nom_classeur(demande, variante)}.xlsx",
        CLASSEURS, f"{_titre(demande)}{dite}",
        lambda fichier, suivi: exporter_revue(
            contexte.base, demande.arret, fichier, demande.operations, variante, motif, avancer(suivi)
        ),
        ensuite,
    )


def exporter_table(contexte: Contexte[Base], demande: Demande, extension: str, filtre: str) -> None:
    """Demande le fichier, puis écrit la table des ménages à côté et le dit."""
    _ecrire(
        contexte, "Enregistrer la table des ménages", f"menages_{_quoi(demande)}_{demande.arret}{extension}",
        filtre, f"Table des ménages {demande.arret}",
        lambda fichier, suivi: exporter_rime(
            contexte.base, demande.arret, fichier, demande.operations, avancer(suivi)
        ),
    )


def _titre(demande: Demande) -> str:
    """« Revue 2026-T3 », « Point d'étape au 18/11/2026 »."""
    return f"Revue {demande.arret}" if demande.arret.trimestre else demande.arret.titre


def nom_classeur(demande: Demande, variante: VarianteRevue) -> str:
    """Le nom proposé, sans extension : « revue_BEL_2026-T3 », « avenant_BEL_2026-11-18_diffusable »."""
    moment = "revue" if demande.arret.trimestre else demande.arret.moment.value
    suffixe = "" if variante is VarianteRevue.FINANCEUR else f"_{variante.value}"
    return f"{moment}_{_quoi(demande)}_{demande.arret}{suffixe}"


def _quoi(demande: Demande) -> str:
    """Ce que le nom proposé dit des opérations ; au-delà de trois, leur nombre."""
    codes = demande.operations
    if not codes:
        return _TOUTES
    return "_".join(codes) if len(codes) <= 3 else f"{len(codes)}_operations"


def avancer(suivi: Suivi) -> Callable[[int, int], object]:
    """Ce qui dit au travail à côté où en est le calcul, et l'arrête si l'on a renoncé."""
    return lambda fait, total: suivi.avancer(fait, total, suivi.nom)


def _ecrire(
    contexte: Contexte[Base], titre: str, nom: str, filtre: str, quoi: str, ecrire: Ecrire,
    ensuite: Callable[[], object] = lambda: None,
) -> None:
    sortie = contexte.invites.enregistrer_fichier(titre, nom, filtre)
    if sortie is None:
        return
    extension = Path(nom).suffix
    fichier = sortie if sortie.suffix.lower() == extension else sortie.with_name(f"{sortie.name}{extension}")

    def finir(fait: Any) -> None:
        # Une sortie ne change rien à la base : seule sa phrase s'annonce.
        menages = pluriel(int(fait["menages"]), "ménage")
        telle = " telle qu'émise" if "emise" in fait else ""
        contexte.signaler(Changements(frozenset(), f"{quoi} écrite{telle} pour {menages} : {fichier.name}"))
        ensuite()

    contexte.taches.lancer(
        f"{quoi.rstrip(',')}…", lambda suivi: ecrire(fichier, suivi), finir, contexte.echec.emit,
        enjeu="aucun fichier n'est écrit",
    )
