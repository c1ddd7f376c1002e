"""Les échéances en ligne de commande : des références, jamais un nom de ménage."""

from __future__ import annotations

from typing import Any

from relogement.regles.echeances import Surveillance, Urgence
from relogement.services.echeances import Echeance, Journee


def journee_json(lue: Journee) -> dict[str, Any]:
    """La journée en valeurs simples ; `jours` : jusqu'à l'échéance, négatif en retard."""
    return {
        "au": lue.au.isoformat(),
        "comptes": {u.code: len(lue.urgentes(u)) for u in Urgence},
        "echeances": [_json(e) for e in lue.echeances],
        "a_surveiller": {s.code: [m.reference for m in lue.surveilles(s)] for s in Surveillance},
    }


def _json(e: Echeance) -> dict[str, Any]:
    c = e.attente.constat
    return {
        "menage": e.reference if e.menage_id else None,
        "operation": e.operation or None,
        "urgence": e.attente.urgence.code,
        "echeance": c.echeance.isoformat() if c.echeance else None,
        "jours": e.attente.dans,
        "article": c.article,
        "id": c.id,
        "libelle": c.libelle,
        "referents": sorted(e.agents),
        "cible": {"section": c.cible.section, "champ": c.cible.champ, "id": c.cible.id} if c.cible else None,
    }


def journee_texte(lue: Journee) -> str:
    """La journée, une ligne par échéance, les plus pressées d'abord."""
    lignes = [f"Au {lue.au:%d/%m/%Y}"]
    for urgence in Urgence:
        if groupe := lue.urgentes(urgence):
            lignes += ["", f"{urgence.libelle} : {len(groupe)}", *(_ligne(e) for e in groupe)]
    surveilles = [(s, [m.reference for m in lue.surveilles(s)]) for s in Surveillance]
    lignes += ["", *(f"{s.compter(len(r))} : {', '.join(r)}" for s, r in surveilles if r)]
    return "\n".join(lignes).rstrip() if len(lignes) > 2 else f"{lignes[0]} : rien n'attend."


def _ligne(e: Echeance) -> str:
    c = e.attente.constat
    return f"{e.reference or '—':<12} {c.id}  {e.attente.delai:<22} {c.libelle}"
