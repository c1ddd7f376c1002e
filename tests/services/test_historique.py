"""L'historique dit en mots ce qu'un geste a changé : avant → après, en euros, en dates, par les libellés."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import SQLModel

from relogement.commun import Changements
from relogement.services import entretiens, menages, propositions, relogements, vivier
from relogement.services.annulation import annuler
from relogement.services.corrections import corriger, retirer
from relogement.services.historique import Detail, details_geste
from relogement.services.mots import FICHIER, dire, nom_colonne, nom_table
from relogement.services.mots import _mots as mots
from relogement.stockage.defaire import modele
from relogement.stockage.lectures import fiche_menage
from relogement.vocabulaire import Besoin, Lien, MotifRefus, NatureRessource
from tests.outils import cle
from tests.services.dossier import Dossier
from tests.services.importations import BENALI, DIALLO, Terrain

JUIN = date(2026, 6, 1)
E = "\u00a0"


def details(d: Dossier, faits: Changements, menage: UUID | None = None) -> tuple[Detail, ...]:
    assert faits.geste_id is not None
    return details_geste(d.base, faits.geste_id, menage or d.menage)


def test_une_correction_dit_avant_et_apres_en_euros(d: Dossier) -> None:
    loyer = cle(menages.noter_loyer(d.base, d.menage, du=JUIN, loyer=41250, apl=0))
    assert details(d, corriger(d.base, "loyer", loyer, loyer=43000, apl=None, avis_le=date(2026, 5, 3))) == (
        Detail("Loyer et aides du logement quitté, 01/06/2026", (
            f"Loyer : 412,50{E}€ → 430,00{E}€", f"APL : 0,00{E}€ → (vide)", "Date de l'avis : (vide) → 03/05/2026",
        )),
    )


def test_un_ajout_dit_ce_qui_est_connu_sans_colonne_technique(d: Dossier) -> None:
    faits = menages.ajouter_personne(d.base, d.menage, nom="BENALI", prenom="Inès", lien=Lien.ENFANT)
    assert details(d, faits) == (
        Detail("Ajout : Personne du foyer, Inès BENALI", (
            "Nom : BENALI", "Prénom : Inès", "Lien avec le ou la titulaire : enfant",
        )),
    )
    assert faits.id is not None
    (detail,) = details(d, menages.modifier_personne(d.base, faits.id, naissance=date(1980, 3, 12)))
    assert detail.lignes == ("Date de naissance : (vide) → 12/03/1980",)


def test_un_retrait_puis_son_annulation_se_disent(d: Dossier) -> None:
    ressource = cle(menages.noter_ressource(d.base, d.menage, du=JUIN, nature=NatureRessource.RSA, montant=60000))
    retrait = retirer(d.base, "ressource", ressource)
    assert details(d, retrait) == (Detail("Retrait : Ressource, RSA 01/06/2026", ()),)
    assert retrait.geste_id is not None
    assert details(d, annuler(d.base, retrait.geste_id)) == (Detail("Reprise : Ressource, RSA 01/06/2026", ()),)


def test_l_annulation_d_un_ajout_nomme_encore_la_fiche_partie(d: Dossier) -> None:
    faits = menages.ajouter_personne(d.base, d.menage, nom="BENALI", prenom="Inès", lien=Lien.ENFANT)
    assert faits.geste_id is not None
    assert details(d, annuler(d.base, faits.geste_id)) == (Detail("Retrait : Personne du foyer, Inès BENALI", ()),)
    assert details(d, faits)[0].titre == "Ajout : Personne du foyer, Inès BENALI"


def test_un_envoi_nomme_le_logement_et_les_deux_budgets(d: Dossier) -> None:
    offert = cle(vivier.ajouter_logement_offert(d.base, libelle="Les Tilleuls, porte 4", loyer=34110))
    envoi = propositions.envoyer_proposition(d.base, d.menage, offert, envoyee_le=JUIN, apl=20000)
    proposition, avant, apres = details(d, envoi)
    assert proposition.titre == f"Ajout : Proposition, n°{E}1"
    assert "Logement proposé : Les Tilleuls, porte 4" in proposition.lignes
    assert (avant.titre, apres.titre) == (
        "Ajout : Budget figé, logement quitté", "Ajout : Budget figé, logement proposé"
    )
    assert {f"Loyer : 341,10{E}€", f"APL : 200,00{E}€", f"Proposition : n°{E}1"} <= set(apres.lignes)
    assert envoi.id is not None
    (refus,) = details(d, propositions.refuser_proposition(
        d.base, envoi.id, le=JUIN, motif=MotifRefus.COUT, motif_texte="trop cher"))
    assert f"Motif du refus : (vide) → {MotifRefus.COUT.libelle}" in refus.lignes


def test_listes_oui_non_et_postes_se_lisent_par_leurs_libelles(d: Dossier) -> None:
    faits = entretiens.enregistrer_entretien(
        d.base, d.menage, le=JUIN, besoins=[Besoin.ECOLE, Besoin.TRANSPORTS], composition_vue=True
    )
    (detail,) = details(d, faits)
    assert f"Besoins : {Besoin.ECOLE.libelle}, {Besoin.TRANSPORTS.libelle}" in detail.lignes
    assert "Composition du foyer revue : oui" in detail.lignes
    assert "Agent : Nadia R." in detail.lignes
    assert not [ligne for ligne in detail.lignes if ligne.startswith("Difficultés")]
    frais = relogements.noter_frais(d.base, d.signer(), poste="gaz", demande=True, demande_le=date(2026, 7, 2))
    assert details(d, frais)[0].titre == "Ajout : Frais d'installation, ouverture du compteur de gaz"


def test_une_surface_et_un_etage_de_zero_se_lisent(d: Dossier) -> None:
    faits = menages.modifier_logement(d.base, d.menage, surface=7650, etage=0)
    assert details(d, faits)[0].lignes == ("Étage : (vide) → 0", f"Surface : 61{E}m² → 76,5{E}m²")


def test_l_import_se_lit_dans_l_historique_de_chaque_menage_pour_ce_qui_est_a_lui(tmp_path: Path) -> None:
    terrain = Terrain.nouveau(tmp_path)
    terrain.importer(BENALI, DIALLO)
    suite = terrain.importer(BENALI | {"Loyer principal": "318,00"}, DIALLO, au="31/10/2026").changements
    assert suite is not None
    assert suite.geste_id is not None
    benali, diallo = (terrain.menage(nom).id for nom in ("BENALI", "DIALLO"))
    nouveau, ancien = details_geste(terrain.base, suite.geste_id, benali)
    assert ancien.lignes == ("Jusqu'au : (vide) → 30/10/2026",)
    assert f"Loyer : 318,00{E}€" in nouveau.lignes
    assert details_geste(terrain.base, suite.geste_id, diallo) == ()
    assert [len(fiche_menage(terrain.base, m).gestes) for m in (benali, diallo)] == [2, 1]
    assert {g["menage_id"] for g in fiche_menage(terrain.base, benali).gestes} == {None}


TABLES = sorted(mots()["tables"])


@pytest.mark.parametrize("table", sorted(
    t.name for t in SQLModel.metadata.sorted_tables if {"id", "menage_id", "supprime_le"} <= set(t.c.keys())
))
def test_chaque_fiche_d_un_menage_a_son_nom(table: str) -> None:
    assert nom_table(table) or table in mots()["tables_cachees"], f"nommez {table} dans resources/{FICHIER}"


@pytest.mark.parametrize("table", TABLES)
def test_chaque_colonne_a_son_nom_et_aucun_nom_n_est_pour_rien(table: str) -> None:
    colonnes = set(modele(table).model_fields)
    sans_nom = {c for c in colonnes - set(mots()["cachees"]) if nom_colonne(table, c) is None}
    assert not sans_nom, f"nommez-les dans resources/{FICHIER}"
    siennes = mots()["tables"][table]
    cites = {*siennes.get("colonnes", {}), *siennes.get("repere", ()), *siennes.get("oui", {})}
    assert cites <= colonnes


def test_chaque_montant_est_une_colonne_d_entiers() -> None:
    for c in ("montants", "surfaces", "dixiemes", "telephones"):
        for colonne in mots()[c]:
            assert any(colonne in modele(table).model_fields for table in TABLES), colonne


@pytest.mark.parametrize(("colonne", "valeur", "dit"), [
    ("montant", 0, f"0,00{E}€"), ("montant", None, "(vide)"), ("occupants", 0, "0"), ("note", "", "(vide)"),
    ("temporaire", False, "non"), ("uc_dixiemes", 21, "2,1"), ("telephone", "0612345678", "06 12 34 56 78"),
    ("besoins", ["code_disparu"], "code_disparu"), ("besoins", [], "(vide)"),
])
def test_zero_et_non_sont_des_reponses_le_vide_n_en_est_pas_une(colonne: str, valeur: object, dit: str) -> None:
    assert dire("relogement", colonne, valeur) == dit
