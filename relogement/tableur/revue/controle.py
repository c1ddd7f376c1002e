"""La feuille « Contrôle » : les chiffres de tête, recomptés sur « Ménages » ; l'écart est nul ou se voit."""

from __future__ import annotations

from collections.abc import Sequence

from relogement.regles.revue.chiffre import Chiffre
from relogement.regles.revue.revue import Page, Revue
from relogement.tableur.revue.cellules import Definition, Genre, Inconnu, Reperes, Valeur, valeur_de
from relogement.tableur.revue.controles import CONTROLES, Controle, remplie
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes_page

TITRE = "Contrôle"
_LARGEURS = (48, 16, 16, 12, 100)
_RAPPEL = (
    "Chaque chiffre de la synthèse, et le neuf que suit l'ANRU, sont recomptés ici, par une formule, sur les lignes "
    "de « Ménages » : l'écart est nul. "
    "Filtrez ou corrigez « Ménages » pour voir d'où vient un chiffre."
)
COLONNES = (
    Definition(
        "Chiffre contrôlé", "Un chiffre de « Synthèse » ou de « Accueil et localisation », à la date.",
        "celui du chiffre", "cette feuille",
    ),
    Definition("Publié", "Sa valeur dans cette feuille, écrite.", "celui du chiffre", "la feuille du chiffre"),
    Definition("Recompté", "La formule, recalculée par le tableur.", "lignes de « Ménages »", "« Ménages »"),
    Definition("Écart", "Recompté − publié ; 0 : les deux s'accordent.", "aucun", "cette feuille"),
    Definition("Formule", "La même, avec le titre des colonnes de « Ménages ».", "aucun", "cette feuille"),
)


def ecrire(feuille: Feuille, revue: Revue, reperes: Reperes, pages: Sequence[Page]) -> None:
    """Écrit une ligne par contrôle, sur les chiffres de ces pages ; à appeler après « Ménages »."""
    feuille.largeurs(_LARGEURS)
    feuille.titre("Contrôle des chiffres de tête", [*notes_page(revue), _RAPPEL])
    entete = feuille.entetes([c.titre for c in COLONNES], hauteur=20)
    chiffres = {ligne.indicateur.cle: ligne.au for page in pages for ligne in page.lignes}
    plages = {titre: zone.reference for titre, zone in reperes.menages.items()}
    for controle in CONTROLES:
        _ligne(feuille, controle, chiffres[controle.cle], plages)
    feuille.figer(entete + 1, 1)
    feuille.repeter(entete)
    feuille.filtrer(entete, len(COLONNES))
    feuille.finir()


def _ligne(feuille: Feuille, controle: Controle, chiffre: Chiffre, plages: dict[str, str]) -> None:
    publie, genre = valeur_de(chiffre)
    # Une mesure sur personne est sans objet : la formule le dit comme une inconnue.
    publie = valeur_publiee(publie)
    rang = feuille.ligne + 1
    lisible = controle.formule.replace("{", "[").replace("}", "]")
    feuille.ajuster(4, lisible)
    feuille.cellule(0, chiffre.indicateur.libelle.strip(), Genre.TEXTE)
    feuille.cellule(1, publie, genre)
    formule = remplie(controle.formule, plages)
    if controle.sur is not None:
        formule = f"IF({remplie(controle.sur, plages)}=0,{remplie(controle.vide, plages)},{formule})"
    feuille.formule(2, formule, publie, genre, matricielle=controle.matricielle)
    ecart = f"IF(AND(ISNUMBER(B{rang}),ISNUMBER(C{rang})),ROUND(C{rang}-B{rang},6),IF(B{rang}=C{rang},0,1))"
    feuille.formule(3, ecart, 0, Genre.ECART)
    feuille.cellule(4, lisible, Genre.TEXTE)
    feuille.passer()


def valeur_publiee(valeur: Valeur) -> Valeur:
    """La valeur, « inconnu » si le chiffre ne porte sur personne."""
    return Inconnu.INCONNU if valeur is None else valeur
