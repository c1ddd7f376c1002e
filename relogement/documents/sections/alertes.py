"""Les alertes de la loi : une date ou un fait à vérifier, et qui l'a examiné."""

from __future__ import annotations

from collections.abc import Sequence

from relogement.documents.donnees import AlerteImprimee
from relogement.documents.mise_en_page import Histoire, section, tableau, texte, vide


def alertes(imprimees: Sequence[AlerteImprimee]) -> Histoire:
    """Une ligne par alerte, les réglées comprises ; aucune ne décide rien."""
    histoire = section("Alertes de la loi")
    if not imprimees:
        return [*histoire, vide("Aucune alerte de la loi à ce jour.")]
    return [
        *histoire,
        texte("Une date ou un fait, à vérifier par le service juridique : rien n'est décidé ici.", "doux"),
        *tableau(
            (("Niveau", 24), ("Alerte", 42), ("Ce qu'elle dit", 90)),
            [(a.niveau, f"{a.libelle} ({a.id})", f"{a.phrase}\n{a.source}") for a in imprimees],
        ),
    ]
