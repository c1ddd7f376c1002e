"""Un dossier inventé, complet, pour lire ce que les documents en font."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from relogement.documents.donnees import AlerteImprimee, ConstatImprime, Couverture, Dossier, Entete
from relogement.documents.donnees_appuis import ActeurSollicite, ContactEnquete, ContingentSollicite, VisiteDepart
from relogement.documents.donnees_menage import (
    AvisVu,
    BailOrigine,
    Entretiens,
    EntretienTenu,
    Foyer,
    InformationDonnee,
    LigneACompleter,
    LogementQuitte,
    MesureAccompagnement,
    OccupationDeclaree,
    PeriodeLoyer,
    PersonneFoyer,
    ReferentMenage,
    RessourcePersonne,
    SouhaitExprime,
)
from relogement.documents.donnees_parcours import (
    ColonneBudget,
    DifficulteSuivie,
    FraisInstallation,
    LogementPropose,
    PieceJointe,
    PropositionFaite,
    RelogementFait,
    SuiviFait,
    VisiteFaite,
)
from relogement.regles.budget import Budget
from relogement.regles.charte.etats import Etat
from relogement.regles.convention.acces import CE_MENAGE, situe

AU = date(2026, 11, 18)
ENTETE = Entete("BEL-0042", "BEL · Bellevue, tour des Érables", "Nadia R.", AU)
QUITTE = Budget(31240, 9620, 4306, 23800, 135600, 21, 4)
PROPOSE = Budget(34110, 8400, 4306, 25400, 135600, 21, 4)
CONSTATS = (
    ConstatImprime(1, "Le locataire à reloger est au cœur de l'opération", "A01.1", "Titulaire du bail identifié",
                   Etat.RESPECTEE, "Bail n° L-2009-118 de Mme Benali, depuis le 04/09/2009."),
    ConstatImprime(3, "Tous les ménages ont droit à un suivi dédié", "A03.1", "Interlocuteur référent identifié",
                   Etat.RESPECTEE, "Nadia R. est référente depuis le 22/01/2026.", date(2026, 1, 30)),
    ConstatImprime(3, "Tous les ménages ont droit à un suivi dédié", "A03.4", "Décohabitation examinée",
                   Etat.INDETERMINEE, "Le besoin de décohabitation n'est pas noté à l'entretien."),
    ConstatImprime(4, "Une démarche résidentielle positive", "A04.1", "Propositions adaptées (3 au plus)", Etat.A_FAIRE,
                   "1 refus compté sur 3, 1 proposition en attente, à faire au plus tard le 05/03/2027.",
                   date(2027, 3, 5)),
    ConstatImprime(4, "Une démarche résidentielle positive", "A04.2", "Refus motivés par écrit", Etat.EN_RETARD,
                   "Refus de la proposition n° 1 : formulaire signé absent, en retard de 6 jours (échéance : "
                   "12/11/2026).", date(2026, 11, 12)),
    ConstatImprime(4, "Une démarche résidentielle positive", "A04.6", "Attentes du ménage prises en compte",
                   Etat.SANS_OBJET, "L'opération est une démolition."),
    ConstatImprime(6, "Frais, déménagement et dépôt de garantie pris en charge", "A06.2", "Frais d'installation",
                   Etat.NON_RESPECTEE, "L'ouverture du compteur de gaz a été refusée par le bailleur."),
    ConstatImprime(8, "Le suivi après relogement", "A08.1", "Suivi de 6 mois", Etat.A_VENIR,
                   "Le ménage n'a pas encore déménagé."),
)
COUVERTURE = Couverture(
    menage="Mme Benali Leïla", etape="proposition en cours", drapeaux=("a pour décohabitant BEL-0043",),
    referent="Nadia R.", nature="démolition, ANRU, QPV", bailleur="Bailleur Océan Habitat", communes="Nantes",
    annonce=date(2026, 1, 15), travaux=date(2027, 9, 1),
    charte="Charte métropolitaine de relogement de Nantes Métropole",
    constats=CONSTATS,
)
FOYER = Foyer(
    telephone="06 12 34 56 78", courriel="leila@exemple.fr", nur="044 0123 45678 901", nur_le=date(2026, 2, 2),
    action_logement=None, note="Préfère être appelée le matin <b>avant 10 h</b> & jamais le vendredi.",
    logement=LogementQuitte("12 rue des Érables, 44100 Nantes", "bâtiment B, escalier A, porte 302", 3, "T3", 6130,
                            "PLUS", "UG-30211"),
    bail=BailOrigine("L-2009-118", date(2009, 9, 4), None, None),
    personnes=(
        PersonneFoyer("Leïla Benali", date(1981, 5, 12), "titulaire", "titulaire du bail", None, None),
        PersonneFoyer("Noé Benali", date(2006, 7, 1), "enfant", "occupant sans titre", None, None, "décohabitation",
                      date(2026, 4, 2)),
        PersonneFoyer("Anaïs Benali", date(2012, 2, 20), "enfant", None, None, None),
        PersonneFoyer("Zoé Benali", None, "enfant", None, date(2018, 3, 1), None),
    ),
    occupations=(OccupationDeclaree(date(2026, 1, 1), None, 4, None),),
    loyers=(
        PeriodeLoyer(date(2025, 1, 1), date(2025, 12, 31), 30610, 9200, 4306, 23100),
        PeriodeLoyer(date(2026, 1, 1), None, 31240, 9620, 4306, 23800, date(2026, 3, 3), 4500),
    ),
    ressources=(
        RessourcePersonne("Leïla Benali", "salaire", 112350, date(2025, 9, 1), None, "bulletin de février"),
        RessourcePersonne("Leïla Benali", "prestations familiales", 23250, date(2025, 9, 1), None, None),
        RessourcePersonne("Noé Benali", "bourse", None, date(2025, 9, 1), None, None),
    ),
    avis_impot=(AvisVu(2025, 1_480_000, None, date(2026, 3, 12)),),
    plafonds=("Calculé sur l'avis d'impôt 2025 : 32 % du plafond PLUS (moins de 60 %).",),
    referents=(
        ReferentMenage("Paul M.", date(2026, 1, 16), date(2026, 1, 21), None),
        ReferentMenage("Nadia R.", date(2026, 1, 22), None, date(2026, 1, 22)),
    ),
    informations=(
        InformationDonnee(date(2026, 1, 15), ("annonce de la décision", "calendrier et étapes"), "réunion",
                          "Leïla Benali", "Réunion publique à la maison de quartier."),
    ),
    a_completer=(
        LigneACompleter("naissance", "31/02/2017", "Cette date n'existe pas", "feuille « Locataires », ligne 46"),
    ),
)
SOUHAIT = SouhaitExprime(date(2026, 3, 12), "T4", "Chantenay, Zola", "Près du collège ; pas au-delà du 2e étage.",
                         "rester dans le quartier", True, None, False, "Recherche étendue à Saint-Herblain.",
                         date(2026, 4, 2))
ENTRETIENS = Entretiens(
    tenus=(EntretienTenu(
        date(2026, 3, 12), "à domicile", "Nadia R.", "Leïla et Noé Benali", ("pièces d'identité", "bail et quittance"),
        True, False, ("proximité de l'école",), 42000, "Reste 200 € d'épargne.", (), False, None, SOUHAIT,
        "Famille d'accord pour chercher à l'ouest.\nRappeler pour les ressources de Noé.",
    ),),
    mesures=(MesureAccompagnement("CCAS de Nantes", date(2026, 4, 15), "Aide aux démarches."),),
    acteurs=(
        ActeurSollicite("PMI de Chantenay, Mme Roy", date(2026, 2, 1), False, date(2026, 3, 20), "Relais < 2 mois"),
        ActeurSollicite("Maison de l'emploi de Rezé", date(2026, 11, 2), True),
    ),
    demandes=(
        ContingentSollicite("État (préfecture)", date(2026, 4, 10), None, "Inscrit au vivier", date(2026, 5, 4)),
        ContingentSollicite("Action Logement", date(2026, 4, 10), "Aucun employeur & retraitée"),
    ),
)
OFFERT = LogementPropose("Résidence des Chênes, 4 rue Zola, porte 12", "T4", 7225, 1, True, "Nantes", "Zola", False,
                         True, "Bailleur Loire", "Action Logement", 34110, 8400)
POINTS = (("Type", True), ("Lieu", True), ("Accessibilité", None), ("Budget", False))
POINTS_LOI = (("État", True), ("Hygiène", True), ("Besoins", True), ("Moyens", None), ("Périmètre", True))
PROPOSITIONS = (
    PropositionFaite(
        1, OFFERT, date(2026, 10, 5), mode="lettre recommandée avec avis de réception", presentee=date(2026, 10, 7),
        recue=date(2026, 10, 8), reponse_attendue=date(2026, 10, 18), visite=date(2026, 10, 14), adequation=POINTS,
        treize_bis=POINTS_LOI, reponse="refusée", refusee=True, repondue=date(2026, 10, 28), motif="coût",
        motif_texte="Trop cher, l'APL couvre < 60 % du loyer & l'école est loin.", ecrit="refuse de signer",
        ecrit_le=date(2026, 10, 29), temoin="Paul M.", mous_a_aide=True,
    ),
    PropositionFaite(2, OFFERT, date(2026, 11, 10), adequation=POINTS, treize_bis=POINTS_LOI),
)
BUDGETS = (
    ColonneBudget("Logement quitté", QUITTE, AU, False, "T3", 6130),
    ColonneBudget(
        "Proposition n° 1", PROPOSE, date(2026, 10, 5), True, "T4", 7225, QUITTE,
        acces=situe(34110, 34000, 3000, CE_MENAGE, "en couple, 1 personne à charge, zone 2, table du 01/10/2026"),
    ),
    ColonneBudget("Proposition n° 2", Budget(36800, 7150), date(2026, 11, 10), True, "T4", None, QUITTE),
)
RELOGEMENT = RelogementFait(
    False, OFFERT.libelle, date(2026, 12, 1), "N-77", "Action Logement", loyer=34110, charges=8400,
    debut_loyer=date(2026, 12, 1), fin_loyer_ancien=date(2026, 11, 30), mode="déménageur",
    commande_le=date(2026, 11, 15), commande_payeur="bailleur d'origine", depot_transfere=30000, depot_complement=0,
    frais=(
        FraisInstallation("ouverture du compteur de gaz", True, date(2026, 12, 2), 4250,
                          refuse_le=date(2026, 12, 5), raison_refus="Hors liste du bailleur"),
        FraisInstallation("réexpédition du courrier", True, date(2026, 12, 2), 3900, 3900, date(2026, 12, 3), 3900,
                          date(2026, 12, 9), "bailleur d'origine", recu=True),
        FraisInstallation("transfert du téléphone", False, date(2026, 12, 2)),
    ),
)
SUIVI = SuiviFait(
    date(2026, 12, 10), None, "prolonger de six mois", date(2027, 6, 2), "Impayé en cours de règlement.",
    visites=(VisiteFaite(1, date(2027, 1, 4), False, "Chauffage réglé."), VisiteFaite(3, date(2027, 3, 1), True, None)),
    difficultes=(DifficulteSuivie("budget, impayés", date(2027, 1, 4), "un mois de retard", "plan d'apurement",
                                  date(2027, 1, 20), None, None),),
)
PIECES = (PieceJointe("bail", "Bail d'origine", date(2009, 9, 4), 1_234_567, "ab12cd34ef56" + "0" * 52),)
ALERTES = (
    AlerteImprimee(
        "L4", "Numéro unique (NUR) à renouveler", "bientôt", "Le numéro unique, renouvelé le 02/02/2026, est à "
        "renouveler avant le 02/02/2027, à vérifier par le service juridique.", "CCH, article L. 441-2-1",
    ),
    AlerteImprimee(
        "L6", "Surloyer possible", "réglée", "Le surloyer (SLS) peut devenir dû, à vérifier par le service juridique. "
        "Examinée le 12/11/2026 par Mme Robin : ressources < plafond & rien à payer.", "CCH, article L. 441-3",
    ),
)
VISITES_TECHNIQUES = (VisiteDepart(date(2026, 11, 20), "Rien à réparer & clés comptées."),)
ENQUETES = (
    ContactEnquete(date(2027, 2, 1), "téléphone", "non joint"),
    ContactEnquete(date(2027, 2, 9), "papier", "réalisé", (("logement", "très satisfait"),), "Regrette l'école."),
)
COMPLET = Dossier(
    ENTETE, COUVERTURE, ALERTES, FOYER, ENTRETIENS, BUDGETS, PROPOSITIONS, (RELOGEMENT,), SUIVI, PIECES,
    VISITES_TECHNIQUES, ENQUETES,
)


def lire(pdf: bytes) -> PdfReader:
    """Le PDF relu."""
    return PdfReader(BytesIO(pdf))


def contenu(pdf: bytes) -> str:
    """Tout le texte du PDF, les blancs et retours à la ligne ramenés à une espace."""
    return " ".join(" ".join(page.extract_text() for page in lire(pdf).pages).split())
