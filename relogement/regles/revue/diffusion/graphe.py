"""Les cases que publient les pages de la revue, et tout ce qui les lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from relogement.regles.revue.chiffre import Chiffre, Unite
from relogement.regles.revue.diffusion.bornes import Lecture
from relogement.regles.revue.diffusion.cases import Case, Relation, somme
from relogement.regles.revue.diffusion.definitions import lecture
from relogement.regles.revue.diffusion.ensembles import Ensembles
from relogement.regles.revue.diffusion.relations import (
    DENOMINATEURS,
    compte_des_obligations,
    declarees,
    groupe,
    inconnus,
    restes_payes,
    sur,
    valeur,
)
from relogement.regles.revue.revue import Croisement, Page, Section


@dataclass
class Graphe:
    """Les cases et les relations de ces pages ; `alias` : par case qui s'écrit, celle de `cases` qui vaut pour elle."""

    cases: dict[str, Case] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    alias: dict[str, str] = field(default_factory=dict)
    chiffres: dict[str, Chiffre] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    _ensembles: Ensembles = field(default_factory=Ensembles)

    @classmethod
    def de(cls, pages: Iterable[Page], seuil: int) -> Graphe:
        """Le graphe de ces pages ; `seuil` : le plus petit effectif qui se montre."""
        g = cls()
        blocs = [b for p in pages for b in p.blocs]
        g.sections = [b for b in blocs if isinstance(b, Section)]
        for b in blocs:
            if isinstance(b, Section):
                g._publier(b)
            elif isinstance(b, Croisement):
                for _, siens in b.rangees:
                    for c in siens:
                        g._valeur(c)
        for section in g.sections:
            g._decouper(section)
        for c in g.chiffres.values():
            g._actes(c, seuil)
        g.relations += g._ensembles.comprises(seuil)
        g.alias |= g._ensembles.alias()
        g.cases |= g._ensembles.cases()
        g._declarer()
        for relation, reste in restes_payes(g.chiffres, seuil):
            g.relations.append(relation)
            g.cases |= {case: reste for case in relation if case not in g.cases}
        return g

    def _publier(self, section: Section) -> None:
        for ligne in section.lignes:
            c, nom = ligne.au, groupe(section, ligne)
            self._valeur(c)
            if compte_des_obligations(c):
                # Il ne s'écrit pas ; il se tait pourtant comme une case : toute part qui s'écrirait le donnerait.
                commun = sur(c.indicateur.denominateur)
                self.cases[commun], self.alias[sur(nom)] = Case(c.connus), commun
            elif c.indicateur.unite is not Unite.ACTES:
                self._ensembles.publier(sur(nom), c.sur)
                self._ensembles.publier(inconnus(nom), c.ignores)

    def _valeur(self, c: Chiffre) -> None:
        nom = valeur(c.indicateur.cle)
        self.chiffres[c.indicateur.cle] = c
        if c.indicateur.unite is Unite.NOMBRE and not compte_des_obligations(c):
            self._ensembles.publier(nom, c.menages)
        else:
            self.cases[nom], self.alias[nom] = Case(len(c.menages)), nom

    def _actes(self, c: Chiffre, seuil: int) -> None:
        """Un acte au moins par ménage : ce qui dépasse le nombre de ménages se lit, si ceux-ci s'écrivent."""
        nom = valeur(c.indicateur.cle)
        if nom in self.cases and c.indicateur.unite in (Unite.ACTES, Unite.NOMBRE) and c.menages:
            for relation, cachee in self._ensembles.depasser(nom, int(c.valeur or 0), c.menages, seuil):
                self.relations.append(relation)
                self.cases |= {case: cachee for case in relation if case.startswith("surplus ")}

    def _decouper(self, section: Section) -> None:
        """Connus et inconnus font la population ; une répartition se partage les connus, un compte en laisse un reste.
        """
        lire, decouper = self._ensembles.lire, self._ensembles.decouper
        for ligne in section.lignes:
            c = ligne.au
            if c.indicateur.unite is Unite.ACTES or compte_des_obligations(c):
                continue
            self.relations.append(decouper(lire((*c.sur, *c.ignores)), lire(c.sur), lire(c.ignores)))
            if c.indicateur.unite is Unite.NOMBRE:
                self.relations.append(decouper(lire(c.sur), lire(c.menages)))
        if section.partition and section.lignes:
            parties = [lire(x.au.menages) for x in section.lignes]
            self.relations.append(decouper(lire(section.lignes[0].au.sur), *parties))

    def _declarer(self) -> None:
        for cachees, r in declarees(self.chiffres):
            lue: dict[str, int] = {}
            for nom, n in r.items():
                vrai = self.alias.get(nom, nom)
                lue[vrai] = lue.get(vrai, 0) + n
            self.cases |= cachees
            self.relations.append({nom: n for nom, n in lue.items() if n})
        for denominateur, totaux in DENOMINATEURS.items():
            if sur(denominateur) in self.cases:
                self.relations.append(somme(sur(denominateur), map(valeur, totaux)))

    def noms(self, tues: Iterable[str]) -> frozenset[str]:
        """Toutes les cases qui s'écrivent et que ces cases réduites font taire."""
        masquees = frozenset(tues)
        return frozenset(nom for nom, vrai in self.alias.items() if vrai in masquees)

    def lecture(self) -> Lecture:
        """Ce qu'un lecteur de ces pages sait de leurs cases par leurs seules définitions."""
        return lecture(self.sections, self.chiffres, self.cases, self.alias)
