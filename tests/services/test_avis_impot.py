"""L'avis d'impôt d'un ménage : ses bornes, la part des plafonds qu'il fait, ce que la charte en lit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from relogement.commun import Changements, ErreurMetier
from relogement.formats import euros
from relogement.modeles import AvisImpot
from relogement.services import entretiens, operations
from relogement.services.avis_impot import noter_avis_impot, parts_du_menage
from relogement.services.charte import constats_menage
from relogement.services.corrections import corriger, retirer
from relogement.services.historique import details_geste
from relogement.vocabulaire import ZonePlafonds
from tests.outils import cle
from tests.services.dossier import Dossier

LE = date(2026, 3, 2)
JOUR = timedelta(days=1)


@pytest.fixture
def seule(d: Dossier) -> Dossier:
    """Une personne seule, à Nantes."""
    operations.modifier_operation(d.base, d.operation, communes="Nantes")
    return d


def refuse(phrase: str, champ: str) -> Any:
    """Ce que le geste refuse, et le champ qu'il désigne."""
    return pytest.raises(ErreurMetier, match=phrase, check=lambda e: e.champ == champ)


def noter(
    d: Dossier, le: date = LE, annee: int = 2026, rfr: int = 1_264_000, invalidite: bool | None = None
) -> Changements:
    return noter_avis_impot(d.base, d.menage, le=le, annee=annee, rfr=rfr, invalidite=invalidite)


def test_un_avis_ne_vient_ni_de_demain_ni_de_l_annee_prochaine(d: Dossier) -> None:
    with refuse("futur", "le"):
        noter(d, le=d.horloge.jour + JOUR)
    with refuse("n'existe pas encore", "annee"):
        noter(d, annee=2027)
    with pytest.raises(ErreurMetier, match="au moins 0"):
        noter(d, rfr=-1)
    fiche = cle(noter(d, rfr=0))
    assert d.lire(AvisImpot, fiche).rfr == 0
    with refuse("n'existe pas encore", "annee"):
        corriger(d.base, "avisimpot", fiche, annee=2027)
    with refuse("n'existe pas encore", "annee"):
        corriger(d.base, "avisimpot", fiche, le=date(2025, 12, 31))


def test_les_douze_derniers_mois_se_notent_sans_annee_et_ne_finissent_pas_apres_le_jour_ou_ils_sont_vus(
    seule: Dossier,
) -> None:
    douze: dict[str, Any] = {"le": LE, "rfr": 900_000}
    with refuse("Indiquez l'année de l'avis, ou", "annee"):
        noter_avis_impot(seule.base, seule.menage, **douze)
    with refuse("pas les deux", "douze_mois_au"):
        noter_avis_impot(seule.base, seule.menage, **douze, annee=2026, douze_mois_au=LE)
    with refuse("finissent après le jour", "douze_mois_au"):
        noter_avis_impot(seule.base, seule.menage, **douze, douze_mois_au=LE + JOUR)
    noter(seule, annee=2025)
    fiche = cle(noter_avis_impot(seule.base, seule.menage, **douze, douze_mois_au=LE))
    part, plafond = parts_du_menage(seule.base, seule.menage, seule.horloge.jour)
    assert part.startswith("Calculé sur les revenus des douze mois finis le 02/03/2026 : 38 % du plafond PLUS")
    assert "inférieurs d'au moins 10 % à ceux de 2024" in plafond
    with refuse("pas les deux", "annee"):
        corriger(seule.base, "avisimpot", fiche, annee=2024)
    seule.annuler_dernier()
    assert "avis d'impôt 2025" in parts_du_menage(seule.base, seule.menage, seule.horloge.jour)[0]


def test_la_part_des_plafonds_se_dit_et_sa_correction_la_change(seule: Dossier) -> None:
    au = seule.horloge.jour
    assert parts_du_menage(seule.base, seule.menage, au) == ()
    fiche = cle(noter(seule))
    (part, plafond) = parts_du_menage(seule.base, seule.menage, au)
    assert part == "Calculé sur l'avis d'impôt 2026 : 54 % du plafond PLUS (moins de 60 %) ; 98 % du PLAI, 41 % du PLS."
    assert plafond.startswith("Plafond PLUS 2026 de")
    assert parts_du_menage(seule.base, seule.menage, LE - JOUR) == ()
    corriger(seule.base, "avisimpot", fiche, rfr=2_340_300)
    assert "100 % du plafond PLUS (de 60 à 100 %)" in parts_du_menage(seule.base, seule.menage, au)[0]
    retirer(seule.base, "avisimpot", fiche)
    assert parts_du_menage(seule.base, seule.menage, au) == ()


def test_la_zone_indiquee_par_un_agent_l_emporte_et_une_commune_inconnue_se_demande(seule: Dossier) -> None:
    noter(seule)
    operations.modifier_operation(seule.base, seule.operation, communes="Clamart")
    (phrase,) = parts_du_menage(seule.base, seule.menage, seule.horloge.jour)
    assert phrase.startswith("Part des plafonds inconnue : La zone des plafonds")
    operations.modifier_operation(seule.base, seule.operation, zone_plafonds=ZonePlafonds.PARIS)
    assert "46 % du plafond PLUS" in parts_du_menage(seule.base, seule.menage, seule.horloge.jour)[0]


def test_la_charte_lit_l_avis_et_l_annulation_le_lui_retire(seule: Dossier) -> None:
    entretiens.enregistrer_entretien(seule.base, seule.menage, le=LE, part_plafond=72)
    assert seule.etat("A12.2") == "SANS_OBJET"
    noter(seule)
    constat = next(
        c for c in constats_menage(seule.base, seule.menage, seule.horloge.jour) if c.id == "A12.2"
    )
    assert "calculé sur l'avis d'impôt 2026 : 54 % du plafond PLUS" in constat.phrase
    assert [p.libelle for p in constat.preuves] == ["Avis d'impôt"]
    seule.annuler_dernier()
    assert seule.etat("A12.2") == "SANS_OBJET"


def test_l_historique_dit_l_avis_en_mots(d: Dossier) -> None:
    fait = noter(d, invalidite=True)
    assert fait.geste_id is not None
    dits = str(details_geste(d.base, fait.geste_id, d.menage))
    assert "Revenu fiscal de référence, par an" in dits
    assert euros(1_264_000) in dits.replace("\\u202f", "\u202f").replace("\\xa0", "\u00a0")
