"""L'import d'un état locatif dans la base : compté, jamais deux fois, jamais par-dessus l'agent, annulable."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from relogement.commun import ErreurMetier
from relogement.modeles import ACompleter, Bail, Composition, Personne
from relogement.services.annulation import annuler
from relogement.services.importation import importer_etat_locatif
from relogement.services.menages import modifier_menage, noter_loyer
from relogement.stockage.lectures import lignes_menages, menage_de_reference
from tests.outils import photographie
from tests.services.importations import BENALI, DIALLO, ROUX, SOW, Terrain, habitant, vacant

DONNEES = Path(__file__).parent.parent / "donnees" / "etats_locatifs"


@pytest.fixture
def terrain(tmp_path: Path) -> Terrain:
    return Terrain.nouveau(tmp_path)


@pytest.mark.parametrize("fichier", ["etat_locatif_2026.xlsx", "etat_locatif_2033.csv"])
def test_le_fichier_entre_avec_ses_comptes_et_une_seconde_fois_ne_change_rien(
    terrain: Terrain, fichier: str
) -> None:
    base, operation = terrain.base, terrain.operation
    attendu = json.loads((DONNEES / fichier).with_suffix(".json").read_text(encoding="utf-8"))
    r = importer_etat_locatif(base, operation, DONNEES / fichier)
    assert (r.logements, r.menages, r.ajoutes) == (attendu["dwellings"], attendu["households"], attendu["households"])
    assert len(lignes_menages(base, operation, au=base.aujourd_hui())) == attendu["households"]
    avant = photographie(base)
    r = importer_etat_locatif(base, operation, DONNEES / fichier)
    assert (r.ajoutes, r.modifies, r.inchanges, r.conflits) == (0, 0, attendu["households"], ())
    assert photographie(base) == avant


def test_une_cellule_illisible_garde_son_texte_dans_la_liste_a_completer(terrain: Terrain) -> None:
    base, operation = terrain.base, terrain.operation
    importer_etat_locatif(base, operation, DONNEES / "etat_locatif_2026.xlsx")
    with base.session() as s:
        lignes = s.exec(select(ACompleter).where(ACompleter.nature == "illisible")).all()
        trouvees = {x.champ: (x.texte, x.ligne, x.menage_id) for x in lignes}
        titulaire = s.exec(select(Personne).where(Personne.menage_id == trouvees["naissance"][2])).first()
    assert {champ: t[:2] for champ, t in trouvees.items()} == {"loyer": ("-501,13", 5), "naissance": ("31/02/1961", 10)}
    assert titulaire is not None
    assert titulaire.naissance is None


def test_simuler_dit_tout_et_n_ecrit_rien(terrain: Terrain) -> None:
    base = terrain.base
    avant = photographie(base)
    r = terrain.importer(BENALI, DIALLO, simuler=True)
    assert (r.ajoutes, r.changements) == (2, None)
    assert photographie(base) == avant


def test_la_liste_suivante_ouvre_une_periode_de_loyer_et_garde_l_ancienne(
    terrain: Terrain
) -> None:
    terrain.importer(BENALI, DIALLO)
    r = terrain.importer(BENALI | {"Loyer principal": "318,00"}, DIALLO, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.inchanges) == (0, 1, 1)
    assert terrain.loyers("BENALI") == [
        (date(2026, 9, 30), date(2026, 10, 30), 31240),
        (date(2026, 10, 31), None, 31800),
    ]


def test_ce_que_l_agent_a_tape_n_est_jamais_ecrase_et_le_desaccord_est_un_conflit(
    terrain: Terrain
) -> None:
    base = terrain.base
    terrain.importer(BENALI)
    modifier_menage(base, terrain.menage("BENALI").id, telephone="06 39 98 77 77")
    noter_loyer(base, terrain.menage("BENALI").id, du=date(2026, 10, 1), loyer=32000, charges=9620, apl=23800)
    r = terrain.importer(BENALI, au="31/10/2026")
    assert r.conflits == (), "la liste n'a pas changé : elle ne contredit personne"
    r = terrain.importer(BENALI | {"Téléphone": "0639980002", "Loyer principal": "999,00"}, au="30/11/2026")
    assert [(reference, c.champ, c.dans_la_liste) for reference, c in r.conflits] == [
        ("BEL-0001", "telephone", "06 39 98 00 02"),
        ("BEL-0001", "loyer", "999,00\u00a0€"),
    ]
    assert terrain.menage("BENALI").telephone == "06 39 98 77 77"
    assert terrain.loyers("BENALI")[-1][2] == 32000


def test_un_logement_devenu_vacant_est_un_depart_et_le_dossier_reste(
    terrain: Terrain
) -> None:
    base = terrain.base
    terrain.importer(BENALI, DIALLO, ROUX)
    r = terrain.importer(BENALI, DIALLO, vacant(ROUX), au="31/10/2026")
    assert (r.departs, r.vacants, r.modifies) == (1, 1, 0)
    with base.session() as s:
        bail = s.exec(select(Bail).where(Bail.menage_id == terrain.menage("ROUX").id)).one()
        signal = s.exec(select(ACompleter).where(ACompleter.nature == "absence")).one()
    assert bail.fin == date(2026, 10, 31)
    assert signal.menage_id == terrain.menage("ROUX").id
    assert terrain.loyers("ROUX")[-1][1] == date(2026, 10, 31)
    r = terrain.importer(BENALI, DIALLO, vacant(ROUX), au="30/11/2026")
    assert r.departs == 0, "un départ ne se compte qu'une fois"


def test_un_autre_locataire_est_un_depart_et_une_arrivee(terrain: Terrain) -> None:
    base, operation = terrain.base, terrain.operation
    terrain.importer(BENALI, DIALLO, ROUX)
    r = terrain.importer(BENALI, DIALLO, SOW, au="31/10/2026")
    assert (r.departs, r.ajoutes, r.inchanges) == (1, 1, 2)
    assert [m.reference for m in lignes_menages(base, operation, au=date(2026, 11, 1))] == [
        f"BEL-000{n}" for n in (1, 2, 3, 4)
    ]
    assert terrain.menage("SOW").logement_id == terrain.menage("ROUX").logement_id


def test_un_menage_revenu_dans_la_liste_retrouve_son_bail(terrain: Terrain) -> None:
    base = terrain.base
    terrain.importer(BENALI, DIALLO, ROUX)
    terrain.importer(BENALI, DIALLO, vacant(ROUX), au="31/10/2026")
    r = terrain.importer(BENALI, DIALLO, ROUX, au="15/11/2026")
    assert (r.ajoutes, r.departs) == (0, 0)
    with base.session() as s:
        assert s.exec(select(Bail).where(Bail.menage_id == terrain.menage("ROUX").id)).one().fin is None


def test_une_liste_d_un_autre_batiment_ne_fait_partir_personne(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, ROUX)
    kaya = habitant(7, "KAYA", "Mehmet", Bâtiment="C")
    r = terrain.importer(kaya, au="31/10/2026")
    assert (r.ajoutes, r.departs, r.absents) == (1, 0, 3)


def test_une_liste_qui_perd_plus_de_la_moitie_est_partielle(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, ROUX)
    assert (r := terrain.importer(BENALI, au="31/10/2026")).departs == 0
    assert r.absents == 2


def test_une_ligne_disparue_d_une_liste_entiere_est_un_depart(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, ROUX)
    r = terrain.importer(BENALI, DIALLO, au="31/10/2026")
    assert (r.departs, r.absents) == (1, 0)


@pytest.mark.parametrize(
    ("loyer", "signale"), [("937,19", False), ("937,20", True), ("104,14", False), ("104,13", True)]
)
def test_un_loyer_multiplie_ou_divise_par_trois_est_signale_et_garde(
    terrain: Terrain, loyer: str, signale: bool
) -> None:
    base = terrain.base
    terrain.importer(BENALI, DIALLO)
    terrain.importer(BENALI | {"Loyer principal": loyer, "APL": ""}, DIALLO, au="31/10/2026")
    with base.session() as s:
        doutes = s.exec(select(ACompleter).where(ACompleter.champ == "loyer")).all()
    assert any("trois" in d.raison for d in doutes) is signale
    assert terrain.loyers("BENALI")[-1][2] == int(loyer.replace(",", ""))


def test_la_composition_change_par_periodes(terrain: Terrain) -> None:
    base = terrain.base
    terrain.importer(BENALI)
    terrain.importer(BENALI | {"Nb occup.": "5"}, au="31/10/2026")
    with base.session() as s:
        periodes = s.exec(select(Composition).order_by(col(Composition.du))).all()
    assert [(p.du, p.au, p.occupants, p.enfants) for p in periodes] == [
        (date(2026, 9, 30), date(2026, 10, 30), 4, 3),
        (date(2026, 10, 31), None, 5, 3),
    ]


def test_un_import_se_defait_d_un_seul_geste(terrain: Terrain) -> None:
    base = terrain.base
    terrain.importer(BENALI, DIALLO, ROUX)
    avant = photographie(base)
    r = terrain.importer(BENALI | {"Loyer principal": "318,00"}, DIALLO, SOW, au="31/10/2026")
    assert r.changements is not None
    assert r.changements.geste_id is not None
    annuler(base, r.changements.geste_id)
    assert photographie(base) == avant


@pytest.mark.parametrize(
    ("nom", "octets"),
    [
        ("photo.xlsx", b"\xff\xd8\xff\xe0" * 100),
        ("vide.xlsx", b""),
        ("hasard.csv", bytes(range(256)) * 9),
        ("prose.csv", b"Bonjour,\nvoici la lettre.\n" * 20),
    ],
)
def test_ce_qui_n_est_pas_une_liste_est_refuse_d_une_phrase_base_intacte(
    terrain: Terrain, tmp_path: Path, nom: str, octets: bytes
) -> None:
    base, operation = terrain.base, terrain.operation
    (tmp_path / nom).write_bytes(octets)
    avant = photographie(base)
    with pytest.raises(ErreurMetier) as e:
        importer_etat_locatif(base, operation, tmp_path / nom)
    assert e.value.phrase.endswith(".")
    assert "\n" not in e.value.phrase
    assert photographie(base) == avant


def test_deux_postes_ne_donnent_jamais_la_meme_reference(terrain: Terrain) -> None:
    base = terrain.base
    terrain.importer(BENALI)
    base.agir_comme("Karim L.", UUID(int=7))
    terrain.importer(BENALI, DIALLO, au="31/10/2026")
    assert terrain.menage("DIALLO").reference == f"BEL-{base.poste_code}-0001"
    assert menage_de_reference(base, terrain.menage("DIALLO").reference.lower()) == terrain.menage("DIALLO").id
