"""Les périodes d'une même série ne comptent jamais deux fois le même jour, dans quelque ordre qu'on les tape."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.modeles import Loyer, Ressource
from relogement.modeles.table import Periode
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.budgets import foyer_au
from relogement.services.corrections import corriger, retirer
from relogement.services.menages import ajouter_personne, arreter_ressource, creer_menage, noter_loyer, noter_ressource
from relogement.stockage.base import Base
from relogement.stockage.periodes import SERIES, cle_de_serie, se_chevauchent, serie
from relogement.vocabulaire import Lien, NatureRessource
from tests.hasard import exemples
from tests.outils import cle, nouveau_menage, nouvelle_base, nouvelle_operation, photographie

JOUR = timedelta(days=1)
P = TypeVar("P", bound=Periode)
JANVIER, MAI, JUIN, SEPTEMBRE = date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 1), date(2026, 9, 1)
AOUT = SEPTEMBRE - JOUR
SALAIRE, RSA = NatureRessource.SALAIRE, NatureRessource.RSA
Foyer = tuple[Base, UUID, UUID]
Lignes = list[tuple[date, date | None, int | None]]


def foyer(base: Base, menage: UUID) -> Foyer:
    """Le ménage et la personne qui touche."""
    personne = cle(ajouter_personne(base, menage, nom="ROUX", naissance=date(1975, 1, 1), lien=Lien.TITULAIRE))
    return base, menage, personne


@pytest.fixture
def chez(tmp_path: Path) -> Foyer:
    base, _ = nouvelle_base(tmp_path)
    return foyer(base, cle(creer_menage(base, nouvelle_operation(base), nom="ROUX André")))


def vivantes(base: Base, menage: UUID, table: type[P]) -> list[P]:
    with base.session() as s:
        return serie(s, table, {"menage_id": menage})


def lignes(chez: Foyer) -> Lignes:
    return [(r.du, r.au, r.montant) for r in vivantes(chez[0], chez[1], Ressource)]


def noter(chez: Foyer, du: date, montant: int, au: date | None = None, *, seul: bool = True) -> UUID:
    base, menage, personne = chez
    return cle(noter_ressource(
        base, menage, du=du, au=au, personne_id=personne if seul else None, nature=SALAIRE, montant=montant
    ))


def total(chez: Foyer, au: date) -> int | None:
    with chez[0].session() as s:
        return foyer_au(s, chez[1], au).ressources


@pytest.mark.parametrize("seul", [True, False])
def test_un_salaire_plus_ancien_tape_ensuite_ne_s_ajoute_pas(chez: Foyer, seul: bool) -> None:
    noter(chez, JUIN, 150000, seul=seul)
    noter(chez, JANVIER, 140000, seul=seul)
    assert lignes(chez) == [(JANVIER, MAI, 140000), (JUIN, None, 150000)]
    assert [total(chez, j) for j in (MAI, JUIN, date(2026, 7, 1))] == [140000, 150000, 150000]


@pytest.mark.parametrize("seul", [True, False])
def test_renote_le_meme_jour_le_salaire_est_corrige(chez: Foyer, seul: bool) -> None:
    premiere = noter(chez, JUIN, 150000, seul=seul)
    assert noter(chez, JUIN, 160000, seul=seul) == premiere
    assert lignes(chez) == [(JUIN, None, 160000)]


@pytest.mark.parametrize(("au", "fin"), [(date(2026, 3, 31), date(2026, 3, 31)), (MAI, MAI), (JUIN, MAI)])
def test_une_fin_donnee_s_arrete_au_plus_tard_la_veille_de_la_suivante(chez: Foyer, au: date, fin: date) -> None:
    noter(chez, JUIN, 150000)
    noter(chez, JANVIER, 140000, au)
    assert lignes(chez)[0] == (JANVIER, fin, 140000)


def test_une_fin_avant_le_debut_est_refusee(chez: Foyer) -> None:
    with pytest.raises(ErreurMetier, match="précéder le début"):
        noter(chez, JUIN, 150000, MAI)


def test_arreter_une_ressource_ne_recouvre_pas_la_suivante(chez: Foyer) -> None:
    noter(chez, JUIN, 150000)
    ancienne = noter(chez, JANVIER, 140000)
    arreter_ressource(chez[0], ancienne, au=SEPTEMBRE)
    assert lignes(chez)[0] == (JANVIER, MAI, 140000)


def test_la_personne_d_un_autre_menage_est_refusee(chez: Foyer) -> None:
    base, _, personne = chez
    autre = nouveau_menage(base, nouvelle_operation(base, "AUT"))
    with pytest.raises(ErreurMetier, match="pas de ce foyer"):
        noter_ressource(base, autre, du=JUIN, personne_id=personne, nature=SALAIRE, montant=1)
    ligne = cle(noter_ressource(base, autre, du=JUIN, nature=SALAIRE, montant=1))
    with pytest.raises(ErreurMetier, match="pas de ce foyer"):
        corriger(base, "ressource", ligne, personne_id=personne)


def test_avancer_un_debut_raccourcit_la_precedente(chez: Foyer) -> None:
    noter(chez, JANVIER, 140000)
    seconde = noter(chez, JUIN, 150000)
    corriger(chez[0], "ressource", seconde, du=MAI)
    assert lignes(chez) == [(JANVIER, MAI - JOUR, 140000), (MAI, None, 150000)]
    corriger(chez[0], "ressource", seconde, du=SEPTEMBRE)
    assert lignes(chez) == [(JANVIER, AOUT, 140000), (SEPTEMBRE, None, 150000)]


def test_passer_un_debut_avant_la_premiere_la_rend_entiere(chez: Foyer) -> None:
    noter(chez, JUIN, 140000)
    seconde = noter(chez, SEPTEMBRE, 150000)
    corriger(chez[0], "ressource", seconde, du=JANVIER)
    assert lignes(chez) == [(JANVIER, MAI, 150000), (JUIN, None, 140000)]


def test_deux_lignes_ne_commencent_pas_le_meme_jour(chez: Foyer) -> None:
    noter(chez, JANVIER, 140000)
    seconde = noter(chez, JUIN, 150000)
    avant = photographie(chez[0])
    with pytest.raises(ErreurMetier, match="commence déjà ce jour-là"):
        corriger(chez[0], "ressource", seconde, du=JANVIER)
    assert photographie(chez[0]) == avant


def test_changer_de_nature_rend_sa_place_a_la_precedente(chez: Foyer) -> None:
    noter(chez, JANVIER, 140000)
    seconde = noter(chez, JUIN, 30000)
    corriger(chez[0], "ressource", seconde, nature=RSA)
    assert lignes(chez) == [(JANVIER, None, 140000), (JUIN, None, 30000)]


def test_la_derniere_retiree_la_precedente_reprend(chez: Foyer) -> None:
    noter(chez, JANVIER, 140000)
    seconde = noter(chez, JUIN, 150000)
    retirer(chez[0], "ressource", seconde)
    assert lignes(chez) == [(JANVIER, None, 140000)]


def test_une_ligne_arretee_par_l_agent_ne_reprend_pas(chez: Foyer) -> None:
    arreter_ressource(chez[0], noter(chez, JANVIER, 140000), au=MAI)
    retirer(chez[0], "ressource", noter(chez, JUIN, 150000))
    assert lignes(chez) == [(JANVIER, MAI, 140000)]


def test_celle_du_milieu_retiree_la_precedente_retrouve_sa_fin(chez: Foyer) -> None:
    noter(chez, JANVIER, 140000)
    noter(chez, SEPTEMBRE, 160000)
    milieu = noter(chez, JUIN, 150000)
    retirer(chez[0], "ressource", milieu)
    assert lignes(chez) == [(JANVIER, AOUT, 140000), (SEPTEMBRE, None, 160000)]


def test_une_ligne_inseree_devant_reprend_quand_celle_d_apres_est_retiree(chez: Foyer) -> None:
    seconde = noter(chez, JUIN, 150000)
    noter(chez, JANVIER, 140000)
    retirer(chez[0], "ressource", seconde)
    assert lignes(chez) == [(JANVIER, None, 140000)]


def test_un_debut_corrige_puis_retire_rend_la_fin_d_origine(chez: Foyer) -> None:
    noter(chez, JANVIER, 140000)
    seconde = noter(chez, JUIN, 150000)
    corriger(chez[0], "ressource", seconde, du=SEPTEMBRE)
    retirer(chez[0], "ressource", seconde)
    assert lignes(chez) == [(JANVIER, None, 140000)]


def test_le_dernier_loyer_retire_le_precedent_court_de_nouveau(chez: Foyer) -> None:
    base, menage, _ = chez
    noter_loyer(base, menage, du=JANVIER, loyer=31240)
    dernier = cle(noter_loyer(base, menage, du=JUIN, loyer=33000))
    retirer(base, "loyer", dernier)
    assert [(p.du, p.au) for p in vivantes(base, menage, Loyer)] == [(JANVIER, None)]


@cache
def commune() -> tuple[Base, UUID]:
    """Une base partagée par les exemples, chacun avec son ménage."""
    base, _ = nouvelle_base(Path(tempfile.mkdtemp(prefix="relogement-")))
    return base, nouvelle_operation(base)


def jour(n: int) -> date:
    return JANVIER + timedelta(days=n)


jours = st.integers(0, 12)
fins = st.none() | jours
ACTES: tuple[Callable[[Foyer, int, int | None, int], object], ...] = (
    lambda c, n, fin, k: noter_ressource(
        c[0], c[1], du=jour(n), au=None if fin is None else jour(fin), personne_id=c[2] if k % 2 else None,
        nature=RSA if k % 3 == 0 else SALAIRE, montant=n,
    ),
    lambda c, n, fin, k: noter_loyer(c[0], c[1], du=jour(n), loyer=n),
    lambda c, n, fin, k: retirer(c[0], "ressource", au_hasard(c, Ressource, k)),
    lambda c, n, fin, k: retirer(c[0], "loyer", au_hasard(c, Loyer, k)),
    lambda c, n, fin, k: corriger(
        c[0], "ressource", au_hasard(c, Ressource, k), du=jour(n), au=None if fin is None else jour(fin)
    ),
    lambda c, n, fin, k: corriger(c[0], "ressource", au_hasard(c, Ressource, k), nature=RSA, personne_id=c[2]),
    lambda c, n, fin, k: corriger(c[0], "loyer", au_hasard(c, Loyer, k), du=jour(n)),
    lambda c, n, fin, k: arreter_ressource(c[0], au_hasard(c, Ressource, k), au=jour(n)),
)


def au_hasard(chez: Foyer, table: type[Ressource] | type[Loyer], n: int) -> UUID:
    fiches = vivantes(chez[0], chez[1], table)
    if not fiches:
        raise ErreurMetier("Rien à corriger.")
    return fiches[n % len(fiches)].id


def recouvrements(fiches: Sequence[Periode]) -> list[tuple[Periode, Periode]]:
    """Les paires d'une même série qui partagent un jour."""
    return [
        (a, b) for a, b in combinations(fiches, 2) if cle_de_serie(a) == cle_de_serie(b) and se_chevauchent(a, b)
    ]


@exemples(60)
@given(st.lists(st.tuples(st.sampled_from(ACTES), jours, fins, st.integers(0, 7)), min_size=2, max_size=9))
def test_quel_que_soit_l_ordre_un_jour_n_est_jamais_compte_deux_fois(
    suite: list[tuple[Callable[[Foyer, int, int | None, int], object], int, int | None, int]],
) -> None:
    base, operation = commune()
    chez = foyer(base, cle(creer_menage(base, operation, nom="ROUX André")))
    for acte, n, fin, k in suite:
        try:
            acte(chez, n, fin, k)
        except ErreurMetier:
            continue
        for table in (Ressource, Loyer):
            assert recouvrements(vivantes(base, chez[1], table)) == []


@exemples(30)
@given(st.lists(jours, min_size=1, max_size=6, unique=True), st.integers(0, 5))
def test_taper_puis_retirer_la_derniere_tapee_ne_laisse_pas_de_trace(debuts: list[int], k: int) -> None:
    base, operation = commune()
    chez = foyer(base, cle(creer_menage(base, operation, nom="ROUX André")))
    for n in debuts[:-1]:
        noter(chez, jour(n), n)
    avant = lignes(chez)
    retirer(base, "ressource", noter(chez, jour(debuts[-1]), k))
    assert lignes(chez) == avant


def test_chaque_serie_est_celle_d_un_menage() -> None:
    assert all(colonnes[0] == "menage_id" for colonnes in SERIES.values())


def test_retirer_s_annule_d_un_coup(chez: Foyer) -> None:
    noter(chez, JANVIER, 140000)
    seconde = noter(chez, JUIN, 150000)
    avant = photographie(chez[0])
    retirer(chez[0], "ressource", seconde)
    geste = dernier_annulable(chez[0])
    assert geste is not None
    annuler(chez[0], geste[0])
    assert photographie(chez[0]) == avant
