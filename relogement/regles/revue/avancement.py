"""Les chiffres d'avancement : combien de ménages ont franchi chaque étape, à la date et pendant la période."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from relogement.regles.charte.compteurs import compteur_charte, compteur_loi
from relogement.regles.faits import Proposition
from relogement.regles.revue import mesures
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.chiffre import Chiffre, Indicateur, Unite, compter
from relogement.regles.revue.dossier import Dossier, Situation
from relogement.regles.revue.lignes import Calcul, comptage, ligne, somme
from relogement.regles.revue.revue import Ligne, Population, Revue, Section
from relogement.vocabulaire import MotifSortie

A_RELOGER = Population.A_RELOGER.value
FAITS = "faits datés du dossier"

Test = Callable[[Dossier], bool]
Quand = Callable[[Dossier], date | None]
Actes = Callable[[Dossier, Arret | None], int | None]
"""Le nombre d'actes d'un ménage, pendant la période si elle est donnée ; None : l'un d'eux n'est pas daté."""


def _indicateur(cle: str, libelle: str, definition: str, unite: Unite = Unite.NOMBRE) -> Indicateur:
    denominateur = A_RELOGER if unite is Unite.NOMBRE else "aucun : un nombre d'actes"
    return Indicateur(cle, libelle, definition, denominateur, FAITS, unite)


_ETAPES: tuple[tuple[Indicateur, Test, Quand | None], ...] = (
    (
        _indicateur(
            "a_reloger",
            "Ménages à reloger",
            "Ménages de l'opération présents à la date : opération décidée ou annoncée, bail commencé. "
            "Relogés et sortis y restent comptés.",
        ),
        lambda _: True,
        None,
    ),
    (
        _indicateur("rencontres", "Rencontrés", "Un entretien au moins a eu lieu."),
        lambda d: mesures.rencontre_le(d) is not None,
        mesures.rencontre_le,
    ),
    (
        _indicateur(
            "proposes",
            "Ayant reçu une proposition",
            "Une proposition de relogement définitif au moins a été envoyée. Période : première proposition.",
        ),
        lambda d: mesures.propose_le(d) is not None,
        mesures.propose_le,
    ),
    (
        _indicateur("acceptes", "Ayant accepté", "Une proposition de relogement définitif est acceptée. "
                    "Période : au jour de la réponse, inconnue s'il n'est pas noté."),
        lambda d: mesures.acceptation(d) is not None,
        mesures.accord_le,
    ),
    (
        _indicateur("baux", "Bail définitif signé", "Le bail du logement d'accueil définitif est signé."),
        lambda d: mesures.bail_le(d) is not None,
        mesures.bail_le,
    ),
    (
        _indicateur(
            "reloges",
            "Relogés définitivement",
            "Le déménagement définitif a eu lieu ; en réhabilitation, le retour dans le logement d'origine. "
            "Un départ ou un décès après le relogement ne l'efface pas.",
        ),
        lambda d: d.situation is Situation.RELOGE,
        lambda d: d.emmenage_le,
    ),
    (
        _indicateur(
            "temporaires",
            "Relogés temporairement",
            "Vivent à la date dans un logement temporaire ; ils restent à reloger. "
            "Période : entrés pendant la période.",
        ),
        lambda d: d.temporaire,
        mesures.temporaire_le,
    ),
    (
        _indicateur(
            "sortis", "Sortis sans relogement", "Sortie enregistrée à la date, sans relogement définitif auparavant."
        ),
        lambda d: d.situation is Situation.SORTI,
        mesures.sortie_le,
    ),
)


def _par_motif(motif: MotifSortie) -> tuple[Indicateur, Test, Quand | None]:
    indicateur = _indicateur(
        f"sortis_{motif.value}", f"   dont {motif.libelle}", f"Sortie au motif « {motif.libelle} »."
    )
    return indicateur, lambda d: mesures.sortie_le(d, motif) is not None, lambda d: mesures.sortie_le(d, motif)


_RESTE: tuple[Indicateur, Test, Quand | None] = (
    _indicateur(
        "restants", "Restant à reloger", "Ménages à reloger − relogés définitivement − sortis sans relogement."
    ),
    lambda d: d.situation is Situation.RESTE,
    None,
)


def section_avancement(revue: Revue) -> Section:
    """Le parcours des ménages ; relogés, sortis et restants se partagent tous les ménages à reloger."""
    table = (*_ETAPES, *map(_par_motif, MotifSortie), _RESTE)
    lignes = (
        ligne(revue, i, comptage(test), flux=_pendant(test, quand, revue.arret) if quand else None)
        for i, test, quand in table
    )
    return Section("Avancement", (*lignes, _part_relogee(revue)))


def _pendant(test: Test, quand: Quand, t: Arret) -> Calcul:
    def pendant(d: Dossier) -> bool | None:
        le = quand(d)
        if le is None:
            # Franchie sans que le jour soit noté, l'étape peut l'avoir été pendant la période.
            return None if test(d) else False
        return le in t

    return comptage(pendant)


def _part_relogee(revue: Revue) -> Ligne:
    """Relogés sur ménages à reloger ; la charte dit si les sortis restent au dénominateur."""
    comptes = revue.parametres.sortis_comptes
    sortis = "compris" if comptes else "exclus"
    i = Indicateur(
        "part_relogee",
        "Part relogée",
        "Relogés définitivement / ménages à reloger.",
        f"{A_RELOGER}, sortis sans relogement {sortis} (paramètre de la charte)",
        FAITS,
    )

    def calcul(i: Indicateur, dossiers: Sequence[Dossier]) -> Chiffre:
        restent = [d for d in dossiers if comptes or d.situation is not Situation.SORTI]
        return compter(i, restent, lambda d: d.situation is Situation.RELOGE)

    return ligne(revue, i, calcul)


def _envoyees(d: Dossier, t: Arret | None) -> int | None:
    return mesures.nombre_propositions(d, t)


def _repondues(lire: Callable[[Dossier], Sequence[Proposition]]) -> Actes:
    return lambda d, t: len(lire(d)) if t is None else mesures.repondues_pendant(lire(d), t)


_ACTES: tuple[tuple[Indicateur, Actes], ...] = (
    (
        _indicateur(
            "propositions",
            "Propositions envoyées",
            "Propositions de relogement définitif, à leur date d'envoi.",
            Unite.ACTES,
        ),
        _envoyees,
    ),
    (
        _indicateur(
            "refus",
            "Refus",
            "Réponses négatives, exprès ou tacites, à une proposition définitive. Période : au jour de la réponse ; "
            "inconnus, les ménages dont un refus n'est pas daté.",
            Unite.ACTES,
        ),
        _repondues(mesures.refusees),
    ),
    (
        _indicateur(
            "refus_charte",
            "   dont comptés par la charte",
            "Refus de propositions adaptées (article 4) : type, lieu, accessibilité et budget à oui. "
            "Un point inconnu ou un refus tacite non confirmé ne compte pas.",
            Unite.ACTES,
        ),
        _repondues(lambda d: compteur_charte(d.faits).comptees),
    ),
    (
        _indicateur(
            "refus_loi",
            "   dont comptés par la loi",
            "Refus d'offres dont les cinq points de l'article 13 bis de la loi du 1er septembre 1948 sont à oui. Ce "
            "compteur et celui de la charte ne s'additionnent pas.",
            Unite.ACTES,
        ),
        _repondues(lambda d: compteur_loi(d.faits).comptees),
    ),
)


def section_propositions(revue: Revue) -> Section:
    """Les propositions et les refus, en nombre d'actes ; les deux compteurs restent distincts."""
    return Section("Propositions et refus", tuple(_actes(revue, *entree) for entree in _ACTES))


def _actes(revue: Revue, indicateur: Indicateur, nombre: Actes) -> Ligne:
    def total(t: Arret | None) -> Calcul:
        return somme(lambda d: nombre(d, t))

    return ligne(revue, indicateur, total(None), flux=total(revue.arret))
