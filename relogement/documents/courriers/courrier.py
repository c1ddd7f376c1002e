"""Un courrier en PDF : l'en-tête de l'organisation, le destinataire, l'objet, le corps, la signature."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer

from relogement.documents.courriers.blocs import FABRIQUES
from relogement.documents.courriers.champs import d_un_tenant, valeurs_de
from relogement.documents.courriers.donnees import Expediteur, FaitsCourrier
from relogement.documents.courriers.gabarit import BLANC, Genre, Morceau, decouper, remplir
from relogement.documents.courriers.modele import Modele
from relogement.documents.mise_en_page import (
    LARGEUR,
    Histoire,
    grille,
    note_signes,
    paragraphes,
    partie,
    puce,
    texte,
    titre_document,
)
from relogement.documents.page import rendre
from relogement.documents.polices import NORMALE, nettoyer, signes_manquants
from relogement.documents.symboles import Dessin, case, image
from relogement.formats import date_lettre

_LOGO = 18 * mm
_LOGO_LARGE = 50 * mm
_CASE, _APRES_CASE, _CORPS = 18.0, 16.0, 9
"""La largeur d'une case, l'air après son libellé, le corps du libellé."""


def courrier(f: FaitsCourrier, modele: Modele, objet: str, corps: str, *, invariant: bool = False) -> bytes:
    """Le PDF ; `objet` et `corps` : le texte en vigueur, livré ou récrit. Son titre technique ne nomme personne."""
    return rendre(f.entete, titre_technique(f, modele), histoire(f, modele, objet, corps), invariant=invariant)


def titre_technique(f: FaitsCourrier, modele: Modele) -> str:
    """« Proposition de logement BEL-0042 » : le titre du PDF, sans nom de personne."""
    return f"{modele.titre} {f.entete.reference}"


def histoire(f: FaitsCourrier, modele: Modele, objet: str, corps: str) -> Histoire:
    """Ce que le courrier contient, prêt à couler de page en page."""
    valeurs = valeurs_de(f)
    dit = remplir(objet, valeurs)
    suite: Histoire = [*tete(f.expediteur, entiere=modele.lettre)]
    suite += [*_destinataire(f), texte(f"Objet : {dit}", "objet")] if modele.lettre else titre_document(
        f.operation.nom, dit
    )
    for morceau in decouper(corps, valeurs):
        suite += _morceau(morceau, f, modele)
    return suite + note_signes(signes_manquants((f, objet, corps)))


def tete(e: Expediteur, *, entiere: bool) -> Histoire:
    """Le logo et le nom de l'organisation, un blanc si elle n'en a pas encore ; `entiere` : ses coordonnées aussi."""
    contacts = " · ".join(filter(None, (d_un_tenant(e.telephone), e.courriel)))
    suite = filter(None, (e.adresse, contacts)) if entiere else ()
    lignes = [texte(e.nom or BLANC, "fort"), *(texte(x, "petit") for x in suite)]
    if e.logo is None:
        return [*lignes, Spacer(1, 8)]
    logo = _logo(e.logo, e.nom)
    return [grille([[logo, lignes]], [logo.width + 5 * mm, LARGEUR - logo.width - 5 * mm]), Spacer(1, 8)]


def _logo(octets: bytes, nom: str | None) -> Dessin:
    large, haut = ImageReader(BytesIO(octets)).getSize()
    echelle = min(_LOGO / haut, _LOGO_LARGE / large)
    return image(octets, large * echelle, haut * echelle, f"Logo : {nom}" if nom else "Logo")


def _destinataire(f: FaitsCourrier) -> Histoire:
    """Le nom et l'adresse à droite, sous la date ; le dossier et qui le suit à gauche."""
    e = f.expediteur
    lieu = f"{e.ville}, le {date_lettre(f.entete.le)}" if e.ville else f"Le {date_lettre(f.entete.le)}"
    ou = (f.destination or BLANC).replace(", ", "\n")
    gauche = [texte(f"Dossier {f.entete.reference}", "doux"), texte(f"Suivi par {f.referent or BLANC}", "doux")]
    droite = [texte(lieu), Spacer(1, 6), texte(f.menage, "fort"), texte(ou)]
    return [grille([[gauche, droite]], [LARGEUR * 0.56, LARGEUR * 0.44]), Spacer(1, 12)]


def _morceau(m: Morceau, f: FaitsCourrier, modele: Modele) -> Histoire:
    if m.genre is Genre.BLOC:
        return FABRIQUES[m.texte](f)
    if m.genre is Genre.TITRE:
        return partie(m.texte, 0)
    if m.genre is Genre.CASES:
        return _cases(m.cases)
    return [puce(m.texte)] if m.genre is Genre.PUCE else paragraphes(
        m.texte, "lettre" if modele.lettre else "aere"
    )


def _cases(libelles: tuple[str, ...]) -> Histoire:
    """Des cases côte à côte, à la ligne quand la place manque ; un long libellé a toute la largeur."""
    rangs: list[list[tuple[str, float]]] = []
    place = 0.0
    for libelle in libelles:
        large = min(stringWidth(nettoyer(libelle), NORMALE, _CORPS) + _APRES_CASE, LARGEUR - _CASE)
        if not rangs or large + _CASE > place:
            rangs.append([])
            place = LARGEUR
        rangs[-1].append((libelle, large))
        place -= large + _CASE
    return [_rang_de_cases(rang) for rang in rangs]


def _rang_de_cases(rang: list[tuple[str, float]]) -> Flowable:
    cellules = [cellule for libelle, _ in rang for cellule in (case("", False, _CASE), [Spacer(1, 2), texte(libelle)])]
    return grille([cellules], [largeur for _, large in rang for largeur in (_CASE, large)], hAlign="LEFT")
