"""Les sommes que les définitions donnent à un lecteur, quelle que soit la donnée.

Le masque tient aussi pour connues les rencontres des données du jour ; ici, seules comptent celles qu'on sait d'avance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from relogement.regles.revue.chiffre import Chiffre, Unite
from relogement.regles.revue.diffusion.bornes import Lecture
from relogement.regles.revue.diffusion.cases import Case, Relation, somme
from relogement.regles.revue.diffusion.relations import (
    DENOMINATEURS,
    compte_des_obligations,
    declarees,
    groupe,
    inconnus,
    sur,
    valeur,
)
from relogement.regles.revue.revue import Population, Section

_POPULATIONS = {"a_reloger": Population.A_RELOGER, "reloges": Population.RELOGES}
"""Les chiffres qui comptent toute une population."""


@dataclass
class _Definitions:
    cases: dict[str, Case]
    chiffres: Mapping[str, Chiffre]
    relations: list[Relation] = field(default_factory=list)

    def lier(self, tout: str, parties: Iterable[str], effectif: int) -> None:
        """« tout = somme des parties », et ce qu'elles laissent s'il en reste ; `effectif` : celui du tout."""
        siennes = list(parties)
        reste = effectif - sum(self.cases[p].effectif for p in siennes)
        if reste:
            cachee = f"reste {tout} {siennes[0]}"
            self.cases[cachee] = Case(reste, cachee=True)
            siennes.append(cachee)
        self.relations.append(somme(tout, siennes))

    def population(self, c: Chiffre) -> str:
        """La case de tous ceux que ce chiffre regarde : celle qui s'écrit, sinon la même pour le même dénominateur."""
        tous = {*c.sur, *c.ignores}
        for cle, debut in _POPULATIONS.items():
            ecrit = self.chiffres.get(cle)
            if ecrit and c.indicateur.denominateur.startswith(debut.value) and set(ecrit.menages) == tous:
                return valeur(cle)
        nom = f"population {len(tous)} {c.indicateur.denominateur}"
        self.cases.setdefault(nom, Case(len(tous), cachee=True))
        return nom

    def section(self, s: Section) -> None:
        for ligne in s.lignes:
            c, nom = ligne.au, groupe(s, ligne)
            if c.indicateur.unite is Unite.ACTES or compte_des_obligations(c):
                continue
            self.lier(self.population(c), (sur(nom), inconnus(nom)), c.connus + c.inconnus)
            if c.indicateur.unite is Unite.NOMBRE and not s.partition:
                self.lier(sur(nom), (valeur(c.indicateur.cle),), c.connus)
        if s.partition and s.lignes:
            premiere = s.lignes[0].au
            self.lier(sur(groupe(s, s.lignes[0])), (valeur(x.indicateur.cle) for x in s.lignes), premiere.connus)


def lecture(
    sections: Iterable[Section], chiffres: Mapping[str, Chiffre], cases: Mapping[str, Case], alias: Mapping[str, str]
) -> Lecture:
    """Ce qu'on sait en lisant ces sections ; `cases` : celles du masque, où `alias` range chaque case qui s'écrit."""
    d = _Definitions({nom: cases[vrai] for nom, vrai in alias.items()}, chiffres)
    for section in sections:
        d.section(section)
    for cachees, relation in declarees(chiffres):
        d.cases |= cachees
        d.relations.append(relation)
    for denominateur, totaux in DENOMINATEURS.items():
        if sur(denominateur) in d.cases:
            d.relations.append(somme(sur(denominateur), map(valeur, totaux)))
    return Lecture(d.cases, d.relations, alias)
