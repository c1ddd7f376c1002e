"""Chaque chiffre de la revue dit, pour chaque ménage, ce qui l'y fait compter et où compléter ce qu'il ignore."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from relogement.regles.calendrier import Trimestre
from relogement.regles.charte.constat import Cible
from relogement.regles.revue.chiffre import Chiffre
from relogement.regles.revue.completer import ou_completer
from relogement.regles.revue.pages.catalogue import chiffres
from relogement.regles.revue.pseudonyme import code_menage
from relogement.regles.revue.revue import Revue
from relogement.services.revue import composer_revue
from relogement.tableur.revue.cellules import INCONNU, Valeur
from relogement.tableur.revue.raisons import raisons
from tests.services import base_douze as douze
from tests.services import base_revue as b

Douze = tuple[Revue, dict[int, str], dict[int, str]]


@pytest.fixture(scope="module")
def lue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Douze]:
    """La revue des douze ménages, leur code et leur clé par numéro."""
    base = b.base_neuve(Path(tmp_path_factory.mktemp("raisons")))
    cles = {n: str(cle) for n, cle in douze.remplir(base).items()}
    yield composer_revue(base, Trimestre(2026, 3)), {n: code_menage(cle) for n, cle in cles.items()}, cles
    base.fermer()


def dits(revue: Revue, cle: str, code: str) -> list[tuple[str, Valeur]]:
    """Ce que le chiffre dit de ce ménage."""
    return [(c.titre, c.lire(revue.par_code[code])) for c in raisons(revue, cle)]


def test_chaque_chiffre_dit_pourquoi_il_compte_chacun(lue: Douze) -> None:
    revue, _, _ = lue
    muets: list[str] = []
    for cle, c in chiffres(revue).items():
        muets += [f"{cle} {code}" for code in c.menages if not any(v is not None for _, v in dits(revue, cle, code))]
    assert muets == []


@pytest.mark.parametrize(
    ("cle", "numero", "attendu"),
    [
        ("reloges", 7, [("Relogé le", date(2026, 5, 20))]),
        ("avancement:BEL:B:1:reloges", 8, [("Relogé le", date(2026, 7, 15))]),
        ("temporaires", 10, [("Relogé temporairement le", date(2026, 6, 1))]),
        ("sortis_decede", 12, [("Sortie le", date(2026, 3, 10)), ("Motif de sortie", "décédé")]),
        ("ecart_median", 7, [("Écart de mensualité (€)", 3000)]),
        ("profil_ressources:..60000", 3, [("Tranche de ressources", INCONNU)]),
        ("refus_motif:cout", 5, [("Motifs", "Quartier, Coût")]),
        ("frais_electricite_refuses", 8, [("Frais", "refusé")]),
        ("frais_eau_paye", 7, [("Frais", "payé 45,00\u00a0€")]),
        ("souhait:partir", 7, [("Souhait", "quitter le quartier")]),
        ("charte:A04.2:derogation", 5, [("A04.2", "en retard, dérogation motivée")]),
        ("delai_accord", 8, [("Première proposition", date(2026, 6, 1)), ("Accord", date(2026, 6, 10))]),
    ],
)
def test_la_raison_est_celle_du_chiffre(
    lue: Douze, cle: str, numero: int, attendu: list[tuple[str, Valeur]]
) -> None:
    revue, codes, _ = lue
    lus = dits(revue, cle, codes[numero])
    assert [(t, str(v).casefold() if isinstance(v, str) else v) for t, v in lus] == [
        (t, v.casefold() if isinstance(v, str) else v) for t, v in attendu
    ]


def _inconnus(revue: Revue) -> list[tuple[Chiffre, str]]:
    return [(c, code) for c in chiffres(revue).values() for code in c.ignores]


def test_chaque_donnee_inconnue_sait_ou_se_completer(lue: Douze) -> None:
    revue, _, _ = lue
    assert len(_inconnus(revue)) > 10
    sans = {c.indicateur.cle for c, code in _inconnus(revue) if ou_completer(c.indicateur.cle, revue.par_code[code])
            is None}
    assert sans == set()


def test_une_donnee_du_logement_mene_a_la_proposition_acceptee(lue: Douze) -> None:
    revue, codes, _ = lue
    dossier = revue.par_code[codes[9]]
    (acceptee,) = [p.id for p in dossier.definitives if p.accord]
    assert ou_completer("accueil_neuf", dossier) == Cible("propositions", "neuf", acceptee)
    # Sans accord, il n'y a pas de logement à décrire : c'est la proposition qui manque.
    assert ou_completer("accueil_neuf", revue.par_code[codes[1]]) == Cible("propositions", "proposition")


def test_l_age_mene_a_la_naissance_du_titulaire_sinon_aux_personnes(lue: Douze) -> None:
    revue, codes, _ = lue
    cible = ou_completer("profil_age:..29", revue.par_code[codes[1]])
    assert cible is not None
    assert (cible.section, cible.champ) == ("foyer", "naissance")
    assert cible.id is not None


def test_une_cle_sans_raison_ne_casse_rien(lue: Douze) -> None:
    revue, codes, _ = lue
    assert raisons(revue, "nouveau") == ()
    assert ou_completer("nouveau", revue.par_code[codes[1]]) is None
