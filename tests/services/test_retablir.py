"""Rétablir : l'annulation s'annule, le geste tient de nouveau, et sa frappe n'est plus un travail commencé."""

from __future__ import annotations

from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.menages import modifier_menage
from relogement.stockage.base import Base
from relogement.stockage.lectures import fiche_menage
from tests.services.dossier import Dossier

CLE = "menage/essai"


def test_defaire_et_refaire_autant_de_fois_qu_on_veut(d: Dossier) -> None:
    base: Base = d.base
    fait = modifier_menage(base, d.menage, nom="AUTRE")
    assert fait.geste_id is not None
    dernier = dernier_annulable(base)
    vise, noms = fait.geste_id, []
    for _ in range(5):
        faits = annuler(base, vise)
        assert faits.geste_id is not None
        noms.append(fiche_menage(base, d.menage).menage["nom"])
        # Un coup on défait le geste, un coup on défait son annulation.
        vise = faits.geste_id if vise == fait.geste_id else fait.geste_id
    assert noms[1::2] == ["AUTRE", "AUTRE"]
    assert "AUTRE" not in noms[::2]
    assert dernier is not None
    assert dernier[0] == fait.geste_id


def test_retablir_se_dit_par_son_nom(d: Dossier) -> None:
    fait = modifier_menage(d.base, d.menage, nom="AUTRE")
    assert fait.geste_id is not None
    annule = annuler(d.base, fait.geste_id)
    assert annule.phrase.startswith("Annulé : ")
    assert annule.geste_id is not None
    refait = annuler(d.base, annule.geste_id)
    assert refait.phrase == annule.phrase.replace("Annulé : ", "Rétabli : ")
    libelle = fiche_menage(d.base, d.menage).gestes[0]["libelle"]
    assert libelle.startswith("Rétablissement : ")
    assert "nnulation" not in libelle
    dernier = dernier_annulable(d.base)
    assert dernier is not None
    assert dernier[0] == fait.geste_id


def test_la_frappe_rendue_par_l_annulation_repart_avec_le_geste_retabli(d: Dossier) -> None:
    base = d.base
    base.ecrire_brouillon(CLE, "nom", "AUTRE")
    base.ecrire_brouillon(CLE, "note", "vue lundi")
    fait = modifier_menage(base, d.menage, nom="AUTRE")
    assert fait.geste_id is not None
    base.ranger_brouillon(CLE, fait.geste_id)
    annule = annuler(base, fait.geste_id)
    assert annule.geste_id is not None
    assert base.brouillon(CLE) == {"nom": "AUTRE", "note": "vue lundi"}
    base.ecrire_brouillon(CLE, "note", "vue mardi")
    annuler(base, annule.geste_id)
    assert base.brouillon(CLE) == {"note": "vue mardi"}
    annuler(base, fait.geste_id)
    assert base.brouillon(CLE) == {"nom": "AUTRE", "note": "vue mardi"}
