"""Les sections de la page, dans l'ordre de la charte."""

from __future__ import annotations

from ui.ecrans.menage.section import Section
from ui.ecrans.menage.section_entretiens import SectionEntretiens
from ui.ecrans.menage.section_foyer import SectionFoyer
from ui.ecrans.menage.section_historique import SectionHistorique
from ui.ecrans.menage.section_pieces import SectionPieces

SECTIONS: tuple[type[Section], ...] = (
    SectionFoyer,
    SectionEntretiens,
    SectionPieces,
    SectionHistorique,
)
