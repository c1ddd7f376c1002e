"""La ligne de commande est un contrat : codes de sortie, JSON, phrases, jamais de trace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from relogement.cli import analyseur, commandes
from relogement.regles.cas import TAILLE_MAX
from relogement.stockage import moteur
from relogement.stockage.base import Base, ouvrir_base
from relogement.stockage.moteur import _commencer
from tests.cli.outils import CREER, LISTE, PHRASE, Lancer, objet, phrase

CAS = Path(__file__).parent.parent / "cas"


def test_creer_une_operation_cree_une_base_chiffree(lancer: Lancer, tmp_path: Path) -> None:
    assert lancer(*CREER)[:2] == (0, "Opération BEL créée.\n")
    assert (tmp_path / "essai.cles").exists()
    assert b"SQLite" not in (tmp_path / "essai.relogement").read_bytes()[:16]
    assert "existe déjà" in phrase(lancer(*CREER))


def test_l_import_rend_les_comptes_du_fichier(lancer: Lancer) -> None:
    lancer(*CREER)
    importer = ("importer", "etat-locatif", LISTE, "--operation", "BEL", "--json")
    attendu = {
        "logements": 48,
        "menages": 45,
        "vacants": 3,
        "doublons": 2,
        "ajoutes": 45,
        "modifies": 0,
        "inchanges": 0,
        "conflits": [],
    }
    simule = objet(lancer(*importer, "--simuler"))
    assert {c: simule[c] for c in attendu} == attendu
    fait = objet(lancer(*importer))
    assert {c: fait[c] for c in attendu} == attendu
    assert {(d["ligne"], d["colonne"], d["valeur"]) for d in fait["a_corriger"] if d["nature"] == "illisible"} == {
        (5, "Loyer principal", "-501,13"),
        (10, "Date naiss.", "31/02/1961"),
    }
    assert all({"feuille", "ligne", "colonne", "valeur", "raison"} <= d.keys() for d in fait["a_corriger"])
    encore = objet(lancer(*importer))
    assert (encore["ajoutes"], encore["modifies"], encore["inchanges"]) == (0, 0, 45)


@pytest.mark.parametrize(
    ("nom", "octets"),
    [
        ("photo.xlsx", b"\xff\xd8\xff\xe0JFIF" * 50),
        ("vide.csv", b""),
        ("bruit.xlsx", bytes(range(256)) * 20),
        ("prose.csv", b"Madame, Monsieur,\nveuillez trouver ci-joint.\n" * 9),
        ("gros.xlsx", None),
    ],
)
def test_un_fichier_qui_n_est_pas_une_liste_donne_une_phrase_et_1(
    remplie: Lancer, tmp_path: Path, nom: str, octets: bytes | None
) -> None:
    fichier = tmp_path / nom
    if octets is None:
        with fichier.open("wb") as f:
            f.truncate(100 * 1024 * 1024)
    else:
        fichier.write_bytes(octets)
    avant = objet(remplie("menages", "--json"))
    phrase(remplie("importer", "etat-locatif", str(fichier), "--operation", "BEL"))
    assert objet(remplie("menages", "--json")) == avant


def test_la_liste_des_menages(remplie: Lancer) -> None:
    menages = objet(remplie("menages", "--operation", "BEL", "--json"))["menages"]
    assert len(menages) == 45
    assert menages[0]["reference"] == "BEL-0001"
    assert menages[0].keys() == {
        "reference", "nom", "etape", "referent", "propositions", "en_retard", "decohabitant"
    }
    assert menages[0]["decohabitant"] is False
    assert (menages[0]["etape"], menages[0]["referent"], menages[0]["propositions"]) == ("à rencontrer", None, 0)
    code, sortie, _ = remplie("menages")
    assert code == 0
    assert "L'HÉNORET André" in sortie


def test_la_charte_d_un_menage_et_d_une_operation(remplie: Lancer) -> None:
    constats = objet(remplie("charte", "bel-0002", "--au", "2026-04-16", "--json"))["constats"]
    entretien = next(c for c in constats if c["id"] == "A03.2")
    assert (entretien["article"], entretien["etat"], entretien["echeance"], entretien["jours"]) == (
        3,
        "EN_RETARD",
        "2026-04-15",
        1,
    )
    assert entretien["cible"]["section"] == "entretiens"
    titulaire = next(c for c in constats if c["id"] == "A01.1")
    assert titulaire["preuves"][0].keys() == {"type", "id", "date", "libelle"}
    tous = objet(remplie("charte", "--operation", "BEL", "--au", "16/04/2026", "--json"))["constats"]
    assert len(tous) == 45 * len(constats)


def test_la_charte_d_une_operation_dit_ses_constats_et_compte_ceux_de_ses_menages(remplie: Lancer) -> None:
    lue = objet(remplie("charte", "--operation", "bel", "--au", "16/04/2026", "--json"))
    propres = {c["id"]: c for c in lue["operation"]}
    assert {"A09.1", "A10.1", "A11.1", "A14.4"} <= propres.keys()
    assert (propres["A11.1"]["menage"], propres["A11.1"]["etat"]) == (None, "EN_RETARD")
    assert all(sum(etats.values()) == 45 for etats in lue["comptes"].values())
    assert set(lue["comptes"]) == {c["id"] for c in lue["constats"]}
    du_menage = objet(remplie("charte", "BEL-0002", "--json"))
    assert (du_menage["operation"], du_menage["comptes"]) == ([], {})
    _, texte, _ = remplie("charte", "--operation", "BEL", "--au", "16/04/2026")
    lignes = texte.splitlines()
    assert lignes[0].startswith("BEL  A09.1")
    etats = lue["comptes"]["A03.2"]
    (comptee,) = [x for x in lignes if x.startswith("A03.2")]
    assert f"en retard : {etats['EN_RETARD']}" in comptee


def test_la_charte_telle_que_connue(remplie: Lancer, tmp_path: Path) -> None:
    aujourd_hui = date.today()  # noqa: DTZ011  (la commande lit l'heure du poste)
    lue = objet(remplie("charte", "BEL-0002", "--connu-le", aujourd_hui.isoformat(), "--json"))
    assert (lue["au"], lue["connu_le"]) == (aujourd_hui.isoformat(), aujourd_hui.isoformat())
    sans = objet(remplie("charte", "BEL-0002", "--json"))
    assert (sans["connu_le"], sans["constats"]) == (None, lue["constats"])
    autre = objet(
        remplie("charte", "BEL-0002", "--au", "2026-04-16", "--connu-le", aujourd_hui.isoformat(), "--json")
    )
    assert autre["constats"] == objet(remplie("charte", "BEL-0002", "--au", "2026-04-16", "--json"))["constats"]
    _, texte, _ = remplie("charte", "--operation", "BEL", "--connu-le", aujourd_hui.isoformat())
    jour = f"{aujourd_hui:%d/%m/%Y}"
    assert texte.startswith(f"Au {jour}, tel que connu le {jour} :\n")
    hier, demain = (aujourd_hui + timedelta(days=n) for n in (-1, 1))
    assert "n'est pas encore venu" in phrase(remplie("charte", "BEL-0002", "--connu-le", demain.isoformat()))
    assert "Rien n'était connu le" in phrase(remplie("charte", "BEL-0002", "--connu-le", hier.isoformat()))
    with ouvrir_base(tmp_path / "essai.relogement", lambda: PHRASE).moteur.begin() as c:
        c.execute(text("UPDATE geste SET le = :le WHERE numero = 1"), {"le": f"{hier} 12:00:00.000000"})
    assert "Le ménage BEL-0002 n'était pas encore connu le" in phrase(
        remplie("charte", "bel-0002", "--connu-le", hier.isoformat())
    )
    assert objet(remplie("charte", "--operation", "BEL", "--connu-le", hier.isoformat(), "--json"))["constats"] == []
    assert "n'existe pas. Opérations connues : BEL" in phrase(
        remplie("charte", "--operation", "XXX", "--connu-le", hier.isoformat())
    )


def test_la_charte_dit_aussi_les_alertes_de_la_loi(remplie: Lancer) -> None:
    du_menage = objet(remplie("charte", "BEL-0002", "--json"))["alertes"]
    assert {a["id"] for a in du_menage} <= {f"L{n}" for n in range(1, 11)}
    (jalons,) = [a for a in objet(remplie("charte", "--operation", "BEL", "--json"))["alertes"] if a["id"] == "L7"]
    assert jalons.keys() == {"id", "libelle", "source", "niveau", "date", "phrase", "preuves", "cible", "reglee"}
    assert "à vérifier par le service juridique" in jalons["phrase"]
    assert (jalons["cible"]["champ"], jalons["reglee"]) == ("jalons", None)
    sortie = remplie("charte", "--operation", "BEL")[1]
    assert "Alertes de la loi" in sortie
    assert "L7 " in sortie


def test_la_solidarite_d_une_operation(remplie: Lancer) -> None:
    lue = objet(remplie("solidarite", "--operation", "BEL", "--json"))
    assert (lue["relogements"], lue["acteurs"]) == (0, [])
    assert lue["sans_acteur"] == {"bailleur": [], "reservataire": [], "commune": []}
    assert lue["souhaits"] == {"nombre": 0, "connus": 0, "inconnus": 0, "pour_cent": None}
    assert lue["prioritaires"] == {"relogement lié au renouvellement urbain": 45}
    code, sortie, _ = remplie("solidarite", "--operation", "BEL", "--au", "2026-04-16")
    assert code == 0
    assert sortie.startswith("Au 16/04/2026, 0 relogements")


def test_la_conformite_s_imprime_pour_un_menage_et_pour_une_operation(remplie: Lancer, tmp_path: Path) -> None:
    sortie = tmp_path / "fiche.pdf"
    for qui in (("BEL-0002",), ("--operation", "BEL"), ("BEL-0002", "--au", "2026-04-16", "--connu-le", "{}")):
        jour = date.today().isoformat()  # noqa: DTZ011  (la commande lit l'heure du poste)
        arguments = [a.format(jour) for a in qui]
        ecrit = objet(remplie("imprimer", "conformite", *arguments, "--sortie", str(sortie), "--json"))
        assert ecrit == {"fichier": str(sortie)}
        assert sortie.read_bytes().startswith(b"%PDF")
        sortie.unlink()
    vieux = ("--sortie", str(sortie), "--connu-le", "2020-01-01")
    assert "Rien n'était connu le" in phrase(remplie("imprimer", "conformite", "BEL-0002", *vieux))
    assert remplie("imprimer", "conformite", "--sortie", str(sortie))[0] == 2
    assert not sortie.exists()


def test_les_cas_d_un_fichier(lancer: Lancer, tmp_path: Path) -> None:
    for fichier in sorted(CAS.glob("*.toml")):
        assert lancer("charte", "--cas", str(fichier))[0] == 0
    texte = (CAS / "article03.toml").read_text(encoding="utf-8")
    faux = tmp_path / "faux.toml"
    faux.write_text(texte.replace('"EN_RETARD"', '"SANS_OBJET"', 1), encoding="utf-8")
    code, sortie, erreur = lancer("charte", "--cas", str(faux))
    assert code == 1
    assert "attendu" in erreur
    assert "EN_RETARD" in erreur
    assert "1 écart" in sortie
    code, sortie, dit = lancer("charte", "--cas", str(faux), "--json")
    assert (code, len(json.loads(sortie)["ecarts"])) == (1, 1)
    ecart = json.loads(sortie)["ecarts"][0]
    assert dit == erreur
    assert all(ecart[cle] in dit for cle in ("cas", "id", "attendu", "trouve"))


def test_un_cas_qui_n_est_pas_un_fichier_est_refuse_sans_attendre(lancer: Lancer, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.toml")
    (tmp_path / "gros.toml").write_bytes(b"#" * (TAILLE_MAX + 1))
    for chemin in ("/dev/zero", str(tmp_path), str(tmp_path / "tube.toml"), str(tmp_path / "gros.toml")):
        assert "n'est pas un fichier de cas" in phrase(lancer("charte", "--cas", chemin))
    (tmp_path / "juste.toml").write_bytes(b"#" * TAILLE_MAX)
    assert "aucun cas" in phrase(lancer("charte", "--cas", str(tmp_path / "juste.toml")))


def test_imprimer_et_exporter(remplie: Lancer, tmp_path: Path) -> None:
    assert remplie("imprimer", "dossier", "BEL-0001", "--sortie", str(tmp_path / "d.pdf"))[0] == 0
    assert (tmp_path / "d.pdf").read_bytes()[:5] == b"%PDF-"
    budget = ("imprimer", "budget", "BEL-0001", "--sortie", str(tmp_path / "b.pdf"), "--proposition")
    assert "n'a pas de proposition n° 9 : les siennes sont" in phrase(remplie(*budget, "9"))
    assert not (tmp_path / "b.pdf").exists()
    revue = str(tmp_path / "r.xlsx")
    assert remplie("exporter", "revue", "--trimestre", "2026-T3", "--operation", "BEL", "--sortie", revue)[0] == 0
    assert "2026-T3" in phrase(remplie("exporter", "revue", "--trimestre", "T3", "--sortie", revue))
    absent = str(tmp_path / "absent" / "d.pdf")
    phrase(remplie("imprimer", "dossier", "BEL-0001", "--sortie", absent))


@pytest.mark.parametrize(
    "arguments",
    [
        ["menages", "--operation", "NON"],
        ["menages", "--operation", ""],
        ["charte", ""],
        ["charte", "--operation", ""],
        ["exporter", "revue", "--trimestre", "2026-T3", "--operation", "", "--sortie", "r.xlsx"],
        ["imprimer", "dossier", "", "--sortie", "d.pdf"],
        ["charte", "BEL-9999"],
        ["imprimer", "dossier", "X", "--sortie", "d.pdf"],
        ["importer", "etat-locatif", "absent.xlsx", "--operation", "BEL"],
        ["importer", "etat-locatif", LISTE, "--operation", "NON"],
        ["charte", "--cas", "absent.toml"],
    ],
)
def test_une_erreur_attendue_est_une_phrase_et_1(remplie: Lancer, arguments: list[str]) -> None:
    phrase(remplie(*arguments))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["inconnue"],
        ["charte"],
        ["charte", "X", "--operation", "BEL"],
        ["operation", "creer", "--code", "BEL"],
        ["charte", "X", "--au", "31/02/2026"],
        ["menages", "--trop"],
        ["menages", "--op", "BEL"],
        ["menages", "--js"],
        ["charte", "X", "--au", "2026-W03-4"],
        ["charte", "X", "--au", "20260115"],
        ["charte", "X", "--au", "2026-01-15T10:00"],
        [*CREER[:-1], "demain"],
        [*CREER, "--type", "incendie"],
        ["importer", "etat-locatif"],
        ["exporter", "revue", "--trimestre", "2026-T3"],
    ],
)
def test_un_mauvais_usage_rend_2_et_se_dit_en_francais(lancer: Lancer, arguments: list[str]) -> None:
    code, sortie, erreur = lancer(*arguments)
    assert (code, sortie) == (2, "")
    assert erreur.startswith("Usage :")
    assert not any(anglais in erreur for anglais in ("required", "invalid", "unrecognized", "expected"))


def test_la_phrase_de_passe_fausse_ou_absente_est_dite(remplie: Lancer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELOGEMENT_PHRASE", "fausse")
    assert "n'ouvre pas la base" in phrase(remplie("menages"))
    monkeypatch.delenv("RELOGEMENT_PHRASE")
    assert "RELOGEMENT_PHRASE" in phrase(remplie("menages"))


def test_une_base_absente_est_dite_absente(lancer: Lancer) -> None:
    assert "n'existe pas" in phrase(lancer("menages"))


def test_elle_travaille_pendant_que_la_fenetre_tient_la_base(remplie: Lancer, tmp_path: Path) -> None:
    ouverte: Base = ouvrir_base(tmp_path / "essai.relogement", lambda: PHRASE)
    compter = text("SELECT count(*) FROM operation")
    autre = [*CREER[:3], "DEUX", *CREER[4:]]
    with ouverte.session() as s:
        assert s.execute(compter).scalar() == 1, "la fenêtre tient une vraie lecture, avec son instantané"
        assert remplie("menages")[0] == 0
        assert remplie(*autre)[0] == 0
        assert s.execute(compter).scalar() == 1, "et sa lecture ne bouge pas sous elle"
    with ouverte.session() as s:
        assert s.execute(compter).scalar() == 2
    ouverte.fermer()


def test_elle_attend_que_la_fenetre_ait_fini_d_ecrire(
    remplie: Lancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ouverte: Base = ouvrir_base(tmp_path / "essai.relogement", lambda: PHRASE)
    pris, attendue = threading.Event(), threading.Event()
    etapes: list[str] = []

    def ecrire_un_instant() -> None:
        with ouverte.ecriture_libre() as s:
            s.connection()  # BEGIN IMMEDIATE : la fenêtre a la main
            pris.set()
            assert attendue.wait(20)
            etapes.append("la fenêtre rend")

    def commencer(connexion: Connection) -> None:
        attendue.set()  # la commande va demander la main : la fenêtre peut la rendre
        _commencer(connexion)

    fil = threading.Thread(target=ecrire_un_instant)
    fil.start()
    assert pris.wait(20)
    monkeypatch.setattr(moteur, "_commencer", commencer)
    assert remplie(*CREER[:3], "DEUX", *CREER[4:])[0] == 0
    etapes.append("la commande a écrit")
    fil.join()
    assert etapes == ["la fenêtre rend", "la commande a écrit"]
    ouverte.fermer()


def test_elle_ecrit_ses_documents_ailleurs_que_sur_la_base(remplie: Lancer, tmp_path: Path) -> None:
    for fin in ("relogement", "cles"):
        sortie = tmp_path / f"essai.{fin}"
        avant = sortie.read_bytes()
        dite = phrase(remplie("imprimer", "dossier", "BEL-0001", "--sortie", str(sortie)))
        assert "appartient à la base" in dite
        dite = phrase(remplie("exporter", "revue", "--trimestre", "2026-T3", "--sortie", str(sortie)))
        assert "appartient à la base" in dite
        assert sortie.read_bytes() == avant


@pytest.mark.parametrize("arguments", [["--help"], ["menages", "--help"], ["imprimer", "dossier", "-h"]])
def test_l_aide_est_en_francais(lancer: Lancer, arguments: list[str]) -> None:
    code, sortie, erreur = lancer(*arguments)
    assert (code, erreur) == (0, "")
    assert sortie.startswith("Usage : relogement")
    assert "Options\N{NO-BREAK SPACE}:\n" in sortie
    assert not any(anglais in sortie for anglais in ("usage:", "options:", "positional", "show"))


def test_un_defaut_du_programme_ne_montre_ni_trace_ni_valeur(lancer: Lancer, monkeypatch: pytest.MonkeyPatch) -> None:
    def casse(_: object) -> int:
        raise RuntimeError("BENALI Leïla, 06 39 98 00 01")

    monkeypatch.setattr(commandes, "menages", casse)
    dite = phrase(lancer("menages"))
    assert "BENALI" not in dite
    assert "RuntimeError" in dite


def test_une_date_se_dit_de_deux_facons() -> None:
    assert analyseur.jour("2026-01-05") == analyseur.jour("5/1/2026") == analyseur.jour(" 05/01/2026 ")


def test_le_programme_ne_charge_pas_la_fenetre() -> None:
    code = "import sys; from relogement.cli import principal; principal(['--version']); print('PySide6' in sys.modules)"
    fait = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert fait.stdout.split()[-1] == "False"


def test_la_demonstration_se_fait_une_fois_en_clair_et_se_reconnait(lancer: Lancer, tmp_path: Path) -> None:
    code, sortie, _ = lancer("demo")
    assert (code, "47 ménages" in sortie) == (0, True)
    assert not (tmp_path / "essai.cles").exists()
    assert lancer("demo")[1].startswith("L'opération de démonstration est déjà")
    assert [f.suffix for f in tmp_path.iterdir() if "construction" in f.name] == []


def test_la_demonstration_ne_se_mele_pas_a_de_vrais_dossiers(lancer: Lancer) -> None:
    lancer(*CREER[:3], "VRAI", *CREER[4:])
    assert "base à part" in phrase(lancer("demo"))


def test_un_courrier_s_imprime_et_se_range(remplie: Lancer, tmp_path: Path) -> None:
    sortie = tmp_path / "annonce.pdf"
    fait = objet(remplie("imprimer", "courrier", "BEL-0001", "--modele", "annonce", "--sortie", str(sortie), "--json"))
    assert sortie.read_bytes().startswith(b"%PDF")
    assert (fait["fichier"], "le nom de l'organisation" in fait["blancs"]) == (str(sortie), True)
    code, dit, _ = remplie("imprimer", "courrier", "BEL-0001", "--modele", "annonce", "--sortie", str(sortie))
    assert code == 0
    assert "rangé dans les pièces" in dit
    assert "À remplir à la main : le nom de l'organisation" in dit
    assert "n'a pas de proposition" in phrase(
        remplie("imprimer", "courrier", "BEL-0001", "--modele", "proposition", "--sortie", str(sortie))
    )
    code, _, erreur = remplie("imprimer", "courrier", "BEL-0001", "--modele", "lettre", "--sortie", str(sortie))
    assert code == 2
    assert "n'est pas possible ; au choix : " in erreur


def test_un_lot_s_imprime_en_un_pdf_ou_un_par_menage(remplie: Lancer, tmp_path: Path) -> None:
    lot = ("imprimer", "lot", "--operation", "BEL", "--modele", "annonce")
    fait = objet(remplie(*lot, "--sortie", str(tmp_path / "lot.pdf"), "--json"))
    assert len(fait["imprimes"]) == len(fait["blancs"]) == 45
    assert fait["fichiers"] == [str(tmp_path / "lot.pdf")]
    code, dit, _ = remplie(*lot, "--sortie", str(tmp_path / "lot"), "--un-par-menage")
    assert code == 0
    assert "45 ménages imprimés, 45 à compléter à la main." in dit
    assert len(list((tmp_path / "lot").glob("*.pdf"))) == 45
    propositions = ("imprimer", "lot", "--operation", "BEL", "--modele", "proposition", "--sortie")
    assert "Aucun ménage de cette opération ne s'imprime." in phrase(remplie(*propositions, str(tmp_path / "p.pdf")))


def test_la_copie_du_droit_d_acces_dit_ce_qu_elle_retire(remplie: Lancer, tmp_path: Path) -> None:
    copie = ("imprimer", "communicable", "BEL-0001", "--sortie", str(tmp_path / "copie.pdf"), "--personne")
    fait = objet(remplie(*copie, "andré", "--json"))
    assert {"fichier", "piece", "omissions", "a_relire"} == fait.keys()
    assert "Copie du dossier imprimée" in remplie(*copie, "André")[1]
    assert "parmi les personnes du foyer" in phrase(remplie(*copie, "Personne de ce nom"))


def test_le_rapport_d_une_operation_s_imprime(remplie: Lancer, tmp_path: Path) -> None:
    sortie = tmp_path / "rapport.pdf"
    fait = objet(remplie("imprimer", "rapport", "--operation", "BEL", "--sortie", str(sortie), "--json"))
    assert fait == {"fichier": str(sortie)}
    assert sortie.read_bytes().startswith(b"%PDF")
