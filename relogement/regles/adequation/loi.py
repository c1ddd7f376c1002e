"""Les cinq points de l'article 13 bis de la loi du 1er septembre 1948 : état, hygiène, besoins, moyens, périmètre.

Ce que seul un regard sur place établit reste à vérifier ; aucun seuil légal ne dit les moyens d'un ménage.
"""

from __future__ import annotations

from relogement.formats import euros, pourcent
from relogement.regles.adequation.charte import acces_convient, taille_convient
from relogement.regles.adequation.offre import Attente, Examen, Offre, Verdict
from relogement.regles.apl.zones import simplifier
from relogement.vocabulaire import Besoin

SUR_PLACE = "à constater sur place"


def points_loi(o: Offre, a: Attente) -> tuple[Examen, ...]:
    """Les cinq points, dans l'ordre de la loi."""
    verdicts: dict[str, Verdict] = {
        "loi_etat": (None, SUR_PLACE), "loi_hygiene": (None, SUR_PLACE), "loi_besoins": _besoins(o, a),
        "loi_moyens": _moyens(a), "loi_perimetre": _perimetre(o, a),
    }
    return tuple(Examen(point, rempli, phrase) for point, (rempli, phrase) in verdicts.items())


def _besoins(o: Offre, a: Attente) -> Verdict:
    """La taille du foyer, l'accessibilité, et le travail s'il en est un besoin : le moins bon des trois décide."""
    verdicts = [taille_convient(o, a), acces_convient(o, a)]
    if a.besoins and Besoin.TRAVAIL in a.besoins:
        verdicts.append((None, f"besoin professionnel à vérifier : {Besoin.TRAVAIL.libelle}"))
    valeurs = [v for v, _ in verdicts]
    decide = False if False in valeurs else None if None in valeurs else True
    return decide, " ; ".join(phrase for v, phrase in verdicts if v is decide)


def _moyens(a: Attente) -> Verdict:
    """Jamais plus cher qu'avant : oui ; plus que les ressources : non ; entre les deux, une personne apprécie."""
    avant, apres, ressources = a.avant.mensualite_residuelle, a.apres.mensualite_residuelle, a.apres.ressources
    if apres is None:
        return None, "la mensualité résiduelle du logement proposé n'est pas connue"
    if ressources is not None and apres > ressources:
        return False, f"{a.somme(apres)} par mois, plus que les ressources du foyer ({euros(ressources)})"
    if avant is not None and apres <= avant:
        return True, f"{a.somme(apres)} par mois, pas plus qu'aujourd'hui ({euros(avant)})"
    effort = f", {pourcent(a.apres.taux_effort)} des ressources" if a.apres.taux_effort is not None else ""
    return None, f"{a.somme(apres)} par mois{effort} : à apprécier, la loi ne fixe pas de seuil"


def _perimetre(o: Offre, a: Attente) -> Verdict:
    """Même commune et même quartier : oui. Ailleurs, cantons, communes limitrophes et distance se vérifient."""
    if not (o.commune or "").strip():
        return None, "la commune du logement n'est pas connue"
    if simplifier(o.commune or "") not in {simplifier(c) for c in a.communes}:
        return None, f"{o.commune} : commune limitrophe, à 5 km au plus ? À vérifier"
    if o.hors_quartier is False:
        return True, "dans le quartier quitté"
    return None, "même commune ; si elle est divisée en cantons, même canton ou canton limitrophe ? À vérifier"
