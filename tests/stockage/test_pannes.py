"""Les pannes ordinaires se disent d'une phrase, et un fichier qui n'est pas à nous reste intact."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from relogement.commun import ErreurMetier
from relogement.stockage import moteur
from relogement.stockage.base import Base, ouvrir_base
from relogement.stockage.chiffrement import chemin_cles
from relogement.stockage.emplacement import identite_poste
from relogement.stockage.moteur import ecriture
from relogement.stockage.schema import APPLICATION
from tests.droits import sans_privilege
from tests.outils import POSTE, nouveau_menage, nouvelle_base, nouvelle_operation, recopier

PHRASE = "la maison bleue sur la colline"


def ouvrir(chemin: Path, agent: str | None = None) -> Base:
    return ouvrir_base(chemin, lambda: PHRASE, agent=agent, poste=POSTE)


def refus(chemin: Path) -> str:
    with pytest.raises(ErreurMetier) as e:
        ouvrir(chemin)
    return e.value.phrase


def huit_menages(dossier: Path) -> tuple[Base, None]:
    base, _ = nouvelle_base(dossier, phrase=PHRASE)
    operation = nouvelle_operation(base)
    for n in range(8):
        nouveau_menage(base, operation, f"BENALI Leïla{n}")
    return base, None


@pytest.fixture
def chiffree(tmp_path: Path) -> Path:
    return recopier(huit_menages, tmp_path)[0]


def etrangere(chemin: Path, *ordres: str) -> None:
    c = sqlite3.connect(chemin)
    for ordre in ordres:
        c.execute(ordre)
    c.commit()
    c.close()


@pytest.mark.parametrize(
    "ordres",
    [
        ("CREATE TABLE photo (nom)",),
        ("CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES ('0001')"),
        (f"PRAGMA application_id = {APPLICATION}", "CREATE TABLE photo (nom)"),
        tuple(
            f"CREATE TABLE {t} (version_num)"
            for t in ("alembic_version", "changement", "geste", "menage", "operation", "poste")
        ),
    ],
)
def test_la_base_d_un_autre_programme_est_refusee_intacte(tmp_path: Path, ordres: tuple[str, ...]) -> None:
    fichier = tmp_path / "photos.relogement"
    etrangere(fichier, *ordres)
    avant = fichier.read_bytes()
    assert "n'est pas une base Relogement" in refus(fichier)
    assert fichier.read_bytes() == avant
    assert [f.name for f in tmp_path.iterdir()] == ["photos.relogement"]


def test_un_fichier_vide_est_refuse_et_reste_vide(tmp_path: Path) -> None:
    fichier = tmp_path / "vide.relogement"
    fichier.touch()
    assert "est vide" in refus(fichier)
    assert fichier.read_bytes() == b""
    assert [f.name for f in tmp_path.iterdir()] == ["vide.relogement"]


def test_une_base_chiffree_videe_est_dite_abimee(chiffree: Path) -> None:
    chiffree.write_bytes(b"")
    assert "abîmée" in refus(chiffree)
    assert chiffree.read_bytes() == b""


def test_toute_base_porte_la_marque_meme_faite_avant_elle(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)

    def marque() -> Any:
        with base.moteur.connect() as c:
            return c.exec_driver_sql("PRAGMA application_id").scalar()

    assert marque() == APPLICATION
    with ecriture(base.moteur).begin() as c:
        c.exec_driver_sql("PRAGMA application_id = 0")
    base.fermer()
    ouvrir(base.chemin).fermer()
    assert marque() == APPLICATION
    base.fermer()


def trouer(chemin: Path) -> None:
    octets = bytearray(chemin.read_bytes())
    for page in range(4096 * 6, len(octets) - 4096, 4096):
        octets[page + 200 : page + 300] = bytes(100)
    chemin.write_bytes(octets)


def test_une_base_abimee_au_milieu_se_dit_au_moment_de_lire(
    chiffree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    trouer(chiffree)
    base = None
    with pytest.raises(ErreurMetier, match="reprenez une sauvegarde"):  # noqa: PT012  la page trouée se lit ici ou là
        base = ouvrir(chiffree)
        with base.session() as s:
            for table in s.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all():
                s.execute(text(f"SELECT * FROM {table}")).all()
    if base is not None:
        base.fermer()
    assert capfd.readouterr().err == "", "SQLCipher n'écrit rien de lui-même"


def test_une_base_occupee_fait_attendre_puis_se_dit(chiffree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moteur, "ATTENTE_S", 0.05)
    premiere, seconde = ouvrir(chiffree), ouvrir(chiffree)
    with premiere.ecriture_libre() as s:
        s.connection()
        with pytest.raises(ErreurMetier, match="occupée"):
            nouvelle_operation(seconde, "AUT")
    premiere.fermer()
    seconde.fermer()


def test_nommer_un_agent_connu_n_attend_pas_qui_ecrit(chiffree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moteur, "ATTENTE_S", 0.05)
    base = ouvrir(chiffree)
    with base.ecriture_libre() as s:
        s.connection()
        ouvrir(chiffree, agent="Nadia R.").fermer()
        with pytest.raises(ErreurMetier, match="occupée"):
            ouvrir(chiffree, agent="Karim L.")
    base.fermer()


def test_un_ordre_faux_reste_un_defaut_du_programme(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    with pytest.raises(OperationalError), base.session() as s:
        s.execute(text("SELECT * FROM table_absente"))
    base.fermer()


def pleine(base: Base) -> None:
    with base.ecriture_libre() as s:
        s.execute(text("PRAGMA max_page_count = 1"))
        s.execute(text("CREATE TABLE gros (octets)"))
        s.execute(text("INSERT INTO gros VALUES (randomblob(1000000))"))


def test_un_disque_plein_se_dit(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    with pytest.raises(ErreurMetier, match="disque est plein"):
        pleine(base)
    base.fermer()


def en_lecture_seule(chemin: Path) -> str:
    chemin.parent.chmod(0o500)
    return refus(chemin)


def sans_traversee(chemin: Path) -> str:
    chemin.parent.chmod(0o600)
    return refus(chemin)


def illisible(chemin: Path) -> str:
    chemin.chmod(0)
    return refus(chemin)


def cles_illisibles(chemin: Path) -> str:
    chemin_cles(chemin).chmod(0)
    return refus(chemin)


def fichier_en_lecture_seule(chemin: Path) -> str:
    chemin.chmod(0o400)
    base = ouvrir(chemin)
    with pytest.raises(ErreurMetier) as e:
        nouvelle_operation(base, "AUT")
    base.fermer()
    return e.value.phrase


@pytest.mark.parametrize(
    ("poser", "dit"),
    [
        (en_lecture_seule, "dossier de « essai.relogement » est en lecture seule"),
        (sans_traversee, "pas accès"),
        (illisible, "pas le droit de lire"),
        (cles_illisibles, "pas accès à « essai.cles »"),
        (fichier_en_lecture_seule, "« essai.relogement » est en lecture seule"),
    ],
)
def test_un_droit_qui_manque_se_dit_sans_parler_de_sauvegarde(poser: Callable[[Path], str], dit: str) -> None:
    with sans_privilege() as dossier:
        base, _ = nouvelle_base(dossier, phrase=PHRASE)
        nouvelle_operation(base)
        base.fermer()
        phrase = poser(base.chemin)
    assert dit in phrase
    assert "sauvegarde" not in phrase


def test_l_identite_du_poste_illisible_se_dit() -> None:
    with sans_privilege() as dossier:
        dossier.chmod(0o500)
        with pytest.raises(ErreurMetier, match="pas accès"):
            identite_poste(dossier / "relogement")


def test_un_nom_d_agent_impossible_se_dit(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    base.agir_comme("x" * 200, POSTE)
    for nom, dit in (("x" * 201, "200 caractères"), ("Nadia\udcff", "illisibles")):
        with pytest.raises(ErreurMetier, match=dit) as e:
            base.agir_comme(nom, POSTE)
        assert e.value.champ == "agent"
    base.fermer()


def test_une_phrase_illisible_se_dit(chiffree: Path) -> None:
    with pytest.raises(ErreurMetier, match="illisibles") as e:
        ouvrir_base(chiffree, lambda: "maison\udcff", poste=POSTE)
    assert e.value.champ == "phrase"


def case(**valeurs: object) -> Callable[[dict[str, Any]], object]:
    return lambda c: c["cases"][0].update(valeurs)


def cout(**valeurs: object) -> Callable[[dict[str, Any]], object]:
    return lambda c: c["argon2"].update(valeurs)


@pytest.mark.parametrize(
    "abimer",
    [
        case(sel="zz"), case(sel="00"), case(sel=12), case(nonce="00" * 11), case(enveloppe="00"), case(enveloppe=None),
        lambda c: c["cases"][0].pop("nonce"),
        lambda c: c.update(cases=[]), lambda c: c.update(cases={}), lambda c: c.update(cases=c["cases"] * 9),
        lambda c: c.pop("argon2"), lambda c: c["argon2"].pop("voies"), lambda c: c["argon2"].update(autre=1),
        cout(passes=0), cout(passes=10**9), cout(memoire_kio=10**9), cout(memoire_kio=31), cout(voies=0),
        cout(voies=10**6), cout(passes="3"), cout(passes=True), cout(passes=3.5),
        lambda c: c.update(version=0), lambda c: c.update(version="1"), lambda c: c.update(version=True),
        lambda c: c.update(bourrage="x" * 70_000),
    ],
)
def test_un_fichier_des_cles_abime_est_nomme(chiffree: Path, abimer: Callable[[dict[str, Any]], object]) -> None:
    contenu = json.loads(chemin_cles(chiffree).read_text())
    abimer(contenu)
    chemin_cles(chiffree).write_text(json.dumps(contenu))
    assert "« essai.cles » est abîmé" in refus(chiffree)


def test_un_fichier_des_cles_trop_profond_est_abime(chiffree: Path) -> None:
    chemin_cles(chiffree).write_text("[" * 50_000)
    assert "abîmé" in refus(chiffree)


def test_un_dossier_a_la_place_des_cles_se_dit(chiffree: Path) -> None:
    chemin_cles(chiffree).unlink()
    chemin_cles(chiffree).mkdir()
    assert "« essai.cles » n'est pas accessible" in refus(chiffree)


@pytest.mark.parametrize("chemin", ["dossier", "fichier/essai.relogement", "é" * 200, "/dev/null"])
def test_ce_qui_n_est_pas_un_fichier_se_dit(tmp_path: Path, chemin: str) -> None:
    (tmp_path / "dossier").mkdir()
    (tmp_path / "fichier").touch()
    refus(tmp_path / chemin)


def test_lire_pendant_qu_on_ecrit_ne_bloque_personne(chiffree: Path) -> None:
    base, autre = ouvrir(chiffree), ouvrir(chiffree)
    pris, rendre = threading.Event(), threading.Event()

    def tenir() -> None:
        with autre.ecriture_libre() as s:
            s.connection()
            pris.set()
            rendre.wait(10)

    fil = threading.Thread(target=tenir)
    fil.start()
    assert pris.wait(10)
    with base.session() as s:
        assert s.execute(text("SELECT count(*) FROM operation")).scalar() == 1
    rendre.set()
    fil.join()
    base.fermer()
    autre.fermer()
