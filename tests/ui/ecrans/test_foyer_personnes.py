"""Ce que la carte du foyer dit du nombre d'occupants : déclaré, ou compté d'après qui est nommé."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from relogement.services.menages import modifier_personne, noter_composition
from tests.ui.fiches.dossiers import Essai, preparer
from ui.ecrans.menage.foyer_personnes import declaration

AU = date(2026, 11, 18)


def partir(essai: Essai, rang: int, le: date) -> None:
    modifier_personne(essai.base, essai.personnes[rang], depart_le=le)


def test_sans_nombre_declare_la_carte_dit_qui_est_compte(tmp_path: Path) -> None:
    essai = preparer(tmp_path)
    assert declaration(essai.fiche, AU).startswith(
        "Aucun nombre d'occupants n'est déclaré : les 2 personnes nommées sont comptées."
    )
    partir(essai, 1, date(2026, 5, 1))
    assert "la seule personne nommée est comptée" in declaration(essai.fiche, AU)
    assert "les 2 personnes nommées" in declaration(essai.fiche, date(2026, 5, 1))
    partir(essai, 0, date(2026, 5, 1))
    assert declaration(essai.fiche, AU) == "Nombre d'occupants : inconnu."
    essai.base.fermer()


def test_un_nombre_declare_se_lit_avec_ceux_d_avant(tmp_path: Path) -> None:
    essai = preparer(tmp_path)
    noter_composition(essai.base, essai.menage, du=date(2025, 1, 1), occupants=3)
    noter_composition(essai.base, essai.menage, du=date(2026, 6, 1), occupants=2, enfants=1)
    assert declaration(essai.fiche, AU) == (
        "Nombre déclaré depuis le 01/06/2026 : 2 occupants, dont 1 enfant. Avant : 3 du 01/01/2025 au 31/05/2026."
    )
    assert declaration(essai.fiche, date(2024, 1, 1)) == (
        "Nombre déclaré : 3 du 01/01/2025 au 31/05/2026 ; 2 depuis le 01/06/2026."
    )
    essai.base.fermer()
