"""La tête d'un dossier : la composition, la situation, les pastilles ; et ce que disent les cartes du foyer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relogement.regles.etape import Drapeaux, Etape
from relogement.services import menages
from relogement.services.charte import Resume
from relogement.stockage.lectures import FicheMenage, fiche_menage
from relogement.vocabulaire import Lien
from tests.ui.ecrans import dossiers
from ui.ecrans.menage.foyer_completer import origine, ou_completer
from ui.ecrans.menage.foyer_personnes import age
from ui.ecrans.menage.tete import composition, lieu, pastilles, situation, style_etape
from ui.ecrans.pieces import taille

AU = date(2026, 11, 18)


def relue(tmp_path: Path, *personnes: dict[str, Any], **declares: int) -> FicheMenage:
    base = dossiers.base_neuve(tmp_path)
    cle = menages.creer_menage(base, dossiers.operation(base), nom="Mme BENALI").id
    assert cle is not None
    for valeurs in personnes:
        menages.ajouter_personne(base, cle, nom="BENALI", **valeurs)
    if declares:
        menages.noter_composition(base, cle, du=date(2026, 1, 1), **declares)
    return fiche_menage(base, cle)


def test_un_foyer_inconnu_ou_une_personne_seule_n_ont_pas_de_composition(tmp_path: Path) -> None:
    assert composition(relue(tmp_path, {"lien": Lien.TITULAIRE}), AU) == ""


def test_les_enfants_nommes_se_comptent(tmp_path: Path) -> None:
    assert composition(relue(tmp_path, {"lien": Lien.TITULAIRE}, {"lien": Lien.ENFANT}), AU) == "1 enfant"


def test_le_plus_grand_du_nombre_declare_et_des_personnes_nommees_se_lit(tmp_path: Path) -> None:
    fiche = relue(tmp_path, {"lien": Lien.TITULAIRE}, {"lien": Lien.ENFANT}, occupants=4, enfants=3)
    assert composition(fiche, AU) == "3 enfants"


def test_des_adultes_sans_enfant_se_disent_en_personnes(tmp_path: Path) -> None:
    assert composition(relue(tmp_path, {"lien": Lien.TITULAIRE}, {"lien": Lien.CONJOINT}), AU) == "2 personnes"


@pytest.mark.parametrize(("le", "attendu"), [(date(2026, 11, 17), ""), (AU, "1 enfant")])
def test_le_jour_du_depart_compte_encore(tmp_path: Path, le: date, attendu: str) -> None:
    partie = {"lien": Lien.ENFANT, "arrivee_le": date(2026, 1, 1), "depart_le": le}
    assert composition(relue(tmp_path, partie), AU) == attendu


def test_ce_qui_est_inconnu_ne_s_invente_pas_dans_la_situation(tmp_path: Path) -> None:
    assert situation(relue(tmp_path), AU).replace("\u00a0", " ") == "BEL-0001 · référent : aucun"


@pytest.mark.parametrize(
    ("parties", "attendu"),
    [
        (("B", "A", 3, "302"), "bât. B, esc. A, 3e étage, porte 302"),
        (("Bât. B", "Esc. A", 3, "Porte 302"), "Bât. B, Esc. A, 3e étage, Porte 302"),
        (("Tour Loire", None, 0, "1"), "Tour Loire, RDC, porte 1"),
        ((None, None, None, None), ""),
        (("B", "A", -1, None), "bât. B, esc. A, sous-sol 1"),
    ],
)
def test_le_lieu_se_lit(parties: tuple[str | None, str | None, int | None, str | None], attendu: str) -> None:
    assert lieu(*parties) == attendu


def test_chaque_etape_a_sa_pastille() -> None:
    styles = [style_etape(etape) for etape in Etape]
    assert [s.mot for s in styles] == [e.libelle for e in Etape]
    assert len({(s.mot, s.forme, s.ton) for s in styles}) == len(Etape)


def test_les_drapeaux_et_la_sortie_se_disent_a_cote_de_l_etape(tmp_path: Path) -> None:
    base = dossiers.base_neuve(tmp_path)
    cle = dossiers.menage(base, dossiers.operation(base))
    menages.enregistrer_sortie(base, cle, le=date(2026, 10, 1), motif=dossiers.PARTI)
    resume = Resume(Etape.SORTI, Drapeaux(True, date(2026, 5, 1), date(2027, 1, 4)), {})
    assert [s.mot for s in pastilles(resume, fiche_menage(base, cle))] == [
        "sorti",
        "décohabitant",
        "relogement temporaire depuis le 01/05/2026, retour le 04/01/2027",
        "parti sans relogement le 01/10/2026",
    ]


@pytest.mark.parametrize(
    ("naissance", "ans"),
    [
        (date(2008, 11, 18), 18),
        (date(2008, 11, 19), 17),
        (date(2026, 11, 18), 0),
        (date(2026, 11, 19), None),
        (None, None),
    ],
)
def test_l_age_est_revolu_et_jamais_devine(naissance: date | None, ans: int | None) -> None:
    assert age(naissance, AU) == ans


@pytest.mark.parametrize(
    ("champ", "fiche", "ou"),
    [
        ("naissance", "personne", "naissance"),
        ("personne.naissance", "personne", "naissance"),
        ("etage", None, "etage"),
        ("telephone", None, "telephone"),
        ("revenu", "ressource", "montant"),
        ("solde", None, "note"),
    ],
)
def test_chaque_valeur_a_completer_a_sa_place(champ: str, fiche: str | None, ou: str) -> None:
    but = ou_completer(champ)
    assert (but.fiche, but.champ) == (fiche, ou)


def test_l_origine_ne_dit_que_ce_qu_elle_sait() -> None:
    assert origine({"feuille": "Locataires", "ligne": 12, "colonne": "Loyer"}) == "Locataires, ligne 12, colonne Loyer"
    assert origine({"feuille": None, "ligne": None, "colonne": None}) == ""


@pytest.mark.parametrize(
    ("octets", "texte"),
    [(1, "1 Ko"), (340_400, "340 Ko"), (999_400, "999 Ko"), (2_140_000, "2,1 Mo"), (40_000_000, "40,0 Mo")],
)
def test_la_taille_d_une_piece_se_lit(octets: int, texte: str) -> None:
    assert taille(octets).replace("\u00a0", " ") == texte
