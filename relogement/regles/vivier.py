"""L'état d'un logement du vivier, déduit et jamais saisi : libre, proposé, retenu, attribué, repris."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from relogement.regles.calendrier import jour_fr
from relogement.vocabulaire import DecisionCaleol, Liste, Malgre, Reponse, accord_tient


class EtatOffre(Liste):
    """Où en est un logement offert ; le plus avancé de ses ménages l'emporte."""

    LIBRE = "libre", "libre"
    PROPOSE = "propose", "proposé"
    RETENU = "retenu", "retenu"
    ATTRIBUE = "attribue", "attribué"
    REPRIS = "repris", "repris"


@dataclass(frozen=True, slots=True)
class Offerte:
    """Une proposition de ce logement à un ménage, et ce qu'elle est devenue.

    `ailleurs_le` : le jour où le ménage n'en a plus besoin (un autre bail définitif, sa sortie). `bail_le` : le bail
    signé pour ce logement ; `rendu_le` : logé là le temps des travaux, il en est reparti. None : pas noté.
    """

    id: str
    menage: str
    """La clé du ménage."""
    reference: str
    envoyee: date
    reponse: Reponse | None = None
    repondue: date | None = None
    attendue: date | None = None
    """La date de réponse attendue : sans jour noté, un refus tacite est du lendemain."""
    decision: DecisionCaleol | None = None
    decision_le: date | None = None
    """Sans ce jour, la décision vaut depuis l'envoi : elle tient déjà, on ne sait pas depuis quand."""
    bail_le: date | None = None
    rendu_le: date | None = None
    ailleurs_le: date | None = None
    motivee: bool = False
    """Vrai si l'agent a écrit une raison à l'envoi."""


@dataclass(frozen=True, slots=True)
class Offre:
    """Un logement du vivier : ses propositions, dans leur ordre, et ses jours (None : inconnus)."""

    propositions: tuple[Offerte, ...] = ()
    disponible: date | None = None
    jusqu_au: date | None = None
    """Le dernier jour où il est gardé pour les relogements, compris."""
    repris: date | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """L'état d'un logement un jour donné, depuis quand, et pour quels ménages."""

    etat: EtatOffre
    depuis: date | None = None
    tenues: tuple[Offerte, ...] = ()
    """Les propositions qui font cet état ; plusieurs : il est offert à plusieurs ménages à la fois."""


def situation(offre: Offre, au: date) -> Situation:
    """L'état au jour `au` ; seuls comptent les faits de ce jour ou d'avant. Un bail signé l'emporte sur une reprise."""
    lues = [(p, *_etat(p, au)) for p in offre.propositions if p.envoyee <= au]
    par_etat = {e: [(p, le) for p, etat, le in lues if etat is e] for e in (EtatOffre.ATTRIBUE, EtatOffre.RETENU,
                                                                          EtatOffre.PROPOSE)}
    if par_etat[EtatOffre.ATTRIBUE]:
        return _tenue(EtatOffre.ATTRIBUE, par_etat[EtatOffre.ATTRIBUE])
    if offre.repris is not None and offre.repris <= au:
        return Situation(EtatOffre.REPRIS, offre.repris)
    for etat in (EtatOffre.RETENU, EtatOffre.PROPOSE):
        if par_etat[etat]:
            return _tenue(etat, par_etat[etat])
    return Situation(EtatOffre.LIBRE)


def _tenue(etat: EtatOffre, siennes: list[tuple[Offerte, date]]) -> Situation:
    return Situation(etat, min(le for _, le in siennes), tuple(p for p, _ in siennes))


def _etat(p: Offerte, au: date) -> tuple[EtatOffre, date]:
    """Ce que cette proposition fait du logement, et depuis quand."""
    if p.rendu_le is not None and p.rendu_le <= au:
        return EtatOffre.LIBRE, p.rendu_le
    if p.bail_le is not None and p.bail_le <= au:
        return EtatOffre.ATTRIBUE, p.bail_le
    if p.ailleurs_le is not None and p.ailleurs_le <= au:
        return EtatOffre.LIBRE, p.ailleurs_le
    decision = p.decision if p.decision_le is None or p.decision_le <= au else None
    if decision is not None and decision.defavorable:
        return EtatOffre.LIBRE, p.decision_le or p.envoyee
    repondue = _repondue(p)
    if p.reponse is None or (repondue is not None and repondue > au):
        return EtatOffre.PROPOSE, p.envoyee
    le = repondue or p.envoyee
    return (EtatOffre.RETENU if accord_tient(p.reponse, decision) else EtatOffre.LIBRE), le


def _repondue(p: Offerte) -> date | None:
    if p.repondue is None and p.reponse is Reponse.TACITE and p.attendue is not None:
        return p.attendue + timedelta(days=1)
    return p.repondue


@dataclass(frozen=True, slots=True)
class Empechement:
    """Pourquoi un logement n'est pas libre pour un ménage ; la phrase nomme l'autre ménage, `quoi` jamais."""

    phrase: str
    quoi: Malgre | None
    """Ce que la raison motive ; None : aucune raison ne permet de l'offrir."""

    @property
    def sans_recours(self) -> bool:
        """Vrai si aucune raison ne permet de l'offrir : repris, ou attribué à un autre."""
        return self.quoi is None


_TENU = {EtatOffre.PROPOSE: Malgre.PROPOSE, EtatOffre.RETENU: Malgre.RETENU}


def empechement(
    offre: Offre, menage: str, au: date, aujourd_hui: date, rendu: date | None = None
) -> Empechement | None:
    """Ce qui empêche de l'offrir à ce ménage (sa clé), par un envoi du `au` ; None s'il est libre, ou n'attend que lui.

    Noté après coup, l'envoi se juge au jour où il a été fait. Il se juge aussi à chaque offre faite depuis à un autre,
    et à `aujourd_hui`, tant que ce ménage tenait le logement : jusqu'au jour `rendu`, exclu (son refus, son bail
    ailleurs ; None : il le tient encore). Que le logement ait été repris depuis n'empêche rien.
    """
    ce_jour = _pris(offre, menage, au) or _plus_garde(offre, au)
    if ce_jour is not None and ce_jour.sans_recours:
        return ce_jour
    depuis = _depuis(offre, menage, au, aujourd_hui, rendu)
    if depuis is None or ce_jour is None or ce_jour.quoi is Malgre.PLUS_GARDE:
        return depuis or ce_jour
    return Empechement(depuis.phrase, ce_jour.quoi)


def _depuis(offre: Offre, menage: str, au: date, aujourd_hui: date, rendu: date | None) -> Empechement | None:
    """Le plus récent des jours d'après `au` où d'autres ménages ont eu le logement en même temps que celui-ci."""
    jours = {p.envoyee for p in offre.propositions} | {aujourd_hui}
    for jour in sorted(jours, reverse=True):
        if au < jour <= aujourd_hui and (rendu is None or jour < rendu):
            trouve = _pris(offre, menage, jour)
            if trouve is not None and situation(offre, jour).etat is not EtatOffre.REPRIS:
                return Empechement(trouve.phrase, Malgre.OFFERT_DEPUIS)
    return None


def empechement_accord(offre: Offre, menage: str, le: date, *jours: date) -> Empechement | None:
    """Pourquoi l'accord de ce ménage (sa clé), donné le `le`, demande une raison ; None s'il va de soi.

    À ce jour ou à un des `jours`, le logement est repris, retenu pour un autre ou attribué ; ou le `le` il n'est plus
    gardé. Qu'il soit seulement proposé à un autre s'est dit à l'envoi.
    """
    pris = (_pris(offre, menage, jour) for jour in (le, *jours)
            if situation(offre, jour).etat is not EtatOffre.PROPOSE)
    return next(filter(None, pris), None) or _garde_depasse(offre, le)


def offertes_pendant(offre: Offre, cle: str) -> tuple[Offerte, ...]:
    """Celles envoyées sans raison à d'autres ménages pendant que la proposition `cle` tenait le logement."""
    sienne = next(p for p in offre.propositions if p.id == cle)
    return tuple(
        p for p in offre.propositions
        if p.menage != sienne.menage and not p.motivee and p.envoyee >= sienne.envoyee
        and _etat(sienne, p.envoyee)[0] is not EtatOffre.LIBRE
    )


def _pris(offre: Offre, menage: str, au: date) -> Empechement | None:
    """Repris, ou tenu ce jour-là par d'autres ménages ; sans recours s'il est repris ou attribué."""
    s = situation(offre, au)
    le = f"le {jour_fr(s.depuis)}" if s.depuis else ""
    if s.etat is EtatOffre.REPRIS:
        return Empechement(f"Ce logement a été repris {le}.", None)
    autres = dict.fromkeys(p.reference for p in s.tenues if p.menage != menage)
    if not autres:
        return None
    phrase = f"Ce logement est {s.etat.libelle} à {', '.join(autres)} depuis {le}."
    if s.etat is EtatOffre.RETENU:
        phrase = f"Ce logement est retenu pour {', '.join(autres)} depuis {le}."
    return Empechement(phrase, _TENU.get(s.etat))


def _plus_garde(offre: Offre, au: date) -> Empechement | None:
    """Le bailleur a pu en disposer depuis : cela s'écrit, sauf si un ménage le tenait déjà."""
    return None if situation(offre, au).tenues else _garde_depasse(offre, au)


def _garde_depasse(offre: Offre, au: date) -> Empechement | None:
    if offre.jusqu_au is None or au <= offre.jusqu_au:
        return None
    return Empechement(f"Ce logement n'était gardé que jusqu'au {jour_fr(offre.jusqu_au)}.", Malgre.PLUS_GARDE)


def offrable(offre: Offre, au: date) -> bool:
    """Vrai si on peut le proposer ce jour-là sans le prendre à personne : libre, et encore gardé aux relogements."""
    return situation(offre, au).etat is EtatOffre.LIBRE and (offre.jusqu_au is None or au <= offre.jusqu_au)
