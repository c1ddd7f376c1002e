"""Les sections de la page, dans l'ordre de la charte."""

from __future__ import annotations

from ui.ecrans.menage.section import Section
from ui.ecrans.menage.section_budget import SectionBudget
from ui.ecrans.menage.section_demenagement import SectionDemenagement
from ui.ecrans.menage.section_entretiens import SectionEntretiens
from ui.ecrans.menage.section_foyer import SectionFoyer
from ui.ecrans.menage.section_historique import SectionHistorique
from ui.ecrans.menage.section_pieces import SectionPieces
from ui.ecrans.menage.section_propositions import SectionPropositions
from ui.ecrans.menage.section_suivi import SectionSuivi

MOTS = {"foyer": "Foyer", "entretiens": "Entretiens", "demenagement": "Déménagement"}
"""Le mot de l'onglet quand le titre de la section est trop long pour que tous tiennent sur une ligne."""

SECTIONS: tuple[type[Section], ...] = (
    SectionFoyer,
    SectionEntretiens,
    SectionBudget,
    SectionPropositions,
    SectionDemenagement,
    SectionSuivi,
    SectionPieces,
    SectionHistorique,
)
