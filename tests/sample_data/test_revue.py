"""La revue de la démonstration : rien de ce que la base sait des personnes n'y est, ni dans ses propriétés."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from relogement import modeles as m
from relogement.services.revue import exporter_revue, exporter_rime
from relogement.stockage.base import Base, ouvrir_base
from relogement.stockage.lectures import sql
from relogement.vocabulaire import VarianteRevue
from tests.outils import POSTE

PERSONNELLES: tuple[tuple[type[m.Table], tuple[str, ...]], ...] = (
    (m.Menage, ("reference", "nom", "telephone", "courriel", "nur", "note")),
    (m.Personne, ("nom", "prenom")),
    (m.Logement, ("adresse", "ug")),
    (m.Bail, ("numero",)),
    (m.Entretien, ("presents", "conclusion", "capacites")),
    (m.Souhait, ("lieux", "contraintes", "reponse")),
    (m.Proposition, ("motif_texte", "temoin", "raison_envoi", "raison_sans_neuf", "examen")),
    (m.LogementOffert, ("libelle", "adresse", "note")),
    (m.Information, ("personne", "note")),
    (m.Mesure, ("qui", "objet")),
    (m.ActeurSocial, ("nom", "note")),
    (m.DifficulteSuivi, ("precision", "action", "issue")),
    (m.Suivi, ("raison", "bilan")),
    (m.VisiteSuivi, ("constat",)),
    (m.Enquete, ("note",)),
    (m.Frais, ("raison_refus",)),
    (m.Agent, ("nom",)),
)
PUBLIQUES = (sql(m.Operation).c.nom, sql(m.Operation).c.communes, sql(m.LogementOffert).c.commune)
"""Les lieux que la revue nomme : un souhait peut citer l'un d'eux."""
MOTS = 4
"""Un texte plus court (« T3 ») peut être un mot de la revue."""


def personnelles(base: Base) -> set[str]:
    """Tout ce que la base garde des personnes, en mots."""
    lues: set[str] = set()
    with base.session() as s:
        for table, colonnes in PERSONNELLES:
            for colonne in colonnes:
                lues |= {t for t in s.scalars(select(sql(table).c[colonne])) if t and len(t) > MOTS}
        publics = {t for x in PUBLIQUES for t in s.scalars(select(x))}
    return {t for t in lues if not any(p and t in p for p in publics)}


def contenu(fichier: Path) -> str:
    """Tout ce qu'un classeur ou un texte contient, propriétés comprises, sans majuscules."""
    if fichier.suffix == ".csv":
        return fichier.read_text(encoding="utf-8-sig").casefold()
    with zipfile.ZipFile(fichier) as archive:
        return "\n".join(archive.read(nom).decode() for nom in archive.namelist()).casefold()


def dit(mot: str, texte: str) -> bool:
    """Vrai si le mot entier y est."""
    cherche = mot.casefold()
    return cherche in texte and re.search(rf"\b{re.escape(cherche)}\b", texte) is not None


@pytest.fixture(scope="module")
def copie(demonstration: Base, tmp_path_factory: pytest.TempPathFactory) -> Base:
    """La démonstration recopiée : exporter s'inscrit au journal, et nul ne change celle des autres."""
    dossier = shutil.copytree(demonstration.chemin.parent, tmp_path_factory.mktemp("copie") / "base")
    return ouvrir_base(dossier / demonstration.chemin.name, str, poste=POSTE, horloge=demonstration.horloge)


def test_ni_nom_ni_adresse_ni_telephone_ni_note_ne_sortent(copie: Base, tmp_path: Path) -> None:
    avant = tmp_path / "avant.xlsx"
    exporter_revue(copie, "2020-T1", avant)
    # Avant l'opération, la revue n'a que ses propres mots : « petit » y est aussi un nom de famille.
    a_elle = {mot for mot in personnelles(copie) if dit(mot, contenu(avant))}
    assert len(a_elle) <= 3
    interdits = personnelles(copie) - a_elle
    assert len(interdits) > 200
    revue, diffusable, rime = tmp_path / "r.xlsx", tmp_path / "d.xlsx", tmp_path / "m.csv"
    exporter_revue(copie, "2026-T3", revue)
    exporter_revue(copie, "2026-T3", diffusable, (), VarianteRevue.DIFFUSABLE)
    exporter_rime(copie, "2026-T3", rime)
    for fichier in (revue, diffusable, rime):
        texte = contenu(fichier)
        assert not {mot for mot in interdits if dit(mot, texte)}, fichier.name
    copie.fermer()
