"""L'accueil : créer sa base, l'ouvrir avec sa phrase, en choisir une autre."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from relogement.commun import ErreurMetier
from relogement.stockage.base import Base, creer_base
from tests.ui.outils import base_neuve, operation
from tests.ui.socle.faux import FaussesInvites
from ui.ecrans.accueil import Accueil

PHRASE = "quatre mots bien choisis"


@pytest.fixture
def accueil(qtbot: QtBot, tmp_path: Path) -> Callable[..., Accueil]:
    def faire(
        chemin: Path, environnement: str | None = None, invites: FaussesInvites | None = None
    ) -> Accueil:
        fait = Accueil(chemin, None, invites or FaussesInvites(), tmp_path, environnement)
        qtbot.addWidget(fait)
        fait.ouvertes = []  # type: ignore[attr-defined]  # mémoire du test
        fait.ouverte.connect(lambda base: _noter(fait, base))
        fait.commencer()
        return fait

    return faire


def _noter(accueil: Accueil, base: Base) -> None:
    accueil.ouvertes.append((base.nom, base.agent_nom, base.chiffree))  # type: ignore[attr-defined]  # idem
    base.fermer()


def _ouvertes(accueil: Accueil) -> list[tuple[str, str, bool]]:
    return accueil.ouvertes  # type: ignore[attr-defined, no-any-return]  # idem


def test_la_premiere_fois_on_cree_une_base_chiffree_a_son_nom(
    accueil: Callable[..., Accueil], tmp_path: Path
) -> None:
    fait = accueil(tmp_path / "ma.relogement")
    fait.bienvenue.bouton_creer.click()
    assert fait.page is fait.creation
    fait.creation.nom.champ.setText("Nadia R.")
    fait.creation.phrase.champ.setText(PHRASE)
    fait.creation.encore.champ.setText(PHRASE)
    fait.creation.valider()
    assert _ouvertes(fait) == [("ma.relogement", "Nadia R.", True)]
    assert (tmp_path / "ma.cles").exists()


@pytest.mark.parametrize(
    ("nom", "phrase", "encore", "dit"),
    [
        ("", PHRASE, PHRASE, "nom"),
        ("Nadia R.", "onze signes", "onze signes", "12 caractères"),
        ("Nadia R.", PHRASE, PHRASE + " ", "pas les mêmes"),
    ],
)
def test_une_creation_incomplete_est_refusee_en_une_phrase(
    accueil: Callable[..., Accueil], tmp_path: Path, nom: str, phrase: str, encore: str, dit: str
) -> None:
    fait = accueil(tmp_path / "ma.relogement")
    for ligne, texte in zip(
        (fait.creation.nom, fait.creation.phrase, fait.creation.encore), (nom, phrase, encore), strict=True
    ):
        ligne.champ.setText(texte)
    fait.creation.valider()
    assert dit in fait.creation.erreur
    assert not (tmp_path / "ma.relogement").exists()


def test_douze_caracteres_suffisent(accueil: Callable[..., Accueil], tmp_path: Path) -> None:
    fait = accueil(tmp_path / "ma.relogement")
    fait.creation.nom.champ.setText("Nadia R.")
    fait.creation.phrase.champ.setText("douze signes")
    fait.creation.encore.champ.setText("douze signes")
    fait.creation.valider()
    assert len(_ouvertes(fait)) == 1


def test_une_phrase_fausse_se_dit_et_se_retape(accueil: Callable[..., Accueil], tmp_path: Path) -> None:
    creer_base(tmp_path / "ma.relogement", PHRASE, agent="Nadia R.").fermer()
    fait = accueil(tmp_path / "ma.relogement")
    assert fait.page is fait.phrase
    assert fait.phrase.erreur == ""
    fait.phrase.phrase.champ.setText("une autre phrase")
    fait.phrase.valider()
    assert "n'ouvre pas la base" in fait.phrase.erreur
    assert _ouvertes(fait) == []
    fait.phrase.phrase.champ.setText(PHRASE)
    fait.phrase.valider()
    assert _ouvertes(fait) == [("ma.relogement", "Nadia R.", True)]


def test_une_phrase_fausse_dans_l_environnement_laisse_la_taper(
    accueil: Callable[..., Accueil], tmp_path: Path
) -> None:
    creer_base(tmp_path / "ma.relogement", PHRASE, agent="Nadia R.").fermer()
    fait = accueil(tmp_path / "ma.relogement", "fausse")
    assert fait.page is fait.phrase
    assert "n'ouvre pas la base" in fait.phrase.erreur


def test_une_base_en_clair_s_ouvre_sans_rien_demander(accueil: Callable[..., Accueil], tmp_path: Path) -> None:
    base_neuve(tmp_path).fermer()
    assert _ouvertes(accueil(tmp_path / "x.relogement")) == [("x.relogement", "Nadia R.", False)]


def test_un_fichier_qui_n_est_pas_une_base_se_dit_et_laisse_en_choisir_une_autre(
    accueil: Callable[..., Accueil], tmp_path: Path
) -> None:
    (tmp_path / "photo.relogement").write_bytes(b"SQLite format 3\x00 mais non" * 50)
    base_neuve(tmp_path).fermer()
    fait = accueil(tmp_path / "photo.relogement", None, FaussesInvites(tmp_path / "x.relogement"))
    assert "n'est pas une base Relogement lisible" in fait.bienvenue.erreur
    fait.choisir_autre()
    assert _ouvertes(fait) == [("x.relogement", "Nadia R.", False)]


def _construire_legere(base: Base) -> None:
    operation(base, "DEMO")


def test_la_demonstration_se_fait_a_cote_la_premiere_fois_puis_s_ouvre(
    qtbot: QtBot, accueil: Callable[..., Accueil], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sample_data.demonstration.construire", _construire_legere)
    fait = accueil(tmp_path / "ma.relogement")
    fait.bienvenue.bouton_demo.click()
    qtbot.waitUntil(lambda: len(_ouvertes(fait)) == 1)
    assert _ouvertes(fait)[0][0] == "demonstration.relogement"
    assert _ouvertes(fait)[0][2] is False
    assert not list(tmp_path.glob("*construction*"))
    fait.decouvrir()
    assert len(_ouvertes(fait)) == 2


def test_une_demonstration_impossible_se_dit_et_ne_laisse_rien(
    qtbot: QtBot, accueil: Callable[..., Accueil], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuser(_base: Base) -> None:
        raise ErreurMetier("Plus de place sur le disque : libérez-en et réessayez.")

    monkeypatch.setattr("sample_data.demonstration.construire", refuser)
    fait = accueil(tmp_path / "ma.relogement")
    fait.decouvrir()
    qtbot.waitUntil(lambda: bool(fait.bienvenue.erreur))
    assert "Plus de place" in fait.bienvenue.erreur
    assert fait.bienvenue.isEnabled()
    assert list(tmp_path.glob("*.relogement")) == []
