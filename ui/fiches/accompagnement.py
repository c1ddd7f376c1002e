"""Les fiches de l'accompagnement : souhaits et leur réponse, mesure d'accompagnement, pièce du dossier."""

from __future__ import annotations

from typing import Any

from relogement.commun import Changements
from relogement.services import menages
from relogement.services.corrections import corriger
from relogement.services.entretiens import noter_mesure
from relogement.services.pieces import deposer_piece
from relogement.vocabulaire import NaturePiece, Rester
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Depot, Modele, Valeurs, fixes, jour, reprendre, sans
from ui.socle.champs import Champ, Genre

SOUHAITS = (
    Champ("type", "Type souhaité", aide="T1, T2, T3…", demi=True),
    Champ("rester", "Rester ou partir", Genre.CHOIX, choix=Rester, demi=True),
    Champ("lieux", "Lieux souhaités", aide="Communes ou quartiers."),
    Champ("contraintes", "Contraintes", Genre.TEXTE_LONG,
          aide="École, travail, transports… Rester objectif : ni santé, ni jugement."),
    Champ("autre_type", "Demande un autre type que celui qu'il quitte", Genre.OUI_NON_INCONNU),
    Champ("accession", "Intéressé par l'accession abordable", Genre.OUI_NON_INCONNU, demi=True),
    Champ("refuse_neuf", "Ne veut pas de logement neuf", Genre.OUI_NON_INCONNU, demi=True),
)
_NOMS_SOUHAITS = tuple(c.nom for c in SOUHAITS)


def _souhaits(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is None:
        return menages.noter_souhaits(base, d.menage_id, **v)
    return corriger(base, "souhait", d.cle, **v)


def _mesure(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is None:
        return noter_mesure(base, d.menage_id, **v)
    return corriger(base, "mesure", d.cle, **v)


def _piece(base: Any, d: Dossier, v: Valeurs) -> Changements:
    if d.ligne is None:
        return deposer_piece(base, d.menage_id, v["fichier"], **sans(v, "fichier"))
    return corriger(base, "piece", d.cle, **v)


FICHES: dict[str, Modele] = {
    "souhaits": Modele(
        "Souhaits du ménage",
        fixes(jour(libelle="Exprimés le"), *SOUHAITS),
        _souhaits,
        valeurs=reprendre("le", *_NOMS_SOUHAITS),
        cible=lambda d: d.celle(d.fiche.souhaits),
        retrait="souhait",
        intro="Les souhaits plus anciens restent au dossier.",
    ),
    "reponse_souhaits": Modele(
        "Réponse aux souhaits",
        fixes(
            Champ("reponse", "Réponse donnée", Genre.TEXTE_LONG, obligatoire=True,
                  manque="Indiquez la réponse donnée."),
            jour(libelle="Donnée le"),
        ),
        lambda base, d, v: menages.repondre_souhaits(base, d.cle, **v),
        valeurs=lambda d: {"reponse": d.valeurs("reponse")["reponse"], "le": d.valeurs("reponse_le")["reponse_le"]},
        cible=lambda d: d.celle(d.fiche.souhaits) or (d.fiche.souhaits[-1] if d.fiche.souhaits else None),
        exige="Notez d'abord les souhaits du ménage.",
    ),
    "mesure": Modele(
        "Mesure d'accompagnement",
        fixes(
            Champ("qui", "Qui la porte", obligatoire=True, manque="Indiquez qui porte la mesure.", demi=True),
            Champ("depuis", "Depuis le", Genre.DATE, obligatoire=True, demi=True,
                  manque="Indiquez depuis quand la mesure court."),
            Champ("objet", "Objet", Genre.TEXTE_LONG, aide="Rester objectif : ni santé, ni jugement."),
        ),
        _mesure,
        valeurs=reprendre("qui", "depuis", "objet"),
        cible=lambda d: d.celle(d.fiche.mesures),
        retrait="mesure",
    ),
    "piece": Modele(
        "Pièce du dossier",
        fixes(
            Champ("nature", "Nature", Genre.CHOIX, choix=NaturePiece, obligatoire=True, demi=True,
                  manque="Choisissez la nature de la pièce."),
            jour(libelle="Date de la pièce", demi=True),
            Champ("libelle", "Libellé", aide="Vide : la nature de la pièce."),
        ),
        _piece,
        valeurs=reprendre("nature", "le", "libelle"),
        cible=lambda d: d.celle(d.fiche.pieces),
        intro="Le nom du fichier n'est pas gardé : le libellé le remplace.",
        action="Ranger au dossier",
        depot=Depot("fichier", NaturePiece.AUTRE, "Le fichier", manque="Choisissez le fichier à ranger.", brut=True),
    ),
}
