"""La solidarité en ligne de commande : des acteurs et des références, jamais un nom de ménage."""

from __future__ import annotations

from typing import Any

from relogement.regles.convention.part import Part
from relogement.regles.convention.solidarite import LigneSolidarite
from relogement.services.solidarite import TableauSolidarite
from relogement.vocabulaire import GenreActeur


def solidarite_json(t: TableauSolidarite) -> dict[str, Any]:
    """Le tableau en valeurs simples ; `promis` et `reste` None : rien n'est promis."""
    return {
        "au": t.au.isoformat(),
        "relogements": t.solidarite.relogements,
        "acteurs": [_acteur(x) for x in t.solidarite.lignes],
        "sans_acteur": {str(g.value): list(sans) for g, sans in t.solidarite.sans_acteur},
        "souhaits": _part(t.solidarite.souhaits),
        "imputation": {
            "reservataires": {str(r.value): n for r, n in t.imputation.par_reservataire},
            "sans": list(t.imputation.sans),
        },
        "prioritaires": dict(t.motifs),
        "accessibilite": {str(a.value): n for a, n in t.parc.nombres} | {"en_qpv": t.parc.en_qpv},
        "attributions": [
            {
                "annee": p.total.annee, "genre": str(p.total.genre.value), "acteur": p.total.acteur,
                "source": p.total.source, "attributions": p.total.attributions, "prioritaires": _part(p.part),
                "prioritaires_hors_qpv": _part(p.hors_qpv), "objectif_pour_cent": p.objectif,
                "atteinte": str(p.atteinte.value) if p.atteinte else None,
            }
            for p in t.prioritaires
        ],
        "cibles_en_qpv": [
            {
                "annee": c.total.annee, "acteur": c.total.acteur, "cibles": _part(c.part), "minimum": c.minimum,
                "maximum": c.maximum, "atteinte": str(c.atteinte.value) if c.atteinte else None,
            }
            for c in t.cibles
        ],
    }


def _part(p: Part) -> dict[str, Any]:
    taux = None if p.pour_cent is None else round(float(p.pour_cent), 1)
    return {"nombre": p.nombre, "connus": p.connus, "inconnus": p.inconnus, "pour_cent": taux}


def _acteur(x: LigneSolidarite) -> dict[str, Any]:
    return {
        "genre": str(x.genre.value), "acteur": x.acteur, "promis": x.promis, "faits": x.faits, "reste": x.ecart,
        "souhaits": _part(x.souhaits),
    }


def solidarite_texte(t: TableauSolidarite) -> str:
    """Le tableau, genre par genre : promis, faits, reste ; puis ce qui manque."""
    lignes = [f"Au {t.au:%d/%m/%Y}, {t.solidarite.relogements} relogements"]
    for genre in GenreActeur:
        siennes = [x for x in t.solidarite.lignes if x.genre is genre]
        sans = dict(t.solidarite.sans_acteur)[genre]
        if siennes or sans:
            lignes += ["", f"Par {genre.libelle}", *(_ligne(x) for x in siennes)]
        if sans:
            lignes.append(f"{genre.libelle} non noté : {', '.join(sans)}")
    lignes += ["", f"Souhaits de rester ou de partir honorés : {_dire(t.solidarite.souhaits)}"]
    return "\n".join(lignes)


def _ligne(x: LigneSolidarite) -> str:
    promis, reste = (("–", "") if x.promis is None else (str(x.promis), f"  reste {x.ecart}"))
    return f"{x.acteur:<32} promis {promis:>4}  faits {x.faits:>4}{reste}  souhaits honorés {_dire(x.souhaits)}"


def _dire(p: Part) -> str:
    inconnus = f", {p.inconnus} inconnus" if p.inconnus else ""
    return f"{p.nombre} sur {p.connus}{inconnus}"
