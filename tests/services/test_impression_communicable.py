"""La copie du dossier depuis la base : qui la demande, qui est masqué, rangée et annulable."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from uuid import UUID

import pytest
from pypdf import PdfReader

from relogement.commun import ErreurMetier
from relogement.documents.communicable import masquer
from relogement.modeles import Menage, Personne
from relogement.services.annulation import annuler, dernier_annulable
from relogement.services.avis_impot import noter_avis_impot
from relogement.services.impression_communicable import (
    LIBELLE,
    imprimer_communicable,
    personne_nommee,
    personnes_du_foyer,
    tiers_de,
)
from relogement.services.impression_dossier import lire_dossier
from relogement.services.impression_menage import fiches
from relogement.services.menages import (
    ajouter_personne,
    modifier_menage,
    modifier_personne,
    noter_loyer,
    noter_ressource,
)
from relogement.stockage.faits import faits_menages
from relogement.stockage.lectures import fiche_menage
from relogement.vocabulaire import Lien, NatureRessource
from tests.outils import cle, photographie
from tests.services.dossier import Dossier

AU = date(2026, 11, 18)


@pytest.fixture
def foyer(d: Dossier) -> dict[str, UUID]:
    """Leïla, son conjoint Karim, un enfant mineur, un majeur, un dont l'âge est inconnu."""
    for nom, prenom, lien, naissance in (
        ("HADDAD", "Karim", Lien.CONJOINT, date(1979, 1, 1)), ("BENALI", "Inès", Lien.ENFANT, date(2008, 11, 19)),
        ("BENALI", "Sofiane", Lien.ENFANT, date(2008, 11, 18)), ("BENALI", "Rayan", Lien.ENFANT, None),
    ):
        ajouter_personne(d.base, d.menage, nom=nom, prenom=prenom, lien=lien, naissance=naissance)
    return {nom.split()[0]: personne for personne, nom in personnes_du_foyer(d.base, d.menage)}


def copie(d: Dossier, personne: UUID) -> str:
    imprimer_communicable(d.base, d.menage, personne, d.dossier / "c.pdf", AU)
    return " ".join(" ".join(p.extract_text() for p in PdfReader(d.dossier / "c.pdf").pages).split())


def test_un_parent_lit_ses_enfants_mineurs_le_majeur_et_l_age_inconnu_sont_masques(
    d: Dossier, foyer: dict[str, UUID]
) -> None:
    modifier_menage(d.base, d.menage, note="Karim travaille de nuit, Inès est au lycée.")
    page = copie(d, foyer["Leïla"])
    assert "Inès BENALI" in page
    for masque in ("Karim", "HADDAD", "Sofiane", "Rayan"):
        assert masque not in page
    assert "personne n° 2 (conjoint ou partenaire) travaille de nuit, Inès est au lycée." in page


def test_un_enfant_majeur_ne_lit_que_lui(d: Dossier, foyer: dict[str, UUID]) -> None:
    noter_ressource(d.base, d.menage, du=date(2026, 1, 1), nature=NatureRessource.SALAIRE, montant=123456,
                    personne_id=foyer["Leïla"])
    page = copie(d, foyer["Sofiane"])
    assert "Sofiane BENALI" in page
    for masque in ("Leïla", "Inès", "Karim", "1 234,56"):
        assert masque not in page.replace("\u00a0", " ")


@pytest.fixture
def reloge(d: Dossier, foyer: dict[str, UUID]) -> Callable[[int | None], tuple[object, object, str]]:
    """La copie de Leïla selon le salaire de Karim (centimes), budgets figés et bail signé : ses données, son texte."""
    du, numeros = date(2026, 1, 1), count()
    noter_loyer(d.base, d.menage, du=du, loyer=31240, charges=9620, rls=4306, apl=23800)
    for p in ("Sofiane", "Rayan"):
        modifier_personne(d.base, foyer[p], naissance=date(2012, 5, 5))
    noter_ressource(d.base, d.menage, du=du, nature=NatureRessource.SALAIRE, montant=90000, personne_id=foyer["Leïla"])

    def lire(salaire: int | None) -> tuple[object, object, str]:
        noter_ressource(d.base, d.menage, du=du, nature=NatureRessource.SALAIRE, montant=salaire,
                        personne_id=foyer["Karim"])
        noter_avis_impot(d.base, d.menage, le=date(2026, 5, 1), annee=2025, rfr=1_000_000 + 10 * (salaire or 0))
        d.signer(loyer=34110, charges=8400)
        sortie = d.dossier / f"c{next(numeros)}.pdf"
        imprimer_communicable(d.base, d.menage, foyer["Leïla"], sortie, AU)
        with d.base.session() as s:
            menage = s.get_one(Menage, d.menage)
            lu = lire_dossier(s, menage, faits_menages(s, menages=[d.menage])[d.menage], "A", AU)
            gens = fiches(s, Personne, "menage_id", d.menage)
            leila = next(p for p in gens if p.id == foyer["Leïla"])
            copie = masquer(replace(lu, pieces=()), tiers_de(leila, gens, 18, AU))
        texte = " ".join(" ".join(p.extract_text() for p in PdfReader(sortie).pages).split())
        return lu.budgets, copie, texte.replace("\u00a0", " ")

    return lire


def test_changer_les_ressources_d_un_tiers_ne_change_rien_de_ce_qui_s_imprime(
    d: Dossier, reloge: Callable[[int | None], tuple[object, object, str]]
) -> None:
    depart = dernier_annulable(d.base)
    budgets: list[object] = []
    copies: list[object] = []
    textes: list[str] = []
    for salaire in (0, 45_000, 165_500, 480_000):
        budget, copie, texte = reloge(salaire)
        budgets.append(budget)
        copies.append(copie)
        textes.append(texte)
        while dernier_annulable(d.base) != depart:
            d.annuler_dernier()
    assert budgets[0] != budgets[1] != budgets[2], "le dossier entier, lui, en dépend"
    assert all(c == copies[0] for c in copies)
    assert len({re.sub(r"[0-9a-f]{12}", "", t) for t in textes}) == 1
    assert "Reste à vivre examiné" not in textes[0]


def test_la_copie_est_rangee_dit_ce_qui_manque_et_s_annule(d: Dossier, foyer: dict[str, UUID]) -> None:
    modifier_menage(d.base, d.menage, note="Voir le voisin.")
    avant = photographie(d.base)
    faits = imprimer_communicable(d.base, d.menage, foyer["Leïla"], d.dossier / "c.pdf", AU)
    assert [p["libelle"] for p in fiche_menage(d.base, d.menage).pieces] == [LIBELLE]
    assert faits.details["a_relire"] == ("la note du ménage",)
    assert "L'identité et la date de naissance : personne n° 2 (conjoint ou partenaire)" in str(
        faits.details["omissions"]
    )
    assert faits.geste_id is not None
    annuler(d.base, faits.geste_id)
    assert photographie(d.base) == avant


def test_la_personne_se_nomme_ou_est_la_seule(d: Dossier) -> None:
    seule = personne_nommee(d.base, d.menage, None)
    assert personne_nommee(d.base, d.menage, "leila") == seule
    ines = cle(ajouter_personne(d.base, d.menage, nom="BENALI", prenom="Inès", lien=Lien.ENFANT))
    assert personne_nommee(d.base, d.menage, "Inès") == ines
    assert personne_nommee(d.base, d.menage, "Inès BENALI") == personne_nommee(d.base, d.menage, "BENALI  ines") == ines
    for ambigu in (None, "benali", "Paul"):
        with pytest.raises(ErreurMetier, match="Leïla BENALI, Inès BENALI"):
            personne_nommee(d.base, d.menage, ambigu)


def test_la_personne_d_un_autre_foyer_est_refusee(d: Dossier) -> None:
    autre = d.autre_menage()
    avant = photographie(d.base)
    with pytest.raises(ErreurMetier, match="n'est plus dans ce foyer"):
        imprimer_communicable(d.base, autre, personne_nommee(d.base, d.menage, None), d.dossier / "c.pdf", AU)
    assert photographie(d.base) == avant
