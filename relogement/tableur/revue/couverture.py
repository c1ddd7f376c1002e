"""La feuille « Couverture » : ce qu'est ce classeur, de quoi, pour qui, et ce qu'il contient."""

from __future__ import annotations

from collections.abc import Sequence

from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.cellules import Genre
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import STATUT, notes_page, portee
from relogement.tableur.revue.variante import CONTENU, DIFFUSION
from relogement.vocabulaire import VarianteRevue

TITRE = "Couverture"
_LARGEURS = (28, 110)
_FIGEE = "revue émise et figée : ce qui est corrigé ensuite se dit dans la suivante, en ajustements"
_TRAVAIL = "document de travail, qui n'est pas une revue émise"


def ecrire(feuille: Feuille, revue: Revue, variante: VarianteRevue, feuilles: Sequence[str]) -> None:
    """Écrit la couverture."""
    feuille.largeurs(_LARGEURS)
    feuille.titre(f"{revue.arret.titre} · relogement", notes_page(revue))
    lignes = [
        ("Variante", f"{variante.libelle} : {CONTENU[variante]}"),
        ("Diffusion", DIFFUSION[variante]),
        ("Opérations", portee(revue)),
        ("Photographie", f"Faits datés jusqu'au {jour_fr(revue.au)} compris, tels qu'enregistrés à l'édition."),
        ("Édition", f"{jour_fr(revue.edition)}, {_FIGEE if revue.figee else _TRAVAIL}"),
        ("Statut", STATUT),
        ("Chartes", " ; ".join(f"{o.code} : {o.charte}" for o in revue.operations) or "aucune"),
        ("Feuilles", ", ".join(feuilles)),
    ]
    for nom, texte in lignes:
        feuille.rangee([(nom, Genre.TEXTE), (texte, Genre.TEXTE)])
    feuille.finir()
