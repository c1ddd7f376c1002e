"""La couverture : l'opération, le ménage, son étape, l'état de la charte article par article."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from relogement.documents.donnees import ConstatImprime, Couverture, Entete
from relogement.documents.formats import jour, texte_ou
from relogement.documents.mise_en_page import (
    LARGEUR,
    Histoire,
    fiche,
    grille,
    section,
    tableau,
    texte,
    titre_document,
    vide,
)
from relogement.documents.symboles import etat
from relogement.regles.charte.etats import Etat

_FIN_COUVERTURE = 120 * mm
"""Ce qu'il faut de place pour que la suite commence sur la dernière page de la couverture."""
_ORDRE = (
    Etat.NON_RESPECTEE, Etat.EN_RETARD, Etat.A_FAIRE, Etat.INDETERMINEE, Etat.A_VENIR, Etat.RESPECTEE, Etat.SANS_OBJET,
)
"""Ce qui demande un geste se lit d'abord."""


def couverture(c: Couverture, entete: Entete) -> Histoire:
    """Le titre, l'identité de l'opération et du ménage, puis la charte."""
    situation = "\n".join((c.etape, *c.drapeaux))
    return [
        *titre_document("Dossier de relogement", c.menage),
        Spacer(1, 4),
        fiche([
            ("Référence", entete.reference),
            ("Étape", situation),
            ("Référent", texte_ou(c.referent)),
            ("Opération", entete.operation),
            ("Nature", c.nature),
            ("Bailleur", c.bailleur),
            ("Commune", c.communes),
            ("Annonce (J0)", jour(c.annonce)),
            ("Début des travaux", jour(c.travaux)),
            ("Charte", c.charte),
        ]),
        *section("État de la charte"),
        *_charte(c.constats, entete),
        CondPageBreak(_FIN_COUVERTURE),
    ]


def _charte(constats: tuple[ConstatImprime, ...], entete: Entete) -> Histoire:
    if not constats:
        return [vide("Aucune obligation de la charte n'est évaluée pour ce ménage.")]
    return [texte(f"Au {jour(entete.le)}, pour ce ménage :", "doux"), _compteurs(constats), *_constats(constats)]


def _compteurs(constats: tuple[ConstatImprime, ...]) -> Table:
    compte = Counter(k.etat for k in constats)
    cases: Histoire = [etat(e, f" : {compte[e]}", LARGEUR / 4) for e in _ORDRE if compte[e]]
    cases += [Spacer(1, 1)] * (-len(cases) % 4)
    lignes = [cases[i : i + 4] for i in range(0, len(cases), 4)]
    return grille(lignes, [LARGEUR / 4] * 4, spaceBefore=4, spaceAfter=4)


def _constats(constats: tuple[ConstatImprime, ...]) -> Histoire:
    lignes: list[tuple[str | Flowable, ...]] = []
    intertitres: set[int] = set()
    for numero, groupe in groupby(sorted(constats, key=lambda k: k.article), key=lambda k: k.article):
        siens = list(groupe)
        intertitres.add(len(lignes))
        lignes.append((f"Article {numero} · {siens[0].titre_article}", "", "", ""))
        lignes += [
            (etat(k.etat), f"{k.libelle} ({k.id})", k.phrase, jour(k.echeance) if k.echeance else "–") for k in siens
        ]
    return tableau(
        (("État", 22), ("Obligation", 33), ("Constat", 57), ("Échéance", 16)), lignes,
        intertitres=frozenset(intertitres),
    )
