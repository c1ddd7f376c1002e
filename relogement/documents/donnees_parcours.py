"""Le parcours tel que le dossier l'imprime : budgets, propositions, relogements, suivi, pièces.

Montants en centimes (par mois pour les loyers), surfaces en dm². None : inconnu, jamais zéro.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from relogement.regles.apl.figee import EstimationFigee
from relogement.regles.budget import Budget
from relogement.regles.convention.acces import Acces


@dataclass(frozen=True, slots=True)
class ColonneBudget:
    """Un logement dans le tableau des budgets, au jour `le` ; `fige` : figé ce jour-là avec la proposition.

    `quitte` est le logement quitté tel qu'il était ce jour-là, pour l'écart ; None : pas d'écart à montrer.
    """

    titre: str
    budget: Budget
    le: date
    fige: bool = False
    type: str | None = None
    surface: int | None = None
    quitte: Budget | None = None
    estimation: EstimationFigee | None = None
    """L'APL estimée : celle que le budget porte si elle est figée avec lui, sinon celle qui comble l'inconnue."""
    refus: tuple[str, str | None] | None = None
    """Pourquoi une APL inconnue ne s'estime pas, et le champ en cause."""

    acces: Acces | None = None
    """Ce que son loyer est pour le ménage, au regard du plafond APL ; None : le logement quitté."""

    @property
    def montre(self) -> Budget:
        """Le budget, l'APL inconnue (et la RLS avec elle) comblée par l'estimation."""
        e = self.estimation
        if e is None or self.budget.apl is not None:
            return self.budget
        return replace(self.budget, apl=e.apl, rls=e.rls if self.budget.rls is None else self.budget.rls)

    @property
    def fourchette(self) -> tuple[int, int] | None:
        """La mensualité résiduelle si la base de ressources varie de 10 % ; None : rien n'est estimé, ou inconnue."""
        e = self.estimation
        if e is None:
            return None
        return e.mensualites(self.budget.loyer, self.budget.charges, self._rls_notee(e))

    @property
    def rls_estimee(self) -> bool:
        """Vrai si la RLS montrée vient de l'estimation, comme l'APL."""
        return self.estimation is not None and self._rls_notee(self.estimation) is None

    @property
    def rls_incertaine(self) -> bool:
        """Vrai si la RLS se perd ou se gagne dans la fourchette : l'APL n'est pas seule à y varier."""
        e = self.estimation
        return e is not None and self._rls_notee(e) is None and len({rls for _, rls in e.encadrement}) > 1

    def _rls_notee(self, e: EstimationFigee) -> int | None:
        """Celle qu'un agent a notée, qui ne varie pas ; None : c'est celle de l'estimation."""
        return self.budget.rls if self.budget.rls != e.rls else None


@dataclass(frozen=True, slots=True)
class LogementPropose:
    """Le logement offert ; loyer et charges en centimes par mois."""

    libelle: str
    type: str | None = None
    surface: int | None = None
    etage: int | None = None
    ascenseur: bool | None = None
    commune: str | None = None
    quartier: str | None = None
    qpv: bool | None = None
    neuf: bool | None = None
    bailleur: str | None = None
    reservataire: str | None = None
    loyer: int | None = None
    charges: int | None = None


@dataclass(frozen=True, slots=True)
class PropositionFaite:
    """Une proposition, de l'envoi à la réponse ; `points` : (libellé, oui, non ou inconnu)."""

    rang: int
    logement: LogementPropose
    envoyee: date
    temporaire: bool = False
    mode: str | None = None
    presentee: date | None = None
    recue: date | None = None
    reponse_attendue: date | None = None
    visite: date | None = None
    raison_envoi: str | None = None
    envoi_malgre: tuple[str, ...] = ()
    """Ce que cette raison motive, en mots ; vide si rien n'en a été gardé."""
    raison_sans_neuf: str | None = None
    raison_accord: str | None = None
    adequation: tuple[tuple[str, bool | None], ...] = ()
    treize_bis: tuple[tuple[str, bool | None], ...] = ()
    reponse: str | None = None
    refusee: bool = False
    tacite: bool = False
    repondue: date | None = None
    motif: str | None = None
    motif_texte: str | None = None
    date_inconnue: str | None = None
    """Pourquoi le jour de la réponse ne se retrouve pas."""
    motif_inconnu: str | None = None
    ecrit: str | None = None
    ecrit_le: date | None = None
    temoin: str | None = None
    mous_a_aide: bool | None = None
    formulaire_joint: bool = False
    preuve_jointe: bool = False
    confirme_le: date | None = None
    hors_quartier: bool | None = None
    construit_pour_lui: bool = False
    caleol: str | None = None
    caleol_le: date | None = None
    caleol_decision: str | None = None
    examen: str | None = None
    examen_le: date | None = None


@dataclass(frozen=True, slots=True)
class FraisInstallation:
    """Un poste de frais ; `demande` faux : « aucun »."""

    poste: str
    demande: bool
    demande_le: date
    montant: int | None = None
    accorde: int | None = None
    accorde_le: date | None = None
    paye: int | None = None
    paye_le: date | None = None
    paye_par: str | None = None
    refuse_le: date | None = None
    raison_refus: str | None = None
    recu: bool = False


@dataclass(frozen=True, slots=True)
class RelogementFait:
    """Un relogement : bail, loyers des deux côtés, déménagement, dépôt de garantie, frais."""

    temporaire: bool
    logement: str | None
    bail_signe: date
    bail_numero: str | None = None
    reservataire: str | None = None
    retour_le: date | None = None
    retour_logement: str | None = None
    loyer: int | None = None
    charges: int | None = None
    rls: int | None = None
    apl: int | None = None
    debut_loyer: date | None = None
    fin_loyer_ancien: date | None = None
    chevauchement_paye: bool | None = None
    mode: str | None = None
    commande_le: date | None = None
    commande_payeur: str | None = None
    forfait: int | None = None
    forfait_decide: date | None = None
    forfait_paye: date | None = None
    demenage: date | None = None
    depot_transfere: int | None = None
    depot_le: date | None = None
    depot_complement: int | None = None
    depot_retenue: int | None = None
    adresse_forfait: int | None = None
    adresse_paye: date | None = None
    plafond_apl: int | None = None
    loyer_avant_minoration: int | None = None
    minoration: int | None = None
    minoration_demandee: date | None = None
    frais: tuple[FraisInstallation, ...] = ()


@dataclass(frozen=True, slots=True)
class VisiteFaite:
    """Une visite de suivi, pour l'échéance de `mois` mois."""

    mois: int
    le: date
    refusee: bool
    constat: str | None


@dataclass(frozen=True, slots=True)
class DifficulteSuivie:
    """Une difficulté repérée pendant le suivi, son action, son issue."""

    genre: str
    le: date
    precision: str | None
    action: str | None
    action_le: date | None
    issue: str | None
    issue_le: date | None


@dataclass(frozen=True, slots=True)
class SuiviFait:
    """Le suivi après relogement."""

    propose: date | None = None
    refuse: date | None = None
    decision: str | None = None
    decision_le: date | None = None
    raison: str | None = None
    cloture: date | None = None
    bilan: str | None = None
    visites: tuple[VisiteFaite, ...] = ()
    difficultes: tuple[DifficulteSuivie, ...] = ()


@dataclass(frozen=True, slots=True)
class PieceJointe:
    """Une pièce du dossier ; taille en octets, empreinte SHA-256."""

    nature: str
    libelle: str
    le: date
    taille: int
    empreinte: str
