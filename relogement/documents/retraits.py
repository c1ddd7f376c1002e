"""Ce qu'une copie retire parce que cela ferait retrouver les ressources, l'âge ou la santé d'une autre personne.

Masquer un montant ne suffit pas : un reste à vivre, une APL ou une part de plafond le rendent à qui connaît le reste
(RGPD, article 15, § 4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from relogement.commun import sans_accents
from relogement.documents.donnees import Couverture, Dossier
from relogement.documents.donnees_menage import Entretiens, EntretienTenu, Foyer
from relogement.documents.donnees_parcours import ColonneBudget, SuiviFait
from relogement.regles.budget import Budget
from relogement.regles.charte.article01 import OCCUPANTS
from relogement.regles.charte.selon_ressources import SELON_RESSOURCES
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES

AUTRUI = "Elle concerne une autre personne (RGPD, article 15, § 4)."
DEDUIT = "Celles d'une autre personne s'en déduiraient (RGPD, article 15, § 4)."
PEUT_ETRE = "Le dossier les note pour tout le foyer : ils peuvent dire la santé ou la vie d'une autre personne (§ 4)."
MASQUE = "(masqué)"
_ALERTE_PLAFONDS = "L5"
"""La voie CALEOL : sa phrase cite la part des plafonds."""


@dataclass(frozen=True, slots=True)
class Omission:
    """Ce qui n'est pas dans la copie, et pourquoi."""

    quoi: str
    raison: str


def retirer(d: Dossier, noms: set[str]) -> tuple[Dossier, tuple[Omission, ...]]:
    """Le dossier sans rien dont se déduise ce qui est propre à ceux de ces `noms`, et ce qui en est retiré."""
    tues = _tues(d.foyer, noms)
    masque = replace(
        d, couverture=_couverture(d.couverture, tues), alertes=tuple(a for a in d.alertes if a.id != _ALERTE_PLAFONDS),
        foyer=_foyer(d.foyer, noms), entretiens=_entretiens(d.entretiens), budgets=tuple(map(_colonne, d.budgets)),
        propositions=tuple(replace(p, examen=MASQUE) if p.examen else p for p in d.propositions),
        relogements=tuple(replace(r, rls=None, apl=None, plafond_apl=None) for r in d.relogements),
        suivi=None if d.suivi is None else _suivi(d.suivi),
    )
    retirees = [c.id for c in d.couverture.constats if c.id in tues]
    return masque, (*_argent(d), *_charte(retirees, len(masque.alertes) < len(d.alertes)), *_vie(d))


def _tues(f: Foyer, noms: set[str]) -> frozenset[str]:
    """Les obligations que la copie ne montre pas : elles trahiraient les ressources ou la vie d'autrui."""
    decide = any(p.decision for p in f.personnes if p.nom in noms)
    return SELON_RESSOURCES | OBLIGATIONS_SOCIALES | ({OCCUPANTS.id} if decide else frozenset())


def _couverture(c: Couverture, tues: frozenset[str]) -> Couverture:
    return replace(c, constats=tuple(k for k in c.constats if k.id not in tues))


def _foyer(f: Foyer, noms: set[str]) -> Foyer:
    siennes = tuple(r for r in f.ressources if r.personne is not None and r.personne not in noms)
    return replace(
        f, ressources=siennes, ressources_retirees=len(siennes) < len(f.ressources), plafonds=(),
        loyers=tuple(replace(x, rls=None, apl=None) for x in f.loyers),
        avis_impot=tuple(replace(a, rfr=None, invalidite=None) for a in f.avis_impot),
        priorites=(MASQUE,) if f.priorites else (), courriel=_adresse(f.courriel, noms),
        a_completer=tuple(replace(a, texte=MASQUE) for a in f.a_completer),
    )


def _adresse(courriel: str | None, noms: set[str]) -> str | None:
    """L'adresse électronique, sauf si elle porte un nom à masquer."""
    mots = (mot for nom in noms for mot in sans_accents(nom).split())
    return MASQUE if courriel and any(mot in sans_accents(courriel) for mot in mots) else courriel


def _entretiens(e: Entretiens) -> Entretiens:
    return replace(e, tenus=tuple(map(_entretien, e.tenus)))


def _entretien(e: EntretienTenu) -> EntretienTenu:
    return replace(
        e, loyer_supportable=None, part_plafond=None, accession_possible=None,
        capacites=MASQUE if e.capacites else None, besoins=(MASQUE,) if e.besoins else (),
        difficultes=(MASQUE,) if e.difficultes or e.aucune_difficulte else (), aucune_difficulte=False,
        presents=MASQUE if e.presents else None,
    )


def _colonne(c: ColonneBudget) -> ColonneBudget:
    quitte = None if c.quitte is None else _budget(c.quitte)
    return replace(c, budget=_budget(c.budget), quitte=quitte, estimation=None, refus=None, acces=None)


def _budget(b: Budget) -> Budget:
    """Ce que le bailleur demande reste ; les aides suivent les ressources, les unités de consommation les âges."""
    return replace(b, rls=None, apl=None, ressources=None, uc_dixiemes=None)


def _suivi(s: SuiviFait) -> SuiviFait:
    """Les difficultés notées pour tout le foyer perdent leurs mots, et la décision qui en découle."""
    muettes = tuple(
        replace(x, genre=MASQUE, precision=None, action=MASQUE if x.action else None, issue=MASQUE if x.issue else None)
        for x in s.difficultes
    )
    return replace(
        s, difficultes=muettes, decision=MASQUE if s.decision else None, raison=MASQUE if s.raison else None,
        bilan=MASQUE if s.bilan else None,
    )


def _argent(d: Dossier) -> Iterator[Omission]:
    if any(r.personne is None for r in d.foyer.ressources):
        yield Omission("Les ressources notées pour le foyer entier", DEDUIT)
    if d.foyer.avis_impot:
        quoi = "Les revenus fiscaux du foyer, sa part des plafonds de ressources, la carte d'invalidité"
        yield Omission(quoi, DEDUIT)
    if d.budgets or d.foyer.loyers or d.relogements:
        yield Omission(
            "Les ressources du foyer et ce qui en dépend, qui se lisent « inconnu » : APL, RLS, mensualité résiduelle "
            "et son écart, taux d'effort, reste à vivre, unités de consommation, plafond APL", DEDUIT,
        )
    if any(p.examen for p in d.propositions):
        yield Omission("L'examen du reste à vivre", DEDUIT)
    if d.entretiens.tenus:
        quoi = "Aux entretiens, le loyer supportable, les capacités financières, la part des plafonds, l'accession"
        yield Omission(quoi, DEDUIT)


def _charte(retirees: list[str], alerte: bool) -> Iterator[Omission]:
    """Ce que la charte et la loi disent des ressources et des difficultés du foyer."""
    argent = [x for x in retirees if x in SELON_RESSOURCES]
    if argent:
        yield Omission(f"Ce que la charte constate des ressources du foyer : {', '.join(argent)}", DEDUIT)
    if alerte:
        yield Omission(f"L'alerte de la loi qui cite la part des plafonds de ressources ({_ALERTE_PLAFONDS})", DEDUIT)
    if OCCUPANTS.id in retirees:
        yield Omission(f"La décision prise pour un autre occupant du logement ({OCCUPANTS.id})", AUTRUI)
    if vie := [x for x in retirees if x in OBLIGATIONS_SOCIALES]:
        yield Omission(f"Ce que la charte constate des difficultés du foyer : {', '.join(vie)}", PEUT_ETRE)


def _vie(d: Dossier) -> Iterator[Omission]:
    tenus, suivi = d.entretiens.tenus, d.suivi
    if d.foyer.priorites or any(e.besoins or e.difficultes or e.aucune_difficulte for e in tenus):
        yield Omission("Les besoins, les difficultés et les motifs de priorité notés pour tout le foyer", PEUT_ETRE)
    if suivi is not None and (suivi.difficultes or suivi.decision or suivi.raison or suivi.bilan):
        yield Omission("Les difficultés, la décision et le bilan du suivi", PEUT_ETRE)
    if any(e.presents for e in tenus):
        yield Omission("Les personnes présentes aux entretiens", AUTRUI)
    if d.foyer.a_completer:
        yield Omission("Le texte d'origine des points à compléter", PEUT_ETRE)
