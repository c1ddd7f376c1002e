"""La base : chiffrée, solide, refusée intacte quand elle doit l'être."""

from __future__ import annotations

import json
import threading
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from relogement.commun import ErreurMetier
from relogement.modeles import Menage, Operation
from relogement.stockage.base import Base, creer_base, ouvrir_base
from relogement.stockage.chiffrement import chemin_cles
from relogement.stockage.moteur import ecriture
from tests.outils import POSTE, nouveau_menage, nouvelle_base, nouvelle_operation, recopier

PHRASE = "la maison bleue sur la colline"


def un_menage(dossier: Path) -> tuple[Base, None]:
    base, _ = nouvelle_base(dossier, phrase=PHRASE)
    nouveau_menage(base, nouvelle_operation(base), "ZÉPHYRINE Odile")
    return base, None


@pytest.fixture
def chiffree(tmp_path: Path) -> Path:
    return recopier(un_menage, tmp_path)[0]


def ouvrir(chemin: Path, phrase: str = PHRASE) -> Base:
    return ouvrir_base(chemin, lambda: phrase, poste=POSTE)


def test_rien_de_lisible_sur_le_disque(chiffree: Path) -> None:
    for fichier in chiffree.parent.iterdir():
        octets = fichier.read_bytes()
        assert "ZÉPHYRINE".encode() not in octets
        assert b"SQLite format 3" not in octets[:16]


def test_la_bonne_phrase_rouvre_et_retrouve(chiffree: Path) -> None:
    base = ouvrir(chiffree)
    with base.session() as s:
        assert s.execute(text("SELECT nom FROM menage")).scalar() == "ZÉPHYRINE Odile"
    assert base.chiffree
    base.fermer()


@pytest.mark.parametrize("phrase", ["", PHRASE.upper(), PHRASE + " ", "autre"])
def test_une_phrase_fausse_est_refusee_d_une_phrase(chiffree: Path, phrase: str) -> None:
    with pytest.raises(ErreurMetier, match="n'ouvre pas la base") as e:
        ouvrir(chiffree, phrase)
    assert e.value.champ == "phrase"


def test_sans_fichier_des_cles_la_phrase_dit_ce_qui_manque(chiffree: Path) -> None:
    chemin_cles(chiffree).unlink()
    with pytest.raises(ErreurMetier, match="fichier des clés"):
        ouvrir(chiffree)


@pytest.mark.parametrize("contenu", ["", "{}", "[1]", '{"version": 1, "argon2": {}, "cases": []}', "\x00\x01"])
def test_un_fichier_des_cles_abime_est_nomme(chiffree: Path, contenu: str) -> None:
    chemin_cles(chiffree).write_text(contenu)
    with pytest.raises(ErreurMetier, match="abîmé"):
        ouvrir(chiffree)


def test_des_cles_d_une_version_plus_recente_sont_refusees(chiffree: Path) -> None:
    contenu = json.loads(chemin_cles(chiffree).read_text())
    chemin_cles(chiffree).write_text(json.dumps(contenu | {"version": 2}))
    with pytest.raises(ErreurMetier, match="plus récente"):
        ouvrir(chiffree)


def test_une_base_abimee_est_dite_abimee(chiffree: Path) -> None:
    octets = bytearray(chiffree.read_bytes())
    octets[100:200] = bytes(100)
    chiffree.write_bytes(octets)
    with pytest.raises(ErreurMetier, match="lisible"):
        ouvrir(chiffree)


@pytest.mark.parametrize("octets", [b"\xff\xd8\xff\xe0 une photo", b"du texte" * 500])
def test_un_fichier_qui_n_est_pas_une_base_est_refuse(tmp_path: Path, octets: bytes) -> None:
    fichier = tmp_path / "photo.relogement"
    fichier.write_bytes(octets)
    with pytest.raises(ErreurMetier):
        ouvrir(fichier)
    assert fichier.read_bytes() == octets


def test_une_base_absente_est_dite_absente(tmp_path: Path) -> None:
    with pytest.raises(ErreurMetier, match="n'existe pas"):
        ouvrir(tmp_path / "rien.relogement")


def test_une_version_plus_recente_est_refusee_intacte(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    with ecriture(base.moteur).begin() as c:
        c.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with base.moteur.connect() as c:
        c.exec_driver_sql("COMMIT")
        c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        c.exec_driver_sql("BEGIN")
    base.fermer()
    avant = base.chemin.read_bytes()
    with pytest.raises(ErreurMetier, match="plus récente"):
        ouvrir_base(base.chemin, lambda: "", poste=POSTE)
    assert base.chemin.read_bytes() == avant


def test_on_ne_cree_pas_par_dessus_une_base(chiffree: Path) -> None:
    with pytest.raises(ErreurMetier, match="existe déjà"):
        creer_base(chiffree, PHRASE, poste=POSTE)


def test_une_phrase_donnee_a_une_base_en_clair_est_ignoree(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    base.fermer()
    rouverte = ouvrir_base(base.chemin, lambda: "inutile", poste=POSTE)
    assert not rouverte.chiffree
    rouverte.fermer()


def test_les_reglages_de_chaque_connexion(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    attendus = {"foreign_keys": 1, "synchronous": 2, "journal_mode": "wal", "temp_store": 2}
    with base.moteur.connect() as c:
        assert {n: c.exec_driver_sql(f"PRAGMA {n}").scalar() for n in attendus} == attendus


def test_un_lien_vers_une_fiche_absente_est_refuse_par_la_base(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    with pytest.raises(IntegrityError), base.geste("essai", "Essai") as g:
        g.s.add(Menage(operation_id=uuid4(), reference="X-0001", nom="Personne"))


def test_un_geste_qui_echoue_ne_laisse_rien(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    operation = nouvelle_operation(base)

    def rater() -> None:
        with base.geste("essai", "Essai") as g:
            fiche = g.s.get(Operation, operation)
            assert fiche is not None
            fiche.nom = "Autre"
            g.s.flush()
            raise ErreurMetier("Non.")

    with pytest.raises(ErreurMetier):
        rater()
    with base.session() as s:
        assert s.execute(text("SELECT nom FROM operation")).scalar() == "Bellevue"
        assert s.execute(text("SELECT count(*) FROM geste")).scalar() == 1


def test_ce_qu_une_lecture_change_n_est_pas_ecrit(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    operation = nouvelle_operation(base)
    with base.session() as s:
        fiche = s.get(Operation, operation)
        assert fiche is not None
        fiche.nom = "Autre"
        s.flush()
    with base.session() as s:
        assert s.execute(text("SELECT nom FROM operation")).scalar() == "Bellevue"


def test_deux_qui_ecrivent_attendent_leur_tour(chiffree: Path) -> None:
    bases = [ouvrir(chiffree), ouvrir(chiffree)]
    with bases[0].session() as s:
        operation = s.execute(text("SELECT id FROM operation")).scalar()
    assert operation is not None
    erreurs: list[BaseException] = []

    def ecrire(base: Base, rang: int) -> None:
        try:
            for n in range(5):
                nouvelle_operation(base, f"P{rang}N{n}")
        except BaseException as e:  # ce qui arrive dans l'autre fil doit faire échouer l'essai
            erreurs.append(e)

    fils = [threading.Thread(target=ecrire, args=(b, i)) for i, b in enumerate(bases)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert not erreurs
    with bases[0].session() as s:
        assert s.execute(text("SELECT count(*) FROM operation")).scalar() == 11
        numeros = s.execute(text("SELECT numero FROM geste ORDER BY numero")).scalars().all()
    assert numeros == list(range(1, len(numeros) + 1))
    for base in bases:
        base.fermer()


def test_les_brouillons_et_les_preferences_restent_dans_la_base(chiffree: Path) -> None:
    base = ouvrir(chiffree)
    base.ecrire_brouillon("refus/1", "motif", "trop petit <b>&")
    base.ecrire_brouillon("refus/1", "motif", "31/02/2026")
    base.ecrire_preference("largeurs/menages", "[1]")
    base.fermer()
    base = ouvrir(chiffree)
    assert base.brouillon("refus/1") == {"motif": "31/02/2026"}
    assert base.preference("largeurs/menages") == "[1]"
    base.effacer_brouillon("refus/1")
    assert base.brouillon("refus/1") == {}
    base.fermer()


def test_l_agent_sans_nom_est_le_dernier_qui_a_agi(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    base.agir_comme("Karim L.", POSTE)
    nouvelle_operation(base)
    base.fermer()
    rouverte = ouvrir_base(base.chemin, lambda: "", poste=POSTE)
    assert rouverte.agent_nom == "Karim L."
    assert rouverte.aujourd_hui() >= date(2026, 1, 1)
    rouverte.fermer()


def test_une_session_fermee_ne_sert_plus(tmp_path: Path) -> None:
    base, _ = nouvelle_base(tmp_path)
    with base.session() as s:
        s.execute(text("SELECT 1"))
    with pytest.raises(InvalidRequestError):
        s.execute(text("SELECT 1"))
