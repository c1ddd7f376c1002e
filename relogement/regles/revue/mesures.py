"""Ce qu'on demande à un dossier : étapes franchies, dates, composition, budget ; None veut dire inconnu."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from relogement.regles.charte.contexte import bail_definitif, suivi_en_cours
from relogement.regles.faits import Proposition, Suivi
from relogement.regles.foyer import presentes
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.dossier import Dossier
from relogement.vocabulaire import DecisionSuivi, Lien, MotifSortie, Reponse


def rencontre_le(d: Dossier) -> date | None:
    """Le jour du premier entretien ; None : pas encore rencontré."""
    return min((e.le for e in d.faits.entretiens), default=None)


def propose_le(d: Dossier) -> date | None:
    """Le jour d'envoi de la première proposition de relogement définitif."""
    return min((p.envoyee for p in d.definitives), default=None)


def acceptation(d: Dossier) -> Proposition | None:
    """La dernière proposition définitive dont l'accord tient."""
    return next((p for p in reversed(d.definitives) if p.accord), None)


def accord_le(d: Dossier) -> date | None:
    """Le jour de l'accord ; None s'il n'y en a pas ou si la réponse n'est pas datée."""
    acceptee = acceptation(d)
    return acceptee.repondue if acceptee else None


def bail_le(d: Dossier) -> date | None:
    """Le jour de signature du bail définitif."""
    bail = bail_definitif(d.faits)
    return bail.bail_signe if bail else None


def temporaire_le(d: Dossier) -> date | None:
    """Le jour du premier déménagement vers un logement temporaire."""
    return min((r.demenagement for r in d.faits.relogements if r.temporaire and r.demenagement), default=None)


def sortie_le(d: Dossier, motif: MotifSortie | None = None) -> date | None:
    """Le jour de la sortie sans relogement (pour ce motif s'il est donné) ; None pour un ménage relogé avant."""
    sortie = d.faits.sortie
    if sortie is None or d.emmenage_le is not None or motif not in (None, sortie.motif):
        return None
    return sortie.le


def nombre_propositions(d: Dossier, periode: Arret | None = None) -> int:
    """Les propositions définitives envoyées (pendant la période si elle est donnée)."""
    return sum(periode is None or p.envoyee in periode for p in d.definitives)


def refusees(d: Dossier) -> tuple[Proposition, ...]:
    """Les propositions définitives refusées, exprès ou tacitement."""
    return tuple(p for p in d.definitives if p.reponse in (Reponse.REFUSEE, Reponse.TACITE))


def nombre_refus(d: Dossier) -> int:
    """Les refus, exprès ou tacites, de propositions définitives."""
    return len(refusees(d))


def repondues_pendant(propositions: Iterable[Proposition], periode: Arret) -> int | None:
    """Celles dont la réponse est de la période ; None si l'une n'est pas datée : elle peut en être."""
    jours = [p.reponse_le for p in propositions]
    return None if None in jours else sum(le is not None and le in periode for le in jours)


COMPOSITIONS = (
    "personne seule", "couple sans enfant", "couple avec enfants", "famille monoparentale", "autre composition",
)


def composition(d: Dossier) -> str | None:
    """La famille d'après les liens avec le titulaire, quel que soit l'âge des enfants.

    None, inconnue : quelqu'un n'est pas nommé, ou rien ne dit ce que sont l'un pour l'autre deux titulaires, ou ceux
    qui restent quand le titulaire n'est plus là.
    """
    liens = [p.lien for p in presentes(d.faits.personnes, d.au)]
    if d.personnes != len(liens) or not any(p.lien is Lien.TITULAIRE for p in d.faits.personnes):
        return None
    if len(liens) == 1:
        return "personne seule"
    if liens.count(Lien.TITULAIRE) != 1:
        return None
    if set(liens) - {Lien.TITULAIRE, Lien.CONJOINT, Lien.ENFANT}:
        return "autre composition"
    if Lien.ENFANT in liens:
        return "couple avec enfants" if Lien.CONJOINT in liens else "famille monoparentale"
    return "couple sans enfant"


EN_COURS, PROLONGE = "en cours", "prolongé"
SUIVIS = ("à proposer", EN_COURS, "clôture décidée", PROLONGE, "refusé par le ménage", "clos")


def etat_suivi(d: Dossier) -> str | None:
    """Où en est le suivi d'un ménage relogé ; None s'il ne l'est pas. « Prolongé » dit une difficulté (A08.2)."""
    if d.emmenage_le is None:
        return None
    faits = suivi_en_cours(d.faits)
    suivi = faits.suivi or Suivi("")
    if suivi.cloture_le:
        return "clos"
    if suivi.refuse_le:
        return "refusé par le ménage"
    if suivi.decision is not None:
        return PROLONGE if suivi.decision is DecisionSuivi.PROLONGE else "clôture décidée"
    visite = any(not v.refusee for v in faits.visites)
    return EN_COURS if suivi.propose_le or visite else "à proposer"


def suivi_montrable(d: Dossier) -> str | None:
    """Le même, ménage par ménage dans un export : un suivi prolongé y est en cours, rien ne l'en distingue."""
    etat = etat_suivi(d)
    return EN_COURS if etat == PROLONGE else etat


def effort_avant(d: Dossier) -> Decimal | None:
    """Le taux d'effort dans le logement quitté."""
    return d.finances.avant.taux_effort


def effort_apres(d: Dossier) -> Decimal | None:
    """Le taux d'effort dans le logement d'accueil."""
    return d.finances.apres.taux_effort if d.finances.apres else None


def vivre_avant(d: Dossier) -> int | None:
    """Le reste à vivre par unité de consommation et par jour dans le logement quitté (centimes)."""
    return d.finances.avant.reste_par_uc_jour


def vivre_apres(d: Dossier) -> int | None:
    """Le reste à vivre par unité de consommation et par jour dans le logement d'accueil (centimes)."""
    return d.finances.apres.reste_par_uc_jour if d.finances.apres else None


def en_hausse(d: Dossier) -> bool | None:
    """Vrai si la mensualité résiduelle augmente ; None si l'écart est inconnu."""
    return None if d.finances.ecart is None else d.finances.ecart > 0


def en_neuf(d: Dossier) -> bool | None:
    """Vrai si le logement d'accueil est neuf ou récent au sens de la charte ; None : inconnu."""
    return d.accueil.neuf if d.accueil else None


def en_qpv(d: Dossier) -> bool | None:
    """Vrai si le logement d'accueil est en QPV ; None : inconnu."""
    return d.accueil.qpv if d.accueil else None
