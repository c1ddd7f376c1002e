"""Les listes fermées du métier : un code stable (celui de la base et des fichiers de cas) et son libellé."""

from __future__ import annotations

from enum import Enum
from typing import Self


class Liste(Enum):
    """Une liste fermée : `value` est le code écrit en base, `libelle` ce que lit l'utilisateur."""

    libelle: str

    def __new__(cls, code: str, libelle: str) -> Liste:
        membre = object.__new__(cls)
        membre._value_ = code
        membre.libelle = libelle
        return membre

    __hash__ = object.__hash__
    """Un membre est unique : son adresse suffit, et se calcule bien plus vite que le nom qu'Enum hacherait."""

    @classmethod
    def de(cls, code: str) -> Self:
        """Le membre dont c'est le code ; ValueError si la liste ne le connaît pas."""
        trouve = cls._value2member_map_.get(code)
        if isinstance(trouve, cls):
            return trouve
        raise ValueError(f"« {code} » n'est pas dans la liste : {', '.join(m.value for m in cls)}.")


class NatureOperation(Liste):
    """La nature de l'opération (préambule de la charte)."""

    DEMOLITION = "demolition", "démolition"
    RESTRUCTURATION = "restructuration", "restructuration"
    CHANGEMENT_USAGE = "changement_usage", "changement d'usage"
    REHABILITATION = "rehabilitation", "réhabilitation"


class GenreBailleur(Liste):
    """Le genre du bailleur : la réduction de loyer de solidarité et le droit applicable en dépendent."""

    HLM = "hlm", "organisme HLM"
    SEM = "sem", "SEM"
    AUTRE = "autre", "autre"


class Lien(Liste):
    """Le lien d'une personne avec le ou la titulaire du bail."""

    TITULAIRE = "titulaire", "titulaire"
    CONJOINT = "conjoint", "conjoint ou partenaire"
    CONJOINT_SEPARE = "conjoint_separe", "conjoint séparé"
    ENFANT = "enfant", "enfant"
    ASCENDANT = "ascendant", "ascendant"
    AUTRE = "autre", "autre"


class StatutBail(Liste):
    """La place d'une personne sur le bail."""

    TITULAIRE = "titulaire", "titulaire du bail"
    COTITULAIRE = "cotitulaire", "cotitulaire du bail"
    OCCUPANT = "occupant", "occupant sans titre"


class DecisionOccupant(Liste):
    """Ce qui est décidé pour un occupant adulte sans titre (article 1)."""

    DECOHABITATION = "decohabitation", "décohabitation"
    RATTACHEMENT = "rattachement", "rattaché au ménage"
    HORS_RELOGEMENT = "hors_relogement", "hors relogement"


class NatureInformation(Liste):
    """Ce qu'un événement d'information a fait savoir au ménage (articles 2, 4 et 7)."""

    ANNONCE = "annonce", "annonce de la décision"
    CALENDRIER = "calendrier", "calendrier et étapes"
    SUIVI = "suivi", "information ou contact de suivi"
    REFERENT = "referent", "changement de référent"
    ACCESSION = "accession", "accession abordable"
    QUARTIER = "quartier", "quartier d'accueil"


class Moyen(Liste):
    """Par quel moyen l'information est parvenue."""

    COURRIER = "courrier", "courrier"
    RECOMMANDE = "recommande", "lettre recommandée"
    REUNION = "reunion", "réunion"
    VISITE = "visite", "visite à domicile"
    APPEL = "appel", "appel téléphonique"
    MESSAGE = "message", "message ou courriel"


class ModeEnvoi(Liste):
    """Comment une proposition est remise."""

    RECOMMANDE = "recommande", "lettre recommandée avec avis de réception"
    REMISE = "remise", "remise en main propre contre récépissé"
    COMMISSAIRE = "commissaire", "commissaire de justice"
    COURRIER = "courrier", "courrier simple"
    COURRIEL = "courriel", "courriel"


class Malgre(Liste):
    """Ce que la raison d'un envoi motive ; un point à non a le nom de sa colonne. L'autre ménage n'y est pas nommé."""

    TYPE = "adapte_type", "type à non"
    LIEU = "adapte_lieu", "lieu à non"
    ACCESSIBILITE = "adapte_accessibilite", "accessibilité à non"
    BUDGET = "adapte_budget", "budget à non"
    ETAT = "loi_etat", "état à non"
    HYGIENE = "loi_hygiene", "hygiène à non"
    BESOINS = "loi_besoins", "besoins à non"
    MOYENS = "loi_moyens", "moyens à non"
    PERIMETRE = "loi_perimetre", "périmètre à non"
    DE_TROP = "envoi_de_trop", "plus de propositions que la charte n'en prévoit"
    AVANT_OPERATION = "avant_operation", "envoyée avant la décision et l'annonce de l'opération"
    PROPOSE = "logement_propose", "logement proposé à un autre ménage"
    RETENU = "logement_retenu", "logement retenu pour un autre ménage"
    OFFERT_DEPUIS = "logement_offert_depuis", "logement offert depuis à un autre ménage"
    PLUS_GARDE = "logement_plus_garde", "logement qui n'était plus gardé"


class Reponse(Liste):
    """La réponse du ménage à une proposition."""

    ACCEPTEE = "acceptee", "acceptée"
    REFUSEE = "refusee", "refusée"
    TACITE = "tacite", "sans réponse (refus tacite)"


class EcritRefus(Liste):
    """L'écrit qui accompagne un refus exprès (article 4)."""

    SIGNE = "signe", "formulaire signé"
    REFUSE_DE_SIGNER = "refuse_de_signer", "refuse de signer"


class MotifRefus(Liste):
    """Le motif codé d'un refus ; le texte du ménage reste la référence."""

    TYPE = "type", "type ou surface inadaptés"
    ACCESSIBILITE = "accessibilite", "accessibilité"
    COUT = "cout", "coût"
    ELOIGNEMENT = "eloignement", "éloignement du travail, de l'école ou des soins"
    QUARTIER = "quartier", "quartier"
    ETAGE = "etage", "étage"
    LOGEMENT = "logement", "état ou disposition du logement"
    PROJET = "projet", "autre projet (achat, départ)"
    AUTRE = "autre", "autre motif"


class Rester(Liste):
    """Le souhait de rester dans le quartier ou de le quitter."""

    RESTER = "rester", "rester dans le quartier"
    PARTIR = "partir", "quitter le quartier"
    INDIFFERENT = "indifferent", "indifférent"


class ModeDemenagement(Liste):
    """Comment le déménagement est pris en charge (article 6)."""

    DEMENAGEUR = "demenageur", "déménageur"
    FORFAIT = "forfait", "somme forfaitaire"


class Payeur(Liste):
    """Qui paie."""

    BAILLEUR = "bailleur", "bailleur d'origine"
    MENAGE = "menage", "ménage"
    AUTRE = "autre", "autre"


class DecisionSuivi(Liste):
    """La décision prise à six mois (article 8)."""

    CLOS = "clos", "clore le suivi"
    PROLONGE = "prolonge", "prolonger de six mois"


class MotifSortie(Liste):
    """Pourquoi un ménage sort de l'opération sans relogement."""

    PARTI = "parti", "parti sans relogement"
    DECEDE = "decede", "décédé"
    HORS_RELOGEMENT = "hors_relogement", "hors relogement"


class Difficulte(Liste):
    """Les difficultés, en liste fermée, sans diagnostic ni donnée de santé."""

    BUDGET = "budget", "budget, impayés"
    ADMINISTRATIF = "administratif", "démarches administratives"
    LANGUE = "langue", "compréhension du français"
    LOGEMENT = "logement", "entretien ou usage du logement"
    ADAPTATION = "adaptation", "besoin d'un logement adapté"
    ISOLEMENT = "isolement", "isolement"
    FAMILLE = "famille", "situation familiale"
    VOISINAGE = "voisinage", "voisinage, intégration dans le quartier"
    EMPLOI = "emploi", "emploi, formation"
    AUTRE = "autre", "autre"


class LieuEntretien(Liste):
    """Où l'entretien a eu lieu."""

    DOMICILE = "domicile", "à domicile"
    BUREAU = "bureau", "au bureau ou à la permanence"
    TELEPHONE = "telephone", "par téléphone"


class Verification(Liste):
    """Ce qui a été vérifié sur pièce pendant l'entretien."""

    IDENTITE = "identite", "pièces d'identité"
    BAIL = "bail", "bail et quittance"
    COMPOSITION = "composition", "livret de famille, composition"
    RESSOURCES = "ressources", "justificatifs de ressources"
    AVIS_CAF = "avis_caf", "avis de la CAF"
    NUR = "nur", "attestation de numéro unique"


class Besoin(Liste):
    """Les besoins du ménage, en besoins de logement et jamais en diagnostic."""

    RDC_ASCENSEUR = "rdc_ascenseur", "rez-de-chaussée ou ascenseur"
    DOUCHE = "douche", "douche adaptée"
    FAUTEUIL = "fauteuil", "accès en fauteuil roulant"
    STATIONNEMENT = "stationnement", "stationnement"
    TRANSPORTS = "transports", "proximité des transports"
    ECOLE = "ecole", "proximité de l'école"
    TRAVAIL = "travail", "proximité du travail"
    SOINS = "soins", "proximité des soins"
    FAMILLE = "famille", "proximité de la famille ou d'un aidant"
    ANIMAL = "animal", "animal de compagnie"
    AUCUN = "aucun", "aucun besoin particulier"


class NatureRessource(Liste):
    """La nature d'une ressource ; l'aide au logement n'en est pas une, elle se déduit du loyer."""

    SALAIRE = "salaire", "salaire"
    INDEPENDANT = "independant", "revenu d'indépendant"
    CHOMAGE = "chomage", "allocation chômage (ARE)"
    ASS = "ass", "allocation de solidarité spécifique (ASS)"
    CHOMAGE_NON_INDEMNISE = "chomage_non_indemnise", "au chômage, sans allocation"
    RETRAITE = "retraite", "retraite, pension"
    INVALIDITE = "invalidite", "pension d'invalidité"
    AAH = "aah", "AAH"
    RSA = "rsa", "RSA"
    PRIME_ACTIVITE = "prime_activite", "prime d'activité"
    PRESTATIONS_FAMILIALES = "prestations_familiales", "prestations familiales"
    PENSION_ALIMENTAIRE = "pension_alimentaire", "pension alimentaire"
    INDEMNITES = "indemnites", "indemnités journalières"
    BOURSE = "bourse", "bourse"
    ETUDIANT = "etudiant", "études, sans bourse"
    AUTRE = "autre", "autre"
    SANS = "sans", "sans ressource"


SANS_MONTANT = frozenset({
    NatureRessource.SANS, NatureRessource.CHOMAGE_NON_INDEMNISE, NatureRessource.ETUDIANT,
})
"""Les natures qui disent une situation, non un revenu : leur montant est zéro."""


class Reservataire(Liste):
    """Le réservataire sur le contingent duquel un logement est offert."""

    ETAT = "etat", "État (préfecture)"
    ACTION_LOGEMENT = "action_logement", "Action Logement"
    COMMUNE = "commune", "commune"
    METROPOLE = "metropole", "Nantes Métropole"
    DEPARTEMENT = "departement", "Département, Région"
    BAILLEUR = "bailleur", "bailleur (hors contingent)"


class NaturePiece(Liste):
    """La nature d'une pièce du dossier."""

    REFUS_SIGNE = "refus_signe", "refus signé"
    PREUVE_RECEPTION = "preuve_reception", "preuve de réception"
    BAIL = "bail", "bail"
    RESSOURCES = "ressources", "justificatif de ressources"
    AVIS_CAF = "avis_caf", "avis de la CAF"
    FACTURE = "facture", "facture ou reçu"
    COURRIER = "courrier", "courrier"
    AUTRE = "autre", "autre pièce"
    CONCERTATION = "concertation", "document de concertation ou de procédure"
    EMARGEMENT = "emargement", "feuille d'émargement"
    PROCES_VERBAL = "proces_verbal", "procès-verbal de commission"
    ENQUETE = "enquete", "questionnaire de satisfaction"


class NatureJalon(Liste):
    """Un jalon daté de l'opération : concertation (loi 86-1290, art. 44 quater) et autorisation de démolir."""

    REUNION = "reunion", "réunion d'information des locataires"
    CONCERTATION = "concertation", "concertation avec les représentants des locataires"
    BILAN_CONCERTATION = "bilan_concertation", "bilan de concertation"
    MODALITES = "modalites", "modalités de concertation fixées par le comité de pilotage"
    BILAN_SOCIAL = "bilan_social", "pré-MOUS ou bilan social d'occupation"
    NOTE_RELOGEMENT = "note_relogement", "note préparatoire au plan de relogement"
    DID = "did", "dépôt du dossier d'intention de démolir (DID)"
    AUTORISATION = "autorisation", "autorisation de démolir"


class GenrePartenaire(Liste):
    """Le rôle d'un partenaire de l'opération (articles 9 et 11)."""

    BAILLEUR = "bailleur", "bailleur"
    PUBLIC = "public", "partenaire public"
    RESERVATAIRE = "reservataire", "réservataire"
    SOCIAL = "social", "acteur social"
    ASSOCIATION = "association", "association ou collectif de locataires"


class DecisionCommission(Liste):
    """Ce que la commission relogement décide pour un ménage (article 12)."""

    PROPOSER = "proposer", "proposer un logement repéré"
    RECHERCHER = "rechercher", "poursuivre la recherche"
    CONTINGENT = "contingent", "mobiliser un contingent ou un autre bailleur"
    ACCOMPAGNER = "accompagner", "renforcer l'accompagnement"
    DEROGER = "deroger", "déroger, avec la raison"
    AJOURNER = "ajourner", "ajourné, à revoir"


class OriginePassage(Liste):
    """Pourquoi un ménage est à l'ordre du jour d'une commission."""

    REGLE = "regle", "demandé par la charte (A12.1)"
    AGENT = "agent", "ajouté par un agent"


class ResultatEnquete(Liste):
    """L'issue d'une prise de contact pour l'enquête de satisfaction (article 14).

    Les issues du bilan de passation que publient d'autres opérations : réalisée, refus, absent au rendez-vous, non
    joint, décès, congé.
    """

    REPONDUE = "repondue", "réalisé"
    DECLINEE = "declinee", "refus"
    ABSENT = "absent", "absent"
    INJOIGNABLE = "injoignable", "non joint"
    DECEDE = "decede", "décédé"
    PARTI = "parti", "parti"


class ModeEnquete(Liste):
    """Comment le ménage est interrogé ; « absent au rendez-vous » suppose qu'on le rencontre aussi."""

    TELEPHONE = "telephone", "téléphone"
    PAPIER = "papier", "papier"
    VISITE = "visite", "visite"


class Satisfaction(Liste):
    """Le degré de satisfaction déclaré."""

    TRES = "tres", "très satisfait"
    PLUTOT = "plutot", "plutôt satisfait"
    PLUTOT_PAS = "plutot_pas", "plutôt pas satisfait"
    PAS_DU_TOUT = "pas_du_tout", "pas du tout satisfait"


class DifficulteEnquete(Liste):
    """Ce dont le ménage veut parler, tel que le questionnaire le propose."""

    LOGEMENT = "logement", "le logement"
    BUDGET = "budget", "le budget, les charges"
    QUARTIER = "quartier", "le quartier, le voisinage"
    QUOTIDIEN = "quotidien", "l'école, le travail, les transports"
    DEMARCHES = "demarches", "des démarches"
    AUTRE = "autre", "autre"


class VoieCaleol(Liste):
    """Comment la commission d'attribution (CALEOL) connaît un relogement (CCH, L. 441-2)."""

    INFORMATION = "information", "commission informée (même bailleur)"
    DECISION = "decision", "décision de la commission (autre bailleur)"


class DecisionCaleol(Liste):
    """Les décisions possibles de la commission d'attribution (CCH, R. 441-3)."""

    ATTRIBUTION = "a", "a) attribution"
    RANG = "b", "b) attribution avec un rang"
    CONDITION = "c", "c) attribution sous condition"
    NON_ATTRIBUTION = "d", "d) non-attribution"
    IRRECEVABLE = "e", "e) demande irrecevable"

    @property
    def defavorable(self) -> bool:
        """Vrai si le ménage n'aura pas ce logement."""
        return self in (DecisionCaleol.NON_ATTRIBUTION, DecisionCaleol.IRRECEVABLE)


def accord_tient(reponse: Reponse | None, decision: DecisionCaleol | None) -> bool:
    """Le ménage a accepté, et la commission d'attribution n'a pas rendu de décision défavorable."""
    return reponse is Reponse.ACCEPTEE and not (decision is not None and decision.defavorable)


class GenreActeur(Liste):
    """Qui promet et accueille des relogements (articles 12 et 13)."""

    BAILLEUR = "bailleur", "bailleur"
    RESERVATAIRE = "reservataire", "réservataire"
    COMMUNE = "commune", "commune"


class MotifPriorite(Liste):
    """Pourquoi un ménage est prioritaire, outre le renouvellement urbain (convention, axe I)."""

    CONTINGENT = "contingent", "contingent préfectoral"
    SANTE = "sante", "mutation : raison de santé"
    SOUS_OCCUPATION = "sous_occupation", "mutation : sous-occupation"
    SUR_OCCUPATION = "sur_occupation", "mutation : sur-occupation"
    PRECARITE = "precarite", "mutation : précarité économique"
    PREMIER_QUARTILE = "premier_quartile", "1er quartile"


class Pilote(Liste):
    """Qui pilote les relogements d'une opération (article 10)."""

    COMMUNE = "commune", "commune"
    BAILLEUR = "bailleur", "bailleur"


class Financement(Liste):
    """Le financement d'un logement social : ses plafonds de ressources en dépendent."""

    PLAI = "PLAI", "PLAI"
    PLUS = "PLUS", "PLUS"
    PLS = "PLS", "PLS"


class Habitat(Liste):
    """La forme du logement d'accueil."""

    COLLECTIF = "collectif", "collectif"
    INDIVIDUEL = "individuel", "individuel"


class ZonePlafonds(Liste):
    """La zone des plafonds de ressources (arrêté du 29 juillet 1987)."""

    PARIS = "paris_communes_limitrophes", "Paris et communes limitrophes"
    ILE_DE_FRANCE = "ile_de_france", "Île-de-France, hors Paris et communes limitrophes"
    AUTRES = "autres_regions", "autres régions"


class ZoneMinoration(Liste):
    """La zone d'un logement social (arrêté du 5 mai 1995), dont dépend le forfait de minoration de loyer."""

    UN_BIS = "1_bis", "zone 1 bis"
    UN = "1", "zone 1"
    DEUX = "2", "zone 2"
    TROIS = "3", "zone 3"


class VarianteRevue(Liste):
    """Ce qu'une revue montre, et à qui elle se donne."""

    FINANCEUR = "financeur", "financeur"
    DIFFUSABLE = "diffusable", "diffusable"
    NOMINATIVE = "nominative", "nominative"


class MomentRevue(Liste):
    """À quel moment une revue est faite (kit de l'ANRU, décembre 2011)."""

    TRIMESTRE = "trimestre", "revue trimestrielle"
    POINT_ETAPE = "point_d_etape", "point d'étape"
    AVENANT = "avenant", "avenant"
    CLOTURE = "cloture", "clôture d'opération"
    SORTIE_CONVENTION = "sortie_de_convention", "sortie de convention"


class GenreExport(Liste):
    """Ce qui sort de la base pour les partenaires."""

    REVUE = "revue", "revue"
    RIME = "rime", "table des ménages"
