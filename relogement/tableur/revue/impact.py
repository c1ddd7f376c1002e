"""La feuille « Impact financier » : tranches, médianes et moyennes, puis une ligne par ménage relogé."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, median

from relogement.regles.revue.conditions import RELOGES, bandes_ecart
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.parametres import bande_de
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.cellules import Colonne, Definition, Genre, Inconnu, Valeur, connu
from relogement.tableur.revue.couts import colonnes_couts
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import STATUT, notes

TITRE = "Impact financier"
_MESURES = (Genre.EUROS, Genre.TAUX, Genre.SURFACE)
_A_PART = "ménages relogés définitivement, décohabitants exclus"
_DES_LIGNES = "lignes du tableau"
_RESUMES = (
    Definition("Médiane", "Médiane de la colonne, sur les valeurs connues.", RELOGES, _DES_LIGNES),
    Definition("Moyenne", "Moyenne de la colonne, sur les valeurs connues.", RELOGES, _DES_LIGNES),
    Definition("Ménages connus", "Ménages dont la valeur de la colonne est connue.", _A_PART, _DES_LIGNES),
    Definition("Ménages inconnus", "Ménages dont la valeur de la colonne est inconnue.", _A_PART, _DES_LIGNES),
)
_TRANCHES = "Écart de mensualité (tranches à nous)"
_INCONNU = "Inconnu"
_EFFECTIFS = Definition("Ménages relogés", "Le nombre de ménages de la tranche.", _A_PART, "tranches à nous")
_PARTS = Definition(
    "Part des connus", "Ménages de la tranche / ménages dont l'écart est connu.", RELOGES, "tranches à nous"
)


def colonnes(revue: Revue) -> tuple[Colonne[Dossier], ...]:
    """Les colonnes du détail, définies dans « Méthode »."""
    return (
        Colonne("Ménage", Genre.TEXTE, lambda d: d.code, "Code pseudonyme.", 17),
        Colonne("Opération", Genre.TEXTE, lambda d: d.operation, "Code de l'opération.", 12),
        Colonne(
            "Décohabitant",
            Genre.TEXTE,
            lambda d: d.faits.decohabitant,
            "Ménage issu d'une décohabitation : hors des médianes, des moyennes et des tranches.",
            13,
        ),
        Colonne("Relogé le", Genre.JOUR, lambda d: d.emmenage_le, "Jour du relogement définitif."),
        *colonnes_couts(),
        Colonne(
            "Tranche d'écart",
            Genre.TEXTE,
            lambda d: connu(bande_de(revue.parametres.ecarts, d.finances.ecart)),
            "Tranche de l'écart de mensualité résiduelle ; tranches à nous.",
            24,
        ),
        Colonne("Surface avant", Genre.SURFACE, lambda d: connu(d.quitte.surface), "Surface du logement quitté."),
        Colonne(
            "Surface après",
            Genre.SURFACE,
            lambda d: connu(d.accueil.surface if d.accueil else None),
            "Surface du logement d'accueil.",
        ),
        Colonne(
            "Source avant",
            Genre.TEXTE,
            lambda d: d.finances.source_avant.value,
            "Budget figé avec la proposition acceptée s'il donne la mensualité, sinon loyer en vigueur.",
            20,
        ),
        Colonne(
            "Source après",
            Genre.TEXTE,
            lambda d: d.finances.source_apres.value,
            "Bail signé s'il donne la mensualité, sinon budget figé ; loyer en vigueur après un retour chez soi.",
            20,
        ),
    )


def resumes(revue: Revue) -> tuple[Definition, ...]:
    """Ce que disent les tranches et les résumés au-dessus du détail, pour « Méthode »."""
    source = "écart de mensualité du détail"
    bandes = [b.indicateur for b in bandes_ecart(replace(revue, dossiers=()))]
    return (
        Definition(_TRANCHES, "Ménages relogés par tranche d'écart de mensualité résiduelle.", RELOGES, source),
        *(Definition(i.libelle, i.definition, i.denominateur, i.source) for i in bandes),
        Definition(_INCONNU, "Ménages relogés dont l'écart est inconnu, hors des parts.", _A_PART, source),
        _EFFECTIFS,
        _PARTS,
        *_RESUMES,
    )


def ecrire(feuille: Feuille, revue: Revue) -> None:
    """Écrit l'impact financier des ménages relogés définitivement."""
    cols = colonnes(revue)
    reloges = sorted(revue.reloges, key=lambda d: (d.operation, d.code))
    feuille.largeurs(c.largeur or c.genre.largeur for c in cols)
    feuille.imprimer_large()
    feuille.titre("Impact financier du relogement", [n for n in notes(revue) if n != STATUT])
    _tranches(feuille, revue)
    comptes = [d for d in reloges if not d.faits.decohabitant]
    for rang, resume in enumerate(_RESUMES):
        feuille.rangee([(resume.titre, Genre.TEXTE), *(_resume(c, comptes, rang) for c in cols[1:])], gras=True)
    entete = feuille.entetes([c.titre for c in cols], hauteur=60)
    feuille.figer(entete + 1, 1)
    feuille.repeter(entete)
    feuille.tableau(cols, reloges)
    feuille.filtrer(entete, len(cols))


def _tranches(feuille: Feuille, revue: Revue) -> None:
    bandes = bandes_ecart(revue)
    feuille.entetes([_TRANCHES, *(b.indicateur.libelle for b in bandes), _INCONNU])
    inconnus = bandes[0].inconnus if bandes else 0
    effectifs: list[Valeur] = [*(b.valeur for b in bandes), inconnus]
    feuille.rangee([(_EFFECTIFS.titre, Genre.TEXTE), *((v, Genre.NOMBRE) for v in effectifs)])
    feuille.rangee([(_PARTS.titre, Genre.TEXTE), *((b.part, Genre.TAUX) for b in bandes)])
    feuille.ligne += 1


def _resume(colonne: Colonne[Dossier], dossiers: Sequence[Dossier], rang: int) -> tuple[Valeur, Genre]:
    if colonne.genre not in _MESURES:
        return None, Genre.TEXTE
    lues = [colonne.lire(d) for d in dossiers]
    connues = [Decimal(v) for v in lues if isinstance(v, int | Decimal)]
    if rang >= 2:
        return (len(connues) if rang == 2 else sum(isinstance(v, Inconnu) for v in lues)), Genre.NOMBRE
    if not connues:
        return (connu(None) if lues else None), colonne.genre
    valeur = median(connues) if rang == 0 else mean(connues)
    if colonne.genre is not Genre.TAUX:
        valeur = valeur.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return valeur, colonne.genre
