"""Des listes de bailleur de quelques lignes, et ce que la base en a gardé."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlmodel import col, select

from relogement.modeles import ACompleter, Bail, Logement, Loyer, Menage, Personne
from relogement.services.importation import RapportImport, importer_etat_locatif
from relogement.stockage.base import Base
from relogement.vocabulaire import Lien, StatutBail
from tests.outils import nouvelle_base, nouvelle_operation, photographie

LISTE_ENTIERE = Path(__file__).parent.parent / "donnees" / "etats_locatifs" / "etat_locatif_2026.xlsx"
"""Une liste réaliste : 48 logements, 45 ménages, ses doublons et ses fautes de frappe."""
Ligne = dict[str, str]
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
    "Co-titulaire": "",
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


def habitant(n: int, nom: str, prenom: str, **autres: str) -> Ligne:
    """Le locataire du logement U`n`, porte 10`n`, bail B`n` : naissance et entrée à lui."""
    return BENALI | {
        "N° UG": f"U{n}", "Porte": f"10{n}", "N° bail": f"B{n}", "Nom locataire": nom, "Prénom": prenom,
        "Date naiss.": f"{n:02}/05/198{n % 10}", "Date entrée": f"{n:02}/09/200{n % 10}",
    } | autres


DIALLO = habitant(2, "DIALLO", "Mamadou")
ROUX = habitant(3, "ROUX", "André")
SOW = ROUX | {
    "N° bail": "B9", "Nom locataire": "SOW", "Prénom": "Ibrahim", "Date naiss.": "09/09/1999",
    "Date entrée": "15/10/2026",
}


def vacant(ligne: Ligne) -> Ligne:
    """Le même logement, sans personne."""
    return dict.fromkeys(TITRES, "") | {c: ligne[c] for c in TITRES[:7]} | {"Nom locataire": "VACANT"}


def chez(ligne: Ligne, ailleurs: Ligne) -> Ligne:
    """Le ménage d'une ligne au logement d'une autre."""
    return ligne | {c: ailleurs[c] for c in TITRES[:7]}


def ecrire_liste(fichier: Path, *lignes: Ligne, au: str | None = "30/09/2026", sans: tuple[str, ...] = ()) -> None:
    """La liste d'un bailleur arrêtée à une date (None : sans date), privée des colonnes `sans`."""
    with fichier.open("w", encoding="utf-8-sig", newline="") as f:
        f.write(f"État locatif au {au}\n" if au else "État locatif\n")
        ecrit = csv.DictWriter(f, [t for t in TITRES if t not in sans], delimiter=";", extrasaction="ignore")
        ecrit.writeheader()
        ecrit.writerows(lignes)


@dataclass
class Terrain:
    """Une base, une opération, et de quoi y importer des listes."""

    base: Base
    operation: UUID
    dossier: Path

    @classmethod
    def nouveau(cls, dossier: Path) -> Terrain:
        """Une opération vide, au 18/11/2026."""
        base, _ = nouvelle_base(dossier, date(2026, 11, 18))
        return cls(base, nouvelle_operation(base), dossier)

    def importer(
        self, *lignes: Ligne, au: str | None = "30/09/2026", sans: tuple[str, ...] = (), simuler: bool = False
    ) -> RapportImport:
        """Importe une liste écrite par `ecrire_liste`."""
        fichier = self.dossier / "liste.csv"
        ecrire_liste(fichier, *lignes, au=au, sans=sans)
        return importer_etat_locatif(self.base, self.operation, fichier, simuler=simuler)

    def reimporter_ne_change_rien(self, *lignes: Ligne, au: str, sans: tuple[str, ...] = ()) -> None:
        """La même liste une seconde fois : pas une ligne de la base ne bouge."""
        avant = photographie(self.base)
        r = self.importer(*lignes, au=au, sans=sans)
        assert (r.ajoutes, r.modifies, r.departs) == (0, 0, 0)
        assert photographie(self.base) == avant

    def menages(self) -> list[tuple[str, str]]:
        """(référence, nom) de chaque ménage."""
        with self.base.session() as s:
            return [(m.reference, m.nom) for m in s.exec(select(Menage).order_by(col(Menage.reference)))]

    def menage(self, nom: str) -> Menage:
        """Le ménage dont le nom commence ainsi."""
        with self.base.session() as s:
            return s.exec(select(Menage).where(col(Menage.nom).startswith(nom))).one()

    def logement(self, nom: str) -> Logement:
        """Le logement d'origine de ce ménage."""
        with self.base.session() as s:
            return s.exec(select(Logement).where(Logement.id == self.menage(nom).logement_id)).one()

    def bail(self, nom: str) -> Bail:
        """Le bail de ce ménage."""
        with self.base.session() as s:
            return s.exec(select(Bail).where(Bail.menage_id == self.menage(nom).id)).one()

    def personnes(self, nom: str) -> list[tuple[str, str | None, date | None, Lien, StatutBail | None]]:
        """Les personnes du ménage."""
        with self.base.session() as s:
            siennes = select(Personne).where(Personne.menage_id == self.menage(nom).id).order_by(col(Personne.id))
            return [(p.nom, p.prenom, p.naissance, p.lien, p.statut_bail) for p in s.exec(siennes)]

    def titulaire(self, nom: str) -> Personne:
        """Le titulaire du bail de ce ménage."""
        with self.base.session() as s:
            siennes = select(Personne).where(Personne.menage_id == self.menage(nom).id)
            return s.exec(siennes.where(Personne.lien == Lien.TITULAIRE)).one()

    def loyers(self, nom: str) -> list[tuple[date, date | None, int | None]]:
        """Les périodes de loyer du ménage."""
        with self.base.session() as s:
            requete = select(Loyer).where(Loyer.menage_id == self.menage(nom).id).order_by(col(Loyer.du))
            return [(p.du, p.au, p.loyer) for p in s.exec(requete)]

    def a_completer(self, nom: str, champ: str) -> list[ACompleter]:
        """Ce qui reste à compléter de ce ménage pour un champ, dans l'ordre."""
        with self.base.session() as s:
            siennes = select(ACompleter).where(ACompleter.menage_id == self.menage(nom).id, ACompleter.champ == champ)
            return list(s.exec(siennes.order_by(col(ACompleter.id))))
