"""La mesure d'un lot : deux cents dossiers, leur temps et le pic de mémoire, à côté des mêmes pages écrites nues."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

MENAGES = 200
AU = date(2026, 11, 18)
QUOI = "leur texte, reportlab seul"


def mesurer_lots(modele: Path, phrase: str) -> Iterator[str]:
    """Chaque façon d'imprimer le lot dans son propre programme : la mémoire de l'une ne compte pas dans l'autre."""
    for genre in ("un par ménage", "un seul PDF"):
        with tempfile.TemporaryDirectory() as dossier:
            notre = _a_part(modele, phrase, Path(dossier), genre)
            nu = _a_part(modele, phrase, Path(dossier), f"nu, {genre}")
        mesures = (f"{duree:>6.1f} s {memoire:>4.0f} Mo" for duree, memoire, _ in (notre, nu))
        nom = f"imprimer {notre[2]} dossiers, {genre}"
        yield f"{nom:<38} {'   plancher '.join(mesures)} ({QUOI})   × {notre[0] / nu[0]:.1f}"


def _a_part(modele: Path, phrase: str, dossier: Path, genre: str) -> tuple[float, float, int]:
    commande = [sys.executable, "-m", "tests.bench_lots", str(modele), str(dossier), genre]
    rendu = subprocess.run(
        commande, env=os.environ | {"RELOGEMENT_PHRASE": phrase}, check=True, capture_output=True, text=True
    )
    duree, memoire, combien = rendu.stdout.split()
    return float(duree), float(memoire), int(combien)


def _imprimer(modele: Path, dossier: Path, genre: str) -> int:
    """Le lot entier, tel que la commande l'imprime ; rend le nombre de ménages."""
    from relogement.services.lots import imprimer_lot
    from relogement.stockage.base import ouvrir_base
    from relogement.stockage.lectures import lignes_operations

    base = ouvrir_base(modele, lambda: os.environ["RELOGEMENT_PHRASE"])
    operation = lignes_operations(base)[0].id
    chacun = genre == "un par ménage"
    sortie = dossier / ("lot" if chacun else "lot.pdf")
    lot = imprimer_lot(base, operation, "dossier", sortie, AU, un_par_menage=chacun)
    base.fermer()
    return len(lot.imprimes)


def _nu(dossier: Path, genre: str) -> int:
    """Le texte de chaque page déjà imprimée, rendu ligne à ligne sans mise en page."""
    from pypdf import PdfReader
    from reportlab.pdfgen.canvas import Canvas

    from relogement.documents.polices import NORMALE, charger

    charger()
    chacun = genre.endswith("un par ménage")
    sources = sorted((dossier / "lot").iterdir()) if chacun else [dossier / "lot.pdf"]
    textes = [[p.extract_text().splitlines() for p in PdfReader(s).pages] for s in sources]
    debut = time.perf_counter()
    for rang, pages in enumerate(textes):
        canevas = Canvas(str(dossier / f"nu-{rang}.pdf"))
        for lignes in pages:
            canevas.setFont(NORMALE, 8)
            for place, ligne in enumerate(lignes):
                canevas.drawString(40, 800 - 8 * place, ligne)
            canevas.showPage()
        canevas.save()
    print(f"{time.perf_counter() - debut:.2f}", end=" ")
    return len(sources)


def _pic() -> float:
    """Le pic de mémoire de ce programme, en Mo ; `getrusage` compterait aussi celui du programme qui l'a lancé."""
    lignes = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(ligne.split()[1]) for ligne in lignes if ligne.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    base, ou, genre = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    if genre.startswith("nu"):
        combien = _nu(ou, genre)
    else:
        debut = time.perf_counter()
        combien = _imprimer(base, ou, genre)
        print(f"{time.perf_counter() - debut:.2f}", end=" ")
    print(f"{_pic():.1f} {combien}")
