"""Lire un suivi tenu à la main : toutes ses colonnes, ses mots, ses trous ; ne rien inventer, ne rien perdre."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from relogement.commun import ErreurMetier
from relogement.tableur.brut import Brut, Illisible
from relogement.tableur.catalogues import SUIVIS
from relogement.tableur.formules import recalculer
from relogement.tableur.lecture import TAILLE_MAX
from relogement.tableur.suivi.classeur import lire_suivi
from relogement.tableur.suivi.ligne import LigneDeSuivi
from relogement.tableur.suivi.mots import motif, oui_non, reponse, rester, visite_a_venir
from relogement.vocabulaire import MotifRefus, Reponse, Rester
from tests.hasard import exemples
from tests.tableur.listes import LIGNE as LOCATIF
from tests.tableur.listes import classeur, texte
from tests.tableur.suivis import BENALI, GROUPES, SUIVI, ecrire_suivi, lire, menage, seule

TITRES = tuple(BENALI)
DU_QUITTE = ("Type", "Surface", "Loyer", "Charges", "APL")


def champs(ligne: LigneDeSuivi) -> dict[str, Any]:
    """Tout ce qui a été lu d'une ligne, sans sa place dans le classeur."""
    locative = {c: getattr(ligne.locative, c) for c in ligne.locative.__slots__ if c not in ("feuille", "ligne")}
    return {c: v for c, v in (locative | dict(ligne.valeurs)).items() if v is not None}


def test_le_suivi_d_essai_a_les_comptes_qu_on_en_attend() -> None:
    attendu = json.loads(SUIVI.with_suffix(".json").read_text(encoding="utf-8"))
    suivi = lire_suivi(SUIVI)
    assert (suivi.menages, suivi.reloges) == (attendu["households"], attendu["rehoused"])
    assert (suivi.propositions, suivi.refus) == (attendu["proposals"], attendu["refusals"])
    assert sum(ligne.locative.ug is None for ligne in suivi.lignes) == attendu["no_ug"]
    assert len(suivi.a_reprendre) == attendu["unreadable"]
    assert suivi.arretee_le == date(2026, 9, 30)
    assert suivi.colonnes_inconnues == ()
    assert sum(len(ligne.commentaires) for ligne in suivi.lignes) == 5


def test_une_cellule_qui_ne_sait_pas_se_nomme_par_son_adresse() -> None:
    (reste,) = lire_suivi(SUIVI).a_reprendre
    assert (reste.cellule, reste.colonne, reste.valeur) == ("H52", "Né(e) le", "inconnue")
    assert "à compléter" in reste.raison


def test_chaque_colonne_d_une_ligne_est_lue(tmp_path: Path) -> None:
    ligne = seule(lire(tmp_path, BENALI))
    lue = champs(ligne)
    assert (lue["type"], lue["surface"], lue["loyer"], lue["charges"], lue["apl"]) == ("T3", 6100, 31240, 9620, 23800)
    assert (lue["type_apres"], lue["surface_apres"], lue["loyer_apres"]) == ("T4", 8130, 48086)
    assert (lue["qpv_apres"], lue["neuf_apres"], lue["cout_demenagement"]) == (True, False, 175613)
    assert (lue["bail_le"], lue["demenage_le"], lue["visite_1"]) == (
        date(2026, 5, 11), date(2026, 6, 1), date(2026, 7, 1)
    )
    assert "visite_3" not in lue
    premiere, seconde = ligne.propositions
    assert (premiere.envoyee, premiere.reponse, premiere.motif) == (date(2026, 3, 2), Reponse.REFUSEE, "trop petit")
    assert (seconde.envoyee, seconde.reponse, seconde.repondue) == (date(2026, 4, 20), Reponse.ACCEPTEE, None)


@given(st.permutations([t for t in TITRES if t not in DU_QUITTE and t not in {f"{d} " for d in DU_QUITTE}]))
@exemples(15)
def test_l_ordre_des_colonnes_ne_change_rien(tmp_path_factory: pytest.TempPathFactory, melees: list[str]) -> None:
    dossier = tmp_path_factory.mktemp("ordre")
    # Les deux blocs du même nom suivent leur titre de groupe, celui d'accueil devant.
    accueil, quitte = [f"{t} " for t in DU_QUITTE], list(DU_QUITTE)
    groupes = {"Type ": "Logement d'accueil", "Type": "Logement quitté"}
    reste = [t for t in melees if t != "Bailleur d'accueil"]
    autres = ["Bailleur d'accueil", "Commune", "QPV (O/N)", "Neuf ou < 5 ans"]
    titres = [t for t in reste if t not in autres] + [accueil[0], *autres, *accueil[1:], *quitte]
    lue = champs(seule(lire(dossier, BENALI, titres=titres, groupes=groupes)))
    assert lue == champs(seule(lire(dossier, BENALI)))


def test_sans_titre_de_groupe_la_premiere_colonne_du_nom_est_celle_du_logement_quitte(tmp_path: Path) -> None:
    assert champs(seule(lire(tmp_path, BENALI, groupes={}))) == champs(seule(lire(tmp_path, BENALI)))


@pytest.mark.parametrize(
    ("titre", "autre"),
    [
        ("Prop. 1 le", "Date de la 1ère proposition"), ("Réponse 1", "Rép. 1"), ("Motif refus 1", "Raison du refus 1"),
        ("Date enquête sociale", "Date du diagnostic social"), ("Déménagement", "Relogé le"),
        ("Signature bail", "Date de signature du bail"), ("Suivi 1 mois", "Visite à 1 mois"),
        ("NOM", "Nom du locataire"),
        ("Né(e) le", "DDN"), ("Observations", "Commentaires"), ("QPV (O/N)", "Quartier prioritaire"),
        ("Coût déménagement TTC", "Facture déménagement"), ("Souhait secteur", "Quartier souhaité"),
    ],
)
def test_une_colonne_autrement_nommee_est_reconnue(tmp_path: Path, titre: str, autre: str) -> None:
    titres = [autre if t == titre else t for t in TITRES]
    renommee = {autre if t == titre else t: v for t, v in BENALI.items()}
    lu = lire(tmp_path, renommee, titres=titres)
    assert champs(seule(lu)) == champs(seule(lire(tmp_path, BENALI)))


def test_trois_propositions_sans_numero_se_lisent_dans_leur_ordre(tmp_path: Path) -> None:
    livre = Workbook()
    feuille = livre.active
    assert feuille is not None
    feuille.append(["Nom", "Porte", "Date prop.", "Réponse", "Motif", "Date prop.", "Réponse", "Motif"])
    feuille.append(["BENALI Leïla", "101", "02/03/2026", "non", "trop cher", "20/04/2026", "oui", None])
    livre.save(tmp_path / "suivi.xlsx")
    premiere, seconde = seule(lire_suivi(tmp_path / "suivi.xlsx")).propositions
    assert (premiere.rang, premiere.reponse, premiere.motif) == (1, Reponse.REFUSEE, "trop cher")
    assert (seconde.rang, seconde.envoyee, seconde.reponse) == (2, date(2026, 4, 20), Reponse.ACCEPTEE)


def test_un_csv_se_lit_comme_un_classeur(tmp_path: Path) -> None:
    lignes = [("NOM", "Prénom", "Porte", "Prop. 1 le", "Réponse 1"), ("BENALI", "Leïla", "101", "02/03/26", "refusé")]
    (lue,) = seule(lire_suivi(texte(tmp_path / "suivi.csv", lignes))).propositions
    assert (lue.envoyee, lue.reponse) == (date(2026, 3, 2), Reponse.REFUSEE)


_HABILLAGES = st.sampled_from(["{}", " {} ", "{} ", "{}.", "{} !"])
_CASSES = st.sampled_from([str.upper, str.lower, str.capitalize, str])


@given(
    st.sampled_from([("accepté", Reponse.ACCEPTEE), ("acceptée", Reponse.ACCEPTEE), ("accord", Reponse.ACCEPTEE),
                     ("oui", Reponse.ACCEPTEE), ("o", Reponse.ACCEPTEE), ("refus", Reponse.REFUSEE),
                     ("refusé", Reponse.REFUSEE), ("refusée par téléphone", Reponse.REFUSEE), ("n", Reponse.REFUSEE),
                     ("en attente", None), ("attend la CALEOL", None), ("?", None), ("??", None)]),
    _HABILLAGES,
    _CASSES,
)
def test_une_reponse_tapee_a_la_main_se_lit_quelle_que_soit_sa_forme(
    mot: tuple[str, Reponse | None], habillage: str, casse: Any
) -> None:
    assert reponse(habillage.format(casse(mot[0]))) is mot[1]


@given(st.sampled_from([("O", True), ("oui", True), ("X", True), ("non", False), ("N", False), ("?", None)]), _CASSES)
def test_un_oui_ou_un_non_se_lit_quelle_que_soit_sa_forme(mot: tuple[str, bool | None], casse: Any) -> None:
    assert oui_non(casse(mot[0])) is mot[1]


@given(st.text(max_size=30))
@example("#DIV/0!")
@example("?" * 501)
@exemples(200)
def test_aucun_mot_ne_fait_tomber_la_lecture(mot: str) -> None:
    for lire_mot in (reponse, oui_non):
        with suppress(Illisible):
            lire_mot(mot)
    visite_a_venir(mot)
    motif(mot)
    rester(mot)


@pytest.mark.parametrize(
    ("mots", "attendu"),
    [
        ("pas de balcon", MotifRefus.LOGEMENT), ("veut rester dans le quartier", MotifRefus.QUARTIER),
        ("étage sans ascenseur", MotifRefus.ETAGE), ("trop petit", MotifRefus.TYPE), ("trop cher", MotifRefus.COUT),
        ("loin de l'école", MotifRefus.ELOIGNEMENT), ("état du logement", MotifRefus.LOGEMENT), ("sans suite", None),
        (None, None),
    ],
)
def test_un_motif_se_code_par_ses_mots_ou_reste_sans_code(mots: str | None, attendu: MotifRefus | None) -> None:
    assert motif(mots) is attendu


@pytest.mark.parametrize(
    ("mots", "attendu"), [("même quartier", Rester.RESTER), ("Indifférent", Rester.INDIFFERENT), ("Rezé", None)]
)
def test_un_lieu_souhaite_dit_parfois_si_l_on_veut_rester(mots: str, attendu: Rester | None) -> None:
    assert rester(mots) is attendu


@pytest.mark.parametrize(
    ("formule", "attendu"),
    [("=A1+B1-C1", Decimal("12.5")), ("=A1 + 2,5", None), ("=A1+2.5", Decimal("12.5")), ("=-A1", Decimal(-10)),
     ("=SUM(A1:B1)", None), ("=A1*2", None), ("=D1+1", None), ("=$A$1+1", Decimal(11))],
)
def test_une_somme_restee_sans_valeur_se_recalcule(formule: str, attendu: Decimal | None) -> None:
    cellules: dict[tuple[int, int], Brut] = {(1, 0): 10, (1, 1): "5,00 €", (1, 2): 2.5}
    assert recalculer(formule, lambda ligne, rang: cellules.get((ligne, rang))) == attendu


def test_un_loyer_ecrit_en_somme_est_recalcule_et_le_reste_a_charge_ignore(tmp_path: Path) -> None:
    ligne = BENALI | {"Loyer": "=300+12.4", "Charges": "=SUM(A1:A2)"}
    suivi = lire(tmp_path, ligne)
    assert seule(suivi).locative.loyer == 31240
    assert seule(suivi).locative.charges is None
    assert [x.cellule for x in suivi.a_reprendre] == ["R5"]


@pytest.mark.parametrize(
    ("titre", "valeur", "mot"),
    [
        ("Né(e) le", "31/02/1961", "calendrier"), ("Prop. 1 le", "mars", "date"), ("Réponse 1", "peut-être", "refus"),
        ("Loyer", "-12", "négatif"), ("QPV (O/N)", "limite", "oui"), ("Suivi 3 mois", "fait", "date"),
        ("Déménagement", "oui", "sans la date"), ("Coût déménagement TTC", "devis", "montant"),
        ("Suivi 3 mois", "#DIV/0!", "erreur du tableur"), ("Observations", "#REF!", "erreur du tableur"),
        ("Suivi 3 mois", "absente " * 80, "date"), ("Réponse 1", "#N/A", "erreur du tableur"),
    ],
)
def test_une_cellule_illisible_est_gardee_avec_sa_raison_et_n_ote_rien_aux_autres(
    tmp_path: Path, titre: str, valeur: str, mot: str
) -> None:
    suivi = lire(tmp_path, BENALI | {titre: valeur}, menage(2, "DIALLO", "Mamadou"))
    (reste,) = suivi.a_reprendre
    assert (reste.colonne, reste.valeur, reste.ligne) == (titre, valeur.strip(), 5)
    assert mot in reste.raison
    assert suivi.menages == 2


def test_deux_lignes_du_meme_menage_n_en_font_qu_une(tmp_path: Path) -> None:
    suivi = lire(tmp_path, BENALI, BENALI)
    assert suivi.menages == 1
    assert "ligne 5" in suivi.a_reprendre[0].raison


def test_une_feuille_masquee_n_est_pas_lue_et_c_est_dit(tmp_path: Path) -> None:
    chemin = ecrire_suivi(tmp_path / "suivi.xlsx", BENALI)
    livre = load_workbook(chemin)
    cachee = livre.create_sheet("Archives")
    cachee.append(["NOM", "Porte", "Réponse 1"])
    cachee.append(["SOW", "9", "refus"])
    cachee.sheet_state = "hidden"
    livre["Suivi"]["F5"].comment = Comment("à rappeler", "Nadia")
    livre.save(chemin)
    suivi = lire_suivi(chemin)
    assert seule(suivi).commentaires == (("F5", "NOM", "à rappeler"),)
    assert "masquée" in suivi.a_reprendre[0].raison


def test_un_vacant_et_un_total_ne_sont_pas_des_menages(tmp_path: Path) -> None:
    assert lire(tmp_path, BENALI, menage(2, "VACANT", "") | {"Né(e) le": None, "Nb pers.": None}).menages == 1


def _refus(chemin: Path) -> str:
    with pytest.raises(ErreurMetier) as refus:
        lire_suivi(chemin)
    assert refus.value.phrase.endswith(".")
    return refus.value.phrase


def test_ce_qui_n_est_pas_un_suivi_recoit_une_phrase(tmp_path: Path) -> None:
    photo = tmp_path / "photo.xlsx"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    assert "photo" in _refus(photo)
    vide = tmp_path / "vide.xlsx"
    vide.touch()
    assert "vide" in _refus(vide)
    gros = tmp_path / "gros.xlsx"
    with gros.open("wb") as f:
        f.truncate(4 * TAILLE_MAX)
    assert "trop gros" in _refus(gros)
    prose = tmp_path / "prose.txt"
    prose.write_text("Madame, Monsieur,\n\nle suivi viendra ; merci.", encoding="utf-8")
    assert "suivi des relogements" in _refus(prose)
    assert "aucun ménage" in _refus(ecrire_suivi(tmp_path / "sans.xlsx"))
    assert "titres de colonnes" in _refus(classeur(tmp_path / "sans_entete.xlsx", [LOCATIF, LOCATIF]))


def test_un_synonyme_ne_sert_qu_un_champ_ou_se_departage_par_son_groupe_ou_son_contenu() -> None:
    usages: dict[str, set[str]] = {}
    for champ in SUIVIS.champs.values():
        for cle in champ.cles:
            usages.setdefault(" ".join(sorted(cle.split())), set()).add(champ.nom)
    partages = [noms for noms in usages.values() if len(noms) > 1]
    natures = [{SUIVIS.champs[nom].nature for nom in noms} for noms in partages]
    groupes = [{SUIVIS.champs[nom].groupe for nom in noms} for noms in partages]
    places = [{"ug", "porte"}, {"bail", "reference"}]
    for noms, n, g in zip(partages, natures, groupes, strict=True):
        assert len(g) > 1 or len(n) > 1 or noms in places or noms <= {"entree", "bail_le", "demenage_le"}, noms


def test_les_groupes_sont_reconnus() -> None:
    assert {SUIVIS.groupe(g) for g in GROUPES.values()} == {"logement avant", "logement apres"}
    assert SUIVIS.groupe("2e proposition") == "proposition 2"
    assert SUIVIS.groupe("Nom") is None
