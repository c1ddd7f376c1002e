"""Émettre une revue, à côté, et réémettre telle quelle une revue émise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from relogement.commun import Changements, ErreurMetier
from relogement.formats import date_courte
from relogement.services.diffusions import deja_diffusee
from relogement.services.exports import Sortie
from relogement.services.revues_emises import Emission, emettre_revue, reemettre_revue
from relogement.stockage.base import Base
from relogement.vocabulaire import GenreExport, VarianteRevue
from ui.ecrans.revue.lecture import Demande
from ui.ecrans.revue.sorties import CLASSEURS, avancer, nom_classeur
from ui.socle.contexte import Contexte
from ui.socle.taches import Suivi


def emettre(
    contexte: Contexte[Base], demande: Demande, emise: Callable[[Changements], object],
    refusee: Callable[[ErreurMetier], object], ensuite: Callable[[Suivi], object],
) -> Suivi:
    """Fige cette revue à côté ; `emise(changements)` si elle l'est, `refusee(erreur)` sinon ; `ensuite` toujours."""

    def finir(faits: Changements) -> None:
        contexte.retenir(faits)
        emise(faits)

    def refuser(erreur: ErreurMetier) -> None:
        contexte.erreur.emit(erreur)
        refusee(erreur)

    return contexte.taches.lancer(
        f"Émission : {demande.arret.titre}…",
        lambda suivi: emettre_revue(contexte.base, demande.arret, demande.operations, avancer(suivi)),
        finir, refuser, ensuite, enjeu="rien n'est figé",
    )


def reemettre(contexte: Contexte[Base], emise: Emission, variante: VarianteRevue) -> None:
    """Demande le fichier, puis y réécrit le classeur de la revue émise, octet pour octet."""
    demande = Demande(emise.arret, () if emise.toutes else emise.operations)
    nom = f"{nom_classeur(demande, variante)}_emise_{emise.le.isoformat()}.xlsx"
    prevue = Sortie(GenreExport.REVUE, emise.arret, variante, None, demande.operations, emise.id)
    motif, deja = None, deja_diffusee(contexte.base, prevue)
    if deja is not None and (motif := contexte.invites.demander(deja)) is None:
        return
    sortie = contexte.invites.enregistrer_fichier("Réémettre la revue", nom, CLASSEURS)
    if sortie is None:
        return
    fichier = sortie if sortie.suffix.lower() == ".xlsx" else Path(f"{sortie}.xlsx")

    def finir(faite: Emission) -> None:
        phrase = f"{faite.arret.titre}, telle qu'émise le {date_courte(faite.le)}, variante {variante.libelle}"
        contexte.signaler(Changements(frozenset(), f"{phrase} : {fichier.name}"))

    contexte.taches.lancer(
        "Réémission…", lambda _: reemettre_revue(contexte.base, emise.id, fichier, variante, motif), finir,
        contexte.echec.emit,
    )
