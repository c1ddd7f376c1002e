"""La couverture : l'opération, le ménage, son étape, l'état de la charte article par article."""

from __future__ import annotations

from itertools import groupby

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from relogement.documents.donnees import ConstatImprime, Couverture, Entete
from relogement.documents.formats import jour, texte_ou
from relogement.documents.mise_en_page import (
    Histoire,
    fiche,
    section,
    tableau,
    texte,
    titre_document,
    vide,
)
from relogement.documents.sections.articles import compte_etats
from relogement.documents.symboles import etat

_FIN_COUVERTURE = 120 * mm
"""Ce qu'il faut de place pour que la suite commence sur la dernière page de la couverture."""


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
    dit = texte(f"Au {jour(entete.le)}, pour ce ménage :", "doux")
    return [dit, compte_etats(k.etat for k in constats), *_constats(constats)]


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
