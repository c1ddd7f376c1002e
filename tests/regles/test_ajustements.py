"""Les ajustements : deux fois les mêmes chiffres n'en font aucun, chaque différence en fait un, avec ses ménages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from relogement.regles.revue.ajustements import Correction, Emise, Portee, ajustements, attribuer
from relogement.regles.revue.arret import Arret
from relogement.regles.revue.chiffre import Chiffre, Indicateur, Mesure, Unite

CODES = st.frozensets(st.sampled_from("ABCDE")).map(lambda x: tuple(sorted(x)))


def un(cle: str, *menages: str, valeur: Mesure | None = -1, unite: Unite = Unite.NOMBRE, inconnus: int = 0) -> Chiffre:
    """Le chiffre de ces ménages, sur dix connus ; sans valeur, leur nombre."""
    i = Indicateur(cle, cle.upper(), "", "", "", unite)
    return Chiffre(i, len(menages) if valeur == -1 else valeur, 10, inconnus, menages)


def emise(*chiffres: Chiffre) -> Emise:
    """Une revue du troisième trimestre, émise le 5 octobre."""
    lus = {c.indicateur.cle: c for c in chiffres}
    return Emise(UUID(int=1), Arret.du("2026-T3"), date(2026, 10, 5), ("BEL",), lus)


@given(st.dictionaries(st.sampled_from(["x", "y", "z:1", "z:2"]), CODES))
def test_les_memes_chiffres_ne_font_aucun_ajustement(tires: dict[str, tuple[str, ...]]) -> None:
    lus = {cle: un(cle, *menages) for cle, menages in tires.items()}
    assert ajustements(emise(*lus.values()), lus) == ()
    # L'ordre des ménages ne compte pas.
    assert ajustements(emise(*(un(cle, *m[::-1]) for cle, m in tires.items())), lus) == ()


@given(CODES, CODES)
def test_entres_et_sortis_font_passer_de_l_un_a_l_autre(avant: tuple[str, ...], apres: tuple[str, ...]) -> None:
    trouves = ajustements(emise(un("x", *avant)), {"x": un("x", *apres)})
    assert bool(trouves) is (avant != apres)
    for a in trouves:
        assert (set(avant) | set(a.entres)) - set(a.sortis) == set(apres)
        assert a.ecart == len(a.entres) - len(a.sortis)
        assert a.concernes == set(avant) ^ set(apres)


def test_un_menage_qui_en_remplace_un_autre_est_un_ajustement_sans_ecart() -> None:
    (a,) = ajustements(emise(un("x", "A")), {"x": un("x", "B")})
    assert (a.ecart, a.entres, a.sortis) == (0, ("B",), ("A",))


def test_un_denominateur_ou_un_inconnu_de_plus_en_est_un() -> None:
    (a,) = ajustements(emise(un("x", "A")), {"x": un("x", "A", inconnus=1)})
    assert (a.ecart, a.entres, a.sortis, a.portee) == (0, (), (), Portee.DENOMINATEUR)
    # Un zéro resté zéro, sur un autre dénominateur, n'en est pas un ; un compte dont on ne sait plus rien, si.
    assert ajustements(emise(un("x")), {"x": un("x", inconnus=1)}) == ()
    ignore = replace(un("x", inconnus=1), connus=0)
    (a,) = ajustements(emise(un("x")), {"x": ignore})
    assert (a.ecart, a.portee) == (None, Portee.VALEUR)
    # Ne plus porter sur personne se lit déjà dans la population.
    assert ajustements(emise(ignore), {"x": replace(ignore, inconnus=0)}) == ()


def test_les_valeurs_changees_viennent_d_abord() -> None:
    avant = emise(un("d", "A"), un("m", "A"), un("v", "A"))
    apres = {c.indicateur.cle: c for c in (un("d", "A", inconnus=1), un("m", "B"), un("v", "A", "B"))}
    assert [(a.emis.indicateur.cle, a.portee) for a in ajustements(avant, apres)] == [
        ("v", Portee.VALEUR), ("m", Portee.MENAGES), ("d", Portee.DENOMINATEUR),
    ]


def test_une_valeur_devenue_inconnue_n_a_pas_d_ecart() -> None:
    (a,) = ajustements(emise(un("x", valeur=Decimal("0.5"))), {"x": un("x", valeur=None)})
    assert (a.emis.valeur, a.recalcule.valeur, a.ecart) == (Decimal("0.5"), None, None)
    assert ajustements(emise(un("x", valeur=Decimal("2.0"))), {"x": un("x", valeur=2)}) == ()


def test_une_modalite_sans_menage_vaut_zero_dans_les_deux_sens() -> None:
    avant, apres = emise(un("ville:a", "A")), {"ville:b": un("ville:b", "A")}
    assert [(a.emis.indicateur.cle, a.emis.valeur, a.recalcule.valeur) for a in ajustements(avant, apres)] == [
        ("ville:b", 0, 1), ("ville:a", 1, 0),
    ]
    assert ajustements(emise(un("ville:a")), {"ville:b": un("ville:b")}) == ()


def test_un_chiffre_que_l_application_a_gagne_ou_perdu_ne_se_compare_pas() -> None:
    assert ajustements(emise(un("ancien", "A"), un("perdu:a", "A")), {"neuf": un("neuf", "A")}) == ()
    assert ajustements(emise(un("x", "A")), {"x": un("x", "A"), "neuf:a": un("neuf:a", "A")}) == ()
    assert emise(un("x", "A")).chiffre(un("neuf", "A")) is None
    assert emise(un("x", "A")).chiffre(un("x", "B")) == un("x", "A")


def test_un_ajustement_porte_les_corrections_de_ses_seuls_menages() -> None:
    (a,) = ajustements(emise(un("x", "A", "B")), {"x": un("x", "B", "C")})
    corrections = {
        code: (Correction(date(2026, 10, jour), code, "Bail"),) for jour, code in ((9, "A"), (8, "C"), (7, "B"))
    }
    assert [(c.le.day, c.menage) for c in attribuer(a, corrections).corrections] == [(8, "C"), (9, "A")]
    # Une médiane ne dit pas qui la change : ceux qu'elle mesure.
    mediane = ajustements(
        emise(un("m", "A", "B", valeur=3, unite=Unite.EUROS)), {"m": un("m", "A", "B", valeur=4, unite=Unite.EUROS)}
    )
    assert [c.menage for c in attribuer(mediane[0], corrections).corrections] == ["B", "A"]
