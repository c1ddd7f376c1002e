"""Les colonnes de la liste des ménages : ce qu'elles disent, comment elles se trient."""

from __future__ import annotations

from dataclasses import dataclass

from relogement.formats import telephone
from relogement.regles.charte.etats import Etat
from relogement.regles.etape import Etape
from relogement.services.charte import Resume
from relogement.stockage.lectures import LigneMenage
from ui.ecrans.menage.tete import lieu, style_etape
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
    return lieu(ligne.batiment, ligne.escalier, ligne.etage, ligne.porte).replace(" étage", "")


def _tri_logement(ligne: LigneMenage) -> str | None:
    """Bâtiment, escalier, étage, porte ; « 9 » vient avant « 10 », le sous-sol avant le rez-de-chaussée."""
    if not _logement(ligne):
        return None
    etage = f"{ligne.etage + 100:03}" if ligne.etage is not None else "~"
    textes = (ligne.batiment or "~", ligne.escalier or "~", etage, ligne.porte or "~")
    return "\x1f".join(texte.zfill(_PLIS) if texte.isdigit() else texte for texte in textes)


def _nombre(valeur: int) -> str:
    return str(valeur) if valeur else ""


def _pastille_etape(r: RangMenage) -> Style | None:
    etape = _etape(r)
    return style_etape(etape) if etape else None


def _pastille_retard(r: RangMenage) -> Style | None:
    retards = _retards(r)
    return style_etat(Etat.EN_RETARD, str(retards)) if retards else None


def _texte_retard(r: RangMenage) -> str:
    retards = _retards(r)
    return f"{retards} en retard" if retards else ""


def _telephone(r: RangMenage) -> str:
    return telephone(r.ligne.telephone)


COLONNES: tuple[Colonne[RangMenage], ...] = (
    Colonne("Référence", lambda r: r.ligne.reference, largeur=86),
    Colonne("Ménage", lambda r: r.ligne.nom, largeur=160, fort=True),
    Colonne(
        "Étape",
        lambda r: e.libelle if (e := _etape(r)) else "…",
        tri=lambda r: e.rang if (e := _etape(r)) else None,
        style=_pastille_etape,
        largeur=158,
    ),
    Colonne("En retard", _texte_retard, tri=_retards, style=_pastille_retard, largeur=84),
    Colonne("Logement", lambda r: _logement(r.ligne), tri=lambda r: _tri_logement(r.ligne), largeur=222),
    Colonne("Type", lambda r: r.ligne.type or "", tri=lambda r: r.ligne.type, largeur=44),
    Colonne("Référent", lambda r: r.ligne.referent or "aucun", tri=lambda r: r.ligne.referent, largeur=84),
    Colonne(
        "Propositions",
        lambda r: _nombre(r.ligne.propositions),
        tri=lambda r: r.ligne.propositions,
        alignement="droite",
        largeur=92,
    ),
    Colonne(
        "À compléter",
        lambda r: _nombre(r.ligne.a_completer),
        tri=lambda r: r.ligne.a_completer,
        alignement="droite",
        largeur=86,
    ),
    Colonne("Téléphone", _telephone, tri=lambda r: _telephone(r) or None, largeur=116),
)
EN_RETARD = next(rang for rang, colonne in enumerate(COLONNES) if colonne.titre == "En retard")
"""Le rang de la colonne des retards."""
