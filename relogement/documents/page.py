"""La page : A4, en-tête, pied « page x/y », signets, propriétés ; de la suite d'éléments au PDF.

Un document dit son titre, sa langue, ses signets ; son texte est du vrai texte, ses polices y sont en sous-ensembles,
et chaque image porte son texte de remplacement. reportlab n'écrit pas d'arbre de balises : un lecteur d'écran lit dans
l'ordre d'écriture, sans titres ni cellules de tableau, et le document n'est donc pas conforme à PDF/UA.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from relogement.documents.donnees import Entete
from relogement.documents.formats import jour
from relogement.documents.mise_en_page import DOUX, ENCRE, LARGEUR, MARGE, TRAIT, Histoire
from relogement.documents.polices import GRASSE, NORMALE, charger, nettoyer

_HAUT = 24 * mm
_BAS = 19 * mm
_LIGNE_HAUT = A4[1] - 14 * mm
_LIGNE_BAS = 11 * mm
_CORPS = 8


def rendre(entete: Entete, titre: str, histoire: Histoire, *, invariant: bool = False) -> bytes:
    """Le PDF ; `titre` va dans ses propriétés : sans nom de personne.

    `invariant` fige l'horodatage technique, pour que deux impressions se comparent octet à octet.
    """
    tampon = BytesIO()
    _document(tampon, entete, titre, invariant).build(histoire, canvasmaker=_Canevas)
    return tampon.getvalue()


def _document(tampon: BytesIO, entete: Entete, titre: str, invariant: bool) -> _Document:
    charger()
    document = _Document(
        tampon, pagesize=A4, title=titre, author=entete.auteur, subject=entete.operation, creator="Relogement",
        producer="Relogement", lang="fr-FR", displayDocTitle=1, initialFontName=NORMALE, initialFontSize=9,
        invariant=1 if invariant else None,
    )
    cadre = Frame(MARGE, _BAS, LARGEUR, A4[1] - _HAUT - _BAS, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [cadre], onPage=lambda c, _: _habiller(c, entete)))
    return document


class Recueil:
    """Plusieurs documents l'un après l'autre dans un seul PDF : chacun a ses numéros de page et son signet."""

    def __init__(self, titre: str, *, invariant: bool = False) -> None:
        self._titre, self._invariant = titre, invariant
        self._tampon = BytesIO()
        self._canevas: _Canevas | None = None

    def ajouter(self, entete: Entete, titre: str, histoire: Histoire) -> None:
        """Ajoute un document à la suite ; `titre` : son signet, sans nom de personne."""
        _document(self._tampon, entete, self._titre, self._invariant).build(
            histoire, canvasmaker=lambda *a, **o: self._suite(titre, *a, **o)
        )

    def _suite(self, titre: str, *args: Any, **options: Any) -> _Canevas:
        """Le même canevas d'un document à l'autre : les polices n'y sont qu'une fois."""
        if self._canevas is None:
            self._canevas = _Canevas(*args, **options)
            self._canevas.recueil = True
        self._canevas.chapitre = titre
        return self._canevas

    def octets(self) -> bytes:
        """Le PDF entier ; ValueError si rien n'y a été ajouté."""
        if self._canevas is None:
            raise ValueError("recueil vide")
        Canvas.save(self._canevas)
        return self._tampon.getvalue()


def _habiller(canevas: Any, entete: Entete) -> None:
    canevas.setStrokeColor(TRAIT)
    canevas.setLineWidth(0.6)
    canevas.line(MARGE, _LIGNE_HAUT - 5, A4[0] - MARGE, _LIGNE_HAUT - 5)
    canevas.line(MARGE, _LIGNE_BAS + 11, A4[0] - MARGE, _LIGNE_BAS + 11)
    canevas.setFillColor(ENCRE)
    canevas.setFont(GRASSE, 8.5)
    canevas.drawString(MARGE, _LIGNE_HAUT, nettoyer(entete.reference))
    canevas.setFont(NORMALE, _CORPS)
    canevas.setFillColor(DOUX)
    canevas.drawRightString(A4[0] - MARGE, _LIGNE_HAUT, _raccourci(entete.operation, 360))
    signature = nettoyer(f"Imprimé le {jour(entete.le)} par {entete.auteur}")
    canevas.drawString(MARGE, _LIGNE_BAS, _raccourci(signature, 380))


def _raccourci(contenu: str, largeur: float) -> str:
    """Une ligne d'en-tête ne déborde pas : un nom trop long finit par des points de suspension."""
    propre = nettoyer(contenu).replace("\n", " ")
    while stringWidth(propre, NORMALE, _CORPS) > largeur:
        propre = propre.rstrip("…")[:-1].rstrip() + "…"
    return propre


class _Document(BaseDocTemplate):  # type: ignore[misc]  # reportlab n'est pas typé
    """Pose un signet à chaque titre qui en porte un."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  # nom imposé par reportlab
        """Appelée par reportlab après chaque élément posé."""
        signet = getattr(flowable, "signet", None)
        if signet is not None:
            self.canv.signets.append(signet)


class _Canevas(Canvas):  # type: ignore[misc]  # reportlab n'est pas typé
    """Garde les pages jusqu'à la fin : « page x/y » veut le total, et les signets leur vraie page."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pages: list[dict[str, Any]] = []
        self.signets: list[tuple[str, int]] = []
        self.recueil, self.chapitre = False, ""
        """Dans un recueil : le signet du document en cours, au-dessus des siens."""

    def showPage(self) -> None:  # noqa: N802  # nom imposé par reportlab
        """Met la page de côté."""
        self.pages.append(dict(self.__dict__))
        self.signets = []
        self._startPage()

    def save(self) -> None:
        """Numérote chaque page, pose ses signets, puis écrit le document."""
        pages = self.pages
        for rang, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self.setFont(NORMALE, _CORPS)
            self.setFillColor(DOUX)
            self.drawRightString(A4[0] - MARGE, _LIGNE_BAS, f"Page {rang}/{len(pages)}")
            for titre, niveau in self._signets(rang):
                cle = f"p{self._pageNumber}-{niveau}-{len(titre)}-{titre}"
                self.bookmarkPage(cle)
                self.addOutlineEntry(titre, cle, niveau, closed=niveau == 0)
            super().showPage()
        self.pages, self.signets = [], []
        if not self.recueil:
            super().save()

    def _signets(self, rang: int) -> list[tuple[str, int]]:
        """Les signets de cette page du document en cours ; dans un recueil, un cran plus bas."""
        if not self.recueil:
            return self.signets
        return [*([(self.chapitre, 0)] if rang == 1 else []), *((titre, niveau + 1) for titre, niveau in self.signets)]
