"""La clé de la base : tirée au hasard, enveloppée par une clé argon2id de la phrase de passe dans `NOM.cles`."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from relogement.commun import ErreurMetier

VERSION = 1
TAILLE = 32
# Deuxième jeu recommandé par la RFC 9106 : 64 Mio suffisent à décourager et tiennent sur un vieux portable.
PARAMETRES = {"passes": 3, "memoire_kio": 65_536, "voies": 4}

PHRASE_FAUSSE = "Cette phrase de passe n'ouvre pas la base : vérifiez les majuscules et réessayez."


def chemin_cles(base: Path) -> Path:
    """Le fichier des clés, à côté de la base : sans lui la base est perdue."""
    return base.with_suffix(".cles")


def creer_cles(base: Path, phrase: str) -> bytes:
    """Tire la clé de données (32 octets), l'enveloppe et écrit le fichier des clés ; ErreurMetier si phrase vide."""
    if not phrase:
        raise ErreurMetier("Choisissez une phrase de passe : elle protège les dossiers des familles.", "phrase")
    cle, sel, nonce = secrets.token_bytes(TAILLE), secrets.token_bytes(16), secrets.token_bytes(12)
    enveloppe = AESGCM(_cle_phrase(phrase, sel, PARAMETRES)).encrypt(nonce, cle, _lie(VERSION))
    case = {"genre": "phrase", "sel": sel.hex(), "nonce": nonce.hex(), "enveloppe": enveloppe.hex()}
    contenu = {"application": "relogement", "version": VERSION, "argon2": PARAMETRES, "cases": [case]}
    _ecrire(chemin_cles(base), json.dumps(contenu, indent=1))
    return cle


def ouvrir_cles(base: Path, phrase: str) -> bytes:
    """La clé de données ; ErreurMetier si la phrase n'ouvre aucune case ou si le fichier n'est pas lisible."""
    contenu = _lire(chemin_cles(base))
    for case in contenu["cases"]:
        cle_phrase = _cle_phrase(phrase, bytes.fromhex(case["sel"]), contenu["argon2"])
        try:
            nonce, enveloppe = bytes.fromhex(case["nonce"]), bytes.fromhex(case["enveloppe"])
            return AESGCM(cle_phrase).decrypt(nonce, enveloppe, _lie(contenu["version"]))
        except InvalidTag:
            continue
    raise ErreurMetier(PHRASE_FAUSSE, "phrase")


def _lire(chemin: Path) -> dict[str, Any]:
    try:
        contenu: dict[str, Any] = json.loads(chemin.read_text(encoding="utf-8"))
        version, _, _ = int(contenu["version"]), contenu["argon2"]["passes"], contenu["cases"][0]["enveloppe"]
    except FileNotFoundError as e:
        raise ErreurMetier(
            f"Le fichier des clés « {chemin.name} » manque à côté de la base : remettez-le pour l'ouvrir."
        ) from e
    except (ValueError, KeyError, IndexError, TypeError) as e:
        raise ErreurMetier(f"Le fichier des clés « {chemin.name} » est abîmé : reprenez-le d'une sauvegarde.") from e
    if version > VERSION:
        raise ErreurMetier("Cette base vient d'une version plus récente de Relogement : mettez l'application à jour.")
    return contenu


def _cle_phrase(phrase: str, sel: bytes, parametres: dict[str, int]) -> bytes:
    return hash_secret_raw(
        phrase.encode(), sel, parametres["passes"], parametres["memoire_kio"], parametres["voies"], TAILLE, Type.ID
    )


def _lie(version: int) -> bytes:
    # Lié au chiffrement : une case recopiée sous une autre version ne s'ouvre pas.
    return f"relogement cles {version}".encode()


def _ecrire(chemin: Path, texte: str) -> None:
    provisoire = chemin.with_suffix(".cles.tmp")
    descripteur = os.open(provisoire, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descripteur, "w", encoding="utf-8") as f:
        f.write(texte)
        f.flush()
        os.fsync(f.fileno())
    os.replace(provisoire, chemin)
