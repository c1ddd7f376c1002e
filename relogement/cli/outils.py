"""Ce que partagent les commandes : retrouver une opération, répondre en texte ou en JSON."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from relogement.cli.flux import dire

if TYPE_CHECKING:
    from relogement.stockage.base import Base


def operation(base: Base, code: str) -> UUID:
    """La clé de l'opération de ce code ; ErreurMetier si elle n'existe pas."""
    from relogement.services.operations import operation_de_code

    with base.session() as s:
        return operation_de_code(s, code).id


def rendre(o: Namespace, donnees: Mapping[str, Any], texte: str) -> int:
    """Dit la réponse, en JSON si on le demande ; 0."""
    dire(json.dumps(donnees, ensure_ascii=False, default=str) if o.json else texte)
    return 0
