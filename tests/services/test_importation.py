"""L'import d'un état locatif dans la base : compté, jamais deux fois, jamais par-dessus l'agent, annulable."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from relogement.commun import ErreurMetier
from relogement.modeles import ACompleter, Bail, Composition, Loyer, Menage, Personne
from relogement.services.annulation import annuler
from relogement.services.importation import RapportImport, importer_etat_locatif
from relogement.services.menages import modifier_menage, noter_loyer
from relogement.stockage.base import Base
from relogement.stockage.lectures import lignes_menages, menage_de_reference
from tests.outils import nouvelle_base, nouvelle_operation, photographie

DONNEES = Path(__file__).parent.parent / "donnees" / "etats_locatifs"
BENALI = {
    "N° UG": "U1",
    "Bâtiment": "A",
    "Esc.": "A",
    "Étage": "1",
    "Porte": "101",
    "Type": "T3",
    "Surf. hab. (m²)": "61",
    "N° bail": "B1",
    "Nom locataire": "BENALI",
    "Prénom": "Leïla",
    "Date naiss.": "02/05/1980",
    "Date entrée": "04/09/2009",
    "Loyer principal": "312,40",
    "Prov. charges": "96,20",
    "APL": "238,00",
    "Nb occup.": "4",
    "dont enfants": "3",
    "Téléphone": "0639980001",
}
TITRES = list(BENALI)
DIALLO = BENALI | {"N° UG": "U2", "Porte": "102", "N° bail": "B2", "Nom locataire": "DIALLO", "Prénom": "Mamadou"}
ROUX = BENALI | {"N° UG": "U3", "Porte": "103", "N° bail": "B3", "Nom locataire": "ROUX", "Prénom": "André"}
SOW = BENALI | {"N° UG": "U3", "Porte": "103", "N° bail": "B9", "Nom locataire": "SOW", "Prénom": "Ibrahim"}
VACANT = dict.fromkeys(TITRES, "") | {c: ROUX[c] for c in TITRES[:7]} | {"Nom locataire": "VACANT", "Nb occup.": "0"}
Importer = Callable[..., RapportImport]


@pytest.fixture
def terrain(tmp_path: Path) -> tuple[Base, UUID]:
    base, _ = nouvelle_base(tmp_path, date(2026, 11, 18))
    return base, nouvelle_operation(base)


@pytest.fixture
def liste(terrain: tuple[Base, UUID], tmp_path: Path) -> Importer:
    """Importe une liste faite de lignes, arrêtée à une date."""
    base, operation = terrain

    def importer(*lignes: dict[str, str], au: str = "30/09/2026", simuler: bool = False) -> RapportImport:
        fichier = tmp_path / "liste.csv"
        with fichier.open("w", encoding="utf-8-sig", newline="") as f:
            f.write(f"État locatif au {au}\n")
            ecrit = csv.DictWriter(f, TITRES, delimiter=";")
            ecrit.writeheader()
            ecrit.writerows(lignes)
        return importer_etat_locatif(base, operation, fichier, simuler=simuler)

    return importer


def menage(base: Base, nom: str) -> Menage:
    with base.session() as s:
        return s.exec(select(Menage).where(col(Menage.nom).startswith(nom))).one()


def loyers(base: Base, nom: str) -> list[tuple[date, date | None, int | None]]:
    with base.session() as s:
        requete = select(Loyer).where(Loyer.menage_id == menage(base, nom).id).order_by(col(Loyer.du))
        return [(p.du, p.au, p.loyer) for p in s.exec(requete)]


@pytest.mark.parametrize("fichier", ["etat_locatif_2026.xlsx", "etat_locatif_2033.csv"])
def test_le_fichier_entre_avec_ses_comptes_et_une_seconde_fois_ne_change_rien(
    terrain: tuple[Base, UUID], fichier: str
) -> None:
    base, operation = terrain
    attendu = json.loads((DONNEES / fichier).with_suffix(".json").read_text(encoding="utf-8"))
    r = importer_etat_locatif(base, operation, DONNEES / fichier)
    assert (r.logements, r.menages, r.ajoutes) == (attendu["dwellings"], attendu["households"], attendu["households"])
    assert len(lignes_menages(base, operation, au=base.aujourd_hui())) == attendu["households"]
    avant = photographie(base)
    r = importer_etat_locatif(base, operation, DONNEES / fichier)
    assert (r.ajoutes, r.modifies, r.inchanges, r.conflits) == (0, 0, attendu["households"], ())
    assert photographie(base) == avant


def test_une_cellule_illisible_garde_son_texte_dans_la_liste_a_completer(terrain: tuple[Base, UUID]) -> None:
    base, operation = terrain
    importer_etat_locatif(base, operation, DONNEES / "etat_locatif_2026.xlsx")
    with base.session() as s:
        lignes = s.exec(select(ACompleter).where(ACompleter.nature == "illisible")).all()
        trouvees = {x.champ: (x.texte, x.ligne, x.menage_id) for x in lignes}
        titulaire = s.exec(select(Personne).where(Personne.menage_id == trouvees["naissance"][2])).first()
    assert {champ: t[:2] for champ, t in trouvees.items()} == {"loyer": ("-501,13", 5), "naissance": ("31/02/1961", 10)}
    assert titulaire is not None
    assert titulaire.naissance is None


def test_simuler_dit_tout_et_n_ecrit_rien(terrain: tuple[Base, UUID], liste: Importer) -> None:
    base, _ = terrain
    avant = photographie(base)
    r = liste(BENALI, DIALLO, simuler=True)
    assert (r.ajoutes, r.changements) == (2, None)
    assert photographie(base) == avant


def test_la_liste_suivante_ouvre_une_periode_de_loyer_et_garde_l_ancienne(
    terrain: tuple[Base, UUID], liste: Importer
) -> None:
    liste(BENALI, DIALLO)
    r = liste(BENALI | {"Loyer principal": "318,00"}, DIALLO, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.inchanges) == (0, 1, 1)
    assert loyers(terrain[0], "BENALI") == [
        (date(2026, 9, 30), date(2026, 10, 30), 31240),
        (date(2026, 10, 31), None, 31800),
    ]


def test_ce_que_l_agent_a_tape_n_est_jamais_ecrase_et_le_desaccord_est_un_conflit(
    terrain: tuple[Base, UUID], liste: Importer
) -> None:
    base, _ = terrain
    liste(BENALI)
    modifier_menage(base, menage(base, "BENALI").id, telephone="06 39 98 77 77")
    noter_loyer(base, menage(base, "BENALI").id, du=date(2026, 10, 1), loyer=32000, charges=9620, apl=23800)
    assert liste(BENALI, au="31/10/2026").conflits == (), "la liste n'a pas changé : elle ne contredit personne"
    r = liste(BENALI | {"Téléphone": "0639980002", "Loyer principal": "999,00"}, au="30/11/2026")
    assert [(reference, c.champ, c.dans_la_liste) for reference, c in r.conflits] == [
        ("BEL-0001", "telephone", "0639980002"),
        ("BEL-0001", "loyer", "99900"),
    ]
    assert menage(base, "BENALI").telephone == "06 39 98 77 77"
    assert loyers(base, "BENALI")[-1][2] == 32000


def test_un_logement_devenu_vacant_est_un_depart_et_le_dossier_reste(
    terrain: tuple[Base, UUID], liste: Importer
) -> None:
    base, _ = terrain
    liste(BENALI, DIALLO, ROUX)
    r = liste(BENALI, DIALLO, VACANT, au="31/10/2026")
    assert (r.departs, r.vacants, r.modifies) == (1, 1, 0)
    with base.session() as s:
        bail = s.exec(select(Bail).where(Bail.menage_id == menage(base, "ROUX").id)).one()
        signal = s.exec(select(ACompleter).where(ACompleter.nature == "absence")).one()
    assert bail.fin == date(2026, 10, 31)
    assert signal.menage_id == menage(base, "ROUX").id
    assert loyers(base, "ROUX")[-1][1] == date(2026, 10, 31)
    assert liste(BENALI, DIALLO, VACANT, au="30/11/2026").departs == 0, "un départ ne se compte qu'une fois"


def test_un_autre_locataire_est_un_depart_et_une_arrivee(terrain: tuple[Base, UUID], liste: Importer) -> None:
    base, operation = terrain
    liste(BENALI, DIALLO, ROUX)
    r = liste(BENALI, DIALLO, SOW, au="31/10/2026")
    assert (r.departs, r.ajoutes, r.inchanges) == (1, 1, 2)
    assert [m.reference for m in lignes_menages(base, operation, au=date(2026, 11, 1))] == [
        f"BEL-000{n}" for n in (1, 2, 3, 4)
    ]
    assert menage(base, "SOW").logement_id == menage(base, "ROUX").logement_id


def test_un_menage_revenu_dans_la_liste_retrouve_son_bail(terrain: tuple[Base, UUID], liste: Importer) -> None:
    base, _ = terrain
    liste(BENALI, DIALLO, ROUX)
    liste(BENALI, DIALLO, VACANT, au="31/10/2026")
    r = liste(BENALI, DIALLO, ROUX, au="15/11/2026")
    assert (r.ajoutes, r.departs) == (0, 0)
    with base.session() as s:
        assert s.exec(select(Bail).where(Bail.menage_id == menage(base, "ROUX").id)).one().fin is None


def test_une_liste_d_un_autre_batiment_ne_fait_partir_personne(liste: Importer) -> None:
    liste(BENALI, DIALLO, ROUX)
    r = liste(BENALI | {"N° UG": "V1", "Bâtiment": "C", "N° bail": "C1", "Nom locataire": "KAYA"}, au="31/10/2026")
    assert (r.ajoutes, r.departs, r.absents) == (1, 0, 3)


def test_une_liste_qui_perd_plus_de_la_moitie_est_partielle(liste: Importer) -> None:
    liste(BENALI, DIALLO, ROUX)
    assert (r := liste(BENALI, au="31/10/2026")).departs == 0
    assert r.absents == 2


def test_une_ligne_disparue_d_une_liste_entiere_est_un_depart(liste: Importer) -> None:
    liste(BENALI, DIALLO, ROUX)
    r = liste(BENALI, DIALLO, au="31/10/2026")
    assert (r.departs, r.absents) == (1, 0)


@pytest.mark.parametrize(
    ("loyer", "signale"), [("937,19", False), ("937,20", True), ("104,14", False), ("104,13", True)]
)
def test_un_loyer_multiplie_ou_divise_par_trois_est_signale_et_garde(
    terrain: tuple[Base, UUID], liste: Importer, loyer: str, signale: bool
) -> None:
    base, _ = terrain
    liste(BENALI, DIALLO)
    liste(BENALI | {"Loyer principal": loyer, "APL": ""}, DIALLO, au="31/10/2026")
    with base.session() as s:
        doutes = s.exec(select(ACompleter).where(ACompleter.champ == "loyer")).all()
    assert any("trois" in d.raison for d in doutes) is signale
    assert loyers(base, "BENALI")[-1][2] == int(loyer.replace(",", ""))


def test_la_composition_change_par_periodes(terrain: tuple[Base, UUID], liste: Importer) -> None:
    base, _ = terrain
    liste(BENALI)
    liste(BENALI | {"Nb occup.": "5"}, au="31/10/2026")
    with base.session() as s:
        periodes = s.exec(select(Composition).order_by(col(Composition.du))).all()
    assert [(p.du, p.au, p.occupants, p.enfants) for p in periodes] == [
        (date(2026, 9, 30), date(2026, 10, 30), 4, 3),
        (date(2026, 10, 31), None, 5, 3),
    ]


def test_un_import_se_defait_d_un_seul_geste(terrain: tuple[Base, UUID], liste: Importer) -> None:
    base, _ = terrain
    liste(BENALI, DIALLO, ROUX)
    avant = photographie(base)
    r = liste(BENALI | {"Loyer principal": "318,00"}, DIALLO, SOW, au="31/10/2026")
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
    terrain: tuple[Base, UUID], tmp_path: Path, nom: str, octets: bytes
) -> None:
    base, operation = terrain
    (tmp_path / nom).write_bytes(octets)
    avant = photographie(base)
    with pytest.raises(ErreurMetier) as e:
        importer_etat_locatif(base, operation, tmp_path / nom)
    assert e.value.phrase.endswith(".")
    assert "\n" not in e.value.phrase
    assert photographie(base) == avant


def test_deux_postes_ne_donnent_jamais_la_meme_reference(terrain: tuple[Base, UUID], liste: Importer) -> None:
    base, _ = terrain
    liste(BENALI)
    base.agir_comme("Karim L.", UUID(int=7))
    liste(BENALI, DIALLO, au="31/10/2026")
    assert menage(base, "DIALLO").reference == f"BEL-{base.poste_code}-0001"
    assert menage_de_reference(base, menage(base, "DIALLO").reference.lower()) == menage(base, "DIALLO").id


def test_une_liste_plus_ancienne_ne_corrige_pas_la_plus_recente(terrain: tuple[Base, UUID], liste: Importer) -> None:
    base, _ = terrain
    liste(BENALI | {"Loyer principal": "318,00"}, SOW, au="31/10/2026")
    r = liste(BENALI, DIALLO, ROUX, au="30/09/2026")
    assert (r.ajoutes, r.modifies, r.inchanges, r.departs, r.conflits) == (1, 0, 2, 0, ())
    assert r.plus_ancienne_que == date(2026, 10, 31)
    assert loyers(base, "BENALI") == [(date(2026, 10, 31), None, 31800)]
    assert liste(BENALI | {"Loyer principal": "320,00"}, SOW, DIALLO, au="30/11/2026").plus_ancienne_que is None
    assert loyers(base, "BENALI")[-1] == (date(2026, 11, 30), None, 32000)
