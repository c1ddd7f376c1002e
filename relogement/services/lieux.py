"""Reconnaître un logement d'une liste à l'autre : son numéro, sa place, et ce qui l'en distingue."""

from __future__ import annotations

import re

from relogement.commun import sans_accents
from relogement.formats import etage, lieu_nomme
from relogement.modeles import Logement
from relogement.services.identites import lettres
from relogement.tableur.doublons import numero_comparable
from relogement.tableur.etat_locatif import LigneLocative

Lieu = LigneLocative | Logement
Place = tuple[str, str, str, str]
"""Bâtiment, escalier, étage, porte : chacun vide s'il est inconnu."""

_MOTS = re.compile(r"^(?:batiment|bat|bt|immeuble|imm|escalier|esc|cage|porte|pte)\b[\s.:]*(?=.)")


def place(lieu: Lieu) -> Place:
    """La place d'un logement, sans ce qui n'est que forme : « Bât. A » est « A », « 002 » est « 2 »."""
    rang = "" if lieu.etage is None else str(lieu.etage)
    return repere(lieu.batiment), repere(lieu.escalier), rang, repere(lieu.porte)


def repere(texte: str | None) -> str:
    """Un bâtiment, un escalier ou une porte sans ce qui n'est que forme ; vide s'il est inconnu."""
    propre = _MOTS.sub("", sans_accents(texte or "").strip())
    return numero_comparable(propre) if propre else ""


def situe(lieu: Lieu) -> bool:
    """Vrai si le logement a un numéro ou une porte : la ligne se retrouve sans son ménage."""
    return bool(lieu.ug or lieu.porte)


def places_compatibles(une: Place, autre: Place) -> bool:
    """La même porte, et rien d'autre qui se contredise."""
    return une[3] == autre[3] != "" and all(a == b or "" in (a, b) for a, b in zip(une, autre, strict=True))


def numeros_contraires(une: Lieu, autre: Lieu) -> bool:
    """Vrai si les deux n° de logement sont connus et diffèrent."""
    return bool(une.ug and autre.ug) and numero_comparable(une.ug or "") != numero_comparable(autre.ug or "")


def se_confondent(ligne: LigneLocative, logement: Logement) -> bool:
    """Vrai si le même ménage peut n'avoir pas bougé : rien ne contredit, et quelque chose rapproche."""
    faits = [*zip(place(ligne), place(logement), strict=True), *(
        (lettres(str(a or "")), lettres(str(b or "")))
        for a, b in ((ligne.type, logement.type), (ligne.surface, logement.surface))
    )]
    communs = [(a, b) for a, b in faits if a and b]
    return all(a == b for a, b in communs) and (bool(communs) or not situe(logement))


def cle_de(ligne: LigneLocative) -> str:
    """La clé d'une ligne d'une liste à l'autre : le n° de logement, sinon sa place, le bail, ou le titulaire."""
    if ligne.ug:
        cle = f"ug {numero_comparable(ligne.ug)}"
    elif ligne.porte:
        cle = " / ".join(place(ligne))
    elif ligne.bail:
        cle = f"bail {lettres(ligne.bail)}"
    else:
        naissance = ligne.naissance.isoformat() if ligne.naissance else ""
        cle = f"nom {lettres(ligne.nom, ligne.prenom)} {naissance}".strip()
    return cle[:150]


def dire_lieu(lieu: Lieu) -> str:
    """« 56010007, bâtiment A, 1er étage, porte 101 » ; ce qui est inconnu n'y est pas."""
    rang = etage(lieu.etage) if lieu.etage is not None else ""
    parties = (
        lieu.ug, lieu_nomme("bâtiment", lieu.batiment), lieu_nomme("escalier", lieu.escalier), rang,
        lieu_nomme("porte", lieu.porte),
    )
    return ", ".join(p for p in parties if p) or lieu.adresse or "logement sans numéro"
