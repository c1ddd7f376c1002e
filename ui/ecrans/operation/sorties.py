"""Ce qui sort d'une opération : la revue du trimestre et la fiche de conformité, faites à côté."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from relogement.commun import Changements
from relogement.regles.calendrier import Trimestre
from relogement.regles.revue.arret import Arret
from relogement.services.impression_conformite import imprimer_conformite_operation
from relogement.services.impression_rapport import imprimer_rapport
from relogement.stockage.base import Base
from relogement.stockage.lectures import LigneOperation
from ui.ecrans.revue.lecture import Demande
from ui.ecrans.revue.sorties import exporter as exporter_revue
from ui.socle.contexte import Contexte
from ui.socle.taches import Suivi

TRIMESTRES = 8


def trimestres(au: date) -> Sequence[tuple[str, str]]:
    """Les trimestres à choisir : le dernier terminé d'abord, puis celui en cours, puis les précédents."""
    en_cours = Trimestre.de(au)
    clos, suite = en_cours.precedent, []
    precedent = clos.precedent
    for _ in range(TRIMESTRES - 2):
        suite.append(precedent)
        precedent = precedent.precedent
    return [
        (str(clos), f"{_nom(clos)}, le dernier terminé"), (str(en_cours), f"{_nom(en_cours)}, en cours"),
        *((str(t), _nom(t)) for t in suite),
    ]


def _nom(t: Trimestre) -> str:
    return f"{'1er' if t.rang == 1 else f'{t.rang}e'} trimestre {t.annee}"


def exporter(contexte: Contexte[Base], operation: LigneOperation, ecrite: Callable[[str], object]) -> None:
    """Demande le trimestre et le fichier, puis écrit la revue à côté ; `ecrite` reçoit le trimestre, une fois faite."""
    trimestre = contexte.invites.choisir("De quel trimestre préparer la revue ?", trimestres(contexte.aujourd_hui()))
    if trimestre is None:
        return
    exporter_revue(contexte, Demande(Arret.du(trimestre), (operation.code,)), ensuite=lambda: ecrite(trimestre))


def imprimer_conformite(contexte: Contexte[Base], operation: LigneOperation) -> None:
    """Demande le fichier, puis y écrit la fiche de conformité de l'opération, sans aucun nom de ménage."""
    nom = f"conformite-{operation.code}.pdf"
    sortie = contexte.invites.enregistrer_fichier("Imprimer la fiche de conformité", nom, "Document PDF (*.pdf)")
    if sortie is None:
        return
    fichier, au = sortie if sortie.suffix else sortie.with_suffix(".pdf"), contexte.aujourd_hui()
    _lancer(
        contexte, "Fiche de conformité…",
        lambda _: imprimer_conformite_operation(contexte.base, operation.id, fichier, au),
        lambda _: f"Fiche de conformité écrite : {fichier.name}",
    )


def imprimer_le_rapport(contexte: Contexte[Base], operation: LigneOperation) -> None:
    """Demande le fichier, puis y écrit le rapport de l'opération, sans aucun nom de ménage."""
    nom = f"rapport-{operation.code}.pdf"
    sortie = contexte.invites.enregistrer_fichier("Imprimer le rapport", nom, "Document PDF (*.pdf)")
    if sortie is None:
        return
    fichier, au = sortie if sortie.suffix else sortie.with_suffix(".pdf"), contexte.aujourd_hui()
    _lancer(
        contexte, "Rapport…", lambda _: imprimer_rapport(contexte.base, operation.id, fichier, au),
        lambda _: f"Rapport écrit : {fichier.name}",
    )


def _lancer(
    contexte: Contexte[Base], nom: str, travail: Callable[[Suivi], Any], phrase: Callable[[Any], str],
    ensuite: Callable[[], object] = lambda: None,
) -> None:
    """Une sortie ne change rien à la base : seule sa phrase s'annonce."""

    def finir(fait: Any) -> None:
        contexte.signaler(Changements(frozenset(), phrase(fait)))
        ensuite()

    contexte.taches.lancer(nom, travail, finir, contexte.echec.emit, enjeu="aucun fichier n'est écrit")
