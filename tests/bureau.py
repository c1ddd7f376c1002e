"""L'essai au tableur (`make test-bureau`) : LibreOffice recalcule la revue, chaque écart est nul, aucune case fausse.

Deux bases : la démonstration, et deux mille ménages variés dont des données manquent. Les valeurs écrites avec les
formules sont d'abord abîmées : ce qu'on relit vient alors du tableur, et de lui seul.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import bindparam, select, update
from sqlmodel import Session

from relogement import modeles as m
from relogement.services.revue import exporter_revue
from relogement.services.revues_emises import emettre_revue
from relogement.stockage.base import Base
from relogement.stockage.lectures import sql
from sample_data.demonstration import construire
from tests.bench_menages import recopier_menages
from tests.outils import nouvelle_base
from tests.services.base_douze import remplir
from tests.services.base_revue import base_neuve

MENAGES = 2_000
AVANT, EMISE, TRIMESTRE = "2020-T1", "2026-T2", "2026-T3"
CONTROLES = 20
"""Le moins de chiffres recomptés qu'une revue doit avoir."""
FAUX = "987654.25"
TROUS: tuple[tuple[type[m.Table], tuple[str, ...]], ...] = (
    (m.Loyer, ("loyer", "charges", "rls", "apl")),
    (m.Relogement, ("loyer", "apl", "demenage_le", "reservataire", "proposition_id")),
    (m.Proposition, ("repondue_le", "motif", "motif_texte", "hors_quartier", "adapte_budget")),
    (m.Ressource, ("montant",)),
    (m.Personne, ("naissance",)),
    (m.Logement, ("type", "surface", "commune")),
    (m.Bail, ("debut",)),
)
"""Les colonnes où la base de deux mille ménages a des trous."""
MONTANTS: tuple[tuple[type[m.Table], tuple[str, ...]], ...] = (
    (m.Loyer, ("loyer", "charges")), (m.Relogement, ("loyer", "charges")), (m.Ressource, ("montant",)),
    (m.BudgetFige, ("loyer", "charges", "ressources")),
)
JOURS: tuple[tuple[type[m.Table], str], ...] = ((m.Personne, "naissance"), (m.Bail, "debut"))
"""Ce qui varie d'une copie à l'autre : sans cela, deux mille ménages n'en feraient que quarante-six."""
RECALCULER = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


@dataclass(frozen=True, slots=True)
class Essai:
    """Ce que le tableur a trouvé dans un classeur."""

    nom: str
    controles: int
    ecarts: tuple[str, ...]
    erreurs: tuple[str, ...]
    inconnus: int
    """Les chiffres que le tableur dit inconnus."""

    @property
    def bon(self) -> bool:
        """Assez de contrôles, aucun écart, aucune case en erreur."""
        return self.controles >= CONTROLES and not self.ecarts and not self.erreurs


def bases(dossier: Path) -> Iterator[tuple[str, Base, str]]:
    """La démonstration, avant puis pendant ; la même, recopiée à deux mille ménages et trouée ; douze à la main."""
    base, _ = nouvelle_base(dossier)
    construire(base)
    yield "avant l'opération, aucun ménage", base, AVANT
    # Une revue émise avant : les suivantes ont leur feuille d'ajustements, que les trous remplissent.
    emettre_revue(base, EMISE)
    yield "démonstration", base, TRIMESTRE
    nombre = recopier_menages(base, MENAGES)
    hasard = random.Random(2026)
    varier(base, hasard)
    trouer(base, hasard)
    yield f"{nombre} ménages variés, données trouées", base, TRIMESTRE
    base.fermer()
    (dossier / "douze").mkdir()
    base = base_neuve(dossier / "douze")
    remplir(base)
    yield "douze ménages faits à la main", base, TRIMESTRE
    base.fermer()


def varier(base: Base, hasard: random.Random) -> None:
    """Change chaque montant d'un cinquième au plus et recule chaque jour de quelques années, hors journal."""
    with base.ecriture_libre() as s:
        for table, colonnes in MONTANTS:
            for colonne in colonnes:
                _changer(s, sql(table), colonne, lambda n: n * hasard.randint(800, 1_200) // 1_000)
        for table, colonne in JOURS:
            _changer(s, sql(table), colonne, lambda le: le - timedelta(days=hasard.randrange(3_000)))


def _changer(s: Session, t: Any, colonne: str, changer: Callable[[Any], Any]) -> None:
    lues = s.execute(select(t.c.id, t.c[colonne]).where(t.c[colonne].is_not(None))).all()
    neuves = [{"cle": cle, "neuve": changer(valeur)} for cle, valeur in lues]
    if neuves:
        s.execute(update(t).where(t.c.id == bindparam("cle")).values({colonne: bindparam("neuve")}), neuves)


def trouer(base: Base, hasard: random.Random) -> None:
    """Efface au hasard un dixième de chaque colonne de `TROUS`, hors journal."""
    with base.ecriture_libre() as s:
        for table, colonnes in TROUS:
            t = sql(table)
            cles = list(s.scalars(select(t.c.id)))
            for colonne in colonnes:
                perdues = hasard.sample(cles, len(cles) // 10)
                for debut in range(0, len(perdues), 500):
                    lot = perdues[debut : debut + 500]
                    s.execute(update(t).where(t.c.id.in_(lot)).values({colonne: None}))


def abimer(classeur: Path) -> int:
    """Remplace la valeur écrite avec chaque formule par une valeur fausse ; rend combien."""
    copie, combien = classeur.with_suffix(".abime"), 0
    with zipfile.ZipFile(classeur) as source, zipfile.ZipFile(copie, "w", zipfile.ZIP_DEFLATED) as cible:
        for nom in source.namelist():
            octets = source.read(nom)
            if nom.startswith("xl/worksheets/"):
                # t="str" : la valeur d'une formule était un texte ; la fausse est un nombre.
                texte = re.sub(r'(<c [^>]*?) t="str"(><f)', r"\1\2", octets.decode())
                texte, n = re.subn(r"(</f>)<v>[^<]*</v>", rf"\1<v>{FAUX}</v>", texte)
                octets, combien = texte.encode(), combien + n
            cible.writestr(nom, octets)
    copie.replace(classeur)
    return combien


def recalculer(classeur: Path, profil: Path) -> Path:
    """Le classeur recalculé et réécrit par LibreOffice, sans écran ni profil de la personne."""
    (profil / "user").mkdir(parents=True, exist_ok=True)
    (profil / "user" / "registrymodifications.xcu").write_text(RECALCULER, encoding="utf-8")
    sortie = classeur.parent / "recalcule"
    commande = [
        "soffice", f"-env:UserInstallation={profil.as_uri()}", "--headless", "--norestore",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(sortie), str(classeur),
    ]
    subprocess.run(commande, check=True, capture_output=True, timeout=600)
    return sortie / classeur.name


def relire(nom: str, classeur: Path) -> Essai:
    """Les écarts de « Contrôle » et les cases en erreur, telles que le tableur les a laissées."""
    feuilles = openpyxl.load_workbook(classeur, data_only=True, read_only=True)
    erreurs = tuple(
        f"{f.title}!{c.coordinate} {c.value}" for f in feuilles for r in f.iter_rows() for c in r if c.data_type == "e"
    )
    lignes = [[c.value for c in r] for r in feuilles["Contrôle"].iter_rows()]
    debut = next(n for n, valeurs in enumerate(lignes) if "Écart" in valeurs) + 1
    faits = [valeurs for valeurs in lignes[debut:] if valeurs[0]]
    ecarts = tuple(f"{v[0]} : publié {v[1]}, recompté {v[2]}, écart {v[3]}" for v in faits if not _nul(v[3]))
    return Essai(nom, len(faits), ecarts, erreurs, sum(v[2] == "inconnu" for v in faits))


def _nul(ecart: Any) -> bool:
    return isinstance(ecart, int | float) and ecart == 0


def essayer(dossier: Path) -> list[Essai]:
    """Un essai par base."""
    essais = []
    for rang, (nom, base, trimestre) in enumerate(bases(dossier)):
        classeur = dossier / f"revue{rang}.xlsx"
        exporter_revue(base, trimestre, classeur)
        if not abimer(classeur):
            raise AssertionError("La revue n'a aucune formule : rien n'est contrôlé.")
        essais.append(relire(nom, recalculer(classeur, dossier / "profil")))
    return essais


def principal() -> int:
    """Dit ce que le tableur a trouvé ; 1 si un écart n'est pas nul ou si une case est fausse."""
    if shutil.which("soffice") is None:
        print("make test-bureau : PAS FAIT, LibreOffice (soffice) n'est pas installé sur ce poste.")
        return 0
    with tempfile.TemporaryDirectory() as dossier:
        essais = essayer(Path(dossier))
    for e in essais:
        print(
            f"{e.nom} : {e.controles} chiffres recomptés ({e.inconnus} inconnus), {len(e.ecarts)} écart(s), "
            f"{len(e.erreurs)} case(s) en erreur"
        )
        for detail in (*e.ecarts, *e.erreurs[:20]):
            print(f"  {detail}")
    rates = sum(not e.bon for e in essais)
    print(f"make test-bureau : {'tout est bon' if not rates else 'à corriger'}.")
    return 1 if rates else 0


if __name__ == "__main__":
    sys.exit(principal())
