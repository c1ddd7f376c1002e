"""Mesures (`make bench`) : chaque chiffre à côté de son plancher, pris dans la même course."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from argon2.low_level import Type, hash_secret_raw
from sqlalchemy import insert, text
from sqlcipher3 import dbapi2
from uuid_utils.compat import uuid7

from relogement import modeles as m
from relogement.services.charte import resumes
from relogement.services.menages import modifier_menage
from relogement.stockage.base import Base, creer_base, ouvrir_base
from relogement.stockage.chiffrement import PARAMETRES, TAILLE, ouvrir_cles
from relogement.stockage.lectures import lignes_menages, sql
from tests.bench_apl import NOMBRES, estimations
from tests.bench_charte import demonstration, paires
from tests.bench_lots import MENAGES as LOT
from tests.bench_lots import mesurer_lots
from tests.bench_menages import recopier_menages
from tests.bench_rapprochement import TAILLES, affectation
from tests.bench_revue import mesurer_revue
from tests.bench_suivi import MENAGES as SUIVIS
from tests.bench_suivi import QUOI as LIRE_SUIVI
from tests.bench_suivi import reprise
from tests.bench_table import listes
from tests.outils import POSTE, nouvelle_operation

PHRASE = "une phrase de passe pour mesurer"
MENAGES = 10_000
AU = date(2026, 11, 18)
LISTE_BRUTE = """
SELECT me.id, me.reference, me.nom, me.operation_id, op.code, lo.batiment, lo.escalier, lo.etage, lo.porte, lo.type,
  me.telephone,
  (SELECT ag.nom FROM referent re JOIN agent ag ON ag.id = re.agent_id WHERE re.menage_id = me.id
     AND re.supprime_le IS NULL AND re.du <= '2026-11-18' AND (re.au IS NULL OR re.au >= '2026-11-18')
     ORDER BY re.du DESC LIMIT 1),
  (SELECT count(*) FROM proposition p WHERE p.menage_id = me.id AND p.supprime_le IS NULL),
  (SELECT count(*) FROM acompleter a WHERE a.menage_id = me.id AND a.supprime_le IS NULL AND a.regle_le IS NULL),
  me.parent_id IS NOT NULL
FROM menage me JOIN operation op ON op.id = me.operation_id LEFT JOIN logement lo ON lo.id = me.logement_id
WHERE me.supprime_le IS NULL AND op.supprime_le IS NULL ORDER BY me.reference
"""


@dataclass(frozen=True, slots=True)
class Mesure:
    """Deux durées médianes en secondes : la nôtre et le plancher."""

    nom: str
    notre: float
    plancher: float
    quoi: str

    def __str__(self) -> str:
        rapport = self.notre / self.plancher if self.plancher else float("inf")
        notre, plancher = self.notre * 1000, self.plancher * 1000
        return f"{self.nom:<34} {notre:>9.1f} ms   plancher {plancher:>9.1f} ms ({self.quoi})   × {rapport:.1f}"


@dataclass(frozen=True, slots=True)
class Croissance:
    """Le temps par ménage de la grande base rapporté à celui de la petite, pour nous et pour le plancher."""

    nom: str
    petite: tuple[int, Mesure]
    grande: tuple[int, Mesure]

    def __str__(self) -> str:
        (peu, avant), (beaucoup, apres) = self.petite, self.grande
        notre = apres.notre / beaucoup / (avant.notre / peu)
        plancher = apres.plancher / beaucoup / (avant.plancher / peu)
        quoi = f"par ménage, de {peu} à {beaucoup}"
        return f"{self.nom:<34} × {notre:>7.2f}      plancher × {plancher:>7.2f}    ({quoi})"


def cote_a_cote(nom: str, quoi: str, notre: Callable[[], Any], plancher: Callable[[], Any], tours: int = 7) -> Mesure:
    """Alterne les deux pour que le bruit de la machine les touche pareil, et garde les médianes."""
    temps: tuple[list[float], list[float]] = ([], [])
    for _ in range(tours):
        for liste, fonction in zip(temps, (notre, plancher), strict=True):
            debut = time.perf_counter()
            fonction()
            liste.append(time.perf_counter() - debut)
    return Mesure(nom, statistics.median(temps[0]), statistics.median(temps[1]), quoi)


def remplir(base: Base, combien: int) -> list[UUID]:
    """Des ménages inventés, par blocs, hors journal : leur logement, un titulaire, un bail, un loyer, un référent."""
    operation = nouvelle_operation(base)
    instant = datetime(2026, 11, 18, 14, 32, tzinfo=UTC)
    commun = {"cree_le": instant, "modifie_le": instant}
    cles = [(uuid7(), uuid7()) for _ in range(combien)]
    blocs: list[tuple[type[m.Table], list[dict[str, Any]]]] = [
        (
            m.Logement,
            [
                {
                    "id": lo,
                    "operation_id": operation,
                    "batiment": f"Bât. {n % 9}",
                    "escalier": "A",
                    "etage": n % 8,
                    "porte": f"{n}",
                    "type": f"T{n % 5 + 1}",
                }
                for n, (_, lo) in enumerate(cles)
            ],
        ),
        (
            m.Menage,
            [
                {
                    "id": me,
                    "operation_id": operation,
                    "logement_id": lo,
                    "reference": f"BEL-{n:05d}",
                    "nom": f"MÉNAGE {n}",
                    "telephone": "06 39 98 00 00",
                }
                for n, (me, lo) in enumerate(cles)
            ],
        ),
        (
            m.Personne,
            [
                {
                    "id": uuid7(),
                    "menage_id": me,
                    "nom": f"MÉNAGE {n}",
                    "naissance": date(1980, 1, 1),
                    "lien": m.Personne.model_fields["lien"].default.TITULAIRE,
                }
                for n, (me, _) in enumerate(cles)
            ],
        ),
        (
            m.Bail,
            [
                {"id": uuid7(), "menage_id": me, "numero": f"B{n}", "debut": date(2010, 1, 1)}
                for n, (me, _) in enumerate(cles)
            ],
        ),
        (
            m.Loyer,
            [
                {
                    "id": uuid7(),
                    "menage_id": me,
                    "du": date(2026, 1, 1),
                    "loyer": 40000,
                    "charges": 9000,
                    "rls": 0,
                    "apl": 10000,
                }
                for me, _ in cles
            ],
        ),
        (
            m.Referent,
            [{"id": uuid7(), "menage_id": me, "agent_id": base.agent_id, "du": date(2026, 1, 20)} for me, _ in cles],
        ),
    ]
    with base.ecriture_libre() as s:
        for table, lignes in blocs:
            s.execute(insert(sql(table)), [commun | ligne for ligne in lignes])
    return [me for me, _ in cles]


def mesurer(dossier: Path) -> list[Mesure]:
    """Ouvrir, enregistrer un champ, lister 10 000 ménages."""
    chemin = dossier / "mesures.relogement"
    base = creer_base(chemin, PHRASE, agent="Nadia R.", poste=POSTE)
    cles = remplir(base, MENAGES)
    cle = ouvrir_cles(chemin, PHRASE)
    brute = dbapi2.connect(str(chemin), isolation_level=None)
    for reglage in (f"key = \"x'{cle.hex()}'\"", "journal_mode = WAL", "synchronous = FULL", "cache_size = -64000"):
        brute.execute(f"PRAGMA {reglage}")

    def ouvrir() -> None:
        ouvrir_base(chemin, lambda: PHRASE, poste=POSTE).fermer()

    def ouvrir_nu() -> None:
        p = PARAMETRES
        hash_secret_raw(PHRASE.encode(), bytes(16), p.passes, p.memoire_kio, p.voies, TAILLE, Type.ID)
        connexion = dbapi2.connect(str(chemin))
        connexion.execute(f"PRAGMA key = \"x'{cle.hex()}'\"")
        connexion.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connexion.close()

    rang = iter(range(10**6))

    def enregistrer() -> None:
        n = next(rang)
        modifier_menage(base, cles[n % len(cles)], telephone=f"06 39 98 {n:04d}")

    def enregistrer_nu() -> None:
        n = next(rang)
        brute.execute("UPDATE menage SET telephone = ? WHERE id = ?", (f"06 39 98 {n:04d}", cles[n % len(cles)].hex))

    def brouillon() -> None:
        base.ecrire_brouillon("souhaits/x", "lieux", f"Rezé {next(rang)}")

    mesures = [
        cote_a_cote("ouvrir la base", "argon2 et une requête", ouvrir, ouvrir_nu),
        cote_a_cote("enregistrer un champ (geste)", "un UPDATE synchrone", enregistrer, enregistrer_nu, 31),
        cote_a_cote("garder un champ (brouillon)", "un UPDATE synchrone", brouillon, enregistrer_nu, 31),
        cote_a_cote(
            f"lister {MENAGES} ménages",
            "la même requête brute",
            lambda: lignes_menages(base, au=AU),
            lambda: brute.execute(LISTE_BRUTE).fetchall(),
        ),
        cote_a_cote(
            f"étape et charte de {MENAGES} ménages",
            "lire les huit tables",
            lambda: resumes(base, au=AU),
            lambda: [
                brute.execute(f"SELECT * FROM {t}").fetchall()
                for t in ("menage", "logement", "personne", "bail", "loyer", "referent", "proposition", "entretien")
            ],
            3,
        ),
    ]
    with base.session() as s:
        assert s.execute(text("SELECT count(*) FROM menage")).scalar() == MENAGES
    brute.close()
    base.fermer()
    return mesures


def mesurer_apl() -> list[Mesure]:
    """L'estimateur d'APL, sans base."""
    return [
        cote_a_cote(f"estimer {n} APL", "vingt divisions chacune", *estimations(n), 3) for n in NOMBRES
    ]


def mesurer_charte(dossier: Path) -> list[Mesure | Croissance]:
    """Charger les faits et juger la charte entière de 1 000, 10 000 et 50 000 ménages, puis leur croissance."""
    modele = demonstration(dossier / "modele", PHRASE)
    mesures: list[tuple[int, Mesure, Mesure]] = []
    for combien, tours in ((1_000, 7), (MENAGES, 3), (50_000, 1)):
        with paires(modele, PHRASE, combien) as (nombre, charger, juger):
            chargement = cote_a_cote(f"charger les faits de {nombre} ménages", "lire les tables", *charger, tours)
            jugement = cote_a_cote(f"juger la charte de {nombre} ménages", "fabriquer les constats", *juger, tours)
        mesures.append((nombre, chargement, jugement))
    petite, _, grande = mesures
    return [
        *(m for _, *deux in mesures for m in deux),
        Croissance("croissance du chargement", petite[:2], grande[:2]),
        Croissance("croissance du jugement", (petite[0], petite[2]), (grande[0], grande[2])),
    ]


def mesurer_rapprochement(dossier: Path) -> list[Mesure | Croissance]:
    """La meilleure affectation du vivier, faits chargés compris, puis sa croissance."""
    mesures: list[tuple[int, Mesure]] = []
    for logements, menages in TAILLES:
        with affectation(dossier / str(menages), PHRASE, logements, menages) as (notre, plancher):
            nom = f"affecter {logements} logements à {menages} ménages"
            mesures.append((menages, cote_a_cote(nom, "les mêmes paires, déjà jugées", notre, plancher, 3)))
    return [*(mesure for _, mesure in mesures), Croissance("croissance de l'affectation", mesures[0], mesures[-1])]


def mesurer_suivi(dossier: Path) -> Mesure:
    """Un suivi tenu à la main repris d'un coup."""
    base = creer_base(dossier / "suivi.relogement", PHRASE, agent="Nadia R.", poste=POSTE)
    mesure = cote_a_cote(f"reprendre un suivi de {SUIVIS} ménages", LIRE_SUIVI, *reprise(base, dossier), 3)
    base.fermer()
    return mesure


def mesurer_les_lots(dossier: Path) -> Iterator[str]:
    """Deux cents dossiers, en un ou plusieurs fichiers : le temps et le pic de mémoire."""
    modele = demonstration(dossier / "modele", PHRASE)
    base = ouvrir_base(modele, lambda: PHRASE, poste=POSTE)
    recopier_menages(base, LOT)
    base.fermer()
    yield from mesurer_lots(modele, PHRASE)


if __name__ == "__main__":
    for mesure in mesurer_apl():
        print(mesure)
    for nom, quoi, liste, nue in listes():
        print(cote_a_cote(nom, quoi, liste, nue))
    with tempfile.TemporaryDirectory() as dossier:
        print(mesurer_suivi(Path(dossier)))
    with tempfile.TemporaryDirectory() as dossier:
        for resultat in mesurer_rapprochement(Path(dossier)):
            print(resultat)
    with tempfile.TemporaryDirectory() as dossier:
        for mesure in mesurer(Path(dossier)):
            print(mesure)
    with tempfile.TemporaryDirectory() as dossier:
        for resultat in mesurer_charte(Path(dossier)):
            print(resultat)
        for ligne in mesurer_revue(Path(dossier) / "modele" / "essai.relogement", PHRASE):
            print(ligne)
    with tempfile.TemporaryDirectory() as dossier:
        for ligne in mesurer_les_lots(Path(dossier)):
            print(ligne)
