"""Les partenaires, ce dont ils sont informés, et le pilote."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from relogement.commun import ErreurMetier
from relogement.modeles import InformationPartenaire, Operation
from relogement.services import corrections
from relogement.services.evenements import corriger_evenement, noter_evenement
from relogement.services.operations import modifier_operation
from relogement.services.partenaires import (
    designer_pilote,
    informer_partenaires,
    noter_partenaire,
    retirer_partenaire,
)
from relogement.vocabulaire import GenrePartenaire, Moyen, NatureInformation, NatureOperation, Pilote
from tests.outils import cle, nouvelle_operation, photographie
from tests.services.dossier import Dossier

LE = date(2026, 3, 17)
ASSOCIATION = GenrePartenaire.ASSOCIATION


def noter(d: Dossier, genre: GenrePartenaire = ASSOCIATION, **valeurs: Any) -> UUID:
    """Une association, sauf avis contraire."""
    nom = None if valeurs.get("aucun") else "Amicale de Bellevue"
    return cle(noter_partenaire(d.base, d.operation, genre=genre, **{"le": LE, "nom": nom, **valeurs}))


def informations(d: Dossier) -> list[tuple[UUID, date, Moyen | None]]:
    """Ce dont chaque partenaire est informé."""
    with d.base.session() as s:
        notees = s.exec(select(InformationPartenaire).where(col(InformationPartenaire.supprime_le).is_(None)))
        return sorted((i.partenaire_id, i.le, i.moyen) for i in notees)


@pytest.mark.parametrize(
    ("genre", "valeurs", "champ"),
    [
        (ASSOCIATION, {"nom": "  "}, "nom"),
        (ASSOCIATION, {"nom": "Amicale", "aucun": True}, "nom"),
        (GenrePartenaire.RESERVATAIRE, {"aucun": True}, "aucun"),
        (GenrePartenaire.BAILLEUR, {"aucun": True}, "aucun"),
        (ASSOCIATION, {"le": date(2026, 11, 19)}, "le"),
    ],
)
def test_ce_qui_ne_se_note_pas(d: Dossier, genre: GenrePartenaire, valeurs: dict[str, Any], champ: str) -> None:
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier) as refus:
        noter(d, genre, **valeurs)
    assert refus.value.champ == champ
    assert photographie(d.base) == avant


@pytest.mark.parametrize("genre", [GenrePartenaire.SOCIAL, ASSOCIATION])
def test_aucun_se_dit_tant_qu_il_n_y_en_a_pas(d: Dossier, genre: GenrePartenaire) -> None:
    noter(d, genre, aucun=True)
    nomme = noter(d, genre)
    with pytest.raises(ErreurMetier, match="déjà nommé"):
        noter(d, genre, aucun=True)
    with pytest.raises(ErreurMetier, match="Effacez le nom"):
        corrections.corriger(d.base, "partenaire", nomme, aucun=True)
    retirer_partenaire(d.base, nomme)
    noter(d, genre, aucun=True)


def test_une_lettre_a_plusieurs_partenaires_est_un_seul_geste(d: Dossier) -> None:
    premiere, seconde = noter(d), noter(d, nom="Collectif des Mouettes")
    avant = photographie(d.base)
    informer_partenaires(d.base, d.operation, partenaires={premiere, seconde}, le=LE, moyen=Moyen.COURRIER)
    attendues = sorted([(premiere, LE, Moyen.COURRIER), (seconde, LE, Moyen.COURRIER)])
    assert informations(d) == attendues
    d.annuler_dernier()
    assert photographie(d.base) == avant


def test_on_n_informe_que_les_partenaires_nommes_de_l_operation(d: Dossier) -> None:
    aucun = noter(d, GenrePartenaire.SOCIAL, aucun=True)
    ailleurs = noter_partenaire(
        d.base, nouvelle_operation(d.base, code="AUT"), genre=ASSOCIATION, le=LE, nom="Amicale"
    ).id
    assert ailleurs is not None
    for partenaires in (set[UUID](), {aucun}, {ailleurs}):
        with pytest.raises(ErreurMetier) as refus:
            informer_partenaires(d.base, d.operation, partenaires=partenaires, le=LE)
        assert refus.value.champ == "partenaires"


def test_une_reunion_publique_informe_aussi_les_associations(d: Dossier) -> None:
    association = noter(d)
    evenement = cle(noter_evenement(
        d.base, d.operation, le=LE, natures=[NatureInformation.ANNONCE], moyen=Moyen.REUNION, menages={d.menage},
        partenaires={association},
    ))
    assert informations(d) == [(association, LE, Moyen.REUNION)]
    corriger_evenement(d.base, evenement, le=date(2026, 3, 18))
    assert informations(d) == [(association, date(2026, 3, 18), Moyen.REUNION)]
    with d.base.session() as s:
        information = s.exec(select(col(InformationPartenaire.id))).one()
    with pytest.raises(ErreurMetier, match="onglet « Information »"):
        corrections.corriger(d.base, "informationpartenaire", information, le=LE)
    corriger_evenement(d.base, evenement, partenaires=set())
    assert informations(d) == []


def test_retirer_un_partenaire_retire_ce_dont_il_etait_informe_et_s_annule(d: Dossier) -> None:
    association = noter(d)
    informer_partenaires(d.base, d.operation, partenaires={association}, le=LE)
    avant = photographie(d.base)
    retirer_partenaire(d.base, association)
    assert informations(d) == []
    d.annuler_dernier()
    assert photographie(d.base) == avant


def pilote(d: Dossier) -> tuple[Pilote | None, date | None, bool | None]:
    """Le pilote, depuis quand, et si la commune a pris le pilotage."""
    o = d.lire(Operation, d.operation)
    return o.pilote, o.pilote_le, o.commune_pilote


@pytest.mark.parametrize(
    ("valeurs", "qui", "prend"),
    [
        ({"anru": True}, Pilote.COMMUNE, None),
        ({"anru": False}, Pilote.COMMUNE, True),
        ({"anru": False}, Pilote.BAILLEUR, None),
        ({"anru": False, "nature": NatureOperation.REHABILITATION}, Pilote.COMMUNE, None),
        ({"anru": False, "nature": NatureOperation.REHABILITATION, "demolition_partielle": True}, Pilote.COMMUNE, True),
    ],
)
def test_designer_la_commune_hors_anru_dit_qu_elle_prend_le_pilotage(
    d: Dossier, valeurs: dict[str, Any], qui: Pilote, prend: bool | None
) -> None:
    modifier_operation(d.base, d.operation, **valeurs)
    avant = photographie(d.base)
    designer_pilote(d.base, d.operation, pilote=qui, le=LE)
    assert pilote(d) == (qui, LE, prend)
    d.annuler_dernier()
    assert photographie(d.base) == avant


def test_un_partenaire_retire_ne_se_recoche_pas_sur_l_evenement_qui_l_avait_informe(d: Dossier) -> None:
    asso = noter(d)
    evenement = cle(noter_evenement(
        d.base, d.operation, le=LE, natures=[NatureInformation.ANNONCE], moyen=Moyen.REUNION, menages=[d.menage],
        partenaires=[asso],
    ))
    retirer_partenaire(d.base, asso)
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match="n'est plus de cette opération") as refus:
        corriger_evenement(d.base, evenement, partenaires=[asso])
    assert refus.value.champ == "partenaires"
    assert photographie(d.base) == avant


@pytest.mark.parametrize("choisi", [None, True])
def test_designer_le_bailleur_ne_defait_que_la_designation_de_la_commune(d: Dossier, choisi: bool | None) -> None:
    modifier_operation(d.base, d.operation, anru=False, commune_pilote=choisi)
    designer_pilote(d.base, d.operation, pilote=Pilote.BAILLEUR, le=LE)
    assert pilote(d) == (Pilote.BAILLEUR, LE, choisi)
    designer_pilote(d.base, d.operation, pilote=Pilote.COMMUNE, le=LE)
    designer_pilote(d.base, d.operation, pilote=Pilote.BAILLEUR, le=LE)
    assert pilote(d) == (Pilote.BAILLEUR, LE, False)


def test_un_partenaire_coche_deux_fois_n_est_informe_qu_une(d: Dossier) -> None:
    asso = cle(noter_partenaire(d.base, d.operation, genre=GenrePartenaire.ASSOCIATION, le=LE, nom="Les Voisins"))
    informer_partenaires(d.base, d.operation, partenaires=[asso, asso], le=LE)
    assert len(informations(d)) == 1


def test_le_pilote_est_deja_designe(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="dans le futur"):
        designer_pilote(d.base, d.operation, pilote=Pilote.COMMUNE, le=date(2026, 11, 19))
