"""La fiche de proposition estime l'APL pendant qu'on la remplit, et dit ce qui lui manque."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from relogement.services.corrections import corriger
from relogement.services.menages import ajouter_personne, modifier_personne
from relogement.vocabulaire import Lien
from tests.ui.fiches.dossiers import Essai, preparer
from tests.ui.fiches.test_gestes import ouvrir, taper, valider
from ui.fiches.fiche import FicheDeclaree
from ui.socle.elements import Texte

COMPLET = {"libelle": "Le Clos", "loyer": "360", "charges": "80", "commune": "Rezé", "bailleur": "Habitat Sud",
           "envoyee_le": "3/11/2026"}


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Essai]:
    """Une mère qui touche un salaire, et son fils de onze ans."""
    fait = preparer(tmp_path)
    modifier_personne(fait.base, fait.personnes[1], naissance=date(2015, 6, 1))
    yield fait
    fait.base.fermer()


def note(fiche: FicheDeclaree) -> str:
    """Ce que la fiche dit de l'APL."""
    (lue,) = [t.text() for t in fiche.findChildren(Texte) if t.text().startswith("APL ")]
    return lue


def arreter_ressource(essai: Essai, cle: UUID) -> None:
    """La ressource finit avant la proposition."""
    corriger(essai.base, "ressource", cle, au=date(2026, 10, 1))


def montant(fiche: FicheDeclaree) -> int:
    """L'APL estimée qui s'y lit, en euros."""
    return int(note(fiche).removeprefix("APL ≈ ").split("\u00a0")[0])


def test_l_estimation_suit_ce_que_l_on_tape_puis_se_fige(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    assert note(fiche) == "APL non estimée. Le loyer du logement n'est pas noté : indiquez-le, hors charges."
    taper(fiche, **COMPLET)
    assert note(fiche).startswith("APL ≈ ")
    assert "refaite à partir des ressources déclarées" in note(fiche)
    montree = montant(fiche)
    assert "\nAccessible pour ce ménage : loyer 360,00\N{NO-BREAK SPACE}€ ≤ plafond" in note(fiche)
    taper(fiche, loyer="300")
    assert montant(fiche) < montree
    taper(fiche, loyer="360")
    valider(qtbot, fiche)
    fige = essai.fiche.budgets[essai.fiche.propositions[0]["id"]][1]
    assert (fige["apl"], fige["estimation"]["entrees"]["origine"]) == (montree * 100, "declaree")


@pytest.mark.parametrize(("tape", "phrase"), [
    ({"commune": "Saint-Malo"}, "indiquez 1, 2 ou 3"),
    ({"bailleur": ""}, "bailleur du logement n'est pas noté"),
    ({"loyer": "0"}, "supérieur à zéro"),
    ({"loyer": "-360"}, "APL non estimée."),
    ({"loyer": "beaucoup"}, "APL non estimée."),
    ({"envoyee_le": "3/11/2019"}, "connus depuis le 01/10/2020"),
    ({"envoyee_le": "3/11/2031"}, "Cette date est à venir"),
])
def test_ce_qui_empeche_d_estimer_se_dit_pendant_la_saisie(
    qtbot: QtBot, essai: Essai, tape: dict[str, str], phrase: str
) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **COMPLET | tape)
    assert note(fiche).startswith("APL non estimée. ")
    assert phrase in note(fiche)


def test_la_zone_tapee_remplace_celle_que_l_on_ne_connait_pas(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **COMPLET | {"commune": "Saint-Malo", "zone_apl": "2"})
    assert note(fiche).startswith("APL ≈ ")


def test_quatorze_enfants_ne_s_estiment_pas(qtbot: QtBot, essai: Essai) -> None:
    for n in range(13):
        ajouter_personne(
            essai.base, essai.menage, nom="Diallo", prenom=f"Enfant {n}", naissance=date(2015, 6, 1), lien=Lien.ENFANT
        )
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **COMPLET)
    assert note(fiche) == (
        "APL non estimée. 14 personnes à charge : le nombre va de 0 à 12, vérifiez la composition du foyer."
    )


def test_sans_ressources_notees_rien_ne_s_estime(qtbot: QtBot, essai: Essai) -> None:
    for r in essai.fiche.ressources:
        arreter_ressource(essai, r["id"])
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **COMPLET)
    assert note(fiche).startswith("APL non estimée. Les ressources du foyer ne sont pas toutes notées")


def test_apres_la_fin_du_bareme_l_estimation_dit_qu_il_est_perime(qtbot: QtBot, essai: Essai) -> None:
    essai.contexte._horloge = essai.base.horloge = lambda: datetime(2027, 2, 10, tzinfo=UTC)
    fiche = ouvrir(qtbot, essai, "proposition")
    taper(fiche, **COMPLET | {"envoyee_le": "3/2/2027"})
    assert "barème périmé depuis le 01/01/2027" in note(fiche)


def test_le_genre_ne_se_demande_que_d_un_bailleur_inconnu(qtbot: QtBot, essai: Essai) -> None:
    fiche = ouvrir(qtbot, essai, "proposition")
    genre = fiche.formulaire.rangs["genre_bailleur"]
    assert genre.isHidden()
    taper(fiche, **COMPLET)
    assert genre.isHidden()
    taper(fiche, bailleur="SCI Foncière privée")
    assert not genre.isHidden()
    assert note(fiche).startswith("APL non estimée. Dites si « SCI Foncière privée » est un organisme HLM")
    taper(fiche, genre_bailleur="autre")
    assert "RLS 0,00" in note(fiche)
