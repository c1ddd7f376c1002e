"""Comment se nomment les cases de la revue, et les sommes qui les lient quelle que soit la donnée."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from relogement.regles.charte.etats import Etat
from relogement.regles.revue.charte import JUGEES, TOUTES
from relogement.regles.revue.chiffre import Chiffre, Mesure, Unite
from relogement.regles.revue.diffusion.cases import Case, Relation, somme
from relogement.regles.revue.revue import Ligne, Section
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES
from relogement.vocabulaire import MotifRefus, MotifSortie, Reponse

ETATS_CHARTE = {
    "charte_respectee": (Etat.RESPECTEE,), "charte_retard": (Etat.EN_RETARD,),
    "charte_non_respectee": (Etat.NON_RESPECTEE,), "charte_verifier": (Etat.INDETERMINEE,),
    "charte_a_faire": (Etat.A_FAIRE, Etat.A_VENIR), "charte_sans_objet": (Etat.SANS_OBJET,),
}
"""Chaque total de la charte et les états qu'il réunit : toutes les obligations montrables y sont, une fois."""
DENOMINATEURS = {
    JUGEES: ("charte_respectee", "charte_retard", "charte_non_respectee"), TOUTES: tuple(ETATS_CHARTE),
}
"""Les totaux qui font chaque dénominateur des obligations, qui se tait comme une case bien qu'il ne s'écrive pas."""
DEDANS = (
    ("propositions", "propositions_reponse:acceptee"), ("propositions", "refus"), ("propositions", "proposes"),
    ("propositions", "acceptes"), ("propositions_reponse:acceptee", "acceptes"),
    ("refus", "refus_charte"), ("refus", "refus_loi"), ("propositions_reponse:acceptee", "propositions_ecartees"),
    ("charte_respectee", "charte_tardive"), ("enquete_contacts", "enquete_reponse"),
)
"""Le second compte d'actes est compris dans le premier : la différence se lit."""


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


def declarees(chiffres: Mapping[str, Chiffre]) -> Iterator[tuple[Mapping[str, Case], Relation]]:
    """Les sommes qui ne se voient pas aux seuls ménages, parce qu'elles comptent des actes, des obligations, des euros.

    Chacune avec les cases cachées qu'elle ajoute, si chaque case existe et si ces données la vérifient.
    """
    for r in _sommes(chiffres):
        cles = [c.removeprefix(valeur("")) for c in r]
        if all(c in chiffres for c in cles) and not sum(r[valeur(c)] * _lue(chiffres[c]) for c in cles):
            yield {}, r
    for grand, petit in DEDANS:
        a, b = chiffres.get(grand), chiffres.get(petit)
        if a is not None and b is not None and _lue(b) <= _lue(a):
            cachee = f"reste {grand} {petit}"
            yield {cachee: Case(_reste(a, b), cachee=True)}, somme(valeur(grand), [valeur(petit), cachee])


def restes_payes(chiffres: Mapping[str, Chiffre], seuil: int) -> Iterator[tuple[Relation, Case]]:
    """Ce qui reste du montant payé, tous postes ensemble, hors des postes publiés, et la case cachée qui la finit.

    Un poste de 1 à `seuil` − 1 ménages se tait toujours : ce reste est celui de tous ces postes à la fois. Il ne se
    protège que si leurs ménages, ensemble, sont trop peu ; un seul peut avoir plusieurs postes.
    """
    total = "frais_paye"
    postes = {c: frozenset(x.menages) for c, x in chiffres.items()
              if c.startswith("frais_") and c.endswith("_paye") and c != total}
    petits = {c: menages for c, menages in postes.items() if 0 < len(menages) < seuil}
    touches = frozenset[str]().union(*petits.values())
    if total in chiffres and 0 < len(touches) < seuil:
        cachee = f"reste {valeur(total)}"
        publies = [valeur(c) for c, menages in postes.items() if menages and c not in petits]
        yield somme(valeur(total), [cachee, *publies]), Case(len(touches), cachee=True)


def _reste(a: Chiffre, b: Chiffre) -> int:
    """Ce qui sépare deux comptes d'actes : les actes, ou les ménages si l'on en voit moins."""
    menages = len(set(a.menages) - set(b.menages))
    actes = int(_lue(a) - _lue(b))
    return min(menages, actes) if menages else actes


def _sommes(chiffres: Mapping[str, Chiffre]) -> Iterator[Relation]:
    v = valeur

    def prefixe(debut: str) -> list[str]:
        return [v(c) for c in chiffres if c.startswith(debut)]

    yield somme(v("propositions"), [v(f"propositions_reponse:{c}") for c in (*_codes(Reponse), "attente")])
    yield somme(v("refus"), [v(f"propositions_reponse:{r.value}") for r in (Reponse.REFUSEE, Reponse.TACITE)])
    yield somme(v("refus"), [v(f"refus_motif:{c}") for c in (*_codes(MotifRefus), "inconnu")])
    # Une proposition acceptée que rien n'écarte est l'accord d'un ménage.
    yield somme(v("propositions_reponse:acceptee"), [v("acceptes"), v("propositions_ecartees")])
    yield somme(v("a_reloger"), map(v, ("reloges", "sortis", "restants")))
    yield somme(v("sortis"), [v(f"sortis_{m.value}") for m in MotifSortie])
    yield somme(v("hausse"), [v(c) for c in chiffres if _hausse(c)])
    yield somme(v("cia_imputes"), prefixe("accueil_reservataire:"))
    for detail in ("enquete_contacts:", "enquete_mode:"):
        yield somme(v("enquete_contacts"), prefixe(detail))
    for poste in ("demande", "accorde", "paye"):
        postes = [x for x in prefixe("frais_") if x.endswith(f"_{poste}") and x != v(f"frais_{poste}")]
        yield somme(v(f"frais_{poste}"), postes)
    for cle, nom in (("refus", "refus_nombre"), ("propositions", "propositions_nombre")):
        yield {v(cle): 1, **{v(f"{nom}:{n}"): -n for n in (1, 2, 3)}}
    yield from _charte(chiffres)


def _charte(chiffres: Mapping[str, Chiffre]) -> Iterator[Relation]:
    toutes = sorted({c.split(":")[1] for c in chiffres if c.startswith("charte:")})
    obligations = [o for o in toutes if o not in OBLIGATIONS_SOCIALES]
    for o in toutes:
        yield somme(valeur("a_reloger"), [valeur(f"charte:{o}:{e.value}") for e in Etat])
    for total, etats in ETATS_CHARTE.items():
        yield somme(valeur(total), [valeur(f"charte:{o}:{e.value}") for o in obligations for e in etats])
    yield somme(valeur("charte_derogations"), [valeur(f"charte:{o}:derogation") for o in obligations])
    yield {valeur("a_reloger"): len(obligations), **{valeur(t): -1 for t in ETATS_CHARTE}}


def _lue(c: Chiffre) -> Mesure:
    return c.valeur or 0


def _codes(liste: Iterable[Reponse | MotifRefus]) -> Sequence[str]:
    return [str(m.value) for m in liste]


def _hausse(cle: str) -> bool:
    """Les tranches d'écart qui commencent au-dessus de zéro."""
    debut, _, bornes = cle.partition(":")
    return debut == "impact_ecart" and bornes.partition("..")[0].isdecimal() and bornes != "0..0"


def compte_des_obligations(c: Chiffre) -> bool:
    """Vrai si le chiffre compte des obligations, et non des ménages."""
    return c.indicateur.unite is Unite.NOMBRE and (c.connus != len(c.sur) or c.valeur != len(c.menages))
