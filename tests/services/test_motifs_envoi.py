"""La raison d'un envoi garde ce qu'elle motive, le montre, et n'y dit rien d'un autre ménage."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from relogement.commun import ErreurMetier
from relogement.modeles import Menage, Proposition
from relogement.services.historique import details_geste
from relogement.services.impression import imprimer_dossier
from relogement.services.impression_communicable import imprimer_communicable, personne_nommee
from relogement.services.propositions import POINTS, accepter_proposition, envoyer_proposition, refuser_proposition
from relogement.services.vivier import ajouter_logement_offert
from relogement.vocabulaire import Malgre, MotifRefus
from tests.outils import cle
from tests.services.dossier import ENVOI, Dossier

RAISON = "Il y tient, sa sœur habite l'escalier."


def malgre(d: Dossier, p: UUID) -> list[str] | None:
    return d.proposition(p).envoi_malgre


def occuper(d: Dossier, *, accord: bool = False) -> UUID:
    """Un logement qu'un autre ménage tient."""
    logement = cle(ajouter_logement_offert(d.base, libelle="Les Tilleuls, porte 4"))
    p = cle(envoyer_proposition(d.base, d.autre_menage(), logement, envoyee_le=ENVOI))
    if accord:
        accepter_proposition(d.base, p, le=ENVOI)
    return logement


@pytest.mark.parametrize("point", POINTS)
def test_chaque_point_a_non_se_garde_avec_sa_raison(d: Dossier, point: str) -> None:
    non: dict[str, Any] = {point: False}
    assert malgre(d, d.proposer(raison_envoi=RAISON, **non)) == [point]
    assert Malgre.de(point).libelle.endswith("à non")


def test_sans_rien_a_motiver_la_raison_ne_motive_rien_et_sans_raison_rien_ne_se_garde(d: Dossier) -> None:
    assert malgre(d, d.proposer(raison_envoi=RAISON)) == []
    assert malgre(d, d.proposer(raison_envoi="  ")) is None


@pytest.mark.parametrize(("accord", "quoi"), [(False, Malgre.PROPOSE), (True, Malgre.RETENU)])
def test_les_points_et_l_occupation_du_logement_se_gardent_ensemble(d: Dossier, accord: bool, quoi: Malgre) -> None:
    logement = occuper(d, accord=accord)
    non: dict[str, Any] = {"adapte_budget": False, "loi_moyens": False, "adapte_lieu": True}
    p = cle(envoyer_proposition(d.base, d.menage, logement, envoyee_le=ENVOI, raison_envoi=RAISON, **non))
    assert malgre(d, p) == ["adapte_budget", "loi_moyens", quoi.value]
    d.annuler_dernier()
    with d.base.session() as s:
        assert s.get(Proposition, p) is None


def test_un_envoi_de_trop_d_avant_l_operation_d_un_logement_plus_garde_se_garde_aussi(d: Dossier) -> None:
    for n in range(3):
        p = d.proposer(ENVOI + timedelta(days=n))
        refuser_proposition(d.base, p, le=ENVOI + timedelta(days=n), motif=MotifRefus.COUT, motif_texte="trop cher")
    avant = date(2025, 11, 30)
    garde = cle(ajouter_logement_offert(d.base, libelle="Les Pins", disponible_jusqu_au=avant - timedelta(days=1)))
    p = cle(envoyer_proposition(d.base, d.menage, garde, envoyee_le=avant, raison_envoi=RAISON))
    assert malgre(d, p) == ["avant_operation", "envoi_de_trop", "logement_plus_garde"]


def test_sans_raison_le_premier_motif_se_dit_et_rien_ne_s_ecrit(d: Dossier) -> None:
    logement = occuper(d)
    with pytest.raises(ErreurMetier, match="Un point n'est pas rempli") as refus:
        envoyer_proposition(d.base, d.menage, logement, envoyee_le=ENVOI, loi_etat=False)
    assert refus.value.champ == "raison_envoi"


def test_le_journal_le_dossier_et_la_copie_disent_ce_qu_elle_motive_sans_nommer_l_autre(d: Dossier) -> None:
    logement = occuper(d)
    fait = envoyer_proposition(
        d.base, d.menage, logement, envoyee_le=ENVOI, raison_envoi=RAISON, adapte_budget=False
    )
    assert fait.geste_id is not None
    dits = [ligne for x in details_geste(d.base, fait.geste_id, d.menage) for ligne in x.lignes]
    assert "Envoyée malgré : budget à non, logement proposé à un autre ménage" in dits
    with d.base.session() as s:
        autre = s.exec(select(Menage).where(col(Menage.id) != d.menage)).one()
    imprimer_dossier(d.base, d.menage, d.dossier / "d.pdf", d.horloge.jour)
    demandeur = personne_nommee(d.base, d.menage, None)
    copie = imprimer_communicable(d.base, d.menage, demandeur, d.dossier / "c.pdf", d.horloge.jour)
    for nom in ("d.pdf", "c.pdf"):
        page = " ".join(" ".join(p.extract_text() for p in PdfReader(d.dossier / nom).pages).split())
        assert "Envoyée malgré budget à non ; logement proposé à un autre ménage" in page
        assert RAISON in page
        assert autre.reference not in page
        assert autre.nom not in page
    assert "les raisons d'un envoi" in str(copie.details["a_relire"])
