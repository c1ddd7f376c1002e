"""Ce qui n'est pas un état locatif : une phrase, jamais une trace, jamais d'attente."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relogement.commun import ErreurMetier
from relogement.tableur.classeur import DECOMPRESSE_MAX
from relogement.tableur.etat_locatif import lire_etat_locatif
from relogement.tableur.lecture import ETENDUE_MAX, LIGNES_MAX, TAILLE_MAX, rangees
from tests.hasard import exemples
from tests.tableur.listes import DONNEES, ENTETE, LIGNE, classeur, ligne, texte

CLASSEUR = (DONNEES / "etat_locatif_2026.xlsx").read_bytes()
TEXTE = (DONNEES / "etat_locatif_2033.csv").read_bytes()
PROSE = (
    "Madame, Monsieur,\n\nnous avons le plaisir de vous adresser, comme convenu, la liste ; elle suivra.\nNom, adresse."
)


def phrase(chemin: Path) -> str:
    """La phrase du refus, d'une seule ligne et close par un point."""
    with pytest.raises(ErreurMetier) as refus:
        lire_etat_locatif(chemin)
    assert "\n" not in refus.value.phrase
    assert refus.value.phrase.endswith(".")
    return refus.value.phrase


def ecrit(dossier: Path, octets: bytes, nom: str = "liste.xlsx") -> Path:
    chemin = dossier / nom
    chemin.write_bytes(octets)
    return chemin


def archive(fichiers: dict[str, bytes]) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as sortie:
        for nom, contenu in fichiers.items():
            sortie.writestr(nom, contenu)
    return tampon.getvalue()


@pytest.mark.parametrize(
    ("octets", "mot"),
    [
        (b"", "vide"),
        (b"  \r\n \n", "vide"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500), "photo"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "image"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        (PROSE.encode(), "titres de colonnes"),
        (bytes(1000), "texte lisible"),
        (random.Random(7).randbytes(5000), "texte lisible"),
        (b"<html><body><table><tr><td>Nom</td></tr></table>", "page"),
        (archive({"word/document.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), "pas un classeur"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
        (archive({"xl/workbook.bin": b"x", "[Content_Types].xml": b"<a/>"}), ".xlsb"),
        (archive({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), "abîmé"),
        (CLASSEUR[: len(CLASSEUR) // 2], "abîmé"),
        (b"N\xb0 UG;Nom;Loyer;Type\n\x00;\x00", "texte lisible"),
        (b'N UG;Nom;Loyer;Type\n"' + b"x" * 200_000, "en colonnes"),
    ],
)
def test_ce_qui_n_est_pas_une_liste_recoit_une_phrase(tmp_path: Path, octets: bytes, mot: str) -> None:
    assert mot in phrase(ecrit(tmp_path, octets))


def test_un_fichier_absent_ou_un_dossier_recoit_une_phrase(tmp_path: Path) -> None:
    assert "introuvable" in phrase(tmp_path / "absent.xlsx")
    assert "dossier" in phrase(tmp_path)
    assert phrase(Path("a\x00b.xlsx"))


def test_un_fichier_trop_gros_est_refuse_sans_etre_lu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chemin = tmp_path / "gros.xlsx"
    with chemin.open("wb") as flux:
        flux.truncate(100_000_000)

    def interdit(*_: object, **__: object) -> None:
        raise AssertionError("le fichier est ouvert")

    monkeypatch.setattr(Path, "open", interdit)
    assert "trop gros (100 Mo" in phrase(chemin)


def test_la_taille_permise_est_lue_un_octet_de_plus_est_refuse(tmp_path: Path) -> None:
    juste = b"N UG;Nom;Loyer;Type\nL1;DUPONT;350;T3\n" + (b" " * 999 + b"\n") * (TAILLE_MAX // 1000 - 1)
    assert lire_etat_locatif(ecrit(tmp_path, juste.ljust(TAILLE_MAX, b"\n"), "a.csv")).logements == 1
    assert "trop gros" in phrase(ecrit(tmp_path, juste.ljust(TAILLE_MAX + 1, b"\n"), "b.csv"))


def test_une_bombe_est_refusee_sans_etre_ouverte(tmp_path: Path) -> None:
    bombe = io.BytesIO(CLASSEUR)
    with zipfile.ZipFile(bombe, "a", zipfile.ZIP_DEFLATED) as sortie:
        sortie.writestr("xl/worksheets/sheet9.xml", bytes(DECOMPRESSE_MAX))
    assert "démesuré" in phrase(ecrit(tmp_path, bombe.getvalue()))


def test_des_millions_de_cellules_sont_refusees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relogement.tableur.lecture.CELLULES_MAX", 2 * len(ENTETE))
    assert lire_etat_locatif(texte(tmp_path / "a.csv", [ENTETE, LIGNE])).logements == 1
    assert "trop de cellules" in phrase(texte(tmp_path / "b.csv", [ENTETE, LIGNE, ligne(ug="L002")]))


def test_une_feuille_plus_longue_ou_plus_large_que_permis_est_refusee() -> None:
    assert len(rangees([(LIGNES_MAX, ("a",))])) == 1
    with pytest.raises(ErreurMetier, match="trop de cellules"):
        rangees([(LIGNES_MAX + 1, ("a",))])
    large: tuple[None, ...] = (None,) * 10_000
    with pytest.raises(ErreurMetier, match="trop de cellules"):
        rangees((1, large) for _ in range(ETENDUE_MAX // 10_000 + 1))


def test_un_classeur_sans_en_tete_ou_sans_logement_recoit_une_phrase(tmp_path: Path) -> None:
    assert "titres de colonnes" in phrase(classeur(tmp_path / "a.xlsx", [["Bonjour"], [1, 2, 3]]))
    assert "aucun logement" in phrase(classeur(tmp_path / "b.xlsx", [ENTETE]))
    assert "titres de colonnes" in phrase(classeur(tmp_path / "c.xlsx", []))


LENT = exemples(60)


def _ne_leve_que_metier(chemin: Path) -> None:
    with contextlib.suppress(ErreurMetier):
        assert lire_etat_locatif(chemin).logements > 0


@LENT
@given(
    octets=st.binary(max_size=3000),
    debut=st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", "N° UG;Nom;Loyer\n".encode()]),
)
def test_des_octets_quelconques_ne_levent_que_l_erreur_metier(tmp_path: Path, octets: bytes, debut: bytes) -> None:
    _ne_leve_que_metier(ecrit(tmp_path, debut + octets))


@LENT
@given(fin=st.integers(0, len(CLASSEUR)))
def test_un_classeur_tronque_ne_leve_que_l_erreur_metier(tmp_path: Path, fin: int) -> None:
    _ne_leve_que_metier(ecrit(tmp_path, CLASSEUR[:fin]))


@LENT
@given(rang=st.integers(0, len(CLASSEUR) - 1), octet=st.integers(0, 255))
def test_un_classeur_abime_ne_leve_que_l_erreur_metier(tmp_path: Path, rang: int, octet: int) -> None:
    _ne_leve_que_metier(ecrit(tmp_path, CLASSEUR[:rang] + bytes([octet]) + CLASSEUR[rang + 1 :]))


@LENT
@given(alea=st.randoms(use_true_random=False))
def test_un_xml_abime_dans_une_archive_saine_ne_leve_que_l_erreur_metier(tmp_path: Path, alea: random.Random) -> None:
    with zipfile.ZipFile(io.BytesIO(CLASSEUR)) as source:
        contenus = {nom: source.read(nom) for nom in source.namelist()}
    nom = alea.choice(sorted(contenus))
    octets = bytearray(contenus[nom])
    for _ in range(alea.randint(1, 5)):
        octets[alea.randrange(len(octets))] = alea.choice(b'<>"/=0a ')
    _ne_leve_que_metier(ecrit(tmp_path, archive(contenus | {nom: bytes(octets)})))


@LENT
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=18), max_size=8))
def test_des_cellules_quelconques_sous_un_en_tete_ne_levent_que_l_erreur_metier(
    tmp_path: Path, lignes: list[list[str]]
) -> None:
    _ne_leve_que_metier(texte(tmp_path / "liste.csv", [ENTETE, LIGNE, *lignes], encodage="utf-8"))
