"""Les variantes de la revue : ce que chacune montre, et à qui elle se donne."""

from __future__ import annotations

from relogement.vocabulaire import Liste


class Variante(Liste):
    """Une variante, dite sur la couverture."""

    contenu: str
    diffusion: str

    def __new__(cls, code: str, libelle: str, contenu: str, diffusion: str) -> Variante:
        membre = object.__new__(cls)
        membre._value_ = code
        membre.libelle = libelle
        membre.contenu = contenu
        membre.diffusion = diffusion
        return membre

    FINANCEUR = (
        "financeur",
        "financeur",
        "toute la revue, sous pseudonymes ; ni nom, ni adresse plus fine que le bâtiment, ni téléphone, ni note.",
        "Aux financeurs et partenaires de la convention. Des croisements peuvent désigner quelqu'un dans un petit "
        "bâtiment : ce classeur ne se publie pas. Qui l'a demandé est inscrit au journal.",
    )
