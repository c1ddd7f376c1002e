"""Les cases que publient les pages de la revue, et les sommes qui les lient quelle que soit la donnée."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from relogement.regles.charte.etats import Etat
from relogement.regles.revue.chiffre import Chiffre, Unite
from relogement.regles.revue.diffusion.masque import Case, Relation, somme
from relogement.regles.revue.revue import Croisement, Ligne, Page, Section
from relogement.vocabulaire import MotifRefus, MotifSortie, Reponse, ResultatEnquete

ETATS_CHARTE = {
    "charte_respectee": (Etat.RESPECTEE,), "charte_retard": (Etat.EN_RETARD,),
    "charte_non_respectee": (Etat.NON_RESPECTEE,), "charte_verifier": (Etat.INDETERMINEE,),
    "charte_a_faire": (Etat.A_FAIRE, Etat.A_VENIR), "charte_sans_objet": (Etat.SANS_OBJET,),
}
"""Chaque total de la charte et les états qu'il réunit : toutes les obligations y sont, une fois."""
EGALES = (
    ("reloges", "part_relogee"), ("neuf", "accueil_neuf"), ("enquete_resultat:repondue", "enquete_reponse"),
)
"""Le même compte, écrit deux fois."""
DEDANS = (
    ("proposes", "acceptes"), ("acceptes", "baux"), ("baux", "reloges"), ("accueil_recent", "accueil_neuf"),
    ("refus", "refus_charte"), ("refus", "refus_loi"), ("propositions_reponse:acceptee", "propositions_ecartees"),
    ("charte_respectee", "charte_tardive"),
)
"""Le second compte est compris dans le premier : la différence se lit."""


def valeur(cle: str) -> str:
    """La case de la valeur d'un chiffre."""
    return f"valeur {cle}"


def groupe(section: Section, ligne: Ligne) -> str:
    """Ce qui partage le même dénominateur : toute la section d'une partition, sinon la ligne seule."""
    return section.lignes[0].indicateur.cle if section.partition else ligne.indicateur.cle


def sur(nom: str) -> str:
    """La case du dénominateur d'un groupe."""
    return f"sur {nom}"


def inconnus(nom: str) -> str:
    """La case des inconnus d'un groupe."""
    return f"inconnus {nom}"


class Graphe:
    """Les cases et les relations de ces pages."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.cases: dict[str, Case] = {}
        self.relations: list[Relation] = []
        self.chiffres: dict[str, Chiffre] = {}
        for page in pages:
            for bloc in page.blocs:
                if isinstance(bloc, Section):
                    self._section(bloc)
                elif isinstance(bloc, Croisement):
                    self._croisement(bloc)
        self.relations += [r for r in self._declarees() if self._tient(r)]
        self._enquete()

    def _section(self, section: Section) -> None:
        for ligne in section.lignes:
            c, nom = ligne.au, groupe(section, ligne)
            self._chiffre(c)
            if c.indicateur.unite is Unite.ACTES:
                continue
            self.cases[sur(nom)], self.cases[inconnus(nom)] = Case(len(c.sur)), Case(len(c.ignores))
            self._population(c, nom)
            if c.indicateur.unite is Unite.NOMBRE and not section.partition and not compte_des_obligations(c):
                self._complement(sur(nom), valeur(c.indicateur.cle), c.connus - len(c.menages))
        if section.partition and section.lignes:
            nom = groupe(section, section.lignes[0])
            self.relations.append(somme(sur(nom), [valeur(x.indicateur.cle) for x in section.lignes]))

    def _enquete(self) -> None:
        """Les ménages dont l'enquête est tentée : le dénominateur d'un chiffre, et la somme des issues d'un autre."""
        tentes = sur("enquete_reponse")
        if tentes in self.cases:
            issues = [valeur(f"enquete_resultat:{r.value}") for r in ResultatEnquete]
            self.relations.append(somme(tentes, issues))

    def _chiffre(self, c: Chiffre) -> None:
        self.cases[valeur(c.indicateur.cle)] = Case(len(c.menages))
        self.chiffres[c.indicateur.cle] = c

    def _population(self, c: Chiffre, nom: str) -> None:
        """Connus et inconnus font la population, si c'en est une que la revue publie."""
        tous = {*c.sur, *c.ignores}
        for cle in ("a_reloger", "reloges", "enquete_reponse"):
            population = self.chiffres.get(cle)
            if population is not None and tous == set(population.menages):
                self.relations.append(somme(valeur(cle), [sur(nom), inconnus(nom)]))
                return

    def _complement(self, total: str, partie: str, reste: int) -> None:
        cachee = f"reste {partie}"
        self.cases[cachee] = Case(reste, cachee=True)
        self.relations.append(somme(total, [partie, cachee]))

    def _croisement(self, c: Croisement) -> None:
        for _, siens in c.rangees:
            for x in siens:
                self._chiffre(x)

    def _declarees(self) -> Iterator[Relation]:
        v = valeur
        yield somme(v("a_reloger"), map(v, ("reloges", "sortis", "restants")))
        yield somme(v("sortis"), [v(f"sortis_{m.value}") for m in MotifSortie])
        yield from (somme(v(a), [v(b)]) for a, b in EGALES)
        yield somme(v("propositions"), [v(f"propositions_reponse:{c}") for c in (*_codes(Reponse), "attente")])
        yield somme(v("refus"), [v(f"propositions_reponse:{r.value}") for r in (Reponse.REFUSEE, Reponse.TACITE)])
        yield somme(v("refus"), [v(f"refus_motif:{c}") for c in (*_codes(MotifRefus), "inconnu")])
        yield somme(v("hausse"), [x for x in self.cases if _hausse(x)])
        yield somme(v("cia_imputes"), self._prefixe("accueil_reservataire:"))
        for detail in ("enquete_contacts:", "enquete_mode:"):
            yield somme(v("enquete_contacts"), self._prefixe(detail))
        for poste in ("demande", "accorde", "paye"):
            yield somme(v(f"frais_{poste}"), [x for x in self._prefixe("frais_") if x.endswith(f"_{poste}")
                                              and x != v(f"frais_{poste}")])
        for cle, nom in (("refus", "refus_nombre"), ("propositions", "propositions_nombre")):
            yield {v(cle): 1, **{v(f"{nom}:{n}"): -n for n in (1, 2, 3)}}
        yield from self._charte()
        for grand, petit in DEDANS:
            yield from self._dedans(grand, petit)

    def _charte(self) -> Iterator[Relation]:
        obligations = sorted({c.split(":")[1] for c in self.chiffres if c.startswith("charte:")})
        for o in obligations:
            yield somme(valeur("a_reloger"), [valeur(f"charte:{o}:{e.value}") for e in Etat])
        for total, etats in ETATS_CHARTE.items():
            yield somme(valeur(total), [valeur(f"charte:{o}:{e.value}") for o in obligations for e in etats])
        yield somme(valeur("charte_derogations"), [valeur(f"charte:{o}:derogation") for o in obligations])
        yield {valeur("a_reloger"): len(obligations), **{valeur(t): -1 for t in ETATS_CHARTE}}

    def _dedans(self, grand: str, petit: str) -> Iterator[Relation]:
        a, b = self.chiffres.get(grand), self.chiffres.get(petit)
        if a is None or b is None or not set(b.menages) <= set(a.menages):
            return
        cachee = f"reste {grand} {petit}"
        self.cases[cachee] = Case(len(set(a.menages) - set(b.menages)), cachee=True)
        yield somme(valeur(grand), [valeur(petit), cachee])

    def _prefixe(self, debut: str) -> list[str]:
        return [x for x in self.cases if x.startswith(valeur(debut))]

    def _tient(self, r: Relation) -> bool:
        """Vrai si chaque case existe et si la somme est nulle sur ces données : elle se lirait."""
        if not all(c in self.cases for c in r):
            return False
        return any(self.cases[c].cachee for c in r) or _nulle(r, self._valeurs(r))

    def _valeurs(self, r: Relation) -> Mapping[str, int]:
        lus = {c: self.chiffres[c.removeprefix(valeur(""))].valeur for c in r}
        return {c: int(v or 0) for c, v in lus.items()}


def _nulle(r: Relation, valeurs: Mapping[str, int]) -> bool:
    return sum(n * valeurs[c] for c, n in r.items()) == 0


def _codes(liste: Iterable[Reponse | MotifRefus]) -> Sequence[str]:
    return [str(m.value) for m in liste]


def _hausse(case: str) -> bool:
    """Les tranches d'écart qui commencent au-dessus de zéro."""
    debut, _, bornes = case.partition(":")
    return debut == valeur("impact_ecart") and bornes.partition("..")[0].isdecimal() and bornes != "0..0"


def compte_des_obligations(c: Chiffre) -> bool:
    """Vrai si le chiffre compte des obligations, et non des ménages."""
    return c.indicateur.unite is Unite.NOMBRE and (c.connus != len(c.sur) or c.valeur != len(c.menages))
