"""Les tables de la base, un module par agrégat."""

from relogement.modeles.accompagnement import Entretien, Information, Mesure
from relogement.modeles.brouillon import Brouillon, Preference
from relogement.modeles.demenagement import Frais, Relogement
from relogement.modeles.importation import ACompleter, LigneImportee, ListeImportee
from relogement.modeles.journal import Changement, Geste
from relogement.modeles.logement import Logement, LogementOffert
from relogement.modeles.menage import Bail, Composition, Loyer, Menage, Personne, Referent, Ressource, Souhait
from relogement.modeles.operation import Operation, ReferentOperation
from relogement.modeles.organisme import Agent, Organisme, Poste
from relogement.modeles.piece import Contenu, Piece
from relogement.modeles.proposition import BudgetFige, Proposition
from relogement.modeles.suivi import DifficulteSuivi, Suivi, VisiteSuivi
from relogement.modeles.table import Table

__all__ = [
    "ACompleter",
    "Agent",
    "Bail",
    "Brouillon",
    "BudgetFige",
    "Changement",
    "Composition",
    "Contenu",
    "DifficulteSuivi",
    "Entretien",
    "Frais",
    "Geste",
    "Information",
    "LigneImportee",
    "ListeImportee",
    "Logement",
    "LogementOffert",
    "Loyer",
    "Menage",
    "Mesure",
    "Operation",
    "Organisme",
    "Personne",
    "Piece",
    "Poste",
    "Preference",
    "Proposition",
    "Referent",
    "ReferentOperation",
    "Relogement",
    "Ressource",
    "Souhait",
    "Suivi",
    "Table",
    "VisiteSuivi",
]
