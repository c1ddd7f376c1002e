"""Les colonnes de la liste du vivier, et la pastille d'un état."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from relogement.formats import date_courte, euros, nombre, oui_non, surface
from relogement.regles.convention.acces import Acces
from relogement.regles.convention.accessibilite import Accessibilite
from relogement.regles.vivier import EtatOffre, offrable
from relogement.stockage.lectures_vivier import LigneVivier
from ui.socle.etats import Forme, Style
from ui.socle.modele import Cle, Colonne
from ui.socle.theme import Ton

_STYLES = {
    EtatOffre.LIBRE: (Ton.RESPECTEE, Forme.COCHE),
    EtatOffre.PROPOSE: (Ton.A_FAIRE, Forme.QUARTIER),
    EtatOffre.RETENU: (Ton.A_VENIR, Forme.CERCLE),
    EtatOffre.ATTRIBUE: (Ton.NEUTRE, Forme.TIRET),
    EtatOffre.REPRIS: (Ton.NON_RESPECTEE, Forme.CARRE),
}
PLUS_GARDE = "plus gardé"
_RANGS = {etat: rang for rang, etat in enumerate(EtatOffre)}


def style_etat_offre(v: LigneVivier, au: date) -> Style:
    """La pastille de l'état ; il dit s'il est offert à plusieurs ménages à la fois, ou libre mais plus gardé."""
    s = v.situation
    if s.etat is EtatOffre.LIBRE and not offrable(v.offre, au):
        return Style(PLUS_GARDE, Ton.NEUTRE, Forme.TIRET)
    ton, forme = _STYLES[s.etat]
    mot = s.etat.libelle if len(s.tenues) < 2 else f"{s.etat.libelle} à {len(s.tenues)}"
    return Style(mot, ton, forme)


def disponibilite(v: LigneVivier, au: date) -> str:
    """« dès maintenant », « le 12/03/2027 », « gardé jusqu'au … », « plus gardé depuis … » ; vide : pas communiquée."""
    des, fin = v.offre.disponible, v.offre.jusqu_au
    if fin is not None and fin < au:
        return f"plus gardé depuis le {date_courte(fin + timedelta(days=1))}"
    debut = "" if des is None else "dès maintenant" if des <= au else f"le {date_courte(des)}"
    return ", ".join(filter(None, (debut, f"gardé jusqu'au {date_courte(fin)}" if fin else "")))


def _des(v: LigneVivier, au: date) -> str:
    """La disponibilité en un mot : la bulle la dit en entier."""
    des, fin = v.offre.disponible, v.offre.jusqu_au
    if fin is not None and fin < au:
        return PLUS_GARDE
    return "" if des is None else "maintenant" if des <= au else date_courte(des)


def _texte(nom: str) -> Callable[[LigneVivier], str]:
    return lambda v: str(v.valeurs[nom] or "")


def _libelle(nom: str) -> Callable[[LigneVivier], str]:
    return lambda v: v.valeurs[nom].libelle if v.valeurs[nom] else ""


def _valeur(nom: str) -> Callable[[LigneVivier], Cle]:
    return lambda v: v.valeurs[nom]


def _moyenne(lignes: Sequence[LigneVivier]) -> str:
    loyers = [v.valeurs["loyer"] for v in lignes if v.valeurs["loyer"] is not None]
    return f"{euros(sum(loyers) // len(loyers))} en moyenne sur {nombre(len(loyers))}" if loyers else "inconnu"


_ACCES = {
    Accessibilite.ACCESSIBLE: Style("accessible", Ton.RESPECTEE, Forme.COCHE),
    Accessibilite.POTENTIELLE: Style("potentiel", Ton.A_FAIRE, Forme.QUARTIER),
    Accessibilite.AU_DELA: Style("au-delà", Ton.NON_RESPECTEE, Forme.CARRE),
    Accessibilite.INCONNUE: Style("inconnu", Ton.NEUTRE, Forme.QUESTION),
}
_RANGS_ACCES = {quoi: rang for rang, quoi in enumerate(Accessibilite)}
MOTS_ACCES = {quoi: style.mot for quoi, style in _ACCES.items()}
LireAcces = Callable[[LigneVivier], Acces | None]


def style_acces(acces: Acces) -> Style:
    """La pastille d'un loyer au regard du plafond APL."""
    return _ACCES[acces.quoi]


def colonnes(aujourd_hui: Callable[[], date], acces: LireAcces) -> tuple[Colonne[LigneVivier], ...]:
    """Les colonnes ; l'état et la disponibilité se lisent au jour présent, `acces` pour le ménage type."""

    def style(v: LigneVivier) -> Style | None:
        lu = acces(v)
        return style_acces(lu) if lu else None

    def etat(v: LigneVivier) -> Style:
        return style_etat_offre(v, aujourd_hui())

    return (
        Colonne("Logement", _texte("libelle"), largeur=236, fort=True, part=5),
        Colonne("État", lambda v: etat(v).mot, lambda v: _RANGS[v.situation.etat], largeur=108, style=etat),
        Colonne("Type", _texte("type"), largeur=56),
        Colonne("Surface", lambda v: surface(v.valeurs["surface"], ""), _valeur("surface"), "droite", 72),
        Colonne("Loyer", lambda v: euros(v.valeurs["loyer"], ""), _valeur("loyer"), "droite", 84, somme=_moyenne),
        Colonne("Charges", lambda v: euros(v.valeurs["charges"], ""), _valeur("charges"), "droite", 84),
        Colonne("Loyer et APL", lambda v: s.mot if (s := style(v)) else "",
                lambda v: _RANGS_ACCES[lu.quoi] if (lu := acces(v)) else None, largeur=112, style=style,
                complet=lambda v: lu.phrase if (lu := acces(v)) else "", nom="Accessible au ménage type"),
        Colonne("Commune", _texte("commune"), largeur=116, part=2),
        Colonne("Quartier", _texte("quartier"), largeur=112, part=2),
        Colonne("Disponible", lambda v: _des(v, aujourd_hui()),
                lambda v: v.offre.disponible.toordinal() if v.offre.disponible else None, largeur=108,
                complet=lambda v: disponibilite(v, aujourd_hui())),
        Colonne("Réservataire", _libelle("reservataire"), largeur=136, part=2),
        Colonne("Bailleur", _texte("bailleur"), largeur=128, part=2),
        Colonne("QPV", lambda v: oui_non(v.valeurs["qpv"]), largeur=64),
        Colonne("Financement", _libelle("financement"), largeur=84),
        Colonne("Référence", _texte("reference"), largeur=92),
    )
