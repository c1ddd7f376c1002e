"""L'APL estimée d'un ménage dans un logement : la famille, la zone et R réunies, et l'encadrement qui dit le doute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from relogement.commun import ErreurMetier
from relogement.formats import euros
from relogement.regles.apl.bareme import Bareme
from relogement.regles.apl.base_ressources import BaseRessources, Ligne, Origine
from relogement.regles.apl.declarees import base_declaree, trop_aises
from relogement.regles.apl.famille import Famille, famille_apl
from relogement.regles.apl.formule import Situation, Trace, estimer
from relogement.regles.apl.inversion import RessourcesDeduites, deduire_ressources
from relogement.regles.apl.regles_ressources import Regles
from relogement.regles.apl.releve import LigneNature
from relogement.regles.apl.zones import Zone
from relogement.regles.calendrier import jour_fr
from relogement.regles.faits import FaitsMenage
from relogement.vocabulaire import GenreBailleur, NatureRessource

DEMI_PAS = 200
"""Centimes : un pas de R (100 €) déplace l'aide de 3,50 € au plus, aucun avis plausible ne tombe entre deux pas."""
FAIT_FOI = "Estimation : seul le calcul de la CAF ou de la MSA fait foi."


@dataclass(frozen=True, slots=True)
class LogementApl:
    """Un logement : loyer principal (centimes par mois, hors charges, avant RLS) ; None : inconnu.

    `zone` est lue au besoin : elle lève ErreurMetier si la commune n'en a pas de connue.
    """

    loyer: int | None
    bailleur: GenreBailleur | None
    zone: Callable[[], Zone]


@dataclass(frozen=True, slots=True)
class Avis:
    """L'aide que verse la CAF pour le logement actuel, d'après l'avis du jour `le` (centimes par mois)."""

    le: date
    loyer: int | None
    rls: int | None
    apl: int | None


@dataclass(frozen=True, slots=True)
class Argent:
    """Ce que l'on sait des ressources : la base lue sur l'avis (centimes par an), l'avis, les ressources notées."""

    base: int | None = None
    base_le: date | None = None
    avis: Avis | None = None
    actuel: LogementApl | None = None
    lignes: Sequence[LigneNature] = ()


@dataclass(frozen=True, slots=True)
class Estimation:
    """L'aide estimée et sa trace ; montants en centimes par mois, l'APL arrondie à l'euro.

    `encadrement` : (APL, RLS) pour R − 10 %, R et R + 10 %.
    """

    situation: Situation
    famille: Famille
    zone: Zone
    base: BaseRessources
    trace: Trace
    encadrement: tuple[tuple[int, int], ...]

    @property
    def apl(self) -> int:
        """L'APL estimée, à l'euro près."""
        return apl_de(self.trace)

    @property
    def rls(self) -> int:
        """La réduction de loyer de solidarité."""
        return rls_de(self.trace)

    @property
    def bornes(self) -> tuple[int, int]:
        """La plus petite et la plus grande APL de l'encadrement."""
        aides = [apl for apl, _ in self.encadrement]
        return min(aides), max(aides)


def estimer_menage(
    faits: FaitsMenage, logement: LogementApl, argent: Argent, le: date, bareme: Bareme, regles: Regles
) -> Estimation:
    """L'APL du ménage dans ce logement, au jour `le`.

    ErreurMetier, avec la phrase qui dit ce qui manque : loyer, bailleur, zone, foyer, ressources, ou barème de ce jour.
    """
    bareme.exiger(le)
    if logement.loyer is None:
        raise ErreurMetier("Le loyer du logement n'est pas noté : indiquez-le, hors charges.", "loyer")
    if logement.bailleur is None:
        raise ErreurMetier(
            "Le bailleur du logement n'est pas noté : la réduction de loyer de solidarité en dépend.", "bailleur"
        )
    famille, zone = famille_du_menage(faits, argent, le, bareme, regles), logement.zone()
    base = base_du_menage(faits, argent, le, bareme, regles)
    situation = situation_de(le, zone, famille, logement.loyer, logement.bailleur, argent)
    basse, haute = base.encadrement
    traces = [
        estimer(replace(situation, ressources=r), bareme) for r in (basse, base.montant, haute)
    ]
    return Estimation(
        replace(situation, ressources=base.montant), famille, zone, base, traces[1],
        tuple((apl_de(t), rls_de(t)) for t in traces),
    )


def famille_du_menage(faits: FaitsMenage, argent: Argent, le: date, bareme: Bareme, regles: Regles) -> Famille:
    """La famille, sans les enfants que leurs ressources sortent de la charge ; les erreurs de `famille_apl`."""
    bareme.exiger(le)
    return famille_apl(faits, le, bareme, trop_aises(argent.lignes, faits, le, regles))


def base_du_menage(faits: FaitsMenage, argent: Argent, le: date, bareme: Bareme, regles: Regles) -> BaseRessources:
    """R, de la source la plus sûre à la moins sûre : la base de l'avis, l'aide versée aujourd'hui, le déclaré.

    De la base lue et de l'aide versée, la plus récente. ErreurMetier : celle de la dernière source essayée.
    """
    lue = _base_lue(argent)
    avis = argent.avis
    if avis is not None and avis.le <= le and (lue is None or (argent.base_le or date.min) < avis.le):
        deduite = _base_deduite(faits, argent, avis, bareme, regles)
        if deduite is not None:
            return deduite
    if lue is not None:
        return lue
    try:
        return base_declaree(argent.lignes, faits, le, regles)
    except ErreurMetier as erreur:
        if avis is None or avis.apl != 0:
            raise
        phrase = f"Une aide nulle ne dit pas la base de ressources. {erreur.phrase}"
        raise ErreurMetier(phrase, erreur.champ) from erreur


def apl_de(trace: Trace) -> int:
    """L'APL, en centimes, à l'euro le plus proche."""
    return int(trace.net.quantize(Decimal(1), ROUND_HALF_UP)) * 100


def rls_de(trace: Trace) -> int:
    """La RLS, en centimes."""
    return int(trace.rls * 100)


def _base_lue(argent: Argent) -> BaseRessources | None:
    if argent.base is None:
        return None
    source = f"notée le {jour_fr(argent.base_le)}" if argent.base_le else "notée au dossier"
    return BaseRessources(argent.base, Origine.AVIS, source)


def _base_deduite(
    faits: FaitsMenage, argent: Argent, avis: Avis, bareme: Bareme, regles: Regles
) -> BaseRessources | None:
    """R qui donne l'aide de l'avis au logement actuel ; None si l'avis ne la dit pas (terme inconnu, aide nulle)."""
    actuel = argent.actuel
    if actuel is None or actuel.bailleur is None or avis.loyer is None or avis.rls is None or not avis.apl:
        return None
    try:
        famille = famille_du_menage(faits, argent, avis.le, bareme, regles)
        s = situation_de(avis.le, actuel.zone(), famille, avis.loyer, actuel.bailleur, argent)
        deduites = _deduire(s, avis.apl, bareme, rls_due=avis.rls > 0)
    except ErreurMetier:
        return None
    if deduites.maximum is None:
        return None
    pleine = deduites.retenue is None
    r = deduites.maximum if deduites.retenue is None else deduites.retenue
    pourquoi = (
        f"l'aide est entière : R est au plus de {euros(r, entier=True)}, et l'aide n'en dépend pas" if pleine else
        f"la base qui donne une APL de {euros(avis.apl)} pour un loyer de {euros(avis.loyer)}, "
        f"{famille.texte}{_entre(deduites.minimum, deduites.maximum)}"
    )
    etape = Ligne("Aide versée aujourd'hui", f"{euros(avis.apl)} par mois", pourquoi)
    attendue = rls_de(estimer(replace(s, ressources=r), bareme))
    doute = "" if attendue == avis.rls else (
        f", dont la RLS de {euros(avis.rls)} n'est pas celle de ce foyer ({euros(attendue)}) : vérifiez sa composition"
    )
    return BaseRessources(r, Origine.DEDUITE, f"avis du {jour_fr(avis.le)}{doute}", (etape,))


def _entre(minimum: int, maximum: int) -> str:
    """« : entre 10 300 € et 10 400 € » ; vide si l'avis ne laisse qu'une centaine."""
    if minimum == maximum:
        return ""
    return f" : entre {euros(minimum, entier=True)} et {euros(maximum, entier=True)}"


def _deduire(s: Situation, apl: int, bareme: Bareme, *, rls_due: bool) -> RessourcesDeduites:
    """À l'arrondi près ; sinon à un demi-pas de R près : l'avis peut partir d'un autre loyer ou d'un autre arrondi."""
    try:
        return deduire_ressources(s, apl, bareme, rls_due=rls_due)
    except ErreurMetier:
        return deduire_ressources(s, apl, bareme, rls_due=rls_due, tolerance=DEMI_PAS)


def situation_de(
    le: date, zone: Zone, famille: Famille, loyer: int, bailleur: GenreBailleur, argent: Argent
) -> Situation:
    """Ce que la formule reçoit, R encore à zéro ; une AAH en cours écarte la dégressivité."""
    aah = any(
        x.nature is NatureRessource.AAH and x.montant and x.du <= le and (x.au is None or x.au >= le)
        for x in argent.lignes
    )
    return Situation(
        le, zone.numero, famille.couple, famille.pac, loyer, 0,
        hlm=bailleur in (GenreBailleur.HLM, GenreBailleur.SEM), handicap=aah,
    )
