"""Le lieu d'un logement et les souhaits du ménage : rester dans le quartier quitté, en partir, les lieux nommés."""

from __future__ import annotations

import re

from relogement.commun import sans_accents
from relogement.regles.adequation.offre import Attente, Offre, Verdict
from relogement.regles.apl.zones import simplifier
from relogement.regles.faits import Souhait
from relogement.vocabulaire import Rester

_SEPARE = re.compile(r"[,;/\n]|\bou\b|\bet\b")
_ECARTE = frozenset({
    "pas", "sauf", "hors", "ni", "non", "sans", "jamais", "loin", "quitter", "evite", "eviter", "excepte", "refus",
    "refuse",
})
"""Les mots qui écartent un lieu : le texte est libre, ce qu'ils écartent ne se lit pas à coup sûr."""


def lieu_convient(o: Offre, a: Attente) -> Verdict:
    """Rester dans le quartier quitté ou en partir d'abord ; puis les lieux nommés, s'ils se lisent sans négation."""
    s = a.souhait
    if s is None or (s.rester is None and not (s.lieux or "").strip()):
        return None, "aucun souhait de lieu n'est noté"
    cote, lieux = _cote(o, s, a), _lieux(o, s)
    if cote is None or (cote[0] and lieux):
        return lieux or (True, "le ménage n'a pas de préférence")
    if lieux is None or not _quartier_nomme(o, s):
        return cote
    return lieux if cote[0] is None else (None, f"{cote[1]}, et nomme pourtant ce lieu ({s.lieux}) : à vérifier")


def hors_du_quartier(o: Offre, a: Attente) -> bool | None:
    """Ce qui en est noté ; sinon, une autre commune est hors du quartier quitté. Dans la même, on ne sait pas."""
    if o.hors_quartier is not None or not (o.commune or "").strip() or not a.communes:
        return o.hors_quartier
    return None if simplifier(o.commune or "") in {simplifier(c) for c in a.communes} else True


def _cote(o: Offre, s: Souhait, a: Attente) -> Verdict | None:
    """De quel côté du quartier quitté, pour qui souhaite y rester ou en partir ; None : le ménage ne le dit pas."""
    if s.rester not in (Rester.RESTER, Rester.PARTIR):
        return None
    hors = hors_du_quartier(o, a)
    if hors is None:
        return None, f"le ménage souhaite {s.rester.libelle} ; hors du quartier quitté ou non : inconnu"
    if hors is (s.rester is Rester.RESTER):
        cote = "hors du quartier quitté" if hors else "dans le quartier quitté"
        return False, f"{cote}, le ménage souhaite {s.rester.libelle}"
    return True, "comme le ménage le souhaite"


def _lieux(o: Offre, s: Souhait) -> Verdict | None:
    """Les lieux nommés par le ménage ; None : il n'en nomme pas."""
    nommes, ou = _nommes(s), ", ".join(filter(None, (o.quartier, o.commune))) or "ce lieu"
    if not nommes:
        return None
    if _ecarte(s):
        return None, f"souhait noté : « {s.lieux} » ; à vérifier pour {ou}"
    if nommes & {_simple(o.quartier), _simple(o.commune)}:
        return True, f"{ou} est dans les lieux souhaités ({s.lieux})"
    return None, f"les lieux souhaités ({s.lieux}) ne nomment pas {ou} : à vérifier"


def _quartier_nomme(o: Offre, s: Souhait) -> bool:
    """Le quartier même du logement, et non sa seule commune."""
    return not _ecarte(s) and _simple(o.quartier) in _nommes(s)


def _nommes(s: Souhait) -> set[str]:
    return {_simple(x) for x in _SEPARE.split(s.lieux or "")} - {""}


def _ecarte(s: Souhait) -> bool:
    return bool(_ECARTE & set(_simple(s.lieux).split()))


def _simple(lieu: str | None) -> str:
    return " ".join(re.split(r"[\W_]+", sans_accents(lieu or ""))).strip()
