"""Le rapport d'une opération depuis la base : ses comptes sont ceux de la page, et aucun nom n'y est."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from pypdf import PdfReader

from relogement.commun import ErreurMetier
from relogement.services.impression_rapport import imprimer_rapport, lire_rapport
from relogement.services.menages import creer_menage, modifier_logement
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
