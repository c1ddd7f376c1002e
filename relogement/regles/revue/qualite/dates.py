"""Les dates : ce qui manque, et ce qui ne peut pas s'être passé dans cet ordre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relogement.regles.charte.constat import Cible
from relogement.regles.faits import Proposition
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.qualite.anomalie import Gravite, Regle
from relogement.vocabulaire import Reponse

BAIL_SANS_SUITE_JOURS = 90
"""Au-delà, un bail signé sans déménagement est sans doute un déménagement non noté (à nous)."""


def reponse_sans_date(d: Dossier) -> Iterator[Cible]:
    """Une réponse dont le jour n'est pas noté : elle ne compte dans aucune période."""
    return (
        Cible("propositions", "repondue", p.id)
        for p in d.faits.propositions
        if p.reponse is not None and p.reponse_le is None
    )


def refus_sans_motif(d: Dossier) -> Iterator[Cible]:
    """Un refus exprès dont la raison n'est notée ni en mots ni en code (article 4)."""
    codes = dict(d.motifs)
    return (
        Cible("propositions", "motif", p.id)
        for p in d.faits.propositions
        if p.reponse is Reponse.REFUSEE and not (p.motif or "").strip() and codes.get(p.id) is None
    )


def _visee(d: Dossier, c: Cible) -> Proposition:
    return next(p for p in d.faits.propositions if p.id == c.id)


def reponse_avant_envoi(d: Dossier) -> Iterator[Cible]:
    """Une réponse datée d'avant l'envoi."""
    return (
        Cible("propositions", "repondue", p.id)
        for p in d.faits.propositions
        if p.repondue is not None and p.repondue < p.envoyee
    )


def demenagement_avant_bail(d: Dossier) -> Iterator[Cible]:
    """Un déménagement daté d'avant la signature du bail."""
    return (
        Cible("demenagement", "jour", r.id)
        for r in d.faits.relogements
        if r.demenagement is not None and r.demenagement < r.bail_signe
    )


def bail_avant_accord(d: Dossier) -> Iterator[Cible]:
    """Un bail signé avant la réponse à la proposition qu'il suit : le délai entre les deux serait négatif."""
    reponses = {p.id: p.repondue for p in d.definitives}
    for r in d.faits.relogements:
        le = reponses.get(r.proposition or "")
        if le is not None and r.bail_signe < le:
            yield Cible("propositions", "repondue", r.proposition)


def bail_sans_demenagement(d: Dossier) -> Iterator[Cible]:
    """Un bail définitif signé depuis longtemps, et pas de déménagement : la revue compte ce ménage à reloger."""
    bail = d.bail
    if bail is None or bail.demenagement is not None or d.faits.sortie is not None:
        return
    if (d.au - bail.bail_signe).days > BAIL_SANS_SUITE_JOURS:
        yield Cible("demenagement", "jour", bail.id)


def bail_sans_accord(d: Dossier) -> Iterator[Cible]:
    """Un bail définitif sans proposition acceptée : on ne sait rien du logement d'accueil."""
    if d.bail is not None and not any(p.accord for p in d.definitives):
        yield Cible("propositions", "proposition")


def visite_avant_demenagement(d: Dossier) -> Iterator[Cible]:
    """Une visite de suivi d'avant le relogement : elle ne compte pas."""
    le = d.emmenage_le
    return (Cible("suivi", "visite", v.id) for v in d.faits.visites if le is None or v.le < le)


def enquete_avant_demenagement(d: Dossier) -> Iterator[Cible]:
    """Une enquête de satisfaction d'avant le relogement."""
    le = d.emmenage_le
    return (Cible("suivi", "enquete", e.id) for e in d.faits.enquetes if le is None or e.le < le)


def sorti_en_attente(d: Dossier) -> Iterator[Cible]:
    """Un ménage sorti dont une proposition attend encore sa réponse."""
    return _en_attente(d.faits.propositions) if d.faits.sortie is not None else iter(())


def reloge_en_attente(d: Dossier) -> Iterator[Cible]:
    """Un ménage relogé dont une proposition définitive attend encore sa réponse."""
    parti = d.emmenage_le is not None and d.faits.sortie is None
    return _en_attente(d.definitives) if parti else iter(())


def _en_attente(propositions: Iterable[Proposition]) -> Iterator[Cible]:
    return (Cible("propositions", "reponse", p.id) for p in propositions if p.reponse is None)


_B, _D = Gravite.BLOQUANTE, Gravite.DOUTEUSE
REGLES = (
    Regle(
        "reponse_sans_date", _B, "La date de réponse à une proposition manque.", reponse_sans_date,
        lambda d, c: _visee(d, c).date_inconnue,
    ),
    Regle(
        "refus_sans_motif", _B, "Un refus n'a pas de motif.", refus_sans_motif, lambda d, c: _visee(d, c).motif_inconnu
    ),
    Regle("reponse_avant_envoi", _B, "Une réponse est datée d'avant l'envoi de la proposition.", reponse_avant_envoi),
    Regle("demenagement_avant_bail", _B, "Le déménagement est daté d'avant le bail.", demenagement_avant_bail),
    Regle("bail_avant_accord", _B, "Un bail est signé avant la réponse à sa proposition.", bail_avant_accord),
    Regle("bail_sans_accord", _B, "Un bail définitif est signé sans proposition acceptée.", bail_sans_accord),
    Regle(
        "bail_sans_demenagement",
        _D,
        f"Bail définitif signé depuis plus de {BAIL_SANS_SUITE_JOURS} jours, déménagement non noté.",
        bail_sans_demenagement,
    ),
    Regle("visite_avant", _D, "Une visite de suivi est datée d'avant le relogement.", visite_avant_demenagement),
    Regle("enquete_avant", _D, "Une enquête est datée d'avant le relogement.", enquete_avant_demenagement),
    Regle("sorti_en_attente", _D, "Ménage sorti, une proposition attend sa réponse.", sorti_en_attente),
    Regle("reloge_en_attente", _D, "Ménage relogé, une proposition attend sa réponse.", reloge_en_attente),
)
