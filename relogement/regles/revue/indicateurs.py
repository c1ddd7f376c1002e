"""La synthèse de la revue et l'avancement par opération et par cage d'escalier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from relogement.commun import sans_accents
from relogement.regles.avancement import Parcours, Releve, courbe, projection_des_cages
from relogement.regles.etape import Etape
from relogement.regles.revue import mesures
from relogement.regles.revue.avancement import FAITS, section_avancement, section_propositions
from relogement.regles.revue.charte import section_charte
from relogement.regles.revue.chiffre import Chiffre, Indicateur, compter
from relogement.regles.revue.conditions import section_conditions
from relogement.regles.revue.dossier import Dossier, Situation
from relogement.regles.revue.revue import Revue, Section


def synthese(revue: Revue) -> tuple[Section, ...]:
    """Les sections de la synthèse, dans l'ordre où elles se lisent."""
    return (section_avancement(revue), section_propositions(revue), section_conditions(revue), section_charte(revue))


_TESTS: Mapping[str, tuple[str, Callable[[Dossier], bool]]] = {
    "menages": ("ménages à reloger", lambda _: True),
    "rencontres": ("rencontrés", lambda d: mesures.rencontre_le(d) is not None),
    "acceptes": ("ayant accepté une proposition", lambda d: mesures.acceptation(d) is not None),
    "reloges": ("relogés définitivement", lambda d: d.situation is Situation.RELOGE),
    "temporaires": ("relogés temporairement", lambda d: d.temporaire),
    "sortis": ("sortis sans relogement", lambda d: d.situation is Situation.SORTI),
    "restants": ("restant à reloger", lambda d: d.situation is Situation.RESTE),
}


@dataclass(frozen=True, slots=True)
class Rangee:
    """L'avancement d'un ensemble de ménages ; les étapes se partagent les ménages à reloger.

    `batiment` et `escalier` à None : toute l'opération. `operation` à None : toutes les opérations. `fin` : le dernier
    départ au rythme des six derniers mois ; None : personne ne reste, ou personne n'est parti.
    """

    operation: str | None
    batiment: str | None
    escalier: str | None
    chiffres: Mapping[str, Chiffre]
    fin: date | None

    def nombre(self, quoi: str) -> int:
        """La valeur d'un de ses chiffres."""
        return int(self.chiffres[quoi].valeur or 0)


def cle_etape(e: Etape) -> str:
    """Le nom du chiffre d'une étape."""
    return f"etape_{e.value}"


def rangees(revue: Revue) -> tuple[Rangee, ...]:
    """Une rangée par opération, suivie de ses cages ; et le total s'il y a plusieurs opérations."""
    lignes: list[Rangee] = []
    for operation in revue.operations:
        siens = [d for d in revue.dossiers if d.operation == operation.code]
        lignes.append(_rangee(revue, siens, operation.code))
        cages = sorted({(d.batiment, d.escalier) for d in siens}, key=lambda c: [sans_accents(nom) for nom in c])
        for cage in cages:
            lot = [d for d in siens if (d.batiment, d.escalier) == cage]
            lignes.append(_rangee(revue, lot, operation.code, *cage))
    if len(revue.operations) > 1:
        lignes.append(_rangee(revue, revue.dossiers, None))
    return tuple(lignes)


def _rangee(
    revue: Revue,
    tous: Sequence[Dossier],
    operation: str | None,
    batiment: str | None = None,
    escalier: str | None = None,
) -> Rangee:
    menages = [d for d in tous if not d.faits.decohabitant]
    lieu = ":".join(filter(None, (operation or "toutes", batiment, escalier)))

    def chiffre(quoi: str, mot: str, test: Callable[[Dossier], bool], lot: Sequence[Dossier] = menages) -> Chiffre:
        i = Indicateur(f"avancement:{lieu}:{quoi}", mot, f"Ménages {mot} ({lieu}).", "les ménages de la ligne", FAITS)
        return compter(i, lot, test)

    chiffres = {quoi: chiffre(quoi, mot, test) for quoi, (mot, test) in _TESTS.items()}
    chiffres |= {cle_etape(e): chiffre(cle_etape(e), f"à l'étape « {e.libelle} »", _a_l_etape(e)) for e in Etape}
    chiffres["decohabitants"] = chiffre("decohabitants", "décohabitants", lambda d: d.faits.decohabitant, tous)
    par_cage: defaultdict[tuple[str, str, str], list[Parcours]] = defaultdict(list)
    for d in menages:
        par_cage[d.operation, d.batiment, d.escalier].append(passage(d))
    rythme = projection_des_cages(par_cage.values(), None, revue.au)
    return Rangee(operation, batiment, escalier, chiffres, rythme.dernier if rythme else None)


def _a_l_etape(e: Etape) -> Callable[[Dossier], bool]:
    return lambda d: d.etape is e


def passage(d: Dossier) -> Parcours:
    """Le passage du ménage dans l'opération : le relogement l'emporte sur la sortie."""
    sortie = d.faits.sortie.le if d.faits.sortie else None
    return Parcours(d.faits.entree, d.emmenage_le or sortie)


def releves(revue: Revue) -> tuple[Releve, ...]:
    """Les ménages restant à reloger mois par mois, depuis le début de la première opération ; vide sans date."""
    debut = min((o.debut for o in revue.operations if o.debut), default=None)
    return courbe([passage(d) for d in revue.menages], debut, revue.au) if debut else ()

