"""Les constats article par article, avec leurs preuves, leurs manquements et leur dérogation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable, Spacer

from relogement.documents.donnees_conformite import ArticleImprime, ConstatDetaille, RegardImprime
from relogement.documents.formats import jour
from relogement.documents.mise_en_page import LARGEUR, Histoire, grille, tableau
from relogement.documents.symboles import ORDRE, etat
from relogement.formats import pluriel
from relogement.regles.charte.etats import Etat

SANS_OBLIGATION = "Aucune obligation de cet article n'est jugée à ce jour."
COLONNES = (("État", 27), ("Obligation", 33), ("Constat", 57), ("Preuves", 39), ("Échéance", 22))


def paires_regard(r: RegardImprime) -> list[tuple[str, str]]:
    """Comment on a regardé : la date des faits, celle de ce qui était connu, la charte et sa version."""
    return [
        ("Faits jusqu'au", jour(r.au)),
        ("Tel que connu le", jour(r.connu_le, "aujourd'hui")),
        ("Charte", r.charte),
        ("Version", f"{r.version}, en vigueur depuis le {jour(r.depuis)}"),
    ]


def compte_etats(etats: Iterable[Etat]) -> Flowable:
    """Combien d'obligations par état, le plus pressant d'abord ; rien s'il n'y en a aucune."""
    compte = Counter(etats)
    if not compte:
        return Spacer(1, 1)
    cases: Histoire = [etat(e, f" : {compte[e]}", LARGEUR / 4) for e in ORDRE if compte[e]]
    cases += [Spacer(1, 1)] * (-len(cases) % 4)
    lignes = [cases[i : i + 4] for i in range(0, len(cases), 4)]
    return grille(lignes, [LARGEUR / 4] * 4, spaceBefore=4, spaceAfter=4)


def compte_sans(menages: int, tues: Sequence[str]) -> str:
    """De qui sont les obligations que l'on vient de compter, et lesquelles ne le sont pas : les fiches s'accordent."""
    return (
        f"Comptées pour {pluriel(menages, 'ménage')}, décohabitants non compris. Les obligations {', '.join(tues)} se "
        "suivent au dossier de chaque ménage : leur état dirait une difficulté sociale, elles ne sont ni montrées ni "
        "comptées ici."
    )


def tableau_articles(articles: Sequence[ArticleImprime]) -> Histoire:
    """Un tableau, un intertitre par article ; un article où rien n'est jugé le dit."""
    lignes: list[tuple[str | Flowable, ...]] = []
    intertitres: set[int] = set()
    for article in articles:
        intertitres.add(len(lignes))
        lignes.append((f"Article {article.numero} · {article.titre}", "", "", "", ""))
        lignes += [_ligne(c) for c in article.constats] or [("", "", SANS_OBLIGATION, "", "")]
    return tableau(COLONNES, lignes, intertitres=frozenset(intertitres))


def _ligne(c: ConstatDetaille) -> tuple[str | Flowable, ...]:
    phrases = (c.phrase, *(f"Manquement : {m}" for m in c.manquements))
    return (
        etat(c.etat), "\n".join(filter(None, (f"{c.libelle} ({c.id})", c.portee))), "\n".join(phrases),
        "\n".join(c.preuves) or "aucune", jour(c.echeance) if c.echeance else "–",
    )
