"""Une dérogation motivée : datée, signée d'un nom, à côté d'un constat qu'elle ne rend jamais respecté."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import Derogation
from relogement.regles.charte.constat import Constat
from relogement.services.annulation import annuler
from relogement.services.charte import constats_menage
from relogement.services.corrections import corriger, retirer
from relogement.services.derogations import noter_derogation
from tests.outils import cle, photographie
from tests.services.dossier import Dossier

RETARD = "A03.2"
"""L'entretien, jamais tenu pour ce ménage annoncé en janvier."""


def constat(d: Dossier) -> Constat:
    """Le constat en retard du dossier."""
    return next(c for c in constats_menage(d.base, d.menage, d.horloge.jour) if c.id == RETARD)


def deroger(d: Dossier, raison: str = "ménage hospitalisé hors de la région") -> UUID:
    """Une dérogation signée."""
    return cle(noter_derogation(d.base, d.menage, RETARD, le=date(2026, 11, 2), auteur="Claire D.", raison=raison))


def test_une_derogation_se_lit_a_cote_du_constat_et_ne_le_verdit_pas(d: Dossier) -> None:
    avant, tables = constat(d), photographie(d.base)
    fait = noter_derogation(
        d.base, d.menage, RETARD, le=date(2026, 11, 2), auteur=" Claire D. ", raison="ménage absent jusqu'en décembre"
    )
    apres = constat(d)
    assert (apres.etat, apres.jours) == (avant.etat, avant.jours)
    assert apres.derogation is not None
    assert "dérogation du 02/11/2026 par Claire D. : ménage absent jusqu'en décembre" in apres.phrase
    assert fait.geste_id is not None
    annuler(d.base, fait.geste_id)
    assert photographie(d.base) == tables
    assert constat(d).derogation is None


def test_une_derogation_se_corrige_et_se_retire(d: Dossier) -> None:
    derogation = deroger(d)
    corriger(d.base, "derogation", derogation, raison="autre raison", auteur="Paul M.")
    assert "par Paul M. : autre raison" in constat(d).phrase
    for champ in ("raison", "auteur"):
        with pytest.raises(ErreurMetier, match="dérogation") as refus:
            corriger(d.base, "derogation", derogation, **{champ: " "})
        assert refus.value.champ == champ
    with pytest.raises(TypeError, match="ne se corrige pas"):
        corriger(d.base, "derogation", derogation, obligation="A01.1")
    retirer(d.base, "derogation", derogation)
    assert constat(d).derogation is None
    assert d.lire(Derogation, derogation).supprime_le is not None


@pytest.mark.parametrize("obligation", ["A99.9", "", "A3.2"])
def test_on_ne_deroge_qu_a_une_obligation_connue(d: Dossier, obligation: str) -> None:
    with pytest.raises(ErreurMetier, match="Choisissez l'obligation") as refus:
        noter_derogation(d.base, d.menage, obligation, le=date(2026, 11, 2), auteur="C.", raison="r")
    assert refus.value.champ == "obligation"


@pytest.mark.parametrize(("jours", "passe"), [(0, True), (1, False)])
def test_une_derogation_ne_se_date_pas_d_avance(d: Dossier, jours: int, passe: bool) -> None:
    le = d.horloge.jour + timedelta(days=jours)
    if passe:
        noter_derogation(d.base, d.menage, RETARD, le=le, auteur="C.", raison="r")
        assert constat(d).derogation is not None
    else:
        with pytest.raises(ErreurMetier, match="futur"):
            noter_derogation(d.base, d.menage, RETARD, le=le, auteur="C.", raison="r")


def test_une_derogation_est_signee_et_motivee(d: Dossier) -> None:
    for auteur, raison, champ in ((" ", "r", "auteur"), ("C.", " ", "raison")):
        with pytest.raises(ErreurMetier) as refus:
            noter_derogation(d.base, d.menage, RETARD, le=date(2026, 11, 2), auteur=auteur, raison=raison)
        assert refus.value.champ == champ
