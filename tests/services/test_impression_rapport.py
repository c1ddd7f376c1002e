"""Le rapport d'une opération depuis la base : ses comptes sont ceux de la page, et aucun nom n'y est."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from pypdf import PdfReader

from relogement.commun import ErreurMetier
from relogement.regles.charte.etats import Etat
from relogement.regles.charte.moteur import OBLIGATIONS
from relogement.regles.revue.sensibles import OBLIGATIONS_SOCIALES
from relogement.services.impression_conformite import imprimer_conformite_operation
from relogement.services.impression_rapport import imprimer_rapport, lire_rapport
from relogement.services.menages import creer_decohabitant, creer_menage, modifier_logement
from tests.outils import nouvelle_operation, photographie
from tests.services.dossier import Dossier

AU = date(2026, 11, 18)


def test_les_logements_se_rangent_par_escalier_avec_l_etape_de_leur_menage(d: Dossier) -> None:
    modifier_logement(d.base, d.menage, escalier="A", etage=3)
    creer_menage(d.base, d.operation, nom="ROUX", batiment="B", escalier="A", etage=0, porte="2")
    d.accepter()
    r = lire_rapport(d.base, d.operation, AU)
    ((nom, cases),) = r.cages
    assert nom == "Bâtiment B, escalier A"
    assert [(c.etage, c.porte, c.etat) for c in cases] == [(0, "2", "à rencontrer"), (3, "302", "accord")]
    assert (r.menages, r.restants, dict(r.etapes)) == (2, 2, {"à rencontrer": 1, "accord": 1})
    assert r.courbe is not None
    assert r.courbe.releves[-1] == (AU, 2)


def test_le_rapport_et_la_fiche_de_conformite_comptent_les_memes_obligations(d: Dossier, tmp_path: Path) -> None:
    """Décohabitants et difficultés sociales n'y comptent pas ; chacune des deux feuilles le dit."""
    d.refuser()
    creer_decohabitant(d.base, d.menage, nom="BENALI Noé", le=date(2026, 6, 1))
    imprimer_rapport(d.base, d.operation, tmp_path / "r.pdf", AU)
    imprimer_conformite_operation(d.base, d.operation, tmp_path / "c.pdf", AU)
    pages = [" ".join(" ".join(p.extract_text() for p in PdfReader(tmp_path / f).pages).split())
             for f in ("r.pdf", "c.pdf")]
    comptes = [
        {e.mot: n[1] for e in Etat if (n := re.search(rf"{e.mot} : (\d+)", page))} for page in pages
    ]
    assert comptes[0] == comptes[1]
    assert sum(map(int, comptes[0].values())) == len(OBLIGATIONS) - len(OBLIGATIONS_SOCIALES)
    assert all("Comptées pour 1 ménage, décohabitants non compris." in page for page in pages)


def test_aucun_nom_n_y_est_et_rien_ne_change(d: Dossier, tmp_path: Path) -> None:
    d.refuser()
    avant = photographie(d.base)
    imprimer_rapport(d.base, d.operation, tmp_path / "r.pdf", AU)
    page = " ".join(p.extract_text() for p in PdfReader(tmp_path / "r.pdf").pages)
    assert "BENALI" not in page
    assert "BEL-0001" in page
    assert photographie(d.base) == avant


def test_une_operation_vide_s_imprime_et_une_absente_se_refuse(d: Dossier, tmp_path: Path) -> None:
    imprimer_rapport(d.base, nouvelle_operation(d.base, "VID"), tmp_path / "r.pdf", AU)
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(ErreurMetier, match="n'existe plus"):
        imprimer_rapport(d.base, uuid4(), tmp_path / "r.pdf", AU)
