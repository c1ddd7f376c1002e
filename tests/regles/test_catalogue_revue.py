"""Le catalogue des chiffres : des clés stables, des répartitions entières, des ménages derrière chacun."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relogement.commun import ressource
from relogement.regles.budget import Budget
from relogement.regles.charte.moteur import evaluer
from relogement.regles.charte.parametres import Charte, charger_charte, lire_charte
from relogement.regles.faits import FaitsMenage, Sortie
from relogement.regles.revue.chiffre import Chiffre, Unite, dire_part
from relogement.regles.revue.dossier import Dossier
from relogement.regles.revue.logements import (
    Evolution,
    Localisation,
    Peuplement,
    localisation,
    peuplement,
    recent,
    surface,
)
from relogement.regles.revue.objectifs import tableau_objectifs
from relogement.regles.revue.pages.catalogue import PAGES, chiffres
from relogement.regles.revue.pages.impact import reunies
from relogement.regles.revue.parametres import parametres_communs, parametres_de
from relogement.regles.revue.profil import Emploi, NatureRessources, profil
from relogement.regles.revue.revue import Grandeur, Objectif, Section
from relogement.regles.revue.sources import Accueil, Habitat, Percue
from relogement.vocabulaire import Lien, ModeDemenagement, MotifSortie, NatureRessource
from tests.regles.dossiers import APRES, FIN, faits, reloge, sources, un_dossier, une_revue
from tests.regles.fabrique import dossiers as au_hasard

JOUR = date(2026, 8, 1)
REPARTITIONS = ("profil_", "accueil_", "suivi_etat", "enquete_resultat", "propositions_nombre", "refus_nombre")


def dossiers() -> list[Dossier]:
    """Un relogé connu, un relogé inconnu, un en cours, un décohabitant relogé."""
    inconnu = sources(Accueil(Budget(), Habitat()), quitte=Habitat())
    return [
        un_dossier(reloge(JOUR)), un_dossier(reloge(JOUR, numero=2), inconnu), un_dossier(faits(3)),
        un_dossier(reloge(JOUR, numero=4, decohabitant=True)),
    ]


def test_chaque_cle_est_unique_et_ne_change_pas_avec_les_menages() -> None:
    vides, pleins = chiffres(une_revue()), chiffres(une_revue(*dossiers()))
    cles = [c.indicateur.cle for _, faire in PAGES[1:] for c in faire(une_revue(*dossiers())).chiffres]
    doubles = {cle for cle, n in Counter(cles).items() if n > 1}
    assert not doubles
    # Ce qui s'ajoute dépend de noms tapés (communes, bailleurs), des cages, ou des obligations jugées.
    assert {cle.split(":")[0] for cle in pleins.keys() - vides.keys()} <= {
        "accueil_commune", "accueil_bailleur", "accueil_financement", "charte", "avancement",
    }
    assert vides.keys() <= pleins.keys()


def verifier(c: Chiffre) -> None:
    """Un chiffre ne dit rien que ses ménages ne disent."""
    assert set(c.menages) <= set(c.sur), c.indicateur.cle
    assert not set(c.sur) & set(c.ignores), c.indicateur.cle
    if c.indicateur.unite is Unite.NOMBRE and c.indicateur.denominateur.startswith("ménages"):
        assert (c.valeur, c.connus, c.inconnus) == (len(c.menages), len(c.sur), len(c.ignores)), c.indicateur.cle


@settings(max_examples=25)
@given(st.lists(au_hasard, max_size=4))
def test_un_chiffre_ouvre_ses_menages_et_une_repartition_compte_chacun_une_fois(tires: list[FaitsMenage]) -> None:
    lot = [
        un_dossier(replace(f, id=f"m{n}"), constats=tuple(evaluer(f, charger_charte(), FIN)))
        for n, f in enumerate(tires)
    ]
    revue = une_revue(*lot)
    for c in chiffres(revue).values():
        verifier(c)
    for _, faire in PAGES:
        for bloc in faire(revue).blocs:
            if isinstance(bloc, Section):
                _verifier_repartition(bloc)


def _verifier_repartition(section: Section) -> None:
    modalites = [x.au for x in section.lignes if ":" in x.indicateur.cle and x.indicateur.unite is Unite.NOMBRE]
    prefixes = {c.indicateur.cle.split(":")[0] for c in modalites}
    if len(prefixes) == 1 and prefixes.pop().startswith(REPARTITIONS):
        assert sum(int(c.valeur or 0) for c in modalites) == modalites[0].connus, section.titre


@pytest.mark.parametrize(
    ("quitte", "qpv", "hors", "attendu"),
    [
        (True, False, None, Localisation.HORS_QPV),
        (True, True, False, Localisation.MEME_QPV),
        (True, True, True, Localisation.AUTRE_QPV),
        (False, True, False, Localisation.AUTRE_QPV),
        (True, True, None, None),
        (True, None, True, None),
    ],
)
def test_le_qpv_du_logement_d_accueil(
    quitte: bool, qpv: bool | None, hors: bool | None, attendu: Localisation | None
) -> None:
    habitat = Habitat("T3", 6200, qpv, True, hors_quartier=hors)
    s = sources(Accueil(APRES, habitat), quitte=Habitat("T3", 6500, quitte))
    assert localisation(un_dossier(reloge(JOUR), s)) is attendu
    assert localisation(un_dossier(faits(), s)) is None


@pytest.mark.parametrize(
    ("apres", "attendu"),
    [
        (5850, Evolution.AUTANT), (5849, Evolution.MOINS), (7150, Evolution.AUTANT), (7151, Evolution.PLUS),
        (None, None),
    ],
)
def test_une_surface_est_equivalente_a_dix_pour_cent_pres_bornes_comprises(
    apres: int | None, attendu: Evolution | None
) -> None:
    d = un_dossier(reloge(JOUR), sources(Accueil(APRES, Habitat("T3", apres))))
    assert surface(d, 10) is attendu


@pytest.mark.parametrize(
    ("type_", "attendu"),
    [("T1", Peuplement.SUR), ("T2", Peuplement.ADAPTE), ("T3", Peuplement.ADAPTE), ("T4", Peuplement.SOUS), ("", None)],
)
def test_deux_personnes_sont_plus_ou_moins_au_large(type_: str, attendu: Peuplement | None) -> None:
    assert peuplement(un_dossier(), Habitat(type_)) is attendu


@pytest.mark.parametrize(
    ("convention", "neuf", "attendu"),
    [
        (date(2021, 5, 11), False, True),
        (date(2021, 5, 10), False, False),
        (None, True, True),
        (None, False, None),
        (date(2010, 1, 1), True, True),
    ],
)
def test_l_anru_suit_le_neuf_ou_le_conventionne_depuis_moins_de_cinq_ans_au_bail(
    convention: date | None, neuf: bool, attendu: bool | None
) -> None:
    habitat = Habitat("T3", 6200, False, neuf, conventionne=convention)
    d = un_dossier(reloge(JOUR, signe=date(2026, 5, 10)), sources(Accueil(APRES, habitat)))
    assert recent(d, 5) is attendu


def _neuf(numero: int, neuf: bool | None, convention: date | None = None) -> Dossier:
    habitat = Habitat("T3", 6200, False, neuf, conventionne=convention)
    return un_dossier(reloge(JOUR, numero=numero), sources(Accueil(APRES, habitat)))


def test_le_neuf_de_l_anru_n_a_pas_de_part_tant_que_seul_un_oui_se_sait() -> None:
    lus = chiffres(une_revue(_neuf(1, True), _neuf(2, True), _neuf(3, False), _neuf(4, None)))
    c = lus["accueil_recent"]
    assert (c.valeur, c.connus, c.inconnus, c.part) == (2, 2, 2, None)
    assert c.fourchette == (Decimal("0.5"), Decimal(1))
    assert dire_part(c) == "de 50,0\u00a0% à 100,0\u00a0%"
    # Neuf ou livré il y a moins de cinq ans : le non se sait aussi, la part se dit.
    assert (lus["accueil_neuf"].part, lus["accueil_neuf"].fourchette) == (Decimal(2) / 3, None)


def test_la_part_du_neuf_de_l_anru_se_dit_des_que_chaque_convention_est_datee() -> None:
    c = chiffres(une_revue(_neuf(1, True), _neuf(2, False, date(2010, 1, 1))))["accueil_recent"]
    assert (c.valeur, c.connus, c.part, c.fourchette) == (1, 2, Decimal("0.5"), None)
    rien = chiffres(une_revue(_neuf(1, None)))["accueil_recent"]
    assert (rien.connus, rien.part, rien.fourchette, dire_part(rien)) == (0, None, None, "")


@pytest.mark.parametrize(
    ("natures", "emploi", "nature"),
    [
        ((), None, None),
        ((NatureRessource.SALAIRE, NatureRessource.RSA), Emploi.EMPLOI, NatureRessources.TRAVAIL),
        ((NatureRessource.RSA, NatureRessource.PRESTATIONS_FAMILIALES), Emploi.AUTRE, NatureRessources.SOCIALES),
        ((NatureRessource.SANS,), Emploi.AUTRE, NatureRessources.SANS),
        ((NatureRessource.CHOMAGE, NatureRessource.RSA), Emploi.RECHERCHE, NatureRessources.CHOMAGE),
        ((NatureRessource.ASS,), Emploi.RECHERCHE, NatureRessources.AUTRES),
        ((NatureRessource.RETRAITE, NatureRessource.RSA), Emploi.RETRAITE, NatureRessources.RETRAITE),
        ((NatureRessource.AAH,), Emploi.AUTRE, NatureRessources.AUTRES),
    ],
)
def test_l_emploi_et_la_nature_se_deduisent_des_ressources(
    natures: tuple[NatureRessource, ...], emploi: Emploi | None, nature: NatureRessources | None
) -> None:
    percues = tuple(Percue(date(2020, 1, 1), None, n, "p1") for n in natures)
    lu = profil(faits(), percues, 120000, FIN)
    assert (lu.emploi, lu.nature) == (emploi, nature)
    # Quelqu'un manque au total : on ne sait pas tout ce que le ménage perçoit.
    assert profil(faits(), percues, None, FIN).nature is None


def test_deux_titulaires_n_ont_ni_age_ni_emploi_et_l_anciennete_se_compte_en_annees_revolues() -> None:
    f = faits()
    deux = replace(f, personnes=(*f.personnes, replace(f.personnes[0], id="p3", lien=Lien.TITULAIRE)))
    assert profil(deux, (), None, FIN).age is None
    assert profil(f, (), None, date(2026, 4, 1)).age == 64
    assert profil(f, (), None, date(2026, 4, 2)).age == 65
    assert (profil(f, (), None, date(2026, 4, 30)).anciennete, profil(f, (), None, date(2026, 5, 1)).anciennete) == (
        13, 14,
    )


def test_les_tranches_suivent_la_charte() -> None:
    tranches = parametres_de(charger_charte(), FIN)
    assert [b.libelle for b in tranches.ages] == [
        "moins de 30 ans", "30 à 44 ans", "45 à 59 ans", "60 à 74 ans", "75 ans ou plus",
    ]
    assert [b.libelle for b in tranches.efforts] == [
        "moins de 10 %", "de 10 à moins de 20 %", "de 20 à moins de 30 %", "30 % ou plus",
    ]
    for bandes in (tranches.ages, tranches.anciennetes, tranches.ressources, tranches.efforts, tranches.restes):
        for valeur in (0, 1, 4, 5, 999, 1000, 60000, 60001, 10**7):
            assert sum(b.contient(valeur) for b in bandes) == 1, (valeur, bandes)


def test_une_condition_manquante_de_la_minoration_l_emporte_sur_une_inconnue() -> None:
    d = un_dossier(reloge(JOUR))
    assert reunies(d) is None
    assert reunies(un_dossier(reloge(JOUR), sources(Accueil(APRES, Habitat("T3", neuf=False))))) is False


def test_un_objectif_local_se_lit_avec_la_valeur_de_son_operation() -> None:
    objectif = Objectif("BEL", "neuf", 3300, FIN)
    revue = replace(une_revue(un_dossier(reloge(JOUR))), objectifs=(objectif,))
    (rangee,) = tableau_objectifs(revue).rangees
    atteint, cible = Grandeur(Decimal(1), Unite.TAUX), Grandeur(Decimal("0.33"), Unite.TAUX)
    assert rangee[:5] == ("En logement neuf ou de moins de 5 ans", "BEL", "", atteint, cible)


def locale(cle: str, valeur: str) -> Charte:
    """La charte livrée, dont un paramètre de la revue est changé."""
    texte = ressource("chartes/nantes_2017.toml").read_text(encoding="utf-8")
    debut, fin = texte.split(f"[version.parametres.{cle}]", 1)
    change = re.sub(r"valeur = .*", f"valeur = {valeur}", fin, count=1)
    return lire_charte(f"{debut}[version.parametres.{cle}]{change}", "locale.toml")


def test_une_charte_locale_change_les_tranches_et_leurs_cles() -> None:
    tranches = parametres_de(locale("revue_hausses_euros", "[40]"), FIN).ecarts
    assert [b.libelle for b in tranches][-2:] == ["hausse de 40 € au plus", "hausse de plus de 40 €"]
    assert tranches[-1].code == "4001.."
    assert parametres_de(locale("revue_baisses_euros", "[]"), FIN).ecarts[0].libelle == "baisse"


def test_deux_chartes_qui_ne_s_accordent_pas_laissent_la_charte_livree() -> None:
    livree, autre = charger_charte(), locale("revue_ages_ans", "[18, 65]")
    assert len(parametres_communs([autre, autre], FIN).ages) == 3
    assert parametres_communs([livree, autre], FIN).ages == parametres_de(livree, FIN).ages
    assert parametres_communs([], FIN).ages == parametres_de(livree, FIN).ages


@pytest.mark.parametrize(("comptes", "part"), [("1", (1, 3)), ("0", (1, 2))])
def test_la_charte_dit_si_les_sortis_restent_au_denominateur(comptes: str, part: tuple[int, int]) -> None:
    sorti = un_dossier(faits(2, sortie=Sortie("s", JOUR, MotifSortie.PARTI)))
    parametres = parametres_de(locale("revue_sortis_comptes", comptes), FIN)
    revue = replace(une_revue(un_dossier(reloge(JOUR)), sorti, un_dossier(faits(3))), parametres=parametres)
    relogee = chiffres(revue)["part_relogee"]
    assert (relogee.valeur, relogee.connus) == part


def test_chaque_montant_du_demenagement_porte_sur_ceux_qui_ont_demenage() -> None:
    # Un parti, un qui a signé sans être parti, un qui n'a rien : le dénominateur dit les ménages qui ont déménagé.
    menages = [un_dossier(reloge(JOUR)), un_dossier(reloge(None, numero=2)), un_dossier(faits(3))]
    lus = chiffres(une_revue(*menages))
    for cle in ("forfait_total", "demenageurs_total", "adresse_payee", "frais_demandeurs"):
        assert {*lus[cle].sur, *lus[cle].ignores} == {menages[0].code}, cle


@pytest.mark.parametrize(
    ("mode", "cout", "attendu"),
    [
        (ModeDemenagement.DEMENAGEUR, 90_000, (90_000, 1, 0)), (ModeDemenagement.DEMENAGEUR, None, (None, 0, 1)),
        # Parti avec une somme forfaitaire : il n'a rien coûté à un déménageur, et ne fait pas de zéro connu.
        (ModeDemenagement.FORFAIT, None, (0, 0, 0)), (None, None, (None, 0, 1)),
    ],
)
def test_le_cout_des_demenageurs_ne_compte_que_ceux_qu_ils_ont_demenages(
    mode: ModeDemenagement | None, cout: int | None, attendu: tuple[int | None, int, int]
) -> None:
    f = reloge(JOUR)
    f = replace(f, relogements=tuple(replace(r, mode=mode) for r in f.relogements))
    d = un_dossier(f, sources(couts=(("r", cout),) if cout is not None else ()))
    lu = chiffres(une_revue(d))["demenageurs_total"]
    assert (lu.valeur, lu.connus, lu.inconnus) == attendu


@pytest.mark.parametrize(
    ("le", "complement", "retenue", "attendu"),
    [
        (JOUR, 0, 0, (1, 1, 0)), (JOUR, 1, 0, (0, 1, 0)), (JOUR, None, 1, (0, 1, 0)), (None, None, None, (0, 1, 0)),
        # Transféré, sans que le complément ou la retenue soit noté : on ne sait pas s'il l'est en entier.
        (JOUR, None, 0, (0, 0, 1)), (JOUR, 0, None, (0, 0, 1)),
    ],
)
def test_un_depot_transfere_sans_complement_ni_retenue_notes_reste_inconnu(
    le: date | None, complement: int | None, retenue: int | None, attendu: tuple[int | None, int, int]
) -> None:
    f = reloge(JOUR)
    f = replace(f, relogements=tuple(
        replace(r, depot_le=le, depot_complement=complement, depot_retenue=retenue) for r in f.relogements
    ))
    lu = chiffres(une_revue(un_dossier(f)))["depot_transfere"]
    assert (lu.valeur, lu.connus, lu.inconnus) == attendu
