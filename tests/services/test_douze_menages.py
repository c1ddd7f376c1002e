"""La revue de douze ménages faits à la main : chaque feuille donne le chiffre calculé de tête (voir `base_douze`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from relogement.regles.calendrier import Trimestre
from relogement.regles.revue.pages.catalogue import chiffres
from relogement.regles.revue.pseudonyme import code_menage
from relogement.services.revue import composer_revue, exporter_revue
from tests.services import base_douze as douze
from tests.services import base_revue as b

T3 = Trimestre(2026, 3)
Feuilles = dict[str, list[list[Any]]]


@pytest.fixture(scope="module")
def feuilles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Feuilles]:
    """Les lignes de chaque feuille du classeur."""
    dossier = tmp_path_factory.mktemp("douze")
    base = b.base_neuve(dossier)
    cles = douze.remplir(base)
    exporter_revue(base, "2026-T3", dossier / "revue.xlsx", ("BEL",))
    classeur = openpyxl.load_workbook(dossier / "revue.xlsx")
    lues: Feuilles = {f.title: [[c.value for c in r] for r in f.iter_rows()] for f in classeur}
    lues["codes"] = [[n, code_menage(str(cle))] for n, cle in cles.items()]
    graphiques: Any = classeur["Graphiques"]
    lues["dessins"] = [[len(graphiques._charts)]]
    yield lues
    base.fermer()


def ligne(feuilles: Feuilles, feuille: str, libelle: str, section: str = "") -> list[Any]:
    """Les valeurs de la première ligne de ce nom, après le titre de cette section s'il est donné."""
    trouvee = not section
    for valeurs in feuilles[feuille]:
        trouvee = trouvee or valeurs[0] == section
        if trouvee and valeurs[0] == libelle:
            return valeurs[1:]
    raise AssertionError((feuille, section, libelle))


LIGNES: tuple[tuple[str, str, str, list[Any]], ...] = (
    # feuille, section, libellé, [au 30/09, sur, part, inconnus, pendant, au 30/06, évolution, décohabitants]
    ("Synthèse", "", "Ménages à reloger", [12, 12, 1, 0, None, 12, 0, 1]),
    # n° 2 à 11 ; le n° 4 pendant le trimestre.
    ("Synthèse", "", "Rencontrés", [10, 12, 10 / 12, 0, 1, 9, 1, 0]),
    # n° 4 à 9 ; n° 4, 6 et 9 pendant le trimestre.
    ("Synthèse", "", "Ayant reçu une proposition", [6, 12, 0.5, 0, 3, 3, 3, 0]),
    # n° 6 à 9 ; n° 6 et 9 pendant le trimestre.
    ("Synthèse", "", "Ayant accepté", [4, 12, 4 / 12, 0, 2, 2, 2, 0]),
    # n° 6 à 9 ; seul le n° 7 a signé avant le 1er juillet.
    ("Synthèse", "", "Bail définitif signé", [4, 12, 4 / 12, 0, 3, 1, 3, 0]),
    ("Synthèse", "", "Relogés définitivement", [3, 12, 0.25, 0, 2, 1, 2, 0]),
    ("Synthèse", "", "Relogés temporairement", [1, 12, 1 / 12, 0, 0, 1, 0, 0]),
    ("Synthèse", "", "Sortis sans relogement", [2, 12, 2 / 12, 0, 1, 1, 1, 0]),
    ("Synthèse", "", "Restant à reloger", [7, 12, 7 / 12, 0, None, 10, -3, 1]),
    ("Synthèse", "", "Part relogée", [3, 12, 0.25, 0, None, 1, 2, 0]),
    ("Synthèse", "", "Propositions envoyées", [7, None, None, None, 4, 3, 4, 0]),
    ("Synthèse", "", "Refus", [2, None, None, None, 1, 1, 1, 0]),
    # Le second refus du n° 5 a un budget inadapté ; les points de la loi ne sont pas renseignés.
    ("Synthèse", "", "   dont comptés par la charte", [1, None, None, None, 0, 1, 0, 0]),
    ("Synthèse", "", "   dont comptés par la loi", [0, None, None, None, 0, 0, 0, 0]),
    ("Synthèse", "", "En logement neuf ou de moins de 5 ans", [1, 2, 0.5, 1, 0, 1, 0, 0]),
    # (30 − 60) / 2.
    ("Synthèse", "", "Écart de mensualité résiduelle, médiane", [-15, 2, None, 1, -60, 30, -45, None]),
    ("Profil", "Taille du ménage", "2 personnes", [10, 12, 10 / 12, 0]),
    ("Profil", "Taille du ménage", "3 ou 4 personnes", [1, 12, 1 / 12, 0]),
    ("Profil", "Composition familiale", "Famille monoparentale", [9, 11, 9 / 11, 1]),
    ("Profil", "Âge du titulaire", "60 à 74 ans", [10, 12, 10 / 12, 0]),
    ("Profil", "Âge du titulaire", "75 ans ou plus", [1, 12, 1 / 12, 0]),
    ("Profil", "Situation d'emploi du titulaire", "En emploi", [10, 11, 10 / 11, 1]),
    ("Profil", "Nature des ressources du ménage", "Dont retraites, sans revenu du travail", [1, 11, 1 / 11, 1]),
    ("Profil", "Ressources du ménage, par mois", "Plus de 1\u00a0000 à 1\u00a0500 €", [10, 11, 10 / 11, 1]),
    ("Profil", "Ressources et plafond PLUS", "Moins de 60 %", ["inconnu", 0, None, 12]),
    ("Profil", "Ancienneté dans le logement", "Moins de 5 ans", [1, 12, 1 / 12, 0]),
    ("Profil", "Ancienneté dans le logement", "15 ans ou plus", [1, 12, 1 / 12, 0]),
    ("Profil", "Peuplement du logement quitté", "Sur-occupé", [1, 12, 1 / 12, 0]),
    ("Accueil et localisation", "Localisation", "Même QPV", [1, 3, 1 / 3, 0, 1]),
    ("Accueil et localisation", "Localisation", "Autre QPV", [1, 3, 1 / 3, 0, 1]),
    ("Accueil et localisation", "Localisation", "Hors QPV", [1, 3, 1 / 3, 0, 0]),
    ("Accueil et localisation", "", "Hors site", [2, 3, 2 / 3, 0]),
    # Le n° 7 est neuf ; du n° 8, pas neuf, et du n° 9, on ne sait pas la date de la convention : de 1 à 3 sur 3.
    # Seuls ces deux-là sont du trimestre.
    ("Accueil et localisation", "", "Neuf, ou conventionné depuis moins de 5 ans",
     [1, 1, "de 33,3\u00a0% à 100,0\u00a0%", 2, "inconnu", 1, 0]),
    ("Accueil et localisation", "", "Neuf ou de moins de 5 ans", [1, 2, 0.5, 1]),
    ("Accueil et localisation", "", "Logement individuel", [1, 2, 0.5, 1]),
    ("Accueil et localisation", "Type du logement d'accueil", "Plus petite", [1, 3, 1 / 3, 0]),
    ("Accueil et localisation", "Surface du logement d'accueil", "Équivalente", [1, 3, 1 / 3, 0]),
    ("Accueil et localisation", "Commune d'accueil", "Rezé", [2, 3, 2 / 3, 0]),
    ("Accueil et localisation", "Bailleur d'accueil", "Habitat du Val", [2, 3, 2 / 3, 0]),
    ("Accueil et localisation", "Réservataire d'imputation", "État (préfecture)", [1, 2, 0.5, 1]),
    ("Accueil et localisation", "Financement du logement d'accueil", "PLAI", [1, 2, 0.5, 1]),
    ("Impact financier", "", "Baisse de plus de 50 €", [1, 2, 0.5, 1]),
    ("Impact financier", "", "Hausse de 30 € au plus", [1, 2, 0.5, 1]),
    # [avant, après, écart], médianes de 450, 350 et 500 ; 90, 80 et 100 ; puis des seuls n° 7 et 8.
    ("Impact financier", "", "Loyer", [400, 450, 50]),
    ("Impact financier", "", "Charges", [100, 90, -10]),
    ("Impact financier", "", "APL", [160, 160, 0]),
    ("Impact financier", "", "Mensualité résiduelle", [300, 285, -15]),
    # (330 / 1 200 + 240 / 1 200) / 2 ; avec le forfait de 60 des deux côtés, seul le n° 7 : 360 puis 390 sur 1 200.
    ("Impact financier", "", "Taux d'effort (charte)", [0.25, 0.2375, -1.25]),
    ("Impact financier", "", "Taux d'effort (arrêté de 2011)", [0.3, 0.325, 2.5]),
    # 870 et 960 × 12 / 360 / 1,3 = 22,31 et 24,62 ; leur médiane, 23,465, au centime.
    ("Impact financier", "", "Reste à vivre par UC et jour", [23.08, 23.47, 0.39]),
    # [plus petite, équivalente, plus grande]
    ("Impact financier", "", "hausse de 30 € au plus", [0, 1, 0]),
    ("Impact financier", "", "baisse de plus de 50 €", [1, 0, 0]),
    ("Impact financier", "", "Minoration : conditions réunies", [1, 3, 1 / 3, 0]),
    ("Impact financier", "", "Minoration : montant demandé", [4000, 3, None, 0]),
    ("Propositions et refus", "Refus par motif", "Coût", [1]),
    ("Propositions et refus", "", "1 proposition", [5, 12, 5 / 12, 0]),
    ("Propositions et refus", "", "2 refus", [1, 12, 1 / 12, 0]),
    # Du 10/02 : 50, 80, 111, 172 et 172 jours ; du 05/07 : 58. Médiane de 80 et 111, au jour supérieur.
    ("Propositions et refus", "", "De l'entretien à la première proposition, médiane", [96, 6, None, 0]),
    # 19, 19, 9 et 9 jours.
    ("Propositions et refus", "", "De la première proposition à l'accord, médiane", [14, 4, None, 0]),
    # 30, 35 et 51 jours.
    ("Propositions et refus", "", "De l'accord au relogement, médiane", [35, 3, None, 0]),
    # Les n° 7 à 10 ont déménagé ; les n° 9 et 10 n'ont répondu à aucun poste, le n° 7 seul à celui de l'eau.
    ("Frais", "Tous les postes", "Ménages qui demandent", [2, 2, 1, 2]),
    ("Frais", "Tous les postes", "Montant demandé", [130, 2, None, 2]),
    ("Frais", "Tous les postes", "Montant accordé", [50, 2, None, 2]),
    ("Frais", "Tous les postes", "Montant payé", [45, 2, None, 2]),
    ("Frais", "Tous les postes", "Ménages dont un poste est refusé", [1, 2, 0.5, 2]),
    ("Frais", "Tous les postes", "Ménages sans réponse", [2, 4, 0.5, 0]),
    ("Frais", "Ouverture du compteur d'eau", "Montant payé", [45, 1, None, 3]),
    ("Frais", "Ouverture du compteur d'eau", "Ménages sans réponse", [3, 4, 0.75, 0]),
    # Le n° 7 a dit « aucun » : rien à demander, et c'est connu.
    ("Frais", "Réexpédition du courrier", "Montant demandé", [0, 1, None, 3]),
    ("Frais", "", "Pris en charge : déménageur", [2, 2, 1, 2]),
    # Coût du n° 8 inconnu ; des n° 9 et 10, on ne sait pas qui les a déménagés.
    ("Frais", "", "Coût des déménageurs", [900, 1, None, 3]),
    ("Suivi et satisfaction", "", "En cours", [1, 3, 1 / 3, 0]),
    ("Suivi et satisfaction", "", "À proposer", [2, 3, 2 / 3, 0]),
    ("Suivi et satisfaction", "", "Visite du mois 3 faite", [1, 3, 1 / 3, 0]),
    # Le n° 7 a répondu ; le n° 8 est dit parti ; le n° 9 n'est pas encore appelé.
    ("Suivi et satisfaction", "Enquête de satisfaction : issue", "Réalisé", [1, 3, 1 / 3, 0]),
    ("Suivi et satisfaction", "Enquête de satisfaction : issue", "Parti", [1, 3, 1 / 3, 0]),
    ("Suivi et satisfaction", "Enquête de satisfaction : issue", "Pas encore tentée", [1, 3, 1 / 3, 0]),
    ("Suivi et satisfaction", "Enquête de satisfaction : issue", "Refus", [0, 3, 0, 0]),
    # Le n° 7 sur les n° 7 et 8 : le n° 9 n'est pas tenté.
    ("Suivi et satisfaction", "", "Questionnaires réalisés", [1, 2, 0.5, 0]),
    # Deux contacts du n° 7 depuis son emménagement, deux du n° 8 jusqu'au 30/09.
    ("Suivi et satisfaction", "", "Prises de contact", [4, None, None, None]),
    ("Suivi et satisfaction", "Prises de contact pour l'enquête, par issue", "Réalisé", [1]),
    ("Suivi et satisfaction", "Prises de contact pour l'enquête, par issue", "Refus", [0]),
    ("Suivi et satisfaction", "Prises de contact pour l'enquête, par issue", "Absent", [1]),
    ("Suivi et satisfaction", "Prises de contact pour l'enquête, par issue", "Non joint", [1]),
    ("Suivi et satisfaction", "Prises de contact pour l'enquête, par issue", "Parti", [1]),
    ("Suivi et satisfaction", "", "Téléphone", [1]),
    ("Suivi et satisfaction", "", "Papier", [1]),
    ("Suivi et satisfaction", "", "Mode non noté", [1]),
    # À qui a répondu, une question laissée vide est une réponse inconnue.
    ("Suivi et satisfaction", "Satisfaction : l'information", "Très satisfait", ["inconnu", 0, None, 1]),
    ("Suivi et satisfaction", "Questionnaire : un interlocuteur dédié", "Non", [1, 1, 1, 0]),
    ("Suivi et satisfaction", "Questionnaire : un interlocuteur dédié", "Oui", [0, 1, 0, 0]),
    ("Suivi et satisfaction", "Satisfaction : le nouveau logement", "Très satisfait", [1, 1, 1, 0]),
    ("Suivi et satisfaction", "Satisfaction : le nouveau quartier", "Plutôt satisfait", [1, 1, 1, 0]),
    ("Charte", "", "Dérogations motivées", [1]),
    ("Objectifs CIA", "", "Ménages prioritaires", [10, 10, 1, 0]),
    ("Objectifs CIA", "C2. Attributions aux ménages prioritaires", "Habitat du Val",
     ["2025", 400, 100, 0.25, 0.25, "inconnu", "Bilan 2025"]),
    ("Objectifs CIA", "", "en QPV, hors du champ", [2]),
    ("Objectifs CIA", "C4. Ménages cibles en QPV", "Habitat du Val", ["2025", 50, 10, 0.2, 0.2, 0.3, "Bilan 2025"]),
    ("Objectifs CIA", "", "Relogements imputés à un réservataire", [2, 3, 2 / 3, 0]),
    # [promis, faits, reste, part, souhaits honorés, souhaits connus]
    ("Équilibre", "", "Rezé", [5, 2, 3, 2 / 3, 1, 1]),
    ("Équilibre", "", "Souhait de rester ou de partir honoré", [1, 2, 0.5, 1]),
)


@pytest.mark.parametrize(("feuille", "section", "libelle", "attendu"), LIGNES)
def test_chaque_feuille_donne_le_chiffre_attendu(
    feuilles: Feuilles, feuille: str, section: str, libelle: str, attendu: list[Any]
) -> None:
    lus = ligne(feuilles, feuille, libelle, section)[: len(attendu)]
    assert lus == [pytest.approx(v) if isinstance(v, float) else v for v in attendu]


def test_l_avancement_par_cage_et_sa_fin_projetee(feuilles: Feuilles) -> None:
    lignes = feuilles["Avancement"]
    titres = next(r for r in lignes if r[0] == "Niveau")
    lues = [dict(zip(titres, r, strict=True)) for r in lignes if r[0] in ("Opération", "Cage")]
    voulus = ("Bâtiment", "Ménages à reloger", "Rencontrés", "Relogés pour de bon", "Restant à reloger", "Fin projetée")
    # Quatre départs en 184 jours (n° 7, 8, 9 et 11) : 7 restants × 46 jours = 322 jours ; bâtiment B, 1 × 46.
    assert [[x[t] for t in voulus] for x in lues] == [
        ["", 12, 10, 3, 7, jour(2027, 8, 18)],
        ["A", 6, 5, 0, 6, None],
        ["B", 6, 5, 3, 1, jour(2026, 11, 15)],
    ]


def jour(*quand: int) -> datetime:
    """Un jour comme un tableur le rend."""
    le = date(*quand)
    return datetime(le.year, le.month, le.day)  # noqa: DTZ001  # un tableur ne connaît pas de fuseau


def test_les_menages_disent_leurs_faits_et_leurs_inconnus(feuilles: Feuilles) -> None:
    codes = {int(n): str(code) for n, code in feuilles["codes"]}
    lignes = feuilles["Ménages"]
    titres = next(r for r in lignes if r[0] == "Ménage")
    par_code = {r[0]: dict(zip(titres, r, strict=True)) for r in lignes if r[0] in codes.values()}
    assert len(par_code) == 13
    neuf = par_code[codes[9]]
    assert [neuf[t] for t in ("Situation", "APL après", "Accueil neuf ou < 5 ans", "Localisation", "Relogé le")] == [
        "relogé définitivement", "inconnu", "inconnu", "autre QPV", jour(2026, 9, 30),
    ]
    assert [par_code[codes[1]][t] for t in ("Âge du titulaire", "Loyer après", "Suivi", "Refus")] == [
        "30 à 44 ans", None, None, 0,
    ]
    assert par_code[codes[13]]["Décohabitant"] == "oui"
    assert [par_code[codes[7]][t] for t in ("Frais demandés", "Frais payés", "Satisfait du quartier")] == [
        50, 45, "plutôt satisfait",
    ]
    # Pas de réponse n'est pas zéro ; le n° 6 n'a pas déménagé.
    assert [par_code[codes[n]]["Frais demandés"] for n in (6, 8, 9, 10)] == [None, 80, "inconnu", "inconnu"]
    enquete = ("Enquête", "Mode de l'enquête", "Prises de contact", "Interlocuteur dédié", "Satisfait de l'information")
    assert [[par_code[codes[n]][t] for t in enquete] for n in (7, 8, 9, 1)] == [
        ["réalisé", "papier", 2, "non", "inconnu"], ["parti", "inconnu", 2, None, None], [None, None, 0, None, None],
        [None] * 5,
    ]


def test_la_charte_la_qualite_le_controle_et_la_methode(feuilles: Feuilles) -> None:
    # Le n° 5 doit deux écrits ; personne d'autre n'a refusé.
    assert ligne(feuilles, "Charte", "A04.2 Refus motivés par écrit")[3] == 1
    a_part = "Dérogations motivées, en plus de l'état"
    assert ligne(feuilles, "Charte", "A04.2 Refus motivés par écrit", a_part)[0] == 1
    codes = {code: n for n, code in feuilles["codes"]}
    trouvees = sorted((codes[r[0]], r[3]) for r in feuilles["Qualité"] if r[0] in codes)
    assert trouvees == [
        (3, "La composition familiale est inconnue."),
        (3, "Rencontré : les ressources sont inconnues."),
        (7, "Une enquête est datée d'avant le relogement."),
        (8, "Relogé : le réservataire d'imputation n'est pas noté."),
        (9, "Relogé : l'écart de mensualité ne se calcule pas."),
        (9, "Relogé : on ne sait pas si le logement d'accueil est neuf ou récent."),
    ]
    controle = feuilles["Contrôle"]
    debut = next(n for n, r in enumerate(controle) if r[0] == "Chiffre contrôlé")
    publies = {r[0]: r[1] for r in controle[debut + 1 :]}
    assert len(publies) >= 20
    assert publies["Neuf, ou conventionné depuis moins de 5 ans"] == 1
    assert (publies["Ménages à reloger"], publies["Refus"], publies["Taux d'effort après, médiane"]) == (12, 2, 0.2375)
    methode = " ".join(str(v) for r in feuilles["Méthode"] for v in r)
    assert "30 et 60 euros par mois" in methode
    assert "ménages relogés dont l'enquête est tentée, décédés et partis compris" in methode
    assert "seul le oui d'un logement neuf se sait" in methode
    assert "Regrette le marché" not in str(feuilles)
    assert "le budget, les charges" not in str(feuilles)
    assert feuilles["dessins"] == [[3]]
    assert "financeur" in str(feuilles["Couverture"])


def test_un_chiffre_ouvre_ses_menages(tmp_path: Path) -> None:
    base = b.base_neuve(tmp_path)
    cles = douze.remplir(base)
    lus = chiffres(composer_revue(base, T3, ("BEL",)))
    codes = {code_menage(str(cle)): n for n, cle in cles.items()}
    neuf = lus["neuf"]
    assert [sorted(codes[c] for c in lot) for lot in (neuf.menages, neuf.sur, neuf.ignores)] == [[7], [7, 8], [9]]
    assert sorted(codes[c] for c in lus["avancement:BEL:B:1:restants"].menages) == [10]
    base.fermer()


def test_un_apercu_dessine_les_graphiques_sans_rien_recalculer(tmp_path: Path) -> None:
    base = b.base_neuve(tmp_path)
    douze.remplir(base)
    exporter_revue(base, "2026-T3", tmp_path / "revue.xlsx", ("BEL",))
    base.fermer()
    with ZipFile(tmp_path / "revue.xlsx") as archive:
        dessins = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2, 3)]
    gardes = [[s.split("</c:numCache>")[0] for s in d.split("<c:numCache>")[1:]] for d in dessins]
    lus = [[[float(v) for v in re.findall("<c:v>(.*?)</c:v>", g)] for g in serie] for serie in gardes]
    # La courbe finit au 30/09/2026, 46 295 jours après l'origine du tableur, sur les sept qui restent.
    jours, restants = lus[0]
    assert (jours[-1], restants[-1], len(jours)) == (46295, 7, len(restants))
    # Médianes avant et après : loyer, charges, RLS, APL, mensualité résiduelle.
    assert lus[1] == [[400, 100, 40, 160, 300], [450, 90, 40, 160, 285]]
    assert sum(lus[2][0]) == 3
