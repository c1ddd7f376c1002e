"""Les chartes locales : ce qui se publie, ce qui ne change plus, et la version qui juge chaque obligation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from relogement.commun import ErreurMetier
from relogement.modeles import VersionLocale
from relogement.regles.budget import dire_par_jour
from relogement.regles.charte import cles
from relogement.regles.charte.parametres import Charte, charger_charte, lire_charte
from relogement.services.annulation import annuler
from relogement.services.charte import chartes_operations, constats_menage
from relogement.services.chartes_locales import (
    choisir_charte,
    corriger_version,
    creer_charte_locale,
    exporter_charte,
    publier_version,
    retirer_version,
)
from relogement.services.entretiens import enregistrer_entretien
from relogement.services.passe import constats_connus
from relogement.services.tableau_menage import budgets_menage
from relogement.stockage.lectures import fiche_menage
from relogement.vocabulaire import Difficulte
from tests.outils import cle, photographie
from tests.services.dossier import ENVOI, Dossier

AUJOURD_HUI = date(2026, 11, 18)
J0 = date(2026, 1, 15)
DEMAIN = AUJOURD_HUI + timedelta(days=1)
VEILLE = timedelta(days=1)


def creer(d: Dossier, nom: str = "Charte de Bellevue") -> UUID:
    return cle(creer_charte_locale(d.base, nom=nom, reference="Délibération du 02/01/2026"))


def publier(d: Dossier, charte: UUID, du: date, **valeurs: Any) -> UUID:
    return cle(publier_version(d.base, charte, du=du, libelle="Avenant", valeurs=valeurs))


def suivie(d: Dossier) -> Charte:
    return chartes_operations(d.base)[str(d.operation)]


def echeance(d: Dossier, obligation: str) -> date | None:
    return next(c.echeance for c in constats_menage(d.base, d.menage, AUJOURD_HUI) if c.id == obligation)


def test_une_operation_garde_la_charte_livree_tant_qu_elle_n_en_choisit_pas(d: Dossier) -> None:
    publier(d, creer(d), J0, entretien_jours=60)
    assert suivie(d) is charger_charte()


@pytest.mark.parametrize(
    ("depuis", "jours"), [(J0 - VEILLE, 60), (J0, 60), (J0 + VEILLE, 90)], ids=["avant J0", "à J0", "après J0"]
)
def test_la_version_en_vigueur_a_l_annonce_juge_l_entretien(d: Dossier, depuis: date, jours: int) -> None:
    charte = creer(d)
    publier(d, charte, depuis, entretien_jours=60)
    choisir_charte(d.base, d.operation, charte="charte_de_bellevue", du=date(2025, 1, 1))
    assert echeance(d, "A03.2") == J0 + timedelta(days=jours)


@pytest.mark.parametrize(("choix", "jours"), [(J0, 60), (J0 + VEILLE, 90)], ids=["à J0", "après J0"])
def test_une_charte_choisie_apres_l_annonce_ne_rejuge_pas_ce_qu_elle_a_declenche(
    d: Dossier, choix: date, jours: int
) -> None:
    publier(d, creer(d), date(2025, 1, 1), entretien_jours=60)
    choisir_charte(d.base, d.operation, charte="charte_de_bellevue", du=choix)
    assert echeance(d, "A03.2") == J0 + timedelta(days=jours)


@pytest.mark.parametrize(("du", "jours"), [(date(2026, 3, 10), 30), (date(2026, 3, 11), 60)])
def test_l_accompagnement_se_juge_a_la_version_du_jour_de_l_entretien(d: Dossier, du: date, jours: int) -> None:
    entretien = date(2026, 3, 10)
    charte = creer(d)
    publier(d, charte, du, accompagnement_jours=30)
    choisir_charte(d.base, d.operation, charte="charte_de_bellevue", du=J0)
    enregistrer_entretien(d.base, d.menage, le=entretien, difficultes=[Difficulte.BUDGET])
    assert echeance(d, "A03.3") == entretien + timedelta(days=jours)


def test_les_ecrans_lisent_la_charte_locale(d: Dossier) -> None:
    publier(d, creer(d), J0, frais_postes=(("camion", "Location d'un camion"),))
    choisir_charte(d.base, d.operation, charte="charte_de_bellevue", du=J0)
    assert fiche_menage(d.base, d.menage).charte.postes(cles.FRAIS_POSTES, J0) == (("camion", "Location d'un camion"),)
    assert fiche_menage(d.base, d.menage).charte.version(J0).charte == "Charte de Bellevue"


def test_le_reste_par_jour_suit_la_charte_et_celui_d_une_proposition_reste_fige(d: Dossier) -> None:
    charte = creer(d)
    publier(d, charte, ENVOI + VEILLE, reste_a_vivre_jours_par_an=366)
    choisir_charte(d.base, d.operation, charte="charte_de_bellevue", du=J0)
    d.proposer(ENVOI)
    colonnes = budgets_menage(d.base, d.menage, AUJOURD_HUI)
    assert [c.budget.jours_par_an for c in colonnes] == [366, 360]
    assert "× 12 / 360 ou × 12 / 366, selon la charte" in dire_par_jour(c.budget for c in colonnes)


def test_une_version_ne_garde_que_ce_qui_change(d: Dossier) -> None:
    charte = creer(d)
    taux = Decimal("7.5")
    version = publier(d, charte, DEMAIN, entretien_jours=60, frais_jours=60, mensualite_tolerance_pour_cent=taux)
    gardes = d.lire(VersionLocale, version).parametres
    assert gardes.keys() == {"entretien_jours", "mensualite_tolerance_pour_cent"}
    assert gardes["entretien_jours"] == {"valeur": 60, "reference": "Délibération du 02/01/2026"}
    with pytest.raises(ErreurMetier, match="ne change rien"):
        publier(d, charte, DEMAIN + VEILLE, entretien_jours=60)


def test_les_dates_d_effet_se_suivent(d: Dossier) -> None:
    charte = creer(d)
    publier(d, charte, AUJOURD_HUI, entretien_jours=60)
    publier(d, charte, DEMAIN + VEILLE, entretien_jours=50)
    publier(d, charte, DEMAIN, entretien_jours=55)
    for du, dit in (
        (AUJOURD_HUI, "Une version commence déjà le 18/11/2026"),
        (AUJOURD_HUI - VEILLE, "La version du 18/11/2026 est en vigueur"),
        (DEMAIN, "Une version commence déjà le 19/11/2026"),
    ):
        with pytest.raises(ErreurMetier, match=dit) as refus:
            publier(d, charte, du, entretien_jours=40)
        assert refus.value.champ == "du"


def test_une_valeur_hors_bornes_ou_contradictoire_est_refusee_et_rien_n_est_ecrit(d: Dossier) -> None:
    charte = creer(d)
    avant = photographie(d.base)
    for valeurs, champ in (
        ({"entretien_jours": 731}, "entretien_jours"),
        ({"propositions_nombre": 2}, "propositions_nombre"),
        ({"majorite_ans": 21}, "majorite_ans"),
        ({"suivi_visites_mois": (1, 7)}, "suivi_visites_mois"),
        ({"depot_jours": Decimal("1.5")}, "depot_jours"),
    ):
        with pytest.raises(ErreurMetier) as refus:
            publier_version(d.base, charte, du=DEMAIN, libelle="Essai", valeurs=valeurs)
        assert refus.value.champ == champ
    with pytest.raises(ErreurMetier, match="n'a pas de paramètre"):
        publier(d, charte, DEMAIN, age_du_capitaine=3)
    with pytest.raises(ErreurMetier, match="Dites ce qui change"):
        publier_version(d.base, charte, du=DEMAIN, libelle=" ", valeurs={"entretien_jours": 60})
    assert photographie(d.base) == avant


def test_une_version_qui_contredirait_la_suivante_est_refusee(d: Dossier) -> None:
    charte = creer(d)
    publier(d, charte, DEMAIN + VEILLE, suivi_mois=9, prolongation_visites_mois=(12, 15))
    with pytest.raises(ErreurMetier, match="après 9 mois et jusqu'à 15 mois") as refus:
        publier(d, charte, DEMAIN + 2 * VEILLE, prolongation_visites_mois=(9, 12))
    assert refus.value.champ == cles.PROLONGATION_VISITES


def test_une_version_dont_la_suivante_a_besoin_ne_se_retire_ni_ne_s_annule(d: Dossier) -> None:
    charte = creer(d)
    premiere = publier_version(d.base, charte, du=DEMAIN, libelle="Avenant", valeurs={"suivi_mois": 12,
        "prolongation_visites_mois": (15, 18)})
    publier(d, charte, DEMAIN + VEILLE, suivi_visites_mois=(1, 3, 6, 12))
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match="dans les 6 mois du suivi") as refus:
        retirer_version(d.base, cle(premiere))
    assert refus.value.champ == cles.SUIVI_VISITES
    assert premiere.geste_id is not None
    with pytest.raises(ErreurMetier, match="annulez d'abord les plus récents"):
        annuler(d.base, premiere.geste_id)
    assert photographie(d.base) == avant


def test_une_charte_locale_ne_part_que_d_une_charte_livree(d: Dossier) -> None:
    for inconnue in ("lyon_2020", "x" * 2000):
        with pytest.raises(ErreurMetier, match="n'existe pas") as refus:
            creer_charte_locale(d.base, nom="Charte", reference="Délibération", derivee_de=inconnue)
        assert refus.value.champ == "derivee_de"


def test_une_version_a_venir_se_corrige_et_se_retire_une_version_en_vigueur_ne_change_plus(d: Dossier) -> None:
    charte = creer(d)
    future, presente = publier(d, charte, DEMAIN, entretien_jours=60), publier(d, charte, AUJOURD_HUI, frais_jours=45)
    corriger_version(d.base, future, du=DEMAIN + VEILLE, libelle="Autre", valeurs={"depot_jours": 20})
    lue = d.lire(VersionLocale, future)
    assert (lue.du, lue.libelle, list(lue.parametres)) == (DEMAIN + VEILLE, "Autre", ["depot_jours"])
    retirer_version(d.base, future)
    with pytest.raises(ErreurMetier, match="n'existe plus"):
        retirer_version(d.base, future)
    with pytest.raises(ErreurMetier, match="en vigueur depuis le 18/11/2026"):
        retirer_version(d.base, presente)
    with pytest.raises(ErreurMetier, match="en vigueur depuis le 18/11/2026"):
        corriger_version(d.base, presente, du=DEMAIN, libelle="x", valeurs={"depot_jours": 20})


def test_chaque_geste_s_annule_et_rend_les_tables_egales(d: Dossier) -> None:
    charte = creer(d)
    avant = [photographie(d.base)]
    version = publier(d, charte, DEMAIN, entretien_jours=60)
    avant.append(photographie(d.base))
    corriger_version(d.base, version, du=DEMAIN, libelle="Autre", valeurs={"depot_jours": 20})
    avant.append(photographie(d.base))
    choisir_charte(d.base, d.operation, charte="charte_de_bellevue", du=DEMAIN)
    avant.append(photographie(d.base))
    choisir_charte(d.base, d.operation, charte="nantes_2017", du=DEMAIN)
    avant.append(photographie(d.base))
    retirer_version(d.base, version)
    for tables in reversed(avant):
        d.annuler_dernier()
        assert photographie(d.base) == tables


def test_une_charte_que_suit_une_operation_ne_se_defait_pas(d: Dossier) -> None:
    creation = creer_charte_locale(d.base, nom="Charte de Bellevue", reference="Délibération")
    choisir_charte(d.base, d.operation, charte="charte_de_bellevue", du=J0)
    assert creation.geste_id is not None
    with pytest.raises(ErreurMetier, match="annulez d'abord les plus récents"):
        annuler(d.base, creation.geste_id)


def test_le_choix_d_une_charte_refuse_ce_qui_ne_change_rien_ou_n_existe_pas(d: Dossier) -> None:
    creer(d)
    for code, dit in (("nantes_2017", "suit déjà cette charte le 15/01/2026"), ("atlantide", "n'existe plus")):
        with pytest.raises(ErreurMetier, match=dit) as refus:
            choisir_charte(d.base, d.operation, charte=code, du=J0)
        assert refus.value.champ == "charte"
    choisir_charte(d.base, d.operation, charte="charte_de_bellevue", du=J0)
    with pytest.raises(ErreurMetier, match="suit déjà"):
        choisir_charte(d.base, d.operation, charte="charte_de_bellevue", du=J0 + VEILLE)


def test_deux_chartes_locales_n_ont_ni_le_meme_nom_ni_le_meme_code(d: Dossier) -> None:
    creer(d)
    with pytest.raises(ErreurMetier, match="porte déjà ce nom") as refus:
        creer(d, "CHARTE DE BELLEVUE")
    assert refus.value.champ == "nom"
    creer(d, "Charte de Bellevue !")
    choisir_charte(d.base, d.operation, charte="charte_de_bellevue_2", du=J0)
    for valeurs in ({"nom": " ", "reference": "x"}, {"nom": "x", "reference": " "}):
        with pytest.raises(ErreurMetier):
            creer_charte_locale(d.base, **valeurs)
    with pytest.raises(ErreurMetier, match="n'existe pas"):
        creer_charte_locale(d.base, nom="x", reference="x", derivee_de="atlantide")


def test_tel_que_connu_hier_la_charte_de_demain_ne_comptait_pas(d: Dossier) -> None:
    d.horloge.jour = DEMAIN
    publier(d, creer(d), J0, entretien_jours=60)
    choisir_charte(d.base, d.operation, charte="charte_de_bellevue", du=J0)

    def limite(le: date) -> date | None:
        return next(c.echeance for c in constats_connus(d.base, d.menage, AUJOURD_HUI, le) if c.id == "A03.2")

    assert limite(AUJOURD_HUI) == J0 + timedelta(days=90)
    assert limite(DEMAIN) == J0 + timedelta(days=60)


def test_une_charte_s_exporte_sauf_a_la_place_de_la_base(d: Dossier) -> None:
    exporter_charte(d.base, charger_charte(), d.dossier / "charte.toml")
    assert lire_charte((d.dossier / "charte.toml").read_text(encoding="utf-8"), "charte.toml") == charger_charte()
    for sortie in (d.base.chemin, d.dossier / "charte.pdf"):
        with pytest.raises(ErreurMetier):
            exporter_charte(d.base, charger_charte(), sortie)
