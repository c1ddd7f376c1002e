"""Les chiffres que rien n'ouvre, hors de la base, sur leurs ménages : y compter dit une difficulté ou la santé."""

from __future__ import annotations

from relogement.regles.revue.chiffre import cle_de_ligne

OBLIGATIONS_SOCIALES = frozenset({"A03.3", "A07.2", "A08.2", "A08.3"})
"""Les obligations dont l'état ou la phrase peut dire une difficulté sociale d'un ménage (CNIL, délibération 2014-124 :
appréciations sur les difficultés sociales ; elles ne sortent pas du dossier).
"""
_FAMILLES = ("cia_prioritaires", "refus_motif", "suivi_etat")
"""Les débuts de clé des chiffres dont une modalité dit la santé, la précarité ou une difficulté : un motif de priorité,
un refus pour l'accessibilité (RGPD, article 9), un suivi prolongé (A08.2). Toutes leurs modalités se taisent ensemble :
qui sort de l'une entre dans l'autre.
"""


def est_sensible(cle: str) -> bool:
    """Vrai si un export ne dit jamais quels ménages entrent dans le chiffre de cette clé, ou en sortent."""
    cle = cle_de_ligne(cle)
    famille, _, reste = cle.partition(":")
    if famille == "charte":
        return reste.partition(":")[0] in OBLIGATIONS_SOCIALES
    return cle.startswith(_FAMILLES)
