"""Les chiffres de la revue : bornes du trimestre, inconnus, décohabitants, sorties, totaux."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.budget import Budget
from relogement.regles.charte.constat import Constat
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.parametres import charger_charte
from relogement.regles.etape import Etape
from relogement.regles.faits import (
    CompositionDeclaree,
    Derogation,
    Entretien,
    FaitsMenage,
    Personne,
    Proposition,
    Relogement,
    Sortie,
    Suivi,
    VisiteSuivi,
)
from relogement.regles.ressources import LigneRessource
from relogement.regles.revue.avancement import section_avancement, section_propositions
from relogement.regles.revue.charte import en_defaut, obligations_par_etat, section_charte
from relogement.regles.revue.conditions import bandes_ecart, section_conditions
from relogement.regles.revue.dossier import Dossier, Jugement, Situation, a_commence, est_la
from relogement.regles.revue.finances import SourceBudget
from relogement.regles.revue.indicateurs import cle_etape, rangees, synthese
from relogement.regles.revue.mesures import composition, etat_suivi
from relogement.regles.revue.pages import propositions
from relogement.regles.revue.parametres import libelle_bande, parametres_de
from relogement.regles.revue.pseudonyme import batiments_montrables, code_menage, escalier_montrable
from relogement.regles.revue.revue import Ligne, Section
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES
from relogement.regles.revue.sources import Accueil, BudgetsFiges, Habitat, PeriodeLoyer
from relogement.tableur.revue.menages import colonnes
from relogement.vocabulaire import DecisionSuivi, Lien, MotifSortie, NatureOperation, Reponse
from tests.regles.dossiers import APRES, AVANT, FIN, OPERATION, faits, reloge, sources, un_dossier, une_revue

JOUR = timedelta(days=1)
DEBUT = date(2026, 7, 1)
TRANCHES = parametres_de(charger_charte(), FIN)


def ligne(cle: str, *dossiers: Dossier) -> Ligne:
    """La ligne de synthèse de cet indicateur."""
    for section in synthese(une_revue(*dossiers)):
        for trouvee in section.lignes:
            if trouvee.indicateur.cle == cle:
                return trouvee
    raise AssertionError(cle)


def flux(trouvee: Ligne) -> object:
    """La valeur du trimestre."""
    assert trouvee.trimestre is not None
    return trouvee.trimestre.valeur


BORNES = pytest.mark.parametrize(
    ("le", "a_la_date", "pendant"),
    [(DEBUT - JOUR, 1, 0), (DEBUT, 1, 1), (FIN - JOUR, 1, 1), (FIN, 1, 1), (FIN + JOUR, 0, 0)],
)


def _rencontre(le: date) -> FaitsMenage:
    return faits(entretiens=(Entretien("e", le),))


def _propose(le: date) -> FaitsMenage:
    return faits(propositions=(Proposition("p", 1, le),))


def _accepte(le: date) -> FaitsMenage:
    return faits(propositions=(Proposition("p", 1, date(2026, 4, 1), reponse=Reponse.ACCEPTEE, repondue=le),))


def _refuse(le: date) -> FaitsMenage:
    return faits(propositions=(Proposition("p", 1, date(2026, 4, 1), reponse=Reponse.REFUSEE, repondue=le),))


def _signe(le: date) -> FaitsMenage:
    return reloge(None, signe=le)


def _temporaire(le: date) -> FaitsMenage:
    return faits(relogements=(Relogement("r", date(2026, 3, 1), temporaire=True, demenagement=le),))


def _sort(le: date) -> FaitsMenage:
    return faits(sortie=Sortie("s", le, MotifSortie.DECEDE))


@pytest.mark.parametrize(
    ("cle", "fait"),
    [
        ("rencontres", _rencontre),
        ("proposes", _propose),
        ("acceptes", _accepte),
        ("baux", _signe),
        ("reloges", reloge),
        ("temporaires", _temporaire),
        ("sortis", _sort),
        ("sortis_decede", _sort),
        ("propositions", _propose),
        ("refus", _refuse),
    ],
)
@BORNES
def test_un_fait_compte_jusqu_au_dernier_jour_compris(
    cle: str, fait: object, le: date, a_la_date: int, pendant: int
) -> None:
    assert callable(fait)
    trouvee = ligne(cle, un_dossier(fait(le)))
    assert (trouvee.au.valeur, flux(trouvee)) == (a_la_date, pendant)


def test_deux_entretiens_ne_font_qu_une_rencontre_au_jour_du_premier() -> None:
    f = faits(entretiens=(Entretien("e2", date(2026, 8, 1)), Entretien("e1", date(2026, 2, 1))))
    trouvee = ligne("rencontres", un_dossier(f))
    assert (trouvee.au.valeur, flux(trouvee)) == (1, 0)


def test_une_proposition_temporaire_ne_compte_pas() -> None:
    f = faits(propositions=(Proposition("p", 1, DEBUT, temporaire=True),))
    assert ligne("proposes", un_dossier(f)).au.valeur == 0


def test_les_refus_se_comptent_un_par_un_et_sans_part() -> None:
    refus = tuple(
        Proposition(str(n), n, date(2026, 4, n), reponse=Reponse.REFUSEE, repondue=date(2026, 7, n)) for n in (1, 2)
    )
    trouvee = ligne("refus", un_dossier(faits(propositions=refus)), un_dossier())
    assert (trouvee.au.valeur, flux(trouvee), trouvee.au.part) == (2, 2, None)
    assert len(trouvee.au.menages) == 1


def test_une_reponse_sans_jour_n_est_pas_absente_de_la_periode_elle_y_est_inconnue() -> None:
    def repondu(n: int, reponse: Reponse, le: date | None) -> Dossier:
        return un_dossier(faits(n, propositions=(Proposition("p", 1, DEBUT, reponse=reponse, repondue=le),)))

    for cle, reponse in (("acceptes", Reponse.ACCEPTEE), ("refus", Reponse.REFUSEE)):
        dossiers = [repondu(n, reponse, le) for n, le in enumerate((DEBUT, DEBUT - JOUR, None), 1)]
        trouvee = ligne(cle, *dossiers, un_dossier(faits(4)))
        pendant = trouvee.trimestre
        assert trouvee.au.valeur == 3
        assert pendant is not None
        # Le quatrième n'a rien répondu : rien de lui pendant la période, et c'est connu.
        assert (pendant.valeur, pendant.connus, pendant.inconnus) == (1, 3, 1)
        assert (pendant.menages, pendant.ignores) == ((dossiers[0].code,), (dossiers[2].code,))
        seul = ligne(cle, dossiers[2]).trimestre
        assert seul is not None
        assert (seul.connus, seul.inconnus) == (0, 1)


def test_les_decohabitants_restent_a_part() -> None:
    a_part = un_dossier(reloge(DEBUT, numero=2, decohabitant=True))
    revue = une_revue(un_dossier(), a_part)
    for section in synthese(revue):
        for trouvee in section.lignes:
            assert a_part.code not in trouvee.au.menages
            assert trouvee.trimestre is None or a_part.code not in trouvee.trimestre.menages
    trouvee = section_avancement(revue).ligne("reloges")
    assert (trouvee.au.valeur, trouvee.decohabitants.valeur) == (0, 1)
    ensemble = rangees(revue)[0]
    assert (ensemble.nombre("menages"), ensemble.nombre("decohabitants")) == (1, 1)


def test_parti_apres_son_relogement_le_menage_reste_reloge_a_son_etape() -> None:
    d = un_dossier(reloge(DEBUT, sortie=Sortie("s", date(2026, 8, 1), MotifSortie.PARTI)))
    assert d.situation is Situation.RELOGE
    assert d.etape is Etape.RELOGE
    assert ligne("sortis", d).au.valeur == 0
    assert ligne("sortis_parti", d).au.valeur == 0


def test_revenu_de_son_logement_temporaire_il_n_y_est_plus() -> None:
    base = Relogement("r", date(2026, 3, 1), temporaire=True, demenagement=date(2026, 4, 1))
    assert un_dossier(faits(relogements=(replace(base, retour=FIN + JOUR),))).temporaire
    assert not un_dossier(faits(relogements=(replace(base, retour=FIN),))).temporaire


JOURS = st.dates(date(2026, 5, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(st.none() | JOURS, st.none() | JOURS, st.booleans()), max_size=20))
def test_reloges_sortis_et_restants_se_partagent_les_menages(
    cas: list[tuple[date | None, date | None, bool]],
) -> None:
    dossiers = []
    for n, (demenage, sorti, a_part) in enumerate(cas):
        sortie = Sortie("s", sorti, MotifSortie.PARTI) if sorti else None
        dossiers.append(un_dossier(reloge(demenage, numero=n, sortie=sortie, decohabitant=a_part)))
    revue = une_revue(*dossiers)
    section = section_avancement(revue)
    valeurs = {cle: section.ligne(cle).au.valeur for cle in ("a_reloger", "reloges", "sortis", "restants")}
    assert valeurs["reloges"] + valeurs["sortis"] + valeurs["restants"] == valeurs["a_reloger"]  # type: ignore[operator]  # des entiers
    ensemble, *cages = rangees(revue)
    assert sum(ensemble.nombre(cle_etape(e)) for e in Etape) == ensemble.nombre("menages") == valeurs["a_reloger"]
    assert ensemble.nombre(cle_etape(Etape.SORTI)) == valeurs["sortis"]
    assert sum(c.nombre("menages") for c in cages) == ensemble.nombre("menages")


def test_sans_menage_tout_vaut_zero_et_aucune_part_n_est_inventee() -> None:
    for section in synthese(une_revue()):
        for trouvee in section.lignes:
            assert trouvee.au.valeur in (0, None)
            assert trouvee.au.part is None
    assert [b.au.valeur for b in bandes_ecart(une_revue()).lignes] == [0] * 6


def test_l_ecart_se_mesure_avant_et_apres() -> None:
    d = un_dossier(reloge(DEBUT))
    assert (d.finances.ecart, d.finances.ecart_relatif) == (3000, Decimal("0.1"))
    assert (d.finances.source_avant, d.finances.source_apres) == (SourceBudget.PERIODE, SourceBudget.BAIL)
    trouvee = ligne("ecart_median", d)
    assert (trouvee.au.valeur, trouvee.au.connus, trouvee.au.inconnus) == (3000, 1, 0)


def test_une_aide_inconnue_sort_du_denominateur_et_ne_vaut_jamais_zero() -> None:
    connu = un_dossier(reloge(DEBUT))
    inconnu = un_dossier(reloge(DEBUT, numero=2), sources(Accueil(replace(APRES, apl=None))))
    hausse = ligne("hausse", connu, inconnu)
    assert (hausse.au.valeur, hausse.au.connus, hausse.au.inconnus, hausse.au.part) == (1, 1, 1, Decimal(1))
    assert ligne("ecart_moyen", connu, inconnu).au.valeur == 3000
    seul = ligne("ecart_moyen", inconnu)
    assert (seul.au.valeur, seul.au.connus, seul.au.inconnus) == (None, 0, 1)


def test_une_aide_nulle_est_connue() -> None:
    d = un_dossier(reloge(DEBUT), sources(Accueil(replace(APRES, apl=0))))
    assert d.finances.ecart == 20000


def test_le_budget_fige_passe_devant_le_loyer_en_vigueur_et_derriere_le_bail() -> None:
    fige = Budget(30000, 10000, 0, 0, 100000, 10, 1, jours_par_an=360)
    d = un_dossier(reloge(DEBUT), sources(Accueil(APRES, Habitat(), BudgetsFiges(fige, fige))))
    assert (d.finances.avant, d.finances.source_avant) == (fige, SourceBudget.FIGE)
    assert (d.finances.source_apres, d.finances.ecart) == (SourceBudget.BAIL, 33000 - 40000)
    sans_bail = Accueil(replace(APRES, apl=None), Habitat(), BudgetsFiges(None, fige))
    d = un_dossier(reloge(DEBUT), sources(sans_bail))
    assert (d.finances.apres, d.finances.source_apres) == (fige, SourceBudget.FIGE)
    assert d.finances.source_avant is SourceBudget.PERIODE


def test_les_termes_de_deux_sources_ne_se_melangent_pas() -> None:
    fige = Budget(loyer=30000, charges=None, rls=0, apl=0)
    d = un_dossier(reloge(DEBUT), sources(Accueil(replace(APRES, apl=None), Habitat(), BudgetsFiges(None, fige))))
    assert d.finances.apres is not None
    assert d.finances.apres.mensualite_residuelle is None
    assert d.finances.apres.loyer == APRES.loyer


def test_le_loyer_et_les_ressources_sont_ceux_du_jour_de_la_signature() -> None:
    signe = date(2026, 5, 10)
    loyers = (
        PeriodeLoyer(date(2020, 1, 1), signe - JOUR, replace(AVANT, loyer=1)),
        PeriodeLoyer(signe, signe, AVANT),
        PeriodeLoyer(signe + JOUR, None, replace(AVANT, loyer=2)),
    )
    ressources = (
        LigneRessource(date(2020, 1, 1), signe - JOUR, 1),
        LigneRessource(signe, None, 50000),
        LigneRessource(signe, None, 10000),
        LigneRessource(signe + JOUR, None, 2),
    )
    d = un_dossier(reloge(DEBUT), sources(loyers=loyers, ressources=ressources))
    assert (d.finances.avant.loyer, d.finances.avant.ressources) == (40000, 60000)


def test_une_seule_ressource_sans_montant_rend_les_ressources_inconnues() -> None:
    du = date(2020, 1, 1)
    d = un_dossier(s=sources(ressources=(LigneRessource(du, None, 90000), LigneRessource(du, None, None))))
    assert d.finances.avant.ressources is None
    assert d.finances.avant.taux_effort is None
    assert un_dossier(s=sources(ressources=())).finances.avant.ressources is None


def _declares(*occupants: int, du: date = date(2020, 1, 1), au: date | None = None) -> tuple[CompositionDeclaree, ...]:
    return tuple(CompositionDeclaree(f"c{n}", du, au, n) for n in occupants)


def test_plus_d_occupants_declares_que_de_personnes_connues_laisse_les_unites_inconnues() -> None:
    d = un_dossier(faits(compositions=_declares(3)))
    assert (d.personnes, d.finances.avant.uc_dixiemes) == (3, None)
    autant = un_dossier(faits(compositions=_declares(2)))
    assert (autant.personnes, autant.finances.avant.uc_dixiemes) == (2, 13)
    assert un_dossier().personnes == 2
    assert un_dossier(faits(personnes=())).personnes is None
    assert un_dossier(faits(personnes=(), compositions=_declares(4))).personnes == 4


def test_une_declaration_close_par_le_depart_compte_encore() -> None:
    d = un_dossier(faits(compositions=_declares(3, au=FIN - JOUR)))
    assert (d.personnes, d.finances.avant.uc_dixiemes, composition(d)) == (3, None, None)


@pytest.mark.parametrize(("du", "personnes"), [(DEBUT - JOUR, 1), (DEBUT, 1), (DEBUT + JOUR, 2)])
def test_un_depart_note_depuis_la_declaration_ne_laisse_personne_sans_nom(du: date, personnes: int) -> None:
    parent, enfant = faits().personnes
    d = un_dossier(faits(personnes=(parent, replace(enfant, depart=DEBUT)), compositions=_declares(2, du=du)))
    assert d.personnes == personnes
    assert composition(d) == ("personne seule" if personnes == 1 else None)


def test_les_ressources_des_seules_personnes_nommees_ne_sont_pas_celles_du_menage() -> None:
    du = date(2020, 1, 1)
    du_parent, du_foyer = LigneRessource(du, None, 90000, "p1"), LigneRessource(du, None, 90000)
    for lignes, declares, attendu in (
        ((du_parent,), 2, 90000),
        ((du_parent,), 3, None),
        ((du_foyer,), 3, 90000),
        ((du_parent, replace(du_foyer, au=FIN - JOUR)), 3, None),
    ):
        d = un_dossier(faits(compositions=_declares(declares)), sources(ressources=lignes))
        assert d.finances.avant.ressources == attendu
        assert (d.finances.avant.taux_effort is None) is (attendu is None)


def test_le_trimestre_ne_mesure_que_les_reloges_du_trimestre() -> None:
    avant = un_dossier(reloge(DEBUT - JOUR, numero=2), sources(Accueil(replace(APRES, apl=0))))
    trouvee = ligne("ecart_moyen", un_dossier(reloge(DEBUT)), avant)
    assert (trouvee.au.valeur, flux(trouvee)) == (11500, 3000)


def test_l_impact_ne_porte_que_sur_les_reloges() -> None:
    signe_seulement = un_dossier(reloge(None))
    trouvee = ligne("ecart_median", signe_seulement)
    assert (trouvee.au.valeur, trouvee.au.connus, trouvee.au.inconnus) == (None, 0, 0)


@pytest.mark.parametrize(
    ("ecart", "bande"),
    [
        (-5001, "baisse de plus de 50 €"),
        (-5000, "baisse de 50 € au plus"),
        (-1, "baisse de 50 € au plus"),
        (0, "sans changement"),
        (1, "hausse de 30 € au plus"),
        (3000, "hausse de 30 € au plus"),
        (3001, "hausse de plus de 30 à 60 €"),
        (6000, "hausse de plus de 30 à 60 €"),
        (6001, "hausse de plus de 60 €"),
        (None, None),
    ],
)
def test_chaque_ecart_a_sa_tranche(ecart: int | None, bande: str | None) -> None:
    assert libelle_bande(TRANCHES.ecarts, ecart) == bande


@given(st.integers(-(10**7), 10**7))
def test_les_tranches_couvrent_tout_sans_se_recouvrir(ecart: int) -> None:
    assert sum(b.contient(ecart) for b in TRANCHES.ecarts) == 1


def test_les_tranches_comptent_les_reloges_connus() -> None:
    inconnu = un_dossier(reloge(DEBUT, numero=2), sources(Accueil(Budget())))
    bandes = [x.au for x in bandes_ecart(une_revue(un_dossier(reloge(DEBUT)), inconnu)).lignes]
    assert [b.valeur for b in bandes] == [0, 0, 0, 1, 0, 0]
    assert {(b.connus, b.inconnus) for b in bandes} == {(1, 1)}


def test_neuf_inconnu_n_est_ni_oui_ni_non() -> None:
    habitats = (Habitat(neuf=True), Habitat(neuf=False), Habitat(neuf=None))
    dossiers = [un_dossier(reloge(DEBUT, numero=n), sources(Accueil(APRES, h))) for n, h in enumerate(habitats)]
    trouvee = ligne("neuf", *dossiers)
    assert (trouvee.au.valeur, trouvee.au.connus, trouvee.au.inconnus) == (1, 2, 1)
    assert trouvee.au.part == Decimal("0.5")


def _constat(etat: Etat, jours: int | None = None) -> Constat:
    return Constat(4, "A04.1", "essai", etat, jours=jours)


def test_la_charte_compte_les_obligations_jugees_et_met_les_inconnues_a_cote() -> None:
    constats = (
        _constat(Etat.RESPECTEE),
        _constat(Etat.RESPECTEE, 3),
        _constat(Etat.EN_RETARD, 2),
        _constat(Etat.NON_RESPECTEE),
        _constat(Etat.INDETERMINEE),
        _constat(Etat.A_FAIRE),
        _constat(Etat.A_VENIR),
        _constat(Etat.SANS_OBJET),
    )
    section = section_charte(une_revue(un_dossier(constats=constats), un_dossier(faits(2))))
    lus = {x.indicateur.cle: (x.au.valeur, x.au.connus, x.au.inconnus) for x in section.lignes}
    assert lus == {
        "charte_respectee": (2, 4, 1),
        "charte_tardive": (1, 4, 1),
        "charte_retard": (1, 4, 1),
        "charte_non_respectee": (1, 4, 1),
        "charte_verifier": (1, 8, 0),
        "charte_a_faire": (2, 8, 0),
        "charte_sans_objet": (1, 8, 0),
        "charte_menages": (1, 2, 0),
        "charte_derogations": (0, 2, 0),
    }


@pytest.mark.parametrize(
    ("etats", "defaut"),
    [
        ([Etat.EN_RETARD, Etat.INDETERMINEE], True), ([Etat.NON_RESPECTEE], True), ([Etat.RESPECTEE], False),
        ([Etat.RESPECTEE, Etat.INDETERMINEE], None), ([], False),
    ],
)
def test_un_menage_dont_une_obligation_reste_a_verifier_n_est_pas_dit_sans_manquement(
    etats: list[Etat], defaut: bool | None
) -> None:
    assert en_defaut(un_dossier(constats=tuple(map(_constat, etats)))) is defaut


@pytest.mark.parametrize("obligation", sorted(OBLIGATIONS_SOCIALES))
@pytest.mark.parametrize("etat", list(Etat))
def test_une_difficulte_sociale_ne_change_rien_de_la_ligne_du_menage(obligation: str, etat: Etat) -> None:
    derogation = Derogation("d", obligation, DEBUT, "Nadia R.", "essai")
    sociale = Constat(int(obligation[1:3]), obligation, "essai", etat, derogation=derogation)
    sans = un_dossier(reloge(DEBUT, suivi=Suivi("s", DEBUT)), constats=(_constat(Etat.RESPECTEE),))
    prolonge = Suivi("s", DEBUT, decision=DecisionSuivi.PROLONGE, decision_le=FIN)
    avec = un_dossier(reloge(DEBUT, suivi=prolonge), constats=(_constat(Etat.RESPECTEE), sociale))
    titres = colonnes(une_revue(avec))
    assert [c.lire(avec) for c in titres] == [c.lire(sans) for c in titres]
    totaux = {x.indicateur.cle: x.au.valeur for x in section_charte(une_revue(avec)).lignes}
    assert totaux == {x.indicateur.cle: x.au.valeur for x in section_charte(une_revue(sans)).lignes}


def test_chaque_chiffre_dit_ses_menages_et_sa_definition() -> None:
    d = un_dossier(reloge(DEBUT))
    revue = une_revue(d)
    for section in (section_avancement(revue), section_propositions(revue), section_conditions(revue)):
        for trouvee in section.lignes:
            i = trouvee.indicateur
            assert i.definition.strip()
            assert i.denominateur.strip()
            assert i.source.strip()
    assert section_avancement(revue).ligne("reloges").au.menages == (d.code,)


@pytest.mark.parametrize(
    ("suivi", "attendu"),
    [
        (None, "à proposer"),
        (Suivi("s", propose_le=FIN), "en cours"),
        (Suivi("s", propose_le=FIN + JOUR), "à proposer"),
        (Suivi("s", refuse_le=FIN), "refusé par le ménage"),
        (Suivi("s", DEBUT, decision=DecisionSuivi.PROLONGE, decision_le=FIN), "prolongé"),
        (Suivi("s", DEBUT, decision=DecisionSuivi.PROLONGE, decision_le=FIN + JOUR), "en cours"),
        (Suivi("s", DEBUT, decision=DecisionSuivi.CLOS, decision_le=FIN), "clôture décidée"),
        (Suivi("s", DEBUT, cloture_le=FIN), "clos"),
    ],
)
def test_l_etat_du_suivi_suit_ses_dates(suivi: Suivi | None, attendu: str) -> None:
    assert etat_suivi(un_dossier(reloge(DEBUT, suivi=suivi))) == attendu
    assert etat_suivi(un_dossier(reloge(None, suivi=suivi))) is None


def test_apres_un_second_relogement_le_suivi_du_premier_ne_compte_plus() -> None:
    f = reloge(DEBUT, suivi=Suivi("s", DEBUT, cloture_le=DEBUT + JOUR))
    second = Relogement("r2", DEBUT, demenagement=DEBUT + 2 * JOUR)
    assert etat_suivi(un_dossier(f)) == "clos"
    assert etat_suivi(un_dossier(replace(f, relogements=(*f.relogements, second)))) == "à proposer"


def test_un_refus_tacite_sans_date_compte_au_trimestre_du_lendemain_de_la_reponse_attendue() -> None:
    for attendue, nombre in ((FIN - JOUR, 1), (FIN, 0)):
        p = Proposition("p", 1, DEBUT, reponse_attendue=attendue, reponse=Reponse.TACITE)
        assert flux(ligne("refus", un_dossier(faits(propositions=(p,))))) == nombre


def test_une_visite_engage_le_suivi_si_elle_suit_l_emmenagement_et_n_est_pas_refusee() -> None:
    for le, refusee, attendu in (
        (DEBUT, False, "en cours"),
        (DEBUT - JOUR, False, "à proposer"),
        (DEBUT, True, "à proposer"),
    ):
        d = un_dossier(reloge(DEBUT, visites=(VisiteSuivi("v", 1, le, refusee),)))
        assert etat_suivi(d) == attendu


@pytest.mark.parametrize(
    ("liens", "attendu"),
    [
        ((), None),
        ((Lien.TITULAIRE,), "personne seule"),
        ((Lien.TITULAIRE, Lien.CONJOINT), "couple sans enfant"),
        ((Lien.TITULAIRE, Lien.ENFANT, Lien.ENFANT), "famille monoparentale"),
        ((Lien.TITULAIRE, Lien.CONJOINT, Lien.ENFANT), "couple avec enfants"),
        ((Lien.TITULAIRE, Lien.ASCENDANT), "autre composition"),
        ((Lien.TITULAIRE, Lien.CONJOINT_SEPARE), "autre composition"),
        ((Lien.TITULAIRE, Lien.TITULAIRE), None),
        ((Lien.TITULAIRE, Lien.TITULAIRE, Lien.ENFANT), None),
        ((Lien.CONJOINT, Lien.ENFANT), None),
        ((Lien.ENFANT,), None),
    ],
)
def test_la_composition_vient_des_liens(liens: tuple[Lien, ...], attendu: str | None) -> None:
    foyer = tuple(Personne(str(n), lien, None) for n, lien in enumerate(liens))
    assert composition(un_dossier(faits(personnes=foyer))) == attendu


@pytest.mark.parametrize(
    ("declares", "attendu", "taille"),
    [
        (0, "personne seule", "1 personne"),
        (1, "personne seule", "1 personne"),
        (2, None, "2 personnes"),
        (4, None, "3 ou 4 personnes"),
    ],
)
def test_la_composition_est_inconnue_tant_que_chacun_n_est_pas_nomme(
    declares: int, attendu: str | None, taille: str
) -> None:
    d = un_dossier(faits(personnes=faits().personnes[:1], compositions=_declares(declares)))
    assert composition(d) == attendu
    assert libelle_bande(TRANCHES.tailles, d.personnes) == taille


def test_sans_le_titulaire_les_liens_ne_disent_plus_la_famille() -> None:
    parent, enfant = faits().personnes
    parti = replace(parent, depart=FIN - JOUR)
    conjoint = Personne("p3", Lien.CONJOINT, None)
    assert composition(un_dossier(faits(personnes=(parti, conjoint)))) == "personne seule"
    assert composition(un_dossier(faits(personnes=(parti, conjoint, enfant)))) is None


@pytest.mark.parametrize(("depart", "attendu"), [(FIN - JOUR, "personne seule"), (FIN, "famille monoparentale")])
def test_une_personne_compte_jusqu_au_jour_de_son_depart(depart: date, attendu: str) -> None:
    parent, enfant = faits().personnes
    d = un_dossier(faits(personnes=(parent, replace(enfant, depart=depart))))
    assert composition(d) == attendu


def test_en_rehabilitation_le_retour_chez_soi_est_le_relogement() -> None:
    operation = replace(OPERATION, nature=NatureOperation.REHABILITATION)
    temporaire = Relogement("r", date(2026, 3, 1), temporaire=True, demenagement=date(2026, 4, 1), retour=DEBUT)
    loyers = (
        PeriodeLoyer(date(2020, 1, 1), DEBUT - JOUR, AVANT),
        PeriodeLoyer(DEBUT, None, replace(AVANT, loyer=42000)),
    )
    d = un_dossier(faits(operation=operation, relogements=(temporaire,)), sources(loyers=loyers))
    assert (d.situation, d.temporaire, d.finances.ecart) == (Situation.RELOGE, False, 2000)
    assert (d.finances.source_avant, d.finances.source_apres) == (SourceBudget.PERIODE, SourceBudget.PERIODE)
    assert d.accueil is not None
    assert (d.accueil.type, d.accueil.neuf) == ("T3", False)


def test_un_menage_arrive_apres_la_date_n_est_pas_compte() -> None:
    bail = faits().bail
    assert bail is not None
    assert est_la(faits(bail=replace(bail, debut=FIN)), FIN)
    assert not est_la(faits(bail=replace(bail, debut=FIN + JOUR)), FIN)
    assert est_la(faits(decohabitant=True, decohabite_le=FIN, bail=None), FIN)
    assert not est_la(faits(decohabitant=True, decohabite_le=FIN + JOUR, bail=None), FIN)


def test_une_operation_commence_a_sa_premiere_date_connue() -> None:
    annonce = OPERATION.annonce
    assert annonce is not None
    assert a_commence(OPERATION, annonce)
    assert not a_commence(OPERATION, annonce - JOUR)
    assert a_commence(replace(OPERATION, decision=date(2025, 6, 1)), date(2025, 6, 1))
    assert a_commence(replace(OPERATION, annonce=None), date(2000, 1, 1))


@given(st.text(), st.text())
def test_le_code_est_stable_et_ne_repete_pas_l_identifiant(un: str, autre: str) -> None:
    code = code_menage(un)
    assert code == code_menage(un)
    assert len(code) == 11
    assert (code == code_menage(autre)) is (un == autre)


def test_un_batiment_qui_dit_une_adresse_perd_son_nom() -> None:
    noms = ["B", "17 rue des Fauvettes", "Tour Érable", None, ""]
    assert batiments_montrables(noms) == {
        "17 rue des Fauvettes": "bâtiment n° 1",
        "B": "B",
        "Tour Érable": "Tour Érable",
        None: "",
        "": "",
    }
    assert batiments_montrables(["Bâtiment du fond, porte 4"]) == {
        "Bâtiment du fond, porte 4": "bâtiment n° 1",
        None: "",
        "": "",
    }
    assert [escalier_montrable(e) for e in ("2", None, "3 av. Foch")] == ["2", "", ""]


@pytest.mark.parametrize(
    "nom",
    ["17 Fauvettes", "17 r. des Fauvettes", "17 ruelle Basse", "4 cité Bellevue", "5 imp. du Lac", "5 all. Cassard",
     "6 clos du Val", "12bis Fauvettes", "06 39 98 01 02", "Cité des Pins"],
)
def test_ce_qui_peut_dire_une_adresse_ou_un_telephone_ne_se_montre_pas(nom: str) -> None:
    assert batiments_montrables([nom])[nom] == "bâtiment n° 1"


@pytest.mark.parametrize("nom", ["A", "12", "12 B", "Bât. 17", "Tour 3", "Les Fauvettes", "B2", "1-3"])
def test_le_repere_d_un_batiment_se_montre(nom: str) -> None:
    assert batiments_montrables([nom])[nom] == nom


def test_une_derogation_ne_compte_pas_parmi_les_etats_qui_se_partagent_les_menages() -> None:
    """Chaque ligne du tableau « par état » fait le nombre de ménages ; la dérogation se lit dans le sien."""
    deroge = replace(un_dossier(faits(1)), constats=(Jugement("A03.2", "Entretien", Etat.EN_RETARD, False, True),))
    tenu = replace(un_dossier(faits(2)), constats=(Jugement("A03.2", "Entretien", Etat.RESPECTEE, False, False),))
    etats, derogations = obligations_par_etat(une_revue(deroge, tenu))
    assert [sum(int(c.valeur or 0) for c in siens) for _, siens in etats.rangees] == [2]
    assert etats.colonnes == tuple(e.mot[:1].upper() + e.mot[1:] for e in Etat)
    assert [[c.valeur for c in siens] for _, siens in derogations.rangees] == [[1]]


def test_les_acceptees_puis_ecartees_se_lisent_sous_les_acceptees() -> None:
    section = next(b for b in propositions.page(une_revue(un_dossier(faits(1)))).blocs
                   if b.titre == "Propositions par réponse")
    assert isinstance(section, Section)
    noms = [x.indicateur.libelle for x in section.lignes]
    assert noms[noms.index("Acceptée") + 1].strip() == "dont acceptées puis écartées"
