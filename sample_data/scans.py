"""Les pièces jointes de la démonstration : de petits PDF inventés, toujours les mêmes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reportlab.lib.pagesizes import A6
from reportlab.pdfgen.canvas import Canvas

MENTION = "Exemplaire de démonstration : tout y est inventé."


def refus_signe(dossier: Path, place: str, rang: int, le: date) -> Path:
    """Le scan d'un formulaire de refus signé."""
    lignes = ("Refus d'une proposition de logement", f"Proposition n° {rang}", f"Signé le {le:%d/%m/%Y}")
    return _page(dossier / f"refus-{place}-{rang}.pdf", lignes, signee=True)


def avis_de_reception(dossier: Path, place: str, le: date) -> Path:
    """L'avis de réception d'une lettre recommandée."""
    return _page(dossier / f"avis-{place}.pdf", ("Avis de réception", f"Distribué le {le:%d/%m/%Y}"), signee=True)


def feuille_emargement(dossier: Path, le: date) -> Path:
    """La feuille d'émargement d'une réunion."""
    return _page(dossier / f"emargement-{le}.pdf", ("Feuille d'émargement", f"Réunion du {le:%d/%m/%Y}"), signee=True)


def document_operation(dossier: Path, titre: str, nom: str, le: date) -> Path:
    """Un document de concertation ou de procédure."""
    lignes = (titre[:1].upper() + titre[1:], f"Résidence Bellevue, le {le:%d/%m/%Y}")
    return _page(dossier / f"{nom}.pdf", lignes, signee=False)


def _page(fichier: Path, lignes: tuple[str, ...], *, signee: bool) -> Path:
    """Une page A6 ; `invariant` : ni date ni numéro de fabrication, pour que deux constructions se valent."""
    feuille = Canvas(str(fichier), pagesize=A6, invariant=True)
    largeur, hauteur = A6
    for i, ligne in enumerate((*lignes, MENTION)):
        feuille.drawString(24, hauteur - 48 - 20 * i, ligne)
    if signee:
        feuille.bezier(largeur / 2, 60, largeur * 0.6, 110, largeur * 0.7, 20, largeur - 40, 75)
    feuille.save()
    return fichier
