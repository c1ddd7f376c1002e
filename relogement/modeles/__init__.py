"""Les tables de la base, un module par agrégat."""

from relogement.modeles.accompagnement import ActeurSocial, Demande, Entretien, Information, Mesure, VisiteTechnique
from relogement.modeles.avis_impot import AvisImpot
from relogement.modeles.brouillon import Brouillon, Preference
from relogement.modeles.charte import AlerteReglee, CharteLocale, ChoixCharte, Derogation, VersionLocale
from relogement.modeles.commission import Commission, Passage
from relogement.modeles.concertation import Evenement, InformationPartenaire, Jalon, Partenaire
from relogement.modeles.courrier import Organisation, VersionCourrier
from relogement.modeles.demenagement import Frais, Relogement
from relogement.modeles.evaluation import Enquete, Evaluation, PresentationCil, RevueRemise
from relogement.modeles.importation import (
    ACompleter,
    ColonnesRetenues,
    LigneImportee,
    LigneReprise,
    ListeImportee,
    SuiviRepris,
)
from relogement.modeles.journal import Changement, Geste
from relogement.modeles.logement import Logement, LogementOffert
from relogement.modeles.menage import Bail, Composition, Loyer, Menage, Personne, Referent, Ressource, Souhait
from relogement.modeles.minoration import LigneMinoration
from relogement.modeles.operation import Operation, ReferentOperation
from relogement.modeles.organisme import Agent, Organisme, Poste
from relogement.modeles.piece import Contenu, Piece
from relogement.modeles.proposition import BudgetFige, Proposition
from relogement.modeles.revue import ExportRevue, ObjectifLocal, RevueEmise
from relogement.modeles.solidarite import AccordLocal, TotalAnnuel
from relogement.modeles.suivi import DifficulteSuivi, Suivi, VisiteSuivi
from relogement.modeles.table import Table

__all__ = [
    "ACompleter",
    "AccordLocal",
    "ActeurSocial",
    "Agent",
    "AlerteReglee",
    "AvisImpot",
    "Bail",
    "Brouillon",
    "BudgetFige",
    "Changement",
    "CharteLocale",
    "ChoixCharte",
    "ColonnesRetenues",
    "Commission",
    "Composition",
    "Contenu",
    "Demande",
    "Derogation",
    "DifficulteSuivi",
    "Enquete",
    "Entretien",
    "Evaluation",
    "Evenement",
    "ExportRevue",
    "Frais",
    "Geste",
    "Information",
    "InformationPartenaire",
    "Jalon",
    "LigneImportee",
    "LigneMinoration",
    "LigneReprise",
    "ListeImportee",
    "Logement",
    "LogementOffert",
    "Loyer",
    "Menage",
    "Mesure",
    "ObjectifLocal",
    "Operation",
    "Organisation",
    "Organisme",
    "Partenaire",
    "Passage",
    "Personne",
    "Piece",
    "Poste",
    "Preference",
    "PresentationCil",
    "Proposition",
    "Referent",
    "ReferentOperation",
    "Relogement",
    "Ressource",
    "RevueEmise",
    "RevueRemise",
    "Souhait",
    "Suivi",
    "SuiviRepris",
    "Table",
    "TotalAnnuel",
    "VersionCourrier",
    "VersionLocale",
    "VisiteSuivi",
    "VisiteTechnique",
]
