"""La feuille « Qualité » : les anomalies des dossiers, par ménage, sans rien qui le nomme."""

from __future__ import annotations

from collections import Counter

from relogement.regles.revue.qualite.anomalie import Anomalie
from relogement.regles.revue.qualite.moteur import REGLES, anomalies
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.cellules import Colonne, Genre
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.notes import notes_page

TITRE = "Qualité"
C = Colonne[Anomalie]
_LARGEURS = (20, 12, 14, 80)
_RAPPEL = (
    "Bloquante : un fait manque ou se contredit, un chiffre en dépend. Douteuse : peu vraisemblable ou inconnu, à "
    "vérifier. Les seuils sont à nous."
)


def colonnes() -> tuple[C, ...]:
    """Les colonnes du détail, définies dans « Méthode »."""
    source = "règles de qualité, dossier du ménage"
    return (
        Colonne("Ménage", Genre.TEXTE, lambda a: a.menage, "Code pseudonyme.", None, "une ligne par anomalie", source),
        Colonne("Opération", Genre.TEXTE, lambda a: a.operation, "Code de l'opération.", None, "une ligne par anomalie",
                source),
        Colonne("Gravité", Genre.TEXTE, lambda a: a.regle.gravite.libelle, _RAPPEL, None, "une ligne par anomalie",
                source),
        Colonne("Constat", Genre.TEXTE, lambda a: a.regle.phrase, "Ce que la règle a trouvé.", None,
                "une ligne par anomalie", source),
    )


def ecrire(feuille: Feuille, revue: Revue) -> None:
    """Écrit le compte par règle, puis une ligne par anomalie."""
    trouvees = anomalies(revue.dossiers)
    feuille.largeurs(_LARGEURS)
    feuille.titre("Qualité des dossiers", [*notes_page(revue), _RAPPEL])
    _compte(feuille, trouvees)
    cols = colonnes()
    entete = feuille.entetes([c.titre for c in cols], hauteur=20)
    feuille.tableau(cols, trouvees)
    feuille.figer(entete + 1, 1)
    feuille.repeter(entete)
    feuille.filtrer(entete, len(cols))
    feuille.finir()


def _compte(feuille: Feuille, trouvees: tuple[Anomalie, ...]) -> None:
    nombres = Counter(a.regle.code for a in trouvees)
    menages = {a.menage for a in trouvees}
    feuille.rangee([("Ménages concernés", Genre.TEXTE), (len(menages), Genre.NOMBRE)], gras=True)
    for regle in REGLES:
        feuille.rangee(
            [("", Genre.TEXTE), (nombres[regle.code], Genre.NOMBRE), (regle.gravite.libelle, Genre.TEXTE),
             (regle.phrase, Genre.TEXTE)]
        )
    feuille.passer()
