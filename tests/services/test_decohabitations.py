"""Un ménage décohabitant : qui part, quand, avec quelles ressources, et ce qui reste au foyer d'origine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.services import menages
from relogement.services.annulation import annuler
from relogement.services.budgets import foyer_au
from relogement.services.decohabitations import decohabitation_avant_envoi
from relogement.services.entretiens import enregistrer_entretien
from relogement.stockage.lectures import FicheMenage, fiche_menage
from relogement.vocabulaire import DecisionOccupant, Lien, NatureRessource, StatutBail
from tests.outils import cle, photographie
from tests.services.dossier import Dossier

LE = date(2026, 9, 1)
JOUR = timedelta(days=1)


def ajouter(d: Dossier, prenom: str, naissance: date | None, **valeurs: Any) -> UUID:
    """Une personne de plus dans le foyer d'essai."""
    donnees = {"lien": Lien.ENFANT, "statut_bail": StatutBail.OCCUPANT} | valeurs
    return cle(menages.ajouter_personne(
        d.base, d.menage, nom="BENALI", prenom=prenom, naissance=naissance, **donnees
    ))


@pytest.fixture
def famille(d: Dossier) -> Callable[..., tuple[FicheMenage, FicheMenage]]:
    """De quoi faire décohabiter ; rend le foyer d'origine et le nouveau."""

    def partir(*personnes: UUID, le: date = LE) -> tuple[FicheMenage, FicheMenage]:
        enfant = cle(menages.creer_decohabitant(d.base, d.menage, nom="M. BENALI Karim", le=le, personnes=personnes))
        return fiche_menage(d.base, d.menage), fiche_menage(d.base, enfant)

    return partir


Partir = Callable[..., tuple[FicheMenage, FicheMenage]]


def test_la_personne_passe_dans_son_menage_avec_ce_qu_elle_percoit(d: Dossier, famille: Partir) -> None:
    karim = ajouter(d, "Karim", date(2003, 4, 2))
    menages.noter_composition(d.base, d.menage, du=date(2026, 1, 1), occupants=2, enfants=1)
    menages.noter_ressource(
        d.base, d.menage, du=date(2026, 1, 1), personne_id=karim, nature=NatureRessource.SALAIRE, montant=140_000
    )
    avant = photographie(d.base)
    parent, enfant = famille(karim)

    ancien = next(p for p in parent.personnes if p["id"] == karim)
    assert (ancien["depart_le"], ancien["decision"], ancien["decision_le"]) == (
        LE, DecisionOccupant.DECOHABITATION, LE
    )
    assert [(c["du"], c["occupants"], c["enfants"]) for c in parent.compositions] == [
        (date(2026, 1, 1), 2, 1), (LE, 1, 0)
    ]
    assert [(r["au"], r["montant"]) for r in parent.ressources] == [(LE, 140_000)]
    assert [(p["prenom"], p["naissance"], p["lien"], p["statut_bail"]) for p in enfant.personnes] == [
        ("Karim", date(2003, 4, 2), Lien.TITULAIRE, StatutBail.OCCUPANT)
    ]
    assert [(r["du"], r["au"], r["montant"], r["personne_id"]) for r in enfant.ressources] == [
        (LE, None, 140_000, enfant.personnes[0]["id"])
    ]
    assert (enfant.menage["parent_id"], enfant.menage["decohabite_le"]) == (d.menage, LE)
    assert [x["id"] for x in parent.decohabitants] == [enfant.menage["id"]]
    with d.base.session() as s:
        assert foyer_au(s, d.menage, LE + JOUR).personnes == 1
        assert foyer_au(s, enfant.menage["id"], LE).ressources == 140_000

    annuler(d.base, parent.gestes[0]["id"])
    assert photographie(d.base) == avant


def test_l_ainee_est_titulaire_et_le_mineur_son_enfant(d: Dossier, famille: Partir) -> None:
    adulte = ajouter(d, "Karim", date(2003, 4, 2))
    majeure = ajouter(d, "Lina", LE.replace(year=LE.year - 18), lien=Lien.AUTRE)
    mineur = ajouter(d, "Noé", (LE + JOUR).replace(year=LE.year - 18), lien=Lien.AUTRE)
    sans_age = ajouter(d, "Sam", None)
    _, enfant = famille(mineur, sans_age, majeure, adulte)
    assert {p["prenom"]: p["lien"] for p in enfant.personnes} == {
        "Karim": Lien.TITULAIRE, "Lina": Lien.AUTRE, "Noé": Lien.ENFANT, "Sam": Lien.AUTRE
    }


def test_un_cotitulaire_separe_garde_sa_place_sur_le_bail_et_sans_decision_d_occupant(
    d: Dossier, famille: Partir
) -> None:
    conjoint = ajouter(
        d, "Rachid", date(1979, 1, 1), lien=Lien.CONJOINT_SEPARE, statut_bail=StatutBail.COTITULAIRE
    )
    parent, enfant = famille(conjoint)
    ancien = next(p for p in parent.personnes if p["id"] == conjoint)
    assert (ancien["decision"], ancien["depart_le"]) == (None, LE)
    assert enfant.personnes[0]["statut_bail"] is StatutBail.COTITULAIRE


def test_sans_personne_cochee_le_foyer_d_origine_ne_change_pas(famille: Partir) -> None:
    parent, enfant = famille()
    assert [p["depart_le"] for p in parent.personnes] == [None]
    assert enfant.personnes == ()


def refuser(d: Dossier, famille: Partir, phrase: str, *personnes: UUID, le: date = LE) -> None:
    """Le geste est refusé avec cette phrase, et rien n'est écrit."""
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match=phrase):
        famille(*personnes, le=le)
    assert photographie(d.base) == avant


def test_quelqu_un_reste_toujours_au_foyer_d_origine(d: Dossier, famille: Partir) -> None:
    seule = fiche_menage(d.base, d.menage).personnes[0]["id"]
    refuser(d, famille, "ne resterait personne", seule)
    karim = ajouter(d, "Karim", date(2003, 4, 2))
    refuser(d, famille, "ne resterait personne", seule, karim)
    famille(karim)


def test_seule_part_une_personne_qui_vit_la_ce_jour(d: Dossier, famille: Partir) -> None:
    karim = ajouter(d, "Karim", date(2003, 4, 2), arrivee_le=LE, depart_le=LE)
    refuser(d, famille, "pas encore arrivée", karim, le=LE - JOUR)
    refuser(d, famille, "déjà quitté", karim, le=LE + JOUR)
    ailleurs = fiche_menage(d.base, d.autre_menage()).personnes[0]["id"]
    refuser(d, famille, "pas de ce foyer", ailleurs)
    famille(karim)


@pytest.mark.parametrize(("le", "passe"), [(date(2026, 11, 18), True), (date(2026, 11, 19), False)])
def test_la_date_d_une_decohabitation_se_corrige_mais_pas_d_avance(
    d: Dossier, famille: Partir, le: date, passe: bool
) -> None:
    _, enfant = famille()
    if passe:
        menages.modifier_menage(d.base, enfant.menage["id"], decohabite_le=le)
        assert fiche_menage(d.base, enfant.menage["id"]).menage["decohabite_le"] == le
    else:
        with pytest.raises(ErreurMetier, match="futur") as refus:
            menages.modifier_menage(d.base, enfant.menage["id"], decohabite_le=le)
        assert refus.value.champ == "decohabite_le"


def test_une_personne_cochee_deux_fois_ne_part_qu_une(d: Dossier, famille: Partir) -> None:
    karim = ajouter(d, "Karim", date(2003, 4, 2))
    _, enfant = famille(karim, karim)
    assert [p["prenom"] for p in enfant.personnes] == ["Karim"]


def avant_envoi(d: Dossier, le: date = LE) -> str | None:
    """Ce que l'envoi de ce jour dit de la décohabitation ; None : rien."""
    constat = decohabitation_avant_envoi(d.base, d.menage, le)
    return constat.phrase if constat is not None else None


def test_la_question_sans_reponse_se_dit_avant_l_envoi_et_se_tait_le_jour_ou_l_on_repond(d: Dossier) -> None:
    assert avant_envoi(d) is None
    ajouter(d, "Karim", date(2003, 4, 2))
    phrase = "Avant l'envoi de la première proposition, posez la question de la décohabitation."
    assert avant_envoi(d) == phrase
    enregistrer_entretien(d.base, d.menage, le=LE, decohabitation=False)
    assert [avant_envoi(d, LE + n * JOUR) for n in (-1, 0, 1)] == [phrase, None, None]


def test_un_besoin_releve_attend_son_menage_et_une_naissance_inconnue_se_dit(d: Dossier, famille: Partir) -> None:
    karim = ajouter(d, "Karim", None)
    assert avant_envoi(d) == "À vérifier : la date de naissance de Karim BENALI n'est pas connue."
    menages.modifier_personne(d.base, karim, naissance=date(2003, 4, 2))
    enregistrer_entretien(d.base, d.menage, le=LE, decohabitation=True)
    assert avant_envoi(d) == "Avant l'envoi de la première proposition, créez le ménage décohabitant lié."
    famille(karim)
    assert avant_envoi(d) is None


def test_une_fois_la_proposition_partie_l_envoi_suivant_n_y_peut_plus_rien(d: Dossier) -> None:
    ajouter(d, "Karim", date(2003, 4, 2))
    d.proposer(LE)
    assert avant_envoi(d, LE - JOUR) is not None
    assert avant_envoi(d) is None
