"""La solidarité : ce qui est promis se note avec son texte, ce qui est fait se lit des relogements."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.regles.convention.accessibilite import Accessibilite
from relogement.regles.convention.arrivees import Manque
from relogement.regles.convention.objectifs import Atteinte
from relogement.regles.convention.part import Part
from relogement.services.corrections import corriger, retirer
from relogement.services.menages import noter_souhaits, repondre_souhaits
from relogement.services.propositions import accepter_proposition, envoyer_proposition
from relogement.services.relogements import enregistrer_demenagement, signer_bail
from relogement.services.solidarite import (
    TableauSolidarite,
    noter_accord,
    noter_total_annuel,
    tableau_solidarite,
)
from relogement.services.vivier import ajouter_logement_offert
from relogement.vocabulaire import GenreActeur, Reservataire, Rester
from tests.outils import cle, photographie
from tests.services.dossier import Dossier

AU, DU = date(2026, 11, 18), date(2026, 1, 1)
G = GenreActeur


def accord(d: Dossier, **valeurs: Any) -> UUID:
    donnees = {"genre": G.BAILLEUR, "acteur": "Val Habitat", "promis": 4, "du": DU, "source": "Convention 2026"}
    return cle(noter_accord(d.base, d.operation, **{**donnees, **valeurs}))


def total(d: Dossier, **valeurs: Any) -> UUID:
    donnees = {"annee": 2025, "genre": G.BAILLEUR, "acteur": "Val Habitat", "attributions": 400, "source": "SNE"}
    return cle(noter_total_annuel(d.base, **{**donnees, **valeurs}))


def lire(d: Dossier, au: date = AU) -> TableauSolidarite:
    return tableau_solidarite(d.base, d.operation, au)


def reloger(d: Dossier, le: date = date(2026, 9, 1)) -> None:
    """Le ménage, qui voulait partir, est relogé à Rezé chez Val Habitat, sur le contingent d'Action Logement."""
    noter_souhaits(d.base, d.menage, le=date(2026, 3, 1), rester=Rester.PARTIR)
    logement = cle(
        ajouter_logement_offert(
            d.base, libelle="Les Tilleuls", bailleur="Val Habitat", commune="Rezé", qpv=False, loyer=34110,
            plafond_apl=34110,
        )
    )
    p = cle(envoyer_proposition(d.base, d.menage, logement, envoyee_le=date(2026, 6, 1), hors_quartier=True))
    accepter_proposition(d.base, p, le=date(2026, 6, 10))
    bail = signer_bail(
        d.base, d.menage, p, bail_signe_le=date(2026, 7, 1), reservataire=Reservataire.ACTION_LOGEMENT
    )
    enregistrer_demenagement(d.base, cle(bail), le=le)


def test_le_promis_le_fait_et_le_souhait_se_lisent_par_acteur(d: Dossier) -> None:
    accord(d)
    accord(d, genre=G.COMMUNE, acteur="Nantes", promis=2)
    reloger(d)
    lu = lire(d)
    assert [(x.genre, x.acteur, x.promis, x.faits, x.souhaits) for x in lu.solidarite.lignes] == [
        (G.BAILLEUR, "Val Habitat", 4, 1, Part(1, 1)),
        (G.RESERVATAIRE, "Action Logement", None, 1, Part(1, 1)),
        (G.COMMUNE, "Nantes", 2, 0, Part(0, 0)),
        (G.COMMUNE, "Rezé", None, 1, Part(1, 1)),
    ]
    assert lu.imputation.par_reservataire == ((Reservataire.ACTION_LOGEMENT, 1),)
    assert lu.parc.nombre(Accessibilite.ACCESSIBLE) == 1
    assert lu.motifs == (("relogement lié au renouvellement urbain", 1),)
    assert [(a.id, a.manque) for a in lu.a_completer] == [(d.menage, Manque.REPONSE)]
    souhait = lu.a_completer[0].souhait_id
    assert souhait is not None
    repondre_souhaits(d.base, souhait, reponse="Logement à Rezé", le=AU)
    assert lire(d).a_completer == ()
    assert lire(d, date(2026, 8, 31)).solidarite.relogements == 0


def test_un_relogement_qui_ne_dit_rien_est_nomme_par_sa_reference(d: Dossier) -> None:
    enregistrer_demenagement(d.base, d.signer(), le=date(2026, 9, 1))
    lu = lire(d).solidarite
    references = {sans for _, sans in lu.sans_acteur}
    assert len(references) == 1
    assert all(len(sans) == 1 for sans in references)
    assert lu.souhaits == Part(0, 0, 1)


def test_un_accord_se_corrige_se_retire_et_s_annule(d: Dossier) -> None:
    premier = accord(d)
    avant = photographie(d.base)
    corriger(d.base, "accordlocal", premier, promis=6, au=date(2026, 12, 31))
    assert [(a.promis, a.au) for a in lire(d).accords] == [(6, date(2026, 12, 31))]
    d.annuler_dernier()
    assert photographie(d.base) == avant
    second = accord(d, du=DU)
    assert len(lire(d).accords) == 2
    retirer(d.base, "accordlocal", second)
    assert [a.id for a in lire(d).accords] == [str(premier)]


def test_un_reservataire_s_ecrit_comme_la_liste(d: Dossier) -> None:
    accord(d, genre=G.RESERVATAIRE, acteur=" action logement ")
    assert [a.acteur for a in lire(d).accords] == ["Action Logement"]


@pytest.mark.parametrize(
    ("valeurs", "champ"),
    [
        ({"acteur": "  "}, "acteur"),
        ({"genre": G.RESERVATAIRE, "acteur": "La mairie"}, "acteur"),
        ({"source": ""}, "source"),
        ({"promis": -1}, "promis"),
        ({"au": date(2025, 12, 31)}, "au"),
    ],
)
def test_un_accord_impossible_est_refuse(d: Dossier, valeurs: dict[str, Any], champ: str) -> None:
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier) as e:
        accord(d, **valeurs)
    assert e.value.champ == champ
    assert photographie(d.base) == avant


def test_un_total_annuel_dit_ou_en_est_l_objectif(d: Dossier) -> None:
    premier = total(d, prioritaires=99, hors_qpv=300, prioritaires_hors_qpv=33, en_qpv=100, cibles_en_qpv=20)
    (c2,), (c4,) = lire(d).prioritaires, lire(d).cibles
    assert (c2.atteinte, c2.part, c2.hors_qpv) == (Atteinte.SOUS, Part(99, 400), Part(33, 99))
    assert (c4.atteinte, c4.part) == (Atteinte.ATTEINT, Part(20, 100))
    corriger(d.base, "totalannuel", premier, prioritaires=100)
    assert [c.atteinte for c in lire(d).prioritaires] == [Atteinte.ATTEINT]
    assert lire(d, date(2024, 12, 31)).prioritaires == ()
    retirer(d.base, "totalannuel", premier)
    assert lire(d).prioritaires == ()


@pytest.mark.parametrize(
    ("valeurs", "champ"),
    [
        ({"source": " "}, "source"),
        ({"annee": 2027}, "annee"),
        ({"prioritaires": 401}, "prioritaires"),
        ({"hors_qpv": 401}, "hors_qpv"),
        ({"prioritaires": 10, "prioritaires_hors_qpv": 11}, "prioritaires_hors_qpv"),
        ({"hors_qpv": 10, "prioritaires_hors_qpv": 11}, "prioritaires_hors_qpv"),
        ({"en_qpv": 10, "cibles_en_qpv": 11}, "cibles_en_qpv"),
        ({"hors_qpv": 300, "en_qpv": 101}, "en_qpv"),
        ({"acteur": "VAL HABITAT"}, "acteur"),
    ],
)
def test_un_total_qui_se_contredit_est_refuse(d: Dossier, valeurs: dict[str, Any], champ: str) -> None:
    total(d, prioritaires=100)
    if "acteur" not in valeurs:
        valeurs = {"acteur": "Loire Logis", **valeurs}
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier) as e:
        total(d, **valeurs)
    assert e.value.champ == champ
    assert photographie(d.base) == avant


def test_le_meme_acteur_peut_avoir_un_total_par_annee(d: Dossier) -> None:
    total(d)
    total(d, annee=2026)
    total(d, genre=G.COMMUNE)
    assert [p.total.annee for p in lire(d).prioritaires] == [2026, 2025, 2025]
