"""Une faute dans un fichier de cas est toujours dite, avec le fichier, le cas et la clé."""

from __future__ import annotations

from pathlib import Path

import pytest

from relogement.commun import ErreurMetier
from relogement.regles.cas import evaluer_cas, lire_cas
from relogement.regles.charte.parametres import charger_charte

BON = """
[[cas]]
nom = "Un cas"
le = 2026-04-15
[cas.operation]
nature = "demolition"
annonce = 2026-01-15
[[cas.evenements]]
type = "entretien"
date = 2026-03-02
complet = "oui"
[cas.attendu]
A03.2 = "respectée"
"""


def _ecrire(dossier: Path, texte: str) -> Path:
    chemin = dossier / "essai.toml"
    chemin.write_text(texte, encoding="utf-8")
    return chemin


def test_un_cas_correct_se_lit_et_ne_s_ecarte_pas(tmp_path: Path) -> None:
    cas = lire_cas(_ecrire(tmp_path, BON))
    assert [c.nom for c in cas] == ["Un cas"]
    assert evaluer_cas(cas[0], charger_charte()) == []


@pytest.mark.parametrize("identifiant", ["A03.2", '"A03.2"', "'A03.2'"])
def test_l_identifiant_se_lit_avec_ou_sans_guillemets(tmp_path: Path, identifiant: str) -> None:
    (cas,) = lire_cas(_ecrire(tmp_path, BON.replace("A03.2", identifiant)))
    assert [a.id for a in cas.attendus] == ["A03.2"]


def test_un_ecart_nomme_le_cas_l_obligation_l_attendu_et_le_trouve(tmp_path: Path) -> None:
    texte = BON.replace('"respectée"', '{ etat = "EN_RETARD", jours = 3, echeance = 2026-04-15, dit = "zut" }')
    (ecart,) = evaluer_cas(lire_cas(_ecrire(tmp_path, texte))[0], charger_charte())
    assert (ecart.cas, ecart.id) == ("Un cas", "A03.2")
    assert ecart.attendu == "EN_RETARD, échéance 15/04/2026, 3 j, une phrase qui dit « zut »"
    assert ecart.trouve.startswith("RESPECTEE, échéance 15/04/2026, 0 j — Entretien approfondi réalisé")


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ('nom = "Un cas"', 'nim = "Un cas"', "« nom » manque"),
        ("le = 2026-04-15", 'le = "15 avril"', "« 15 avril » n'est pas une date"),
        ("le = 2026-04-15", "le = 2026-04-15T10:00:00", "n'est pas une date"),
        ("annonce =", "anonce =", "« anonce » n'existe pas"),
        ('nature = "demolition"', 'nature = "destruction"', "« destruction » n'est pas prévu"),
        ('nature = "demolition"\n', "", "« nature » manque"),
        ('type = "entretien"', 'type = "entretient"', "le type « entretient » n'existe pas"),
        ('type = "entretien"\n', "", "« type » manque"),
        ("date = 2026-03-02", "", "« date » manque"),
        ("complet =", "complait =", "« complait » n'existe pas"),
        ('complet = "oui"', 'complet = "peut-être"', 'ni "oui" ni "non"'),
        ("A03.2 =", "A03.9 =", "« A03.9 » n'existe pas"),
        ("A03.2 =", "A03 =", "« A03 » n'existe pas"),
        ('"respectée"', '"presque"', "« presque » n'est pas un état"),
        ('"respectée"', "3", "« 3 » n'est pas un état"),
        ('"respectée"', '{ etat = "RESPECTEE", jour = 3 }', "« jour » n'existe pas"),
        ("[cas.attendu]", "[cas.attendus]", "« attendus » n'existe pas"),
        ('A03.2 = "respectée"', "", "rien n'est attendu"),
        ("[[cas]]", "[[cas]]\nmenages = 3", "« menages » n'existe pas"),
        ("[[cas]]", "[commun.opération]\n[[cas]]", "ligne 2 (« [commun.opération] ») : les clés et les tables"),
        ("[[cas]]", "[commun.evenement]\n[[cas]]", "« evenement » n'existe pas"),
        ("[[cas]]", "[[cass]]", "« cass » n'existe pas"),
        ("[cas.operation]", "menage = 3\n[cas.operation]", "une table est attendue"),
        ("[cas.operation]", "menage = { personnes = [{ lien = 'voisin' }] }\n[cas.operation]", "« voisin »"),
        ("[cas.operation]", "menage = { personnes = [{ nom = 'Léa' }] }\n[cas.operation]", "« lien » manque"),
        ("[cas.operation]", "menage = { bail = { no = 'B' } }\n[cas.operation]", "« no » n'existe pas"),
    ],
)
def test_une_faute_est_dite(tmp_path: Path, avant: str, apres: str, dit: str) -> None:
    assert avant in BON
    with pytest.raises(ErreurMetier) as erreur:
        lire_cas(_ecrire(tmp_path, BON.replace(avant, apres)))
    assert "essai.toml" in erreur.value.phrase
    assert dit in erreur.value.phrase


@pytest.mark.parametrize(
    ("evenement", "dit"),
    [
        (
            'type = "reponse"\nproposition = 1\nreponse = "refusee"',
            "la proposition n° 1 n'est pas écrite avant cet événement",
        ),
        ('type = "relogement"', "aucun bail n'est écrit avant cet événement. Écrivez d'abord un événement « bail »"),
        ('type = "relogement"\nbail = 0', "aucun bail n'est écrit avant"),
        ('type = "relogement"\nmode = "camion"', "choisissez demenageur, forfait"),
        ('type = "personne"\nlien = "enfant"\narrivee = 2026-03-01', "« arrivee » n'existe pas"),
        ('type = "composition"\noccupants = 2\nenfants = 3', "ne peuvent pas être plus"),
        ('type = "depart"\npersonne = "Zoé"', "personne ne s'appelle « Zoé »"),
        ('type = "proposition"\nadaptee = "oui"\nadequation = { lieu = "non" }', "pas les deux"),
        ('type = "proposition"\nadequation = { lieux = "non" }', "« lieux » n'existe pas"),
        ('type = "proposition"\nmensualite_avant = 100.001', "plus de deux décimales"),
        ('type = "proposition"\nmensualite_avant = "100"', "n'est pas un montant"),
        ('type = "proposition"\nnumero = -1', "n'est pas un entier positif"),
        ('type = "visite"\nmois = 1.5', "n'est pas un entier positif"),
        ('type = "entretien"\ndifficultes = "budget"', "n'est pas une liste"),
        ('type = "entretien"\nthemes = ["humeur"]', "« humeur » n'est pas prévu"),
        ('type = "derogation"\nobligation = "A99.9"\nauteur = "X"\nraison = "Y"', "« A99.9 » n'est pas prévu"),
        ('type = "referent"\nnom = ""', "n'est pas un texte"),
    ],
)
def test_une_faute_dans_un_evenement_nomme_le_cas_et_l_evenement(tmp_path: Path, evenement: str, dit: str) -> None:
    ajout = f"[[cas.evenements]]\ndate = 2026-03-03\n{evenement}\n[cas.attendu]"
    with pytest.raises(ErreurMetier) as erreur:
        lire_cas(_ecrire(tmp_path, BON.replace("[cas.attendu]", ajout)))
    assert "essai.toml, cas « Un cas », événement n° 2" in erreur.value.phrase
    assert dit in erreur.value.phrase


def test_deux_cas_de_meme_nom_sont_refuses(tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="deux cas portent le nom"):
        lire_cas(_ecrire(tmp_path, BON + BON))


def test_deux_propositions_de_meme_numero_sont_refusees(tmp_path: Path) -> None:
    evenement = '[[cas.evenements]]\ntype = "proposition"\ndate = 2026-03-03\nnumero = 1\n'
    with pytest.raises(ErreurMetier, match="deux fois"):
        lire_cas(_ecrire(tmp_path, BON.replace("[cas.attendu]", evenement + evenement + "[cas.attendu]")))


@pytest.mark.parametrize(
    ("parametre", "dit"),
    [
        ("entretien_jour = 30", "pas de paramètre « entretien_jour »"),
        ("entretien_jours = -1", "« -1 » n'est pas de la forme attendue"),
        ('entretien_jours = "trente"', "n'est ni un nombre ni une liste"),
    ],
)
def test_un_parametre_de_charte_mal_ecrit_est_dit(tmp_path: Path, parametre: str, dit: str) -> None:
    with pytest.raises(ErreurMetier) as erreur:
        lire_cas(_ecrire(tmp_path, BON.replace("[cas.attendu]", f"[cas.charte]\n{parametre}\n[cas.attendu]")))
    assert "essai.toml, cas « Un cas », charte" in erreur.value.phrase
    assert dit in erreur.value.phrase


def test_un_poste_de_frais_hors_de_la_charte_est_refuse(tmp_path: Path) -> None:
    ajout = """[[cas.evenements]]
type = "bail"
date = 2026-03-03
[[cas.evenements]]
type = "frais"
date = 2026-03-03
postes = ["electricitte"]
demande = "non"
[cas.attendu]"""
    (cas,) = lire_cas(_ecrire(tmp_path, BON.replace("[cas.attendu]", ajout)))
    with pytest.raises(ErreurMetier, match="« electricitte » n'est pas de la charte"):
        evaluer_cas(cas, charger_charte())


@pytest.mark.parametrize("contenu", [b"", b"\xff\xfe", b"cas = 3", b"[[cas]"])
def test_un_fichier_qui_n_est_pas_un_fichier_de_cas_est_refuse(tmp_path: Path, contenu: bytes) -> None:
    chemin = tmp_path / "photo.toml"
    chemin.write_bytes(contenu)
    with pytest.raises(ErreurMetier, match=r"photo\.toml"):
        lire_cas(chemin)


def test_un_fichier_absent_est_dit(tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="ne peut pas être lu"):
        lire_cas(tmp_path / "absent.toml")


def test_un_fichier_qui_n_est_pas_en_utf8_dit_comment_l_enregistrer(tmp_path: Path) -> None:
    chemin = tmp_path / "essai.toml"
    chemin.write_bytes(BON.replace("Un cas", "Un été").encode("cp1252"))
    with pytest.raises(ErreurMetier, match="enregistrez-le en UTF-8"):
        lire_cas(chemin)


def test_la_marque_invisible_du_bloc_notes_ne_compte_pas(tmp_path: Path) -> None:
    chemin = tmp_path / "essai.toml"
    chemin.write_text(BON.lstrip(), encoding="utf-8-sig")
    assert [c.nom for c in lire_cas(chemin)] == ["Un cas"]


@pytest.mark.parametrize(
    ("alertes", "dit"),
    [
        ('[cas.alertes]\nL11 = "info"', "« L11 » n'est pas une alerte ; choisissez L1, L2"),
        ('[cas.alertes]\nL1 = "urgent"', "« urgent » n'est pas prévu ; choisissez info, bientot, echue"),
        ("[cas.alertes]\nL1 = { date = 2026-06-01 }", "« niveau » manque"),
        ("[cas.alertes]", "une alerte par ligne"),
    ],
)
def test_une_alerte_mal_ecrite_est_dite_avec_son_fichier_et_son_cas(tmp_path: Path, alertes: str, dit: str) -> None:
    texte = BON.replace('[cas.attendu]\nA03.2 = "respectée"', alertes)
    with pytest.raises(ErreurMetier) as e:
        lire_cas(_ecrire(tmp_path, texte))
    assert "essai.toml, cas « Un cas »" in e.value.phrase
    assert dit in e.value.phrase


def test_un_ecart_d_alerte_dit_l_attendu_et_le_trouve(tmp_path: Path) -> None:
    attendues = '[cas.alertes]\nL4 = { niveau = "echue", reglee = "oui" }'
    texte = BON.replace('[cas.attendu]\nA03.2 = "respectée"', attendues)
    (ecart,) = evaluer_cas(lire_cas(_ecrire(tmp_path, texte))[0], charger_charte())
    assert (ecart.id, ecart.attendu) == ("L4", "echue, réglée")
    assert ecart.trouve.startswith("info, à examiner — Aucun numéro unique")
