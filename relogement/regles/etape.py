"""L'étape d'un ménage, déduite de ses faits par une table et jamais saisie ; à côté, la sortie et les drapeaux."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from relogement.regles.charte.article03 import entretien_approfondi
from relogement.regles.charte.compteurs import definitives
from relogement.regles.charte.contexte import emmenagement, suivi_en_cours
from relogement.regles.charte.elagage import faits_au
from relogement.regles.faits import FaitsMenage
from relogement.vocabulaire import Liste, Reponse


class Etape(Liste):
    """Les étapes, dans l'ordre ; `rang` les trie, SORTI après toutes."""

    A_RENCONTRER = "a_rencontrer", "à rencontrer"
    RENCONTRE = "rencontre", "rencontré"
    EN_RECHERCHE = "en_recherche", "en recherche"
    PROPOSITION = "proposition", "proposition en cours"
    ACCORD = "accord", "accord"
    BAIL_SIGNE = "bail_signe", "bail signé"
    RELOGE = "reloge", "relogé"
    EN_SUIVI = "en_suivi", "en suivi"
    CLOS = "clos", "clos"
    SORTI = "sorti", "sorti"

    @property
    def code(self) -> str:
        """Le code stable, celui des fichiers."""
        return str(self.value)

    @property
    def rang(self) -> int:
        """La place dans l'ordre, de 0 (à rencontrer) à 8 (clos) ; 9 pour une sortie."""
        return _RANGS[self]


_RANGS = {etape: rang for rang, etape in enumerate(Etape)}


def _souhaits_connus(f: FaitsMenage) -> bool:
    return entretien_approfondi(f.entretiens) is not None or any(s.type or s.lieux for s in f.souhaits)


def _a_refuse(f: FaitsMenage) -> bool:
    return any(p.ecartee or p.reponse in (Reponse.REFUSEE, Reponse.TACITE) for p in definitives(f))


def _attend_reponse(f: FaitsMenage) -> bool:
    return any(p.reponse is None for p in definitives(f))


def _a_accepte(f: FaitsMenage) -> bool:
    return any(p.accord for p in definitives(f))


def _bail_definitif(f: FaitsMenage) -> bool:
    return any(not r.temporaire for r in f.relogements)


def _suivi_engage(f: FaitsMenage) -> bool:
    f = suivi_en_cours(f)
    propose = f.suivi is not None and f.suivi.propose_le is not None
    return propose or any(not v.refusee for v in f.visites)


def _suivi_clos(f: FaitsMenage) -> bool:
    suivi = suivi_en_cours(f).suivi
    return suivi is not None and suivi.cloture_le is not None


@dataclass(frozen=True, slots=True)
class Palier:
    """Une ligne de la table : l'étape, le fait qui y fait entrer, et comment il se lit."""

    etape: Etape
    fait: str
    vaut: Callable[[FaitsMenage], bool]


TABLE: tuple[Palier, ...] = (
    Palier(Etape.A_RENCONTRER, "le ménage est dans l'opération", lambda _: True),
    Palier(Etape.RENCONTRE, "un entretien a eu lieu", lambda f: bool(f.entretiens)),
    Palier(
        Etape.EN_RECHERCHE,
        "les souhaits sont connus (entretien approfondi complet, ou type ou lieu souhaité), ou une proposition est "
        "refusée, ou écartée par la commission d'attribution",
        lambda f: _souhaits_connus(f) or _a_refuse(f),
    ),
    Palier(Etape.PROPOSITION, "une proposition envoyée attend sa réponse", _attend_reponse),
    Palier(Etape.ACCORD, "une proposition est acceptée, et la commission d'attribution ne l'a pas écartée", _a_accepte),
    Palier(Etape.BAIL_SIGNE, "le bail définitif est signé", _bail_definitif),
    Palier(
        Etape.RELOGE,
        "le ménage a déménagé pour de bon (ou, en réhabilitation, est revenu chez lui)",
        lambda f: emmenagement(f) is not None,
    ),
    Palier(Etape.EN_SUIVI, "relogé, le suivi est proposé ou une visite est faite", _suivi_engage),
    Palier(Etape.CLOS, "relogé, le suivi est clos", _suivi_clos),
)
"""La plus haute étape dont le fait est vrai l'emporte."""


def etape(faits: FaitsMenage, au: date) -> Etape:
    """L'étape du ménage au jour `au` ; SORTI dès le jour de la sortie."""
    vus = faits_au(faits, au)
    if vus.sortie is not None:
        return Etape.SORTI
    return next(palier.etape for palier in reversed(TABLE) if palier.vaut(vus))


@dataclass(frozen=True, slots=True)
class Drapeaux:
    """Ce qui se dit à côté de l'étape.

    `temporaire_depuis` : début du relogement temporaire en cours (None : aucun) ; `temporaire_fin` : sa fin prévue.
    """

    decohabitant: bool
    temporaire_depuis: date | None
    temporaire_fin: date | None


def drapeaux(faits: FaitsMenage, au: date) -> Drapeaux:
    """Décohabitant ; relogé temporairement ce jour-là : emménagé, pas encore revenu (la fin prévue se dit d'avance).

    Un relogement définitif ou une sortie met fin au relogement temporaire, même sans retour noté.
    """
    vus = faits_au(faits, au)
    if vus.sortie is not None or emmenagement(vus) is not None:
        return Drapeaux(faits.decohabitant, None, None)
    for r in faits.relogements:
        parti = r.demenagement
        if r.temporaire and parti is not None and parti <= au and (r.retour is None or r.retour > au):
            return Drapeaux(faits.decohabitant, parti, r.retour)
    return Drapeaux(faits.decohabitant, None, None)


def table_markdown() -> str:
    """La table des étapes, pour la documentation."""
    lignes = ["| étape | quand |", "| --- | --- |"]
    lignes += [f"| {palier.etape.libelle} | {palier.fait} |" for palier in TABLE]
    return "\n".join([*lignes, f"| {Etape.SORTI.libelle} (à côté) | la sortie du ménage est enregistrée |"])
