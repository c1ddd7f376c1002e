"""Les colonnes de la liste des ménages : ce qu'elles disent, comment elles se trient."""

from __future__ import annotations

from dataclasses import dataclass

from relogement.formats import telephone
from relogement.regles.charte.etats import Etat
from relogement.regles.etape import Etape
from relogement.services.charte import Resume
from relogement.stockage.lectures import LigneMenage
from ui.ecrans.menage.tete import lieu, style_etape
from ui.socle.batiment import nom_etage
from ui.socle.etats import Style, style_etat
from ui.socle.modele import Colonne

_PLIS = 6


@dataclass(frozen=True, slots=True)
class RangMenage:
    """Une ligne et son résumé ; None : il arrive."""

    ligne: LigneMenage
    resume: Resume | None = None


def _etape(r: RangMenage) -> Etape | None:
    return r.resume.etape if r.resume else None


def _retards(r: RangMenage) -> int | None:
    return r.resume.en_retard if r.resume else None


def _logement(ligne: LigneMenage) -> str:
    """« Bât. A · B · 3e · 302 » : le bâtiment, l'escalier, l'étage, la porte ; ce qui est inconnu n'y est pas."""
    etage = None if ligne.etage is None else nom_etage(ligne.etage).removesuffix(" étage")
    return " · ".join(filter(None, (lieu(ligne.batiment, None, None, None), ligne.escalier, etage, ligne.porte)))


def _tri_logement(ligne: LigneMenage) -> str | None:
    """Bâtiment, escalier, étage, porte ; « 9 » vient avant « 10 », le sous-sol avant le rez-de-chaussée."""
    if not _logement(ligne):
        return None
    etage = f"{ligne.etage + 100:03}" if ligne.etage is not None else "~"
    textes = (ligne.batiment or "~", ligne.escalier or "~", etage, ligne.porte or "~")
    return "\x1f".join(texte.zfill(_PLIS) if texte.isdigit() else texte for texte in textes)


def _nombre(valeur: int) -> str:
    return str(valeur) if valeur else ""


def nom_liste(ligne: LigneMenage) -> str:
    """Le nom du ménage ; un décohabitant le dit, pour qu'on le filtre et qu'on le compte à part."""
    return f"{ligne.nom} · décohabitant" if ligne.decohabitant else ligne.nom


def pastille_courte(etape: Etape) -> Style:
    """La pastille de l'étape, en un mot : son libellé entier est dans la bulle."""
    style = style_etape(etape)
    return style.avec("proposition") if etape is Etape.PROPOSITION else style


def _pastille_etape(r: RangMenage) -> Style | None:
    etape = _etape(r)
    return pastille_courte(etape) if etape else None


def _pastille_retard(r: RangMenage) -> Style | None:
    retards = _retards(r)
    return style_etat(Etat.EN_RETARD, str(retards)) if retards else None


def _texte_retard(r: RangMenage) -> str:
    retards = _retards(r)
    return f"{retards} en retard" if retards else ""


def _telephone(r: RangMenage) -> str:
    return telephone(r.ligne.telephone)


COLONNES: tuple[Colonne[RangMenage], ...] = (
    Colonne("Référence", lambda r: r.ligne.reference, largeur=84),
    Colonne("Ménage", lambda r: nom_liste(r.ligne), largeur=154, fort=True, part=5),
    Colonne(
        "Étape",
        lambda r: e.libelle if (e := _etape(r)) else "…",
        tri=lambda r: e.rang if (e := _etape(r)) else None,
        style=_pastille_etape,
        largeur=124,
    ),
    Colonne("En retard", _texte_retard, tri=_retards, style=_pastille_retard, largeur=70),
    Colonne(
        "Logement",
        lambda r: _logement(r.ligne),
        tri=lambda r: _tri_logement(r.ligne),
        largeur=158,
        part=3,
        complet=lambda r: lieu(r.ligne.batiment, r.ligne.escalier, r.ligne.etage, r.ligne.porte),
    ),
    Colonne("Type", lambda r: r.ligne.type or "", tri=lambda r: r.ligne.type, largeur=58),
    Colonne("Référent", lambda r: r.ligne.referent or "aucun", tri=lambda r: r.ligne.referent, largeur=72, part=2),
    Colonne(
        "Propos.",
        lambda r: _nombre(r.ligne.propositions),
        tri=lambda r: r.ligne.propositions,
        alignement="droite",
        largeur=60,
        nom="Propositions",
    ),
    Colonne(
        "À compl.",
        lambda r: _nombre(r.ligne.a_completer),
        tri=lambda r: r.ligne.a_completer,
        alignement="droite",
        largeur=66,
        nom="À compléter",
    ),
    Colonne("Téléphone", _telephone, tri=lambda r: _telephone(r) or None, largeur=124),
)
EN_RETARD = next(rang for rang, colonne in enumerate(COLONNES) if colonne.titre == "En retard")
"""Le rang de la colonne des retards."""
