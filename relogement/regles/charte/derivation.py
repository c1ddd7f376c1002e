"""Une charte locale part d'une charte livrée et n'en redit que ce qu'elle change ; une opération peut en changer.

Dans les deux cas la suite des versions est une seule ligne de temps : la version qui compte pour une obligation reste
celle en vigueur le jour de son déclencheur (`Charte.version`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from relogement.regles.charte.parametres import Charte, Parametre, SourceParametre, Version
from relogement.regles.charte.valeurs import Valeur


@dataclass(frozen=True, slots=True)
class Changement:
    """Ce qu'une version locale dit d'un paramètre : sa valeur, et où le texte local l'écrit."""

    valeur: Valeur
    reference: str


@dataclass(frozen=True, slots=True)
class VersionLocale:
    """Une version d'une charte locale : ce qu'elle change à partir de `du`."""

    du: date
    libelle: str
    changements: Mapping[str, Changement]


def deriver(livree: Charte, code: str, nom: str, reference: str, locales: Iterable[VersionLocale]) -> Charte:
    """La charte locale tirée de `livree` ; avant sa première version, c'est la charte livrée qui vaut.

    Ce qu'une version locale change vaut pour toutes les suivantes, et l'emporte sur une version livrée plus récente.
    """
    siennes = sorted(locales, key=lambda v: v.du)
    versions: list[Version] = []
    for jour in sorted({v.du for v in livree.versions} | {v.du for v in siennes}):
        de_base = livree.version(jour)
        passees = [v for v in siennes if v.du <= jour]
        if not passees:
            versions.append(de_base)
            continue
        changes = {cle: c for v in passees for cle, c in v.changements.items()}
        siens = {cle: _change(p, changes[cle]) for cle, p in de_base.parametres.items() if cle in changes}
        parametres = MappingProxyType({**de_base.parametres, **siens})
        versions.append(Version(jour, passees[-1].libelle, parametres, nom))
    return replace(livree, code=code, nom=nom, reference=reference, versions=tuple(versions))


def _change(p: Parametre, c: Changement) -> Parametre:
    return replace(p, valeur=c.valeur, source=SourceParametre.CHARTE, reference=c.reference)


def enchainer(premiere: Charte, choix: Sequence[tuple[date, Charte]]) -> Charte:
    """La charte d'une opération qui en a changé : `premiere` jusqu'au premier choix, puis chacune depuis son jour."""
    suite = premiere
    for du, charte in sorted(choix, key=lambda c: c[0]):
        avant = tuple(v for v in suite.versions if v.du < du)
        apres = tuple(v for v in charte.versions if v.du > du)
        suite = replace(charte, versions=(*avant, replace(charte.version(du), du=du), *apres))
    return suite
