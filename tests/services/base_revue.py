"""Une base d'essai pour la revue : une opération, quelques ménages inventés à des étapes différentes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from relogement import modeles as m
from relogement.stockage.base import Base, creer_base
from relogement.vocabulaire import Lien, MotifSortie, NatureOperation, NatureRessource, Reponse

ANNONCE = date(2026, 1, 15)
NOM, PRENOM, TELEPHONE, COURRIEL = "Guérandais", "Zéphyrine", "06 39 98 12 34", "zephyrine@example.org"
ADRESSE, PORTE, NOTE, MOTIF = "17 rue des Fauvettes", "P-4417", "Rappeler sa fille Ondine", "Trop loin de sa sœur"


def base_neuve(dossier: Path, le: date = date(2026, 10, 5)) -> Base:
    """Une base en clair, dont l'horloge est arrêtée au jour `le`."""
    instant = datetime(le.year, le.month, le.day, 9, tzinfo=UTC)
    return creer_base(dossier / "essai.relogement", None, agent="Nadia R.", poste=uuid4(), horloge=lambda: instant)


def operation(s: Session, base: Base, code: str = "BEL", nom: str = "Résidence Belair", **valeurs: Any) -> UUID:
    """Une démolition ANRU annoncée le 15 janvier 2026."""
    bailleur = m.Organisme(nom=f"Bailleur {code}")
    s.add(bailleur)
    s.flush()
    defauts: dict[str, Any] = {
        "annonce_le": ANNONCE,
        "travaux_le": date(2027, 9, 1),
        "anru": True,
        "qpv": True,
        "communes": "Nantes",
        "nature": NatureOperation.DEMOLITION,
    }
    fiche = m.Operation(code=code, nom=nom, bailleur_id=bailleur.id, poste_id=base.poste_id, **(defauts | valeurs))
    s.add(fiche)
    s.flush()
    return fiche.id


def menage(
    s: Session,
    operation_id: UUID,
    reference: str,
    *,
    batiment: str = "A",
    parent: UUID | None = None,
    nom: str = NOM,
    **valeurs: Any,
) -> UUID:
    """Un ménage de deux personnes : loyer 400 €, charges 100 €, RLS 40 €, APL 160 €, ressources 1 200 €."""
    logement = m.Logement(
        operation_id=operation_id,
        batiment=batiment,
        escalier="1",
        porte=PORTE,
        adresse=ADRESSE,
        commune="Nantes",
        type="T3",
        surface=6500,
    )
    s.add(logement)
    s.flush()
    fiche = m.Menage(
        operation_id=operation_id,
        logement_id=logement.id,
        reference=reference,
        nom=nom,
        telephone=TELEPHONE,
        courriel=COURRIEL,
        note=NOTE,
        parent_id=parent,
        decohabite_le=date(2026, 3, 1) if parent else None,
        **valeurs,
    )
    s.add(fiche)
    s.flush()
    s.add_all(
        [
            m.Personne(menage_id=fiche.id, nom=nom, prenom=PRENOM, naissance=date(1961, 4, 2), lien=Lien.TITULAIRE),
            m.Personne(menage_id=fiche.id, nom=nom, prenom="Ondine", naissance=date(2015, 6, 9), lien=Lien.ENFANT),
            m.Loyer(menage_id=fiche.id, du=date(2020, 1, 1), loyer=40000, charges=10000, rls=4000, apl=16000),
            m.Ressource(menage_id=fiche.id, du=date(2020, 1, 1), nature=NatureRessource.SALAIRE, montant=120000),
        ]
    )
    if parent is None:
        s.add(m.Bail(menage_id=fiche.id, numero="B-1-4417", debut=date(2012, 5, 1)))
    return fiche.id


def rencontrer(s: Session, menage_id: UUID, le: date) -> None:
    """Un entretien."""
    s.add(m.Entretien(menage_id=menage_id, le=le, conclusion=NOTE))


def proposer(
    s: Session,
    menage_id: UUID,
    le: date,
    rang: int = 1,
    *,
    reponse: Reponse | None = None,
    repondue: date | None = None,
    neuf: bool | None = True,
    adaptee: bool | None = True,
) -> UUID:
    """Une proposition d'un T3 de 62 m² dont tous les points d'adéquation valent `adaptee`."""
    offert = m.LogementOffert(
        libelle="Résidence Ormeau, 8 allée Cassard",
        type="T3",
        surface=6200,
        qpv=False,
        neuf=neuf,
        commune="Rezé",
    )
    s.add(offert)
    s.flush()
    fiche = m.Proposition(
        menage_id=menage_id,
        logement_id=offert.id,
        rang=rang,
        envoyee_le=le,
        reponse=reponse,
        repondue_le=repondue,
        motif_texte=MOTIF if reponse is Reponse.REFUSEE else None,
        adapte_type=adaptee,
        adapte_lieu=adaptee,
        adapte_accessibilite=adaptee,
        adapte_budget=adaptee,
    )
    s.add(fiche)
    s.flush()
    return fiche.id


def reloger(
    s: Session,
    menage_id: UUID,
    proposition_id: UUID | None,
    bail: date,
    demenage: date | None,
    *,
    apl: int | None = 17000,
    temporaire: bool = False,
    retour: date | None = None,
) -> None:
    """Un relogement : loyer 450 €, charges 90 €, RLS 40 €, APL 170 € (mensualité résiduelle 330 € au lieu de 300 €)."""
    s.add(
        m.Relogement(
            menage_id=menage_id,
            proposition_id=proposition_id,
            bail_signe_le=bail,
            demenage_le=demenage,
            loyer=45000,
            charges=9000,
            rls=4000,
            apl=apl,
            temporaire=temporaire,
            retour_le=retour,
        )
    )


def remplir(base: Base) -> UUID:
    """Huit ménages et un décohabitant, dont quatre relogés, deux pendant le troisième trimestre 2026."""
    with base.geste("essai", "Essai") as g:
        s = g.s
        op = operation(s, base)
        ids = [menage(s, op, f"BEL-{n:04d}", batiment="A" if n < 5 else "B") for n in range(1, 9)]
        for n, cle in enumerate(ids[1:], 1):
            rencontrer(s, cle, date(2026, 2, n))
        for cle, le in ((ids[2], date(2026, 6, 30)), (ids[3], date(2026, 7, 1)), (ids[4], date(2026, 9, 30))):
            p = proposer(s, cle, date(2026, 4, 1), reponse=Reponse.ACCEPTEE, repondue=date(2026, 4, 20))
            reloger(s, cle, p, date(2026, 5, 10), le)
        p = proposer(s, ids[5], date(2026, 8, 1), reponse=Reponse.ACCEPTEE, repondue=date(2026, 8, 20), neuf=None)
        reloger(s, ids[5], p, date(2026, 9, 10), date(2026, 10, 1), apl=None)
        proposer(s, ids[6], date(2026, 7, 2), reponse=Reponse.REFUSEE, repondue=date(2026, 7, 20))
        proposer(s, ids[6], date(2026, 9, 2), 2, neuf=False)
        sorti = s.get_one(m.Menage, ids[7])
        sorti.sortie_le, sorti.sortie_motif = date(2026, 8, 3), MotifSortie.PARTI
        enfant = menage(s, op, "BEL-0009", parent=ids[4])
        p = proposer(s, enfant, date(2026, 7, 1), reponse=Reponse.ACCEPTEE, repondue=date(2026, 7, 9))
        reloger(s, enfant, p, date(2026, 8, 1), date(2026, 8, 15))
        return op
