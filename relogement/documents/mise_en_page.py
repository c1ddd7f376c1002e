"""La mise en page commune à tous les documents : styles, titres, textes, fiches, tableaux."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    Paragraph,
    Spacer,
    Table,
)

from relogement.documents.formats import INCONNU, NON_RENSEIGNE
from relogement.documents.polices import GRASSE, ITALIQUE, NORMALE, REMPLACANT, charger, composer, nettoyer

Histoire = list[Flowable]
"""La suite d'éléments que reportlab coule de page en page."""

MARGE = 17 * mm
LARGEUR = A4[0] - 2 * MARGE
ENCRE = HexColor("#1B2430")
DOUX = HexColor("#4A5563")
ACCENT = HexColor("#1D5C8C")
TRAIT = HexColor("#B9C1CB")
FOND = HexColor("#EEF1F5")
_PAQUET = 20
_LONG = 400
"""Au-delà, en caractères, une cellule étroite ferait une colonne de plusieurs pages."""


@cache
def style(nom: str) -> ParagraphStyle:
    """Un style de la feuille : corps, doux, petit, droite, fort, libelle, titre, section, partie…"""
    charger()
    base: dict[str, Any] = {
        "fontName": NORMALE, "fontSize": 9, "leading": 12.5, "textColor": ENCRE,
        "splitLongWords": 1, "allowWidows": 0, "allowOrphans": 0,
    }
    propres: dict[str, dict[str, Any]] = {
        "corps": {},
        "aere": {"spaceAfter": 4},
        "lettre": {"fontSize": 10, "leading": 14, "spaceBefore": 2, "spaceAfter": 7},
        "puce": {
            "fontSize": 10, "leading": 14, "leftIndent": 12, "bulletIndent": 2, "spaceAfter": 3,
            # Sans quoi la puce s'écrit dans une police que le PDF n'incorpore pas.
            "bulletFontName": NORMALE,
        },
        "objet": {"fontName": GRASSE, "fontSize": 10.5, "leading": 14, "spaceAfter": 10},
        "fort": {"fontName": GRASSE},
        "doux": {"textColor": DOUX},
        "petit": {"fontSize": 7.5, "leading": 10, "textColor": DOUX, "spaceBefore": 3},
        "libelle": {"fontSize": 8, "leading": 12.5, "textColor": DOUX},
        "legende": {"fontName": GRASSE, "fontSize": 8.5, "leading": 12, "spaceBefore": 6, "spaceAfter": 1},
        "vide": {"fontName": ITALIQUE, "textColor": DOUX, "spaceAfter": 4},
        "droite": {"alignment": TA_RIGHT},
        "droite_forte": {"alignment": TA_RIGHT, "fontName": GRASSE},
        "droite_douce": {"alignment": TA_RIGHT, "textColor": DOUX},
        "colonne": {"fontName": GRASSE, "fontSize": 8, "leading": 10.5},
        "colonne_droite": {"fontName": GRASSE, "fontSize": 8, "leading": 10.5, "alignment": TA_RIGHT},
        "surtitre": {"fontName": GRASSE, "fontSize": 9, "textColor": ACCENT, "spaceAfter": 3},
        "titre": {"fontName": GRASSE, "fontSize": 22, "leading": 27, "spaceAfter": 3},
        "section": {"fontName": GRASSE, "fontSize": 14, "leading": 18, "spaceBefore": 16, "spaceAfter": 2},
        "partie": {"fontName": GRASSE, "fontSize": 10.5, "leading": 14, "spaceBefore": 10, "spaceAfter": 3},
    }
    return ParagraphStyle(nom, **(base | propres[nom]))


def texte(contenu: str, nom: str = "corps") -> Paragraph:
    """Un paragraphe du style nommé ; le contenu est échappé, ses sauts de ligne gardés."""
    return Paragraph(composer(contenu), style(nom))


def puce(contenu: str) -> Paragraph:
    """Une ligne de liste, son tiret devant."""
    return Paragraph(composer(contenu), style("puce"), bulletText="–")


def paragraphes(contenu: str, nom: str = "corps") -> Histoire:
    """Le même texte en paragraphes de quelques lignes : reportlab recoupe tout un paragraphe à chaque page."""
    lignes = contenu.splitlines() or [""]
    return [texte("\n".join(lignes[i : i + _PAQUET]), nom) for i in range(0, len(lignes), _PAQUET)]


def bloc(libelle: str, contenu: str | None) -> Histoire:
    """Un texte long sous son libellé : il se coupe d'une page à l'autre."""
    if not contenu or not contenu.strip():
        return legende(libelle, texte(NON_RENSEIGNE, "doux"))
    return legende(libelle, *paragraphes(contenu))


def legende(libelle: str, *suite: Flowable) -> Histoire:
    """Un petit titre, jamais séparé de ce qu'il annonce."""
    return [CondPageBreak(28 * mm), texte(libelle, "legende"), *suite]


def section(titre: str, place: float = 45 * mm) -> Histoire:
    """Un titre de section, avec son signet ; sur une autre page s'il reste moins de `place` points."""
    return [
        CondPageBreak(place), _avec_signet(texte(titre, "section"), titre, 0),
        HRFlowable(width="100%", thickness=1, color=ACCENT, spaceBefore=1, spaceAfter=6),
    ]


def partie(titre: str, niveau: int | None = 1) -> Histoire:
    """Un titre de partie ; `niveau` de son signet : 1 dans une section, 0 sans section, None : pas de signet."""
    paragraphe = texte(titre, "partie")
    return [CondPageBreak(30 * mm), paragraphe if niveau is None else _avec_signet(paragraphe, titre, niveau)]


def titre_document(surtitre: str, titre: str) -> Histoire:
    """Le titre d'un document, au haut de sa première page."""
    return [texte(surtitre.upper(), "surtitre"), texte(titre, "titre")]


def _avec_signet(paragraphe: Paragraph, titre: str, niveau: int) -> Paragraph:
    paragraphe.signet = (nettoyer(titre), niveau)
    return paragraphe


def vide(phrase: str) -> Paragraph:
    """Une section sans contenu le dit."""
    return texte(phrase, "vide")


def fiche(paires: Sequence[tuple[str, str]], colonnes: int = 2) -> Table:
    """Des couples (libellé, valeur) sur une ou deux colonnes."""
    rangs = -(-len(paires) // colonnes)
    lignes: list[list[Any]] = [[] for _ in range(rangs)]
    for i, (libelle, valeur) in enumerate(paires):
        # Ce qui manque se lit moins fort que ce qui est connu.
        absent = valeur in (INCONNU, NON_RENSEIGNE)
        lignes[i % rangs] += [texte(libelle, "libelle"), texte(valeur, "doux" if absent else "corps")]
    lignes = [[*ligne, *[""] * (2 * colonnes - len(ligne))] for ligne in lignes]
    libelles = 36 * mm
    return grille(lignes, [libelles, LARGEUR / colonnes - libelles] * colonnes)


def grille(lignes: Sequence[Sequence[Any]], largeurs: Sequence[float], **options: Any) -> Table:
    """Un tableau sans filets, pour aligner."""
    return Table(lignes, largeurs, splitInRow=1, style=[
        # Même une cellule vide nomme une police : sans cela, reportlab inscrit la sienne, qui n'est pas embarquée.
        ("FONTNAME", (0, 0), (-1, -1), NORMALE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ], **options)


def tableau(
    colonnes: Sequence[tuple[str, float]],
    lignes: Sequence[Sequence[str | Flowable]],
    *,
    montants: frozenset[int] = frozenset(),
    fortes: frozenset[int] = frozenset(),
    intertitres: frozenset[int] = frozenset(),
) -> Histoire:
    """Un tableau dont l'en-tête se répète ; `colonnes` : (titre, part de la largeur) ; `montants` s'alignent à droite.

    `fortes` : rangs des lignes à mettre en gras (0 : la première du corps) ; `intertitres` : rangs des lignes dont la
    première cellule court sur toute la largeur. Un texte trop long pour une cellule passe en note sous le tableau.
    """
    notes: list[str] = []
    total = sum(part for _, part in colonnes)
    entetes = [texte(t, "colonne_droite" if i in montants else "colonne") for i, (t, _) in enumerate(colonnes)]
    corps = [
        [_cellule(c, notes, i in montants, rang in fortes or rang in intertitres) for i, c in enumerate(ligne)]
        for rang, ligne in enumerate(lignes)
    ]
    # De l'air entre un montant, calé à droite, et la colonne de texte qui le suit.
    air = [("RIGHTPADDING", (i, 0), (i, -1), 12) for i in montants if i + 1 < len(colonnes) and i + 1 not in montants]
    groupes = [("SPAN", (0, rang + 1), (-1, rang + 1)) for rang in intertitres]
    groupes += [("NOSPLIT", (0, rang + 1), (0, rang + 2)) for rang in intertitres]
    table = Table(
        [entetes, *corps], [LARGEUR * part / total for _, part in colonnes], repeatRows=1,
        # Un intertitre ne quitte pas la ligne qu'il annonce : couper dans une ligne l'en séparerait, en-tête compris.
        splitInRow=0 if intertitres else 1, spaceBefore=3, spaceAfter=4, style=[
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"), ("VALIGN", (0, 1), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), FOND),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, DOUX), ("LINEBELOW", (0, 1), (-1, -1), 0.4, TRAIT),
            ("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("FONTNAME", (0, 0), (-1, -1), NORMALE), *air, *groupes,
        ],
    )
    suites = (legende(f"Note {n}", *paragraphes(note)) for n, note in enumerate(notes, start=1))
    return [table, *chain.from_iterable(suites)]


def _cellule(contenu: str | Flowable, notes: list[str], a_droite: bool, forte: bool) -> Flowable:
    if isinstance(contenu, str):
        nom = ("droite_forte" if forte else "droite") if a_droite else ("fort" if forte else "corps")
        if len(contenu) > _LONG or contenu.count("\n") > _PAQUET:
            notes.append(contenu)
            contenu = f"Voir la note {len(notes)}, sous le tableau."
        return texte(contenu, nom)
    return contenu


def note_signes(manquants: frozenset[str]) -> Histoire:
    """La note qui nomme les signes remplacés, pour qu'aucune perte ne soit muette."""
    if not manquants:
        return []
    codes = ", ".join(f"U+{ord(c):04X}" for c in sorted(manquants))
    phrase = f"Le signe {REMPLACANT} remplace un caractère que la police de ce document ne sait pas écrire : {codes}."
    return [Spacer(1, 10), texte(phrase, "petit")]
