"""Dire qu'une donnée ne se retrouve pas, et pourquoi, dans la fiche même où elle se corrige."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from relogement.commun import Changements, ErreurMetier
from relogement.services.corrections import corriger
from relogement.services.inconnus import DATE, MOTIF, dire_inconnu
from ui.fiches.dossier import Dossier
from ui.fiches.modele import Valeurs, sans
from ui.socle.champs import Champ, Genre

DATE_INCONNUE = Champ(
    DATE, "Si la date ne se retrouve pas, pourquoi", Genre.TEXTE_LONG,
    aide="La réponse reste sans date, et se compte inconnue : elle n'empêche plus d'émettre la revue.",
)
MOTIF_INCONNU = Champ(
    MOTIF, "Si le motif ne se retrouve pas, pourquoi", Genre.TEXTE_LONG,
    aide="Le refus reste sans motif, et se compte inconnu : il n'empêche plus d'émettre la revue.",
)


def corriger_ou_dire(base: Any, d: Dossier, v: Valeurs, quoi: str, connus: Sequence[str], manque: str) -> Changements:
    """Corrige la proposition ; si rien de `connus` n'est tapé, dit l'inconnu, ou demande l'un des deux (`manque`)."""
    if any(v[nom] for nom in connus):
        return corriger(base, "proposition", d.cle, **sans(v, quoi))
    if not (v[quoi] or "").strip():
        raise ErreurMetier(manque, connus[0])
    return dire_inconnu(base, [(d.cle, quoi)], v[quoi])
