"""L'import du vivier : ajouté, tenu à jour, jamais écrasé, défait d'un coup ; ses colonnes se retiennent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from relogement.commun import ErreurMetier
from relogement.services.annulation import annuler
from relogement.services.colonnes import choix_de, colonnes_retenues, oublier_colonnes, retenir_colonnes, voir_colonnes
from relogement.services.import_vivier import RapportVivier, importer_vivier
from relogement.services.propositions import envoyer_proposition
from relogement.services.vivier import corriger_logement_offert
from relogement.stockage.lectures_vivier import LigneVivier, lignes_vivier
from relogement.tableur.catalogues import GenreListe
from relogement.vocabulaire import Reservataire
from tests.outils import photographie
from tests.services.dossier import ENVOI, Dossier

BAILLEUR = Path(__file__).parent.parent / "donnees" / "vivier" / "vivier_bailleur.xlsx"
PREFECTURE = BAILLEUR.with_name("vivier_prefecture.csv")
TITRES = ["Référence", "Résidence", "Type", "Loyer", "Commune"]
A, B = ["R-1", "Quais", "T3", 400, "Rezé"], ["R-2", "Pins", "T2", 300, "Rezé"]
AU = date(2026, 11, 18)


def importer(d: Dossier, chemin: Path = BAILLEUR, **options: Any) -> RapportVivier:
    return importer_vivier(d.base, chemin, **({"emetteur": "Erdre Habitat"} | options))


def liste(d: Dossier, *lignes: list[Any], titres: list[str] = TITRES) -> Path:
    classeur = Workbook()
    feuille = classeur.active
    assert feuille is not None
    for ligne in (titres, *lignes):
        feuille.append(ligne)
    chemin = d.dossier / f"liste{len(list(d.dossier.glob('*.xlsx')))}.xlsx"
    classeur.save(chemin)
    return chemin


def par_reference(d: Dossier) -> dict[str, LigneVivier]:
    return {v.valeurs["reference"]: v for v in lignes_vivier(d.base, au=AU)}


def test_la_simulation_n_ecrit_rien_et_la_meme_liste_ne_change_rien(d: Dossier) -> None:
    avant = photographie(d.base)
    assert importer(d, simuler=True).ajoutes == 4
    assert photographie(d.base) == avant
    fait = importer(d)
    assert (fait.logements, fait.ajoutes, fait.modifies) == (4, 4, 0)
    assert {v.valeurs["bailleur"] for v in lignes_vivier(d.base, au=AU)} == {"Erdre Habitat"}
    encore = importer(d)
    assert (encore.ajoutes, encore.modifies, encore.inchanges, encore.divergences) == (0, 0, 4, ())


def test_l_import_se_defait_d_un_coup(d: Dossier) -> None:
    avant = photographie(d.base)
    fait = importer(d)
    assert fait.changements is not None
    assert fait.changements.geste_id is not None
    annuler(d.base, fait.changements.geste_id)
    assert photographie(d.base) == avant


def test_ce_que_l_agent_a_tape_reste_et_la_liste_met_a_jour_le_reste(d: Dossier) -> None:
    importer(d, liste(d, A, B))
    vus = par_reference(d)
    corriger_logement_offert(d.base, vus["R-1"].id, loyer=41_000)
    fait = importer(d, liste(d, ["R-1", "Quais", "T3", 420, "Rezé"], ["R-2", "Pins", "T2", 310, "Rezé"]))
    vus = par_reference(d)
    assert (vus["R-1"].valeurs["loyer"], vus["R-2"].valeurs["loyer"]) == (41_000, 31_000)
    assert (fait.modifies, fait.inchanges) == (1, 1)
    ((nom, conflit),) = fait.divergences
    assert (nom, conflit.champ) == ("Quais", "loyer")
    assert "410,00" in conflit.phrase
    assert "420,00" in conflit.phrase


def test_un_logement_absent_est_signale_puis_repris_si_on_le_veut_puis_revient(d: Dossier) -> None:
    importer(d, liste(d, A, B))
    sans_b = liste(d, A)
    assert importer(d, sans_b).absents == ("Pins",)
    assert par_reference(d)["R-2"].valeurs["repris_le"] is None
    assert importer(d, sans_b, reprendre_absents=True).repris == 1
    assert par_reference(d)["R-2"].valeurs["reprise"] == "Plus dans la liste de Erdre Habitat."
    assert importer(d, liste(d, A, B)).modifies == 1
    assert par_reference(d)["R-2"].valeurs["repris_le"] is None


def test_un_logement_propose_n_est_jamais_note_repris_par_une_liste(d: Dossier) -> None:
    importer(d, liste(d, A, B))
    envoyer_proposition(d.base, d.menage, par_reference(d)["R-2"].id, envoyee_le=ENVOI)
    fait = importer(d, liste(d, A), reprendre_absents=True)
    assert (fait.absents, fait.repris) == (("Pins",), 0)


def test_la_liste_d_un_autre_emetteur_ne_touche_pas_celle_ci(d: Dossier) -> None:
    importer(d, liste(d, A, B))
    fait = importer(d, PREFECTURE, emetteur="État (préfecture)", reservataire=Reservataire.ETAT)
    assert (fait.ajoutes, fait.absents) == (2, ())
    venus = [v for v in lignes_vivier(d.base, au=AU) if v.valeurs["reservataire"] is Reservataire.ETAT]
    assert {v.valeurs["bailleur"] for v in venus} == {"Logis de l'Estuaire", "Erdre Habitat"}


def test_sans_reference_le_lieu_retrouve_le_logement(d: Dossier) -> None:
    importer(d, PREFECTURE, emetteur="Préfecture", reservataire=Reservataire.ETAT)
    assert importer(d, PREFECTURE, emetteur="Préfecture", reservataire=Reservataire.ETAT).inchanges == 2


def test_la_meme_adresse_dans_deux_communes_fait_deux_logements(d: Dossier) -> None:
    titres = ["Adresse", "Porte", "Type", "Loyer", "Commune"]
    lignes = ["1 rue des Lilas", "4", "T3", 400, "Rezé"], ["1 rue des Lilas", "4", "T3", 410, "Orvault"]
    fait = importer(d, liste(d, *lignes, titres=titres))
    assert (fait.ajoutes, fait.doublons) == (2, 0)
    assert importer(d, liste(d, *lignes, titres=titres)).inchanges == 2


PORTE = ["Référence", "Résidence", "Adresse", "Porte", "Type", "Loyer", "Commune"]
CHEZ_LE_BAILLEUR = ["R-7", "Les Lilas", "1 rue des Lilas", "4", "T3", 400, "Rezé"]
SANS_REFERENCE = ["", "", "1, rue des lilas", "4", "T3", 400, "REZE"]


def de_la_prefecture(d: Dossier, *ligne: Any) -> RapportVivier:
    chemin = liste(d, [*ligne], titres=PORTE)
    return importer(d, chemin, emetteur="Préfecture", reservataire=Reservataire.ETAT)


def test_le_meme_logement_offert_par_deux_emetteurs_n_est_qu_une_fiche(d: Dossier) -> None:
    """Deux fiches seraient deux offres de la même porte, à deux familles, sans un mot."""
    importer(d, liste(d, CHEZ_LE_BAILLEUR, titres=PORTE))
    fait = de_la_prefecture(d, *SANS_REFERENCE)
    assert (fait.ajoutes, fait.modifies, fait.divergences) == (0, 1, ())
    (vu,) = lignes_vivier(d.base, au=AU)
    assert [vu.valeurs[c] for c in ("reference", "libelle", "reservataire")] == ["R-7", "Les Lilas", Reservataire.ETAT]
    assert importer(d, liste(d, CHEZ_LE_BAILLEUR, titres=PORTE)).absents == ()
    assert importer(d, liste(d, A), emetteur="Préfecture").absents == ()


@pytest.mark.parametrize(
    ("rang", "ecrit"),
    [(2, "1 r. des Lilas"), (2, "1 rue des Lilas, Rezé"), (2, "1 rue des Lilas 44400 REZE"), (3, "Apt 4"), (3, "n° 04"),
     (4, "T3 bis"), (7, "A"), (7, "bâtiment A")],
)
def test_une_autre_facon_d_ecrire_le_lieu_est_le_meme_logement(d: Dossier, rang: int, ecrit: str) -> None:
    titres = [*PORTE, "Bâtiment"]
    importer(d, liste(d, [*CHEZ_LE_BAILLEUR, "Bât. A"], titres=titres))
    ligne = [*SANS_REFERENCE, "Bât. A"]
    ligne[rang] = ecrit
    chemin = liste(d, ligne, titres=titres)
    fait = importer(d, chemin, emetteur="Préfecture", reservataire=Reservataire.ETAT)
    assert (fait.ajoutes, len(lignes_vivier(d.base, au=AU))) == (0, 1)
    assert [c.champ for _, c in fait.divergences] == (["type"] if ecrit == "T3 bis" else [])


def test_deux_emetteurs_qui_ne_disent_pas_le_meme_loyer_se_montrent_et_le_premier_reste(d: Dossier) -> None:
    importer(d, liste(d, CHEZ_LE_BAILLEUR, titres=PORTE))
    fait = de_la_prefecture(d, *SANS_REFERENCE[:5], 450, "Rezé")
    assert [(nom, c.champ) for nom, c in fait.divergences] == [("Les Lilas", "loyer")]
    assert par_reference(d)["R-7"].valeurs["loyer"] == 40_000


def par_l_etat(d: Dossier, *lignes: list[Any], **options: Any) -> RapportVivier:
    """La préfecture envoie cette liste."""
    chemin = liste(d, *lignes, titres=[*TITRES, "Bailleur"])
    return importer(d, chemin, emetteur="Préfecture", reservataire=Reservataire.ETAT, **options)


CHEZ_ERDRE = [*A, "Erdre Habitat"]


def test_le_second_emetteur_n_ecrase_pas_le_premier_a_la_meme_reference(d: Dossier) -> None:
    importer(d, liste(d, A, B))
    for _ in range(2):  # l'écart se redit tant qu'il dure
        fait = par_l_etat(d, ["R-1", "Autre nom", "T3", 480, "Rezé", "Erdre Habitat"])
        assert [(nom, c.champ) for nom, c in fait.divergences] == [("Quais", "loyer")]
    vu = par_reference(d)["R-1"].valeurs
    assert [vu[c] for c in ("loyer", "libelle", "emetteur", "aussi")] == [
        40_000, "Quais", "Erdre Habitat", ["Préfecture"]
    ]
    assert importer(d, liste(d, A, B)).divergences == ()


def test_un_absent_qu_un_autre_emetteur_offre_encore_n_est_pas_repris(d: Dossier) -> None:
    importer(d, liste(d, A, B))
    par_l_etat(d, CHEZ_ERDRE)
    fait = importer(d, liste(d, B), reprendre_absents=True)
    assert (fait.absents, fait.repris) == (("Quais",), 0)
    assert par_l_etat(d, [*B, "Erdre Habitat"], reprendre_absents=True).absents == ()
    assert par_reference(d)["R-1"].valeurs["aussi"] == []
    assert importer(d, liste(d, B), reprendre_absents=True).repris == 1


def test_un_logement_repris_par_une_liste_revient_quand_un_autre_l_offre(d: Dossier) -> None:
    importer(d, liste(d, A, B))
    importer(d, liste(d, B), reprendre_absents=True)
    assert par_l_etat(d, CHEZ_ERDRE).modifies == 1
    assert par_reference(d)["R-1"].valeurs["repris_le"] is None


def test_un_desaccord_avec_l_agent_se_redit_a_chaque_import_sans_rien_ecrire(d: Dossier) -> None:
    importer(d, liste(d, A))
    corriger_logement_offert(d.base, par_reference(d)["R-1"].id, loyer=41_000, bailleur="Logis de l'Estuaire")
    importer(d, liste(d, ["R-1", "Quais", "T3", 420, "Rezé"]))
    avant = photographie(d.base)
    fait = importer(d, liste(d, ["R-1", "Quais", "T3", 420, "Rezé"]))
    assert {c.champ: (c.en_base[:3], c.dans_la_liste[:3]) for _, c in fait.divergences} == {
        "loyer": ("410", "420"), "bailleur_id": ("Log", "Erd"),
    }
    assert photographie(d.base) == avant


@pytest.mark.parametrize(
    ("rang", "valeur"), [(0, "R-8"), (2, "3 rue des Lilas"), (3, "5"), (4, "T4"), (6, "Orvault")],
    ids=["reference", "adresse", "porte", "type", "commune"],
)
def test_ce_qui_contredit_fait_un_autre_logement(d: Dossier, rang: int, valeur: str) -> None:
    importer(d, liste(d, CHEZ_LE_BAILLEUR, titres=PORTE))
    autre = [*SANS_REFERENCE]
    autre[rang] = valeur
    assert de_la_prefecture(d, *autre).ajoutes == 1


def test_deux_logements_qui_iraient_ne_sont_pas_departages_au_hasard(d: Dossier) -> None:
    batiments = [*PORTE, "Bâtiment"]
    lignes = [*CHEZ_LE_BAILLEUR, "A"], ["R-8", *CHEZ_LE_BAILLEUR[1:], "B"]
    importer(d, liste(d, *lignes, titres=batiments))
    assert de_la_prefecture(d, *SANS_REFERENCE).ajoutes == 1


def test_sans_porte_le_type_distingue_deux_logements_d_une_residence(d: Dossier) -> None:
    titres = ["Résidence", "Type", "Surface", "Loyer", "Commune"]
    lignes = ["Les Pins", "T2", 48, 300, "Rezé"], ["Les Pins", "T3", 66, 400, "Rezé"]
    fait = importer(d, liste(d, *lignes, titres=titres))
    assert (fait.ajoutes, fait.doublons) == (2, 0)


def test_deux_ecritures_d_une_reference_sont_un_seul_logement_et_le_doublon_est_dit(d: Dossier) -> None:
    fait = importer(d, liste(d, A, ["r-1", *A[1:]]))
    assert (fait.ajoutes, fait.doublons) == (1, 1)


def test_un_doublon_qui_se_contredit_dit_ce_qui_differe(d: Dossier) -> None:
    pareil, autre = ["r-1", *A[1:]], ["R-1", "Quais", "T3", 480, ""]
    fait = importer(d, liste(d, A, pareil, autre))
    raisons = [x.raison for x in fait.a_corriger if x.nature == "doublon"]
    assert raisons == [
        "Ce logement est déjà à la ligne 2 : cette ligne n'est pas reprise.",
        "Ce logement est déjà à la ligne 2, mais Loyer « 480 », et « 400 » gardé ; cette ligne n'est pas reprise.",
    ]
    assert par_reference(d)["R-1"].valeurs["loyer"] == 40_000


def test_un_doublon_d_une_autre_feuille_la_nomme_et_une_cellule_partagee_se_lit(d: Dossier) -> None:
    classeur = Workbook()
    for nom, ville in (("Sud", "44400 Rezé"), ("Nord", "44700 Orvault")):
        feuille = classeur.create_sheet(nom)
        feuille.append(["Référence", "Résidence", "Type", "CP Ville"])
        feuille.append(["R-1", "Quais", "T3", ville])
    del classeur["Sheet"]
    classeur.save(d.dossier / "deux.xlsx")
    (defaut,) = importer(d, d.dossier / "deux.xlsx").a_corriger
    assert "déjà à la ligne 2 de la feuille « Sud »" in defaut.raison
    assert "CP Ville « 44700 Orvault », et « 44400 Rezé » gardé" in defaut.raison


def test_un_bailleur_ecrit_de_deux_facons_dans_une_liste_ne_fait_pas_deux_lignes_du_meme_logement(d: Dossier) -> None:
    titres = [*TITRES, "Bailleur"]
    lignes = [*A, "Erdre Habitat"], ["R-1", "Quais", "T3", 480, "Rezé", "ERDRE  habitat"]
    fait = importer(d, liste(d, *lignes, titres=titres), emetteur="Préfecture")
    assert (fait.ajoutes, fait.doublons) == (1, 1)
    assert "Loyer « 480 », et « 400 » gardé" in fait.a_corriger[0].raison
    assert par_reference(d)["R-1"].valeurs["loyer"] == 40_000


def test_un_lieu_que_l_agent_corrige_se_retrouve_dans_la_liste_suivante(d: Dossier) -> None:
    titres = ["Résidence", "Porte", "Type", "Loyer"]
    chemin = liste(d, ["Les Pins", "4", "T2", 300], titres=titres)
    importer(d, chemin)
    (vu,) = lignes_vivier(d.base, au=AU)
    corriger_logement_offert(d.base, vu.id, porte="14")
    encore = importer(d, chemin)
    assert (encore.ajoutes, encore.inchanges, encore.absents) == (0, 1, ())
    assert [v.valeurs["porte"] for v in lignes_vivier(d.base, au=AU)] == ["14"]


def test_sans_emetteur_rien_n_est_lu(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match="Dites qui envoie"):
        importer(d, emetteur=" ")


def test_les_colonnes_dites_servent_a_la_liste_suivante_dans_un_autre_ordre(d: Dossier) -> None:
    titres = ["Code", "Nom", "Prix du mois"]
    chemin = liste(d, ["R-1", "Quais", 400], titres=titres)
    cles = {c.nom: c.cle for c in voir_colonnes(d.base, GenreListe.VIVIER, chemin, "Erdre Habitat").colonnes}
    choix = {cles["Code"]: "reference", cles["Nom"]: "libelle", cles["Prix du mois"]: "loyer"}
    retenir_colonnes(d.base, GenreListe.VIVIER, "Erdre Habitat", choix)
    assert importer(d, chemin).ajoutes == 1
    suivante = liste(d, [450, "R-1", "Quais"], titres=["Prix du mois", "Code", "Nom"])
    assert importer(d, suivante).modifies == 1
    assert par_reference(d)["R-1"].valeurs["loyer"] == 45_000
    assert choix_de(d.base, GenreListe.VIVIER, "Logis") == {}
    oublier_colonnes(d.base, GenreListe.VIVIER, "Erdre Habitat")
    assert colonnes_retenues(d.base, GenreListe.VIVIER, "Erdre Habitat") is None
    with pytest.raises(ErreurMetier, match="Rien n'est retenu"):
        oublier_colonnes(d.base, GenreListe.VIVIER, "Erdre Habitat")


def test_un_champ_ne_se_dit_pas_de_deux_colonnes(d: Dossier) -> None:
    with pytest.raises(ErreurMetier, match=r"« Loyer.* » est dit de deux colonnes"):
        retenir_colonnes(d.base, GenreListe.VIVIER, "Erdre", {"a": "loyer", "b": "loyer"})
    with pytest.raises(ErreurMetier, match="n'est pas une information"):
        retenir_colonnes(d.base, GenreListe.VIVIER, "Erdre", {"a": "nom"})
    retenir_colonnes(d.base, GenreListe.VIVIER, "Erdre", {"a": "loyer"})
    retenir_colonnes(d.base, GenreListe.VIVIER, "Erdre", {"b": "loyer"})
    assert choix_de(d.base, GenreListe.VIVIER, "Erdre") == {"b": "loyer"}


def test_un_loyer_a_zero_reste_a_demander(d: Dossier) -> None:
    fait = importer(d, liste(d, ["R-1", "Quais", "T3", 0, "Rezé"]))
    assert [(x.champ, x.raison) for x in fait.a_corriger] == [
        ("loyer", "Le loyer est à zéro : à demander à celui qui l'offre.")
    ]
    assert par_reference(d)["R-1"].valeurs["loyer"] is None
