"""Une feuille de la revue : mise en page, en-têtes, cellules typées ; aucun texte n'y devient jamais une formule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from textwrap import wrap
from typing import Any

from relogement.tableur.revue.cellules import Colonne, Genre, Inconnu, Masque, Valeur, nombre_excel
from relogement.tableur.revue.papier import A3, A4, hauteur_de_page, sauts

_HAUTEUR, _JOUR = 13.5, 1.5
"""La hauteur d'une ligne de texte et le blanc d'une rangée, en points : dits pour toutes, qui se ressemblent ainsi."""
LIGNES_GRAPHIQUE = 21
"""Ce qu'un graphique couvre, en lignes."""
_CHASSE = 0.9
"""Ce qu'un caractère occupe d'une largeur de colonne, avec un peu de marge."""
_ENCRE, _FOND, _BORD, _DISCRET = "#1F2937", "#DCE6F1", "#B8C4D2", "#6B7280"


class Styles:
    """Les formats du classeur, fabriqués une fois chacun."""

    def __init__(self, classeur: Any) -> None:
        self._classeur = classeur
        self._faits: dict[tuple[tuple[str, object], ...], Any] = {}
        self._valeurs: dict[tuple[Genre, bool, bool], Any] = {}

    def prendre(self, **options: object) -> Any:
        """Le format de ces options."""
        cle = tuple(sorted(options.items()))
        if cle not in self._faits:
            self._faits[cle] = self._classeur.add_format({"font_name": "Calibri", "font_size": 10, **options})
        return self._faits[cle]

    def valeur(self, genre: Genre, gras: bool = False, retrait: bool = False) -> Any:
        """Le format d'une valeur de ce genre ; `retrait` écarte un texte du nombre qui le précède."""
        cle = (genre, gras, retrait)
        if cle not in self._valeurs:
            texte = genre is Genre.TEXTE
            self._valeurs[cle] = self.prendre(
                num_format=genre.format,
                bold=gras,
                valign="top",
                align="left" if texte else "right",
                text_wrap=texte,
                indent=int(texte and retrait),
            )
        return self._valeurs[cle]

    def inconnu(self) -> Any:
        """Le format des mots « inconnu » et « masqué »."""
        return self.prendre(italic=True, font_color=_DISCRET, align="right", valign="top", num_format="@")

    def entete(self, premier: bool = False) -> Any:
        """Le format d'un en-tête de colonne ; le premier est calé à gauche, au-dessus des noms."""
        return self.prendre(
            bold=True,
            bg_color=_FOND,
            font_color=_ENCRE,
            bottom=1,
            bottom_color=_BORD,
            text_wrap=True,
            valign="vcenter",
            align="left" if premier else "center",
        )

    def titre(self) -> Any:
        """Le format du titre de la feuille."""
        return self.prendre(bold=True, font_size=14, font_color=_ENCRE)

    def note(self) -> Any:
        """Le format d'une note sous le titre."""
        return self.prendre(italic=True, font_color=_DISCRET)

    def section(self) -> Any:
        """Le format d'un intertitre."""
        return self.prendre(bold=True, font_size=11, bg_color=_FOND, font_color=_ENCRE)


class Feuille:
    """Une feuille qui s'écrit de haut en bas ; `ligne` est la prochaine ligne libre, comptée de 0."""

    def __init__(self, classeur: Any, styles: Styles, nom: str, pied: str) -> None:
        self._f = classeur.add_worksheet(nom)
        self.nom = nom
        self.styles = styles
        self.ligne = 0
        self._largeurs: list[float] = []
        self._hauteurs: dict[int, float] = {}
        self._blocs: list[int] = []
        """Où commence ce qui ne se coupe pas d'une page à l'autre, s'il y tient."""
        self._repete = 0.0
        self._large = 1
        self._droite = 0
        """La colonne la plus à droite où quelque chose est écrit."""
        self._f.set_landscape()
        self._papier(A4)
        self._f.fit_to_pages(1, 0)
        self._f.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._f.set_footer(f"&L{pied}&Rpage &P/&N")
        self._f.hide_gridlines(2)

    def largeurs(self, largeurs: Iterable[float]) -> None:
        """La largeur de chaque colonne, en caractères."""
        self._largeurs = list(largeurs)
        for rang, largeur in enumerate(self._largeurs):
            self._f.set_column(rang, rang, largeur)

    def imprimer_large(self, pages: int = 1) -> None:
        """Pour les feuilles à nombreuses colonnes : du A3, sur tant de pages de large, la première colonne répétée."""
        self._papier(A3)
        self._f.fit_to_pages(pages, 0)
        self._large = pages
        self._f.repeat_columns(0)

    def _papier(self, papier: int) -> None:
        self._f.set_paper(papier)
        self._page = papier

    def titre(self, texte: str, notes: Sequence[str]) -> None:
        """Le titre, puis une note par ligne, puis une ligne vide."""
        self._texte(0, texte, self.styles.titre())
        self.ligne += 1
        for note in notes:
            self.note(note)
        self.ligne += 1

    def section(self, texte: str, colonnes: int) -> None:
        """Un intertitre, sur toute la largeur ; jusqu'au suivant, rien ne se coupe s'il tient sur une page."""
        self._blocs.append(self.ligne)
        self._texte(0, texte, self.styles.section())
        for rang in range(1, colonnes):
            self._f.write_blank(self.ligne, rang, None, self.styles.section())
        self.ligne += 1

    def entetes(self, titres: Sequence[str], depuis: int = 0, hauteur: float = 45) -> int:
        """La ligne d'en-têtes ; rend son rang."""
        self._hauteur(hauteur)
        for rang, titre in enumerate(titres, depuis):
            self._texte(rang, titre, self.styles.entete(rang == 0))
        self.ligne += 1
        return self.ligne - 1

    def rangee(self, valeurs: Sequence[tuple[Valeur, Genre]], gras: bool = False, depuis: int = 0) -> None:
        """Une ligne de cellules typées."""
        lignes = max((self._lignes(rang, v) for rang, (v, _) in enumerate(valeurs, depuis)), default=1)
        self._hauteur(lignes * _HAUTEUR + _JOUR)
        for rang, (valeur, genre) in enumerate(valeurs, depuis):
            self._cellule(rang, valeur, genre, gras)
        self.ligne += 1

    def tableau(self, colonnes: Sequence[Colonne[Any]], objets: Iterable[Any]) -> None:
        """Une ligne par objet, dans l'ordre des colonnes."""
        for objet in objets:
            self.rangee([(c.lire(objet), c.genre) for c in colonnes])

    def passer(self, lignes: int = 1) -> None:
        """Laisse des lignes vides."""
        self.ligne += lignes

    def note(self, texte: str) -> None:
        """Une note seule sur sa ligne."""
        self._texte(0, texte, self.styles.note())
        self.ligne += 1

    def ajuster(self, colonne: int, texte: str) -> None:
        """Donne à la ligne courante la hauteur de ce texte."""
        self._hauteur(self._lignes(colonne, texte) * _HAUTEUR + _JOUR)

    def _hauteur(self, points: float) -> None:
        self._hauteurs[self.ligne] = points
        self._f.set_row(self.ligne, points)

    def cellule(self, colonne: int, valeur: Valeur, genre: Genre) -> None:
        """Une cellule typée de la ligne courante, qui ne change pas."""
        self._cellule(colonne, valeur, genre, False)

    def formule(self, colonne: int, formule: str, valeur: Valeur, genre: Genre, *, matricielle: bool = False) -> None:
        """Une formule de la maison et sa valeur déjà calculée, pour qui n'a pas de tableur ; jamais un texte saisi."""
        style = self.styles.valeur(genre)
        self._droite = max(self._droite, colonne)
        calculee: float | str = nombre_excel(valeur, genre) if isinstance(valeur, int | Decimal) else _mot(valeur)
        if matricielle:
            place = (self.ligne, colonne, self.ligne, colonne)
            self._f.write_array_formula(*place, f"{{={formule}}}", style, calculee)
        else:
            self._f.write_formula(self.ligne, colonne, f"={formule}", style, calculee)

    def poser(self, graphique: Any, ligne: int, colonne: int) -> None:
        """Pose un graphique, son coin en haut à gauche dans cette case."""
        self._f.insert_chart(ligne, colonne, graphique)
        self.ligne = max(self.ligne, ligne + LIGNES_GRAPHIQUE)

    def finir(self) -> None:
        """À appeler une fois la feuille écrite : ce qui s'imprime est ce qui est rempli, sans couper un bloc."""
        if self._blocs:
            page = hauteur_de_page(self._page, self._largeurs, self._large)
            hauts = [self._hauteurs.get(rang, _HAUTEUR + _JOUR) for rang in range(self.ligne)]
            self._f.set_h_pagebreaks(sauts(hauts, self._blocs, page, self._repete))
        self._f.print_area(0, 0, max(0, self.ligne - 1), max(self._droite, len(self._largeurs) - 1))

    def figer(self, lignes: int, colonnes: int) -> None:
        """Fige les premières lignes et colonnes à l'écran."""
        self._f.freeze_panes(lignes, colonnes)

    def repeter(self, entete: int) -> None:
        """Répète la ligne d'en-têtes en haut de chaque page imprimée."""
        self._f.repeat_rows(entete)
        self._repete = self._hauteurs[entete]

    def filtrer(self, entete: int, colonnes: int) -> None:
        """Pose les filtres, de la ligne d'en-têtes à la dernière écrite."""
        self._f.autofilter(entete, 0, max(entete + 1, self.ligne - 1), colonnes - 1)

    def _lignes(self, colonne: int, valeur: Valeur) -> int:
        if not isinstance(valeur, str) or colonne >= len(self._largeurs):
            return 1
        place = max(1, int(self._largeurs[colonne] / _CHASSE))
        return 1 if len(valeur) <= place else len(wrap(valeur, place)) or 1

    def _cellule(self, colonne: int, valeur: Valeur, genre: Genre, gras: bool) -> None:
        if valeur is None:
            return
        self._droite = max(self._droite, colonne)
        if isinstance(valeur, Inconnu | Masque):
            self._texte(colonne, valeur.value, self.styles.inconnu())
        elif isinstance(valeur, bool):
            self._cellule(colonne, "oui" if valeur else "non", Genre.TEXTE, gras)
        elif isinstance(valeur, date):
            self._f.write_datetime(self.ligne, colonne, valeur, self.styles.valeur(Genre.JOUR, gras))
        elif isinstance(valeur, int | Decimal):
            self._f.write_number(self.ligne, colonne, nombre_excel(valeur, genre), self.styles.valeur(genre, gras))
        else:
            self._texte(colonne, valeur, self.styles.valeur(Genre.TEXTE, gras, colonne > 0))

    def _texte(self, colonne: int, texte: str, style: Any) -> None:
        self._droite = max(self._droite, colonne)
        # write_string et jamais write : « =1+1 » ou « @x » restent du texte.
        self._f.write_string(self.ligne, colonne, texte, style)


def _mot(valeur: Valeur) -> str:
    return valeur.value if isinstance(valeur, Inconnu | Masque) else str(valeur or "")
