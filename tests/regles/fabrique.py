"""Des dossiers pour les tests : un dossier irréprochable, et des dossiers tirés au hasard."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from relogement.regles.faits import (
    Adequation,
    Bail,
    BudgetGele,
    CompositionDeclaree,
    DifficulteSuivi,
    Entretien,
    FaitsMenage,
    FaitsOperation,
    Frais,
    Information,
    Mesure,
    Personne,
    Proposition,
    Referent,
    Relogement,
    Sortie,
    Souhait,
    Suivi,
    TreizeBis,
    VisiteSuivi,
)
from relogement.regles.faits_accompagnement import ActeurSocial, AvisImpot, Demande, Enquete, Passage, VisiteTechnique
from relogement.regles.faits_operation import (
    DossierOperation,
    Evaluation,
    Evenement,
    FaitsBase,
    InformationPartenaire,
    Jalon,
    Partenaire,
    PresentationCil,
    RevueRemise,
)
from relogement.vocabulaire import (
    DecisionCommission,
    DecisionSuivi,
    EcritRefus,
    GenrePartenaire,
    Lien,
    ModeDemenagement,
    Moyen,
    NatureInformation,
    NatureJalon,
    NatureOperation,
    Payeur,
    Pilote,
    Reponse,
    Reservataire,
    Rester,
    ResultatEnquete,
    StatutBail,
    ZonePlafonds,
)

POSTES = ("electricite", "gaz", "eau", "telecom", "courrier", "equipement")
OUI_4 = Adequation(True, True, True, True)
OUI_5 = TreizeBis(True, True, True, True, True)


def refus(rang: int, envoyee: date, **autres: object) -> Proposition:
    """Un refus exprès, adapté, conforme, motivé et signé cinq jours après l'envoi."""
    le = envoyee + timedelta(days=5)
    champs: dict[str, object] = {
        "reponse": Reponse.REFUSEE,
        "repondue": le,
        "motif": "Trop loin",
        "ecrit": EcritRefus.SIGNE,
        "ecrit_le": le,
        "formulaire": "f",
        "mous_a_aide": False,
        "adequation": OUI_4,
        "treize_bis": OUI_5,
        "neuf": False,
        "confirme_le": le,
        "preuve_reception": "avis",
    }
    return Proposition(f"p{rang}", rang, envoyee, **{**champs, **autres})  # type: ignore[arg-type]  # champs variés


def dossier_parfait() -> FaitsMenage:
    """Un ménage dont, le 1er mai 2027, aucune obligation n'est à faire, en retard, à vérifier ni manquée."""
    frais = tuple(Frais(f"f-{p}", p, True, date(2026, 9, 20), date(2026, 10, 1), Payeur.BAILLEUR) for p in POSTES)
    return FaitsMenage(
        "m",
        FaitsOperation(
            NatureOperation.DEMOLITION,
            annonce=date(2026, 1, 15),
            travaux=date(2027, 9, 1),
            decision=date(2025, 12, 1),
            anru=True,
        ),
        bail=Bail("b", "B-12", date(2010, 5, 1), date(2026, 10, 15)),
        personnes=(
            Personne("p1", Lien.TITULAIRE, StatutBail.TITULAIRE, date(1980, 3, 4)),
            Personne("p2", Lien.CONJOINT, StatutBail.COTITULAIRE, date(1982, 3, 4)),
        ),
        informations=(
            Information("i1", date(2025, 12, 20), frozenset({NatureInformation.ANNONCE}), Moyen.RECOMMANDE),
            Information("i2", date(2026, 1, 15), frozenset({NatureInformation.CALENDRIER}), Moyen.REUNION),
            Information("i4", date(2026, 4, 20), frozenset({NatureInformation.ACCESSION}), Moyen.COURRIER),
            Information("i3", date(2026, 8, 3), frozenset({NatureInformation.QUARTIER}), Moyen.VISITE),
        ),
        referents=(Referent("r", "Mme Le Goff", date(2026, 1, 20)),),
        entretiens=(
            Entretien(
                "e",
                date(2026, 3, 2),
                composition=True,
                ressources=True,
                souhait_type=True,
                souhait_lieu=True,
                souhait_contraintes=True,
                besoins=True,
                capacites=True,
                difficultes=frozenset({"budget"}),
                difficultes_repondues=True,
                decohabitation=False,
                part_plafond=45,
                accession_possible=True,
                acteurs_sociaux=True,
            ),
        ),
        employeur_cotisant=True,
        demandes=(
            Demande("de1", Reservataire.ETAT, date(2026, 3, 20)),
            Demande("de2", Reservataire.ACTION_LOGEMENT, date(2026, 3, 20)),
        ),
        enquetes=(Enquete("en", date(2027, 2, 1), ResultatEnquete.REPONDUE),),
        passages=(Passage("pa", date(2026, 4, 15), DecisionCommission.RECHERCHER),),
        mesures=(Mesure("me", "CCAS", date(2026, 3, 10)),),
        propositions=(
            refus(1, date(2026, 5, 1)),
            Proposition(
                "p2",
                2,
                date(2026, 6, 1),
                reponse=Reponse.ACCEPTEE,
                repondue=date(2026, 6, 10),
                adequation=OUI_4,
                neuf=True,
                equivalent=True,
                budget=BudgetGele(date(2026, 6, 1), 40000, 44000, 1500, 1400),
                examen_le=date(2026, 6, 9),
                hors_quartier=True,
            ),
        ),
        relogements=(
            Relogement(
                "rel",
                date(2026, 9, 1),
                "p2",
                debut_loyer=date(2026, 9, 10),
                fin_loyer_ancien=date(2026, 9, 10),
                mode=ModeDemenagement.DEMENAGEUR,
                commande_le=date(2026, 9, 2),
                commande_payeur=Payeur.BAILLEUR,
                demenagement=date(2026, 9, 15),
                depot_transfere=31000,
                depot_le=date(2026, 9, 20),
                depot_complement=0,
                depot_retenue=0,
                loyer=40000,
                plafond_apl=40000,
                loyer_avant_minoration=45000,
                minoration=600000,
                minoration_demandee=date(2026, 9, 20),
                adresse_paye=date(2026, 10, 1),
                frais=frais,
            ),
        ),
        visites_techniques=(VisiteTechnique("vt", date(2026, 9, 14)),),
        acteurs=(
            ActeurSocial("as1", "CCAS", date(2026, 3, 2), contact=date(2026, 3, 10)),
            ActeurSocial("as2", "Centre social", date(2026, 6, 20), accueil=True, contact=date(2026, 7, 1)),
        ),
        suivi=Suivi(
            "s", date(2026, 9, 20), None, DecisionSuivi.CLOS, date(2027, 3, 20), "Bilan", date(2027, 3, 25), "Installé"
        ),
        visites=tuple(
            VisiteSuivi(f"v{m}", m, le)
            for m, le in ((1, date(2026, 10, 15)), (3, date(2026, 12, 15)), (6, date(2027, 3, 15)))
        ),
        difficultes=(
            DifficulteSuivi(
                "d", "voisinage", date(2026, 12, 15), "Médiation", date(2027, 1, 5), "Apaisé", date(2027, 2, 1)
            ),
        ),
    )


jours = st.dates(date(2025, 6, 1), date(2028, 6, 30))
_jour = st.none() | jours
_oui_non = st.none() | st.booleans()
_texte = st.sampled_from([None, "", "Quelque chose"])
_piece = st.sampled_from([None, "piece"])
_naissance = st.none() | st.dates(date(1930, 1, 1), date(2026, 6, 1))


def _liste(genre: st.SearchStrategy[object], taille: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(genre, max_size=taille).map(tuple)


_ids = st.sampled_from(["a", "b", "c"])
_montant = st.none() | st.integers(-1000, 90000)
_propositions = st.builds(
    Proposition,
    id=_ids,
    rang=st.integers(1, 4),
    envoyee=jours,
    reponse=st.none() | st.sampled_from(Reponse),
    repondue=_jour,
    reponse_attendue=_jour,
    recue=_jour,
    motif=_texte,
    ecrit=st.none() | st.sampled_from(EcritRefus),
    ecrit_le=_jour,
    formulaire=_piece,
    temoin=_texte,
    mous_a_aide=st.none() | st.booleans(),
    preuve_reception=_piece,
    confirme_le=_jour,
    adequation=st.builds(Adequation) | st.just(OUI_4) | st.just(Adequation(type=False)),
    treize_bis=st.builds(TreizeBis) | st.just(OUI_5),
    neuf=st.none() | st.booleans(),
    livre=_jour,
    conventionne=_jour,
    raison_sans_neuf=_texte,
    equivalent=st.none() | st.booleans(),
    budget=st.none()
    | st.builds(BudgetGele, jours, _montant, _montant, _montant, _montant),
    examen_le=_jour,
    temporaire=st.booleans(),
    hors_quartier=st.none() | st.booleans(),
)
_frais = st.builds(
    Frais,
    id=_ids,
    poste=st.sampled_from(POSTES),
    demande=st.booleans(),
    demande_le=_jour,
    paye_le=_jour,
    paye_par=st.none() | st.sampled_from(Payeur),
    refuse_le=_jour,
    raison_refus=_texte,
)
_relogements = st.builds(
    Relogement,
    id=_ids,
    bail_signe=jours,
    proposition=st.none() | _ids,
    temporaire=st.booleans(),
    retour=_jour,
    debut_loyer=_jour,
    fin_loyer_ancien=_jour,
    chevauchement_paye=st.none() | st.booleans(),
    mode=st.none() | st.sampled_from(ModeDemenagement),
    commande_le=_jour,
    commande_payeur=st.none() | st.sampled_from(Payeur),
    forfait_decide=_jour,
    forfait_paye=_jour,
    demenagement=_jour,
    depot_transfere=st.none() | st.integers(0, 90000),
    depot_le=_jour,
    depot_complement=st.none() | st.integers(0, 2),
    depot_retenue=st.none() | st.integers(0, 2),
    loyer=_montant,
    plafond_apl=_montant,
    loyer_avant_minoration=_montant,
    minoration=_montant,
    minoration_demandee=_jour,
    adresse_paye=_jour,
    frais=_liste(_frais, 7),
)
_personnes = st.builds(
    Personne,
    id=_ids,
    lien=st.sampled_from(Lien),
    statut_bail=st.none() | st.sampled_from(StatutBail),
    naissance=_naissance,
    arrivee=_jour,
    depart=_jour,
)
_entretiens = st.builds(
    Entretien,
    id=_ids,
    le=jours,
    composition=st.booleans(),
    ressources=st.just(True),
    souhait_type=st.just(True),
    souhait_lieu=st.just(True),
    souhait_contraintes=st.just(True),
    besoins=st.just(True),
    capacites=st.booleans(),
    difficultes=st.frozensets(st.sampled_from(["budget", "langue"])),
    difficultes_repondues=st.booleans(),
    decohabitation=st.none() | st.booleans(),
    part_plafond=st.sampled_from([None, 59, 60]),
    accession_possible=st.none() | st.booleans(),
    acteurs_sociaux=st.none() | st.booleans(),
)
dossiers = st.builds(
    FaitsMenage,
    id=st.just("m"),
    operation=st.builds(
        FaitsOperation,
        nature=st.sampled_from(NatureOperation),
        decision=_jour,
        annonce=_jour,
        travaux=_jour,
        cloture=_jour,
        demolition_partielle=st.booleans(),
        anru=st.booleans(),
        qpv=st.booleans(),
        commission=st.none() | st.booleans(),
    ),
    bail=st.none() | st.builds(Bail, _ids, _texte, _naissance, _jour, _jour),
    bail_parent=st.none() | st.builds(Bail, _ids, _texte, _naissance),
    decohabitant=st.booleans(),
    decohabite_le=_jour,
    personnes=_liste(_personnes),
    compositions=_liste(
        st.builds(CompositionDeclaree, _ids, jours, _jour, st.none() | st.integers(0, 5), st.none() | st.integers(0, 3))
    ),
    informations=_liste(
        st.builds(
            Information,
            _ids,
            jours,
            st.frozensets(st.sampled_from(NatureInformation)),
            st.none() | st.sampled_from(Moyen),
        )
    ),
    referents=_liste(st.builds(Referent, _ids, st.sampled_from(["Le Goff", "Diallo"]), jours, _jour, _jour)),
    entretiens=_liste(_entretiens),
    mesures=_liste(st.builds(Mesure, _ids, st.sampled_from(["", "CCAS"]), jours)),
    souhaits=_liste(st.builds(Souhait, _ids, jours, autre_type=_oui_non, accession=_oui_non, reponse_le=_jour)),
    decohabitations=_liste(st.tuples(_ids, jours)),
    propositions=_liste(_propositions, 4),
    relogements=_liste(_relogements, 2),
    suivi=st.none()
    | st.builds(Suivi, _ids, _jour, _jour, st.none() | st.sampled_from(DecisionSuivi), _jour, _texte, _jour, _texte),
    visites=_liste(st.builds(VisiteSuivi, _ids, st.sampled_from([1, 3, 6, 9, 12]), jours, st.booleans()), 5),
    difficultes=_liste(st.builds(DifficulteSuivi, _ids, st.just("budget"), jours, _texte, _jour, _texte, _jour)),
    visites_techniques=_liste(st.builds(VisiteTechnique, _ids, jours)),
    acteurs=_liste(st.builds(ActeurSocial, _ids, st.just("CCAS"), jours, st.booleans(), _jour)),
    sortie=st.none() | st.builds(Sortie, _ids, jours),
    demandes=_liste(st.builds(Demande, _ids, st.sampled_from(Reservataire), jours, _texte)),
    avis_impot=_liste(
        st.builds(
            AvisImpot, _ids, jours, st.integers(2024, 2026), st.integers(0, 5_000_000), _oui_non, st.none() | jours
        )
    ),
    passages=_liste(st.builds(Passage, _ids, jours, st.none() | st.sampled_from(DecisionCommission))),
    enquetes=_liste(st.builds(Enquete, _ids, jours, st.sampled_from(ResultatEnquete))),
    employeur_cotisant=st.none() | st.booleans(),
    employeur_le=_jour,
)


_operations = st.builds(
    FaitsOperation,
    nature=st.sampled_from(NatureOperation),
    decision=_jour,
    annonce=_jour,
    did=_jour,
    travaux=_jour,
    cloture=_jour,
    demolition_partielle=st.booleans(),
    anru=st.booleans(),
    qpv=st.booleans(),
    commune_pilote=st.none() | st.booleans(),
    pilote=st.none() | st.sampled_from(Pilote),
    pilote_le=_jour,
    autorisation=_jour,
    zone_plafonds=st.none() | st.sampled_from(ZonePlafonds),
)
_menages_reloges = st.builds(
    FaitsMenage,
    id=_ids,
    operation=_operations,
    relogements=_liste(_relogements, 2),
    souhaits=_liste(st.builds(Souhait, _ids, jours, rester=st.none() | st.sampled_from(Rester), reponse_le=_jour), 2),
)
dossiers_operation = st.builds(
    DossierOperation,
    operation=_operations,
    jalons=_liste(st.builds(Jalon, _ids, st.sampled_from(NatureJalon), jours), 6),
    partenaires=_liste(st.builds(Partenaire, _ids, st.sampled_from(GenrePartenaire), jours, st.booleans()), 6),
    informations=_liste(st.builds(InformationPartenaire, _ids, _ids, jours)),
    evenements=_liste(st.builds(Evenement, _ids, jours, st.frozensets(st.sampled_from(NatureInformation)))),
    revues=_liste(st.builds(RevueRemise, _ids, st.sampled_from(["2026-T1", "2026-T3"]), jours, st.booleans())),
    menages=_liste(_menages_reloges, 2),
    evaluations=_liste(
        st.builds(Evaluation, _ids, jours, st.just("Mme Le Goff"), st.booleans(), st.booleans(), st.booleans())
    ),
)
bases = st.builds(
    FaitsBase,
    operations=_liste(_operations, 3),
    presentations=_liste(st.builds(PresentationCil, _ids, st.integers(2025, 2028), jours)),
)
