"""Ce que la couverture dit de chaque variante : son contenu, et à qui elle se donne."""

from __future__ import annotations

from relogement.vocabulaire import VarianteRevue

SEULE = (
    "Une seule revue diffusable par trimestre et par périmètre. Deux se soustraient, et de petits effectifs "
    "réapparaissent : deux trimestres de suite, une opération et toutes, le même jour avant et après une correction."
)
"""Ce qu'aucun masque ne peut taire."""
CONTENU = {
    VarianteRevue.FINANCEUR: "toute la revue, sous pseudonymes ; ni nom, ni adresse plus fine que le bâtiment, ni "
    "téléphone, ni note.",
    VarianteRevue.DIFFUSABLE: "les chiffres seuls, sans les ménages, ni bâtiment, ni période, ni promesse d'acteur ; "
    "les petits effectifs sont masqués, avec ce qui permettrait de les retrouver.",
    VarianteRevue.NOMINATIVE: "toute la revue, avec le nom, la référence, l'adresse et le téléphone de chaque ménage.",
}
DIFFUSION = {
    VarianteRevue.FINANCEUR: "Aux financeurs et partenaires de la convention. Des croisements peuvent désigner "
    "quelqu'un dans un petit bâtiment : ce classeur ne se publie pas. Qui l'a demandé est inscrit au journal.",
    VarianteRevue.DIFFUSABLE: f"Se publie seule. {SEULE}",
    VarianteRevue.NOMINATIVE: "Aux seules personnes qui suivent les ménages. Qui l'a demandé, et pourquoi, est "
    "inscrit au journal.",
}
