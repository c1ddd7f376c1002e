"""Les faits du dossier, seuls connus des règles : des valeurs simples, datées, sans base ni horloge.

Chaque fait porte l'`id` de l'enregistrement qui le prouve et sa propre date (« quand c'était ainsi »).
Montants en centimes par mois sauf mention contraire. None : inconnu, jamais zéro.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from relogement.regles.equivalence import EquivalenceDite
from relogement.regles.faits_accompagnement import (
    ActeurSocial,
    AlerteReglee,
    AvisImpot,
    Demande,
    Enquete,
    Nur,
    Passage,
    VisiteTechnique,
)
from relogement.regles.typologie import SANS_GABARIT, Gabarit
from relogement.vocabulaire import (
    DecisionCaleol,
    DecisionOccupant,
    DecisionSuivi,
    EcritRefus,
    GenreBailleur,
    Lien,
    ModeDemenagement,
    ModeEnvoi,
    MotifPriorite,
    MotifSortie,
    Moyen,
    NatureInformation,
    NatureOperation,
    Payeur,
    Pilote,
    Reponse,
    Reservataire,
    Rester,
    StatutBail,
    VoieCaleol,
    ZonePlafonds,
    accord_tient,
)


@dataclass(frozen=True, slots=True)
class FaitsOperation:
    """L'opération ; `annonce` est J0, l'origine des délais ; `travaux` la date cible."""

    nature: NatureOperation
    decision: date | None = None
    annonce: date | None = None
    debut_relogement: date | None = None
    did: date | None = None
    travaux: date | None = None
    cloture: date | None = None
    demolition_partielle: bool = False
    anru: bool = False
    qpv: bool = False
    commune_pilote: bool | None = None
    bailleur: GenreBailleur = GenreBailleur.HLM
    pilote: Pilote | None = None
    """Le pilote désigné, s'il est noté (A10.1)."""
    pilote_le: date | None = None
    autorisation: date | None = None
    """L'autorisation de démolir (L2)."""
    logements: int | None = None
    """Le nombre de logements de l'opération, vacants compris (L2)."""
    commission: bool | None = None
    """Vrai si la charte de site étend l'examen en commission à cette opération (A12.1)."""
    zone_plafonds: ZonePlafonds | None = None
    """La zone des plafonds de ressources de ses communes ; None : inconnue (A12.2)."""
    id: str = ""

    @property
    def demolition(self) -> bool:
        """Vrai pour ce que le préambule nomme « démolitions », requalification à démolition partielle comprise."""
        return self.nature is not NatureOperation.REHABILITATION or self.demolition_partielle

    @property
    def demolit(self) -> bool:
        """Vrai si un bâtiment est démoli, en tout ou partie : la loi demande alors un DID et une autorisation."""
        return self.nature is NatureOperation.DEMOLITION or self.demolition_partielle


@dataclass(frozen=True, slots=True)
class Bail:
    """Le bail du logement d'origine ; `fin` : fin du bail si elle est connue."""

    id: str
    numero: str | None
    debut: date | None
    fin: date | None = None
    conge: date | None = None
    """Le jour du congé donné par le ménage : le bail finit un mois après, sauf autre date (L9)."""


@dataclass(frozen=True, slots=True)
class Personne:
    """Une personne du foyer, présente de `arrivee` (None : depuis toujours) à `depart` (None : encore là)."""

    id: str
    lien: Lien
    statut_bail: StatutBail | None
    naissance: date | None = None
    arrivee: date | None = None
    depart: date | None = None
    decision: DecisionOccupant | None = None
    decision_le: date | None = None
    nom: str = ""


@dataclass(frozen=True, slots=True)
class CompositionDeclaree:
    """Le nombre d'occupants déclaré (liste du bailleur, agent) du `du` au `au` inclus (None : en cours).

    `enfants` en fait partie ; leur âge n'est pas dit : un « enfant » d'une liste peut être majeur.
    """

    id: str
    du: date
    au: date | None = None
    occupants: int | None = None
    enfants: int | None = None


@dataclass(frozen=True, slots=True)
class Information:
    """Un événement d'information qui a atteint ce ménage."""

    id: str
    le: date
    natures: frozenset[NatureInformation]
    moyen: Moyen | None = None


@dataclass(frozen=True, slots=True)
class Referent:
    """Une affectation de référent, du `du` au `au` inclus (None : en cours) ; `dit_le` : dite au ménage ce jour."""

    id: str
    nom: str
    du: date
    au: date | None = None
    dit_le: date | None = None


@dataclass(frozen=True, slots=True)
class Entretien:
    """Un entretien ; chaque thème est vrai s'il a reçu une réponse (article 3)."""

    id: str
    le: date
    composition: bool = False
    ressources: bool = False
    souhait_type: bool = False
    souhait_lieu: bool = False
    souhait_contraintes: bool = False
    besoins: bool = False
    capacites: bool = False
    difficultes: frozenset[str] = frozenset()
    """Codes des difficultés cochées au diagnostic."""
    difficultes_repondues: bool = False
    """Vrai si la question des difficultés a été posée : rien de coché veut alors dire aucune."""
    decohabitation: bool | None = None
    """Le besoin de décohabitation : None si la question n'a pas de réponse."""
    acteurs_sociaux: bool | None = None
    """Vrai si un acteur social suit le ménage, faux s'il n'y en a pas (A07.2)."""
    accession_possible: bool | None = None
    """Vrai si les ressources permettent l'accession abordable (A04.5)."""
    part_plafond: int | None = None
    """Les ressources, en % des plafonds PLUS (A12.2, L5)."""


@dataclass(frozen=True, slots=True)
class Mesure:
    """Une mesure d'accompagnement renforcé : qui la porte, depuis quand."""

    id: str
    qui: str
    depuis: date


@dataclass(frozen=True, slots=True)
class Souhait:
    """Les souhaits exprimés un jour ; le plus récent compte."""

    id: str
    le: date
    type: str | None = None
    lieux: str | None = None
    contraintes: str | None = None
    rester: Rester | None = None
    autre_type: bool | None = None
    """Vrai si le ménage demande un autre type de logement que le sien (article 5)."""
    accession: bool | None = None
    refuse_neuf: bool | None = None
    """Vrai si le ménage souhaite autre chose que le parc neuf ou de moins de 5 ans (A04.3)."""
    reponse_le: date | None = None
    """Le jour où une réponse a été donnée à ces souhaits (A04.6)."""

    @property
    def exprime(self) -> bool:
        """Faux si rien n'est rempli : une fiche vide n'est pas un souhait."""
        textes = any((texte or "").strip() for texte in (self.type, self.lieux, self.contraintes))
        choix = (self.rester, self.autre_type, self.accession, self.refuse_neuf)
        return textes or any(c is not None for c in choix)


@dataclass(frozen=True, slots=True)
class Adequation:
    """Les points de la charte, oui, non ou inconnu (None)."""

    type: bool | None = None
    lieu: bool | None = None
    accessibilite: bool | None = None
    budget: bool | None = None

    @property
    def points(self) -> tuple[bool | None, ...]:
        """Les quatre points, dans l'ordre de la charte."""
        return (self.type, self.lieu, self.accessibilite, self.budget)


@dataclass(frozen=True, slots=True)
class TreizeBis:
    """Les cinq points de l'article 13 bis de la loi du 1er septembre 1948, oui, non ou inconnu (None)."""

    etat: bool | None = None
    hygiene: bool | None = None
    besoins: bool | None = None
    moyens: bool | None = None
    perimetre: bool | None = None

    @property
    def points(self) -> tuple[bool | None, ...]:
        """Les cinq points, dans l'ordre de la loi."""
        return (self.etat, self.hygiene, self.besoins, self.moyens, self.perimetre)


@dataclass(frozen=True, slots=True)
class BudgetGele:
    """Les deux mensualités résiduelles figées le jour de l'envoi (centimes par mois ; None : inconnue).

    `reste_avant`, `reste_apres` : le reste à vivre, en centimes par unité de consommation et par jour (A05.2).
    """

    le: date
    avant: int | None
    apres: int | None
    reste_avant: int | None = None
    reste_apres: int | None = None


class DitInconnu(NamedTuple):
    """Quelqu'un a dit, ce jour-là, que cela ne se retrouve pas, et pourquoi."""

    le: date
    raison: str


@dataclass(frozen=True, slots=True)
class Proposition:
    """Une proposition de logement, de son envoi à sa réponse."""

    id: str
    rang: int
    envoyee: date
    mode: ModeEnvoi | None = None
    presentee: date | None = None
    """Première présentation."""
    recue: date | None = None
    reponse_attendue: date | None = None
    visite: date | None = None
    reponse: Reponse | None = None
    repondue: date | None = None
    motif: str | None = None
    """Le motif du refus, en mots."""
    date_inconnue: DitInconnu | None = None
    """Le jour de la réponse est dit inconnu."""
    motif_inconnu: DitInconnu | None = None
    """Le motif du refus est dit inconnu."""
    ecrit: EcritRefus | None = None
    ecrit_le: date | None = None
    formulaire: str | None = None
    """L'identifiant de la pièce signée, si elle est jointe."""
    temoin: str | None = None
    mous_a_aide: bool | None = None
    preuve_reception: str | None = None
    """L'identifiant de la pièce qui prouve la réception (refus tacite)."""
    confirme_le: date | None = None
    """Le jour où l'agent a confirmé le refus tacite."""
    adequation: Adequation = field(default_factory=Adequation)
    treize_bis: TreizeBis = field(default_factory=TreizeBis)
    neuf: bool | None = None
    """Noté neuf ou récent, oui ou non ; None : rien n'est noté, la livraison décide."""
    livre: date | None = None
    """Le jour de la livraison du logement proposé, même à venir."""
    conventionne: date | None = None
    """Le jour de la convention qui y ouvre droit à l'APL, même à venir."""
    raison_sans_neuf: str | None = None
    """Pourquoi aucun logement neuf ne convenait, si c'est noté."""
    equivalent: bool | None = None
    """Équivalent au logement quitté, d'après un agent ; None : la règle compare les deux logements (A05.1)."""
    equivalence: EquivalenceDite | None = None
    """Qui l'a dit, quand et pourquoi."""
    quitte: Gabarit = SANS_GABARIT
    """Le logement quitté et celui-ci, tels que figés à l'envoi."""
    offert: Gabarit = SANS_GABARIT
    budget: BudgetGele | None = None
    temporaire: bool = False
    """Vrai pour une proposition de relogement temporaire : A04.1, A04.3 et A05 ne la regardent pas."""
    hors_quartier: bool | None = None
    """Vrai si le logement est hors du quartier quitté (A07.2)."""
    qpv: bool | None = None
    """Vrai si le logement est dans un quartier prioritaire (L6)."""
    commune: str | None = None
    meme_bailleur: bool | None = None
    """Vrai si le logement est au bailleur démolisseur (L5)."""
    construit_pour_lui: bool = False
    """Vrai pour un logement conçu pour le relogement de ce ménage : il dispense des trois offres (L2)."""
    caleol: VoieCaleol | None = None
    caleol_le: date | None = None
    caleol_decision: DecisionCaleol | None = None
    examen_le: date | None = None
    """Le jour où le reste à vivre, plus bas qu'avant, a été examiné (A05.2)."""

    @property
    def accord(self) -> bool:
        """Acceptée, et que la commission d'attribution n'a pas écartée : le ménage peut encore avoir ce logement."""
        return accord_tient(self.reponse, self.caleol_decision)

    @property
    def ecartee(self) -> bool:
        """Acceptée par le ménage, puis écartée par la commission d'attribution : ni un accord, ni un refus."""
        return self.reponse is Reponse.ACCEPTEE and not self.accord

    @property
    def close_le(self) -> date | None:
        """Le jour où cette proposition n'est plus à suivre : la décision qui l'écarte, sinon la réponse."""
        return self.caleol_le if self.ecartee else self.reponse_le

    @property
    def reponse_le(self) -> date | None:
        """Le jour de la réponse ; d'un refus tacite sans date, le lendemain de la réponse attendue. None : inconnu."""
        if self.repondue is None and self.reponse is Reponse.TACITE and self.reponse_attendue is not None:
            return self.reponse_attendue + timedelta(days=1)
        return self.repondue


@dataclass(frozen=True, slots=True)
class Frais:
    """Un poste de frais : `demande` faux vaut « aucun » ; `refuse_le` : le bailleur a refusé, avec sa raison."""

    id: str
    poste: str
    demande: bool
    demande_le: date | None = None
    paye_le: date | None = None
    paye_par: Payeur | None = None
    refuse_le: date | None = None
    raison_refus: str | None = None


@dataclass(frozen=True, slots=True)
class Relogement:
    """Un relogement, temporaire ou définitif : bail, déménagement, loyers des deux côtés, dépôt de garantie."""

    id: str
    bail_signe: date
    proposition: str | None = None
    temporaire: bool = False
    retour: date | None = None
    """Fin du relogement temporaire."""
    debut_loyer: date | None = None
    """Début du loyer du nouveau logement."""
    fin_loyer_ancien: date | None = None
    chevauchement_paye: bool | None = None
    """Vrai si le bailleur a payé les jours de double loyer."""
    mode: ModeDemenagement | None = None
    commande_le: date | None = None
    commande_payeur: Payeur | None = None
    forfait_decide: date | None = None
    forfait_paye: date | None = None
    demenagement: date | None = None
    depot_transfere: int | None = None
    """Centimes transférés (pas par mois)."""
    depot_le: date | None = None
    depot_complement: int | None = None
    """Centimes demandés en plus : la charte veut zéro."""
    depot_retenue: int | None = None
    """Centimes retenus : la charte veut zéro."""
    adresse_paye: date | None = None
    """Le jour où la somme forfaitaire pour le changement d'adresse est payée (A10.4)."""
    adresse_forfait: int | None = None
    """Son montant, en centimes."""
    loyer: int | None = None
    """Le loyer du bail signé (centimes par mois)."""
    plafond_apl: int | None = None
    """Le plafond de loyer APL du ménage, tapé par l'agent, sinon calculé au bail (centimes par mois) (A04.4)."""
    plafond_manque: str = ""
    """Pourquoi il n'a pu être calculé."""
    loyer_avant_minoration: int | None = None
    minoration: int | None = None
    """La minoration demandée (centimes, forfait total)."""
    minoration_demandee: date | None = None
    reservataire: Reservataire | None = None
    """Le contingent auquel le relogement est imputé (C5)."""
    frais: tuple[Frais, ...] = ()


@dataclass(frozen=True, slots=True)
class VisiteSuivi:
    """Une visite de suivi, pour l'échéance de `mois` mois : faite, ou refusée par le ménage."""

    id: str
    mois: int
    le: date
    refusee: bool = False


@dataclass(frozen=True, slots=True)
class DifficulteSuivi:
    """Une difficulté repérée pendant le suivi, son action et son issue."""

    id: str
    code: str
    le: date
    action: str | None = None
    action_le: date | None = None
    issue: str | None = None
    issue_le: date | None = None


@dataclass(frozen=True, slots=True)
class Suivi:
    """Le suivi après relogement : proposé, refusé par le ménage, décision à six mois, clôture avec bilan."""

    id: str
    propose_le: date | None = None
    refuse_le: date | None = None
    decision: DecisionSuivi | None = None
    decision_le: date | None = None
    raison: str | None = None
    cloture_le: date | None = None
    bilan: str | None = None


@dataclass(frozen=True, slots=True)
class Sortie:
    """La sortie du ménage sans relogement."""

    id: str
    le: date
    motif: MotifSortie


@dataclass(frozen=True, slots=True)
class Derogation:
    """Une dérogation motivée à une obligation (« A04.1 ») : elle l'explique, elle ne la rend jamais respectée."""

    id: str
    obligation: str
    le: date
    auteur: str
    raison: str


@dataclass(frozen=True, slots=True)
class FaitsMenage:
    """Tout ce que les règles savent d'un ménage ; l'opération est dans `operation`."""

    id: str
    operation: FaitsOperation
    bail: Bail | None = None
    bail_parent: Bail | None = None
    """Pour un ménage décohabitant : le bail du ménage d'origine (article 1)."""
    decohabitant: bool = False
    decohabite_le: date | None = None
    """Pour un ménage décohabitant : le jour où la décohabitation a été retenue."""
    personnes: tuple[Personne, ...] = ()
    compositions: tuple[CompositionDeclaree, ...] = ()
    informations: tuple[Information, ...] = ()
    referents: tuple[Referent, ...] = ()
    entretiens: tuple[Entretien, ...] = ()
    mesures: tuple[Mesure, ...] = ()
    souhaits: tuple[Souhait, ...] = ()
    decohabitations: tuple[tuple[str, date], ...] = ()
    """Les ménages décohabitants liés : (id, date de création du lien)."""
    propositions: tuple[Proposition, ...] = ()
    relogements: tuple[Relogement, ...] = ()
    suivi: Suivi | None = None
    visites: tuple[VisiteSuivi, ...] = ()
    difficultes: tuple[DifficulteSuivi, ...] = ()
    sortie: Sortie | None = None
    derogations: tuple[Derogation, ...] = ()
    visites_techniques: tuple[VisiteTechnique, ...] = ()
    acteurs: tuple[ActeurSocial, ...] = ()
    demandes: tuple[Demande, ...] = ()
    avis_impot: tuple[AvisImpot, ...] = ()
    """Les avis d'impôt vus ; le dernier compte (A12.2)."""
    passages: tuple[Passage, ...] = ()
    enquetes: tuple[Enquete, ...] = ()
    alertes: tuple[AlerteReglee, ...] = ()
    """Les alertes de la loi déjà examinées."""
    nur: Nur | None = None
    employeur_cotisant: bool | None = None
    """Vrai si un adulte travaille pour une entreprise qui cotise à Action Logement (A12.3)."""
    employeur_le: date | None = None
    """Le jour de cette réponse ; None : connue depuis l'origine."""
    priorites: frozenset[MotifPriorite] = frozenset()
    """Les motifs de priorité, outre le renouvellement urbain (C1)."""
    reloue: date | None = None
    """Le jour où le logement quitté a été reloué : en démolition, il devait rester gelé (L8)."""

    @property
    def entree(self) -> date | None:
        """Le jour où ce ménage commence : sa décohabitation, sinon le début de son bail d'origine. None : inconnu."""
        if self.decohabitant:
            return self.decohabite_le
        return self.bail.debut if self.bail else None
