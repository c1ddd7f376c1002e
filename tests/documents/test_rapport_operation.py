"""Le rapport d'une opération : l'immeuble et la courbe, lisibles sans couleur ni image, et aucun nom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from relogement.documents.dessins_operation import CODES, Case, Courbe, immeuble
from relogement.documents.donnees import Entete
from relogement.documents.rapport_operation import (
    PERSONNE,
    SANS_COURBE,
    SANS_LOGEMENT,
    RapportOperation,
    rapport_operation,
)
from relogement.regles.charte.etats import Etat
from relogement.regles.etape import Etape
from tests.documents.exemple import AU, contenu, lire

TRAVAUX = date(2027, 9, 1)
COURBE = Courbe(((date(2026, 1, 15), 45), (date(2026, 6, 15), 30), (AU, 12)), TRAVAUX, date(2027, 10, 1))
RAPPORT = RapportOperation(
    Entete("BEL", "BEL · Bellevue", "Nadia R.", AU), "Bellevue", "démolition", "Océan Habitat", "Nantes", "Charte",
    date(2026, 1, 15), TRAVAUX, 45, 12, 1, (("à rencontrer", 2), ("relogé", 33)),
    (("Bâtiment B, escalier A", (Case(0, "001", "relogé"), Case(1, "101", "vacant"), Case(None, "?", "accord"))),),
    COURBE, 30, (Etat.RESPECTEE, Etat.EN_RETARD), ("A03.3",), (("BEL-0042", 2, 1),),
)


def flux(pdf: bytes) -> bytes:
    return b"".join(p.get_contents().get_data() for p in lire(pdf).pages)  # type: ignore[union-attr]  # écrits ici


def alternative(phrase: str) -> bytes:
    return phrase.encode("utf-16-be").hex().upper().encode()


def test_il_dit_la_situation_l_immeuble_le_rythme_et_qui_retient_les_travaux() -> None:
    page = contenu(rapport_operation(RAPPORT))
    for attendu in (
        "45, dont 12 à reloger", "relogé RL 33", "Bâtiment B, escalier A", "rez-de-chaussée", "étage inconnu", "RL",
        "travaux 01/09/2027", "partirait le 01/10/2027, 30 jours après les travaux.", "BEL-0042 2 1", "en retard : 1",
    ):
        assert attendu in page.replace("\u00a0", " ")


def test_chaque_dessin_porte_son_texte_de_remplacement() -> None:
    vus = flux(rapport_operation(RAPPORT))
    assert alternative("Bâtiment B, escalier A : 3 logements, 1 relogé, 1 vacant, 1 accord.") in vus
    assert alternative("Ménages restant à reloger : 45 le 15/01/2026, 12 le 18/11/2026.") in vus
    assert vus.count(b" BDC") == vus.count(b"EMC")


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"courbe": None}, SANS_COURBE), ({"cages": ()}, SANS_LOGEMENT), ({"retiennent": ()}, PERSONNE),
        ({"restants": 0}, "Plus aucun ménage n'est à reloger."),
        ({"courbe": replace(COURBE, fin=None)}, "le dernier départ ne se projette pas"),
        ({"retard": None}, "partirait le 01/10/2027."), ({"retard": -1}, "1 jour avant les travaux"),
        ({"retard": 0}, "le jour des travaux"),
    ],
)
def test_ce_qui_manque_ou_finit_se_dit(change: dict[str, object], phrase: str) -> None:
    rapport = replace(RAPPORT, **change)  # type: ignore[arg-type]  # un champ à la fois
    assert phrase in contenu(rapport_operation(rapport)).replace("\u00a0", " ")


def test_une_courbe_sans_travaux_ni_menage_s_imprime() -> None:
    plate = Courbe(((date(2026, 1, 15), 0), (AU, 0)), None, None)
    assert b"%PDF" in rapport_operation(replace(RAPPORT, courbe=plate, travaux=None))


def test_une_tour_et_une_barre_ne_cassent_aucune_page() -> None:
    tour = tuple(Case(e, f"{e}-{p}", "relogé") for e in range(-5, 61) for p in range(3))
    barre = tuple(Case(0, f"porte {p} au fond du couloir", "accord") for p in range(200))
    pdf = rapport_operation(replace(RAPPORT, cages=(("Tour", tour), ("Barre", barre))))
    assert 4 <= len(lire(pdf).pages) <= 8
    assert len(immeuble("Tour", tour)) == 3


def test_chaque_etape_a_ses_deux_lettres() -> None:
    assert {e.libelle for e in Etape} | {"vacant"} == CODES.keys()
    assert len(set(CODES.values())) == len(CODES)


def test_deux_impressions_figees_sont_egales() -> None:
    assert rapport_operation(RAPPORT, invariant=True) == rapport_operation(RAPPORT, invariant=True)
