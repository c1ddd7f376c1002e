"""Le ménage tel que le dossier l'imprime : foyer, ressources, entretiens, souhaits.

Montants en centimes par mois, surfaces en dm². None : inconnu, jamais zéro.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relogement.documents.donnees_appuis import ActeurSollicite, ContingentSollicite


@dataclass(frozen=True, slots=True)
class LogementQuitte:
    """Le logement d'origine ; étage 0 au rez-de-chaussée."""

    adresse: str | None = None
    situation: str | None = None
    """Bâtiment, escalier, porte."""
    etage: int | None = None
    type: str | None = None
    surface: int | None = None
    financement: str | None = None
    ug: str | None = None


@dataclass(frozen=True, slots=True)
class BailOrigine:
    """Le bail du logement d'origine."""

    numero: str | None
    debut: date | None
    fin: date | None
    conge: date | None


@dataclass(frozen=True, slots=True)
class PersonneFoyer:
    """Une personne du foyer ; `decision` : celle prise pour un occupant sans titre (article 1)."""

    nom: str
    naissance: date | None
    lien: str
    statut_bail: str | None
    arrivee: date | None
    depart: date | None
    decision: str | None = None
    decision_le: date | None = None


@dataclass(frozen=True, slots=True)
class OccupationDeclaree:
    """Le nombre d'occupants déclaré ou constaté, sur une période."""

    du: date
    au: date | None
    occupants: int | None
    enfants: int | None


@dataclass(frozen=True, slots=True)
class PeriodeLoyer:
    """Ce que coûte le logement d'origine sur une période."""

    du: date
    au: date | None
    loyer: int | None
    charges: int | None
    rls: int | None
    apl: int | None
    avis_le: date | None = None
    charges_personnelles: int | None = None
    reports: str = ""
    """Ce que la liste du bailleur taisait et d'où vient la valeur reprise ; vide si rien ne l'est."""


@dataclass(frozen=True, slots=True)
class RessourcePersonne:
    """Une ressource sur une période ; `personne` None : ressource du ménage."""

    personne: str | None
    nature: str
    montant: int | None
    du: date
    au: date | None
    justificatif: str | None = None


@dataclass(frozen=True, slots=True)
class ReferentMenage:
    """Une affectation de référent ; `dit_le` : le jour où le ménage l'a su."""

    nom: str
    du: date
    au: date | None
    dit_le: date | None


@dataclass(frozen=True, slots=True)
class InformationDonnee:
    """Un événement d'information."""

    le: date
    natures: tuple[str, ...]
    moyen: str | None
    personne: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class LigneACompleter:
    """Une valeur à reprendre, avec son texte d'origine et l'endroit d'où elle vient."""

    champ: str
    texte: str
    raison: str
    origine: str


@dataclass(frozen=True, slots=True)
class AvisVu:
    """Un avis d'impôt vu le `le` ; `rfr` : le revenu fiscal de référence, par an ; None : retiré de cette copie.

    `douze_mois_au` : les revenus des douze mois finis ce jour-là, et non un avis.
    """

    annee: int
    rfr: int | None
    invalidite: bool | None
    le: date
    douze_mois_au: date | None = None


@dataclass(frozen=True, slots=True)
class Foyer:
    """Le ménage : qui, où, à quel prix, avec quelles ressources."""

    telephone: str | None = None
    courriel: str | None = None
    nur: str | None = None
    nur_le: date | None = None
    action_logement: bool | None = None
    action_logement_le: date | None = None
    priorites: tuple[str, ...] = ()
    """Les motifs de priorité, outre le renouvellement urbain."""
    note: str | None = None
    logement: LogementQuitte | None = None
    bail: BailOrigine | None = None
    personnes: tuple[PersonneFoyer, ...] = ()
    occupations: tuple[OccupationDeclaree, ...] = ()
    loyers: tuple[PeriodeLoyer, ...] = ()
    ressources: tuple[RessourcePersonne, ...] = ()
    ressources_retirees: bool = False
    """Vrai si une copie n'en montre pas toutes les lignes."""
    avis_impot: tuple[AvisVu, ...] = ()
    plafonds: tuple[str, ...] = ()
    """Les phrases qui disent la part des plafonds de ressources que fait le dernier avis."""
    referents: tuple[ReferentMenage, ...] = ()
    informations: tuple[InformationDonnee, ...] = ()
    a_completer: tuple[LigneACompleter, ...] = ()


@dataclass(frozen=True, slots=True)
class SouhaitExprime:
    """Les souhaits exprimés un jour, et la réponse qui leur a été donnée."""

    le: date
    type: str | None = None
    lieux: str | None = None
    contraintes: str | None = None
    rester: str | None = None
    autre_type: bool | None = None
    accession: bool | None = None
    refuse_neuf: bool | None = None
    reponse: str | None = None
    reponse_le: date | None = None


@dataclass(frozen=True, slots=True)
class EntretienTenu:
    """Un entretien ; une liste vide est une question restée sans réponse."""

    le: date
    lieu: str | None
    agent: str | None
    presents: str | None
    verifications: tuple[str, ...]
    composition_vue: bool
    ressources_vues: bool
    besoins: tuple[str, ...]
    loyer_supportable: int | None
    capacites: str | None
    difficultes: tuple[str, ...]
    aucune_difficulte: bool
    decohabitation: bool | None
    souhait: SouhaitExprime | None
    conclusion: str | None
    acteurs_sociaux: bool | None = None
    part_plafond: int | None = None
    """Les ressources, en % des plafonds PLUS."""
    accession_possible: bool | None = None


@dataclass(frozen=True, slots=True)
class MesureAccompagnement:
    """Une mesure d'accompagnement renforcé."""

    qui: str
    depuis: date
    objet: str | None


@dataclass(frozen=True, slots=True)
class Entretiens:
    """Les entretiens, les souhaits exprimés en dehors, les mesures d'accompagnement, ceux que l'on sollicite."""

    tenus: tuple[EntretienTenu, ...] = ()
    souhaits: tuple[SouhaitExprime, ...] = ()
    mesures: tuple[MesureAccompagnement, ...] = ()
    acteurs: tuple[ActeurSollicite, ...] = ()
    demandes: tuple[ContingentSollicite, ...] = ()
