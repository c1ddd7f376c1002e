"""La commande `importer suivi` : le rapport d'un suivi repris, en phrases ou en JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from relogement.formats import pluriel
from relogement.services.suivi_import import RapportSuivi


def rapport_suivi(r: RapportSuivi) -> dict[str, Any]:
    """Le rapport en valeurs simples."""
    return {
        "menages": r.menages,
        "reloges": r.reloges,
        "propositions": r.propositions,
        "refus": r.refus,
        "divergences": [{**asdict(d), "phrase": d.phrase} for d in r.divergences],
        "non_rapproches": [asdict(n) for n in r.non_rapproches],
        "a_corriger": [asdict(x) for x in r.a_corriger],
        "ajouts": dict(r.ajouts),
        "modifies": r.modifies,
        "inchanges": r.inchanges,
        "date": r.date_suivi.isoformat() if r.date_suivi else None,
        "plus_ancien_que": r.plus_ancien_que.isoformat() if r.plus_ancien_que else None,
        "colonnes_inconnues": list(r.colonnes_inconnues),
    }


def texte_suivi(r: RapportSuivi, *, simule: bool) -> str:
    """Le rapport en quelques lignes."""
    tete = "Simulation, rien n'est écrit." if simule else "Suivi repris."
    lignes = [
        f"{tete} {pluriel(r.menages, 'ménage')}, {pluriel(r.reloges, 'relogé')}, "
        f"{pluriel(r.propositions, 'proposition')}, {pluriel(r.refus, 'refus', 'refus')}.",
        "Ajoutés : " + (", ".join(f"{n} {genre}" for genre, n in r.ajouts) or "rien, tout est déjà au dossier") + ".",
    ]
    if r.plus_ancien_que:
        lignes.append(
            f"Un suivi du {r.plus_ancien_que:%d/%m/%Y} est déjà repris : celui-ci, plus ancien, ne change rien."
        )
    if r.colonnes_inconnues:
        lignes.append(f"Colonnes non reconnues : {', '.join(r.colonnes_inconnues)}.")
    for titre, phrases in (
        ("Divergences avec le dossier", [f"{d.menage}, {d.cellule} : {d.phrase}" for d in r.divergences]),
        ("Lignes non rapprochées", [f"ligne {n.ligne}, {n.logement} : {n.raison}" for n in r.non_rapproches]),
        ("À reprendre à la main", [f"{x.cellule or x.ligne} « {x.valeur} » : {x.raison}" for x in r.a_corriger]),
    ):
        if phrases:
            lignes += [f"{titre} : {len(phrases)}", *(f"  {p}" for p in phrases)]
    return "\n".join(lignes)
