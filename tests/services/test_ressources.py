"""Le revenu de la liste et les ressources notées par l'agent : l'un relaie l'autre, jamais les deux à la fois."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from relogement.modeles import ACompleter, Menage, Personne, Ressource
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.budgets import foyer_au
from relogement.services.corrections import corriger
from relogement.services.entretiens import Recueil, enregistrer_entretien
from relogement.services.importation import RapportImport, importer_etat_locatif
from relogement.services.menages import arreter_ressource, noter_ressource
from relogement.services.ressources import LISTE_DU_BAILLEUR
from relogement.stockage.base import Base
from relogement.vocabulaire import Lien, NatureRessource
from tests.outils import nouvelle_base, nouvelle_operation, photographie

JOUR = timedelta(days=1)
LISTE, SUIVANTE = date(2026, 9, 30), date(2026, 10, 31)
LIGNE = {
    "N° UG": "U1", "Bâtiment": "A", "Étage": "1", "Porte": "101", "Type": "T3", "N° bail": "B1",
    "Nom locataire": "BENALI", "Prénom": "Leïla", "Date naiss.": "02/05/1980", "Loyer principal": "312,40",
    "Nature ressources": "Salaire", "Revenu mensuel": "1 500,00",
}
Importer = Callable[[str, date], RapportImport]
Lignes = list[tuple[date, date | None, int | None, bool]]


@pytest.fixture
def terrain(tmp_path: Path) -> tuple[Base, Importer]:
    """Une base où la liste du 30/09/2026 donne 1 500 € de revenu à BENALI, et de quoi importer la suivante."""
    base, _ = nouvelle_base(tmp_path, date(2026, 11, 18))
    operation = nouvelle_operation(base)

    def importer(revenu: str, au: date) -> RapportImport:
        fichier = tmp_path / "liste.csv"
        with fichier.open("w", encoding="utf-8-sig", newline="") as f:
            f.write(f"État locatif au {au:%d/%m/%Y}\n")
            ecrit = csv.DictWriter(f, list(LIGNE), delimiter=";")
            ecrit.writeheader()
            ecrit.writerow(LIGNE | {"Revenu mensuel": revenu})
        return importer_etat_locatif(base, operation, fichier)

    importer("1 500,00", LISTE)
    return base, importer


def benali(base: Base) -> tuple[UUID, UUID]:
    """Le ménage et sa titulaire."""
    with base.session() as s:
        menage = s.exec(select(Menage)).one().id
        return menage, s.exec(select(Personne).where(Personne.lien == Lien.TITULAIRE)).one().id


def lignes(base: Base) -> Lignes:
    """Les ressources hors corbeille : du, au, montant, et si la ligne vaut pour tout le foyer."""
    with base.session() as s:
        trouvees = s.exec(select(Ressource).where(col(Ressource.supprime_le).is_(None)).order_by(col(Ressource.du)))
        return [(r.du, r.au, r.montant, r.personne_id is None) for r in trouvees]


def total(base: Base, au: date) -> int | None:
    with base.session() as s:
        return foyer_au(s, benali(base)[0], au).ressources


def detailler(base: Base, du: date, montant: int = 160000, au: date | None = None) -> None:
    menage, titulaire = benali(base)
    noter_ressource(
        base, menage, du=du, au=au, personne_id=titulaire, nature=NatureRessource.SALAIRE, montant=montant
    )


def test_la_liste_ouvre_une_ligne_du_foyer(terrain: tuple[Base, Importer]) -> None:
    base, _ = terrain
    assert lignes(base) == [(LISTE, None, 150000, True)]
    assert total(base, LISTE) == 150000
    with base.session() as s:
        (r,) = s.exec(select(Ressource))
    assert (r.justificatif, r.nature) == (LISTE_DU_BAILLEUR, NatureRessource.SALAIRE)


def test_un_revenu_change_dans_la_liste_ouvre_une_autre_periode(terrain: tuple[Base, Importer]) -> None:
    base, importer = terrain
    assert importer("1 620,00", SUIVANTE).conflits == ()
    assert lignes(base) == [(LISTE, SUIVANTE - JOUR, 150000, True), (SUIVANTE, None, 162000, True)]


@pytest.mark.parametrize(("du", "attendues"), [
    (LISTE - JOUR, []), (LISTE, []),
    (LISTE + JOUR, [(LISTE, LISTE, 150000, True)]),
    (LISTE + 2 * JOUR, [(LISTE, LISTE + JOUR, 150000, True)]),
])
def test_une_ressource_personnelle_relaie_la_liste_et_ne_s_y_ajoute_jamais(
    terrain: tuple[Base, Importer], du: date, attendues: Lignes
) -> None:
    base, _ = terrain
    detailler(base, du)
    assert lignes(base) == [*attendues, (du, None, 160000, False)]
    assert total(base, LISTE + 2 * JOUR) == 160000
    assert total(base, du) == 160000


@pytest.mark.parametrize("du", [LISTE, LISTE + JOUR])
def test_annuler_rend_la_ligne_de_la_liste(terrain: tuple[Base, Importer], du: date) -> None:
    base, _ = terrain
    avant = photographie(base)
    detailler(base, du)
    geste = dernier_annulable(base)
    assert geste is not None
    annuler(base, geste[0])
    assert photographie(base) == avant
    assert lignes(base) == [(LISTE, None, 150000, True)]


def test_l_entretien_relaie_aussi_la_liste(terrain: tuple[Base, Importer]) -> None:
    base, _ = terrain
    menage, titulaire = benali(base)
    salaire = {"personne_id": titulaire, "nature": NatureRessource.SALAIRE, "montant": 160000}
    enregistrer_entretien(base, menage, le=LISTE, recueil=Recueil(ressources=(salaire,)))
    assert lignes(base) == [(LISTE, None, 160000, False)]


@pytest.mark.parametrize(("au", "reste"), [(LISTE - JOUR, None), (LISTE, [])])
def test_une_ressource_finie_avant_la_liste_ne_l_arrete_pas(
    terrain: tuple[Base, Importer], au: date, reste: Lignes | None
) -> None:
    base, _ = terrain
    du = date(2025, 1, 1)
    detailler(base, du, au=au)
    attendues = [(LISTE, None, 150000, True)] if reste is None else reste
    assert lignes(base) == [(du, au, 160000, False), *attendues]


@pytest.mark.parametrize("du", [LISTE, LISTE + JOUR])
def test_la_meme_nature_notee_pour_le_foyer_relaie_aussi_la_liste(terrain: tuple[Base, Importer], du: date) -> None:
    base, _ = terrain
    noter_ressource(base, benali(base)[0], du=du, nature=NatureRessource.SALAIRE, montant=160000)
    assert total(base, du) == 160000


def test_une_autre_nature_notee_pour_le_foyer_s_ajoute(terrain: tuple[Base, Importer]) -> None:
    base, _ = terrain
    noter_ressource(base, benali(base)[0], du=LISTE, nature=NatureRessource.RSA, montant=30000)
    assert total(base, LISTE) == 180000


def test_une_fois_detaille_un_revenu_change_dans_la_liste_est_un_conflit(terrain: tuple[Base, Importer]) -> None:
    base, importer = terrain
    detailler(base, LISTE + JOUR)
    avant = lignes(base)
    assert importer("1 500,00", SUIVANTE).conflits == (), "la liste n'a pas changé"
    ((reference, conflit),) = importer("1 620,05", SUIVANTE + JOUR).conflits
    assert (reference, conflit.champ, conflit.en_base, conflit.dans_la_liste) == (
        "BEL-0001", "revenu", "détaillées par personne", "1\u00a0620,05\u00a0€"
    )
    assert lignes(base) == avant
    with base.session() as s:
        assert s.exec(select(ACompleter).where(ACompleter.champ == "revenu")).one().nature == "conflit"
    assert importer("1 620,05", SUIVANTE + 2 * JOUR).conflits == (), "un désaccord ne se dit qu'une fois"


def test_un_detail_qui_commence_apres_la_liste_importee_compte_aussi(terrain: tuple[Base, Importer]) -> None:
    base, importer = terrain
    detailler(base, SUIVANTE + JOUR)
    avant = lignes(base)
    assert len(importer("1 620,00", SUIVANTE).conflits) == 1
    assert lignes(base) == avant


@pytest.mark.parametrize(("fin", "conflits"), [(SUIVANTE - JOUR, 0), (SUIVANTE, 1)])
def test_un_detail_fini_la_veille_de_la_liste_lui_rend_la_parole(
    terrain: tuple[Base, Importer], fin: date, conflits: int
) -> None:
    base, importer = terrain
    detailler(base, LISTE + JOUR)
    with base.session() as s:
        detail = s.exec(select(Ressource).where(col(Ressource.personne_id).isnot(None))).one().id
    arreter_ressource(base, detail, au=fin)
    assert len(importer("1 620,00", SUIVANTE).conflits) == conflits
    assert total(base, SUIVANTE) == (160000 if conflits else 162000)


def test_ce_que_l_agent_note_pour_le_foyer_n_est_ni_ecrase_ni_double(terrain: tuple[Base, Importer]) -> None:
    base, importer = terrain
    noter_ressource(base, benali(base)[0], du=LISTE + JOUR, nature=NatureRessource.SALAIRE, montant=160000)
    avant = lignes(base)
    ((_, conflit),) = importer("1 620,00", SUIVANTE).conflits
    assert conflit.en_base == "notées pour le foyer"
    assert lignes(base) == avant


def test_un_montant_de_la_liste_corrige_par_l_agent_reste(terrain: tuple[Base, Importer]) -> None:
    base, importer = terrain
    with base.session() as s:
        ligne = s.exec(select(Ressource)).one().id
    corriger(base, "ressource", ligne, montant=155000)
    assert [c.champ for _, c in importer("1 620,00", SUIVANTE).conflits] == ["revenu"]
    assert lignes(base) == [(LISTE, None, 155000, True)]
