"""La feuille « Ménages » : une ligne par ménage, sans nom, adresse, téléphone, porte ni texte libre."""

from __future__ import annotations

from collections.abc import Mapping

from relogement.regles.charte.compteurs import compteur_charte, compteur_loi
from relogement.regles.revue import mesures
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.parametres import libelle_bande
from relogement.regles.revue.revue import Revue
from relogement.tableur.revue.cellules import Colonne, Genre, Reperes, Valeur, Zone, connu
from relogement.tableur.revue.couts import colonnes_couts
from relogement.tableur.revue.feuille import Feuille
from relogement.tableur.revue.identite import Identite, colonnes_identite
from relogement.tableur.revue.menages_apres import colonnes_apres
from relogement.tableur.revue.menages_lieux import colonnes_logements, colonnes_profil
from relogement.tableur.revue.notes import notes_page

TITRE = "Ménages"
C = Colonne[Dossier]


def colonnes(revue: Revue, identites: Mapping[str, Identite] | None = None) -> tuple[C, ...]:
    """Les colonnes, définies dans « Méthode » ; `identites` : par code, dans la variante nominative."""
    code, *autres = _identite(revue)
    return (
        code,
        *(colonnes_identite(identites) if identites else ()),
        *autres,
        *colonnes_profil(revue),
        *_parcours(),
        *colonnes_logements(revue),
        *colonnes_couts(),
        *_sources(revue),
        *colonnes_apres(),
    )


def ecrire(
    feuille: Feuille, revue: Revue, reperes: Reperes, identites: Mapping[str, Identite] | None = None
) -> None:
    """Écrit les ménages, rangés par opération puis par code : l'ordre ne dit rien des portes."""
    cols = colonnes(revue, identites)
    feuille.largeurs(c.largeur or c.genre.largeur for c in cols)
    feuille.imprimer_large(3)
    feuille.titre("Ménages, nommés" if identites else "Ménages, sous pseudonyme", notes_page(revue))
    entete = feuille.entetes([c.titre for c in cols], hauteur=60)
    feuille.tableau(cols, sorted(revue.dossiers, key=lambda d: (d.operation, d.code)))
    derniere = max(entete + 1, feuille.ligne - 1)
    reperes.menages.update({c.titre: Zone(TITRE, rang, entete + 1, derniere) for rang, c in enumerate(cols)})
    feuille.figer(entete + 1, 1)
    feuille.repeter(entete)
    feuille.filtrer(entete, len(cols))
    feuille.finir()


def _identite(revue: Revue) -> tuple[C, ...]:
    return (
        Colonne(
            "Ménage",
            Genre.TEXTE,
            lambda d: d.code,
            "Code stable d'une revue à l'autre, tiré de l'identifiant interne ; seule la base permet d'y remonter.",
            17,
        ),
        Colonne("Opération", Genre.TEXTE, lambda d: d.operation, "Code de l'opération.", 12),
        Colonne(
            "Bâtiment",
            Genre.TEXTE,
            lambda d: connu(d.batiment or None),
            "Bâtiment quitté ; un numéro d'ordre s'il porte un nom de voie.",
            14,
        ),
        Colonne(
            "Taille du ménage",
            Genre.TEXTE,
            lambda d: connu(libelle_bande(revue.parametres.tailles, d.personnes)),
            "Personnes nommées présentes, et celles que le bailleur déclare sans que personne les ait nommées ; "
            "tranches à nous.",
        ),
        Colonne(
            "Composition",
            Genre.TEXTE,
            lambda d: connu(mesures.composition(d)),
            "D'après les liens avec le titulaire ; « enfant » quel que soit l'âge ; liste à nous. Inconnue tant que "
            "chacun n'est pas nommé, ou quand les liens ne disent pas la famille (deux titulaires, titulaire parti).",
            22,
        ),
        Colonne(
            "Situation",
            Genre.TEXTE,
            lambda d: d.situation.value,
            "Relogé définitivement, sorti sans relogement ou restant à reloger : chacun a la sienne.",
            22,
        ),
        Colonne("Étape", Genre.TEXTE, lambda d: d.etape.libelle, "Déduite des faits, jamais saisie.", 19),
        Colonne("Décohabitant", Genre.TEXTE, lambda d: d.faits.decohabitant, "Compté à part partout.", 13),
        Colonne(
            "Relogement temporaire",
            Genre.TEXTE,
            lambda d: d.temporaire,
            "Vit à la date dans un logement temporaire.",
            13,
        ),
    )


def _parcours() -> tuple[C, ...]:
    return (
        Colonne("Premier entretien", Genre.JOUR, mesures.rencontre_le, "Jour du premier entretien ; vide : aucun."),
        Colonne("Entretiens", Genre.NOMBRE, lambda d: len(d.faits.entretiens), "Nombre d'entretiens."),
        Colonne(
            "Propositions",
            Genre.NOMBRE,
            mesures.nombre_propositions,
            "Propositions de relogement définitif envoyées.",
            13,
        ),
        Colonne("Première proposition", Genre.JOUR, mesures.propose_le, "Jour d'envoi de la première ; vide : aucune."),
        Colonne("Refus", Genre.NOMBRE, mesures.nombre_refus, "Refus exprès ou tacites."),
        Colonne(
            "Refus comptés par la charte",
            Genre.NOMBRE,
            lambda d: compteur_charte(d.faits).nombre,
            "Refus de propositions adaptées (article 4).",
        ),
        Colonne(
            "Refus incertains pour la charte",
            Genre.NOMBRE,
            lambda d: len(compteur_charte(d.faits).incertaines),
            "Refus qu'un point inconnu, ou un refus tacite non confirmé, laisse hors du compte.",
        ),
        Colonne(
            "Refus comptés par la loi",
            Genre.NOMBRE,
            lambda d: compteur_loi(d.faits).nombre,
            "Refus d'offres conformes aux cinq points de l'article 13 bis.",
        ),
        Colonne(
            "Refus incertains pour la loi",
            Genre.NOMBRE,
            lambda d: len(compteur_loi(d.faits).incertaines),
            "Refus qu'un point inconnu, ou un refus tacite non confirmé, laisse hors du compte.",
        ),
        Colonne("Accord", Genre.JOUR, _accord, "Jour de l'acceptation ; vide : aucune."),
        Colonne("Bail signé", Genre.JOUR, mesures.bail_le, "Jour de signature du bail définitif ; vide : aucun."),
        Colonne("Relogé le", Genre.JOUR, lambda d: d.emmenage_le, "Jour du relogement définitif ; vide : pas encore."),
    )


def _accord(d: Dossier) -> Valeur:
    return connu(mesures.accord_le(d)) if mesures.acceptation(d) else None


def _sources(revue: Revue) -> tuple[C, ...]:
    return (
        Colonne(
            "Tranche d'écart",
            Genre.TEXTE,
            lambda d: connu(libelle_bande(revue.parametres.ecarts, d.finances.ecart)) if d.finances.apres else None,
            "Tranche de l'écart de mensualité résiduelle ; tranches à nous.",
            24,
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
            lambda d: d.finances.source_apres.value if d.finances.apres else None,
            "Bail signé s'il donne la mensualité, sinon budget figé ; loyer en vigueur après un retour chez soi.",
            20,
        ),
    )
