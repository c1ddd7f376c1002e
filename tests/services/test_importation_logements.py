"""Retrouver un logement et son ménage d'une liste à l'autre : renumérotés, déménagés, échangés, saisis à la main."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from relogement.modeles import LigneImportee, Logement, Relogement
from relogement.services.annulation import annuler
from relogement.services.menages import (
    ajouter_personne,
    creer_menage,
    modifier_logement,
    modifier_menage,
)
from relogement.vocabulaire import Lien, StatutBail
from tests.outils import cle, photographie
from tests.services.importations import BENALI, DIALLO, ROUX, SOW, Ligne, Terrain, chez, habitant, vacant

SANS_LIEU = ("N° UG", "Bâtiment", "Esc.", "Étage", "Porte")


@pytest.fixture
def terrain(tmp_path: Path) -> Terrain:
    return Terrain.nouveau(tmp_path)


def logements(terrain: Terrain) -> list[str]:
    with terrain.base.session() as s:
        return sorted(x.ug or "" for x in s.exec(select(Logement)))


def cles(terrain: Terrain) -> list[str]:
    with terrain.base.session() as s:
        return sorted(r.cle for r in s.exec(select(LigneImportee)))


@pytest.mark.parametrize(("avant", "apres"), [("0012", "12"), ("12", "00 12"), ("u1", "U 1"), ("12", "012")])
def test_un_numero_ecrit_autrement_est_le_meme_logement(terrain: Terrain, avant: str, apres: str) -> None:
    terrain.importer(BENALI | {"N° UG": avant, "Porte": ""}, DIALLO)
    r = terrain.importer(BENALI | {"N° UG": apres, "Porte": ""}, DIALLO, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.inchanges, r.departs) == (0, 0, 2, 0)
    assert logements(terrain) == sorted([avant, "U2"])


def test_des_logements_renumerotes_se_retrouvent_par_leur_place(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, ROUX)
    neuves = [x | {"N° UG": f"9900{i}"} for i, x in enumerate((BENALI, DIALLO, ROUX))]
    r = terrain.importer(*neuves, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.departs, r.absents) == (0, 3, 0, 0)
    assert logements(terrain) == ["99000", "99001", "99002"]
    assert cles(terrain) == ["ug 99000", "ug 99001", "ug 99002"]
    terrain.reimporter_ne_change_rien(*neuves, au="31/10/2026")


def test_des_logements_renumerotes_sans_porte_se_retrouvent_par_le_bail(terrain: Terrain) -> None:
    lignes = [x | {"Porte": ""} for x in (BENALI, DIALLO, ROUX)]
    terrain.importer(*lignes)
    r = terrain.importer(*(x | {"N° UG": f"9900{i}"} for i, x in enumerate(lignes)), au="31/10/2026")
    assert (r.ajoutes, r.departs) == (0, 0)
    assert logements(terrain) == ["99000", "99001", "99002"]


def test_une_liste_qui_perd_sa_colonne_de_numeros_ne_double_personne(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, vacant(ROUX))
    r = terrain.importer(BENALI, DIALLO, vacant(ROUX), au="31/10/2026", sans=("N° UG",))
    assert (r.ajoutes, r.inchanges, r.departs) == (0, 2, 0)
    assert logements(terrain) == ["U1", "U2", "U3"]


@pytest.mark.parametrize("naissance", ["02/05/1980", ""])
def test_des_lignes_sans_numero_ni_porte_restent_chacune_a_soi(terrain: Terrain, naissance: str) -> None:
    lignes = [x | {"Date naiss.": naissance} for x in (BENALI, DIALLO, ROUX)]
    terrain.importer(*lignes, sans=SANS_LIEU)
    assert len(terrain.menages()) == len(logements(terrain)) == 3
    assert cles(terrain) == ["bail b1", "bail b2", "bail b3"]
    terrain.reimporter_ne_change_rien(*lignes, au="30/09/2026", sans=SANS_LIEU)
    assert terrain.importer(*reversed(lignes), sans=SANS_LIEU).inchanges == 3
    r = terrain.importer(*lignes, au="31/10/2026")
    assert (r.ajoutes, r.departs, len(logements(terrain))) == (0, 0, 3)
    assert cles(terrain) == ["ug u1", "ug u2", "ug u3"]


def test_des_homonymes_sans_bail_ni_porte_ont_chacun_leur_rang(terrain: Terrain) -> None:
    sans = (*SANS_LIEU, "N° bail", "Date naiss.", "Date entrée")
    lignes = [BENALI | {"Loyer principal": x} for x in ("300,00", "400,00")]
    terrain.importer(*lignes, sans=sans)
    assert cles(terrain) == ["nom benalileila", "nom benalileila (2)"]
    terrain.reimporter_ne_change_rien(*lignes, au="30/09/2026", sans=sans)


def test_un_locataire_qui_change_de_logement_garde_son_dossier(terrain: Terrain) -> None:
    """Le logement d'origine suit la liste, en un geste qui s'annule et une ligne à vérifier."""
    terrain.importer(BENALI, DIALLO, vacant(ROUX))
    avant = photographie(terrain.base)
    suite = [vacant(BENALI), DIALLO, chez(BENALI, ROUX)]
    r = terrain.importer(*suite, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.inchanges, r.departs, r.vacants) == (0, 1, 1, 0, 1)
    assert terrain.logement("BENALI").ug == "U3"
    assert terrain.bail("BENALI").fin is None
    (signal,) = terrain.a_completer("BENALI", "logement")
    assert signal.nature == "douteux"
    assert "U3, bâtiment A" in signal.raison
    assert "U1, bâtiment A" in signal.raison
    terrain.reimporter_ne_change_rien(*suite, au="31/10/2026")
    assert r.changements is not None
    assert r.changements.geste_id is not None
    annuler(terrain.base, r.changements.geste_id)
    assert photographie(terrain.base) == avant


def test_il_demenage_meme_avec_un_nouveau_bail_et_si_son_ancien_logement_n_est_plus_dans_la_liste(
    terrain: Terrain,
) -> None:
    terrain.importer(BENALI, DIALLO, ROUX, vacant(SOW | {"N° UG": "U6", "Porte": "106"}))
    muni = chez(BENALI, SOW | {"N° UG": "U6", "Porte": "106"}) | {"N° bail": "B77", "Date entrée": "01/10/2026"}
    r = terrain.importer(muni, DIALLO, ROUX, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.departs, r.absents) == (0, 1, 0, 0)
    assert (terrain.logement("BENALI").ug, terrain.bail("BENALI").numero) == ("U6", "B77")
    r = terrain.importer(muni, DIALLO, ROUX, vacant(BENALI), au="10/11/2026")
    assert (r.departs, r.inchanges) == (0, 3), "l'ancien logement revenu vacant ne fait partir personne"


@pytest.mark.parametrize("bail_suit", [True, False])
def test_deux_locataires_qui_echangent_gardent_chacun_leur_dossier(terrain: Terrain, bail_suit: bool) -> None:
    terrain.importer(BENALI, DIALLO, ROUX)
    echange = [chez(BENALI, DIALLO), chez(DIALLO, BENALI)]
    if not bail_suit:
        echange = [echange[0] | {"N° bail": "B2"}, echange[1] | {"N° bail": "B1"}]
    r = terrain.importer(*echange, ROUX, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.inchanges, r.departs, r.conflits) == (0, 2, 1, 0, ())
    assert (terrain.logement("BENALI").ug, terrain.logement("DIALLO").ug) == ("U2", "U1")
    assert terrain.personnes("BENALI")[0][:2] == ("BENALI", "Leïla")
    assert terrain.bail("BENALI").numero == ("B1" if bail_suit else "B2")
    terrain.reimporter_ne_change_rien(*echange, ROUX, au="31/10/2026")


def test_un_menage_reloge_garde_son_logement_d_origine(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, vacant(ROUX))
    with terrain.base.geste("essai", "Essai") as g:
        g.s.add(Relogement(
            menage_id=terrain.menage("BENALI").id, bail_signe_le=date(2026, 10, 1), demenage_le=date(2026, 10, 2)
        ))
    r = terrain.importer(DIALLO, vacant(BENALI), chez(BENALI, ROUX) | {"Loyer principal": "500,00"}, au="31/10/2026")
    assert (r.ajoutes, r.departs, r.modifies) == (0, 0, 0)
    assert terrain.logement("BENALI").ug == "U1"
    assert [m for _, _, m in terrain.loyers("BENALI")] == [31240]
    assert "déjà relogé" in terrain.a_completer("BENALI", "logement")[0].raison


def test_le_logement_choisi_par_l_agent_est_garde_et_le_desaccord_dit(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, vacant(ROUX))
    with terrain.base.session() as s:
        u3 = s.exec(select(Logement).where(Logement.ug == "U3")).one().id
    modifier_menage(terrain.base, terrain.menage("DIALLO").id, logement_id=u3)
    assert terrain.importer(BENALI, DIALLO, vacant(ROUX), au="10/10/2026").conflits == ()
    u6 = habitant(6, "DIALLO", "Mamadou")
    r = terrain.importer(BENALI, chez(DIALLO, u6), au="31/10/2026")
    assert [c.champ for _, c in r.conflits] == ["logement"]
    assert terrain.logement("DIALLO").ug == "U3"


def test_un_nouveau_numero_de_bail_pour_la_meme_personne_est_mis_a_jour(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO)
    r = terrain.importer(BENALI | {"N° bail": "B500"}, DIALLO, au="31/10/2026")
    assert (r.ajoutes, r.modifies, r.departs) == (0, 1, 0)
    assert terrain.bail("BENALI").numero == "B500"


def test_un_nouveau_bail_au_meme_nom_de_famille_est_un_autre_menage(terrain: Terrain) -> None:
    """Un fils qui reprend le logement n'est pas son père."""
    terrain.importer(BENALI, DIALLO, ROUX)
    fils = BENALI | {"Prénom": "Samir", "N° bail": "B500", "Date naiss.": "01/01/2004", "Date entrée": "01/10/2026"}
    r = terrain.importer(fils, DIALLO, ROUX, au="31/10/2026")
    assert (r.ajoutes, r.departs) == (1, 1)


@pytest.mark.parametrize("nom", ["MARTIN Zoé", "Zoé MARTIN", "Martin zoe"])
@pytest.mark.parametrize("personne", [False, True])
def test_un_menage_saisi_a_la_main_se_retrouve_par_son_nom(terrain: Terrain, nom: str, personne: bool) -> None:
    menage = cle(creer_menage(terrain.base, terrain.operation, nom=nom, batiment="A", porte="101"))
    if personne:
        ajouter_personne(terrain.base, menage, nom="MARTIN", prenom="Zoé", lien=Lien.TITULAIRE)
    r = terrain.importer(BENALI | {"Nom locataire": "MARTIN", "Prénom": "Zoé"}, DIALLO)
    assert (r.ajoutes, r.modifies, r.conflits) == (1, 1, ())
    assert terrain.menages() == [("BEL-0001", nom), ("BEL-0002", "DIALLO Mamadou")]
    assert [(p[0], p[1], p[2]) for p in terrain.personnes(nom)] == [("MARTIN", "Zoé", date(1980, 5, 2))]
    assert terrain.logement(nom).ug == "U1"
    terrain.reimporter_ne_change_rien(
        BENALI | {"Nom locataire": "MARTIN", "Prénom": "Zoé"}, DIALLO, au="30/09/2026"
    )


def test_un_autre_menage_deja_dans_le_logement_se_signale(terrain: Terrain) -> None:
    creer_menage(terrain.base, terrain.operation, nom="MARTIN Zoé", batiment="A", porte="101")
    r = terrain.importer(BENALI, DIALLO)
    assert r.ajoutes == 2
    assert [a.texte for a in terrain.a_completer("BENALI", "logement")] == ["logement déjà occupé par BEL-0001"]
    assert terrain.a_completer("DIALLO", "logement") == []
    terrain.reimporter_ne_change_rien(BENALI, DIALLO, au="30/09/2026")


def test_un_logement_dit_vacant_ou_le_dossier_situe_un_menage_se_signale(terrain: Terrain) -> None:
    creer_menage(terrain.base, terrain.operation, nom="MARTIN Zoé", batiment="A", porte="101")
    terrain.importer(vacant(BENALI), DIALLO)
    assert [a.texte for a in terrain.a_completer("MARTIN", "logement")] == ["logement dit vacant"]


def test_une_porte_corrigee_par_l_agent_ne_double_pas_le_logement(terrain: Terrain) -> None:
    terrain.importer(BENALI, DIALLO, sans=("N° UG",))
    modifier_logement(terrain.base, terrain.menage("BENALI").id, porte="101 bis")
    terrain.reimporter_ne_change_rien(BENALI, DIALLO, au="30/09/2026", sans=("N° UG",))
    assert len(logements(terrain)) == 2


def test_la_meme_porte_dans_deux_batiments_reste_deux_logements(terrain: Terrain) -> None:
    autre: Ligne = DIALLO | {"Bâtiment": "B", "Porte": "101"}
    terrain.importer(BENALI, autre, sans=("N° UG",))
    assert terrain.importer(autre, BENALI, sans=("N° UG",)).inchanges == 2
    assert terrain.personnes("DIALLO")[0][4] is StatutBail.TITULAIRE
    assert len(logements(terrain)) == 2
