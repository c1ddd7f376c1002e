"""La clé de la base : tirée au hasard, enveloppée par une clé argon2id de la phrase de passe dans `NOM.cles`."""

from __future__ import annotations

import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from relogement.commun import ErreurMetier
from relogement.stockage.erreurs import pannes_de_fichier
from relogement.stockage.fichiers import publier

VERSION = 1
TAILLE = 32
TAILLE_MAX_FICHIER = 64 * 1024
CASES_MAX = 8

PHRASE_FAUSSE = "Cette phrase de passe n'ouvre pas la base : vérifiez les majuscules et réessayez."


@dataclass(frozen=True, slots=True)
class Argon2:
    """Le coût d'une clé de phrase. Bornes : un fichier abîmé ne doit ni figer ni épuiser le poste."""

    passes: int
    memoire_kio: int
    voies: int

    def __post_init__(self) -> None:
        """Lève ValueError hors bornes."""
        entiers = (self.passes, self.memoire_kio, self.voies)
        if not all(type(n) is int for n in entiers):
            raise ValueError("coût argon2 qui n'est pas un entier")
        if not (1 <= self.passes <= 10 and 1 <= self.voies <= 16 and 8 * self.voies <= self.memoire_kio <= 1 << 18):
            raise ValueError("coût argon2 hors bornes")


# Deuxième jeu recommandé par la RFC 9106 : 64 Mio suffisent à décourager et tiennent sur un vieux portable.
PARAMETRES = Argon2(passes=3, memoire_kio=65_536, voies=4)


@dataclass(frozen=True, slots=True)
class Case:
    """Une enveloppe de la clé de données, ouverte par une phrase."""

    sel: bytes
    nonce: bytes
    enveloppe: bytes

    def __post_init__(self) -> None:
        """Lève ValueError si une longueur n'est pas celle que `creer_cles` écrit."""
        # L'enveloppe : la clé chiffrée et les 16 octets du sceau d'AES-GCM.
        if (len(self.sel), len(self.nonce), len(self.enveloppe)) != (16, 12, TAILLE + 16):
            raise ValueError("longueurs de case")


def chemin_cles(base: Path) -> Path:
    """Le fichier des clés, à côté de la base : sans lui la base est perdue."""
    return base.with_suffix(".cles")


def creer_cles(base: Path, phrase: str) -> bytes:
    """Tire la clé de données (32 octets), l'enveloppe et écrit le fichier des clés, sans jamais en remplacer un.

    Lève ErreurMetier : phrase vide ou illisible, fichier des clés déjà là, écriture impossible.
    """
    if not phrase:
        raise ErreurMetier("Choisissez une phrase de passe : elle protège les dossiers des familles.", "phrase")
    cle, sel, nonce = secrets.token_bytes(TAILLE), secrets.token_bytes(16), secrets.token_bytes(12)
    enveloppe = AESGCM(_cle_phrase(_octets(phrase), sel, PARAMETRES)).encrypt(nonce, cle, _lie(VERSION))
    case = {"genre": "phrase", "sel": sel.hex(), "nonce": nonce.hex(), "enveloppe": enveloppe.hex()}
    contenu = {"application": "relogement", "version": VERSION, "argon2": asdict(PARAMETRES), "cases": [case]}
    chemin = chemin_cles(base)
    with pannes_de_fichier(chemin):
        try:
            publier(chemin, json.dumps(contenu, indent=1).encode())
        except FileExistsError as e:
            raise ErreurMetier(
                f"Le fichier de clés « {chemin.name} » est déjà là, pour une autre base ou une base disparue : donnez "
                "un autre nom à la base, ou rangez-le ailleurs si plus rien n'en dépend."
            ) from e
    return cle


def ouvrir_cles(base: Path, phrase: str) -> bytes:
    """La clé de données ; ErreurMetier si la phrase n'ouvre aucune case ou si le fichier n'est pas lisible."""
    cout, cases = _lire(chemin_cles(base))
    octets = _octets(phrase)
    for case in cases:
        try:
            return AESGCM(_cle_phrase(octets, case.sel, cout)).decrypt(case.nonce, case.enveloppe, _lie(VERSION))
        except InvalidTag:
            continue
    raise ErreurMetier(PHRASE_FAUSSE, "phrase")


def _lire(chemin: Path) -> tuple[Argon2, list[Case]]:
    with pannes_de_fichier(chemin):
        try:
            with chemin.open("rb") as f:
                octets = f.read(TAILLE_MAX_FICHIER + 1)
        except FileNotFoundError as e:
            raise ErreurMetier(
                f"Le fichier des clés « {chemin.name} » manque à côté de la base : remettez-le pour l'ouvrir."
            ) from e
    try:
        if len(octets) > TAILLE_MAX_FICHIER:
            raise ValueError("trop gros")
        contenu: dict[str, Any] = json.loads(octets)
        _verifier_version(contenu["version"])
        return Argon2(**contenu["argon2"]), _cases(contenu["cases"])
    except (ValueError, KeyError, TypeError, RecursionError) as e:
        raise ErreurMetier(f"Le fichier des clés « {chemin.name} » est abîmé : reprenez-le d'une sauvegarde.") from e


def _verifier_version(version: object) -> None:
    if type(version) is not int or version < 1:
        raise ValueError("version")
    if version > VERSION:
        raise ErreurMetier("Cette base vient d'une version plus récente de Relogement : mettez l'application à jour.")


def _cases(brutes: list[dict[str, str]]) -> list[Case]:
    if type(brutes) is not list or not 1 <= len(brutes) <= CASES_MAX:
        raise ValueError("cases")
    return [Case(*(bytes.fromhex(b[nom]) for nom in ("sel", "nonce", "enveloppe"))) for b in brutes]


def _octets(phrase: str) -> bytes:
    """La phrase en UTF-8, composée (NFC) : « é » tapé ici ou collé d'un Mac est la même lettre."""
    try:
        return unicodedata.normalize("NFC", phrase).encode()
    except UnicodeEncodeError as e:
        raise ErreurMetier("La phrase de passe contient des caractères illisibles : retapez-la.", "phrase") from e


def _cle_phrase(phrase: bytes, sel: bytes, cout: Argon2) -> bytes:
    return hash_secret_raw(phrase, sel, cout.passes, cout.memoire_kio, cout.voies, TAILLE, Type.ID)


def _lie(version: int) -> bytes:
    # Lié au chiffrement : une case recopiée sous une autre version ne s'ouvre pas.
    return f"relogement cles {version}".encode()
