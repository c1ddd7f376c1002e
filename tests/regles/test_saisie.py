"""Le chiffre d'une charte : ce qui s'en lit, ce qui s'en tape, ce que ses bornes refusent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from relogement.commun import ErreurMetier
from relogement.regles.charte import cles
from relogement.regles.charte.derivation import Changement, VersionLocale, deriver
from relogement.regles.charte.ecriture import texte_toml
from relogement.regles.charte.parametres import Parametre, charger_charte, lire_charte
from relogement.regles.charte.saisie import dire, ecrire_saisie, lire_saisie, unite_saisie, verifier, verifier_ensemble
from relogement.regles.charte.valeurs import Valeur

LIVREE = charger_charte()
AU = date(2026, 3, 1)


def p(cle: str) -> Parametre:
    return LIVREE.parametre(cle, AU)


@pytest.mark.parametrize(
    ("cle", "dit", "tape"),
    [
        (cles.ENTRETIEN, "90 jours après l'annonce", "90"),
        (cles.MENSUALITE_TAUX, "10 % de l'ancienne mensualité ; la plus grande des deux tolérances compte", "10"),
        (cles.MENSUALITE_MONTANT, "30,00\u00a0€ par mois ; la plus grande des deux tolérances compte", "30,00"),
        (cles.SUIVI_VISITES, "1, 3 et 6 mois après le déménagement", "1, 3, 6"),
        (cles.RESTE_PLANCHER, "non fixé", ""),
    ],
)
def test_un_chiffre_se_dit_avec_son_unite_et_se_tape_sans(cle: str, dit: str, tape: str) -> None:
    assert (dire(p(cle)), ecrire_saisie(p(cle))) == (dit, tape)


@pytest.mark.parametrize("cle", sorted(cles.CLES))
def test_ce_qui_s_ecrit_se_relit_egal(cle: str) -> None:
    assert lire_saisie(p(cle), ecrire_saisie(p(cle))) == p(cle).valeur


@pytest.mark.parametrize("cle", sorted(cles.CLES))
def test_chaque_chiffre_livre_a_un_libelle_et_tient_dans_ses_bornes(cle: str) -> None:
    assert p(cle).libelle
    assert p(cle).maximum is not None
    verifier(p(cle), p(cle).valeur)


@pytest.mark.parametrize(
    ("cle", "texte", "valeur"),
    [
        (cles.ENTRETIEN, " 60 ", 60),
        (cles.MENSUALITE_TAUX, "7,5 %", Decimal("7.5")),
        (cles.MENSUALITE_MONTANT, "1 25,5 €", 12550),
        (cles.SUIVI_VISITES, "6 ; 1,3, 3", (1, 3, 6)),
        (cles.RESTE_PLANCHER, "12,00", 1200),
    ],
)
def test_une_saisie_se_lit_a_la_francaise(cle: str, texte: str, valeur: Valeur) -> None:
    assert lire_saisie(p(cle), texte) == valeur


@pytest.mark.parametrize(
    ("cle", "texte", "dit"),
    [
        (cles.ENTRETIEN, "bientôt", "« Délai de l'entretien approfondi » : écrivez un nombre entier."),
        (cles.ENTRETIEN, "", "écrivez un nombre entier"),
        (cles.ENTRETIEN, "7,5", "écrivez un nombre entier"),
        (cles.ENTRETIEN, "-3", "écrivez un nombre entier"),
        (cles.ENTRETIEN, "731", "donnez une valeur de 0 à 730"),
        (cles.MENSUALITE_MONTANT, "500,01", "de 0,00\u00a0€ à 500,00\u00a0€"),
        (cles.MENSUALITE_MONTANT, "cher", "écrivez un montant en euros"),
        (cles.SUIVI_VISITES, "1, trois", "des nombres entiers séparés par des virgules"),
        (cles.SUIVI_VISITES, "0, 3", "de 1 à 36"),
        (cles.PROPOSITIONS, "2", r"de 3 à 10 \(fixé par la charte\)"),
        (cles.REPONSE_DELAI, "9", r"de 10 à 90 \(fixé par la loi\)"),
        (cles.MAJORITE, "21", "ce chiffre est fixé par la loi, il ne se change pas"),
        (cles.FRAIS_POSTES, " \n ", "de 1 à 30 postes"),
    ],
)
def test_une_saisie_illisible_ou_hors_bornes_se_dit_en_francais(cle: str, texte: str, dit: str) -> None:
    with pytest.raises(ErreurMetier, match=dit) as refus:
        lire_saisie(p(cle), texte)
    assert refus.value.champ == cle


@pytest.mark.parametrize(("cle", "bas", "haut"), [(cles.ENTRETIEN, 0, 730), (cles.PROPOSITIONS, 3, 10)])
def test_chaque_borne_est_comprise(cle: str, bas: int, haut: int) -> None:
    for n in (bas, haut):
        verifier(p(cle), n)
    for n in (bas - 1, haut + 1):
        with pytest.raises(ErreurMetier):
            verifier(p(cle), n)


def test_un_poste_garde_son_code_et_un_nouveau_en_recoit_un_libre() -> None:
    texte = "ouverture du compteur de gaz\nGaz\nréexpédition du  courrier\nGaz\nPlaque d'égout n° 2"
    assert lire_saisie(p(cles.FRAIS_POSTES), texte) == (
        ("gaz", "ouverture du compteur de gaz"), ("gaz_2", "Gaz"), ("courrier", "réexpédition du courrier"),
        ("plaque_d_egout_n_2", "Plaque d'égout n° 2"),
    )


@pytest.mark.parametrize(
    ("change", "champ"),
    [
        ({cles.SUIVI_VISITES: (1, 7)}, cles.SUIVI_VISITES),
        ({cles.PROLONGATION_VISITES: (6, 12)}, cles.PROLONGATION_VISITES),
        ({cles.PROLONGATION_VISITES: (9, 13)}, cles.PROLONGATION_VISITES),
        ({cles.SUIVI_DUREE: 9}, cles.PROLONGATION_VISITES),
        ({cles.CIBLES_MINIMUM: 31}, cles.CIBLES_MINIMUM),
    ],
)
def test_deux_chiffres_qui_se_contredisent_sont_refuses(change: dict[str, Valeur], champ: str) -> None:
    parametres = dict(LIVREE.version(AU).parametres)
    verifier_ensemble(parametres)
    with pytest.raises(ErreurMetier) as refus:
        verifier_ensemble(parametres | {cle: replace(p(cle), valeur=v) for cle, v in change.items()})
    assert refus.value.champ == champ


def test_un_montant_se_tape_en_euros() -> None:
    assert unite_saisie(p(cles.MENSUALITE_MONTANT)).startswith("euros par mois")
    assert unite_saisie(p(cles.ENTRETIEN)) == "jours après l'annonce"


def test_une_charte_ecrite_se_relit_egale() -> None:
    changements = {
        cles.ENTRETIEN: Changement(60, 'Avenant « n° 1 », "article 2"'),
        cles.MENSUALITE_TAUX: Changement(Decimal("7.5"), "Avenant"),
        cles.FRAIS_POSTES: Changement((("gaz", "Gaz \\ l'eau"),), "Avenant"),
        cles.RESTE_PLANCHER: Changement(1200, "Avenant"),
    }
    versions = [VersionLocale(AU, "v", changements)]
    locale = deriver(LIVREE, "bellevue", "Charte de « Bellevue »", "Délibération", versions)
    for charte in (LIVREE, locale):
        assert lire_charte(texte_toml(charte), "essai.toml") == charte
