"""La variante diffusable : aucun petit effectif ne s'y lit, ni ne s'y déduit par une somme."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relogement.regles.revue.chiffre import Chiffre, Indicateur, Unite
from relogement.regles.revue.diffusion.cases import Case, Relation, somme
from relogement.regles.revue.diffusion.graphe import Graphe
from relogement.regles.revue.diffusion.masque import determinees, masquer
from relogement.regles.revue.diffusion.pages import diffusable, masques
from relogement.regles.revue.diffusion.relations import inconnus, restes_payes, sur, valeur
from relogement.regles.revue.pages.catalogue import pages
from relogement.regles.revue.revue import Croisement, Tableau
from relogement.regles.revue.sources import Accueil, Habitat, LigneFrais, ReponseEnquete
from relogement.vocabulaire import ModeEnquete, ResultatEnquete, Satisfaction
from tests.regles.attaque_entiere import retrouvees
from tests.regles.attaque_montants import montants_retrouves
from tests.regles.dossiers import APRES, faits, reloge, sources, un_dossier, une_revue

SEUIL = 5


def tableau(parties: list[int]) -> tuple[dict[str, Case], list[Relation]]:
    """Un total et ses parties."""
    cases = {"total": Case(sum(parties)), **{f"p{n}": Case(x) for n, x in enumerate(parties)}}
    return cases, [somme("total", [f"p{n}" for n in range(len(parties))])]


def possibles(
    cases: Mapping[str, Case], relations: list[Relation], tues: frozenset[str], plancher: int = 0
) -> dict[str, set[int]]:
    """Ce que vaut chaque case masquée dans les tableaux que rien ne contredit, jusqu'à dix ménages par case.

    `plancher` : ce que vaut au moins une case masquée qui n'est pas vide.
    """
    noms = sorted(tues)
    vues: dict[str, set[int]] = {n: set() for n in noms}
    for essai in product(*(range(min(plancher, cases[n].effectif), 11) for n in noms)):
        lus = {n: c.effectif for n, c in cases.items()} | dict(zip(noms, essai, strict=True))
        if all(sum(k * lus[c] for c, k in r.items()) == 0 for r in relations):
            for n in noms:
                vues[n].add(lus[n])
    return vues


@settings(max_examples=60)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_d_un_total_et_de_ses_parties_aucune_petite_ne_se_retrouve(parties: list[int]) -> None:
    cases, relations = tableau(parties)
    tues = masquer(cases, relations, SEUIL)
    assert {c for c, x in cases.items() if 0 < x.effectif < SEUIL} <= tues
    for nom, valeurs in possibles(cases, relations, tues).items():
        if 0 < cases[nom].effectif < SEUIL and len(parties) > 1:
            assert len(valeurs) > 1, (parties, nom)
    if sum(map(bool, parties)) > 1:
        bornees = possibles(cases, relations, tues, plancher=1)
        assert all(len(v) > 1 for nom, v in bornees.items() if 0 < cases[nom].effectif < SEUIL)


def test_une_seule_petite_partie_en_masque_une_autre_la_plus_petite() -> None:
    cases, relations = tableau([2, 20, 8, 0])
    assert masquer(cases, relations, SEUIL) == {"p0", "p2"}


def test_deux_petites_parties_dont_la_somme_est_petite_en_masquent_une_troisieme() -> None:
    cases, relations = tableau([1, 2, 30, 9])
    assert masquer(cases, relations, SEUIL) == {"p0", "p1", "p3"}
    cases, relations = tableau([4, 2, 30, 9])
    assert masquer(cases, relations, SEUIL) == {"p0", "p1"}


def test_des_parties_d_un_seul_menage_chacune_taisent_leur_total() -> None:
    # Six parties masquées, qui valent 1 au moins, d'un total de six : chacune vaut 1.
    assert "total" in masquer(*tableau([1] * 6), SEUIL)
    # D'un total de sept, une seule vaut 2 : cinq fois sur six, 1 serait deviné.
    assert "total" in masquer(*tableau([1, 1, 2, 1, 1, 1]), SEUIL)
    assert "total" not in masquer(*tableau([1, 1, 3, 1, 1, 1]), SEUIL)
    # Une partie vide ne cache rien : elle reste lisible.
    assert masquer(*tableau([1] * 6 + [0]), SEUIL) == {"total", *(f"p{n}" for n in range(6))}


def test_six_reloges_dans_six_communes_n_y_sont_pas_retrouves() -> None:
    communes = ("Rezé", "Nantes", "Orvault", "Couëron", "Vertou", "Bouguenais")
    lot = [
        un_dossier(reloge(date(2026, 8, 1), numero=n), sources(Accueil(APRES, Habitat("T3", 6200, commune=commune))))
        for n, commune in enumerate(communes)
    ]
    lot += [un_dossier(faits(20 + n)) for n in range(8)]
    gardees = [diffusable(p) for p in pages(une_revue(*lot))]
    tues = masques(gardees, SEUIL)
    assert retrouvees(gardees, tues, SEUIL) == []
    assert sur("accueil_commune:bouguenais") in tues


def test_sans_petit_effectif_rien_n_est_masque_et_zero_se_publie() -> None:
    assert masquer(*tableau([5, 9, 0]), SEUIL) == frozenset()


def test_un_complement_trop_petit_masque_le_compte() -> None:
    cases = {"sur": Case(46), "oui": Case(44), "reste": Case(2, cachee=True)}
    assert masquer(cases, [somme("sur", ["oui", "reste"])], SEUIL) == {"oui"}
    cases = {"sur": Case(46), "oui": Case(41), "reste": Case(5, cachee=True)}
    assert masquer(cases, [somme("sur", ["oui", "reste"])], SEUIL) == frozenset()


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3))
def test_d_un_tableau_a_deux_entrees_non_plus(cellules: list[list[int]]) -> None:
    cases = {f"c{x}{y}": Case(n) for x, rang in enumerate(cellules) for y, n in enumerate(rang)}
    cases |= {f"l{x}": Case(sum(rang)) for x, rang in enumerate(cellules)}
    cases |= {f"m{y}": Case(sum(rang[y] for rang in cellules)) for y in range(3)}
    cases["total"] = Case(sum(map(sum, cellules)))
    relations = [somme(f"l{x}", [f"c{x}{y}" for y in range(3)]) for x in range(3)]
    relations += [somme(f"m{y}", [f"c{x}{y}" for x in range(3)]) for y in range(3)]
    relations += [somme("total", ["l0", "l1", "l2"]), somme("total", ["m0", "m1", "m2"])]
    tues = masquer(cases, relations, SEUIL)
    trouvees = {c for c in determinees(tues, relations) if 0 < cases[c].effectif < SEUIL}
    assert not trouvees
    assert trouvees == {c for c in _deduites(tues, relations) if 0 < cases[c].effectif < SEUIL}


def _deduites(tues: frozenset[str], relations: list[Relation]) -> set[str]:
    """La même chose, par une élimination de Gauss écrite autrement : des fractions, ligne à ligne."""
    noms = sorted(tues)
    lignes = [[Fraction(r.get(n, 0)) for n in noms] for r in relations]
    rang = 0
    for colonne in range(len(noms)):
        trouve = next((k for k in range(rang, len(lignes)) if lignes[k][colonne]), None)
        if trouve is None:
            continue
        lignes[rang], lignes[trouve] = lignes[trouve], lignes[rang]
        lignes[rang] = [x / lignes[rang][colonne] for x in lignes[rang]]
        for k in range(len(lignes)):
            if k != rang and (fois := lignes[k][colonne]):
                lignes[k] = [a - fois * b for a, b in zip(lignes[k], lignes[rang], strict=True)]
        rang += 1
    return {noms[next(i for i, x in enumerate(x_) if x)] for x_ in lignes if sum(map(bool, x_)) == 1}


def test_de_la_revue_entiere_aucun_petit_effectif_ne_se_deduit() -> None:
    habitats = [Habitat("T3", 6200, n % 2 == 0, n % 3 == 0, commune="Rezé" if n < 4 else "Nantes") for n in range(9)]
    lot = [un_dossier(reloge(date(2026, 8, 1), numero=n), sources(Accueil(APRES, h))) for n, h in enumerate(habitats)]
    lot += [un_dossier(faits(20 + n)) for n in range(8)]
    gardees = [diffusable(p) for p in pages(une_revue(*lot))]
    assert not [b for p in gardees for b in p.blocs if (isinstance(b, Croisement) and b.fin)]
    assert not [b for p in gardees for b in p.blocs if isinstance(b, Tableau) and b.menages]
    graphe = Graphe.de(gardees, SEUIL)
    tues = masques(gardees, SEUIL)
    petites = {c for c, x in graphe.cases.items() if 0 < x.effectif < SEUIL and not x.cachee}
    assert petites
    assert petites <= tues
    # Rezé, 4 ; Nantes, 5 : l'une donnerait l'autre.
    assert {valeur("accueil_commune:reze"), valeur("accueil_commune:nantes")} <= tues
    assert valeur("reloges") not in tues
    caches = {c for c, x in graphe.cases.items() if x.cachee}
    sues = determinees(frozenset(tues | caches), graphe.relations)
    assert not {c for c in sues if 0 < graphe.cases[c].effectif < SEUIL}


def test_une_issue_rare_de_l_enquete_ne_se_deduit_d_aucun_compte() -> None:
    le = date(2026, 8, 1)
    issues = [*[ResultatEnquete.REPONDUE] * 11, *[ResultatEnquete.INJOIGNABLE] * 7, *[ResultatEnquete.DECEDE] * 2]

    def contact(n: int, issue: ResultatEnquete) -> ReponseEnquete:
        # Trois de ceux qui répondent laissent le quartier sans réponse.
        dites = (("quartier", Satisfaction.TRES),) if issue is ResultatEnquete.REPONDUE and n >= 3 else ()
        return ReponseEnquete(le, issue, ModeEnquete.TELEPHONE, dites)

    lot = [
        un_dossier(reloge(le, numero=n), sources(enquetes=(contact(n, x),))) for n, x in enumerate(issues)
    ] + [un_dossier(reloge(le, numero=n)) for n in range(30, 36)]
    gardees = [diffusable(p) for p in pages(une_revue(*lot))]
    tues = masques(gardees, SEUIL)
    issue = {c.value: valeur(f"enquete_resultat:{c.value}") for c in ResultatEnquete}
    assert issue["decede"] in tues
    # 26 relogés, 6 pas tentés : les deux décédés se liraient si les autres issues et le total tenté restaient tous lus.
    ouvertes = [issue[c] for c in ("repondue", "injoignable") if issue[c] not in tues]
    assert len(ouvertes) < 2
    # Le même compte, écrit ailleurs, ne se lit pas non plus.
    assert (issue["repondue"] in tues) == (valeur("enquete_reponse") in tues)
    actes = {c.value: valeur(f"enquete_contacts:{c.value}") for c in ResultatEnquete}
    assert actes["decede"] in tues
    assert len([c for c in ("repondue", "injoignable") if actes[c] not in tues]) < 2
    # 8 réponses connues sur le quartier, 3 inconnues : 11 a répondu, écrit à côté, donnerait les 3.
    assert inconnus("satisfaction_quartier:tres") in tues
    assert {sur("satisfaction_quartier:tres"), valeur("satisfaction_quartier:tres")} & tues
    graphe = Graphe.de(gardees, SEUIL)
    caches = {c for c, x in graphe.cases.items() if x.cachee}
    assert not {
        c for c in determinees(frozenset(tues | caches), graphe.relations) if 0 < graphe.cases[c].effectif < SEUIL
    }


def test_ce_qui_reste_du_total_paye_hors_des_postes_publies_n_est_pas_a_trois_menages() -> None:
    postes = ("eau", "gaz", "telecom", "courrier", "repose", "equipement")

    le = date(2026, 8, 1)

    def paye(poste: str, combien: int) -> LigneFrais:
        return LigneFrais("r", poste, True, le, combien, combien, le, combien, le)

    # Le premier ménage a tous les autres postes, deux n'en ont qu'un : sept montants, trois ménages.
    autres = tuple(paye(p, 3_000) for p in postes[1:])
    frais = [(paye("eau", 4_000 + n), *autres[: {0: 5, 1: 1, 2: 1}.get(n, 0)]) for n in range(9)]
    revue = une_revue(*(un_dossier(reloge(le, numero=n), sources(frais=x)) for n, x in enumerate(frais)))
    gardees = [diffusable(p) for p in pages(revue)]
    tues = masques(gardees, SEUIL)
    assert montants_retrouves(revue, tues, SEUIL) == []
    # Un seul des deux s'écrit.
    assert len({valeur("frais_paye"), valeur("frais_eau_paye")} & tues) == 1


@pytest.mark.parametrize(("avec", "attendu"), [(4, [4]), (5, [])])
def test_vingt_postes_de_peu_de_menages_ne_font_qu_un_reste(avec: int, attendu: list[int]) -> None:
    i = Indicateur("frais_paye", "Payé", "", "", "", Unite.EUROS)
    tous = tuple(f"m{n}" for n in range(9))
    # Dix-neuf postes du premier ménage, un poste d'`avec` − 1 autres, et un poste de tous.
    siens = {f"frais_p{n}_paye": tous[:1] for n in range(19)} | {"frais_petit_paye": tous[1:avec]}
    chiffres = {
        cle: Chiffre(i, 1, len(menages), 0, menages, menages)
        for cle, menages in ({"frais_paye": tous, "frais_grand_paye": tous} | siens).items()
    }
    assert [reste.effectif for _, reste in restes_payes(chiffres, SEUIL)] == attendu
