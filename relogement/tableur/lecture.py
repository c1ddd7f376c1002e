"""Du fichier aux cellules brutes : classeur .xlsx ou texte .csv, en refusant d'une phrase ce qui n'en est pas.

Rien n'est décompressé ni lu avant que les tailles soient vérifiées : un fichier trop gros ou piégé est refusé aussitôt.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from relogement.commun import ErreurMetier
from relogement.tableur.brut import Brut, nettoyer

TAILLE_MAX = 25_000_000
"""Octets du fichier : une liste de 10 000 logements en pèse dix fois moins."""
CELLULES_MAX = 1_000_000
"""Cellules d'une feuille : au-delà, ce n'est pas la liste d'une opération."""
LIGNES_MAX = 1_048_576
"""Lignes d'une feuille, vides comprises : la limite des tableurs."""
ETENDUE_MAX = 500_000_000
"""Cases parcourues d'une feuille, vides comprises : arrête une feuille mise en forme jusqu'à sa dernière colonne."""
COLONNES_MAX = 200
"""Colonnes lues par feuille ; les suivantes sont ignorées."""


@dataclass(frozen=True, slots=True)
class Rangee:
    """Une ligne non vide ; `numero` part de 1 ; `formules` : (rang, texte) de celles restées sans valeur."""

    numero: int
    cellules: tuple[Brut, ...]
    formules: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fusion:
    """Une plage de cellules fusionnées : lignes du tableur (dès 1), colonnes par rang (dès 0), bornes incluses."""

    haut: int
    gauche: int
    bas: int
    droite: int


@dataclass(frozen=True, slots=True)
class Commentaire:
    """Une note accrochée à une cellule : sa ligne (dès 1), son rang (dès 0), son texte."""

    ligne: int
    rang: int
    texte: str


@dataclass(frozen=True, slots=True)
class Feuille:
    """Une feuille et ses lignes non vides ; `masquee` si l'utilisateur du tableur ne la voit pas."""

    nom: str
    rangees: tuple[Rangee, ...]
    fusions: tuple[Fusion, ...] = ()
    masquee: bool = False
    commentaires: tuple[Commentaire, ...] = ()


@dataclass(frozen=True, slots=True)
class Fichier:
    """Le fichier lu et l'empreinte SHA-256 de ses octets."""

    feuilles: tuple[Feuille, ...]
    sha256: str


def lettre_colonne(rang: int) -> str:
    """La lettre du tableur pour un rang compté à partir de 0 : 0 vaut A, 26 vaut AA."""
    lettres = ""
    reste = rang + 1
    while reste:
        reste, chiffre = divmod(reste - 1, 26)
        lettres = chr(ord("A") + chiffre) + lettres
    return lettres


def rangees(brutes: Iterable[tuple[int, tuple[Brut, ...]]]) -> tuple[Rangee, ...]:
    """Les rangées non vides ; lève ErreurMetier au-delà de CELLULES_MAX, de LIGNES_MAX ou de ETENDUE_MAX."""
    gardees: list[Rangee] = []
    total = etendue = 0
    for numero, cellules in brutes:
        etendue += len(cellules)
        utiles = cellules[:COLONNES_MAX]
        while utiles and (utiles[-1] is None or utiles[-1] == ""):
            utiles = utiles[:-1]
        total += len(utiles)
        if total > CELLULES_MAX or numero > LIGNES_MAX or etendue > ETENDUE_MAX:
            raise ErreurMetier("Ce fichier contient trop de cellules : copiez la seule liste dans un nouveau classeur.")
        if utiles and any(c is not None and (not isinstance(c, str) or c.strip()) for c in utiles):
            gardees.append(Rangee(numero, utiles))
    return tuple(gardees)


def lire_octets(chemin: Path) -> bytes:
    """Les octets du fichier ; lève ErreurMetier s'il manque, est un dossier, est vide, trop gros ou interdit."""
    try:
        if chemin.is_dir():
            raise ErreurMetier("C'est un dossier : choisissez le fichier de la liste (.xlsx ou .csv).")
        if not chemin.is_file():
            raise ErreurMetier("Ce fichier est introuvable : vérifiez son nom et son emplacement.")
        taille = chemin.stat().st_size
        if taille == 0:
            raise ErreurMetier("Ce fichier est vide : redemandez-le à qui l'a envoyé.")
        if taille > TAILLE_MAX:
            raise ErreurMetier(
                f"Ce fichier est trop gros ({taille // 1_000_000} Mo, au plus {TAILLE_MAX // 1_000_000}) : "
                "ce n'est pas une liste de ménages."
            )
        with chemin.open("rb") as flux:
            octets = flux.read(TAILLE_MAX + 1)
    except (OSError, ValueError) as erreur:
        raise ErreurMetier(
            "Ce fichier ne peut pas être lu : vérifiez vos droits et fermez-le dans le tableur."
        ) from erreur
    if len(octets) > TAILLE_MAX:
        raise ErreurMetier("Ce fichier est trop gros pour une liste de ménages.")
    return octets


_OLE = b"\xd0\xcf\x11\xe0"
_CHIFFRE = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = (
    (b"%PDF", "C'est un document PDF"),
    (b"\xff\xd8\xff", "C'est une photo"),
    (b"\x89PNG", "C'est une image"),
    (b"GIF8", "C'est une image"),
    (b"II*\x00", "C'est une image"),
    (b"MM\x00*", "C'est une image"),
    (b"BM", "C'est une image"),
    (b"Rar!", "C'est une archive"),
    (b"7z\xbc\xaf", "C'est une archive"),
    (b"\x1f\x8b", "C'est une archive"),
    (b"{\\rtf", "C'est un document de traitement de texte"),
)
_DEMANDE = ": il faut la liste elle-même, en .xlsx ou en .csv."


def _refuser_signature(octets: bytes) -> None:
    if octets.startswith(_OLE):
        if _CHIFFRE in octets:
            raise ErreurMetier(
                "Ce classeur est protégé par un mot de passe : ouvrez-le, enlevez le mot de passe et enregistrez-le."
            )
        raise ErreurMetier("C'est un ancien format (.xls ou autre) : ouvrez-le et enregistrez-le en .xlsx.")
    for signature, phrase in _SIGNATURES:
        if octets.startswith(signature) and not (signature == b"BM" and b"\x00" not in octets):
            raise ErreurMetier(f"{phrase} {_DEMANDE}")
    if octets[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise ErreurMetier("C'est une page enregistrée, pas un classeur : ouvrez-la et enregistrez-la en .xlsx.")


def lire_fichier(chemin: Path, note: Callable[[tuple[str, ...]], int]) -> Fichier:
    """Le contenu d'une liste ; `note`, les champs qu'une ligne nomme, choisit le séparateur d'un texte.

    Lève ErreurMetier, d'une phrase qui dit quoi faire, pour tout ce qui n'est ni un classeur ni un texte en colonnes.
    """
    octets = lire_octets(chemin)
    empreinte = hashlib.sha256(octets).hexdigest()
    _refuser_signature(octets)
    if octets.startswith(b"PK"):
        from relogement.tableur.classeur import lire_classeur

        return Fichier(lire_classeur(octets), empreinte)
    return Fichier((Feuille("", _lire_texte(octets, note)),), empreinte)


def _decoder(octets: bytes) -> str:
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodages = ["utf-16"]
    elif b"\x00" in octets:
        raise ErreurMetier(f"Ce fichier n'est ni un classeur ni un texte lisible {_DEMANDE}")
    else:
        encodages = ["utf-8-sig", "cp1252"]
    for encodage in encodages:
        try:
            decode = octets.decode(encodage)
        except UnicodeDecodeError:
            continue
        if "\x00" not in decode:
            return decode
    raise ErreurMetier(f"Ce fichier n'est ni un classeur ni un texte lisible {_DEMANDE}")


def _decouper(lignes: str, separateur: str) -> list[tuple[str, ...]]:
    return [tuple(r) for r in csv.reader(io.StringIO(lignes, newline=""), delimiter=separateur)]


_SEPARATEURS = (";", "\t", ",", "|")


def _note_separateur(essai: str, separateur: str, note: Callable[[tuple[str, ...]], int]) -> int:
    try:
        return max((note(r) for r in _decouper(essai, separateur)), default=0)
    except csv.Error:
        return -1


def _lire_texte(octets: bytes, note: Callable[[tuple[str, ...]], int]) -> tuple[Rangee, ...]:
    """Les lignes d'un texte en colonnes ; le séparateur retenu est celui qui fait reconnaître le plus de champs."""
    decode = _decoder(octets)
    if not nettoyer(decode):
        raise ErreurMetier("Ce fichier est vide : redemandez-le à qui l'a envoyé.")
    essai = "".join(decode[:200_000].splitlines(keepends=True)[:80])
    try:
        decoupe = _decouper(decode, max(_SEPARATEURS, key=lambda s: _note_separateur(essai, s, note)))
    except csv.Error as erreur:
        raise ErreurMetier(f"Ce texte ne se lit pas en colonnes {_DEMANDE}") from erreur
    return rangees(enumerate(decoupe, 1))
