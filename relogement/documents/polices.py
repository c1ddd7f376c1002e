"""La police embarquée et le texte prêt à composer : échappé, insécable à la française, sans boîte noire muette."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from functools import cache
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from relogement.commun import ressource

NORMALE = "Inter"
GRASSE = "Inter-SemiBold"
ITALIQUE = "Inter-Italic"
REMPLACANT = "□"
"""Ce qui tient la place d'un signe que la police ne sait pas écrire ; une note le dit en fin de document."""

_FICHIERS = {NORMALE: "Inter-Regular.ttf", GRASSE: "Inter-SemiBold.ttf", ITALIQUE: "Inter-Italic.ttf"}
_INSECABLES = re.compile("[\u2007\u2009\u202f]")
_INVISIBLES = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\x00-\x08\x0b-\x1f\x7f]")
_AVANT = re.compile(r"(?<=\S)[ \u00a0]+(?=[:;!?»%€])")
_APRES = re.compile(r"(?<=«)[ \u00a0]+")
_MILLIERS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_NUMERO = re.compile(r"(?<=\bn°) ")


@cache
def charger() -> frozenset[int]:
    """Enregistre les polices une fois pour toutes ; rend les signes qu'elles savent toutes écrire."""
    connus: list[frozenset[int]] = []
    for nom, fichier in _FICHIERS.items():
        police = TTFont(nom, str(ressource(f"polices/{fichier}")))
        pdfmetrics.registerFont(police)
        connus.append(frozenset(police.face.charToGlyph))
    return frozenset.intersection(*connus)


def nettoyer(texte: str) -> str:
    """Le texte tel qu'il s'imprimera, sans balise : composé, sans signe invisible, insécable où il faut.

    L'espace fine U+202F, où reportlab couperait la ligne, devient U+00A0.
    """
    propre = unicodedata.normalize("NFC", texte.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    propre = _INSECABLES.sub("\u00a0", _INVISIBLES.sub("", propre))
    for motif in (_AVANT, _APRES, _MILLIERS, _NUMERO):
        propre = motif.sub("\u00a0", propre)
    return propre if propre.isascii() else "".join(_ecrivable(c) for c in propre)


def composer(texte: str) -> str:
    """Le texte pour un Paragraph de reportlab : nettoyé, balises montrées telles quelles, sauts de ligne gardés."""
    return escape(nettoyer(texte)).replace("\n", "<br/>")


def signes_manquants(valeur: object) -> frozenset[str]:
    """Les signes qu'un remplaçant cachera, cherchés dans tous les textes d'une donnée."""
    if isinstance(valeur, str):
        # Les signes du remplaçant tapés par l'utilisateur sont, eux, à leur place.
        return frozenset(c for c in unicodedata.normalize("NFC", valeur) if _perdu(c))
    if is_dataclass(valeur):
        return frozenset().union(*(signes_manquants(getattr(valeur, f.name)) for f in fields(valeur)))
    if isinstance(valeur, tuple):
        return frozenset().union(*(signes_manquants(v) for v in valeur))
    return frozenset()


def _perdu(signe: str) -> bool:
    return signe != REMPLACANT and not _INVISIBLES.match(signe) and _ecrivable(signe) == REMPLACANT


@cache
def _ecrivable(signe: str) -> str:
    connus = charger()
    if signe.isspace() or ord(signe) in connus:
        return signe
    # « ﬁ » s'écrit « fi », « ① » s'écrit « 1 » : mieux qu'un remplaçant.
    proche = unicodedata.normalize("NFKC", signe)
    return proche if proche != signe and all(ord(c) in connus for c in proche) else REMPLACANT
