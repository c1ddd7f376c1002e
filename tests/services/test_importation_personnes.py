"""Qui tient le bail, d'une liste à l'autre : corrigé d'un bloc, en conflit, jamais une personne à moitié réécrite."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from relogement.modeles import Personne
from relogement.services.menages import ajouter_personne, creer_menage, modifier_menage, modifier_personne
from relogement.vocabulaire import Lien, StatutBail
from tests.outils import cle
from tests.services.importations import BENALI, DIALLO, ROUX, Ligne, Terrain

KONE = BENALI | {"Nom locataire": "KONE", "Prénom": "Awa", "Date naiss.": "03/03/2001"}
NEE = date(1980, 5, 2)
TITULAIRE = (Lien.TITULAIRE, StatutBail.TITULAIRE)
AVEC_KARIM = BENALI | {"Co-titulaire": "BENALI Karim"}


@pytest.fixture
def terrain(tmp_path: Path) -> Terrain:
    return Terrain.nouveau(tmp_path)


@pytest.mark.parametrize("entree", ["04/09/2009", ""])
def test_le_meme_bail_au_nom_d_une_autre_personne_est_un_conflit_et_rien_n_est_pris(
    terrain: Terrain, entree: str
) -> None:
    terrain.importer(BENALI, DIALLO)
    autre = KONE | {"Date entrée": entree, "Loyer principal": "400,00", "Téléphone": "0639980009"}
    r = terrain.importer(autre, DIALLO, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.inchanges, r.departs) == (0, 0, 2, 0)
    assert [(ref, c.champ, c.en_base, c.dans_la_liste) for ref, c in r.conflits] == [
        ("BEL-0001", "titulaire", "BENALI Leïla, 02/05/1980", "KONE Awa, 03/03/2001")
    ]
    assert terrain.personnes("BENALI") == [("BENALI", "Leïla", NEE, *TITULAIRE)]
    assert [m for _, _, m in terrain.loyers("BENALI")] == [31240]
    assert terrain.menage("BENALI").telephone == "0639980001"
    assert [a.nature for a in terrain.a_completer("BENALI", "titulaire")] == ["conflit"]
    terrain.reimporter_ne_change_rien(autre, DIALLO, au="31/10/2026")


def test_un_conflit_de_titulaire_se_redit_tant_qu_il_dure_puis_le_reste_suit(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    autre = KONE | {"Loyer principal": "400,00"}
    terrain.importer(autre, au="31/10/2026")
    assert len(terrain.importer(autre, au="10/11/2026").conflits) == 1
    assert len(terrain.a_completer("BENALI", "titulaire")) == 1
    modifier_personne(
        terrain.base, terrain.titulaire("BENALI").id, nom="KONE", prenom="Awa", naissance=date(2001, 3, 3)
    )
    assert terrain.importer(autre, au="18/11/2026").conflits == ()
    assert terrain.loyers("BENALI")[-1] == (date(2026, 11, 18), None, 40000)


def test_le_meme_bail_mais_une_autre_personne_et_une_autre_entree_est_un_autre_menage(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, ROUX)
    r = terrain.importer(KONE | {"Date entrée": "15/10/2026"}, DIALLO, ROUX, au="31/10/2026")
    assert (r.ajoutes, r.departs, r.conflits) == (1, 1, ())
    assert terrain.personnes("KONE") == [("KONE", "Awa", date(2001, 3, 3), *TITULAIRE)]


@pytest.mark.parametrize(
    ("colonne", "ecrit", "attendu"),
    [
        ("Nom locataire", "BENALY", ("BENALY", "Leïla", NEE)),
        ("Nom locataire", "BEN-ALI", ("BEN-ALI", "Leïla", NEE)),
        ("Prénom", "Leila", ("BENALI", "Leila", NEE)),
        ("Prénom", "Leïlla", ("BENALI", "Leïlla", NEE)),
        ("Date naiss.", "05/02/1980", ("BENALI", "Leïla", date(1980, 2, 5))),
    ],
)
def test_une_correction_d_orthographe_suit_la_liste_si_l_agent_n_y_a_pas_touche(
    terrain: Terrain, colonne: str, ecrit: str, attendu: tuple[str, str, date]
) -> None:
    terrain.importer(BENALI)
    r = terrain.importer(BENALI | {colonne: ecrit}, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.departs, r.conflits) == (0, 1, 0, ())
    assert terrain.personnes("BEN") == [(*attendu, *TITULAIRE)]
    assert terrain.menage("BEN").nom == f"{attendu[0]} {attendu[1]}"
    terrain.reimporter_ne_change_rien(BENALI | {colonne: ecrit}, au="31/10/2026")


def test_une_autre_orthographe_est_un_conflit_si_l_agent_a_touche_au_nom(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    modifier_personne(terrain.base, terrain.titulaire("BENALI").id, nom="BENALIE")
    r = terrain.importer(BENALI | {"Nom locataire": "BENALIS", "Prénom": "Leïlla"}, au="31/10/2026")
    assert r.conflits[0][1].champ == "titulaire"
    r = terrain.importer(BENALI | {"Nom locataire": "BENALIZ"}, au="10/11/2026")
    assert [(c.champ, c.en_base, c.dans_la_liste) for _, c in r.conflits] == [("nom", "BENALIE", "BENALIZ")]
    assert terrain.personnes("BENALI") == [("BENALIE", "Leïla", NEE, *TITULAIRE)]


def test_un_trait_d_union_n_oppose_pas_la_liste_a_l_agent(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    modifier_personne(terrain.base, terrain.titulaire("BENALI").id, nom="Ben Ali")
    r = terrain.importer(BENALI | {"Nom locataire": "BEN-ALI"}, au="31/10/2026")
    assert (r.inchanges, r.conflits) == (1, ())
    assert terrain.personnes("BENALI")[0][0] == "Ben Ali"


def test_le_bloc_est_entier_une_naissance_corrigee_par_l_agent_garde_aussi_le_nom(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    modifier_personne(terrain.base, terrain.titulaire("BENALI").id, naissance=date(1980, 5, 3))
    r = terrain.importer(BENALI | {"Nom locataire": "BENALY"}, au="31/10/2026")
    assert terrain.personnes("BENALI")[0][:3] == ("BENALI", "Leïla", date(1980, 5, 3))
    assert (r.inchanges, len(r.conflits)) == (1, 1)


def test_le_nom_d_usage_choisi_par_l_agent_reste(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    modifier_menage(terrain.base, terrain.menage("BENALI").id, nom="Famille Benali")
    terrain.importer(BENALI | {"Nom locataire": "BENALY"}, au="31/10/2026")
    assert terrain.personnes("Famille")[0][0] == "BENALY"


def test_un_nom_d_abord_illisible_se_remplit_ensuite(terrain: Terrain) -> None:
    terrain.importer(BENALI | {"Nom locataire": "X" * 150, "Prénom": ""})
    assert terrain.menages() == [("BEL-0001", "Nom à compléter")]
    r = terrain.importer(BENALI, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.departs) == (0, 1, 0)
    assert terrain.menages() == [("BEL-0001", "BENALI Leïla")]
    r = terrain.importer(BENALI | {"Nom locataire": "X" * 150, "Prénom": ""}, au="10/11/2026")
    assert (r.ajoutes, r.departs) == (0, 0), "un nom illisible n'est pas un autre locataire"


def test_titulaire_et_cotitulaire_echanges_sont_un_conflit_et_le_reste_suit(terrain: Terrain) -> None:
    terrain.importer(AVEC_KARIM)
    avant = terrain.personnes("BENALI")
    echange = AVEC_KARIM | {
        "Prénom": "Karim", "Co-titulaire": "BENALI Leïla", "Date naiss.": "01/01/1978", "Loyer principal": "318,00",
    }
    r = terrain.importer(echange, au="31/10/2026")
    assert [(c.champ, c.en_base, c.dans_la_liste) for _, c in r.conflits] == [
        ("titulaire", "BENALI Leïla, 02/05/1980", "BENALI Karim, 01/01/1978")
    ]
    assert (r.ajoutes, r.departs) == (0, 0)
    assert terrain.personnes("BENALI") == avant
    assert terrain.loyers("BENALI")[-1][2] == 31800
    terrain.reimporter_ne_change_rien(echange, au="31/10/2026")


def test_un_nouveau_cotitulaire_entre_au_foyer_une_fois(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    r = terrain.importer(AVEC_KARIM, au="31/10/2026")
    assert r.modifies == 1
    assert terrain.personnes("BENALI")[1:] == [("BENALI", "Karim", None, Lien.AUTRE, StatutBail.COTITULAIRE)]
    terrain.reimporter_ne_change_rien(AVEC_KARIM, au="31/10/2026")


def test_un_cotitulaire_deja_au_foyer_n_y_entre_pas_deux_fois(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    ajouter_personne(
        terrain.base, terrain.menage("BENALI").id, nom="Benali", prenom="Karim", lien=Lien.CONJOINT, naissance=NEE
    )
    terrain.importer(AVEC_KARIM, au="31/10/2026")
    assert terrain.personnes("BENALI")[1:] == [("Benali", "Karim", NEE, Lien.CONJOINT, StatutBail.COTITULAIRE)]


def test_un_nom_de_famille_seul_ne_fait_pas_d_un_enfant_un_cotitulaire(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    ajouter_personne(terrain.base, terrain.menage("BENALI").id, nom="BENALI", prenom="Noé", lien=Lien.ENFANT)
    terrain.importer(BENALI | {"Co-titulaire": "M. BENALI"}, au="31/10/2026")
    assert [p[3:] for p in terrain.personnes("BENALI")[1:]] == [
        (Lien.ENFANT, None), (Lien.AUTRE, StatutBail.COTITULAIRE),
    ]


def test_un_cotitulaire_disparu_de_la_liste_reste_et_se_signale(terrain: Terrain) -> None:
    terrain.importer(AVEC_KARIM)
    r = terrain.importer(BENALI, au="31/10/2026")
    assert r.inchanges == 1
    assert len(terrain.personnes("BENALI")) == 2
    (signal,) = terrain.a_completer("BENALI", "cotitulaire")
    assert (signal.nature, signal.texte) == ("douteux", "BENALI Karim, liste du 31/10/2026")
    terrain.reimporter_ne_change_rien(BENALI, au="31/10/2026")


def test_une_liste_sans_colonne_de_cotitulaire_ne_signale_rien(terrain: Terrain) -> None:
    terrain.importer(AVEC_KARIM)
    terrain.importer(AVEC_KARIM, au="31/10/2026", sans=("Co-titulaire",))
    assert terrain.a_completer("BENALI", "cotitulaire") == []
    assert terrain.importer(AVEC_KARIM, au="10/11/2026").modifies == 0


@pytest.mark.parametrize(
    ("ecrit", "conflits", "prenom"),
    [("BENALI Karym", 0, "Karym"), ("SAIDI Omar", 1, "Karim"), ("Benali karim", 0, "Karim")],
)
def test_un_cotitulaire_renomme_est_corrige_ou_en_conflit(
    terrain: Terrain, ecrit: str, conflits: int, prenom: str
) -> None:
    terrain.importer(AVEC_KARIM)
    r = terrain.importer(AVEC_KARIM | {"Co-titulaire": ecrit}, au="31/10/2026")
    assert [c.champ for _, c in r.conflits] == ["cotitulaire"] * conflits
    assert [p[1] for p in terrain.personnes("BENALI")] == ["Leïla", prenom]


def test_un_cotitulaire_corrige_par_l_agent_est_en_conflit(terrain: Terrain) -> None:
    terrain.importer(AVEC_KARIM)
    with terrain.base.session() as s:
        karim = s.exec(select(Personne).where(Personne.prenom == "Karim")).one().id
    modifier_personne(terrain.base, karim, prenom="Karime")
    r = terrain.importer(AVEC_KARIM | {"Co-titulaire": "BENALI Karimo"}, au="31/10/2026")
    assert [(c.champ, c.en_base, c.dans_la_liste) for _, c in r.conflits] == [
        ("cotitulaire", "BENALI Karime", "BENALI Karimo")
    ]


def test_trois_homonymes_ne_se_confondent_pas(terrain: Terrain) -> None:
    def homonyme(ligne: Ligne) -> Ligne:
        return ligne | {"Nom locataire": "PETIT", "Prénom": "Ibrahim"}

    lignes = [homonyme(x) for x in (BENALI, DIALLO, ROUX)]
    terrain.importer(*lignes)
    r = terrain.importer(*reversed(lignes), au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.inchanges, r.conflits) == (0, 0, 3, ())


def test_un_nom_et_un_prenom_reunis_dans_une_colonne_ne_changent_rien(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    avant = terrain.personnes("BENALI")
    for au, ecrit in (("31/10/2026", "BENALI LEÏLA"), ("05/11/2026", "LEILA BENALI")):
        r = terrain.importer(BENALI | {"Nom locataire": ecrit}, au=au, sans=("Prénom",))
        assert (r.inchanges, r.conflits) == (1, ())
    assert terrain.importer(BENALI, au="10/11/2026").conflits == ()
    assert terrain.importer(BENALI | {"Nom locataire": "LEÏLA", "Prénom": "BENALI"}, au="12/11/2026").inchanges == 1
    assert terrain.personnes("BENALI") == avant


def test_un_nom_reuni_et_mal_ecrit_est_un_conflit_jamais_un_nom_double(terrain: Terrain) -> None:
    terrain.importer(BENALI)
    r = terrain.importer(BENALI | {"Nom locataire": "BENALY LEILA"}, au="31/10/2026", sans=("Prénom",))
    assert [c.champ for _, c in r.conflits] == ["titulaire"]
    assert terrain.personnes("BENALI")[0][:2] == ("BENALI", "Leïla")


def test_une_personne_saisie_d_un_seul_tenant_ne_prend_pas_deux_fois_son_prenom(terrain: Terrain) -> None:
    menage = cle(creer_menage(terrain.base, terrain.operation, nom="BENALI Leïla", batiment="A", porte="101"))
    ajouter_personne(terrain.base, menage, nom="BENALI Leïla", lien=Lien.TITULAIRE)
    assert terrain.importer(BENALI).modifies == 1
    assert terrain.personnes("BENALI")[0][:3] == ("BENALI Leïla", None, NEE)
