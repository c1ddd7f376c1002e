"""La version de charte qui juge une obligation est celle du jour de son déclencheur, à un jour près."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from relogement.regles.charte import cles
from relogement.regles.charte.derivation import Changement, VersionLocale, deriver
from relogement.regles.charte.moteur import evaluer, evaluer_operation
from relogement.regles.charte.parametres import Charte, charger_charte
from relogement.regles.faits import FaitsMenage
from relogement.regles.faits_operation import DossierOperation
from tests.regles.fabrique import dossier_parfait, refus

AU = date(2027, 5, 1)
LENDEMAIN = timedelta(days=1)
LIVREE = charger_charte()
PARFAIT = dossier_parfait()
DECISION, J0, ENTRETIEN = date(2025, 12, 1), date(2026, 1, 15), date(2026, 3, 2)
REFUS, BAIL, DEMENAGEMENT = date(2026, 5, 6), date(2026, 9, 1), date(2026, 9, 15)

UN_REFUS = replace(PARFAIT, propositions=(refus(1, date(2026, 5, 1)),), relogements=(), suivi=None, visites=())
SUIVI = replace(UN_REFUS, informations=PARFAIT.informations[:2], propositions=(), visites_techniques=())
"""Son dernier contact est l'entretien."""

DELAIS: list[tuple[str, str, date, FaitsMenage]] = [
    ("A02.1", cles.INFORMATION_DECISION, DECISION, PARFAIT),
    ("A02.2", cles.INFORMATION_CALENDRIER, J0, PARFAIT),
    ("A02.3", cles.INFORMATION_REGULIERE, ENTRETIEN, SUIVI),
    ("A03.1", cles.REFERENT_PREMIER, J0, PARFAIT),
    ("A03.2", cles.ENTRETIEN, J0, PARFAIT),
    ("A03.3", cles.ACCOMPAGNEMENT, ENTRETIEN, PARFAIT),
    ("A04.1", cles.PROPOSITION_SUIVANTE, REFUS, UN_REFUS),
    ("A04.2", cles.REFUS_ECRIT, REFUS, UN_REFUS),
    ("A06.2", cles.FRAIS, DEMENAGEMENT, PARFAIT),
    ("A06.3", cles.DEPOT, BAIL, PARFAIT),
    ("A10.4", cles.ADRESSE, DEMENAGEMENT, PARFAIT),
    ("A12.1", cles.COMMISSION_PREMIERE, J0, PARFAIT),
    ("A12.2", cles.CONTINGENT, ENTRETIEN, PARFAIT),
    ("A12.3", cles.CONTINGENT, ENTRETIEN, PARFAIT),
    ("A14.1", cles.ENQUETE, DEMENAGEMENT, PARFAIT),
]


def charte(du: date, cle: str, valeur: int) -> Charte:
    """La charte livrée, dont ce chiffre change ce jour-là."""
    return deriver(LIVREE, "essai", "Essai", "Avenant", [VersionLocale(du, "v", {cle: Changement(valeur, "Avenant")})])


def echeance(faits: FaitsMenage, une: Charte, obligation: str) -> date:
    trouvee = next(c.echeance for c in evaluer(faits, une, AU) if c.id == obligation)
    assert trouvee is not None
    return trouvee


@pytest.mark.parametrize(("obligation", "cle", "declencheur", "faits"), DELAIS, ids=[d[0] for d in DELAIS])
def test_un_delai_est_celui_de_la_version_du_jour_du_declencheur(
    obligation: str, cle: str, declencheur: date, faits: FaitsMenage
) -> None:
    livre = LIVREE.entier(cle, declencheur)
    avant = echeance(faits, LIVREE, obligation)
    change = charte(declencheur, cle, livre + 7)
    assert echeance(faits, change, obligation) == avant + timedelta(days=7), "en vigueur ce jour-là"
    tardive = charte(declencheur + LENDEMAIN, cle, livre + 7)
    assert echeance(faits, tardive, obligation) == avant, "en vigueur le lendemain seulement"


@pytest.mark.parametrize(
    ("obligation", "cle"), [("A09.1", cles.ASSOCIATIONS), ("A11.1", cles.PARTENAIRES)], ids=["A09.1", "A11.1"]
)
def test_un_delai_de_l_operation_est_celui_de_la_version_de_l_annonce(obligation: str, cle: str) -> None:
    dossier, livre = DossierOperation(PARFAIT.operation), LIVREE.entier(cle, J0)
    for du, attendu in ((J0, livre + 7), (J0 + LENDEMAIN, livre)):
        constats = evaluer_operation(dossier, charte(du, cle, livre + 7), AU)
        trouve = next(c for c in constats if c.id == obligation)
        assert trouve.echeance == J0 + timedelta(days=attendu)


@pytest.mark.parametrize(("du", "nombre"), [(J0, 4), (J0 + LENDEMAIN, 3)])
def test_le_nombre_de_propositions_est_celui_de_l_annonce(du: date, nombre: int) -> None:
    trois = tuple(refus(n, date(2026, 4 + n, 1)) for n in range(1, 4))
    faits = replace(UN_REFUS, propositions=trois)
    constat = next(c for c in evaluer(faits, charte(du, cles.PROPOSITIONS, 4), AU) if c.id == "A04.1")
    assert constat.etat.value == ("RESPECTEE" if nombre == 3 else "EN_RETARD")


@pytest.mark.parametrize(("du", "etat"), [(date(2026, 6, 10), "NON_RESPECTEE"), (date(2026, 6, 11), "RESPECTEE")])
def test_la_tolerance_est_celle_du_jour_de_l_acceptation(du: date, etat: str) -> None:
    # La mensualité passe de 400 à 440 € : 10 % la tolère, 5 % (ou 30 €) non.
    constat = next(c for c in evaluer(PARFAIT, charte(du, cles.MENSUALITE_TAUX, 5), AU) if c.id == "A05.1")
    assert constat.etat.value == etat
