"""Écrire une charte dans un fichier TOML que `lire_charte` relit égal : pour l'archiver, la donner, la comparer."""

from __future__ import annotations

import json
from decimal import Decimal

from relogement.regles.charte.parametres import Charte, Parametre, Version
from relogement.regles.charte.valeurs import NON_FIXE, Valeur


def texte_toml(charte: Charte) -> str:
    """Le fichier de cette charte, articles et versions entières ; une chaîne TOML s'écrit comme une chaîne JSON."""
    blocs = [f"code = {_texte(charte.code)}\nnom = {_texte(charte.nom)}\nreference = {_texte(charte.reference)}"]
    blocs += [
        f"[[article]]\nnumero = {a.numero}\ntitre = {_texte(a.titre)}\nresume = {_texte(a.resume)}"
        for a in charte.articles
    ]
    for version in charte.versions:
        blocs += [_version(version), *(_parametre(p) for p in version.parametres.values())]
    return "\n\n".join(blocs) + "\n"


def _version(v: Version) -> str:
    return f"[[version]]\ndu = {v.du.isoformat()}\nlibelle = {_texte(v.libelle)}\ncharte = {_texte(v.charte)}"


def _parametre(p: Parametre) -> str:
    lignes = {
        "libelle": _texte(p.libelle), "valeur": _valeur(p.valeur), "unite": _texte(p.unite),
        "source": _texte(str(p.source.value)), "reference": _texte(p.reference), "article": str(p.article),
        "minimum": str(p.minimum),
    }
    if p.maximum is not None:
        lignes["maximum"] = str(p.maximum)
    return f"[version.parametres.{p.cle}]\n" + "\n".join(f"{cle} = {texte}" for cle, texte in lignes.items())


def _valeur(valeur: Valeur) -> str:
    if valeur is None:
        return _texte(NON_FIXE)
    if isinstance(valeur, Decimal):
        return f"{valeur:f}" if "." in f"{valeur:f}" else f"{valeur:f}.0"
    if isinstance(valeur, tuple):
        morceaux = (
            str(v) if isinstance(v, int) else f"{{ code = {_texte(v[0])}, libelle = {_texte(v[1])} }}" for v in valeur
        )
        return f"[{', '.join(morceaux)}]"
    return str(valeur)


def _texte(texte: str) -> str:
    return json.dumps(texte, ensure_ascii=False).replace("\x7f", "\\u007f")
