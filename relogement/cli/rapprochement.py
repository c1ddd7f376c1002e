"""Le rapprochement en JSON et en texte : des références, aucun nom."""

from __future__ import annotations

from typing import Any

from relogement.regles.rapprochement.convenance import Convenance, Logement
from relogement.regles.rapprochement.reserve import reserve
from relogement.services.rapprochement import Rapprochement, Repartition

PROPOSE = "Proposition de l'application : une personne décide."


def repartition_json(r: Repartition) -> dict[str, Any]:
    """La meilleure affectation : qui, quel logement, pourquoi ; qui reste sans, et pourquoi."""
    a = r.affectation
    return {
        "operation": r.operation,
        "au": r.le,
        "menages": len(r.menages),
        "logements": len(r.logements),
        "affectations": [
            {"menage": r.menages[c.menage].reference, **_logement(r.logements[c.logement]), "rang": rang, **_json(c)}
            for rang, c in enumerate(a.paires, 1)
        ],
        "sans_logement": [
            {
                "menage": r.menages[x.menage].reference, "raison": x.raison,
                "exclus": {str(limite.value): n for limite, n in x.refuses},
                "pris_par": [r.menages[m].reference for m in x.pris_par],
            }
            for x in a.sans_logement
        ],
        "logements_restants": [_logement(r.logements[x]) for x in a.libres],
        "reserve": reserve(r.le),
    }


def repartition_texte(r: Repartition) -> str:
    """La même, à lire."""
    a = r.affectation
    lignes = [
        f"Au {r.le:%d/%m/%Y}, opération {r.operation} : {len(r.menages)} ménages attendent, "
        f"{len(r.logements)} logements sont à proposer, {len(a.paires)} ménages en auraient un.",
        "", "Affectations",
        *(f"  {r.menages[c.menage].reference}  {r.logements[c.logement].libelle} : {c.resume}" for c in a.paires),
    ]
    if a.sans_logement:
        lignes += ["", "Sans logement", *(f"  {r.menages[x.menage].reference}  {x.raison}" for x in a.sans_logement)]
    return "\n".join([*lignes, "", f"{len(a.libres)} logements restent. {PROPOSE}", reserve(r.le)])


def rapprochement_json(r: Rapprochement) -> dict[str, Any]:
    """Chaque convenance dans l'ordre des rangs, puis ce qui exclut les autres."""
    return {
        "convenances": [
            {"rang": rang, "menage": r.menages[c.menage].reference, **_logement(r.logements[c.logement]), **_json(c)}
            for rang, c in enumerate(r.convenances, 1)
        ],
        "exclus": [
            {"menage": r.menages[c.menage].reference, **_logement(r.logements[c.logement]),
             "limite": str(c.limite.value) if c.limite else None, "raison": c.phrase}
            for c in r.exclues
        ],
        "reserve": reserve(r.le),
    }


def rapprochement_texte(r: Rapprochement) -> str:
    """Les mêmes, à lire : chaque rang avec ses points."""
    lignes = []
    for rang, c in enumerate(r.convenances, 1):
        qui = f"{r.menages[c.menage].reference}, {r.logements[c.logement].libelle}"
        lignes += [f"{rang}. {qui} : {c.resume}", *(f"     {_mot(p.rempli)} {p.nom} : {p.phrase}" for p in c.points)]
    exclus = [f"  {r.menages[c.menage].reference}, {r.logements[c.logement].libelle} : {c.phrase}" for c in r.exclues]
    lignes = lignes or ["Rien ne convient."]
    return "\n".join([*lignes, *(["", "Exclus", *exclus] if exclus else []), "", PROPOSE, reserve(r.le)])


def _mot(rempli: bool | None) -> str:
    return {True: "oui", False: "non", None: "à vérifier,"}[rempli]


def _logement(x: Logement) -> dict[str, Any]:
    return {"logement": x.reference, "designation": x.libelle}


def _json(c: Convenance) -> dict[str, Any]:
    return {
        "mensualite_residuelle": c.mensualite,
        "ecart": c.ecart,
        "raisons": [{"point": p.nom, "rempli": p.rempli, "phrase": p.phrase} for p in c.points],
    }
