"""La feuille « Qualité » : les anomalies des dossiers, par ménage, sans rien qui le nomme."""

from __future__ import annotations

from collections import Counter

from relogement.regles.calendrier import jour_fr
from relogement.regles.revue.qualite.anomalie import Anomalie, Gravite
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
    "vérifier. Levée : quelqu'un a dit que la donnée ne se retrouve pas, et sa raison est au dossier. "
    "Les seuils sont à nous."
)


def colonnes() -> tuple[C, ...]:
    """Les colonnes du détail, définies dans « Méthode »."""
    source = "règles de qualité, dossier du ménage"
    return (
        Colonne("Ménage", Genre.TEXTE, lambda a: a.menage, "Code pseudonyme.", None, "une ligne par anomalie", source),
        Colonne("Opération", Genre.TEXTE, lambda a: a.operation, "Code de l'opération.", None, "une ligne par anomalie",
                source),
        Colonne("Gravité", Genre.TEXTE, lambda a: a.gravite.libelle, _RAPPEL, None, "une ligne par anomalie",
                source),
        Colonne("Constat", Genre.TEXTE, _constat, "Ce que la règle a trouvé ; levée, depuis quand.", None,
                "une ligne par anomalie", source),
    )


def _constat(a: Anomalie) -> str:
    # La raison est un texte libre : elle reste au dossier.
    return f"{a.regle.phrase} Dit inconnu le {jour_fr(a.levee.le)}." if a.levee else a.regle.phrase


def ecrire(feuille: Feuille, revue: Revue) -> None:
    """Écrit une ligne par anomalie, puis le compte par règle : au-dessus, il figerait plus de lignes que l'écran."""
    trouvees = anomalies(revue.dossiers)
    feuille.largeurs(_LARGEURS)
    feuille.titre("Qualité des dossiers", [*notes_page(revue), _RAPPEL, "Le compte par règle est sous la liste."])
    cols = colonnes()
    entete = feuille.entetes([c.titre for c in cols], hauteur=20)
    feuille.tableau(cols, trouvees)
    feuille.figer(entete + 1, 1)
    feuille.repeter(entete)
    feuille.filtrer(entete, len(cols))
    _compte(feuille, trouvees)
    feuille.finir()


def _compte(feuille: Feuille, trouvees: tuple[Anomalie, ...]) -> None:
    nombres = Counter((a.regle.code, a.gravite) for a in trouvees)
    menages = {a.menage for a in trouvees}
    feuille.passer()
    feuille.section("Compte par règle", len(_LARGEURS))
    feuille.rangee([("Ménages concernés", Genre.TEXTE), (len(menages), Genre.NOMBRE)], gras=True)
    comptes = [(r, r.gravite) for r in REGLES] + [(r, Gravite.LEVEE) for r in REGLES if r.leve]
    for regle, gravite in comptes:
        feuille.rangee(
            [("", Genre.TEXTE), (nombres[regle.code, gravite], Genre.NOMBRE), (gravite.libelle, Genre.TEXTE),
             (regle.phrase, Genre.TEXTE)]
        )
