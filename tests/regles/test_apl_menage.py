"""L'APL d'un ménage : qui est à charge, quelle zone, quelle base de ressources, et le récit qui l'explique."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from relogement.commun import ErreurMetier
from relogement.regles.apl.bareme import charger_bareme
from relogement.regles.apl.base_ressources import Origine
from relogement.regles.apl.declarees import base_declaree
from relogement.regles.apl.famille import Famille, famille_apl
from relogement.regles.apl.formule import Ordre, Situation, estimer
from relogement.regles.apl.menage import Argent, Avis, Estimation, LogementApl, estimer_menage
from relogement.regles.apl.recit import raconter, resumer
from relogement.regles.apl.regles_ressources import charger_regles
from relogement.regles.apl.releve import LigneNature
from relogement.regles.apl.zones import Zone, charger_zones, zone_apl
from relogement.regles.faits import CompositionDeclaree, FaitsMenage, FaitsOperation, Personne
from relogement.vocabulaire import GenreBailleur, Lien, NatureOperation, NatureRessource

LE = date(2026, 11, 18)
JOUR = timedelta(days=1)
BAREME, REGLES = charger_bareme(), charger_regles()
N = NatureRessource
HLM = GenreBailleur.HLM


def personne(cle: str, lien: Lien, naissance: date | None = date(1985, 1, 1)) -> Personne:
    """Quelqu'un du foyer, là depuis toujours."""
    return Personne(cle, lien, None, naissance)


MERE = personne("mere", Lien.TITULAIRE)
PERE = personne("pere", Lien.CONJOINT)
ENFANT = personne("enfant", Lien.ENFANT, date(2015, 6, 1))


def foyer(*personnes: Personne, declares: int | None = None) -> FaitsMenage:
    """Les faits d'un foyer."""
    compositions = (CompositionDeclaree("c", date(2026, 1, 1), None, declares, 0),) if declares else ()
    return FaitsMenage("m", FaitsOperation(NatureOperation.DEMOLITION), personnes=personnes, compositions=compositions)


def ressource(nature: NatureRessource, montant: int | None, qui: str | None = "mere") -> LigneNature:
    """Une ressource en cours, centimes par mois."""
    return LigneNature(date(2026, 1, 1), None, montant, qui, nature)


def zone_2() -> Zone:
    return Zone(2, "Nantes")


def logement(loyer: int | None = 42_000, bailleur: GenreBailleur | None = HLM) -> LogementApl:
    return LogementApl(loyer, bailleur, zone_2)


def estimation(argent: Argent, faits: FaitsMenage | None = None, le: date = LE) -> Estimation:
    return estimer_menage(faits or foyer(MERE, ENFANT), logement(), argent, le, BAREME, REGLES)


@pytest.mark.parametrize(
    ("personnes", "attendue"),
    [
        ((MERE,), Famille(False, 0)),
        ((MERE, PERE), Famille(True, 0)),
        ((MERE, PERE, ENFANT), Famille(True, 1)),
        ((MERE, personne("x", Lien.CONJOINT_SEPARE)), Famille(False, 0, 1)),
        ((MERE, personne("x", Lien.ASCENDANT, date(1940, 1, 1))), Famille(False, 0, 1)),
        ((MERE, personne("x", Lien.AUTRE, date(2015, 1, 1))), Famille(False, 0, 1)),
        ((MERE, personne("x", Lien.ENFANT, date(2005, 11, 19))), Famille(False, 1)),
        ((MERE, personne("x", Lien.ENFANT, date(2005, 11, 18))), Famille(False, 0, 1)),
    ],
)
def test_un_enfant_est_a_charge_jusqu_a_la_veille_de_ses_vingt_et_un_ans(
    personnes: tuple[Personne, ...], attendue: Famille
) -> None:
    assert famille_apl(foyer(*personnes), LE, BAREME) == attendue


@pytest.mark.parametrize(
    ("faits", "phrase"),
    [
        (foyer(), "Personne n'est noté au foyer"),
        (foyer(MERE, declares=3), "3 occupants sont déclarés et 1 personne est nommée"),
        (foyer(MERE, personne("x", Lien.ENFANT, None)), "date de naissance d'un enfant manque"),
        (foyer(MERE, personne("x", Lien.TITULAIRE)), "Deux titulaires"),
    ],
)
def test_un_foyer_incomplet_se_refuse_par_une_phrase(faits: FaitsMenage, phrase: str) -> None:
    with pytest.raises(ErreurMetier, match=phrase):
        famille_apl(faits, LE, BAREME)


@pytest.mark.parametrize(
    ("commune", "zone"),
    [("Nantes", 2), ("rezé", 2), ("St-Herblain", 2), ("SAINT SEBASTIEN SUR LOIRE", 2), ("Ste Luce-sur-Loire", 2),
     ("Mauves-sur-Loire", 3), ("La Baule-Escoublac", 2), ("Brains", 3)],
)
def test_une_commune_de_loire_atlantique_a_la_zone_du_fichier(commune: str, zone: int) -> None:
    trouvee = zone_apl(commune, "Rezé, Nantes", None, charger_zones())
    assert trouvee.numero == zone
    assert "14/09/2011" in trouvee.origine


def test_le_fichier_porte_les_deux_cent_vingt_et_une_communes_du_classement() -> None:
    (loire,) = charger_zones()
    assert sorted(loire.communes.values()) == [2] * 32 + [3] * 189


@pytest.mark.parametrize(
    ("commune", "operation", "phrase"),
    [
        ("Vallons-de-l'Erdre", "Nantes", "« Vallons-de-l'Erdre » n'est pas connue : indiquez 1, 2 ou 3"),
        ("Saint-Nazaire", "Nîmes", "« Saint-Nazaire » n'est pas connue"),
        (None, "Nantes", "n'est pas notée"),
        ("  ", "Nantes", "n'est pas notée"),
    ],
)
def test_une_commune_inconnue_se_demande(commune: str | None, operation: str, phrase: str) -> None:
    with pytest.raises(ErreurMetier, match=phrase) as erreur:
        zone_apl(commune, operation, None, charger_zones())
    assert erreur.value.champ == "zone_apl"
    assert zone_apl(commune, operation, 1, charger_zones()).numero == 1


def test_un_salaire_declare_fait_douze_mois_moins_dix_pour_cent_arrondis_au_dessus() -> None:
    base = base_declaree([ressource(N.SALAIRE, 112_800)], foyer(MERE, ENFANT), LE, REGLES)
    # 1 128 × 12 × 0,9 = 12 182,40 → 12 200 €.
    assert (base.montant, base.origine) == (1_220_000, Origine.DECLAREE)
    assert [e.libelle for e in base.etapes] == ["Mois comptés", "Mois non notés", "Salaire", "Arrondi", "Non comptés"]


@pytest.mark.parametrize(
    ("lignes", "attendu"),
    [
        ([ressource(N.SANS, 0)], 0),
        ([ressource(N.INDEPENDANT, 100_000)], 1_200_000),
        ([ressource(N.RETRAITE, 100_000), ressource(N.PRESTATIONS_FAMILIALES, 30_000)], 1_080_000),
        ([ressource(N.SALAIRE, 50_000), ressource(N.RSA, 20_000)], 0),
        ([ressource(N.SALAIRE, 50_000), ressource(N.INVALIDITE, 10_000), ressource(N.RSA, 20_000)], 110_000),
        ([ressource(N.SALAIRE, 50_000), ressource(N.ASS, 20_000)], 0),
        ([ressource(N.AAH, 100_000), ressource(N.PRIME_ACTIVITE, 5_000)], 0),
        # Un enfant : seul compte ce qui dépasse 15 653,93 €. 1 400 × 12 × 0,9 = 15 120 ; 1 500 en fait 16 200.
        ([ressource(N.SANS, 0), ressource(N.SALAIRE, 140_000, "enfant")], 0),
        ([ressource(N.SANS, 0), ressource(N.SALAIRE, 150_000, "enfant")], 60_000),
        ([ressource(N.SALAIRE, 100_000), ressource(N.RSA, 60_000, "enfant")], 1_080_000),
    ],
)
def test_chaque_nature_compte_comme_la_caf_la_compte(lignes: list[LigneNature], attendu: int) -> None:
    assert base_declaree(lignes, foyer(MERE, ENFANT), LE, REGLES).montant == attendu


@pytest.mark.parametrize(
    ("lignes", "phrase"),
    [
        ([], "pas toutes notées"),
        ([ressource(N.SALAIRE, None)], "pas toutes notées"),
        ([ressource(N.AUTRE, 50_000)], "précisez sa nature"),
    ],
)
def test_ce_que_l_on_ne_sait_pas_compter_se_dit(lignes: list[LigneNature], phrase: str) -> None:
    with pytest.raises(ErreurMetier, match=phrase):
        estimation(Argent(lignes=lignes))


def avis(le: date, r: int, loyer: int = 39_000) -> Avis:
    """L'avis que la CAF aurait envoyé à la mère et son enfant, pour cette base de ressources."""
    t = estimer(Situation(le, 2, False, 1, loyer, r), BAREME)
    return Avis(le, loyer, int(t.rls * 100), round(t.net) * 100)


def test_l_avis_de_la_caf_donne_la_base_du_logement_propose() -> None:
    e = estimation(Argent(avis=avis(date(2026, 9, 3), 1_300_000), actuel=logement()))
    assert e.base.origine is Origine.DEDUITE
    assert abs(e.base.montant - 1_300_000) <= 10_000
    attendue = estimer(Situation(LE, 2, False, 1, 42_000, e.base.montant), BAREME, Ordre.D823_16)
    assert e.apl == round(attendue.net) * 100
    assert (e.rls, e.trace) == (4_306, attendue)


def test_l_encadrement_refait_le_calcul_a_dix_pour_cent_pres() -> None:
    e = estimation(Argent(base=1_300_000, base_le=LE))
    nets = [estimer(replace(e.situation, ressources=r), BAREME).net for r in (1_170_000, 1_300_000, 1_430_000)]
    assert [apl for apl, _ in e.encadrement] == [round(n) * 100 for n in nets]
    assert e.bornes == (e.encadrement[2][0], e.encadrement[0][0])


@pytest.mark.parametrize(("base_le", "origine"), [
    (date(2026, 9, 4), Origine.AVIS), (date(2026, 9, 3), Origine.AVIS), (date(2026, 9, 2), Origine.DEDUITE),
    (None, Origine.DEDUITE),
])
def test_de_la_base_lue_et_de_l_aide_versee_la_plus_recente_compte(base_le: date | None, origine: Origine) -> None:
    argent = Argent(1_000_000, base_le, avis(date(2026, 9, 3), 1_300_000), logement())
    assert estimation(argent).base.origine is origine


def test_une_aide_entiere_suffit_a_estimer_celle_du_nouveau_logement() -> None:
    e = estimation(Argent(avis=avis(date(2026, 9, 3), 200_000), actuel=logement()))
    vraie = estimer(Situation(LE, 2, False, 1, 42_000, 200_000), BAREME)
    assert e.apl == round(vraie.net) * 100
    assert "l'aide est entière" in e.base.etapes[0].pourquoi


@pytest.mark.parametrize("change", [{"apl": 0, "rls": 0}, {"apl": 0}, {"apl": None}, {"loyer": None}, {"apl": 90_000}])
def test_un_avis_qui_ne_dit_pas_la_base_laisse_la_place_au_declare(change: dict[str, int | None]) -> None:
    argent = Argent(
        avis=replace(avis(date(2026, 9, 3), 1_300_000), **change), actuel=logement(),  # type: ignore[arg-type]  # un champ à la fois
        lignes=[ressource(N.SALAIRE, 112_800)],
    )
    assert estimation(argent).base.origine is Origine.DECLAREE


def test_une_aide_nulle_sans_rien_de_declare_dit_ce_qui_manque() -> None:
    argent = Argent(avis=replace(avis(date(2026, 9, 3), 1_400_000), apl=0), actuel=logement())
    with pytest.raises(ErreurMetier, match=r"^Une aide nulle ne dit pas la base de ressources. Les ressources"):
        estimation(argent)


def test_la_rls_ne_va_qu_aux_locataires_hlm_ou_d_une_sem() -> None:
    argent = Argent(base=1_300_000)
    rls = {g: estimer_menage(foyer(MERE, ENFANT), logement(bailleur=g), argent, LE, BAREME, REGLES).rls
           for g in GenreBailleur}
    assert rls == {GenreBailleur.HLM: 4_306, GenreBailleur.SEM: 4_306, GenreBailleur.AUTRE: 0}


def test_l_aah_ecarte_la_baisse_des_loyers_eleves() -> None:
    cher = logement(120_000, GenreBailleur.AUTRE)
    argent = Argent(base=0, lignes=[ressource(N.AAH, 100_000)])
    avec = estimer_menage(foyer(MERE), cher, argent, LE, BAREME, REGLES)
    sans = estimer_menage(foyer(MERE), cher, Argent(base=0), LE, BAREME, REGLES)
    assert avec.apl > sans.apl == 0


def _quatorze() -> FaitsMenage:
    return foyer(MERE, *(personne(f"e{n}", Lien.ENFANT, date(2015, 1, 1)) for n in range(14)))


@pytest.mark.parametrize(
    ("faire", "phrase"),
    [
        (lambda a: estimer_menage(foyer(MERE), logement(0), a, LE, BAREME, REGLES), "supérieur à zéro"),
        (lambda a: estimer_menage(foyer(MERE), logement(-1), a, LE, BAREME, REGLES), "supérieur à zéro"),
        (lambda a: estimer_menage(foyer(MERE), logement(None), a, LE, BAREME, REGLES), "loyer du logement n'est pas"),
        (lambda a: estimer_menage(foyer(MERE), logement(42_000, None), a, LE, BAREME, REGLES), "bailleur du logement"),
        (lambda a: estimer_menage(_quatorze(), logement(), a, LE, BAREME, REGLES), "14 personnes à charge"),
        (lambda a: estimation(a, le=date(2019, 5, 1)), "connus depuis le 01/10/2020"),
        (lambda a: estimation(a, le=date(2031, 5, 1)), "jusqu'au 31/12/2026"),
        (lambda _: estimation(Argent(base=-1)), "négatives"),
    ],
)
def test_une_demande_impossible_recoit_une_phrase(faire: Callable[[Argent], Estimation], phrase: str) -> None:
    with pytest.raises(ErreurMetier, match=phrase):
        faire(Argent(base=1_300_000))


def test_le_recit_dit_chaque_grandeur_de_la_trace_et_sa_raison() -> None:
    e = estimation(Argent(lignes=[ressource(N.SALAIRE, 112_800)]))
    lignes = {ligne.libelle: ligne for ligne in raconter(e, BAREME)}
    assert lignes["Famille"].valeur == "seul ou seule, 1 personne à charge"
    assert lignes["Base de ressources (R)"].valeur == "12\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}€ par an"
    assert lignes["Loyer pris en compte"].valeur == "404,49\N{NO-BREAK SPACE}€"
    assert lignes["Réduction de loyer (RLS)"].valeur == "43,06\N{NO-BREAK SPACE}€"
    assert lignes["Taux de participation"].pourquoi.startswith("2,7\N{NO-BREAK SPACE}% pour cette famille")
    assert lignes["APL estimée"].valeur.startswith("≈ ")
    assert list(lignes)[-1] == "Réserve"
    assert "Attention" not in lignes


def test_le_recit_se_recompose_de_l_aide_brute_a_l_aide_versee() -> None:
    e = estimation(Argent(lignes=[ressource(N.SALAIRE, 112_800)]))
    t = e.trace
    assert t.rls
    lignes = {ligne.libelle: ligne.valeur for ligne in raconter(e, BAREME)}
    for nom, montant in (
        ("Aide après la minoration", t.brut), ("Aide arrondie", t.arrondi), ("Aide après la réduction", t.apres_rls),
    ):
        assert lignes[nom] == f"{montant:.2f}\N{NO-BREAK SPACE}€".replace(".", ","), nom
    assert t.apres_rls == t.arrondi - Decimal("0.98") * t.rls
    assert 0 <= t.brut - t.arrondi < 1


def test_une_rls_perdue_dans_l_encadrement_se_dit() -> None:
    doutes = {}
    for base in range(1_000_000, 2_600_000, 100_000):
        e = estimation(Argent(base=base))
        (doute,) = [x.pourquoi for x in raconter(e, BAREME) if x.libelle == "Si la base varie"]
        varie = len({rls for _, rls in e.encadrement}) > 1
        assert ("n'est due que pour les R les plus basses" in doute) is varie
        doutes[varie] = doute
    assert set(doutes) == {True, False}


def test_une_grossesse_que_le_dossier_ne_note_pas_se_dit_a_qui_vit_seul() -> None:
    for gens, dite in (((MERE,), True), ((MERE, PERE), False), ((MERE, ENFANT), False)):
        e = estimer_menage(foyer(*gens), logement(), Argent(base=1_300_000), LE, BAREME, REGLES)
        famille = raconter(e, BAREME)[0]
        assert ("femme enceinte seule" in famille.pourquoi) is dite


def test_un_bareme_perime_se_dit_partout() -> None:
    e = estimation(Argent(base=1_300_000, base_le=LE), le=date(2027, 1, 1))
    assert "barème périmé depuis le 01/01/2027" in resumer(e)
    assert any(ligne.valeur == "barème périmé depuis le 01/01/2027" for ligne in raconter(e, BAREME))
    assert "périmé" not in resumer(estimation(Argent(base=1_300_000), le=LE))


def test_le_resume_dit_l_origine_l_encadrement_et_la_reserve() -> None:
    e = estimation(Argent(avis=avis(date(2026, 9, 3), 1_300_000), actuel=logement()))
    assert "déduite de l'aide que verse la CAF aujourd'hui (avis du 03/09/2026)" in resumer(e)
    basse, haute = e.bornes
    assert f"entre {basse // 100}\N{NO-BREAK SPACE}€ et {haute // 100}\N{NO-BREAK SPACE}€" in resumer(e)
    assert resumer(e).endswith("seul le calcul de la CAF ou de la MSA fait foi.")
    assert Decimal(basse) < e.apl < haute


@pytest.mark.parametrize("ecart", [-60, 60, 150])
def test_un_avis_entre_deux_pas_de_la_base_se_lit_quand_meme(ecart: int) -> None:
    lu = avis(date(2026, 9, 3), 1_300_000)
    e = estimation(Argent(avis=replace(lu, apl=(lu.apl or 0) + ecart), actuel=logement()))
    assert e.base.origine is Origine.DEDUITE
    assert abs(e.base.montant - 1_300_000) <= 10_000


def test_une_rls_qui_n_est_pas_celle_du_foyer_met_l_avis_en_doute() -> None:
    lu = avis(date(2026, 9, 3), 1_300_000)
    assert "vérifiez sa composition" not in resumer(estimation(Argent(avis=lu, actuel=logement())))
    autre = estimation(Argent(avis=replace(lu, rls=3_856), actuel=logement()))
    assert "n'est pas celle de ce foyer (43,06\N{NO-BREAK SPACE}€) : vérifiez sa composition" in resumer(autre)
