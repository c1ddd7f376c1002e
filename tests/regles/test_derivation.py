"""Une charte locale ne redit que ce qu'elle change, à partir de son jour ; une opération peut changer de charte."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.charte import cles
from relogement.regles.charte.derivation import Changement, VersionLocale, deriver, enchainer
from relogement.regles.charte.parametres import Charte, SourceParametre, charger_charte
from relogement.regles.charte.valeurs import Valeur, ecrire_valeur, lire_valeur

LIVREE = charger_charte()
MARS, JUIN = date(2026, 3, 1), date(2026, 6, 1)
VEILLE = timedelta(days=1)


def version(du: date, **changements: Valeur) -> VersionLocale:
    siens = {cle: Changement(valeur, "Avenant, article 2") for cle, valeur in changements.items()}
    return VersionLocale(du, f"Version du {du}", siens)


def locale(*versions: VersionLocale, nom: str = "Charte de Bellevue") -> Charte:
    return deriver(LIVREE, "locale_1", nom, "Délibération du 01/03/2026", versions)


def test_une_charte_locale_vaut_la_charte_livree_jusqu_a_la_veille_de_sa_version() -> None:
    charte = locale(version(MARS, entretien_jours=60))
    assert charte.entier(cles.ENTRETIEN, MARS - VEILLE) == 90
    assert charte.entier(cles.ENTRETIEN, MARS) == 60
    assert charte.entier(cles.FRAIS, MARS) == LIVREE.entier(cles.FRAIS, MARS)
    assert (charte.version(MARS - VEILLE).charte, charte.version(MARS).charte) == (LIVREE.nom, "Charte de Bellevue")
    assert charte.articles == LIVREE.articles


def test_ce_qui_change_dit_qui_le_fixe_et_ou() -> None:
    charte = locale(version(MARS, entretien_jours=60))
    change, garde = (charte.parametre(cle, MARS) for cle in ("entretien_jours", "depot_jours"))
    assert (change.source, change.reference) == (SourceParametre.CHARTE, "Avenant, article 2")
    assert change.unite == LIVREE.parametre("entretien_jours", MARS).unite
    assert garde == LIVREE.parametre("depot_jours", MARS)


def test_une_version_garde_ce_que_les_precedentes_ont_change() -> None:
    charte = locale(version(JUIN, depot_jours=15), version(MARS, entretien_jours=60))
    lues = [(charte.entier(cles.ENTRETIEN, j), charte.entier(cles.DEPOT, j)) for j in (MARS, JUIN - VEILLE, JUIN)]
    assert lues == [(60, 30), (60, 30), (60, 15)]


def test_sans_version_une_charte_locale_vaut_sa_charte_livree() -> None:
    assert locale().versions == LIVREE.versions


def test_une_operation_suit_l_ancienne_charte_jusqu_a_la_veille_de_son_choix() -> None:
    premiere = locale(version(date(2025, 1, 1), entretien_jours=45), nom="Première")
    seconde = locale(version(date(2024, 1, 1), entretien_jours=30), version(JUIN, entretien_jours=20), nom="Seconde")
    suite = enchainer(LIVREE, [(MARS, seconde), (date(2025, 6, 1), premiere)])
    jours = (date(2025, 5, 31), date(2025, 6, 1), MARS - VEILLE, MARS, JUIN - VEILLE, JUIN)
    assert [suite.entier(cles.ENTRETIEN, j) for j in jours] == [90, 45, 45, 30, 30, 20]
    assert suite.nom == "Seconde"
    assert suite.version(MARS - VEILLE).charte == "Première"
    assert enchainer(LIVREE, []) is LIVREE


jours = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@given(st.dictionaries(jours, st.integers(0, 400), max_size=5), jours)
def test_chaque_jour_vaut_la_derniere_version_venue(valeurs: dict[date, int], jour: date) -> None:
    charte = locale(*(version(du, entretien_jours=n) for du, n in valeurs.items()))
    passees = [du for du in valeurs if du <= jour]
    # Avant toutes ses versions, une charte vaut sa première.
    repli = valeurs[min(valeurs)] if valeurs and min(valeurs) <= LIVREE.versions[0].du and jour < min(valeurs) else 90
    assert charte.entier(cles.ENTRETIEN, jour) == (valeurs[max(passees)] if passees else repli)


@pytest.mark.parametrize("cle", sorted(cles.CLES))
def test_une_valeur_se_garde_et_se_relit_egale(cle: str) -> None:
    valeur = LIVREE.parametre(cle, MARS).valeur
    assert lire_valeur(cle, ecrire_valeur(valeur)) == valeur


def test_un_taux_a_virgule_se_garde_exactement_et_un_texte_quelconque_est_refuse() -> None:
    assert str(lire_valeur(cles.MENSUALITE_TAUX, "7.35")) == "7.35"
    for cle, brut in ((cles.MENSUALITE_TAUX, "beaucoup"), (cles.ENTRETIEN, "60"), (cles.ENTRETIEN, -1)):
        with pytest.raises(ValueError, match=r"forme attendue|n'est pas un nombre"):
            lire_valeur(cle, brut)
