"""L'organisation se dit une fois, son logo est vérifié, et tout s'annule."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from relogement.commun import Changements, ErreurMetier
from relogement.documents.courriers.donnees import Expediteur
from relogement.services.annulation import annuler
from relogement.services.organisation import organisation, poser_logo, regler_organisation, retirer_logo
from tests.outils import photographie
from tests.services.dossier import Dossier


def logo(dossier: Path, couleur: str = "navy") -> Path:
    fichier = dossier / f"{couleur}.png"
    tampon = BytesIO()
    Image.new("RGB", (30, 10), couleur).save(tampon, "PNG")
    fichier.write_bytes(tampon.getvalue())
    return fichier


def test_rien_n_est_dit_d_abord(d: Dossier) -> None:
    assert organisation(d.base) == Expediteur()


def test_ce_qui_est_dit_se_relit_et_un_texte_vide_efface(d: Dossier) -> None:
    regler_organisation(d.base, nom=" MOUS de Bellevue ", adresse="3 place\n44100 Nantes", telephone="02 40 00 00 00")
    assert organisation(d.base) == Expediteur("MOUS de Bellevue", "3 place\n44100 Nantes", "02 40 00 00 00")
    regler_organisation(d.base, telephone="  ", signataire="Camille Roux")
    lu = organisation(d.base)
    assert (lu.nom, lu.telephone, lu.signataire) == ("MOUS de Bellevue", None, "Camille Roux")


def test_un_nom_trop_long_est_refuse_pres_de_son_champ(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="200 caractères") as e:
        regler_organisation(d.base, nom="N" * 201)
    assert e.value.champ == "nom"


def test_une_colonne_inconnue_est_un_defaut(d: Dossier) -> None:
    with pytest.raises(TypeError):
        regler_organisation(d.base, logo="x")


def test_le_logo_se_pose_se_change_et_se_retire(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="Aucun logo"):
        retirer_logo(d.base)
    for couleur in ("navy", "red"):
        fichier = logo(d.dossier, couleur)
        poser_logo(d.base, fichier)
        assert organisation(d.base).logo == fichier.read_bytes()
    retirer_logo(d.base)
    assert organisation(d.base).logo is None


def test_ce_qui_n_est_pas_une_image_est_refuse_sans_rien_changer(d: Dossier) -> None:
    faux = d.dossier / "faux.png"
    faux.write_bytes(b"%PDF-1.4 rien")
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match="PNG ou JPEG") as e:
        poser_logo(d.base, faux)
    assert e.value.champ == "logo"
    assert photographie(d.base) == avant


def test_chaque_reglage_s_annule(d: Dossier) -> None:
    photos, gestes = [photographie(d.base)], []
    faire: Callable[[], Changements]
    for faire in (
        lambda: regler_organisation(d.base, nom="MOUS"),
        lambda: poser_logo(d.base, logo(d.dossier)),
        lambda: regler_organisation(d.base, nom=None, ville="Nantes"),
        lambda: retirer_logo(d.base),
    ):
        gestes.append(faire().geste_id)
        photos.append(photographie(d.base))
    for geste, avant in zip(reversed(gestes), reversed(photos[:-1]), strict=True):
        assert geste is not None
        annuler(d.base, geste)
        assert photographie(d.base) == avant


def test_refaire_la_premiere_organisation_ne_la_double_pas(d: Dossier) -> None:
    premier = regler_organisation(d.base, nom="Première").geste_id
    assert premier is not None
    annulation = annuler(d.base, premier).geste_id
    assert annulation is not None
    regler_organisation(d.base, nom="Seconde")
    with pytest.raises(ErreurMetier, match="annulez d'abord les plus récents"):
        annuler(d.base, annulation)
    assert organisation(d.base).nom == "Seconde"
