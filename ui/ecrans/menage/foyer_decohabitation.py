"""Les ménages liés par une décohabitation : où en est chacun, et le chemin de l'un à l'autre."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from relogement.commun import ErreurMetier
from relogement.formats import date_courte
from relogement.services.charte import Resume, resume_menage
from relogement.stockage.lectures import FicheMenage, Ligne, fiche_menage
from ui.ecrans.menage.grille import Cellule, Grille, gestes, lien
from ui.ecrans.menage.tete import style_etape
from ui.socle.elements import Bouton, Carte, EtatVide, Texte
from ui.socle.pastille import Pastille

if TYPE_CHECKING:
    from ui.ecrans.menage.section import Section

TITRES = ("Référence", "Ménage", "Retenue le", "Étape", "")
PARTS = (2, 3, 2, 3, 0)


def resumes_lies(section: Section, fiche: FicheMenage) -> dict[UUID, Resume]:
    """Où en sont le ménage d'origine et les décohabitants de ce ménage, sans ceux qui ne sont plus dans la base."""
    parent: UUID | None = fiche.menage["parent_id"]
    lus: dict[UUID, Resume] = {}
    for cle in [*([parent] if parent else []), *(d["id"] for d in fiche.decohabitants)]:
        try:
            fiche_menage(section.contexte.base, cle)
        except ErreurMetier:
            continue
        lus[cle] = resume_menage(section.contexte.base, cle, section.contexte.aujourd_hui())[0]
    return lus


def carte_decohabitation(section: Section, fiche: FicheMenage, resumes: dict[UUID, Resume]) -> Carte:
    """Le ménage d'origine d'un décohabitant, ou les décohabitants de ce ménage."""
    carte = Carte("Décohabitation")
    parent = fiche.menage["parent_id"]
    if parent is not None:
        carte.ajouter(_origine(section, fiche, parent, resumes))
        return carte
    carte.a_droite(
        Bouton("Créer un ménage décohabitant", section.vers("decohabitant", None, "nom"), icone="plus")
    )
    if not fiche.decohabitants:
        carte.ajouter(EtatVide("Un adulte qui aura son propre logement a son propre dossier, lié à celui-ci."))
        return carte
    carte.ajouter(Grille(TITRES, [_decohabitant(section, d, resumes) for d in fiche.decohabitants], parts=PARTS))
    return carte


def _decohabitant(section: Section, ligne: Ligne, resumes: dict[UUID, Resume]) -> list[Cellule]:
    ouvrir = lien(
        "Ouvrir son dossier",
        lambda: section.contexte.naviguer("menage", id=ligne["id"]),
        f"Ouvrir le dossier de {ligne['nom']}",
    )
    etape = Pastille(style_etape(resumes[ligne["id"]].etape))
    return [ligne["reference"], ligne["nom"], date_courte(ligne["decohabite_le"]), etape, gestes(ouvrir)]


def _origine(section: Section, fiche: FicheMenage, parent: UUID, resumes: dict[UUID, Resume]) -> Grille | Texte:
    if parent not in resumes:
        return Texte("Le ménage d'origine n'est plus dans la base.", "doux")
    origine = fiche_menage(section.contexte.base, parent).menage
    ouvrir = lien(
        "Ouvrir le ménage d'origine",
        lambda: section.contexte.naviguer("menage", id=parent),
        f"Ouvrir le ménage d'origine, {origine['nom']}",
    )
    dater = lien(
        "Corriger la date", section.vers("date_decohabitation", None, "decohabite_le"),
        "Corriger la date de la décohabitation",
    )
    etape = Pastille(style_etape(resumes[parent].etape))
    le = date_courte(fiche.menage["decohabite_le"], "à renseigner")
    rang: list[Cellule] = [origine["reference"], origine["nom"], le, etape, gestes(ouvrir, dater)]
    return Grille(("Ménage d'origine", *TITRES[1:]), [rang], parts=PARTS)
